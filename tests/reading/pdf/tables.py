"""Random tables with merged cells, drawn in every way that programs draw them, with the truth beside."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.reading.pdf.making import Page

Box = tuple[int, int, int, int]
"""row, column, row span, column span"""
Segment = tuple[float, float, float, float]
"""x0, top, x1, bottom; horizontal or vertical"""
WORDS = ("Program", "Pelayanan", "1.250.000", "Rp", "100%", "dan", "Kota", "orang", "APBD", "-", "12", "Terlaksananya")


@dataclass(frozen=True)
class Table:
    """A table with known cells: `boxes` tile the grid, `texts` are the lines of each."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]
    texts: tuple[tuple[str, ...], ...]

    @property
    def truth(self) -> list[tuple[Box, str]]:
        return sorted((box, "\n".join(lines)) for box, lines in zip(self.boxes, self.texts, strict=True))

    def corners(self, box: Box) -> Segment:
        row, col, height, width = box
        return (self.xs[col], self.ys[row], self.xs[col + width], self.ys[row + height])

    def write(self, page: Page, size: float = 8) -> None:
        for box, lines in zip(self.boxes, self.texts, strict=True):
            x0, top, _, _ = self.corners(box)
            page.lines(x0 + 3, top + 1.25 * size, lines, size=size, pitch=1.2 * size)

    def edges(self) -> list[Segment]:
        """Return each cell's four sides."""
        sides = []
        for box in self.boxes:
            x0, top, x1, bottom = self.corners(box)
            sides += [(x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)]
        return sides

    def lines(self) -> list[Segment]:
        """Return as few lines as possible: sides in a row are one."""
        tracks: dict[tuple[int, float], list[tuple[float, float]]] = {}
        for x0, top, x1, bottom in self.edges():
            if top == bottom:
                tracks.setdefault((0, top), []).append((x0, x1))
            else:
                tracks.setdefault((1, x0), []).append((top, bottom))
        joined: list[Segment] = []
        for (direction, at), pieces in tracks.items():
            start, end = sorted(pieces)[0]
            for low, high in [*sorted(pieces), (1e9, 1e9)]:
                if low > end:
                    joined.append((start, at, end, at) if direction == 0 else (at, start, at, end))
                    start = low
                end = max(end, high)
        return joined


def random_table(seed: int, *, left: float = 50, top: float = 60, max_rows: int = 8, max_cols: int = 7) -> Table:
    """Return a table with random merges and texts; an edge at which no cell begins is left out."""
    chance = random.Random(seed)
    n_rows, n_cols = chance.randint(2, max_rows), chance.randint(2, max_cols)
    owner: dict[tuple[int, int], Box] = {}
    for _ in range(chance.randint(0, n_rows)):
        row, col = chance.randrange(n_rows), chance.randrange(n_cols)
        height, width = chance.randint(1, min(3, n_rows - row)), chance.randint(1, min(3, n_cols - col))
        places = [(row + i, col + j) for i in range(height) for j in range(width)]
        if not any(place in owner for place in places):
            owner.update(dict.fromkeys(places, (row, col, height, width)))
    for row in range(n_rows):
        for col in range(n_cols):
            owner.setdefault((row, col), (row, col, 1, 1))
    boxes = sorted(set(owner.values()))
    rows = sorted({box[0] for box in boxes})
    cols = sorted({box[1] for box in boxes})
    row_of = {row: i for i, row in enumerate([*rows, n_rows])}
    col_of = {col: i for i, col in enumerate([*cols, n_cols])}
    boxes = [(row_of[r], col_of[c], row_of[r + h] - row_of[r], col_of[c + w] - col_of[c]) for r, c, h, w in boxes]
    ys, xs = [top], [left]
    for _ in rows:
        ys.append(ys[-1] + chance.choice((13.0, 22.5, 41.2)))
    for _ in cols:
        xs.append(xs[-1] + chance.choice((38.0, 55.3, 70.0)))
    table = Table(tuple(xs), tuple(ys), tuple(boxes), ())
    return Table(table.xs, table.ys, table.boxes, tuple(_text(chance, table.corners(box)) for box in boxes))


