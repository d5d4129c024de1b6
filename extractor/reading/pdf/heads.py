"""What the header of a table without lines spans: groups of columns, and texts that reach down over several rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.reading.pdf.bands import Box, PlacedRow
from extractor.reading.pdf.chunks import Row
from extractor.reading.pdf.gutters import Columns, Piece
from extractor.reading.pdf.rulings import Ruling
from extractor.reading.pdf.words import Word

_GAP = 0.75
"""Font sizes between two lines of one header text."""
_BELOW = 0.9
"""Font sizes down to the line drawn under a header text."""
_SAME_LINE = 3.0
_SAME_EDGE = 1.0
_SAME_MIDDLE = 2.0
_OFF_CENTRE = 0.08
"""Share of a group's width by which its text may lie off its middle; the columns' own edges are not known better."""


@dataclass(slots=True)
class _Head:
    """A header text being put together."""

    first: int
    last: int
    words: list[Word]
    top: float
    bottom: float
    x0: float
    x1: float
    last_top: float
    ruled: bool = False
    level: int = 0


def head_boxes(
    lines: Sequence[PlacedRow], columns: Columns, rules: Sequence[Ruling], tight: float
) -> tuple[list[Box], list[float]]:
    """Return the cells of a header and the heights between its rows, one fewer than it has rows.

    `rules` are the horizontal lines within; one below a text tells which columns it spans. Lines of one text are at
    most `tight` points apart.
    """
    heads = _stack(lines, columns, rules, tight)
    _widen(heads, columns)
    depth = [0] * len(columns)
    for head in heads:
        head.level = max(depth[head.first : head.last + 1])
        depth[head.first : head.last + 1] = [head.level + 1] * (head.last + 1 - head.first)
    n_rows = max(depth, default=0)
    taken: set[tuple[int, int]] = set()
    boxes: list[Box] = []
    for head in heads:
        last = all(level == head.level + 1 for level in depth[head.first : head.last + 1])
        height = n_rows - head.level if last else 1
        boxes.append(Box(head.level, head.first, height, head.last + 1 - head.first, head.words))
        taken.update((head.level + i, col) for i in range(height) for col in range(head.first, head.last + 1))
    boxes += [Box(r, c, 1, 1) for r in range(n_rows) for c in range(len(columns)) if (r, c) not in taken]
    heights: list[float] = []
    for level in range(1, n_rows):
        above = [head.bottom for head in heads if head.level == level - 1 and depth[head.first] > level]
        below = [head.top for head in heads if head.level == level]
        middle = (max(above, default=min(below)) + min(below)) / 2
        heights.append(max(middle, heights[-1] + 0.1) if heights else middle)
    return boxes, heights


def over_halves(
    lines: Sequence[PlacedRow], marks: Sequence[tuple[Word, list[Word]]], columns: Columns
) -> list[PlacedRow]:
    """Return header lines with what stands in the middle over the halves of a numbered column spanning these halves."""
    middles = columns.middles
    spans = [
        (
            (number.x0 + number.x1) / 2,
            bisect_right(middles, (halves[0].x0 + halves[0].x1) / 2),
            bisect_right(middles, (halves[-1].x0 + halves[-1].x1) / 2),
        )
        for number, halves in marks
        if halves
    ]
    return [PlacedRow(line.row, tuple(_over_halves(line, spans))) for line in lines]


def _over_halves(line: PlacedRow, spans: Sequence[tuple[float, int, int]]) -> list[Piece]:
    """Return a line's texts with the columns of the halves under their middle; one that these cut is whole again."""
    pieces = list(line.pieces)
    for at, first, last in spans:
        own = [piece for piece in pieces if first <= piece.first and piece.last <= last]
        if own and abs(at - (own[0].x0 + own[-1].x1) / 2) < _SAME_LINE and (len(own) == 1 or _is_one(own, line.row)):
            _join(pieces, own, first, last)
    return pieces


