"""Paragraphs of a Word file as a reader sees them: final view, fields' results, automatic numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from lxml.etree import _Element

from extractor.reading.numbering import Level, Numbering
from extractor.reading.symbols import readable, symbol
from extractor.reading.word_styles import (
    PLAIN,
    PLAIN_RUN,
    ParagraphFormat,
    RunFormat,
    Styles,
    read_paragraph_format,
    read_run_format,
)
from extractor.reading.wordml import ALTERNATE, PPR, RPR, M, R, T, W, branch, flat

_TEN: Final = re.compile(r"(?<![\d.,])10$")
_TAB: Final = frozenset((f"{W}tab", f"{W}ptab"))
_BREAK: Final = f"{W}br"
_RETURN: Final = f"{W}cr"
_NO_BREAK_HYPHEN: Final = f"{W}noBreakHyphen"
_SYM: Final = f"{W}sym"
_FIELD: Final = f"{W}fldChar"
_FIELD_TYPE: Final = f"{W}fldCharType"
_NOTES: Final[dict[str, Literal["footnote", "endnote"]]] = {
    f"{W}footnoteReference": "footnote",
    f"{W}endnoteReference": "endnote",
}
_DRAWN: Final = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))
_MATH: Final = frozenset((f"{M}oMath", f"{M}oMathPara"))
_INLINE: Final = _MATH | {R}
_MATH_TEXT: Final = f"{M}t"

_TEXT_BOX: Final = f"{W}txbxContent"
_PICTURES: Final = frozenset(
    (
        "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
        "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
        "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
        "{urn:schemas-microsoft-com:vml}imagedata",
    )
)
_DRAWING_PROPERTIES: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_EMBEDDED: Final = "{urn:schemas-microsoft-com:office:office}OLEObject"
_VML_SHAPES: Final = frozenset(("{urn:schemas-microsoft-com:vml}shape", "{urn:schemas-microsoft-com:vml}rect"))

_PAGE_BREAK: Final = "\f"
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Anchored:
    """What hangs on a paragraph: a text box's content, a picture with its alternative text, or a note by its id.

    A "sheet" is the picture of an embedded workbook, whose cells this program does not read.
    """

    kind: Literal["box", "figure", "sheet", "footnote", "endnote"]
    element: _Element | None = None
    text: str | None = None


@dataclass(slots=True)
class Line:
    """A paragraph as read. `bold` is None where nothing is visible; `outline` is 1-based; `indent` is in points."""

    text: str
    bold: bool | None
    label: str | None = None
    outline: int | None = None
    centered: bool = False
    indent: float = 0.0
    anchored: tuple[Anchored, ...] = ()


@dataclass(frozen=True, slots=True)
class _Shape:
    """The effective properties of a paragraph; `run` are those of its style for its text, `num_id` 0 is no list."""

    run: RunFormat
    num_id: int
    level: int
    outline: int | None
    centered: bool
    indent: float


class _Gather:
    """The visible text of one paragraph under way."""

    # Rare state has its start value on the class: there are 200,000 of these in a large table.
    bold = plain = False
    anchored: tuple[Anchored, ...] = ()
    fields: tuple[bool, ...] | list[bool] = ()  # open fields, True while in the instruction
    instructions = 0  # how many of them are True

    def __init__(self) -> None:
        self.run = PLAIN_RUN
        self.pieces: list[str] = []

    def add(self, text: str, bold: bool) -> None:
        """Add what is no plain text of a run, but visible."""
        self.pieces.append(text)
        self.bold |= bold
        self.plain |= not bold

    def shows(self) -> bool:
        """Tell whether text is visible here: not where an outer field is still in its instruction."""
        return not self.fields or self.instructions == (1 if self.fields[-1] else 0)

    def field(self, kind: str | None) -> None:
        fields = self.fields = list(self.fields) if isinstance(self.fields, tuple) else self.fields
        if kind == "begin":
            fields.append(True)
            self.instructions += 1
        elif fields and kind == "separate":
            self.instructions -= fields[-1]
            fields[-1] = False
        elif fields and kind == "end":
            self.instructions -= fields.pop()


class TextReader:
    """Reads paragraphs in document order, which automatic numbers depend on."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._shapes: dict[ParagraphFormat, _Shape] = {}
        self._plain = self._shape(PLAIN)
        self._carried: _Gather | None = None

    def paragraph(self, element: _Element) -> Line | None:
        """Read one paragraph; None where none shows: hidden, or its mark is deleted and its text joins the next."""
        own, shape = PLAIN, self._plain
        gather, self._carried = self._carried or _Gather(), None
        gather.run = shape.run
        for child in element:
            tag = child.tag
            if tag == R:
                self._run(child, gather)
            elif tag == PPR:
                own = read_paragraph_format(child)
                if own is not PLAIN:
                    shape = self._shapes.get(own) or self._shape(own)
                    gather.run = shape.run
            else:
                for part in flat((child,), _INLINE):
                    self._inline(part, gather)
        if own.removed:
            self._carried = gather
            return None
        return self._line(gather, shape, own.mark_hidden)

    @property
    def carries(self) -> bool:
        """Tell whether text waits for a next paragraph, its own mark being deleted."""
        return self._carried is not None

    def rest(self) -> Line | None:
        """Return the text that waits for a next paragraph where none follows."""
        carried, self._carried = self._carried, None
        return self._line(carried, self._plain, True) if carried else None

    def _line(self, gather: _Gather, shape: _Shape, mark_hidden: bool) -> Line | None:
        text = "".join(gather.pieces)
        if not text.isascii() or _PAGE_BREAK in text:
            text = _clean(text)
        if mark_hidden and not text and not gather.anchored:
            return None
        label = self._numbering.label(shape.num_id, shape.level) if shape.num_id else None
        return Line(
            text,
            not gather.plain if gather.bold or gather.plain else None,
            label,
            shape.outline,
            shape.centered,
            shape.indent,
            gather.anchored,
        )

    def _shape(self, own: ParagraphFormat) -> _Shape:
        """Return a paragraph's effective properties: its own over its list's and its style's."""
        style = self._styles.paragraph(own.style)
        base = style.paragraph
        num_id, level = self._list_place(own, base)
        rule = self._numbering.level(num_id, level) if num_id else None
        # an indent on the paragraph stands over its list's; the list's over the style's where the number is direct
        layers: list[ParagraphFormat | Level] = [own, base]
        if rule is not None:
            layers.insert(1 if own.num_id is not None else 2, rule)
        outline = own.outline if own.outline is not None else base.outline
        centered = own.centered if own.centered is not None else base.centered
        shape = _Shape(
            style.run,
            num_id,
            level,
            outline + 1 if outline is not None and 0 <= outline < 9 else None,
            bool(centered),
            round(_first_stated(layer.left for layer in layers) + _first_stated(layer.first for layer in layers), 2),
        )
        self._shapes[own] = shape
        return shape

    def _list_place(self, own: ParagraphFormat, base: ParagraphFormat) -> tuple[int, int]:
        """Return the list and level that number a paragraph; list 0 is none."""
        num_id = own.num_id if own.num_id is not None else base.num_id
        level = own.num_level
        if num_id and own.num_id is None and level is None:
            level = base.num_level
            if level is None and base.number_style is not None:
                level = self._numbering.level_of_style(num_id, base.number_style)
        return num_id or 0, max(level or 0, 0)

    def _inline(self, element: _Element, gather: _Gather) -> None:
        if element.tag == R:
            self._run(element, gather)
        elif gather.shows():
            for text in element.iter(_MATH_TEXT):
                if text.text:
                    gather.add(text.text, False)

    def _run(self, run: _Element, gather: _Gather) -> None:
        """Add what a run shows."""
        style = gather.run
        bold, caps, hidden, font = style.bold, style.caps, style.hidden, None
        for child in run:
            tag = child.tag
            if tag == RPR:
                own = read_run_format(child)
                font = own.font
                if own.raised and _is_note_mark(run, gather.pieces):
                    return
                bold, caps, hidden = own.bold, own.caps, own.hidden
                if bold is None or caps is None or hidden is None:
                    # toggles: the paragraph's and the character's style cancel each other (17.7.3)
                    over = self._styles.resolve(own.style).run if own.style is not None else None
                    bold = _toggle(bold, style.bold, over.bold if over else None)
                    caps = _toggle(caps, style.caps, over.caps if over else None)
                    hidden = _toggle(hidden, style.hidden, over.hidden if over else None)
                    font = font or (over.font if over else None)
            elif tag == T:
                text = child.text
                if text and not hidden and (not gather.fields or gather.shows()):
                    if "\n" in text:
                        text = text.replace("\n", " ")  # only w:br breaks a line
                    if not text.isascii():
                        text = readable(text, font)
                    gather.pieces.append(text.upper() if caps else text)
                    if bold:
                        gather.bold = gather.bold or not text.isspace()
                    elif not gather.plain:
                        gather.plain = not text.isspace()
            elif tag == _FIELD:
                gather.field(child.get(_FIELD_TYPE))
            elif not hidden and gather.shows():
                self._other(child, gather, bool(bold))

    def _other(self, child: _Element, gather: _Gather, bold: bool) -> None:
        """Add what a run holds beside text."""
        tag = child.tag
        if tag in _TAB:
            gather.pieces.append("\t")
        elif tag == _BREAK:
            gather.pieces.append("\n" if child.get(f"{W}type", "textWrapping") == "textWrapping" else _PAGE_BREAK)
        elif tag == _RETURN:
            gather.pieces.append("\n")
        elif tag == _NO_BREAK_HYPHEN:
            gather.add("-", bold)
        elif tag == _SYM:
            gather.add(_symbol(child), bold)
        elif tag in _NOTES:
            gather.anchored += (Anchored(_NOTES[tag], text=child.get(f"{W}id")),)
        elif tag in _DRAWN:
            gather.anchored += tuple(_drawn(child))
        elif tag == ALTERNATE:
            for part in branch(child):
                if part.tag in _DRAWN:
                    gather.anchored += tuple(_drawn(part))
                elif part.tag == T and part.text:
                    gather.add(part.text, bold)


