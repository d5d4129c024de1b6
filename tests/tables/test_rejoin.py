from __future__ import annotations

import pytest

from extractor.tables.model import LogicalTable
from extractor.tables.rejoin import join_texts
from tests.tables.notation import BODY, EDGES, HEADER, Rows, flow, grid, texts
from tests.tiling import assert_tiles

START = [*HEADER, *BODY]


def joined(above: Rows, below: Rows) -> LogicalTable:
    made = flow(grid([*START, *above], page=1, edges=EDGES), grid(below, page=2, edges=EDGES))
    (table,) = made.tables
    assert_tiles(table)
    return table


NAME = "Penyediaan makanan dan minuman rapat"


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        (
            ["5", "Penyediaan gas, bahan bakar,", "12 bulan", "2.676.141.000", "Kota"],
            ["", "Perjalanan Dinas", "", "", ""],
            ["5", "Penyediaan gas, bahan bakar,\nPerjalanan Dinas", "12 bulan", "2.676.141.000", "Kota"],
        ),
        (
            ["5", "Pengembangan usaha", "12 bulan", "2.676.141.000", "dikerjakan"],
            ["", "kecil dan menengah", "", "", "bersama desa"],
            ["5", "Pengembangan usaha\nkecil dan menengah", "12 bulan", "2.676.141.000", "dikerjakan\nbersama desa"],
        ),
        (
            ["5", NAME, "12 bulan", "1.469.855.", ""],
            ["", "", "", "675", ""],
            ["5", NAME, "12 bulan", "1.469.855.675", ""],
        ),
        (
            ["5", NAME, "12 bulan", "1.469.8", ""],
            ["", "", "", "55.675", ""],
            ["5", NAME, "12 bulan", "1.469.855.675", ""],
        ),
        (
            ["5", NAME, "12 bulan", "Rp", ""],
            ["", "", "", "469.855.675", ""],
            ["5", NAME, "12 bulan", "Rp\n469.855.675", ""],
        ),
        (["5", NAME, "1 paket", "5.000.000", "a"], ["", "", "", "", ""], ["5", NAME, "1 paket", "5.000.000", "a"]),
        (
            ["5", NAME, "1 paket", "5.000.000", "1. kurang alat\n2. kurang tenaga"],
            ["", "", "", "", "3. Kurang informasi"],
            ["5", NAME, "1 paket", "5.000.000", "1. kurang alat\n2. kurang tenaga\n3. Kurang informasi"],
        ),
    ],
)
def test_a_row_cut_by_a_page_break_is_one_row(above: list[str], below: list[str], whole: list[str]) -> None:
    after = ["6", "Rapat koordinasi", "2 kali", "8.000.000", ""]
    table = joined([above], [below, after])
    assert texts(table) == [*START, whole, after]


@pytest.mark.parametrize(
    "below",
    [
        ["5", "rapat lanjutan", "2 kali", "8.000.000", ""],
        ["", "Persentase laporan tepat waktu", "100%", "", ""],
        ["", "", "200 orang", "", ""],
        ["", "", "", "136.400.500", ""],
        ["", "Bidang Perdagangan", "", "", ""],
        ["", "PROGRAM PENUNJANG URUSAN", "", "750.000.000", ""],
    ],
)
def test_a_row_of_its_own_is_not_joined(below: list[str]) -> None:
    table = joined([], [below, ["7", "Rapat koordinasi", "2 kali", "8.000.000", ""]])
    assert texts(table)[len(START)] == below


def test_a_cut_cell_keeps_the_place_of_its_first_part() -> None:
    table = joined([["5", "Pengembangan usaha", "1 paket", "5.000.000", ""]], [["", "kecil dan menengah", "", "", ""]])
    cell = table.view[len(START)][1]
    assert (cell.page, cell.row_span) == (1, 1)
    assert table.pages == (1, 2)


