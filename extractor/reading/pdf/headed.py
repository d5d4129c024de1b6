"""Bodies without lines below a header that is drawn cell by cell: the header's columns are theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.reading.document import Grid
from extractor.reading.pdf.bands import PlacedRow
from extractor.reading.pdf.borderless import frame_of, grid_of, left_over, tail_of, trimmed
from extractor.reading.pdf.chunks import Row, cut, wide_gap
from extractor.reading.pdf.gutters import Columns, place
from extractor.reading.pdf.rulings import Rulings
from extractor.reading.pdf.runs import CAPTION, HEADING
from extractor.reading.pdf.words import Line

_YEAR = re.compile(r"\s*(?:19|20)\d\d\s*")
_LEAST_COLUMNS = 3
_MOST_HEADER_ROWS = 6
_GAP = 2.6
"""Font sizes between two lines of one table."""
_OUTSIDE = 3.0
_CROSSING = 2
"""Lines in a row that do not keep to the columns: a heading of a group may, running text does."""
_EDGE = 0.25


def find_bodies(
    headers: Sequence[Grid], lines: Sequence[Line], rulings: Rulings, page: int
) -> tuple[list[Grid], list[Line]]:
    """Return the bodies of those grids that are nothing but a header, and the lines that are left."""
    grids: list[Grid] = []
    used: set[int] = set()
    wide = 0.0
    for header in headers:
        if not lines or header.bbox is None or not _is_header(header):
            continue
        wide = wide or wide_gap(lines)
        limit = min((other.bbox[1] for other in headers if other.bbox and other.bbox[1] > header.bbox[3]), default=1e9)
        found = _body(header, [line for line in lines if header.bbox[3] - 1 < line.top < limit], wide, rulings, page)
        if found:
            grids.append(found[0])
            used |= found[1]
    return grids, left_over(lines, used) if used else list(lines)


def _is_header(grid: Grid) -> bool:
    """Tell whether a grid may be a header alone: few rows, words in most columns, no value but years and numbers."""
    if grid.n_cols < _LEAST_COLUMNS or grid.n_rows > _MOST_HEADER_ROWS or not grid.col_edges:
        return False
    words = {cell.col for cell in grid.cells if any(map(str.isalpha, cell.text))}
    values = any(
        sum(map(str.isdigit, cell.text)) > 2 and not any(map(str.isalpha, cell.text)) and not _YEAR.fullmatch(cell.text)
        for cell in grid.cells
    )
    return len(words) >= _LEAST_COLUMNS and not values


def _body(
    header: Grid, lines: Sequence[Line], wide: float, rulings: Rulings, page: int
) -> tuple[Grid, set[int]] | None:
    """Return the table below a header, with the identities of its words; None where none follows."""
    columns = columns_below(header, wide)
    rows = _rows(lines, columns, wide, header.bbox[3] if header.bbox else 0.0)
    if not rows:
        return None
    frame = frame_of(rows, columns.x0, columns.x1, rulings)
    placed, _ = trimmed([PlacedRow(row, tuple(place(row, columns))) for row in rows], 0, columns, frame)
    if not any(len(line.pieces) > 1 for line in placed):
        return None
    placed += tail_of(rows, placed, columns)
    return grid_of(placed, 0, columns, frame, page, (columns.x0, columns.x1))


def columns_below(header: Grid, wide: float) -> Columns:
    """Return a grid's columns for the lines below it."""
    edges = header.col_edges
    return Columns(edges[0], edges[-1], tuple((at - _EDGE, at + _EDGE) for at in edges[1:-1]), wide)


def _rows(lines: Sequence[Line], columns: Columns, wide: float, bottom: float) -> list[Row]:
    """Return the lines close below each other that keep to the columns, up to the first text that does not."""
    rows: list[Row] = []
    kept = 0
    for line in sorted(lines, key=lambda line: line.top):
        row = cut(line.words, wide)
        if line.x0 < columns.x0 - _OUTSIDE or line.x1 > columns.x1 + _OUTSIDE or line.top - bottom > _GAP * line.size:
            break
        crosses = any(piece.first < piece.last for piece in place(row, columns))
        text = row.chunks[0].text
        if CAPTION.match(text) or (crosses and HEADING.match(text)):
            break
        rows.append(row)
        if not crosses:
            kept = len(rows)
        elif len(rows) - kept > _CROSSING:
            break
        bottom = line.bottom
    return rows[:kept]
