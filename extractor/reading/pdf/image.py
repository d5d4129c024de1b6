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
Contour = npt.NDArray[np.int32]

cv2.setNumThreads(1)

_INK: Final = 0.3
"""Share of the darkness of the darkest ink from which a pixel is ink."""
_FAINT: Final = 18
"""Grey levels: noise of paper and compression stay below."""
_LINE: Final = 30
_AROUND: Final = 16.0
_BESIDE: Final = 1.3
"""Half the height within which a hairline stands alone; borders of tables are 0.25 to 1 point thick."""
_LONG_ROW, _LONG_COLUMN = 20.0, 24.0
"""Shortest runs of ink that are lines whatever they touch; no stroke of a letter is as long."""
_SHORT: Final = 5.0
_LETTER: Final = 16.0
"""Points; no letter of a table is as high or wide."""
_THICKEST: Final = 4.0
_SLANT: Final = 0.075
_GAP: Final = 6.0
_SAME_LINE: Final = 1.0
_ALONE: Final = 0.6
"""Least share of a line's length with nothing dark close beside it: text may touch the rest."""
_HALO: Final = 0.45
_MEETS: Final = 1.0
_MOST_SKEW: Final = 6.0
_ROUGH: Final = 2.1
"""Pixels a point that do to find lines of text."""
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
    darkness = darkness_of(gray, scale)
    ink = ink_of(darkness)
    rows, columns = _line_masks(darkness, ink, scale)
    halo = 2 * max(round(_HALO * scale), 1) + 1
    lines = cv2.dilate(_either(rows, columns), np.ones((halo, halo), np.uint8))
    rulings = Rulings(_rulings(rows, scale, along=0), _rulings(columns, scale, along=1), [])
    plain = gray.copy()
    plain[lines > 0] = paper
    ink[lines > 0] = 0
    return Sheet(plain, ink, paper, scale, rulings)


def paper_of(gray: Gray) -> int:
    """Return the grey value of the paper: the commonest of the lighter half."""
    counts = np.bincount(gray[::4, ::4].ravel(), minlength=256)
    return int(counts[128:].argmax()) + 128


def darkness_of(gray: Gray, scale: float) -> Gray:
    """Return by how many grey levels each pixel is darker than the paper or shade around it."""
    factor = min(1.0, _ROUGH / scale / 2)
    small = cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    reach = max(int(_AROUND * scale * factor), 3)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    paper = cv2.resize(cv2.blur(paper, (reach, reach)), gray.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.subtract(paper, gray), np.uint8)


def ink_of(darkness: Gray) -> Gray:
    """Return the mask of ink: what is dark enough for the darkest there is on the page."""
    sample = darkness[::3, ::3]
    strong = sample[sample > _FAINT]
    threshold = max(_INK * float(np.percentile(strong, 90)), _FAINT) if len(strong) > 50 else 2 * _FAINT
    return np.where(darkness > threshold, 255, 0).astype(np.uint8)


def is_blank(gray: Gray, scale: float) -> bool:
    """Tell whether a page holds nothing that could be a letter."""
    ink = ink_of(darkness_of(gray, scale))
    margin = int(18 * scale)
    inner = ink[margin:-margin, margin:-margin] if min(gray.shape) > 4 * margin else ink
    stroke = max(int(0.6 * scale), 1)
    strokes = cv2.morphologyEx(inner, cv2.MORPH_OPEN, np.ones((stroke, stroke), np.uint8))
    least = max(int(2 * scale), 2)
    return sum(box.height >= least for _, box in _pieces(np.asarray(strokes, np.uint8))) < 3


def skew_of(gray: Gray) -> float:
    """Return the angle in degrees by which the picture must be turned counter-clockwise to be straight."""
    angle, _ = _best_angle(gray)
    return angle


def reads_sideways(gray: Gray, scale: float) -> bool:
    """Tell whether the lines of text run up or down the page; rulings run both ways and are left out."""
    factor = min(1.0, _TURN_PIXELS / max(gray.shape))
    small = np.asarray(cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    darkness = darkness_of(small, scale * factor)
    ink = ink_of(darkness)
    rows, columns = _line_masks(darkness, ink, scale * factor)
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
    factor = min(1.0, _ROUGH / scale)
    small = np.asarray(cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    small = np.where(small > 60, 255, 0).astype(np.uint8)
    points = scale * factor
    smeared = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((1, max(int(4 * points), 3)), np.uint8))
    boxes = [box for _, box in _pieces(np.asarray(smeared, np.uint8))]
    return [
        Box(*(round(value / factor) for value in box))
        for box in boxes
        if 2.5 * points < box.height < 30 * points and box.width > 3 * box.height
    ]


def _line_masks(darkness: Gray, ink: Gray, scale: float) -> tuple[Gray, Gray]:
    """Return the masks of horizontal and vertical lines."""
    rows, columns = (_long_lines(darkness, ink, scale, along) for along in (0, 1))
    # A short piece between two lines across it, in line with a long one, is the edge of a narrow or low cell.
    short_rows = _bridging(_hairlines(darkness, scale, 0, _SHORT), rows, columns, scale, 0)
    short_columns = _bridging(_hairlines(darkness, scale, 1, _SHORT), columns, rows, scale, 1)
    return _either(rows, short_rows), _either(columns, short_columns)


def _either(one: Gray, two: Gray) -> Gray:
    return np.asarray(cv2.bitwise_or(one, two), np.uint8)


def _long_lines(darkness: Gray, ink: Gray, scale: float, along: int) -> Gray:
    """Return the lines of one direction that are lines whatever they touch."""
    length = (_LONG_ROW, _LONG_COLUMN)[along]
    return _thin(_either(_hairlines(darkness, scale, along, length), _bars(ink, scale, along)), scale, along)


def _hairlines(darkness: Gray, scale: float, along: int, length: float) -> Gray:
    """Return dark runs at least `length` points long that mostly stand alone, much darker than what lies beside them.

    Rows of letters that run together are left out by that: they are dark above or below too.
    """
    step = max(round(_BESIDE * scale), 2)
    pads = (step, step, 0, 0) if along == 0 else (0, 0, step, step)
    framed = cv2.copyMakeBorder(darkness, *pads, cv2.BORDER_CONSTANT, value=0)
    height, width = darkness.shape
    before, after = (framed[:height], framed[2 * step :]) if along == 0 else (framed[:, :width], framed[:, 2 * step :])
    dark = darkness > _LINE
    alone = dark & (cv2.max(before, after) < darkness // 2 + _FAINT)
    # Two rows together, so that a slant of a pixel does not break the run.
    thick = np.ones((2, 1) if along == 0 else (1, 2), np.uint8)
    runs = cv2.dilate(np.where(dark, 255, 0).astype(np.uint8), thick)
    runs = cv2.morphologyEx(runs, cv2.MORPH_OPEN, _run(length * scale, along))
    mask = np.asarray(runs, np.uint8)
    kept = [
        contour
        for contour, box in _pieces(mask)
        if alone[box.top : box.bottom, box.x0 : box.x1].any(axis=along).mean() >= _ALONE
    ]
    return _only(mask, kept)


def _bars(ink: Gray, scale: float, along: int) -> Gray:
    """Return solid bars of ink, longer and thicker than any stroke of a letter."""
    thick = max(round(_BESIDE * scale), 2)
    long = max(int((_LONG_ROW, _LONG_COLUMN)[along] * scale), 3)
    kernel = np.ones((thick, long) if along == 0 else (long, thick), np.uint8)
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel), np.uint8)