WIDE = [
    ["No", "Program", "Indikator", "Target", "Pagu"],
    ["1", "Pengembangan industri kecil", "Jumlah industri dibina", "50 IKM", "177.000.000"],
    ["2", "Pemberdayaan rumah kemasan", "Terlaksananya peningkatan kemasan", "50 produk", "200.000.000"],
    ["^", "^", "Lomba desain kemasan", "100 pelajar", "^"],
]


def test_a_merged_cell_cut_by_the_page_goes_on() -> None:
    below = [
        ["", "", "Terlatihnya anggota kelompok", "100 anggota", ""],
        ["^", "^", "Terlaksananya pendataan", "15 unit", "^"],
        ["3", "Klinik merek", "Terdaftarnya merek", "20 merek", "75.000.000"],
    ]
    (table,) = flow(grid(WIDE, page=1, edges=EDGES), grid(below, page=2, edges=EDGES)).tables
    assert_tiles(table)
    assert table.view[5][1].text == "Pemberdayaan rumah kemasan"
    assert table.view[5][4].row_span == 4
    assert table.view[4][2].text == "Terlatihnya anggota kelompok"


def test_a_blank_cell_merged_beside_a_merged_name_goes_on_as_it_does() -> None:
    above = [*WIDE[:2], ["", *WIDE[2][1:]], WIDE[3]]
    below = [
        ["", "", "Terlatihnya anggota kelompok", "100 anggota", ""],
        ["^", "^", "Terlaksananya pendataan", "15 unit", "^"],
    ]
    (table,) = flow(grid(above, page=1, edges=EDGES), grid(below, page=2, edges=EDGES)).tables
    assert_tiles(table)
    assert (table.view[5][0].row_span, table.view[5][1].row_span) == (4, 4)


def test_a_merged_cell_does_not_reach_into_a_row_of_sums() -> None:
    below = [["", "", "", "", "377.000.000"], ["3", "Klinik merek", "Terdaftarnya merek", "20 merek", "75.000.000"]]
    (table,) = flow(grid(WIDE, page=1, edges=EDGES), grid(below, page=2, edges=EDGES)).tables
    assert table.view[4][1].text == ""


def test_word_parts_are_never_joined_row_to_row() -> None:
    above, below = ["5", "Pengembangan usaha", "1 paket", "5.000.000", ""], ["", "kecil dan menengah", "", "", ""]
    (table,) = flow(grid([*START, above], edges=EDGES), " ", grid([below], edges=EDGES)).tables
    assert texts(table)[-2:] == [above, below]


def test_a_blank_cell_over_several_named_rows_goes_on_from_above() -> None:
    above = ["5", "Pengadaan komputer", "2 unit", "24.000.000", "PAD"]
    below = [
        ["6", "Pemeliharaan gedung", "1 paket", "150.000.000", ""],
        ["7", "Pemeliharaan kendaraan", "3 unit", "31.000.000", "^"],
    ]
    table = joined([above], below)
    assert table.view[-1][4].text == "PAD"
    assert table.view[-1][4].row_span == 3


def test_a_blank_cell_of_one_named_row_stays_blank() -> None:
    above = ["5", "Pengadaan komputer", "2 unit", "24.000.000", "PAD"]
    below = [["6", "Pemeliharaan gedung", "1 paket", "", "a"], ["^", "^", "2 unit", "^", "b"]]
    assert joined([above], below).view[-1][3].text == ""


def test_a_cut_in_capitals_is_known_by_the_whole_text_elsewhere_in_the_column() -> None:
    above = ["5", "Penyelenggaraan", "1 paket", "5.000.000", "Kantor"]
    below = [
        ["", "Urusan Umum", "", "", "Kec. Malawa"],
        ["6", "Rapat koordinasi", "2 kali", "8.000.000", "Kantor Kec. Malawa"],
    ]
    table = joined([above], below)
    assert table.view[len(START)][1].text == "Penyelenggaraan\nUrusan Umum"


