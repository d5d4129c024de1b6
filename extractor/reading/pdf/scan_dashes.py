"""Dotted and dashed rulings of a scanned table, drawn through so that they are found as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
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
_FEWEST, _FEWEST_ALIKE = 5, 3
_LEAST: Final = (40.0, 24.0)
"""Points: least length of a row of dashes by itself, level and upright."""
_USUAL: Final = 25
"""Percentile of the gaps that is usual: at narrow columns every other gap holds a crossing."""
_MOSTLY: Final = 0.75
_SOLID, _HALF = 0.75, 0.5
_DOT, _DOTS_APART = 1.0, 2.0
"""Points: the length of dots, and the gap between them."""
_MISSED: Final = 6
_FREE: Final = 1.25
"""Widest gap on the way from the last dash to a line, in gaps of the row; a letter stands further from the line."""
_CLEAR: Final = 0.8
"""Points from the middle of a dash from which ink beside it is not its own."""
_BESIDE, _LONGEST_BESIDE = 1.2, 2.0
_SPACING: Final = 0.35
"""Space between two strokes of letters, in heights of the strokes."""
_AMONG: Final = 0.55
"""Share of dashes with ink close beside them: under 0.5 in most rulings, over 0.8 where they are strokes."""
_BETWEEN: Final = 0.45
"""Ink beside the gaps, set against that beside the dashes: text stands by a ruling's gaps too."""
_ALIKE, _LESS_EVEN, _FAINTER = 0.5, 0.1, 0.3
_THICK: Final = 0.5
_HIDDEN: Final = 40.0
"""Points of a row of dashes that letters touching it hide."""
_REACH: Final = 7.0
"""Points from a line's end within which it meets another."""
_CROSSED: Final = 3
"""Lines across from which a row of dashes is a ruling of a table that is open at its side."""
_UPRIGHT: Final = 14.0
"""Points that a line across goes on: more than a letter is high, so that dots before a page number are no ruling."""


class _Dash(NamedTuple):
    """A thin piece of ink: from where to where along the line, and its middle across."""

    start: int
    end: int
    at: float


_Track = list[_Dash]


class _Judged(NamedTuple):
    """A row of dashes, how even it is, the share of dashes with ink close beside, and whether gaps have it as well."""

    track: _Track
    even: float
    beside: float
    at_gaps: bool


class _Row(NamedTuple):
    """A row of dashes, where the lines lie that it meets at its ends, and how many it crosses."""

    track: _Track
    start: int | None = None
    end: int | None = None
    crossed: int = 0

    @property
    def is_ruling(self) -> bool:
        """Tell whether the row meets a line at both ends, or crosses several."""
        return (self.start is not None and self.end is not None) or self.crossed >= _CROSSED


Boxes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_AS_IS, _TURNED = [0, 1, 2, 3], [1, 0, 3, 2]


def with_dashes_joined(darkness: Gray, ink: Gray, scale: float) -> tuple[Gray, Gray]:
    """Return darkness and ink with dotted and dashed rulings drawn through.

    A ruling is a row of dashes much alike that meets lines across at both its ends; dots that lead to a page number do
    not.
    """
    boxes = np.array([box for _, box in pieces_of(ink)], np.int64).reshape(-1, 4)
    sides = (ink, np.ascontiguousarray(ink.T))
    if not any(long for long, _ in _dashed([boxes, boxes[:, _TURNED]], sides, scale)):
        return darkness, ink
    crossings = _crossings(boxes, ink, scale)
    found = _dashed(
        [np.vstack([boxes, arms])[:, order] for arms, order in zip(crossings, (_AS_IS, _TURNED), strict=True)],
        sides,
        scale,
    )
    through = [
        _drawn([_points(_Row(track)) for track in long], side.shape, scale, _SAME_LINE)
        for (long, _), side in zip(found, sides, strict=True)
    ]
    done = []
    for along, ((long, short), side) in enumerate(zip(found, sides, strict=True)):
        across = np.asarray(cv2.bitwise_or(side, np.ascontiguousarray(through[1 - along].T)), np.uint8)
        gap = float(np.median([_usual_gap(track) for track in long] or [0]))
        ends = [_ends(track, side, across, scale, _CROSSING * scale) for track in long]
        ends += [_ends(track, side, across, scale, _FREE * gap + 2) for track in short]
        lines = [_points(row) for row in _joined(ends, scale) if row.is_ruling]
        done.append(_drawn(lines, side.shape, scale, _THICK))
    mask = np.asarray(cv2.bitwise_or(done[0], np.ascontiguousarray(done[1].T)), np.uint8)
    dark = np.uint8(np.median(darkness[ink > 0]))
    return np.maximum(darkness, np.where(mask, dark, np.uint8(0))), np.asarray(cv2.bitwise_or(ink, mask), np.uint8)


