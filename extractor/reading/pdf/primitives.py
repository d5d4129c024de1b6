"""What pdfium knows of one page: glyphs, painted shapes and images, as arrays in view space.

View space is the page as a reader sees it: points from the top left of the visible box (CropBox within MediaBox),
/Rotate applied, y growing downwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from extractor.reading.pdf.calls import Floats, address
from extractor.reading.pdf.covered import covered
from extractor.reading.pdf.glyphs import Glyphs, read_glyphs
from extractor.reading.pdf.objects import IMAGE, Objects, View
from extractor.reading.pdf.paths import Shapes, read_shapes


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as an engine gives it."""

    width: float
    height: float
    glyphs: Glyphs
    shapes: Shapes
    images: Floats
    curves: int


def read_page(page: Any) -> RawPage:
    """Read a `pypdfium2.PdfPage`; raises `pypdfium2.PdfiumError` where its text cannot be loaded."""
    view = View(page)
    objects = Objects(address(page.raw))
    text_page = page.get_textpage()
    try:
        glyphs = read_glyphs(address(text_page.raw), view, objects)
    finally:
        text_page.close()
    shapes, curves = read_shapes(objects, view)
    images = view.boxes(objects.bounds(IMAGE))
    if len(images):
        under = covered(page, objects, glyphs, images, view.width * view.height)
        glyphs = replace(glyphs, invisible=glyphs.invisible | under)
    return RawPage(view.width, view.height, glyphs, shapes, images, curves)
