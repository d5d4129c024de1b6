"""Paragraph and character properties as Word resolves them along the chain of styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from lxml.etree import _Element

from extractor.reading.wordml import PPR, RPR, VAL, W, integer, on, points

_STYLE: Final = f"{W}style"
_STYLE_ID: Final = f"{W}styleId"
_TYPE: Final = f"{W}type"
_NAME: Final = f"{W}name"
_BASED_ON: Final = f"{W}basedOn"
_BOLD: Final = f"{W}b"
_CAPS: Final = f"{W}caps"
_VANISH: Final = f"{W}vanish"
_RAISED: Final = f"{W}vertAlign"
_FONTS: Final = f"{W}rFonts"
_RUN_STYLE: Final = f"{W}rStyle"
_PARAGRAPH_STYLE: Final = f"{W}pStyle"
_NUMBERING: Final = f"{W}numPr"
_NUM_ID: Final = f"{W}numId"
_LEVEL: Final = f"{W}ilvl"
_INDENT: Final = f"{W}ind"
_ALIGN: Final = f"{W}jc"
_OUTLINE: Final = f"{W}outlineLvl"
_REMOVED: Final = frozenset((f"{W}del", f"{W}moveFrom"))
_BODY_TEXT: Final = 9
"""Outline level of what is no heading (17.3.1.20)."""


class RunFormat(NamedTuple):
    """Character properties; None where not stated. `style` is the id of the character style.

    A tuple, as `ParagraphFormat`: one is made for every run of the text, and dataclasses take four times as long.
    """

    bold: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    style: str | None = None
    font: str | None = None
    raised: bool = False


class ParagraphFormat(NamedTuple):
    """Paragraph properties; None where not stated, measures in points.

    `outline` is 0-based with 9 for body text; `num_id` 0 says that there is no number. `number_style` is the style
    that stated `num_id`. `removed` and `mark_hidden` tell that the paragraph mark is deleted or hidden.
    """

    style: str | None = None
    num_id: int | None = None
    num_level: int | None = None
    number_style: str | None = None
    left: float | None = None
    first: float | None = None
    centered: bool | None = None
    outline: int | None = None
    removed: bool = False
    mark_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """A style with everything it inherits."""

    paragraph: ParagraphFormat
    run: RunFormat


PLAIN: Final = ParagraphFormat()
PLAIN_RUN: Final = RunFormat()
_EMPTY: Final = Style(PLAIN, PLAIN_RUN)


class Styles:
    """The styles of a document by id; an unknown id is an empty style, as in Word."""

    def __init__(self, root: _Element | None) -> None:
        self._elements: dict[str, _Element] = {}
        self._resolved: dict[str, Style] = {}
        self._defaults = _EMPTY
        self._default_id: str | None = None
        for element in root if root is not None else ():
            if element.tag == _STYLE:
                style_id = element.get(_STYLE_ID, "")
                self._elements[style_id] = element
                if element.get(_TYPE) == "paragraph" and element.get(f"{W}default") in ("1", "true", "on"):
                    self._default_id = style_id
            elif element.tag == f"{W}docDefaults":
                self._defaults = _read_defaults(element)

    def paragraph(self, style_id: str | None) -> Style:
        """Return a paragraph style, by default the document's default one."""
        if style_id is None or style_id not in self._elements:
            style_id = self._default_id
        return self.resolve(style_id) if style_id is not None else self._defaults

    def resolve(self, style_id: str) -> Style:
        """Return the style with what it inherits, in time linear in the styles over all calls; cycles are cut."""
        chain: list[str] = []
        seen: set[str] = set()
        current: str | None = style_id
        while (
            current is not None and current not in self._resolved and current in self._elements and current not in seen
        ):
            chain.append(current)
            seen.add(current)
            parent = self._elements[current].find(_BASED_ON)
            current = parent.get(VAL) if parent is not None else None
        style = self._resolved.get(current or "")
        for name in reversed(chain):
            element = self._elements[name]
            if style is None:
                style = self._defaults if element.get(_TYPE, "paragraph") == "paragraph" else _EMPTY
            style = self._resolved[name] = _inherit(element, name, style)
        return style or _EMPTY


