"""Writes a description as a Word file in one of several hands, as raw WordprocessingML.

The package is written part by part with fixed times, so that the same description gives the same bytes, and so that
forms a library would not write (grid gaps, old merges, tracked changes, content controls) can be written too.
"""
# ruff: noqa: E501 - markup reads best unbroken

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from xml.sax.saxutils import escape

from samples.description import Chapter, Description, Items, Paragraph, Section, Table
from samples.layout import LaidCell, Layout, lay_out
from samples.word_parts import CONTENT_TYPES, DOCUMENT_RELS, NAMESPACES, ROOT_RELS, STYLES, numbering

BULLETS = {"-": 3, "•": 4}
FORMATS = {"1.": 0, "a)": 1, "A.": 2, "1)": 5, "a.": 6}


@dataclass(frozen=True, slots=True)
class Hand:
    """How a Word file is made.

    `headings`: heading styles, bold paragraphs, or plain ones. `numbers`: section numbers and list labels are typed,
    or automatic (numbering.xml). `merges`: vMerge/gridSpan, or old hMerge where cells are merged across. `ragged`:
    blank cells at a row's ends are left out (gridBefore/gridAfter). The rest add what Word files carry besides.
    """

    headings: Literal["style", "bold", "plain"] = "bold"
    numbers: Literal["typed", "automatic"] = "typed"
    merges: Literal["grid", "old"] = "grid"
    ragged: bool = False
    contents: bool = False
    tracked: bool = False
    hidden: bool = False
    controls: bool = False
    text_box: bool = False
    title_apart: bool = True


PLAIN = Hand()


def docx(description: Description, hand: Hand = PLAIN) -> bytes:
    """Return `description` as the bytes of a .docx file."""
    writer = _Writer(hand)
    body = writer.document(description)
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": ROOT_RELS,
        "word/document.xml": body,
        "word/_rels/document.xml.rels": DOCUMENT_RELS,
        "word/styles.xml": STYLES,
        "word/numbering.xml": numbering(writer.lists),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, part)
    return out.getvalue()


def run(text: str, bold: bool = False, extra: str = "") -> str:
    """Return runs for `text`; a newline is a line break, a tab a tab."""
    properties = ("<w:b/>" if bold else "") + extra
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    pieces: list[str] = []
    for number, line in enumerate(text.split("\n")):
        inner = "<w:br/>" if number else ""
        inner += "<w:tab/>".join(
            f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in line.split("\t")
        )
        pieces.append(f"<w:r>{properties}{inner}</w:r>")
    return "".join(pieces)


