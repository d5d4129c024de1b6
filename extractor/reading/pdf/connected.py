"""Which rulings belong to one table: those that touch, and those that a page break parted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort

from extractor.reading.pdf.rulings import Ruling

Group = tuple[list[Ruling], list[Ruling]]
"""Row lines and column lines of one table."""

_TOUCH = 3.0
"""Points between a line's end and the line it meets: half widths, rounding, spaced borders of browsers."""
_PAST = 6.0
"""Points by which a column line runs on past the last row line where the table goes on beyond it."""


def connected(horizontal: list[Ruling], vertical: list[Ruling]) -> list[Group]:
    """Return the row and column lines of each table of a page."""
    return _side_by_side(_components(horizontal, vertical))


def _components(horizontal: list[Ruling], vertical: list[Ruling]) -> list[Group]:
    """Return groups of lines that touch, by a sweep down the page over the vertical lines alive at each height."""
    n = len(horizontal)
    parent = list(range(n + len(vertical)))
    events = [(line.at, 1, i) for i, line in enumerate(horizontal)]
    events += [(line.start - _TOUCH, 0, i) for i, line in enumerate(vertical)]
    events += [(line.end + _TOUCH, 2, i) for i, line in enumerate(vertical)]
    alive: list[tuple[float, int]] = []
    for _, kind, i in sorted(events):
        if kind == 0:
            insort(alive, (vertical[i].at, i))
        elif kind == 2:
            del alive[bisect_left(alive, (vertical[i].at, i))]
        else:
            line = horizontal[i]
            first = bisect_left(alive, (line.start - _TOUCH, -1))
            for _, other in alive[first : bisect_right(alive, (line.end + _TOUCH, len(vertical)))]:
                unite(parent, i, n + other)
    groups: dict[int, Group] = {}
    for i in range(len(parent)):
        rows, columns = groups.setdefault(root(parent, i), ([], []))
        if i < n:
            rows.append(horizontal[i])
        else:
            columns.append(vertical[i - n])
    return [(rows, columns) for rows, columns in groups.values() if columns]


def _side_by_side(groups: list[Group]) -> list[Group]:
    """Return the groups that have lines of both directions; those of one table cut by a page break are one.

    A merged cell that comes from the page before and goes on to the next parts the columns on both its sides. They
    stand between the same heights, have the same rows, and their column lines run on past the first or the last row
    line, as the table goes on over the break. Column lines alone of that height belong to the table too.
    """
    whole: list[Group] = []
    cut: dict[tuple[int, int], Group] = {}
    alone: list[tuple[tuple[int, int], list[Ruling]]] = []
    for rows, columns in groups:
        top, bottom = min(line.start for line in columns), max(line.end for line in columns)
        height = round(top), round(bottom)
        if not rows:
            alone.append((height, columns))
            continue
        first, last = min(line.at for line in rows), max(line.at for line in rows)
        like = cut.get(height)
        if first < top + _PAST and last > bottom - _PAST:
            whole.append((rows, columns))
        elif like is not None and _heights(like[0]) == _heights(rows):
            like[0].extend(rows)
            like[1].extend(columns)
        else:
            whole.append((rows, columns))
            cut.setdefault(height, whole[-1])
    for height, columns in alone:
        if height in cut:
            cut[height][1].extend(columns)
    return whole


def _heights(rows: list[Ruling]) -> set[int]:
    """Return where row lines stand, in whole points."""
    return {round(line.at) for line in rows}


def root(parent: list[int], i: int) -> int:
    """Return the root of i, halving the path to it."""
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def unite(parent: list[int], i: int, j: int) -> None:
    """Join the groups of i and j."""
    parent[root(parent, i)] = root(parent, j)