def with_whole_heads(line: PlacedRow, columns: Columns) -> PlacedRow:
    """Return a header line, its texts whole that gutters cut in a common space though not each part fits its column."""
    pieces = list(line.pieces)
    for chunk in line.row.chunks:
        parts = [piece for piece in pieces if set(piece.words) <= set(chunk.words)]
        if len(parts) > 1 and not _fit(parts, columns):
            _join(pieces, parts, parts[0].first, parts[-1].last)
    return line._replace(pieces=tuple(pieces))


def _is_one(parts: Sequence[Piece], row: Row) -> bool:
    """Tell whether no wide gap parts texts of a line."""
    words = {word for part in parts for word in part.words}
    return any(words <= set(chunk.words) for chunk in row.chunks)


def _join(pieces: list[Piece], parts: Sequence[Piece], first: int, last: int) -> None:
    """Put one text over some columns in the place of its parts."""
    start = pieces.index(parts[0])
    words = tuple(word for part in parts for word in part.words)
    pieces[start : start + len(parts)] = [Piece(first, last, words, parts[0].x0, parts[-1].x1, parts[0].data)]


def _fit(parts: Sequence[Piece], columns: Columns) -> bool:
    """Tell whether texts all begin where their columns do, or end there, or stand in the middle of them."""
    places = [(part.x0, part.x1, *columns.extent(part.first)) for part in parts]
    return (
        all(abs(x0 - left) < _SAME_EDGE for x0, _, left, _ in places)
        or all(abs(x1 - right) < _SAME_EDGE for _, x1, _, right in places)
        or all(abs(x0 + x1 - left - right) < 2 * _SAME_LINE for x0, x1, left, right in places)
    )


def _stack(lines: Sequence[PlacedRow], columns: Columns, rules: Sequence[Ruling], tight: float) -> list[_Head]:
    """Return the header's texts, lines of one text joined, from the top down."""
    heads: list[_Head] = []
    lowest: list[_Head | None] = [None] * len(columns)
    for line in lines:
        taken: list[tuple[int, int]] = []
        parted = [part for rule in rules for part in _parts(rule, line, columns)]
        leaves = _leaves(line, lowest) | _under_groups(line, lowest, columns)
        for piece in line.pieces:
            first, last, ruled = _spanned(piece, line, columns, parted)
            if taken and first <= taken[-1][1]:
                first, last = max(piece.first, taken[-1][1] + 1), max(piece.last, taken[-1][1] + 1)
                if last >= len(columns) or first > last:
                    first = last = taken[-1][1]
            taken.append((first, last))
            over = lowest[first]
            if over is not None and _is_rest(over, piece, line) and (over.first, over.last) != (first, last):
                first, last = over.first, over.last
            leaf = piece.first in leaves and over is not None and over.top < line.row.top
            # Heads side by side are not always set on one height.
            top, bottom = min(word.top for word in piece.words), max(word.bottom for word in piece.words)
            if over is not None and not leaf and _same_text(over, first, last, line.row, top, rules, lowest, tight):
                over.words += piece.words
                over.last_top = top
                over.bottom = max(over.bottom, bottom)
                over.x0, over.x1 = min(over.x0, piece.x0), max(over.x1, piece.x1)
                continue
            head = _Head(first, last, list(piece.words), line.row.top, bottom, piece.x0, piece.x1, top, ruled)
            heads.append(head)
            lowest[first : last + 1] = [head] * (last + 1 - first)
    return heads


def _leaves(line: PlacedRow, lowest: Sequence[_Head | None]) -> set[int]:
    """Return the columns whose text in a line is a head of its own, below a group: years, or words said again.

    So it is where another one like it stands in a column without any text above.
    """
    texts = ["".join(word.text for word in piece.words).casefold() for piece in line.pieces]
    years = [chunk.x0 for chunk in line.row.chunks if chunk.year]
    like: dict[str, list[Piece]] = {}
    for piece, text in zip(line.pieces, texts, strict=True):
        like.setdefault("year" if piece.x0 in years else text, []).append(piece)
    return {
        piece.first
        for group in like.values()
        if len(group) > 1 and any(lowest[piece.first] is None for piece in group)
        for piece in group
    }


