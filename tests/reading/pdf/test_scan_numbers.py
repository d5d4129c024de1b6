"""Numbers of a scanned table held against their glyphs, and rows that tell their own cells."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractor.reading.pdf.image import Box, Gray
from extractor.reading.pdf.ocr import Recognised
from extractor.reading.pdf.scan_crop import CellReading, Crop
from extractor.reading.pdf.scan_numbers import with_groups, with_separators
from extractor.reading.pdf.scan_series import CellRead, settle_series
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


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("275.500000", "275.500.000"),
        ("3555.000", "3.555.000"),
        ("64,960.867", "64.960.867"),
        ("Rp1210.125.021,00", "Rp1.210.125.021,00"),
        ("1.250.000", None),
        ("1,250,000", None),
        ("2.06.010103", None),
        ("87.25%", None),
    ],
)
def test_separators_that_were_lost_are_told_by_threes(read: str, meant: str | None) -> None:
    assert with_groups(read) == meant


def test_column_numbers_that_grow_wider_are_no_quarters() -> None:
    def row(texts: list[str]) -> list[str]:
        cells = [
            CellRead(
                (20.0 * place, 0.0, 20.0 * place + 20, 10.0),
                CellReading([Recognised(text, Box(0, 0, 4, 8), 0.9, 0, 8.0, 8.0)], 0.9),
            )
            for place, text in enumerate(texts)
        ]

        def cut(box: tuple[float, float, float, float]) -> Crop:
            strokes = np.full((20, 4 + 5 * (round(box[0] / 20) % 4)), 255, np.uint8)
            return Crop(strokes, strokes, 255, 0, 0, [(0, 20)])

        settled = [cell.reading for cell in settle_series(cells, cut)]
        return [word.text for reading in settled if reading for word in reading.words]

    assert row(["1", "l", "m", "V"]) == ["I", "II", "III", "IV"]
    numbers = [str(number) for number in range(1, 13)]
    assert row(numbers) == numbers
