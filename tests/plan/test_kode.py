"""Codes as offices write them: the same tree, the code as written, the standard form only where it is certain."""

from __future__ import annotations

import pytest

from extractor.plan.kode import is_account, is_outline, split_kode
from tests.plan.tables_as_plans import flat, read

CODES = (
    "1.01.01",
    "1.01.01.2.01",
    "1.01.01.2.01.01",
    "1.01.01.2.01.07",
    "1.01.01.2.02",
    "1.01.01.2.02.01",
    "1.01.02",
    "1.01.02.2.01",
    "1.01.02.2.01.02",
)
NAMES = (
    ("PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA", 100),
    ("Perencanaan, Penganggaran, dan Evaluasi Kinerja Perangkat Daerah", 40),
    ("Penyusunan Dokumen Perencanaan Perangkat Daerah", 25),
    ("Evaluasi Kinerja Perangkat Daerah", 15),
    ("Administrasi Keuangan Perangkat Daerah", 60),
    ("Penyediaan Gaji dan Tunjangan ASN", 60),
    ("PROGRAM PENGELOLAAN PENDIDIKAN", 70),
    ("Pengelolaan Pendidikan Sekolah Dasar", 70),
    ("Penambahan Ruang Kelas Baru", 70),
)
LEVELS = [
    "program",
    "kegiatan",
    "sub_kegiatan",
    "sub_kegiatan",
    "kegiatan",
    "sub_kegiatan",
    "program",
    "kegiatan",
    "sub_kegiatan",
]
HEADER = "Urusan/Program/Kegiatan/Sub Kegiatan | Indikator | Target | Pagu Indikatif (Rp)"


def plan(
    written: list[str], *, columns: int = 1, named: str = "{kode} | {nama}"
) -> list[tuple[str, str | None, str | None]]:
    """Return level, code and standard code of each row of a table with `written` in its code column."""
    lines = [f"Kode | {'< | ' * (columns - 1)}{HEADER}"]
    for kode, (nama, amount) in zip(written, NAMES, strict=True):
        lines.append(f"{named.format(kode=kode, nama=nama)} | Hasil | 1 dokumen | {amount}.000.000")
    renja = read("\n".join(["", *lines, ""]))
    assert renja.rencana is not None
    nodes = flat(renja.rencana.nodes)
    assert [node.nama for node in nodes] == [nama for nama, _ in NAMES]
    return [(node.level, node.kode, node.kode_baku) for node in nodes]


WRITTEN = {
    "spaces": [kode.replace(".", " . ") for kode in CODES],
    "trailing dots": [f"{kode}." for kode in CODES],
    "commas": [kode.replace(".", ",") for kode in CODES],
    "dashes": [kode.replace(".", "-") for kode in CODES],
    "slashes": [kode.replace(".", "/") for kode in CODES],
}


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN.keys())
def test_signs_between_the_segments(written: list[str]) -> None:
    kodes = ["".join(kode.split()) for kode in written]
    assert plan(written) == list(zip(LEVELS, kodes, CODES, strict=True))


def test_a_cell_for_each_segment() -> None:
    cells = [kode.split(".") for kode in CODES]
    written = [" | ".join([*parts, *[""] * (6 - len(parts))]) for parts in cells]
    assert plan(written, columns=6) == list(zip(LEVELS, CODES, CODES, strict=True))


@pytest.mark.parametrize(
    "named", [" | {kode} {nama}", " | {kode} - {nama}", " | {kode}{nama}", " | ({kode}) {nama}", " | {nama} ({kode})"]
)
def test_codes_glued_to_the_names(named: str) -> None:
    assert plan(list(CODES), named=named) == list(zip(LEVELS, CODES, CODES, strict=True))


def test_zeros_that_the_whole_table_lost_come_back_in_the_standard_form() -> None:
    written = [kode.replace(".0", ".") for kode in CODES]
    assert plan(written) == list(zip(LEVELS, written, CODES, strict=True))


def test_a_zero_that_a_spreadsheet_ate_comes_back_where_the_children_have_it() -> None:
    written = ["1.1.1", *CODES[1:]]
    assert plan(written)[0] == ("program", "1.1.1", "1.01.01")


def test_swapped_segments_are_no_other_level_and_stay_as_written() -> None:
    swapped = [*CODES[:3], "1.01.01.2.07.01", *CODES[4:]]
    assert [row[:2] for row in plan(swapped)] == list(zip(LEVELS, swapped, strict=True))
    cut = [*CODES[:3], "01.1.01.2.07", *CODES[4:]]
    assert [row[:2] for row in plan(cut)] == list(zip(LEVELS, cut, strict=True))


def test_the_code_of_the_kegiatan_repeated_on_its_sub_kegiatan() -> None:
    repeated = [
        kode if level != "sub_kegiatan" else kode.rsplit(".", 1)[0] for kode, level in zip(CODES, LEVELS, strict=True)
    ]
    assert [row[:2] for row in plan(repeated)] == list(zip(LEVELS, repeated, strict=True))


def test_the_code_of_an_organisation_is_no_program_s() -> None:
    written = ["1.01.0.00.0.00.01.0000", *CODES[1:]]
    assert [row[:2] for row in plan(written)] == list(zip(LEVELS, written, strict=True))


def test_half_of_the_codes_blank() -> None:
    written = [kode if place % 2 else "" for place, kode in enumerate(CODES)]
    assert [row[0] for row in plan(written)] == LEVELS


def test_numbers_of_an_outline() -> None:
    assert is_outline(["1", "1.1", "1.1.1", "1.1.2", "1.2", "1.2.1", "2", "2.1"])
    assert is_outline(["1", None, "1.1", "1.2", "2", "2.1"])
    assert not is_outline(["1", "2", "3"])
    assert not is_outline(["1", "1.01", "1.01.01", "1.01.01.2.01"])
    assert not is_outline(["1.2.5.1", "1.2.5.1.2", "1.2.5.1.15", "1.2.5.2"])
    assert not is_outline(list(CODES))


@pytest.mark.parametrize(
    ("text", "kode", "nama"),
    [
        ("1.20 Otonomi Daerah", "1.20", "Otonomi Daerah"),
        ("1.1 Latar", None, "1.1 Latar"),
        ("3.540 kotak", None, "3.540 kotak"),
        ("Pengadaan 1.000 bibit (2.500 ha)", None, "Pengadaan 1.000 bibit (2.500 ha)"),
        ("1.01.02.2.01.0002PEMBANGUNAN", "1.01.02.2.01.0002", "PEMBANGUNAN"),
        ("[1.01.02] PROGRAM", "1.01.02", "PROGRAM"),
    ],
)
def test_what_is_a_code_in_a_name(text: str, kode: str | None, nama: str) -> None:
    assert split_kode(text) == (kode, nama)


def test_accounts() -> None:
    assert all(map(is_account, ("5.1", "5.2.1", "5.1.02.01.01.0024", "5.2.2.01.01", "4.1.01")))
    assert not any(map(is_account, ("5.01", "5.01.02", "5.01.02.2.01.01", "1.01.01", "6.01.01")))


def test_codes_that_begin_with_the_program() -> None:
    short = [kode.removeprefix("1.01.") for kode in CODES]
    assert [row[:2] for row in plan(short)] == list(zip(LEVELS, short, strict=True))
