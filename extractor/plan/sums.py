"""Sums that decide amounts with several readings: rows under a row, rows under the total, quarters of a year."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.plan.ocr_values import settle_family
from extractor.plan.rows import RowGroup
from extractor.plan.table_values import TableValues

_YEAR = "capaian.realisasi.anggaran"
_QUARTERS = tuple(f"capaian.triwulan_{number}.anggaran" for number in range(1, 5))
_RATES = "capaian.tingkat_"

Place = tuple[int, int]


def settle_by_sums(values: TableValues, families: Sequence[Sequence[RowGroup]], fields: Sequence[str]) -> None:
    """Where amounts of a family have several readings and one choice of them makes the sum, that one is taken.

    The first of a family is the sum of the others. Families are gone through from the last one, which lies lowest, to
    the first and back: one that is settled may settle the next. Of a table that was recognised all money columns are
    gone through, not `fields` alone, and the quarters of each row are held against its year.
    """
    recognised = any(cell.confidence is not None for cell in values.rows.table.cells)
    columns = _sums_of(values) if recognised else fields
    groups = list({id(group): group for family in families for group in family}.values())
    for name in columns:
        _settle_column(values, families, name)
    if recognised and values.rows.has(_YEAR):
        for group in groups:
            found = [_amount(values, group, name) for name in (_YEAR, *_QUARTERS) if values.rows.has(name)]
            _settle(values, [place for place in found if place is not None] if found[0] else [])
        for name in columns:
            _settle_column(values, families, name)


def _sums_of(values: TableValues) -> list[str]:
    """Return the money fields of a table that add up; rates do not."""
    rows = values.rows
    names = (rows.recognised.fields[col] for col in sorted(rows.money_columns))
    return [name for name in dict.fromkeys(names) if name and not name.startswith(_RATES)]


def _settle_column(values: TableValues, families: Sequence[Sequence[RowGroup]], name: str) -> None:
    for family in (*reversed(families), *families):
        _settle(values, [_amount(values, group, name) for group in family])


def _settle(values: TableValues, family: Sequence[Place | None]) -> None:
    """Settle the cells of a sum and its parts."""
    readings = [values.reading(*place) if place else None for place in family]
    view = values.rows.view
    recognised = [place is not None and view[place[0]][place[1]].confidence is not None for place in family]
    for index, reading in settle_family(readings, recognised).items():
        if place := family[index]:
            values.settle(*place, reading)


def _amount(values: TableValues, group: RowGroup, name: str) -> Place | None:
    """Return the row and column of the first cell of a field in a row's own lines that is not blank."""
    for row, cell in values.rows.cells(group, name, carried=False):
        if cell.text and not cell.text.isspace():
            return row, cell.col
    return None
