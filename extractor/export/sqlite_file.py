"""Tables as one SQLite file with foreign keys, and views of what is mostly asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from extractor.export.columns import MAX_INTEGER, Cell, ColumnType, Row, Table
from extractor.export.tables import TABLES

_TYPES: Final[dict[ColumnType, str]] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "rupiah": "NUMERIC",
    "number": "NUMERIC",
    "boolean": "INTEGER",
}
VIEWS: Final = {
    "rencana_per_program": """
SELECT d.document_id, d.tahun, d.daerah, d.perangkat_daerah, p.seq AS program_seq, p.kode, p.kode_baku, p.nama,
       p.pagu_jumlah AS pagu, p.prakiraan_maju,
       (SELECT count(*) FROM rencana k WHERE k.document_id = p.document_id AND k.program_seq = p.seq
        AND k.level = 'kegiatan') AS kegiatan,
       (SELECT count(*) FROM rencana s WHERE s.document_id = p.document_id AND s.program_seq = p.seq
        AND s.level = 'sub_kegiatan') AS sub_kegiatan
FROM rencana p JOIN documents d ON d.document_id = p.document_id AND d.bagian = p.bagian
WHERE p.level = 'program'""",
    "pagu_per_tahun": """
SELECT tahun, count(*) AS rencana, sum(dokumen) AS dokumen, sum(pagu) AS pagu
FROM (SELECT tahun, daerah, perangkat_daerah, count(*) AS dokumen, max(total_pagu) AS pagu
      FROM documents WHERE total_pagu IS NOT NULL GROUP BY tahun, daerah, perangkat_daerah)
GROUP BY tahun""",
}
"""`pagu_per_tahun` counts an office with several documents in one year once, with its largest total."""


class SqliteWriter:
    """An SQLite file. Whole numbers up to 64 bits are exact; amounts with sen are floating point (15 digits)."""

    def __init__(self, file: Path) -> None:
        """Begin the file; raises OSError where it cannot be written."""
        self._database = sqlite3.connect(file, isolation_level=None)
        # The file gets its name only when it is whole: no journal is needed.
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("PRAGMA foreign_keys = ON")
        with _disk_errors():
            for statement in definitions():
                self._database.execute(statement)
        self._inserts = {
            table.name: f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(table.columns))})" for table in TABLES
        }

    def add(self, tables: dict[str, list[Row]]) -> None:
        """Write the rows of one document; raises OSError where they cannot be written."""
        with _disk_errors():
            self._database.execute("BEGIN")
            for name, rows in tables.items():
                self._database.executemany(self._inserts[name], (tuple(map(_stored, row)) for row in rows))
            self._database.execute("COMMIT")

    def close(self) -> None:
        """End the file."""
        self._database.close()


@contextmanager
def _disk_errors() -> Iterator[None]:
    """Make SQLite's errors of reading and writing OSErrors, as those of all other files are."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error


def definitions() -> list[str]:
    """Return the statements that make the tables, an index for each foreign key within a document, and the views."""
    statements = [_table(table) for table in TABLES]
    statements += [
        f"CREATE INDEX {table.name}_{reference.columns[-1]} ON {table.name} ({', '.join(reference.columns)})"
        for table in TABLES
        for reference in table.references
        if len(reference.columns) > 1
    ]
    return statements + [f"CREATE VIEW {name} AS{query}" for name, query in VIEWS.items()]


def _table(table: Table[Any]) -> str:
    lines = [
        f'"{column.name}" {_TYPES[column.type]}{" NOT NULL" if column.required else ""}' for column in table.columns
    ]
    lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    lines += [
        f"FOREIGN KEY ({', '.join(reference.columns)}) REFERENCES {reference.table} ({', '.join(reference.target)})"
        for reference in table.references
    ]
    return f"CREATE TABLE {table.name} (\n  " + ",\n  ".join(lines) + "\n) WITHOUT ROWID"


def _stored(cell: Cell) -> str | int | None:
    """Return what SQLite takes: numbers that are no 64-bit integer as text, which the column turns into a REAL."""
    if cell is None or isinstance(cell, str):
        return cell
    return cell if isinstance(cell, int) and abs(cell) <= MAX_INTEGER else str(cell)
