"""Rows of tables without lines between them: where one cell goes on beside several, and at which height cells stand."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from extractor.reading.document import Grid
from tests.reading.pdf.making import Page, pdf, read_layer

COLUMNS = {"Program": 60, "Indikator": 160, "Target": 260, "Pagu": 330, "Prakiraan": 400, "Sumber": 460}


def grid(*pages: Page) -> Grid:
    (found,) = (block for block in read_layer(pdf(*pages), "t.pdf").blocks if isinstance(block, Grid))
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
        page.lines(60, top, name, size=8, pitch=9.6).text(330, top, f"{number + 1}.250.000", size=8)
        for at, target in ((0.0, "2"), (9.6 + 12.8, "3")):
            page.lines(160, top + at, ("Jumlah paket yang", "disediakan"), size=8, pitch=9.6)
            page.text(260, top + at, f"{target} Paket", size=8)
        top += 5 * 9.6 + 6
    found = grid(page)
    assert column(found, 0) == [(row, 2, "\n".join(name)) for row in (1, 3, 5)]
    assert column(found, 1) == [(row, 1, "Jumlah paket yang\ndisediakan") for row in range(1, 7)]
    assert column(found, 2) == [(row, 1, f"{2 + (row + 1) % 2} Paket") for row in range(1, 7)]


Row = tuple[tuple[str, ...], list[tuple[tuple[str, ...], str]], str]
"""The lines of a name, the lines of each of its indicators with its target, and an amount."""


def standing(height: float, table: list[Row], page: Page) -> Page:
    """Write rows whose cells stand at a height: 0 at the top, 0.5 in the middle, 1 at the bottom of what they cover."""
    top = 80.0

    def write(x: float, lines: tuple[str, ...], room: float, start: float) -> None:
        page.lines(x, start + height * 9.6 * (room - len(lines)), lines, size=8, pitch=9.6)

    for name, indicators, amount in table:
        own: list[float] = [len(lines) for lines, _ in indicators]
        gaps = 6 * (len(own) - 1) / 9.6
        room = max(sum(own) + gaps, len(name))
        write(60, name, room, top)
        for x, text in ((330, amount), (400, amount), (460, "APBD")) if amount else ():
            write(x, (text,), room, top)
        own[-1] += room - sum(own) - gaps
        at = top
        for (lines, wanted), high in zip(indicators, own, strict=True):
            write(160, lines, high, at)
            write(260, (wanted,), high, at)
            at += 9.6 * high + 6
        top += 9.6 * room + 6
    return page


INDICATOR = ("Jumlah hasil yang", "dicapai tahun ini")
LONG = ("Pembinaan dan", "pengawasan atas", "kelompok usaha", "bersama warga", "di desa")


UNITS = ("Paket", "Orang", "Dokumen", "Unit", "Kelompok")


def target(row: int, at: int) -> str:
    return f"{(row + at) ** 4} {UNITS[(row + at) % len(UNITS)]}"


def named(*counts: int, name: tuple[str, ...] = ("Pembinaan",), number: str = "") -> list[Row]:
    """Return rows with an indicator or several, their names numbered in a form."""
    return [
        (
            (f"{number.format(row)}{name[0]}", *name[1:]),
            [(INDICATOR, target(row, at)) for at in range(count)],
            f"{row}.250.000",
        )
        for row, count in enumerate(counts, start=1)
    ]


def test_names_at_the_bottom_of_several_rows() -> None:
    found = grid(standing(1, named(1, 2, 1, 3, 2, 1, name=LONG), heads()))
    starts = [(1, 1), (2, 2), (4, 1), (5, 3), (8, 2), (10, 1)]
    assert [(row, span) for row, span, _ in column(found, 0)] == starts
    assert [text for _, _, text in column(found, 2)] == [
        target(row, at) for row, count in enumerate((1, 2, 1, 3, 2, 1), 1) for at in range(count)
    ]
    assert [text for _, _, text in column(found, 3)] == [f"{row}.250.000" for row in range(1, 7)]


def test_rows_of_one_indicator_at_the_bottom() -> None:
    found = grid(standing(1, named(1, 1, 1, 1, name=LONG[:3]), heads()))
    assert [(row, span) for row, span, _ in column(found, 0)] == [(row, 1) for row in range(1, 5)]
    assert [text for _, _, text in column(found, 2)] == [target(row, 0) for row in range(1, 5)]


def doubted(page: Page) -> list[str]:
    return [doubt.code for doubt in read_layer(pdf(page), "t.pdf").doubts]


def test_rows_without_a_name_at_the_bottom_that_nothing_settles_are_doubted() -> None:
    page = standing(1, named(1, 2, 1, 2, 1), heads())
    assert doubted(page) == ["row-misaligned"]
    assert doubted(standing(1, named(1, 1, 1, 1, 1), heads())) == []
    assert doubted(standing(1, named(1, 2, 1, 3, 2, 1, name=LONG), heads())) == []


def test_numbered_names_in_the_middle_of_several_rows() -> None:
    found = grid(standing(0.5, named(2, 1, 3, 2, 1, number="{0}. "), heads()))
    assert [(row, span) for row, span, _ in column(found, 0)] == [(1, 2), (3, 1), (4, 3), (7, 2), (9, 1)]
    assert [text for _, _, text in column(found, 3)] == [f"{row}.250.000" for row in range(1, 6)]


def test_rows_without_a_name_in_the_middle_are_doubted() -> None:
    assert doubted(standing(0.5, named(1, 2, 1, 3, 1), heads())) == []
    bare: list[Row] = [((), [(INDICATOR, "7 Paket")], "")]
    rows = [*named(1, 1), *bare, *named(1, 1, 1)]
    assert doubted(standing(0.5, rows, heads())) == ["row-misaligned"]


def test_amounts_and_codes_that_narrow_cells_cut_are_one_row() -> None:
    page = Page()
    for x, head in ((60, "Kode"), (130, "Program"), (240, "Pagu"), (320, "Prakiraan")):
        page.text(x, 60, head, size=8)
    for number in range(6):
        top = 80 + 26 * number
        page.lines(60, top, ("1.20.01.15", f".0{number + 1}"), size=8, pitch=9.6)
        page.lines(130, top, ("Pembinaan warga", "di desa"), size=8, pitch=9.6)
        page.lines(240, top, (f"{number + 1}26.000.856,0", "0"), size=8, pitch=9.6)
        page.lines(320, top, (f"{number + 1}.138.600.941", ",00"), size=8, pitch=9.6)
    found = grid(page)
    assert [row for row, _, _ in column(found, 1)] == list(range(1, 7))
    assert column(found, 0)[1] == (2, 1, "1.20.01.15\n.02")
    assert column(found, 2)[1] == (2, 1, "226.000.856,0\n0")


def test_texts_close_beside_amounts_below_a_drawn_header() -> None:
    page = Page()
    edges = (50, 150, 220, 280, 340)
    for top in (50, 70):
        page.line(edges[0], top, edges[-1], top)
    for x, head in zip(edges, ("Program", "Pagu", "Sumber", "Target", ""), strict=True):
        page.line(x, 50, x, 70)
        page.text(x + 3, 63, head, size=8)
    amounts = ("1.250.000", "750.000", "12.500.000", "2.000.000", "999.000")
    for number, amount in enumerate(amounts):
        top = 84 + 16 * number
        page.text(53, top, f"Pembinaan {'abcde'[number]}", size=8).text(221.1, top, "APBD", size=8)
        page.text(219 - stringWidth(amount, "Helvetica", 8), top, amount, size=8)
        page.text(283, top, f"{number**3} Unit", size=8)
    body = [block for block in read_layer(pdf(page), "t.pdf").blocks if isinstance(block, Grid)][-1]
    assert [cell.text for cell in body.cells if cell.col == 1][-5:] == list(amounts)
    assert [cell.text for cell in body.cells if cell.col == 2][-5:] == ["APBD"] * 5


def test_one_row_of_several_lines_below_a_drawn_header() -> None:
    page = Page()
    edges = (50, 150, 250, 310, 370, 430)
    for top in (50, 70):
        page.line(edges[0], top, edges[-1], top)
    for x, head in zip(edges, ("Program", "Indikator", "Target", "Pagu", "Prakiraan", ""), strict=True):
        page.line(x, 50, x, 70)
        page.text(x + 3, 63, head, size=8)
    name = ("PROGRAM PENUNJANG", "URUSAN PEMERINTAHAN", "DAERAH PROVINSI")
    page.lines(53, 82, name, size=8, pitch=9.6)
    indicator = ("Persentase capaian", "program penunjang", "urusan pemerintahan")
    page.lines(153, 82, indicator, size=8, pitch=9.6)
    for x, text in ((253, "95%"), (313, "1.754.843"), (373, "1.954.843")):
        page.text(x, 82, text, size=8)
    body = [block for block in read_layer(pdf(page), "t.pdf").blocks if isinstance(block, Grid)][-1]
    texts = ["\n".join(name), "\n".join(indicator), "95%", "1.754.843", "1.954.843"]
    assert [cell.text for cell in body.cells][-5:] == texts


def test_indicators_of_merged_rows_on_a_page_of_more_names_than_indicators_are_doubted() -> None:
    page, top = heads().text(20, 60, "Kode", size=8), 80.0
    for number in range(5):
        page.lines(60, top, ("URUSAN WAJIB", f"bagian {'abcde'[number]}"), size=8, pitch=9.6)
        page.text(20, top + 4.8, f"1.0{number}", size=8)
        page.text(330, top + 4.8, f"{number + 2}.500.000", size=8).text(400, top + 4.8, f"{number + 3}.500.000", size=8)
        top += 26
    for number in range(3):
        page.lines(160, top, INDICATOR, size=8, pitch=9.6).text(260, top + 4.8, target(number + 1, 0), size=8)
        if number == 1:
            page.lines(60, top, ("Rehabilitasi air", "minum"), size=8, pitch=9.6)
            page.text(20, top + 4.8, "1.05", size=8)
            page.text(330, top + 4.8, "1.250.000", size=8).text(400, top + 4.8, "1.350.000", size=8)
        top += 26
    page.text(20, top, "1.06", size=8).text(60, top, "URUSAN PILIHAN", size=8).text(330, top, "9.250.000", size=8).text(
        400, top, "9.350.000", size=8
    )
    assert doubted(page) == ["row-misaligned"]


def test_lists_of_indicators_and_targets_in_one_cell_are_one_row() -> None:
    page, top = heads(), 80.0
    names = ("Pembinaan tani", "Air minum", "Penataan desa", "Jalan kota", "Arsip daerah")
    for number, name in enumerate(names):
        page.text(60, top, name, size=8)
        page.lines(160, top, ("- Hasil kelompok tani", "- Keluaran", "- Cakupan", "- Mutu"), size=8, pitch=9.6)
        page.lines(260, top, ("12 Kelompok", f"{number} Unit", f"{number**2} Unit", "7 Unit"), size=8, pitch=9.6)
        page.text(330, top, f"{number + 1}.250.000", size=8).text(400, top, f"{number + 2}.250.000", size=8)
        top += 4 * 9.6 + 5
    found = grid(page)
    assert column(found, 0) == [(row, 1, name) for row, name in enumerate(names, 1)]
    assert [text.split("\n")[2] for _, _, text in column(found, 2)] == [f"{n**2} Unit" for n in range(5)]


def test_a_row_alone_below_a_drawn_header_is_read_as_those_below_the_same_header_on_the_next_page() -> None:
    pages = []
    edges = (55, 155, 255, 325, 395, 455, 500)
    for table in (named(1, name=LONG), named(1, 1, 1, 1, name=LONG)):
        page = heads()
        for top in (50, 64):
            page.line(edges[0], top, edges[-1], top)
        for x in edges:
            page.line(x, 50, x, 64)
        pages.append(standing(1, table, page))
    found = [block for block in read_layer(pdf(*pages), "t.pdf").blocks if isinstance(block, Grid)]
    bodies = [block for block in found if "Program" not in {cell.text for cell in block.cells}]
    assert [body.n_rows for body in bodies] == [1, 4]
    assert bodies[0].cells[0].text == "\n".join(LONG)
