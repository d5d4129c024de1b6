"""A text export whose table rows are lines, with tabs between the cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from extractor.reading.flat_cells import FlatCell, Segment

LEAST_TABS: Final = 3
"""Tabs in a line from which it is a row, not a paragraph laid out with tabs."""
LEAST_ROWS: Final = 3
"""Lines with as many tabs as each other that make a table, no address or signature."""
_LONGEST_CELL: Final = 40
"""Lines that one cell may have."""


def tabbed_rows(lines: Sequence[str], start: int) -> tuple[list[Segment], int]:
    """Return the table whose rows are lines from `start` on, and the line after it; no rows where there is none.

    A line is a row from three tabs on; a cell of several paragraphs goes on over lines, until the row has as many
    tabs as the others. Rows of the header may have fewer, for their merged cells.
    """
    if lines[start].count("\t") < LEAST_TABS:
        return [], start
    end = start
    while end < len(lines) and lines[end].strip(" "):
        end += 1
    counts = Counter(line.count("\t") for line in lines[start:end])
    tabs = max((count for count, rows in counts.items() if count >= LEAST_TABS and rows >= LEAST_ROWS), default=0)
    if not tabs:
        return [], start
    found: list[str] = []
    at = start
    while at < len(lines):
        row, after = _row(lines, at, tabs, in_header=not any(text.count("\t") == tabs for text in found))
        if row is None:
            break
        found.append(row)
        at = after
    return [Segment(tuple(FlatCell(cell.strip()) for cell in row.split("\t")), 1) for row in found], at


def _row(lines: Sequence[str], at: int, tabs: int, *, in_header: bool) -> tuple[str | None, int]:
    """Return the row that begins at line `at` and the line after it, None where none begins there."""
    row = lines[at]
    if in_header and LEAST_TABS <= row.count("\t") < tabs:
        return row, at + 1
    end = at + 1
    while row.count("\t") < tabs and end < len(lines) and end - at < _LONGEST_CELL and lines[end].strip(" "):
        row += "\n" + lines[end]
        end += 1
    return (row, end) if row.count("\t") == tabs else (None, at)
