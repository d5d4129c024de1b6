"""The tables as Frictionless descriptions: a Table Schema each, and the datapackage.json that stands beside CSV files.

Source: https://specs.frictionlessdata.io/table-schema/ and /tabular-data-package/.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

from extractor.export.columns import Column, ColumnType, Table
from extractor.export.tables import TABLES

_TYPES: Final[dict[ColumnType, str]] = {
    "text": "string",
    "integer": "integer",
    "rupiah": "number",
    "number": "number",
    "boolean": "boolean",
}
_APOSTROPHE: Final = (
    "A text that begins with = + - @ ' a tab, a line end or one of the full-width signs has one more ' before it, so "
    "that no spreadsheet takes it for a formula: drop the first character of a text that begins with '. A text of no "
    "characters is two quotation marks; nothing at all is null."
)


def table_schema(table: Table[Any]) -> dict[str, Any]:
    """Return the Table Schema of a table."""
    # Validators take a key of two columns for broken where one is null: such keys are in SQLite alone.
    keys = [
        {
            "fields": list(reference.columns),
            "reference": {"resource": reference.table, "fields": list(reference.target)},
        }
        for reference in table.references
        if not reference.optional
    ]
    schema: dict[str, Any] = {
        "title": table.title,
        "description": table.description,
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    return {**schema, "foreignKeys": keys} if keys else schema


def _field(column: Column[Any]) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "title": column.title,
        "type": _TYPES[column.type],
        "description": column.description,
    }
    return {**field, "constraints": {"required": True}} if column.required else field


def table_schema_text(table: Table[Any]) -> str:
    """Return the Table Schema as it stands in `schemas/`."""
    return _text(table_schema(table))


def write_table_schemas(folder: Path) -> None:
    """Write the Table Schema of every table to `folder`."""
    folder.mkdir(exist_ok=True)
    for table in TABLES:
        folder.joinpath(f"{table.name}.json").write_text(table_schema_text(table), "utf-8")


def data_package_text() -> str:
    """Return the datapackage.json of an export to CSV."""
    resources = [
        {
            "profile": "tabular-data-resource",
            "name": table.name,
            "path": f"{table.name}.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n"},
            "schema": table_schema(table),
        }
        for table in TABLES
    ]
    return _text(
        {
            "profile": "tabular-data-package",
            "name": "renja",
            "title": "Renja",
            "description": _APOSTROPHE,
            "resources": resources,
        }
    )


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    write_table_schemas(Path(sys.argv[1]))
