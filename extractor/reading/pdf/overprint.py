"""Watermarks and stamps that run level: large words printed across others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extractor.reading.pdf.words import Word

_LARGE: Final = 2.5
"""Times the size of the words under it; headings are larger than text too, but have their place to themselves."""
_UNDER: Final = 3
"""Words that lie under one: a large letter at the head of a paragraph touches two."""

_MOST: Final = 60
"""Large words on a page; more are no marks over it, and looking at each would take long."""


def overprinted(words: Sequence[Word]) -> list[Word]:
    """Return the large words that lie across smaller ones, with those of their size on the same line."""
    if not words:
        return []
    usual = sorted(word.size for word in words)[len(words) // 2]
    large = [word for word in words if word.size >= _LARGE * usual]
    across = [word for word in large if _lies_across(word, words)] if len(large) <= _MOST else []
    return [word for word in large if any(_is_beside(word, other) for other in across)]


def _lies_across(large: Word, words: Sequence[Word]) -> bool:
    """Tell whether the middles of several much smaller words lie within a word."""
    under = (
        word
        for word in words
        if word.size * _LARGE <= large.size
        and large.x0 < (word.x0 + word.x1) / 2 < large.x1
        and large.top < (word.top + word.bottom) / 2 < large.bottom
    )
    return sum(1 for _ in under) >= _UNDER


def _is_beside(word: Word, other: Word) -> bool:
    """Tell whether two words are of one size and stand on one line."""
    return abs(word.size - other.size) < 1.0 and abs(word.top - other.top) < 0.5 * word.size
