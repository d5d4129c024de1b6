"""Labels of list items, typed or automatic, and the blocks that paragraphs and items make up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import regex

from extractor.plan.headings import Piece, is_caption
from extractor.plan.model import Block, FigureBlock, ListBlock, ListItem, ParagraphBlock, TableBlock
from extractor.plan.text import ends_open, ends_sentence, join_lines
from extractor.reading.document import Figure
from extractor.reading.roman import roman_value
from extractor.tables.model import LogicalTable

_BULLET: Final = regex.compile(
    r"(?P<label>[-–—−•·●○▪■□◦❖➢➤►✓✔✗*§Ø\uF000-\uF0FF]|[oüqv](?=\s))(?:\s+|(?<=[^-–—−*\w])(?=\S)|(?<=[-–])(?=\p{L}))(?P<text>\S.*)",
    regex.DOTALL,
)
_ENUMERATOR: Final = regex.compile(
    r"(?P<label>\(?(?:\d{1,3}(?:\.\d{1,2}){0,5}|\p{L}|[ivxIVX]{2,5})[.)]{1,2}|\d{1,2}(?:\.\d{1,2}){1,5}(?=\s+\p{Lu}))"
    r"(?:\s+|(?<=[).])(?=\p{L}{3}))(?P<text>\S.*)",
    regex.DOTALL,
)
_INDENT_STEP: Final = 9.0
"""Points, an eighth of an inch; two indents that differ by less are the same."""
_FULL_LINE: Final = 50
"""Characters; an item shorter than this was not broken at the end of a printed line."""
_MAX_JOINED: Final = 20_000
"""Characters; no paragraph is longer, and joining stays linear."""


@dataclass(frozen=True, slots=True)
class Label:
    """A list label: as printed, its style (items of one list share it) and its value, None for bullets."""

    printed: str
    style: str
    value: int | None


def split_label(piece: Piece) -> tuple[tuple[Label, ...], str] | None:
    """Return the possible readings of a piece's label and its text without it, or None for a plain paragraph.

    "i." has two readings: a Roman one and the letter after h; the sequence decides.
    """
    if piece.label:
        return _readings(piece.label) or (_other(piece.label),), piece.text
    match = _BULLET.fullmatch(piece.text)
    if match is not None:
        return (_other(match["label"]),), match["text"]
    match = _ENUMERATOR.fullmatch(piece.text)
    return (_readings(match["label"]), match["text"]) if match is not None else None


def _other(printed: str) -> Label:
    """Return a label without a value: a bullet, or a numbered word ("Pasal 1") whose style is the word."""
    return Label(printed, "bullet " + regex.sub(r"\d+", "0", printed), None)


def _readings(printed: str) -> tuple[Label, ...]:
    core = printed.strip("(). ")
    frame = (printed.replace(core, "_", 1) if core else printed).replace(").", ")")
    last = core.rsplit(".", 1)[-1]
    found = []
    if last.isdecimal():
        found.append(Label(printed, f"arabic{core.count('.')} {frame}", int(last)))
    if len(core) == 1 and core.isascii() and core.isalpha():
        case = "upper" if core.isupper() else "lower"
        found.append(Label(printed, f"{case} {frame}", ord(core.lower()) - ord("a") + 1))
    value = roman_value(core.upper()) if core in (core.upper(), core.lower()) else None
    if value is not None and core.isalpha():
        case = "ROMAN" if core.isupper() else "roman"
        found.append(Label(printed, f"{case} {frame}", value))
    return tuple(found)


@dataclass(slots=True)
class _Open:
    """A list that is open: its style, the value it has reached and the indent of its items."""

    style: str
    value: int | None
    indent: float


@dataclass(slots=True)
class BlockBuilder:
    """Puts the pieces of one section together: consecutive items into lists, broken lines into one text."""

    blocks: list[Block]
    _open: list[_Open] = field(default_factory=list)
    _nested: set[tuple[str, str]] = field(default_factory=set)
    _interrupted: bool = False

    def extend(self, pieces: Sequence[Piece]) -> None:
        """Append `pieces` in order."""
        chosen = _choose_labels(pieces)
        goes_on = _goes_on(chosen)
        for i, piece in enumerate(pieces):
            label = chosen[i]
            if isinstance(piece.source, LogicalTable):
                self._interrupt(TableBlock(table=piece.source.id))
            elif isinstance(piece.source, Figure):
                self._interrupt(FigureBlock(text=piece.text or None))
            elif label is not None:
                self._item(label[0], label[1], piece, goes_on[i])
            elif not self._caption(piece) and not self._continues(piece):
                self._interrupt(ParagraphBlock(text=piece.full))

    def _interrupt(self, block: Block) -> None:
        self.blocks.append(block)
        self._interrupted = True

    def _caption(self, piece: Piece) -> bool:
        """Give the paragraph under a figure to it where it is its caption."""
        last = self.blocks[-1] if self.blocks else None
        if not isinstance(last, FigureBlock) or not is_caption(piece.text) or piece.text[:1] in "Tt":
            return False
        last.text = piece.text
        return True

    def _continues(self, piece: Piece) -> bool:
        """Join a paragraph to the item or paragraph before it where it is evidently its next line."""
        last = self.blocks[-1] if self.blocks else None
        target: ListItem | ParagraphBlock
        if isinstance(last, ListBlock):
            target = last.items[-1]
        elif isinstance(last, ParagraphBlock):
            target = last
        else:
            return False
        if piece.label or not _is_continuation(target.text, piece.text, item=isinstance(target, ListItem)):
            return False
        target.text = join_lines(target.text, piece.text)
        return True

    def _item(self, label: Label, text: str, piece: Piece, goes_on: dict[str, bool]) -> None:
        indent = piece.paragraph.indent if piece.paragraph else 0.0
        if self._interrupted:
            while self._open and not self._still_open(self._open[-1].style, label, goes_on):
                self._open.pop()
        level = self._level(label, indent)
        item = ListItem(label=label.printed, level=level, text=text)
        if self.blocks and isinstance(self.blocks[-1], ListBlock):
            self.blocks[-1].items.append(item)
        else:
            self.blocks.append(ListBlock(items=[item]))
        self._interrupted = False

    def _still_open(self, style: str, label: Label, goes_on: dict[str, bool]) -> bool:
        """Return whether a list that a paragraph interrupted is open: continued later, or known to hold such items."""
        return goes_on.get(style, False) or (style, label.style) in self._nested

    def _level(self, label: Label, indent: float) -> int:
        """Return the level of an item: that of the open list it continues, else one deeper than the open lists."""
        depth = self._depth(label, indent)
        if depth is not None:
            del self._open[depth + 1 :]
            self._open[depth].value = label.value
            return depth
        under = label.value == 1 and not self._interrupted and self._open and self._open[-1].value is not None
        while not under and self._open and indent and indent < self._open[-1].indent - _INDENT_STEP:
            self._open.pop()
        if self._open:
            self._nested.add((self._open[-1].style, label.style))
        self._open.append(_Open(label.style, label.value, indent))
        return len(self._open) - 1

    def _depth(self, label: Label, indent: float) -> int | None:
        """Return the depth of the open list an item belongs to, None where it starts a list of its own.

        The count decides before the indent: indents differ from page to page, and a count rarely fits by chance.
        """
        alike = [depth for depth, same in enumerate(self._open) if same.style == label.style]
        if not alike:
            return None
        following = [depth for depth in alike if label.value and self._open[depth].value == label.value - 1]
        if following or label.value is None:
            alike = following or alike
            if following or indent <= self._open[alike[-1]].indent + _INDENT_STEP:
                return min(reversed(alike), key=lambda depth: abs(self._open[depth].indent - indent) if indent else 0.0)
            return None
        deeper = label.value == 1 and indent > self._open[alike[-1]].indent + _INDENT_STEP
        return None if deeper else alike[-1]


def _choose_labels(pieces: Sequence[Piece]) -> list[tuple[Label, str] | None]:
    """Return label and text of every piece that is a list item, None for the others."""
    reached: dict[str, int] = {}
    chosen: list[tuple[Label, str] | None] = []
    before = ""
    for piece in pieces:
        split = split_label(piece) if piece.paragraph is not None else None
        label = _choose(split[0], reached, typed=piece.label is None, goes_on=ends_open(before)) if split else None
        before = piece.text
        if split is None or label is None:
            chosen.append(None)
            continue
        if label.value is not None:
            reached[label.style] = label.value
        chosen.append((label, split[1]))
    return chosen


def _choose(readings: tuple[Label, ...], reached: dict[str, int], *, typed: bool, goes_on: bool) -> Label | None:
    for label in readings:
        if label.value is None or reached.get(label.style) == label.value - 1:
            return label
    starts = [label for label in readings if label.value == 1]
    if starts:
        return starts[0]
    near = [label for label in readings if label.style in reached]
    if near:
        return near[0]
    # "H. Ahmad", "S. Parman": a letter that continues nothing is an initial, where it was typed by hand; so is a number
    # that continues nothing where the text before it goes on ("1) the first, 2) the second" over two lines).
    lone = typed and (goes_on or readings[0].style.startswith(("upper", "lower")))
    return None if lone else readings[0]


def _goes_on(chosen: Sequence[tuple[Label, str] | None]) -> list[dict[str, bool]]:
    """Return, before each item, which open lists are continued from there on: their next item is no first one."""
    following: dict[str, bool] = {}
    result: list[dict[str, bool]] = [following] * len(chosen)
    for i in reversed(range(len(chosen))):
        label = chosen[i]
        if label is not None:
            following = {**following, label[0].style: label[0].value is None or label[0].value > 1}
        result[i] = following
    return result


def _is_continuation(before: str, text: str, *, item: bool) -> bool:
    if not 0 < len(before) < _MAX_JOINED or ends_sentence(before[-9:]) or is_caption(text):
        return False
    if text[:1].islower() or ends_open(before) or (item and before.count("(") > before.count(")")):
        return True
    # The tail of a line that was broken by hand: a full line, then a shorter one that is no sentence of its own.
    is_tail = len(text) < len(before) and len(before) >= _FULL_LINE and ". " not in text and not text.endswith(":")
    return item and is_tail and (not text.endswith(".") or " " not in text)


def split_label_text(text: str) -> str:
    """Return collapsed `text` without the list label typed before it."""
    match = _BULLET.fullmatch(text) or _ENUMERATOR.fullmatch(text)
    return match["text"] if match is not None else text
