"""Where the columns of a table without vertical lines lie: the strips that no word of its rows covers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from extractor.reading.pdf.chunks import Chunk, Row
from extractor.reading.pdf.words import Word

_BINS = 2.0
"""Bins a point."""
_CROSSED = 25
"""One row in so many may cross a gutter: a text that overflows its column."""
_LEAST_DENSE, _LEAST = 1.2, 0.28
"""Narrowest gutter: in points where many rows agree, in font sizes where few do."""
_MANY_ROWS = 10
_WIDER = 0.67
"""Share of the gap that parts chunks at which a space over a gutter parts cells too: clearly wider than a space."""
_TRIED = 6
_FITTING = 0.75
"""Share of the gutters that must hold an edge for the column numbers to be believed to stand in the middle."""
_SHARED = 12.0
"""Points by which a column may lie away from a number of its own rather than share one."""
_CURRENCY = frozenset(("$", "€", "£", "¥", "Rp", "Rp.", "US$", "%", "(", "-"))


class Columns(NamedTuple):
    """The columns of a table: `gutters` are the blank strips between them, `x0` and `x1` the outer ends of the text."""

    x0: float
    x1: float
    gutters: tuple[tuple[float, float], ...]
    wide: float

    def __len__(self) -> int:
        """Return the number of columns."""
        return len(self.gutters) + 1

    @property
    def middles(self) -> list[float]:
        """Return the middles of the gutters."""
        return [(a + b) / 2 for a, b in self.gutters]

    def extent(self, col: int) -> tuple[float, float]:
        """Return where the text of a column lies."""
        left = self.gutters[col - 1][1] if col else self.x0
        right = self.gutters[col][0] if col < len(self.gutters) else self.x1
        return left, right


def find_columns(
    rows: Sequence[Row], wide: float, fixed: Sequence[float] = (), numbers: Row | None = None
) -> Columns | None:
    """Return the columns on which rows of several chunks agree, None without any gutter.

    `wide` is the gap in font sizes that parts chunks. `fixed` are positions of vertical lines, which part columns in
    any case; so do two of the column numbers in the row `numbers`.
    """
    if not rows:
        return None
    x0, x1 = min(row.x0 for row in rows), max(row.x1 for row in rows)
    if numbers:
        x0, x1 = min(x0, numbers.x0), max(x1, numbers.x1)
    covered = _coverage(rows, x0, x1)
    strips = _blank_strips(rows, covered, x0)
    gutters = _believed(rows, _with_fixed(strips, [at for at in fixed if x0 < at < x1]))
    gutters = _without_signs(rows, gutters, x0, x1)
    if numbers:
        gutters = _with_numbers(gutters, numbers, strips, covered, x0, x1, wide * numbers.size)
    return Columns(x0, x1, tuple(gutters), wide) if gutters else None


def _coverage(rows: Sequence[Row], x0: float, x1: float) -> list[int]:
    """Return for each half point from x0 on how many rows cover it with a word."""
    n_bins = int((x1 - x0) * _BINS) + 2
    edges = [0] * (n_bins + 1)
    for row in rows:
        for chunk in row.chunks:
            for word in chunk.words:
                edges[int((word.x0 - x0) * _BINS)] += 1
                edges[int((word.x1 - x0) * _BINS) + 1] -= 1
    return list(accumulate(edges))


def _blank_strips(rows: Sequence[Row], covered: Sequence[int], x0: float) -> list[tuple[float, float]]:
    """Return the strips that hardly any row covers with a word."""
    tolerance = len(rows) // _CROSSED
    size = sum(row.size for row in rows) / len(rows)
    least = _LEAST_DENSE if len(rows) >= _MANY_ROWS else _LEAST * size
    strips: list[tuple[float, float]] = []
    start = None
    for i, count in enumerate(covered):
        if count <= tolerance:
            start = i if start is None else start
        elif start is not None:
            if start and (i - start) / _BINS >= least:
                strips.append((x0 + start / _BINS, x0 + i / _BINS))
            start = None
    return strips


def _with_fixed(gutters: list[tuple[float, float]], fixed: Sequence[float]) -> list[tuple[float, float]]:
    """Add the positions of lines that lie in no gutter."""
    more = [(at - 0.25, at + 0.25) for at in fixed if not any(a - 2 <= at <= b + 2 for a, b in gutters)]
    return sorted([*gutters, *more])


def _with_numbers(
    gutters: list[tuple[float, float]],
    numbers: Row,
    strips: Sequence[tuple[float, float]],
    covered: Sequence[int],
    x0: float,
    x1: float,
    narrow: float,
) -> list[tuple[float, float]]:
    """Return gutters so that each column number has a column: columns of no text, columns that no blank strip parts.

    Gutters within one number's column stay unless they are narrow: a number may stand over two columns.
    """
    words = [word for chunk in numbers.chunks for word in chunk.words]
    middles = [(word.x0 + word.x1) / 2 for word in words]
    if centred := _centred_bounds(middles, gutters):
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


def _centred_bounds(middles: Sequence[float], gutters: Sequence[tuple[float, float]]) -> list[float]:
    """Return the edges between columns whose numbers stand in their middles; empty where these do not fit the gutters.

    One edge gives all others then, since a column reaches as far to the right of its number as to the left.
    """
    best: tuple[int, list[float]] = (0, [])
    for a, b in sorted(gutters, key=lambda gutter: gutter[1] - gutter[0])[:_TRIED]:
        for step in range(-4, 5):
            at = (a + b) / 2 + 0.5 * step
            bounds = _mirrored(at, middles)
            if bounds and (a <= at <= b or step == 0):
                hits = sum(any(low - 1 <= bound <= high + 1 for bound in bounds) for low, high in gutters)
                if hits > best[0] or (hits == best[0] and step == 0 and not best[1]):
                    best = (hits, bounds)
    return best[1] if best[0] >= max(2, _FITTING * len(gutters)) else []


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
    first, last = int((left - x0) * _BINS) + 1, int((right - x0) * _BINS)
    at = min(range(first, max(last, first + 1)), key=lambda i: (covered[i], abs(2 * i - first - last)))
    return x0 + at / _BINS, x0 + (at + 1) / _BINS


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


def _believed(rows: Sequence[Row], gutters: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the gutters right of which chunks begin, or words in one line below each other.

    There must be more of them than chunks that cross the gutter in a space.
    """
    aligned = _aligned(rows, gutters)
    while gutters:
        middles = [(a + b) / 2 for a, b in gutters]
        starts, crossed, inside = [0] * len(gutters), [0] * len(gutters), [0] * len(gutters)
        for row in rows:
            for chunk in row.chunks:
                first, last = bisect_right(middles, chunk.x0), bisect_right(middles, chunk.x1)
                if first:
                    starts[first - 1] += 1
                for i in range(first, last):
                    crossed[i] += 1
                    inside[i] += chunk.data
        # Groups of digits stand below each other in any column of numbers.
        support = [
            max(0.5 * starts[i], aligned[gutter] if 2 * inside[i] < crossed[i] else 0.0)
            for i, gutter in enumerate(gutters)
        ]
        doubt = [
            (crossed[i] - support[i], i) for i in range(len(gutters)) if crossed[i] > support[i] or support[i] == 0
        ]
        if not doubt:
            return gutters
        worst = max(doubt)[1]
        gutters = gutters[:worst] + gutters[worst + 1 :]
    return gutters


