"""Texts of two cells that only a space parts are told apart by the lines of the same cells above and below."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.reading.pdf.bands import PlacedRow
from extractor.reading.pdf.chunks import chunk_of
from extractor.reading.pdf.gutters import Piece

_CLOSE = 0.6
"""Font sizes between two lines of one cell, at most."""
_SAME_START = 0.8


def parted(lines: Sequence[PlacedRow]) -> list[PlacedRow]:
    """Return a body's lines, texts over several columns cut where the line above or below has one text in each.

    The word behind the cut begins where that line's text does: two cells then, since cells are merged in whole rows.
    """
    found = list(lines)
    for at in (*range(len(found)), *reversed(range(len(found)))):
        if any(piece.first < piece.last for piece in found[at].pieces):
            for other in (at - 1, at + 1):
                if 0 <= other < len(found) and _is_next(found[min(at, other)], found[max(at, other)]):
                    pieces = [part for piece in found[at].pieces for part in _cut(piece, found[other])]
                    found[at] = found[at]._replace(pieces=tuple(pieces))
    return found


def _is_next(above: PlacedRow, below: PlacedRow) -> bool:
    """Tell whether two lines stand as close as those of one cell."""
    return below.row.top - above.row.bottom < _CLOSE * below.row.size


def _cut(piece: Piece, other: PlacedRow) -> list[Piece]:
    """Return a text cut where another line's text begins that has one beside it within the same columns."""
    if piece.first == piece.last:
        return [piece]
    beside = [one for one in other.pieces if piece.first <= one.first and one.last <= piece.last]
    for before, after in pairwise(beside):
        at = next((i for i, word in enumerate(piece.words) if abs(word.x0 - after.x0) < _SAME_START), 0)
        if at and before.last < after.first:
            left, right = piece.words[:at], piece.words[at:]
            one = Piece(piece.first, after.first - 1, left, piece.x0, left[-1].x1, chunk_of(left).data)
            rest = Piece(after.first, piece.last, right, right[0].x0, piece.x1, chunk_of(right).data)
            return [one, *_cut(rest, other)]
    return [piece]
