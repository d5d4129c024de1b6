"""Rows of a table without lines whose cells are centred from top to bottom, merged ones in the middle of several."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.reading.pdf.bands import Band
from extractor.reading.pdf.cell_heights import NEAR, Body, Extent, Text, names_of

_BLANK = 4.0
"""What a row without a text of its own costs, in points off the middle."""
_MOST_MERGED = 12


def centred_body(texts: Sequence[Text], base: int, *, merged: bool) -> Body:
    """Return the rows of a body whose cells are centred from top to bottom."""
    rows, names = _rows(texts, base), names_of(texts, base)
    groups = _groups(rows, names, merged=merged)
    bands = [Band(row.top, row.bottom, []) for row in rows]
    middles = [(rows[first].top + rows[end - 1].bottom) / 2 for first, end in groups]
    inside: list[list[Text]] = [[] for _ in groups]
    for text in texts:
        offs = [max(rows[first].top - text.middle, text.middle - rows[end - 1].bottom) for first, end in groups]
        inside[offs.index(min(offs))].append(text)
    for (first, end), middle, held in zip(groups, middles, inside, strict=True):
        for text in held:
            alone = sum(other.first <= text.last and text.first <= other.last for other in held) == 1
            if alone and end - first > 1 and text.first == text.last and abs(text.middle - middle) <= NEAR:
                bands[first].lines.extend(text.parts)
                for at in range(first + 1, end):
                    bands[at] = bands[at]._replace(bridged=bands[at].bridged | {text.first})
            else:
                nearest = min(range(first, end), key=lambda at: abs(rows[at].middle - text.middle))
                bands[nearest].lines.extend(text.parts)
    return Body(
        [band for band in bands if band.lines], bool(_unnamed(rows, names, groups)) or _has_orphans(texts, rows, names)
    )


def _rows(texts: Sequence[Text], base: int) -> list[Extent]:
    """Return the rows: one a text of the column with the most, and those that stand clear between them."""
    rows = [Extent(text.top, text.bottom, base=True) for text in texts if text.first == base == text.last]
    gaps = [below.top - above.bottom for above, below in pairwise(rows)]
    clear = 0.6 * max(min(gaps, default=0.0), 0.0)
    more: list[Extent] = []
    for text in texts:
        if text.first == base == text.last:
            continue
        if more and abs(more[-1].middle - text.middle) <= NEAR:
            more[-1].top, more[-1].bottom = min(more[-1].top, text.top), max(more[-1].bottom, text.bottom)
        elif all(text.bottom + clear < row.top or text.top - clear > row.bottom for row in rows):
            more.append(Extent(text.top, text.bottom, base=False))
    rows = sorted([*rows, *more], key=lambda row: row.top)
    for text in texts:
        # The highest text of a row fills it.
        own = [row for row in rows if abs(row.middle - text.middle) <= NEAR]
        if len(own) == 1:
            own[0].top, own[0].bottom = min(own[0].top, text.top), max(own[0].bottom, text.bottom)
    return rows


def _has_orphans(texts: Sequence[Text], rows: Sequence[Extent], names: Sequence[Text]) -> bool:
    """Tell whether a row that the column telling rows leaves out has words right of the names, but none before."""
    key = min((name.first for name in names), default=0)
    for row in rows:
        own = [text for text in texts if abs(text.middle - row.middle) <= NEAR] if not row.base else []
        if own and all(text.first > key for text in own) and not all(text.values for text in own):
            return True
    return False


def count_merged(texts: Sequence[Text], base: int) -> tuple[int, int]:
    """Return how many names stand between rows, in the middle of some, and how many rows have no name even so."""
    rows, names = _rows(texts, base), names_of(texts, base)
    between = sum(all(abs(row.middle - name.middle) > NEAR for row in rows) for name in names)
    return between, len(_unnamed(rows, names, _best_groups(rows, names)))


def _unnamed(rows: Sequence[Extent], names: Sequence[Text], groups: Sequence[tuple[int, int]]) -> list[Extent]:
    """Return the rows that have neither a name nor a share in one."""
    single = [rows[first] for first, end in groups if end - first == 1 and rows[first].base]
    return [row for row in single if all(abs(row.middle - name.middle) > NEAR for name in names)]


def _groups(rows: Sequence[Extent], names: Sequence[Text], *, merged: bool) -> list[tuple[int, int]]:
    """Return which rows share one name: where the names, set in the middle, fit best. A row may have none.

    Where it is not known that cells are merged, rows do so only if then each has a name.
    """
    groups = _best_groups(rows, names)
    return groups if merged or not _unnamed(rows, names, groups) else [(at, at + 1) for at in range(len(rows))]


def _best_groups(rows: Sequence[Extent], names: Sequence[Text]) -> list[tuple[int, int]]:
    """Return the groups of rows in the middle of which the names stand with the least error in sum."""
    best: list[list[float]] = [[0.0] * (len(names) + 1) for _ in range(len(rows) + 1)]
    chosen: list[list[int]] = [[0] * (len(names) + 1) for _ in range(len(rows) + 1)]
    for end in range(len(rows) + 1):
        for named in range(len(names) + 1):
            if not end:
                best[end][named] = 0.0 if not named else float("inf")
                continue
            best[end][named], chosen[end][named] = best[end - 1][named] + _BLANK, 0
            if not named:
                continue
            for size in range(1, min(end, _MOST_MERGED) + 1):
                if size > 1 and not (rows[end - size].base and rows[end - 1].base):
                    break  # a row with an amount alone is a sum, no part of a merged cell
                off = abs((rows[end - size].top + rows[end - 1].bottom) / 2 - names[named - 1].middle)
                cost = best[end - size][named - 1] + off * (1.0 if off <= NEAR else 10.0)
                if cost < best[end][named] - 1e-9:
                    best[end][named], chosen[end][named] = cost, size
    groups: list[tuple[int, int]] = []
    end, named = len(rows), len(names)
    while end:
        size = chosen[end][named]
        groups.append((end - max(size, 1), end))
        end, named = end - max(size, 1), named - (size > 0)
    return groups[::-1]
