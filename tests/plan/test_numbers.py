"""Amounts and quantities: the styles offices write, and properties over every number and every text."""

from __future__ import annotations

import json
from dataclasses import asdict
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.limits import MAX_NUMBER_CHARS
from extractor.plan.model import Flag
from extractor.plan.money import find_amounts, read_amount, read_amounts, scale_of
from extractor.plan.numerals import Number
from extractor.plan.quantities import read_quantities, read_quantity
from extractor.plan.readings import Reading, choose

Flags = tuple[Flag, ...]
D = Decimal


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.306.411.200", 1306411200),
        ("340.000", 340000),
        ("1.000", 1000),
        ("24351000", 24351000),
        ("0", 0),
        ("0,00", 0),
        ("9.471.211.674,00", 9471211674),
        ("81.215.500,25", D("81215500.25")),
        ("12.345,6", D("12345.6")),
        ("1250000,3333", D("1250000.3333")),
        ("1.350.000,-", 1350000),
        ("1.350.000,--", 1350000),
        ("1.350.000.-", 1350000),
        ("3.858.936,-", 3858936),
        ("Rp. 89.691.000,-", 89691000),
        ("Rp\n2.676.141.000", 2676141000),
        ("Rp135.608.000", 135608000),
        ("RP. 135.608.000", 135608000),
        ("IDR 135.608.000", 135608000),
        ("135.608.000 rupiah", 135608000),
        ("Rp. 0", 0),
        ("Rp 0,-", 0),
        ("Rp82.716.800 (terbilang: delapan puluh dua juta tujuh ratus enam belas ribu delapan ratus rupiah)", 82716800),
        ("1.469.855.\n675", 1469855675),
        ("1.469.8\n55.675", 1469855675),
        ("1.250\n.000", 1250000),
        ("1.250.000,\n00", 1250000),
        ("(1.250.000)", -1250000),
        ("Rp (1.250.000,00)", -1250000),
        ("-1.250.000", -1250000),
        ("−1.250.000", -1250000),
        ("-Rp 1.250.000", -1250000),
        ("'1.250.000", 1250000),
        ("１.２５０.０００", 1250000),
        ("1.250.\u00ad000", 1250000),
        ("Rp\u00a01.250.000\u200b", 1250000),
    ],
)
def test_indonesian_amounts_are_exact_and_unflagged(text: str, value: Number) -> None:
    reading = read_amount(text)
    assert (reading.value, reading.unit, reading.flags) == (value, "IDR", ())
    assert type(reading.value) is type(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("17,800,000", 17800000),
        ("127,250,000", 127250000),
        ("750,000", 750000),
        ("19,300,000.00", 19300000),
        ("1250000.00", 1250000),
        ("49,991.660", 49991660),
        ("1.250,660", 1250660),
        ("27..584.690", 27584690),
        ("Rp. 15.902842.397,-", 15902842397),
        ("1234.567.890", 1234567890),
        ("1.234,567.890", 1234567890),
        ("1.250.000.", 1250000),
        ("1.250.000*)", 1250000),
        ("1 250 000", 1250000),
        ("17,800,\n000", 17800000),
    ],
)
def test_certain_but_malformed_amounts_are_repaired(text: str, value: Number) -> None:
    reading = read_amount(text)
    assert (reading.value, reading.unit, reading.flags) == (value, "IDR", ("repaired",))


