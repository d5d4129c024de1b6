"""Paragraphs of a Word file as a reader sees them: final view, fields' results, automatic numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from lxml.etree import _Element

from extractor.reading.numbering import Numbering
from extractor.reading.symbols import readable, symbol
from extractor.reading.word_styles import PLAIN, ParagraphFormat, Style, Styles, read_paragraph_format, read_run_format
from extractor.reading.wordml import ALTERNATE, PPR, RPR, M, R, T, W, branch, flat

_TAB: Final = frozenset((f"{W}tab", f"{W}ptab"))
_BREAK: Final = f"{W}br"
_RETURN: Final = f"{W}cr"
_NO_BREAK_HYPHEN: Final = f"{W}noBreakHyphen"
_SYM: Final = f"{W}sym"
_FIELD: Final = f"{W}fldChar"
_FIELD_TYPE: Final = f"{W}fldCharType"
_NOTES: Final = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
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
_VML_SHAPES: Final = frozenset(("{urn:schemas-microsoft-com:vml}shape", "{urn:schemas-microsoft-com:vml}rect"))

_PAGE_BREAK: Final = "\f"
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_DEFAULT: Final = -1


@dataclass(frozen=True, slots=True)
class Anchored:
    """What hangs on a paragraph: a text box's content, a picture with its alternative text, or a note's number."""

    kind: Literal["box", "figure", "footnote", "endnote"]
    element: _Element | None = None
    text: str | None = None


@dataclass(slots=True)
class Line:
    """A paragraph as read. `bold` is None where nothing is visible; `outline` is 1-based; `indent` is in points."""

    text: str
    bold: bool | None
    label: str | None = None
    level: int = 0
    outline: int | None = None
    centered: bool = False
    indent: float = 0.0
    anchored: tuple[Anchored, ...] = ()


class _Gather:
    """The visible text of one paragraph under way."""

    __slots__ = ("anchored", "bold", "fields", "instructions", "pieces", "plain", "style")

    def __init__(self, style: Style) -> None:
        self.style = style
        self.pieces: list[str] = []
        self.bold = self.plain = False
        self.anchored: list[Anchored] = []
        self.fields: list[bool] = []  # open fields, True while in the instruction
        self.instructions = 0  # how many of them are True

    def add(self, text: str, bold: bool) -> None:
        self.pieces.append(text)
        if not text.isspace():
            if bold:
                self.bold = True
            else:
                self.plain = True

    def shows(self) -> bool:
        """Tell whether text is visible here: not where an outer field is still in its instruction."""
        return not self.fields or self.instructions == (1 if self.fields[-1] else 0)

    def field(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.append(True)
            self.instructions += 1
        elif self.fields and kind == "separate":
            self.instructions -= self.fields[-1]
            self.fields[-1] = False
        elif self.fields and kind == "end":
            self.instructions -= self.fields.pop()


class TextReader:
    """Reads paragraphs in document order, which automatic numbers depend on."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._default = styles.paragraph(None)
        self._carried: _Gather | None = None

    def paragraph(self, element: _Element) -> Line | None:
        """Read one paragraph; None where none shows: hidden, or its mark is deleted and its text joins the next."""
        own = PLAIN
        style = self._default
        gather: _Gather | None = None
        for child in element:
            tag = child.tag
            if tag == PPR:
                own = read_paragraph_format(child)
                if own.style is not None:
                    style = self._styles.paragraph(own.style)
            else:
                if gather is None:
                    gather = self._gather(style)
                if tag == R:
                    self._run(child, gather)
                else:
                    for part in flat((child,), _INLINE):
                        self._inline(part, gather)
        gather = gather or self._gather(style)
        if own.removed:
            self._carried = gather
            return None
        return self._line(gather, own, style)

    def rest(self) -> Line | None:
        """Return the text whose paragraph mark is deleted and that has no next paragraph to join."""
        carried, self._carried = self._carried, None
        return self._line(carried, PLAIN, self._default) if carried and (carried.pieces or carried.anchored) else None

    def _gather(self, style: Style) -> _Gather:
        """Begin a paragraph, with the text carried over from one whose mark is deleted."""
        gather, self._carried = self._carried or _Gather(style), None
        gather.style = style
        return gather

    def _line(self, gather: _Gather, own: ParagraphFormat, style: Style) -> Line | None:
        text = _clean("".join(gather.pieces))
        if own.mark_hidden and not text and not gather.anchored:
            return None
        base = style.paragraph
        label, level, left, first = self._number(own, base)
        outline = own.outline if own.outline is not None else base.outline
        centered = own.centered if own.centered is not None else base.centered
        return Line(
            text,
            not gather.plain if gather.bold or gather.plain else None,
            label,
            level,
            outline + 1 if outline is not None and 0 <= outline < 9 else None,
            bool(centered),
            (left or 0.0) + (first or 0.0),
            tuple(gather.anchored),
        )

    def _number(
        self, own: ParagraphFormat, base: ParagraphFormat
    ) -> tuple[str | None, int, float | None, float | None]:
        """Return label and level of a paragraph, and its left and first-line indent with those of its list."""
        left = own.left if own.left is not None else base.left
        first = own.first if own.first is not None else base.first
        num_id = own.num_id if own.num_id is not None else base.num_id
        if not num_id:
            return None, 0, left, first
        level = own.num_level if own.num_level is not None else _DEFAULT
        if level == _DEFAULT and own.num_id is None:
            level = base.num_level if base.num_level is not None else _DEFAULT
            if level == _DEFAULT and base.number_style is not None:
                linked = self._numbering.level_of_style(num_id, base.number_style)
                level = linked if linked is not None else _DEFAULT
        level = max(level, 0)
        rule = self._numbering.level(num_id, level)
        label = self._numbering.label(num_id, level)
        if rule is not None:
            # an indent on the paragraph stands over the list's; the list's over the style's where the number is direct
            weak = own.num_id is not None
            left = _over(own.left, rule.left, base.left) if weak else _over(own.left, base.left, rule.left)
            first = _over(own.first, rule.first, base.first) if weak else _over(own.first, base.first, rule.first)
        return label, level if label else 0, left, first

    def _inline(self, element: _Element, gather: _Gather) -> None:
        if element.tag == R:
            self._run(element, gather)
        elif gather.shows():
            for text in element.iter(_MATH_TEXT):
                if text.text:
                    gather.add(text.text, False)

    def _run(self, run: _Element, gather: _Gather) -> None:
        """Add what a run shows."""
        style = gather.style.run
        bold, caps, hidden, font = style.bold, style.caps, style.hidden, None
        for child in run:
            tag = child.tag
            if tag == RPR:
                own = read_run_format(child)
                font = own.font
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
                    gather.add(text.upper() if caps else text, bool(bold))
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
            gather.anchored.append(Anchored("footnote" if "foot" in tag else "endnote", text=child.get(f"{W}id")))
        elif tag in _DRAWN:
            gather.anchored.extend(_drawn(child))
        elif tag == ALTERNATE:
            for part in branch(child):
                if part.tag in _DRAWN:
                    gather.anchored.extend(_drawn(part))
                elif part.tag == T and part.text:
                    gather.add(part.text, bold)


def _drawn(drawing: _Element) -> Iterator[Anchored]:
    """Yield the text boxes and pictures of a drawing in its order."""
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
            yield Anchored("figure", text=alternative or None)
            continue
        stack.append(iter(branch(child) if tag == ALTERNATE else child))


def _symbol(element: _Element) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    plain = chr(code) if 0x20 <= code < 0xD800 else "•"
    return symbol(code, element.get(f"{W}font")) or plain


def _clean(text: str) -> str:
    """Drop characters that never show and page breaks at the edges; a page break inside is a line break."""
    if _PAGE_BREAK in text:
        text = text.strip(_PAGE_BREAK).replace(_PAGE_BREAK, "\n")
    return text if text.isascii() else _UNSEEN.sub("", text)


def _toggle(direct: bool | None, paragraph: bool | None, character: bool | None) -> bool:
    return direct if direct is not None else bool(paragraph) != bool(character)


def _over(*stated: float | None) -> float | None:
    return next((value for value in stated if value is not None), None)