def _aligned(rows: Sequence[Row], gutters: Sequence[tuple[float, float]]) -> dict[tuple[float, float], float]:
    """Return for each gutter how many words begin, or end, just at its edge; no clear majority counts nothing."""
    edges = dict.fromkeys(gutters, 0.0)
    if not gutters:
        return edges
    lefts, rights = [a for a, _ in gutters], [b for _, b in gutters]
    begins, ends, near = [0] * len(gutters), [0] * len(gutters), [0] * len(gutters)
    for row in rows:
        last = -1
        for chunk in row.chunks:
            for word in chunk.words:
                i = bisect_right(rights, word.x0 + 1.0) - 1
                if i != last:
                    near[i] += i >= 0
                    begins[i] += i >= 0 and word.x0 - rights[i] < 1.2
                    last = i
                k = bisect_right(lefts, word.x1 - 1.0)
                if k < len(lefts) and lefts[k] - word.x1 < 0.7:
                    ends[k] += 1
    for i, gutter in enumerate(gutters):
        most = max(begins[i], ends[i])
        if most >= 4 and most >= 0.5 * near[i]:
            edges[gutter] = float(most)
    return edges


def _without_signs(
    rows: Sequence[Row], gutters: list[tuple[float, float]], x0: float, x1: float
) -> list[tuple[float, float]]:
    """Take columns of nothing but currency signs into the column right of them, of per cent signs to the left."""
    middles = [x0 - 1.0, *((a + b) / 2 for a, b in gutters), x1 + 1.0]
    texts: list[set[str]] = [set() for _ in range(len(gutters) + 1)]
    for row in rows:
        for chunk in row.chunks:
            col = bisect_right(middles, (chunk.x0 + chunk.x1) / 2) - 1
            texts[min(max(col, 0), len(gutters))].add(chunk.text)
    dropped: set[int] = set()
    for col, held in enumerate(texts):
        if held and held <= _CURRENCY:
            if held <= {"%"} and col:
                dropped.add(col - 1)
            elif col < len(gutters):
                dropped.add(col)
    return [gutter for i, gutter in enumerate(gutters) if i not in dropped]


