"""What pdfium knows of one page: glyphs, painted shapes and images, as arrays in view space.

View space is the page as a reader sees it: points from the top left of the visible box (CropBox within MediaBox),
/Rotate applied, y growing downwards. A call into pdfium costs about 0.2 microseconds when `map` makes it with plain
integers, six times that through the wrapped signatures; so everything is read in whole-page sweeps into buffers.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from extractor.limits import MAX_FORM_DEPTH, MAX_PAGE_OBJECTS

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Call = Callable[..., Any]

_BOLD_NAMES = ("bold", "black", "heavy", "demi")
_BOLD_WEIGHT = 600
_FORCE_BOLD = 1 << 18
_FILL_AND_STROKE, _INVISIBLE = 2, 3
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_LINE_TO, _MOVE_TO = 0, 2
_RECTANGLE = 5
_BLACK = (0, 0, 0, 255)
_FAINT, _WHITE = 12, 250


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Characters in content order; `runs[i]` is the text object of glyph i, whose facts stand in the run arrays.

    `codes` are code points as pdfium gives them, 0 where the font tells none. `boxes` are (n, 4) advance boxes.
    A run has its baseline origin, size in points, angle in degrees (counter-clockwise, as seen), bold, `invisible`
    (drawn with render mode 3: an OCR layer), `white`, and `order`, its place in the painting order (-1 unknown).
    A glyph that pdfium made up (spaces, line ends) has run -1.
    """

    codes: Ints
    boxes: Floats
    runs: Ints
    origins: Floats
    sizes: Floats
    angles: Floats
    bold: Bools
    invisible: Bools
    white: Bools
    order: Ints
    unmapped: int


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


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as pdfium gives it."""

    width: float
    height: float
    glyphs: Glyphs
    shapes: Shapes
    images: Floats
    curves: int


def read_page(page: Any) -> RawPage:
    """Read a `pypdfium2.PdfPage`; raises `pypdfium2.PdfiumError` where its text cannot be loaded."""
    view = _View(page)
    objects = _Objects(_address(page.raw))
    text_page = page.get_textpage()
    try:
        glyphs = _read_glyphs(_address(text_page.raw), view, objects)
    finally:
        text_page.close()
    shapes, curves = _read_shapes(objects, view)
    images = view.boxes(objects.bounds(_IMAGE))
    return RawPage(view.width, view.height, glyphs, shapes, images, curves)


class _View:
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
        sides = (
            (x0 - self.left, self.high - y1, x1 - self.left, self.high - y0),
            (y0 - self.low, x0 - self.left, y1 - self.low, x1 - self.left),
            (self.right - x1, y0 - self.low, self.right - x0, y1 - self.low),
            (self.high - y1, self.right - x1, self.high - y0, self.right - x0),
        )
        return np.stack(sides[self.turns], axis=1)

    def angles(self, user: Floats) -> Floats:
        """Return directions of writing (degrees) as they are seen."""
        seen: Floats = np.mod(user - 90.0 * self.turns, 360.0)
        return seen


def _address(raw: Any) -> int:
    """Return the address a pypdfium2 handle holds."""
    return ctypes.cast(raw, ctypes.c_void_p).value or 0


def _proto(name: str, result: Any, *arguments: Any) -> Call:
    """Return a pdfium function that takes plain integers for its pointers."""
    return ctypes.PYFUNCTYPE(result, *arguments)(_address(getattr(pdfium, name)))


_P, _I = ctypes.c_void_p, ctypes.c_int
_unicode = _proto("FPDFText_GetUnicode", ctypes.c_uint, _P, _I)
_char_box = _proto("FPDFText_GetLooseCharBox", _I, _P, _I, _P)
_char_object = _proto("FPDFText_GetTextObject", _P, _P, _I)
_char_matrix = _proto("FPDFText_GetMatrix", _I, _P, _I, _P)
_char_size = _proto("FPDFText_GetFontSize", ctypes.c_double, _P, _I)
_map_error = _proto("FPDFText_HasUnicodeMapError", _I, _P, _I)
_text_font = _proto("FPDFTextObj_GetFont", _P, _P)
_text_mode = _proto("FPDFTextObj_GetTextRenderMode", _I, _P)
_font_name = _proto("FPDFFont_GetBaseFontName", ctypes.c_ulong, _P, _P, ctypes.c_ulong)
_font_flags = _proto("FPDFFont_GetFlags", _I, _P)
_font_weight = _proto("FPDFFont_GetWeight", _I, _P)
_page_count = _proto("FPDFPage_CountObjects", _I, _P)
_page_object = _proto("FPDFPage_GetObject", _P, _P, _I)
_form_count = _proto("FPDFFormObj_CountObjects", _I, _P)
_form_object = _proto("FPDFFormObj_GetObject", _P, _P, ctypes.c_ulong)
_kind = _proto("FPDFPageObj_GetType", _I, _P)
_bounds = _proto("FPDFPageObj_GetBounds", _I, _P, _P, _P, _P, _P)
_matrix = _proto("FPDFPageObj_GetMatrix", _I, _P, _P)
_fill_color = _proto("FPDFPageObj_GetFillColor", _I, _P, _P, _P, _P, _P)
_stroke_color = _proto("FPDFPageObj_GetStrokeColor", _I, _P, _P, _P, _P, _P)
_stroke_width = _proto("FPDFPageObj_GetStrokeWidth", _I, _P, _P)
_draw_mode = _proto("FPDFPath_GetDrawMode", _I, _P, _P, _P)
_path_length = _proto("FPDFPath_CountSegments", _I, _P)
_path_segment = _proto("FPDFPath_GetPathSegment", _P, _P, _I)
_segment_kind = _proto("FPDFPathSegment_GetType", _I, _P)
_segment_close = _proto("FPDFPathSegment_GetClose", _I, _P)
_segment_point = _proto("FPDFPathSegment_GetPoint", _I, _P, _P, _P)
_clip = _proto("FPDFPageObj_GetClipPath", _P, _P)
_clip_paths = _proto("FPDFClipPath_CountPaths", _I, _P)
_clip_length = _proto("FPDFClipPath_CountPathSegments", _I, _P, _I)
_clip_segment = _proto("FPDFClipPath_GetPathSegment", _P, _P, _I, _I)


def _sweep(calls: Iterator[Any]) -> None:
    """Make every call of `calls`, keeping nothing."""
    deque(calls, maxlen=0)


def _fields(
    call: Call, handles: Iterable[int], n: int, width: int, dtype: Any, *, default: Sequence[int] = (0,)
) -> npt.NDArray[Any]:
    """Return (n, width) values that `call` writes through `width` pointers for each handle; `default` if it fails."""
    buffer = np.empty((n, width), dtype)
    buffer[:] = default
    step = buffer.itemsize * width
    columns = (
        range(buffer.ctypes.data + k * buffer.itemsize, buffer.ctypes.data + step * n, step) for k in range(width)
    )
    _sweep(map(call, handles, *columns))
    return buffer


def _records(call: Call, handles: Iterable[int], n: int, width: int, *, index: Iterable[int] | None = None) -> Floats:
    """Return (n, width) floats that `call` writes through one pointer to a struct for each handle."""
    buffer = np.zeros((n, width), np.float32)
    slots = range(buffer.ctypes.data, buffer.ctypes.data + 4 * width * n, 4 * width)
    _sweep(map(call, handles, slots) if index is None else map(call, handles, index, slots))
    return buffer.astype(np.float64)


class _Objects:
    """The page's objects, forms opened, in painting order.

    `handles`, `kinds` and `frames` run in parallel; `matrices[frames[i]]` carries object i's space into the page's.
    """

    def __init__(self, page: int) -> None:
        self.handles: list[int] = []
        self.kinds: list[int] = []
        self.frames: list[int] = []
        self.matrices: list[Floats] = []
        self._open(page, _page_count, _page_object, np.array((1.0, 0.0, 0.0, 1.0, 0.0, 0.0)), 0)

    def _open(self, holder: int, count: Call, item: Call, matrix: Floats, depth: int) -> None:
        """Append the objects of a page or form."""
        n = min(max(count(holder), 0), MAX_PAGE_OBJECTS - len(self.handles))
        handles = list(map(item, repeat(holder), range(n)))
        kinds = list(map(_kind, handles))
        frame = len(self.matrices)
        self.matrices.append(matrix)
        forms = [i for i, kind in enumerate(kinds) if kind == _FORM]
        done = 0
        for i in [*forms, n]:
            self.handles += handles[done:i]
            self.kinds += kinds[done:i]
            self.frames += [frame] * (i - done)
            done = i + 1
            if i < n and depth < MAX_FORM_DEPTH:
                inner = _records(_matrix, [handles[i]], 1, 6)[0]
                self._open(handles[i], _form_count, _form_object, _compose(inner, matrix), depth + 1)

    def places(self, kind: int) -> list[int]:
        """Return the indices of the objects of one kind."""
        return [i for i, k in enumerate(self.kinds) if k == kind]

    def bounds(self, kind: int) -> Floats:
        """Return the page-space boxes of the objects of one kind."""
        places = self.places(kind)
        return self.to_page(_object_bounds([self.handles[i] for i in places]), places)

    def to_page(self, boxes: Floats, places: list[int]) -> Floats:
        """Return boxes of objects, each in its own form's space, in page space."""
        if len(self.matrices) == 1 or not places:
            return boxes
        return _transform_boxes(boxes, np.array(self.matrices)[[self.frames[i] for i in places]])


