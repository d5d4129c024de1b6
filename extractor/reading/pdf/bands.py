"""Which printed lines make one row of a table that has no lines between its rows, and what its header spans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import NamedTuple

from extractor.reading.pdf.chunks import Row, is_leader
from extractor.reading.pdf.gutters import Columns, Piece
from extractor.reading.pdf.words import Word

_TIGHT = 1.12
"""Lines of one cell are at most so much further apart than the closest lines of the table."""
_ROUNDING = 0.4
_CLOSEST = 0.95
"""Font sizes: no lines are set closer; browsers round small ones to whole pixels, some to less."""
_FEW_ROWS = 0.25
_QUANTITIES = 0.8
"""Share of a column's cells that begin with a digit where it holds amounts or quantities."""
_GROUPED = re.compile(r"\(?-?\d{1,3}(?:(?:\.\d{3})+(?:,\d\d?)?|(?:,\d{3})+(?:\.\d\d?)?)(?:,-)?\)?$")
_CODE = re.compile(r"\d{1,2}(?:\.\d{1,2}){2,}\.\d{1,4}\.?$")
_PART = re.compile(r"\.(?:\d\d|\d{4})$")
_CUT_AT_MARK, _ONE_DECIMAL = re.compile(r"[.,]\d"), re.compile(r"\.\d{3},\d$|,\d{3}\.\d$")
_LEAST_ROOM = 0.5
_POINT = re.compile(r"[-–—•*●▪]$|(?:\d{1,2}|[a-z])[.)]$")
"""What a point of a list in a cell begins with."""


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
    """A row of the table: from where to where it is printed, and its lines.

    `bridged` are the columns whose text goes on from the row above: a cell merged over both.
    """

    top: float
    bottom: float
    lines: list[PlacedRow]
    bridged: frozenset[int] = frozenset()


class Pitch(NamedTuple):
    """How a table's lines are set: two below each other at most `tight` points apart may belong to one text.

    `tight` is infinite where no text has several lines; `apart` tells whether others are set further apart than that.
    `shared` tells whether other pages of the table tell it too.
    """

    tight: float
    apart: bool
    shared: bool = False


def pitch_of(parts: Sequence[Sequence[PlacedRow]], columns: Columns) -> Pitch:
    """Return how the lines of a table are set, of which each page holds a part."""
    stacks = [stack for lines in parts for stack in _stacks(lines, columns)]
    pitches = _pitches(stacks)
    if not pitches:
        return Pitch(inf, apart=False)
    tight = _TIGHT * _leading(pitches) + _ROUNDING
    return Pitch(tight, _pitches(stacks, inf)[-1] > tight, len(parts) > 1)


def body_bands(lines: Sequence[PlacedRow], columns: Columns, cuts: Sequence[float], pitch: Pitch) -> list[Band]:
    """Return the rows of a table's body; `cuts` are heights at which a row ends in any case."""
    by_pitch = _by_pitch(lines, columns, cuts, pitch) if pitch.apart else None
    return by_pitch if by_pitch is not None else _by_line(lines, columns, cuts)


def _crossed(cuts: Sequence[float], above: float, below: float) -> bool:
    """Tell whether a cut lies between two heights."""
    return any(above < cut < below for cut in cuts)


def _leading(pitches: Sequence[float]) -> float:
    """Return the least distance of lines that occurs twice."""
    return next((low for low, high in pairwise(pitches) if high - low < _ROUNDING), pitches[0])


def _stacks(lines: Sequence[PlacedRow], columns: Columns) -> list[list[tuple[Row, Piece]]]:
    """Return for each column its texts from the top down."""
    stacks: list[list[tuple[Row, Piece]]] = [[] for _ in range(len(columns))]
    for line in lines:
        for piece in line.pieces:
            if piece.first == piece.last:
                stacks[piece.first].append((line.row, piece))
    return stacks


def top_of(piece: Piece) -> float:
    """Return the top of a text's own line: beside others it may stand a little off these."""
    return max(piece.words, key=lambda word: word.size).top


