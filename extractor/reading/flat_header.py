"""Merged header cells of a text export, whose spans the export does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from extractor.limits import MAX_SPAN_SEARCH_COLUMNS
from extractor.reading.document import Cell
from extractor.reading.flat_cells import Holds, holds, is_number_row

_PERIOD = re.compile(r"(?:19|20)\d\d|\(\s*n\s*(?:[+-]\s*\d)?\s*\)|\btahun\b", re.IGNORECASE)
"""A group of columns is most often headed by a period."""
_SHORT = 4
"""Characters of a heading that is too short to head a group."""
_SEGMENT = re.compile(r"\d{1,4}|[xX]{1,2}")
HEADER_BODY_ROWS = 50
"""Rows of the body that show what a column holds."""
_MAX_PARTS = 6
"""Groups of cells that header rows may be made of; the ways to lay them out double with each."""
_IMPOSSIBLE = float("inf")
_IMPLAUSIBLE = 6.0


@dataclass(frozen=True, slots=True)
class Header:
    """Header cells in place. `rows` are the texts as exported; `body_rows` counts rows of the body that belong to it.

    `doubt` tells that other spans are as likely, or that the rows do not fit the columns.
    """

    cells: tuple[Cell, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    body_rows: int = 0
    doubt: Literal["guessed", "wrong"] | None = None

    @property
    def n_rows(self) -> int:
        """Return the number of header rows."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class _Fit:
    """Rows from the top with their spans and what these cost; `guessed` where others cost hardly more."""

    rows: tuple[Sequence[str], ...]
    sizes: tuple[tuple[int, ...], ...]
    cost: float
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class _Unit:
    """What a header cell can stand over: some columns with the text below it, None where that says nothing.

    `segment` is true for a column whose body holds nothing but short digit groups: a part of a number or code that is
    written over several columns, for which there is one heading.
    """

    span: int
    text: str | None
    segment: bool = False


def find_header(parts: Sequence[Sequence[str]], body: Sequence[Sequence[str]], width: int) -> Header | None:
    """Return the header in `parts`, the cells between blank lines above `body`, for a table of `width` columns.

    `body` starts with the column numbers or the first row that is whole. None where `parts` are no header.
    """
    if width > MAX_SPAN_SEARCH_COLUMNS or not body:
        return None if parts else Header()
    numbered = is_number_row(body[0])
    if not parts and not numbered:
        return _without_parts(body)
    taken = 0 if numbered and len(body[0]) == width else 1
    # A first row of the body is no header row where it holds amounts; nor where the parts make just one row, and most
    # columns it leaves blank are blank in other rows too.
    unlike = any(holds(text) is Holds.AMOUNT for text in body[0]) or (
        len(parts) > 1 and sum(map(len, parts)) == width and _leaves_blank(body[0], body[1:HEADER_BODY_ROWS])
    )
    best: tuple[float, int, list[list[str]], _Fit] | None = None
    for rows, guessed in _readings(parts, width):
        # The first row that came whole is the lowest header row, unless blank lines cut that one, or it is no wider
        # than the rows above.
        for leaf in (taken,) if numbered else (0,) if len(rows[-1]) == width else (1, 0):
            fit = _fit([*rows, *body[:leaf]], body, width, numbered)
            cost = fit.cost + len(parts) - len(rows) + guessed + (2.0 if taken and leaf and unlike else 0.0)
            # Numbers one by one below a cell that stands over two columns are as unlikely as a row cut in two.
            cost += numbered and not leaf and bool(rows) and len(rows[-1]) < width
            unknown = not numbered and not leaf and len(rows[-1]) < width
            if best is None or cost + unknown < best[0]:
                best = (cost + unknown, leaf, rows, replace(fit, guessed=fit.guessed or guessed or unknown))
    if best is None or (best[0] > _IMPLAUSIBLE and not numbered):
        return None
    _, taken, rows, fit = best
    raw = tuple(tuple(row) for row in [*rows, *body[:taken]])
    if fit.cost == _IMPOSSIBLE:
        return Header(_cells(raw, [_left(len(row), width) for row in raw], 0), raw, taken, "wrong")
    merged = len(raw) - taken if numbered else len(raw)
    doubt: Literal["guessed", "wrong"] | None = "guessed" if fit.guessed else None
    if fit.cost > _IMPLAUSIBLE:
        doubt = "wrong"
    return Header(_cells(fit.rows, fit.sizes, merged), raw, taken, doubt)