def _object_bounds(handles: list[int]) -> Floats:
    """Return (n, 4) boxes left, low, right, high."""
    return _fields(_bounds, handles, len(handles), 4, np.float32).astype(np.float64)


def _compose(inner: Floats, outer: Floats) -> Floats:
    """Return the matrix that applies `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return np.array((a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u))


def _transform_boxes(boxes: Floats, matrices: Floats) -> Floats:
    """Return the bounding boxes of boxes carried through one matrix each."""
    x0, y0, x1, y1 = boxes.T
    a, b, c, d, e, f = matrices.T
    xs = np.stack([a * x + c * y + e for x, y in ((x0, y0), (x0, y1), (x1, y0), (x1, y1))])
    ys = np.stack([b * x + d * y + f for x, y in ((x0, y0), (x0, y1), (x1, y0), (x1, y1))])
    return np.stack((xs.min(0), ys.min(0), xs.max(0), ys.max(0)), axis=1)


def _read_glyphs(text: int, view: _View, objects: _Objects) -> Glyphs:
    """Read the characters of a page's text page."""
    n = max(pdfium.FPDFText_CountChars(ctypes.cast(text, pdfium.FPDF_TEXTPAGE)), 0)
    codes = np.fromiter(map(_unicode, repeat(text), range(n)), np.int64, n)
    corners = _records(_char_box, repeat(text, n), n, 4, index=range(n))
    boxes = view.boxes(corners[:, (0, 3, 2, 1)])
    owners = np.fromiter((owner or 0 for owner in map(_char_object, repeat(text), range(n))), np.int64, n)
    handles, first, runs = np.unique(owners, return_index=True, return_inverse=True)
    runs = runs.astype(np.int64)
    if len(handles) and handles[0] == 0:
        handles, first, runs = handles[1:], first[1:], runs - 1
    texts, starts, m = handles.tolist(), first.tolist(), len(handles)
    matrices = _records(_char_matrix, repeat(text, m), m, 6, index=starts)
    scale = np.hypot(matrices[:, 2], matrices[:, 3])
    colors = _fields(_fill_color, texts, m, 4, np.uint32, default=_BLACK)
    modes = np.fromiter(map(_text_mode, texts), np.int64, m)
    places = {objects.handles[i]: i for i in objects.places(_TEXT)}
    bold = _bold_fonts(texts) | (modes == _FILL_AND_STROKE) | _doubled(texts, places, objects)
    no_map = np.fromiter(map(_map_error, repeat(text), starts), np.int64, m) == 1
    origin = matrices[:, (4, 5)]
    return Glyphs(
        codes=codes,
        boxes=boxes,
        runs=runs,
        origins=view.boxes(np.hstack((origin, origin)))[:, :2],
        sizes=np.fromiter(map(_char_size, repeat(text), starts), np.float64, m) * scale,
        angles=view.angles(np.degrees(np.arctan2(matrices[:, 1], matrices[:, 0]))),
        bold=bold,
        invisible=(modes == _INVISIBLE) | ((colors[:, 3] == 0) & (modes != 1)),
        white=(colors[:, :3] >= _WHITE).all(axis=1) & (modes == 0),
        order=np.fromiter((places.get(handle, -1) for handle in texts), np.int64, m),
        unmapped=int(np.count_nonzero(no_map[runs[runs >= 0]])),
    )