def _dashed(boxes: Sequence[Boxes], sides: Sequence[Gray], scale: float) -> list[tuple[list[_Track], list[_Track]]]:
    """Return the rows of dashes of both directions, and the short ones in line with them: edges of narrow or low cells.

    Boxes and pictures are turned so that each direction runs along the first.
    """
    tracks = [_tracks(placed, scale) for placed in boxes]
    judged = [
        [
            _Judged(track, even, *_beside(track, side, scale, upright=upright))
            for track in found
            if (even := _evenness(track, side, least * scale, scale))
        ]
        for found, side, least, upright in zip(tracks, sides, _LEAST, (False, True), strict=True)
    ]
    free = [[one for one in side if one.beside <= _AMONG and len(one.track) >= _FEWEST] for side in judged]
    usual = max(chain(*free), key=_dashes, default=None)
    if usual is None:
        return [([], []), ([], [])]
    # The rulings of a page are dashed alike, which strokes of letters are not; of faint dots some are missing.
    fainter = _FAINTER * max(1 - _density(usual.track), 0.0)
    long: list[list[_Track]] = []
    for side, certain, upright in zip(judged, free, (False, True), strict=True):
        # Where many lines cross a row, it is less even.
        even = max(max(certain, key=_dashes, default=usual).even, usual.even - _LESS_EVEN) - _LESS_EVEN - fainter
        long.append(
            [
                one.track
                for one in side
                if (one.beside <= _AMONG or (upright and one.at_gaps))
                and one.even >= even
                and _is_like(one.track, usual.track)
            ]
        )
    return [
        (found, [track for track in others if _goes_on(track, found, _SAME_LINE * scale)])
        for found, others in zip(long, tracks, strict=True)
    ]


def _dashes(one: _Judged) -> int:
    return len(one.track)


def _is_like(track: _Track, other: _Track) -> bool:
    """Tell whether the dashes of two rows and the gaps between them are about as long."""
    pairs = (_usual_length(track), _usual_length(other)), (_usual_gap(track), _usual_gap(other))
    return all(abs(one - two) <= _ALIKE * two + 1 for one, two in pairs) and _density(track) >= _HALF * _density(other)


def _density(track: _Track) -> float:
    """Return how many dashes a row has of those its length has room for, counted by the usual ones."""
    return len(track) * (_usual_length(track) + _usual_gap(track)) / (track[-1].end - track[0].start)


def _goes_on(track: _Track, long: Sequence[_Track], same: float) -> bool:
    """Tell whether a row of dashes lies in line with a long one and is of its kind; lines across may cut its dashes."""
    for other in long:
        beside = other[-1] if track[0].start > other[-1].end else other[0]
        apart = track[0].start > other[-1].end or track[-1].end < other[0].start
        if apart and abs(beside.at - track[0].at) <= same:
            pairs = (_usual_length(track), _usual_length(other)), (_usual_gap(track), _usual_gap(other))
            if all(one <= (1 + _ALIKE) * two + 1 for one, two in pairs):
                return True
    return False


def _usual_gap(track: _Track) -> float:
    """Return how long most gaps of a row of dashes are."""
    return float(np.percentile([two.start - one.end for one, two in pairwise(track)], _USUAL)) if track[1:] else 0.0


def _usual_length(track: _Track) -> float:
    """Return how long most dashes of a row are."""
    return float(np.median([dash.end - dash.start for dash in track]))


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


def _evenness(track: _Track, ink: Gray, least: float, scale: float) -> float:
    """Return the share of pieces that are dashes: many, evenly spaced, with ink in the longer gaps, where lines cross.

    0 where they are none.
    """
    if len(track) < _FEWEST_ALIKE or track[-1].end - track[0].start < least:
        return 0.0
    lengths = np.array([dash.end - dash.start for dash in track])
    gaps = np.array([two.start - one.end for one, two in pairwise(track)])
    # A line across may cut the first and the last.
    even = np.abs(lengths - np.median(lengths))[1:-1] <= 0.5 * np.median(lengths) + 1
    usual = _usual_gap(track)
    crossed = np.array([bool(ink[int(one.at), one.end : two.start].any()) for one, two in pairwise(track)])
    # Faint dots are missed here and there.
    dots = float(np.median(lengths)) <= _DOT * scale and usual <= _DOTS_APART * scale
    fits = (gaps <= (_MISSED if dots else 2) * usual + 1) | crossed
    found = float(min(even.mean(), fits.mean()))
    return found if usual <= least / _FEWEST and found >= _MOSTLY else 0.0


