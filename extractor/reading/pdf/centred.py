"""How the cells of a table without lines are set, and its rows: at one height, or each in the middle of its row.

Merged cells stand in the middle of several rows then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extractor.reading.pdf.bands import Band, Pitch, PlacedRow, body_bands, pitch_of
from extractor.reading.pdf.column_numbers import column_marks, is_number_row
from extractor.reading.pdf.gutters import Columns, Piece
from extractor.reading.pdf.ruled_rows import ruled_rows
from extractor.reading.pdf.rulings import Ruling

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
    """From where to where a row is printed; `base` where it has a text in the column that tells the rows."""

    top: float
    bottom: float
    base: bool

    @property
    def middle(self) -> float:
        """Return the height of its middle."""
        return (self.top + self.bottom) / 2


class Setting(NamedTuple):
    """How the cells of a table are set: its lines, whether cells are centred from top to bottom, and some merged so.

    `head` is up to which distance two lines of its header may belong to one text.
    """

    pitch: Pitch
    centred: bool
    merged: bool
    head: float


class Part(NamedTuple):
    """A page's part of a table: lines of the header and of the body, heights at which a row ends, lines drawn."""

    head: Sequence[PlacedRow]
    body: Sequence[PlacedRow]
    cuts: Sequence[float]
    rules: Sequence[Ruling]


def setting_of(parts: Sequence[Part], columns: Columns) -> Setting:
    """Return how the cells of a table are set that has a part on each of some pages."""
    pitch = pitch_of([part.body for part in parts], columns)
    whole = pitch_of([[*part.head, *part.body] for part in parts], columns)
    texts = [_texts(part.body[_lead(part.body) :], part.cuts, pitch.tight) for part in parts]
    centred, level = (sum(count) for count in zip(*map(_count_centred, texts), strict=True))
    if len(columns) <= 2 or centred < _LEAST or centred <= 4 * level:
        return Setting(pitch, centred=False, merged=False, head=whole.tight)
    counts = [_count_merged(_rows(held, base), _names(held, base)) for held in texts for base in [_base(held)]]
    between, unnamed = (sum(count) for count in zip(*counts, strict=True))
    return Setting(pitch, centred=True, merged=between > unnamed, head=whole.tight)


def body_rows(part: Part, columns: Columns, setting: Setting) -> list[Band]:
    """Return the rows of a body; those that number the columns are rows of their own."""
    lead = _lead(part.body)
    rest = part.body[lead:]
    bands = [Band(line.row.top, line.row.bottom, [line]) for line in part.body[:lead]]
    if not rest:
        return bands
    if ruled := ruled_rows(rest, columns, part.rules, setting.pitch):
        return bands + ruled
    if setting.centred:
        return bands + _centred_bands(_texts(rest, part.cuts, setting.pitch.tight), merged=setting.merged)
    return bands + body_bands(rest, columns, part.cuts, setting.pitch)


def _lead(body: Sequence[PlacedRow]) -> int:
    """Return how many of a body's first lines number the columns and name the halves of these."""
    rows = [line.row for line in body[:3]]
    at = next((at for at, row in enumerate(rows[:2]) if is_number_row(row)), None)
    if at is None:
        return 0
    return at + 1 + any(halves for _, halves in column_marks(rows[at:]))


def _centred_bands(texts: Sequence[_Text], *, merged: bool) -> list[Band]:
    """Return the rows of a body whose cells are centred from top to bottom."""
    base = _base(texts)
    rows = _rows(texts, base)
    groups = _groups(rows, _names(texts, base), merged=merged)
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


def _texts(lines: Sequence[PlacedRow], cuts: Sequence[float], tight: float) -> list[_Text]:
    """Return the texts of all cells: lines close below each other in one column, none across a cut."""
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


def _count_centred(texts: Sequence[_Text]) -> tuple[int, int]:
    """Return how many texts of fewer lines stand beside the middle of longer ones, how many beside their first line."""
    centred = level = 0
    for text in texts:
        if len(text.parts) < 2 or text.first < text.last:
            continue
        for other in texts:
            if other.first != text.first and len(other.parts) < len(text.parts):
                centred += abs(other.middle - text.middle) < 1.0
                level += abs(other.top - text.top) < 1.0
    return centred, level


def _rows(texts: Sequence[_Text], base: int) -> list[_Extent]:
    """Return the rows: one a text of the column with the most, and those that stand clear between them."""
    rows = [_Extent(text.top, text.bottom, base=True) for text in texts if text.first == base == text.last]
    gaps = [below.top - above.bottom for above, below in pairwise(rows)]
    clear = 0.6 * max(min(gaps, default=0.0), 0.0)
    more: list[_Extent] = []
    for text in texts:
        if text.first == base == text.last:
            continue
        if more and abs(more[-1].middle - text.middle) <= _NEAR:
            more[-1].top, more[-1].bottom = min(more[-1].top, text.top), max(more[-1].bottom, text.bottom)
        elif all(text.bottom + clear < row.top or text.top - clear > row.bottom for row in rows):
            more.append(_Extent(text.top, text.bottom, base=False))
    rows = sorted([*rows, *more], key=lambda row: row.top)
    for text in texts:
        # The highest text of a row fills it.
        own = [row for row in rows if abs(row.middle - text.middle) <= _NEAR]
        if len(own) == 1:
            own[0].top, own[0].bottom = min(own[0].top, text.top), max(own[0].bottom, text.bottom)
    return rows


def _base(texts: Sequence[_Text]) -> int:
    """Return the column with the most texts, which tells the rows."""
    counts = Counter(text.first for text in texts if text.first == text.last)
    return max(counts, key=lambda col: (counts[col], -col), default=0)


def _names(texts: Sequence[_Text], base: int) -> list[_Text]:
    """Return the names of the rows: the texts of the first column of words with many, beside the one telling rows."""
    words = [text for text in texts if text.first == text.last != base and not text.values]
    counts = Counter(text.first for text in words)
    key = min((col for col, count in counts.items() if count >= _MOSTLY * max(counts.values())), default=-1)
    return [text for text in words if text.first == key]


def _count_merged(rows: Sequence[_Extent], names: Sequence[_Text]) -> tuple[int, int]:
    """Return how many names stand between rows, in the middle of some, and how many rows have no name even so."""
    between = sum(all(abs(row.middle - name.middle) > _NEAR for row in rows) for name in names)
    return between, _count_unnamed(rows, names, _best_groups(rows, names))


def _count_unnamed(rows: Sequence[_Extent], names: Sequence[_Text], groups: Sequence[tuple[int, int]]) -> int:
    """Return how many rows have neither a name nor a share in one."""
    single = [rows[first] for first, end in groups if end - first == 1 and rows[first].base]
    return sum(all(abs(row.middle - name.middle) > _NEAR for name in names) for row in single)


def _groups(rows: Sequence[_Extent], names: Sequence[_Text], *, merged: bool) -> list[tuple[int, int]]:
    """Return which rows share one name: where the names, set in the middle, fit best. A row may have none.

    Where it is not known that cells are merged, rows do so only if then each has a name.
    """
    groups = _best_groups(rows, names)
    return groups if merged or not _count_unnamed(rows, names, groups) else [(at, at + 1) for at in range(len(rows))]


def _best_groups(rows: Sequence[_Extent], names: Sequence[_Text]) -> list[tuple[int, int]]:
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
