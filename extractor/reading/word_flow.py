"""The blocks of a Word file in reading order: paragraphs, grids, figures, notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from lxml.etree import _Element

from extractor import limits
from extractor.errors import LimitError
from extractor.messages import Message
from extractor.reading.document import Block, Figure, Grid, Paragraph, ReadingDoubt
from extractor.reading.numbering import format_number
from extractor.reading.package import SPLIT_IT
from extractor.reading.word_table import Merge, RawCell, RawRow, lay_out
from extractor.reading.word_tabs import lay_out_tabbed
from extractor.reading.word_text import Anchored, Line, TextReader
from extractor.reading.wordml import TBL, TC, TR, VAL, P, W, flat, integer, on

_BLOCKS: Final = frozenset((P, TBL))
_IMPORT: Final = f"{W}altChunk"
_BODY_BLOCKS: Final = _BLOCKS | {_IMPORT}
_ROWS: Final = frozenset((TR,))
_CELLS: Final = frozenset((TC,))
_CELL_PROPERTIES: Final = f"{W}tcPr"
_ROW_PROPERTIES: Final = f"{W}trPr"
_GRID: Final = f"{W}tblGrid"
_GRID_COLUMN: Final = f"{W}gridCol"
_WIDTH: Final = f"{W}w"
_SPAN: Final = f"{W}gridSpan"
_VERTICAL: Final = f"{W}vMerge"
_HORIZONTAL: Final = f"{W}hMerge"
_DELETED_CELL: Final = f"{W}cellDel"
_CELL_WIDTH: Final = f"{W}tcW"
_HIDDEN_ROW: Final = frozenset((f"{W}del", f"{W}moveFrom", f"{W}hidden"))

_LAYOUT_PARAGRAPHS: Final = 30
"""A table of one cell with more paragraphs than this is a frame round the text, not a table."""

_SHEET_DOUBT: Final = ReadingDoubt(
    "table-unrecognised",
    "warning",
    Message(
        id="Lembar Excel yang disematkan hanya tampak sebagai gambar; tempelkan isinya sebagai tabel Word.",
        en="An embedded Excel sheet is only a picture here; paste its content as a Word table.",
    ),
)
_IMPORT_DOUBT: Final = ReadingDoubt(
    "table-unrecognised",
    "error",
    Message(
        id="Sebagian isi tersimpan sebagai berkas sisipan (altChunk) dan tidak dibaca; simpan ulang dokumen dari Word.",
        en="Part of the content is stored as an imported file (altChunk) and was not read; save it again from Word.",
    ),
)

NoteFinder = Callable[[str, str], _Element | None]
"""Finds a note's element by its kind ("footnote", "endnote") and id."""


@dataclass(slots=True)
class RawTable:
    """A table under way: its rows so far, the widths of its grid, what follows it (inner tables, figures, notes)."""

    rows: list[RawRow] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)


