"""Words of a repeated header that run over into the row below it.

A word processor gives a repeated header the height it has room for; its longer texts run on over the first rows of
the body. The first header tells which words they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor.reading.document import Cell, Grid
from extractor.tables.text import collapse, key

_LEAST = 2
"""Letters that words must have together to be known again."""


def without_overrun(grid: Grid, header: Iterable[Cell], repeated: int) -> Grid:
    """Return a part without the header words in the row below its `repeated` header rows; `header` is the first one."""
    full = {_frame(cell): key(cell.text) for cell in header}
    lost: dict[tuple[int, int], str] = {}
    for cell in grid.cells:
        if cell.row >= repeated:
            break
        text, shown = full.get(_frame(cell), ""), key(cell.text)
        if shown and text.startswith(shown) and text != shown:
            lost[cell.col, cell.col_span] = text[len(shown) :]
        elif (cell.col, cell.col_span) in lost:  # a row of column numbers: the words run through it first
            lost[cell.col, cell.col_span] = _after(lost[cell.col, cell.col_span], cell.text.split())
    if not lost:
        return grid
    cells = tuple(
        cell._replace(text=_cleared(cell.text, lost[cell.col, cell.col_span]))
        if cell.row == repeated and (cell.col, cell.col_span) in lost
        else cell
        for cell in grid.cells
    )
    return grid if cells == grid.cells else replace(grid, cells=cells)


def _frame(cell: Cell) -> tuple[int, int, int, int]:
    return cell.row, cell.col, cell.row_span, cell.col_span


def _after(lost: str, words: Sequence[str]) -> str:
    """Return what is left of the lost words after those of them that a row shows."""
    for word in words:
        lost = lost.removeprefix(key(word))
    return lost


def _cleared(text: str, lost: str) -> str:
    """Return a cell's text without the words in its first line with which the lost ones go on."""
    line, mark, rest = text.partition("\n")
    words = line.split()
    for first in range(len(words)):
        for end in range(len(words), first, -1):
            run = key("".join(words[first:end]))
            if key(words[first]) and len(run) >= _LEAST and lost.startswith(run):
                left = collapse(" ".join((*words[:first], *words[end:])))
                return f"{left}{mark}{rest}" if left else rest
    return text
