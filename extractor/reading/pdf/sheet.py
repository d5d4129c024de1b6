"""A scanned page ready to be read: straight, evenly lit, its rulings found and erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from extractor.reading.pdf.image import Box, Gray, darkness_of, grain_of, ink_of, shade_of, specks_of
from extractor.reading.pdf.rulings import Rulings
from extractor.reading.pdf.scan_dashes import with_dashes_joined
from extractor.reading.pdf.scan_lines import line_masks, rulings_of
from extractor.reading.pdf.straighten import squared

_HALO: Final = 0.45
"""Points round a line that are erased with it."""
_GRAINY: Final = 18.0
"""Shade of noise that breaks thin lines: photographs have it, and grainy scans of faint print."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page ready to be read: the picture in even light, the masks of its ink and of its lines.

    `plain` and `ink` are without the lines; `whole` and `marks` are the same with them.
    """

    whole: Gray
    marks: Gray
    lines: Gray
    plain: Gray
    ink: Gray
    paper: int
    scale: float
    rulings: Rulings


def prepare(gray: Gray, scale: float) -> Sheet:
    """Return a page whose text is level, with its rulings found and erased."""
    shade = shade_of(gray, scale)
    ink, rows, columns = _ink_and_lines(shade, scale)
    square = squared(gray, rows, columns, scale)
    if square is not None:
        shade = shade_of(square, scale)
        ink, rows, columns = _ink_and_lines(shade, scale)
    halo = 2 * max(round(_HALO * scale), 1) + 1
    drawn = np.asarray(cv2.bitwise_or(rows, columns), np.uint8)
    lines = np.asarray(cv2.dilate(drawn, np.ones((halo, halo), np.uint8)), np.uint8)
    # Letters that all but touch a line keep what of them lies in its halo.
    letters = cv2.dilate(np.where(lines > 0, 0, ink).astype(np.uint8), np.ones((halo, halo), np.uint8))
    lines[(letters > 0) & (drawn == 0)] = 0
    paper = 255 - int(np.median(shade[::4, ::4]))
    whole = np.asarray(cv2.bitwise_not(shade), np.uint8)
    plain, text = whole.copy(), ink.copy()
    plain[lines > 0] = paper
    text[lines > 0] = 0
    rulings = rulings_of(rows, columns, scale)
    return Sheet(whole, ink, lines, plain, text, paper, scale, rulings)


def _ink_and_lines(shade: Gray, scale: float) -> tuple[Gray, Gray, Gray]:
    """Return the masks of ink, of horizontal and of vertical lines; dust is wiped off the shade."""
    darkness = darkness_of(shade)
    ink = ink_of(darkness)
    paper = int(np.median(shade[::4, ::4]))
    for box in specks_of(ink, scale):
        place = (slice(box.top, box.bottom), slice(box.x0, box.x1))
        shade[place], darkness[place], ink[place] = paper, 0, 0
    darkness, ink = with_dashes_joined(darkness, ink, scale)
    return ink, *line_masks(darkness, ink, scale, grainy=shade if grain_of(shade) > _GRAINY else None)


def stem(sheet: Sheet, box: Box) -> float:
    """Return the mean thickness of strokes along the rows of a box in pixels; shades of grey count as parts."""
    ink = sheet.ink[max(box.top, 0) : box.bottom, max(box.x0, 0) : box.x1] > 0
    if not ink.any():
        return 0.0
    plain = sheet.plain[max(box.top, 0) : box.bottom, max(box.x0, 0) : box.x1]
    darkness = np.clip((sheet.paper - plain.astype(np.float32)) / float(max(sheet.paper - 30, 1)), 0.0, 1.0)
    runs = np.count_nonzero(np.diff(ink.astype(np.int8), axis=1, prepend=0) > 0)
    return float(darkness[ink].sum()) / max(int(runs), 1)
