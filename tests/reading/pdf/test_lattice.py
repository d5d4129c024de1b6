from __future__ import annotations

import pytest
from reportlab.pdfbase import pdfmetrics

from extractor.reading.document import Document, Grid, Paragraph
from tests.reading.pdf.making import Page, form, pdf, read_layer
from tests.reading.pdf.tables import STYLES, Box, Table, random_table
from tests.tiling import assert_tiles


def grids(data: bytes) -> list[Grid]:
    return [block for block in read_layer(data, "t.pdf").blocks if isinstance(block, Grid)]


def cells(grid: Grid) -> list[tuple[Box, str]]:
    return [((c.row, c.col, c.row_span, c.col_span), c.text) for c in grid.cells]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("style", STYLES)
def test_every_way_of_drawing_gives_the_same_cells(style: str) -> None:
    for seed in range(60):
        table = random_table(seed)
        page = Page(width=700, height=600)
        STYLES[style](page, table)
        table.write(page)
        found = grids(pdf(page))
        if not any(table.texts):
            assert found == []
            continue
        assert len(found) == 1, seed
        assert cells(found[0]) == table.truth, seed
        assert_tiles(found[0])
        assert found[0].col_edges == pytest.approx(table.xs, abs=1.6)


def simple(left: float = 60, top: float = 100) -> Table:
    """Return a table of 3 x 3 plain cells."""
    boxes = tuple((row, col, 1, 1) for row in range(3) for col in range(3))
    return Table(
        (left, left + 60, left + 130, left + 200),
        (top, top + 20, top + 40, top + 70),
        boxes,
        tuple((f"r{row}c{col}",) for row, col, _, _ in boxes),
    )


def drawn(table: Table, *, skip: str = "", page: Page | None = None) -> Page:
    """Return a page with the table's lines and text, without the outer lines named in `skip`."""
    page = page or Page()
    sides = {
        "left": lambda s: s[0] == s[2] == table.xs[0],
        "right": lambda s: s[0] == s[2] == table.xs[-1],
        "top": lambda s: s[1] == s[3] == table.ys[0],
        "bottom": lambda s: s[1] == s[3] == table.ys[-1],
    }
    for segment in table.lines():
        if not any(sides[side](segment) for side in skip.split()):
            page.line(*segment)
    table.write(page)
    return page


@pytest.mark.parametrize(
    "skip", ["left", "right", "left right", "top", "bottom", "top bottom", "left top", "left right top bottom"]
)
def test_missing_outer_borders_are_open_sides(skip: str) -> None:
    table = simple()
    assert [cells(grid) for grid in grids(pdf(drawn(table, skip=skip)))] == [table.truth]


def test_tables_side_by_side_stay_two() -> None:
    left, right = simple(40), simple(300, 106)
    page = drawn(right, page=drawn(left))
    assert [cells(grid) for grid in grids(pdf(page))] == [left.truth, right.truth]


def test_tables_below_each_other_stay_two_with_text_between() -> None:
    first, second = simple(top=100), simple(top=300)
    page = drawn(second, page=drawn(first)).text(60, 240, "Uraian di antaranya")
    document = read_layer(pdf(page), "t.pdf")
    assert [type(block).__name__ for block in document.blocks] == ["Grid", "Paragraph", "Grid"]


def test_a_box_round_a_table_is_no_table() -> None:
    table = simple()
    page = drawn(table).text(50, 90, "Judul").rect(40, 70, 400, 300, "S")
    document = read_layer(pdf(page), "t.pdf")
    assert [cells(block) for block in document.blocks if isinstance(block, Grid)] == [table.truth]
    assert paragraphs(document) == ["Judul"]


def test_a_small_table_inside_a_cell_is_that_cell_s_text() -> None:
    table = random_table(3)
    page = Page(width=700, height=600)
    STYLES["long_lines"](page, table)
    table.write(page)
    row, col, _, _ = max(
        table.boxes, key=lambda box: table.xs[box[1] + box[3]] - table.xs[box[1]] + table.ys[box[0] + box[2]]
    )
    x0, top = table.xs[col] + 8, table.ys[row] + 4
    inner = Table(
        (x0, x0 + 10, x0 + 20), (top, top + 5, top + 9), ((0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)), ((), (), ())
    )
    STYLES["stroked_boxes"](page, inner)
    assert [cells(grid) for grid in grids(pdf(page))] == [table.truth]