@pytest.mark.parametrize(
    ("text", "value", "alternatives"),
    [
        ("1.250.00", 125000, {1250, 1250000}),
        ("1.250.000.00", 1250000, {1250000000}),
        ("1.25.000", 125000, {1250000, 1025000}),
        ("1.2500.000", 12500000, {1250000, 1200000}),
        ("0.500", 500, {D("0.5")}),
        ("65.66", D("65.66"), {65660}),
        ("1250000.333", D("1250000.333"), {1250000333}),
        ("1.250,000", 1250000, {1250}),
        ("1.5000000", 15000000, {D("1.5")}),
        ("- 1.250.000", 1250000, {-1250000}),
        ("1.250.000-", 1250000, {-1250000}),
        ("(1.250.000", 1250000, {-1250000}),
        ("1. 250.000", 1250000, {250000}),
        ("1.250.000 750.000", None, {1250000, 750000}),
        ("1250000 750000", None, {1250000, 750000}),
        ("12 500", None, {12500, 12, 500}),
        ("12 5.000.000", None, {12, 5000000, 125000000}),
        ("Rp 1.250.000\nRp 750.000", None, {1250000, 750000}),
        ("Rp 1.250.000 (satu juta rupiah)", 1250000, {1000000}),
        ("1.250.000 (DAU)", 1250000, set()),
        ("Rp 1.250.000 per bulan", 1250000, set()),
        ("196208251986111001", 196208251986111001, set()),
    ],
)
def test_open_amounts_are_never_silent(text: str, value: Number | None, alternatives: set[Number]) -> None:
    reading = read_amount(text)
    assert reading.flags == ("ambiguous",)
    assert value in (reading.value, *reading.alternatives)
    assert alternatives <= {reading.value, *reading.alternatives}


@pytest.mark.parametrize("text", ["-", "−", "–", "—", "--", "", "  ", "n.a", "n/a", "N/A", "nihil", "….", "\u200b"])
def test_nothing_stated_is_null_without_flag(text: str) -> None:
    for reading in (read_amount(text), read_quantity(text)):
        assert (reading.value, reading.unit, reading.flags) == (None, None, ())


@pytest.mark.parametrize("text", ["Rp -", "Rp.\n-", "Rp. ,-", "Rp"])
def test_an_empty_rupiah_cell_keeps_its_unit(text: str) -> None:
    reading = read_amount(text)
    assert (reading.value, reading.unit, reading.flags) == (None, "IDR", ())


