"""narrative-mismatch: the outline of program, kegiatan and sub kegiatan in the text against the plan's table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from extractor.messages import Message
from extractor.plan.checks.match import Pairs, match
from extractor.plan.checks.sheets import Branch, Sheet, nest
from extractor.plan.checks.subject import Subject
from extractor.plan.doubt import Doubt
from extractor.plan.model import At, PlanRow
from extractor.plan.outline import OutlineItem, read_outline
from extractor.plan.wording import LEVEL_NAMES, quoted

_SAME_PLAN: Final = 0.7
"""The text's outline is that of the table where this share of the rows of either is found in the other."""


def check_outline(subject: Subject) -> list[Doubt]:
    """Return a doubt for every row that the text's outline and the plan's table do not both have."""
    renja = subject.renja
    table = next((sheet for sheet in subject.sheets if sheet.kind in ("rencana", "pendanaan")), None)
    items = read_outline(renja.chapters)
    if table is None or not items:
        return []
    text = Message(f"daftar di bagian {items[0].section}", f"the list in section {items[0].section}")
    outline = Sheet("rencana", text, "", table.tahun, nest([_branch(item) for item in items]), {}, {})
    pairs = match(outline, table)
    paired = sum(pairs.of(branch) is not None for branch in outline.branches())
    levels = {branch.level for branch in outline.branches()}
    rows = [branch for branch in table.branches() if branch.level in levels]
    if paired < _SAME_PLAN * max(len(rows), sum(1 for _ in outline.branches())):
        return []
    known = {id(branch) for branch in rows}
    return list(_below(outline, table, outline.roots, table.roots, pairs, known))


def _branch(item: OutlineItem) -> Branch:
    row = PlanRow(nama=item.nama, at=At())
    return Branch(item.level, None, item.nama, row.at, {}, (), (), row)


def _below(
    outline: Sheet,
    table: Sheet,
    items: Sequence[Branch],
    rows: Sequence[Branch],
    pairs: Pairs,
    known: set[int],
) -> Iterator[Doubt]:
    """Yield the doubts about the rows of one parent: a row that is in one only, or one in place of another."""
    extra, missing = pairs.free(items, [row for row in rows if id(row) in known])
    if len(extra) == 1 == len(missing):
        yield _instead(outline, table, extra[0], missing[0])
    else:
        yield from (_only(item, outline, table) for item in extra)
        yield from (_only(row, table, outline) for row in missing)
    for item in items:
        partner = pairs.of(item)
        if partner is not None:
            yield from _below(outline, table, item.children, partner.children, pairs, known)


def _instead(outline: Sheet, table: Sheet, item: Branch, row: Branch) -> Doubt:
    here, there, level = quoted(item.nama), quoted(row.nama), LEVEL_NAMES[row.level]
    message = Message(
        f"{table.label.id}, {level} {there.id}: {outline.label.id} menulis {here.id} di tempatnya; periksa namanya.",
        f"{table.label.en}, {level} {there.en}: {outline.label.en} has {here.en} in its place; check the name.",
    )
    return Doubt("narrative-mismatch", "warning", message, row.at)


def _only(branch: Branch, sheet: Sheet, other: Sheet) -> Doubt:
    name, level = quoted(branch.nama), LEVEL_NAMES[branch.level]
    message = Message(
        f"{level.capitalize()} {name.id} ada di {sheet.label.id}, tetapi tidak ditemukan di {other.label.id}; periksa "
        "apakah terlewat.",
        f"The {level} {name.en} is in {sheet.label.en}, but was not found in {other.label.en}; check whether it was "
        "left out.",
    )
    return Doubt("narrative-mismatch", "warning", message, branch.at)
