"""Pages of statistical reports with tables that have few lines or none, drawn with the truth beside."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfmetrics import stringWidth

from extractor.reading.document import Cell, Grid
from tests.reading.pdf.making import Page

LABELS = (
    "Total population", "Under 18 years", "65 years and over", "Agriculture, forestry and fishing", "Manufacturing",
    "Construction", "Retail trade", "Public administration", "Net interest income", "Belgium", "Czech Republic",
    "Denmark", "Estonia", "Greece", "Luxembourg", "Netherlands", "New Hampshire", "North Carolina", "Burglary",
    "Motor vehicle theft", "Winter wheat", "Milk production", "Whole milk powder, including infant formula",
    "Households with children under six years of age", "Expenditure on research in the business sector",
)  # fmt: skip
HEADS = (
    "Number",
    "Percent",
    "Total",
    "Average price",
    "Standard error",
    "Yield per acre",
    "Exports",
    "Budget authority",
)
GROUPS = ("All persons", "Fiscal year", "Current prices", "Seasonally adjusted", "Public", "Private")
TEXT = """the report shows that most of the regions recorded an increase in the number of enterprises during this period
while the share of persons employed in services continued to rise in spite of weaker demand for exports"""
PROSE = tuple(re.findall(r"\w+", TEXT))
STYLES = ("none", "head", "book", "rows", "box", "columns", "shaded")
"""No lines; below the header; also above and at the end; between all rows; a box; between columns; shaded rows."""


@dataclass
class Drawn:
    """A table as it was drawn: its size and cells (row, column, row span, column span, text)."""

    n_rows: int = 0
    n_cols: int = 0
    cells: list[tuple[int, int, int, int, str]] = field(default_factory=list)


def wrapped(text: str, size: float, width: float) -> list[str]:
    """Break a text into lines."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and stringWidth(longer, "Helvetica", size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def write(page: Page, x0: float, x1: float, top: float, lines: Sequence[str], size: float, align: str) -> None:
    """Write lines between x0 and x1, the first one's top at `top`."""
    for i, line in enumerate(lines):
        room = x1 - x0 - stringWidth(line, "Helvetica", size)
        x = x0 + {"left": 0.0, "right": room, "center": room / 2}[align]
        page.text(x, top + 0.8 * size + i * 1.15 * size, line, size=size)


