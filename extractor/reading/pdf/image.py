"""A page as a picture: set upright and straight, its ink told from paper, its rulings found and erased.

Distances in points; `scale` is pixels a point.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from extractor.reading.pdf.rulings import Ruling, Rulings

Gray = npt.NDArray[np.uint8]
"""(height, width) picture of grey values, or a mask of 0 and 255."""

cv2.setNumThreads(1)

_DARKER: Final = 25
"""Grey levels by which ink is darker than the paper around it."""
_AROUND: Final = 12.0
_LONG_ROW, _LONG_COLUMN = 20.0, 14.0
"""Shortest runs of ink that are lines whatever they touch; no stroke of a letter is as long."""
_SHORT: Final = 5.0
_THICKEST: Final = 4.0
_SLANT: Final = 0.75
_GAP: Final = 6.0
_SAME_LINE: Final = 1.0
_MEETS: Final = 1.0
_MOST_SKEW: Final = 6.0
_SKEW_PIXELS: Final = 1_000
_TURN_PIXELS: Final = 1_200


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


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page ready to be read: `plain` is the picture without rulings, `ink` the mask of what is left to read."""

    plain: Gray
    ink: Gray
    paper: int
    scale: float
    rulings: Rulings


def prepare(gray: Gray, scale: float) -> Sheet:
    """Return a straight picture with its rulings found and erased."""
    paper = paper_of(gray)
    ink = ink_of(gray, scale)
    rows, columns = _line_masks(ink, scale)
    lines = cv2.dilate(cv2.bitwise_or(rows, columns), np.ones((3, 3), np.uint8))
    rulings = Rulings(_rulings(rows, scale, along=0), _rulings(columns, scale, along=1), [])
    plain = gray.copy()
    plain[lines > 0] = paper
    ink[lines > 0] = 0
    return Sheet(plain, ink, paper, scale, rulings)


def paper_of(gray: Gray) -> int:
    """Return the grey value of the paper: the commonest of the lighter half."""
    counts = np.bincount(gray[::4, ::4].ravel(), minlength=256)
    return int(counts[128:].argmax()) + 128


def ink_of(gray: Gray, scale: float) -> Gray:
    """Return the mask of what is darker than its surroundings; speckles of a pixel or two are dropped."""
    smooth = cv2.GaussianBlur(gray, (0, 0), 0.8) if scale > 1.5 else gray
    window = max(int(_AROUND * scale) | 1, 15)
    ink = cv2.adaptiveThreshold(
        smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, _DARKER if scale > 1.5 else _DARKER // 2
    )
    return np.asarray(ink, np.uint8)


