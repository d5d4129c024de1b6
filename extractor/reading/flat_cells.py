"""Cells of a text export and what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

_NUMBER_CELL = re.compile(r"\(?(\d{1,2})\)?\s*(?:=?\s*\(?[\d+\-/*x:()\s]+\)?)?")
_AMOUNT = re.compile(r"(?:rp\.?\s*)?(?:\d{1,3}(?:[.,]{1,2}\d{3})+(?:[.,]\d{1,2})?|\d{6,})(?:,-|,00)?", re.IGNORECASE)
_NUMBER = re.compile(r"[\d(]")


@dataclass(frozen=True, slots=True)
class FlatCell:
    """A cell as exported: its text, the blank lines after it, whether a page break stood before it."""

    text: str
    blanks: int = 0
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """Cells without a blank line between them: a row, or a part of one. `after_break` starts a row for certain."""

    cells: tuple[FlatCell, ...]
    blanks: int = 0
    after_break: bool = False

    @property
    def texts(self) -> list[str]:
        """Return the cells' texts."""
        return [cell.text for cell in self.cells]

    @property
    def filled(self) -> int:
        """Return how many cells have text."""
        return sum(1 for cell in self.cells if cell.text)


class Holds(IntEnum):
    """What a cell or most of a column holds."""

    NOTHING = 0
    TEXT = 1
    NUMBER = 2
    AMOUNT = 3


def holds(text: str) -> Holds:
    """Tell what a text is."""
    if not text or not any(character.isalnum() for character in text):
        return Holds.NOTHING
    if _AMOUNT.fullmatch(text):
        return Holds.AMOUNT
    return Holds.NUMBER if _NUMBER.match(text) and len(text) <= 40 else Holds.TEXT


def is_number_row(texts: Sequence[str]) -> bool:
    """Tell whether these cells number the columns: "1 2 3", "(1) (2)", "8=(7/6)", with gaps and repeats."""
    matches = [_NUMBER_CELL.fullmatch(text) for text in texts if text]
    numbers = [int(match[1]) for match in matches if match]
    return (
        len(numbers) >= 3
        and len(numbers) == len(matches)
        and len(numbers) >= 0.7 * len(texts)
        and numbers[0] <= 3
        and all(0 <= right - left <= 3 for left, right in pairwise(numbers))
        and numbers[-1] - numbers[0] >= len(numbers) // 2
    )
