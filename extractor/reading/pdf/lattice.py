"""Rulings and words become grids with spans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from extractor.limits import MAX_GRID_CELLS, MAX_RULINGS
from extractor.reading.document import Bbox, Cell, Grid
from extractor.reading.pdf.cell_text import cell_text
from extractor.reading.pdf.connected import connected, root, unite
from extractor.reading.pdf.rulings import Ruling, Rulings
from extractor.reading.pdf.words import Line, Word, lines_of, upright

_SNAP = 4.0
"""Points over which parallel lines count as one edge (double lines, spaced borders); no row is that low."""
_OPEN = 6.0
_COVERED = 0.6
_FRAME = 0.8
_OVERRUN = 1.0
"""Points that a word at least begins before a table's right edge to be in it."""


@dataclass(frozen=True, slots=True)
class Span:
    """A cell's place in its lattice; `ragged` where the table has an outer edge beside it, but none is drawn here."""

    row: int
    col: int
    row_span: int
    col_span: int
    ragged: bool = False


@dataclass(frozen=True, slots=True)
class Lattice:
    """Column and row edges in points and the cells between them; the spans tile the grid, sorted by (row, col)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[Span, ...]

    @property
    def bbox(self) -> Bbox:
        """Return the outer box."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def box(self, span: Span) -> Bbox:
        """Return the box of a cell."""
        return (
            self.xs[span.col],
            self.ys[span.row],
            self.xs[span.col + span.col_span],
            self.ys[span.row + span.row_span],
        )


def find_lattices(rulings: Rulings) -> tuple[list[Lattice], bool]:
    """Return the grids that a page's rulings form, single boxes included, from the top down; and whether all are.

    Beyond `MAX_RULINGS` lines none is looked for, one of more than `MAX_GRID_CELLS` is left out.
    """
    horizontal, vertical = rulings.horizontal, rulings.vertical
    if not horizontal or not vertical:
        return [], True
    if len(horizontal) + len(vertical) > MAX_RULINGS:
        return [], False
    whole = True
    found: list[Lattice] = []
    for rows, columns in connected(horizontal, vertical):
        ys, xs = _edges(rows, columns), _edges(columns, rows)
        if (len(ys) - 1) * (len(xs) - 1) > MAX_GRID_CELLS:
            whole = False
        elif len(ys) > 1 and len(xs) > 1:
            below, beside = _drawn(rows, ys, xs), _drawn(columns, xs, ys)
            spans = _merge(len(ys) - 1, len(xs) - 1, below, beside)
            found.append(_tidy(xs, ys, [_marked(span, beside) for span in spans]))
    return sorted(found, key=lambda lattice: (lattice.ys[0], lattice.xs[0])), whole


def _edges(lines: list[Ruling], crossing: list[Ruling]) -> list[float]:
    """Return the snapped positions of lines, ascending.

    Where at least two crossing lines run on past the outermost line, the table is open on that side; their ends
    are its edge.
    """
    edges: list[float] = []
    group: list[float] = []
    for at in sorted(line.at for line in lines):
        if group and at - group[0] > _SNAP:
            edges.append(sum(group) / len(group))
            group = []
        group.append(at)
    edges.append(sum(group) / len(group))
    before = [line.start for line in crossing if line.start < edges[0] - _OPEN]
    after = [line.end for line in crossing if line.end > edges[-1] + _OPEN]
    if len(before) > 1:
        edges.insert(0, min(before))
    if len(after) > 1:
        edges.append(max(after))
    return [round(edge, 2) for edge in edges]


def _nearest(edges: list[float], at: float) -> int:
    """Return the index of the edge nearest to a position."""
    i = bisect_left(edges, at)
    if i == len(edges) or (i > 0 and at - edges[i - 1] <= edges[i] - at):
        return i - 1
    return i


def _drawn(lines: list[Ruling], edges: list[float], crossing: list[float]) -> list[set[int]]:
    """Return for each edge the intervals between crossing edges along which a line is drawn."""
    drawn: list[set[int]] = [set() for _ in edges]
    for line in lines:
        marked = drawn[_nearest(edges, line.at)]
        first = max(bisect_right(crossing, line.start) - 1, 0)
        last = min(bisect_left(crossing, line.end), len(crossing) - 1)
        for i in range(first, last):
            low, high = crossing[i], crossing[i + 1]
            if min(line.end, high) - max(line.start, low) >= _COVERED * (high - low):
                marked.add(i)
    return drawn


