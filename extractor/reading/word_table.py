"""From rows of cells as Word states them to a grid whose spans tile exactly."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Final, Literal

from extractor.limits import MAX_TABLE_COLUMNS
from extractor.messages import Message
from extractor.reading.document import Cell, Grid, ReadingDoubt
from extractor.reading.wordml import integer

Merge = Literal["restart", "continue"] | None

_EDGE_TOLERANCE: Final = 40
"""Twentieths of a point by which edges of one column differ between rows of hand-drawn tables (2 points)."""

_WIDTH_TOLERANCE: Final = 0.02
"""Part of the table's width by which row widths may differ where columns are derived from cell widths."""

_MAX_DOUBTS: Final = 20
"""Doubts of one table; more say the same again."""


class RawCell:
    """A cell as stated: `span` is its gridSpan, `width` its tcW as written.

    `bold` is None while nothing is visible, `indent` while no line is. `row`, `col` and `row_span` are where `lay_out`
    puts it. What is usual stands on the class: a large table has 200,000 of these.
    """

    text: str = ""
    bold: bool | None = None
    indent: float | None = None
    span: int = 1
    vertical: Merge = None
    horizontal: Merge = None
    width: str | None = None
    row: int = 0
    col: int = 0
    row_span: int = 1


@dataclass(slots=True)
class RawRow:
    """A row as stated: its cells, the grid columns left out before and after them and the widths of those."""

    cells: list[RawCell] = field(default_factory=list)
    before: int = 0
    after: int = 0
    before_width: int = 0
    after_width: int = 0
    header: bool = False

    @property
    def columns(self) -> int:
        """Return the number of grid columns the row claims."""
        return self.before + sum(cell.span for cell in self.cells) + self.after


def lay_out(rows: Sequence[RawRow], widths: Sequence[int]) -> tuple[Grid, list[ReadingDoubt]]:
    """Return the grid of a table, and what did not fit, with the row it stands in.

    Every row has a cell. `widths` are those of tblGrid in twentieths of a point. Columns follow the stated spans; where
    rows disagree about their number, the cells' widths decide if they are consistent, else short rows are padded with
    blank cells.
    """
    doubts: list[ReadingDoubt] = []
    for index, row in enumerate(rows):
        _fold_horizontal(row)
        _bound_spans(row, index, len(widths), doubts)
    edges = _edges_of(widths)
    totals = Counter(row.columns for row in rows)
    if len(totals) > 1:
        by_width = _edges_from_cells(rows, max(totals))
        if by_width:
            _spans_from_edges(rows, by_width)
            edges = by_width
        else:
            _trim_overhang(rows, totals, len(widths))
            n_cols = max(row.columns for row in rows)
            doubts += (_ragged(i, row.columns, n_cols) for i, row in enumerate(rows) if _is_ragged(row, n_cols))
    n_cols = max((row.columns for row in rows), default=0)
    placed = _place(rows, n_cols, doubts)
    cells = tuple([Cell(c.row, c.col, c.text, c.row_span, c.span, c.bold is True, c.indent or 0.0) for c in placed])
    header = next((index for index, row in enumerate(rows) if not row.header), len(rows))
    col_edges = tuple(edge / 20 for edge in edges) if len(edges) == n_cols + 1 else ()
    return Grid(len(rows), n_cols, cells, header, col_edges), doubts[:_MAX_DOUBTS]


def _fold_horizontal(row: RawRow) -> None:
    """Join the cells of old-style horizontal merges (hMerge) into one with a span."""
    if not any(cell.horizontal for cell in row.cells):
        return
    folded: list[RawCell] = []
    for cell in row.cells:
        if cell.horizontal == "continue" and folded and folded[-1].horizontal:
            head = folded[-1]
            head.span += cell.span
            head.width = str(integer(head.width) + integer(cell.width))
        else:
            folded.append(cell)
    row.cells = folded


def _bound_spans(row: RawRow, index: int, grid_columns: int, doubts: list[ReadingDoubt]) -> None:
    """Cut a span that no table can have to what is left of the table's own grid."""
    row.before, row.after = (skip if 0 <= skip <= MAX_TABLE_COLUMNS else 0 for skip in (row.before, row.after))
    for cell in row.cells:
        if not 1 <= cell.span <= MAX_TABLE_COLUMNS:
            stated, cell.span = cell.span, 1
            cell.span = max(grid_columns - row.columns + 1, 1)
            wrong = Message(
                id=f"Baris {index + 1}: sebuah sel menyatakan lebar {stated} kolom; dibaca {cell.span}.",
                en=f"Row {index + 1}: a cell claims {stated} columns; read as {cell.span}.",
            )
            doubts.append(ReadingDoubt("row-misaligned", "warning", wrong, row=index))


def _edges_of(widths: Sequence[int]) -> tuple[int, ...]:
    return tuple(accumulate(widths, initial=0)) if widths and min(widths) > 0 else ()


def _cell_widths(row: RawRow) -> Iterator[int]:
    if row.before or row.before_width:
        yield row.before_width
    for cell in row.cells:
        yield integer(cell.width)
    if row.after or row.after_width:
        yield row.after_width