class Piece(NamedTuple):
    """Words of one line in the columns `first` to `last`."""

    first: int
    last: int
    words: tuple[Word, ...]
    x0: float
    x1: float
    data: bool


def place(row: Row, columns: Columns) -> list[Piece]:
    """Return a row's chunks, cut at the gutters that a space in them matches, with the columns they lie in."""
    pieces: list[Piece] = []
    for chunk in row.chunks:
        for words in _cut_at_gutters(chunk, columns):
            x0, x1 = words[0].x0, words[-1].x1
            first, last = _range(x0, x1, columns)
            if pieces and pieces[-1].last >= first:
                before = pieces[-1]
                if before.first < before.last and before.last == first:
                    pieces[-1] = before._replace(last=before.last - 1)
                elif first < last and before.last == first:
                    first += 1
                else:
                    pieces[-1] = Piece(
                        before.first, max(before.last, last), before.words + words, before.x0, x1, chunk.data
                    )
                    continue
            pieces.append(Piece(first, last, words, x0, x1, chunk.data))
    return pieces


def _cut_at_gutters(chunk: Chunk, columns: Columns) -> list[tuple[Word, ...]]:
    """Cut a chunk where a space between its words is as wide as the gutter it lies in."""
    if len(chunk.words) == 1:
        return [chunk.words]
    middles = columns.middles
    first, last = bisect_right(middles, chunk.x0), bisect_right(middles, chunk.x1)
    if first == last:
        return [chunk.words]
    parts: list[tuple[Word, ...]] = []
    start = 0
    gutter = first
    for i, (before, after) in enumerate(pairwise(chunk.words), start=1):
        while gutter < last and middles[gutter] < before.x1:
            gutter += 1
        if gutter >= last:
            break
        a, b = columns.gutters[gutter]
        slack = 0.2 * (b - a)
        around = before.x1 <= a + slack and after.x0 >= b - slack
        wider = after.x0 - before.x1 > _WIDER * columns.wide * after.size and before.x1 <= middles[gutter] <= after.x0
        if around or wider:
            parts.append(chunk.words[start:i])
            start = i
            gutter += 1
    parts.append(chunk.words[start:])
    return parts


def _range(x0: float, x1: float, columns: Columns) -> tuple[int, int]:
    """Return the columns that a text from x0 to x1 lies over; at least one."""
    middles = columns.middles
    first, last = bisect_right(middles, x0), bisect_right(middles, x1)
    if first == last:
        return first, last
    covered = []
    for col in range(first, last + 1):
        left, right = columns.extent(col)
        shared = min(x1, right) - max(x0, left)
        if shared > min(2.0 + 0.15 * (x1 - x0), 0.4 * (right - left), 0.4 * (x1 - x0)):
            covered.append(col)
    if covered:
        return covered[0], covered[-1]
    middle = bisect_right(middles, (x0 + x1) / 2)
    return middle, middle
