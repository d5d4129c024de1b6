"""Tables without lines, or with lines on some sides only, found by how their words are set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.reading.document import Grid
from extractor.reading.pdf.bands import Band, PlacedRow, body_bands, fill_bands, tight_pitch
from extractor.reading.pdf.chunks import (
    Block,
    Chunk,
    Row,
    cut,
    has_gap,
    is_leader,
    prose_blocks,
    shared_starts,
    wide_gap,
)
from extractor.reading.pdf.gutters import Columns, Piece, find_columns, place
from extractor.reading.pdf.heads import head_boxes
from extractor.reading.pdf.lattice import Lattice, Span, make_grid
from extractor.reading.pdf.rulings import Ruling, Rulings
from extractor.reading.pdf.words import Line, lines_of

_GAP = 2.6
"""Font sizes between two lines of one table."""
_RULED_GAP = 6.0
_LABEL = re.compile(r"\(?\w{1,3}[.)]$|[^\w\s]$|o$|\d{1,2}(?:\.\d{1,2})+\.?$")
_CAPTION = re.compile(
    r"(?:tab(?:el|le|elle|la|leau)?|gambar|figure|figura|chart|grafik)\b\.?\s*[\dIVXA-Z]", re.IGNORECASE
)
_HEADING = re.compile(r"\d+(?:\.\d+)+\.?\s+\D|BAB\b|[A-Z]\.\s")
_SAME_EDGE = 3.0
_LAST_LINES = 4
_ENCLOSED = 4
"""Most lines without gaps between a line drawn and the first or last row of several cells."""
_FULL = 0.8
"""Share of a table's width that a line under its header covers."""


@dataclass(slots=True)
class _Run:
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


def find_borderless(lines: Sequence[Line], rulings: Rulings, page: int) -> tuple[list[Grid], list[Line]]:
    """Return the tables among upright lines that no lattice holds, and the lines that are left."""
    if len(lines) < 2:
        return [], list(lines)
    wide = wide_gap(lines)
    if sum(has_gap(line, wide) for line in lines) < 2:
        return [], list(lines)
    starts = shared_starts(lines, wide)
    rows = [cut(line.words, wide, starts) for line in lines]
    blocks, prose = prose_blocks(rows)
    if prose:
        rows = _without(rows, prose, wide, starts)
    grids: list[Grid] = []
    used: set[int] = set()
    for run in _runs(rows, blocks, rulings):
        grid = _recognise(run, rulings, page, wide)
        if grid is not None:
            grids.append(grid[0])
            used.update(grid[1])
    if not grids:
        return [], list(lines)
    return grids, _left_over(lines, used)


def _without(rows: Sequence[Row], prose: set[Chunk], wide: float, starts: set[int]) -> list[Row]:
    """Return the rows of a page without its prose, put together anew."""
    if not any(chunk in prose for row in rows if len(row.chunks) > 1 for chunk in row.chunks):
        return [row for row in rows if row.chunks[0] not in prose]
    words = [word for row in rows for chunk in row.chunks if chunk not in prose for word in chunk.words]
    return [cut(line.words, wide, starts) for line in lines_of(words)] if words else []


def _left_over(lines: Sequence[Line], used: set[int]) -> list[Line]:
    """Return lines without the words that tables took."""
    left: list[Line] = []
    for line in lines:
        words = [word for word in line.words if id(word) not in used]
        if len(words) == len(line.words):
            left.append(line)
        elif words:
            left += lines_of(words)
    return left


def _runs(rows: Sequence[Row], blocks: Sequence[Block], rulings: Rulings) -> list[_Run]:
    """Return groups of lines close below each other, apart where a block of prose lies between."""
    open_runs: list[_Run] = []
    closed: list[_Run] = []
    for whole in rows:
        for row in _apart(whole, blocks):
            kept: list[_Run] = []
            home: _Run | None = None
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
                home = _Run()
                open_runs.append(home)
            home.add(row)
    return sorted(closed + open_runs, key=lambda run: (run.rows[0].top, run.x0))


