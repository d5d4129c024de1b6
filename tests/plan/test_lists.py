from __future__ import annotations

import pytest

from extractor.plan.chapters import build_chapters
from extractor.plan.model import Section
from extractor.reading.document import Paragraph
from extractor.tables.model import FlowBlock
from tests.plan.narrative import PROSE, flow, outline


def section(*blocks: FlowBlock | str) -> list[str]:
    chapters, _ = build_chapters(
        flow("BAB I", "PENDAHULUAN", "1.1 Latar Belakang", *blocks, "BAB II", "PENUTUP", PROSE)
    )
    first: Section = chapters[0].sections[0]
    return outline(first)


@pytest.mark.parametrize(
    "label", ["1.", "1)", "(1)", "a.", "a)", "(a)", "A.", "I.", "i.", "-", "–", "•", "·", "o", "➢", "\uf0b7", "*", "✓"]
)
def test_typed_labels(label: str) -> None:
    assert section(f"{label} butir pertama") == [f"0 {label} butir pertama"]


@pytest.mark.parametrize("text", ["-Butir tanpa spasi", "1.Butir tanpa spasi", "1)Butir tanpa spasi"])
def test_labels_glued_to_their_text(text: str) -> None:
    label = text[: text.index("B")]
    assert section(text) == [f"0 {label} Butir tanpa spasi"]


@pytest.mark.parametrize("text", ["H. Ahmad hadir pada rapat.", "2.500 orang hadir.", "oleh karena itu", "-"])
def test_texts_that_only_look_labelled(text: str) -> None:
    assert section("Pembuka.", text) == ["Pembuka.", text]


def test_the_letter_after_h_and_a_roman_one() -> None:
    letters = [f"{letter}. butir {letter}" for letter in "abcdefghij"]
    assert section(*letters) == [f"0 {line}" for line in letters]
    roman = ["i. satu", "ii. dua", "iii. tiga", "iv. empat"]
    assert section(*roman) == [f"0 {line}" for line in roman]


def test_a_full_stop_more_or_less_behind_a_bracket() -> None:
    lines = ["a) satu", "b). dua", "c). tiga", "d) empat"]
    assert section(*lines) == [f"0 {line}" for line in lines]


def test_nested_styles() -> None:
    lines = ["1. a", "a) b", "- c", "- d", "b) e", "2. f", "a) g"]
    assert [line[0] for line in section(*lines)] == ["0", "1", "2", "2", "1", "0", "1"]


def test_a_list_goes_on_after_a_paragraph() -> None:
    lines = ["1. Judul satu", "Uraian satu.", "a. x;", "b. y.", "2. Judul dua", "Uraian dua.", "a. x;"]
    assert section(*lines) == [
        "0 1. Judul satu",
        "Uraian satu.",
        "1 a. x;",
        "1 b. y.",
        "0 2. Judul dua",
        "Uraian dua.",
        "1 a. x;",
    ]


def test_a_new_list_after_a_paragraph_starts_at_the_top() -> None:
    assert section("1. x;", "2. y.", "Uraian berikut:", "a. z.") == ["0 1. x;", "0 2. y.", "Uraian berikut:", "0 a. z."]


def test_automatic_labels_and_indents() -> None:
    items = [
        Paragraph("satu", label="1.", indent=18),
        Paragraph("dua", label="1.", indent=36),
        Paragraph("tiga", label="2.", indent=36),
        Paragraph("empat", label="2.", indent=18),
        Paragraph("lima", label="•", indent=36),
    ]
    assert [line[0] for line in section(*items)] == ["0", "1", "1", "0", "1"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1. Undang-Undang Nomor 1 Tahun 2000 tentang", "Contoh Pertama;"),
        ("a) Pembinaan kelompok,", "Pelatihan dan pendampingan"),
        ("- Pelaksanaan kegiatan", "yang telah ditetapkan"),
        ("1. Kerja sama antara kelompok tani, penyuluh lapangan dan Dinas", "Pertanian di wilayah"),
    ],
)
def test_an_item_broken_over_two_paragraphs_is_one(first: str, second: str) -> None:
    assert section(first, second, "Paragraf lain.") == [f"0 {first} {second}", "Paragraf lain."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1. Peningkatan kualitas", "Upaya ini dilakukan melalui langkah berikut:"),
        ("1. Selesai;", "tetapi lain"),
        ("- Aspek sumber daya", PROSE.strip()),
    ],
)
def test_a_paragraph_of_its_own_stays_one(first: str, second: str) -> None:
    assert section(first, second) == [f"0 {first}", second]


def test_a_word_broken_at_a_hyphen() -> None:
    assert section("1. Sesuai Undang-", "Undang Nomor 1;") == ["0 1. Sesuai Undang-Undang Nomor 1;"]


def test_the_count_decides_before_the_indent() -> None:
    items = [Paragraph(f"{n}. butir;", indent=indent) for n, indent in ((1, 54), (2, 36), (3, 72))]
    assert [line[0] for line in section(*items)] == ["0", "0", "0"]


def test_a_count_inside_a_sentence_over_two_lines_is_no_list() -> None:
    lines = ["Dilaksanakan melalui 1) pembinaan kelompok,", "2) pelatihan kader."]
    assert section(*lines, "A. butir") == [" ".join(lines), "0 A. butir"]
