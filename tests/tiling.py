"""Whether cells with their spans make a whole table: every reader and every joining of parts is held to it."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.reading.document import Cell, Grid
from extractor.tables.model import LogicalTable


def assert_tiles(table: Grid | LogicalTable) -> None:
    """Check that the cells tile the table exactly, in row order, and that edges are those of its columns."""
    assert tile_problems(table.n_rows, table.n_cols, table.cells) == []
    if isinstance(table, Grid) and table.col_edges:
        assert len(table.col_edges) == table.n_cols + 1


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
