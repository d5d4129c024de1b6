"""A logical table: one table, however many pages it was printed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.reading.document import Cell, Figure, Paragraph, ReadingDoubt


@dataclass(frozen=True)
class LogicalTable:
    """Cells tile `n_rows` x `n_cols`, sorted by (row, col); rows before `header_rows` are the header.

    `header_rows` counts the column-number row ("1 2 3"). `paths[col]` are the header texts over that column from
    the outermost group to the leaf, white space collapsed, equal neighbours once, column numbers left out.
    `number` is the caption's number as written without the word ("3.3"), `title` the caption's other lines joined.
    """

    id: str
    n_rows: int
    n_cols: int
    header_rows: int
    cells: tuple[Cell, ...]
    paths: tuple[tuple[str, ...], ...]
    number: str | None = None
    title: str | None = None
    pages: tuple[int, ...] = ()

    @cached_property
    def view(self) -> list[list[Cell]]:
        """Return the grid as rows of cells; a merged cell stands at each place it covers."""
        blank = Cell(0, 0, "")
        rows = [[blank] * self.n_cols for _ in range(self.n_rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                rows[row][cell.col : cell.col + cell.col_span] = [cell] * cell.col_span
        return rows


FlowBlock = Paragraph | LogicalTable | Figure


@dataclass(frozen=True, slots=True)
class Flow:
    """The document with its physical grids replaced by logical tables, in reading order.

    Captions that were given to a table are no longer paragraphs of the flow, nor is a stray paragraph inside a
    table (a blank one, a page label). A stitched table stands where its first part stood.
    `doubts` tell what stitching could not settle, as (table id, doubt); doubt.row is then a row of that logical table.
    """

    blocks: tuple[FlowBlock, ...]
    doubts: Sequence[tuple[str, ReadingDoubt]] = ()

    @property
    def tables(self) -> tuple[LogicalTable, ...]:
        """Return the logical tables in document order."""
        return tuple(block for block in self.blocks if isinstance(block, LogicalTable))