def _leaves_blank(row: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Tell whether a row has blank cells, most of them in columns that other rows leave blank too."""
    blank = [col for col, text in enumerate(row) if not text]
    usual = sum(any(not other[col] for other in others if len(other) == len(row)) for col in blank)
    return 2 * usual > len(blank)


def _without_parts(body: Sequence[Sequence[str]]) -> Header:
    """Return the header of a table whose rows are all whole: two rows where merged cells came as blank ones."""
    if len(body) < 2 or len(body[0]) != len(body[1]) or all(body[1]) or any(text[:1].isdigit() for text in body[1]):
        return Header()
    sizes = _gaps(body[0], body[1])
    if sizes is None:
        return Header()
    rows = [[text for text in body[0] if text], list(body[1])]
    return Header(_cells(rows, [sizes, (1,) * len(body[1])], 2), (tuple(body[0]), tuple(body[1])), 2)


def _readings(parts: Sequence[Sequence[str]], width: int) -> Iterator[tuple[list[list[str]], bool]]:
    """Yield the rows that the parts may be; true where blank cells had to be put back by guess."""
    for rows in _partitions(parts, width):
        yield rows, False
        if len(rows) >= 2 and (lower := _restored(rows[-2], rows[-1], width)):
            yield [*rows[:-1], lower], True


def _partitions(parts: Sequence[Sequence[str]], width: int) -> Iterator[list[list[str]]]:
    """Yield every way to join neighbouring parts to rows of at most `width` cells, the plain one first."""
    if len(parts) > _MAX_PARTS:
        yield [list(part) for part in parts]
        return
    for joins in range(2 ** max(len(parts) - 1, 0)):
        rows: list[list[str]] = []
        for at, part in enumerate(parts):
            if at and joins >> (at - 1) & 1:
                rows[-1] = [*rows[-1], *part]
            else:
                rows.append(list(part))
        if all(len(row) <= width for row in rows):
            yield rows


def _fit(rows: Sequence[Sequence[str]], body: Sequence[Sequence[str]], width: int, numbered: bool) -> _Fit:
    """Fit header rows over `width` columns from the lowest up."""
    below_numbers = numbered and len(body) > 1 and len(body[0]) < width == len(body[1])
    segments = _segment_columns(body[1:], width) if below_numbers else set()
    units = [_Unit(1, body[1][col] if below_numbers else None, col in segments) for col in range(width)]
    texts: list[Sequence[str]] = []
    sizes: list[tuple[int, ...]] = []
    cost, guessed = 0.0, False
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        if len(row) == 1 < len(units):  # a title over the whole table groups nothing
            texts.append(row)
            sizes.append((width,))
            cost += 0.2 if all(len(above) == 1 for above in rows[:at]) else 3.0
            continue
        gaps = None
        if len(row) == len(units) and texts and not is_number_row(texts[-1]):
            gaps = _gaps(row, [unit.text or "" for unit in units])
        if gaps:
            row = [text for text in row if text]
            found = _Fit((row,), (gaps,), 0.0)
        else:
            alike = rows[at - 1] if at and len(rows[at - 1]) == len(row) else None
            found = _assigned(row, units, alike)
        if found.cost == _IMPOSSIBLE:
            return found
        cost, guessed = cost + found.cost, guessed or found.guessed
        texts.append(row)
        sizes.append(_columns(found.sizes[0], units))
        units = [_Unit(span, text) for span, text in zip(sizes[-1], row, strict=True)]
    return _Fit(tuple(reversed(texts)), tuple(reversed(sizes)), cost, guessed)


def _segment_columns(body: Sequence[Sequence[str]], width: int) -> set[int]:
    """Return the columns of a run of two or more, in which only short digit groups stand."""
    rows = [row for row in body if len(row) == width]
    digits = [
        any(row[col] for row in rows) and all(_SEGMENT.fullmatch(row[col]) for row in rows if row[col])
        for col in range(width)
    ]
    return {
        col for col in range(width) if digits[col] and any(digits[max(0, col - 1) : col] + digits[col + 1 : col + 2])
    }


def _columns(sizes: Sequence[int], units: Sequence[_Unit]) -> tuple[int, ...]:
    """Turn counts of units into counts of columns."""
    columns: list[int] = []
    at = 0
    for size in sizes:
        columns.append(sum(unit.span for unit in units[at : at + size]))
        at += size
    return tuple(columns)


def _assigned(row: Sequence[str], units: Sequence[_Unit], alike: Sequence[str] | None) -> _Fit:
    """Give each cell of a row one unit or more; of equal ways the first cells take more.

    A blank cell goes on with the one above it, which then heads a group. `alike` is a row above with as many cells,
    blank where that is so.
    """
    count, total = len(row), len(units)
    if count == total:
        return _Fit((row,), ((1,) * count,), 0.0)
    if count > total:
        return _Fit((), (), _IMPOSSIBLE)
    costs = _group_costs(row, units, alike)
    best = [[_IMPOSSIBLE] * (total + 1) for _ in range(count + 1)]
    take = [[0] * (total + 1) for _ in range(count + 1)]
    best[count][total] = 0.0
    for cell in range(count - 1, -1, -1):
        for at in range(cell, total - (count - cell) + 1):
            for size in range(total - (count - cell) - at + 1, 0, -1):
                cost = costs[cell][at][size - 1] + best[cell + 1][at + size]
                if cost < best[cell][at] - 1e-9:
                    best[cell][at], take[cell][at] = cost, size
    sizes: list[int] = []
    at = 0
    for cell in range(count):
        sizes.append(take[cell][at])
        at += take[cell][at]
    return _Fit((row,), (tuple(sizes),), best[0][0], _has_rival(sizes, costs))


def _group_costs(row: Sequence[str], units: Sequence[_Unit], alike: Sequence[str] | None) -> list[list[list[float]]]:
    """Return the cost of each cell over each stretch of units, by cell, first unit, size - 1."""
    starts = _series_starts(units)
    texts = [unit.text for unit in units]
    segments = [unit.segment for unit in units]
    shapes = [_stretch_costs(texts[at:], starts[at:], segments[at:]) for at in range(len(units))]
    costs: list[list[list[float]]] = []
    for cell, heading in enumerate(row):
        goes_on = not heading or (alike is not None and not alike[cell])
        by_start: list[list[float]] = []
        for at, stretch in enumerate(shapes):
            by_start.append([stretch[0] + (1.0 if goes_on and units[at].text else 0.0), *stretch[1:]])
        costs.append(by_start)
    return costs


def _stretch_costs(texts: Sequence[str | None], starts: Sequence[bool], segments: Sequence[bool]) -> list[float]:
    """Return what it costs one heading to cover the first one, two, three … of these."""
    costs: list[float] = []
    seen: set[str] = set()
    blank = repeated = unknown = 0
    for size, (text, start) in enumerate(zip(texts, starts, strict=True), 1):
        key = _folded(text)
        unknown += text is None
        blank += text == ""
        # 2 for a leaf that the group has already, 1 more for one that starts a series like the one before.
        repeated += 2 * (bool(key) and key in seen) + (start and size > 1)
        seen.add(key)
        coded = sum(segments[:size])
        if coded:
            cost = 0.0 if coded == size else 4.0 * size
        elif size == 1:
            cost = 1.0 if text else 0.0
        elif unknown:
            cost = 0.5 * (size - 1)
        elif blank == size:
            cost = 2.0 * (size - 1)
        else:
            cost = 4.0 * blank + repeated
        costs.append(cost + 0.002 * size * size)
    return costs


def _folded(text: str | None) -> str:
    return " ".join((text or "").lower().split())


def _series_starts(units: Sequence[_Unit]) -> list[bool]:
    """Mark the leaves with which the next group begins: the first leaf of a run again, or an earlier year."""
    starts: list[bool] = []
    first = last = ""
    for unit in units:
        key = _folded(unit.text)
        starts.append(bool(key) and (key == first or (key.isdecimal() and last.isdecimal() and key < last)))
        first = (first or key) if key else ""
        last = key
    return starts


def _has_rival(sizes: Sequence[int], costs: Sequence[Sequence[Sequence[float]]]) -> bool:
    """Tell whether moving one border between two cells costs hardly anything."""
    at = 0
    for cell, (left, right) in enumerate(pairwise(sizes)):
        here = costs[cell][at][left - 1] + costs[cell + 1][at + left][right - 1]
        for shift in (-1, 1):
            if left + shift and right - shift:
                other = costs[cell][at][left + shift - 1] + costs[cell + 1][at + left + shift][right - shift - 1]
                if other < here + 0.5:
                    return True
        at += left
    return False


def _gaps(upper: Sequence[str], lower: Sequence[str]) -> tuple[int, ...] | None:
    """Return how many cells each text of `upper` covers where the cells merged into it came as blank ones."""
    if not upper[0] or not any(not above and below for above, below in zip(upper, lower, strict=True)):
        return None
    sizes: list[int] = []
    for above, below in zip(upper, lower, strict=True):
        if above:
            sizes.append(1)
            open_group = bool(below)
        elif below and open_group:
            sizes[-1] += 1
        else:
            return None
    return tuple(sizes)


def _restored(upper: Sequence[str], lower: Sequence[str], width: int) -> list[str] | None:
    """Put back the blank cells of a lower header row whose vertically merged cells are gone from the export.

    A cell of the upper row then has a column of its own or heads a group; which does, only periods tell, and that a
    heading as short as "No" or "Kode" heads none.
    """
    groups = len(upper) + len(lower) - width
    if not 0 < groups <= len(upper) or len(lower) < 2 * groups or not all(lower) or not all(upper):
        return None
    if max(len(upper), len(lower)) >= width:
        return None
    likely = sorted(
        range(len(upper)), key=lambda cell: (not _PERIOD.search(upper[cell]), len(upper[cell]) <= _SHORT, cell)
    )
    heads = sorted(likely[:groups])
    fit = _assigned([upper[cell] for cell in heads], [_Unit(1, text) for text in lower], None)
    row: list[str] = []
    at = 0
    for cell in range(len(upper)):
        if cell in heads:
            size = fit.sizes[0][heads.index(cell)]
            row += lower[at : at + size]
            at += size
        else:
            row.append("")
    return row


def _left(count: int, width: int) -> tuple[int, ...]:
    """Return spans that keep cells where they stand, the last one covering the rest."""
    return (*(1,) * (count - 1), width - count + 1)


def _cells(rows: Sequence[Sequence[str]], sizes: Sequence[Sequence[int]], merged: int) -> tuple[Cell, ...]:
    """Place header cells; in the first `merged` rows a blank cell below a cell of its span is merged into it."""
    cells: list[Cell] = []
    above: dict[tuple[int, int], int] = {}
    for at, (row, spans) in enumerate(zip(rows, sizes, strict=True)):
        here: dict[tuple[int, int], int] = {}
        col = 0
        for text, span in zip(row, spans, strict=True):
            key = (col, span)
            owner = above.get(key)
            if not text and owner is not None and at < merged and cells[owner].text:
                cells[owner] = cells[owner]._replace(row_span=cells[owner].row_span + 1)
                here[key] = owner
            else:
                here[key] = len(cells)
                cells.append(Cell(at, col, text, 1, span))
            col += span
        above = here
    return tuple(cells)
