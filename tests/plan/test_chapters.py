from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.plan.chapters import build_chapters
from extractor.plan.text import squash
from extractor.reading.document import Figure, Paragraph
from tests.plan.narrative import PROSE, all_text, flow, heads, outline, table

FIVE = ["PENDAHULUAN", "HASIL EVALUASI", "TUJUAN DAN SASARAN", "RENCANA KERJA DAN PENDANAAN", "PENUTUP"]
ROMAN = ["I", "II", "III", "IV", "V"]


def codes(doubts: list) -> list[tuple[str, str]]:  # type: ignore[type-arg]
    return [(doubt.code, doubt.severity) for doubt in doubts]


@pytest.mark.parametrize("form", ["BAB {}", "BAB. {}", "BAB.{}", "Bab {}.", "BAB {} ", "B A B  {}", "BAB{}"])
def test_heading_forms_with_the_title_on_the_next_line(form: str) -> None:
    blocks = [text for n, title in zip(ROMAN, FIVE, strict=True) for text in (form.format(n), title, PROSE)]
    chapters, doubts = build_chapters(flow(*blocks))
    assert heads(chapters) == [f"{n} {title}" for n, title in zip(ROMAN, FIVE, strict=True)]
    assert doubts == []


def test_title_on_the_same_line_and_over_several_lines() -> None:
    chapters, _ = build_chapters(
        flow(
            "^**BAB I PENDAHULUAN",
            PROSE,
            "^**BAB II",
            "^**HASIL EVALUASI RENCANA KERJA",
            "^**PERANGKAT DAERAH",
            "^**TAHUN LALU",
            PROSE,
            "^**BAB III",
            "^**P E N U T U P",
            PROSE,
        )
    )
    assert heads(chapters) == [
        "I PENDAHULUAN",
        "II HASIL EVALUASI RENCANA KERJA PERANGKAT DAERAH TAHUN LALU",
        "III PENUTUP",
    ]


def test_heading_and_title_in_one_paragraph_or_as_label() -> None:
    chapters, _ = build_chapters(
        flow(
            "BAB I\nPENDAHULUAN",
            PROSE,
            Paragraph("PENUTUP", label="BAB II", outline=1),
            PROSE,
        )
    )
    assert heads(chapters) == ["I PENDAHULUAN", "II PENUTUP"]


def test_contents_page_and_list_of_chapters_are_not_chapters() -> None:
    contents = [f"BAB {n} {title} ........ {n}-1" for n, title in zip(ROMAN, FIVE, strict=True)]
    listing = [text for n, title in zip(ROMAN, FIVE, strict=True) for text in (f"**BAB {n} {title}", "Memuat uraian.")]
    blocks = ["RENCANA KERJA", "DAFTAR ISI", *contents, "**BAB I", "**PENDAHULUAN", "**1.1 Latar Belakang", PROSE]
    blocks += ["**1.2 Sistimatika Penulisan", "Disusun sebagai berikut:", *listing]
    for n, title in list(zip(ROMAN, FIVE, strict=True))[1:]:
        blocks += [f"**BAB {n}", f"**{title}", PROSE]
    chapters, doubts = build_chapters(flow(*blocks))
    assert [head for head in heads(chapters) if head[0] != " "] == [
        f"{n} {title}" for n, title in zip(ROMAN, FIVE, strict=True)
    ]
    assert heads(chapters)[1:3] == ["  1.1 Latar Belakang", "  1.2 Sistimatika Penulisan"]
    assert outline(chapters[0].sections[1])[1] == "BAB I PENDAHULUAN"
    assert doubts == []


def test_contents_page_without_leaders() -> None:
    contents = ["DAFTAR ISI", "BAB I PENDAHULUAN", "1.1 Latar Belakang", "BAB II PENUTUP", "2.1 Kesimpulan"]
    body = ["BAB I", "PENDAHULUAN", "1.1 Latar Belakang", PROSE, "BAB II", "PENUTUP", "2.1 Kesimpulan", PROSE]
    chapters, _ = build_chapters(flow(*contents, *body))
    assert heads(chapters) == ["I PENDAHULUAN", "  1.1 Latar Belakang", "II PENUTUP", "  2.1 Kesimpulan"]
    assert outline(chapters[0].sections[0]) == [PROSE.strip()]


def test_a_list_of_tables_ends_at_the_first_chapter() -> None:
    contents = table("t1", ("BAB I", "PENDAHULUAN", "1"))
    tables = ["DAFTAR TABEL", "Tabel 2.1 Rencana ..... 9"]
    chapters, _ = build_chapters(
        flow("DAFTAR ISI", contents, *tables, "BAB I", "PENDAHULUAN", "Pendek.", "BAB II", "PENUTUP", "Selesai.")
    )
    assert heads(chapters) == ["I PENDAHULUAN", "II PENUTUP"]


