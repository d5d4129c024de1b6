"""A comparison for the terminal, drawn with rich."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from extractor.diff.model import Diff, Kind, PlanDiff, RowDiff
from extractor.diff.words import (
    KINDS,
    NO_PLAN,
    SAME,
    TOTALS,
    UNCHANGED,
    field_label,
    is_empty,
    name,
    part_label,
    path,
    side,
    signed,
    titled,
)
from extractor.messages import Language
from extractor.plan.wording import number

_MARKS: Final[dict[Kind, tuple[str, str]]] = {
    "added": ("+", "green"),
    "removed": ("−", "red"),
    "moved": ("→", "magenta"),
    "renamed": ("≈", "cyan"),
    "changed": ("~", "yellow"),
}


def drawn(diff: Diff, language: Language) -> RenderableType:
    """Return the comparison: both documents, totals, and the rows that differ in document order."""
    parts: list[RenderableType] = [Text(f"A  {titled(diff.before)}"), Text(f"B  {titled(diff.after)}")]
    if is_empty(diff):
        return Group(*parts, Text(NO_PLAN.text(language), style="yellow"))
    for plan in diff.plans:
        parts += ["", *_plan(plan, language)]
    if diff.same:
        parts += ["", Text(SAME.text(language), style="green")]
    return Group(*parts)


def _plan(plan: PlanDiff, language: Language) -> Iterator[RenderableType]:
    counts = [
        f"{_MARKS[kind][0]} {count} {word.text(language)}"
        for kind, word in KINDS.items()
        if (count := getattr(plan.counts, kind))
    ]
    told = ", ".join([*counts, f"= {plan.counts.same} {UNCHANGED.text(language)}"])
    yield Text(f"{part_label(plan.bagian).text(language)}: {told}", style="bold")
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column()
    for _ in range(3):
        table.add_column(justify="right", no_wrap=True)
    for total in plan.totals:
        if total.before is not None or total.after is not None:
            label = f"{field_label(total.field).text(language)}, {TOTALS[total.kind].text(language)}"
            table.add_row(label, number(total.before), number(total.after), signed(total.difference))
    yield table
    for row in plan.rows:
        yield from _row(row, language)


def _row(row: RowDiff, language: Language) -> Iterator[Text]:
    above = path(row.after or row.before)
    indent = "  " * len(above)
    marks = "".join(_MARKS[kind][0] for kind in row.kinds)
    yield Text(f"{indent}{marks} {name(row)}", style=_MARKS[row.kinds[0]][1])
    if "moved" in row.kinds and row.before:
        old, new = (places[-1] if places else "–" for places in (path(row.before), above))
        yield Text(f"{indent}    {KINDS['moved'].text(language)}: {old} → {new}")
    for change in row.changes:
        label = field_label(change.field).text(language)
        told = f"{indent}    {label}: {side(change, change.before)} → {side(change, change.after)}"
        yield Text(f"{told}  {signed(change.difference)}".rstrip())
