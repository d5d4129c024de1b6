"""Whether the digits of a page may have been read wrongly: a cheap look, so that another engine is seldom asked."""

from __future__ import annotations

from typing import Final

import numpy as np

from extractor.reading.pdf.calls import Bools, Floats, Ints
from extractor.reading.pdf.glyphs import Glyphs

_SAME_PLACE: Final = 1.5
"""Points. Two digits beside each other are further apart, in the smallest print a plan has."""
_INK: Final = 0.85
"""Height of a box in sizes: a font's ascent and descent make 1 or more, the ink of a digit 0.65 to 0.75."""
_NARROW, _WIDE = 0.16, 0.35
"""Gap between two digits, in sizes: at the first a word is cut, beyond the second may lie another cell."""


def doubts_digits(glyphs: Glyphs, hidden: Bools) -> bool:
    """Tell whether digits of a page were left out, lie on each other, or stand apart without a space between.

    Left out are those of text taken for hidden (`hidden` by run). Digits that share a place are printed over each
    other. A number with a gap inside is cut. And digits that the file states apart from its glyphs (/ActualText) may
    be others than those printed.
    """
    if not len(glyphs.angles):
        return False
    # A space without width is pdfium's own, for a gap; text that does not run across is left out.
    made_up = (glyphs.codes == ord(" ")) & (glyphs.boxes[:, 2] - glyphs.boxes[:, 0] < 0.01)
    level = (glyphs.angles < 1.0) | (glyphs.angles > 359.0)
    kept: Ints = np.flatnonzero((glyphs.runs >= 0) & level[glyphs.runs] & ~made_up)
    codes = glyphs.codes[kept]
    digit = (codes >= ord("0")) & (codes <= ord("9"))
    if not digit.any():
        return False
    runs = glyphs.runs[kept]
    if hidden.any() and bool(hidden[runs[digit]].any()):
        return True
    return (
        _share_place(glyphs.boxes[kept[digit]], codes[digit])
        or _stand_apart(glyphs, kept, digit, codes)
        or _stated_apart(glyphs, kept, digit, codes)
    )


def _share_place(boxes: Floats, codes: Ints) -> bool:
    """Tell whether two different digits have their middles at one place."""
    middles = (boxes[:, :2] + boxes[:, 2:]) * (0.5 / _SAME_PLACE)
    for shift in (0.0, 0.5):
        cells = np.floor(middles + shift).astype(np.int64)
        ordered = np.sort(((cells[:, 0] << 20) + cells[:, 1] << 4) + (codes & 15))
        beside, same_place = ordered[1:] != ordered[:-1], ordered[1:] >> 4 == ordered[:-1] >> 4
        if bool((beside & same_place).any()):
            return True
    return False


def _stand_apart(glyphs: Glyphs, kept: Ints, digit: Bools, codes: Ints) -> bool:
    """Tell whether two parts of a number stand side by side with a gap."""
    number = digit | (codes == ord(".")) | (codes == ord(","))
    first = np.flatnonzero(number[:-1] & number[1:] & (digit[:-1] | digit[1:]))
    left, right = kept[first], kept[first + 1]
    runs = glyphs.runs[right]
    sizes = glyphs.sizes[runs]
    origins = glyphs.origins
    level = np.abs(origins[runs, 1] - origins[glyphs.runs[left], 1]) < 0.1 * sizes
    gap = glyphs.boxes[right, 0] - glyphs.boxes[left, 2]
    return bool((level & (gap > _NARROW * sizes) & (gap < _WIDE * sizes)).any())


def _stated_apart(glyphs: Glyphs, kept: Ints, digit: Bools, codes: Ints) -> bool:
    """Tell whether digits come from an /ActualText: pdfium shares the box of the ink out among them.

    So a full stop is as wide as a digit, but the boxes are no higher than ink.
    """
    first = np.flatnonzero(digit[:-1] & ((codes[1:] == ord(".")) | (codes[1:] == ord(","))))
    left, right = kept[first], kept[first + 1]
    runs = glyphs.runs[left]
    width, height = (glyphs.boxes[left, 2:] - glyphs.boxes[left, :2]).T
    as_wide = np.abs(glyphs.boxes[right, 2] - glyphs.boxes[right, 0] - width) < 0.01
    return bool((as_wide & (runs == glyphs.runs[right]) & (height < _INK * glyphs.sizes[runs])).any())
