"""A page as a picture: its ink told from paper and tints, whatever the light; pieces and lines of ink.

Pictures are grey; `scale` is pixels a point.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

Gray = npt.NDArray[np.uint8]
"""(height, width) picture of grey values, or a mask of 0 and 255."""
Contour = npt.NDArray[np.int32]

cv2.setNumThreads(1)

_INK: Final = 0.3
"""Share of the darkness of the darkest ink from which a pixel is ink."""
FAINT: Final = 18
"""Darkness (255 is black) that the noise of clean paper and of compression stays below."""
_AROUND: Final = 16.0
_SPECK, _LONE = 1.2, 3.0
"""Points: the size of dust, and the free space round it, which no full stop has."""
ROUGH: Final = 2.1
"""Pixels a point that do to find lines of text."""


class Box(NamedTuple):
    """A place in a picture, in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int

    @property
    def width(self) -> int:
        """Return the width."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Return the height."""
        return self.bottom - self.top


def shade_of(gray: Gray, scale: float) -> Gray:
    """Return how much darker each pixel is than the paper or tint around it: 255 is black, whatever the light."""
    factor = min(1.0, ROUGH / scale / 2)
    small = cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    reach = max(int(_AROUND * scale * factor), 3)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    paper = cv2.resize(cv2.blur(paper, (reach, reach)), gray.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.bitwise_not(cv2.divide(gray, np.asarray(paper, np.uint8), scale=255.0)), np.uint8)


def grain_of(shade: Gray) -> float:
    """Return the shade that the noise of the paper reaches; on photographs it passes what is faint on a clean page."""
    sample = shade[::3, ::3]
    usual = float(np.median(sample))
    return usual + 5 * 1.48 * float(np.median(np.abs(sample - usual)))


def darkness_of(shade: Gray) -> Gray:
    """Return the shade without the noise of the paper."""
    grain = grain_of(shade)
    if grain <= FAINT:
        return shade
    return np.asarray(cv2.subtract(shade, np.full_like(shade, min(int(grain - FAINT), 255))), np.uint8)


def ink_of(darkness: Gray) -> Gray:
    """Return the mask of ink: what is dark enough for the darkest there is on the page."""
    sample = darkness[::3, ::3]
    strong = sample[sample > FAINT]
    threshold = max(_INK * float(np.percentile(strong, 90)), FAINT) if len(strong) > 50 else 2 * FAINT
    return np.where(darkness > threshold, 255, 0).astype(np.uint8)


def specks_of(ink: Gray, scale: float) -> list[Box]:
    """Return boxes round dust: specks no larger than a full stop with nothing near them."""
    reach = max(round(_LONE * scale / 2), 1)
    widened = cv2.dilate(ink, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    largest = _SPECK * scale + 2 * reach
    boxes = (box for _, box in pieces_of(np.asarray(widened, np.uint8)))
    return [box for box in boxes if max(box.width, box.height) <= largest]


def is_blank(gray: Gray, scale: float) -> bool:
    """Tell whether a page holds nothing that could be a letter."""
    ink = ink_of(darkness_of(shade_of(gray, scale)))
    margin = int(18 * scale)
    inner = ink[margin:-margin, margin:-margin] if min(gray.shape) > 4 * margin else ink
    stroke = max(int(0.6 * scale), 1)
    strokes = cv2.morphologyEx(inner, cv2.MORPH_OPEN, np.ones((stroke, stroke), np.uint8))
    least = max(int(2 * scale), 2)
    return sum(box.height >= least for _, box in pieces_of(np.asarray(strokes, np.uint8))) < 3


def text_lines(ink: Gray, scale: float) -> list[Box]:
    """Return boxes round pieces of text lines, found by smearing the ink sideways; rough, for samples and sizes."""
    factor = min(1.0, ROUGH / scale)
    small = np.asarray(cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    small = np.where(small > 60, 255, 0).astype(np.uint8)
    points = scale * factor
    smeared = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((1, max(int(4 * points), 3)), np.uint8))
    boxes = [box for _, box in pieces_of(np.asarray(smeared, np.uint8))]
    return [
        Box(*(round(value / factor) for value in box))
        for box in boxes
        if 2.5 * points < box.height < 30 * points and box.width > 3 * box.height
    ]


def pieces_of(mask: Gray) -> list[tuple[Contour, Box]]:
    """Return the connected pieces of a mask with few of them: contours cost a tenth of labelling the whole page."""
    found, links = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if links is None:
        return []
    # The last of the four links leads from a hole to what it is a hole of.
    outer = [np.asarray(one, np.int32) for one, link in zip(found, links[0], strict=True) if link[3] < 0]
    corners = [cv2.boundingRect(contour) for contour in outer]
    return [(one, Box(x, y, x + w, y + h)) for one, (x, y, w, h) in zip(outer, corners, strict=True)]


def only(mask: Gray, kept: list[Contour]) -> Gray:
    """Return the mask with some of its pieces alone."""
    chosen = np.zeros_like(mask)
    cv2.drawContours(chosen, kept, -1, 255, cv2.FILLED)
    return np.asarray(cv2.bitwise_and(mask, chosen), np.uint8)
