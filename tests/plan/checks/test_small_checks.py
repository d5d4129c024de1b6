from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.plan.checks import check, codes, numbering, placement, units, values
from extractor.plan.checks.units import named_unit
from extractor.plan.model import Node, TelaahRkpd, Value
from tests.plan.checks.build import (
    BLANK,
    DASH,
    aim,
    chapter,
    evaluated,
    evaluation_of,
    facts,
    node,
    over,
    plan,
    renja,
    review,
    rp,
    said,
    table,
)

check_codes = over(codes.check_codes)
check_numbering = over(numbering.check_numbering)
check_placement = over(placement.check_placement)
check_units = over(units.check_units)
check_values = over(values.check_values)

# --- values


def test_flagged_values_are_told_once_each() -> None:
    repaired = rp(27_584_690, "repaired", raw="27..584.690")
    torn = said("1.2.3.4", None, "IDR", "unreadable")
    both_ways = said("1.250", 1250, None, "ambiguous")
    one = renja(rencana=plan(node("program", "A", repaired, maju=torn, indikator=[aim("x", both_ways)], row=4)))
    assert facts(check_values(one)) == [
        ("number-repaired", "warning", [4], None, 27_584_690),
        ("number-unreadable", "warning", [4], None, None),
        ("number-ambiguous", "warning", [4], None, 1250),
    ]


def test_scaled_amounts_are_told_once_a_table() -> None:
    rows = [node("program", name, rp(5000, "scaled")) for name in "AB"]
    assert facts(check_values(renja(rencana=plan(*rows)))) == [("number-scaled", "info", [], None, None)]


def test_values_of_every_part_are_looked_at() -> None:
    bad = said("1..2", 12, None, "repaired")

    def another() -> Value:
        return replace(bad)

    one = renja(
        rencana=plan(node("program", "A", another()), total=another()),
        pendanaan=plan(node("program", "A", another()), table="t2"),
        rencana_lain=[plan(node("program", "A", another()), table="t4")],
        evaluasi=evaluation_of(
            evaluated("program", "A", {"target": (another(), another())}), total={"target": (None, another())}
        ),
        telaah_rkpd=review(("program", "A", another(), another()), draft=another(), result=another()),
    )
    assert len(check_values(one)) == 11


# --- units


@pytest.mark.parametrize(
    ("uraian", "unit"),
    [
        ("Jumlah dokumen yang disusun (Dokumen)", "dokumen"),
        ("Persentase layanan ('%)", "%"),
        ("Presentase layanan", "%"),
        ("Kasus yang ditindaklanjuti (persentase)", "%"),
        ("Jumlah desa tertib administrasi (desa))", "desa"),
        ("Indeks Kepuasan Masyarakat (IKM)", None),
        ("Indeks Kepuasan Masyarakat (IKM) (Nilai)", None),
        ("Meningkatnya layanan (outcome)", None),
        ("Jumlah orang", None),
    ],
)
def test_the_unit_an_indicator_names(uraian: str, unit: str | None) -> None:
    assert named_unit(uraian) == unit


@pytest.mark.parametrize(
    ("uraian", "target", "severity"),
    [
        ("Jumlah kader (Orang)", said("100%", 100, "%"), "warning"),
        ("Persentase barang terurus", said("2 dokumen", 2, "dokumen"), "warning"),
        ("Jumlah laporan yang dimutakhirkan", said("100%", 100, "%"), "warning"),
        ("Jumlah tamu (Orang)", said("3.540 kotak", 3540, "kotak"), "info"),
        ("Jumlah tamu (Orang)", said("35 org", 35, "org"), None),
        ("Jumlah bacaan (eksamplar)", said("20 exm", 20, "exm"), None),
        ("Jumlah kawasan (desa)", said("15 Desa/Kelurahan", 15, "Desa/Kelurahan"), None),
        ("Jumlah dokumen (Dokumen)", said("3 Dokumen Renja", 3, "Dokumen Renja"), None),
        ("Persentase layanan (%)", said("100 Persen", 100, "Persen"), None),
        ("Persentase layanan", said("95", 95), None),
        ("Jumlah rapat", said("12 kali", 12, "kali"), None),
        ("Jumlah tamu (Orang)", BLANK, None),
    ],
)
def test_units(uraian: str, target: Value, severity: str | None) -> None:
    found = check_units(renja(rencana=plan(node("kegiatan", "a", indikator=[aim(uraian, target)]))))
    assert [doubt.severity for doubt in found] == ([severity] if severity else [])


