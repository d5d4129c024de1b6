"""What a tidy table is: columns with their types and descriptions, each reading its cell from one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Generic, Literal, TypeVar

import regex

from extractor.plan.model import At, Value

Cell = str | int | Decimal | bool | None
ColumnType = Literal["text", "integer", "rupiah", "number", "boolean"]
"""rupiah and number are exact (int, or Decimal where there are decimals); rupiah is a column of amounts of money."""
T = TypeVar("T")

MAX_INTEGER: Final = 2**63 - 1
"""Largest number in a column of type integer, that is a count, a year or a page."""
_CONTROL = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that mean nothing in a text and that XML or a terminal does not bear."""


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column; `title` is its Indonesian heading in a workbook, `read` takes its cell from a row's thing."""

    name: str
    title: str
    type: ColumnType
    description: str
    read: Callable[[T], Cell]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: `columns` name a row of `table` by its `target` columns, `optional` where the last may be null."""

    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """One table: a row for each of the `things` of a document."""

    name: str
    title: str
    description: str
    columns: tuple[Column[T], ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]
    things: Callable[[Any], Iterable[T]]


Row = tuple[Cell, ...]


def rows(table: Table[T], things: Iterable[T]) -> list[Row]:
    """Return the rows of `things`; raises OverflowError where a count passes `MAX_INTEGER`."""
    return [tuple(_cell(column.type, column.read(thing)) for column in table.columns) for thing in things]


def _cell(kind: ColumnType, cell: Cell) -> Cell:
    if isinstance(cell, str):
        return _CONTROL.sub("\ufffd", cell)
    if kind == "integer" and isinstance(cell, int) and abs(cell) > MAX_INTEGER:
        raise OverflowError(f"{str(cell)[:20]}…")
    return cell


def value_columns(
    name: str,
    title: str,
    what: str,
    read: Callable[[T], Value | None],
    *,
    rupiah: bool = False,
) -> tuple[Column[T], ...]:
    """Return the columns of a `Value`: its number, its text, its unit where it is no amount of rupiah, its flags."""

    def number(thing: T) -> Cell:
        value = read(thing)
        return value.value if value else None

    def raw(thing: T) -> Cell:
        value = read(thing)
        return value.raw if value else None

    def unit(thing: T) -> Cell:
        value = read(thing)
        return value.unit if value else None

    def flags(thing: T) -> Cell:
        value = read(thing)
        return joined(value.flags) if value else None

    nothing = "null where the cell is blank, unreadable or not in the form"
    if rupiah:
        first = Column(name, f"{title} (Rp)", "rupiah", f"{what}, in rupiah; {nothing}.", number)
    else:
        first = Column(name, title, "number", f"{what}; {nothing}.", number)
    units = () if rupiah else (Column(f"{name}_unit", f"Satuan {title}", "text", f"Unit of {name}.", unit),)
    return (
        first,
        Column(f"{name}_raw", f"Teks {title}", "text", f"Text of {name} as printed; null without such a column.", raw),
        *units,
        Column(
            f"{name}_flags", f"Tanda {title}", "text",
            f"Doubts about {name}: repaired, ambiguous, unreadable, scaled, range; null without any.", flags,
        ),
    )  # fmt: skip


def place_columns(read: Callable[[T], At]) -> tuple[Column[T], ...]:
    """Return the columns that say where a thing stands."""
    return (
        Column("table_id", "Tabel", "text", "Id of the table it stands in; null for text.", lambda x: read(x).table),
        Column("row", "Baris", "integer", "First row of that table, 0-based, header rows counted.",
               lambda x: min(read(x).rows, default=None)),
        Column("row_last", "Baris terakhir", "integer", "Last row of that table.",
               lambda x: max(read(x).rows, default=None)),
        Column("page", "Halaman", "integer", "Page, 1-based; null for formats without pages.",
               lambda x: read(x).page),
    )  # fmt: skip


def joined(items: Sequence[object]) -> str | None:
    """Return items with spaces between them, None where there are none."""
    return " ".join(map(str, items)) or None