def _is_foreign(run: _Run, row: Row) -> bool:
    """Tell whether a line without gaps begins something else: a caption, a heading, a text across the columns above."""
    if len(row.chunks) > 1 or run.several is None:
        return False
    chunk = row.chunks[0]
    if _CAPTION.match(chunk.text):
        return True
    last = run.several.chunks
    crossed = sum(other.x1 > chunk.x0 and other.x0 < chunk.x1 for other in last)
    return crossed > 1 and (len(chunk.words) > 4 or bool(_HEADING.match(chunk.text)))


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


@dataclass(frozen=True, slots=True)
class _Frame:
    """The lines drawn within a run: those over its whole width, shorter ones, edges of shaded rows, vertical lines."""

    full: list[Ruling]
    part: list[Ruling]
    shades: list[float]
    vertical: list[float]


def _frame(run: _Run, top: float, bottom: float, rulings: Rulings) -> _Frame:
    """Return what is drawn around and within a run."""
    width = run.x1 - run.x0
    full: list[Ruling] = []
    part: list[Ruling] = []
    for rule in rulings.horizontal:
        if not top - 14 < rule.at < bottom + 14 or rule.end - rule.start < 8:
            continue
        shared = min(rule.end, run.x1) - max(rule.start, run.x0)
        if shared >= _FULL * width:
            full.append(rule)
        elif shared > 0.7 * (rule.end - rule.start):
            part.append(rule)
    shades = [
        at
        for x0, y0, x1, y1 in rulings.fills
        if min(x1, run.x1) - max(x0, run.x0) >= 0.6 * width and y1 - y0 < 0.5 * (bottom - top) + 20
        for at in (y0, y1)
        if top < at < bottom
    ]
    vertical = [
        rule.at
        for rule in rulings.vertical
        if min(rule.end, bottom) - max(rule.start, top) > 0.5 * (bottom - top) and run.x0 < rule.at < run.x1
    ]
    return _Frame(sorted(full), sorted(part), sorted(shades), sorted(vertical))


def _core(rows: list[Row]) -> list[Row]:
    """Return the rows from the first to the last with several chunks."""
    many = [i for i, row in enumerate(rows) if len(row.chunks) > 1]
    return rows[many[0] : many[-1] + 1] if many else []


def _is_data_row(row: Row) -> bool:
    """Tell whether a row is one of the body: of what stands right of its first text two, or half, are values.

    A year is none where all are years. Behind a code or a number one value is enough.
    """
    rest = row.chunks[1:]
    if not rest:
        return False
    values = sum(chunk.data and not chunk.year for chunk in rest)
    if not values and not (row.chunks[0].data and not row.chunks[0].year):
        return False
    data = sum(chunk.data for chunk in rest)
    return data > 1 or 2 * data >= len(rest) or (data > 0 and row.chunks[0].data)


def _recognise(run: _Run, rulings: Rulings, page: int, wide: float) -> tuple[Grid, set[int]] | None:
    """Return the table that a run holds, with the identities of its words; None where it is none."""
    core = _core(run.rows)
    if len(core) < 2:
        return None
    frame = _frame(run, run.rows[0].top, run.rows[-1].bottom, rulings)
    core = _within_rules(run.rows, core, frame)
    if len(core) < 2:
        return None
    first = _first_body_row(core, frame)
    body = core[first:]
    numbers = next(filter(_numbers_columns, core[: first + 2]), None)
    several = [row for row in body if len(row.chunks) > 1 and row is not numbers]
    columns = find_columns(several, wide, frame.vertical, numbers)
    if columns is None:
        return None
    placed = [PlacedRow(row, tuple(place(row, columns))) for row in core]
    placed, first = _trimmed(placed, first, columns, frame)
    placed += _tail(run.rows, placed, columns)
    if len(placed) - first < 2 or not _is_table(placed, first, columns, frame):
        return None
    return _grid(run, placed, first, columns, frame, page)


