"""cross-table-mismatch: rows that one table of the plan has and another has not, or names differently."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex
from rapidfuzz import fuzz

from extractor.messages import Message
from extractor.plan.checks.match import Pairs, name_key
from extractor.plan.checks.sheets import Branch, Sheet
from extractor.plan.checks.subject import Subject, Tables
from extractor.plan.doubt import Doubt
from extractor.plan.wording import LEVEL_NAMES, quoted

_SAME_PLAN: Final = 0.7
"""A row is missing from a table only where this share of the others is there."""
_ROW_LEVELS: Final = ("program", "kegiatan", "sub_kegiatan")
_SMALL_WORDS: Final = frozenset(
    ["dan", "yang", "ada", "di", "ke", "dari", "pada", "dalam", "untuk", "atau", "serta", "dengan", "oleh", "per"]
)
_NEAR: Final = 75
"""Words at least this alike (0 to 100) are one word with a typing error; short words must be equal."""
_SHORT: Final = 4


def check_missing_rows(subject: Subject) -> list[Doubt]:
    """Return a doubt for every row that stands in one table of the plan year and not in another."""
    tables = subject.tables
    if tables is None:
        return []
    # The draft half may have rows that the review struck out.
    others = [found for kind, found in tables.others.items() if kind != "telaah_awal"]
    return [doubt for sheet, pairs in others for doubt in _missing(tables.base, sheet, pairs)]


def check_names(subject: Subject) -> list[Doubt]:
    """Return a doubt for every row that the tables of the plan year name in different words."""
    tables = subject.tables
    if tables is None:
        return []
    found = (_named(tables, branch) for branch in tables.base.branches())
    return [doubt for doubt in found if doubt is not None]


def _missing(base: Sheet, sheet: Sheet, pairs: Pairs) -> Iterator[Doubt]:
    here = [branch for branch in base.branches() if branch.level in _ROW_LEVELS]
    there = [branch for branch in sheet.branches() if branch.level in _ROW_LEVELS]
    paired = sum(pairs.of(branch) is not None for branch in here)
    if not paired or paired < _SAME_PLAN * max(len(here), len(there)):
        return
    levels = {branch.level for branch in here} & {branch.level for branch in there}
    for lone, one, other, others in (
        ([branch for branch in here if pairs.of(branch) is None], base, sheet, there),
        ([branch for branch in there if not pairs.has_partner(branch)], sheet, base, here),
    ):
        # A row that the other table has on another level is not missing there.
        named = {name_key(branch.nama) for branch in others}
        for branch in _topmost(one.roots, {id(branch) for branch in lone}):
            if branch.level in levels and name_key(branch.nama) not in named:
                yield _absent(branch, one, other)


def _topmost(roots: tuple[Branch, ...], lone: set[int]) -> Iterator[Branch]:
    """Yield the lone rows that have a name, but none below such a row."""
    for branch in roots:
        if id(branch) in lone and name_key(branch.nama):
            yield branch
        else:
            yield from _topmost(branch.children, lone)


def _absent(branch: Branch, sheet: Sheet, other: Sheet) -> Doubt:
    name, level = quoted(branch.nama), LEVEL_NAMES[branch.level]
    message = Message(
        f"{sheet.label.id}, {level} {name.id}: baris ini tidak ditemukan di {other.label.id}; periksa apakah terlewat "
        "atau bernama lain.",
        f"{sheet.label.en}, {level} {name.en}: this row was not found in {other.label.en}; check whether it was left "
        "out or is named differently.",
    )
    return Doubt("cross-table-mismatch", "warning", message, branch.at)


def _named(tables: Tables, branch: Branch) -> Doubt | None:
    """Return the doubt about the first table that names the row differently."""
    for sheet, pairs in tables.others.values():
        partner = pairs.of(branch)
        if partner is None or not differently_named(branch.nama, partner.nama):
            continue
        here, there = quoted(branch.nama), quoted(partner.nama)
        message = Message(
            f"Baris yang sama bernama {here.id} di {tables.base.label.id} dan {there.id} di {sheet.label.id}; periksa "
            "nama yang benar.",
            f"One row is named {here.en} in {tables.base.label.en} and {there.en} in {sheet.label.en}; check which "
            "name is right.",
        )
        return Doubt("cross-table-mismatch", "info", message, partner.at)
    return None


def differently_named(one: str, other: str) -> bool:
    """Tell whether two names differ in a word, not only in case, spacing or a letter."""
    here, there = _words(one), _words(other)
    return bool(_unknown(here, there) or _unknown(there, here))


def _words(name: str) -> list[str]:
    return [word for word in regex.findall(r"[\p{L}\d]+", name.casefold()) if word not in _SMALL_WORDS]


def _unknown(words: list[str], others: list[str]) -> list[str]:
    """Return the words that none of the others is, or is a misspelling or a piece of."""
    whole = "".join(others)
    return [word for word in words if len(word) >= 3 and word not in whole and not _misspelt(word, others)]


def _misspelt(word: str, others: list[str]) -> bool:
    return any(min(len(word), len(one)) > _SHORT and fuzz.ratio(word, one) >= _NEAR for one in others)