def test_chapters_with_roman_numbers_and_without_the_word() -> None:
    titles = ["PENDAHULUAN", "HASIL EVALUASI RENJA TAHUN LALU", "PROGRAM DAN KEGIATAN", "PENUTUP"]
    blocks = [text for n, title in zip(ROMAN, titles, strict=False) for text in (f"**{n}. {title}", PROSE)]
    chapters, doubts = build_chapters(flow(*blocks))
    assert heads(chapters) == [f"{n} {title}" for n, title in zip(ROMAN, titles, strict=False)]
    assert doubts == []


def test_section_numbers_of_a_list_of_chapters_head_nothing() -> None:
    chapters, doubts = build_chapters(
        flow(
            "BAB I",
            "PENDAHULUAN",
            "1.1 Latar Belakang",
            PROSE,
            "1.2 Sistematika Penulisan",
            "BAB I PENDAHULUAN",
            "1.1 Latar Belakang",
            "1.2 Sistematika Penulisan",
            "BAB II PENUTUP",
            "2.1 Kesimpulan",
            "BAB II",
            "PENUTUP",
            "2.1 Kesimpulan",
            PROSE,
        )
    )
    assert heads(chapters) == [
        "I PENDAHULUAN",
        "  1.1 Latar Belakang",
        "  1.2 Sistematika Penulisan",
        "II PENUTUP",
        "  2.1 Kesimpulan",
    ]
    assert doubts == []


def test_chapters_shorter_than_their_description_in_the_list_of_chapters() -> None:
    listing = [text for n, title in zip(ROMAN, FIVE, strict=True) for text in (f"BAB {n} {title}", PROSE)]
    blocks = ["BAB I PENDAHULUAN", "1.1 Latar Belakang", "Singkat.", "1.2 Sistematika Penulisan", *listing]
    for n, title in list(zip(ROMAN, FIVE, strict=True))[1:]:
        blocks += [f"BAB {n} {title}", "Singkat."]
    chapters, doubts = build_chapters(flow(*blocks))
    assert [outline(chapter) for chapter in chapters[1:]] == [["Singkat."]] * 4
    assert doubts == []


def test_document_without_chapter_lines_is_cut_by_its_section_numbers() -> None:
    chapters, doubts = build_chapters(
        flow(
            "DAFTAR ISI",
            "BAB I PENDAHULUAN ............ I-1",
            "1.1 Latar Belakang ............ I-1",
            "BAB II EVALUASI ............ II-1",
            "1.1 Latar Belakang",
            PROSE,
            "1.2 Landasan Hukum",
            PROSE,
            "2.1 Evaluasi Pelaksanaan Renja",
            PROSE,
        )
    )
    assert heads(chapters) == [
        "I PENDAHULUAN",
        "  1.1 Latar Belakang",
        "  1.2 Landasan Hukum",
        "II EVALUASI",
        "  2.1 Evaluasi Pelaksanaan Renja",
    ]
    assert ("chapter-missing", "info") in codes(doubts)


@pytest.mark.parametrize(("printed", "number"), [("II1", "III"), ("3", "III"), ("lII", "III"), ("1II", "III")])
def test_misspelt_roman_numbers(printed: str, number: str) -> None:
    blocks = ["BAB I", "PENDAHULUAN", PROSE, "BAB II", "EVALUASI", PROSE, f"BAB {printed}", "PENUTUP", PROSE]
    chapters, doubts = build_chapters(flow(*blocks))
    assert [chapter.number for chapter in chapters] == ["I", "II", number]
    assert codes(doubts) == ([] if printed == "3" else [("numbering-irregular", "info")])


def test_a_chapter_number_printed_twice_is_counted_on_and_reported() -> None:
    blocks = ["BAB I", "PENDAHULUAN", PROSE, "BAB II", "EVALUASI", PROSE, "BAB II", "TUJUAN DAN SASARAN", PROSE]
    chapters, doubts = build_chapters(flow(*blocks, "BAB IV", "PENUTUP", PROSE))
    assert heads(chapters) == ["I PENDAHULUAN", "II EVALUASI", "III TUJUAN DAN SASARAN", "IV PENUTUP"]
    assert codes(doubts) == [("numbering-irregular", "warning")]


def test_a_line_that_announces_something_is_no_rest_of_a_title() -> None:
    """So a section whose number lost its dot, as scans do, stays out of the chapter's title."""
    chapters, _ = build_chapters(flow("BAB III", "TUJUAN DAN SASARAN", "31 VISI:", PROSE, "3.2 MISI:", PROSE))
    assert heads(chapters)[0] == "III TUJUAN DAN SASARAN"