class FlowReader:
    """Collects the blocks of one story. Raises LimitError for tables over the bounds; `file_name` is for that."""

    def __init__(self, file_name: str, text: TextReader, note: NoteFinder) -> None:
        self.blocks: list[Block] = []
        self._file_name = file_name
        self._text = text
        self._note = note
        self._note_numbers = {"footnote": 0, "endnote": 0}
        self._in_note = False
        self._doubts: list[tuple[Block | None, ReadingDoubt]] = []
        self._depth = 0
        self._area = 0

    def doubts(self) -> tuple[ReadingDoubt, ...]:
        """Return the doubts, each with the index of the block it belongs to."""
        index = {id(block): i for i, block in enumerate(self.blocks)}
        return tuple(replace(doubt, block=index.get(id(block))) for block, doubt in self._doubts)

    def block(self, element: _Element) -> None:
        """Read a child of the body: a paragraph, a table, or a wrapper of such."""
        for part in flat((element,), _BODY_BLOCKS):
            if part.tag == P:
                self._emit_line(self._text.paragraph(part))
            elif part.tag == TBL:
                self.table(part, RawTable())
            else:
                self._doubts.append((None, _IMPORT_DOUBT))

    def lay_out_tabbed(self) -> None:
        """Turn paragraphs that are rows of a table, with tabs between their cells, into grids."""
        self.blocks, doubts = lay_out_tabbed(self.blocks)
        self._doubts += doubts

    def finish_text(self) -> None:
        """Emit text that waits for a next paragraph to join, where none follows."""
        self._emit_line(self._text.rest())

    def table(self, element: _Element, table: RawTable) -> None:
        """Read what is left of a table element and emit the table, or the blocks inside one that is only a frame."""
        self.finish_text()
        frame = _frame(element) if not table.rows else None
        if frame is not None:
            self._enter_table()
            for child in frame:
                self.block(child)
            self.finish_text()
            self._depth -= 1
            return
        self.add_rows(table, element)
        grid = self._lay_out(table)
        if grid is not None:
            self._emit(grid)
        for block in table.after:
            self._emit(block)

    def add_rows(self, table: RawTable, children: Iterable[_Element]) -> None:
        """Read children of a table element into `table`."""
        self._enter_table()
        for child in children:
            if child.tag == TR:
                self._add_row(table, child)
            elif child.tag == _GRID:
                table.widths = [integer(column.get(_WIDTH)) for column in child if column.tag == _GRID_COLUMN]
            else:
                for row in flat((child,), _ROWS):
                    self._add_row(table, row)
        self._depth -= 1

    def _enter_table(self) -> None:
        self._depth += 1
        if self._depth > limits.MAX_NESTED_TABLES:
            depth = limits.MAX_NESTED_TABLES
            self._over(f"tabel bersarang lebih dari {depth} tingkat", f"tables nested deeper than {depth} levels")

    def _lay_out(self, table: RawTable) -> Grid | None:
        if not table.rows:
            return None
        widest = max(len(row.cells) for row in table.rows)
        if widest <= limits.MAX_TABLE_COLUMNS:
            grid, doubts = lay_out(table.rows, table.widths)
            widest = grid.n_cols
        if widest > limits.MAX_TABLE_COLUMNS:
            columns = limits.MAX_TABLE_COLUMNS
            self._over(f"tabel dengan lebih dari {columns} kolom", f"a table of more than {columns} columns")
        self._area += grid.n_rows * grid.n_cols
        if self._area > limits.MAX_TABLE_AREA:
            self._over("terlalu banyak sel tabel", "too many table cells")
        self._doubts += ((grid, doubt) for doubt in doubts)
        return grid

    def _add_row(self, table: RawTable, element: _Element) -> None:
        row = RawRow()
        for child in element:
            if child.tag == TC:
                self._add_cell(row, child, table.after)
            elif child.tag == _ROW_PROPERTIES:
                if _read_row_properties(child, row):
                    return
            else:
                for cell in flat((child,), _CELLS):
                    self._add_cell(row, cell, table.after)
        if row.cells:
            table.rows.append(row)

    def _add_cell(self, row: RawRow, element: _Element, after: list[Block]) -> None:
        cell = RawCell()
        if len(element) and element[0].tag == _CELL_PROPERTIES and _read_cell_properties(element[0], cell):
            return
        self._read_into(cell, element, after)
        row.cells.append(cell)

    def _read_into(self, cell: RawCell, container: _Element, after: list[Block]) -> None:
        """Read the text of a cell (or of a note); what is no text goes to `after`."""
        lines: list[str] = []
        self._read_lines(cell, lines, container, after)
        while lines and (not lines[-1] or lines[-1].isspace()):
            lines.pop()
        cell.text = "\n".join(lines)

    def _read_lines(self, cell: RawCell, lines: list[str], container: _Element, after: list[Block]) -> None:
        for child in container:
            tag = child.tag
            if tag == P:
                self._add_line(cell, lines, self._text.paragraph(child), after)
            elif tag != _CELL_PROPERTIES:
                for part in flat((child,), _BLOCKS):
                    if part.tag == P:
                        self._add_line(cell, lines, self._text.paragraph(part), after)
                    else:
                        self._add_line(cell, lines, self._text.rest(), after)
                        lines += self._inner_table(part, after)
        if self._text.carries:
            self._add_line(cell, lines, self._text.rest(), after)

    def _add_line(self, cell: RawCell, lines: list[str], line: Line | None, after: list[Block]) -> None:
        if line is None:
            return
        text = line.text if line.label is None else f"{line.label} {line.text}".rstrip(" ")
        lines.append(text)
        if line.bold is not None:
            cell.bold = line.bold and cell.bold is not False
        if cell.indent is None and text and not text.isspace():
            cell.indent = line.indent
        for anchored in line.anchored:
            if anchored.element is not None:
                self._read_lines(cell, lines, anchored.element, after)
            else:
                after += self._hanging(anchored)

    def _inner_table(self, element: _Element, after: list[Block]) -> list[str]:
        """Read a table in a cell: it follows the outer one as a grid, and its rows are lines of the cell's text."""
        table = RawTable()
        self.add_rows(table, element)
        grid = self._lay_out(table)
        if grid is None:
            return []
        if len(grid.cells) > 1:
            after.append(grid)
        after += table.after
        if len(grid.cells) == 1:
            return grid.cells[0].text.split("\n")
        rows: list[list[str]] = [[] for _ in range(grid.n_rows)]
        for cell in grid.cells:
            if not _blank(cell.text):
                rows[cell.row].append(cell.text.replace("\n", " "))
        return ["\t".join(row) for row in rows if row]

    def _emit_line(self, line: Line | None) -> None:
        """Emit a paragraph where it shows something, then what hangs on it."""
        if line is None:
            return
        if line.label is not None or not _blank(line.text):
            self._emit(Paragraph(line.text, line.label, line.outline, bool(line.bold), line.centered, line.indent))
        for anchored in line.anchored:
            if anchored.element is not None:
                for child in anchored.element:
                    self.block(child)
                self.finish_text()
            else:
                for block in self._hanging(anchored):
                    self._emit(block)

    def _hanging(self, anchored: Anchored) -> Sequence[Block]:
        """Return the blocks of a figure or a note."""
        if anchored.kind in ("figure", "sheet"):
            figure = Figure(anchored.text)
            if anchored.kind == "sheet":
                self._doubts.append((figure, _SHEET_DOUBT))
            return [figure]
        element = self._note(anchored.kind, anchored.text or "")
        if element is None or self._in_note:
            return []
        self._in_note = True
        note, after = RawCell(), list[Block]()
        self._read_into(note, element, after)
        self._in_note = False
        self._note_numbers[anchored.kind] += 1
        form = "decimal" if anchored.kind == "footnote" else "lowerRoman"
        label = format_number(self._note_numbers[anchored.kind], form)
        return [Paragraph(note.text.strip(), label, bold=bool(note.bold)), *after]

    def _emit(self, block: Block) -> None:
        if len(self.blocks) >= limits.MAX_FLOW_BLOCKS:
            self._over("terlalu banyak paragraf", "too many paragraphs")
        self.blocks.append(block)

    def _over(self, wrong_id: str, wrong_en: str) -> None:
        wrong = Message(id=f"Batas terlampaui: {wrong_id}.", en=f"A limit was passed: {wrong_en}.")
        raise LimitError(self._file_name, wrong, SPLIT_IT)


