"""A page read once more by pdfplumber, through the same geometry.

It is asked in three cases: where pdfium fails on a page, where pdfium's glyphs have no meaning, and, by `reread`, where
the sums of the plan do not hold on a page whose digits are doubtful (see `suspicion`). pdfplumber takes some 100 ms a
page, so the pages are bounded.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np

from extractor.limits import MAX_SECOND_FAILURES, MAX_SECOND_READINGS
from extractor.messages import Message
from extractor.reading.document import Bbox, Grid, ReadingDoubt
from extractor.reading.pdf.glyphs import BOLD_NAMES, Glyphs
from extractor.reading.pdf.layout import PageReading
from extractor.reading.pdf.paths import Shapes
from extractor.reading.pdf.primitives import RawPage
from extractor.reading.pdf.reader import lay_out_raw

Item = dict[str, Any]
"""One thing drawn, as pdfplumber tells of it."""

_DAMAGE: Final = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError)
"""What pdfplumber raises, besides its own errors, where a file's objects are not of the kind they should be."""
_NO_MEANING: Final = 0xFFFD
_WHITE: Final = 0.98
_STRAIGHT: Final = 0.5
"""Points that a straight line may lean."""


def read_lost_pages(data: bytes, readings: Sequence[PageReading], password: str | None) -> list[PageReading]:
    """Return the readings, those of pages that pdfium lost or could not make sense of replaced where pdfplumber can.

    At most `MAX_SECOND_READINGS` pages are tried, and none after `MAX_SECOND_FAILURES` that brought nothing: the fonts
    of a file are mostly the same on all its pages.
    """
    lost = [index for index, reading in enumerate(readings) if _is_lost(reading)]
    done = list(readings)
    if not lost:
        return done
    pages = _open(data, len(readings), password)
    failures = 0
    for index in lost[:MAX_SECOND_READINGS] if pages else ():
        again = _read(pages[index], index + 1)
        if again is not None and not _is_lost(again) and _has_text(again):
            doubts = (_told(readings[index], index + 1), *again.doubts)
            done[index] = replace(again, doubts=doubts, doubtful=False)
        else:
            failures += 1
        if failures == MAX_SECOND_FAILURES:
            break
    return done


def reread(
    data: bytes, readings: Sequence[PageReading], numbers: Collection[int], password: str | None
) -> list[PageReading] | None:
    """Return the readings with the pages `numbers` read by pdfplumber, hidden text too; None where no text differs."""
    done = list(readings)
    pages = _open(data, len(readings), password)
    for number in sorted(numbers)[:MAX_SECOND_READINGS] if pages else ():
        again = _read(pages[number - 1], number, everything=True)
        if again is not None and _texts(again) != _texts(readings[number - 1]):
            done[number - 1] = replace(again, doubts=(_chosen(number), *again.doubts), doubtful=False)
    return done if done != list(readings) else None


def _is_lost(reading: PageReading) -> bool:
    """Tell whether a page holds text that could not be read; a picture is none."""
    unreadable = any(doubt.code == "page-unreadable" and doubt.severity == "error" for doubt in reading.doubts)
    return unreadable and (reading.doubtful or reading.flow.width == 0)


def _has_text(reading: PageReading) -> bool:
    return bool(reading.flow.lines or reading.flow.placed)


def _texts(reading: PageReading) -> list[str]:
    """Return the text of every cell, row by row, without white space."""
    grids = [block for block in reading.flow.placed if isinstance(block, Grid)]
    return ["".join(cell.text.split()) for grid in grids for cell in grid.cells]


def _told(before: PageReading, number: int) -> ReadingDoubt:
    """Return why a page was read by pdfplumber."""
    if before.flow.width == 0:
        message = Message(
            f"Halaman {number} tidak terbaca oleh pdfium, jadi dibaca dengan pdfplumber: bandingkan dengan aslinya.",
            f"Page {number} could not be read by pdfium and was read by pdfplumber: compare it with the original.",
        )
    else:
        message = Message(
            f"Huruf di halaman {number} tidak bermakna bagi pdfium, jadi dibaca dengan pdfplumber.",
            f"The glyphs of page {number} have no meaning for pdfium; it was read by pdfplumber.",
        )
    return ReadingDoubt("engine-fallback", "info", message, page=number)


