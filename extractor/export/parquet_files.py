"""Tables as Parquet files, in row groups of bounded size."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation, localcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from extractor.errors import UsageError
from extractor.export.columns import Cell, ColumnType, Row, Table
from extractor.export.tables import TABLES
from extractor.messages import Message

if TYPE_CHECKING:
    import pyarrow

_GROUP_ROWS: Final = 20_000
"""Rows held of a table before they are written: 10 to 30 MB, and few enough groups for readers."""
_DIGITS: Final = 38
"""Of a 128-bit decimal, the longest that all readers of Parquet know."""
_SCALES: Final[dict[ColumnType, int]] = {"rupiah": 2, "number": 10}
"""Decimals of DECIMAL columns: sen for money, ten for targets and ratios."""


class ParquetWriter:
    """A folder of Parquet files, one a table. Raises `UsageError` where pyarrow is missing."""

    def __init__(self, folder: Path) -> None:
        try:
            import pyarrow.parquet as parquet
        except ImportError as error:
            raise UsageError(
                "parquet",
                Message(id="Pustaka pyarrow belum terpasang.", en="The library pyarrow is not installed."),
                Message(
                    id='Pasang dengan: pip install "renja-extractor[parquet]"',
                    en='Install it with: pip install "renja-extractor[parquet]"',
                ),
            ) from error
        self._schemas = {table.name: _schema(table) for table in TABLES}
        self._held: dict[str, list[Row]] = {table.name: [] for table in TABLES}
        self._files = {
            name: parquet.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
            for name, schema in self._schemas.items()
        }

    def add(self, tables: dict[str, list[Row]]) -> None:
        """Take the rows of one document."""
        for name, rows in tables.items():
            self._held[name] += rows
            if len(self._held[name]) >= _GROUP_ROWS:
                self._write(name)

    def close(self) -> None:
        """Write what is held and end the files."""
        for name, file in self._files.items():
            if self._held[name]:
                self._write(name)
            file.close()

    def _write(self, name: str) -> None:
        import pyarrow

        rows, self._held[name] = self._held[name], []
        (table,) = (table for table in TABLES if table.name == name)
        columns = [
            [_stored(column.type, cell) for cell in cells]
            for column, cells in zip(table.columns, zip(*rows, strict=True), strict=True)
        ]
        self._files[name].write_table(pyarrow.table(columns, schema=self._schemas[name]))


def _schema(table: Table[Any]) -> pyarrow.Schema:
    import pyarrow

    types = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "boolean": pyarrow.bool_(),
        **{kind: pyarrow.decimal128(_DIGITS, scale) for kind, scale in _SCALES.items()},
    }
    return pyarrow.schema(
        [
            pyarrow.field(
                column.name,
                types[column.type],
                nullable=not column.required,
                metadata={"description": column.description},
            )
            for column in table.columns
        ],
        metadata={"title": table.title, "description": table.description},
    )


def _stored(kind: ColumnType, cell: Cell) -> Cell:
    """Return a number with its column's decimals, None where it has too many digits for the column."""
    scale = _SCALES.get(kind)
    if scale is None or cell is None:
        return cell
    with localcontext(prec=_DIGITS):
        try:
            return Decimal(cell).quantize(Decimal(1).scaleb(-scale))
        except InvalidOperation:
            return None