@pytest.mark.parametrize(
    "text",
    [
        *("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "####", "menyesuaikan", "lihat lampiran", "1.354.2OO"),
        *("l.250.000", "5 Paket", "100%", "12/2021", "31-Dec", "Tabel 3", "1.250.0?0", ".500.000", "x", "1.250.000¹"),
    ],
)
def test_what_is_no_amount_is_unreadable(text: str) -> None:
    reading = read_amount(text)
    assert (reading.value, reading.unit, reading.flags) == (None, None, ("unreadable",))


@pytest.mark.parametrize(
    ("text", "scale", "value", "flags"),
    [
        ("1.250", 1000, 1250000, ("scaled",)),
        ("1.250.000", 1000, 1250000000, ("scaled",)),
        ("1.250,5", 1000000, 1250500000, ("scaled",)),
        ("12.5", 1000000, 12500000, ("scaled",)),
        ("1,250,000", 1000, 1250000000, ("repaired", "scaled")),
        ("1,250", 1000, 1250, ("ambiguous", "scaled")),
        ("0", 1000, 0, ("scaled",)),
        ("-", 1000, None, ()),
        ("lihat", 1000, None, ("unreadable",)),
        ("Rp3,5 Milyar", 1, 3500000000, ("scaled",)),
        ("Rp 1,5 M", 1, 1500000000, ("scaled",)),
        ("5 juta rupiah", 1, 5000000, ("scaled",)),
        ("Rp 2,25 triliun", 1, 2250000000000, ("scaled",)),
        ("750 rb", 1, 750000, ("scaled",)),
        ("5 juta", 1000, 5000000, ("ambiguous", "scaled")),
    ],
)
def test_scaled_amounts_are_multiplied_out(text: str, scale: int, value: Number | None, flags: Flags) -> None:
    reading = read_amount(text, scale)
    assert (reading.value, reading.flags) == (value, flags)


@pytest.mark.parametrize(
    ("texts", "scale", "expected"),
    [
        (["1,250,000", "500.00"], 1, [(1250000, ("repaired",)), (500, ("repaired",))]),
        (["1.250.000", "500.00"], 1, [(1250000, ()), (500, ("ambiguous",))]),
        (["1.250.000", "17,800,000"], 1, [(1250000, ()), (17800000, ("repaired",))]),
        (["1.600.000", "17,800,000", "1,000"], 1, [(1600000, ()), (17800000, ("repaired",)), (1000, ("repaired",))]),
        (["12,5", "1,250"], 1000, [(12500, ("scaled",)), (1250, ("scaled",))]),
        (["12.5", "3.75", "1.250"], 1000, [(12500, ("scaled",)), (3750, ("scaled",)), (1250, ("scaled",))]),
        (["12.5", "1.250"], 1000, [(12500, ("scaled",)), (1250000, ("ambiguous", "scaled"))]),
        (
            ["12.5", "2,5", "1.250"],
            1000,
            [(12500, ("scaled",)), (2500, ("scaled",)), (1250000, ("ambiguous", "scaled"))],
        ),
    ],
)
def test_a_money_column_decides_what_the_form_leaves_open(
    texts: list[str], scale: int, expected: list[tuple[Number, Flags]]
) -> None:
    assert [(reading.value, reading.flags) for reading in read_amounts(texts, scale)] == expected


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("3.540 kotak", 3540, "kotak"),
        ("75.000 lembar", 75000, "lembar"),
        ("1.000 Orang", 1000, "Orang"),
        ("103.000", 103000, None),
        ("1200 surat", 1200, "surat"),
        ("2000\nlembar", 2000, "lembar"),
        ("15 Desa/ Kelurahan", 15, "Desa/ Kelurahan"),
        ("12 Orang / Bulan", 12, "Orang / Bulan"),
        ("1 titik taman", 1, "titik taman"),
        ("50 Produk IKM", 50, "Produk IKM"),
        ("2 Dok.", 2, "Dok"),
        ("1 Tahun", 1, "Tahun"),
        ("5 Desa", 5, "Desa"),
        ("12dokumen", 12, "dokumen"),
        ("250 m2", 250, "m2"),
        ("3 unit roda 4", 3, "unit roda 4"),
        ("11 Roda 2", 11, "Roda 2"),
        ("250 m²", 250, "m²"),
        ("2,5 km", D("2.5"), "km"),
        ("5 (dokumen)", 5, "dokumen"),
        ("5 (lima) dokumen", 5, "dokumen"),
        ("12 (dua belas) bulan", 12, "bulan"),
        ("3 Dokumen (RKA, DPA)", 3, "Dokumen (RKA, DPA)"),
        ("92,7", D("92.7"), None),
        ("60.18", D("60.18"), None),
        ("0.567", D("0.567"), None),
        ("400", 400, None),
        ("100%", 100, "%"),
        ("100 %", 100, "%"),
        ("'100%", 100, "%"),
        ("100%,", 100, "%"),
        ("100\n%", 100, "%"),
        ("100 Persen", 100, "%"),
        ("100 persen.", 100, "%"),
        ("100.00%", 100, "%"),
        ("0,00%", 0, "%"),
        ("0.57%", D("0.57"), "%"),
        ("93,5%", D("93.5"), "%"),
        ("12,345%", D("12.345"), "%"),
        ("15.902842%", D("15.902842"), "%"),
        ("80 % desa", 80, "%"),
        ("-2,5%", D("-2.5"), "%"),
        ("Level 3", 3, "Level"),
        ("Nilai SAKIP 65,5", D("65.5"), "Nilai SAKIP"),
        ("CC (62)", 62, None),
        ("BB (72,5)", D("72.5"), None),
        ("72,5 (BB)", D("72.5"), None),
        ("85 (Baik)", 85, None),
        ("½", D("0.5"), None),
        ("2½ Ha", D("2.5"), "Ha"),
        ("• 3 laporan", 3, "laporan"),
        ("- 12 dokumen", 12, "dokumen"),
        ("a. 5 unit", 5, "unit"),
        ("1) 12 dokumen", 12, "dokumen"),
        ("(12 dokumen)", 12, "dokumen"),
        ("٣ dokumen", 3, "dokumen"),
        ("Rp. 5.000.000", 5000000, "IDR"),
        ("5.000.000,-", 5000000, "IDR"),
    ],
)
def test_quantities_have_value_and_unit(text: str, value: Number, unit: str | None) -> None:
    reading = read_quantity(text)
    assert (reading.value, reading.unit, reading.flags) == (value, unit, ())
    assert type(reading.value) is type(value)