def _pitches(stacks: Sequence[list[tuple[Row, Piece]]], most: float = 3.0) -> list[float]:
    """Return the distances of lines next to each other in one column, ascending, up to so many font sizes."""
    return sorted(
        below
        for stack in stacks
        for (_, before), (row, after) in pairwise(stack)
        if _CLOSEST * row.size < (below := top_of(after) - top_of(before)) < most * row.size
    )


def _by_pitch(lines: Sequence[PlacedRow], columns: Columns, cuts: Sequence[float], pitch: Pitch) -> list[Band] | None:
    """Return rows as stretches that no cell's lines, set close to each other, bridge; None where none are set apart.

    That is so where values stand as close below each other as the lines of a text.
    """
    stacks = _stacks(lines, columns)
    tight = pitch.tight
    leading = (tight - _ROUNDING) / _TIGHT
    spans: list[tuple[float, float]] = []
    for stack in stacks:
        for i, (row, piece) in enumerate(stack):
            before, above = stack[i - 1] if i else (None, piece)
            goes_on = top_of(piece) - top_of(above) <= tight
            if before and goes_on and not _crossed(cuts, before.bottom, row.top):
                spans[-1] = (spans[-1][0], row.bottom)
            else:
                spans.append((row.top, row.bottom))
    spans += [(line.row.top, line.row.bottom) for line in lines if any(p.first < p.last for p in line.pieces)]
    bands: list[Band] = []
    for top, bottom in sorted(spans):
        if bands and top < bands[-1].bottom - 0.15 * leading and not _crossed(cuts, bands[-1].top, top):
            bands[-1] = bands[-1]._replace(bottom=max(bottom, bands[-1].bottom))
        else:
            bands.append(Band(top, bottom, []))
    if not pitch.shared and (len(bands) < 2 or len(bands) > 0.92 * len(lines)):
        return None
    at = 0
    for line in lines:
        middle = (line.row.top + line.row.bottom) / 2
        while at + 1 < len(bands) and middle >= bands[at + 1].top:
            at += 1
        bands[at].lines.append(line)
    bands = _with_sub_rows([band for band in bands if band.lines], len(columns), tight)
    return bands if are_rows(bands, lines, len(columns)) else None


def are_rows(bands: Sequence[Band], lines: Sequence[PlacedRow], n_cols: int) -> bool:
    """Tell whether few lines of a body are in what is taken for one row but must be several."""
    valued = value_columns(lines, n_cols)
    limits = _limits(lines, n_cols)
    several = sum(len(band.lines) for band in bands if holds_several(band, valued) or _breaks_early(band, limits))
    return several <= _FEW_ROWS * sum(len(band.lines) for band in bands)


def _with_sub_rows(bands: Sequence[Band], n_cols: int, tight: float) -> list[Band]:
    """Return rows cut where further values begin beside a text that goes on: one name over several indicators."""
    firsts: list[list[bool]] = [[] for _ in range(n_cols)]
    for band in bands:
        for col, pieces in _columns_of(band).items():
            firsts[col].append(_begins_value(pieces[0]))
    quantities = {col for col, first in enumerate(firsts) if first and sum(first) >= _QUANTITIES * len(first)}
    return [part for band in bands for part in _sub_rows(band, quantities, tight)]


def _columns_of(band: Band) -> dict[int, list[Piece]]:
    """Return the texts of a row by column, from the top down."""
    found: dict[int, list[Piece]] = {}
    for line in band.lines:
        for piece in line.pieces:
            if piece.first == piece.last:
                found.setdefault(piece.first, []).append(piece)
    return found


def _begins_value(piece: Piece) -> bool:
    """Tell whether a text begins with a digit."""
    return piece.words[0].text[:1].isdigit()


