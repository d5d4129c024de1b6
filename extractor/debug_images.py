"""Pictures of what was seen on each page with tables: rulings, cells, spans, columns named."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from extractor.errors import UsageError, cannot_write
from extractor.messages import Message
from extractor.plan.model import Table
from extractor.reading.document import Bbox, Cell, Document, Grid

if TYPE_CHECKING:
    from extractor.reading.pdf.rulings import Rulings

Points = tuple[tuple[float, float], ...]
Color = tuple[int, int, int]

RESOLUTION: Final = 110
"""Dots an inch: the smallest print of a wide matrix can still be read."""

RULING: Final[Color] = (230, 0, 0)
CELL: Final[Color] = (0, 90, 220)
SPAN: Final[Color] = (255, 160, 0)
"""A cell over several rows or columns is filled with this, thinly."""
NAMED: Final[Color] = (0, 140, 60)
UNNAMED: Final[Color] = (110, 110, 110)
"""Behind the name of a column: its field of the contract, or the last words of its header where it has none."""

_THIN: Final = 70
_LABEL_SIZE: Final = 11
_LABEL_LETTERS: Final = 34
"""Letters of a column's name that are drawn; longer ones would cover the next column."""


def draw_tables(
    data: bytes, name: str, document: Document, tables: Sequence[Table], folder: Path, *, password: str | None = None
) -> list[Path]:
    """Write a PNG of each page with tables to `folder` and return their paths.

    `document` and `tables` are what was read from `data`, a PDF. Raises `UsageError` for other formats,
    `OutputError` where a picture cannot be written.
    """
    if document.format != "pdf":
        raise UsageError(
            name,
            Message(
                id="--debug-images menggambar halaman, sedangkan berkas ini bukan PDF.",
                en="--debug-images draws pages, and this file is no PDF.",
            ),
            Message(
                id="Ubah dahulu menjadi PDF, atau jalankan tanpa pilihan itu.",
                en="Print it to PDF first, or run without that option.",
            ),
        )
    grids = [block for block in document.blocks if isinstance(block, Grid) and block.page is not None]
    on_pages = {number: list(some) for number, some in groupby(grids, key=lambda grid: grid.page or 0)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for number, page, rulings in _pages(data, name, password, list(on_pages)):
            picture = page.to_image(resolution=RESOLUTION, antialias=True)
            _draw_rulings(picture, rulings)
            _draw_cells(picture, [cell for grid in on_pages[number] for cell in grid.cells])
            for table in tables:
                if number in table.pages:
                    _name_columns(picture, table, number)
            written.append(folder / f"{Path(name).stem}-{number:03}.png")
            picture.save(written[-1], quantize=False)
    except OSError as error:
        raise cannot_write(folder.name, error) from error
    return written


def _pages(data: bytes, name: str, password: str | None, numbers: list[int]) -> Iterator[tuple[int, Any, Rulings]]:
    """Yield each page with its number and visible rulings.

    pdfplumber gets the page as pdfium writes it anew, because pdfminer does not open every damaged or locked file.
    """
    import pdfplumber
    import pypdfium2

    from extractor.reading.pdf.primitives import read_page
    from extractor.reading.pdf.reader import open_pdf
    from extractor.reading.pdf.rulings import read_rulings

    pdf = open_pdf(data, name, password)
    try:
        for number in numbers:
            page = pdf[number - 1]
            rulings, _ = read_rulings(read_page(page))
            page.close()
            alone, written = pypdfium2.PdfDocument.new(), io.BytesIO()
            alone.import_pages(pdf, [number - 1])
            alone.save(written)
            alone.close()
            with pdfplumber.open(written) as copy:
                yield number, copy.pages[0], rulings
                copy.pages[0].close()
    finally:
        pdf.close()


def _draw_rulings(picture: Any, rulings: Rulings) -> None:
    """Draw the lines that were seen."""
    lines: list[Points] = [((line.start, line.at), (line.end, line.at)) for line in rulings.horizontal]
    lines += [((line.at, line.start), (line.at, line.end)) for line in rulings.vertical]
    _draw_lines(picture, lines, RULING, 3)


def _draw_cells(picture: Any, cells: Iterable[Cell]) -> None:
    """Outline the cells; fill those over several rows or columns."""
    for cell in cells:
        if cell.bbox is None:
            continue
        if cell.row_span > 1 or cell.col_span > 1:
            _draw_fill(picture, cell.bbox)
        x0, top, x1, bottom = cell.bbox
        _draw_lines(picture, [((x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top))], CELL, 1)


def _draw_lines(picture: Any, lines: Iterable[Points], color: Color, width: int) -> None:
    """Draw lines given in view space; pdfplumber counts from the corner of the whole sheet."""
    left, above = picture.bbox[:2]
    for line in lines:
        picture.draw_line([(x + left, y + above) for x, y in line], stroke=color, stroke_width=width)


def _draw_fill(picture: Any, box: Bbox) -> None:
    """Fill a box given in view space."""
    left, above = picture.bbox[:2]
    x0, top, x1, bottom = box
    moved = (x0 + left, top + above, x1 + left, bottom + above)
    picture.draw_rect(moved, fill=(*SPAN, _THIN), stroke_width=0)


def _name_columns(picture: Any, table: Table, page: int) -> None:
    """Write the name of each column at the top of the table's part on this page."""
    here = [(cell, cell.bbox) for cell in table.cells if cell.page == page and cell.bbox is not None]
    sides = {cell.col: (box[0], box[2]) for cell, box in reversed(here) if cell.col_span == 1}
    top = min((box[1] for _, box in here), default=0.0)
    for column in table.columns:
        name = column.field or (column.path[-1] if column.path else "")
        if name and column.index in sides:
            _label(picture, name, sides[column.index], top, NAMED if column.field else UNNAMED)


def _label(picture: Any, name: str, sides: tuple[float, float], top: float, color: Color) -> None:
    """Write one name: across where the column is wide enough, else downwards."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(_LABEL_SIZE)
    text = name if len(name) <= _LABEL_LETTERS else f"{name[: _LABEL_LETTERS - 1]}…"
    left, above, right, below = font.getbbox(text)
    width, height = int(right - left) + 4, int(below - above) + 4
    label = Image.new("RGB", (width, height), color)
    ImageDraw.Draw(label).text((2 - left, 2 - above), text, fill="white", font=font)
    if width > (sides[1] - sides[0]) * picture.scale - 4:
        label = label.rotate(-90, expand=True)
    picture.annotated.paste(label, (int(sides[0] * picture.scale) + 3, int(top * picture.scale) + 3))