def _run(pixels: float, along: int) -> Gray:
    """Return the kernel of a run of pixels along the rows (0) or the columns (1)."""
    length = max(int(pixels), 2)
    return np.ones((1, length) if along == 0 else (length, 1), np.uint8)


def _pieces(mask: Gray) -> list[tuple[Contour, Box]]:
    """Return the connected pieces of a mask with few of them: contours cost a tenth of labelling the whole page."""
    found, links = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if links is None:
        return []
    # The last of the four links leads from a hole to what it is a hole of.
    outer = [np.asarray(one, np.int32) for one, link in zip(found, links[0], strict=True) if link[3] < 0]
    corners = [cv2.boundingRect(contour) for contour in outer]
    return [(one, Box(x, y, x + w, y + h)) for one, (x, y, w, h) in zip(outer, corners, strict=True)]


def _only(mask: Gray, kept: list[Contour]) -> Gray:
    """Return the mask with some of its pieces alone."""
    chosen = np.zeros_like(mask)
    cv2.drawContours(chosen, kept, -1, 255, cv2.FILLED)
    return np.asarray(cv2.bitwise_and(mask, chosen), np.uint8)


def _thin(mask: Gray, scale: float, along: int) -> Gray:
    """Drop what is too thick for a line: black areas, pictures."""
    thickest = _THICKEST * scale + 2
    kept: list[Contour] = []
    for contour, box in _pieces(mask):
        length, across = (box.width, box.height) if along == 0 else (box.height, box.width)
        if across > thickest:
            filled = cv2.countNonZero(mask[box.top : box.bottom, box.x0 : box.x1])
            if filled > thickest * length or across > _SLANT * length:
                continue
        kept.append(contour)
    return _only(mask, kept)


def _bridging(mask: Gray, long: Gray, across: Gray, scale: float, along: int) -> Gray:
    """Keep thin pieces in line with long ones (or longer than a letter is high) whose both ends meet lines across."""
    reach = max(int(_MEETS * scale), 1)
    thickest = max(1.2 * scale, 3.0) + 2
    line_at = np.asarray(np.any(long, axis=1 - along, keepdims=True), np.uint8).reshape(-1, 1)
    aligned = np.asarray(cv2.dilate(line_at, np.ones((2 * reach + 1, 1), np.uint8))).ravel().tolist()
    kept: list[Contour] = []
    for contour, (x0, top, x1, bottom) in _pieces(mask):
        first, last, length = (top, bottom, x1 - x0) if along == 0 else (x0, x1, bottom - top)
        if length < _LETTER * scale and not any(aligned[first:last]):
            continue
        if along == 0:
            thin = bottom - top <= thickest
            before = across[top:bottom, max(x0 - reach, 0) : x0 + reach + 1]
            after = across[top:bottom, max(x1 - reach - 1, 0) : x1 + reach]
        else:
            thin = x1 - x0 <= thickest
            before = across[max(top - reach, 0) : top + reach + 1, x0:x1]
            after = across[max(bottom - reach - 1, 0) : bottom + reach, x0:x1]
        if thin and before.any() and after.any():
            kept.append(contour)
    return _only(mask, kept)


def _rulings(mask: Gray, scale: float, *, along: int) -> list[Ruling]:
    """Return the lines of a mask in points; pieces on one line with a small gap between them are one."""
    pieces: list[tuple[float, float, float]] = []
    for _, box in _pieces(mask):
        first, last = (box.top, box.bottom) if along == 0 else (box.x0, box.x1)
        start, end = (box.x0, box.x1) if along == 0 else (box.top, box.bottom)
        pieces.append(((first + last) / 2 / scale, start / scale, end / scale))
    rulings: list[Ruling] = []
    track: list[tuple[float, float, float]] = []
    for piece in sorted(pieces):
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