def test_page_borders_and_underlines_are_no_tables() -> None:
    page = Page().text(100, 100, "BAB I", font="B").line(100, 102, 130, 102)
    page.rect(20, 20, 575, 822, "S").rect(24, 24, 571, 818, "S")
    page.line(20, 60, 575, 60)
    page.text(60, 50, "Kepala").text(60, 200, "Isi bab ini")
    document = read_layer(pdf(page), "t.pdf")
    assert paragraphs(document) == ["Kepala", "BAB I", "Isi bab ini"]
    assert len(document.blocks) == 3


def test_empty_boxes_are_no_table() -> None:
    page = Page().rect(100, 100, 150, 120, "S").rect(150, 100, 200, 120, "S").text(60, 80, "Tanda tangan")
    assert grids(pdf(page)) == []


INVISIBLE = {
    "white": "1 G {} 0 G",
    "white fill": "1 g {} 0 g",
    "transparent": "q /T gs {} Q",
    "clipped": "q 0 0 20 20 re W n {} Q",
    "off the page": "q 1 0 0 1 0 -2000 cm {} Q",
    "painted over": "{} 1 g 0 0 595 842 re f 0 g",
    "never painted": "{path} n",
}


@pytest.mark.parametrize("how", INVISIBLE)
def test_lines_that_are_not_seen_do_not_count(how: str) -> None:
    table = simple()
    path = " ".join(f"{x0} {842 - top} m {x1} {842 - bottom} l" for x0, top, x1, bottom in table.lines())
    boxes = " ".join(
        f"{x0 - 0.3} {842 - bottom - 0.3} {x1 - x0 + 0.6} {bottom - top + 0.6} re"
        for x0, top, x1, bottom in table.lines()
    )
    paint = f"{boxes} f" if how == "white fill" else f"{path} S"
    page = Page(states="/T << /CA 0 /ca 0 >>").draw(INVISIBLE[how].format(paint, path=path))
    table.write(page)
    document = read_layer(pdf(page), "t.pdf")
    assert not any(isinstance(block, Grid) for block in document.blocks)
    assert " ".join(paragraphs(document)) == "r0c0 r0c1 r0c2 r1c0 r1c1 r1c2 r2c0 r2c1 r2c2"


def test_cell_shading_drawn_last_below_the_lines_does_not_hide_them() -> None:
    table = simple()
    page = Page()
    for segment in table.lines():
        page.line(*segment, width=1)
    page.draw("1 g")
    for box in table.boxes:
        x0, top, x1, bottom = table.corners(box)
        page.rect(x0 + 0.4, top + 0.4, x1 - 0.4, bottom - 0.4)
    page.draw("0 g")
    table.write(page)
    assert [cells(grid) for grid in grids(pdf(page))] == [table.truth]


def test_lines_in_nested_forms_stand_where_they_are_seen() -> None:
    table = simple()
    path = " ".join(f"{x0} {842 - top} m {x1} {842 - bottom} l" for x0, top, x1, bottom in table.lines())
    inner = form(f"q 0.5 0 0 0.5 10 20 cm {path} 0.5 w S Q", (0, 0, 700, 900), "1 0 0 1 5 5")
    page = Page(forms_within={"A": {"B": inner}}, objects={"A": form("/B Do", (0, 0, 700, 900), "2 0 0 2 -30 -50")})
    page.draw("/A Do")
    table.write(page)
    assert [cells(grid) for grid in grids(pdf(page))] == [table.truth]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_and_cropped_pages_read_as_they_are_seen(turn: int) -> None:
    table = simple(left=30, top=40)
    width, height = 300, 200
    seen = drawn(table, page=Page(width=width, height=height)).text(30, 150, "Bawah tabel")
    a, b, c, d, e, f = {
        0: (1, 0, 0, 1, 50, 70),
        90: (0, 1, -1, 0, 50 + height, 70),
        180: (-1, 0, 0, -1, 50 + width, 70 + height),
        270: (0, -1, 1, 0, 50, 70 + width),
    }[turn]
    box = (width, height) if turn % 180 == 0 else (height, width)
    page = Page(extra=f"/Rotate {turn} /CropBox [50 70 {50 + box[0]} {70 + box[1]}]")
    page.draw("q", f"{a} {b} {c} {d} {e} {f} cm", *seen.content, "Q")
    document = read_layer(pdf(page), "t.pdf")
    grid, below = document.blocks
    assert isinstance(grid, Grid)
    assert cells(grid) == table.truth
    assert grid.bbox == pytest.approx((30, 40, 230, 110), abs=0.6)
    assert isinstance(below, Paragraph)
    assert below.text == "Bawah tabel"
    assert below.bbox is not None
    assert below.bbox[:2] == pytest.approx((30, 142.5), abs=0.5)


