"""Rows and columns of a table in a text export, from nothing but the order of its cells and its blank lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, islice, pairwise
from typing import Literal

from extractor.limits import MAX_SPAN_SEARCH_COLUMNS, MAX_TABLE_COLUMNS
from extractor.messages import Message
from extractor.reading.document import Cell, Grid, Paragraph
from extractor.reading.flat_cells import Holds, Segment, holds, is_number_row
from extractor.reading.flat_header import HEADER_BODY_ROWS, Header, find_header

Severity = Literal["warning", "info"]
_PER_CENT = re.compile(r"[\d.,]+\s?%")
_LIST_ITEM = re.compile(r"(?:[-–•·o]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])\s+\w")
_PROFILE_ROWS = 500
"""Whole rows looked at to learn what a column holds."""


@dataclass(frozen=True, slots=True)
class RowDoubt:
    """A row whose cells could not be given to columns for certain."""

    row: int
    code: Literal["row-misaligned", "column-misaligned"]
    severity: Severity
    message: Message


@dataclass(frozen=True, slots=True)
class _Row:
    """The texts of one row; `cut` where a page break closed it, `began` where one opened it."""

    texts: tuple[str, ...]
    cut: bool = False
    began: bool = False


_MISFIT = {
    (Holds.TEXT, Holds.NUMBER): 1.5,
    (Holds.TEXT, Holds.AMOUNT): 3.0,
    (Holds.NUMBER, Holds.TEXT): 2.0,
    (Holds.NUMBER, Holds.AMOUNT): 1.0,
    (Holds.NUMBER, Holds.NOTHING): 0.6,
    (Holds.AMOUNT, Holds.TEXT): 4.0,
    (Holds.AMOUNT, Holds.NUMBER): 3.0,
    (Holds.AMOUNT, Holds.NOTHING): 1.0,
}
"""Cost of a cell that holds the first in a column that mostly holds the second."""


def read_grids(segments: Sequence[Segment]) -> Iterator[tuple[Grid | Paragraph, list[RowDoubt]]]:
    """Yield the tables of a stretch of cells, each with its doubts; what is only laid out in cells as paragraphs."""
    for part in _tables(segments):
        if _is_table(part):
            width = _width(part)
            yield _grid(_trimmed(part, width), width)
        else:
            lines = (line for segment in part for text in segment.texts for line in text.split("\n"))
            yield from ((Paragraph(line), []) for line in lines if line)


def _tables(segments: Sequence[Segment]) -> Iterator[Sequence[Segment]]:
    """Cut where more than two blank lines part rows of one width from rows of another."""
    start = 0
    sizes = [len(segment.cells) for segment in segments]
    gaps = [at + 1 for at, segment in enumerate(segments[:-1]) if segment.blanks >= 3]
    for at, end in pairwise([*gaps, len(segments)]):
        before, after = Counter(sizes[start:at]), Counter(sizes[at:end])
        width = max(before, key=lambda size: (before[size], size))
        whole = sizes[at - 1] == width and before[width] >= 2
        goes_on = width in after or any(left + right == width for left, right in pairwise(sizes[at:end]))
        if whole and not goes_on and end - at >= 2:
            yield segments[start:at]
            start = at
    yield segments[start:]


def _trimmed(segments: Sequence[Segment], width: int) -> Sequence[Segment]:
    """Drop blank rows above and below the table that are not as wide."""
    rows = _grouped(segments, width, None)[0]
    kept = [
        (first, end)
        for first, end in rows
        if len(_texts(segments[first:end])) == width or any(segment.filled for segment in segments[first:end])
    ]
    return segments[kept[0][0] : kept[-1][1]]


def _is_table(segments: Sequence[Segment]) -> bool:
    """Tell a table from paragraphs that are indented or laid out with tabs."""
    filled = [segment for segment in segments if segment.filled]
    if not filled or max(len(segment.cells) for segment in segments) > MAX_TABLE_COLUMNS:
        return False
    texts = [text for text in _texts(filled) if text]
    if sum(1 for text in texts if _LIST_ITEM.match(text)) > 0.8 * len(texts):
        return False
    if len(filled) == 1:
        kinds = [holds(text) for text in filled[0].texts]
        return len(kinds) >= 3 and Holds.AMOUNT in kinds and Holds.TEXT in kinds
    return any(segment.filled >= 2 for segment in filled)


def _grid(segments: Sequence[Segment], width: int) -> tuple[Grid, list[RowDoubt]]:
    """Return the table of these cells."""
    profile = _profile(segments, width)
    lead = _lead(segments, width, profile)
    body = _rows(segments[lead:], width, profile)
    top = [list(row.texts) for row in body[:HEADER_BODY_ROWS]]
    header = find_header([segment.texts for segment in segments[:lead]], top, width)
    if header is None:
        body = _rows(segments, width, profile)
        header = Header()
    cells = list(header.cells)
    doubts: list[RowDoubt] = []
    if header.doubt:
        severity: Severity = "info" if header.doubt == "guessed" else "warning"
        doubts.append(RowDoubt(0, "column-misaligned", severity, _HEADER_GUESSED))
    rows = body[header.body_rows :]
    n_rows = header.n_rows + len(rows)
    at = header.n_rows
    while at < n_rows:
        ahead = tuple(row.texts for row in rows[at - header.n_rows : at])
        if header.rows and ahead == header.rows:  # the header again, on a new page
            cells.extend(cell._replace(row=cell.row + at) for cell in header.cells)
            at += header.n_rows
            continue
        placed, doubt = _placed(rows[at - header.n_rows], at, profile)
        cells.extend(placed)
        if doubt:
            doubts.append(doubt)
        at += 1
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return Grid(n_rows, width, tuple(cells)), doubts


def _width(segments: Sequence[Segment]) -> int:
    """Return the number of columns under which the blank lines make most sense."""
    filled = [segment for segment in segments if segment.filled]
    sizes = Counter(len(segment.cells) for segment in filled)
    candidates = {size for size, _ in sizes.most_common(3)} | {max(sizes)}
    candidates |= {len(segment.cells) for segment in filled[:8] if is_number_row(segment.texts)}
    return min(candidates, key=lambda size: (_grouped(filled, size, None)[1], -size))


def _grouped(
    segments: Sequence[Segment], width: int, profile: Sequence[Holds] | None
) -> tuple[list[tuple[int, int]], float]:
    """Return the rows as (first segment, segment after the last) and their cost, the least of all groupings."""
    sizes = [len(segment.cells) for segment in segments]
    numbers = [at < 8 and is_number_row(segment.texts) for at, segment in enumerate(segments)]
    best = [0.0] * (len(segments) + 1)
    start = [0] * (len(segments) + 1)
    for end in range(1, len(segments) + 1):
        size = sizes[end - 1]
        if size == width:
            cost = 0.0
        elif size < width:
            cost = 1.0
        else:
            cost = 50.0 if numbers[end - 1] else (0.7 * (size // width) if size % width == 0 else 3.0)
        best[end], start[end] = best[end - 1] + cost, end - 1
        first = end - 1
        while first and size < width and not segments[first].after_break:
            first -= 1
            size += sizes[first]
            joins = not any(numbers[first:end]) or is_number_row(_texts(segments[first:end]))
            if size == width and joins:
                joined = best[first] + 0.2 + _misfit(segments[first:end], profile)
                if joined < best[end]:
                    best[end], start[end] = joined, first
    rows: list[tuple[int, int]] = []
    end = len(segments)
    while end:
        rows.append((start[end], end))
        end = start[end]
    return rows[::-1], best[-1]


def _texts(segments: Sequence[Segment]) -> list[str]:
    return [text for segment in segments for text in segment.texts]


def _misfit(segments: Sequence[Segment], profile: Sequence[Holds] | None) -> float:
    """Return how badly segments joined to one row fit the columns."""
    kinds = [holds(text) for text in _texts(segments)]
    if profile is None or Holds.AMOUNT not in kinds:  # header rows fit no profile
        return 0.0
    return 1.5 * sum(_MISFIT.get(pair, 0.0) for pair in zip(kinds, profile, strict=True)) / sum(map(bool, kinds))


def _rows(segments: Sequence[Segment], width: int, profile: Sequence[Holds]) -> list[_Row]:
    rows: list[_Row] = []
    for first, end in _grouped(segments, width, profile)[0]:
        texts = _texts(segments[first:end])
        cut = end < len(segments) and segments[end].after_break
        began = segments[first].after_break
        if len(texts) > width and len(texts) % width == 0:  # rows whose blank line was lost
            chunks = [texts[at : at + width] for at in range(0, len(texts), width)]
            rows.extend(_Row(tuple(chunk), began=began and chunk is chunks[0]) for chunk in chunks)
        else:
            rows.append(_Row(tuple(texts), cut, began))
    return rows


def _lead(segments: Sequence[Segment], width: int, profile: Sequence[Holds]) -> int:
    """Return how many segments may be header: those above the column numbers or, without, above the first whole row.

    A row with amounts or percentages is no header, even where blank lines cut it.
    """
    for first, end in _grouped(segments[:12], width, profile)[0]:
        texts = _texts(segments[first:end])
        if len(texts) <= width and is_number_row(texts):
            return first
    for at, segment in enumerate(segments[:8]):
        if len(segment.cells) == width:
            return at
        if any(holds(text) is Holds.AMOUNT or _PER_CENT.fullmatch(text) for text in segment.texts):
            rows = _grouped(segments[: at + width], width, profile)[0]
            return max(first for first, _ in rows if first <= at)
    return 0


def _profile(segments: Sequence[Segment], width: int) -> list[Holds]:
    """Return what each column mostly holds, by the rows that are whole."""
    counts: list[Counter[Holds]] = [Counter() for _ in range(width)]
    begin = next((at for at, segment in enumerate(segments[:8], 1) if is_number_row(segment.texts)), 0)
    whole: Iterator[list[str]] = (segment.texts for segment in segments[begin:] if len(segment.cells) == width)
    if not begin:  # header rows hold words only
        whole = dropwhile(lambda texts: all(holds(text) <= Holds.TEXT for text in texts), whole)
    for texts in islice(whole, _PROFILE_ROWS):
        for count, text in zip(counts, texts, strict=True):
            count[holds(text)] += 1
    profile: list[Holds] = []
    for count in counts:
        count.pop(Holds.NOTHING, None)
        # A header row and stray words count as text: amounts need not be the majority.
        if count[Holds.AMOUNT] and 3 * count[Holds.AMOUNT] >= sum(count.values()):
            profile.append(Holds.AMOUNT)
        else:
            profile.append(max(count, key=lambda kind: count[kind]) if count else Holds.NOTHING)
    return profile


def _placed(row: _Row, at: int, profile: Sequence[Holds]) -> tuple[list[Cell], RowDoubt | None]:
    """Give the cells of a row to the columns."""
    width = len(profile)
    texts = list(row.texts)
    while len(texts) > width and not texts[-1]:
        texts.pop()
    if len(texts) == width:
        cells = [Cell(at, col, text) for col, text in enumerate(texts)]
        return cells, RowDoubt(at, "row-misaligned", "info", _FIRST_LOST) if row.began else None
    if len(texts) > width or width > MAX_SPAN_SEARCH_COLUMNS:
        head, rest = texts[: width - 1], texts[width - 1 :]
        cells = [Cell(at, col, text) for col, text in enumerate(head)]
        cells.append(Cell(at, len(head), "\n".join(text for text in rest if text), 1, width - len(head)))
        return cells, RowDoubt(at, "row-misaligned", "warning", _CELL_COUNT)
    cells, cost, lost = _aligned(texts, at, profile, row.cut)
    if lost or cost > 0 or row.began:
        return cells, RowDoubt(at, "row-misaligned", "warning" if cost > 0 else "info", _CELLS_LOST)
    return cells, None


def _aligned(texts: Sequence[str], at: int, profile: Sequence[Holds], cut: bool) -> tuple[list[Cell], float, bool]:
    """Return the cheapest way to give fewer cells to the columns, its misfit, and whether it takes cells for lost.

    A label may be merged over columns, and a cell be lost; amounts belong into columns of amounts.
    """
    kinds = [holds(text) for text in texts]
    # A total row has a word or two, and its label may begin over a column of numbers and be merged over more.
    is_total = kinds.count(Holds.TEXT) <= 2
    label = next((cell for cell, kind in enumerate(kinds) if kind), -1) if is_total else -1
    begins = [Holds.TEXT if column is Holds.NUMBER else column for column in profile]
    count, width = len(texts), len(profile)
    best = [[float("inf")] * (width + 1) for _ in range(count + 1)]
    step: list[list[tuple[int, int]]] = [[(0, 0)] * (width + 1) for _ in range(count + 1)]
    best[0][0] = 0.0
    for cell in range(count + 1):
        for col in range(width + 1):
            here = best[cell][col]
            if here == float("inf"):
                continue
            if col < width:
                edge = col == 0 or cell == count
                skip = here + ((0.0 if cut else 1.5) if edge else 3.0)
                if skip < best[cell][col + 1]:
                    best[cell][col + 1], step[cell][col + 1] = skip, (0, 1)
            if cell == count:
                continue
            if not texts[cell] and here + 1.0 < best[cell + 1][col]:
                best[cell + 1][col], step[cell + 1][col] = here + 1.0, (1, 0)
            columns = begins if cell == label and kinds[cell] is Holds.TEXT else profile
            cost = here
            for end in range(col + 1, width + 1):
                cost += _span_cost(kinds[cell], columns[end - 1], end - col, is_total)
                if cost < best[cell + 1][end]:
                    best[cell + 1][end], step[cell + 1][end] = cost, (1, end - col)
    return _trace(texts, at, profile, step)


def _span_cost(kind: Holds, column: Holds, nth: int, is_total: bool) -> float:
    """Return what it costs to let a cell cover a column as its nth."""
    if nth == 1:
        return _MISFIT.get((kind, column), 0.0)
    if kind is Holds.TEXT and is_total:
        return 1.0 if column is Holds.AMOUNT else 0.3
    return 2.0 if kind <= Holds.TEXT else 5.0


def _trace(
    texts: Sequence[str], at: int, profile: Sequence[Holds], step: Sequence[Sequence[tuple[int, int]]]
) -> tuple[list[Cell], float, bool]:
    cells: list[Cell] = []
    cost, lost = 0.0, False
    cell, col = len(texts), len(profile)
    while cell or col:
        took, span = step[cell][col]
        cell, col = cell - took, col - span
        if not took:
            cells.append(Cell(at, col, ""))
            lost = True
        elif span:
            cells.append(Cell(at, col, texts[cell], 1, span))
            kind = holds(texts[cell])
            cost += _MISFIT.get((kind, profile[col]), 0.0) if kind is not Holds.TEXT else 0.0
    return cells[::-1], cost, lost


_FIRST_LOST = Message(
    "Sel pertama baris ini hilang karena pergantian halaman dalam berkas teks; dianggap kosong.",
    "The first cell of this row was lost to a page break in the text export; it is taken as blank.",
)
_CELLS_LOST = Message(
    "Sel baris ini lebih sedikit daripada kolom tabel; letaknya ditentukan menurut isi kolom.",
    "This row has fewer cells than the table has columns; they were placed by what the columns hold.",
)
_CELL_COUNT = Message(
    "Jumlah sel baris ini tidak cocok dengan jumlah kolom tabel; periksa letak nilainya.",
    "The number of cells of this row does not match the columns of the table; check where its values stand.",
)
_HEADER_GUESSED = Message(
    "Penggabungan sel kepala tabel tidak terbaca pasti dari berkas teks; periksa nama kolomnya.",
    "The merged cells of the table's header could not be read for certain from the text export; check its columns.",
)
