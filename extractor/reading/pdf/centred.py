"""Rows of tables without lines whose cells stand in the middle of their rows, merged ones in the middle of several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.reading.pdf.bands import Band, PlacedRow, tight_pitch
from extractor.reading.pdf.gutters import Columns, Piece

_NEAR = 2.5
"""Points between the middles of texts of one row; half a line apart is more."""
_LEAST = 3
_BLANK = 4.0
"""What a row without a text of its own costs, in points off the middle."""
_MOST_MERGED = 12
_MOSTLY = 0.7


@dataclass(slots=True)
class _Text:
    """The lines of one cell, with the printed lines they stand in."""

    first: int
    last: int
    top: float
    bottom: float
    last_top: float
    parts: list[PlacedRow]
    values: bool

    @property
    def middle(self) -> float:
        """Return the height of its middle."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class _Extent:
    """From where to where a row is printed."""

    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Return the height of its middle."""
        return (self.top + self.bottom) / 2


def centred_bands(lines: Sequence[PlacedRow], columns: Columns, cuts: Sequence[float]) -> list[Band] | None:
    """Return the rows of a body whose cells are centred from top to bottom; None where they are not."""
    texts = _texts(lines, columns, cuts)
    if not _are_centred(texts, len(columns)):
        return None
    base = max(range(len(columns)), key=lambda col: (sum(text.first == text.last == col for text in texts), -col))
    rows = _rows(texts, base)
    groups = _groups(texts, rows, base)
    bands = [Band(row.top, row.bottom, []) for row in rows]
    middles = [(rows[first].top + rows[end - 1].bottom) / 2 for first, end in groups]
    inside: list[list[_Text]] = [[] for _ in groups]
    for text in texts:
        offs = [max(rows[first].top - text.middle, text.middle - rows[end - 1].bottom) for first, end in groups]
        inside[offs.index(min(offs))].append(text)
    for (first, end), middle, held in zip(groups, middles, inside, strict=True):
        for text in held:
            alone = sum(other.first <= text.last and text.first <= other.last for other in held) == 1
            if alone and end - first > 1 and text.first == text.last and abs(text.middle - middle) <= _NEAR:
                bands[first].lines.extend(text.parts)
                for at in range(first + 1, end):
                    bands[at] = bands[at]._replace(bridged=bands[at].bridged | {text.first})
            else:
                nearest = min(range(first, end), key=lambda at: abs(rows[at].middle - text.middle))
                bands[nearest].lines.extend(text.parts)
    return [band for band in bands if band.lines]


def _texts(lines: Sequence[PlacedRow], columns: Columns, cuts: Sequence[float]) -> list[_Text]:
    """Return the texts of all cells: lines close below each other in one column, none across a cut."""
    tight = tight_pitch(lines, columns)
    texts: list[_Text] = []
    lowest: dict[tuple[int, int], _Text] = {}
    for line in lines:
        for piece in line.pieces:
            place = piece.first, piece.last
            above = lowest.get(place)
            part = PlacedRow(line.row, (piece,))
            # The words' own heights: texts beside each other share a printed line although one stands half a line off.
            top, bottom = min(word.top for word in piece.words), max(word.bottom for word in piece.words)
            goes_on = above is not None and top - above.last_top <= tight
            if above and goes_on and not any(above.bottom < cut < top for cut in cuts):
                above.parts.append(part)
                above.bottom, above.last_top = bottom, top
            else:
                lowest[place] = _Text(*place, top, bottom, top, [part], _is_value(piece))
                texts.append(lowest[place])
    return sorted(texts, key=lambda text: text.middle)


def _is_value(piece: Piece) -> bool:
    """Tell whether a text is a value or a quantity, no words."""
    return piece.data or piece.words[0].text[:1].isdigit()


def _are_centred(texts: Sequence[_Text], n_cols: int) -> bool:
    """Tell whether texts of fewer lines stand beside the middle of longer ones, hardly any beside their first line."""
    centred = level = 0
    for text in texts:
        if len(text.parts) < 2 or text.first < text.last:
            continue
        for other in texts:
            if other.first != text.first and len(other.parts) < len(text.parts):
                centred += abs(other.middle - text.middle) < 1.0
                level += abs(other.top - text.top) < 1.0
    return n_cols > 2 and centred >= _LEAST and centred > 4 * level


def _rows(texts: Sequence[_Text], base: int) -> list[_Extent]:
    """Return the rows: one a text of the column with the most, and those that stand clear between them."""
    rows = [_Extent(text.top, text.bottom) for text in texts if text.first == base == text.last]
    gaps = [below.top - above.bottom for above, below in pairwise(rows)]
    clear = 0.6 * max(min(gaps, default=0.0), 0.0)
    more: list[_Extent] = []
    for text in texts:
        if text.first == base == text.last:
            continue
        if more and abs(more[-1].middle - text.middle) <= _NEAR:
            more[-1].top, more[-1].bottom = min(more[-1].top, text.top), max(more[-1].bottom, text.bottom)
        elif all(text.bottom + clear < row.top or text.top - clear > row.bottom for row in rows):
            more.append(_Extent(text.top, text.bottom))
    rows = sorted([*rows, *more], key=lambda row: row.top)
    for text in texts:
        # The highest text of a row fills it.
        own = [row for row in rows if abs(row.middle - text.middle) <= _NEAR]
        if len(own) == 1:
            own[0].top, own[0].bottom = min(own[0].top, text.top), max(own[0].bottom, text.bottom)
    return rows


def _groups(texts: Sequence[_Text], rows: Sequence[_Extent], base: int) -> list[tuple[int, int]]:
    """Return which rows share one name: where the names, set in the middle, fit best. A row may have none."""
    words = [text for text in texts if text.first == text.last != base and not text.values]
    if not words:
        return [(at, at + 1) for at in range(len(rows))]
    counts = Counter(text.first for text in words)
    key = min(col for col, count in counts.items() if count >= _MOSTLY * max(counts.values()))
    names = [text for text in words if text.first == key]
    if all(any(abs(row.middle - name.middle) <= _NEAR for row in rows) for name in names):
        return [(at, at + 1) for at in range(len(rows))]
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
                off = abs((rows[end - size].top + rows[end - 1].bottom) / 2 - names[named - 1].middle)
                cost = best[end - size][named - 1] + off * (1.0 if off <= _NEAR else 10.0)
                if cost < best[end][named] - 1e-9:
                    best[end][named], chosen[end][named] = cost, size
    groups: list[tuple[int, int]] = []
    end, named = len(rows), len(names)
    while end:
        size = chosen[end][named]
        groups.append((end - max(size, 1), end))
        end, named = end - max(size, 1), named - (size > 0)
    return groups[::-1]