def prose(
    page: Page, x: float, top: float, width: float, n_lines: int, chance: random.Random, size: float = 9
) -> float:
    """Write paragraphs set to the full width; return where they end."""
    for line in range(n_lines):
        words = [chance.choice(PROSE)]
        following = chance.choice(PROSE)
        while stringWidth(" ".join((*words, following)), "Helvetica", size) < width:
            words.append(following)
            following = chance.choice(PROSE)
        ends = line % 6 == 5
        space = (width - sum(stringWidth(word, "Helvetica", size) for word in words)) / max(1, len(words) - 1)
        at = x
        for word in words[: len(words) // 2] if ends else words:
            page.text(at, top + 0.8 * size, word, size=size)
            at += stringWidth(word, "Helvetica", size) + (2.5 if ends else space)
        top += 1.2 * size
    return top


def number(chance: random.Random) -> str:
    """Return a value as reports print them."""
    return chance.choice(
        (f"{chance.randint(0, 99_999):,}", f"{chance.uniform(0, 90):.1f}", f"({chance.randint(1, 900)})", "-", "n.a.")
    )


def table(page: Page, x: float, top: float, width: float, style: str, chance: random.Random) -> tuple[Drawn, float]:
    """Draw a table of numbers; return it and where it ends."""
    size = chance.choice((7.5, 8.0, 9.0))
    lead = 1.15 * size
    pad = 2.5 if style in ("rows", "shaded") else chance.choice((0.0, 0.0, 2.0))
    n_cols = chance.randint(2, 6)
    stub = 0.34 * width
    step = (width - stub) / n_cols
    left = [x, *(x + stub + step * i for i in range(n_cols + 1))]
    drawn = Drawn(n_cols=n_cols + 1)
    head_top = top
    top += pad
    grouped = n_cols > 3 and chance.random() < 0.7
    if grouped:
        half = n_cols // 2
        for first, last in ((1, half), (half + 1, n_cols)):
            text = chance.choice(GROUPS)
            write(page, left[first] + 6, left[last + 1], top, [text], size, "center")
            drawn.cells.append((0, first, 1, last + 1 - first, text))
            if style in ("book", "rows", "box"):
                page.line(left[first] + 6, top + lead + 1, left[last + 1], top + lead + 1)
        top += lead + 3
    depth = 1 + grouped
    years = chance.random() < 0.4
    texts = [str(2001 + i) if years else chance.choice(HEADS) for i in range(n_cols)]
    broken = [wrapped(text, size, step - 8) for text in texts]
    tall = max(map(len, broken))
    for col, lines in enumerate(broken, start=1):
        write(page, left[col] + 6, left[col + 1], top + (tall - len(lines)) * lead, lines, size, "right")
        drawn.cells.append((depth - 1, col, 1, 1, "\n".join(lines)))
    write(page, x, left[1], top + (tall - 1) * lead, ["Item"], size, "left")
    drawn.cells.append((0, 0, depth, 1, "Item"))
    top += tall * lead + pad + 2
    rules = [top]
    body_top = top
    n_rows = chance.randint(5, 14)
    for row, label in enumerate(chance.sample(LABELS, n_rows), start=depth):
        lines = wrapped(label, size, stub - 8)
        if style == "shaded" and row % 2:
            page.draw("0.9 g").rect(x, top, x + width, top + len(lines) * lead + 2 * pad).draw("0 g")
        top += pad
        write(page, x, left[1], top, lines, size, "left")
        drawn.cells.append((row, 0, 1, 1, "\n".join(lines)))
        for col in range(1, n_cols + 1):
            text = "" if chance.random() < 0.05 else number(chance)
            write(page, left[col] + 6, left[col + 1], top, [text], size, "right")
            drawn.cells.append((row, col, 1, 1, text))
        top += len(lines) * lead + pad + (0.3 * lead if not pad and len(lines) > 1 else 0)
        rules.append(top)
    drawn.n_rows = depth + n_rows
    across = {"head": [body_top], "book": [head_top, body_top, top + 1], "rows": [head_top, *rules]}
    for y in across.get(style, []):
        page.line(x, y, x + width, y)
    if style == "box":
        page.rect(x - 4, head_top - 2, x + width + 4, top + 3, paint="S").line(x - 4, body_top, x + width + 4, body_top)
    if style == "columns":
        for y in (head_top, body_top, top):
            page.line(x, y, x + width, y)
        for edge in left[1:-1]:
            page.line(edge, head_top, edge, top)
    return drawn, top + 4


def relations(
    cells: Sequence[tuple[int, int, int, int, str]], n_rows: int, n_cols: int
) -> Counter[tuple[str, str, str]]:
    """Return which texts stand side by side and below each other, blank cells left out, without white space."""
    place: dict[tuple[int, int], int] = {}
    texts = ["".join(cell[4].split()) for cell in cells]
    for index, (row, col, height, width, _) in enumerate(cells):
        place.update({(row + i, col + j): index for i in range(height) for j in range(width)})
    found: Counter[tuple[str, str, str]] = Counter()
    for index, (row, col, height, width, _) in enumerate(cells):
        if not texts[index]:
            continue
        right = {_next(place, texts, row + i, col + width, 0, 1, n_rows, n_cols) for i in range(height)}
        down = {_next(place, texts, row + height, col + j, 1, 0, n_rows, n_cols) for j in range(width)}
        found.update((texts[index], texts[other], "right") for other in right if other is not None)
        found.update((texts[index], texts[other], "down") for other in down if other is not None)
    return found


def _next(
    place: dict[tuple[int, int], int],
    texts: Sequence[str],
    row: int,
    col: int,
    down: int,
    right: int,
    n_rows: int,
    n_cols: int,
) -> int | None:
    """Return the next cell with a text in one direction."""
    while row < n_rows and col < n_cols:
        index = place.get((row, col))
        if index is not None and texts[index]:
            return index
        row, col = row + down, col + right
    return None


def agreement(truth: Sequence[Drawn], found: Sequence[Grid]) -> float:
    """Return F1 of the relations of all tables."""
    wanted: Counter[tuple[str, str, str]] = Counter()
    for one in truth:
        wanted += relations(one.cells, one.n_rows, one.n_cols)
    seen: Counter[tuple[str, str, str]] = Counter()
    for grid in found:
        seen += relations([as_tuple(cell) for cell in grid.cells], grid.n_rows, grid.n_cols)
    both = (wanted & seen).total()
    return 2 * both / max(1, wanted.total() + seen.total())


def as_tuple(cell: Cell) -> tuple[int, int, int, int, str]:
    """Return a cell in the form of the truth."""
    return (cell.row, cell.col, cell.row_span, cell.col_span, cell.text)
