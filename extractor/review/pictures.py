"""Pages of a PDF as pictures small enough to travel in one HTML file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from extractor.limits import REVIEW_PICTURE_BYTES, REVIEW_PICTURE_PIXELS

_RESOLUTIONS: Final = (120, 90, 68)
"""Dots an inch tried in turn; below the last, print of 8 points cannot be read, so that one is taken as it comes."""
_QUALITY: Final = 50
"""Of WebP, 0 to 100."""
_LONGEST_SIDE: Final = 16_000
"""WebP ends at 16,383 pixels."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a reader sees it: its size in points, and a WebP of it."""

    width: float
    height: float
    webp: bytes


def pictures_of(data: bytes, name: str, password: str | None = None) -> list[Picture]:
    """Return every page of a PDF, drawn as large as the bounds allow; `name` is for messages.

    A page that cannot be drawn is a blank sheet of A4. Raises `UnreadableError` where the file cannot be opened.
    """
    from extractor.reading.pdf.reader import open_pdf

    pdf = open_pdf(data, name, password)
    try:
        for resolution in _RESOLUTIONS:
            drawn = _within(_drawn(pdf, resolution), REVIEW_PICTURE_BYTES)
            if drawn is not None:
                return drawn
        return list(_drawn(pdf, _RESOLUTIONS[-1]))
    finally:
        pdf.close()


def _within(pictures: Iterator[Picture], most: int) -> list[Picture] | None:
    """Return the pictures, None as soon as they take more bytes than `most`."""
    kept = []
    for picture in pictures:
        kept.append(picture)
        most -= len(picture.webp)
        if most < 0:
            return None
    return kept


def _drawn(pdf: Any, resolution: int) -> Iterator[Picture]:
    for index in range(len(pdf)):
        yield _draw(pdf, index, resolution)


def _draw(pdf: Any, index: int, resolution: int) -> Picture:
    import pypdfium2

    try:
        page = pdf[index]
    except pypdfium2.PdfiumError:
        return _BLANK
    try:
        width, height = page.get_size()
        longest = max(width, height, 1.0)
        scale = min(resolution / 72, (REVIEW_PICTURE_PIXELS / max(width * height, 1.0)) ** 0.5, _LONGEST_SIDE / longest)
        return Picture(width, height, _webp(page, scale))
    except (pypdfium2.PdfiumError, ValueError):
        return _BLANK
    finally:
        page.close()


def _webp(page: Any, scale: float) -> bytes:
    import cv2

    bitmap = page.render(scale=scale)
    try:
        done, written = cv2.imencode(".webp", bitmap.to_numpy(), [cv2.IMWRITE_WEBP_QUALITY, _QUALITY])
    finally:
        bitmap.close()
    if not done:
        raise ValueError("the picture cannot be written")
    return written.tobytes()


_BLANK: Final = Picture(595.0, 842.0, b"")
