"""The row that numbers a table's columns tells where they are, also those that hold nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from extractor.reading.pdf.chunks import Row
from extractor.reading.pdf.words import Word

BINS = 2.0
"""Bins a point, for counting what covers a place."""
_TRIED, _TRIED_WHOLE = 6, 2
_NEAR = 4
_TELLING = 16.0
"""Points: the middle of a wider gutter does not tell where the edge is."""
_FITTING = 0.75
"""Share of the gutters that must hold an edge for the column numbers to be believed to stand in the middle."""
_SHORT = 4
_SHARED = 12.0
"""Points by which a column may lie away from a number of its own rather than share one."""


def is_number_row(row: Row) -> bool:
    """Tell whether a row numbers the columns: 1 2 3, (1) (2) (3)."""
    words = [word.text.strip("().") for chunk in row.chunks for word in chunk.words]
    if len(words) < 4 or not all(word.isdigit() and len(word) < 3 for word in words):
        return False
    steps = [int(after) - int(before) for before, after in pairwise(words)]
    return int(words[0]) <= 2 and all(0 < step <= 3 for step in steps) and steps.count(1) > 0.7 * len(steps)


def with_numbers(
    gutters: list[tuple[float, float]],
    words: Sequence[Word],
    strips: Sequence[tuple[float, float]],
    covered: Sequence[int],
    x0: float,
    x1: float,
    narrow: float,
) -> list[tuple[float, float]]:
    """Return gutters so that each column number has a column: columns of no text, columns that no blank strip parts.

    Gutters within one number's column stay unless they are narrow: a number may stand over two columns.
    """
    middles = [(word.x0 + word.x1) / 2 for word in words]
    if centred := _centred_bounds(middles, gutters, covered, x0):
        return _at_bounds(centred, gutters, narrow)
    found = list(gutters)
    for before, after in pairwise(words):
        left, right = (before.x0 + before.x1) / 2, (after.x0 + after.x1) / 2
        if not any(b > left and a < right for a, b in found):
            found.append(_best_strip(before, after, strips, covered, x0))
    found.sort()
    edges = [x0, *(edge for gutter in found for edge in gutter), x1]
    homes = _homes(list(zip(edges[::2], edges[1::2], strict=True)), middles)
    bounds: list[tuple[float, float]] = []
    for i in range(len(homes) - 1):
        a, b = found[i]
        if homes[i] == homes[i + 1] and b - a < narrow:
            continue
        for number in range(homes[i] + 1, homes[i + 1]):
            word = words[number]
            if a < word.x0 and word.x1 < b:
                bounds.append((a, word.x0))
                a = word.x1
        bounds.append((a, b))
    return bounds


def _centred_bounds(
    middles: Sequence[float], gutters: Sequence[tuple[float, float]], covered: Sequence[int], x0: float
) -> list[float]:
    """Return the edges between columns whose numbers stand in their middles; empty where these do not fit the gutters.

    One edge gives all others then, since a column reaches as far to the right of its number as to the left. It lies
    near the middle of a gutter; where the gutters are too wide to tell, where the edges cut the fewest texts.
    """
    narrowest = sorted(gutters, key=lambda gutter: gutter[1] - gutter[0])[:_TRIED]
    if not narrowest:
        return []
    enough = max(2.0, _FITTING * len(gutters))
    best, bounds = 0, list[float]()
    for a, b in narrowest:
        for step in range(-_NEAR, _NEAR + 1):
            at = (a + b) / 2 + step / BINS
            found = _mirrored(at, middles)
            if found and (a <= at <= b or step == 0):
                hits = _hits(found, gutters)
                if hits > best or (hits == best and step == 0 and not bounds):
                    best, bounds = hits, found
    if best >= enough and narrowest[0][1] - narrowest[0][0] < _TELLING:
        return bounds
    wide: list[tuple[int, list[float]]] = []
    for a, b in narrowest[:_TRIED_WHOLE]:
        for i in range(int((b - a) * BINS)):
            found = _mirrored(a + i / BINS, middles)
            if found and _hits(found, gutters) >= enough:
                cut = sum(covered[min(max(int((bound - x0) * BINS), 0), len(covered) - 1)] for bound in found)
                wide.append((cut, found))
        if wide:
            least = [found for cut, found in wide if cut == min(wide)[0]]
            return least[len(least) // 2]
    return []


def _hits(bounds: Sequence[float], gutters: Sequence[tuple[float, float]]) -> int:
    """Return how many gutters hold an edge."""
    return sum(any(low - 1 <= bound <= high + 1 for bound in bounds) for low, high in gutters)


def _mirrored(at: float, middles: Sequence[float]) -> list[float]:
    """Return all edges that follow from one; empty where one would not lie between two neighbouring numbers."""
    start = bisect_right(middles, at)
    if not 0 < start < len(middles):
        return []
    bounds = {start: at}
    for i in range(start + 1, len(middles)):
        bounds[i] = 2 * middles[i - 1] - bounds[i - 1]
    for i in range(start - 1, 0, -1):
        bounds[i] = 2 * middles[i] - bounds[i + 1]
    between = all(middles[i - 1] + 1 < bound < middles[i] - 1 for i, bound in bounds.items())
    return [bounds[i] for i in sorted(bounds)] if between else []


def _at_bounds(
    bounds: Sequence[float], gutters: Sequence[tuple[float, float]], narrow: float
) -> list[tuple[float, float]]:
    """Return a gutter at each edge, and wide ones within a number's column."""
    found: list[tuple[float, float]] = []
    for a, b in gutters:
        inside = [bound for bound in bounds if a - 1 <= bound <= b + 1]
        if len(inside) == 1 or (not inside and b - a >= narrow):
            found.append((a, b))
    found += [(bound - 0.25, bound + 0.25) for bound in bounds if not any(a - 1 <= bound <= b + 1 for a, b in found)]
    return sorted(found)


