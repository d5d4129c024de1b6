"""Painted shapes of one page, from paths of any make."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat

import numpy as np
import numpy.typing as npt

from extractor.reading.pdf.calls import (
    Bools,
    Floats,
    Ints,
    clip_length,
    clip_of,
    clip_paths,
    clip_segment,
    draw_mode,
    fields,
    fill_color,
    get_matrix,
    object_bounds,
    path_length,
    path_segment,
    records,
    segment_close,
    segment_kind,
    segment_point,
    stroke_color,
    stroke_width,
)
from extractor.reading.pdf.objects import BLACK, PATH, WHITE, Objects, View

_LINE_TO, _MOVE_TO = 0, 2
_RECTANGLE = 5
_FAINT = 12


@dataclass(frozen=True, slots=True)
class Shapes:
    """Painted boxes in view space: each filled subpath, each straight piece of a stroke (`stroke`, line width added).

    `white` and `order` (place in the painting order) decide later what is seen; what is clipped away or fully
    transparent is already gone. `covers` marks opaque filled rectangles: they hide what was painted before. `framed`
    marks fills that are part of one path with others nested inside: a frame drawn as an outer box and its hole, or a
    whole grid with its cells as holes.
    """

    boxes: Floats
    stroke: Bools
    white: Bools
    framed: Bools
    covers: Bools
    order: Ints


def read_shapes(objects: Objects, view: View) -> tuple[Shapes, int]:
    """Return the painted boxes of the page's paths (and of images as thin as a line), and the number of curves."""
    places = objects.places(PATH)
    handles = [objects.handles[i] for i in places]
    modes = fields(draw_mode, handles, len(handles), 2, np.int32).T != 0
    colors = _colors(handles, modes)
    filled, stroked = modes & (colors[:, :, 3] > _FAINT)
    lengths = np.fromiter(map(path_length, handles), np.int64, len(handles))
    simple = np.flatnonzero(filled & ~stroked & (lengths <= _RECTANGLE))
    parts = [_Part.of(object_bounds([handles[i] for i in simple]), simple)]
    curves = 0
    others = np.flatnonzero(stroked | (filled & (lengths > _RECTANGLE)))
    if len(others):
        outlines = _Outlines([handles[i] for i in others], lengths[others])
        curves = outlines.curves
        parts += [outlines.fills(others, filled), outlines.strokes(others, stroked)]
    part = _Part.join(parts)
    part = part.having(_clipped(part.boxes, part.path, handles))
    owners = [places[i] for i in part.path.tolist()]
    part = part.having(_within(view.boxes(objects.to_page(part.boxes, owners)), view))
    color = colors[part.stroke.astype(np.int64), part.path]
    return (
        Shapes(
            boxes=part.boxes,
            stroke=part.stroke,
            white=np.all(color[:, :3] >= WHITE, axis=1),
            framed=part.framed,
            covers=~part.stroke & (color[:, 3] == 255) & (lengths == _RECTANGLE)[part.path],
            order=np.array(places, dtype=np.int64)[part.path],
        ),
        curves,
    )


def _colors(handles: list[int], used: Bools) -> npt.NDArray[np.uint32]:
    """Return (2, n, 4) red, green, blue, alpha of the fills and the strokes of paths, read where `used`.

    A pattern has no plain colour: it counts as black.
    """
    colors = np.empty((2, len(handles), 4), np.uint32)
    colors[:] = BLACK
    for part, call in enumerate((fill_color, stroke_color)):
        chosen = np.flatnonzero(used[part])
        if len(chosen):
            owners = [handles[i] for i in chosen]
            colors[part, chosen] = fields(call, owners, len(owners), 4, np.uint32, default=BLACK)
    return colors


@dataclass(frozen=True, slots=True)
class _Part:
    """Boxes with the index of the path each came from."""

    boxes: Floats
    path: Ints
    stroke: Bools
    framed: Bools

    @classmethod
    def of(cls, boxes: Floats, path: Ints, *, stroke: bool = False, framed: Bools | None = None) -> _Part:
        """Return a part of one kind."""
        n = len(boxes)
        return cls(boxes, path, np.full(n, stroke), np.zeros(n, np.bool_) if framed is None else framed)

    def having(self, boxes: Floats) -> _Part:
        """Return the part with its boxes replaced, without those whose sides are swapped: nothing is left of them."""
        kept = (boxes[:, 2] >= boxes[:, 0]) & (boxes[:, 3] >= boxes[:, 1])
        return _Part(boxes[kept], self.path[kept], self.stroke[kept], self.framed[kept])

    @classmethod
    def join(cls, parts: list[_Part]) -> _Part:
        """Return one part of many."""
        return cls(
            np.concatenate([p.boxes for p in parts]),
            np.concatenate([p.path for p in parts]),
            np.concatenate([p.stroke for p in parts]),
            np.concatenate([p.framed for p in parts]),
        )


