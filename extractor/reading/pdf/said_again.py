"""A table's header said again at the top of a later page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractor.reading.pdf.chunks import Row, chunk_of
from extractor.reading.pdf.words import Word

_SAME_EDGE = 3.0
_SAME_HEIGHT = 2.5


class FoundHead(NamedTuple):
    """A header said again: from which to which of a page's lines it stands, and its lines put as those of the first."""

    start: int
    end: int
    rows: list[Row]


def find_head(rows: Sequence[Row], head: Sequence[Row]) -> FoundHead | None:
    """Return where a header stands among the lines of a page, None where it does not.

    It is told word by word: heads that stand half a line off each other make other lines on another page.
    """
    places: dict[str, list[tuple[Word, int]]] = {}
    for at, row in enumerate(rows):
        for word in row.words:
            places.setdefault(word.text, []).append((word, at))
    wanted = [word for row in head for word in row.words]
    for anchor, _ in places.get(wanted[0].text, ()) if wanted else ():
        down = anchor.top - wanted[0].top
        found = {id(word): _same_word(word, down, places.get(word.text, ())) for word in wanted}
        lines = [at for hit in found.values() if hit is not None for at in hit[1:]]
        if len(lines) == len(wanted):
            matched = {key: hit[0] for key, hit in found.items() if hit is not None}
            return FoundHead(min(lines), max(lines) + 1, [_put_as(row, matched, down) for row in head])
    return None


def _same_word(word: Word, down: float, places: Sequence[tuple[Word, int]]) -> tuple[Word, int] | None:
    """Return the same word of another page, `down` points lower there, and in which line it stands."""
    return next(
        (
            hit
            for hit in places
            if abs(hit[0].x0 - word.x0) < _SAME_EDGE and abs(hit[0].top - down - word.top) < _SAME_HEIGHT
        ),
        None,
    )


def _put_as(row: Row, matched: Mapping[int, Word], down: float) -> Row:
    """Return a header's line with the words of another page."""
    chunks = tuple(chunk_of([matched[id(word)] for word in chunk.words]) for chunk in row.chunks)
    return Row(chunks, row.top + down, row.bottom + down, row.size)


def same_line(one: Row, other: Row) -> bool:
    """Tell whether two lines of two pages say the same at the same place."""
    if abs(one.x0 - other.x0) > _SAME_EDGE or abs(one.x1 - other.x1) > _SAME_EDGE:
        return False
    return "".join(chunk.text for chunk in one.chunks).split() == "".join(chunk.text for chunk in other.chunks).split()