def _merge(n_rows: int, n_cols: int, below: list[set[int]], beside: list[set[int]]) -> list[Span]:
    """Return cells: smallest cells with no line between them are one, cut into rectangles where they form none."""
    parent = list(range(n_rows * n_cols))
    for row in range(n_rows):
        above = below[row]
        for col in range(n_cols):
            i = row * n_cols + col
            if col and row not in beside[col]:
                unite(parent, i, i - 1)
            if row and col not in above:
                unite(parent, i, i - n_cols)
    regions: dict[int, list[int]] = {}
    for i in range(n_rows * n_cols):
        regions.setdefault(root(parent, i), []).append(i)
    spans: list[Span] = []
    for atoms in regions.values():
        rows = [i // n_cols for i in (atoms[0], atoms[-1])]
        cols = sorted({i % n_cols for i in atoms})
        width, height = cols[-1] - cols[0] + 1, rows[1] - rows[0] + 1
        if width * height == len(atoms):
            spans.append(Span(rows[0], cols[0], height, width))
        else:
            spans += _rectangles(atoms, n_cols, beside)
    return sorted(spans, key=lambda span: (span.row, span.col))


def _marked(span: Span, beside: list[set[int]]) -> Span:
    """Return a cell, marked where it lies at an outer edge that is drawn beside other rows only."""
    rows = range(span.row, span.row + span.row_span)
    left, right = (
        beside[0] if span.col == 0 else None,
        beside[-1] if span.col + span.col_span == len(beside) - 1 else None,
    )
    ragged = any(side and side.isdisjoint(rows) for side in (left, right))
    return replace(span, ragged=True) if ragged else span


def _rectangles(atoms: list[int], n_cols: int, beside: list[set[int]]) -> list[Span]:
    """Cut a region that is no rectangle into rectangles, each as wide, then as high, as it can be."""
    left = set(atoms)
    spans: list[Span] = []
    for atom in atoms:
        if atom not in left:
            continue
        row, col = divmod(atom, n_cols)
        width = 1
        while col + width < n_cols and atom + width in left and row not in beside[col + width]:
            width += 1
        height = 1
        strip = range(atom, atom + width)
        while all(i + height * n_cols in left for i in strip) and all(
            row + height not in beside[k] for k in range(col + 1, col + width)
        ):
            height += 1
        left.difference_update(i + k * n_cols for k in range(height) for i in strip)
        spans.append(Span(row, col, height, width))
    return spans


def _tidy(xs: list[float], ys: list[float], spans: list[Span]) -> Lattice:
    """Return the lattice without edges at which no cell begins."""
    rows = sorted({span.row for span in spans})
    cols = sorted({span.col for span in spans})
    row_of = {row: i for i, row in enumerate([*rows, len(ys) - 1])}
    col_of = {col: i for i, col in enumerate([*cols, len(xs) - 1])}
    return Lattice(
        tuple(xs[col] for col in [*cols, len(xs) - 1]),
        tuple(ys[row] for row in [*rows, len(ys) - 1]),
        tuple(
            Span(
                row_of[span.row],
                col_of[span.col],
                row_of[span.row + span.row_span] - row_of[span.row],
                col_of[span.col + span.col_span] - col_of[span.col],
                span.ragged,
            )
            for span in spans
        ),
    )


def fill_lattices(
    lattices: Sequence[Lattice], words: Sequence[Word], page: int, size: tuple[float, float]
) -> tuple[list[Grid], list[Word]]:
    """Give words to the cells they lie in by their middles; return the tables and the words left over.

    `size` is the page's width and height. A lattice is no table where it is one box, holds no word, or frames the
    page; one that lies within a cell of another belongs to that cell's text, unless the other only frames it.
    """
    tables = tables_among(lattices, size)
    if not tables:
        return [], list(words)
    owned: list[list[list[Word]]] = [[[] for _ in lattice.spans] for lattice in tables]
    owners = [_owners(lattice) for lattice in tables]
    rest: list[Word] = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        for lattice, cells, owner in zip(tables, owned, owners, strict=True):
            # A word that begins in the table may run over its right edge, as where a page cuts a wide table off.
            inside = lattice.xs[0] <= x and word.x0 < lattice.xs[-1] - _OVERRUN
            if inside and lattice.ys[0] <= y <= lattice.ys[-1]:
                row = bisect_right(lattice.ys, y, 1, len(lattice.ys) - 1) - 1
                col = bisect_right(lattice.xs, x, 1, len(lattice.xs) - 1) - 1
                cells[owner[row][col]].append(word)
                break
        else:
            rest.append(word)
    grids: list[Grid] = []
    for lattice, cells in zip(tables, owned, strict=True):
        if any(cells):
            grids.append(make_grid(lattice, cells, page))
    return grids, rest


def tables_among(lattices: Sequence[Lattice], size: tuple[float, float]) -> list[Lattice]:
    """Return the lattices that are tables."""
    candidates = [lattice for lattice in lattices if len(lattice.spans) > 1 and not _frames_page(lattice, size)]
    tables: list[Lattice] = []
    for lattice in sorted(candidates, key=lambda one: -len(one.spans)):
        # The one with more cells comes first: a frame of few cells round it is dropped, one inside its cell too.
        if not any(_holds(other.bbox, lattice.bbox) or _holds(lattice.bbox, other.bbox) for other in tables):
            tables.append(lattice)
    return sorted(tables, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def _frames_page(lattice: Lattice, size: tuple[float, float]) -> bool:
    """Tell whether a lattice of one column is a border round the whole page."""
    x0, top, x1, bottom = lattice.bbox
    return len(lattice.xs) == 2 and x1 - x0 > _FRAME * size[0] and bottom - top > _FRAME * size[1]


def _holds(outer: Bbox, inner: Bbox) -> bool:
    """Tell whether the middle of `inner` lies in `outer`."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] < x < outer[2] and outer[1] < y < outer[3]


def _owners(lattice: Lattice) -> list[list[int]]:
    """Return for each smallest cell the index of the span that covers it."""
    owners = [[0] * (len(lattice.xs) - 1) for _ in range(len(lattice.ys) - 1)]
    for index, span in enumerate(lattice.spans):
        for row in range(span.row, span.row + span.row_span):
            owners[row][span.col : span.col + span.col_span] = [index] * span.col_span
    return owners


def make_grid(lattice: Lattice, cells: Iterable[list[Word]], page: int) -> Grid:
    """Return the table with its cells' text; `cells` are the words of each span in order."""
    lines = [_cell_lines(words) for words in cells]
    margins = _margins(lattice, lines)
    spaced = any(line.words[-1].spaced for inside in lines for line in inside[:-1])
    filled: list[Cell] = []
    ragged = False
    for span, inside in zip(lattice.spans, lines, strict=True):
        if span.ragged and not inside and span.row_span * span.col_span > 1:
            ragged = True
            filled += _places(lattice, span, page)
        else:
            filled.append(_cell(lattice, span, inside, margins, page, spaced=spaced))
    if ragged:
        filled.sort(key=lambda cell: (cell.row, cell.col))
    return Grid(
        n_rows=len(lattice.ys) - 1,
        n_cols=len(lattice.xs) - 1,
        cells=tuple(filled),
        col_edges=lattice.xs,
        page=page,
        bbox=lattice.bbox,
    )


def _places(lattice: Lattice, span: Span, page: int) -> list[Cell]:
    """Return a blank cell for each place that a ragged table leaves out at its side."""
    places = product(range(span.row, span.row + span.row_span), range(span.col, span.col + span.col_span))
    return [Cell(row, col, "", page=page, bbox=lattice.box(Span(row, col, 1, 1))) for row, col in places]


def _cell_lines(words: list[Word]) -> list[Line]:
    """Return the lines of a cell in reading order, turned upright where the cell's text is turned."""
    if not any(word.angle for word in words):
        return lines_of(words)
    return [line for angle in sorted({word.angle for word in words}) for line in _lines_at(words, angle)]


def _lines_at(words: list[Word], angle: int) -> list[Line]:
    """Return the lines of the words of one direction."""
    return lines_of(upright(word for word in words if word.angle == angle))


def _margins(lattice: Lattice, lines: list[list[Line]]) -> list[float]:
    """Return for each column how far from its edge its text begins: the least distance of its cells."""
    margins = [1e9] * (len(lattice.xs) - 1)
    for span, inside in zip(lattice.spans, lines, strict=True):
        for line in inside:
            if line.words[0].angle == 0:
                margins[span.col] = min(margins[span.col], line.x0 - lattice.xs[span.col])
    return margins


def _cell(lattice: Lattice, span: Span, lines: list[Line], margins: list[float], page: int, *, spaced: bool) -> Cell:
    """Return one cell; `spaced` where the table's lines end in a space if they end with a word."""
    box = lattice.box(span)
    if not lines:
        return Cell(span.row, span.col, "", span.row_span, span.col_span, page=page, bbox=box)
    text = cell_text(lines, box[2] - box[0] - 2 * min(margins), spaced=spaced)
    indent = 0.0
    # A number is set to the right, a head in the middle: neither is indented.
    if text.lower() != text.upper() and lines[0].words[0].angle == 0 and not _centered(lines, box[0], box[2]):
        indent = max(0.0, round(lines[0].x0 - box[0] - margins[span.col], 1))
    bold = all(line.bold for line in lines)
    return Cell(span.row, span.col, text, span.row_span, span.col_span, bold, indent, page, box)


def _centered(lines: list[Line], x0: float, x1: float) -> bool:
    """Tell whether every line lies in the middle of its cell."""
    return all(abs((line.x0 - x0) - (x1 - line.x1)) < 4.0 for line in lines)
