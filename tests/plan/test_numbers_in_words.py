"""Number words, and counts in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.plan.number_words import Count, find_counts, number_words

DIGITS = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
SCALES = [(10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu")]
NOUNS = ("program", "kegiatan", "sub kegiatan")


def below_1000(number: int) -> str:
    words = []
    hundreds, rest = divmod(number, 100)
    if hundreds:
        words.append("seratus" if hundreds == 1 else f"{DIGITS[hundreds]} ratus")
    if rest >= 20:
        words += [f"{DIGITS[rest // 10]} puluh", DIGITS[rest % 10]]
    elif rest >= 12:
        words.append(f"{DIGITS[rest - 10]} belas")
    else:
        words.append({10: "sepuluh", 11: "sebelas"}.get(rest) or DIGITS[rest])
    return " ".join(word for word in words if word)


def in_words(number: int) -> str:
    if number == 0:
        return "nol"
    words = []
    for scale, word in SCALES:
        count, number = divmod(number, scale)
        if count:
            words.append("seribu" if count == 1 and word == "ribu" else f"{below_1000(count)} {word}")
    return " ".join(filter(None, [*words, below_1000(number)]))


@given(st.integers(min_value=0, max_value=10**15 - 1), st.sampled_from([" ", "", "-", "  \n"]))
def test_every_spelled_number_reads_back(number: int, gap: str) -> None:
    assert number_words(in_words(number).replace(" ", gap)) == number
    assert number_words(in_words(number).upper()) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("tiga belas", 13),
        ("seratus dua puluh satu", 121),
        ("Satu Milyar Dua Ratus Juta", 1200000000),
        ("duapuluh satu", 21),
        ("sejuta", 1000000),
        ("lima ratus ribu enam", 500006),
    ],
)
def test_number_words(text: str, number: int) -> None:
    assert number_words(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "se", "ribu", "belas", "puluh", "satu dua", "dua sepuluh", "satu juta dua miliar", "program", "satu" * 999],
)
def test_other_words_are_no_number(text: str) -> None:
    assert number_words(text) is None


@given(st.text(alphabet="satudumbelpihrg -", max_size=60))
def test_any_words_are_read_without_error(text: str) -> None:
    number = number_words(text)
    assert number is None or number_words(in_words(number)) == number


def test_counts_with_their_nouns() -> None:
    text = "melaksanakan 5 (lima) program dengan 13 (tiga belas) kegiatan dan 33 (tiga puluh empat) sub kegiatan."
    assert [
        (count.noun, count.digits, count.words, text[count.start : count.end]) for count in find_counts(text, NOUNS)
    ] == [
        ("program", 5, 5, "5 (lima) program"),
        ("kegiatan", 13, 13, "13 (tiga belas) kegiatan"),
        ("sub kegiatan", 33, 34, "33 (tiga puluh empat) sub kegiatan"),
    ]


@pytest.mark.parametrize(
    ("text", "noun", "digits", "words"),
    [
        ("6 program", "program", 6, None),
        ("1.250 kegiatan", "kegiatan", 1250, None),
        ("lima program", "program", None, 5),
        ("sebanyak dua puluh satu kegiatan", "kegiatan", None, 21),
        ("(enam) program", "program", None, 6),
        ("14 (dua belas) sub-kegiatan", "sub kegiatan", 14, 12),
        ("7 Subkegiatan", "sub kegiatan", 7, None),
        ("7 sub\nkegiatan", "sub kegiatan", 7, None),
        ("5 program-program", "program", 5, None),
        ("5 (lima) buah program", "program", 5, 5),
        ("5 ( lima ) PROGRAM", "program", 5, 5),
        ("5 (APBD) program", "program", 5, None),
        ("tahun 2022 (dua) program", "program", 2022, 2),
    ],
)
def test_a_count(text: str, noun: str, digits: int | None, words: int | None) -> None:
    (count,) = find_counts(text, NOUNS)
    assert (count.noun, count.digits, count.words, count.end) == (noun, digits, words, len(text))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "3.3 Program dan Kegiatan",
            "1. Program",
            "1) Program",
            "tahun 2022 program",
            "Tabel 3 Program",
            "BAB 3 program",
        ),
        *(
            "BAB 3 program",
            "beberapa program",
            "(APBD) program",
            "5 programmer",
            "Nomor 90 kegiatan",
            "12,5 program",
            "T-5 program",
            "",
        ),
    ],
)
def test_no_count(text: str) -> None:
    assert find_counts(text, NOUNS) == []


@given(st.text(alphabet="0123456789()., -programkegiatan", max_size=80))
def test_any_text_is_searched_without_error(text: str) -> None:
    for count in find_counts(text, NOUNS):
        assert isinstance(count, Count)
        assert 0 <= count.start < count.end <= len(text)
