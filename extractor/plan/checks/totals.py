"""total-mismatch: rows that do not add up to the stated total of their table."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.messages import Message
from extractor.plan.checks.sheets import LEVELS, Amount, Branch, Sheet, amount, amount_of, distance, total_at
from extractor.plan.checks.subject import Subject
from extractor.plan.checks.sums import tolerance
from extractor.plan.doubt import Doubt
from extractor.plan.model import Renja, Value
from extractor.plan.wording import LEVEL_NAMES, column_label, quoted, rupiah


def check_totals(subject: Subject) -> list[Doubt]:
    """Return a doubt for every stated total that is not the sum of the table's top rows."""
    renja = subject.renja
    return [
        doubt
        for sheet in subject.sheets
        for column, total in sheet.totals.items()
        if total is not None
        for doubt in _total(renja, sheet, column, total)
    ]


def _total(renja: Renja, sheet: Sheet, column: str, total: Value) -> Iterator[Doubt]:
    rows = amount_of(sheet.roots, column)
    if total.value is None or not rows.stated or _agrees(sheet, column, total, rows):
        return
    if any(_agrees(sheet, column, total, below) for below in _deeper_sums(sheet, column)):
        return  # the total is that of another level; the rows between are the business of sum-mismatch
    proven = rows.complete or rows.sum > total.value
    cause = _explaining_row(sheet, column, total.value, rows.sum)
    level = LEVEL_NAMES[sheet.roots[0].level]
    label = column_label(column)
    why = Message("", "")
    if cause is not None:
        name = quoted(cause.nama)
        why = Message(
            f" (cocok bila {name.id} memakai jumlah baris di bawahnya)",
            f" (they agree if {name.en} is given the sum of the rows below it)",
        )
    message = Message(
        f"{sheet.label.id}: jumlah total {label.id} tertulis {rupiah(total.value)}, sedangkan jumlah baris {level} "
        f"{rupiah(rows.sum)}{why.id}; periksa angka total dan angka tiap {level}.",
        f"{sheet.label.en}: the total of {label.en} is stated as {rupiah(total.value)}, but the {level} rows add up to "
        f"{rupiah(rows.sum)}{why.en}; check the total and each {level}.",
    )
    at = total_at(renja, sheet.table, sheet.total_field[column], total)
    yield Doubt("total-mismatch", "error" if proven and cause is None else "info", message, at, rows.sum, total.value)


def _agrees(sheet: Sheet, column: str, total: Value, rows: Amount) -> bool:
    values = [total, *(branch.money.get(column) for branch in sheet.roots)]
    return rows.stated and total.value is not None and distance(total.value, rows.sum) <= tolerance(values)


def _deeper_sums(sheet: Sheet, column: str) -> Iterator[Amount]:
    """Yield the sums of the levels between the top rows and the programs, which a total may be stated for."""
    top = LEVELS.index(sheet.roots[0].level)
    for level in LEVELS[top + 1 : LEVELS.index("program") + 1]:
        yield amount_of((branch for branch in sheet.branches() if branch.level == level), column)


def _explaining_row(sheet: Sheet, column: str, total: int | Decimal, rows: int | Decimal) -> Branch | None:
    """Return the one top row whose own wrong sum explains the whole difference."""
    for branch in sheet.roots:
        below = amount_of(branch.children, column)
        if below.stated and below.sum - amount(branch, column).sum == total - rows != 0:
            return branch
    return None
