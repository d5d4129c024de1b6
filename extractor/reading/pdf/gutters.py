"""Where the columns of a table without vertical lines lie: the strips that no word of its rows covers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from extractor.reading.pdf.chunks import Chunk, Row, chunk_of
from extractor.reading.pdf.column_numbers import BINS, with_numbers
from extractor.reading.pdf.words import Word

_CROSSED = 25
"""One row in so many may cross a gutter: a text that overflows its column."""
_LEAST_DENSE, _LEAST = 1.2, 0.28
"""Narrowest gutter: in points where many rows agree, in font sizes where few do."""
_MANY_ROWS, _SOME_ROWS = 10, 4
_WIDER = 0.67
"""Share of the gap that parts chunks at which a space over a gutter parts cells too: clearly wider than a space."""
_REPEATED = 0.34
_SAME_START = 0.8
_CLEARLY = 1.25
_FEW_CHUNKS = 2
_GROUP_BEFORE, _GROUP_AFTER = re.compile(r"(?:^|[^\d.,])\d{1,3}$"), re.compile(r"\d{3}(?!\d)")
_CURRENCY = frozenset(("$", "€", "£", "¥", "Rp", "Rp.", "US$", "%", "(", "-"))


class Columns(NamedTuple):
    """The columns of a table: `gutters` are the blank strips between them, `x0` and `x1` the outer ends of the text.

    Where a drawn header gives the columns, gutters have no width; then `starts` are where each column's texts begin.
    """

    x0: float
    x1: float
    gutters: tuple[tuple[float, float], ...]
    wide: float
    starts: tuple[tuple[float, ...], ...] = ()

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
    rows: Sequence[Row],
    wide: float,
    fixed: Sequence[float] = (),
    numbers: Sequence[Word] = (),
    head: Sequence[Row] = (),
) -> Columns | None:
    """Return the columns on which rows of several chunks agree, None without any gutter.

    `wide` is the gap in font sizes that parts chunks. `fixed` are positions of vertical lines, which part columns in
    any case; so do two of the column numbers `numbers`, as near as may be where the texts of the `head` do.
    """
    if not rows:
        return None
    x0, x1 = min(row.x0 for row in rows), max(row.x1 for row in rows)
    if numbers:
        x0, x1 = min(x0, numbers[0].x0), max(x1, numbers[-1].x1)
    covered = _coverage(rows, x0, x1)
    strips = _blank_strips(rows, covered, x0, wide)
    gutters = _believed(rows, _with_fixed(strips, [at for at in fixed if x0 < at < x1]))
    gutters = _without_signs(rows, gutters, x0, x1)
    if numbers:
        covered = _coverage([*rows, *head], x0, x1)
        gutters = with_numbers(gutters, numbers, strips, covered, x0, x1, wide * numbers[0].size)
    return Columns(x0, x1, tuple(gutters), wide) if gutters else None


def _coverage(rows: Sequence[Row], x0: float, x1: float) -> list[int]:
    """Return for each half point from x0 to x1 how many rows cover it with a word."""
    n_bins = int((x1 - x0) * BINS) + 2
    edges = [0] * (n_bins + 1)
    for row in rows:
        for chunk in row.chunks:
            for word in chunk.words:
                edges[min(max(int((word.x0 - x0) * BINS), 0), n_bins)] += 1
                edges[min(max(int((word.x1 - x0) * BINS) + 1, 0), n_bins)] -= 1
    return list(accumulate(edges))


def _blank_strips(rows: Sequence[Row], covered: Sequence[int], x0: float, wide: float) -> list[tuple[float, float]]:
    """Return the strips that hardly any row covers with a word."""
    size = sum(row.size for row in rows) / len(rows)
    least = _LEAST_DENSE if len(rows) >= _MANY_ROWS else _LEAST * size
    tolerance = len(rows) // _CROSSED
    strips = _strips(covered, tolerance, least, x0)
    if tolerance or len(rows) < _SOME_ROWS:
        return strips
    # Of few rows one may cross a wide strip: a total's label, a heading.
    crossed = _strips(covered, 1, wide * size, x0)
    return sorted([*strips, *(one for one in crossed if not any(a < one[1] and one[0] < b for a, b in strips))])


def _strips(covered: Sequence[int], tolerance: int, least: float, x0: float) -> list[tuple[float, float]]:
    """Return the strips, at least so wide, that no more than so many rows cover; none at the left end."""
    strips: list[tuple[float, float]] = []
    start = None
    for i, count in enumerate(covered):
        if count <= tolerance:
            start = i if start is None else start
        elif start is not None:
            if start and (i - start) / BINS >= least:
                strips.append((x0 + start / BINS, x0 + i / BINS))
            start = None
    return strips


def _with_fixed(gutters: list[tuple[float, float]], fixed: Sequence[float]) -> list[tuple[float, float]]:
    """Add the positions of lines that lie in no gutter."""
    more = [(at - 0.25, at + 0.25) for at in fixed if not any(a - 2 <= at <= b + 2 for a, b in gutters)]
    return sorted([*gutters, *more])


def _believed(rows: Sequence[Row], gutters: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the gutters right of which chunks begin, or words in one line below each other.

    There must be more of them than chunks that cross the gutter in a space.
    """
    aligned = _aligned(rows, gutters)
    while gutters:
        middles = [(a + b) / 2 for a, b in gutters]
        starts = [0] * len(gutters)
        crossed: list[list[tuple[str, str]]] = [[] for _ in gutters]
        for row in rows:
            for chunk in row.chunks:
                first, last = bisect_right(middles, chunk.x0), bisect_right(middles, chunk.x1)
                if first:
                    starts[first - 1] += 1
                for i in range(first, last):
                    crossed[i].append(_around(chunk, middles[i]))
        doubt: list[tuple[float, int]] = []
        for i, gutter in enumerate(gutters):
            support = max(0.5 * starts[i], aligned[gutter] if _may_part(crossed[i]) else 0.0)
            if len(crossed[i]) > support or support == 0:
                doubt.append((len(crossed[i]) - support, i))
        if not doubt:
            return gutters
        worst = max(doubt)[1]
        gutters = gutters[:worst] + gutters[worst + 1 :]
    return gutters


