"""Rows of a table that has lines below its rows but none between its columns: a line left out joins two cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from extractor.reading.pdf.bands import Band, Pitch, PlacedRow, holds_several, value_columns
from extractor.reading.pdf.gutters import Columns
from extractor.reading.pdf.rulings import Ruling

_SAME_HEIGHT = 2.0
_LEAST_ROWS = 3
_WRONG = 0.1
"""Share of rows that may hold several rows or texts: above it the lines drawn part groups of rows."""


def ruled_rows(
    lines: Sequence[PlacedRow], columns: Columns, rules: Sequence[Ruling], pitch: Pitch
) -> list[Band] | None:
    """Return the rows between the lines drawn; None where these do not part all rows."""
    drawn = _heights(rules)
    heights = [max(rule.at for rule in group) for group in drawn]
    rows: dict[int, list[PlacedRow]] = {}
    for line in lines:
        for piece in line.pieces:
            middle = (piece.words[0].top + piece.words[0].bottom) / 2
            rows.setdefault(bisect_right(heights, middle), []).append(PlacedRow(line.row, (piece,)))
    if len(rows) < _LEAST_ROWS:
        return None
    order = sorted(rows)
    bands = [_band(rows[order[0]], frozenset())]
    for above, at in pairwise(order):
        between = [rule for group in drawn[above:at] for rule in group]
        bridged = frozenset(
            col for col in range(len(columns)) if not any(_covers(rule, col, columns) for rule in between)
        )
        bands.append(_band(rows[at], bridged))
    valued = value_columns(lines, len(columns))
    several = sum(holds_several(band, valued) for band in bands)
    apart = _apart(bands, len(columns), pitch.tight)
    return bands if several + apart <= _WRONG * len(bands) else None


def _heights(rules: Sequence[Ruling]) -> list[list[Ruling]]:
    """Return lines drawn by the height at which they lie, from the top down."""
    found: list[list[Ruling]] = []
    for rule in sorted(rules):
        if found and rule.at - found[-1][0].at < _SAME_HEIGHT:
            found[-1].append(rule)
        else:
            found.append([rule])
    return found


def _band(held: list[PlacedRow], bridged: frozenset[int]) -> Band:
    """Return a row of some texts, each with its own height."""
    words = [word for line in held for piece in line.pieces for word in piece.words]
    return Band(min(word.top for word in words), max(word.bottom for word in words), held, bridged)


def _covers(rule: Ruling, col: int, columns: Columns) -> bool:
    """Tell whether a line lies below the middle of a column."""
    return rule.start <= sum(columns.extent(col)) / 2 <= rule.end


def _apart(bands: Sequence[Band], n_cols: int, tight: float) -> int:
    """Return how many cells hold lines too far apart for one text."""
    wrong = 0
    lowest: list[float | None] = [None] * n_cols
    for band in bands:
        for col in range(n_cols):
            if col not in band.bridged:
                lowest[col] = None
        for line in band.lines:
            piece = line.pieces[0]
            top, above = piece.words[0].top, lowest[piece.first]
            wrong += above is not None and top - above > tight
            lowest[piece.first] = top
    return wrong
