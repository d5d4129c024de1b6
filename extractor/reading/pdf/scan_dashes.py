"""Dotted and dashed rulings of a scanned table, drawn through so that they are found as lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from extractor.reading.pdf.image import Box, Contour, Gray, pieces_of

_THICKEST: Final = 1.6
"""Points; no letter is so low, and few are so narrow."""
_CROSSING: Final = 22.0
"""Points between two dashes with a crossing of two lines between them, which is no dash by itself."""
_SAME_LINE: Final = 0.7
_LEAST: Final = 5
_LEAST_ROW, _LEAST_COLUMN = 40.0, 24.0
_USUAL: Final = 25
"""Percentile of the gaps that is usual: at narrow columns every other gap holds a crossing."""
_MOSTLY: Final = 0.75
_SOLID, _HALF = 0.75, 0.5
_CLEAR: Final = 0.8
"""Points from the middle of a dash from which ink beside it is not its own."""
_BESIDE, _LONGEST_BESIDE = 1.2, 2.0
_SPACING: Final = 0.35
"""Space between two strokes of letters, in heights of the strokes."""
_AMONG: Final = 0.55
"""Share of dashes with ink close beside them: under 0.5 in rulings, mostly over 0.8 where they are strokes."""
_THICK: Final = 0.5
_REACH: Final = 7.0
"""Points from a line's end within which it meets another."""
_UPRIGHT: Final = 14.0
"""Points that a line across goes on: more than a letter is high, so that dots before a page number are no ruling."""


class _Dash(NamedTuple):
    """A thin piece of ink: from where to where along the line, and its middle across."""

    start: int
    end: int
    at: float


_Track = list[_Dash]
Boxes = npt.NDArray[np.int64]
_AS_IS, _TURNED = [0, 1, 2, 3], [1, 0, 3, 2]


def with_dashes_joined(darkness: Gray, ink: Gray, scale: float) -> tuple[Gray, Gray]:
    """Return darkness and ink with dotted and dashed rulings drawn through.

    A ruling is a row of dashes much alike that meets lines across at both its ends; dots that lead to a page number do
    not.
    """
    boxes = np.array([box for _, box in pieces_of(ink)], np.int64).reshape(-1, 4)
    sides = (ink, np.ascontiguousarray(ink.T))
    found = _dashed([boxes, boxes[:, _TURNED]], sides, scale)
    if not any(found):
        return darkness, ink
    crossings = _crossings(boxes, ink, scale)
    found = _dashed(
        [np.vstack([boxes, arms])[:, order] for arms, order in zip(crossings, (_AS_IS, _TURNED), strict=True)],
        sides,
        scale,
    )
    through = [
        _drawn([_points(track) for track in tracks], side.shape, scale)
        for tracks, side in zip(found, sides, strict=True)
    ]
    done = []
    for along, (tracks, side) in enumerate(zip(found, sides, strict=True)):
        across = cv2.bitwise_or(side, np.ascontiguousarray(through[1 - along].T))
        ends = [(track, _ends(track, side, np.asarray(across, np.uint8), scale)) for track in tracks]
        done.append(_drawn([_points(track, *both) for track, both in ends if both], side.shape, scale))
    mask = np.asarray(cv2.bitwise_or(done[0], np.ascontiguousarray(done[1].T)), np.uint8)
    dark = np.uint8(np.median(darkness[ink > 0]))
    return np.maximum(darkness, np.where(mask, dark, np.uint8(0))), np.asarray(cv2.bitwise_or(ink, mask), np.uint8)


def _dashed(boxes: Sequence[Boxes], sides: Sequence[Gray], scale: float) -> list[list[_Track]]:
    """Return the rows of dashes of both directions; boxes and pictures are turned so that each runs along the first."""
    least = (_LEAST_ROW * scale, _LEAST_COLUMN * scale)
    return [
        [
            track
            for track in _tracks(placed, scale)
            if _is_dashed(track, side, length) and not _is_of_letters(track, side, scale, upright=along == 1)
        ]
        for along, (placed, side, length) in enumerate(zip(boxes, sides, least, strict=True))
    ]


def _crossings(boxes: Boxes, ink: Gray, scale: float) -> tuple[Boxes, Boxes]:
    """Return the level and the upright strokes of pieces that are two dashes crossing or meeting."""
    level: list[Box] = []
    upright: list[Box] = []
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    low, high = np.minimum(width, height), np.maximum(width, height)
    for x0, top, x1, bottom in boxes[(low > _THICKEST * scale + 1) & (high <= _CROSSING * scale)].tolist():
        piece = ink[top:bottom, x0:x1] > 0
        rows, columns = (np.flatnonzero(piece.mean(axis=along) > _SOLID) for along in (1, 0))
        if not len(rows) or not len(columns) or max(np.ptp(rows), np.ptp(columns)) > _THICKEST * scale:
            continue
        rest = piece.sum() - len(rows) * (x1 - x0) - len(columns) * (bottom - top) + len(rows) * len(columns)
        if rest <= _HALF * piece.sum() * (1 - _HALF):
            level.append(Box(x0, top + int(rows[0]), x1, top + int(rows[-1]) + 1))
            upright.append(Box(x0 + int(columns[0]), top, x0 + int(columns[-1]) + 1, bottom))
    return np.array(level, np.int64).reshape(-1, 4), np.array(upright, np.int64).reshape(-1, 4)


