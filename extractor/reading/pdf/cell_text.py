"""The lines of a cell become its text; what the cell's width cut in two is put together."""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.reading.pdf.words import Line, Word

_SPACE = 0.29
"""Width of a space in font sizes: no common font has a wider one."""
_ROUNDING = 0.3
"""Points by which a letter that did not fit may seem to."""
_LINE_END = "\n"
_NUMBER_START = re.compile(r"\d[\d.,]*$")
_NUMBER_REST = re.compile(r"[.,]?\d+(?:[.,]\d+)*(?:,-|[,.])?%*(?:$|\s)|%")


def cell_text(lines: list[Line], room: float, *, spaced: bool) -> str:
    """Return the lines of a cell, `room` points wide, as text; what the cell's width cut in two is put together.

    That is sure only where the file writes spaces at its line ends and there is none after the first part. A space
    that the file does write is kept before the line end: it parts words for sure.
    """
    text = lines[0].text
    for line, following in pairwise(lines):
        if line.words[-1].spaced:
            text = f"{text} {_LINE_END}{following.text}"
        elif spaced and _is_cut(line, following, room):
            text += following.text
        else:
            text = f"{text}{_LINE_END}{following.text}"
    return text


def _is_cut(line: Line, following: Line, room: float) -> bool:
    """Tell whether the number or word at a line's end goes on in the next line, given that no space parts them.

    A word is cut where it is wider than the cell, and the next letter did not fit although a space would have: a line
    so full that a space does not fit loses it.
    """
    last, first = line.words[-1], following.words[0]
    left = room - (line.x1 - line.x0)
    if not last.angle and last.text[-1] == "/" and last.text[-2:-1].isalpha() and first.text[0].isalpha():
        return left > _SPACE * last.size
    if last.angle or left >= max(_letter(last), _letter(first)) + _ROUNDING:
        return False
    if _NUMBER_START.search(last.text):
        return _NUMBER_REST.match(first.text) is not None
    alike = first.text[0].islower() or (last.text.isupper() and first.text[0].isupper())
    whole = (last.x1 - last.x0) + (first.x1 - first.x0)
    return alike and last.text[-1].isalpha() and len(line.words) == 1 and whole > room and left > _SPACE * last.size


def _letter(word: Word) -> float:
    """Return the mean width of a word's letters."""
    return (word.x1 - word.x0) / len(word.text)
