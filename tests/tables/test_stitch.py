from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.messages import Message
from extractor.reading.document import Document, Paragraph, ReadingDoubt
from extractor.tables.flow import build_flow
from tests.tables.notation import BODY, EDGES, HEADER, Rows, flow, grid, texts
from tests.tiling import assert_tiles

MORE = [
    ["5", "Pengadaan komputer", "2 unit", "24.000.000", ""],
    ["6", "Pemeliharaan gedung", "1 paket", "150.000.000", "bertahap"],
]
WHOLE = [*HEADER, *BODY, *MORE]


def pages(*parts: Rows) -> list[list[list[str]]]:
    """Texts of the logical tables made of `parts`, one a page."""
    made = flow(*(grid(part, page=number + 3, edges=EDGES) for number, part in enumerate(parts)))
    for table in made.tables:
        assert_tiles(table)
    return [texts(table) for table in made.tables]


def test_parts_without_a_header_are_one_table() -> None:
    assert pages([*HEADER, *BODY], MORE) == [WHOLE]


def test_a_repeated_header_is_dropped() -> None:
    assert pages([*HEADER, *BODY], [*HEADER, *MORE[:1]], [*HEADER, *MORE[1:]]) == [WHOLE]


def test_only_the_column_numbers_are_repeated() -> None:
    assert pages([*HEADER, *BODY], [HEADER[2], *MORE]) == [WHOLE]


def test_the_header_is_repeated_without_its_numbers() -> None:
    assert pages([*HEADER, *BODY], [*HEADER[:2], *MORE]) == [WHOLE]


def test_a_header_repeated_with_another_year_is_dropped_with_a_doubt() -> None:
    other = [[text.replace("2024", "2023") for text in row] for row in HEADER]
    made = flow(grid([*HEADER, *BODY], page=1, edges=EDGES), grid([*other, *MORE], page=2, edges=EDGES))
    (table,) = made.tables
    assert texts(table) == WHOLE
    ((table_id, doubt),) = made.doubts
    assert (table_id, doubt.code, doubt.severity, doubt.page) == (table.id, "header-unrecognised", "info", 2)


@pytest.mark.parametrize("stray", ["", " ", "7", "II - 6", "Lanjutan tabel 3.3", "lanjutan", "Sambungan", "96.000.000"])
def test_a_stray_paragraph_does_not_part_a_table(stray: str) -> None:
    made = flow("Tabel 3.3", grid([*HEADER, *BODY], edges=EDGES), stray, grid(MORE, edges=EDGES))
    (table,) = made.tables
    assert (texts(table), table.number) == (WHOLE, "3.3")
    assert made.blocks == (table,)


@pytest.mark.parametrize(
    "between",
    [
        ["Tabel 3.4"],
        ["Tabel 3.4", "Rencana lain"],
        ["2.4. Telaah terhadap rancangan awal"],
        ["Dari tabel di atas dapat disimpulkan bahwa seluruh kegiatan terlaksana dengan baik pada tahun berjalan."],
        ["Berikut daftar kegiatan yang lain:"],
    ],
)
def test_what_begins_something_new_parts_two_tables(between: Sequence[str]) -> None:
    made = flow(grid([*HEADER, *BODY], edges=EDGES), *between, grid(MORE, edges=EDGES))
    assert len(made.tables) == 2


WIDE_EDGES = (50.0, 80.0, 220.0, 300.0, 360.0, 440.0, 500.0, 580.0)
WIDE_HEADER = [["Kode", "Program/Kegiatan", "Indikator", "Lokasi", "Target", "Pagu (Rp)", "Sumber Dana"]]
WIDE_BODY = [["1.01.0" + str(row), "Kegiatan", "Jumlah", "Kantor", "2 unit", "1.000.000", "DAU"] for row in range(4)]
SENTENCE = "Program urusan yang menjadi kewenangan daerah adalah sebagai berikut:"


