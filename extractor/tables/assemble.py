"""One logical table from its parts: rows laid below each other, cut rows and cut cells closed over the page breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.messages import Message
from extractor.reading.document import Cell, ReadingDoubt
from extractor.tables.grid import row_places, with_place
from extractor.tables.header import Header, header_paths
from extractor.tables.inner_header import inner_headers
from extractor.tables.mend import mend_text
from extractor.tables.model import LogicalTable
from extractor.tables.rejoin import Seam, goes_on_merged, is_cut_row, join_texts, key_columns
from extractor.tables.stitch import Group, Part
from extractor.tables.text import collapse


@dataclass(frozen=True, slots=True)
class Assembled:
    """A logical table; `row_maps[block][row]` is where a row of that grid went (a dropped row: its nearest)."""

    table: LogicalTable
    row_maps: dict[int, list[int]]
    doubts: tuple[ReadingDoubt, ...]


@dataclass(slots=True)
class _Pile:
    """A table while its parts are laid below each other.

    `bottom` are the cells that touch the last row, by column, as places in `cells`; `last` is where the cells of the
    last part begin; `keys` is how many leading columns name a row, `words` are known whole words.
    """

    keys: int
    words: frozenset[str]
    cells: list[Cell] = field(default_factory=list)
    bottom: dict[int, int] = field(default_factory=dict)
    last: int = 0
    n_rows: int = 0

    def add(self, cells: Sequence[Cell], rows: int, closed: dict[int, int], *, cut: bool) -> int:
        """Lay `rows` rows of cells below the pile and return the row they begin at.

        `closed` tells, by column, which cell of the pile goes on in the first of them; `cut` makes that row one with
        the last.
        """
        top = self.n_rows - cut
        self.last = len(self.cells)
        bottom = {} if rows else self.bottom
        for cell in cells:
            at = closed.get(cell.col) if cell.row == 0 else None
            if at is None:
                at = len(self.cells)
                self.cells.append(cell if top == 0 else _moved(cell, top))
            else:
                self.cells[at] = _closed_up(self.cells[at], cell, top, self)
            if cell.row + cell.row_span == rows:
                bottom[cell.col] = at
        self.bottom = bottom
        self.n_rows = top + rows
        return top

    def seam(self, cells: Sequence[Cell]) -> Seam:
        """Return both sides of the page break above `cells`."""
        above = {col: self.cells[at] for col, at in self.bottom.items()}
        return Seam(above, _first_row(cells), self.keys, cells, self.cells[self.last :])


def assemble(group: Group, table_id: str, words: frozenset[str] = frozenset()) -> Assembled:
    """Return the logical table of `group`; `words` (case folded) tell which words a page break cut."""
    place = {edge: col for col, edge in enumerate(group.edges)}
    n_cols = len(group.edges) - 1
    pile = _Pile(0 if len(group.parts) == 1 else _key_columns(group, place), words)
    row_maps: dict[int, list[int]] = {}
    before: Part | None = None
    for part in group.parts:
        part.dropped |= inner_headers(part.grid, group.head.rows[: group.header.rows])
        above = {col: pile.cells[at].col_span for col, at in pile.bottom.items()}
        cells, rows = _placed(part, place, n_cols, above)
        cut, rest = False, list[Cell]()
        if before is not None and rows and _is_page_break(before, part):
            cut, rest = _over_the_break(pile.seam(cells), part, in_body=pile.n_rows > group.header.rows)
        top = pile.add(cells, rows, {cell.col: pile.bottom[cell.col] for cell in rest}, cut=cut)
        if before is None:  # the header's texts and numbers are none of the body's
            pile.last = sum(cell.row < group.header.rows for cell in pile.cells)
        kept = row_places(part.grid.n_rows, frozenset(part.dropped))
        row_maps[part.block] = [max(0, min(top + row, pile.n_rows - 1)) for row in kept]
        before = part
    table = LogicalTable(
        id=table_id,
        n_rows=pile.n_rows,
        n_cols=n_cols,
        header_rows=group.header.rows,
        cells=tuple(pile.cells),
        paths=header_paths(pile.cells, n_cols, group.header),
        number=group.caption.number if group.caption else None,
        title=group.caption.title if group.caption else None,
        pages=_pages(group.parts, pile.cells),
    )
    return Assembled(table, row_maps, tuple(_changed(part, group.header) for part in group.changed_headers))


def _over_the_break(seam: Seam, part: Part, *, in_body: bool) -> tuple[bool, list[Cell]]:
    """Tell whether the part's first row is the rest of the row above, and which of its cells go on from above."""
    if part.opens_with_rest and not seam.fits:
        return False, [cell for cell in seam.below if seam.fellow(cell) is not None]
    if part.opens_with_rest or (in_body and is_cut_row(seam)):
        return True, list(seam.below)
    return False, goes_on_merged(seam) if in_body else []


