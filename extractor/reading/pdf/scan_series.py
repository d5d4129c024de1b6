"""Rows of a scanned table that tell their own cells: column numbers 1 2 3, quarters I II III IV, halves K Rp K Rp.

Single digits, strokes and letters are what tesseract reads worst, but their neighbours in the row tell them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from extractor.reading.document import Bbox
from extractor.reading.pdf.image import Box
from extractor.reading.pdf.ocr import Recognised
from extractor.reading.pdf.scan_crop import AGREED, DIGIT_HEIGHT, CellReading, Crop

_SAME_ROW: Final = 1.0
_NUMBER: Final = re.compile(r"\(?(\d{1,2})\)?")
_LEAST_NUMBERS: Final = 5
_NUMBERS_SHARE: Final = 0.6
_QUARTERS: Final = ("I", "II", "III", "IV")
_LEAST_PAIRS: Final = 3
_PAIRS_SHARE: Final = 0.6
_SHORT: Final = 3
_STROKE: Final = 0.6
"""Greatest width of an upright stroke in its heights, its serifs counted."""
_UNEVEN: Final = 0.3
"""Difference between what the second and the third stroke add, in heights: some pixels in small print."""


class CellRead(NamedTuple):
    """A cell's box in points and what it says, None where it seems blank."""

    box: Bbox
    reading: CellReading | None


def settle_series(cells: Sequence[CellRead], cut: Callable[[Bbox], Crop | None]) -> list[CellRead]:
    """Return a table's cells, those of such rows read by their place in the row; `cut` cuts out a cell."""
    settled = {cell.box: cell for cell in cells}
    for row in _rows(cells):
        shift = _counts_from(row)
        told = (*_quarters(row, cut), *_halves(row)) if shift is None else _column_numbers(row, shift)
        for place, text in told:
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


def _counts_from(row: Sequence[CellRead]) -> int | None:
    """Return what the cells of a row of column numbers count from, None where a row is none."""
    shifts = Counter(number - place for place, number in enumerate(map(_number, row)) if number is not None)
    shift, fitting = shifts.most_common(1)[0] if shifts else (0, 0)
    return shift if fitting >= max(_LEAST_NUMBERS, _NUMBERS_SHARE * len(row)) else None


def _number(cell: CellRead) -> int | None:
    found = _NUMBER.fullmatch(_text(cell))
    return int(found[1]) if found else None


def _column_numbers(row: Sequence[CellRead], shift: int) -> Iterator[tuple[int, str]]:
    """Yield the cells of a row of column numbers that do not go on as their neighbours do, with what they must be."""
    fits = [_number(cell) == place + shift for place, cell in enumerate(row)]
    bracketed = any(_text(cell).startswith("(") for cell in row)
    for place, cell in enumerate(row):
        beside = [fits[other] for other in (place - 1, place + 1) if 0 <= other < len(row)]
        if not fits[place] and all(beside) and cell.reading is not None and len(_text(cell)) <= _SHORT:
            yield place, f"({place + shift})" if bracketed else str(place + shift)


def _quarters(row: Sequence[CellRead], cut: Callable[[Bbox], Crop | None]) -> Iterator[tuple[int, str]]:
    """Yield four cells side by side that look like the four quarters, with the quarter of each."""
    for start in range(len(row) - len(_QUARTERS) + 1):
        window = row[start : start + len(_QUARTERS)]
        if all(len(_text(cell)) <= _SHORT for cell in window) and _widen_evenly([cut(cell.box) for cell in window]):
            yield from enumerate(_QUARTERS, start)
            return


def _halves(row: Sequence[CellRead]) -> Iterator[tuple[int, str]]:
    """Yield the cells of a row of two words by turns that hold something else, with the word of their place."""
    texts = [_text(cell) for cell in row]
    pairs = Counter((one, two) for one, two in pairwise(texts) if one and two and one != two)
    if not pairs:
        return
    (one, two), often = pairs.most_common(1)[0]
    said = sum(text in (one, two) for text in texts)
    if often < _LEAST_PAIRS or said < _PAIRS_SHARE * sum(cell.reading is not None for cell in row):
        return
    for place, cell in enumerate(row):
        if cell.reading is None or texts[place] in (one, two) or len(texts[place]) > _SHORT:
            continue
        before, after = (texts[at] if 0 <= at < len(row) else "" for at in (place - 1, place + 1))
        if before != two and after == two:
            yield place, one
        elif before == one:
            yield place, two


def _widen_evenly(crops: Sequence[Crop | None]) -> bool:
    """Tell whether cells hold one line each as high as the others: a stroke, two and three of them, and one wider.

    Strokes of small print run together and tell their number by the width they take.
    """
    cut = [crop for crop in crops if crop is not None and len(crop.lines) == 1]
    if len(cut) < len(crops):
        return False
    heights = [bottom - top for crop in cut for top, bottom in crop.lines]
    low, high = min(heights), max(heights)
    one, two, three, four = (int(np.ptp(np.flatnonzero(crop.ink.any(axis=0)))) + 1 for crop in cut)
    step = two - one
    even = 0 < step < high and three > two and abs((three - two) - step) <= _UNEVEN * high
    return even and high - low <= max(0.15 * high, 1) and one < _STROKE * low and four > two


def _said(crop: Crop, text: str) -> CellReading:
    """Return the reading of a cell whose row tells what it says."""
    top, bottom = (crop.top + row for row in crop.lines[0])
    height, width = crop.plain.shape
    box = Box(crop.left, crop.top, crop.left + width, crop.top + height)
    return CellReading([Recognised(text, box, AGREED, 0, float(bottom), (bottom - top) / DIGIT_HEIGHT)], AGREED)
