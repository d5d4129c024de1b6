"""Names of programs, kegiatan and sub kegiatan whose level is known from elsewhere in the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from extractor.limits import MAX_ALIKE_NAMES
from extractor.plan.model import Level
from extractor.plan.nomenclature import Nomenclature, name_key

_ALIKE = 92.0
"""Per cent of equal letters from which two names are one name typed twice."""


class NameBook:
    """Votes for the level of a name, by source (a table's id, the outline), so that a table can leave out its own.

    It carries the `nomenclature` and the plan's year (`tahun`) to every table as well.
    """

    def __init__(self, nomenclature: Nomenclature | None = None, tahun: int | None = None) -> None:
        self.nomenclature = nomenclature or Nomenclature()
        self.tahun = tahun
        self._votes: dict[str, dict[str, Counter[Level]]] = {}

    def add(self, source: str, names: Iterable[tuple[str, Level]]) -> None:
        """Record the level that `source` gives each name."""
        for name, level in names:
            if key := name_key(name):
                self._votes.setdefault(key, {}).setdefault(source, Counter())[level] += 1

    def levels(self, names: list[str], *, without: str) -> dict[int, Level]:
        """Return, by index, the level that all other sources agree on for a name; where they differ, none."""
        keys = list(self._votes)
        found: dict[int, Level] = {}
        fuzzy = len(names) <= MAX_ALIKE_NAMES
        for index, name in enumerate(names):
            key = name_key(name)
            if not key:
                continue
            level = self._agreed(key, without)
            if level is None and fuzzy and key not in self._votes:
                match = process.extractOne(key, keys, scorer=fuzz.ratio, score_cutoff=_ALIKE)
                level = self._agreed(match[0], without) if match else None
            if level is not None:
                found[index] = level
        return found

    def _agreed(self, key: str, without: str) -> Level | None:
        levels = {level for source, votes in self._votes.get(key, {}).items() if source != without for level in votes}
        return levels.pop() if len(levels) == 1 else None