def test_a_wide_table_without_a_header_goes_on_below_a_sentence() -> None:
    made = flow(grid([*WIDE_HEADER, *WIDE_BODY], edges=WIDE_EDGES), SENTENCE, grid(WIDE_BODY, edges=WIDE_EDGES))
    (table,) = made.tables
    assert texts(table) == [*WIDE_HEADER, *WIDE_BODY, *WIDE_BODY]
    assert made.blocks == (table, Paragraph(SENTENCE))


@pytest.mark.parametrize(
    ("above", "between", "edges"),
    [
        (WIDE_BODY, Paragraph("4.2 Program kewenangan daerah", bold=True), WIDE_EDGES),
        (WIDE_BODY, Paragraph(SENTENCE), (50.0, 90.0, 240.0, 310.0, 370.0, 440.0, 500.0, 580.0)),
        ([*WIDE_BODY, ["JUMLAH", "<", "<", "<", "<", "4.000.000", ""]], Paragraph(SENTENCE), WIDE_EDGES),
    ],
)
def test_a_wide_table_below_a_heading_a_total_or_of_other_widths_is_another(
    above: Rows, between: Paragraph, edges: tuple[float, ...]
) -> None:
    made = flow(grid([*WIDE_HEADER, *above], edges=WIDE_EDGES), between, grid(WIDE_BODY, edges=edges))
    assert len(made.tables) == 2


def test_the_same_caption_again_goes_on() -> None:
    made = flow(
        "Tabel 3.3", "RUMUSAN RENCANA", grid([*HEADER, *BODY]), "Tabel 3.3", "RUMUSAN RENCANA", grid([*HEADER, *MORE])
    )
    assert [texts(table) for table in made.tables] == [WHOLE]


def test_another_header_is_another_table() -> None:
    other = [["No", "Usulan masyarakat", "Lokasi", "Volume", "Catatan"], ["1", "Jalan desa", "Dusun 1", "200 m", ""]]
    assert len(pages([*HEADER, *BODY], other)) == 2


def test_a_table_that_begins_again_after_a_total_is_another() -> None:
    total = ["JUMLAH", "<", "<", "136.400.500", ""]
    assert len(pages([*HEADER, *BODY, total], [*HEADER, *BODY])) == 2
    assert len(pages([*HEADER, *BODY], [*HEADER, *MORE, total])) == 1


def test_a_signature_block_is_not_a_part() -> None:
    signature = grid(
        [["Mengetahui", "Kota, 2 Januari 2024"], ["Sekretaris", "Kepala Dinas"]], 4, edges=(50.0, 285.0, 520.0)
    )
    made = flow(grid([*HEADER, *BODY], page=3, edges=EDGES), signature)
    assert len(made.tables) == 2


def test_a_list_of_keys_and_values_is_not_a_part() -> None:
    made = flow(
        grid([["No", "Nama", "Jumlah"], ["1", "Pegawai tetap", "21"], ["2", "Tenaga kontrak", "9"]]),
        "",
        grid([["Nama", ":", "Camat"], ["Tempat", ":", "Kantor"]]),
    )
    assert len(made.tables) == 2


def test_grids_on_one_page_with_text_height_between_them_stay_two() -> None:
    made = flow(grid([*HEADER, *BODY], 3, edges=EDGES, top=50), grid(MORE, 3, edges=EDGES, top=400))
    assert len(made.tables) == 2


def test_a_part_whose_columns_are_merged_is_laid_over_the_table() -> None:
    last = [["", "Pengadaan komputer dan printer", "24.000.000", ""], ["JUMLAH", "<", "24.000.000", ""]]
    part = grid(last, page=4, edges=(50.0, 80.0, 340.5, 430.0, 520.0))
    (table,) = flow(grid([*HEADER, *BODY], page=3, edges=EDGES), part).tables
    assert_tiles(table)
    assert texts(table)[-1] == ["JUMLAH", "<", "<", "24.000.000", ""]
    assert table.pages == (3, 4)


