"""Painted shapes become the lines a reader sees, whatever drew them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from extractor.reading.document import Bbox
from extractor.reading.pdf.calls import Bools, Floats, Ints
from extractor.reading.pdf.glyphs import Glyphs
from extractor.reading.pdf.paths import Shapes
from extractor.reading.pdf.primitives import RawPage

_THICKEST = 3.5
"""Points. Borders are 0.25 to 3 points; the lowest shaded row is a line of text high."""
_SAME_LINE = 1.0
_DASH_GAP = 3.0
"""Widest gap in points that still is one line: dashes, dots, corners left out at crossings."""
_SHORTEST = 4.0
_PIXEL = 2.0
_MAX_PIXELS = 1_500


class Ruling(NamedTuple):
    """A straight line: where it lies (y of a horizontal, x of a vertical one) and from where to where it runs."""

    at: float
    start: float
    end: float


class Rulings(NamedTuple):
    """The visible lines of a page, pieces joined, and its coloured areas (each x0, top, x1, bottom)."""

    horizontal: list[Ruling]
    vertical: list[Ruling]
    fills: list[Bbox]


def read_rulings(page: RawPage) -> tuple[Rulings, Bools]:
    """Return the visible rulings of a page, and for each text object whether it cannot be seen."""
    shapes = page.shapes
    cover = _Cover(page)
    width, height = (shapes.boxes[:, 2:] - shapes.boxes[:, :2]).T
    thin = np.minimum(width, height) <= _THICKEST
    seen = cover.sees(shapes)
    boxes = np.concatenate((shapes.boxes[seen & (thin | shapes.stroke)], _thin_images(page.images)))
    framed = shapes.boxes[seen & ~thin & shapes.framed & ~shapes.stroke]
    rulings = Rulings(
        _join(*_pieces(boxes, framed, along=0)),
        _join(*_pieces(boxes, framed, along=1)),
        [(x0, top, x1, bottom) for x0, top, x1, bottom in shapes.boxes[_areas(shapes, thin)].tolist()],
    )
    return rulings, cover.hides(page.glyphs)


def _areas(shapes: Shapes, thin: Bools) -> Bools:
    """Tell which shapes are coloured areas."""
    return ~thin & ~shapes.white & shapes.covers


def _thin_images(images: Floats) -> Floats:
    """Return the images as thin as a line: some programs draw borders so."""
    width, height = (images[:, 2:] - images[:, :2]).T
    thin: Floats = images[(np.minimum(width, height) <= _THICKEST) & (np.maximum(width, height) > 2 * _THICKEST)]
    return thin


class _Cover:
    """Which opaque rectangle lies on top at each place of the page, on a coarse raster."""

    def __init__(self, page: RawPage) -> None:
        shapes = page.shapes
        size = shapes.boxes[:, 2:] - shapes.boxes[:, :2]
        large = np.flatnonzero(shapes.covers & (size.min(axis=1, initial=np.inf) > _THICKEST))
        self.any = len(large) > 0
        self.images = page.images
        if not self.any:
            return
        self.pixel = max(_PIXEL, max(page.width, page.height) / _MAX_PIXELS)
        shape = (int(page.height / self.pixel) + 2, int(page.width / self.pixel) + 2)
        self.order = np.full(shape, -1, np.int64)
        self.dark = np.zeros(shape, np.bool_)
        cells = np.rint(np.maximum(shapes.boxes[large], 0) / self.pixel).astype(np.int64).tolist()
        facts = zip(cells, shapes.order[large].tolist(), (~shapes.white[large]).tolist(), strict=True)
        for (x0, top, x1, bottom), order, dark in sorted(facts, key=lambda fact: fact[1]):
            self.order[top:bottom, x0:x1] = order
            self.dark[top:bottom, x0:x1] = dark

    def _look(self, points: Floats) -> tuple[Ints, Bools]:
        """Return the painting order and darkness of what lies on top at each point."""
        cells = np.clip((points / self.pixel).astype(np.int64), 0, (self.order.shape[1] - 1, self.order.shape[0] - 1))
        return self.order[cells[:, 1], cells[:, 0]], self.dark[cells[:, 1], cells[:, 0]]

    def sees(self, shapes: Shapes) -> Bools:
        """Tell which shapes stand out somewhere: not white on white, not painted over."""
        if not self.any:
            return ~shapes.white
        seen = np.zeros(len(shapes.boxes), np.bool_)
        for part in (1 / 6, 1 / 2, 5 / 6):
            points = shapes.boxes[:, :2] * (1 - part) + shapes.boxes[:, 2:] * part
            order, dark = self._look(points)
            covered = order > shapes.order
            edge = np.zeros(len(points), np.bool_)
            for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                order_beside, dark_beside = self._look(points + np.array((dx, dy)) * self.pixel * 1.5)
                # What is painted over has one and the same thing on top on all sides, not just along an edge of it.
                covered &= order_beside == order
                edge |= dark_beside & (order_beside < shapes.order)
            seen |= np.where(shapes.white, ((dark & (order < shapes.order)) | edge) & ~covered, ~covered)
        return seen

    def hides(self, glyphs: Glyphs) -> Bools:
        """Tell for each text object whether it is white on white or painted over; an OCR layer is kept."""
        hidden = np.zeros(len(glyphs.order), np.bool_)
        if not (self.any or glyphs.white.any()):
            return hidden
        points = glyphs.origins + np.stack((glyphs.sizes, -glyphs.sizes), axis=1) * 0.3
        light = glyphs.white & ~self._on_image(points)
        if not self.any:
            return light & ~glyphs.invisible
        order, dark = self._look(points)
        known = glyphs.order >= 0
        return known & ~glyphs.invisible & ((order > glyphs.order) | (light & ~(dark & (order >= 0))))

    def _on_image(self, points: Floats) -> Bools:
        """Tell which points lie on a picture."""
        on = np.zeros(len(points), np.bool_)
        for box in self.images:
            on |= ((points >= box[:2]) & (points <= box[2:])).all(axis=1)
        return on


def _pieces(boxes: Floats, framed: Floats, *, along: int) -> tuple[Floats, Floats, Floats]:
    """Return position, start and end of the pieces of line that run along x (0) or y (1)."""
    across = 1 - along
    length, thickness = boxes[:, 2 + along] - boxes[:, along], boxes[:, 2 + across] - boxes[:, across]
    # A dot or a corner square may be a piece of either direction.
    chosen = boxes[(length >= thickness) | (np.maximum(length, thickness) <= _THICKEST)]
    edges = np.concatenate((framed[:, across], framed[:, 2 + across]))
    return (
        np.concatenate(((chosen[:, across] + chosen[:, 2 + across]) / 2, edges)),
        np.concatenate((chosen[:, along], framed[:, along], framed[:, along])),
        np.concatenate((chosen[:, 2 + along], framed[:, 2 + along], framed[:, 2 + along])),
    )


def _join(at: Floats, start: Floats, end: Floats) -> list[Ruling]:
    """Return lines of pieces: those on one line that meet or nearly meet are one."""
    if not len(at):
        return []
    order = np.argsort(at, kind="stable")
    track = np.empty(len(at), np.int64)
    track[order] = _tracks(at[order])
    order = np.lexsort((start, track))
    at, start, end, track = at[order], start[order], end[order], track[order]
    # Reach so far on the same track: tracks are set far apart, so one running maximum serves all.
    apart = track * (float(end.max() - start.min()) + 1e4)
    reach = np.maximum.accumulate(end + apart)
    fresh = np.concatenate(([True], (start + apart)[1:] - reach[:-1] > _DASH_GAP))
    starts = np.flatnonzero(fresh)
    begin, finish = np.minimum.reduceat(start, starts), np.maximum.reduceat(end, starts)
    middle = (np.minimum.reduceat(at, starts) + np.maximum.reduceat(at, starts)) / 2
    long = finish - begin >= _SHORTEST
    columns = (np.round(values[long], 2).tolist() for values in (middle, begin, finish))
    return [Ruling._make(fields) for fields in zip(*columns, strict=True)]


def _tracks(ascending: Floats) -> Ints:
    """Number ascending positions so that those on one line share a number, none wider than a line may be."""
    if ascending[-1] - ascending[0] <= _SAME_LINE:
        return np.zeros(len(ascending), np.int64)
    values, inverse = np.unique(ascending, return_inverse=True)
    numbers: list[int] = []
    number, first = -1, -np.inf
    for value in values.tolist():
        if value - first > _SAME_LINE:
            number, first = number + 1, value
        numbers.append(number)
    return np.array(numbers, np.int64)[inverse]