def _drawn(drawing: _Element) -> Iterator[Anchored]:
    """Yield the text boxes and pictures of a drawing in its order."""
    sheet = any(part.get("ProgID", "").startswith("Excel.") for part in drawing.iter(_EMBEDDED))
    alternative: str | None = None
    stack = [iter((drawing,))]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        tag = child.tag
        if tag == _TEXT_BOX:
            yield Anchored("box", element=child)
            continue
        if tag == _DRAWING_PROPERTIES:
            alternative = child.get("descr") or child.get("title")
        elif tag in _VML_SHAPES:
            alternative = child.get("alt") or alternative
        elif tag in _PICTURES:
            yield Anchored("sheet" if sheet else "figure", text=alternative or None)
            continue
        stack.append(iter(branch(child) if tag == ALTERNATE else child))


def _is_note_mark(run: _Element, before: Sequence[str]) -> bool:
    """Tell whether a raised run is a number behind a number: a mark of a note, else one of its digits.

    A ten keeps it, because it may be its exponent.
    """
    text = "".join(child.text or "" for child in run if child.tag == T)
    number = "".join(before[-3:])
    return text.isdecimal() and number[-1:].isdecimal() and not _TEN.search(number)


def _symbol(element: _Element) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    plain = chr(code) if 0x20 <= code < 0xD800 else "•"
    return symbol(code, element.get(f"{W}font")) or plain


def _clean(text: str) -> str:
    """Drop characters that never show and page breaks at the edges; a page break inside is a line break."""
    return _UNSEEN.sub("", text.strip(_PAGE_BREAK).replace(_PAGE_BREAK, "\n"))


def _toggle(direct: bool | None, paragraph: bool | None, character: bool | None) -> bool:
    return direct if direct is not None else bool(paragraph) != bool(character)


def _first_stated(values: Iterable[float | None]) -> float:
    return next((value for value in values if value is not None), 0.0)
