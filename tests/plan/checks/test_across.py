from __future__ import annotations

import pytest

from extractor.plan.checks import across, rows_across
from extractor.plan.checks.rows_across import differently_named
from extractor.plan.model import Plan, Value
from tests.plan.checks.build import BLANK, Amount, aim, facts, node, over, plan, renja, review, rp, said

check_across_tables = over(across.check_across_tables)
check_missing_rows = over(rows_across.check_missing_rows)
check_names = over(rows_across.check_names)

_NAMES = ("Penyediaan Jasa Surat Menyurat", "Fasilitasi Kunjungan Tamu", "Penyediaan Bahan Logistik Kantor")


def _plan(
    *amounts: Amount, table: str = "t1", targets: tuple[Value | None, ...] = (), names: tuple[str, ...] = _NAMES
) -> Plan:
    rows = [
        node(
            "kegiatan",
            name,
            amount,
            row=index,
            table=table,
            indikator=[aim("Jumlah", targets[index - 1])] if index <= len(targets) else [],
        )
        for index, (name, amount) in enumerate(zip(names, amounts, strict=True), 1)
    ]
    return plan(node("program", "PROGRAM PENUNJANG URUSAN", None, *rows, table=table), table=table)


def test_equal_tables_raise_nothing() -> None:
    one = renja(rencana=_plan(1, 2, 3), pendanaan=_plan(1, 2, 3, table="t2"))
    assert [*check_across_tables(one), *check_missing_rows(one), *check_names(one)] == []


def test_one_row_with_two_amounts() -> None:
    one = renja(rencana=_plan(1, 19_245_223, 3), pendanaan=_plan(1, 19_245_000, 3, table="t2"))
    found = check_across_tables(one)
    assert facts(found) == [("cross-table-mismatch", "warning", [2], 19_245_223, 19_245_000)]
    assert found[0].at.table == "t2"


def test_rows_are_found_in_another_order_and_with_typing_errors() -> None:
    names = ("Fasilitasi Kunjungan Tamu", "Penyediaan Bahan Logistk Kantor", "PENYEDIAAN JASA SURAT  MENYURAT")
    one = renja(rencana=_plan(1, 2, 3), pendanaan=_plan(2, 4, 1, table="t2", names=names))
    assert facts(check_across_tables(one)) == [("cross-table-mismatch", "warning", [2], 3, 4)]
    assert check_missing_rows(one) == []
    assert check_names(one) == []


def test_the_review_tells_which_table_is_odd() -> None:
    rows = review(
        ("program", "PROGRAM PENUNJANG URUSAN", None, None),
        *(("kegiatan", name, n, n) for n, name in enumerate(_NAMES, 1)),
    )
    one = renja(rencana=_plan(1, 9, 3), pendanaan=_plan(1, 2, 3, table="t2"), telaah_rkpd=rows)
    found = check_across_tables(one)
    assert facts(found) == [("cross-table-mismatch", "warning", [2], 2, 9)]
    assert found[0].at.table == "t1"


@pytest.mark.parametrize(
    ("draft", "result", "expected"),
    [
        (5, 2, []),  # the review changed the draft, and the plan follows it
        (2, 5, [("cross-table-mismatch", "info", [2], 2, 5)]),  # the plan kept the draft's figure
        (5, 5, [("cross-table-mismatch", "warning", [2], 2, 5)]),
        (5, BLANK, []),
    ],
)
def test_the_plan_against_the_review(draft: Amount, result: Amount, expected: list[object]) -> None:
    rows = review(
        ("program", "PROGRAM PENUNJANG URUSAN", None, None),
        ("kegiatan", _NAMES[0], 1, 1),
        ("kegiatan", _NAMES[1], draft, result),
        ("kegiatan", _NAMES[2], 3, 3),
    )
    assert facts(check_across_tables(renja(rencana=_plan(1, 2, 3), telaah_rkpd=rows))) == expected


@pytest.mark.parametrize(
    ("one", "other", "severity"),
    [
        (said("21 orang", 21, "orang"), said("2 orang", 2, "orang"), "warning"),
        (said("100%", 100, "%"), said("4 Dokumen", 4, "Dokumen"), "warning"),
        (said("15 Jenis", 15, "Jenis"), said("15 unit", 15, "unit"), "info"),
        (said("Level 3"), said("Level 2"), "warning"),
        (said("15 Jenis", 15, "Jenis"), said("15  jenis", 15, "jenis"), None),
        (said("20 exm", 20, "exm"), said("20 Eksemplar", 20, "Eksemplar"), None),
        (said("3.540 kotak", 3540, "kotak"), said("3540 kotak", 3540, "kotak"), None),
        (said("95%", 95, "%"), BLANK, None),
        (said("95%", 95, "%"), said("-"), None),
    ],
)
def test_targets(one: Value, other: Value, severity: str | None) -> None:
    found = check_across_tables(
        renja(rencana=_plan(1, 2, 3, targets=(one,)), pendanaan=_plan(1, 2, 3, table="t2", targets=(other,)))
    )
    assert [doubt.severity for doubt in found] == ([severity] if severity else [])


