"""Lines outside tables become paragraphs in reading order, over page breaks where a sentence runs on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from extractor.reading.document import Bbox, Block, Figure, Grid, Paragraph
from extractor.reading.pdf.words import Line

_MARKER = re.compile(
    r"(?:\(?\d{1,3}[.)]{1,2}|\(?[A-Za-z][.)]{1,2}|\(?[ivxIVX]{1,5}[.)]|\d{1,2}(?:\.\d{1,2})+\.?|[-–—•▪➢✓❖◻●○■□◦*·o])$"
)
_GLUED_DASH = re.compile(r"[-–—•][A-Z][a-z]")
"""A bullet without a space behind it; a word that a hyphen broke goes on in lower case."""
_COUNTED = re.compile(r"\(?(?:(?P<number>\d{1,2})|(?P<letter>[a-z]))(?P<signs>[.)]{1,2})(?=\s)")
_CHAPTER = re.compile(r"BAB\b[.\s]*[IVX]+\b", re.IGNORECASE)
_LEADER = re.compile(r"(?:\.{4,}|…{2,})[\s.…]*\S{0,8}$")
_SENTENCE_END = (".", ":", ";", "!", "?")
_WIDE = 3.0
_SPACE = 0.25
_ROOM = 0.5
_LOOSE = 1.3
_EDGE_SUPPORT = 3
_SAME_LEFT = 2.5
_RAGGED = 36.0
"""Points: lines set flush left end within about a word of the margin."""
_ALIKE = 0.75
"""Points: lines set to both margins end alike."""
_LEAST_RIGHT = 0.75
"""Share of the page's width: where all lines are short, the right margin lies beyond them."""
_LOW, _HIGH = 0.7, 0.3
"""A paragraph that runs on leaves a page below this share of its height, and enters the next above that one."""
_MAX_INDENT = 90.0


class TextLine(NamedTuple):
    """A line of running text, its words let go: `first` is the width of its first word, `second` where the second
    begins (or its right end); `wide` is the widest gap between words after the first, in font sizes."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    bold_start: bool
    bold_end: bool
    first: float
    second: float
    wide: float

    @classmethod
    def of(cls, line: Line) -> TextLine:
        """Return the light form of a line."""
        words = line.words
        head = words[0]
        size = max(word.size for word in words)
        gaps = [after.x0 - before.x1 for before, after in pairwise(words[1:])]
        return cls(
            line.text,
            line.x0,
            line.top,
            line.x1,
            line.bottom,
            size,
            all(word.bold for word in words),
            head.bold,
            words[-1].bold,
            head.x1 - head.x0,
            words[1].x0 if len(words) > 1 else line.x1,
            max(gaps, default=0.0) / size,
        )

    @property
    def marked(self) -> bool:
        """Tell whether the line begins with a list label or a bullet."""
        head = self.text.split(" ", 1)[0]
        return bool(_MARKER.match(head) or _GLUED_DASH.match(head)) and " " in self.text


@dataclass(frozen=True, slots=True)
class PageFlow:
    """What stands on one page: lines of running text, tables and figures, each in order from the top."""

    number: int
    width: float
    height: float
    lines: Sequence[TextLine]
    placed: Sequence[Grid | Figure]


@dataclass(frozen=True, slots=True)
class _Margins:
    """Left and right edge of the running text on pages of one width, and the usual line pitch in font sizes.

    `ends` are the right ends of one page's long lines from left to right: parts of a page may have a narrower measure.
    """

    left: float
    right: float
    pitch: float
    ends: tuple[float, ...] = ()


def build_blocks(pages: Sequence[PageFlow]) -> list[Block]:
    """Return the blocks of all pages in reading order; paragraphs that a page break cut are joined."""
    margins = _all_margins(pages)
    words = _Vocabulary(pages)
    blocks: list[Block] = []
    bottom: list[TextLine] = []
    above = _Margins(0.0, 0.0, 0.0)
    for page in pages:
        edges = _with_ends(margins[round(page.width)], page)
        groups = _groups(page, edges)
        texts = [_paragraph(group, edges, page.number, words) for group in groups]
        last = blocks[-1] if blocks else None
        if bottom and isinstance(last, Paragraph) and texts and _runs_on(last, bottom, page, above):
            blocks[-1] = replace(last, text=words.join(last.text, texts.pop(0).text))
        blocks += sorted([*texts, *page.placed], key=_top)
        bottom, above = (groups[-1] if groups and groups[-1][-1].bottom > _LOW * page.height else []), edges
    return blocks


def _top(block: Block) -> tuple[float, float]:
    """Return where a block begins."""
    box = block.bbox or (0.0, 0.0, 0.0, 0.0)
    return (box[1], box[0])


def _all_margins(pages: Sequence[PageFlow]) -> dict[int, _Margins]:
    """Return the margins by page width: the outermost edges that several lines share."""
    lines: dict[int, list[PageFlow]] = {}
    for page in pages:
        lines.setdefault(round(page.width), []).append(page)
    return {width: _margins(group, float(width)) for width, group in lines.items()}


def _margins(pages: Sequence[PageFlow], width: float) -> _Margins:
    """Return the margins of pages of one width."""
    lefts = Counter(round(line.x0 / 2) for page in pages for line in page.lines)
    left = 2.0 * min(_supported(lefts), default=0)
    right = max(_ragged_edge([line.x1 for page in pages for line in page.lines]), _LEAST_RIGHT * width)
    pitches = Counter(
        round((after.top - before.top) / before.size, 1)
        for page in pages
        for before, after in pairwise(page.lines)
        if before.x1 > right - 4 * before.size and 0.9 <= (after.top - before.top) / before.size <= 2.5
    )
    return _Margins(left, right, pitches.most_common(1)[0][0] if pitches else 1.4)


def _supported(edges: Counter[int]) -> list[int]:
    """Return the positions that enough lines share, or all where none does."""
    enough = max(_EDGE_SUPPORT, sum(edges.values()) // 100)
    return [at for at, n in edges.items() if n + edges[at - 1] + edges[at + 1] >= enough] or list(edges)


def _ragged_edge(ends: list[float]) -> float:
    """Return the outermost right end that has enough others at most a word before it; the outermost at all else."""
    ends.sort(reverse=True)
    enough = 1 + len(ends) // 100
    supported = (end for end, last in zip(ends, ends[enough - 1 :], strict=False) if end - last <= _RAGGED)
    return next(supported, ends[0] if ends else 0.0)


def _with_ends(edges: _Margins, page: PageFlow) -> _Margins:
    """Return the margins with the right ends of a page's lines that fill half of the measure or more."""
    least = (edges.right - edges.left) / 2
    return replace(edges, ends=tuple(sorted(line.x1 for line in page.lines if line.x1 - line.x0 >= least)))