@pytest.mark.parametrize(
    ("text", "value", "unit", "flags"),
    [
        ("78.15%%", D("78.15"), "%", ("repaired",)),
        ("27..540 kotak", 27540, "kotak", ("repaired",)),
        ("12.", 12, None, ("repaired",)),
        ("1,234.5", D("1234.5"), None, ("repaired",)),
        ("1,250,000 orang", 1250000, "orang", ("repaired",)),
        ("7,417", D("7.417"), None, ("ambiguous",)),
        ("7,417 kotak", D("7.417"), "kotak", ("ambiguous",)),
        ("12.345%", D("12.345"), "%", ("ambiguous",)),
        ("1.250,375 Ha", D("1250.375"), "Ha", ("ambiguous",)),
        ("- 100%", 100, "%", ("ambiguous",)),
        ("-12 dokumen", 12, "dokumen", ("ambiguous",)),
        ("(62)", 62, None, ("ambiguous",)),
        ("5 (enam) dokumen", 5, "dokumen", ("ambiguous",)),
        ("100% (12 dokumen)", 100, "%", ("ambiguous",)),
        ("3 dokumen 2 laporan", None, None, ("ambiguous",)),
        ("100%\n2 dokumen", None, None, ("ambiguous",)),
        ("1 dokumen - 2 laporan", None, None, ("ambiguous",)),
        ("2 kali x 5 orang", None, None, ("ambiguous",)),
        ("3 2 dokumen", None, "dokumen", ("ambiguous",)),
        ("10–12 kali", None, "kali", ("range",)),
        ("10-12 kali", None, "kali", ("range",)),
        ("10 s/d 12", None, None, ("range",)),
        ("80% - 90%", None, "%", ("range",)),
        ("≥ 85", 85, None, ("range",)),
        ("> 90%", 90, "%", ("range",)),
        ("±20 orang", 20, "orang", ("range",)),
        ("minimal 80%", 80, "%", ("range",)),
        ("≥ 7,417", D("7.417"), None, ("ambiguous", "range")),
        ("Rp 1,5 M", 1500000000, "IDR", ("scaled",)),
        ("BB Rp 18.635.350.000", 18635350000, "IDR", ("ambiguous",)),
    ],
)
def test_doubtful_quantities_are_flagged(text: str, value: Number | None, unit: str | None, flags: Flags) -> None:
    reading = read_quantity(text)
    assert (reading.value, reading.unit, reading.flags) == (value, unit, flags)


@pytest.mark.parametrize("text", ["A", "B", "CC", "WTP", "Baik", "Sangat Baik", "tercapai", "('%)"])
def test_a_grade_is_stated_but_no_number(text: str) -> None:
    reading = read_quantity(text)
    assert (reading.raw, reading.value, reading.flags) == (text, None, ())