def test_two_versions_of_the_plan_give_one_finding() -> None:
    names = tuple(f"Kegiatan nomor {'abcdefgh'[n] * 9}" for n in range(8))
    one = renja(rencana=_plan(*range(1, 9), names=names), pendanaan=_plan(*range(11, 19), names=names, table="t2"))
    assert facts(check_across_tables(one)) == [("cross-table-mismatch", "info", [], None, None)]


def test_plans_of_two_years_are_not_compared() -> None:
    later = _plan(7, 8, 9, table="t2").model_copy(update={"tahun": 2023})
    assert check_across_tables(renja(rencana=_plan(1, 2, 3), pendanaan=later)) == []


def test_codes_match_rows_of_other_names() -> None:
    def coded(name: str, amount: int, table: str) -> Plan:
        kegiatan = [
            node("kegiatan", f"{name} {n}", amount + n, kode=f"7.01.01.2.0{n}", row=n, table=table) for n in range(3)
        ]
        return plan(node("program", "P", None, *kegiatan, kode="7.01.01", table=table), table=table)

    assert (
        len(check_across_tables(renja(rencana=coded("Satu", 1, "t1"), pendanaan=coded("Lain sama sekali", 2, "t2"))))
        == 3
    )


def _wide(*names: str, table: str) -> Plan:
    return plan(
        node(
            "program",
            "PROGRAM X",
            None,
            *(node("kegiatan", one, row=n, table=table) for n, one in enumerate(names)),
            table=table,
        ),
        table=table,
    )


def test_a_row_that_only_one_table_has() -> None:
    shared = [f"Kegiatan {'abcdef'[n] * 8}" for n in range(6)]
    one = renja(rencana=_wide(*shared, "Pengadaan Kendaraan Dinas", table="t1"), pendanaan=_wide(*shared, table="t2"))
    found = check_missing_rows(one)
    assert [(doubt.at.table, doubt.at.rows, doubt.severity) for doubt in found] == [("t1", [6], "warning")]
    swapped = renja(rencana=one.pendanaan, pendanaan=one.rencana)
    assert [doubt.at.table for doubt in check_missing_rows(swapped)] == ["t1"]


def test_a_table_of_fewer_levels_misses_nothing() -> None:
    deep = plan(node("program", "PROGRAM X", 1, node("kegiatan", "Surat Menyurat", 1)))
    flat = plan(node("program", "PROGRAM X", 1, table="t2"), table="t2")
    assert check_missing_rows(renja(rencana=deep, pendanaan=flat)) == []


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("Koordinasi Dokumen Perubahan DPA-SKPD", "Koordinasi Dokumen Perubahan DKA-SKPD", True),
        ("Pemeliharaan dan Pajak", "Pemeliharaan, Pajak, dan Perizinan Kendaraan", True),
        ("PROGRAM PENYELENGGARA AN PEMERINTAHAN", "Program Penyelenggaraan Pemerintah", False),
        ("Tugas di Bidang Hukum", "Tugas diBidang Hukum", False),
        ("unit kerja yang ada di kecamatan", "unit kerja di kecamatan", False),
    ],
)
def test_names_differ_by_words_not_by_letters(one: str, other: str, differ: bool) -> None:
    assert differently_named(one, other) is differ


def test_a_row_of_two_names_is_worth_a_look() -> None:
    names = (
        "Penyediaan Jasa Surat Menyurat",
        "Fasilitasi Kunjungan Tamu",
        "Penyediaan Bahan Logistik Rumah Tangga Kantor",
    )
    one = renja(rencana=_plan(1, 2, 3), pendanaan=_plan(1, 2, 3, table="t2", names=names))
    assert facts(check_names(one)) == [("cross-table-mismatch", "info", [3], None, None)]


def test_amounts_that_were_read_in_two_ways_are_compared_by_their_digits() -> None:
    doubtful = rp(3, "ambiguous", raw="3.540")
    one = renja(rencana=_plan(1, doubtful, 3), pendanaan=_plan(1, 3540, 3, table="t2"))
    assert check_across_tables(one) == []


def test_a_row_that_stands_on_another_level_is_not_missing() -> None:
    shared = [f"Kegiatan {'abcdef'[n] * 8}" for n in range(6)]
    one = _wide(*shared, "Pengadaan Kendaraan", table="t1")
    other = _wide(*shared, table="t2")
    other.nodes[0].children[0].children = [node("sub_kegiatan", "Pengadaan Kendaraan", table="t2", row=9)]
    assert check_missing_rows(renja(rencana=one, pendanaan=other)) == []
