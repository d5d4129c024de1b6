"""Rows of tables without lines between them: where one cell goes on beside several, and at which height cells stand."""

from __future__ import annotations

from extractor.reading.document import Grid
from extractor.reading.pdf.reader import read_pdf
from tests.reading.pdf.making import Page, pdf

COLUMNS = {"Program": 60, "Indikator": 200, "Target": 360, "Pagu": 440}


def grid(*pages: Page) -> Grid:
    (found,) = (block for block in read_pdf(pdf(*pages), "t.pdf").blocks if isinstance(block, Grid))
    return found


def heads() -> Page:
    page = Page()
    for text, x in COLUMNS.items():
        page.text(x, 60, text, size=8)
    return page


def column(found: Grid, col: int) -> list[tuple[int, int, str]]:
    """Return for each text of a column below its head in which row it begins and how many it covers."""
    return [(cell.row, cell.row_span, cell.text) for cell in found.cells if cell.col == col and cell.row and cell.text]


def test_lines_of_a_long_name_beside_which_an_indicator_begins_a_little_lower() -> None:
    page, top = heads(), 80.0
    name = ("Penyediaan bahan", "logistik kantor dan", "perlengkapan untuk", "ruang arsip dan", "gudang")
    for number in range(3):
        page.lines(60, top, name, size=8, pitch=9.6).text(440, top, f"{number + 1}.250.000", size=8)
        for at, target in ((0.0, "2"), (9.6 + 12.8, "3")):
            page.lines(200, top + at, ("Jumlah paket yang", "disediakan"), size=8, pitch=9.6)
            page.text(360, top + at, f"{target} Paket", size=8)
        top += 5 * 9.6 + 6
    found = grid(page)
    assert column(found, 0) == [(row, 2, "\n".join(name)) for row in (1, 3, 5)]
    assert column(found, 1) == [(row, 1, "Jumlah paket yang\ndisediakan") for row in range(1, 7)]
    assert column(found, 2) == [(row, 1, f"{2 + (row + 1) % 2} Paket") for row in range(1, 7)]