def test_text_turned_inside_a_header_cell_is_read_along_its_direction() -> None:
    page = Page()
    for x in (50, 90, 130, 230):
        page.line(x, 100, x, 220)
    for top in (100, 190, 220):
        page.line(50, top, 230, top)
    page.text(65, 185, "Indikator Kinerja", angle=90).text(80, 185, "Program", angle=90)
    page.text(115, 105, "Target Capaian", angle=270).text(100, 105, "Tahun 2023", angle=270)
    page.text(140, 140, "Lokasi")
    for x, text in ((55, "1"), (95, "2"), (135, "3")):
        page.text(x, 205, text)
    assert [[cell.text for cell in grid.cells] for grid in grids(pdf(page))] == [
        ["Indikator Kinerja\nProgram", "Target Capaian\nTahun 2023", "Lokasi", "1", "2", "3"]
    ]


def test_text_that_overflows_goes_to_the_cell_of_its_middle() -> None:
    table = simple()
    table = Table(table.xs, table.ys, table.boxes, (("PENYELENGGARA",), *table.texts[1:]))
    assert [cells(grid) for grid in grids(pdf(drawn(table)))] == [table.truth]


def test_a_table_that_the_page_cuts_off_keeps_its_words_and_no_others() -> None:
    page = Page(width=300, height=200)
    for y in (50, 80, 110):
        page = page.line(40, y, 420, y)
    for x in (40, 160, 250, 420):
        page = page.line(x, 50, x, 110)
    page = page.text(45, 70, "Rapat").text(165, 70, "2 kali").text(255, 70, "PRAKIRAANMAJU").text(370, 70, "MAJU")
    page = page.text(45, 100, "Pameran").text(165, 100, "1 kali").text(255, 100, "12").text(340, 100, "9.000.000")
    document = read_layer(pdf(page), "t.pdf")
    assert paragraphs(document) == []
    (table,) = [block for block in document.blocks if isinstance(block, Grid)]
    assert [c.text for c in table.cells] == ["Rapat", "2 kali", "PRAKIRAANMAJU", "Pameran", "1 kali", "12"]


def test_bold_and_indent_of_cells() -> None:
    page = Page()
    for x in (50, 200, 260):
        page.line(x, 100, x, 180)
    for top in (100, 120, 140, 160, 180):
        page.line(50, top, 260, top)
    page.text(55, 114, "PROGRAM A", font="B").text(205, 114, "tebal", font="B").text(235, 114, "tidak")
    page.text(67, 134, "Kegiatan A")
    page.text(79, 154, "Sub kegiatan A")
    page.text(55, 174, "JUMLAH").text(240, 134, "100").text(205, 154, "1")
    (grid,) = grids(pdf(page))
    first = [cell for cell in grid.cells if cell.col == 0]
    assert [cell.indent for cell in first] == pytest.approx([0, 12, 24, 0], abs=0.2)
    assert [cell.bold for cell in grid.cells] == [True, False, *[False] * 6]
    assert [cell.indent for cell in grid.cells if cell.col == 1] == [0, 0, 0, 0]