@pytest.mark.parametrize(
    "text",
    [
        *("31-Dec", "12/2021", "1/2", "1 : 20", "1O dokumen", "2OO lembar", "5l", "P2WKSS", "10²", "Tahun 2021"),
        *("20 Okt", "Desember 2021", "#REF!", "#DIV/0!", "Rp #N/A", "meningkat 5 kali lipat", "1-2-2021"),
    ],
)
def test_what_is_no_quantity_is_unreadable(text: str) -> None:
    reading = read_quantity(text)
    assert (reading.value, reading.unit, reading.flags) == (None, None, ("unreadable",))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["92,7", "7,417"], [(D("92.7"), ()), (D("7.417"), ())]),
        (["7.200.000", "7,417"], [(7200000, ()), (D("7.417"), ())]),
        (["1,234,567 kotak", "7,417 kotak"], [(1234567, ("repaired",)), (7417, ("repaired",))]),
        (["92,7", "7,417 kotak"], [(D("92.7"), ()), (D("7.417"), ("ambiguous",))]),
        (["65.66%", "12.345%"], [(D("65.66"), ()), (D("12.345"), ())]),
        (["65,66%", "12.345%"], [(D("65.66"), ()), (D("12.345"), ("ambiguous",))]),
        (["65.66", "103.000"], [(D("65.66"), ()), (103000, ("ambiguous",))]),
        (["65.66%", "3.540 kotak"], [(D("65.66"), ()), (3540, ())]),
        (["2.75 Ha", "3.5 Ha", "1.250 Ha"], [(D("2.75"), ()), (D("3.5"), ()), (D("1.25"), ())]),
        (["2.75 Ha", "1.250 Ha"], [(D("2.75"), ()), (1250, ("ambiguous",))]),
        (["100%", "1.000", "12 bulan"], [(100, ()), (1000, ()), (12, ())]),
    ],
)
def test_a_quantity_column_decides_by_unit(texts: list[str], expected: list[tuple[Number, Flags]]) -> None:
    assert [(reading.value, reading.flags) for reading in read_quantities(texts)] == expected


def test_choose_takes_the_proven_value_and_drops_the_doubt() -> None:
    lost_zero = choose(read_amount("1.250.00"), 1250000)
    assert (lost_zero.value, lost_zero.flags, lost_zero.alternatives) == (1250000, ("repaired",), ())
    dash = choose(read_amount("- 1.250.000"), -1250000)
    assert (dash.value, dash.flags) == (-1250000, ())
    scaled = choose(read_amount("1,250", 1000), 1250000)
    assert (scaled.value, scaled.flags) == (1250000, ("repaired", "scaled"))
    with pytest.raises(ValueError, match="no reading"):
        choose(read_amount("1.250.00"), 7)


def test_a_reading_becomes_a_value_of_the_contract() -> None:
    value = read_quantity(" 78.15%% ").to_value()
    assert asdict(value) == {"raw": "78.15%%", "value": D("78.15"), "unit": "%", "flags": ["repaired"]}


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("(dalam juta rupiah)", 1_000_000),
        ("(Dalam Jutaan)", 1_000_000),
        ("Pagu Indikatif (Rp. Juta)", 1_000_000),
        ("Rp. Juta", 1_000_000),
        ("(juta Rp)", 1_000_000),
        ("Rp. 000.000,-", 1_000_000),
        ("(x Rp 1.000.000)", 1_000_000),
        ("(dalam ribuan)", 1_000),
        ("Anggaran dalam ribu rupiah", 1_000),
        ("(dalam ribuari rupiah)", 1_000),
        ("Rp.000", 1_000),
        ("Rp 000,-", 1_000),
        ("(000)", 1_000),
        ("(x Rp 1.000)", 1_000),
        ("(Rp. 1.000)", 1_000),
        ("Ribuan Rupiah", 1_000),
        ("(dalam milyar)", 1_000_000_000),
        ("Kebutuhan Dana/ Pagu Indikatif (Rp.)", 1),
        ("Rp 1.000.000", 1),
        ("sebesar Rp. 5 juta", 1),
        ("bantuan 5 juta Rp", 1),
        ("Max 1.000 peserta", 1),
        ("", 1),
    ],
)
def test_scale_of_captions_and_headers(text: str, scale: int) -> None:
    assert scale_of(text) == scale


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pagu adalah Rp. 4.419.696.654,- dengan", [("Rp. 4.419.696.654,-", 4419696654, ())]),
        ("sebesar Rp3.858.936,-. Alokasi", [("Rp3.858.936,-", 3858936, ())]),
        (
            "Rp3,5 Milyar dan Rp 750 juta",
            [("Rp3,5 Milyar", 3500000000, ("scaled",)), ("Rp 750 juta", 750000000, ("scaled",))],
        ),
        ("senilai 12.500.000 rupiah", [("12.500.000", 12500000, ())]),
        ("dari Rp 1.000.000, menjadi Rp 2.000.000.", [("Rp 1.000.000", 1000000, ()), ("Rp 2.000.000", 2000000, ())]),
        ("Rp 17,800,000", [("Rp 17,800,000", 17800000, ("repaired",))]),
        ("Rp 5.000.000,- (lima juta rupiah)", [("Rp 5.000.000,-", 5000000, ())]),
        ("Rp 5.000.000,- (enam juta rupiah)", [("Rp 5.000.000,-", 5000000, ("ambiguous",))]),
        ("Rp 5.000.000 (APBD)", [("Rp 5.000.000", 5000000, ())]),
        ("antara Rp 5-10 juta", [("Rp 5", None, ("range",))]),
        ("Rp. 4.419.696. 654,-", [("Rp. 4.419.696. 654,-", 4419696654, ("ambiguous",))]),
        ("Anggaran (Rp.000) dan warp 5, 15 program", []),
    ],
)
def test_amounts_in_running_text(text: str, expected: list[tuple[str, Number | None, Flags]]) -> None:
    found = find_amounts(text)
    assert [(text[start:end], reading.value, reading.flags) for reading, start, end in found] == expected