def _under_groups(line: PlacedRow, lowest: Sequence[_Head | None], columns: Columns) -> set[int]:
    """Return the columns whose text in a line stands under a group: one over the middle of columns that begin there."""
    begin = {piece.first for piece in line.pieces if piece.first == piece.last and lowest[piece.first] is None}
    edges = [columns.x0, *columns.middles, columns.x1]
    under: set[int] = set()
    for piece in line.pieces:
        col, over = piece.first, lowest[piece.first]
        if col < piece.last or over is None or over.first < over.last:
            continue
        low = high = col
        while low - 1 in begin:
            low -= 1
        while high + 1 in begin:
            high += 1
        middle = (over.x0 + over.x1) / 2
        own = abs((piece.x0 + piece.x1) / 2 - middle)
        wider = [(one, two) for one in range(low, col + 1) for two in range(col, high + 1) if one < two]
        offs = [abs((edges[one] + edges[two + 1]) / 2 - middle) / (edges[two + 1] - edges[one]) for one, two in wider]
        if own > _SAME_LINE and min(offs, default=1.0) < _OFF_CENTRE:
            under.add(col)
    return under


def _is_rest(over: _Head, piece: Piece, line: PlacedRow) -> bool:
    """Tell whether a text stands alone below the middle of a wider one: its last line."""
    inside = sum(other.last >= over.first and other.first <= over.last for other in line.pieces)
    middle = (piece.x0 + piece.x1) / 2
    return over.first < over.last and inside == 1 and abs((over.x0 + over.x1) / 2 - middle) < _SAME_LINE


def _same_text(
    over: _Head,
    first: int,
    last: int,
    row: Row,
    top: float,
    rules: Sequence[Ruling],
    lowest: Sequence[_Head | None],
    tight: float,
) -> bool:
    """Tell whether a line goes on with the header text above it."""
    if row.top == over.top:
        return True
    if (over.first, over.last) != (first, last) and not (over.first <= first and last <= over.last and first < last):
        return False
    if any(lowest[col] is not over for col in range(over.first, over.last + 1)):
        return False
    if top - over.bottom > _GAP * row.size or top - over.last_top > tight:
        return False
    return not any(
        over.bottom - 2.0 < rule.at < top + 2.0 and rule.start < over.x1 and rule.end > over.x0 for rule in rules
    )


def _widen(heads: list[_Head], columns: Columns) -> None:
    """Give a text above others the columns that begin below it, so that it stands over their middle."""
    below: list[list[_Head]] = [[] for _ in range(len(columns))]
    for head in heads:
        for col in range(head.first, head.last + 1):
            below[col].append(head)
    whole = _over_all_rows(heads, below)
    low_set = _end_low(heads, below)
    groups = [head for head in heads if any(below[col][-1] is not head for col in range(head.first, head.last + 1))]
    for head in groups:
        if head.ruled:
            continue
        beside = [other for other in groups if other is not head and abs(other.top - head.top) < _SAME_LINE]
        free = [
            not any(other in beside for other in column)
            and all(other is head or other.top > head.bottom - _SAME_LINE for other in column)
            and bool(column)
            and not any(other in whole for other in column)
            for column in below
        ]
        low, high = head.first, head.last
        while low - 1 > 0 and free[low - 1]:
            low -= 1
        while high + 1 < len(columns) and free[high + 1]:
            high += 1
        if (low, high) == (head.first, head.last):
            continue
        top_aligned = not low_set and any(
            len(column) == 1 and abs(column[0].top - head.top) < _SAME_LINE for column in below
        )
        first, last = _centred(head, low, high, columns, below, top_aligned=top_aligned and not beside)
        for col in range(first, last + 1):
            if head not in below[col]:
                below[col].insert(0, head)
        head.first, head.last = first, last


def _end_low(heads: Sequence[_Head], below: Sequence[Sequence[_Head]]) -> bool:
    """Tell whether more of the texts alone in their columns end at the header's bottom than begin at its top."""
    top, bottom = min(head.top for head in heads), max(head.bottom for head in heads)
    alone = [head for head in heads if all(len(below[col]) == 1 for col in range(head.first, head.last + 1))]
    high = sum(head.top < top + _SAME_LINE for head in alone)
    return sum(head.bottom > bottom - _SAME_LINE for head in alone) > high


