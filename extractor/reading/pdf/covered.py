"""Text under a picture that covers it: the OCR layer of programs that paint the scan over what they recognised."""

from __future__ import annotations

import ctypes
from typing import Any, Final

import numpy as np
import pypdfium2.raw as pdfium

from extractor.reading.pdf.calls import Bools, Floats, Ints
from extractor.reading.pdf.glyphs import Glyphs
from extractor.reading.pdf.objects import IMAGE, Objects

_PART: Final = 0.04
"""Share of the page that a picture must cover to be a strip of a scan; logos are smaller."""
_MOST: Final = 64
"""Pictures looked at; scanners cut a page into fewer strips."""
_SOLID: Final = 0.95
"""Share of a picture's points that are painted in full; its slanted edges may not be."""


def covered(page: Any, objects: Objects, glyphs: Glyphs, images: Floats, area: float) -> Bools:
    """Tell for each run of glyphs whether it was painted before a picture over it that lets nothing through.

    `page` is the `pypdfium2.PdfPage`, `images` are the boxes of its pictures, `area` its own in square points.
    """
    under = np.zeros(len(glyphs.order), np.bool_)
    places: Ints = np.array(objects.places(IMAGE), np.int64)
    sizes = (images[:, 2] - images[:, 0]) * (images[:, 3] - images[:, 1])
    large = np.flatnonzero(sizes > _PART * area)[:_MOST]
    for i in large[places[large] > glyphs.order.min(initial=0)]:
        inside = ((glyphs.origins >= images[i, :2]) & (glyphs.origins <= images[i, 2:])).all(axis=1)
        here = inside & (glyphs.order >= 0) & (glyphs.order < places[i])
        if here.any() and _is_opaque(page, objects.handles[places[i]]):
            under |= here
    return under


def _is_opaque(page: Any, handle: int) -> bool:
    """Tell whether nothing can be seen through a picture, as the page draws it."""
    picture = ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT)
    if pdfium.FPDFPageObj_HasTransparency(picture):
        return False
    bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(page.pdf.raw, page.raw, picture)
    if not bitmap:
        return False
    try:
        if pdfium.FPDFBitmap_GetFormat(bitmap) != pdfium.FPDFBitmap_BGRA:
            return True
        height, stride = pdfium.FPDFBitmap_GetHeight(bitmap), pdfium.FPDFBitmap_GetStride(bitmap)
        buffer = ctypes.cast(pdfium.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte))
        pixels = np.ctypeslib.as_array(buffer, (height, stride))
        alpha = pixels[:, 3 : 4 * pdfium.FPDFBitmap_GetWidth(bitmap) : 4]
        return bool((alpha == 255).mean() > _SOLID)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
