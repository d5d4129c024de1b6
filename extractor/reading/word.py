"""Reads a Word file (.docx and its kin) from its XML in one pass.

The main part is parsed as a stream: blocks and table rows are read and freed as they come, so memory does not grow
with the table. python-docx is not used for it: it holds the whole tree (0.7 s and 336 MB for a table of 20,000 rows
that takes 20 MB here), has no size limits and stops at missing parts.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from lxml import etree
from lxml.etree import _Element

from extractor import limits
from extractor.errors import LimitError, NotSupportedError, UnreadableError
from extractor.messages import Message
from extractor.reading.document import Document, Grid, Paragraph
from extractor.reading.numbering import Numbering
from extractor.reading.package import OPEN_AGAIN, SPLIT_IT, XML_OPTIONS, Package, common_namespaces
from extractor.reading.word_flow import FlowReader, RawTable
from extractor.reading.word_styles import Styles
from extractor.reading.word_text import TextReader
from extractor.reading.wordml import BODY, TBL, TR, W


def read_word(data: bytes, name: str) -> Document:
    """Return what a Word file says, in its final view: insertions kept, deletions and hidden text dropped.

    Grids follow the order of the text; a table in a cell follows the table around it. Raises UnreadableError for
    damaged or encrypted files, NotSupportedError for other packages, LimitError for those over a bound.
    """
    package = Package(data, name)
    main = package.main_part()
    if main is None:
        raise NotSupportedError(
            name,
            Message(id="Arsip ini tidak memuat dokumen Word.", en="This archive holds no Word document."),
            Message(id="Berikan berkas .docx.", en="Give a .docx file."),
        )
    parts = _Parts(package, main)
    reader = FlowReader(name, TextReader(parts.styles, Numbering(parts.root("numbering"), parts.styles)), parts.note)
    _read_body(package, main, reader)
    reader.lay_out_tabbed()
    return Document(
        format="docx", blocks=tuple(reader.blocks), doubts=reader.doubts(), running_text=_running_text(parts)
    )


class _Parts:
    """The parts beside the main one; a missing one is as good as empty."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self._by_kind: dict[str, list[str]] = {}
        for relationship in package.relationships(main):
            self._by_kind.setdefault(relationship.kind, []).append(relationship.part)
        self.styles = Styles(self.root("styles"))
        self._notes: dict[str, dict[str, _Element]] = {}

    def all(self, kind: str) -> list[str]:
        """Return the parts of a kind, each once."""
        return list(dict.fromkeys(self._by_kind.get(kind, ())))

    def root(self, kind: str) -> _Element | None:
        """Return the root of the only part of a kind."""
        parts = self.all(kind)
        return self.package.xml(parts[0]) if parts else None

    def note(self, kind: str, note_id: str) -> _Element | None:
        """Return a foot- or endnote's element."""
        if kind not in self._notes:
            root = self.root(f"{kind}s")
            self._notes[kind] = {note.get(f"{W}id", ""): note for note in root} if root is not None else {}
        return self._notes[kind].get(note_id)


def _read_body(package: Package, part: str, reader: FlowReader) -> None:
    """Parse the main part piece by piece, reading each block and row once it is complete."""
    parser = etree.XMLPullParser(events=("start",), tag=BODY, **XML_OPTIONS)
    body: _Body | None = None
    held = 0
    try:
        for chunk in package.chunks(part):
            parser.feed(common_namespaces(chunk))
            for _, element in parser.read_events():
                if body is None and isinstance(element, _Element):
                    package.refuse_document_type(part, element)
                    body = _Body(element, reader)
            held = 0 if body is not None and body.read_complete() else held + len(chunk)
            if held > limits.MAX_HELD_XML_BYTES:
                raise LimitError(
                    package.name,
                    Message(
                        id="Batas terlampaui: satu paragraf atau baris tabel terlalu besar.",
                        en="A limit was passed: one paragraph or table row is too large.",
                    ),
                    SPLIT_IT,
                )
        parser.close()
    except etree.XMLSyntaxError as error:
        package.xml_error(part, error)
    if body is None:
        raise UnreadableError(
            package.name,
            Message(id=f"Bagian {part} tidak memuat isi dokumen Word.", en=f"Part {part} holds no Word text."),
            OPEN_AGAIN,
        )
    body.finish()


class _Body:
    """The body element while it grows; the last child of each level may still be incomplete."""

    def __init__(self, element: _Element, reader: FlowReader) -> None:
        self._element = element
        self._reader = reader
        self._table: RawTable | None = None  # the rows already read of the table that is the last child

    def read_complete(self) -> bool:
        """Read and free what is complete; return whether anything was."""
        complete = max(len(self._element) - 1, 0)
        self._read(islice(self._element, complete))
        _free(self._element, complete)
        return self._read_rows() or complete > 0

    def finish(self) -> None:
        """Read the rest."""
        self._read(self._element)
        self._reader.finish_text()

    def _read(self, children: Iterable[_Element]) -> None:
        for child in children:
            if self._table is not None:
                self._reader.table(child, self._table)
                self._table = None
            else:
                self._reader.block(child)

    def _read_rows(self) -> bool:
        """Read the complete rows of the last child, once there are two: one with a single cell may be a frame."""
        if not len(self._element) or self._element[0].tag != TBL:
            return False
        table = self._element[0]
        complete = max(len(table) - 1, 0)
        if self._table is None:
            if sum(child.tag == TR for child in islice(table, complete)) < 2:
                return False
            self._reader.finish_text()
            self._table = RawTable()
        self._reader.add_rows(self._table, islice(table, complete))
        _free(table, complete)
        return complete > 0


def _free(parent: _Element, count: int) -> None:
    """Delete the first children by place: one that Python still holds is moved out, in quadratic time (lxml 6)."""
    for _ in range(count):
        del parent[0]


def _running_text(parts: _Parts) -> tuple[str, ...]:
    """Return the distinct texts of headers and footers, each part's lines joined by newlines."""
    texts: dict[str, None] = {}
    for part in (*parts.all("header"), *parts.all("footer")):
        numbering = Numbering(parts.root("numbering"), parts.styles)
        reader = FlowReader(parts.package.name, TextReader(parts.styles, numbering), parts.note)
        for child in parts.package.xml(part):
            reader.block(child)
        reader.finish_text()
        lines: list[str] = []
        for block in reader.blocks:
            if isinstance(block, Grid):
                lines += (cell.text for cell in block.cells)
            elif isinstance(block, Paragraph):
                lines.append(f"{block.label or ''} {block.text}")
        text = "\n".join(stripped for line in lines if (stripped := line.strip()))
        if any(character.isalpha() for character in text):  # a page number alone tells nothing
            texts[text] = None
    return tuple(texts)