def _edges_from_cells(rows: Sequence[RawRow], stated: int) -> tuple[int, ...]:
    """Return column edges where every cell states its width and the rows agree on the whole, else ()."""
    lines = [tuple(accumulate(_cell_widths(row), initial=0)) for row in rows]
    if any(right - left < _EDGE_TOLERANCE for line in lines for left, right in pairwise(line)):
        return ()
    ends = [line[-1] for line in lines]
    if max(ends) - min(ends) > max(_EDGE_TOLERANCE, _WIDTH_TOLERANCE * max(ends)):
        return ()
    groups: list[list[int]] = []
    for x in sorted({x for line in lines for x in line[:-1]}):
        if groups and x - groups[-1][-1] < _EDGE_TOLERANCE:
            groups[-1].append(x)
        else:
            groups.append([x])
    # a table whose edges hardly agree has no columns to find
    if len(groups) > min(2 * stated, MAX_TABLE_COLUMNS):
        return ()
    edges = (*(group[len(group) // 2] for group in groups), max(ends))
    narrow = any(right - left < _EDGE_TOLERANCE for left, right in pairwise(edges))
    lost = any(len({_nearest(edges, x) for x in line}) < len(line) for line in lines)
    return () if narrow or lost else edges


def _nearest(edges: Sequence[int], x: int) -> int:
    """Return the index of the edge nearest to `x`."""
    right = min(bisect_left(edges, x), len(edges) - 1)
    return right - 1 if right and x - edges[right - 1] < edges[right] - x else right


def _spans_from_edges(rows: Sequence[RawRow], edges: Sequence[int]) -> None:
    """Set the spans of every row so that its cells begin and end at `edges`."""
    for row in rows:
        places = [_nearest(edges, x) for x in accumulate(_cell_widths(row), initial=0)]
        places[-1] = len(edges) - 1
        spans = [right - left for left, right in pairwise(places)]
        row.before = spans.pop(0) if row.before or row.before_width else 0
        row.after = spans.pop() if row.after or row.after_width else 0
        for cell, span in zip(row.cells, spans, strict=True):
            cell.span = span


def _trim_overhang(rows: Sequence[RawRow], totals: Counter[int], grid_columns: int) -> None:
    """Cut the last cell of rows that reach past the table: past its grid where rows follow it, else past most rows."""
    target = grid_columns if totals.get(grid_columns) else totals.most_common(1)[0][0]
    for row in rows:
        excess = row.columns - target
        if excess > 0 and row.after:
            cut = min(excess, row.after)
            row.after -= cut
            excess -= cut
        if excess > 0 and row.cells and row.cells[-1].span > excess:
            row.cells[-1].span -= excess


def _is_ragged(row: RawRow, n_cols: int) -> bool:
    return len(row.cells) > 1 and row.columns != n_cols


def _ragged(index: int, columns: int, n_cols: int) -> ReadingDoubt:
    wrong = Message(
        id=f"Baris {index + 1} hanya punya {columns} dari {n_cols} kolom; isinya mungkin bergeser.",
        en=f"Row {index + 1} has only {columns} of {n_cols} columns; its content may be shifted.",
    )
    return ReadingDoubt("row-misaligned", "warning", wrong, row=index)


def _place(rows: Sequence[RawRow], n_cols: int, doubts: list[ReadingDoubt]) -> list[RawCell]:
    """Return the cells that stand in the grid, with their places; blank cells stand where a row has none."""
    placed: list[RawCell] = []
    above: dict[int, RawCell] = {}  # vertical merges that reach the row above, by their first column
    for index, row in enumerate(rows):
        here: dict[int, RawCell] = {}
        col = row.before
        if col:
            placed.append(_blank_cell(index, 0, col))
        for cell in _joined(row, above) if above else row.cells:
            if cell.vertical:
                head = above.get(col) if cell.vertical == "continue" else None
                if head is not None and head.span == cell.span:
                    head.row_span += 1
                    here[col] = head
                    col += cell.span
                    if cell.text:
                        doubts.append(_covered(index))
                    continue
                here[col] = cell
                if cell.vertical == "continue" and index and not cell.text:
                    doubts.append(_orphan(index))
            cell.row, cell.col = index, col
            placed.append(cell)
            col += cell.span
        if col < n_cols:
            placed.append(_blank_cell(index, col, n_cols))
        above = here
    return placed


def _blank_cell(row: int, start: int, end: int) -> RawCell:
    cell = RawCell()
    cell.row, cell.col, cell.span = row, start, end - start
    return cell


def _joined(row: RawRow, above: dict[int, RawCell]) -> list[RawCell]:
    """Return the cells of a row; continued cells that together lie under one merge are joined."""
    joined: list[RawCell] = []
    index, col = 0, row.before
    while index < len(row.cells):
        cell, end = row.cells[index], index + 1
        head = above.get(col)
        if head is not None and cell.vertical == "continue" and cell.span < head.span:
            span = cell.span
            while end < len(row.cells) and row.cells[end].vertical == "continue" and span < head.span:
                span += row.cells[end].span
                end += 1
            if span == head.span:
                cell.span = span
                cell.text = "\n".join(part.text for part in row.cells[index:end] if part.text)
            else:
                end = index + 1
        joined.append(cell)
        col += cell.span
        index = end
    return joined


def _covered(index: int) -> ReadingDoubt:
    wrong = Message(
        id=f"Baris {index + 1}: teks di bawah sel gabungan tidak tampak di Word dan tidak dibaca.",
        en=f"Row {index + 1}: text under a merged cell does not show in Word and was not read.",
    )
    return ReadingDoubt("row-misaligned", "info", wrong, row=index)


def _orphan(index: int) -> ReadingDoubt:
    wrong = Message(
        id=f"Baris {index + 1}: sel gabungan tanpa sel awal di atasnya; dibaca sebagai sel kosong.",
        en=f"Row {index + 1}: a merged cell has no first cell above it; read as a blank cell.",
    )
    return ReadingDoubt("row-misaligned", "info", wrong, row=index)
