"""A wide sheet that was printed in strips: columns that went to pages of their own are put back beside the others."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise
from typing import Final

from extractor.reading.document import Block, Cell, Document, Grid, Paragraph
from extractor.tables.columns import same_columns
from extractor.tables.grid import with_place
from extractor.tables.text import key

_NEAR: Final = 1.0
"""Points within which two rows have one height on the page."""
_LEAST_ROWS: Final = 5
_MOST_ROWS: Final = 0.8
"""Share of a strip's rows that the other has."""
_LEAST_HEIGHTS: Final = 3
"""Different heights of rows; rows all of one height say nothing about belonging together."""
_MOST_PAGES: Final = 40
"""Pages of one strip that are looked over for the next strip."""
_STRAY: Final = 60
"""Characters of what stands beside a strip: a heading that the page cut, a page number."""


def with_strips_joined(document: Document) -> Document:
    """Return the document with the strips of wide sheets put side by side.

    Strips are tables alone on their pages whose rows have the same heights at the same place, though their columns
    differ. Programs print them down first and then over, or over first. The places of strips are left blank.
    """
    places = _lone_grids(document.blocks)
    if len(places) < 2:
        return document
    blocks = list(document.blocks)
    prose = {block.page for block in blocks if isinstance(block, Paragraph) and len(block.text) > _STRAY}
    at = 0
    while at < len(places):
        grids = [grid for _, grid in places[at : at + _MOST_PAGES]]
        down, over = _strips(grids, prose)
        if over > 1:
            for first in range(at, at + down):
                _join(blocks, places[first : at + down * over : down])
        at += down * over
    return replace(document, blocks=tuple(blocks))


def _lone_grids(blocks: Sequence[Block]) -> list[tuple[int, Grid]]:
    """Return the grids that are the only one on their page, with their places among the blocks."""
    grids = [(at, block) for at, block in enumerate(blocks) if isinstance(block, Grid)]
    pages = Counter(grid.page for _, grid in grids)
    return [(at, grid) for at, grid in grids if grid.page is not None and pages[grid.page] == 1 and grid.col_edges]


def _strips(grids: Sequence[Grid], prose: Set[int | None]) -> tuple[int, int]:
    """Return how many pages down and over the sheet is that begins with the first grid; 1 and 1 where it is none."""
    rows = [_edges(grid) for grid in grids]
    first = grids[0].page or 0

    def beside(one: int, other: int) -> bool:
        if other >= len(grids) or grids[other].page != first + other or grids[other].page in prose:
            return False
        return not same_columns(grids[one].col_edges, grids[other].col_edges) and _same_rows(rows[one], rows[other])

    down = next((step for step in range(1, len(grids)) if beside(0, step)), 0)
    over = 1
    while down and all(beside(row, row + down * over) for row in range(down)):
        over += 1
    return (down, over) if over > 1 else (1, 1)


def _edges(grid: Grid) -> list[float]:
    """Return where the rows begin on the page and where the last ends; nothing where cells have no boxes."""
    tops: dict[int, float] = {}
    for cell in grid.cells:
        if cell.bbox is not None:
            tops.setdefault(cell.row, cell.bbox[1])
    return [*tops.values(), grid.bbox[3]] if len(tops) == grid.n_rows and grid.bbox is not None else []


def _same_rows(one: Sequence[float], other: Sequence[float]) -> bool:
    """Tell whether one list of row edges is the other, but for a few that it lacks: cells merged downwards."""
    few, many = sorted((one, other), key=len)
    heights = {round(below - above) for above, below in pairwise(few)}
    if len(few) <= _LEAST_ROWS or len(few) < _MOST_ROWS * len(many) or len(heights) < _LEAST_HEIGHTS:
        return False
    ends = abs(few[0] - many[0]) < _NEAR and abs(few[-1] - many[-1]) < _NEAR
    return ends and all(abs(many[_nearest(many, edge)] - edge) < _NEAR for edge in few)


def _nearest(edges: Sequence[float], edge: float) -> int:
    at = bisect_left(edges, edge)
    return min((i for i in (at - 1, at) if 0 <= i < len(edges)), key=lambda i: abs(edges[i] - edge))


def _join(blocks: list[Block], strips: Sequence[tuple[int, Grid]]) -> None:
    """Put strips side by side at the place of the first.

    A heading that the page cut stands half in a cell on either page, and its other half beside the table on both.
    """
    rows = max((_edges(grid) for _, grid in strips), key=len)
    pages = {grid.page for _, grid in strips}
    strays = {
        key(block.text): at
        for at, block in enumerate(blocks)
        if isinstance(block, Paragraph) and block.page in pages and len(block.text) <= _STRAY
    }
    cells: list[Cell] = []
    edges: list[float] = []
    for _, grid in strips:
        offset = max(len(edges) - 1, 0)
        _add(cells, [_placed(cell, _edges(grid), rows, offset) for cell in grid.cells], offset, strays)
        edges += [edge + edges[-1] - grid.col_edges[0] for edge in grid.col_edges[1:]] if edges else grid.col_edges
    for cell in cells:
        for line in cell.text.split("\n"):
            if (at := strays.get(key(line))) is not None:
                blocks[at] = Paragraph("")
    cells.sort(key=lambda cell: (cell.row, cell.col))
    for at, _ in strips[1:]:
        blocks[at] = Paragraph("")
    first, grid = strips[0]
    blocks[first] = replace(
        grid, n_rows=len(rows) - 1, n_cols=len(edges) - 1, cells=tuple(cells), col_edges=tuple(edges)
    )


def _placed(cell: Cell, own: Sequence[float], rows: Sequence[float], offset: int) -> Cell:
    """Return a strip's cell in the rows of the whole sheet, `offset` columns to the right."""
    top, bottom = (_nearest(rows, own[row]) for row in (cell.row, cell.row + cell.row_span))
    return with_place(cell, top, cell.col + offset, bottom - top, cell.col_span)


def _add(cells: list[Cell], strip: Sequence[Cell], offset: int, strays: Mapping[str, int]) -> None:
    """Add the cells of a strip; one that is the rest of the cell beside it, as a stray text proves, goes into that."""
    beside = {(cell.row, cell.row_span): at for at, cell in enumerate(cells) if cell.col + cell.col_span == offset}
    for cell in strip:
        at = beside.get((cell.row, cell.row_span)) if cell.col == offset else None
        if at is not None and key(cell.text or cells[at].text) in strays:
            left = cells[at]
            whole = with_place(left, left.row, left.col, left.row_span, left.col_span + cell.col_span)
            cells[at] = whole._replace(text=f"{left.text}\n{cell.text}".strip())
        else:
            cells.append(cell)
