"""A page set straight: text level, the right way round, squared where photographed at an angle; two pages made one."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from extractor.reading.pdf.image import Gray, darkness_of, ink_of, pieces_of, shade_of, text_lines
from extractor.reading.pdf.scan_dashes import with_dashes_joined
from extractor.reading.pdf.scan_lines import line_masks

_MOST_SKEW: Final = 6.0
_SKEW_PIXELS: Final = 1_000
_TURN_PIXELS: Final = 1_200
_LONG_LINE: Final = 0.2
"""Least length of lines that tell the slant of the page, in lengths of its side."""
_SLANT_POINTS: Final = 1.2
_MOST_SLANT: Final = 0.06
_TWO_PAGES: Final = 1.2
"""Least width, in heights, of a sheet of two pages."""
_MIDDLE: Final = (0.42, 0.58)
_SHADOW: Final = 0.05
"""Share of the height, at the top and at the bottom, where the scanner's shadow may cross the gutter."""
_GUTTER: Final = 16.0
_LEAST_LINES: Final = 3
_BETWEEN: Final = 30.0
"""Points left between two pages, few enough for a table that goes on."""


def skew_of(gray: Gray) -> float:
    """Return the angle in degrees by which the picture must be turned counter-clockwise to be straight."""
    angle, _ = _best_angle(gray)
    return angle


def reads_sideways(gray: Gray, scale: float) -> bool:
    """Tell whether the lines of text run up or down the page; rulings run both ways and are left out."""
    factor = min(1.0, _TURN_PIXELS / max(gray.shape))
    small = np.asarray(cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    darkness = darkness_of(shade_of(small, scale * factor))
    darkness, ink = with_dashes_joined(darkness, ink_of(darkness), scale * factor)
    rows, columns = line_masks(darkness, ink, scale * factor)
    ink[cv2.dilate(cv2.bitwise_or(rows, columns), np.ones((3, 3), np.uint8)) > 0] = 0
    text = 255 - ink
    _, upright = _best_angle(text)
    _, sideways = _best_angle(np.ascontiguousarray(np.rot90(text)))
    return sideways > 1.2 * upright


def _best_angle(gray: Gray) -> tuple[float, float]:
    """Return the angle at which rows of ink and paper stand out most, and how much they do."""
    factor = min(1.0, _SKEW_PIXELS / max(gray.shape))
    small = cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    dark = np.maximum(195.0 - small.astype(np.float32), 0.0)
    height, width = dark.shape

    def contrast(angle: float) -> float:
        turned = cv2.warpAffine(dark, cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0), (width, height))
        profile = turned.sum(axis=1) / width
        return float(np.square(np.diff(profile)).sum())

    angle = max(np.arange(-2.0, 2.01, 0.25).tolist(), key=contrast)
    if abs(angle) > 1.8:
        angle = max(np.arange(-_MOST_SKEW, _MOST_SKEW + 0.01, 0.25).tolist(), key=contrast)
    for step in (0.08, 0.025):
        angle = max((angle + step * np.arange(-3, 4)).tolist(), key=contrast)
    return angle, contrast(angle)


def straightened(gray: Gray, angle: float) -> Gray:
    """Return the picture turned by a small angle, the corners filled with paper."""
    if abs(angle) < 0.02:
        return gray
    height, width = gray.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(
        gray, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=paper_of(gray)
    )
    return np.asarray(turned, np.uint8)


def one_below_the_other(gray: Gray, scale: float) -> Gray:
    """Return a sheet of two pages side by side with the right one below the left one; any other page as it is.

    Two pages have a gutter in the middle that nothing crosses, and lines of text on both sides.
    """
    height, width = gray.shape
    if width < _TWO_PAGES * height:
        return gray
    factor = min(1.0, 1.0 / scale)
    small = np.asarray(cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    points = scale * factor
    ink = ink_of(darkness_of(shade_of(small, points)))
    first, last = (round(part * ink.shape[1]) for part in _MIDDLE)
    edge = round(_SHADOW * ink.shape[0])
    filled = np.concatenate(([True], np.count_nonzero(ink[edge:-edge, first:last], axis=0) > 1, [True]))
    marks = np.flatnonzero(filled)
    gaps = np.diff(marks)
    widest = int(gaps.argmax())
    middle = first + (int(marks[widest]) + int(marks[widest + 1])) // 2
    lines = text_lines(ink, points)
    left = sum(line.x1 <= middle for line in lines)
    if gaps[widest] < _GUTTER * points or min(left, len(lines) - left) < _LEAST_LINES:
        return gray
    cut, margin = round(middle / factor), round(_BETWEEN / 2 * scale)
    halves = [_without_margins(half, ink, factor, margin) for half, ink in _halves(gray, ink, cut, middle)]
    broad = max(half.shape[1] for half in halves)
    paper = paper_of(gray)
    return np.vstack(
        [cv2.copyMakeBorder(half, 0, 0, 0, broad - half.shape[1], cv2.BORDER_CONSTANT, value=paper) for half in halves]
    )


def _halves(gray: Gray, ink: Gray, cut: int, middle: int) -> tuple[tuple[Gray, Gray], tuple[Gray, Gray]]:
    return (gray[:, :cut], ink[:, :middle]), (gray[:, cut:], ink[:, middle:])


def _without_margins(half: Gray, ink: Gray, factor: float, margin: int) -> Gray:
    """Return a page without most of the paper above and below, so that a table goes on over both pages."""
    rows = np.flatnonzero(np.count_nonzero(ink, axis=1) > 1) / factor
    return half[max(int(rows[0]) - margin, 0) : int(rows[-1]) + margin]


def paper_of(gray: Gray) -> int:
    """Return the grey value of the paper: the commonest of the lighter half."""
    counts = np.bincount(gray[::4, ::4].ravel(), minlength=256)
    return int(counts[128:].argmax()) + 128


def squared(gray: Gray, rows: Gray, columns: Gray, scale: float) -> Gray | None:
    """Return a picture whose rulings are level and upright, None where they are so already or do not tell.

    A page seen at an angle has rulings whose slant changes evenly from one side to the other; undoing that moves its
    four corners.
    """
    height, width = gray.shape
    level, upright = _slant(rows, along=0), _slant(columns, along=1)
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    moved = np.array(
        [
            (x - upright(x) * (y - height / 2), y - level(y) * (x - width / 2))
            for x, y in corners.astype(np.float64).tolist()
        ],
        np.float32,
    )
    if np.abs(moved - corners).max() < _SLANT_POINTS * scale:
        return None
    matrix = cv2.getPerspectiveTransform(corners, moved)
    seen = cv2.warpPerspective(
        gray, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=paper_of(gray)
    )
    return np.asarray(seen, np.uint8)


def _slant(mask: Gray, *, along: int) -> np.poly1d:
    """Return the slant of long lines of one direction as a function of where they lie across it."""
    side = mask.shape[1 - along]
    at: list[float] = []
    slants: list[float] = []
    for contour, box in pieces_of(mask):
        length = box.width if along == 0 else box.height
        if length < _LONG_LINE * side:
            continue
        points = contour.reshape(-1, 2).astype(np.float64)
        slope, start = np.polyfit(points[:, along], points[:, 1 - along], 1)
        at.append(start + slope * side / 2)
        slants.append(slope)
    if len(at) < 2 or max(map(abs, slants)) > _MOST_SLANT or np.ptp(at) < _LONG_LINE * mask.shape[along]:
        return np.poly1d([0.0])
    return np.poly1d(np.polyfit(at, slants, 1))
