"""sum-mismatch: rows that do not add up to the row above them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from extractor.messages import Message
from extractor.plan.checks.sheets import Branch, Sheet, amount_of, distance, is_blank, is_dash, is_unread, walk
from extractor.plan.checks.subject import Subject
from extractor.plan.doubt import Doubt
from extractor.plan.model import At, Severity, Value
from extractor.plan.wording import LEVEL_NAMES, column_label, quoted, rupiah

_DOUBTFUL_SHARE: Final = 0.6
"""Where more of a column's parents than this disagree, the column does not add up by design or its levels are wrong."""
_DOUBTFUL_PARENTS: Final = 5
"""Of fewer parents that disagree each is told by itself."""
_USUAL_SHARE: Final = 0.6
"""A blank parent is worth a look where at least this share of the column's parents state their amount."""


def check_sums(subject: Subject) -> list[Doubt]:
    """Return a doubt for every row whose amount is not the sum of the rows below it, in every money column."""
    doubted = subject.uncertain_rows
    return [doubt for sheet in subject.sheets for column in sheet.columns for doubt in _column(sheet, column, doubted)]


def _column(sheet: Sheet, column: str, doubted: Collection[tuple[str | None, int]]) -> list[Doubt]:
    parents = [branch for branch in sheet.branches() if branch.children and amount_of(branch.children, column).stated]
    stated = [parent for parent in parents if not is_blank(parent.money.get(column))]
    wrong = [
        replace(doubt, severity="info") if _in_doubt(parent, column, doubted) else doubt
        for parent in stated
        for doubt in _parent(sheet, parent, column)
    ]
    if len(wrong) >= _DOUBTFUL_PARENTS and len(wrong) > _DOUBTFUL_SHARE * len(stated):
        return [_whole_column(sheet, column, len(wrong), len(stated))]
    return wrong + list(_blank_parents(sheet, parents, len(stated), column))


def _in_doubt(parent: Branch, column: str, doubted: Collection[tuple[str | None, int]]) -> bool:
    """Tell whether the level of a row below, or an amount of the sum, was not certain in reading."""
    if any((branch.at.table, row) in doubted for branch in walk((parent,)) for row in branch.at.rows):
        return True
    values = [branch.money.get(column) for branch in (parent, *parent.children)]
    return any(value is not None and "ambiguous" in value.flags for value in values)


def _parent(sheet: Sheet, parent: Branch, column: str) -> Iterator[Doubt]:
    value = parent.money[column]
    below = amount_of(parent.children, column)
    if is_dash(value) and below.sum:
        yield _doubt(sheet, parent, column, "info", below.sum, None)
        return
    if value is None or value.value is None:
        return
    parts = [child.money.get(column) for child in parent.children]
    rounding = tolerance([value, *parts])
    if distance(value.value, below.sum) <= rounding:
        return
    proven = below.complete or below.sum > value.value
    may_tell = not any(map(is_unread, parts)) and 2 * sum(map(is_blank, parts)) <= len(parts)
    if proven or may_tell:
        yield _doubt(sheet, parent, column, "error" if proven else "info", below.sum, value.value)


def tolerance(values: list[Value | None]) -> Decimal:
    """Return how far a sum may be off by rounding alone: only amounts stated in thousands or with sen are rounded."""
    stated = [value for value in values if value is not None and value.value is not None]
    numbers = [value.value for value in stated if value.value is not None]
    if any("scaled" in value.flags for value in stated):
        units = (unit for unit in (1_000_000, 100_000, 10_000, 1_000) if all(not one % unit for one in numbers))
        unit = next(units, 1)
        return Decimal(unit * len(stated)) / 2
    return Decimal(any(one % 1 for one in numbers))


def _blank_parents(sheet: Sheet, parents: list[Branch], stated: int, column: str) -> Iterator[Doubt]:
    """Yield a doubt for each parent that is blank although its rows state amounts and nearly all others are not."""
    if stated < _USUAL_SHARE * len(parents) or stated < 2:
        return
    for parent in parents:
        if parent.level in ("program", "kegiatan") and is_blank(parent.money.get(column)):
            below = amount_of(parent.children, column)
            if below.sum:
                yield _doubt(sheet, parent, column, "info", below.sum, None)


def _doubt(
    sheet: Sheet, parent: Branch, column: str, severity: Severity, expected: int | Decimal, found: int | Decimal | None
) -> Doubt:
    name, label = quoted(parent.nama), column_label(column)
    level = LEVEL_NAMES[parent.level]
    below = LEVEL_NAMES[parent.children[0].level]
    stated_id = "tidak diisi" if found is None else f"tertulis {rupiah(found)}"
    stated_en = "is not stated" if found is None else f"is stated as {rupiah(found)}"
    message = Message(
        f"{sheet.label.id}, {level} {name.id}: {label.id} {stated_id}, sedangkan jumlah {below} di bawahnya "
        f"{rupiah(expected)}; periksa angka baris ini dan baris di bawahnya.",
        f"{sheet.label.en}, {level} {name.en}: {label.en} {stated_en}, but its {below} rows add up to "
        f"{rupiah(expected)}; check this row's figure and those below it.",
    )
    return Doubt("sum-mismatch", severity, message, parent.at, expected, found)


def _whole_column(sheet: Sheet, column: str, wrong: int, stated: int) -> Doubt:
    label = column_label(column)
    message = Message(
        f"{sheet.label.id}: pada kolom {label.id}, {wrong} dari {stated} baris induk tidak sama dengan jumlah baris di "
        "bawahnya; periksa apakah kolom ini memang dijumlahkan dan jenjang barisnya benar.",
        f"{sheet.label.en}: in the column {label.en}, {wrong} of {stated} parent rows differ from the sum of the rows "
        "below them; check whether the column is meant to add up and the levels are right.",
    )
    return Doubt("sum-mismatch", "info", message, At(table=sheet.table))
