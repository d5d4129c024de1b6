"""One cell cut out of its page, its edges and specks left out, its lines of ink told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import cv2
import numpy as np

from extractor.reading.pdf.image import Box, Gray
from extractor.reading.pdf.ocr import Recognised
from extractor.reading.pdf.sheet import Sheet

LINE_PIXELS: Final = 32
"""Height to which lines of text are brought: of 24 to 48 tried, the one at which the models err least."""
PAD: Final = 12
TIGHT_PAD: Final = 4
DIGIT_HEIGHT: Final = 0.72
"""Of digits, in font sizes of the usual typefaces."""
MOST_ENLARGED: Final = 4.0
_EDGE: Final = 2.5
"""Points from a cell's edge within which a line may be the edge itself, drawn double or thick."""
_DARK: Final = 110
AGREED: Final = 0.9
UNSETTLED: Final = 0.5
"""How sure a number is that is read alike twice and fits its glyphs; or neither."""


class CellReading(NamedTuple):
    """What a cell says: words in page pixels; another reading of it where two differ; and how sure it is, 0 to 1."""

    words: list[Recognised]
    confidence: float
    alternative: str | None = None


@dataclass(frozen=True, slots=True)
class Crop:
    """A cell cut out of its page: where it lies, and its lines of ink from the top."""

    plain: Gray
    ink: Gray
    paper: int
    left: int
    top: int
    lines: list[tuple[int, int]]

    @property
    def factor(self) -> float:
        """Return by how much the cell is enlarged to be read."""
        heights = sorted(bottom - top for top, bottom in self.lines)
        return min(max(LINE_PIXELS / heights[len(heights) // 2], 0.4), MOST_ENLARGED)


def crop_of(sheet: Sheet, box: Box, line_height: float) -> Crop | None:
    """Cut a cell out, white on black turned round; None where it holds no ink to speak of."""
    plain, ink = _without_edges(sheet, box)
    if min(plain.shape) < 4:
        return None
    paper = sheet.paper
    if np.median(plain) < _DARK:
        plain = np.asarray(255 - plain, np.uint8)
        paper = int(np.median(plain))
        ink = np.where(plain < paper - 60, 255, 0).astype(np.uint8)
    ink = _without_specks(ink, line_height)
    columns = np.flatnonzero(ink.any(axis=0))
    if not len(columns):
        return None
    lines = _lines(ink, line_height)
    if not lines:
        return None
    left, right = max(int(columns[0]) - 3, 0), int(columns[-1]) + 4
    top, bottom = max(lines[0][0] - 3, 0), lines[-1][1] + 3
    return Crop(
        plain[top:bottom, left:right],
        ink[top:bottom, left:right],
        paper,
        box.x0 + 1 + left,
        box.top + 1 + top,
        [(first - top, last - top) for first, last in lines],
    )


def _without_edges(sheet: Sheet, box: Box) -> tuple[Gray, Gray]:
    """Return the picture and the ink of a cell without the lines along its edges; one across its text is no ruling."""
    inside = (slice(max(box.top + 1, 0), box.bottom), slice(max(box.x0 + 1, 0), box.x1))
    edges = sheet.lines[inside] > 0
    band = max(round(_EDGE * sheet.scale), 1)
    if min(edges.shape) > 2 * band:
        edges = edges.copy()
        edges[band:-band, band:-band] = False
    return (
        np.where(edges, sheet.paper, sheet.whole[inside]).astype(np.uint8),
        np.where(edges, 0, sheet.marks[inside]).astype(np.uint8),
    )


def _without_specks(ink: Gray, line_height: float) -> Gray:
    """Drop components too small for a dot, and slivers of rulings along the edges."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    if count == 1:
        return ink
    x, y, width, height, area = stats.T
    kept = area >= max((0.045 * line_height) ** 2, 2)
    inside = (x > 0) & (y > 0) & (x + width < ink.shape[1]) & (y + height < ink.shape[0])
    thin = (np.minimum(width, height) <= max(0.08 * line_height, 2)) & (np.maximum(width, height) > 2)
    kept &= inside | ~thin
    kept[0] = False
    return np.where(kept[labels], 255, 0).astype(np.uint8)


def _lines(ink: Gray, line_height: float) -> list[tuple[int, int]]:
    """Return the first and last row of each line of text; dots and accents belong to the nearer line."""
    filled = np.concatenate(([False], ink.any(axis=1), [False]))
    edges = np.flatnonzero(np.diff(filled.astype(np.int8))).reshape(-1, 2).tolist()
    lines: list[tuple[int, int]] = []
    for top, bottom in edges:
        low = bottom - top < 0.4 * line_height
        if (
            lines
            and (low or lines[-1][1] - lines[-1][0] < 0.4 * line_height)
            and top - lines[-1][1] < 0.2 * line_height
        ):
            lines[-1] = (lines[-1][0], bottom)
        else:
            lines.append((top, bottom))
    return lines


def scaled(picture: Gray, factor: float) -> Gray:
    """Return a picture enlarged or made smaller."""
    if 0.95 < factor < 1.05:
        return picture
    how = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=how), np.uint8)


def framed(picture: Gray, paper: int, pad: int) -> Gray:
    """Return a picture with a margin of paper, which tesseract wants."""
    return np.asarray(cv2.copyMakeBorder(picture, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=paper), np.uint8)


def placed(words: Sequence[Recognised], crop: Crop, factor: float) -> list[Recognised]:
    """Return words with their boxes on the page."""

    def place(value: float, origin: int) -> float:
        return (value - PAD) / factor + origin

    return [
        word._replace(
            box=Box(
                round(place(word.box.x0, crop.left)),
                round(place(word.box.top, crop.top)),
                round(place(word.box.x1, crop.left)),
                round(place(word.box.bottom, crop.top)),
            ),
            base=place(word.base, crop.top),
            size=word.size / factor,
        )
        for word in words
    ]


def joined(words: Sequence[Recognised]) -> str:
    """Return words as lines of text."""
    return "\n".join(" ".join(word.text for word in line) for line in by_line(words).values())


def by_line(words: Sequence[Recognised]) -> dict[int, list[Recognised]]:
    """Return the words of each line by its number."""
    lines: dict[int, list[Recognised]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return lines


def mean(words: Sequence[Recognised]) -> float:
    """Return how sure the words are, long ones counting more."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
