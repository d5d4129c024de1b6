"""Standard codes and official names of rows: only where they are certain."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.plan.kode_baku import official_forms, standard_kodes
from extractor.plan.model import Level
from extractor.plan.nomenclature import Nomenclature
from extractor.plan.nomenclature_store import core, entry

CORE = Nomenclature(core(), core=len(core()))
RANKS: dict[Level, int] = {
    "urusan": 0,
    "bidang_urusan": 1,
    "kelompok": 2,
    "program": 3,
    "kegiatan": 4,
    "sub_kegiatan": 5,
}
Row = tuple[Level, str | None, str]


def parents(levels: Sequence[Level]) -> list[int]:
    """Return the parents of rows in document order."""
    found, stack = [], list[int]()
    for index, level in enumerate(levels):
        while stack and RANKS[levels[stack[-1]]] >= RANKS[level]:
            stack.pop()
        found.append(stack[-1] if stack else -1)
        stack.append(index)
    return found


def kodes(rows: Sequence[tuple[Level, str | None]]) -> list[str | None]:
    levels = [level for level, _ in rows]
    return standard_kodes(levels, parents(levels), [kode for _, kode in rows])


def forms(
    rows: Sequence[Row], names: Nomenclature = CORE, tahun: int | None = 2022
) -> list[tuple[str | None, str | None]]:
    levels = [level for level, _, _ in rows]
    written = [kode for _, kode, _ in rows]
    matches = names.match([nama for _, _, nama in rows], written, tahun=tahun)
    return [(form.nama, form.kode) for form in official_forms(levels, parents(levels), written, matches, names, tahun)]


@pytest.mark.parametrize(
    ("level", "written", "standard"),
    [
        ("urusan", "7", "7"),
        ("bidang_urusan", "7.01", "7.01"),
        ("program", "7.01.01", "7.01.01"),
        ("program", "7 . 01 . 01 .", "7.01.01"),
        ("program", "7,01,01", "7.01.01"),
        ("kegiatan", "7.01.01.2.06", "7.01.01.2.06"),
        ("sub_kegiatan", "7.01.01.2.06.02", "7.01.01.2.06.02"),
        ("sub_kegiatan", "7.01.01.2.06.0002", "7.01.01.2.06.0002"),
        ("program", "1.20.05.01", "1.20.05.01"),
        ("kegiatan", "1.20.05.01.15", "1.20.05.01.15"),
        ("kegiatan", "01.20.05.01.15", "1.20.05.01.15"),
        ("kegiatan", "2.07 . 2.07.01 . 27 . 02", "2.07.2.07.01.27.02"),
        ("program", "1", None),  # a running number
        ("kegiatan", "1.1", None),
        ("program", "7.1.1", None),  # 7.01.01, 7.10.10, …
        ("kegiatan", "7.01.2.01.06", None),  # swapped or short: not guessed
        ("sub_kegiatan", "7.01.01.06.2.02", None),
        ("program", "X.XX.01", None),
        ("program", "M1", None),
        ("program", "", None),
        ("program", None, None),
        ("kelompok", "7.01", None),
    ],
)
def test_a_code_alone(level: Level, written: str | None, standard: str | None) -> None:
    assert kodes([(level, written)]) == [standard]


def test_lost_zeros_come_back_where_parent_and_children_leave_one_reading() -> None:
    rows: list[tuple[Level, str | None]] = [
        ("bidang_urusan", "2.1"),
        ("program", "2.1.2"),
        ("kegiatan", "2.10.02.2.01"),
        ("kegiatan", "2.10.02.2.1"),
    ]
    # Of the last, neither a child nor a sister tells whether it is .01 or .10.
    assert kodes(rows) == [None, "2.10.02", "2.10.02.2.01", None]


def test_a_decimal_comma_and_a_local_scheme_are_settled_by_the_children() -> None:
    rows: list[tuple[Level, str | None]] = [
        ("program", "307,01"),
        ("kegiatan", "307.01.001"),
        ("program", "307,1"),
        ("kegiatan", "307.10.001"),
        ("program", "307,2"),
    ]
    assert kodes(rows) == ["307.01", "307.01.001", "307.10", "307.10.001", None]


def test_running_numbers_never_become_codes() -> None:
    rows: list[tuple[Level, str | None]] = [
        ("program", "1"),
        ("kegiatan", "1.1"),
        ("sub_kegiatan", "1.1.1"),
        ("sub_kegiatan", "1.1.10"),
        ("program", "2"),
        ("kegiatan", "2.10"),
    ]
    assert kodes(rows) == [None] * 6


def stripped(*rows: tuple[Level, str], tahun: int | None = 2023) -> list[str | None]:
    return [kode for _, kode in forms([(level, kode, "x") for level, kode in rows], tahun=tahun)]


LOST: list[tuple[Level, str]] = [
    ("bidang_urusan", "2.1"),
    ("program", "2.1.2"),
    ("kegiatan", "2.1.2.2.1"),
    ("sub_kegiatan", "2.1.2.2.1.3"),
    ("sub_kegiatan", "2.1.2.2.1.12"),
    ("kegiatan", "2.1.2.2.10"),
]


def test_zeros_that_all_codes_of_a_table_lost_come_back() -> None:
    # There is no bidang 2.01, so that 2.1 lost the zero of 2.10.
    assert stripped(*LOST) == ["2.10", "2.10.02", "2.10.02.2.01", "2.10.02.2.01.03", "2.10.02.2.01.12", "2.10.02.2.10"]
    assert stripped(*LOST, tahun=2025)[3] == "2.10.02.2.01.0003"
    assert stripped(*LOST, tahun=None)[1:4] == ["2.10.02", "2.10.02.2.01", None]


def test_zeros_come_back_only_where_the_whole_table_tells() -> None:
    kept: list[tuple[Level, str]] = [*LOST, ("kegiatan", "2.10.02.2.04")]
    assert stripped(*kept)[3] is None  # this table keeps its zeros: 3 may be 30
    tens: list[tuple[Level, str]] = [("program", "7.1.1"), ("kegiatan", "7.1.1.2.1")]
    assert stripped(*tens) == [None, None]  # 7.01.01.2.01 or 7.01.10.2.10
    units: list[tuple[Level, str]] = [("program", "1.2.15"), ("kegiatan", "1.2.15.3")]
    assert stripped(*units, tahun=2014) == [None, None]  # the older bidang 1.02 or 1.20
    assert stripped(("program", "2.9.1"), ("kegiatan", "2.9.1.5"), tahun=2019) == ["2.09.01", "2.09.01.05"]
    assert stripped(("program", "1.20.15"), ("kegiatan", "1.20.15.3"), tahun=2014) == ["1.20.15", "1.20.15.03"]


KECAMATAN: list[Row] = [
    ("program", None, "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KAB/KOTA"),
    ("kegiatan", None, "Administrasi Umum Perangkat Daerah"),
    ("sub_kegiatan", None, "Penyediaan Peralatan Rumah Tangga"),
    ("program", None, "PROGRAM PENYELENGGARAAN PEMERINTAHAN DAN PELAYANAN PUBLIK"),
    ("kegiatan", None, "Pelaksanaan Urusan Pemerintahan yang Dilimpahkan kepada Camat"),
]


def test_names_give_codes_where_the_programs_beside_tell_the_bidang() -> None:
    assert [kode for _, kode in forms(KECAMATAN)] == [
        "7.01.01",
        "7.01.01.2.06",
        "7.01.01.2.06.03",
        "7.01.02",
        "7.01.02.2.04",
    ]
    assert forms(KECAMATAN, tahun=2025)[2][1] == "7.01.01.2.06.0003"
    assert forms(KECAMATAN, tahun=None)[2][1] is None


def test_an_open_bidang_stays_open() -> None:
    found = forms(KECAMATAN[:3])
    assert [kode for _, kode in found] == [None, None, None]
    assert [nama for nama, _ in found] == [
        "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA",
        "Administrasi Umum Perangkat Daerah",
        "Penyediaan Peralatan Rumah Tangga",
    ]


def test_a_program_beside_that_is_in_no_list_leaves_the_bidang_open() -> None:
    rows = [*KECAMATAN, ("program", None, "PROGRAM YANG TIDAK ADA DALAM DAFTAR")]
    assert [kode for _, kode in forms(rows)] == [None, None, None, "7.01.02", "7.01.02.2.04", None]


def test_the_bidang_row_above_tells_the_bidang() -> None:
    rows: list[Row] = [("bidang_urusan", None, "URUSAN PEMERINTAHAN BIDANG SOSIAL"), *KECAMATAN[:3]]
    assert [kode for _, kode in forms(rows)] == ["1.06", "1.06.01", "1.06.01.2.06", "1.06.01.2.06.03"]


def test_a_province_has_its_own_codes() -> None:
    rows: list[Row] = [
        ("program", "4.01.01", "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH PROVINSI"),
        ("kegiatan", None, "Administrasi Umum Perangkat Daerah"),
    ]
    assert forms(rows)[1] == ("Administrasi Umum Perangkat Daerah", "4.01.01.1.06")


def test_a_written_code_is_kept_in_its_standard_form() -> None:
    rows: list[Row] = [
        ("program", "5.01.01", "Program Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota"),
        ("kegiatan", "5.01.01.2.06.", "Administrasi Umum Perangkat Daerah"),
        ("sub_kegiatan", "5 .01.01.2.06.3", "Penyediaan Peralatan Rumah Tangga"),
        ("sub_kegiatan", "5.01.01.2.06.0004", "Penyediaan Bahan Logistik Kantor"),
    ]
    # The third code lost a zero: its official name under its parent tells which.
    assert [kode for _, kode in forms(rows)] == [
        "5.01.01",
        "5.01.01.2.06",
        "5.01.01.2.06.0003",
        "5.01.01.2.06.0004",
    ]


def test_a_name_of_another_level_is_no_match() -> None:
    assert forms([("kegiatan", None, "Penyediaan Peralatan Rumah Tangga")]) == [(None, None)]


def test_of_several_codes_of_one_name_the_children_tell_which() -> None:
    names = Nomenclature(
        [
            entry("7.01.03", "program", "C", "PROGRAM PEMBERDAYAAN"),
            entry("7.01.05", "program", "C", "PROGRAM PEMBERDAYAAN"),
            entry("7.01.03.2.01", "kegiatan", "C", "Koordinasi Pemberdayaan Desa"),
            entry("7.01.05.2.01", "kegiatan", "C", "Pembinaan Lembaga Adat"),
        ]
    )
    rows: list[Row] = [("program", None, "Program Pemberdayaan"), ("kegiatan", None, "Koordinasi Pemberdayaan Desa")]
    assert [kode for _, kode in forms(rows, names)] == ["7.01.03", "7.01.03.2.01"]
    assert forms(rows[:1], names) == [("PROGRAM PEMBERDAYAAN", None)]


def test_an_imported_list_of_four_digits_gives_no_two_digit_codes() -> None:
    listed = entry("1.01.02.2.01.0007", "sub_kegiatan", "C", "Rehabilitasi Ruang Kelas")
    rows: list[Row] = [("kegiatan", "1.01.02.2.01", "Pengelolaan Sekolah"), ("sub_kegiatan", None, listed.nama)]
    assert forms(rows, Nomenclature([listed]), tahun=2022)[1] == (listed.nama, None)
    assert forms(rows, Nomenclature([listed]), tahun=2024)[1] == (listed.nama, listed.kode)


@given(
    st.lists(
        st.tuples(st.sampled_from(list(RANKS)), st.one_of(st.none(), st.text("0123456789X., ", max_size=16))),
        max_size=12,
    )
)
def test_a_standard_code_has_the_digits_of_the_written_one(rows: list[tuple[Level, str | None]]) -> None:
    for (_, written), standard in zip(rows, kodes(rows), strict=True):
        if standard is not None:
            assert written is not None
            kept = iter(standard)
            digits = [each for each in written if each.isdigit()]
            # Zeros may come back; an urusan's leading zero may go.
            assert all(digit in kept for digit in digits[digits[0] == "0" :])
