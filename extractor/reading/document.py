"""What a file says, before anyone asks what it means: paragraphs, grids of cells, figures, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from extractor.messages import Message

Bbox = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points from the page's top left."""

Format = Literal["docx", "doc", "odt", "rtf", "pdf", "txt"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or list item.

    `text` has its white space as written, lines separated by a newline (a line break inside the paragraph);
    it does not hold `label`. `label` is a list number or bullet that the file keeps apart from the text
    (Word's automatic numbering: "1.", "a)", "•"), else None: a number typed by hand stays in `text`.
    `outline` is the heading level of the style (1 is the highest), else None.
    `bold` is true where every visible character is bold. `indent` is in points.
    """

    text: str
    label: str | None = None
    outline: int | None = None
    bold: bool = False
    centered: bool = False
    indent: float = 0.0
    page: int | None = None
    bbox: Bbox | None = None


class Cell(NamedTuple):
    """One cell at its top left, with its spans. A named tuple, because a document has a hundred thousand of them.

    `text` has its lines separated by newlines (paragraphs, line breaks, or printed lines of a PDF), automatic
    list labels included. `bold` is true where every visible character is bold; `indent` is the
    left indent of the first line inside the cell, in points. `page` is 1-based. `confidence` (0 to 1) tells how sure
    recognised text is, None for text that the file states; `alternative` is another reading of it where two differ.
    """

    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1
    bold: bool = False
    indent: float = 0.0
    page: int | None = None
    bbox: Bbox | None = None
    confidence: float | None = None
    alternative: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """One physical table: cells whose spans tile `n_rows` x `n_cols` exactly, sorted by (row, col).

    `marked_header_rows` counts the leading rows that the file itself marks as a repeated header (Word's
    tblHeader); 0 where it does not say. `col_edges` are the x positions of the n_cols + 1 column edges in points,
    empty where unknown; they let parts of one table with different grids be laid over each other.
    """

    n_rows: int
    n_cols: int
    cells: tuple[Cell, ...]
    marked_header_rows: int = 0
    col_edges: tuple[float, ...] = ()
    page: int | None = None
    bbox: Bbox | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture in the flow; `text` is its alternative text where the file has one."""

    text: str | None = None
    page: int | None = None
    bbox: Bbox | None = None


Block = Paragraph | Grid | Figure


@dataclass(frozen=True, slots=True)
class ReadingDoubt:
    """Something the reader saw and could not settle; becomes a finding. `code` is a finding code of the contract.

    `block` is the index in `Document.blocks` it belongs to, and `row` the row of that grid, where known.
    """

    code: str
    severity: Literal["error", "warning", "info"]
    message: Message
    page: int | None = None
    bbox: Bbox | None = None
    block: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file read: its blocks in reading order. `pages` is None where the format has none."""

    format: Format
    blocks: tuple[Block, ...]
    pages: int | None = None
    ocr_pages: tuple[int, ...] = ()
    doubts: tuple[ReadingDoubt, ...] = ()
    running_text: tuple[str, ...] = field(default=())
    """Distinct texts of page headers and footers, dropped from the flow; the office is sometimes named only there."""
    doubtful_pages: tuple[int, ...] = ()
    """1-based pages whose digits may have been read wrongly and that `reread` can read another way."""
    reread: Callable[[Collection[int]], Document | None] | None = field(default=None, compare=False, repr=False)
    """Returns the document with these pages read by another engine; None where that reads nothing else."""
