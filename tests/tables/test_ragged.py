"""Parts of one table that lack its outer columns, and headers cut between a group and its columns."""

from __future__ import annotations

from extractor.tables.model import LogicalTable
from tests.tables.notation import BODY, EDGES, HEADER, Rows, flow, grid, texts
from tests.tiling import assert_tiles

START = [*HEADER, *BODY]
HEAD = [["No", "Program", "Target", "Realisasi", "Pagu (Rp)", "Ket"], ["1", "2", "3", "4", "5", "6"]]
SIX = (50.0, 64.0, 200.0, 260.0, 320.0, 420.0, 500.0)


def one(*parts: tuple[Rows, tuple[float, ...]]) -> LogicalTable:
    made = flow(*(grid(rows, page=page, edges=edges) for page, (rows, edges) in enumerate(parts, 1)))
    (table,) = made.tables
    assert_tiles(table)
    return table


def test_a_part_without_the_last_column_belongs_to_the_table() -> None:
    table = one((START, EDGES), ([["5", "Pengadaan komputer", "2 unit", "24.000.000"]], EDGES[:-1]))
    assert texts(table)[-1] == ["5", "Pengadaan komputer", "2 unit", "24.000.000", ""]


def test_a_part_without_a_narrow_first_column_is_not_stretched_over_it() -> None:
    body = [["", "Rapat", "12", "11", "5.000.000", ""], ["", "Gedung", "3", "3", "7.500.000", ""]]
    table = one(([*HEAD, *body], SIX), ([["Kendaraan", "4", "2", "9.100.000", "b"]], SIX[1:]))
    assert texts(table)[-1] == ["", "Kendaraan", "4", "2", "9.100.000", "b"]


def test_a_first_part_without_the_last_column_is_widened_by_the_next() -> None:
    rows = [row[:-1] for row in [*HEAD, ["1", "Rapat", "12", "11", "5.000.000", ""]]]
    table = one((rows, SIX[:-1]), ([["2", "Gedung", "3", "3", "7.500.000", "rusak"]], SIX))
    assert texts(table)[2:] == [
        ["1", "Rapat", "12", "11", "5.000.000", ""],
        ["2", "Gedung", "3", "3", "7.500.000", "rusak"],
    ]


def test_a_narrower_grid_with_other_columns_is_another_table() -> None:
    other = grid([["a", "b", "c", "d"]], page=2, edges=(50.0, 120.0, 210.0, 330.0, 420.0))
    assert len(flow(grid(START, page=1, edges=EDGES), other).tables) == 2


def test_a_header_cut_between_a_group_and_its_columns_is_one() -> None:
    above = [["Kode", "Program/Kegiatan", "Rencana Tahun 2024", "Sumber"]]
    below = [
        ["Rekening", "", "Lokasi", "Target", "Pagu (Rp)", "Dana"],
        ["1", "2", "3", "4", "5", "6"],
        ["1.01", "Rapat koordinasi", "Kantor", "12 kali", "5.000.000", "APBD"],
    ]
    table = one((above, (50.0, 100.0, 240.0, 420.0, 500.0)), (below, (50.0, 100.0, 240.0, 300.0, 350.0, 420.0, 500.0)))
    assert table.header_rows == 3
    assert table.paths[0] == ("Kode Rekening",)
    assert table.paths[4] == ("Rencana Tahun 2024", "Pagu (Rp)")
    assert table.paths[5] == ("Sumber Dana",)


def test_rests_of_headings_alone_complete_the_header() -> None:
    head = [["No", "Program", "Rencana", "<", "Catatan"], ["^", "^", "Target", "Pagu", "^"]]
    rests = ["", "", "Capaian", "Indikatif (Rp)", ""]
    table = one((head, EDGES), ([rests, *BODY], EDGES))
    assert table.header_rows == 2
    assert table.paths[2:4] == (("Rencana", "Target Capaian"), ("Rencana", "Pagu Indikatif (Rp)"))
    assert texts(table)[2] == BODY[0]