def _moved(cell: Cell, top: int) -> Cell:
    return with_place(cell, cell.row + top, cell.col, cell.row_span, cell.col_span)


def _key_columns(group: Group, place: dict[float, int]) -> int:
    for part in group.parts:
        body = part.rows[max(part.header.rows, len(part.dropped)) :]
        if len(body) >= 2 or part is group.parts[-1]:
            return place[part.positions[key_columns(body, part.grid.n_cols)]]
    return 1


def _placed(part: Part, place: dict[float, int], n_cols: int, above: dict[int, int]) -> tuple[Sequence[Cell], int]:
    """Return the part's cells on the table's columns without its dropped rows, and how many rows are left.

    Columns that the part does not have are filled with blank cells: outer ones, and those that a blank cell covers
    which is not as wide as the cell over it. `above` tells how wide the cells over its first row are.
    """
    grid = part.grid
    cols = [place[position] for position in part.positions]
    if not part.dropped and cols == list(range(n_cols + 1)):
        return grid.cells, grid.n_rows
    before = row_places(grid.n_rows, frozenset(part.dropped))
    cells = []
    for cell in grid.cells:
        row, end = before[cell.row], before[cell.row + cell.row_span]
        if end > row:
            left, right = cols[cell.col], cols[cell.col + cell.col_span]
            whole = row == 0 and above.get(left) == right - left
            if cell.col_span == 1 and not cell.text.strip() and not whole:
                cells += [with_place(cell, row, col, end - row, 1) for col in range(left, right)]
            else:
                cells.append(with_place(cell, row, left, end - row, right - left))
    missing = [*range(cols[0]), *range(cols[-1], n_cols)]
    cells += [Cell(row, col, "", page=grid.page) for row in range(before[-1]) for col in missing]
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


def _closed_up(above: Cell, below: Cell, top: int, pile: _Pile) -> Cell:
    """Return a cell that reaches from `above` down over `below`, whose rows start at `top`."""
    return Cell(
        above.row,
        above.col,
        mend_text(join_texts(above.text, below.text, named=above.col < pile.keys), pile.words),
        top + below.row_span - above.row,
        above.col_span,
        above.bold and (below.bold or not below.text.strip()),
        above.indent,
        above.page,
        above.bbox,
        min((one.confidence for one in (above, below) if one.confidence is not None), default=None),
        _joined_alternative(above, below),
    )


def _joined_alternative(above: Cell, below: Cell) -> str | None:
    """Return the other reading of two parts of one cell, None where neither has one."""
    if above.alternative is None and below.alternative is None:
        return None
    first, second = (one.text if one.alternative is None else one.alternative for one in (above, below))
    return join_texts(first, second)


def _pages(parts: Sequence[Part], cells: Sequence[Cell]) -> tuple[int, ...]:
    pages = {cell.page for cell in cells} | {part.grid.page for part in parts}
    return tuple(sorted(page for page in pages if page is not None))


def _changed(part: Part, header: Header) -> ReadingDoubt:
    """Return the doubt that a repeated header differs from the first."""
    shown = collapse(" ".join(cell.text for cells in part.rows[: len(part.dropped)] for cell in cells))[:80]
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
