"""Lines close below each other, from one stretch of prose, caption or heading to the next: what may be one table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.reading.pdf.chunks import CAPTION, Block, Chunk, Row
from extractor.reading.pdf.rulings import Rulings

_GAP = 2.6
"""Font sizes between two lines of one table."""
_RULED_GAP = 6.0
_SAME_START = 1.0
_FEW = 3
_BESIDE = 4.0
HEADING = re.compile(r"\d+(?:\.\d+)+\.?\s+\D|BAB\b|[A-Z]\.\s")


@dataclass(slots=True)
class Run:
    """Lines below each other that may be a table."""

    rows: list[Row] = field(default_factory=list)
    x0: float = 1e9
    x1: float = -1e9
    several: Row | None = None

    def add(self, row: Row) -> None:
        """Take a line in."""
        self.rows.append(row)
        if len(row.chunks) > 1:
            self.several = row
        self.x0, self.x1 = min(self.x0, row.x0), max(self.x1, row.x1)


def runs_of(rows: Sequence[Row], blocks: Sequence[Block], rulings: Rulings) -> list[Run]:
    """Return groups of lines close below each other, apart where a block of prose lies between."""
    open_runs: list[Run] = []
    closed: list[Run] = []
    for whole in rows:
        for row in _apart(whole, blocks):
            kept: list[Run] = []
            home: Run | None = None
            for run in open_runs:
                last = run.rows[-1]
                room = _RULED_GAP if _rule_between(rulings, last, row) else _GAP
                if row.top - last.bottom > room * max(row.size, last.size):
                    closed.append(run)
                    continue
                kept.append(run)
                if home is None and min(run.x1, row.x1) > max(run.x0, row.x0):
                    home = run
            open_runs = kept
            if home is not None and _prose_between(blocks, home.rows[-1], row):
                open_runs.remove(home)
                closed.append(home)
                home = None
            if home is not None and _is_foreign(home, row):
                open_runs.remove(home)
                closed.append(home)
                home = None
            if home is None:
                home = Run()
                open_runs.append(home)
            home.add(row)
    return _with_enclosed(sorted(closed + open_runs, key=lambda run: (run.rows[0].top, run.x0)), rulings)


def _with_enclosed(runs: Sequence[Run], rulings: Rulings) -> list[Run]:
    """Return runs with the few lines that one encloses: heads beside others, set half a line lower."""
    whole = [run for run in runs if len(run.rows) > _FEW]
    kept: list[Run] = []
    for run in runs:
        home = next((other for other in whole if len(run.rows) <= _FEW and _encloses(other, run, rulings)), None)
        if home is None:
            kept.append(run)
        else:
            home.rows = sorted([*home.rows, *run.rows], key=lambda row: row.top)
    return kept


def _encloses(run: Run, other: Run, rulings: Rulings) -> bool:
    """Tell whether another run lies between the first and last line of a run, within its width or close beside it.

    Or below a line drawn over both: a last column may hold nothing but its head.
    """
    first, last, top, bottom = run.rows[0], run.rows[-1], other.rows[0].top, other.rows[-1].bottom
    if top < first.top or bottom > last.bottom:
        return False
    out = _BESIDE * other.rows[0].size
    if run.x0 - out <= other.x1 and other.x0 <= run.x1 + out:
        return True
    left, right = min(run.x0, other.x0) + _SAME_START, max(run.x1, other.x1) - _SAME_START
    return any(
        first.top - out < rule.at < last.bottom + out and rule.start <= left and right <= rule.end
        for rule in rulings.horizontal
    )


def _is_foreign(run: Run, row: Row) -> bool:
    """Tell whether a line without gaps begins something else: a caption, a heading, a text across the columns above."""
    if len(row.chunks) > 1 or run.several is None:
        return False
    chunk = row.chunks[0]
    if CAPTION.match(chunk.text):
        return True
    crossed = [other for other in run.several.chunks if other.x1 > chunk.x0 and other.x0 < chunk.x1]
    if len(crossed) < 2 or _fills_columns(chunk, crossed):
        return False
    return len(chunk.words) > 4 or bool(HEADING.match(chunk.text))


def _fills_columns(chunk: Chunk, above: Sequence[Chunk]) -> bool:
    """Tell whether a text without gaps is several: a word begins just below each of those that stand above it."""
    return all(any(abs(word.x0 - other.x0) < _SAME_START for word in chunk.words) for other in above)


def _apart(row: Row, blocks: Sequence[Block]) -> list[Row]:
    """Cut a row where a block of prose stands between two of its chunks."""
    if len(row.chunks) < 2 or not blocks:
        return [row]
    parts: list[list[Chunk]] = [[row.chunks[0]]]
    for before, after in pairwise(row.chunks):
        between = any(
            block.top < row.bottom and block.bottom > row.top and before.x1 - 3 <= block.x0 and block.x1 <= after.x0 + 3
            for block in blocks
        )
        if between:
            parts.append([after])
        else:
            parts[-1].append(after)
    return [row._replace(chunks=tuple(part)) for part in parts]


def _rule_between(rulings: Rulings, above: Row, below: Row) -> bool:
    """Tell whether a horizontal line lies between two rows, over both."""
    return any(
        above.bottom - 3 < rule.at < below.top + 3 and rule.start < min(above.x1, below.x1) and rule.end > below.x0
        for rule in rulings.horizontal
    )


def _prose_between(blocks: Sequence[Block], above: Row, below: Row) -> bool:
    """Tell whether a block of prose stands between two rows."""
    return any(
        above.top + above.bottom < block.top + block.bottom < below.top + below.bottom
        and block.x0 < below.x1
        and block.x1 > below.x0
        for block in blocks
    )
