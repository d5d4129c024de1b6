"""Rows of a table without lines whose cells stand at the bottom of their rows, merged ones at the bottom of several."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.reading.pdf.bands import Band
from extractor.reading.pdf.cell_heights import NEAR, Body, Extent, Text, names_of


def lowered_body(texts: Sequence[Text], base: int, *, merged: bool, settled: bool) -> Body:
    """Return the rows of a body whose cells end at one height; where cells are merged, rows go with the name below."""
    rows = _rows(texts, base)
    own = _own_names(rows, names_of(texts, base))
    bands = [Band(row.top, row.bottom, []) for row in rows]
    held: list[list[Text]] = [[] for _ in rows]
    for text in texts:
        held[min(range(len(rows)), key=lambda at: abs(rows[at].bottom - text.bottom))].append(text)
    first = 0
    for at, row in enumerate(rows):
        if row.base and merged and own[at] is None and at + 1 < len(rows):
            continue
        over = {text.first for above in held[first:at] for text in above}
        for text in held[at]:
            whole = merged and own[at] is not None and row.base and text.first == text.last and text.first not in over
            bands[first if whole else at].lines.extend(text.parts)
            for below in range(first + 1, at + 1) if whole else ():
                bands[below] = bands[below]._replace(bridged=bands[below].bridged | {text.first})
        for above in range(first, at):
            bands[above].lines.extend(part for text in held[above] for part in text.parts)
        first = at + 1
    unnamed = any(row.base and name is None for row, name in zip(rows, own, strict=True))
    return Body([band for band in bands if band.lines], unnamed and not settled)


def count_merged_up(texts: Sequence[Text], base: int) -> tuple[int, int]:
    """Return how often it shows that a row without a name belongs to the name below, and how often to the one above.

    Below where that name reaches up beside it, or a row without indicator, a sum, ends what is above; above where such
    a row comes next.
    """
    rows = _rows(texts, base)
    own = _own_names(rows, names_of(texts, base))
    unnamed = [row.base and name is None for row, name in zip(rows, own, strict=True)]
    below = above = 0
    for at in range(1, len(rows)):
        name = own[at]
        reaches = unnamed[at - 1] and name is not None and name.top < rows[at - 1].bottom - 1.0
        below += reaches or (unnamed[at] and not rows[at - 1].base)
        above += unnamed[at - 1] and not rows[at].base
    return below, above


def _rows(texts: Sequence[Text], base: int) -> list[Extent]:
    """Return the rows whose texts end at one height: one a text of the column with the most, others clear of these."""
    rows = [Extent(text.top, text.bottom, base=True) for text in texts if text.first == base == text.last]
    for text in sorted(texts, key=lambda text: text.bottom):
        if all(abs(text.bottom - row.bottom) > NEAR and not row.top < text.bottom < row.bottom for row in rows):
            rows.append(Extent(text.top, text.bottom, base=False))
    return sorted(rows, key=lambda row: row.bottom)


def _own_names(rows: Sequence[Extent], names: Sequence[Text]) -> list[Text | None]:
    """Return for each row the name that ends where it does."""
    return [next((name for name in names if abs(name.bottom - row.bottom) <= NEAR), None) for row in rows]