class _Outlines:
    """The segments of several paths, end to end; `owner` is each segment's path, counted within these paths."""

    def __init__(self, handles: list[int], lengths: Ints) -> None:
        pairs = zip(handles, lengths.tolist(), strict=True)
        segments = [s for handle, n in pairs for s in map(path_segment, repeat(handle), range(n))]
        total = len(segments)
        self.kinds = np.fromiter(map(segment_kind, segments), np.int64, total)
        self.closes = np.fromiter(map(segment_close, segments), np.int64, total) == 1
        points = fields(segment_point, segments, total, 2, np.float32).astype(np.float64)
        self.owner = np.repeat(np.arange(len(handles)), lengths)
        a, b, c, d, e, f = records(get_matrix, handles, len(handles), 6)[self.owner].T
        x, y = points.T
        self.points = np.stack((a * x + c * y + e, b * x + d * y + f), axis=1)
        widths = fields(stroke_width, handles, len(handles), 1, np.float32).astype(np.float64)[self.owner, 0]
        self.widths = widths * np.sqrt(np.abs(a * d - b * c))
        self.curves = int(np.count_nonzero((self.kinds != _LINE_TO) & (self.kinds != _MOVE_TO)))
        starts = self.kinds == _MOVE_TO
        starts |= np.diff(self.owner, prepend=-1) != 0
        self.starts = np.flatnonzero(starts)
        self.subpath = np.cumsum(starts) - 1

    def fills(self, paths: Ints, filled: Bools) -> _Part:
        """Return the box of each filled subpath."""
        low = np.minimum.reduceat(self.points, self.starts)
        high = np.maximum.reduceat(self.points, self.starts)
        owner = self.owner[self.starts]
        path = paths[owner]
        chosen = filled[path]
        boxes = np.hstack((low, high))[chosen]
        framed = self._nested(boxes, owner[chosen])
        return _Part.of(boxes, path[chosen], framed=framed)

    @staticmethod
    def _nested(boxes: Floats, owner: Ints) -> Bools:
        """Tell which boxes belong to a path whose largest subpath holds the others."""
        framed = np.zeros(len(boxes), np.bool_)
        if not len(boxes):
            return framed
        starts = np.flatnonzero(np.diff(owner, prepend=-1))
        ends = np.append(starts[1:], len(boxes))
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            if end - start > 1:
                group = boxes[start:end]
                whole = np.concatenate((group[:, :2].min(0), group[:, 2:].max(0)))
                framed[start:end] = bool((np.abs(group - whole).max(axis=1) < 0.1).any())
        return framed

    def strokes(self, paths: Ints, stroked: Bools) -> _Part:
        """Return the box of each horizontal or vertical straight piece of the stroked paths, line width added."""
        ends = np.flatnonzero(self.kinds == _LINE_TO)
        ends = ends[ends > 0]
        closing = np.flatnonzero(self.closes)
        tails = np.concatenate((self.points[ends - 1], self.points[closing]))
        heads = np.concatenate((self.points[ends], self.points[self.starts[self.subpath[closing]]]))
        owner = np.concatenate((self.owner[ends], self.owner[closing]))
        half = np.concatenate((self.widths[ends], self.widths[closing])) / 2
        run = np.abs(heads - tails)
        straight = run.min(axis=1) <= np.maximum(0.5, 0.004 * run.max(axis=1))
        chosen = straight & stroked[paths[owner]] & (run.max(axis=1) > 0)
        tails, heads, half, run = tails[chosen], heads[chosen], half[chosen], run[chosen]
        across = np.where(run[:, :1] >= run[:, 1:], [[0.0, 1.0]], [[1.0, 0.0]]) * half[:, None]
        boxes = np.hstack((np.minimum(tails, heads) - across, np.maximum(tails, heads) + across))
        return _Part.of(boxes, paths[owner[chosen]], stroke=True)


def _clipped(boxes: Floats, path: Ints, handles: list[int]) -> Floats:
    """Return the boxes cut to the bounds of their paths' clips; a box that is cut away has its sides swapped."""
    clips = list(map(clip_of, handles))
    counts = np.fromiter((clip_paths(clip) if clip else 0 for clip in clips), np.int64, len(clips))
    clipping = np.flatnonzero(counts > 0).tolist()
    if not clipping:
        return boxes
    limits = np.tile((-np.inf, -np.inf, np.inf, np.inf), (len(handles), 1))
    for i in clipping:
        clip = clips[i]
        for k in range(counts[i]):
            segments = list(map(clip_segment, repeat(clip), repeat(k), range(clip_length(clip, k))))
            points = fields(segment_point, segments, len(segments), 2, np.float32)
            if len(points):
                limits[i, :2] = np.maximum(limits[i, :2], points.min(0) - 0.1)
                limits[i, 2:] = np.minimum(limits[i, 2:], points.max(0) + 0.1)
    return _cut(boxes, limits[path])


def _within(boxes: Floats, view: View) -> Floats:
    """Return the boxes cut to the visible page."""
    return _cut(boxes, np.array([[-0.5, -0.5, view.width + 0.5, view.height + 0.5]]))


def _cut(boxes: Floats, limits: Floats) -> Floats:
    """Return each box cut to its limits."""
    return np.hstack((np.maximum(boxes[:, :2], limits[:, :2]), np.minimum(boxes[:, 2:], limits[:, 2:])))
