"""Numbers of a scanned table held against their glyphs."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractor.reading.pdf.image import Gray
from extractor.reading.pdf.scan_numbers import with_separators
from tests.reading.pdf.making import Page, pdf
from tests.scans import pages_of


def ink_of(text: str, font: str = "F", blur: float = 0.0) -> Gray:
    """Return a printed number as a mask of its ink, its digits run together where it is blurred."""
    (page,) = pages_of(pdf(Page(200, 40).text(10, 25, text, size=10, font=font)), 200)
    rows, columns = np.nonzero(page < 128)
    line = page[rows.min() - 2 : rows.max() + 3, columns.min() - 2 : columns.max() + 3]
    seen = cv2.GaussianBlur(line, (0, 0), blur) if blur else line
    return np.where(seen < 190, 255, 0).astype(np.uint8)


@pytest.mark.parametrize("blur", [0.0, 1.0])
@pytest.mark.parametrize("font", ["F", "B"])
def test_digits_that_were_dropped_are_noticed(font: str, blur: float) -> None:
    ink = ink_of("445.000.137", font, blur)
    assert with_separators("445.000.137", ink) == "445.000.137"
    assert with_separators("5.000.137", ink) is None
    assert with_separators("44.000.137", ink) is None


def test_a_separator_that_was_overlooked_is_put_back() -> None:
    assert with_separators("1456.209.764", ink_of("1.456.209.764")) == "1.456.209.764"
    assert with_separators("2700%", ink_of("27,00%")) == "27,00%"


def test_a_piece_broken_off_a_digit_is_no_separator() -> None:
    ink = ink_of("95")
    left, right = np.flatnonzero(ink.any(axis=0))[[0, -1]]
    middle = (left + 3 * right) // 4
    ink[-6:-3, middle - 4 : middle + 4] = 0
    assert with_separators("95", ink) in ("95", None)