def test_a_dense_page_of_short_lines_is_read_in_good_time() -> None:
    page = Page(width=1200, height=900)
    for row in range(100):
        for col in range(100):
            page.rect(20 + col * 11, 20 + row * 8, 31 + col * 11, 20.4 + row * 8)
            page.rect(20 + col * 11, 20 + row * 8, 20.4 + col * 11, 28 + row * 8)
    page.line(20, 820, 1120, 820).line(1120, 20, 1120, 820).text(22, 27, "1", size=6)
    (grid,) = grids(pdf(page))
    assert (grid.n_rows, grid.n_cols, len(grid.cells)) == (100, 100, 10_000)


def narrow(lines: list[str], *, trailing: bool) -> list[str]:
    """Return the texts of a table whose lines end in a space or not, a narrow column holding `lines`."""
    page = Page()
    for x in (50, 76, 200):
        page.line(x, 100, x, 200)
    for top in (100, 200):
        page.line(50, top, 200, top)
    space = " " if trailing else ""
    page.lines(53, 115, lines, size=9).lines(79, 115, [f"Meningkatnya mutu{space}", "layanan kantor"], size=9)
    return [cell.text for grid in grids(pdf(page)) for cell in grid.cells]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["1.25", "0.00", "0"], "1.250.000"),
        (["1500", "0 unit"], "15000 unit"),
        (["100,", "50%"], "100,50%"),
        (["100 ", "50%"], "100 \n50%"),
        (["10", "20"], "10\n20"),
        (["kata", "20"], "kata\n20"),
    ],
)
def test_a_number_cut_by_a_narrow_cell_is_whole_where_spaces_prove_it(lines: list[str], text: str) -> None:
    assert narrow(lines, trailing=True)[0] == text
    assert narrow(lines, trailing=False)[0] == "\n".join(lines)


@pytest.mark.parametrize(
    ("lines", "whole"),
    [(["Penda", "patan"], "Pendapatan"), (["PENDA", "PATAN"], "PENDAPATAN"), (["1 kur", "si"], "1 kur\nsi")],
)
def test_a_word_wider_than_its_cell_is_whole_where_spaces_prove_it(lines: list[str], whole: str) -> None:
    page = Page()
    # Room for a space behind the first line, but not for a letter.
    room = 2 * 3 + pdfmetrics.stringWidth(lines[0], "Helvetica", 9) + 0.4 * 9
    for x in (50, 50 + room, 200):
        page.line(x, 100, x, 200)
    for top in (100, 200):
        page.line(50, top, 200, top)
    page.lines(53, 115, lines, size=9).lines(53 + room, 115, ["Meningkatnya mutu ", "layanan kantor"], size=9)
    assert next(cell.text for grid in grids(pdf(page)) for cell in grid.cells) == whole


def test_columns_parted_by_a_merged_cell_that_the_page_cuts_twice_are_one_table() -> None:
    page = Page()
    for x in (50, 70, 120, 200, 300):
        page.line(x, 80, x, 260)
    for top in (110, 140, 170, 200, 230, 260):
        page.line(50, top, 70, top).line(120, top, 200, top)
    for row in range(6):
        page.text(53, 95 + 30 * row, str(row)).text(123, 95 + 30 * row, f"nama {row}")
    (grid,) = grids(pdf(page))
    assert (grid.n_rows, grid.n_cols) == (6, 4)
    assert_tiles(grid)
    assert [(c.row, c.col, c.row_span) for c in grid.cells if c.row_span > 1] == [(0, 1, 6), (0, 3, 6)]


def test_blank_ends_of_ragged_rows_are_a_cell_in_each_row() -> None:
    page = Page()
    for top in (100, 130, 160, 190):
        page.line(50, top, 300 if top < 160 else 200, top)
    for x in (50, 120, 200):
        page.line(x, 100, x, 190)
    for x in (250, 300):
        page.line(x, 100, x, 130)
    for row in range(3):
        page.text(53, 118 + 30 * row, f"r{row}").text(123, 118 + 30 * row, f"s{row}")
    page.text(203, 118, "t").text(253, 118, "u")
    (grid,) = grids(pdf(page))
    assert (grid.n_rows, grid.n_cols) == (3, 4)
    assert_tiles(grid)
    assert all(c.row_span == c.col_span == 1 for c in grid.cells)