def _sub_rows(band: Band, quantities: set[int], tight: float) -> list[Band]:
    """Return a row, cut at lines where a further value and a text of words begin, both set apart from those above."""
    begins: dict[int, set[int]] = {}
    bridged: dict[int, set[int]] = {}
    above: dict[int, Piece] = {}
    for index, line in enumerate(band.lines):
        for piece in line.pieces:
            col = piece.first
            if piece.first < piece.last:
                return [band]
            if col in above:
                before = above[col]
                apart = top_of(piece) - top_of(before) > tight
                if not apart:
                    bridged.setdefault(index, set()).add(col)
                elif col not in quantities or (_begins_value(piece) and not _is_rest(before, piece)):
                    begins.setdefault(index, set()).add(col)
            above[col] = piece
    starts = [index for index, cols in sorted(begins.items()) if cols & quantities and cols - quantities]
    if not starts:
        return [band]
    parts: list[Band] = []
    for first, end in pairwise([0, *starts, len(band.lines)]):
        lines = band.lines[first:end]
        bottom = max(line.row.bottom for line in lines)
        over = frozenset(col for index in range(first, end) for col in bridged.get(index, ()) if first) - {
            piece.first for line in lines for piece in line.pieces if piece.first in begins.get(first, ())
        }
        parts.append(Band(lines[0].row.top, bottom, lines, over))
    return parts


def holds_several(band: Band, valued: Sequence[bool]) -> bool:
    """Tell whether what is taken for one row holds several values in most columns of values: then it is several rows.

    A list of values in one cell stands beside other cells with one value; a number cut by its cell is one value.
    """
    counts: dict[int, int] = {}
    last: dict[int, Piece] = {}
    for line in band.lines:
        for piece in line.pieces:
            col = piece.first
            if piece.first != piece.last or not valued[col] or not piece.data:
                continue
            if col not in last or not _is_rest(last[col], piece):
                counts[col] = counts.get(col, 0) + 1
            last[col] = piece
    many = sum(count > 1 for count in counts.values())
    return 2 * many > len(counts)


def _breaks_early(band: Band, limits: Sequence[float]) -> bool:
    """Tell whether most lines below each other in what is taken for one row are no text that a cell's width broke."""
    last: dict[int, Piece] = {}
    early = breaks = 0
    for line in band.lines:
        for piece in line.pieces:
            above = last.get(piece.first)
            if piece.first == piece.last:
                if above is not None and not _lists_on(above, piece):
                    breaks += 1
                    early += not _full(above, piece, limits[piece.first])
                last[piece.first] = piece
    return breaks > 1 and 2 * early > breaks


def _lists_on(above: Piece, piece: Piece) -> bool:
    """Tell whether a line is the next point of a cell's list, or the next of several quantities: no width broke it."""
    return bool(_POINT.match(piece.words[0].text)) or (_begins_value(above) and _begins_value(piece))


def _is_rest(above: Piece, piece: Piece) -> bool:
    """Tell whether a number is the rest of the one above it, which a narrow cell cut: no group of digits is whole.

    So is what begins with a mark, the second of two decimals, and what follows a code of several parts that ends in a
    dot or one digit.
    """
    start, rest = above.words[-1].text, piece.words[0].text
    if _CUT_AT_MARK.match(rest):
        return True
    if len(piece.words) == 1 and _CODE.match(start + rest) and not _PART.search(start):
        return True
    return bool(_GROUPED.match(start + rest)) and (not _GROUPED.match(start) or bool(_ONE_DECIMAL.search(start)))


def _by_line(lines: Sequence[PlacedRow], columns: Columns, cuts: Sequence[float]) -> list[Band]:
    """Return rows as printed lines; a line that goes on with a text above or below it is joined to it."""
    valued = value_columns(lines, len(columns))
    limits = _limits(lines, len(columns))
    starts = _sure_starts(lines)
    bands: list[Band] = []
    waiting = False
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        leads = following is not None and _leads_on(line, following, valued, limits, starts)
        joins = bool(bands) and not _crossed(cuts, bands[-1].bottom - 1.0, line.row.top + 1.0)
        before = bands[-1].lines[-1] if bands else None
        # Between two rows a capital tells that a text begins, the small letter below it that it goes on there.
        begins = leads and following is not None and line.pieces[0].words[0].text[:1].isupper() and _is_small(following)
        begun = bool(bands) and _holds_value(bands[-1])
        goes_on = before is not None and not begins and _goes_on(before, line, valued, limits, begun=begun)
        if joins and (waiting or goes_on):
            bands[-1].lines.append(line)
            bands[-1] = bands[-1]._replace(bottom=max(bands[-1].bottom, line.row.bottom))
        else:
            bands.append(Band(line.row.top, line.row.bottom, [line]))
        waiting = leads and not _holds_value(bands[-1])
    return bands