def _within_rules(rows: list[Row], core: list[Row], frame: _Frame) -> list[Row]:
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
    within = [rule.at for rule in frame.full if rows[start].bottom - 2 < rule.at < rows[end - 1].top + 2]
    for top, bottom in pairwise(within[:2]):
        title = [row for row in rows[start:end] if row.bottom <= top + 2]
        head = [row for row in rows[start:end] if top - 2 <= row.top and row.bottom <= bottom + 2]
        if head and not above and not any(map(_is_data_row, title + head)):
            start += len(title)
    if within:
        rest = [row for row in rows[start:end] if row.top >= within[-1] - 2]
        if len(within) > 1 and not below and not any(map(_is_data_row, rest)):
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
        if gap > 1.2 * row.size or abs(at + step - index) > _ENCLOSED or _CAPTION.match(row.chunks[0].text):
            return index
        at += step
    return at


def _first_body_row(core: list[Row], frame: _Frame) -> int:
    """Return the index of the first row below the header."""
    first = next((i for i, row in enumerate(core) if _is_data_row(row)), None)
    if first is None:
        rule = next((r for r in frame.full if core[0].bottom - 2 < r.at < core[-1].top), None)
        if rule is None:
            return 0
        return next(i for i, row in enumerate(core) if row.top > rule.at - 2)
    lead = core[first].chunks[0]
    if lead.data:
        # Rows with a code and a name only.
        coded = (i for i in range(1, first) if core[i].chunks[0].data and abs(core[i].x0 - lead.x0) < _SAME_EDGE)
        first = next(coded, first)
    # The last line across the table ends the header, but for headings of the body between two lines.
    crossing = [rule.at for rule in frame.full if core[0].bottom - 2 < rule.at < core[first].top + 2]
    if crossing:
        starts = [next((i for i, row in enumerate(core) if row.top > at - 3), first) for at in crossing]
        while len(starts) > 1 and starts[-2] > 0 and _are_headings(core[starts[-2] : starts[-1]], core[first]):
            starts.pop()
        return min(starts[-1], first)
    while first and _is_group_heading(core, first):
        first -= 1
    return first


def _are_headings(rows: Sequence[Row], body: Row) -> bool:
    """Tell whether each row is one text that begins where the rows of the body do."""
    return bool(rows) and all(len(row.chunks) == 1 and row.x0 <= body.x0 + 2 for row in rows)


def _numbers_columns(row: Row) -> bool:
    """Tell whether a row numbers the columns: 1 2 3, (1) (2) (3)."""
    words = [word.text.strip("().") for chunk in row.chunks for word in chunk.words]
    if len(words) < 4 or not all(word.isdigit() and len(word) < 3 for word in words):
        return False
    steps = [int(after) - int(before) for before, after in pairwise(words)]
    return int(words[0]) <= 2 and all(0 < step <= 3 for step in steps) and steps.count(1) > 0.7 * len(steps)


def _is_group_heading(core: list[Row], first: int) -> bool:
    """Tell whether the row above the first values is a heading in the stub: alone, left, below a header."""
    row = core[first - 1]
    return len(row.chunks) == 1 and row.x0 <= core[first].x0 + 2 and first > 1 and len(core[first - 2].chunks) > 1


def _trimmed(placed: list[PlacedRow], first: int, columns: Columns, frame: _Frame) -> tuple[list[PlacedRow], int]:
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


def _tail(rows: list[Row], placed: list[PlacedRow], columns: Columns) -> list[PlacedRow]:
    """Return the lines below a table that go on with a text of its last row."""
    tail: list[PlacedRow] = []
    if len(placed) < 2:
        return tail
    tight = tight_pitch(placed, columns)
    below = {piece.first: line.row for line in placed[-_LAST_LINES:] for piece in line.pieces if piece.data is False}
    for row in rows:
        if row.top <= placed[-1].row.top:
            continue
        pieces = place(row, columns)
        goes_on = all(
            piece.first == piece.last
            and piece.first in below
            and row.top - below[piece.first].top <= tight
            and abs(row.size - below[piece.first].size) < 0.3
            for piece in pieces
        )
        if not goes_on or (pieces[0].first == 0 and len(columns) > 1 and not _small_start(pieces[0])):
            break
        tail.append(PlacedRow(row, tuple(pieces)))
        below.update({piece.first: row for piece in pieces})
    return tail


