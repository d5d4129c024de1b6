"""The cells of a scanned table, each read on its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extractor.reading.pdf.image import Box
from extractor.reading.pdf.ocr import Recognised, Recogniser
from extractor.reading.pdf.scan_crop import (
    AGREED,
    PAD,
    TIGHT_PAD,
    UNSETTLED,
    CellReading,
    Crop,
    by_line,
    crop_of,
    framed,
    joined,
    mean,
    placed,
    scaled,
)
from extractor.reading.pdf.scan_numbers import numbers_joined, read_number, with_leading_number
from extractor.reading.pdf.sheet import Sheet

_STRAYS: Final = re.compile(r"[|~_\\<>{}“”\"'«»‘’*^]")
_SHORT_TEXT, _SHORT_SURE = 3, 0.8
"""Of few letters tesseract is surer than it is right."""
_HARDLY_LEGIBLE, _LARGER = 0.8, 1.25
"""How sure words are below which they are read larger too: of 214 cells at 150 and 200 dots an inch 50 were, and had a
third fewer letters wrong."""


def read_cell(sheet: Sheet, box: Box, recogniser: Recogniser, line_height: float) -> CellReading | None:
    """Read one cell; `line_height` is the page's usual one in pixels. None where the cell is blank."""
    crop = crop_of(sheet, box, line_height)
    if crop is None:
        return None
    factor = crop.factor
    picture = framed(scaled(crop.plain, factor), crop.paper, PAD)
    words = recogniser.line(picture) if len(crop.lines) == 1 else recogniser.block(picture)
    if not words and len(crop.lines) == 1:
        words = recogniser.line_again(framed(scaled(crop.plain, factor), crop.paper, TIGHT_PAD))
    text = joined(words)
    if _may_be_number(text, words):
        number = read_number(crop, recogniser, text)
        if number is not None:
            return number
    if not words:
        # A block is looked at in another way than a line.
        words = recogniser.block_again(picture)
        text = joined(words)
    if not words:
        # There is ink that nothing can be made of: the cell is not blank.
        high = max(bottom - top for top, bottom in crop.lines)
        return CellReading([], 0.0) if high > 0.5 * line_height else None
    if len(text) > _SHORT_TEXT and mean(words) < _HARDLY_LEGIBLE:
        larger = recogniser.block(framed(scaled(crop.plain, factor * _LARGER), crop.paper, PAD))
        words = _surest(words, [_as_large_as_first(word) for word in larger])
        text = joined(words)
    if re.search(r"\d", text):
        reading = numbers_joined(_reread(crop, recogniser, words, factor), box)
        return reading._replace(confidence=min(reading.confidence, UNSETTLED)) if _has_strays(text) else reading
    if len(crop.lines) > 1 and (quantity := with_leading_number(crop, recogniser, words, factor)):
        return quantity
    sure = mean(words) if len(text) > _SHORT_TEXT else mean(words) * _SHORT_SURE
    return CellReading(placed(words, crop, factor), sure)


def _may_be_number(text: str, words: Sequence[Recognised]) -> bool:
    """Tell whether a cell is worth reading as a number: mostly digits, or short and uncertain."""
    packed = "".join(text.split()).removeprefix("Rp")
    digits = sum(character.isdigit() for character in packed)
    letters = sum(character.isalpha() for character in packed)
    if digits:
        return letters <= max(digits // 2, 2)
    return not words or (len(packed) <= 4 and mean(words) < AGREED) or mean(words) < UNSETTLED


def _as_large_as_first(word: Recognised) -> Recognised:
    """Return a word of a cell that was read larger, placed as in the first reading."""

    def place(value: float) -> float:
        return (value - PAD) / _LARGER + PAD

    box = Box(*(round(place(value)) for value in word.box))
    return word._replace(box=box, base=place(word.base), size=word.size / _LARGER)


def _surest(words: list[Recognised], others: list[Recognised]) -> list[Recognised]:
    """Return of each line the surer of two readings; of all lines where they are not as many."""
    one, two = by_line(words), by_line(others)
    if one.keys() != two.keys():
        return max(words, others, key=mean)
    return [word for line in one for word in max(one[line], two[line], key=mean)]


def _reread(crop: Crop, recogniser: Recogniser, words: list[Recognised], factor: float) -> CellReading:
    """Read a cell of words and digits a second time; the digits are those of the model that is better with them."""
    again = factor if recogniser.two_models else factor * 1.25
    other = recogniser.block_again(framed(scaled(crop.plain, again), crop.paper, PAD))
    merged, replaced = _with_digits_of(words, other)
    confidence = mean(merged)
    words_there = placed(merged, crop, factor)
    if _all_digits(joined(words)) == _all_digits(joined(other)):
        return CellReading(words_there, confidence)
    rest = joined(words) if replaced else joined(other)
    return CellReading(words_there, min(confidence, UNSETTLED), rest or None)


def _has_strays(text: str) -> bool:
    """Tell whether a number stands among signs that no number has: strokes of a stamp or a signature."""
    return not any(map(str.isalpha, text)) and (text.count("(") != text.count(")") or bool(_STRAYS.search(text)))


def _is_figure(one: str, two: str) -> bool:
    """Tell whether a word holds digits, or is a sign like "%" to the model that is better with them."""
    return any(character.isdigit() for character in one + two) or not any(map(str.isalpha, two))


def _all_digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _with_digits_of(words: list[Recognised], other: list[Recognised]) -> tuple[list[Recognised], bool]:
    """Return the words with those that hold digits taken from `other`, where both have the same words in each line."""
    if [word.line for word in words] != [word.line for word in other]:
        return words, False
    merged = [
        two._replace(box=one.box) if _is_figure(one.text, two.text) else one
        for one, two in zip(words, other, strict=True)
    ]
    return merged, merged != words