def test_a_row_whose_blank_cells_do_not_fit_is_no_cut_row() -> None:
    first = grid([["No", "Program", "Pagu"], ["1", "Penataan pasar dan", "1.000"]], page=1)
    second = grid([["", "<", "pedagang"], ["2", "Pembinaan", "2.000"]], page=2)
    for table in flow(first, second).tables:
        assert sum(cell.row_span * cell.col_span for cell in table.cells) == table.n_rows * table.n_cols


CODES = [
    ["1.01.02", "Program Pendidikan", "95%", "1.250.000", ""],
    ["1.01.02.01", "Rapat koordinasi", "12 kali", "8.400.000", ""],
    ["1.01.02.02", "Pemeliharaan gedung", "1 unit", "95.000.000", ""],
]


@pytest.mark.parametrize(
    ("above", "below"), [("1.01.02.0", "3"), ("1.01.02.", "03"), ("1.01.0", "2.03"), ("1.01.02", ".03")]
)
def test_a_code_cut_in_two_is_one(above: str, below: str) -> None:
    start = [*HEADER, *CODES, [above, "Pengadaan", "2 unit", "5.000.000", ""]]
    rest = [[below, "komputer", "", "", ""], ["1.01.02.04", "Pengadaan meja", "2 unit", "6.000.000", ""], *CODES]
    (table,) = flow(grid(start, page=1, edges=EDGES), grid(rest, page=2, edges=EDGES)).tables
    assert texts(table)[len(start) - 1] == ["1.01.02.03", "Pengadaan\nkomputer", "2 unit", "5.000.000", ""]


def test_row_numbers_are_no_cut_codes() -> None:
    body = [
        [str(number), f"Kegiatan {'abcdefghijklm'[number - 1]}", "1 unit", "5.000.000", ""] for number in range(1, 14)
    ]
    (table,) = flow(grid([*HEADER, *body[:1]], page=1, edges=EDGES), grid(body[1:], page=2, edges=EDGES)).tables
    assert texts(table) == [*HEADER, *body]


LISTS = [
    ["1", "Rapat", "12 kali\n3 unit", "1.250.000", "- jumlah rapat\n- jumlah meja"],
    ["2", "Gedung", "1 unit\n4 unit", "8.400.000", "- jumlah gedung\n- jumlah pagar"],
]


def test_a_list_in_a_cell_goes_on_over_the_break() -> None:
    above, below = (
        ["3", "Kendaraan", "2 unit", "95.000.000", "- jumlah mobil"],
        ["", "", "5 unit", "", "- jumlah motor"],
    )
    (table,) = flow(
        grid([*HEADER, *LISTS, above], page=1, edges=EDGES), grid([below, *LISTS], page=2, edges=EDGES)
    ).tables
    whole = ["3", "Kendaraan", "2 unit\n5 unit", "95.000.000", "- jumlah mobil\n- jumlah motor"]
    assert texts(table) == [*HEADER, *LISTS, whole, *LISTS]


def test_items_with_rows_of_their_own_are_not_joined() -> None:
    rows = [["1", "Rapat", "12 kali", "1.250.000", "- jumlah rapat"], ["", "", "3 unit", "", "- jumlah meja"]]
    (table,) = flow(
        grid([*HEADER, *rows, rows[0]], page=1, edges=EDGES), grid([rows[1], *rows], page=2, edges=EDGES)
    ).tables
    assert texts(table) == [*HEADER, *rows, *rows, *rows]


def test_the_words_of_a_merged_cell_go_on_beside_a_new_row() -> None:
    above = [["5", "Pengadaan", "2 unit", "5.000.000", "Dinas Perpustakaan dan"]]
    below = [["6", "Gedung", "1 unit", "7.000.000", "Kearsipan"], ["7", "Pagar", "3 unit", "9.000.000", "^"]]
    table = joined(above, below)
    assert texts(table)[-3:] == [
        [*above[0][:4], "Dinas Perpustakaan dan\nKearsipan"],
        [*below[0][:4], "^"],
        [*below[1][:4], "^"],
    ]


