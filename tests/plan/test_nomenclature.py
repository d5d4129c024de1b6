"""Official names: which one a written name is, whatever was done to it, and never a wrong one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.plan.nomenclature import Entry, Match, Nomenclature, list_forms
from extractor.plan.nomenclature_store import core, entry
from tests.plan.many_names import made

CORE = Nomenclature(core(), core=len(core()))
ERA_C = [each for each in core() if each.era == "C"]


def one(name: str, kode: str | None = None, tahun: int | None = 2024, names: Nomenclature = CORE) -> Match | None:
    return names.match([name], [kode], tahun=tahun)[0]


def official(name: str, kode: str | None = None, tahun: int | None = 2024) -> str | None:
    match = one(name, kode, tahun)
    return match.entries[0].nama if match else None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("PENYEDIAAN JASA SURAT MENYURAT", "Penyediaan Jasa Surat Menyurat"),
        ("Penyed. Jasa Surat Menyurat", "Penyediaan Jasa Surat Menyurat"),
        ("Penyediaan Jasa Surat-Menyurat.", "Penyediaan Jasa Surat Menyurat"),
        ("Sub Kegiatan: Penyediaan Jasa Surat Menyurat", "Penyediaan Jasa Surat Menyurat"),
        (
            "Program Penunjang Urusan Pemerintah Daerah Kab/Kota",
            "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA",
        ),
        (
            "PROGRAM PENYELENGGA RAAN PEMERINTAH AN DAN PELAYA NAN PUBLIK",
            "PROGRAM PENYELENGGARAAN PEMERINTAHAN DAN PELAYANAN PUBLIK",
        ),
        ("Adm. Kepegawaian OPD", "Administrasi Kepegawaian Perangkat Daerah"),
        ("Administrasi Kepegawaian Perang kat Dae rah", "Administrasi Kepegawaian Perangkat Daerah"),
        ("Administrasi Umum  Perangkat Daerah", "Administrasi Umum Perangkat Daerah"),
        ("Penyediaan Peralatan & Perlengkapan Kantor", "Penyediaan Peralatan dan Perlengkapan Kantor"),
        ("Penyediaan Peralatan d an Perlengkapan Kntor", "Penyediaan Peralatan dan Perlengkapan Kantor"),
        ("Penyelenggraan Rapat Kordinasi dan Konsultasi SKPD", "Penyelenggaraan Rapat Koordinasi dan Konsultasi SKPD"),
        ("Pengadaan Meble", "Pengadaan Mebel"),
        ("Monev dan Penilaian Kinerja Pegawai", "Monitoring, Evaluasi, dan Penilaian Kinerja Pegawai"),
        ("Administrasi Umum Perangkat Daerah (M3T1S1)", "Administrasi Umum Perangkat Daerah"),
    ],
)
def test_a_name_is_known_however_it_is_written(written: str, meant: str) -> None:
    assert official(written) == meant


@pytest.mark.parametrize(
    "name",
    [
        "Koordinasi dan Penyusunan Dokumen Perubahan DKA-SKPD",  # RKA or DPA?
        "Pengadaan Modal",
        "Pemeliharaan Mebel dan Taman",
        "Penyediaan Jasa Pelayanan Khusus Kantor",
        "Penyediaan Gaji dan Tunjangan PNS",
        "Pembinaan Wawasan Kebangsaan",
        "Evaluasi Kinerja",
        "KECAMATAN",
        "",
        "-",
        "12345",
    ],
)
def test_another_name_is_no_misspelling(name: str) -> None:
    assert one(name) is None


def test_numbers_in_a_name_are_not_misspelt() -> None:
    names = Nomenclature([entry("1.02.03", "program", "C", "Program Pelayanan Pos Terpadu Tahap 1")])
    assert one("Pelayanan Pos Terpadu Tahap 1", names=names) is not None
    assert one("Pelayanan Pos Terpadu Tahap 2", names=names) is None


def test_nothing_is_certain_between_two_names_alike() -> None:
    names = Nomenclature(
        [
            entry("1.01.02", "program", "C", "Fasilitasi Kebijakan Ekonomi Makro"),
            entry("1.01.03.2.01", "kegiatan", "C", "Fasilitasi Kebijakan Ekonomi Mikro"),
        ]
    )
    match = one("Fasilitasi Kebijakan Ekonomi Mekro", names=names)
    assert match is not None
    assert match.level is None
    assert match.of_level("program") == match.of_level("kegiatan") == ()


def test_a_name_that_says_it_is_a_program_is_no_official_kegiatan() -> None:
    name = "Fasilitasi Kerumahtanggaan Sekretariat Daerah"
    plain, program = CORE.match([name, f"Program {name}"], [None, None], tahun=2023)
    assert plain is not None
    assert plain.level == "kegiatan"
    assert program is None


def test_a_name_that_is_official_at_two_levels_speaks_for_neither() -> None:
    plain, program = CORE.match(["Penataan Organisasi", "Program Penataan Organisasi"], [None, None], tahun=2023)
    assert plain is not None
    assert plain.level is None
    assert program is not None
    assert program.level == "program"


def test_every_era_has_its_own_level_for_a_name() -> None:
    old, new = one("Penyediaan Jasa Surat Menyurat", tahun=2018), one("Penyediaan Jasa Surat Menyurat", tahun=2022)
    assert old is not None
    assert new is not None
    assert (old.level, new.level) == ("kegiatan", "sub_kegiatan")


def test_the_tables_own_names_and_codes_outvote_the_year() -> None:
    names = ["Program Pelayanan Administrasi Perkantoran", "Penyediaan Jasa Surat Menyurat"]
    match = CORE.match(names, [None, None], tahun=2024)[1]
    assert match is not None
    assert match.level == "kegiatan"
    match = CORE.match(names[1:], ["7.01.01.2.08.01"], tahun=2018)[0]
    assert match is not None
    assert match.level == "sub_kegiatan"


@pytest.mark.parametrize(
    ("kode", "entry_kode"),
    [
        ("7.01.01.2.06.02", "X.XX.01.2.06.0002"),
        ("5.01.01.2.06.0002", "X.XX.01.2.06.0002"),
        ("1.02.01.1.06.02.", "X.XX.01.1.06.0002"),
        ("1 . 02 . 01 . 1 . 06 . 02", "X.XX.01.1.06.0002"),
    ],
)
def test_a_code_of_any_bidang_and_of_two_or_four_digits_agrees(kode: str, entry_kode: str) -> None:
    match = one("Penyediaan Peralatan dan Perlengkapan Kantor", kode)
    assert match is not None
    assert [each.kode for each in match.entries] == [entry_kode]


def test_codes_of_permendagri_13_agree_whatever_the_unit() -> None:
    for kode in ("1.20.05.01.10", "1.20.01.10", "2.07.2.07.01.01.10"):
        match = one("Penyediaan ATK", kode, 2015)
        assert match is not None
        assert [each.kode for each in match.entries] == ["X.XX.XX.01.10"]


def test_with_its_code_a_name_may_be_written_more_freely() -> None:
    name = "Penyediaan Komponen Listrik/Penerangan Gedung Kantor"
    assert one(name) is None
    assert official(name, "7.01.01.2.06.01") == "Penyediaan Komponen Instalasi Listrik/Penerangan Bangunan Kantor"
    assert official("Pengaspalan Jalan Desa", "7.01.01.2.06.01") is None


def test_forms_of_a_code_hold_the_code_itself() -> None:
    assert list_forms("7.01.01.2.06.02")[0] == "7.01.01.2.06.0002"
    assert "7.01.01.2.06.02" in list_forms("7.01.01.2.06.0002")
    assert list_forms("7") == ["7"]


def test_the_core_has_one_name_a_code_but_for_the_programs_of_province_and_region() -> None:
    by_kode: dict[tuple[str, str], set[str]] = {}
    for each in core():
        by_kode.setdefault((each.kode, each.era), set()).add(each.nama)
    assert [kode for kode, names in by_kode.items() if len(names) > 1] == [("X.XX.01", "C")]


def test_every_name_of_the_core_is_found_by_itself() -> None:
    for each in core():
        match = one(each.nama, tahun=2015 if each.era == "A" else 2024)
        assert match is not None, each.nama
        assert each in match.entries


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(ERA_C), st.integers(0, 400), st.sampled_from(["drop", "double", "swap", "break", "upper"]))
def test_a_typing_error_never_makes_another_name(each: Entry, at: int, error: str) -> None:
    name = each.nama
    at %= len(name) - 1
    written = {
        "drop": name[:at] + name[at + 1 :],
        "double": name[: at + 1] + name[at:],
        "swap": name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        "break": name[:at] + " " + name[at:],
        "upper": name.upper(),
    }[error]
    match = one(written)
    assert match is None or each.key in {found.key for found in match.entries}
    if error == "upper":
        assert match is not None


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.one_of(st.none(), st.text("0123456789.,X ", max_size=20)))
def test_any_text_is_taken(name: str, kode: str | None) -> None:
    match = one(name, kode, None)
    assert match is None or match.entries


def test_ten_thousand_names_against_five_hundred_misspelt_rows() -> None:
    entries = made(10_000)
    names = Nomenclature(entries)
    rows = [each.nama[:5] + each.nama[6:] for each in entries[::20]]
    names.match(rows[:1], [None])
    found = names.match(rows, [None] * len(rows))
    assert sum(match is not None for match in found) > 450
