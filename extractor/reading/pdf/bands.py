"""Which printed lines make one row of a table that has no lines between its rows, and what its header spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from extractor.reading.pdf.chunks import Row
from extractor.reading.pdf.gutters import Columns, Piece
from extractor.reading.pdf.rulings import Ruling
from extractor.reading.pdf.words import Word

_TIGHT = 1.12
"""Lines of one cell are at most so much further apart than the closest lines of the table."""
_ROUNDING = 0.4
_FEW_VALUES = 0.12
_LEAST_ROOM = 0.5
_HEAD_GAP = 0.75


class PlacedRow(NamedTuple):
    """A printed line and its texts by columns."""

    row: Row
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class Box:
    """A cell: its place, and its words in any order."""

    row: int
    col: int
    row_span: int
    col_span: int
    words: list[Word] = field(default_factory=list)


class Band(NamedTuple):
    """A row of the table: from where to where it is printed, and its lines."""

    top: float
    bottom: float
    lines: list[PlacedRow]


def body_bands(lines: Sequence[PlacedRow], columns: Columns, cuts: Sequence[float]) -> list[Band]:
    """Return the rows of a table's body; `cuts` are heights at which a row ends in any case."""
    by_pitch = _by_pitch(lines, columns, cuts)
    return by_pitch if by_pitch is not None else _by_line(lines, columns, cuts)


def _crossed(cuts: Sequence[float], above: float, below: float) -> bool:
    """Tell whether a cut lies between two heights."""
    return any(above < cut < below for cut in cuts)