def read_run_format(properties: _Element) -> RunFormat:
    """Read the character properties that matter to what a reader sees."""
    bold = caps = hidden = style = font = None
    raised = False
    for child in properties:
        tag = child.tag
        if tag == _BOLD:
            bold = on(child)
        elif tag == _CAPS:
            caps = on(child)
        elif tag == _VANISH:
            hidden = on(child)
        elif tag == _RUN_STYLE:
            style = child.get(VAL)
        elif tag == _FONTS:
            font = child.get(f"{W}ascii") or child.get(f"{W}hAnsi")
        elif tag == _RAISED:
            raised = child.get(VAL) == "superscript"
    return RunFormat(bold, caps, hidden, style, font, raised)


def read_paragraph_format(properties: _Element) -> ParagraphFormat:
    """Read the paragraph properties that matter to structure."""
    style = num_id = num_level = left = first = centered = outline = None
    removed = mark_hidden = False
    for child in properties:
        tag = child.tag
        if tag == _PARAGRAPH_STYLE:
            style = child.get(VAL)
        elif tag == _ALIGN:
            centered = child.get(VAL) == "center"
        elif tag == _INDENT:
            left, first = read_indent(child)
        elif tag == _NUMBERING:
            for part in child:
                if part.tag == _NUM_ID:
                    num_id = integer(part.get(VAL))
                elif part.tag == _LEVEL:
                    num_level = integer(part.get(VAL))
        elif tag == _OUTLINE:
            outline = integer(child.get(VAL), _BODY_TEXT)
        elif tag == RPR:
            removed = any(mark.tag in _REMOVED for mark in child)
            mark_hidden = bool(read_run_format(child).hidden)
    return ParagraphFormat(style, num_id, num_level, None, left, first, centered, outline, removed, mark_hidden)


def read_indent(element: _Element) -> tuple[float | None, float | None]:
    """Return left and first-line indent (negative when hanging), in points."""
    left = points(element.get(f"{W}left") or element.get(f"{W}start"))
    hanging = points(element.get(f"{W}hanging"))
    return left, -hanging if hanging is not None else points(element.get(f"{W}firstLine"))


def _read_defaults(element: _Element) -> Style:
    paragraph, run = element.find(f"{W}pPrDefault/{PPR}"), element.find(f"{W}rPrDefault/{RPR}")
    return Style(
        read_paragraph_format(paragraph) if paragraph is not None else PLAIN,
        read_run_format(run) if run is not None else PLAIN_RUN,
    )


def _inherit(element: _Element, style_id: str, base: Style) -> Style:
    """Lay the properties that a style states itself over those of its base."""
    properties, characters = element.find(PPR), element.find(RPR)
    own = read_paragraph_format(properties) if properties is not None else PLAIN
    run = read_run_format(characters) if characters is not None else PLAIN_RUN
    low = base.paragraph
    outline = own.outline if own.outline is not None else low.outline
    numbered = own.num_id is not None
    paragraph = low._replace(
        num_id=own.num_id if numbered else low.num_id,
        num_level=own.num_level if own.num_level is not None else low.num_level,
        number_style=style_id if numbered else low.number_style,
        # a level's own indent stands over what lies below the style that brings the number in
        left=own.left if own.left is not None or numbered else low.left,
        first=own.first if own.first is not None or numbered else low.first,
        centered=own.centered if own.centered is not None else low.centered,
        outline=outline if outline is not None else _heading_level(element),
    )
    inherited = RunFormat(
        bold=run.bold if run.bold is not None else base.run.bold,
        caps=run.caps if run.caps is not None else base.run.caps,
        hidden=run.hidden if run.hidden is not None else base.run.hidden,
        font=run.font if run.font is not None else base.run.font,
    )
    return Style(paragraph, inherited)


def _heading_level(element: _Element) -> int | None:
    """Return the level of a built-in heading by its name, which some makers leave without an outline level."""
    name = element.find(_NAME)
    word, _, number = (name.get(VAL) or "" if name is not None else "").lower().partition(" ")
    return int(number) - 1 if word == "heading" and number in tuple("123456789") else None
