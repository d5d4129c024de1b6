"""Tables that a Word file has as paragraphs, with tabs between the cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractor import limits
from extractor.reading.document import Block, Grid, Paragraph, ReadingDoubt
from extractor.reading.flat_cells import Segment
from extractor.reading.flat_rows import read_grids
from extractor.reading.flat_tabs import LEAST_ROWS, LEAST_TABS, tabbed_rows

_LONGEST_RUN: Final = 2000
"""Paragraphs looked at together; what follows is looked at anew, so time stays linear."""
_LEAST_FILLED: Final = 4
"""Cells with words or numbers that a row has; the lines of letterheads and signatures have fewer."""


def lay_out_tabbed(blocks: Sequence[Block]) -> tuple[list[Block], list[tuple[Block | None, ReadingDoubt]]]:
    """Return `blocks` with paragraphs that are rows of a table as grids, and doubts about these, each with its grid."""
    laid: list[Block] = []
    doubts: list[tuple[Block | None, ReadingDoubt]] = []
    area = at = 0
    while at < len(blocks):
        run = _tabbed_run(blocks, at)
        rows, used = tabbed_rows(run, 0) if run else ([], 0)
        area += sum(len(row.cells) for row in rows)
        if not _is_table(rows) or area > limits.MAX_TABLE_AREA:
            laid += blocks[at : at + max(1, len(run))]
            at += max(1, len(run))
            continue
        for found, row_doubts in read_grids(rows):
            item = _with_bold(found, blocks[at : at + used])
            laid.append(item)
            doubts += ((item, ReadingDoubt(one.code, one.severity, one.message, row=one.row)) for one in row_doubts)
        at += used
    return laid, doubts


def _tabbed_run(blocks: Sequence[Block], start: int) -> list[str]:
    """Return the texts of the paragraphs from `start` on that may be rows: with tabs enough, and no list items."""
    run: list[str] = []
    for block in blocks[start : start + _LONGEST_RUN]:
        if not isinstance(block, Paragraph) or block.label is not None or block.outline is not None:
            break
        if block.text.count("\t") < LEAST_TABS:
            break
        run.append(block.text.replace("\n", " "))
    return run


def _is_table(rows: Sequence[Segment]) -> bool:
    full = [row for row in rows if sum(any(map(str.isalnum, text)) for text in row.texts) >= _LEAST_FILLED]
    return len(full) >= LEAST_ROWS and 2 * len(full) > len(rows)


def _with_bold(item: Grid | Paragraph, lines: Sequence[Block]) -> Grid | Paragraph:
    """Return a grid with the rows bold whose paragraphs are, where it has a row for each."""
    if isinstance(item, Paragraph) or item.n_rows != len(lines):
        return item
    bold = {row for row, line in enumerate(lines) if isinstance(line, Paragraph) and line.bold}
    return replace(item, cells=tuple(cell._replace(bold=cell.row in bold) for cell in item.cells))
