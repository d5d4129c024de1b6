"""kode-invalid: codes of no known shape, codes that do not continue their parent's, codes given twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.messages import Message
from extractor.plan.checks.match import name_key
from extractor.plan.checks.sheets import Branch, Sheet
from extractor.plan.checks.subject import Subject
from extractor.plan.doubt import Doubt
from extractor.plan.kode import is_kode
from extractor.plan.wording import quoted

_USUAL_SHARE: Final = 0.7
"""A table's codes are held to a rule that at least this share of them keeps."""
_FEWEST: Final = 4


def check_codes(subject: Subject) -> list[Doubt]:
    """Return a doubt for every code that breaks what the other codes of its table keep."""
    return [doubt for sheet in subject.sheets for doubt in _sheet(sheet)]


def _sheet(sheet: Sheet) -> Iterator[Doubt]:
    coded = [branch for branch in sheet.branches() if branch.kode]
    dotted = sum("." in _plain(branch) for branch in coded)
    if dotted < _FEWEST or dotted < _USUAL_SHARE * len(coded):
        return  # running numbers, or no code at all
    odd = {id(branch) for branch in coded if not is_kode(branch.kode or "")}
    for branch in coded:
        if id(branch) in odd:
            yield _doubt(sheet, branch, Message("bentuknya bukan kode", "it has not the shape of a code"))
    yield from _strays(sheet, [branch for branch in coded if id(branch) not in odd], odd)
    yield from _twins(sheet)


def _strays(sheet: Sheet, parents: list[Branch], odd: set[int]) -> Iterator[Doubt]:
    """Yield a doubt for every row whose code does not continue its parent's, where nearly all others do."""
    family = [(up, down) for up in parents for down in up.children if down.kode and id(down) not in odd]
    strays = [(up, down) for up, down in family if not _continues(_plain(up), _plain(down))]
    if len(family) < _FEWEST or len(strays) > (1 - _USUAL_SHARE) * len(family):
        return
    for up, down in strays:
        yield _doubt(sheet, down, Message(f"kode induknya “{up.kode}”", f"its parent's code is “{up.kode}”"))


def _continues(up: str, down: str) -> bool:
    """Tell whether a code goes on from its parent's; "307" goes on from "3": urusan and bidang written as one."""
    return down.startswith(f"{up}.") or (len(up) == 1 and len(down) == 3 and "." not in down and down[0] == up)


def _twins(sheet: Sheet) -> Iterator[Doubt]:
    """Yield a doubt for every row that has the code of another row of its parent and another name."""
    for rows in (sheet.roots, *(branch.children for branch in sheet.branches())):
        first: dict[str, Branch] = {}
        for branch in rows:
            twin = first.setdefault(_plain(branch), branch) if branch.kode else branch
            if twin is not branch and name_key(twin.nama) != name_key(branch.nama):
                name = quoted(twin.nama)
                yield _doubt(sheet, branch, Message(f"kode itu juga milik {name.id}", f"{name.en} has that code too"))


def _plain(branch: Branch) -> str:
    """Return the code with dots alone between its segments; spreadsheets make a decimal comma of one."""
    return (branch.kode or "").replace(",", ".").strip(".")


def _doubt(sheet: Sheet, branch: Branch, why: Message) -> Doubt:
    name = quoted(branch.nama)
    message = Message(
        f"{sheet.label.id}, {name.id}: kode “{branch.kode}” tidak sesuai, sebab {why.id}; periksa kodenya.",
        f"{sheet.label.en}, {name.en}: the code “{branch.kode}” does not fit: {why.en}; check the code.",
    )
    return Doubt("kode-invalid", "warning", message, branch.at)
