from __future__ import annotations

import pytest

from extractor.tables.header import find_header
from extractor.tables.text import heading_line
from tests.tables.notation import BODY, HEADER, Rows, flow, grid, texts


def paths(rows: Rows) -> tuple[tuple[str, ...], ...]:
    return flow(grid(rows)).tables[0].paths


@pytest.mark.parametrize(
    "numbers",
    [
        ["1", "2", "3", "4", "5"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["1", "2", "3", "4", "5=(4/3)"],
        ["1", "2", "7", "8 (7/6)", "11 =(10/4)"],
        ["2", "3", "4", "5", ""],
        ["1", "2", "4", "4", "5"],
        ["1", "2", "3", "<", "4"],
        ["1", "3", "4", "5", "(3+4)"],
        ["a", "b", "c", "d", "e"],
    ],
)
def test_the_row_of_column_numbers_ends_the_header(numbers: list[str]) -> None:
    rows = [*HEADER[:2], numbers, *BODY]
    assert find_header(grid(rows)).rows == 3
    assert paths(rows) == (
        ("No",),
        ("Program/Kegiatan",),
        ("Rencana Tahun 2024", "Target"),
        ("Rencana Tahun 2024", "Pagu (Rp)"),
        ("Catatan",),
    )


UNITS = [
    ["No", "Kegiatan", "Target Renstra", "<", "Triwulan", "<", "<", "<"],
    ["^", "^", "^", "^", "I", "<", "II", "<"],
    ["1", "2", "3", "<", "4", "<", "5", "<"],
    ["", "", "K", "Rp", "K", "Rp", "K", "Rp"],
    ["1", "Rapat koordinasi", "12", "5.000.000", "3", "1.250.000", "", "-"],
]


def test_units_below_the_numbers_belong_to_the_header() -> None:
    table = flow(grid(UNITS)).tables[0]
    assert table.header_rows == 4
    assert table.paths[3] == ("Target Renstra", "Rp")
    assert table.paths[6] == ("Triwulan", "II", "K")


def test_units_beside_a_number_cell_of_two_rows() -> None:
    rows = [*UNITS[:2], ["2", "3", *UNITS[2][2:]], ["^", "^", *UNITS[3][2:]], UNITS[4]]
    assert find_header(grid(rows)).rows == 4


def test_years_are_header_leaves() -> None:
    rows = [
        ["Indikator Sasaran", "Target", "<", "<", "Realisasi", "<"],
        ["^", "2021", "2022", "2023", "2021", "2022"],
        ["Indeks kepuasan masyarakat", "70", "75", "80", "71,5", "74"],
    ]
    table = flow(grid(rows)).tables[0]
    assert table.header_rows == 2
    assert table.paths[4] == ("Realisasi", "2021")


def test_quarters_under_a_group_are_leaves_not_column_numbers() -> None:
    rows = [
        ["No", "Kegiatan", "Triwulan", "<", "<", "<"],
        ["^", "^", "1", "2", "3", "4"],
        ["1", "Rapat koordinasi", "2", "2", "3", "3"],
    ]
    assert paths(rows)[4] != ("Triwulan",)


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([["No", "Tujuan", "Sasaran"], ["1", "Meningkatnya mutu pelayanan publik", "Indeks naik"]], 1),
        (
            [["Masalah Pokok", "Masalah", "Akar Masalah"], ["Daya saing industri rendah", "Mesin tua", "Modal kurang"]],
            1,
        ),
        ([["Uraian", "Jumlah"], ["Pegawai negeri", "21"], ["Tenaga kontrak", "9"]], 1),
        ([["Nama", ":", "Kantor Camat"], ["Alamat", ":", "Jalan Raya 1"]], 0),
        ([["1", "Rapat koordinasi", "12 kali"], ["2", "Sosialisasi", "3 kali"]], 0),
        (BODY, 0),
        ([["", "PROGRAM PENUNJANG", "", "275.000.000", ""], *BODY], 0),
    ],
)
def test_a_header_without_numbers_is_found_by_what_speaks_for_it(rows: Rows, count: int) -> None:
    assert find_header(grid(rows)).rows == count


def test_bold_speaks_for_a_header() -> None:
    rows = [["Bidang", "Isu"], ["Perdagangan dalam negeri", "Harga naik"], ["Industri kecil", "Modal kurang"]]
    assert find_header(grid(rows, bold=[0])).rows == 1


def test_rows_the_file_marks_as_header_are_believed_but_not_where_they_hold_amounts() -> None:
    rows = [["Sifat apa", "Hal mana"], ["begini", "begitu"], ["lain", "lagi"]]
    assert find_header(grid(rows, marked=1)).rows == 1
    assert find_header(grid([*HEADER[:2], *BODY], marked=4)).rows == 2


def test_a_full_width_group_row_of_a_continuation_is_no_title() -> None:
    rows = [["Unit Organisasi : Dinas Sosial", "<", "<", "<", "<"], *BODY]
    table = flow(grid(rows)).tables[0]
    assert (table.header_rows, table.title) == (0, None)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Peren-\ncanaan", "Perencanaan"),
        ("PEREN-\nCANAAN", "PERENCANAAN"),
        ("rata-\nrata", "rata-rata"),
        ("Perundang-\nundangan", "Perundang-undangan"),
        ("Indikator         Kinerja", "Indikator Kinerja"),
        ("K O D E", "KODE"),
        ("T O T A L   P A G U", "TOTAL PAGU"),
        ("ANGGARA\nN", "ANGGARAN"),
        ("Target\nn", "Target n"),
        ("Lokasi\nKegiatan", "Lokasi Kegiatan"),
        ("Sub-\nkegiatan", "Sub-kegiatan"),
    ],
)
def test_lines_of_a_header_cell_are_joined(text: str, joined: str) -> None:
    assert heading_line(text) == joined


def test_units_above_the_numbers_are_no_amounts() -> None:
    rows = [
        ["No", "Kegiatan", "Target Renstra", "<", "Triwulan", "<", "<", "<"],
        ["^", "^", "K", "Rp", "I", "<", "II", "<"],
        ["1", "2", "3", "<", "4", "<", "5", "<"],
        ["", "", "", "", "K", "Rp", "K", "Rp"],
        ["1", "Rapat koordinasi", "12", "5.000.000", "3", "1.250.000", "", "-"],
    ]
    assert find_header(grid(rows)).rows == 4


def test_a_unit_of_thousands_is_no_amount() -> None:
    rows = [
        ["Kegiatan", "Target", "<", "Realisasi", "<"],
        ["^", "K", "Rp (000)", "K", "Rp.000"],
        ["1", "2", "<", "3", "<"],
        ["Rapat koordinasi", "12", "5.000", "3", "1.250"],
    ]
    assert find_header(grid(rows)).rows == 3


def test_one_rest_of_a_heading_below_a_page_break() -> None:
    edges = (50.0, 80.0, 220.0, 340.0, 480.0)
    rows = [["1", "Kecamatan Timur", "26 Februari", "58 Unit"], ["2", "Kecamatan Utara", "12 Maret", "309 Unit"]]
    above = grid([["NO", "LOKASI", "WAKTU", "JUMLAH ALAT"]], page=1, edges=edges)
    (table,) = flow(above, grid([["", "", "", "YANG DITERA"], *rows], page=2, edges=edges)).tables
    assert texts(table) == [["NO", "LOKASI", "WAKTU", "JUMLAH ALAT\nYANG DITERA"], *rows]
    assert table.header_rows == 1
