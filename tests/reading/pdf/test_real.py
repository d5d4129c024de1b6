"""Real documents, counted by eye on the printed pages."""

from __future__ import annotations

from collections import Counter

import pytest

from extractor.reading.document import Document, Grid, Paragraph
from extractor.reading.word import read_word
from extractor.tables.flow import build_flow
from tests.reading.pdf.making import read_layer
from tests.real import REAL, needs_real

pytestmark = needs_real


def read(name: str) -> Document:
    return read_layer((REAL / name).read_bytes(), name)


def grids(name: str) -> list[Grid]:
    return [block for block in read(name).blocks if isinstance(block, Grid)]


def squashed(text: str) -> str:
    return "".join(text.split())


def test_the_print_of_a_word_file_has_its_cells_and_paragraphs() -> None:
    word = build_flow(read_word((REAL / "renja-malili-2022.docx").read_bytes(), "t.docx"))
    printed = build_flow(read("renja-malili-2022.pdf"))
    for theirs, ours in zip(word.tables, printed.tables, strict=True):
        assert (ours.number, ours.title, ours.n_rows, ours.n_cols) == (
            theirs.number,
            theirs.title,
            theirs.n_rows,
            theirs.n_cols,
        )
        for one, other in zip(theirs.cells, ours.cells, strict=True):
            assert (other.row, other.col, other.row_span, other.col_span) == (
                one.row,
                one.col,
                one.row_span,
                one.col_span,
            )
            assert squashed(other.text) == squashed(one.text)
            assert other.bold == one.bold or not other.text

    def paragraphs(flow: object) -> list[str]:
        blocks = getattr(flow, "blocks", ())
        texts = (squashed((b.label or "") + b.text) for b in blocks if isinstance(b, Paragraph))
        return [text for text in texts if text]

    assert paragraphs(printed) == paragraphs(word)


ROWS = {
    "bapenda": [14, 17, 16, 15],
    "capil": [18, 17, 17, 8],
    "dinsos": [19, 18, 17, 11, 12, 17, 11],
    "satpol": [19, 18, 13, 9, 5],
}


@pytest.mark.parametrize("office", ROWS)
def test_matrices_printed_by_word(office: str) -> None:
    found = grids(f"evaluasi-renja-tangerang-selatan-2023-{office}.pdf")
    assert [(grid.page, grid.n_rows, grid.n_cols) for grid in found] == [
        (page, rows, 11) for page, rows in enumerate(ROWS[office], start=1)
    ]
    head = [(c.row, c.col, c.row_span, c.col_span) for c in found[0].cells if c.row < 4]
    assert head == [
        (0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 8), (0, 10, 2, 1),
        (1, 2, 1, 2), (1, 4, 1, 2), (1, 6, 1, 2), (1, 8, 1, 2),
        (2, 0, 2, 1), (2, 1, 2, 1), (2, 2, 1, 2), (2, 4, 1, 2), (2, 6, 1, 2), (2, 8, 1, 2), (2, 10, 2, 1),
        *((3, col, 1, 1) for col in range(2, 10)),
    ]  # fmt: skip
    for grid in found[1:]:
        assert len(grid.cells) == grid.n_rows * 11


def test_the_last_page_of_a_matrix_value_by_value() -> None:
    last = grids("evaluasi-renja-tangerang-selatan-2023-satpol.pdf")[-1]
    values = [[c.text for c in last.cells if c.row == row and 2 <= c.col <= 9] for row in range(5)]
    blank = ["", "", "", ""]
    assert values == [
        ["0", "-", "0", "-", *blank],
        ["0", "39.248.000", "0", "21.679.000", *blank],
        ["0", "41.612.880", "0", "24.021.780", *blank],
        ["0", "-", "0", "-", *blank],
        ["0", "-", "0", "-", *blank],
    ]


BOGOR_TABLES = {
    21: [(4, 3)], 30: [(1, 4)], 31: [(14, 4)], 32: [(11, 3)], 40: [(12, 5)], 41: [(3, 4)], 42: [(3, 4)], 43: [(5, 4)],
    44: [(7, 4)], 45: [(5, 4)], 46: [(5, 4)], 52: [(5, 15)], 53: [(7, 15)], 54: [(2, 15)], 57: [(29, 5)],
    58: [(24, 5)], 60: [(7, 10)], 61: [(5, 10)], 62: [(4, 10)], 63: [(6, 10)], 64: [(7, 10)], 65: [(8, 10)],
    66: [(6, 10)], 67: [(8, 12)], 68: [(6, 10)], 69: [(6, 10)], 70: [(5, 10)], 71: [(6, 10)], 72: [(7, 10)],
    73: [(5, 10), (1, 10)], 74: [(2, 10)], 75: [(3, 10)], 76: [(5, 10)], 77: [(4, 10)], 78: [(7, 10)],
    79: [(8, 18)], 80: [(5, 10)],
}  # fmt: skip
"""Rows and columns by page. On pages 67 and 79 the columns of the lower rows stand elsewhere than those above."""


def test_a_plan_of_82_pages() -> None:
    document = read("renja-disperindag-kota-bogor-2020.pdf")
    found: dict[int, list[tuple[int, int]]] = {}
    for block in document.blocks:
        if isinstance(block, Grid):
            found.setdefault(block.page or 0, []).append((block.n_rows, block.n_cols))
    assert found == BOGOR_TABLES
    assert document.running_text == ("Rencana Kerja Tahun 2020", "Dinas Perindustrian dan Perdagangan Kota Bogor")
    repeated = Counter(block.text for block in document.blocks if isinstance(block, Paragraph) and len(block.text) > 30)
    assert repeated.most_common(1)[0][1] <= 3


def test_rows_cut_into_steps_under_one_amount() -> None:
    (grid,) = (g for g in grids("renja-disperindag-kota-bogor-2020.pdf") if g.page == 78)
    spans = [(c.row, c.col, c.row_span) for c in grid.cells if c.col in (0, 1, 3, 4)]
    assert spans == [
        (0, 0, 1), (0, 1, 1), (0, 3, 1), (0, 4, 1),
        (1, 0, 3), (1, 1, 1), (1, 3, 1), (1, 4, 3), (2, 1, 1), (2, 3, 1), (3, 1, 1), (3, 3, 1),
        (4, 0, 3), (4, 1, 1), (4, 3, 1), (4, 4, 3), (5, 1, 1), (5, 3, 1), (6, 1, 1), (6, 3, 1),
    ]  # fmt: skip


def test_pages_that_are_images_are_named() -> None:
    document = read("renja-disperindag-kota-bogor-2020-images-only.pdf")
    assert [(doubt.code, doubt.page) for doubt in document.doubts] == [("page-unreadable", n) for n in range(3, 12)]