def _chosen(number: int) -> ReadingDoubt:
    """Return why a page's second reading was taken."""
    message = Message(
        f"Halaman {number} dibaca dengan pdfplumber: dengan pembacaan itu lebih banyak jumlah yang cocok.",
        f"Page {number} was read by pdfplumber: by that reading more sums hold.",
    )
    return ReadingDoubt("engine-fallback", "info", message, page=number)


def _open(data: bytes, pages: int, password: str | None) -> list[Any]:
    """Return a file's pages as pdfplumber sees them; none where it fails, or sees others than pdfium."""
    import pdfplumber
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    # pdfminer tells every oddity of a damaged file; what matters becomes a finding.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        found = list(pdfplumber.open(io.BytesIO(data), password=password).pages)
    except (PdfminerException, MalformedPDFException, *_DAMAGE):
        return []
    return found if len(found) == pages else []


def _read(page: Any, number: int, *, everything: bool = False) -> PageReading | None:
    """Return one page laid out, None where pdfplumber fails too."""
    items = _items(page)
    page.close()
    return None if items is None else lay_out_raw(_raw(page, items), number, everything=everything)


def _items(page: Any) -> list[Item] | None:
    """Return what is drawn on a page in its order, None where pdfplumber cannot tell."""
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    try:
        return list(page.iter_layout_objects(list(page.layout)))
    except (PdfminerException, MalformedPDFException, *_DAMAGE):
        return None


def _raw(page: Any, items: Sequence[Item]) -> RawPage:
    """Return a page in view space, in the form that pdfium's pages have."""
    left, above, right, below = page.cropbox
    frame = _Frame(left, above, page.mediabox[0], page.mediabox[1] + page.height)
    letters, shapes = _Letters(frame), _Painted(frame)
    images: list[Bbox] = []
    curves = 0
    for order, item in enumerate(items):
        kind = item["object_type"]
        if kind == "char":
            letters.add(item, order)
        elif kind in ("rect", "line", "curve"):
            shapes.add(item, order)
            curves += sum(step[0] in "cvy" for step in item.get("path", ()))
        elif kind == "image":
            images.append(frame.box(item))
    size = (right - left, below - above)
    return RawPage(*size, letters.glyphs(), shapes.shapes(size), np.array(images, np.float64).reshape(-1, 4), curves)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The visible corner in pdfplumber's space, and where pdfminer's x begins and its y ends in it."""

    left: float
    above: float
    x: float
    y: float

    def box(self, item: Item) -> Bbox:
        """Return an object's box in view space."""
        x0, top, x1, bottom = item["x0"], item["top"], item["x1"], item["bottom"]
        return (x0 - self.left, top - self.above, x1 - self.left, bottom - self.above)


@dataclass(slots=True)
class _Letters:
    """Glyphs gathered one by one; each is a run of its own."""

    frame: _Frame
    codes: list[int] = field(default_factory=list)
    runs: list[int] = field(default_factory=list)
    boxes: list[Bbox] = field(default_factory=list)
    facts: list[tuple[float, float, float, float, bool, bool, int]] = field(default_factory=list)
    """Baseline x and y, size, angle, bold, white, order of each run."""

    def add(self, char: Item, order: int) -> None:
        """Add one character; a ligature's letters share its box."""
        a, b, _, _, e, f = char["matrix"]
        x, y = self.frame.x + e - self.frame.left, self.frame.y - f - self.frame.above
        size = char["bottom"] - char["top"] if abs(a) >= abs(b) else char["x1"] - char["x0"]
        bold = any(word in char["fontname"].lower() for word in BOLD_NAMES)
        text = char["text"]
        known = not text.startswith("(cid:") or len(text) == 1
        for code in map(ord, text) if known else (_NO_MEANING,):
            self.codes.append(code)
            self.runs.append(len(self.facts))
            self.boxes.append(self.frame.box(char))
        angle = float(np.degrees(np.arctan2(b, a))) % 360.0
        self.facts.append((x, y, size, angle, bold, _is_white(char["non_stroking_color"]), order))

    def glyphs(self) -> Glyphs:
        """Return the characters as arrays."""
        facts = np.array(self.facts, np.float64).reshape(-1, 7)
        return Glyphs(
            codes=np.array(self.codes, np.int64),
            boxes=np.array(self.boxes, np.float64).reshape(-1, 4),
            runs=np.array(self.runs, np.int64),
            origins=facts[:, :2],
            sizes=facts[:, 2],
            angles=facts[:, 3],
            bold=facts[:, 4] != 0,
            invisible=np.zeros(len(facts), np.bool_),
            white=facts[:, 5] != 0,
            order=facts[:, 6].astype(np.int64),
            unmapped=0,
        )