def _bold_fonts(texts: list[int]) -> Bools:
    """Tell for each text object whether its font is bold, by name, weight or the force-bold flag."""
    fonts = list(map(_text_font, texts))
    known = {font: _is_bold(font) for font in set(fonts)}
    return np.array([known[font] for font in fonts], dtype=np.bool_)


def _is_bold(font: int | None) -> bool:
    """Tell whether a font handle is a bold face."""
    if not font:
        return False
    name = ctypes.create_string_buffer(128)
    _font_name(font, ctypes.addressof(name), len(name))
    lower = name.value.decode("utf-8", "replace").lower()
    named = any(word in lower for word in _BOLD_NAMES)
    return named or _font_weight(font) >= _BOLD_WEIGHT or bool(_font_flags(font) & _FORCE_BOLD)


def _doubled(texts: list[int], places: dict[int, int], objects: _Objects) -> Bools:
    """Tell which text objects were drawn twice almost at one place, a way to fake bold.

    pdfium leaves the second copy out of its text page; so the copies are the text objects that no character names.
    """
    dropped = [handle for handle in places if handle not in set(texts)] if len(places) > len(texts) else []
    doubled = np.zeros(len(texts), np.bool_)
    if not dropped:
        return doubled
    at: dict[tuple[int, int], list[int]] = {}
    bounds = _object_bounds(texts)
    for i, (x0, y0) in enumerate(bounds[:, :2].tolist()):
        at.setdefault((int(x0 // 2), int(y0 // 2)), []).append(i)
    for box in _object_bounds(dropped):
        if box[2] - box[0] <= 0:
            continue
        column, row = int(box[0] // 2), int(box[1] // 2)
        for key in ((column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            for i in at.get(key, ()):
                doubled[i] |= bool(np.abs(bounds[i] - box).max() < 1.5)
    return doubled


def _read_shapes(objects: _Objects, view: _View) -> tuple[Shapes, int]:
    """Return the painted boxes of the page's paths (and of images as thin as a line), and the number of curves."""
    places = objects.places(_PATH)
    handles = [objects.handles[i] for i in places]
    modes = _fields(_draw_mode, handles, len(handles), 2, np.int32).T != 0
    colors = _colors(handles, modes)
    filled, stroked = modes & (colors[:, :, 3] > _FAINT)
    lengths = np.fromiter(map(_path_length, handles), np.int64, len(handles))
    simple = np.flatnonzero(filled & ~stroked & (lengths <= _RECTANGLE))
    parts = [_Part.of(_object_bounds([handles[i] for i in simple]), simple)]
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
            white=np.all(color[:, :3] >= _WHITE, axis=1),
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
    colors[:] = _BLACK
    for part, call in enumerate((_fill_color, _stroke_color)):
        chosen = np.flatnonzero(used[part])
        if len(chosen):
            owners = [handles[i] for i in chosen]
            colors[part, chosen] = _fields(call, owners, len(owners), 4, np.uint32, default=_BLACK)
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
        segments = [s for handle, n in pairs for s in map(_path_segment, repeat(handle), range(n))]
        total = len(segments)
        self.kinds = np.fromiter(map(_segment_kind, segments), np.int64, total)
        self.closes = np.fromiter(map(_segment_close, segments), np.int64, total) == 1
        points = _fields(_segment_point, segments, total, 2, np.float32).astype(np.float64)
        self.owner = np.repeat(np.arange(len(handles)), lengths)
        a, b, c, d, e, f = _records(_matrix, handles, len(handles), 6)[self.owner].T
        x, y = points.T
        self.points = np.stack((a * x + c * y + e, b * x + d * y + f), axis=1)
        widths = _fields(_stroke_width, handles, len(handles), 1, np.float32).astype(np.float64)[self.owner, 0]
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
    clips = list(map(_clip, handles))
    counts = np.fromiter((_clip_paths(clip) if clip else 0 for clip in clips), np.int64, len(clips))
    clipping = np.flatnonzero(counts > 0).tolist()
    if not clipping:
        return boxes
    limits = np.tile((-np.inf, -np.inf, np.inf, np.inf), (len(handles), 1))
    for i in clipping:
        clip = clips[i]
        for k in range(counts[i]):
            segments = list(map(_clip_segment, repeat(clip), repeat(k), range(_clip_length(clip, k))))
            points = _fields(_segment_point, segments, len(segments), 2, np.float32)
            if len(points):
                limits[i, :2] = np.maximum(limits[i, :2], points.min(0) - 0.1)
                limits[i, 2:] = np.minimum(limits[i, 2:], points.max(0) + 0.1)
    return _cut(boxes, limits[path])


def _within(boxes: Floats, view: _View) -> Floats:
    """Return the boxes cut to the visible page."""
    return _cut(boxes, np.array([[-0.5, -0.5, view.width + 0.5, view.height + 0.5]]))


def _cut(boxes: Floats, limits: Floats) -> Floats:
    """Return each box cut to its limits."""
    return np.hstack((np.maximum(boxes[:, :2], limits[:, :2]), np.minimum(boxes[:, 2:], limits[:, 2:])))