def _beside(track: _Track, ink: Gray, scale: float, *, upright: bool) -> tuple[float, bool]:
    """Return the share of dashes with ink close beside them, and whether there is as much beside the gaps.

    Strokes of letters that lie in line by chance have other strokes beside most of them, and none beside their gaps.
    Text may stand close under a line of dashes, and at the side of one along all of it.
    """
    reach = _BESIDE
    if upright:
        reach = min(max(reach, _SPACING * _usual_length(track) / scale + _CLEAR), _LONGEST_BESIDE)
    dashes = [_beside_at(ink, at, start, end, scale, reach) for start, end, at in track]
    gaps = [
        _beside_at(ink, one.at, one.end, two.start, scale, reach)[
            ~ink[int(one.at) - 1 : int(one.at) + 2, one.end : two.start].any(axis=0)
        ]
        for one, two in pairwise(track)
    ]
    share = sum(map(bool, map(np.any, dashes))) / len(track)
    there, between = np.concatenate(dashes), np.concatenate(gaps)
    return share, bool(len(between)) and float(between.mean()) >= _BETWEEN * float(there.mean())


def _beside_at(ink: Gray, at: float, start: int, end: int, scale: float, reach: float = _BESIDE) -> Flags:
    """Tell for each pixel of a stretch of a line whether ink stands beside it, `reach` points off at most."""
    middle, near, far = int(at), 2 + round(_CLEAR * scale), round(reach * scale) + 1
    above = ink[max(middle - far + 1, 0) : max(middle - near + 1, 0), start:end]
    return np.asarray(above.any(axis=0) | ink[middle + near : middle + far, start:end].any(axis=0), np.bool_)


def _joined(rows: Sequence[_Row], scale: float) -> Iterator[_Row]:
    """Yield rows of dashes, those in line made one where the end of one and the start of the other meet no line.

    Letters that touch the dashes between them hide those.
    """
    joined: list[_Row] = []
    for row in sorted(rows, key=lambda one: one.track[0].start):
        for place, other in enumerate(joined):
            last, first = other.track[-1], row.track[0]
            apart, level = first.start - last.end, abs(first.at - last.at) <= _SAME_LINE * scale
            if other.end is row.start is None and level and 0 <= apart <= _HIDDEN * scale:
                joined[place] = _Row([*other.track, *row.track], other.start, row.end, other.crossed + row.crossed)
                break
        else:
            joined.append(row)
    yield from joined


def _ends(track: _Track, side: Gray, across: Gray, scale: float, far: float) -> _Row:
    """Return where a row of dashes meets the last lines across it at both its ends, `far` from its dashes at most.

    The last line may lie a crossing away, with ink on the way to it as close as dashes are.
    """
    reach, long, same = round(far), round(_UPRIGHT * scale), round(_SAME_LINE * scale)
    first, last = track[0], track[-1]
    widest = round(_FREE * float(np.median([two.start - one.end for one, two in pairwise(track)] or [0]))) + 1

    def met(at: float, low: int, high: int) -> list[int]:
        low, middle = max(low, 0), round(at)
        halves = across[max(middle - long, 0) : middle + 1, low:high], across[middle : middle + long, low:high]
        return [low + int(place) for half in halves for place in np.flatnonzero((half > 0).mean(axis=0) > _SOLID)]

    def inked(at: float, low: int, high: int) -> bool:
        way = side[max(round(at) - same, 0) : round(at) + same + 1, low:high].any(axis=0)
        inside = np.flatnonzero(np.concatenate(([True], way, [True])))
        close = int(np.diff(inside).max()) - 1 <= widest
        return close and (high <= low or float(_beside_at(side, at, low, high, scale).mean()) < _HALF)

    before = met(first.at, first.start - reach, first.start + reach)
    after = met(last.at, last.end - reach, last.end + reach)
    # The nearest line beyond the last dash, or one further off that ink leads to.
    near = round(_REACH * scale)
    start = min(
        [x for x in before if inked(first.at, x, first.start)]
        + [max((x for x in before if first.start - near <= x <= first.start), default=first.start)],
    )
    end = max(
        [x for x in after if inked(last.at, last.end, x)]
        + [min((x for x in after if last.end <= x <= last.end + near), default=last.end)],
    )
    crossed = _clusters(met(first.at, first.start, last.end))
    return _Row(track, start if before else None, end if after else None, crossed)


def _clusters(places: Sequence[int]) -> int:
    """Return how many lines the places of their pixels are."""
    distinct = set(places)
    return sum(place - 1 not in distinct for place in distinct)


def _points(row: _Row) -> Contour:
    """Return the middles of a row of dashes, from its first end to its last."""
    first, last = row.track[0], row.track[-1]
    middles = [((dash.start + dash.end) / 2, dash.at) for dash in row.track]
    start, end = (first.start if row.start is None else row.start), (last.end if row.end is None else row.end)
    return np.array([(start, first.at), *middles, (end, last.at)]).round().astype(np.int32)


def _drawn(lines: list[Contour], shape: tuple[int, ...], scale: float, thick: float) -> Gray:
    """Return a mask of lines some points thick."""
    mask = np.zeros(shape, np.uint8)
    cv2.polylines(mask, lines, isClosed=False, color=255, thickness=max(round(thick * scale), 2))
    return mask
