"""total-mismatch in tables of other forms: a total row that is not the sum of the rows above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, chain, islice, pairwise
from typing import Final

import regex

from extractor.messages import Message
from extractor.plan.checks.subject import Subject
from extractor.plan.doubt import Doubt
from extractor.plan.model import At, Renja, Table, TableCell
from extractor.plan.quantities import read_quantities
from extractor.plan.readings import Reading, is_nil
from extractor.plan.wording import number, quoted, table_label

_TOTAL: Final = regex.compile(
    r"\W*(?:jumlah|total)(?:\s+(?:total|keseluruhan|seluruhnya|semua|akhir))?\W*", regex.IGNORECASE
)
_MOST_ROWS: Final = 200
"""Longer tables are lists with groups of their own; looking for these takes the square of the rows."""
_FEWEST_PARTS: Final = 2
_YEARS: Final = range(1945, 2100)


@dataclass(frozen=True, slots=True)
class _Sum:
    """A stated total with what the rows above it add up to."""

    cell: TableCell
    stated: int | Decimal
    rows: int | Decimal


def check_other_totals(subject: Subject) -> list[Doubt]:
    """Return a doubt for each stated total of a table of unknown form that is not the sum of the rows above it.

    Only the total row says that such a table is to be added up. So a total is doubted only where each row above it has
    a plain number of one unit, none of these is the sum of others, and at least as many totals of its row are right;
    a lone total has to do without that proof.
    """
    others = (table for table in subject.renja.tables if table.kind == "other" and table.n_rows <= _MOST_ROWS)
    return [doubt for table in others for doubt in _table(subject.renja, table)]


def _table(renja: Renja, table: Table) -> Iterator[Doubt]:
    rows: dict[int, list[TableCell]] = {}
    for cell in table.cells:
        if cell.row >= table.header_rows:
            rows.setdefault(cell.row, []).append(cell)
    labels = {row: next(filter(str.strip, (one.text for one in cells)), "") for row, cells in rows.items()}
    totals = [row for row, label in labels.items() if _TOTAL.fullmatch(label)]
    for before, total in pairwise([-1, *totals]):
        above = {row: cells for row, cells in rows.items() if row < total and row not in totals}
        whole = {one.cell.col for one in _sums(chain(*above.values()), rows[total]) if one.rows == one.stated}
        sums = list(_sums(chain(*(cells for row, cells in above.items() if row > before)), rows[total]))
        wrong = [one for one in sums if one.rows != one.stated and one.cell.col not in whole]
        if len(sums) == 1 or len(wrong) * 2 <= len(sums):
            yield from (_doubt(renja, table, one) for one in wrong)


def _sums(above: Iterable[TableCell], total: Sequence[TableCell]) -> Iterator[_Sum]:
    """Yield the totals of a row that have only plain numbers and dashes above them; a blank cell may hold the rest."""
    above = list(above)
    for cell in total:
        texts = [one.text for one in above if one.col == cell.col and one.col_span == cell.col_span]
        *parts, stated = read_quantities([*filter(str.strip, texts), cell.text])
        numbers = [one.value for one in parts if one.value is not None]
        if stated.value is None or not numbers or len(parts) < _FEWEST_PARTS or not _alike([*parts, stated]):
            continue
        rows, blank = sum(numbers), not all(map(str.strip, texts))
        if not (blank and rows < stated.value) and not _are_years(numbers) and not _has_groups(numbers):
            yield _Sum(cell, stated.value, rows)


def _alike(readings: Sequence[Reading]) -> bool:
    """Tell whether all are plain numbers of one thing, or dashes; per cents are no parts of a sum."""
    units = {one.unit.casefold() for one in readings if one.unit}
    plain = all(not one.flags and (one.value is not None or is_nil(one.raw)) for one in readings)
    return plain and len(units) <= 1 and "%" not in units


def _are_years(numbers: Sequence[int | Decimal]) -> bool:
    return all(number in _YEARS for number in numbers)


def _has_groups(numbers: Sequence[int | Decimal]) -> bool:
    """Tell whether a number is the sum of two or more right after or before it, as the head or foot of a group is."""
    return any(
        number and number in islice(accumulate(order[at + 1 :]), 1, None)
        for order in (numbers, numbers[::-1])
        for at, number in enumerate(order)
    )


def _doubt(renja: Renja, table: Table, one: _Sum) -> Doubt:
    label = table_label(renja, table.id)
    path = table.columns[one.cell.col].path if one.cell.col < len(table.columns) else []
    column = quoted(path[-1]) if path else Message(f"ke-{one.cell.col + 1}", f"{one.cell.col + 1}")
    message = Message(
        f"{label.id}: jumlah pada kolom {column.id} tertulis {number(one.stated)}, sedangkan baris di atasnya "
        f"berjumlah {number(one.rows)}; periksa jumlah dan tiap baris.",
        f"{label.en}: the total of column {column.en} is stated as {number(one.stated)}, but the rows above it add up "
        f"to {number(one.rows)}; check the total and each row.",
    )
    at = At(table=table.id, rows=[one.cell.row], page=one.cell.page, bbox=one.cell.bbox)
    return Doubt("total-mismatch", "warning", message, at, one.rows, one.stated)