def test_a_merged_cell_of_another_text_begins_anew() -> None:
    above = [["5", "Pengadaan", "2 unit", "5.000.000", "Dinas Sosial"]]
    below = [["6", "Gedung", "1 unit", "7.000.000", "Dinas Kesehatan"], ["7", "Pagar", "3 unit", "9.000.000", "^"]]
    assert texts(joined(above, below))[-2:] == below


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("1.2", "50 kali", "1.250 kali"),
        ("92,", "5%", "92,5%"),
        ("10", "0%", "100%"),
        ("15", "0 hektar", "150 hektar"),
        ("12", "36 desa", "12\n36 desa"),
    ],
)
def test_a_quantity_cut_in_two_is_whole_where_its_rest_is_none(above: str, below: str, whole: str) -> None:
    assert join_texts(above, below) == whole


def test_an_amount_cut_in_its_decimals_is_whole() -> None:
    table = joined([["5", NAME, "12 bulan", "1.717.500.000,0", "APBD,"]], [["", "", "", "0", "DAK"]])
    assert texts(table)[-1] == ["5", NAME, "12 bulan", "1.717.500.000,00", "APBD,\nDAK"]


NAMED = [
    ["1.01.01", "Rapat", "jumlah rapat", "12 kali", "1.250.000"],
    ["^", "^", "jumlah peserta", "40 orang", "^"],
    ["1.01.02", "Gedung", "jumlah gedung", "1 unit", "8.400.000"],
]


@pytest.mark.parametrize("last", [[], [["^", "^", "jumlah penumpang", "9 orang", "^"]]])
def test_a_name_cut_where_its_next_indicator_begins_is_one(last: Rows) -> None:
    above = ["1.01.03", "Pengadaan Kendaraan", "jumlah mobil", "2 unit", "95.000.000"]
    below = [["", "Dinas", "Jumlah motor", "5 unit", ""], *last]
    (table,) = flow(
        grid([*HEADER, *NAMED, above], page=1, edges=EDGES), grid([*below, *NAMED], page=2, edges=EDGES)
    ).tables
    start = len(HEADER) + len(NAMED)
    assert table.view[start][1].text == "Pengadaan Kendaraan\nDinas"
    assert [table.view[start][col].row_span for col in range(5)] == [2 + len(last), 2 + len(last), 1, 1, 2 + len(last)]


def test_a_name_without_code_and_amount_is_a_row_where_others_are_too() -> None:
    above = ["1.01.03", "Pengadaan Kendaraan", "jumlah mobil", "2 unit", "95.000.000"]
    group = ["", "Urusan Umum", "Jumlah layanan", "5 unit", ""]
    (table,) = flow(
        grid([*HEADER, *NAMED, above], page=1, edges=EDGES), grid([group, *NAMED, group], page=2, edges=EDGES)
    ).tables
    assert table.view[len(HEADER) + len(NAMED) + 1][1].text == "Urusan Umum"


CODED = [
    ["Kode", "Kegiatan", "Indikator", "Target", "Pagu"],
    ["1.01.01", "Pengelolaan sekolah dasar", "Jumlah sekolah", "50 unit", "177.000.000"],
    ["1.01.02", "Koordinasi Upaya Penyelenggaraan", "Jumlah rapat", "12 kali", "200.000.000"],
]


def test_a_name_without_code_and_amount_is_the_rest_of_one() -> None:
    after = ["1.01.03", "Rapat koordinasi", "Jumlah rapat", "2 kali", "8.000.000"]
    rest = ["", "Ketenteraman dan Ketertiban", "", "", ""]
    made = flow(grid(CODED, page=1, edges=EDGES), grid([rest, after], page=2, edges=EDGES))
    (table,) = made.tables
    assert texts(table)[2][1] == "Koordinasi Upaya Penyelenggaraan\nKetenteraman dan Ketertiban"
    assert texts(table)[3] == after
    heading = flow(grid(CODED, page=1, edges=EDGES), grid([rest, after], page=2, edges=EDGES, bold=[0]))
    assert texts(heading.tables[0])[3] == rest
