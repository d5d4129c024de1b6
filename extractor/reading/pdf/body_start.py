"""Where the body of a table without a lattice begins: by its values, by what is drawn, by what stands apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.reading.pdf.chunks import Row, chunk_of
from extractor.reading.pdf.column_numbers import is_number_row
from extractor.reading.pdf.gutters import Columns, place
from extractor.reading.pdf.rulings import Ruling, Rulings

_SAME_EDGE = 3.0
_TOUCHING = 0.35
_LOOKED_AT = 12
_FULL = 0.8
"""Share of a table's width that a line under its header covers."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The lines drawn within a run: those over its whole width, shorter ones, edges of shaded rows, vertical lines."""

    full: list[Ruling]
    part: list[Ruling]
    shades: list[float]
    vertical: list[float]


def frame_of(rows: Sequence[Row], x0: float, x1: float, rulings: Rulings) -> Frame:
    """Return what is drawn around and within rows of lines that lie between `x0` and `x1`."""
    top, bottom = rows[0].top, rows[-1].bottom
    width = x1 - x0
    full: list[Ruling] = []
    part: list[Ruling] = []
    for rule in rulings.horizontal:
        if not top - 14 < rule.at < bottom + 14 or rule.end - rule.start < 8:
            continue
        shared = min(rule.end, x1) - max(rule.start, x0)
        if shared >= _FULL * width:
            full.append(rule)
        elif shared > 0.7 * (rule.end - rule.start):
            part.append(rule)
    shades = [
        at
        for left, y0, right, y1 in rulings.fills
        if min(right, x1) - max(left, x0) >= 0.6 * width and y1 - y0 < 0.5 * (bottom - top) + 20
        for at in (y0, y1)
        if top < at < bottom
    ]
    vertical = [
        rule.at
        for rule in rulings.vertical
        if min(rule.end, bottom) - max(rule.start, top) > 0.5 * (bottom - top) and x0 < rule.at < x1
    ]
    return Frame(sorted(full), sorted(part), sorted(shades), sorted(vertical))


def first_body_row(core: list[Row], frame: Frame) -> int:
    """Return the index of the first row below the header."""
    first = next((i for i, row in enumerate(core) if is_data_row(row)), None)
    if first is None:
        rule = next((r for r in frame.full if core[0].bottom - 2 < r.at < core[-1].top), None)
        if rule is None:
            return 0
        return next(i for i, row in enumerate(core) if row.top > rule.at - 2)
    if not first and (booked := _below_only_rule(core, frame)):
        return booked
    first = _numbered(core, first)
    lead = core[first].chunks[0]
    if lead.data:
        # Rows with a code and a name only.
        coded = (i for i in range(1, first) if core[i].chunks[0].data and abs(core[i].x0 - lead.x0) < _SAME_EDGE)
        first = next(coded, first)
    # The last line across the table ends the header, but for headings of the body between two lines.
    crossing = [rule.at for rule in frame.full if core[0].bottom - 2 < rule.at < core[first].top + 2]
    if crossing:
        starts = [next((i for i, row in enumerate(core) if row.top > at - 3), first) for at in crossing]
        numbered = [i for i in starts if i and core[i].chunks[0].data and not is_number_row(core[i])]
        if len(numbered) > 1:
            return numbered[0]
        while len(starts) > 1 and starts[-2] > 0 and _are_headings(core[starts[-2] : starts[-1]], core[first]):
            starts.pop()
        return min(starts[-1], first)
    while first and _is_group_heading(core, first):
        first -= 1
    return _first_line(core, first)


def _numbered(core: list[Row], first: int) -> int:
    """Return the index of the row that numbers the columns below a header whose years read as values, else `first`.

    Rows with values in half of the columns are a body's: what follows these is another table's header.
    """
    at = next((i for i in range(first + 1, len(core)) if is_number_row(core[i])), None)
    if at is None:
        return first
    most = max(
        sum(chunk.data and not chunk.year and chunk.text[0] != "(" for chunk in row.chunks) for row in core[first:at]
    )
    return at if 2 * most < len(core[at].words) else first


def _below_only_rule(core: list[Row], frame: Frame) -> int:
    """Return the index of the row below the only line within that is drawn across a table with one above it, else 0.

    So ends a header of numbers: ages, classes of size.
    """
    inner = [rule.at for rule in frame.full if core[0].bottom - 2 < rule.at < core[-1].top + 2]
    if len(inner) != 1 or not any(rule.at < core[0].top + 2 for rule in frame.full):
        return 0
    head = sum(row.top < inner[0] - 2 for row in core)
    return head if 2 * head < len(core) else 0


def _first_line(core: list[Row], first: int) -> int:
    """Return the index of the first line of the body, which is not the one with values where these are centred.

    The lines of its longer texts stand close above, few in a line, begin where texts below do, apart from the header.
    """
    starts = [chunk.x0 for row in core[first : first + _LOOKED_AT] for chunk in row.chunks]
    values = len(core[first].chunks)
    at = first
    while at and core[at].top - core[at - 1].bottom < _TOUCHING * core[at].size:
        row = core[at - 1]
        if 2 * len(row.chunks) >= values or not all(any(abs(x - c.x0) < 1.0 for x in starts) for c in row.chunks):
            return first
        at -= 1
    return at or first


def first_by_columns(core: list[Row], first: int, columns: Columns) -> int:
    """Return the index of the first row below the header, now that texts close to each other are told apart."""
    for index in range(1, first) if not is_number_row(core[first]) else ():
        row = core[index]
        texts = tuple(chunk_of(piece.words) for piece in place(row, columns))
        if len(texts) > len(row.chunks) and not is_number_row(row) and is_data_row(row._replace(chunks=texts)):
            return index
    return first


def _are_headings(rows: Sequence[Row], body: Row) -> bool:
    """Tell whether each row is one text that begins where the rows of the body do."""
    return bool(rows) and all(len(row.chunks) == 1 and row.x0 <= body.x0 + 2 for row in rows)


def _is_group_heading(core: list[Row], first: int) -> bool:
    """Tell whether the row above the first values is a heading of the body: alone, set where a column's texts begin.

    Not in the first column it must stand apart from the header.
    """
    row = core[first - 1]
    if len(row.chunks) > 1 or first < 2:
        return False
    if row.x0 <= core[first].x0 + 2:
        return len(core[first - 2].chunks) > 1
    apart = row.top - core[first - 2].bottom > 0.4 * row.size
    return apart and any(abs(row.x0 - chunk.x0) < 1.0 for chunk in core[first].chunks)


def is_data_row(row: Row) -> bool:
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