def _tracks(boxes: Boxes, scale: float) -> list[_Track]:
    """Return rows of thin pieces that follow each other along the first direction."""
    thin = boxes[boxes[:, 3] - boxes[:, 1] <= _THICKEST * scale + 1]
    same = max(_SAME_LINE * scale, 1.0)
    tracks: list[_Track] = []
    latest: dict[int, _Track] = {}
    for start, top, end, bottom in sorted(thin.tolist()):
        at = (top + bottom) / 2
        place = int(at / scale)
        near = [
            track
            for track in (latest.get(bucket) for bucket in (place - 1, place, place + 1))
            if track and abs(track[-1].at - at) <= same and start - track[-1].end <= _CROSSING * scale
        ]
        if near:
            track = min(near, key=lambda one: abs(one[-1].at - at))
        else:
            track = []
            tracks.append(track)
        track.append(_Dash(start, end, at))
        latest[place] = track
    return tracks


def _is_dashed(track: _Track, ink: Gray, least: float) -> bool:
    """Tell whether pieces are dashes: many, evenly spaced, and with ink in the longer gaps, where lines cross."""
    if len(track) < _LEAST or track[-1].end - track[0].start < least:
        return False
    lengths = np.array([dash.end - dash.start for dash in track])
    gaps = np.array([two.start - one.end for one, two in pairwise(track)])
    even = np.abs(lengths - np.median(lengths)) <= 0.5 * np.median(lengths) + 1
    usual = float(np.percentile(gaps, _USUAL))
    crossed = np.array([bool(ink[int(one.at), one.end : two.start].any()) for one, two in pairwise(track)])
    fits = (gaps <= 2 * usual + 1) | crossed
    return usual <= least / _LEAST and min(even.mean(), fits.mean()) >= _MOSTLY


def _is_of_letters(track: _Track, ink: Gray, scale: float, *, upright: bool) -> bool:
    """Tell whether pieces are strokes of letters that lie in line by chance: other strokes stand beside most of them.

    Text may stand close under a line of dashes, but not close to the side of one.
    """
    reach = _BESIDE * scale
    if upright:
        length = float(np.median([dash.end - dash.start for dash in track]))
        reach = min(max(reach, _SPACING * length + _CLEAR * scale), _LONGEST_BESIDE * scale)
    near, far = 2 + round(_CLEAR * scale), round(reach) + 1
    beside = 0
    for start, end, at in track:
        middle = int(at)
        above = ink[max(middle - far + 1, 0) : max(middle - near + 1, 0), start:end]
        beside += bool(above.any() or ink[middle + near : middle + far, start:end].any())
    return beside > _AMONG * len(track)


def _ends(track: _Track, side: Gray, across: Gray, scale: float) -> tuple[int, int] | None:
    """Return where a row of dashes meets the last lines across it at both its ends; None where it does not.

    The last line may lie a crossing away, with ink on the way to it.
    """
    reach, long, same = round(_CROSSING * scale), round(_UPRIGHT * scale), round(_SAME_LINE * scale)
    first, last = track[0], track[-1]

    def met(at: float, low: int, high: int) -> list[int]:
        low, middle = max(low, 0), round(at)
        halves = across[max(middle - long, 0) : middle + 1, low:high], across[middle : middle + long, low:high]
        return [low + int(place) for half in halves for place in np.flatnonzero((half > 0).mean(axis=0) > _SOLID)]

    def inked(at: float, low: int, high: int) -> bool:
        way = side[max(round(at) - same, 0) : round(at) + same + 1, low:high]
        return high - low <= _REACH * scale or float(way.any(axis=0).mean()) >= _HALF

    before = [x for x in met(first.at, first.start - reach, first.start + reach) if inked(first.at, x, first.start)]
    after = [x for x in met(last.at, last.end - reach, last.end + reach) if inked(last.at, last.end, x)]
    return (min(before), max(after)) if before and after else None


def _points(track: _Track, start: int | None = None, end: int | None = None) -> Contour:
    """Return the middles of a row of dashes, from its first end to its last."""
    first, last = track[0], track[-1]
    middles = [((dash.start + dash.end) / 2, dash.at) for dash in track]
    ends = [(first.start if start is None else start, first.at), (last.end if end is None else end, last.at)]
    return np.array([ends[0], *middles, ends[1]]).round().astype(np.int32)


def _drawn(lines: list[Contour], shape: tuple[int, ...], scale: float) -> Gray:
    mask = np.zeros(shape, np.uint8)
    cv2.polylines(mask, lines, isClosed=False, color=255, thickness=max(round(_THICK * scale), 2))
    return mask