def _text(chance: random.Random, corners: Segment) -> tuple[str, ...]:
    """Return lines of words that fit into a box."""
    x0, top, x1, bottom = corners
    lines = []
    for _ in range(chance.randint(0, int((bottom - top - 2) // 9.6))):
        words = [chance.choice(WORDS)]
        while len(" ".join(words)) * 4.6 < x1 - x0 - 30 and chance.random() < 0.7:
            words.append(chance.choice(WORDS))
        text = " ".join(words)
        lines.append(text[: int((x1 - x0 - 6) / 5)].rstrip())
    return tuple(lines)


def _long_lines(page: Page, table: Table) -> None:
    for segment in table.lines():
        page.line(*segment)


def _dashed(page: Page, table: Table) -> None:
    page.draw("[2 2] 0 d")
    _long_lines(page, table)
    page.draw("[] 0 d")


def _dots(page: Page, table: Table) -> None:
    """Lines of single square dots, each a rectangle."""
    for x0, top, x1, bottom in table.lines():
        n = int(max(x1 - x0, bottom - top) / 2)
        for i in range(n + 1):
            x, y = x0 + (x1 - x0) * i / n, top + (bottom - top) * i / n
            page.rect(x - 0.4, y - 0.4, x + 0.4, y + 0.4)


def _thin_rectangles(page: Page, table: Table) -> None:
    """A filled rectangle a cell side and a square a corner, as Word prints."""
    for x0, top, x1, bottom in table.edges():
        page.rect(x0 - 0.24, top - 0.24, x0 + 0.24, top + 0.24)
        if top == bottom:
            page.rect(x0 + 0.24, top - 0.24, x1 - 0.24, top + 0.24)
        else:
            page.rect(x0 - 0.24, top + 0.24, x0 + 0.24, bottom - 0.24)


def _one_path_of_rectangles(page: Page, table: Table) -> None:
    for x0, top, x1, bottom in table.edges():
        page.rect(x0 - 0.3, top - 0.3, x1 + 0.3, bottom + 0.3, paint="")
    page.draw("f")


def _one_path_of_lines(page: Page, table: Table) -> None:
    page.draw("0.7 w")
    for x0, top, x1, bottom in table.edges():
        page.draw(f"{x0} {page.height - top} m {x1} {page.height - bottom} l")
    page.draw("S")


def _stroked_boxes(page: Page, table: Table) -> None:
    for box in table.boxes:
        page.rect(*table.corners(box), paint="S")


def _boxes_with_background(page: Page, table: Table) -> None:
    """Each cell filled and framed in one operation."""
    page.draw("0.85 g")
    for box in table.boxes:
        page.rect(*table.corners(box), paint="B")
    page.draw("0 g")


def _frames(page: Page, table: Table) -> None:
    """Each cell an outer box with its hole, as browsers print equal borders."""
    for box in table.boxes:
        x0, top, x1, bottom = table.corners(box)
        page.rect(x0 - 0.4, top - 0.4, x1 + 0.4, bottom + 0.4, paint="")
        page.rect(x0 + 0.4, top + 0.4, x1 - 0.4, bottom - 0.4, paint="f*")


def _grid_with_holes(page: Page, table: Table) -> None:
    """The whole grid one shape, its cells holes in it."""
    page.rect(table.xs[0] - 0.4, table.ys[0] - 0.4, table.xs[-1] + 0.4, table.ys[-1] + 0.4, paint="")
    for box in table.boxes:
        x0, top, x1, bottom = table.corners(box)
        page.rect(x0 + 0.4, top + 0.4, x1 - 0.4, bottom - 0.4, paint="")
    page.draw("f*")


def _double_lines(page: Page, table: Table) -> None:
    for x0, top, x1, bottom in table.lines():
        for shift in (-0.9, 0.9):
            if top == bottom:
                page.line(x0, top + shift, x1, top + shift)
            else:
                page.line(x0 + shift, top, x0 + shift, bottom)


def _spaced_borders(page: Page, table: Table) -> None:
    """Every cell its own box, a little apart, within an outer box."""
    page.rect(table.xs[0] - 1.5, table.ys[0] - 1.5, table.xs[-1] + 1.5, table.ys[-1] + 1.5, paint="S")
    for box in table.boxes:
        x0, top, x1, bottom = table.corners(box)
        page.rect(x0 + 0.75, top + 0.75, x1 - 0.75, bottom - 0.75, paint="S")


def _broken_lines(page: Page, table: Table) -> None:
    """Sides that stop short of the corners."""
    for x0, top, x1, bottom in table.edges():
        if top == bottom:
            page.line(x0 + 1, top, x1 - 1, top)
        else:
            page.line(x0, top + 1, x0, bottom - 1)


def _turned_matrix(page: Page, table: Table) -> None:
    """Lines drawn under a matrix that turns and stretches."""
    page.draw("q 0 2 -0.5 0 0 0 cm 0.4 w")
    for x0, top, x1, bottom in table.lines():
        ends = [(y / 2, -2 * x) for x, y in ((x0, page.height - top), (x1, page.height - bottom))]
        page.draw(f"{ends[0][0]} {ends[0][1]} m {ends[1][0]} {ends[1][1]} l S")
    page.draw("Q")


def _white_lines_on_colour(page: Page, table: Table) -> None:
    page.draw("0.2 0.4 0.7 rg")
    page.rect(table.xs[0], table.ys[0], table.xs[-1], table.ys[-1])
    page.draw("1 G 1 w")
    for segment in table.lines():
        page.line(*segment, width=1)
    page.draw("0 G 0 g")


STYLES: dict[str, Callable[[Page, Table], None]] = {
    style.__name__.strip("_"): style
    for style in (
        _long_lines,
        _dashed,
        _dots,
        _thin_rectangles,
        _one_path_of_rectangles,
        _one_path_of_lines,
        _stroked_boxes,
        _boxes_with_background,
        _frames,
        _grid_with_holes,
        _double_lines,
        _spaced_borders,
        _broken_lines,
        _turned_matrix,
        _white_lines_on_colour,
    )
}