def test_a_percentage_without_its_sign_among_signed_ones() -> None:
    signed = [node("kegiatan", f"k{n}", indikator=[aim("Persentase x", said("100%", 100, "%"))]) for n in range(6)]
    bare = [
        node("kegiatan", "l", indikator=[aim("Persentase y", said(str(value), value))], row=value)
        for value in (4, 100, 400)
    ]
    assert [fact[1:3] for fact in facts(check_units(renja(rencana=plan(*signed, *bare))))] == [
        ("info", [4]),
        ("warning", [400]),
    ]
    assert check_units(renja(rencana=plan(*signed[:1], *bare))) == []


def test_the_same_words_in_both_halves_are_one_finding() -> None:
    rows = review(("kegiatan", "a", 1, 1))
    for half in (rows.rows[0].rancangan_awal, rows.rows[0].hasil_analisis):
        half.indikator = [aim("Jumlah tamu (Orang)", said("5 kotak", 5, "kotak"))]
    assert len(check_units(renja(telaah_rkpd=rows))) == 1


def test_next_years_target_counts_too() -> None:
    one = aim("Persentase x", said("100%", 100, "%"), said("12 Laporan", 12, "Laporan"))
    assert len(check_units(renja(rencana=plan(node("kegiatan", "a", indikator=[one]))))) == 1


# --- placement


def test_location_and_indicator_swapped() -> None:
    right = node("kegiatan", "a", indikator=[aim("Jumlah surat")], lokasi="Kota Lama", row=1)
    swapped = [node("kegiatan", "b", indikator=[aim("Kota Lama")], lokasi="Jumlah rapat", row=n) for n in (2, 3)]
    found = check_placement(renja(rencana=plan(right, *swapped)))
    assert facts(found) == [("column-misaligned", "warning", [2, 3], None, None)]
    assert check_placement(renja(rencana=plan(right))) == []


def test_an_amount_among_the_words_of_a_row() -> None:
    shifted = node("kegiatan", "a", said("APBD"), sumber_dana="12.500.000", row=5)
    found = check_placement(renja(rencana=plan(shifted)))
    assert facts(found) == [("row-misaligned", "warning", [5], None, None)] * 2
    assert check_placement(renja(rencana=plan(node("kegiatan", "a", 1, sumber_dana="0")))) == []


def test_performance_in_the_wrong_quarter() -> None:
    stray = evaluated("kegiatan", "s", {"triwulan_1": (DASH, 50), "triwulan_2": (said("100", 100), DASH)}, row=7)
    others = [evaluated("kegiatan", f"k{n}", {"triwulan_1": (said("1", 1), 5)}) for n in range(3)]
    found = check_placement(renja(evaluasi=evaluation_of(*others, stray)))
    assert facts(found) == [("column-misaligned", "warning", [7], None, None)]
    later = evaluated("kegiatan", "l", {"triwulan_2": (said("1", 1), 5)})
    assert check_placement(renja(evaluasi=evaluation_of(*others, stray, later))) == []


def test_quarters_with_half_their_columns() -> None:
    whole = [f"capaian.triwulan_{n}.{half}" for n in (1, 2) for half in ("kinerja", "anggaran")]
    third = ["capaian.triwulan_3.kinerja", "capaian.triwulan_3.anggaran"]

    def found(fields: list[str]) -> int:
        return len(check_placement(renja(evaluasi=evaluation_of(), tables=[table("t1", "2.1", "evaluasi", fields)])))

    assert found([*whole, third[0], "capaian.triwulan_4.anggaran"]) == 1
    assert found([*whole, *third]) == 0
    assert found(["capaian.triwulan_1.anggaran", "capaian.triwulan_2.anggaran"]) == 0


# --- numbering


@pytest.mark.parametrize(
    ("numbers", "odd"),
    [
        (["2.1", "2.2", "3.1"], []),
        (["2.1", "2.2", "3.3", "7"], ["t4"]),
        (["2.1", "2.3", "2.2"], ["t3"]),
        (["2.1", "2.2", "2.2"], ["t3"]),
        (["1", "2", "3"], []),
        (["T-C.29", "T-C.33"], []),
    ],
)
def test_table_numbers(numbers: list[str], odd: list[str]) -> None:
    tables = [table(f"t{index}", number) for index, number in enumerate(numbers, 1)]
    assert [doubt.at.table for doubt in check_numbering(renja(tables=tables))] == odd