def test_header_words_that_run_over_into_the_body_are_not_its_text() -> None:
    def head(dana: str) -> list[list[str]]:
        return [["No", "Program", "Target", "Realisasi Renja", dana, "Ket"]]

    rows = [["1", "Rapat", "12", "11", "APBD", ""], ["2", "Gedung", "3", "3", "APBD", ""]]
    over = [["3", "Pagar", "3", "- Tahun", "APBD naan\nmurni", ""], ["4", "Tahun anggaran", "3", "Tahun", "naan", ""]]
    first, second = head("Sumber Pendanaan"), head("Sumber Penda")
    first[0][3] = "Realisasi Renja Tahun 2022"
    table = one(([*first, *rows], SIX), ([*second, *over], SIX))
    assert texts(table)[1:] == [*rows, ["3", "Pagar", "3", "-", "APBD\nmurni", ""], over[1]]


def test_one_row_of_words_is_a_header_where_its_columns_follow_below() -> None:
    above = [["N", "Rancangan Awal RKPD", "Hasil Analisis Kebutuhan", "Catatan"]]
    below = [
        ["o.", "Program", "Lokasi", "Pagu (Rp)", "Program", "Lokasi", "Dana (Rp)", "Penting"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
        ["I", "Rapat", "Kantor", "5.000.000", "Rapat", "Kantor", "5.000.000", ""],
    ]
    edges = (50.0, 70.0, 160.0, 230.0, 330.0, 420.0, 490.0, 590.0, 640.0)
    table = one((above, (50.0, 70.0, 330.0, 590.0, 640.0)), (below, edges))
    assert table.header_rows == 3
    assert table.paths[3] == ("Rancangan Awal RKPD", "Pagu (Rp)")
    assert table.paths[6] == ("Hasil Analisis Kebutuhan", "Dana (Rp)")


def test_the_rest_of_a_row_is_no_header_although_only_words_stand_in_it() -> None:
    rows = [["1", "Penguatan Ruang Terbuka", "12", "Jumlah hasil", "5.000.000", "Sekretaria"]]
    rest = [
        ["", "Hijau", "", "penguatan ruang", "", "t"],
        ["2", "Pembinaan Kualitas Air", "3", "Jumlah", "7.000.000", ""],
    ]
    table = one(([*HEAD, *rows], SIX), ([*rest, ["3", "Rapat", "9", "Jumlah", "8.000.000", ""]], SIX))
    assert table.n_rows == len(HEAD) + 3
    assert table.view[2][1].text == "Penguatan Ruang Terbuka\nHijau"


def test_a_blank_place_of_two_missing_columns_is_two_cells() -> None:
    body = [["", "", "12", "11", "5.000.000", "a"], ["", "Gedung", "3", "3", "7.500.000", "b"]]
    edges = (SIX[0], *SIX[2:])
    below = [["", "4", "2", "9.100.000", "c"], ["JUMLAH", "19", "16", "21.600.000", ""]]
    table = one(([*HEAD, *body], SIX), (below, edges))
    assert texts(table)[-2:] == [["", "", *below[0][1:]], ["JUMLAH", "<", *below[1][1:]]]


def test_a_row_of_sums_cut_by_the_page_is_one_although_its_columns_are_fewer_there() -> None:
    head = [["No", "Program", "Lokasi", "Pagu", "I", "II", "III", "Ket"], ["1", "2", "3", "4", "5", "6", "7", "8"]]
    body = [["1", "Rapat", "Kantor", "5.000.000.000", "450.000", "75.250", "9.000", "a"]]
    sums, rest = ["JUMLAH", "<", "<", "5.000.0", "450", "75.", "9.0", ""], ["", "00.000", ".000", "250", "00"]
    edges = (50.0, 70.0, 160.0, 230.0, 330.0, 420.0, 490.0, 590.0, 640.0)
    table = one(([*head, *body, sums], edges), ([rest], (50.0, *edges[3:8])))
    assert texts(table)[-1] == ["JUMLAH", "<", "<", *body[0][3:7], ""]
