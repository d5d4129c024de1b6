"""A page's objects, forms opened, and the map from its own space to the page as it is seen."""

from __future__ import annotations

from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from extractor.limits import MAX_FORM_DEPTH, MAX_PAGE_OBJECTS
from extractor.reading.pdf.calls import (
    Call,
    Floats,
    form_count,
    form_object,
    get_matrix,
    object_bounds,
    object_kind,
    page_count,
    page_object,
    records,
)

TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5
"""Kinds of page objects."""
BLACK, WHITE = (0, 0, 0, 255), 250
"""Red, green, blue, alpha; and from which component value a colour counts as white."""


class View:
    """The map from the page's user space to view space."""

    def __init__(self, page: Any) -> None:
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        self.left, self.right = sorted((box.left, box.right))
        self.low, self.high = sorted((box.bottom, box.top))
        self.turns = pdfium.FPDFPage_GetRotation(page) % 4
        size = (self.right - self.left, self.high - self.low)
        self.width, self.height = size if self.turns % 2 == 0 else size[::-1]

    def boxes(self, user: Floats) -> Floats:
        """Return (n, 4) boxes left, low, right, high of user space as x0, top, x1, bottom."""
        x0, y0, x1, y1 = user.T
        match self.turns:
            case 0:
                sides = (x0 - self.left, self.high - y1, x1 - self.left, self.high - y0)
            case 1:
                sides = (y0 - self.low, x0 - self.left, y1 - self.low, x1 - self.left)
            case 2:
                sides = (self.right - x1, y0 - self.low, self.right - x0, y1 - self.low)
            case _:
                sides = (self.high - y1, self.right - x1, self.high - y0, self.right - x0)
        return np.stack(sides, axis=1)

    def angles(self, user: Floats) -> Floats:
        """Return directions of writing (degrees) as they are seen."""
        seen: Floats = np.mod(user - 90.0 * self.turns, 360.0)
        return seen


class Objects:
    """The page's objects, forms opened, in painting order.

    `handles`, `kinds` and `frames` run in parallel; `matrices[frames[i]]` carries object i's space into the page's.
    """

    def __init__(self, page: int) -> None:
        self.handles: list[int] = []
        self.kinds: list[int] = []
        self.frames: list[int] = []
        self.matrices: list[Floats] = []
        self._open(page, page_count, page_object, np.array((1.0, 0.0, 0.0, 1.0, 0.0, 0.0)), 0)

    def _open(self, holder: int, count: Call, item: Call, matrix: Floats, depth: int) -> None:
        """Append the objects of a page or form."""
        n = min(max(count(holder), 0), MAX_PAGE_OBJECTS - len(self.handles))
        handles = list(map(item, repeat(holder), range(n)))
        kinds = list(map(object_kind, handles))
        frame = len(self.matrices)
        self.matrices.append(matrix)
        forms = [i for i, kind in enumerate(kinds) if kind == FORM]
        done = 0
        for i in [*forms, n]:
            self.handles += handles[done:i]
            self.kinds += kinds[done:i]
            self.frames += [frame] * (i - done)
            done = i + 1
            if i < n and depth < MAX_FORM_DEPTH:
                inner = records(get_matrix, [handles[i]], 1, 6)[0]
                self._open(handles[i], form_count, form_object, _compose(inner, matrix), depth + 1)

    def places(self, kind: int) -> list[int]:
        """Return the indices of the objects of one kind."""
        return [i for i, k in enumerate(self.kinds) if k == kind]

    def bounds(self, kind: int) -> Floats:
        """Return the page-space boxes of the objects of one kind."""
        places = self.places(kind)
        return self.to_page(object_bounds([self.handles[i] for i in places]), places)

    def to_page(self, boxes: Floats, places: list[int]) -> Floats:
        """Return boxes of objects, each in its own form's space, in page space."""
        if len(self.matrices) == 1 or not places:
            return boxes
        return transform_boxes(boxes, np.array(self.matrices)[[self.frames[i] for i in places]])


def _compose(inner: Floats, outer: Floats) -> Floats:
    """Return the matrix that applies `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return np.array((a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u))


def transform_boxes(boxes: Floats, matrices: Floats) -> Floats:
    """Return the bounding boxes of boxes carried through one matrix each."""
    x0, y0, x1, y1 = boxes.T
    a, b, c, d, e, f = matrices.T
    xs = np.stack([a * x + c * y + e for x, y in ((x0, y0), (x0, y1), (x1, y0), (x1, y1))])
    ys = np.stack([b * x + d * y + f for x, y in ((x0, y0), (x0, y1), (x1, y0), (x1, y1))])
    return np.stack((xs.min(0), ys.min(0), xs.max(0), ys.max(0)), axis=1)
