"""Grouping rows above the programs, units and misi, and what each of them holds."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.plan.level_rows import RANKS
from extractor.plan.level_search import ends

_GROUPS = {
    0: regex.compile(r"\W*(?:misi|tujuan|sasaran|prioritas|agenda)\b", regex.I),
    2: regex.compile(r"\W*sub\s*unit\b", regex.I),
    3: regex.compile(r"\W*(?:sub\s*)?(?:bidang|bagian|seksi|sekretariat(?!\s+(?:daerah|dprd)\b)|uptd?)\b", regex.I),
}
"""What grouping rows are by their first words, from what holds most to what holds least; others are units (1)."""


def ended(open_ranks: Sequence[tuple[int, int]], rank: tuple[int, int]) -> bool:
    """Tell whether a row ends the one on top: a misi holds units, a unit its bidang, and units at the top all else."""
    lowest = open_ranks[-1]
    if lowest[0] == RANKS["kelompok"]:
        if rank[0] == RANKS["kelompok"]:
            return lowest[1] >= rank[1]
        return rank[0] < RANKS["kelompok"] and any(above != RANKS["kelompok"] for above, _ in open_ranks)
    return ends(lowest[0], rank[0], len(open_ranks))


def order_of_group(nama: str | None) -> int:
    """Return the place of a grouping row among its like: misi 0, unit 1, sub unit 2, bidang of the office 3."""
    return next((order for order, words in _GROUPS.items() if words.match(nama or "")), 1)