def paragraph(inner: str, properties: str = "") -> str:
    """Return a paragraph around runs."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


CENTERED = '<w:jc w:val="center"/>'


class _Writer:
    """One document being written; keeps the list instances and which extras were already placed."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.lists = 0
        self.paragraphs = 0
        self.size = 18
        self.out: list[str] = []

    def document(self, description: Description) -> str:
        self._cover(description)
        if self.hand.contents:
            self._contents(description)
        for chapter in description.chapters:
            self._chapter(chapter)
        for line in description.signature.lines:
            self.out.append(paragraph(run(line), '<w:ind w:left="5400"/>'))
        section = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
        return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {NAMESPACES}><w:body>{"".join(self.out)}{section}</w:body></w:document>'

    # --- before the chapters

    def _cover(self, description: Description) -> None:
        lines = [paragraph(run(line, True), CENTERED) for line in description.cover]
        if self.hand.text_box:
            inner = "".join(lines)
            self.out.append(paragraph(f"<w:r>{_text_box(inner)}</w:r>"))
        else:
            self.out.extend(lines)
        self.out.append(paragraph('<w:r><w:br w:type="page"/></w:r>'))

    def _contents(self, description: Description) -> None:
        self.out.append(paragraph(run("DAFTAR ISI", True), CENTERED))
        for page, chapter in enumerate(description.chapters):
            tab = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'
            self.out.append(paragraph(run(f"BAB {chapter.number} {chapter.title}\t{chapter.number}-1"), tab))
            for section in chapter.sections:
                dots = "." * (70 - len(section.title) % 40)
                self.out.append(paragraph(run(f"{section.number} {section.title} {dots} {page * 4 + 2}")))
        self.out.append(paragraph('<w:r><w:br w:type="page"/></w:r>'))

    # --- chapters and sections

    def _heading(self, text: str, level: int, number: str | None = None) -> None:
        centered = CENTERED if level == 1 else ""
        if self.hand.headings == "style":
            auto = self.hand.numbers == "automatic" and number is not None and level > 1
            # Word counts the chapters as level 0 of the same list, so that "2.1" follows from the headings alone.
            numbered = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="90"/></w:numPr>' if auto else ""
            words = text if auto or number is None else f"{number} {text}"
            self.out.append(paragraph(run(words), f'<w:pStyle w:val="Heading{level}"/>{numbered}{centered}'))
            return
        words = text if number is None else f"{number} {text}"
        self.out.append(paragraph(run(words, self.hand.headings == "bold"), centered))

    def _chapter(self, chapter: Chapter) -> None:
        auto = self.hand.headings == "style" and self.hand.numbers == "automatic"
        if auto:
            numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'
            self.out.append(paragraph(run(chapter.title), f'<w:pStyle w:val="Heading1"/>{numbered}{CENTERED}'))
        elif self.hand.title_apart:
            self._heading(f"BAB {chapter.number}", 1)
            self._heading(chapter.title, 1)
        else:
            self._heading(f"BAB {chapter.number} {chapter.title}", 1)
        self._blocks(chapter)
        for section in chapter.sections:
            self._section(section, 2)

    def _section(self, section: Section, level: int) -> None:
        self._heading(section.title, level, section.number)
        self._blocks(section)
        for below in section.sections:
            self._section(below, level + 1)

    def _blocks(self, part: Chapter | Section) -> None:
        for block in part.blocks:
            if isinstance(block, Paragraph):
                self._text(block.text)
            elif isinstance(block, Items):
                self._items(block)
            else:
                self._table(block)

    def _text(self, text: str) -> None:
        """Write a paragraph; every third carries one of the hand's extras."""
        self.paragraphs += 1
        words = text.split(" ")
        extras = [name for name in ("tracked", "hidden", "controls") if getattr(self.hand, name)]
        if not extras or len(words) < 6 or self.paragraphs % 2:
            self.out.append(paragraph(run(text)))
            return
        head, middle, tail = " ".join(words[:2]) + " ", " ".join(words[2:4]), " " + " ".join(words[4:])
        extra = extras[self.paragraphs // 2 % len(extras)]
        mark = 'w:id="1" w:author="Penyunting" w:date="2024-01-01T00:00:00Z"'
        inner = {
            "tracked": f"<w:ins {mark}>{run(middle)}</w:ins><w:del {mark}><w:r><w:delText>sebelumnya</w:delText></w:r></w:del>",
            "hidden": run(middle) + run(" (catatan penyunting)", extra="<w:vanish/>"),
            "controls": f"<w:sdt><w:sdtPr/><w:sdtContent>{run(middle)}</w:sdtContent></w:sdt>",
        }[extra]
        self.out.append(paragraph(run(head) + inner + run(tail)))

    def _items(self, block: Items) -> None:
        automatic = self.hand.numbers == "automatic" and _automatic(block)
        base = 100 + self.lists * 8
        if automatic:
            self.lists += 1
        for item in block.items:
            indent = f'<w:ind w:left="{360 * (item.level + 1)}" w:hanging="360"/>'
            if automatic:
                form = BULLETS.get(item.label, FORMATS.get(_form(item.label), 0))
                numbered = f'<w:numPr><w:ilvl w:val="{item.level}"/><w:numId w:val="{base + form}"/></w:numPr>'
                self.out.append(paragraph(run(item.text), numbered))
            else:
                self.out.append(paragraph(run(f"{item.label} {item.text}"), indent))

    # --- tables

    def _table(self, table: Table) -> None:
        if table.caption:
            self.out.append(paragraph(run(table.caption, True), CENTERED))
        self.out.extend(paragraph(run(line, True), CENTERED) for line in table.title)
        grid = lay_out(table)
        self.size = 12 if grid.n_cols > 16 else 15 if grid.n_cols > 10 else 18
        starts = [0, *grid.part_starts, grid.n_rows]
        for index, (top, bottom) in enumerate(pairwise(starts)):
            if index:
                self.out.append(paragraph(run(grid.stray)))
            header = grid.repeat_header and index > 0
            self.out.append(self._part(grid, top, bottom, header))
        self.out.append(paragraph(""))

    def _part(self, grid: Layout, top: int, bottom: int, with_header: bool) -> str:
        unit = 14570 / sum(grid.widths)
        widths = [int(width * unit) for width in grid.widths]
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        places = grid.at()
        rows = [*range(grid.header_rows if with_header else 0), *range(top, bottom)]
        if not with_header:
            rows = list(range(top, bottom))
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        written = "".join(self._row(grid, places[row], row, widths, top) for row in rows)
        return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{written}</w:tbl>'

    def _row(self, grid: Layout, places: list[LaidCell], row: int, widths: list[int], top: int) -> str:
        first, last = 0, grid.n_cols
        if self.hand.ragged and row >= grid.header_rows:
            while first < last - 1 and _is_gap(places[first]):
                first += 1
            while last > first + 1 and _is_gap(places[last - 1]):
                last -= 1
        properties = ""
        if first:
            properties += f'<w:gridBefore w:val="{first}"/>'
        if last < grid.n_cols:
            properties += f'<w:gridAfter w:val="{grid.n_cols - last}"/>'
        if row < grid.header_rows and grid.repeat_header:
            properties += "<w:tblHeader/>"
        cells: list[str] = []
        col = first
        while col < last:
            cell = places[col]
            cells.append(self._cell(cell, row, sum(widths[col : col + cell.col_span]), top))
            if self.hand.merges == "old" and cell.col_span > 1:
                cells.extend(self._old_continue(cell, widths[at]) for at in range(col + 1, col + cell.col_span))
            col += cell.col_span
        written = f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"
        if self.hand.controls and row == grid.header_rows:
            written = f"<w:sdt><w:sdtPr/><w:sdtContent>{written}</w:sdtContent></w:sdt>"
        if self.hand.tracked and row == grid.n_rows - 1 and all(cell.row_span == 1 for cell in places):
            written = self._deleted_row(grid, widths) + written
        return written

    def _deleted_row(self, grid: Layout, widths: list[int]) -> str:
        mark = 'w:id="9" w:author="Penyunting" w:date="2024-01-01T00:00:00Z"'
        text = f"<w:p><w:del {mark}><w:r><w:delText>dihapus</w:delText></w:r></w:del></w:p>"
        cells = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{text}</w:tc>' for width in widths)
        return f"<w:tr><w:trPr><w:del {mark}/></w:trPr>{cells}</w:tr>"

    def _cell(self, cell: LaidCell, row: int, width: int, top: int) -> str:
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        old = self.hand.merges == "old"
        if cell.col_span > 1 and not old:
            properties += f'<w:gridSpan w:val="{cell.col_span}"/>'
        if cell.col_span > 1 and old:
            properties += '<w:hMerge w:val="restart"/>'
        starts = row == cell.row or row == top
        if cell.row_span > 1:
            properties += '<w:vMerge w:val="restart"/>' if starts else "<w:vMerge/>"
        if not starts:
            return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p/></w:tc>"
        align = CENTERED if cell.header else '<w:jc w:val="right"/>' if cell.number else ""
        indent = f'<w:ind w:left="{int(cell.indent * 20)}"/>' if cell.indent else ""
        size = f'<w:sz w:val="{self.size}"/>'
        lines = "".join(paragraph(run(line, cell.bold, size), indent + align) for line in cell.text.split("\n"))
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{lines}</w:tc>"

    def _old_continue(self, cell: LaidCell, width: int) -> str:
        vertical = "<w:vMerge/>" if cell.row_span > 1 else ""
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/><w:hMerge w:val="continue"/>{vertical}'
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p/></w:tc>"


def _is_gap(cell: LaidCell) -> bool:
    return not cell.text and cell.row_span == 1 and cell.col_span == 1


def _form(label: str) -> str:
    """Return the kind of a label: "3." is "1.", "b)" is "a)"."""
    core, tail = label[:-1], label[-1:]
    if core.isdigit():
        return f"1{tail}"
    return ("A" if core.isupper() else "a") + tail


def _automatic(block: Items) -> bool:
    """Tell whether Word would count these labels by itself: each kind runs on from 1 within its parent."""
    counts: dict[int, int] = {}
    for item in block.items:
        for level in [level for level in counts if level > item.level]:
            del counts[level]
        counts[item.level] = counts.get(item.level, 0) + 1
        core = item.label[:-1]
        number = int(core) if core.isdigit() else ord(core.lower()) - 96 if len(core) == 1 else None
        if item.label not in BULLETS and (number != counts[item.level] or _form(item.label) not in FORMATS):
            return False
    return len({item.level for item in block.items}) == 1


def _text_box(inner: str) -> str:
    box = f"<w:txbxContent>{inner}</w:txbxContent>"
    shape = (
        '<wp:inline><wp:extent cx="4000000" cy="2000000"/><wp:docPr id="1" name="Kotak"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="4000000" cy="2000000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{box}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>"
    )
    old = f'<v:shape style="width:300pt;height:150pt"><v:textbox>{box}</v:textbox></v:shape>'
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{old}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
