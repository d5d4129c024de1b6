"""Rows of a scanned table that count: column numbers 1 2 3, quarters I II III IV.

Single digits and strokes are what tesseract reads worst, but their neighbours in the row tell them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

import cv2

from extractor.reading.document import Bbox
from extractor.reading.pdf.image import Box
from extractor.reading.pdf.ocr import Recognised
from extractor.reading.pdf.scan_crop import AGREED, DIGIT_HEIGHT, CellReading, Crop

_SAME_ROW: Final = 1.0
_NUMBER: Final = re.compile(r"\(?(\d{1,2})\)?")
_LEAST_NUMBERS: Final = 5
_NUMBERS_SHARE: Final = 0.6
_QUARTERS: Final = ("I", "II", "III", "IV")
_LEAST_QUARTERS: Final = 3
_SHORT: Final = 3
_STROKE: Final = 0.6
"""Greatest width of an upright stroke in its heights, its serifs counted."""


class CellRead(NamedTuple):
    """A cell's box in points and what it says, None where it seems blank."""

    box: Bbox
    reading: CellReading | None


def settle_series(cells: Sequence[CellRead], cut: Callable[[Bbox], Crop | None]) -> list[CellRead]:
    """Return a table's cells, those of rows that count read by their place in the row; `cut` cuts out a cell."""
    settled = {cell.box: cell for cell in cells}
    for row in _rows(cells):
        for place, text in (*_column_numbers(row), *_quarters(row, cut)):
            crop = cut(row[place].box)
            if crop is not None:
                settled[row[place].box] = CellRead(row[place].box, _said(crop, text))
    return list(settled.values())


def _rows(cells: Sequence[CellRead]) -> Iterator[list[CellRead]]:
    """Yield the cells whose tops are level, from the left."""
    row: list[CellRead] = []
    for cell in sorted(cells, key=lambda one: one.box[1]):
        if row and cell.box[1] - row[0].box[1] > _SAME_ROW:
            yield sorted(row, key=lambda one: one.box[0])
            row = []
        row.append(cell)
    yield sorted(row, key=lambda one: one.box[0])


def _text(cell: CellRead) -> str:
    return "".join(word.text for word in cell.reading.words) if cell.reading else ""


def _column_numbers(row: Sequence[CellRead]) -> Iterator[tuple[int, str]]:
    """Yield the cells of a row of column numbers that do not go on as their neighbours do, with what they must be."""
    found = [_NUMBER.fullmatch(_text(cell)) for cell in row]
    numbers = [int(one[1]) if one else None for one in found]
    shifts = Counter(number - place for place, number in enumerate(numbers) if number is not None)
    if not shifts:
        return
    shift, fitting = shifts.most_common(1)[0]
    if fitting < max(_LEAST_NUMBERS, _NUMBERS_SHARE * len(row)):
        return
    fits = [number is not None and number - place == shift for place, number in enumerate(numbers)]
    bracketed = any(_text(cell).startswith("(") for cell in row)
    for place, cell in enumerate(row):
        beside = [fits[other] for other in (place - 1, place + 1) if 0 <= other < len(row)]
        if not fits[place] and all(beside) and cell.reading is not None and len(_text(cell)) <= _SHORT:
            yield place, f"({place + shift})" if bracketed else str(place + shift)


def _quarters(row: Sequence[CellRead], cut: Callable[[Bbox], Crop | None]) -> Iterator[tuple[int, str]]:
    """Yield four cells side by side, with the quarter of each, where three of them look like theirs."""
    for start in range(len(row) - len(_QUARTERS) + 1):
        window = row[start : start + len(_QUARTERS)]
        if any(len(_text(cell)) > _SHORT for cell in window):
            continue
        crops = [cut(cell.box) for cell in window]
        if any(crop is None for crop in crops):
            continue
        alike = sum(
            _text(cell).upper() == quarter or (crop is not None and _strokes(crop) == quarter)
            for cell, crop, quarter in zip(window, crops, _QUARTERS, strict=True)
        )
        if alike >= _LEAST_QUARTERS:
            yield from enumerate(_QUARTERS, start)
            return


def _strokes(crop: Crop) -> str:
    """Return "I", "II" or "III" where a cell holds nothing but so many upright strokes of one height."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(crop.ink)
    pieces = stats[1:count, :4].tolist()
    highest = max((height for _, _, _, height in pieces), default=0)
    upright = all(height > 0.8 * highest and width < _STROKE * height for _, _, width, height in pieces)
    return "I" * len(pieces) if upright and 0 < len(pieces) <= _SHORT else ""


def _said(crop: Crop, text: str) -> CellReading:
    """Return the reading of a cell whose row tells what it says."""
    top, bottom = (crop.top + row for row in crop.lines[0])
    height, width = crop.plain.shape
    box = Box(crop.left, crop.top, crop.left + width, crop.top + height)
    return CellReading([Recognised(text, box, AGREED, 0, float(bottom), (bottom - top) / DIGIT_HEIGHT)], AGREED)
