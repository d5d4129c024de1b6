from __future__ import annotations

import pytest

from extractor.reading.document import Paragraph
from extractor.tables.caption import find_caption, is_continuation_mark, read_caption
from tests.tables.notation import BODY, HEADER, flow, grid


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("Tabel 3.3", "3.3", None),
        ("TABEL. 2.1", "2.1", None),
        ("Tabel.7", "7", None),
        ("Tabel 2.2.", "2.2", None),
        ("Tabel T-C.33", "T-C.33", None),
        ("Tabel T-VI.C.10", "T-VI.C.10", None),
        ("Tabel II.3", "II.3", None),
        ("Tabel 2-1", "2-1", None),
        ("TABEL 3.1 : Rumusan Rencana Program", "3.1", "Rumusan Rencana Program"),
        ("Tabel 3.1. Rumusan Rencana Program", "3.1", "Rumusan Rencana Program"),
        ("Tabel 4.1 Rencana Kerja Tahun 2025", "4.1", "Rencana Kerja Tahun 2025"),
        ("Lampiran 1 Matriks Program", "1", "Matriks Program"),
    ],
)
def test_a_caption_gives_number_and_title(text: str, number: str, title: str | None) -> None:
    assert read_caption(text) == (number, title, False)


@pytest.mark.parametrize(
    "text",
    [
        "Tabel 2.1 berikut ini menyajikan hasil evaluasi",
        "(sebagaimana Tabel 2.3 tentang target)",
        "dapat dilihat pada tabel 2.1 berikut:",
        "Tabel 2.3 tentang Target Kinerja",
        "Tabel di bawah ini",
        "Tabel capaian kinerja",
        "Tabel 2.1 Evaluasi Pelaksanaan Renja ........ 14",
        "Tabel 2.1 Evaluasi Pelaksanaan Renja\t14",
        "Tabel 3.1 Rincian kegiatan adalah sebagai berikut :",
        "Tabelaris 2.1",
    ],
)
def test_a_reference_or_list_entry_is_no_caption(text: str) -> None:
    assert read_caption(text) is None


def test_title_lines_below_the_number_are_joined_and_leave_the_flow() -> None:
    made = flow(
        "Uraian singkat di atas tabel dapat dibaca.",
        Paragraph("Tabel 3.3", centered=True),
        Paragraph("RUMUSAN RENCANA PROGRAM DAN KEGIATAN", centered=True),
        Paragraph("TAHUN 2024", centered=True),
        "",
        grid([*HEADER, *BODY]),
    )
    (table,) = made.tables
    assert (table.number, table.title) == ("3.3", "RUMUSAN RENCANA PROGRAM DAN KEGIATAN TAHUN 2024")
    assert [b.text for b in made.blocks if isinstance(b, Paragraph)] == ["Uraian singkat di atas tabel dapat dibaca."]


def test_capitals_directly_above_a_table_are_a_title_without_number() -> None:
    made = flow("Penjelasan program.", Paragraph("RENCANA KERJA PERANGKAT DAERAH TAHUN 2024", bold=True), grid(HEADER))
    assert made.tables[0].number is None
    assert made.tables[0].title == "RENCANA KERJA PERANGKAT DAERAH TAHUN 2024"


def test_a_chapter_heading_stays_in_the_flow() -> None:
    made = flow("BAB IV", "RENCANA KERJA DAN PENDANAAN", grid([*HEADER, *BODY]))
    assert made.tables[0].title is None
    assert len(made.blocks) == 3


def test_prose_between_caption_and_table_parts_them() -> None:
    before = [Paragraph("Tabel 2.1"), Paragraph("Evaluasi ini disusun dari laporan triwulan. " * 8)]
    assert find_caption(before) is None


def test_a_caption_inside_the_table_gives_number_and_title_and_stays_a_header_row() -> None:
    title = ["TABEL 4.2\nMATRIKS RENCANA PROGRAM", *["<"] * 4]
    made = flow("Paragraf biasa.", grid([title, *HEADER, *BODY]))
    (table,) = made.tables
    assert (table.number, table.title, table.header_rows) == ("4.2", "MATRIKS RENCANA PROGRAM", 4)
    assert table.paths[2] == ("Rencana Tahun 2024", "Target")


@pytest.mark.parametrize("text", ["Lanjutan Tabel 2.1", "Tabel 2.1 (lanjutan)", "sambungan", "(Lanjutan)"])
def test_continuation_marks(text: str) -> None:
    assert is_continuation_mark(text)


def test_a_paragraph_that_mentions_a_continuation_is_none() -> None:
    assert not is_continuation_mark("Kegiatan lanjutan dari tahun sebelumnya")
