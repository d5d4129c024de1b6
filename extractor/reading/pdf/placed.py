"""A recognised table without lines becomes a grid: its header, its rows, the edges of both."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.reading.document import Grid
from extractor.reading.pdf.bands import Band, PlacedRow, fill_bands
from extractor.reading.pdf.body_start import Frame
from extractor.reading.pdf.gutters import Columns
from extractor.reading.pdf.heads import head_boxes
from extractor.reading.pdf.lattice import Lattice, Span, make_grid
from extractor.reading.pdf.setting import Part, Setting, body_of, setting_of


class Placed(NamedTuple):
    """A table read, the identities of its words, and whether some rows may belong to the name above or below."""

    grid: Grid
    used: set[int]
    unsure: bool


def part_of(placed: Sequence[PlacedRow], first: int, frame: Frame) -> Part:
    """Return a page's part of a table, whose body begins at the line `first`."""
    cuts = [rule.at for rule in frame.full] + frame.shades
    return Part(placed[:first], placed[first:], cuts, [*frame.full, *frame.part])


def grid_of(
    placed: list[PlacedRow],
    first: int,
    columns: Columns,
    frame: Frame,
    page: int,
    ends: tuple[float, float],
    setting: Setting | None = None,
) -> Placed:
    """Return a recognised table between its `ends`.

    `setting` tells how its cells are set where other pages tell it too.
    """
    part = part_of(placed, first, frame)
    setting = setting or setting_of([part], columns)
    head, (bands, unsure) = part.head, body_of(part, columns, setting)
    boxes, heights = head_boxes(head, columns, [*frame.full, *frame.part], setting.head) if head else ([], [])
    n_head = max((box.row + box.row_span for box in boxes), default=0)
    boxes = sorted([*boxes, *fill_bands(bands, len(columns), n_head)], key=lambda box: (box.row, box.col))
    ys = _heights(head, heights, bands)
    xs = [ends[0], *columns.middles, ends[1]]
    lattice = Lattice(
        tuple(round(x, 2) for x in xs),
        tuple(round(y, 2) for y in ys),
        tuple(Span(box.row, box.col, box.row_span, box.col_span) for box in boxes),
    )
    used = {id(word) for box in boxes for word in box.words}
    return Placed(make_grid(lattice, [box.words for box in boxes], page), used, unsure)


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
