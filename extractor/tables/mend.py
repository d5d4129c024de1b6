"""Words and numbers that a narrow printed cell broke without a hyphen are put together again.

A page does not say whether a line end stood for a space. It did not where the two pieces are a word that the document
shows whole elsewhere (or that the caller knows) and the pieces are not words themselves; nor where the lines of a cell
are full and only together a number. Everything else stays as printed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

import regex

from extractor.reading.document import Cell, Document, Grid, Paragraph

_WORD = regex.compile(r"\p{L}+")
_HYPHEN = regex.compile(r"\p{L}-$")
_LAST_WORD = regex.compile(r"\p{L}+$")
_BEFORE_SLASH = regex.compile(r"\p{L}+/?$")
_AFTER_SLASH = regex.compile(r"/?\p{L}+")
_COMPOUND = regex.compile(r"\p{L}+/\p{L}+")
_NUMBER_CELL = regex.compile(r"[\d.,\s]*\d[\d.,\s]*%?\s*")
_ONE_NUMBER = regex.compile(r"\d{1,3}(?:[.,]\d{3})+(?:,\d{1,2})?|\d+(?:[.,]\d{1,2})?%?")
MOST_PIECES = 4
"""Lines below that one word may run on over; the narrowest columns seen hold three letters."""
SHORT_LINE = 6
"""Characters up to which a column counts as too narrow for its numbers; wider ones break only between digit groups."""


def mend_broken_words(document: Document, vocabulary: frozenset[str]) -> Document:
    """Return the document with broken words and numbers in its cells joined; `vocabulary` are the whole words."""
    blocks = tuple(_mended(block, vocabulary) if isinstance(block, Grid) else block for block in document.blocks)
    return dataclasses.replace(document, blocks=blocks)


def mend_text(text: str, vocabulary: frozenset[str]) -> str:
    """Return a cell's text with its broken words joined."""
    return _joined(text, vocabulary, SHORT_LINE + 1) if "\n" in text else text


def whole_words(document: Document) -> frozenset[str]:
    """Return the words (case folded) that the document shows whole, and pairs of words with a slash.

    Whole are words that do not stand at a line end inside a cell with several lines, nor where a page break may have
    cut the cell: at the start of a table's first row, at the end of its last.
    """
    words: set[str] = set()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            words.update(_WORD.findall(block.text.casefold()))
        elif isinstance(block, Grid):
            for cell in block.cells:
                first, last = cell.row == 0, cell.row + cell.row_span == block.n_rows
                text = cell.text.casefold()
                words.update(_whole_words(text, cut_start=first, cut_end=last))
                if "/" in text:
                    words.update(_COMPOUND.findall(text))
    return frozenset(words)


def _whole_words(text: str, *, cut_start: bool, cut_end: bool) -> Iterator[str]:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        words = _WORD.findall(line)
        after, before = number > 0 or cut_start, number < len(lines) - 1 or cut_end
        first = 1 if after and line[:1].isalpha() else 0
        last = len(words) - 1 if before and line[-1:].isalpha() else len(words)
        yield from words[first:last]


def _mended(grid: Grid, vocabulary: frozenset[str]) -> Grid:
    capacity = _capacities(grid.cells)
    cells: list[Cell] = []
    for cell in grid.cells:
        text = cell.text
        if "\n" in text:
            text = _joined(text, vocabulary, capacity[cell.col, cell.col_span])
        cells.append(cell if text == cell.text else cell._replace(text=text))
    return dataclasses.replace(grid, cells=tuple(cells))


def _capacities(cells: Iterable[Cell]) -> dict[tuple[int, int], int]:
    """Return the length of the longest line by column and span: about what fits into its width."""
    longest: dict[tuple[int, int], int] = {}
    for cell in cells:
        place = cell.col, cell.col_span
        longest[place] = max(longest.get(place, 0), *map(len, cell.text.split("\n")))
    return longest


def _joined(text: str, vocabulary: frozenset[str], capacity: int) -> str:
    lines = text.split("\n")
    if capacity <= SHORT_LINE and _NUMBER_CELL.fullmatch(text):
        whole = "".join(line.strip() for line in lines)
        full = all(len(line.strip()) >= capacity - 1 for line in lines[:-1])
        if full and _ONE_NUMBER.fullmatch(whole):
            return whole
    joined = [lines[0]]
    at = 1
    while at < len(lines):
        pieces = _broken_over(joined[-1], lines[at : at + MOST_PIECES], vocabulary)
        if _HYPHEN.search(joined[-1]) and _WORD.match(lines[at]):
            joined[-1] = _over_hyphen(joined[-1], lines[at], vocabulary)
            at += 1
        elif pieces:
            joined[-1] += "".join(lines[at : at + pieces])
            at += pieces
        else:
            joined.append(lines[at])
            at += 1
    # A space that the file writes at a line end has parted words up to here; nobody sees it.
    return "\n".join(line.rstrip(" ") for line in joined)


def _over_hyphen(above: str, below: str, vocabulary: frozenset[str]) -> str:
    """Return two lines that meet at a hyphen as one: without it where it parted a word that stands whole elsewhere."""
    end, start = _LAST_WORD.search(above[:-1]), _WORD.match(below)
    parted = end is not None and start is not None and f"{end[0]}{start[0]}".casefold() in vocabulary
    return f"{above[:-1] if parted else above}{below}"


def _broken_over(above: str, below: list[str], vocabulary: frozenset[str]) -> int:
    """Return over how many of the lines `below` the last word of `above` goes on, 0 where it does not.

    It does where the pieces are one word that stands whole elsewhere, and not all of them are words themselves.
    """
    if (above[-1:] == "/" or below[0][:1] == "/") and _is_compound(above, below[0], vocabulary):
        return 1
    end = _LAST_WORD.search(above)
    if end is None:
        return 0
    pieces = [end[0].casefold()]
    found = 0
    for count, line in enumerate(below, 1):
        start = _WORD.match(line)
        if start is None or (start[0][0].isupper() and not end[0].isupper()):
            break
        pieces.append(start[0].casefold())
        if "".join(pieces) in vocabulary and not all(piece in vocabulary for piece in pieces):
            found = count
        if start[0] != line:
            break
    return found


def _is_compound(above: str, below: str, vocabulary: frozenset[str]) -> bool:
    """Tell whether two lines meet at a slash between words that stand together elsewhere."""
    end, start = _BEFORE_SLASH.search(above), _AFTER_SLASH.match(below)
    return end is not None and start is not None and f"{end[0]}{start[0]}".casefold() in vocabulary
