"""A text export of a Word file read back: paragraphs, and tables whose cells start with a tab.

The dialect: a body paragraph is a line; a table cell starts with one tab and may go on over further lines, one a
paragraph; a blank line closes a row, and exporters that close the table too write a second one. A blank line is
also what an empty paragraph in a cell looks like, so rows are told by counting cells. Other exports write a row as a
line, with tabs between its cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from extractor.errors import LimitError
from extractor.limits import MAX_TABLE_AREA, MAX_TEXT_BYTES, MAX_TEXT_LINES
from extractor.messages import Message
from extractor.reading.detect import decode_text
from extractor.reading.document import Block, Document, Grid, Paragraph, ReadingDoubt
from extractor.reading.flat_cells import FlatCell, Segment, is_number_row
from extractor.reading.flat_rows import RowDoubt, read_grids
from extractor.reading.flat_tabs import tabbed_rows

_BOOKMARK = re.compile(r"\[bookmark: ?([^\]\n]{0,80})\]")
_BREAKS = re.compile(r"\s*(?:BAB\b[. ]*[IVXL\d]+\b|(?:tabel|gambar|lampiran)\b[. ]*(?:[\dIVX]+\b|$))", re.IGNORECASE)
"""A chapter heading or a caption: never the second line of a cell."""
_BROKEN_HEADING = re.compile(r" +\d{1,2}(?:\.\d{1,2})+\.?\s")
"""A section heading behind the blank that a page break leaves."""
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff]")
_LONG = 120
"""Characters in a line from which it is running text, not the later line of a cell."""


class _Kind(Enum):
    BLANK = auto()
    CELL = auto()
    LOST = auto()  # blanks, then a tab: a page break in place of a row's first cell
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class _Line:
    kind: _Kind
    text: str
    breaks: bool = False  # ends a table wherever it stands


@dataclass(frozen=True, slots=True)
class _Lines:
    lines: Sequence[_Line]
    single_close: bool  # tables end with one blank line, not two


def read_flat_text(data: bytes, name: str) -> Document:
    """Return the paragraphs and tables of a text export.

    `name` is the file's name for messages. Raises LimitError over MAX_TEXT_BYTES, MAX_TEXT_LINES and
    MAX_TABLE_AREA.
    """
    if len(data) > MAX_TEXT_BYTES:
        raise _too_large(name, MAX_TEXT_BYTES // 2**20, Message("MiB", "MiB"))
    raw_lines = _decoded(data).split("\n")
    if len(raw_lines) > MAX_TEXT_LINES:
        raise _too_large(name, MAX_TEXT_LINES, Message("baris", "lines"))
    lines = [_line(raw) for raw in raw_lines]
    source = _Lines(lines, _closes_with_one_blank(lines))
    blocks: list[Block] = []
    doubts: list[ReadingDoubt] = []
    at = area = 0
    while at < len(lines):
        line = lines[at]
        segments, after = tabbed_rows(raw_lines, at)
        if not segments and line.kind is _Kind.CELL:
            cells, after = _region(source, at)
            segments = _segments(cells)
        if segments:
            at = after
            for item, item_doubts in read_grids(segments):
                doubts.extend(_reading_doubt(doubt, len(blocks)) for doubt in item_doubts)
                blocks.append(item)
                if isinstance(item, Grid):
                    area += item.n_rows * item.n_cols
            if area > MAX_TABLE_AREA:
                raise _too_large(name, MAX_TABLE_AREA, Message("sel tabel", "table cells"))
        else:
            if line.text.strip():
                blocks.append(Paragraph(line.text.strip()))
            at += 1
    return Document("txt", tuple(blocks), doubts=tuple(doubts))


def _too_large(name: str, bound: int, unit: Message) -> LimitError:
    told = f"{bound:,}"
    return LimitError(
        name,
        Message(
            f"Berkas teks ini lebih dari {told.replace(',', '.')} {unit.id}.",
            f"This text file is larger than {told} {unit.en}.",
        ),
        Message("Pisahkan menjadi satu berkas untuk setiap dokumen.", "Split it into one file per document."),
    )


def _decoded(data: bytes) -> str:
    """Return the text with plain newlines; a form feed becomes the blank that other exports leave for it."""
    text = decode_text(data)
    if text is None:
        text = data.decode("cp1252", errors="replace")
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text).replace("\x0c", " "))


def _line(raw: str) -> _Line:
    marks = _BOOKMARK.findall(raw) if "[bookmark:" in raw else []
    text = _BOOKMARK.sub("", raw) if marks else raw
    if not text.strip(" "):
        return _Line(_Kind.BLANK, "")
    body = text.lstrip("\t \xa0")
    lead = text[: len(text) - len(body)]
    if text.startswith("\t") and not text.startswith("\t\t"):
        return _Line(_Kind.CELL, text[1:])
    if lead.endswith("\t") and lead.count("\t") == 1:
        return _Line(_Kind.LOST, body)
    heading = any(mark.lower().startswith("_toc") for mark in marks)
    return _Line(_Kind.TEXT, text, heading or bool(_BREAKS.match(text) or _BROKEN_HEADING.match(text)))


def _closes_with_one_blank(lines: Sequence[_Line]) -> bool:
    """Tell whether running text follows a cell after a single blank line, or never does after two."""
    one = two = in_cell = False
    for line, blank, after, later in zip(lines, lines[1:], lines[2:], lines[3:], strict=False):
        in_cell = line.kind is _Kind.CELL or (in_cell and line.kind is _Kind.TEXT)
        if in_cell and blank.kind is _Kind.BLANK:
            one = one or (after.kind is _Kind.TEXT and (after.breaks or len(after.text) > _LONG))
            two = two or (after.kind is _Kind.BLANK and later.kind is not _Kind.CELL)
    return one or not two


class _Widths:
    """How wide the rows of a region are so far, and whether the row being read is whole."""

    def __init__(self) -> None:
        self.width: int | None = None
        self._is_layout = True
        self._rows = 0
        self._widest = 0
        self._sizes: Counter[int] = Counter()
        self._row: list[list[str]] = []
        self._open = 0

    def add(self, cell: list[str]) -> None:
        self._row.append(cell)

    def close(self) -> None:
        """Take the cells since the last blank line as a row, or a part of one."""
        size = len(self._row)
        texts = ["\n".join(lines).strip() for lines in self._row]
        self._is_layout = self._is_layout and sum(map(bool, texts)) < 2
        self._rows += 1
        self._sizes[size] += 1
        if any(texts) and size >= self._widest:
            # Parts of header rows may be of one size by chance: a row is as wide as the widest.
            self._widest = size
            self.width = size if self._sizes[size] >= 2 or is_number_row(texts) else None
        self._open += size
        if self.width is None or self._open >= self.width:
            self._open = 0
        self._row = []

    @property
    def complete(self) -> bool:
        """Tell whether the row being read has as many cells as the others."""
        return self.width is not None and self.width in (len(self._row), self._open + len(self._row))

    @property
    def only_layout(self) -> bool:
        """Tell whether there are rows, and none of them has two filled cells."""
        return self._is_layout and self._rows >= 2

    @property
    def lone(self) -> bool:
        """Tell whether nothing but one cell has been read."""
        return len(self._row) == 1 and not self._rows


def _region(source: _Lines, start: int) -> tuple[list[FlatCell], int]:
    """Return the cells from line `start` to the end of their table, and the line after it."""
    lines = source.lines
    found: list[tuple[list[str], int, bool]] = []
    current: list[str] = []
    lost = False
    blanks = 0
    widths = _Widths()
    at = start
    while at < len(lines):
        line = lines[at]
        if line.kind is _Kind.BLANK:
            blanks += 1
        elif line.kind is _Kind.TEXT:
            if line.breaks or (blanks and not _goes_on(source, at, blanks, current, widths)):
                break
            current.append(line.text)
            blanks = 0
        else:
            if at > start:
                found.append((current, blanks, lost))
                if blanks or line.kind is _Kind.LOST:
                    widths.close()
                    if blanks >= 2 and widths.only_layout:
                        return [_cell(*entry) for entry in found], at
            current = [line.text]
            lost = line.kind is _Kind.LOST
            blanks = 0
            widths.add(current)
        at += 1
    found.append((current, blanks, lost))
    return [_cell(*entry) for entry in found], at


def _cell(lines: list[str], blanks: int, lost: bool) -> FlatCell:
    stripped = (line.strip() for line in lines)
    return FlatCell("\n".join(line for line in stripped if line), blanks, lost)


def _goes_on(source: _Lines, at: int, blanks: int, cell: Sequence[str], widths: _Widths) -> bool:
    """Tell whether the text at line `at`, after blank lines, still belongs to the cell read so far."""
    lines = source.lines
    end = at
    while end < len(lines) and lines[end].kind is _Kind.TEXT:
        if lines[end].breaks or end - at > 40:
            return False
        end += 1
    length = sum(len(line.text) for line in lines[at:end])
    cell_follows = end < len(lines) and lines[end].kind is _Kind.CELL
    cell_is_blank = not any(line.strip() for line in cell)
    if blanks >= 2 or (widths.lone and not cell_is_blank):
        return cell_is_blank and cell_follows and not widths.complete
    if cell_follows:
        return not widths.complete
    while end < len(lines) and lines[end].kind is _Kind.BLANK:
        end += 1
    cell_later = end < len(lines) and lines[end].kind is _Kind.CELL
    if length > _LONG or (widths.lone and not cell_later):
        return False
    return not source.single_close or (cell_later and not widths.complete)


def _segments(cells: Sequence[FlatCell]) -> list[Segment]:
    """Cut the cells at blank lines and page breaks: a row, or a part of one, each."""
    segments: list[Segment] = []
    current: list[FlatCell] = []
    after_break = False
    for cell in cells:
        if cell.lost:
            if current:
                segments.append(Segment(tuple(current), 0, after_break))
            current, after_break = [FlatCell("")], True
        current.append(cell)
        if cell.blanks:
            segments.append(Segment(tuple(current), cell.blanks, after_break))
            current, after_break = [], False
    if current:
        segments.append(Segment(tuple(current), 0, after_break))
    return segments


def _reading_doubt(doubt: RowDoubt, block: int) -> ReadingDoubt:
    return ReadingDoubt(doubt.code, doubt.severity, doubt.message, block=block, row=doubt.row)
