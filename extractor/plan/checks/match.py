"""Which row of one table is which row of another: by code, else by place in the tree and name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

import regex
from rapidfuzz import fuzz

from extractor.limits import MAX_NAME_COMPARISONS
from extractor.plan.checks.sheets import Branch, Sheet
from extractor.plan.text import squash

_LEVEL_WORD: Final = regex.compile(r"^(?:program|(?:sub\s*)?kegiatan)\b[\s:.-]*", regex.IGNORECASE)
_ALIKE: Final = 80.0
"""Per cent of equal letters from which two rows of one parent are one row typed twice."""
_LONG_NAME: Final = 20
"""Letters from which a name that is a part of another is no accident."""
_DISTINCT_KODES: Final = 0.9
"""Share of rows with a code of their own from which codes pair rows."""


class Pairs:
    """The rows of one table with their rows in another; no row has two partners."""

    def __init__(self) -> None:
        self._partner: dict[int, Branch] = {}
        self._taken: set[int] = set()

    def add(self, branch: Branch, partner: Branch) -> None:
        """Pair two rows."""
        self._partner[id(branch)] = partner
        self._taken.add(id(partner))

    def of(self, branch: Branch) -> Branch | None:
        """Return the partner of a row of the first table."""
        return self._partner.get(id(branch))

    def has_partner(self, partner: Branch) -> bool:
        """Tell whether a row of the second table is paired."""
        return id(partner) in self._taken

    def free(self, one: Sequence[Branch], other: Sequence[Branch]) -> tuple[list[Branch], list[Branch]]:
        """Return the rows on either side that have no partner yet."""
        return (
            [branch for branch in one if self.of(branch) is None],
            [branch for branch in other if not self.has_partner(branch)],
        )


def match(one: Sheet, other: Sheet) -> Pairs:
    """Return for the rows of `one` their rows in `other`."""
    pairs = Pairs()
    here, there = list(one.branches()), list(other.branches())
    if _has_kodes(here) and _has_kodes(there):
        pair_by_key(here, there, lambda branch: (branch.kode or "").strip("."), pairs)
    pair_below(one.roots, other.roots, pairs)
    # A kegiatan that stands under another program in the other table is still the same kegiatan.
    pair_by_key(here, there, _level_key, pairs)
    return pairs


def name_key(name: str) -> str:
    """Return the key by which names are compared: no case, no white space, no leading PROGRAM or Kegiatan."""
    return squash(_LEVEL_WORD.sub("", name))


def likeness(one: str, other: str) -> float:
    """Return how alike two names are, 0 to 100; a long name that is a part of the other counts as alike."""
    here, there = name_key(one), name_key(other)
    score = fuzz.ratio(here, there)
    if min(len(here), len(there)) < _LONG_NAME:
        return score
    return max(score, 0.95 * fuzz.partial_ratio(here, there))


def _has_kodes(branches: list[Branch]) -> bool:
    """Tell whether nearly every row has a code of its own."""
    stated = {branch.kode for branch in branches if branch.kode and "." in branch.kode}
    return len(stated) >= _DISTINCT_KODES * len(branches) > 0


def _level_key(branch: Branch) -> str:
    key = name_key(branch.nama)
    return f"{branch.level}:{key}" if key else ""


def pair_by_key(one: Sequence[Branch], other: Sequence[Branch], key: Callable[[Branch], str], pairs: Pairs) -> None:
    """Pair the free rows whose key occurs once on either side."""
    free, partners = pairs.free(one, other)
    here, there = Counter(map(key, free)), Counter(map(key, partners))
    by_key = {key(partner): partner for partner in partners}
    for branch in free:
        found = key(branch)
        if found and here[found] == 1 == there[found]:
            pairs.add(branch, by_key[found])


def pair_below(one: Sequence[Branch], other: Sequence[Branch], pairs: Pairs) -> None:
    """Pair the rows of one parent, then the rows below each pair."""
    pair_by_key(one, other, _level_key, pairs)
    pair_alike(one, other, pairs)
    for branch in one:
        partner = pairs.of(branch)
        if partner is not None:
            pair_below(branch.children, partner.children, pairs)


def pair_alike(one: Sequence[Branch], other: Sequence[Branch], pairs: Pairs, at_least: float = _ALIKE) -> None:
    """Pair what is left by likeness, best first."""
    free, partners = pairs.free(one, other)
    if len(free) * len(partners) > MAX_NAME_COMPARISONS:
        return
    scored = [
        (score, branch, partner)
        for branch in free
        for partner in partners
        if branch.level == partner.level and (score := likeness(branch.nama, partner.nama)) >= at_least
    ]
    for _, branch, partner in sorted(scored, key=lambda found: -found[0]):
        if pairs.of(branch) is None and not pairs.has_partner(partner):
            pairs.add(branch, partner)