def _over_all_rows(heads: Sequence[_Head], below: Sequence[Sequence[_Head]]) -> list[_Head]:
    """Return the texts alone in their columns that stand in the middle of the header's height: none is under a group.

    Empty where such texts, of one line and of several, do not share that middle.
    """
    top, bottom = min(head.top for head in heads), max(head.bottom for head in heads)
    alone = [head for head in heads if all(len(below[col]) == 1 for col in range(head.first, head.last + 1))]
    found = [head for head in alone if abs(head.top + head.bottom - top - bottom) < 2 * _SAME_MIDDLE]
    high = [head for head in alone if head.top < top + _SAME_LINE and head not in found]
    tops = [head.top for head in found]
    return found if found and max(tops) - min(tops) > _SAME_LINE and len(high) < len(found) else []


def _centred(
    head: _Head, low: int, high: int, columns: Columns, below: Sequence[Sequence[_Head]], *, top_aligned: bool
) -> tuple[int, int]:
    """Return the columns between `low` and `high` over whose middle a text stands; all where it must stand over all."""
    if top_aligned:
        return low, high
    edges = [columns.x0, *columns.middles, columns.x1]
    middle = (head.x0 + head.x1) / 2
    offs = {
        (first, last): _off(first, last, edges, below, middle)
        for first in range(low, head.first + 1)
        for last in range(head.last, high + 1)
    }
    limit = min(offs.values()) + _SAME_LINE
    return max((span for span, off in offs.items() if off <= limit), key=lambda span: (span[1] - span[0], -offs[span]))


def _off(first: int, last: int, edges: Sequence[float], below: Sequence[Sequence[_Head]], middle: float) -> float:
    """Return how far a text's middle is from the middle of some columns, by their edges or their own heads."""
    left = min(head.x0 for head in below[first])
    right = max(head.x1 for head in below[last])
    return min(abs((edges[first] + edges[last + 1]) / 2 - middle), abs((left + right) / 2 - middle))


def _inside(rule: Ruling, columns: Columns) -> list[int]:
    """Return the columns whose middle lies over or under a line drawn."""
    return [col for col in range(len(columns)) if rule.start - 3 < sum(columns.extent(col)) / 2 < rule.end + 3]


def _parts(rule: Ruling, line: PlacedRow, columns: Columns) -> list[Ruling]:
    """Return a line drawn below several groups as one for each, where each group's text stands in its part's middle."""
    middles = [(piece.x0 + piece.x1) / 2 for piece in line.pieces]
    middles = [middle for middle in middles if rule.start < middle < rule.end]
    near = 0 <= rule.at - line.row.bottom + 2.0 < _BELOW * line.row.size
    if not near or not 1 < len(middles) < len(_inside(rule, columns)):
        return [rule]
    edges = [rule.start]
    for middle in middles:
        edges.append(2 * middle - edges[-1])
    parts = [rule._replace(start=start, end=end) for start, end in pairwise(edges)]
    fits = abs(edges[-1] - rule.end) < 2 * _SAME_LINE and all(_inside(part, columns) for part in parts)
    return parts if fits else [rule]


def _spanned(piece: Piece, line: PlacedRow, columns: Columns, rules: Sequence[Ruling]) -> tuple[int, int, bool]:
    """Return the columns a header text spans: as a line below it shows, else as its middle shows."""
    middle = (piece.x0 + piece.x1) / 2

    def centred(rule: Ruling) -> bool:
        # One line may run on under two groups side by side: then it tells neither.
        return abs((rule.start + rule.end) / 2 - middle) < max(3.0, _OFF_CENTRE * (rule.end - rule.start))

    for rule in rules:
        if 0 <= rule.at - line.row.bottom + 2.0 < _BELOW * line.row.size and centred(rule):
            inside = _inside(rule, columns)
            if inside and len(inside) < len(columns):
                return inside[0], inside[-1], True
    if piece.first == piece.last:
        for col, (a, b) in enumerate(columns.gutters):
            if col and a < middle < b and piece.x0 < a + 2 and piece.x1 > b - 2:
                return col, col + 1, False
    return piece.first, piece.last, False
