"""pdfium's functions, called in sweeps: with plain integers for pointers, results written straight into arrays.

A call costs about 0.2 microseconds when `map` makes it with plain integers, six times that through the wrapped
signatures; so a page is read in whole-page sweeps into buffers.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Call = Callable[..., Any]


def address(raw: Any) -> int:
    """Return the address a pypdfium2 handle holds."""
    return ctypes.cast(raw, ctypes.c_void_p).value or 0


def _proto(name: str, result: Any, *arguments: Any) -> Call:
    """Return a pdfium function that takes plain integers for its pointers."""
    return ctypes.PYFUNCTYPE(result, *arguments)(address(getattr(pdfium, name)))


_P, _I = ctypes.c_void_p, ctypes.c_int
char_count = _proto("FPDFText_CountChars", _I, _P)
page_text = _proto("FPDFText_GetText", _I, _P, _I, _I, _P)
char_unicode = _proto("FPDFText_GetUnicode", ctypes.c_uint, _P, _I)
char_box = _proto("FPDFText_GetLooseCharBox", _I, _P, _I, _P)
char_object = _proto("FPDFText_GetTextObject", ctypes.c_size_t, _P, _I)
char_matrix = _proto("FPDFText_GetMatrix", _I, _P, _I, _P)
char_size = _proto("FPDFText_GetFontSize", ctypes.c_double, _P, _I)
map_error = _proto("FPDFText_HasUnicodeMapError", _I, _P, _I)
text_font = _proto("FPDFTextObj_GetFont", _P, _P)
text_mode = _proto("FPDFTextObj_GetTextRenderMode", _I, _P)
font_name = _proto("FPDFFont_GetBaseFontName", ctypes.c_ulong, _P, _P, ctypes.c_ulong)
font_flags = _proto("FPDFFont_GetFlags", _I, _P)
font_weight = _proto("FPDFFont_GetWeight", _I, _P)
page_count = _proto("FPDFPage_CountObjects", _I, _P)
page_object = _proto("FPDFPage_GetObject", _P, _P, _I)
form_count = _proto("FPDFFormObj_CountObjects", _I, _P)
form_object = _proto("FPDFFormObj_GetObject", _P, _P, ctypes.c_ulong)
object_kind = _proto("FPDFPageObj_GetType", _I, _P)
get_bounds = _proto("FPDFPageObj_GetBounds", _I, _P, _P, _P, _P, _P)
get_matrix = _proto("FPDFPageObj_GetMatrix", _I, _P, _P)
fill_color = _proto("FPDFPageObj_GetFillColor", _I, _P, _P, _P, _P, _P)
stroke_color = _proto("FPDFPageObj_GetStrokeColor", _I, _P, _P, _P, _P, _P)
stroke_width = _proto("FPDFPageObj_GetStrokeWidth", _I, _P, _P)
draw_mode = _proto("FPDFPath_GetDrawMode", _I, _P, _P, _P)
path_length = _proto("FPDFPath_CountSegments", _I, _P)
path_segment = _proto("FPDFPath_GetPathSegment", _P, _P, _I)
segment_kind = _proto("FPDFPathSegment_GetType", _I, _P)
segment_close = _proto("FPDFPathSegment_GetClose", _I, _P)
segment_point = _proto("FPDFPathSegment_GetPoint", _I, _P, _P, _P)
clip_of = _proto("FPDFPageObj_GetClipPath", _P, _P)
clip_paths = _proto("FPDFClipPath_CountPaths", _I, _P)
clip_length = _proto("FPDFClipPath_CountPathSegments", _I, _P, _I)
clip_segment = _proto("FPDFClipPath_GetPathSegment", _P, _P, _I, _I)


def _sweep(calls: Iterator[Any]) -> None:
    """Make every call of `calls`, keeping nothing."""
    deque(calls, maxlen=0)


def fields(
    call: Call, handles: Iterable[int], n: int, width: int, dtype: Any, *, default: Sequence[int] = (0,)
) -> npt.NDArray[Any]:
    """Return (n, width) values that `call` writes through `width` pointers for each handle; `default` if it fails."""
    buffer = np.empty((n, width), dtype)
    buffer[:] = default
    start, item = buffer.ctypes.data, buffer.itemsize
    columns = (range(start + k * item, start + n * width * item, width * item) for k in range(width))
    _sweep(map(call, handles, *columns))
    return buffer


def records(call: Call, handles: Iterable[int], n: int, width: int, *, index: Iterable[int] | None = None) -> Floats:
    """Return (n, width) floats that `call` writes through one pointer to a struct for each handle."""
    buffer = np.zeros((n, width), np.float32)
    start = buffer.ctypes.data
    slots = range(start, start + 4 * width * n, 4 * width)
    _sweep(map(call, handles, slots) if index is None else map(call, handles, index, slots))
    return buffer.astype(np.float64)


def object_bounds(handles: list[int]) -> Floats:
    """Return (n, 4) boxes left, low, right, high."""
    return fields(get_bounds, handles, len(handles), 4, np.float32).astype(np.float64)
