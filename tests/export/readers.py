"""Exports read back by their own kinds of tool, each into the same form: rows of every table, numbers exact."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, get_args

import openpyxl
import pandas
import pyarrow.parquet

from extractor.export.run import Kind

SIGNS: Final = "=+-@\t\r\n'＝＋－＠"
SCHEMAS: Final = Path(__file__).parents[2] / "schemas" / "tables"
TYPES: Final[Mapping[str, Mapping[str, str]]] = {
    file.stem: {column["name"]: column["type"] for column in json.loads(file.read_text("utf-8"))["fields"]}
    for file in sorted(SCHEMAS.glob("*.json"))
}
Tables = dict[str, list[dict[str, Any]]]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
Targets = Mapping[Kind, Path]


def _plain(value: Any) -> Any:
    """Return numbers as exact decimals without trailing zeros, so that 5, 5.0 and 5.00 are one."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return value
    return Decimal(str(value)).normalize()


def read_csv(target: Path) -> Tables:
    """Read with Python's csv, by the Table Schema's types and the rule of the apostrophe."""

    def typed(kind: str, text: str) -> Any:
        if kind == "string":
            return text[1:] if text.startswith("'") else text or None
        if not text:
            return None
        return text == "true" if kind == "boolean" else _plain(Decimal(text))

    tables: Tables = {}
    for name, types in TYPES.items():
        with (target / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            csv.field_size_limit(10**7)
            rows = csv.DictReader(file, strict=True)
            tables[name] = [{column: typed(types[column], text) for column, text in row.items()} for row in rows]
    return tables


def read_jsonl(target: Path) -> Tables:
    """Read with json."""
    return {
        name: [
            {column: _plain(value) for column, value in row.items()}
            for row in (
                json.loads(line, parse_float=Decimal)
                for line in (target / f"{name}.jsonl").read_text("utf-8").split("\n")[:-1]
            )
        ]
        for name in TYPES
    }


def read_sqlite(target: Path) -> Tables:
    """Read with sqlite3."""
    tables: Tables = {}
    with closing(sqlite3.connect(target)) as database:
        database.row_factory = sqlite3.Row
        for name, types in TYPES.items():
            found = database.execute(f"SELECT * FROM {name}")
            tables[name] = [
                {
                    column: bool(row[column]) if kind == "boolean" else _plain(row[column])
                    for column, kind in types.items()
                }
                for row in found
            ]
    return tables


def read_parquet(target: Path) -> Tables:
    """Read with pyarrow."""
    return {
        name: [
            {column: _plain(value) for column, value in row.items()}
            for row in pyarrow.parquet.read_table(target / f"{name}.parquet").to_pylist()
        ]
        for name in TYPES
    }


def read_workbook(target: Path) -> Tables:
    """Read with openpyxl, by the headings; the cells of all tables are not in a workbook."""
    titles = {file.stem: json.loads(file.read_text("utf-8")) for file in sorted(SCHEMAS.glob("*.json"))}
    book = openpyxl.load_workbook(target)
    tables: Tables = {}
    for name, schema in titles.items():
        if schema["title"] not in book.sheetnames:
            continue
        head, *rows = book[schema["title"]].iter_rows(values_only=True)
        places = {column["name"]: head.index(column["title"]) for column in schema["fields"]}
        tables[name] = [{column: _plain(row[place]) for column, place in places.items()} for row in rows]
    return tables


def frame(target: Path, name: str) -> pandas.DataFrame:
    """Read a CSV as a person with pandas would."""
    return pandas.read_csv(target / f"{name}.csv")


READERS: Final[Mapping[str, Callable[[Path], Tables]]] = {
    "csv": read_csv,
    "jsonl": read_jsonl,
    "sqlite": read_sqlite,
    "parquet": read_parquet,
    "xlsx": read_workbook,
}
