"""Header rows that are typed again within one grid, as writers do at the top of each printed page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from extractor.reading.document import Cell, Grid
from extractor.tables.text import key

_LEAST_WORDS: Final = 3
"""Filled cells that a row must share with the header to be one of it."""


def inner_headers(grid: Grid, header: Sequence[Sequence[Cell]]) -> set[int]:
    """Return the rows of `grid` that say again what the first rows of `header` say, cell for cell, one after another.

    The first rows of the grid itself are none of them where they are the header.
    """
    wanted = [texts for cells in header if (texts := _texts(cells))]
    if not wanted or len(wanted[0]) < _LEAST_WORDS:
        return set()
    rows = {row: (list(cells)) for row, cells in groupby(grid.cells, lambda cell: cell.row)}
    found: set[int] = set()
    for row in sorted(rows):
        if row in found or row < len(header) or _texts(rows[row]) != wanted[0]:
            continue
        found.add(row)
        for place, texts in enumerate(wanted[1:], row + 1):
            if _texts(rows.get(place, [])) != texts:
                break
            found.add(place)
    return found


def _texts(cells: Sequence[Cell]) -> tuple[tuple[int, str], ...]:
    return tuple((cell.col, key(cell.text)) for cell in cells if cell.text.strip())
