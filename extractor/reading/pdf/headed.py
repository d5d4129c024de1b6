"""Bodies without lines below a header that is drawn cell by cell: the header's columns are theirs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.reading.document import Grid
from extractor.reading.pdf.bands import PlacedRow, pitch_of
from extractor.reading.pdf.body_start import Frame, frame_of
from extractor.reading.pdf.borderless import left_over, placed_rows, tail_of, trimmed
from extractor.reading.pdf.chunks import CAPTION, Row, cut, wide_gap
from extractor.reading.pdf.gutters import Columns, Piece, place
from extractor.reading.pdf.placed import Placed, grid_of, part_of
from extractor.reading.pdf.rulings import Rulings
from extractor.reading.pdf.runs import HEADING
from extractor.reading.pdf.setting import Part, Setting
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
_OFTEN = 2
_DIFFERENT = 3
"""Texts that end before a column's edge just where a space behind them leads to one word's start beyond it."""


class Body(NamedTuple):
    """A body below a drawn header: its lines, the header's columns, what is drawn within, and the table read of it."""

    lines: list[PlacedRow]
    columns: Columns
    frame: Frame
    table: Placed

    @property
    def part(self) -> Part:
        """Return it as a page's part of a table."""
        return part_of(self.lines, 0, self.frame)

    def set_as(self, setting: Setting, page: int) -> Body:
        """Return it read as its cells are known to be set."""
        return self._replace(table=_table(self.lines, self.columns, self.frame, page, setting))


class Bodies(NamedTuple):
    """The bodies below drawn headers, and the lines that are left."""

    bodies: list[Body]
    left: list[Line]

    @property
    def grids(self) -> list[Grid]:
        """Return their tables."""
        return [body.table.grid for body in self.bodies]

    @property
    def unsure(self) -> list[Grid]:
        """Return the tables some of whose rows may belong to the name above as well as to the one below."""
        return [body.table.grid for body in self.bodies if body.table.unsure]


def find_bodies(headers: Sequence[Grid], lines: Sequence[Line], rulings: Rulings, page: int) -> Bodies:
    """Return the bodies of those grids that are nothing but a header, and the lines that are left."""
    bodies: list[Body] = []
    wide = 0.0
    for header in headers:
        if not lines or header.bbox is None or not _is_header(header):
            continue
        wide = wide or wide_gap(lines)
        limit = min((other.bbox[1] for other in headers if other.bbox and other.bbox[1] > header.bbox[3]), default=1e9)
        below = [line for line in lines if header.bbox[3] - 1 < line.top < limit]
        own = _columns_below(header, below, wide)
        found = _body(header.bbox[3], own, below, rulings, page)
        bodies += [found] if found else []
    used = {word for body in bodies for word in body.table.used}
    return Bodies(bodies, left_over(lines, used) if used else list(lines))


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


def _columns_below(header: Grid, lines: Sequence[Line], wide: float) -> Columns:
    """Return a header's columns for the lines below it, with where texts of these begin in several lines."""
    edges = header.col_edges
    begin: list[Counter[float]] = [Counter() for _ in edges[1:]]
    behind: list[dict[float, set[str]]] = [{} for _ in edges[1:]]
    for line in lines:
        for chunk in cut(line.words, wide).chunks:
            begin[bisect_right(edges[1:-1], chunk.x0)][round(chunk.x0, 1)] += 1
            for before, after in pairwise(chunk.words):
                col = bisect_right(edges[1:-1], after.x0)
                if col and before.x1 < edges[col]:
                    behind[col].setdefault(round(after.x0, 1), set()).add(before.text)
    starts = tuple(
        (
            *(at for at, n in own.items() if n >= min(_OFTEN, own.total() // 2 + 1)),
            *(at for at, texts in close.items() if len(texts) >= _DIFFERENT),
        )
        for own, close in zip(begin, behind, strict=True)
    )
    return Columns(edges[0], edges[-1], tuple((at - _EDGE, at + _EDGE) for at in edges[1:-1]), wide, starts)


def _body(bottom: float, columns: Columns, lines: Sequence[Line], rulings: Rulings, page: int) -> Body | None:
    """Return the body below a header that ends at `bottom`; None where none follows."""
    rows = _rows(lines, columns, bottom)
    if not rows:
        return None
    frame = frame_of(rows, columns.x0, columns.x1, rulings)
    placed, _ = trimmed(placed_rows(rows, 0, (), columns), 0, frame)
    if not any(len(line.pieces) > 1 for line in placed):
        return None
    placed += tail_of(rows, placed, columns, pitch_of([placed], columns))
    return Body(placed, columns, frame, _table(placed, columns, frame, page))


def _table(lines: list[PlacedRow], columns: Columns, frame: Frame, page: int, setting: Setting | None = None) -> Placed:
    """Return the table of lines below a drawn header."""
    return grid_of(lines, 0, columns, frame, page, (columns.x0, columns.x1), setting)


def _rows(lines: Sequence[Line], columns: Columns, bottom: float) -> list[Row]:
    """Return the lines close below each other that keep to the columns, up to the first text that does not."""
    rows: list[Row] = []
    kept = 0
    for line in sorted(lines, key=lambda line: line.top):
        row = cut(line.words, columns.wide)
        if line.x0 < columns.x0 - _OUTSIDE or line.x1 > columns.x1 + _OUTSIDE or line.top - bottom > _GAP * line.size:
            break
        pieces = place(row, columns)
        crosses = any(piece.first < piece.last for piece in pieces) and not (kept and _holds_amount(pieces[1:]))
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


def _holds_amount(pieces: Sequence[Piece]) -> bool:
    """Tell whether one of a line's texts is an amount in one column: a total's label may cross, a footer may not."""
    return any(
        piece.first == piece.last
        and piece.data
        and sum(map(str.isdigit, "".join(word.text for word in piece.words))) > 3
        for piece in pieces
    )
