"""Tables without lines, or with lines on some sides only, found by how their words are set."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from extractor.reading.document import Grid
from extractor.reading.pdf.bands import Pitch, PlacedRow, pitch_of
from extractor.reading.pdf.body_start import Frame, first_body_row, first_by_columns, frame_of, is_data_row
from extractor.reading.pdf.chunks import (
    CAPTION,
    Chunk,
    Row,
    cut,
    has_gap,
    prose_blocks,
    shared_starts,
    wide_gap,
    with_raised,
)
from extractor.reading.pdf.column_numbers import column_marks, is_number_row
from extractor.reading.pdf.gutters import Columns, Piece, find_columns, place, with_blank_columns
from extractor.reading.pdf.heads import over_halves, with_whole_heads
from extractor.reading.pdf.parted import parted
from extractor.reading.pdf.placed import Placed, grid_of
from extractor.reading.pdf.rulings import Rulings
from extractor.reading.pdf.runs import Run, runs_of
from extractor.reading.pdf.said_again import find_head
from extractor.reading.pdf.setting import Setting
from extractor.reading.pdf.table_signs import is_table
from extractor.reading.pdf.words import Line, Word, lines_of

_TITLE = re.compile(r"tab(?:el|le)\s+\d", re.IGNORECASE)
_SAME_EDGE = 3.0
_LAST_LINES = 4
_CLOSE, _CROWN_WORDS, _MIDDLE = 0.75, 7, 0.08
_ENCLOSED = 4
"""Most lines without gaps between a line drawn and the first or last row of several cells."""


class Shared(NamedTuple):
    """What the pages of one table tell together: its columns, how its cells are set, its header, its column numbers."""

    columns: Columns
    setting: Setting
    head: Sequence[Row]
    marks: Sequence[tuple[Word, list[Word]]]
    goes_on: bool = False
    """Whether the table goes on over the end of the page read."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Lines that may be a table, and what a page alone tells of it: where its header ends, where its columns lie.

    `columns` is None where the lines agree on none, `read` tells whether they were read as a table. `core` are the
    lines from the first to the last of several texts, with the header's own.
    """

    run: Run
    frame: Frame
    core: list[Row]
    first: int
    marks: list[tuple[Word, list[Word]]]
    wide: float
    columns: Columns | None
    read: bool = False

    @property
    def several(self) -> list[Row]:
        """Return the lines of the body that hold several texts."""
        return [row for row in self.core[self.first :] if len(row.chunks) > 1 and not is_number_row(row)]


class Unruled(NamedTuple):
    """The tables among lines that no lattice holds, the lines that are left, and what was tried.

    `unsure` are the tables some of whose rows may belong to the name above as well as to the one below.
    """

    grids: list[Grid]
    left: list[Line]
    drafts: list[Draft]
    unsure: list[Grid]


def find_borderless(
    lines: Sequence[Line], rulings: Rulings, page: int, shared: Mapping[int, Shared] | None = None
) -> Unruled:
    """Return the tables among upright lines that no lattice holds, and the lines that are left.

    `shared` tells, by a draft's place, what other pages know of its table.
    """
    if len(lines) < 2:
        return Unruled([], list(lines), [], [])
    whole = lines
    lines = with_raised(lines)
    wide = wide_gap(lines)
    if sum(has_gap(line, wide) for line in lines) < (1 if shared else 2):
        return Unruled([], list(whole), [], [])
    starts = shared_starts(lines, wide)
    rows = [cut(line.words, wide, starts) for line in lines]
    blocks, prose = prose_blocks(rows, rulings.horizontal)
    if prose:
        rows = _without(rows, prose, wide, starts)
    tables: list[Placed] = []
    drafts: list[Draft] = []
    for at, run in enumerate(runs_of(rows, blocks, rulings)):
        draft = _draft(run, rulings, wide)
        known = (shared or {}).get(at)
        if lost := _within_columns(prose, run, known.columns if known else draft.columns):
            words = [word for row in run.rows for word in row.words] + [word for chunk in lost for word in chunk.words]
            run.rows = [cut(line.words, wide, starts) for line in lines_of(words)]
            draft = _draft(run, rulings, wide)
        table = _known_grid(draft, known, page) if known else _grid(draft, page)
        drafts.append(draft if table is None else replace(draft, read=True))
        tables += [table] if table else []
    used = {word for table in tables for word in table.used}
    unsure = [table.grid for table in tables if table.unsure]
    return Unruled([table.grid for table in tables], left_over(whole, used) if tables else list(whole), drafts, unsure)


def _within_columns(prose: Iterable[Chunk], run: Run, columns: Columns | None) -> list[Chunk]:
    """Return what was taken for prose but stands within one column of a table, between its first line and its last."""
    if columns is None:
        return []
    room = 2 * run.rows[-1].size
    top, bottom = run.rows[0].top - room, run.rows[-1].bottom + room
    middles = columns.middles
    return [
        chunk
        for chunk in prose
        if top < chunk.words[0].top < bottom
        and columns.x0 - 1.0 <= chunk.x0
        and chunk.x1 <= columns.x1 + 1.0
        and bisect_right(middles, chunk.x0) == bisect_right(middles, chunk.x1)
    ]


def _without(rows: Sequence[Row], prose: set[Chunk], wide: float, starts: set[int]) -> list[Row]:
    """Return the rows of a page without its prose, put together anew."""
    if not any(chunk in prose for row in rows if len(row.chunks) > 1 for chunk in row.chunks):
        return [row for row in rows if row.chunks[0] not in prose]
    words = [word for row in rows for chunk in row.chunks if chunk not in prose for word in chunk.words]
    return [cut(line.words, wide, starts) for line in lines_of(words)] if words else []


def left_over(lines: Sequence[Line], used: set[int]) -> list[Line]:
    """Return lines without the words that tables took."""
    left: list[Line] = []
    for line in lines:
        words = [word for word in line.words if id(word) not in used]
        if len(words) == len(line.words):
            left.append(line)
        elif words:
            left += lines_of(words)
    return left


def _core(rows: list[Row]) -> list[Row]:
    """Return the rows from the first to the last with several chunks."""
    many = [i for i, row in enumerate(rows) if len(row.chunks) > 1]
    if many and _TITLE.match(" ".join(chunk.text for chunk in rows[many[0]].chunks)):
        del many[0]
    return rows[many[0] : many[-1] + 1] if many else []


def _draft(run: Run, rulings: Rulings, wide: float) -> Draft:
    """Return what a page alone tells of the table that a run may be."""
    core = _core(run.rows)
    frame = frame_of(run.rows, run.x0, run.x1, rulings)
    if len(core) >= 2:
        core = _within_rules(run.rows, core, frame)
    if len(core) < 2:
        return Draft(run, frame, core, 0, [], wide, None)
    first = first_body_row(core, frame)
    draft = Draft(run, frame, core, first, column_marks(core[: first + 3]), wide, None)
    columns = columns_of([draft], draft.marks, core[:first])
    if columns is None:
        return draft
    first = first_by_columns(core, first, columns)
    above = _crown(run.rows, core, columns)
    return replace(draft, core=above + core, first=first + len(above), columns=columns)


def columns_of(
    drafts: Sequence[Draft], marks: Sequence[tuple[Word, list[Word]]], head: Sequence[Row]
) -> Columns | None:
    """Return the columns on which the lines of one table agree, on one page or on several."""
    numbers = [word for number, halves in marks for word in halves or [number]]
    several = [row for draft in drafts for row in draft.several]
    vertical = [at for draft in drafts for at in draft.frame.vertical]
    columns = find_columns(several, drafts[0].wide, vertical, numbers, head)
    return columns if columns is None or numbers else with_blank_columns(columns, head, several)


def _grid(draft: Draft, page: int) -> Placed | None:
    """Return the table of a draft; None where it is none."""
    if draft.columns is None:
        return None
    columns, frame, first = draft.columns, draft.frame, draft.first
    placed = placed_rows(draft.core, first, draft.marks, columns)
    placed, first = trimmed(placed, first, frame)
    placed += tail_of(draft.run.rows, placed, columns, pitch_of([placed], columns))
    if len(placed) - first < 2 or not is_table(placed, first, columns, len(frame.full) + len(frame.vertical)):
        return None
    ends = min(line.row.x0 for line in placed) - 2, max(line.row.x1 for line in placed) + 2
    return grid_of(placed, first, columns, frame, page, ends)


def _known_grid(draft: Draft, shared: Shared, page: int) -> Placed | None:
    """Return the table of a draft whose columns and header other pages tell too; None where no line is its."""
    columns = shared.columns
    rows = draft.run.rows
    found = find_head(rows, shared.head)
    if found is not None:
        rows = found.rows + rows[found.end :]
    first = len(found.rows) if found is not None else 0
    end = next((at for at in range(len(rows), first, -1) if len(rows[at - 1].chunks) > 1), first)
    if shared.goes_on:
        end = _last_line(rows, first, end, columns)
    placed = placed_rows(rows[:end], first, shared.marks if first else (), columns)
    if not shared.goes_on:
        placed, first = trimmed(placed, first, draft.frame)
    if len(placed) <= first:
        return None
    placed += tail_of(rows, placed, columns, shared.setting.pitch)
    ends = min(columns.x0, *(line.row.x0 for line in placed)), max(columns.x1, *(line.row.x1 for line in placed))
    return grid_of(placed, first, columns, draft.frame, page, (ends[0] - 2, ends[1] + 2), shared.setting)


def _last_line(rows: Sequence[Row], first: int, end: int, columns: Columns) -> int:
    """Return up to which line a table goes on to a page's end: as long as lines stand as close and keep to its columns.

    The last row may hold one text only, or lines of several texts half a line off each other. A number alone ends it.
    """
    room = max((below.top - above.bottom for above, below in pairwise(rows[first:end])), default=0.0)
    while end < len(rows) and rows[end].top - rows[end - 1].bottom <= room + 1.0:
        pieces = place(rows[end], columns)
        numbered = len(pieces) == 1 and len(pieces[0].words) == 1 and pieces[0].words[0].text.strip("-–() ").isdigit()
        if numbered or any(piece.first < piece.last for piece in pieces):
            break
        end += 1
    return end


def placed_rows(
    rows: Sequence[Row], first: int, marks: Sequence[tuple[Word, list[Word]]], columns: Columns
) -> list[PlacedRow]:
    """Return lines with their texts by columns."""
    placed = [PlacedRow(row, tuple(place(row, columns))) for row in rows]
    if marks:
        placed[: first + 2] = over_halves(placed[: first + 2], marks, columns)
    return [*(with_whole_heads(line, columns) for line in placed[:first]), *parted(placed[first:])]


def _within_rules(rows: list[Row], core: list[Row], frame: Frame) -> list[Row]:
    """Return the core with the lines that the outermost lines drawn enclose with it, without what these shut out."""
    if not frame.full:
        return core
    start, end = rows.index(core[0]), rows.index(core[-1]) + 1
    above = [rule.at for rule in frame.full if rule.at < core[0].top + 2]
    if above:
        start = _close_rows(rows, start, above[-1], -1)
    below = [rule.at for rule in frame.full if rule.at > core[-1].bottom - 2]
    if below:
        end = _close_rows(rows, end - 1, below[0], 1) + 1
    inner = [rule for rule in frame.full if rows[start].bottom - 2 < rule.at < rows[end - 1].top + 2]
    within = [rule.at for rule in inner]
    for top, bottom in pairwise(inner[:2]):
        title = [row for row in rows[start:end] if row.bottom <= top.at + 2]
        head = [row for row in rows[start:end] if top.at - 2 <= row.top and row.bottom <= bottom.at + 2]
        # A line under groups of columns leaves out the columns beside them, and a title has no gaps.
        covers = all(
            len(row.chunks) == 1 and top.start < row.x0 + _SAME_EDGE and row.x1 - _SAME_EDGE < top.end for row in title
        )
        if head and covers and not above and not any(map(is_data_row, title + head)):
            start += len(title)
    if within:
        rest = [row for row in rows[start:end] if row.top >= within[-1] - 2]
        if len(within) > 1 and not below and not any(map(is_data_row, rest)):
            end -= len(rest)
    return rows[start:end]


def _close_rows(rows: list[Row], index: int, rule: float, step: int) -> int:
    """Return the index of the last row before a line drawn; the given one where what lies between is no table."""
    at = index
    while 0 <= at + step < len(rows):
        row, last = rows[at + step], rows[at]
        if (row.top + row.bottom) / 2 < rule if step < 0 else (row.top + row.bottom) / 2 > rule:
            return at
        gap = last.top - row.bottom if step < 0 else row.top - last.bottom
        if gap > 1.2 * row.size or abs(at + step - index) > _ENCLOSED or CAPTION.match(row.chunks[0].text):
            return index
        at += step
    return at


def _crown(rows: list[Row], core: list[Row], columns: Columns) -> list[Row]:
    """Return the lines close above the first row of several texts that head columns right of the first.

    None where they go on from a caption or a text, or stand over the middle of the whole table: a title does.
    """
    start = rows.index(core[0])
    first = start
    left, right = columns.middles[0], columns.x1
    while first and rows[first].top - rows[first - 1].bottom < _CLOSE * rows[first].size:
        row = rows[first - 1]
        words = sum(len(chunk.words) for chunk in row.chunks)
        middle = (row.x0 + row.x1) / 2
        off = abs(middle - (columns.x0 + right) / 2)
        over_all = off <= abs(middle - (left + right) / 2) and off < _MIDDLE * (right - columns.x0)
        if row.x0 < left or row.x1 > right + 2 * row.size or words > _CROWN_WORDS or over_all:
            return []
        first -= 1
    return rows[first:start]


def trimmed(placed: list[PlacedRow], first: int, frame: Frame) -> tuple[list[PlacedRow], int]:
    """Leave out lines at the end that do not keep to the columns: notes, sources, the next paragraph."""
    end = len(placed)
    low = frame.full[-1].at if frame.full else 1e9
    while end > first:
        line = placed[end - 1]
        if line.row.bottom < low + 3 < 1e8 and len(frame.full) > 1:
            break
        crossing = any(piece.first < piece.last for piece in line.pieces)
        alone = len(line.pieces) == 1
        valued = any(piece.data and piece.first == piece.last for piece in line.pieces[1:])
        if not alone and (valued or not crossing):
            break
        end -= 1
    start = 0
    while start < first and len(frame.full) < 2:
        line = placed[start]
        if len(line.pieces) == 1 and line.pieces[0].first == 0:
            start += 1
        else:
            break
    return placed[start:end], first - start


def tail_of(rows: list[Row], placed: list[PlacedRow], columns: Columns, pitch: Pitch) -> list[PlacedRow]:
    """Return the lines below a table that go on with a text of its last row."""
    tail: list[PlacedRow] = []
    below = {piece.first: line.row for line in placed[-_LAST_LINES:] for piece in line.pieces if piece.data is False}
    for row in rows:
        if row.top <= placed[-1].row.top:
            continue
        pieces = place(row, columns)
        goes_on = all(
            piece.first == piece.last
            and piece.first in below
            and row.top - below[piece.first].top <= pitch.tight
            and abs(row.size - below[piece.first].size) < 0.3
            for piece in pieces
        )
        # A paragraph below stands as far off as the next row would, where rows are set apart.
        begins = pieces[0].first == 0 and len(columns) > 1 and not _small_start(pieces[0])
        if not goes_on or (begins and not pitch.apart):
            break
        tail.append(PlacedRow(row, tuple(pieces)))
        below.update({piece.first: row for piece in pieces})
    return tail


def _small_start(piece: Piece) -> bool:
    """Tell whether a text begins as the rest of a sentence does."""
    start = piece.words[0].text[:1]
    return start.islower() or start in "(&/"