def test_a_part_with_a_finer_grid_refines_the_table() -> None:
    part = grid(
        [["5", "Pengadaan", "2", "unit", "24.000.000", ""]],
        page=4,
        edges=(40.0, 70.0, 250.0, 290.0, 330.0, 420.0, 510.0),
    )
    (table,) = flow(grid([*HEADER, *BODY], page=3, edges=EDGES), part).tables
    assert_tiles(table)
    assert table.n_cols == 6
    assert table.paths[2] == table.paths[3] == ("Rencana Tahun 2024", "Target")


def test_sums_carried_over_a_page_are_dropped() -> None:
    below = ["", "Jumlah dipindahkan", "", "136.400.500", ""]
    above = ["", "Pindahan", "", "136.400.500", ""]
    assert pages([*HEADER, *BODY, below], [*HEADER, above, *MORE]) == [WHOLE]
    assert pages([*HEADER, *BODY, below], [above, *MORE]) == [WHOLE]


def test_a_row_about_moving_people_is_not_a_carried_sum() -> None:
    row = ["5", "Pindahan penduduk antar desa", "1 dokumen", "2.000.000", ""]
    assert pages([*HEADER, *BODY], [row]) == [[*HEADER, *BODY, row]]


def test_ids_follow_document_order() -> None:
    made = flow("Tabel 1", grid([*HEADER, *BODY]), "Tabel 2", grid([*HEADER, *MORE]))
    assert [(table.id, table.number) for table in made.tables] == [("t1", "1"), ("t2", "2")]


def test_doubts_of_a_grid_follow_it_to_its_table_and_row() -> None:
    blocks = (
        Paragraph("Pendahuluan"),
        grid([*HEADER, *BODY], page=1, edges=EDGES),
        grid([*HEADER, *MORE], page=2, edges=EDGES),
    )
    message = Message(id="Sel miring.", en="Slanted cell.")
    doubts = tuple(ReadingDoubt("row-misaligned", "warning", message, block=block, row=4) for block in (2, 0))
    made = build_flow(Document("pdf", blocks, doubts=doubts))
    assert [(name, doubt.row) for name, doubt in made.doubts] == [("t1", len(HEADER) + len(BODY) + 1)]


def test_a_header_cut_by_the_page_is_read_whole() -> None:
    whole = [
        ["No", "Kegiatan", "Target Renstra", "<", "Triwulan", "<"],
        ["1", "2", "3", "<", "4", "<"],
        ["", "", "K", "Rp", "K", "Rp"],
        ["1", "Rapat koordinasi", "12", "5.000.000", "3", "1.250.000"],
    ]
    edges = (50.0, 80.0, 260.0, 300.0, 380.0, 420.0, 500.0)
    first = grid([["No", "Kegiatan", "Target Renstra", "Triwulan"]], page=1, edges=(50.0, 80.0, 260.0, 380.0, 500.0))
    made = flow(
        "Tabel 2.1", first, grid(whole[1:], page=2, edges=edges), grid([["2", *whole[3][1:]]], page=3, edges=edges)
    )
    (table,) = made.tables
    assert texts(table) == [*whole, ["2", *whole[3][1:]]]
    assert table.header_rows == 3
    assert table.paths[3] == ("Target Renstra", "Rp")


def test_two_grids_on_one_page_with_the_same_header_and_nothing_between_are_one() -> None:
    second = grid([*HEADER, *MORE], 3, edges=EDGES, top=50.0 + 15 * 7 + 12)
    made = flow(grid([*HEADER, *BODY], 3, edges=EDGES, top=50), second)
    assert [texts(table) for table in made.tables] == [WHOLE]


def test_a_header_typed_again_within_one_grid_is_dropped() -> None:
    made = flow(grid([*HEADER, *BODY, *HEADER[:2], *MORE[:1], *HEADER, *MORE[1:]]))
    (table,) = made.tables
    assert texts(table) == WHOLE
    assert_tiles(table)
