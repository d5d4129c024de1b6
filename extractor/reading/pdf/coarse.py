"""Lattices whose lines enclose more than single cells: a box around a table, lines between its columns only."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from extractor.reading.pdf.chunks import Row, cut, wide_gap
from extractor.reading.pdf.gutters import find_columns
from extractor.reading.pdf.lattice import Lattice
from extractor.reading.pdf.words import Line, Word, lines_of

_WORDS_A_CELL = 5
_FEW_ROWS, _WORDS_A_CELL_OF_FEW = 4, 2
_LEAST_LINES = 3
_LEAST_ROWS = 4
_MOST = 0.6
"""Share of a lattice's words that lie in cells which hold several."""
_ALIKE = 0.75
_VALUES, _MOSTLY_VALUES = 0.5, 0.75


def split_coarse(lattices: Sequence[Lattice], words: Sequence[Word]) -> tuple[list[Lattice], list[Lattice]]:
    """Return the lattices whose cells are cells, and those whose cells hold rows or columns of their own."""
    if not any(_may_be_coarse(lattice, len(words)) for lattice in lattices):
        return list(lattices), []
    fine: list[Lattice] = []
    coarse: list[Lattice] = []
    for lattice in lattices:
        (coarse if len(lattice.spans) > 1 and _is_coarse(lattice, words) else fine).append(lattice)
    return fine, coarse


def _may_be_coarse(lattice: Lattice, n_words: int) -> bool:
    """Tell whether so many words are more than a lattice's cells would hold each as one cell."""
    few = len(lattice.ys) - 1 <= _FEW_ROWS
    return n_words > (_WORDS_A_CELL_OF_FEW if few else _WORDS_A_CELL) * len(lattice.spans)


def _is_coarse(lattice: Lattice, words: Sequence[Word]) -> bool:
    """Tell whether most of a lattice's words lie in cells that hold several rows or columns."""
    x0, top, x1, bottom = lattice.bbox
    inside = [
        word
        for word in words
        if word.angle == 0 and x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= (word.top + word.bottom) / 2 <= bottom
    ]
    if not _may_be_coarse(lattice, len(inside)):
        return False
    cells: list[list[Word]] = [[] for _ in lattice.spans]
    at = {
        (span.row + r, span.col + c): i
        for i, span in enumerate(lattice.spans)
        for r in range(span.row_span)
        for c in range(span.col_span)
    }
    for word in inside:
        row = bisect_right(lattice.ys, (word.top + word.bottom) / 2, 1, len(lattice.ys) - 1) - 1
        col = bisect_right(lattice.xs, (word.x0 + word.x1) / 2, 1, len(lattice.xs) - 1) - 1
        cells[at[row, col]].append(word)
    lines = [lines_of(held) if held else [] for held in cells]
    wide = wide_gap([line for held in lines for line in held])
    by_columns = sum(len(held) for held, its in zip(cells, lines, strict=True) if _has_columns(its, wide))
    if by_columns > _MOST * len(inside):
        return True
    by_rows = 0
    for row in range(len(lattice.ys) - 1):
        here = [i for i, span in enumerate(lattice.spans) if span.row == row and lines[i]]
        if _has_rows([lines[i] for i in here], wide):
            by_rows += sum(len(cells[i]) for i in here)
    return by_rows > _MOST * len(inside)


def _has_columns(lines: Sequence[Line], wide: float) -> bool:
    """Tell whether the lines of a cell are rows of several cells."""
    if len(lines) < _LEAST_LINES:
        return False
    rows = [row for line in lines if len((row := cut(line.words, wide)).chunks) > 1]
    if len(rows) < max(_LEAST_LINES, len(lines) // 2):
        return False
    later = [chunk for row in rows for chunk in row.chunks[1:]]
    starts = Counter(round(chunk.x0 / 2) for chunk in later)
    aligned = max(starts.values()) >= max(_LEAST_LINES + 1, _ALIKE * len(rows))
    valued = sum(chunk.data for chunk in later) > _VALUES * len(later)
    return (aligned or valued) and find_columns(rows, wide) is not None


def _has_rows(cells: Sequence[Sequence[Line]], wide: float) -> bool:
    """Tell whether cells side by side hold as many lines each, most of them values."""
    most = max((len(lines) for lines in cells), default=0)
    if most < (_LEAST_ROWS if len(cells) > 2 else 2 * _LEAST_LINES):
        return False
    many = [lines for lines in cells if len(lines) >= 0.6 * most]
    if len(many) < max(2, _ALIKE * len(cells)):
        return False
    rows: list[Row] = [cut(line.words, wide) for lines in many for line in lines]
    values = sum(len(row.chunks) == 1 and row.chunks[0].data for row in rows)
    return values > _MOSTLY_VALUES * len(rows) * (len(many) - 1) / len(many)