def test_missing_chapters_are_reported() -> None:
    blocks = ["BAB I", "PENDAHULUAN", PROSE, "BAB III", "TUJUAN", PROSE, "BAB IV", "PENUTUP", PROSE]
    _, doubts = build_chapters(flow(*blocks))
    assert [(d.code, d.severity, "II" in d.message.en) for d in doubts] == [("chapter-missing", "warning", True)]
    _, doubts = build_chapters(flow("BAB I", "PENDAHULUAN", PROSE, "BAB II", "EVALUASI", PROSE))
    assert [(d.code, "Penutup" in d.message.en) for d in doubts] == [("chapter-missing", True)]


def test_running_head_that_repeats_the_chapter() -> None:
    blocks = ["BAB I", "PENDAHULUAN", PROSE, "BAB I", PROSE, "BAB II", "PENUTUP", PROSE]
    chapters, _ = build_chapters(flow(*blocks))
    assert heads(chapters) == ["I PENDAHULUAN", "II PENUTUP"]


def test_prose_that_mentions_a_chapter_is_no_heading() -> None:
    blocks = ["BAB I", "PENDAHULUAN", PROSE, "Bab II memuat evaluasi.", "BAB II", "PENUTUP", PROSE]
    chapters, _ = build_chapters(flow(*blocks))
    assert [chapter.number for chapter in chapters] == ["I", "II"]
    assert "Bab II memuat evaluasi." in outline(chapters[0])


def test_heading_styles_without_numbers() -> None:
    chapters, _ = build_chapters(
        flow(
            Paragraph("PENDAHULUAN", outline=1),
            Paragraph("Latar Belakang", outline=2),
            PROSE,
            Paragraph("Maksud dan Tujuan", outline=2),
            Paragraph("Maksud", outline=3),
            PROSE,
            Paragraph("PENUTUP", outline=1),
            PROSE,
        )
    )
    assert heads(chapters) == [
        "I PENDAHULUAN",
        "  - Latar Belakang",
        "  - Maksud dan Tujuan",
        "    - Maksud",
        "II PENUTUP",
    ]


def test_sections_by_letters_where_the_chapter_has_no_decimals() -> None:
    chapters, _ = build_chapters(
        flow(
            "**BAB I",
            "**PENDAHULUAN",
            "**A. Latar Belakang",
            PROSE,
            "**B. Dasar Hukum",
            "1. Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;",
            "**C. Maksud dan Tujuan",
            PROSE,
            "**BAB II",
            "**EVALUASI",
            "**A. Capaian",
            PROSE,
            "**B. Permasalahan",
            PROSE,
            "**BAB III",
            "**PENUTUP",
            PROSE,
        )
    )
    assert heads(chapters) == [
        "I PENDAHULUAN",
        "  A Latar Belakang",
        "  B Dasar Hukum",
        "  C Maksud dan Tujuan",
        "II EVALUASI",
        "  A Capaian",
        "  B Permasalahan",
        "III PENUTUP",
    ]


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("2.1. Evaluasi Pelaksanaan", "2.1 Evaluasi Pelaksanaan"),
        ("2.1.EVALUASI PELAKSANAAN", "2.1 EVALUASI PELAKSANAAN"),
        ("2.1Evaluasi Pelaksanaan", "2.1 Evaluasi Pelaksanaan"),
        ("II.1 Evaluasi Pelaksanaan", "II.1 Evaluasi Pelaksanaan"),
        ("2. 1 Evaluasi Pelaksanaan", "2.1 Evaluasi Pelaksanaan"),
    ],
)
def test_section_number_forms(line: str, head: str) -> None:
    blocks = ["BAB I", "PENDAHULUAN", PROSE, "BAB II", "EVALUASI", line, PROSE, "BAB III", "PENUTUP", PROSE]
    chapters, doubts = build_chapters(flow(*blocks))
    assert heads(chapters)[2] == "  " + head
    assert doubts == []


def test_section_titles_over_two_lines() -> None:
    chapters, _ = build_chapters(
        flow(
            "BAB I",
            "PENDAHULUAN",
            "1.1 EVALUASI PELAKSANAAN RENJA DAN",
            "CAPAIAN RENSTRA DINAS",
            PROSE,
            "BAB II",
            "PENUTUP",
            PROSE,
        )
    )
    assert heads(chapters)[1] == "  1.1 EVALUASI PELAKSANAAN RENJA DAN CAPAIAN RENSTRA DINAS"