def _small_start(piece: Piece) -> bool:
    """Tell whether a text begins as the rest of a sentence does."""
    start = piece.words[0].text[:1]
    return start.islower() or start in "(&/"


def _is_table(placed: list[PlacedRow], first: int, columns: Columns, frame: _Frame) -> bool:
    """Tell whether lines that share columns are a table, not a list, a contents page, a figure or prose."""
    body = placed[first:]
    n_cols = len(columns)
    pieces = [piece for line in body for piece in line.pieces]
    later = [piece for piece in pieces if piece.first]
    if not later:
        return False
    data = sum(piece.data for piece in later) / len(later)
    ruled = len(frame.full) + len(frame.vertical)
    filled = len(pieces) / (len(body) * n_cols)
    lead = sum(is_leader(chunk.words) for line in body for chunk in line.row.chunks)
    words = sum(len(piece.words) for piece in pieces) / len(pieces)
    if n_cols <= 4 and lead > 0.3 * len(body):
        return not _counts_pages(body)
    if (n_cols <= 3 or len(body) < 5) and ruled < 2 and _is_list(body):
        return False
    if words > 6 and data < 0.3:
        return False
    if ruled >= 2:
        return len(body) >= 1 and filled > 0.2
    if n_cols == 2:
        return data > 0.7 and len(body) >= 3 and filled > 0.6 and words < 6
    if data >= 0.4:
        return filled > 0.35 and len(body) >= 2
    if n_cols > 3 and (any(_numbers_columns(line.row) for line in placed) or data >= 0.15):
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


def _grid(
    run: _Run, placed: list[PlacedRow], first: int, columns: Columns, frame: _Frame, page: int
) -> tuple[Grid, set[int]]:
    """Return the grid of a recognised table."""
    head, body = placed[:first], placed[first:]
    numbers = [line.row.bottom + 0.5 for line in body[:2] if _numbers_columns(line.row)]
    cuts = [rule.at for rule in frame.full] + frame.shades + numbers
    bands = body_bands(body, columns, cuts)
    tight = tight_pitch(placed, columns)
    boxes, heights = head_boxes(head, columns, [*frame.full, *frame.part], tight) if head else ([], [])
    n_head = max((box.row + box.row_span for box in boxes), default=0)
    boxes = sorted([*boxes, *fill_bands(bands, len(columns), n_head)], key=lambda box: (box.row, box.col))
    ys = _heights(head, heights, bands)
    x0 = min(line.row.x0 for line in placed) - 2
    x1 = max(line.row.x1 for line in placed) + 2
    xs = [x0, *columns.middles, x1]
    lattice = Lattice(
        tuple(round(x, 2) for x in xs),
        tuple(round(y, 2) for y in ys),
        tuple(Span(box.row, box.col, box.row_span, box.col_span) for box in boxes),
    )
    used = {id(word) for box in boxes for word in box.words}
    return make_grid(lattice, [box.words for box in boxes], page), used


def _heights(head: Sequence[PlacedRow], heights: Sequence[float], bands: Sequence[Band]) -> list[float]:
    """Return the edges of all rows."""
    ys: list[float] = []
    if head:
        ys = [min(line.row.top for line in head) - 1, *heights]
        ys.append((max(line.row.bottom for line in head) + bands[0].top) / 2)
    else:
        ys = [bands[0].top - 1]
    for above, below in pairwise(bands):
        ys.append((above.bottom + below.top) / 2)
    ys.append(max(band.bottom for band in bands) + 1)
    for i in range(1, len(ys)):
        ys[i] = max(ys[i], ys[i - 1] + 0.1)
    return ys
