"""Which row of one version is which row of the other: by place, code and name, surest first."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Final

from extractor.plan.checks.match import Pairs, likeness, name_key, pair_alike, pair_below, pair_by_key
from extractor.plan.checks.sheets import Branch, Sheet
from extractor.plan.kode import segments

_SAME_KODE: Final = 50.0
"""Likeness of names from which two rows of one code are one row; below, the code may have been given anew."""
_ANYWHERE: Final = 90.0
"""Likeness from which a row is known again under another parent."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one version in document order, with those they stand under."""

    all: Sequence[Branch]
    parents: dict[int, Branch | None]

    @classmethod
    def of(cls, sheet: Sheet | None) -> Rows:
        """Return the rows of a plan, none where there is no plan."""
        parents: dict[int, Branch | None] = {}
        rows: list[Branch] = []
        stack: list[tuple[Branch, Branch | None]] = [(root, None) for root in reversed(sheet.roots if sheet else ())]
        while stack:
            branch, parent = stack.pop()
            rows.append(branch)
            parents[id(branch)] = parent
            stack += [(child, branch) for child in reversed(branch.children)]
        return cls(rows, parents)

    @property
    def roots(self) -> list[Branch]:
        """Return the rows at the top."""
        return [row for row in self.all if self.parents[id(row)] is None]

    def above(self, branch: Branch) -> list[Branch]:
        """Return the rows a row stands under, from the top."""
        found: list[Branch] = []
        parent = self.parents[id(branch)]
        while parent is not None:
            found.append(parent)
            parent = self.parents[id(parent)]
        return found[::-1]


def kode_key(branch: Branch) -> str:
    """Return the code by which rows are compared: the standard one where it is known; a running number is none."""
    standard = branch.row.kode_baku
    parts = segments(standard or branch.kode or "")
    return ".".join(parts) if len(parts) > 1 or standard else ""


def paired(before: Rows, after: Rows) -> Pairs:
    """Return for the rows of `before` their rows in `after`."""
    pairs = Pairs()
    _pair_in_order(before, after, pairs)
    _pair_by_kode(before, after, pairs, at_least=_SAME_KODE)
    pair_below(before.roots, after.roots, pairs)
    for key in (_level_and_name, _name):
        pair_by_key(before.all, after.all, key, pairs)
    _pair_by_children(before, after, pairs)
    pair_alike(before.all, after.all, pairs, _ANYWHERE)
    _pair_by_kode(before, after, pairs, at_least=0)
    pair_below(before.roots, after.roots, pairs)
    return pairs


def _pair_in_order(before: Rows, after: Rows, pairs: Pairs) -> None:
    """Pair rows of the same place, code and name; of several such rows the first with the first and so on."""
    waiting: defaultdict[Hashable, deque[Branch]] = defaultdict(deque)
    keys = _place_keys(after)
    for row in after.all:
        waiting[keys[id(row)]].append(row)
    keys = _place_keys(before)
    for row in before.all:
        if found := waiting[keys[id(row)]]:
            pairs.add(row, found.popleft())


def _place_keys(rows: Rows) -> dict[int, int]:
    """Return a number for each row that is the same for rows of the same level, code and name under same parents."""
    keys: dict[int, int] = {}
    for row in rows.all:
        parent = rows.parents[id(row)]
        above = keys[id(parent)] if parent is not None else 0
        keys[id(row)] = hash((above, row.level, kode_key(row), name_key(row.nama)))
    return keys


def _pair_by_kode(before: Rows, after: Rows, pairs: Pairs, at_least: float) -> None:
    """Pair the free rows of one level whose code occurs once on either side and whose names are so much alike."""
    key: Callable[[Branch], str] = lambda row: f"{row.level}:{kode}" if (kode := kode_key(row)) else ""  # noqa: E731
    found = Pairs()
    pair_by_key(*pairs.free(before.all, after.all), key, found)
    for row in before.all:
        partner = found.of(row)
        if partner is not None and likeness(row.nama, partner.nama) >= at_least:
            pairs.add(row, partner)


def _pair_by_children(before: Rows, after: Rows, pairs: Pairs) -> None:
    """Pair the free rows of one level that have half of their children in common, from the bottom up."""
    for row in reversed(before.all):
        if pairs.of(row) is not None or not row.children:
            continue
        partners = filter(None, map(pairs.of, row.children))
        parents = [parent for partner in partners if (parent := after.parents[id(partner)])]
        free = [one for one in parents if one.level == row.level and not pairs.has_partner(one)]
        if free:
            best, count = Counter(map(id, free)).most_common(1)[0]
            if 2 * count >= len(row.children):
                pairs.add(row, next(one for one in free if id(one) == best))


def _level_and_name(branch: Branch) -> str:
    return f"{branch.level}:{key}" if (key := _name(branch)) else ""


def _name(branch: Branch) -> str:
    return name_key(branch.nama)


def is_moved(row: Branch, partner: Branch, before: Rows, after: Rows, pairs: Pairs) -> bool:
    """Tell whether a row stands under another parent; grouping rows that only one version has do not count."""
    here = [one for one in before.above(row) if one.level != "kelompok" or pairs.of(one)]
    there = [one for one in after.above(partner) if one.level != "kelompok" or pairs.has_partner(one)]
    if not here or not there:
        return bool(here) != bool(there)
    return pairs.of(here[-1]) is not there[-1]