def test_a_table_that_the_text_announces_and_nobody_finds() -> None:
    text = "Capaian dapat dilihat pada tabel 2 berikut ini, dan Tabel 2.2 di bawah."
    one = renja(tables=[table("t1", "2.2")], chapters=[chapter("II", text)])
    assert facts(check_numbering(one)) == [("numbering-irregular", "info", [], None, None)]


def _numbered(*numbers: str) -> TelaahRkpd:
    return review(*(("kegiatan", f"k{n}", 1, 1) for n in range(len(numbers))), numbers=numbers)


@pytest.mark.parametrize(
    ("numbers", "odd"),
    [
        (("I", "1", "2", "3", "II", "1", "2", "3."), []),
        (("I", "1", "2", "3", "II", "4", "5", "6"), []),  # counted through
        (("I", "1", "2", "4", "5", "II", "1", "2"), [(3, 4)]),
        (("I", "1", "2", "2", "3", "II", "1", "2"), [(3, 2)]),
        (("I", "1", "2", "3", "4", "III", "1", "2"), [(2, 3)]),
        (("7", "3", "9", "1"), []),  # a way of counting that is not known
    ],
)
def test_row_numbers_of_the_review(numbers: tuple[str, ...], odd: list[tuple[int, int]]) -> None:
    found = check_numbering(renja(telaah_rkpd=_numbered(*numbers)))
    assert [(doubt.expected, doubt.found) for doubt in found] == odd


# --- codes


def _coded(*kodes: str | None, parent: str | None = "7.01.01") -> Node:
    return node(
        "program",
        "P",
        None,
        *(node("kegiatan", f"k{n}", kode=kode, row=n) for n, kode in enumerate(kodes)),
        kode=parent,
    )


@pytest.mark.parametrize(
    ("kodes", "odd"),
    [
        (("7.01.01.2.01", "7.01.01.2.02", "7.01.01.2.03", "7.01.01.2.04"), []),
        (("7.01.01.2.01", "7.01.01.2.02", "7.01.01.2.03", "7.01.02.2.04"), [3]),
        (("7.01.01.2.01", "7.01.01.2.02", "7.01.01.2.03", "7.01.01.2.03"), [3]),
        (("7.01.01.2.01", "7.01.01.2.02", "7.01.01.2.03", "7.01.01.2.O4"), [3]),
        (("1", "2", "3", "3"), []),
        ((None, None, None, None), []),
    ],
)
def test_codes(kodes: tuple[str | None, ...], odd: list[int]) -> None:
    found = check_codes(renja(rencana=plan(_coded(*kodes))))
    assert [doubt.at.rows for doubt in found] == [[row] for row in odd]


def test_codes_that_do_not_continue_their_parents_by_design() -> None:
    strange = _coded("1.20.05.01", "1.20.05.02", "1.20.05.03", "1.20.05.04", parent="9.99")
    assert check_codes(renja(rencana=plan(strange))) == []


@pytest.mark.parametrize(("bidang", "odd"), [("307", []), ("207", [[1]]), ("3071", [[1]])])
def test_urusan_and_bidang_written_as_one_number(bidang: str, odd: list[list[int]]) -> None:
    programs = [
        node(
            "program",
            f"p{n}",
            None,
            *(node("kegiatan", f"k{n}{m}", kode=f"{bidang}.0{n}.00{m}", row=10 * n + m) for m in range(1, 4)),
            kode=f"{bidang},0{n}",
            row=10 * n,
        )
        for n in range(2, 5)
    ]
    urusan = node("urusan", "u", None, node("bidang_urusan", "b", None, *programs, kode=bidang, row=1), kode="3")
    assert [doubt.at.rows for doubt in check_codes(renja(rencana=plan(urusan)))] == odd


def test_every_sentence_is_said_in_both_languages() -> None:
    one = renja(rencana=plan(node("program", "A", 3, node("kegiatan", "a", 1))), telaah_rkpd=_numbered("1", "2"))
    one.rencana.nodes[0].indikator = [aim("Jumlah (Orang)", said("5%", 5, "%"))]  # type: ignore[union-attr]
    found = check(one)
    assert len(found) == 3
    for doubt in found:
        assert doubt.message.id
        assert doubt.message.en
        assert doubt.message.id != doubt.message.en
        assert doubt.message.id.count(". ") == 0
