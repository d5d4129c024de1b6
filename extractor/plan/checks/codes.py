"""kode-invalid: codes of no known shape, codes that do not continue their parent's, codes given twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.messages import Message
from extractor.plan.checks.match import name_key
from extractor.plan.checks.sheets import Branch, Sheet
from extractor.plan.checks.subject import Subject
from extractor.plan.checks.wording import quoted
from extractor.plan.doubt import Doubt
from extractor.plan.kode import is_kode, segments

_USUAL_SHARE: Final = 0.7
"""A table's codes are held to a rule that at least this share of them keeps."""
_FEWEST: Final = 4


def check_codes(subject: Subject) -> list[Doubt]:
    """Return a doubt for every code that breaks what the other codes of its table keep."""
    return [doubt for sheet in subject.sheets for doubt in _sheet(sheet)]


def _sheet(sheet: Sheet) -> Iterator[Doubt]:
    coded = [branch for branch in sheet.branches() if branch.kode]
    dotted = [branch for branch in coded if branch.kode and "." in branch.kode]
    if len(dotted) < _FEWEST or len(dotted) < _USUAL_SHARE * len(coded):
        return  # running numbers, or no code at all
    odd = [branch for branch in coded if not is_kode(branch.kode or "")]
    for branch in odd:
        yield _doubt(
            sheet,
            branch,
            Message("bentuknya bukan kode program", "it has not the shape of a program code"),
        )
    shaped = {id(branch) for branch in odd}
    family = [(up, down) for up in coded for down in up.children if down.kode and id(up) not in shaped | {id(down)}]
    strays = [(up, down) for up, down in family if not _continues(up, down) and id(down) not in shaped]
    if len(family) >= _FEWEST and len(strays) <= (1 - _USUAL_SHARE) * len(family):
        for up, down in strays:
            yield _doubt(
                sheet,
                down,
                Message(f"kode induknya “{up.kode}”", f"its parent's code is “{up.kode}”"),
            )
    yield from _twins(sheet)


def _continues(up: Branch, down: Branch) -> bool:
    above, below = segments(up.kode or ""), segments(down.kode or "")
    return len(below) > len(above) and below[: len(above)] == above


def _twins(sheet: Sheet) -> Iterator[Doubt]:
    """Yield a doubt for every row that has the code of another row of its parent and another name."""
    groups = [sheet.roots, *(branch.children for branch in sheet.branches())]
    for rows in groups:
        first: dict[tuple[str, ...], Branch] = {}
        for branch in rows:
            parts = segments(branch.kode or "")
            twin = first.setdefault(parts, branch) if parts else branch
            if twin is not branch and name_key(twin.nama) != name_key(branch.nama):
                name = quoted(twin.nama)
                yield _doubt(sheet, branch, Message(f"kode itu juga milik {name.id}", f"{name.en} has that code too"))


def _doubt(sheet: Sheet, branch: Branch, why: Message) -> Doubt:
    name = quoted(branch.nama)
    message = Message(
        f"{sheet.label.id}, {name.id}: kode “{branch.kode}” tidak sesuai, sebab {why.id}; periksa kodenya.",
        f"{sheet.label.en}, {name.en}: the code “{branch.kode}” does not fit: {why.en}; check the code.",
    )
    return Doubt("kode-invalid", "warning", message, branch.at)
