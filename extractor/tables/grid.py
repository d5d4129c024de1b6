"""Arithmetic of cells with spans: rows, places, leaving rows out."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from extractor.reading.document import Cell, Grid


def top_rows(grid: Grid, limit: int) -> list[list[Cell]]:
    """Return the cells that start in each of the first `limit` rows."""
    rows: list[list[Cell]] = [[] for _ in range(min(limit, grid.n_rows))]
    for cell in grid.cells:
        if cell.row >= len(rows):
            break
        rows[cell.row].append(cell)
    return rows


def row_text(cells: Iterable[Cell]) -> str:
    """Return the texts of one row's cells in one line."""
    return " ".join(" ".join(cell.text.split()) for cell in cells if cell.text).strip()


def with_place(cell: Cell, row: int, col: int, row_span: int, col_span: int) -> Cell:
    """Return `cell` at another place; faster than `dataclasses.replace` on long tables."""
    return Cell(
        row,
        col,
        cell.text,
        row_span,
        col_span,
        cell.bold,
        cell.indent,
        cell.page,
        cell.bbox,
        cell.confidence,
        cell.alternative,
    )


def row_places(n_rows: int, dropped: frozenset[int]) -> list[int]:
    """Return for each row 0..n_rows how many kept rows stand before it."""
    return [0, *accumulate(0 if row in dropped else 1 for row in range(n_rows))]
