"""Scans made from printed samples: pages as pictures, turned, noisy, compressed, so that the truth is known."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image

Gray = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Scan:
    """How a page was scanned: dots an inch, skew in degrees, noise (grey levels), JPEG quality (None is lossless).

    `turn` turns the page by quarters counter-clockwise; `bilevel` is what a fax sends; `shade` darkens one side as in
    a photograph; `blur` is in pixels.
    """

    dpi: int = 300
    skew: float = 0.0
    noise: float = 6.0
    quality: int | None = 75
    turn: int = 0
    bilevel: bool = False
    shade: float = 0.0
    blur: float = 0.0
    seed: int = 1


def pages_of(pdf: bytes, dpi: int, pages: Sequence[int] | None = None) -> list[Gray]:
    """Return pages of a PDF as grey pictures."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        chosen = range(len(document)) if pages is None else pages
        return [_gray(document[index], dpi) for index in chosen]
    finally:
        document.close()


def _gray(page: Any, dpi: int) -> Gray:
    bitmap = page.render(scale=dpi / 72, grayscale=True)
    picture: Gray = bitmap.to_numpy()[:, :, 0].copy() if bitmap.to_numpy().ndim == 3 else bitmap.to_numpy().copy()
    page.close()
    return picture


def scanned(picture: Gray, scan: Scan) -> Gray:
    """Return a page as a scanner would see it."""
    rng = np.random.default_rng(scan.seed)
    height, width = picture.shape
    turned = cv2.getRotationMatrix2D((width / 2, height / 2), scan.skew, 1.0)
    seen = cv2.warpAffine(picture, turned, (width, height), flags=cv2.INTER_LINEAR, borderValue=255)
    if scan.blur:
        seen = cv2.GaussianBlur(seen, (0, 0), scan.blur)
    paper = 245.0 - scan.shade * np.linspace(0, 1, width)[None, :]
    ink = 25.0
    grey = ink + (paper - ink) * (seen.astype(np.float32) / 255.0)
    grey += rng.normal(0.0, scan.noise, grey.shape)
    page = np.clip(grey, 0, 255).astype(np.uint8)
    if scan.bilevel:
        page = np.where(page > 150, 255, 0).astype(np.uint8)
    return np.ascontiguousarray(np.rot90(page, scan.turn))


def scan_pdf(pdf: bytes, scan: Scan, pages: Sequence[int] | None = None) -> bytes:
    """Return a PDF of pictures of the pages of `pdf`."""
    return picture_pdf([scanned(page, scan) for page in pages_of(pdf, scan.dpi, pages)], scan)


def picture_pdf(pictures: Sequence[Gray], scan: Scan) -> bytes:
    """Return a PDF of one picture a page."""
    images = [Image.fromarray(picture).convert("1" if scan.bilevel else "L") for picture in pictures]
    out = io.BytesIO()
    options = {"quality": scan.quality} if scan.quality and not scan.bilevel else {}
    images[0].save(out, "PDF", resolution=scan.dpi, save_all=True, append_images=images[1:], **options)
    return out.getvalue()
