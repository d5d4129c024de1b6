"""Tables as text: CSV by RFC 4180, which gives back every text exactly, and JSON Lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, TextIO

from extractor.export.columns import Cell, Row, Table
from extractor.export.table_schema import data_package_text
from extractor.export.tables import TABLES

_FORMULA_SIGNS: Final = frozenset("=+-@\t\r\n'＝＋－＠")
"""First characters by which spreadsheets take a text for a formula (OWASP, CSV injection), and the apostrophe itself,
so that what is put before them can be taken off again."""


class CsvWriter:
    """A folder of CSV files, one a table, with their datapackage.json."""

    def __init__(self, folder: Path) -> None:
        folder.joinpath("datapackage.json").write_text(data_package_text(), "utf-8")
        self._files = _TextFiles(folder, "csv", "\r\n")
        for table in TABLES:
            self._files.write(table.name, (csv_line(tuple(column.name for column in table.columns)),))

    def add(self, tables: dict[str, list[Row]]) -> None:
        """Write the rows of one document."""
        for name, rows in tables.items():
            self._files.write(name, map(csv_line, rows))

    def close(self) -> None:
        """End the files."""
        self._files.close()


class JsonLinesWriter:
    """A folder of JSON Lines files, one a table; numbers are exact, nothing is left out."""

    def __init__(self, folder: Path) -> None:
        self._files = _TextFiles(folder, "jsonl", "\n")
        self._lines = {table.name: _json_line(table) for table in TABLES}

    def add(self, tables: dict[str, list[Row]]) -> None:
        """Write the rows of one document."""
        for name, rows in tables.items():
            self._files.write(name, map(self._lines[name], rows))

    def close(self) -> None:
        """End the files."""
        self._files.close()


class _TextFiles:
    def __init__(self, folder: Path, extension: str, line_end: str) -> None:
        self._line_end = line_end
        self._files: dict[str, TextIO] = {
            table.name: folder.joinpath(f"{table.name}.{extension}").open("w", encoding="utf-8", newline="")
            for table in TABLES
        }

    def write(self, name: str, lines: Iterator[str] | tuple[str, ...]) -> None:
        self._files[name].writelines(f"{line}{self._line_end}" for line in lines)

    def close(self) -> None:
        for file in self._files.values():
            file.close()


def csv_line(row: Row) -> str:
    """Return a row as CSV: texts quoted, with an apostrophe before what could be a formula; null is nothing."""
    return ",".join(map(_csv_cell, row))


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        mark = "'" if cell[:1] in _FORMULA_SIGNS else ""
        return f'"{mark}{cell.replace(chr(34), chr(34) * 2)}"'
    return str(cell)


def _json_line(table: Table[Any]) -> Callable[[Row], str]:
    import simplejson

    names = [column.name for column in table.columns]
    encoder = simplejson.JSONEncoder(use_decimal=True, ensure_ascii=False)
    return lambda row: str(encoder.encode(dict(zip(names, row, strict=True))))