def _groups(page: PageFlow, edges: _Margins) -> list[list[TextLine]]:
    """Return the page's lines, grouped to paragraphs."""
    groups: list[list[TextLine]] = []
    for line in page.lines:
        if groups and _continues(groups[-1], line, edges) and not _table_between(page, groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _table_between(page: PageFlow, before: TextLine, after: TextLine) -> bool:
    """Tell whether a table or figure stands between two lines."""
    return any(block.bbox and before.top < block.bbox[1] < after.top for block in page.placed)


def _continues(group: list[TextLine], line: TextLine, edges: _Margins) -> bool:
    """Tell whether a line goes on with the paragraph above it."""
    last = group[-1]
    pitch = line.top - last.top
    usual = group[1].top - group[0].top if len(group) > 1 else edges.pitch * last.size
    if pitch <= 0 or pitch > _LOOSE * usual or abs(line.size - last.size) > 0.15 * last.size:
        return False
    if _ended(group, line, edges) or _LEADER.search(last.text) or _CHAPTER.match(line.text):
        return False
    if max(last.wide, line.wide) > _WIDE and not line.text[0].islower():
        return False
    if line.bold != last.bold and not _bold_changes_within(group, line):
        return False
    if _centered(last, edges) and _centered(line, edges):
        return True
    return _same_margin(group, line)


def _bold_changes_within(group: list[TextLine], line: TextLine) -> bool:
    """Tell whether a line only goes on with the bold words that end the line above it, or leaves them behind."""
    if line.bold:
        return group[-1].bold_end
    return line.bold_start or not all(one.bold for one in group)


def _same_margin(group: list[TextLine], line: TextLine) -> bool:
    """Tell whether a line's left edge fits the paragraph: hanging or first-line indent after the first line only."""
    last = group[-1]
    shift = line.x0 - last.x0
    ended = last.text.endswith((*_SENTENCE_END, ","))
    if line.marked and (abs(shift) > _SAME_LEFT or ended or _is_next_item(group[0].text, line.text)):
        return False
    if abs(shift) <= _SAME_LEFT:
        return True
    if len(group) > 1:
        return False
    if last.marked:
        return 0 < shift < _MAX_INDENT and abs(line.x0 - last.second) < max(_SAME_LEFT, last.size)
    return -_MAX_INDENT < shift < 0


def _is_next_item(first: str, line: str) -> bool:
    """Tell whether a line begins with the label that comes next after that of the paragraph: "2." after "1."."""
    one, two = _COUNTED.match(first), _COUNTED.match(line)
    if not one or not two or one["signs"] != two["signs"]:
        return False
    if one["number"] and two["number"]:
        return int(two["number"]) == int(one["number"]) + 1
    return bool(one["letter"] and two["letter"]) and ord(two["letter"]) == ord(one["letter"]) + 1


def _ended(group: list[TextLine], line: TextLine, edges: _Margins) -> bool:
    """Tell whether a paragraph's last line stops although the next line's first word would have fitted behind it."""
    last = group[-1]
    need = line.first + _SPACE * last.size
    own = _own_right(group, edges)
    if own is not None and abs(last.x0 - line.x0) <= _SAME_LEFT:
        return own - last.x1 > need
    need += _ROOM * last.size
    if _centered(last, edges) and _centered(line, edges):
        return (edges.right - edges.left) - (last.x1 - last.x0) > need
    return (own or edges.right) - last.x1 > need


def _own_right(group: list[TextLine], edges: _Margins) -> float | None:
    """Return the right edge that a paragraph is justified at, as other lines of its page are; None where it is not."""
    end = max(line.x1 for line in group[-2:])
    alike = bisect_right(edges.ends, end + _ALIKE) - bisect_left(edges.ends, end - _ALIKE)
    return end if alike >= _EDGE_SUPPORT else None


def _centered(line: TextLine, edges: _Margins) -> bool:
    """Tell whether a line stands in the middle between the margins, clear of both."""
    left, right = line.x0 - edges.left, edges.right - line.x1
    return left > 2 * line.size and abs(left - right) < line.size


def _paragraph(group: list[TextLine], edges: _Margins, page: int, words: _Vocabulary) -> Paragraph:
    """Return the paragraph of a group of lines."""
    text = group[0].text
    for line in group[1:]:
        text = words.join(text, line.text)
    box: Bbox = (
        min(line.x0 for line in group),
        group[0].top,
        max(line.x1 for line in group),
        group[-1].bottom,
    )
    block = len(group) > 1 and abs(group[0].x1 - group[-2].x1) <= _ALIKE and abs(group[-2].x0 - group[-1].x0) <= _ALIKE
    centered = all(_centered(line, edges) for line in group) and not block
    return Paragraph(
        text,
        bold=all(line.bold for line in group),
        centered=centered,
        indent=0.0 if centered else max(0.0, round(group[0].x0 - edges.left, 1)),
        page=page,
        bbox=box,
    )


def _runs_on(last: Paragraph, bottom: list[TextLine], page: PageFlow, edges: _Margins) -> bool:
    """Tell whether the last paragraph, which ends in the lines `bottom`, goes on with the next page's first line.

    `edges` are those of the page above.
    """
    line = page.lines[0]
    if line.top > _HIGH * page.height:
        return False
    if page.placed and (page.placed[0].bbox or (0.0, 0.0))[1] < line.top:
        return False
    if line.marked or last.centered or last.bold != line.bold or _CHAPTER.match(line.text):
        return False
    if _ended(bottom, line, edges) or _LEADER.search(bottom[-1].text):
        return False
    if last.text.endswith(_SENTENCE_END):
        return line.text[0].islower() and not last.text.endswith(":")
    # A capital may begin a sentence or only a name: then the line above must reach the margin.
    right = _own_right(bottom, edges) or edges.right
    return line.text[0].islower() or (not line.bold and right - bottom[-1].x1 < bottom[-1].size)


class _Vocabulary:
    """The words of the running text, collected when a hyphen at a line's end first asks for them."""

    def __init__(self, pages: Sequence[PageFlow]) -> None:
        self._pages = pages
        self._words: frozenset[str] | None = None

    def join(self, text: str, following: str) -> str:
        """Return two lines as one text; a hyphen at the break is kept, or undone where it only broke a word."""
        if len(text) < 2 or text[-1] != "-" or not text[-2].isalpha() or not following[:1].isalpha():
            return f"{text} {following}"
        before, after = _letters_before(text[:-1]), _letters_after(following)
        return (text if self._keeps_hyphen(before, after) else text[:-1]) + following

    def _keeps_hyphen(self, before: str, after: str) -> bool:
        """Tell whether the hyphen belongs to the word: doubled words, compounds, names."""
        if not (before.islower() or before.istitle()) or not after.islower():
            return True
        before = before.lower()
        if before[:3] == after[:3] or before.endswith(after[:4]):
            return True
        words = self._known()
        if before + after in words:
            return False
        return f"{before}-{after}" in words or before in words

    def _known(self) -> frozenset[str]:
        """Return the words in the middle of lines, in lower case."""
        if self._words is None:
            lines = (line.text.lower() for page in self._pages for line in page.lines)
            self._words = frozenset(word for text in lines for word in _TOKEN.findall(text))
        return self._words


_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def _letters_before(text: str) -> str:
    """Return the letters at the end of a text."""
    return text[len(text.rstrip("".join({c for c in text if c.isalpha()}))) :]


def _letters_after(text: str) -> str:
    """Return the letters at the start of a text."""
    match = _TOKEN.match(text)
    return match.group().split("-", 1)[0] if match else ""


def figures(images: Iterable[Bbox], page: int) -> list[Figure]:
    """Return a figure for each picture larger than a small logo; slices of one picture are one figure."""
    merged: list[list[float]] = []
    for x0, top, x1, bottom in sorted(images, key=lambda box: (box[1], box[0])):
        if merged and x0 < merged[-1][2] + 2 and x1 > merged[-1][0] - 2 and top < merged[-1][3] + 2:
            box = merged[-1]
            box[:] = [min(box[0], x0), min(box[1], top), max(box[2], x1), max(box[3], bottom)]
        else:
            merged.append([x0, top, x1, bottom])
    return [
        Figure(page=page, bbox=(round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)))
        for x0, top, x1, bottom in merged
        if x1 - x0 >= _FIGURE and bottom - top >= _FIGURE
    ]


_FIGURE = 60.0
"""Points; letterhead logos are smaller."""