def _holds_value(band: Band) -> bool:
    """Tell whether a row holds a value."""
    return any(piece.data for line in band.lines for piece in line.pieces)


def _sure_starts(lines: Sequence[PlacedRow]) -> list[float]:
    """Return where the first texts of lines begin that are rows for sure: with values, below a line with values."""
    return [
        line.pieces[0].x0
        for before, line in pairwise(lines)
        if all(any(piece.data for piece in one.pieces[1:]) for one in (before, line))
    ]


def _is_small(line: PlacedRow) -> bool:
    """Tell whether a line begins as the rest of a text does."""
    start = line.pieces[0].words[0].text[:1]
    return start.islower() or start in "(&"


def value_columns(lines: Sequence[PlacedRow], n_cols: int) -> list[bool]:
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
    if is_leader(above.words):
        return False
    room = limit - above.words[-1].x1
    return room < (word.x1 - word.x0) + 0.25 * word.size + _LEAST_ROOM * word.size


def _goes_on(
    before: PlacedRow, line: PlacedRow, valued: Sequence[bool], limits: Sequence[float], *, begun: bool
) -> bool:
    """Tell whether a line without values goes on with the row above, which has `begun` where it holds a value."""
    if not _words_only(line, valued) or line.row.top - before.row.bottom > 0.6 * line.row.size:
        return False
    above = {piece.first: piece for piece in before.pieces}
    if any(piece.first not in above for piece in line.pieces):
        return False
    if not begun and len(line.pieces) >= len(before.pieces) > 1:
        return False
    return all(
        (_full(above[piece.first], piece, limits[piece.first]) or piece.words[0].text[:1].islower())
        and piece.words[0].bold == above[piece.first].words[-1].bold
        and not above[piece.first].words[-1].text.endswith(":")
        and (piece.x0 > above[piece.first].x0 - 1.5)
        for piece in line.pieces
    )


def _leads_on(
    line: PlacedRow,
    following: PlacedRow,
    valued: Sequence[bool],
    limits: Sequence[float],
    starts: Sequence[float],
) -> bool:
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
    begins_small = _is_small(following)
    # Where other rows begin as far in, the line is a heading over the one below it.
    heads = not begins_small and any(abs(below.x0 - start) < 1.0 for start in starts)
    indented = below.x0 > piece.x0 + 1.5 and not heads
    return (_full(piece, below, limits[piece.first]) and (begins_small or indented)) or (begins_small and indented)


def _is_heading(band: Band, valued: Sequence[bool]) -> bool:
    """Tell whether a row is a heading over all columns: words alone in a first column of codes or numbers."""
    return valued[0] and all(
        len(line.pieces) == 1 and line.pieces[0].first == 0 and not line.pieces[0].data for line in band.lines
    )


def fill_bands(bands: Sequence[Band], n_cols: int, first_row: int) -> list[Box]:
    """Return the cells of body rows, blank ones too."""
    boxes: list[Box] = []
    valued = value_columns([line for band in bands for line in band.lines], n_cols)
    above: dict[int, Box] = {}
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
        if _is_heading(band, valued):
            owner = [0] * n_cols
        cells: dict[int, Box] = {}
        for col in range(n_cols):
            if owner[col] in cells:
                cells[owner[col]].col_span += 1
            elif col in band.bridged and col in above and above[col].col_span == 1:
                cells[col] = above[col]
                cells[col].row_span += 1
            else:
                cells[owner[col]] = Box(first_row + index, col, 1, 1)
        for line in band.lines:
            for piece in line.pieces:
                cells[owner[piece.first]].words += piece.words
        boxes += [cell for cell in cells.values() if cell.row == first_row + index]
        above = cells
    return boxes
