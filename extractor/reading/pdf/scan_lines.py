"""The rulings of a scanned table, told from its letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import cv2
import numpy as np

from extractor.reading.pdf.image import FAINT, Box, Contour, Gray, darkness_of, only, pieces_of
from extractor.reading.pdf.rulings import Ruling, Rulings

_LINE: Final = 30
"""Darkness from which a pixel may belong to a line."""
_BESIDE: Final = 1.3
"""Half the height within which a hairline stands alone; borders of tables are 0.25 to 1 point thick."""
_SHORT_BESIDE: Final = (1.3, 1.8, 2.3)
"""The same for a short line, which may be the stroke of a letter with the next letter beside it."""
_LONG_ROW, _LONG_COLUMN = 20.0, 24.0
"""Shortest runs of ink that are lines whatever they touch; no stroke of a letter is as long."""
_SHORT: Final = 5.0
_LETTER: Final = 16.0
"""Points; no letter of a table is as high or wide."""
_THICKEST: Final = 4.0
_HAIRLINE: Final = 1.2
_EVENED: Final = 1.5
_SLANT: Final = 0.075
_GAP: Final = 6.0
_SAME_LINE: Final = 1.0
_ALONE, _SHORT_ALONE = 0.6, 0.8
"""Least share of a line's length with nothing dark close beside it: text may touch the rest; less of a short line."""
_MEETS: Final = 0.6
_MEETS_AT: Final = 3.0
_TOUCHES: Final = 0.9
"""Points between the end of a line and the middle of one it touches."""
_OFTEN: Final = 3
_TIED: Final = 60.0
"""Points up to which a line must end at others to belong to a table: the rest are strokes of stamps."""


def line_masks(darkness: Gray, ink: Gray, scale: float, *, grainy: Gray | None = None) -> tuple[Gray, Gray]:
    """Return the masks of horizontal and vertical lines; noise breaks them, and is evened out of the shade `grainy`."""
    along_rows, along_columns = (
        darkness
        if grainy is None
        else _either(_evened(darkness, scale, along), darkness_of(_evened(grainy, scale, along)))
        for along in (0, 1)
    )
    rows, columns = _long_lines(along_rows, ink, scale, 0), _long_lines(along_columns, ink, scale, 1)
    # A short piece between two lines across it, in line with a long one, is the edge of a narrow or low cell.
    reach = max(int((_MEETS if grainy is None else _MEETS + _EVENED / 2) * scale), 1)
    short_rows = _hairlines(along_rows, scale, 0, _SHORT, columns)
    short_columns = _hairlines(along_columns, scale, 1, _SHORT, rows)
    short_rows = _bridging(short_rows, rows, columns, scale, 0, reach)
    short_columns = _bridging(short_columns, columns, rows, scale, 1, reach)
    return _either(rows, short_rows), _either(columns, short_columns)


def _evened(darkness: Gray, scale: float, along: int) -> Gray:
    """Return the darkness averaged over some points along the rows or the columns."""
    run = max(round(_EVENED * scale), 2)
    return np.asarray(cv2.blur(darkness, (run, 1) if along == 0 else (1, run)), np.uint8)


def _either(one: Gray, two: Gray) -> Gray:
    return np.asarray(cv2.max(one, two), np.uint8)


def _long_lines(darkness: Gray, ink: Gray, scale: float, along: int) -> Gray:
    """Return the lines of one direction that are lines whatever they touch."""
    length = (_LONG_ROW, _LONG_COLUMN)[along]
    return _thin(_either(_hairlines(darkness, scale, along, length), _bars(ink, scale, along)), scale, along)