def _around(chunk: Chunk, at: float) -> tuple[str, str]:
    """Return the words before and behind a place in a chunk."""
    before = [word.text for word in chunk.words if word.x1 <= at]
    after = [word.text for word in chunk.words if word.x0 >= at]
    return (before[-1] if before else "", after[0] if after else "")


def _may_part(pairs: Sequence[tuple[str, str]]) -> bool:
    """Tell whether words side by side may stand in two columns although only a space is between them.

    Groups of digits stand below each other in any column of numbers, the words of a phrase that each row repeats too.
    """
    if not pairs:
        return True
    digits = sum(bool(_GROUP_BEFORE.search(before) and _GROUP_AFTER.match(after)) for before, after in pairs)
    return 2 * digits < len(pairs) and (len(pairs) < 3 or len(set(pairs)) > _REPEATED * len(pairs))


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
        # A column of nothing but dashes says that nothing is stated.
        if held and held <= _CURRENCY and held != {"-"}:
            if held <= {"%"} and col:
                dropped.add(col - 1)
            elif col < len(gutters):
                dropped.add(col)
    return [gutter for i, gutter in enumerate(gutters) if i not in dropped]


def with_blank_columns(columns: Columns, head: Sequence[Row], rows: Sequence[Row]) -> Columns:
    """Return the columns with those that hold nothing but a head, which stands beside or between all texts below.

    Few of the body's `rows`, such as a total's label, may reach under a head at either end.
    """
    few = len(rows) // _CROSSED + (len(rows) >= _SOME_ROWS)
    x0 = sorted(row.x0 for row in rows)[few]
    x1 = sorted(row.x1 for row in rows)[-1 - few]
    heads = [one for one in _lowest_heads(head) if not _heads_group(*one, columns, head)]
    lowest = [(chunk.x0, chunk.x1) for chunk in head[-1].chunks] if head else []
    own = _in_order(lowest, columns)
    if own:
        heads = lowest
    else:
        own = _beside(heads, columns)
    of_column = {col: heads[index] for index, col in own.items()}
    gutters = [
        (max(a, of_column.get(at, (a, a))[1]), min(b, of_column.get(at + 1, (b, b))[0]))
        for at, (a, b) in enumerate(columns.gutters)
    ]
    x0, x1 = (min(x0, gutters[0][0]), max(x1, gutters[-1][1])) if gutters else (x0, x1)
    for index, (left, right) in enumerate(heads):
        if index in own:
            continue
        if left > x1 + 1.0:
            gutters.append((x1, left))
            x1 = right
        elif right < x0 - 1.0:
            gutters.insert(0, (right, x0))
            x0 = left
        else:
            for i, (a, b) in enumerate(gutters):
                if a < left and right < b:
                    gutters[i : i + 1] = [(a, left), (right, b)]
                    break
    return Columns(min(columns.x0, x0), max(columns.x1, x1), tuple(gutters), columns.wide)


def _in_order(heads: Sequence[tuple[float, float]], columns: Columns) -> dict[int, int]:
    """Return by head its column where a line of heads has one for each column, or for each but the first."""
    extents = [columns.extent(col) for col in range(len(columns))]
    first = len(extents) - len(heads)
    if first not in (0, 1) or len(heads) < _FEW_CHUNKS:
        return {}
    own = {index: index + first for index in range(len(heads))}
    return own if all(_between(heads[index], col, extents) for index, col in own.items()) else {}


