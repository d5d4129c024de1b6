"""What tells a table from other text that is set in columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.reading.pdf.bands import PlacedRow
from extractor.reading.pdf.chunks import is_leader
from extractor.reading.pdf.column_numbers import is_number_row
from extractor.reading.pdf.gutters import Columns

_MANY, _FILLED_OF_MANY = 5, 0.2
"""Where texts of several lines stand in the middle beside others, few lines hold texts of many columns."""
_LABEL = re.compile(r"\(?\w{1,3}[.)]$|[^\w\s]$|o$|\d{1,2}(?:\.\d{1,2})+\.?$")


def is_table(placed: Sequence[PlacedRow], first: int, columns: Columns, n_lines: int) -> bool:
    """Tell whether lines that share columns are a table, not a list, a contents page, a figure or prose.

    Rows before `first` are the header; `n_lines` counts the lines drawn over its whole width or height.
    """
    body = placed[first:]
    n_cols = len(columns)
    pieces = [piece for line in body for piece in line.pieces]
    later = [piece for piece in pieces if piece.first]
    if not later:
        return False
    data = sum(piece.data for piece in later) / len(later)
    filled = len(pieces) / (len(body) * n_cols)
    lead = sum(is_leader(chunk.words) for line in body for chunk in line.row.chunks)
    words = sum(len(piece.words) for piece in pieces) / len(pieces)
    if n_cols <= 4 and lead > 0.3 * len(body) and _counts_pages(body):
        return False
    if (n_cols <= 3 or len(body) < 5) and n_lines < 2 and _is_list(body):
        return False
    if words > 6 and data < 0.3:
        return False
    if n_cols > 3 and any(is_number_row(line.row) for line in placed):
        return True
    if n_lines >= 2:
        return len(body) >= 1 and filled > 0.2
    if n_cols == 2:
        return data > 0.7 and len(body) >= 3 and filled > 0.6 and words < 6
    if data >= 0.4:
        return filled > (_FILLED_OF_MANY if n_cols > _MANY else 0.35) and len(body) >= 2
    if n_cols > 3 and data >= 0.15:
        return filled > 0.2 and words < 5
    return len(body) >= 4 and words < 5 and filled > 0.3 and n_cols >= 3


def _counts_pages(body: Sequence[PlacedRow]) -> bool:
    """Tell whether the last column counts up as page numbers do."""
    ends = [line.pieces[-1].words[-1].text.strip("().") for line in body if len(line.pieces) > 1]
    numbers = [int(end) for end in ends if end.isdigit()]
    romans = sum(end.lower().strip("ivxlc") == "" for end in ends)
    rising = sum(after >= before for before, after in pairwise(numbers)) >= 0.8 * (len(numbers) - 1)
    return rising and len(numbers) + romans > 0.7 * len(ends)


def _is_list(body: Sequence[PlacedRow]) -> bool:
    """Tell whether the first column holds nothing but list labels and bullets."""
    labels = [line.pieces[0] for line in body if line.pieces and line.pieces[0].first == 0]
    short = sum(bool(_LABEL.match(piece.words[0].text)) for piece in labels)
    return short > 0.7 * len(labels)