def _by_pitch(lines: Sequence[PlacedRow], columns: Columns, cuts: Sequence[float]) -> list[Band] | None:
    """Return rows as stretches that no cell's lines, set close to each other, bridge; None where none are set apart.

    That is so where values stand as close below each other as the lines of a text.
    """
    stacks: list[list[tuple[Row, Piece]]] = [[] for _ in range(len(columns))]
    for line in lines:
        for piece in line.pieces:
            if piece.first == piece.last:
                stacks[piece.first].append((line.row, piece))
    pitches = sorted(
        after.top - before.top
        for stack in stacks
        for (before, _), (after, _) in pairwise(stack)
        if 0.8 * after.size < after.top - before.top < 3 * after.size
    )
    if not pitches:
        return None
    leading = pitches[len(pitches) // 10]
    tight = _TIGHT * leading + _ROUNDING
    values = texts = 0
    spans: list[tuple[float, float]] = []
    for stack in stacks:
        for i, (row, piece) in enumerate(stack):
            close = False
            if i:
                before, above = stack[i - 1]
                close = row.top - before.top <= tight and not _crossed(cuts, before.bottom, row.top)
                if close:
                    values += piece.data and above.data
                    texts += not (piece.data and above.data)
            if close:
                spans[-1] = (spans[-1][0], row.bottom)
            else:
                spans.append((row.top, row.bottom))
    if values > max(1.0, _FEW_VALUES * len(lines)) or pitches[-1] <= tight:
        return None
    spans += [(line.row.top, line.row.bottom) for line in lines if any(p.first < p.last for p in line.pieces)]
    bands: list[Band] = []
    for top, bottom in sorted(spans):
        if bands and top < bands[-1].bottom - 0.15 * leading and not _crossed(cuts, bands[-1].top, top):
            bands[-1] = bands[-1]._replace(bottom=max(bottom, bands[-1].bottom))
        else:
            bands.append(Band(top, bottom, []))
    if len(bands) < 2 or len(bands) > 0.92 * len(lines):
        return None
    at = 0
    for line in lines:
        middle = (line.row.top + line.row.bottom) / 2
        while at + 1 < len(bands) and middle >= bands[at + 1].top:
            at += 1
        bands[at].lines.append(line)
    return [band for band in bands if band.lines]


def _by_line(lines: Sequence[PlacedRow], columns: Columns, cuts: Sequence[float]) -> list[Band]:
    """Return rows as printed lines; a line that goes on with a text above or below it is joined to it."""
    valued = _value_columns(lines, len(columns))
    limits = _limits(lines, len(columns))
    bands: list[Band] = []
    waiting = False
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        joins = bool(bands) and not _crossed(cuts, bands[-1].bottom - 1.0, line.row.top + 1.0)
        before = bands[-1].lines[-1] if bands else None
        if joins and before is not None and (waiting or _goes_on(before, line, valued, limits)):
            bands[-1].lines.append(line)
            bands[-1] = bands[-1]._replace(bottom=max(bands[-1].bottom, line.row.bottom))
        else:
            bands.append(Band(line.row.top, line.row.bottom, [line]))
        waiting = following is not None and _leads_on(line, following, valued, limits)
    return bands


def _value_columns(lines: Sequence[PlacedRow], n_cols: int) -> list[bool]:
    """Tell for each column whether most of its texts are values."""
    values, texts = [0] * n_cols, [0] * n_cols
    for line in lines:
        for piece in line.pieces:
            if piece.first == piece.last:
                texts[piece.first] += 1
                values[piece.first] += piece.data
    return [value * 2 > text for value, text in zip(values, texts, strict=True)]


def _limits(lines: Sequence[PlacedRow], n_cols: int) -> list[float]:
    """Return for each column how far right its texts reach."""
    ends: list[list[float]] = [[] for _ in range(n_cols)]
    for line in lines:
        for piece in line.pieces:
            if piece.first == piece.last:
                ends[piece.first].append(piece.x1)
    return [max(end, default=0.0) for end in ends]


def _words_only(line: PlacedRow, valued: Sequence[bool]) -> bool:
    """Tell whether a line has texts only in columns of words."""
    return all(piece.first == piece.last and not valued[piece.first] and not piece.data for piece in line.pieces)


def _full(above: Piece, piece: Piece, limit: float) -> bool:
    """Tell whether a text's first word would not have fitted into the line above it."""
    word = piece.words[0]
    room = limit - above.words[-1].x1
    return room < (word.x1 - word.x0) + 0.25 * word.size + _LEAST_ROOM * word.size


def _goes_on(before: PlacedRow, line: PlacedRow, valued: Sequence[bool], limits: Sequence[float]) -> bool:
    """Tell whether a line without values goes on with the row above."""
    if not _words_only(line, valued) or line.row.top - before.row.bottom > 0.6 * line.row.size:
        return False
    above = {piece.first: piece for piece in before.pieces}
    if any(piece.first not in above for piece in line.pieces):
        return False
    if len(line.pieces) >= len(before.pieces) and len(before.pieces) > 1:
        return False
    return all(
        (_full(above[piece.first], piece, limits[piece.first]) or piece.words[0].text[:1].islower())
        and piece.words[0].bold == above[piece.first].words[-1].bold
        and not above[piece.first].words[-1].text.endswith(":")
        and (piece.x0 > above[piece.first].x0 - 1.5)
        for piece in line.pieces
    )


def _leads_on(line: PlacedRow, following: PlacedRow, valued: Sequence[bool], limits: Sequence[float]) -> bool:
    """Tell whether a line without values is the beginning of a row whose values stand in the next line."""
    if not _words_only(line, valued) or len(line.pieces) != 1 or len(following.pieces) < 2:
        return False
    if following.row.top - line.row.bottom > 0.6 * line.row.size:
        return False
    piece, below = line.pieces[0], following.pieces[0]
    if below.first != piece.first or piece.words[0].bold != below.words[0].bold:
        return False
    if piece.words[-1].text.endswith(":"):
        return False
    begins_small = below.words[0].text[:1].islower() or below.words[0].text[:1] in "(&"
    indented = below.x0 > piece.x0 + 1.5
    return (_full(piece, below, limits[piece.first]) and (begins_small or indented)) or (begins_small and indented)


def fill_bands(bands: Sequence[Band], n_cols: int, first_row: int) -> list[Box]:
    """Return the cells of body rows, blank ones too."""
    boxes: list[Box] = []
    for index, band in enumerate(bands):
        owner: list[int] = list(range(n_cols))
        for line in band.lines:
            for piece in line.pieces:
                first = owner[piece.first]
                for col in range(piece.first, piece.last + 1):
                    first = min(first, owner[col])
                last = piece.last
                while last + 1 < n_cols and owner[last + 1] == owner[last]:
                    last += 1
                for col in range(first, last + 1):
                    owner[col] = first
        cells: dict[int, Box] = {}
        for col in range(n_cols):
            if owner[col] in cells:
                cells[owner[col]].col_span += 1
            else:
                cells[owner[col]] = Box(first_row + index, col, 1, 1)
        for line in band.lines:
            for piece in line.pieces:
                cells[owner[piece.first]].words += piece.words
        boxes += cells.values()
    return boxes


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
    level: int = 0


def head_boxes(lines: Sequence[PlacedRow], columns: Columns, rules: Sequence[Ruling]) -> tuple[list[Box], list[float]]:
    """Return the cells of a header and the heights between its rows, one fewer than it has rows.

    `rules` are the horizontal lines within; one below a text tells which columns it spans.
    """
    heads = _stack(lines, columns, rules)
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


def _stack(lines: Sequence[PlacedRow], columns: Columns, rules: Sequence[Ruling]) -> list[_Head]:
    """Return the header's texts, lines of one text joined, from the top down."""
    heads: list[_Head] = []
    lowest: list[_Head | None] = [None] * len(columns)
    for line in lines:
        taken: list[tuple[int, int]] = []
        for piece in line.pieces:
            first, last = _spanned(piece, line, columns, rules)
            if taken and first <= taken[-1][1]:
                first, last = max(piece.first, taken[-1][1] + 1), max(piece.last, taken[-1][1] + 1)
                if last >= len(columns) or first > last:
                    first = last = taken[-1][1]
            taken.append((first, last))
            over = lowest[first]
            if over is not None and _same_text(over, first, last, line.row, rules, lowest):
                over.words += piece.words
                over.bottom = max(over.bottom, line.row.bottom)
                over.x0, over.x1 = min(over.x0, piece.x0), max(over.x1, piece.x1)
                continue
            head = _Head(first, last, list(piece.words), line.row.top, line.row.bottom, piece.x0, piece.x1)
            heads.append(head)
            lowest[first : last + 1] = [head] * (last + 1 - first)
    return heads


def _same_text(
    over: _Head, first: int, last: int, row: Row, rules: Sequence[Ruling], lowest: Sequence[_Head | None]
) -> bool:
    """Tell whether a line goes on with the header text above it."""
    if row.top == over.top:
        return True
    if (over.first, over.last) != (first, last) and not (over.first <= first and last <= over.last and first < last):
        return False
    if any(lowest[col] is not over for col in range(over.first, over.last + 1)):
        return False
    if row.top - over.bottom > _HEAD_GAP * row.size:
        return False
    return not any(
        over.bottom - 2.0 < rule.at < row.top + 2.0 and rule.start < over.x1 and rule.end > over.x0 for rule in rules
    )


def _spanned(piece: Piece, line: PlacedRow, columns: Columns, rules: Sequence[Ruling]) -> tuple[int, int]:
    """Return the columns a header text spans: as a line below it shows, else as its middle shows."""
    middle = (piece.x0 + piece.x1) / 2
    for rule in rules:
        if 0 <= rule.at - line.row.bottom + 2.0 < 0.9 * line.row.size and rule.start < middle < rule.end:
            inside = [
                col for col in range(len(columns)) if rule.start - 3 < sum(columns.extent(col)) / 2 < rule.end + 3
            ]
            if inside and len(inside) < len(columns):
                return inside[0], inside[-1]
    if piece.first == piece.last:
        for col, (a, b) in enumerate(columns.gutters):
            if a < middle < b and piece.x0 < a + 2 and piece.x1 > b - 2:
                return col, col + 1
    return piece.first, piece.last