def _hairlines(darkness: Gray, scale: float, along: int, length: float, across: Gray | None = None) -> Gray:
    """Return dark runs at least `length` points long that mostly stand alone, much darker than what lies beside them.

    Rows of letters that run together are left out by that: they are dark above or below too. Where a line `across`
    is met, something dark beside is no sign of a letter.
    """
    dark = darkness > _LINE
    reach = (_BESIDE,) if length > _SHORT else _SHORT_BESIDE
    beside = np.zeros_like(darkness)
    for step in (max(round(one * scale), 2) for one in reach):
        beside = np.maximum(beside, _both_sides(darkness, step, along))
    alone = dark & (beside < darkness // 2 + FAINT)
    if across is not None:
        alone |= across > 0
    # Two rows together, so that a slant of a pixel does not break the run.
    thick = np.ones((2, 1) if along == 0 else (1, 2), np.uint8)
    least = _ALONE if length > _SHORT else _SHORT_ALONE
    runs = cv2.dilate(np.where(dark, 255, 0).astype(np.uint8), thick)
    runs = cv2.morphologyEx(runs, cv2.MORPH_OPEN, _run(length * scale, along))
    mask = np.asarray(runs, np.uint8)
    kept = [
        contour
        for contour, box in pieces_of(mask)
        if alone[box.top : box.bottom, box.x0 : box.x1].any(axis=along).mean() >= least
    ]
    return only(mask, kept)


def _both_sides(darkness: Gray, step: int, along: int) -> Gray:
    """Return for each pixel the darker of the two that lie `step` pixels beside it, across the direction."""
    pads = (step, step, 0, 0) if along == 0 else (0, 0, step, step)
    framed = cv2.copyMakeBorder(darkness, *pads, cv2.BORDER_CONSTANT, value=0)
    height, width = darkness.shape
    before, after = (framed[:height], framed[2 * step :]) if along == 0 else (framed[:, :width], framed[:, 2 * step :])
    return np.asarray(cv2.max(before, after), np.uint8)


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


def _thin(mask: Gray, scale: float, along: int) -> Gray:
    """Drop what is too thick for a line: black areas, pictures."""
    thickest = _THICKEST * scale + 2
    kept: list[Contour] = []
    for contour, box in pieces_of(mask):
        length, across = (box.width, box.height) if along == 0 else (box.height, box.width)
        if across > thickest:
            filled = cv2.countNonZero(mask[box.top : box.bottom, box.x0 : box.x1])
            if filled > thickest * length or across > _SLANT * length:
                continue
        kept.append(contour)
    return only(mask, kept)


def _bridging(mask: Gray, long: Gray, across: Gray, scale: float, along: int, reach: int) -> Gray:
    """Keep thin pieces whose both ends meet lines across: those in line with long ones or longer than a letter is high.

    And those of a table so low, where the page ends, that no upright line of it is long.
    """
    thickest = max(_HAIRLINE * scale, _usual_thickness(long, along), 3.0) + 2
    line_at = np.asarray(np.any(long, axis=1 - along, keepdims=True), np.uint8).reshape(-1, 1)
    aligned = np.asarray(cv2.dilate(line_at, np.ones((2 * reach + 1, 1), np.uint8))).ravel().tolist()
    kept: list[Contour] = []
    low: list[tuple[Contour, Box]] = []
    for contour, (x0, top, x1, bottom) in pieces_of(mask):
        first, last, length = (top, bottom, x1 - x0) if along == 0 else (x0, x1, bottom - top)
        alone = length < _LETTER * scale and not any(aligned[first:last])
        if alone and along == 0:
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
            if not alone:
                kept.append(contour)
            if along == 1 and length < _LETTER * scale:
                low.append((contour, Box(x0, top, x1, bottom)))
    return only(mask, kept + _of_low_tables(low, across, scale))


def _of_low_tables(pieces: Sequence[tuple[Contour, Box]], across: Gray, scale: float) -> list[Contour]:
    """Return the upright pieces, level with each other, the first and last of which stand at corners of a box."""
    found: list[Contour] = []
    for row in _level(pieces, round(_SAME_LINE * scale)):
        (_, first), (_, last) = row[0], row[-1]
        near, far = round(_SAME_LINE * scale), round(_MEETS_AT * scale)
        beyond = slice(max(first.x0 - far, 0), max(first.x0 - near, 0)), slice(last.x1 + near, last.x1 + far)
        ends = (slice(max(at - near, 0), at + near) for box in (first, last) for at in (box.top, box.bottom))
        if first != last and not any(across[end, side].any() for end in ends for side in beyond):
            found += [contour for contour, _ in row]
    return found


def _level(pieces: Sequence[tuple[Contour, Box]], same: int) -> Iterator[list[tuple[Contour, Box]]]:
    """Yield the pieces with level tops and level bottoms, from the left."""
    rows: dict[tuple[int, int], list[tuple[Contour, Box]]] = {}
    for contour, box in sorted(pieces, key=lambda piece: piece[1].x0):
        near = (key for key in rows if abs(key[0] - box.top) <= same and abs(key[1] - box.bottom) <= same)
        rows.setdefault(next(near, (box.top, box.bottom)), []).append((contour, box))
    yield from rows.values()


def _usual_thickness(mask: Gray, along: int) -> float:
    """Return how thick most lines of a mask are in pixels, 0 where it has none."""
    sizes = [box.height if along == 0 else box.width for _, box in pieces_of(mask)]
    return float(np.median(sizes)) if sizes else 0.0


def _rulings(mask: Gray, scale: float, *, along: int) -> list[Ruling]:
    """Return the lines of a mask in points; pieces on one line with a small gap between them are one."""
    pieces: list[tuple[float, float, float]] = []
    for _, box in pieces_of(mask):
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


def rulings_of(rows: Gray, columns: Gray, scale: float) -> Rulings:
    """Return the lines of both masks in points; short ones that do not end at others are left out."""
    horizontal, vertical = _rulings(rows, scale, along=0), _rulings(columns, scale, along=1)
    # A letter in line with a short line hides where it ends; the stroke of a stamp seldom crosses three lines.
    tied = _tied(_trimmed(horizontal, vertical, crossing=_OFTEN), vertical)
    upright = _tied(_trimmed(vertical, horizontal, crossing=_OFTEN), horizontal)
    return Rulings(_trimmed(tied, upright), _trimmed(upright, tied), [])


def _trimmed(lines: list[Ruling], across: list[Ruling], crossing: int = 2) -> list[Ruling]:
    """Return the lines without ends that stop short of the next line across: a letter stands there, in line with them.

    Those that meet fewer lines than `crossing` are left as they are.

    An edge of a cell reaches the lines on both its sides; a bracket in the cell above that stands on it does not.
    """
    if not across:
        return lines
    at, start, end = np.array(sorted(across)).T
    trimmed: list[Ruling] = []
    for line in lines:
        met = at[(start <= line.at + _SAME_LINE) & (end >= line.at - _SAME_LINE)]
        first, last = np.searchsorted(met, (line.start - _TOUCHES, line.end + _TOUCHES))
        inside = met[first:last]
        if len(inside) >= crossing:
            low, high = float(inside[0]), float(inside[-1])
            line = Ruling(
                line.at,
                low if first and line.start < low - _TOUCHES else line.start,
                high if last < len(met) and line.end > high + _TOUCHES else line.end,
            )
        trimmed.append(line)
    return trimmed


def _tied(lines: list[Ruling], across: list[Ruling]) -> list[Ruling]:
    """Return the lines that are long or end at lines across on both sides."""
    if not across:
        return lines
    at, start, end = np.array(across).T

    def meets(line: Ruling, place: float) -> bool:
        there = np.abs(at - place) <= _MEETS_AT
        return bool((there & (start <= line.at + _MEETS_AT) & (end >= line.at - _MEETS_AT)).any())

    return [
        line for line in lines if line.end - line.start >= _TIED or (meets(line, line.start) and meets(line, line.end))
    ]