def test_codes_amounts_and_counts_are_no_sections() -> None:
    lines = ["1.01.02 PROGRAM PENGELOLAAN", "1.250 Orang hadir", "1.5 persen dari target", "1.9 Ton beras dibagikan"]
    chapters, _ = build_chapters(flow("BAB I", "PENDAHULUAN", "1.1 Latar Belakang", *lines, "BAB II", "PENUTUP", PROSE))
    assert heads(chapters) == ["I PENDAHULUAN", "  1.1 Latar Belakang", "II PENUTUP"]


@pytest.mark.parametrize(
    ("numbers", "irregular"),
    [
        (["2.1", "2.2", "2.3"], 0),
        (["2.1", "2.3"], 1),
        (["2.1", "2.2", "2.2"], 1),
        (["2.1", "3.2", "2.3"], 1),
        (["2.1", "2.1.1", "2.1.2", "2.2"], 0),
    ],
)
def test_irregular_section_numbers_are_kept_and_reported(numbers: list[str], irregular: int) -> None:
    sections = [text for i, n in enumerate(numbers) for text in (f"**{n} Judul bagian {'ABCD'[i]}", PROSE)]
    blocks = ["**BAB I", "**PENDAHULUAN", PROSE, "**BAB II", "**EVALUASI", *sections, "**BAB III", "**PENUTUP", PROSE]
    chapters, doubts = build_chapters(flow(*blocks))
    assert [head.split()[0] for head in heads(chapters[1:2])[1:]] == numbers
    assert codes(doubts) == [("numbering-irregular", "warning")] * irregular


def test_list_items_numbered_like_another_chapters_sections_stay_items() -> None:
    chapters, doubts = build_chapters(
        flow(
            "**BAB I",
            "**PENDAHULUAN",
            PROSE,
            "**BAB II",
            "**RENCANA",
            "**2.1 Program",
            "A. Program Pelayanan",
            "1. Administrasi umum",
            "a) Pengadaan alat tulis",
            "B. Program Pemberdayaan",
            "1.4.1. Fasilitasi kelompok",
            "a) Pelatihan kader",
            "1.4.2. Pembinaan desa",
            "**BAB III",
            "**PENUTUP",
            PROSE,
        )
    )
    assert outline(chapters[1].sections[0]) == [
        "0 A. Program Pelayanan",
        "1 1. Administrasi umum",
        "2 a) Pengadaan alat tulis",
        "0 B. Program Pemberdayaan",
        "1 1.4.1. Fasilitasi kelompok",
        "2 a) Pelatihan kader",
        "1 1.4.2. Pembinaan desa",
    ]
    assert codes(doubts) == [("numbering-irregular", "info")]


def test_blocks_keep_their_order_and_figures_their_captions() -> None:
    chapters, _ = build_chapters(
        flow(
            "BAB I",
            "PENDAHULUAN",
            PROSE,
            table("t1", ("No", "Uraian"), ("1", "x")),
            Figure(),
            "Gambar 1.1 Struktur organisasi",
            Figure("logo"),
            "Uraian berikutnya.",
            "BAB II",
            "PENUTUP",
            PROSE,
        )
    )
    assert outline(chapters[0]) == [
        PROSE.strip(),
        "table t1",
        "figure Gambar 1.1 Struktur organisasi",
        "figure logo",
        "Uraian berikutnya.",
    ]


def test_a_document_without_chapters_has_none() -> None:
    assert build_chapters(flow("Kerangka acuan", PROSE)) == ([], [])
    assert build_chapters(flow()) == ([], [])


LINES = st.sampled_from(
    [
        "BAB II PENUTUP",
        "BAB III",
        "PENDAHULUAN",
        "1.1 Latar Belakang",
        "1.3 Maksud",
        "4.1 Lain",
        "1.2 Sistematika Penulisan",
        "A. Latar Belakang",
        "1. satu;",
        "a) anak",
        "- butir",
        "dan seterusnya",
        "Kalimat penuh.",
        "ii. dua",
        "H. Nama",
        PROSE,
    ]
)


@given(st.lists(st.tuples(LINES, st.booleans()), max_size=40))
def test_every_text_after_the_first_heading_comes_out_once_and_in_order(lines: list[tuple[str, bool]]) -> None:
    blocks = [Paragraph("BAB I"), Paragraph("PENDAHULUAN"), Paragraph(PROSE)]
    blocks += [Paragraph(text, bold=bold) for text, bold in lines]
    chapters, _ = build_chapters(flow(*blocks))
    result = squash("".join(all_text(chapter) for chapter in chapters))
    assert _without_numbers(result) == _without_numbers(squash(" ".join(block.text for block in blocks)))


def _without_numbers(text: str) -> str:
    """Leave out the word BAB and the letters of Roman numbers: a chapter's number is normalised."""
    return re.sub("bab|i|v", "", text)