@dataclass(slots=True)
class _Painted:
    """Painted boxes gathered one by one.

    pdfminer takes a path apart: the holes of a frame come as fills of the same colour within the fill before them.
    """

    frame: _Frame
    boxes: list[Bbox] = field(default_factory=list)
    facts: list[tuple[bool, bool, bool, int]] = field(default_factory=list)
    """Stroke, white, covering, order of each box."""
    framed: set[int] = field(default_factory=set)
    outer: tuple[int, Any] = (-1, None)
    """The last fill that lies in none before it, and its colour."""

    def add(self, item: Item, order: int) -> None:
        """Add the fill of a path as its box, and each straight piece of its stroke."""
        if item["fill"] and item["object_type"] != "line":
            self._fill(item, order)
        if not item["stroke"]:
            return
        half = max(item["linewidth"] or 0.0, 0.0) / 2
        points = [(x - self.frame.left, y - self.frame.above) for x, y in item["pts"]]
        closed = item["object_type"] == "rect"
        for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]] if closed else points[1:], strict=False):
            if min(abs(x1 - x0), abs(y1 - y0)) <= _STRAIGHT:
                box = (min(x0, x1) - half, min(y0, y1) - half, max(x0, x1) + half, max(y0, y1) + half)
                self._put(box, (True, _is_white(item["stroking_color"]), False, order))

    def _fill(self, item: Item, order: int) -> None:
        """Add a fill; one that would not be seen on the fill before it is its hole."""
        box, color = self.frame.box(item), item["non_stroking_color"]
        index, (around, same) = len(self.boxes), self.outer
        if around >= 0 and same == color and _lies_in(box, self.boxes[around]):
            self.framed |= {around, index}
        else:
            self.outer = (index, color)
        self._put(box, (False, _is_white(color), item["object_type"] == "rect", order))

    def _put(self, box: Bbox, facts: tuple[bool, bool, bool, int]) -> None:
        self.boxes.append(box)
        self.facts.append(facts)

    def shapes(self, size: tuple[float, float]) -> Shapes:
        """Return the boxes that lie on the page of this width and height."""
        boxes = np.array(self.boxes, np.float64).reshape(-1, 4)
        facts = np.array(self.facts, np.int64).reshape(-1, 4)
        on_page = ((boxes[:, :2] < size) & (boxes[:, 2:] > 0)).all(axis=1)
        framed = np.isin(np.arange(len(boxes)), list(self.framed))[on_page]
        boxes, facts = np.clip(boxes[on_page], 0, (*size, *size)), facts[on_page]
        stroke, white, covers = facts[:, :3].T != 0
        return Shapes(boxes, stroke, white, framed, covers & ~framed, facts[:, 3])


def _lies_in(inner: Bbox, outer: Bbox) -> bool:
    """Tell whether a box lies within another and is not the same."""
    return inner != outer and all(inner[i] >= outer[i] and inner[i + 2] <= outer[i + 2] for i in (0, 1))


def _is_white(color: Any) -> bool:
    """Tell whether a colour is white: grey, red-green-blue, or (no ink at all) cyan-magenta-yellow-black."""
    parts = color if isinstance(color, (tuple, list)) else (color,)
    if not parts or not all(isinstance(part, (int, float)) for part in parts):
        return False
    return all(part <= 1 - _WHITE for part in parts) if len(parts) == 4 else all(part >= _WHITE for part in parts)