def _best_strip(
    before: Word, after: Word, strips: Sequence[tuple[float, float]], covered: Sequence[int], x0: float
) -> tuple[float, float]:
    """Return the widest blank strip between two words, or what the fewest rows cover there."""
    left, right = (before.x0 + before.x1) / 2, (after.x0 + after.x1) / 2
    inside = [(min(b, right) - max(a, left), a, b) for a, b in strips if b > left and a < right]
    if inside:
        _, a, b = max(inside)
        return a, b
    first, last = int((left - x0) * BINS) + 1, int((right - x0) * BINS)
    at = min(range(first, max(last, first + 1)), key=lambda i: (covered[i], abs(2 * i - first - last)))
    return x0 + at / BINS, x0 + (at + 1) / BINS


def _homes(extents: Sequence[tuple[float, float]], middles: Sequence[float]) -> list[int]:
    """Return for each column of text the column number it belongs to, in order, so that they lie nearest in sum."""
    costs: list[list[float]] = []
    for x0, x1 in extents:
        row = [max(x0 - at, at - x1, 0.0) + 0.1 * abs((x0 + x1) / 2 - at) for at in middles]
        if costs:
            best = 1e9
            for i, cost in enumerate(row):
                shared = costs[-1][i] + _SHARED
                row[i] = cost + min(best, shared)
                best = min(best, costs[-1][i])
        costs.append(row)
    at = min(range(len(middles)), key=lambda i: costs[-1][i])
    homes = [at]
    for row in reversed(costs[:-1]):
        at = min(range(at + 1), key=lambda i: row[i] + (_SHARED if i == at else 0.0))
        homes.append(at)
    return homes[::-1]


def column_marks(rows: Sequence[Row]) -> list[tuple[Word, list[Word]]]:
    """Return the column numbers among the first rows, from left to right, each with its halves.

    Halves are short words in the next row, two or more where one number stands ("K" and "Rp"). Empty without numbers.
    """
    at = next((i for i, row in enumerate(rows) if is_number_row(row)), None)
    if at is None:
        return []
    numbers = _words(rows[at])
    below = _words(rows[at + 1]) if at + 1 < len(rows) else []
    if len(below) < 4 or any(len(word.text) > _SHORT or word.text[:1].isdigit() for word in below):
        return [(number, []) for number in numbers]
    middles = [(word.x0 + word.x1) / 2 for word in numbers]
    bounds = [(one + other) / 2 for one, other in pairwise(middles)]
    halves: list[list[Word]] = [[] for _ in numbers]
    for word in below:
        halves[bisect_right(bounds, (word.x0 + word.x1) / 2)].append(word)
    return [(number, own if len(own) > 1 else []) for number, own in zip(numbers, halves, strict=True)]


def _words(row: Row) -> list[Word]:
    """Return the words of a row."""
    return [word for chunk in row.chunks for word in chunk.words]