INTEGERS = st.integers(min_value=0, max_value=10**14)
CENTS = st.decimals(min_value=0, max_value=10**12, places=2)
EXACT = INTEGERS | CENTS


def spelled(number: Number, thousands: str, decimal: str) -> str:
    whole, _, fraction = f"{number:,f}".partition(".") if isinstance(number, Decimal) else (f"{number:,}", "", "")
    return whole.replace(",", thousands) + (decimal + fraction if fraction else "")


@given(EXACT, st.sampled_from(["{}", "Rp {}", "Rp. {}", "Rp\n{}", "IDR {}"]))
def test_every_indonesian_amount_reads_back_unflagged(number: Number, frame: str) -> None:
    reading = read_amount(frame.format(spelled(number, ".", ",")))
    assert (reading.value, reading.flags) == (number, ())


@given(EXACT)
def test_every_english_amount_reads_back_flagged(number: Number) -> None:
    text = spelled(number, ",", ".")
    reading = read_amount(text)
    assert reading.value == number
    assert bool(reading.flags) == ("," in text or ("." in text and number >= 1))


@given(INTEGERS, st.sampled_from(["({})", "-{}", "Rp (-{})", "-Rp {}"]))
def test_negative_amounts_read_back(number: int, frame: str) -> None:
    reading = read_amount(frame.format(spelled(number, ".", ",")))
    assert (reading.value, reading.flags) == (-number, ())


@given(st.integers(min_value=1000, max_value=10**14), st.data())
def test_an_amount_wrapped_in_a_narrow_cell_reads_back_or_is_flagged(number: int, data: st.DataObject) -> None:
    text = spelled(number, ".", ",")
    place = data.draw(st.integers(min_value=1, max_value=len(text) - 1))
    reading = read_amount(f"{text[:place]}\n{text[place:]}")
    assert reading.value == number or reading.flags in (("ambiguous",), ("unreadable",))
    if reading.flags == ("ambiguous",) and text[place] != ".":
        assert number in (reading.value, *reading.alternatives)


@given(INTEGERS, INTEGERS)
def test_two_amounts_in_a_cell_are_never_glued(first: int, second: int) -> None:
    reading = read_amount(f"{spelled(first, '.', ',')} {spelled(second, '.', ',')}")
    assert reading.flags in (("ambiguous",), ("repaired",))
    if reading.flags == ("ambiguous",):
        assert reading.value is None
        assert {first, second} <= set(reading.alternatives)


