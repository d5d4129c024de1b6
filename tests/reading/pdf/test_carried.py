"""Tables without lines that go on over pages: what one page cannot tell, the others do."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.reading.document import Grid
from tests.reading.pdf.making import Page, pdf, read_layer

COLUMNS = {"Program": 60, "Lokasi": 200, "Target": 280, "Catatan": 350, "Pagu": 430}


def heads(page: Page) -> Page:
    for number, (text, x) in enumerate(COLUMNS.items(), start=1):
        page.text(x, 60, text, size=8).text(x + 8, 72, str(number), size=8)
    return page


def body(page: Page, numbers: Sequence[int], *, top: float = 90, note: bool = False) -> Page:
    """Write rows whose column of notes holds something only where it is asked for."""
    for place, number in enumerate(numbers):
        texts = ("Pembinaan warga", "Kota", f"{number**3} Unit", "lanjutan" if note else "", f"{number}.500.000")
        for x, text in zip(COLUMNS.values(), texts, strict=True):
            page.text(x, top + 16 * place, text, size=8)
    return page


def grids(*pages: Page) -> list[Grid]:
    return [block for block in read_layer(pdf(*pages), "t.pdf").blocks if isinstance(block, Grid)]


def last_rows(grid: Grid, count: int) -> list[list[str]]:
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.n_rows - count, grid.n_rows)]


def row(number: int) -> list[str]:
    return ["Pembinaan warga", "Kota", f"{number**3} Unit", "", f"{number}.500.000"]


@pytest.mark.parametrize("again", [True, False])
def test_a_page_of_two_rows_has_the_columns_of_the_page_before(again: bool) -> None:
    first = body(heads(Page()), range(1, 31))
    second = body(heads(Page()) if again else Page(), [31, 32], top=90 if again else 60)
    found = grids(first, second)
    assert [(grid.page, grid.n_cols) for grid in found] == [(1, 5), (2, 5)]
    assert last_rows(found[0], 30) == [row(number) for number in range(1, 31)]
    assert last_rows(found[1], 2) == [row(31), row(32)]


def test_a_page_whose_notes_are_blank_keeps_their_column() -> None:
    first = body(heads(Page()), range(1, 31), note=True)
    second = body(Page(), range(31, 51), top=60)
    found = grids(first, second)
    assert [(grid.page, grid.n_cols) for grid in found] == [(1, 5), (2, 5)]
    assert last_rows(found[1], 20) == [row(number) for number in range(31, 51)]


def test_a_table_with_a_caption_of_its_own_is_another() -> None:
    first = body(heads(Page()), range(1, 31))
    second = Page().text(60, 40, "Tabel 2. Pegawai menurut golongan", size=8)
    for place in range(6):
        for x, text in ((60, f"Golongan {'abcdef'[place]}"), (250, str(place**2 + 3)), (330, str(7 * place + 2))):
            second.text(x, 60 + 14 * place, text, size=8)
    assert [grid.n_cols for grid in grids(first, second)] == [5, 3]
