"""Arithmetic of cells with spans: rows, tiling, leaving rows out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def tile_problems(n_rows: int, n_cols: int, cells: Sequence[Cell]) -> list[str]:
    """Return what keeps `cells` from tiling `n_rows` x `n_cols` exactly, in row order; empty where they do."""
    problems: list[str] = []
    covered = bytearray(n_rows * n_cols)
    place = (-1, -1)
    for cell in cells:
        at = f"cell ({cell.row}, {cell.col})"
        if (cell.row, cell.col) <= place:
            problems.append(f"{at} is out of order")
        place = (cell.row, cell.col)
        bottom, right = cell.row + cell.row_span, cell.col + cell.col_span
        if cell.row_span < 1 or cell.col_span < 1:
            problems.append(f"{at} has an empty span")
        elif cell.row < 0 or cell.col < 0 or bottom > n_rows or right > n_cols:
            problems.append(f"{at} leaves the grid")
        else:
            for row in range(cell.row, bottom):
                line = slice(row * n_cols + cell.col, row * n_cols + right)
                if any(covered[line]):
                    problems.append(f"{at} overlaps another in row {row}")
                covered[line] = b"\x01" * cell.col_span
    holes = covered.count(0)
    if holes:
        first = covered.index(0)
        problems.append(f"{holes} places are uncovered, the first at ({first // n_cols}, {first % n_cols})")
    return problems
