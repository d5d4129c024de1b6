"""The text of a scanned page outside its tables, and recognised words as words of a page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import cv2
import numpy as np

from extractor import limits
from extractor.reading.pdf.image import Box, Gray, text_lines
from extractor.reading.pdf.ocr import Recognised, Recogniser
from extractor.reading.pdf.scan_crop import by_line
from extractor.reading.pdf.sheet import Sheet, stem
from extractor.reading.pdf.words import Word

_LINE_PIXELS: Final = 32
_SMALL: Final = 22
"""Height of lines in pixels below which a page is enlarged to be read."""
_MOST_ENLARGED: Final = 3.0
_NOISE: Final = 0.35
"""Mean confidence below which a line is no text: a stamp, a signature, a photograph."""
_WIDE: Final = 2.0
_SPECKS: Final = 0.003
"""Share of a page's height that ink may take in the gap between columns: dust."""
_NARROWEST: Final = 4.0
"""Line heights: what is narrower is no column of text."""
_LEADER: Final = "." * 8
_ASCENT, _DESCENT = 0.75, 0.25
_BOLD: Final = 0.138
"""Thickness of stems in font sizes between regular and bold faces, where a page has only one of them."""
_TWO_WEIGHTS: Final = 1.3


def running_words(sheet: Sheet, tables: Sequence[Box], recogniser: Recogniser, line_height: float) -> list[Recognised]:
    """Return the words outside the tables, dots that lead to a page number among them; boxes in page pixels."""
    picture, ink = sheet.plain, sheet.ink
    if tables:
        picture, ink = picture.copy(), ink.copy()
        for x0, top, x1, bottom in tables:
            picture[max(top, 0) : bottom + 1, max(x0, 0) : x1 + 1] = sheet.paper
            ink[max(top, 0) : bottom + 1, max(x0, 0) : x1 + 1] = 0
    if not text_lines(ink, sheet.scale):
        return []
    factor = _enlargement(picture, line_height)
    if factor > 1:
        picture = np.asarray(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC), np.uint8)
    words = recogniser.page(picture, columns=_in_columns(ink, line_height))
    words = [_shrunk(word, factor) for word in words]
    return [word for line in _lines(words) for word in _with_leaders(line, ink)]


def _in_columns(ink: Gray, line_height: float) -> bool:
    """Tell whether the text stands in columns with a gap from top to bottom; the labels of a list are none."""
    text = np.flatnonzero(np.count_nonzero(ink, axis=0) > _SPECKS * len(ink))
    if not len(text):
        return False
    ends, least = np.flatnonzero(np.diff(text) > line_height), _NARROWEST * line_height
    return bool(((text[ends] - text[0] > least) & (text[-1] - text[ends + 1] > least)).any())


def _enlargement(picture: Gray, line_height: float) -> float:
    """Return by how much a page of small text is enlarged, within the bound on pixels."""
    if line_height >= _SMALL:
        return 1.0
    room = math.sqrt(limits.MAX_SCAN_PIXELS / picture.size)
    return max(min(_LINE_PIXELS / line_height, _MOST_ENLARGED, room), 1.0)


def _shrunk(word: Recognised, factor: float) -> Recognised:
    box = Box(*(round(value / factor) for value in word.box))
    return word._replace(box=box, base=word.base / factor, size=word.size / factor)


def _lines(words: Sequence[Recognised]) -> Iterator[list[Recognised]]:
    """Yield the words line by line, as they were recognised."""
    line: list[Recognised] = []
    for word in words:
        if line and word.line != line[-1].line:
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _with_leaders(line: list[Recognised], ink: Gray) -> Iterator[Recognised]:
    """Yield a line's words, what was made of rows of dots replaced by dots, and dots that were overlooked added."""
    told = [word._replace(text=_LEADER) if _is_leader(word, word.box, ink) else word for word in line]
    yield told[0]
    for before, word in pairwise(told):
        gap = Box(before.box.x1 + 2, word.box.top, word.box.x0 - 2, word.box.bottom)
        if gap.width > _WIDE * word.size and _is_leader(word, gap, ink):
            yield word._replace(text=_LEADER, box=gap)
        yield word


def _is_leader(word: Recognised, box: Box, ink: Gray) -> bool:
    """Tell whether a stretch of a word's line holds dots on the baseline and nothing above them."""
    if box.width < _WIDE * word.size:
        return False
    rows = [max(round(word.base + part * word.size), 0) for part in (-0.7, -0.3, 0.12)]
    above = ink[rows[0] : rows[1], box.x0 : box.x1].any(axis=0)
    low = ink[rows[1] : rows[2], box.x0 : box.x1].any(axis=0)
    return bool(low.size and above.mean() < 0.05 and 0.1 < low.mean() < 0.9)


def without_noise(words: Sequence[Recognised]) -> list[Recognised]:
    """Return the words without lines that are no text."""
    return [
        word for line in _lines(words) if sum(one.confidence for one in line) / len(line) >= _NOISE for word in line
    ]


def as_words(sheet: Sheet, groups: Sequence[Sequence[Recognised]]) -> list[Word]:
    """Return words in points; those with thicker stems than most of the page are bold."""
    lines: list[list[Recognised]] = []
    for group in groups:
        lines += by_line(group).values()
    stems = [_stem(sheet, line) for line in lines]
    bold = _bold_from(stems)
    return [
        _word(word, sheet.scale, bold=thick > bold) for line, thick in zip(lines, stems, strict=True) for word in line
    ]


def _bold_from(stems: Sequence[float]) -> float:
    """Return the thickness from which stems are bold: between two clusters, where the page shows two."""
    low, high = (float(np.percentile(stems, part)) for part in (15, 85)) if stems else (0.0, 0.0)
    for _ in range(8):
        middle = (low + high) / 2
        thin, thick = [one for one in stems if one <= middle], [one for one in stems if one > middle]
        if not thin or not thick:
            return _BOLD
        low, high = sum(thin) / len(thin), sum(thick) / len(thick)
    return (low + high) / 2 if high > _TWO_WEIGHTS * low else _BOLD


def _stem(sheet: Sheet, line: Sequence[Recognised]) -> float:
    """Return the thickness of a line's stems in font sizes."""
    boxes = [word.box for word in line]
    box = Box(
        min(one.x0 for one in boxes),
        min(one.top for one in boxes),
        max(one.x1 for one in boxes),
        max(one.bottom for one in boxes),
    )
    return stem(sheet, box) / max(line[0].size, 1.0)


def _word(word: Recognised, scale: float, *, bold: bool) -> Word:
    """Return a word with its box set by its baseline, as words of a text layer have it."""
    top, bottom = word.base - _ASCENT * word.size, word.base + _DESCENT * word.size
    places = (word.box.x0, top, word.box.x1, bottom, word.size)
    x0, top, x1, bottom, size = (round(value / scale, 2) for value in places)
    return Word(word.text, x0, top, x1, bottom, size, bold)
