"""Laying the columns of a table's parts over each other."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.reading.document import Cell
from extractor.tables.text import collapse, is_data

_EDGE_TOLERANCE = 5.0
"""Points; rulings of one table drawn on two pages differ by a line width and rounding."""

_LEAST_WITHIN = 4
"""Columns that must lie over the table's for a narrower part to be of it."""

_LEAST_SHARE = 0.4
"""Share of the table's columns that such a part must have."""

_WIDTH_TOLERANCE = 0.03
"""Share of a table's width by which its parts on two pages may differ."""


def same_columns(first: Sequence[float], other: Sequence[float]) -> bool:
    """Tell whether two lists of edges (points) are the same columns, each within the tolerance, wherever they begin."""
    return len(first) == len(other) and all(
        abs(a - b) <= _EDGE_TOLERANCE for a, b in zip(first, _aligned(first, other), strict=True)
    )


def lay_over(table: Sequence[float], part: Sequence[float]) -> list[float] | None:
    """Return the part's edges as positions on the table's scale, snapped to the table's edges; None if they do not fit.

    Both are in points. An edge that the table does not have stays as a new position: the table's grid is then the
    union of both. Parts fit where they are equally wide and one has all the edges of the other, where they have as
    many columns, each about as wide as its fellow, or where one lacks some of the outer columns of the other.
    """
    inner = within(table, part)
    if inner is not None or not same_extent(table, part):
        return inner
    moved = _aligned(table, part)
    if len(part) == len(table) and _drift_is_small(table, moved):
        return list(table)
    fewer, more = sorted((len(table) - 1, len(part) - 1))
    if fewer < max(2, 0.4 * more):
        return None
    snapped, matched = _snap(table, moved)
    unmatched = min(len(table), len(part)) - matched
    if unmatched > 0.1 * min(len(table), len(part)):
        return None
    return snapped


def within(table: Sequence[float], part: Sequence[float]) -> list[float] | None:
    """Return the part's edges snapped to the table's where the narrower has just edges of the wider, and fewer.

    Rows of a ragged table are drawn without their outer blank cells; on a page that has only such rows the columns are
    missing. They are only known by where they stand, so nothing is moved or stretched.
    """
    narrow, wide = sorted((table, part), key=len)
    if len(narrow) == len(wide) or len(narrow) - 1 < max(_LEAST_WITHIN, _LEAST_SHARE * (len(wide) - 1)):
        return None
    snapped, matched = _snap(table, part)
    return snapped if matched == len(narrow) else None


def split_columns(table: Sequence[float], part: Sequence[float]) -> list[float] | None:
    """Return the part's edges snapped to the table's where it has all of them and further ones between them."""
    if len(part) <= len(table) or not same_extent(table, part):
        return None
    snapped, matched = _snap(table, part)
    return snapped if matched == len(table) else None


def same_extent(table: Sequence[float], part: Sequence[float]) -> bool:
    """Tell whether both are equally wide."""
    width = table[-1] - table[0]
    return width > 0 and abs((part[-1] - part[0]) - width) <= max(12.0, _WIDTH_TOLERANCE * width)


def by_slots(table: Sequence[float], n_cols: int, cells: Sequence[Cell]) -> list[float] | None:
    """Return positions for the n_cols + 1 edges of a part by counting its cells, None where the count does not decide.

    Offices set the column widths of one table anew on each page, and on one page more than once; the rows then share
    few edges with the table's, but each whole row still has as many cells as the table has columns.
    """
    wanted = len(table) - 1
    edges: dict[int, int] = {0: 0, n_cols: wanted}
    for row in _row_edges(cells):
        if len(row) != wanted:
            continue
        for index, edge in enumerate(row):
            if edges.setdefault(edge, index) != index:
                return None
    if any(cell.col not in edges or cell.col + cell.col_span not in edges for cell in cells):
        return None
    if any(edges[cell.col] >= edges[cell.col + cell.col_span] for cell in cells):
        return None
    return [table[edges.get(edge, 0)] for edge in range(n_cols + 1)]


def _row_edges(cells: Sequence[Cell]) -> list[list[int]]:
    """Return for each row the left edges of the cells that cover it, in order."""
    n_rows = max((cell.row + cell.row_span for cell in cells), default=0)
    rows: list[list[int]] = [[] for _ in range(n_rows)]
    for cell in cells:
        for row in range(cell.row, cell.row + cell.row_span):
            rows[row].append(cell.col)
    return [sorted(row) for row in rows]


def _aligned(table: Sequence[float], part: Sequence[float]) -> list[float]:
    """Return the part's edges moved and stretched so that its outer edges lie on the table's."""
    span = part[-1] - part[0]
    scale = (table[-1] - table[0]) / span if span > 0 else 1.0
    return [table[0] + (edge - part[0]) * scale for edge in part]


def _drift_is_small(table: Sequence[float], moved: Sequence[float]) -> bool:
    """Tell whether each edge lies nearer to its fellow than to the middle of a column beside it."""
    for index in range(1, len(table) - 1):
        room = min(table[index] - table[index - 1], table[index + 1] - table[index])
        if abs(table[index] - moved[index]) > max(_EDGE_TOLERANCE, 0.45 * room):
            return False
    return True


def _snap(table: Sequence[float], moved: Sequence[float]) -> tuple[list[float], int]:
    """Replace each edge within the tolerance of a table edge by that edge; count the replacements."""
    snapped: list[float] = []
    matched = at = 0
    for edge in moved:
        while at < len(table) and table[at] < edge - _EDGE_TOLERANCE:
            at += 1
        if at < len(table) and abs(table[at] - edge) <= _EDGE_TOLERANCE:
            snapped.append(table[at])
            matched += 1
            at += 1
        else:
            snapped.append(edge)
    return snapped, matched


def union(edges: Sequence[float], positions: Sequence[float]) -> list[float]:
    """Return both lists of positions as one ascending list without repeats."""
    return sorted({*edges, *positions})


def kinds(rows: Sequence[Sequence[Cell]], n_cols: int) -> list[str]:
    """Return for each column what most of its cells hold: "number", "words", or "" where that is open."""
    numbers, words = [0] * n_cols, [0] * n_cols
    for row in rows:
        for cell in row:
            text = collapse(cell.text)
            if text and cell.col_span == 1:
                if is_data(text):
                    numbers[cell.col] += 1
                elif sum(map(str.isalpha, text)) >= 4:
                    words[cell.col] += 1
    return [_kind(number, word) for number, word in zip(numbers, words, strict=True)]


def _kind(numbers: int, words: int) -> str:
    if numbers + words < 2:
        return ""
    share = numbers / (numbers + words)
    return "number" if share >= 0.8 else "words" if share <= 0.2 else ""