def is_blank(gray: Gray, scale: float) -> bool:
    """Tell whether a page holds nothing that could be a letter."""
    ink = ink_of(gray, scale)
    margin = int(18 * scale)
    inner = ink[margin:-margin, margin:-margin] if min(gray.shape) > 4 * margin else ink
    size = max(int(2 * scale), 2)
    letters = cv2.morphologyEx(inner, cv2.MORPH_OPEN, np.ones((max(size // 3, 1), max(size // 3, 1)), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(letters)
    heights = stats[1:count, cv2.CC_STAT_HEIGHT]
    return int(np.count_nonzero(heights >= size)) < 3


def skew_of(gray: Gray) -> float:
    """Return the angle in degrees by which the picture must be turned counter-clockwise to be straight."""
    angle, _ = _best_angle(gray)
    return angle


def reads_sideways(gray: Gray, scale: float) -> bool:
    """Tell whether the lines of text run up or down the page; rulings run both ways and are left out."""
    factor = min(1.0, _TURN_PIXELS / max(gray.shape))
    small = np.asarray(cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    ink = ink_of(small, scale * factor)
    rows, columns = _line_masks(ink, scale * factor)
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

    angle = _argmax(contrast, np.arange(-2.0, 2.01, 0.25))
    if abs(angle) > 1.8:
        angle = _argmax(contrast, np.arange(-_MOST_SKEW, _MOST_SKEW + 0.01, 0.25))
    for step in (0.08, 0.025):
        angle = _argmax(contrast, angle + step * np.arange(-3, 4))
    return angle, contrast(angle)


def _argmax(score: object, angles: Iterable[float]) -> float:
    """Return the angle of the highest score."""
    assert callable(score)
    return float(max(angles, key=score))


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


def text_lines(ink: Gray, scale: float) -> list[Box]:
    """Return boxes round pieces of text lines, found by smearing the ink sideways; rough, for samples and sizes."""
    smeared = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, max(int(4 * scale), 3)), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(smeared)
    x, y, width, height = stats[1:count, :4].T
    likely = (height > 2.5 * scale) & (height < 30 * scale) & (width > 3 * height)
    corners = np.stack((x, y, x + width, y + height), axis=1)[likely]
    return [Box(*corner) for corner in corners.tolist()]


def _line_masks(ink: Gray, scale: float) -> tuple[Gray, Gray]:
    """Return the masks of horizontal and vertical lines, a slant of a pixel or two bridged."""
    rows = _opened(ink, _LONG_ROW * scale, along=0)
    columns = _opened(ink, _LONG_COLUMN * scale, along=1)
    rows, columns = _thin(rows, scale, along=0), _thin(columns, scale, along=1)
    # A short piece of line between two lines across it is the edge of a narrow or low cell.
    short_rows = _bridging(_opened(ink, _SHORT * scale, along=0), columns, scale, along=0)
    short_columns = _bridging(_opened(ink, _SHORT * scale, along=1), rows, scale, along=1)
    return cv2.bitwise_or(rows, short_rows), cv2.bitwise_or(columns, short_columns)  # type: ignore[return-value]


def _opened(ink: Gray, length: float, *, along: int) -> Gray:
    """Return runs of ink of at least `length` pixels; neighbouring rows are taken together, so slants are one run."""
    thick = np.ones((3, 1) if along == 0 else (1, 3), np.uint8)
    run = np.ones((1, max(int(length), 3)) if along == 0 else (max(int(length), 3), 1), np.uint8)
    found = cv2.morphologyEx(cv2.dilate(ink, thick), cv2.MORPH_OPEN, run)
    return np.asarray(found, np.uint8)


def _thin(mask: Gray, scale: float, *, along: int) -> Gray:
    """Drop what is too thick for a line: black areas, pictures."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    size = stats[:, (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT)]
    length, across = size[:, along], size[:, 1 - along]
    thickness = stats[:, cv2.CC_STAT_AREA] / np.maximum(length, 1)
    kept = (thickness <= _THICKEST * scale + 2) & (across <= np.maximum(_THICKEST * scale + 2, _SLANT / 10 * length))
    kept[0] = False
    return np.where(kept[labels], 255, 0).astype(np.uint8) if count > 1 else mask


def _bridging(mask: Gray, across: Gray, scale: float, *, along: int) -> Gray:
    """Keep thin pieces whose both ends meet lines that run across."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    if count == 1:
        return mask
    reach = max(int(_MEETS * scale), 1)
    height, width = mask.shape
    kept = np.zeros(count, np.bool_)
    thickest = max(1.2 * scale, 3.0) + 2
    for index, (x, y, w, h) in enumerate(stats[1:, :4].tolist(), 1):
        if (h if along == 0 else w) > thickest:
            continue
        if along == 0:
            before = across[y : y + h, max(x - reach, 0) : x + reach + 1]
            after = across[y : y + h, x + w - reach - 1 : min(x + w + reach, width)]
        else:
            before = across[max(y - reach, 0) : y + reach + 1, x : x + w]
            after = across[y + h - reach - 1 : min(y + h + reach, height), x : x + w]
        kept[index] = bool(before.any() and after.any())
    return np.where(kept[labels], 255, 0).astype(np.uint8)


def _rulings(mask: Gray, scale: float, *, along: int) -> list[Ruling]:
    """Return the lines of a mask in points; pieces on one line with a small gap between them are one."""
    count, _, stats, centroids = cv2.connectedComponentsWithStats(mask)
    found = zip(
        centroids[1:count, 1 - along].tolist(),
        stats[1:count, along].tolist(),
        stats[1:count, 2 + along].tolist(),
        strict=True,
    )
    pieces = sorted(((at + 0.5) / scale, start / scale, (start + length) / scale) for at, start, length in found)
    rulings: list[Ruling] = []
    track: list[tuple[float, float, float]] = []
    for piece in pieces:
        if track and piece[0] - track[-1][0] > _SAME_LINE:
            rulings += _joined(track)
            track = []
        track.append(piece)
    return [*rulings, *_joined(track)]


def _joined(track: list[tuple[float, float, float]]) -> list[Ruling]:
    """Return the lines of pieces that lie on one line."""
    lines: list[Ruling] = []
    for at, start, end in sorted(track, key=lambda piece: piece[1]):
        if lines and start - lines[-1].end <= _GAP:
            last = lines[-1]
            longer = last.at if last.end - last.start >= end - start else at
            lines[-1] = Ruling(longer, last.start, max(last.end, end))
        else:
            lines.append(Ruling(at, start, end))
    return [Ruling(*(round(value, 2) for value in line)) for line in lines]


def stem(sheet: Sheet, box: Box) -> float:
    """Return the mean thickness of strokes along the rows of a box in pixels; shades of grey count as parts."""
    ink = sheet.ink[max(box.top, 0) : box.bottom, max(box.x0, 0) : box.x1] > 0
    if not ink.any():
        return 0.0
    plain = sheet.plain[max(box.top, 0) : box.bottom, max(box.x0, 0) : box.x1]
    darkness = np.clip((sheet.paper - plain.astype(np.float32)) / float(max(sheet.paper - 30, 1)), 0.0, 1.0)
    runs = np.count_nonzero(np.diff(ink.astype(np.int8), axis=1, prepend=0) > 0)
    return float(darkness[ink].sum()) / max(int(runs), 1)
