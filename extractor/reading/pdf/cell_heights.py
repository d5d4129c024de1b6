"""The texts of a body's cells where no line parts its rows: at which height they stand, and which of them are names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.reading.pdf.bands import Band, PlacedRow
from extractor.reading.pdf.gutters import Piece

NEAR = 2.5
"""Points between the middles, or the ends, of texts of one row; half a line apart is more."""
_MOSTLY = 0.7
_LISTED = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]$|\d{1,2}(?:\.\d{1,2}){2,}")


@dataclass(slots=True)
class Text:
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
class Extent:
    """From where to where a row is printed; `base` where it has a text in the column that tells the rows."""

    top: float
    bottom: float
    base: bool

    @property
    def middle(self) -> float:
        """Return the height of its middle."""
        return (self.top + self.bottom) / 2


class Body(NamedTuple):
    """The rows of a body; `unsure` where some without a name may belong to the name above as well as the one below."""

    bands: list[Band]
    unsure: bool = False


def texts_of(lines: Sequence[PlacedRow], cuts: Sequence[float], tight: float) -> list[Text]:
    """Return the texts of all cells: lines close below each other in one column, none across a cut."""
    texts: list[Text] = []
    lowest: dict[tuple[int, int], Text] = {}
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
                lowest[place] = Text(*place, top, bottom, top, [part], _is_value(piece))
                texts.append(lowest[place])
    return sorted(texts, key=lambda text: text.middle)


def _is_value(piece: Piece) -> bool:
    """Tell whether a text is a value or a quantity, no words; a number or a code may stand before a name."""
    listed = len(piece.words) > 1 and _LISTED.match(piece.words[0].text)
    return piece.data or (piece.words[0].text[:1].isdigit() and not listed)


def count_heights(texts: Sequence[Text]) -> tuple[int, int, int]:
    """Return how many texts of fewer lines stand beside the middle, the first and the last line of longer ones."""
    centred = level = low = 0
    for text in texts:
        if len(text.parts) < 2 or text.first < text.last:
            continue
        for other in texts:
            if other.first != text.first and len(other.parts) < len(text.parts):
                centred += abs(other.middle - text.middle) < 1.0
                level += abs(other.top - text.top) < 1.0
                low += abs(other.bottom - text.bottom) < 1.0
    return centred, level, low


def base_of(texts: Sequence[Text]) -> int:
    """Return the column with the most texts, which tells the rows."""
    counts = Counter(text.first for text in texts if text.first == text.last)
    return max(counts, key=lambda col: (counts[col], -col), default=0)


def names_of(texts: Sequence[Text], base: int) -> list[Text]:
    """Return the names of the rows: the texts of the first column of words with many, left of the one telling rows.

    Right of it where only it is left of them.
    """
    words = [text for text in texts if text.first == text.last != base and not text.values]
    words = [text for text in words if text.first < base] or words
    counts = Counter(text.first for text in words)
    key = min((col for col, count in counts.items() if count >= _MOSTLY * max(counts.values())), default=-1)
    return [text for text in words if text.first == key]