def _read_row_properties(properties: _Element, row: RawRow) -> bool:
    """Read the properties of a row; return True where the final view does not show it."""
    hidden = False
    for child in properties:
        tag = child.tag
        if tag in _HIDDEN_ROW:
            hidden = hidden or on(child)
        elif tag == f"{W}gridBefore":
            row.before = integer(child.get(VAL))
        elif tag == f"{W}gridAfter":
            row.after = integer(child.get(VAL))
        elif tag == f"{W}wBefore":
            row.before_width = integer(child.get(_WIDTH))
        elif tag == f"{W}wAfter":
            row.after_width = integer(child.get(_WIDTH))
        elif tag == f"{W}tblHeader":
            row.header = on(child)
    return hidden


def _read_cell_properties(properties: _Element, cell: RawCell) -> bool:
    """Read the properties of a cell; return True where it is deleted in the final view."""
    deleted = False
    for child in properties:
        tag = child.tag
        if tag == _CELL_WIDTH:
            cell.width = child.get(_WIDTH)
        elif tag == _SPAN:
            cell.span = integer(child.get(VAL), 1)
        elif tag == _VERTICAL:
            cell.vertical = _merge(child)
        elif tag == _HORIZONTAL:
            cell.horizontal = _merge(child)
        elif tag == _DELETED_CELL:
            deleted = True
    return deleted


def _merge(element: _Element) -> Merge:
    return "restart" if element.get(VAL) == "restart" else "continue"


def _frame(table: _Element) -> _Element | None:
    """Return the only cell of a table that is a frame: there is a table in it, or many paragraphs."""
    only: _Element | None = None
    for row in flat(table, _ROWS):
        for cell in flat(row, _CELLS):
            if only is not None:
                return None
            only = cell
    if only is None:
        return None
    kinds = [part.tag for part in flat(only, _BLOCKS)]
    return only if TBL in kinds or len(kinds) > _LAYOUT_PARAGRAPHS else None


def _blank(text: str) -> bool:
    return not text or text.isspace()