def _beside(heads: Sequence[tuple[float, float]], columns: Columns) -> dict[int, int]:
    """Return by head the column it is of though it stands beside that one's texts, not above.

    Between heads that stand above theirs they follow each other as the columns without one do, if these are enough.
    """
    extents = [columns.extent(col) for col in range(len(columns))]
    found: dict[int, int] = {}
    waiting: list[int] = []
    after = -1
    for index, (left, right) in enumerate([*heads, (extents[-1][1] + 1e6, 2e6)]):
        under = [col for col, (x0, x1) in enumerate(extents) if left < x1 and x0 < right]
        if not under and index < len(heads):
            waiting.append(index)
            continue
        free = range(after + 1, under[0] if under else len(extents))
        pairs = list(zip(waiting, free[len(free) - len(waiting) :], strict=True)) if len(waiting) <= len(free) else []
        if all(_between(heads[one], col, extents) for one, col in pairs):
            found.update(pairs)
        waiting = []
        after = max([after, *under])
    return found


def _between(head: tuple[float, float], col: int, extents: Sequence[tuple[float, float]]) -> bool:
    """Tell whether a head stands between the columns beside the one it would be of."""
    left = extents[col - 1][1] if col else -1e6
    right = extents[col + 1][0] if col + 1 < len(extents) else 1e6
    return left < head[0] and head[1] < right


def _heads_group(left: float, right: float, columns: Columns, head: Sequence[Row]) -> bool:
    """Tell whether a head in a gutter stands over the columns on both sides: wholly above the first of their heads."""
    at = next((i for i, (a, b) in enumerate(columns.gutters) if a < left and right < b), None)
    if not at:
        return False
    bottom = max(row.bottom for row in head for chunk in row.chunks if chunk.x0 < right and left < chunk.x1)
    for x0, x1 in (columns.extent(at), columns.extent(at + 1)):
        tops = [row.top for row in head for chunk in row.chunks if chunk.x0 < x1 and x0 < chunk.x1]
        if not tops or min(tops) < bottom - 2.0:
            return False
    return True


def _lowest_heads(head: Sequence[Row]) -> list[tuple[float, float]]:
    """Return where the heads of single columns lie, from left to right: what stands over several of these is none."""
    found: list[tuple[float, float]] = []
    for row in reversed(head):
        under = [[one for one in found if one[0] < chunk.x1 and chunk.x0 < one[1]] for chunk in row.chunks]
        for chunk, own in zip(row.chunks, under, strict=True):
            if len(own) < 2:
                left, right = own[0] if own else (chunk.x0, chunk.x1)
                found = [one for one in found if one not in own]
                found.append((min(left, chunk.x0), max(right, chunk.x1)))
    return sorted(found)


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
    valued = len(row.chunks) > _FEW_CHUNKS and any(chunk.data for chunk in row.chunks)
    for chunk in row.chunks:
        for words in _cut_at_gutters(chunk, columns, valued=valued):
            x0, x1 = words[0].x0, words[-1].x1
            data = chunk.data if words is chunk.words else chunk_of(words).data
            first, last = _range(x0, x1, columns)
            if pieces and pieces[-1].last >= first:
                before = pieces[-1]
                if before.first < before.last and before.last == first:
                    pieces[-1] = before._replace(last=before.last - 1)
                elif first < last and before.last == first:
                    first += 1
                else:
                    pieces[-1] = Piece(before.first, max(before.last, last), before.words + words, before.x0, x1, data)
                    continue
            pieces.append(Piece(first, last, words, x0, x1, data))
    return pieces


def _cut_at_gutters(chunk: Chunk, columns: Columns, *, valued: bool) -> list[tuple[Word, ...]]:
    """Cut a chunk where a space between its words is as wide as the gutter it lies in.

    So it is cut where a word begins just where the column's texts do, behind a space wider than the chunk's others; in
    a row with values behind any space, since cells are merged in headings and totals only.
    """
    if len(chunk.words) == 1:
        return [chunk.words]
    middles = columns.middles
    first, last = bisect_right(middles, chunk.x0), bisect_right(middles, chunk.x1)
    if first == last:
        return [chunk.words]
    parts: list[tuple[Word, ...]] = []
    start = 0
    gutter = first
    spaces = sorted((after.x0 - before.x1) / after.size for before, after in pairwise(chunk.words))
    usual = spaces[(len(spaces) - 1) // 2] if len(spaces) > 2 else columns.wide
    for i, (before, after) in enumerate(pairwise(chunk.words), start=1):
        while gutter < last and columns.gutters[gutter][1] < before.x1:
            gutter += 1
        if gutter >= last:
            break
        a, b = columns.gutters[gutter]
        slack = 0.2 * (b - a)
        around = before.x1 <= a + slack and after.x0 >= b - slack
        if around and columns.starts:
            around = any(abs(after.x0 - start) < _SAME_START for start in columns.starts[gutter + 1])
        wider = after.x0 - before.x1 > _WIDER * columns.wide * after.size and before.x1 <= middles[gutter] <= after.x0
        wide = after.x0 - before.x1 > _CLEARLY * usual * after.size
        begins = abs(after.x0 - b) < _SAME_START and (wide or (valued and not after.text[:1].islower()))
        if around or wider or begins:
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
