"""One logical table from its parts: rows laid below each other, cut rows and cut cells closed over the page breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.messages import Message
from extractor.reading.document import Cell, ReadingDoubt
from extractor.tables.grid import row_places, with_place
from extractor.tables.header import Header, header_paths
from extractor.tables.model import LogicalTable
from extractor.tables.rejoin import Seam, goes_on_merged, is_cut_row, join_texts, key_columns
from extractor.tables.stitch import Group, Part
from extractor.tables.text import squash


@dataclass(frozen=True, slots=True)
class Assembled:
    """A logical table; `row_maps[block][row]` is where a row of that grid went (a dropped row: its nearest)."""

    table: LogicalTable
    row_maps: dict[int, list[int]]
    doubts: tuple[ReadingDoubt, ...]


def assemble(group: Group, table_id: str) -> Assembled:
    """Return the logical table of `group`."""
    place = {edge: col for col, edge in enumerate(group.edges)}
    n_cols = len(group.edges) - 1
    keys = 0 if len(group.parts) == 1 else _key_columns(group, place, n_cols)
    out: list[Cell] = []
    bottom: dict[int, int] = {}
    rejoined: set[int] = set()
    row_maps: dict[int, list[int]] = {}
    n_rows = 0
    for index, part in enumerate(group.parts):
        cells, rows = _placed(part, place)
        top = n_rows
        closed: dict[int, int] = {}
        if index and rows and _is_page_break(group.parts[index - 1], part):
            seam = Seam({col: out[at] for col, at in bottom.items()}, _first_row(cells), keys)
            if n_rows > group.header.rows and is_cut_row(seam):
                top -= 1
                rejoined.add(top)
                closed = {cell.col: bottom[cell.col] for cell in seam.below}
            elif n_rows > group.header.rows:
                closed = {cell.col: bottom[cell.col] for cell in goes_on_merged(seam)}
        bottom = _append(out, cells, top, rows, closed, bottom if not rows else {})
        n_rows = max(n_rows, top + rows)
        row_maps[part.block] = [
            max(0, min(top + at, n_rows - 1)) for at in row_places(part.grid.n_rows, frozenset(part.dropped))
        ]
    header = group.header
    title = group.caption.title if group.caption else None
    number = group.caption.number if group.caption else None
    table = LogicalTable(
        id=table_id,
        n_rows=n_rows,
        n_cols=n_cols,
        header_rows=header.rows,
        cells=tuple(out),
        paths=header_paths(out, n_cols, header),
        number=number,
        title=title,
        pages=_pages(group.parts, out),
        rejoined_rows=frozenset(rejoined),
    )
    return Assembled(table, row_maps, tuple(_changed(part, header) for part in group.changed_headers))


def _key_columns(group: Group, place: dict[float, int], n_cols: int) -> int:
    for part in group.parts:
        body = part.rows[part.header.rows if part is group.parts[0] else len(part.dropped) :]
        if len(body) >= 2 or part is group.parts[-1]:
            return place[part.positions[key_columns(body, part.grid.n_cols)]]
    return 1


def _placed(part: Part, place: dict[float, int]) -> tuple[Sequence[Cell], int]:
    """Return the part's cells on the table's columns without its dropped rows, and how many rows are left."""
    grid = part.grid
    cols = [place[position] for position in part.positions]
    if not part.dropped and cols == list(range(len(cols))):
        return grid.cells, grid.n_rows
    before = row_places(grid.n_rows, frozenset(part.dropped))
    cells = []
    for cell in grid.cells:
        row, end = before[cell.row], before[cell.row + cell.row_span]
        if end > row:
            left, right = cols[cell.col], cols[cell.col + cell.col_span]
            cells.append(with_place(cell, row, left, end - row, right - left))
    cells.sort(key=lambda cell: (cell.row, cell.col))  # a cell whose first rows were dropped now begins later
    return cells, before[-1]


def _first_row(cells: Sequence[Cell]) -> list[Cell]:
    first = []
    for cell in cells:
        if cell.row > 0:
            break
        first.append(cell)
    return first


def _is_page_break(above: Part, below: Part) -> bool:
    """Tell whether two parts stand on different pages; a file without pages cuts no rows."""
    return above.pages is not None and below.pages is not None and below.pages[0] > above.pages[1]


def _append(
    out: list[Cell], cells: Sequence[Cell], top: int, rows: int, closed: dict[int, int], bottom: dict[int, int]
) -> dict[int, int]:
    """Add a part's cells from row `top` on; return the cells that touch its bottom, by column, as places in `out`.

    `closed` tells, by column, which cell of `out` goes on in the part's first row.
    """
    bottom = dict(bottom)
    for cell in cells:
        at = closed.get(cell.col) if cell.row == 0 else None
        if at is None:
            at = len(out)
            out.append(cell if top == 0 else with_place(cell, cell.row + top, cell.col, cell.row_span, cell.col_span))
        else:
            out[at] = _closed_up(out[at], cell, top)
        if cell.row + cell.row_span == rows:
            bottom[cell.col] = at
    return bottom


def _closed_up(above: Cell, below: Cell, top: int) -> Cell:
    """Return a cell that reaches from `above` down over `below`, whose rows start at `top`."""
    return Cell(
        above.row,
        above.col,
        join_texts(above.text, below.text),
        top + below.row_span - above.row,
        above.col_span,
        above.bold and (below.bold or not below.text.strip()),
        above.indent,
        above.page,
        above.bbox,
    )


def _pages(parts: Sequence[Part], cells: Sequence[Cell]) -> tuple[int, ...]:
    pages = {cell.page for cell in cells} | {part.grid.page for part in parts}
    return tuple(sorted(page for page in pages if page is not None))


def _changed(part: Part, header: Header) -> ReadingDoubt:
    """Return the doubt that a repeated header differs from the first."""
    shown = squash(" ".join(cell.text for cells in part.rows[: len(part.dropped)] for cell in cells))[:80]
    where = f" di halaman {part.grid.page}" if part.grid.page is not None else ""
    on_page = f" on page {part.grid.page}" if part.grid.page is not None else ""
    return ReadingDoubt(
        code="header-unrecognised",
        severity="info",
        message=Message(
            id=f"Judul kolom yang diulang{where} berbeda dari judul kolom pertama (“{shown}”); yang pertama dipakai.",
            en=f"The repeated column headings{on_page} differ from the first ones (“{shown}”); the first are used.",
        ),
        page=part.grid.page,
        bbox=part.grid.bbox,
        block=part.block,
        row=max(0, header.rows - 1),
    )