@given(EXACT, st.sampled_from([1000, 1_000_000]))
def test_scaling_is_exact(number: Number, scale: int) -> None:
    reading = read_amount(spelled(number, ".", ","), scale)
    assert reading.value == number * scale
    assert "scaled" in reading.flags


@given(EXACT, st.sampled_from(["{}", "{} dokumen", "{}%", "{} %", "{} persen", "{} Orang/ Bulan"]))
def test_every_indonesian_quantity_reads_back(number: Number, frame: str) -> None:
    reading = read_quantity(frame.format(spelled(number, ".", ",")))
    assert number in (reading.value, *reading.alternatives)
    assert reading.value == number or reading.flags == ("ambiguous",)
    if "%" not in frame and "persen" not in frame:
        assert reading.flags == ()


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=0, max_value=999))
def test_a_column_of_indonesian_decimals_makes_dots_thousands(head: int, tail: int) -> None:
    unsure = f"{head}.{tail:03}"
    assert read_quantities([unsure, "92,7"])[0] == Reading(unsure, head * 1000 + tail, None, ())
    contradicted = read_quantities([unsure, "65.66", "28.38"])[0]
    assert contradicted.flags == ("ambiguous",)
    assert {head * 1000 + tail, Decimal(unsure)} == {contradicted.value, *contradicted.alternatives}


NUMBERISH = st.text(alphabet="0123456789.,-–()%/ \n\u00a0RpIDRjutaM#O'½²٣", max_size=40)


@given(st.lists(st.text(max_size=60) | NUMBERISH, max_size=6), st.sampled_from([1, 1000]))
def test_any_text_is_read_without_error_or_float(texts: list[str], scale: int) -> None:
    readings = [*read_amounts(texts, scale), *read_quantities(texts)]
    readings += [reading for text in texts for reading, _, _ in find_amounts(text)]
    for reading in readings:
        numbers = (reading.value, *reading.alternatives)
        assert all(number is None or type(number) in (int, Decimal) for number in numbers)
        assert all(int(number) != number for number in numbers if isinstance(number, Decimal))
        assert reading.raw == " ".join(reading.raw.split())
        assert not (reading.alternatives and "ambiguous" not in reading.flags)
        json.loads(str(reading.value if reading.value is not None else 0))
        again = read_amount(reading.raw, scale)
        assert again.raw == reading.raw


@given(st.lists(NUMBERISH, max_size=6), st.sampled_from([1, 1000]))
def test_a_column_changes_only_open_cells(texts: list[str], scale: int) -> None:
    assert [reading.raw for reading in read_amounts(texts, scale)] == [" ".join(text.split()) for text in texts]
    for text, inside in zip(texts, read_quantities(texts), strict=True):
        alone = read_quantity(text)
        if inside != alone:
            assert {inside.value, *inside.alternatives} & {alone.value, *alone.alternatives, None} or inside.flags


def test_long_cells_are_bounded() -> None:
    for text in ("1.234." * 1_000_000, "9" * 5_000_000, "1 " * 2_500_000, "Rp" * 2_000_000 + "1"):
        for reading in (read_amount(text), read_quantity(text)):
            assert (reading.value, reading.flags) == (None, ("unreadable",))
    assert read_amount("9" * MAX_NUMBER_CHARS).flags == ("ambiguous",)
    assert find_amounts("Rp " + "9" * 5_000_000)[0][0].flags == ("unreadable",)


def test_a_column_of_words_has_no_unreadable_numbers() -> None:
    words = ["Pengguna pasar", "- Agen beras 5 kg; dan - kios", "Warga kota"]
    assert [(one.value, one.flags) for one in read_quantities(words)] == [(None, ())] * 3
    among_numbers = read_quantities([*words, "5 kios"])
    assert [one.flags for one in among_numbers] == [(), ("unreadable",), (), ()]
