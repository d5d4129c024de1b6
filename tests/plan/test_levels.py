"""The search for the best assignment of levels: exact, and honest about how certain each row is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.plan.level_rows import RANKS, LevelRow
from extractor.plan.level_search import PRUNED, Assignment, ends, search
from extractor.plan.levels import decide_levels
from extractor.plan.model import Level
from tests.plan.tables_as_plans import outline, read

PRIORS = (-9.0,) * 6
TRIED = (RANKS["kelompok"], RANKS["program"], RANKS["kegiatan"], RANKS["sub_kegiatan"])
AMOUNTS = st.one_of(st.none(), st.integers(1, 3))
SCORES = st.lists(st.integers(-2, 2), min_size=len(TRIED), max_size=len(TRIED))


def found(rows: list[LevelRow], scores: list[dict[int, float]]) -> Assignment:
    """Return the best assignment among the ranks that have a score."""
    never = float("-inf")
    evidence = [[row.get(rank, never) for rank in range(6)] for row in scores]
    return search(rows, evidence, priors=PRIORS, deepest=5, width=1_000)


def placed(ranks: Sequence[int], place: int) -> tuple[int, int]:
    """Return the rank of a row and the row above it in the tree, -1 where there is none."""
    stack: list[int] = []
    for row, rank in enumerate(ranks[:place]):
        while stack and ends(ranks[stack[-1]], rank, len(stack)):
            stack.pop()
        stack.append(row)
    while stack and ends(ranks[stack[-1]], ranks[place], len(stack)):
        stack.pop()
    return ranks[place], stack[-1] if stack else -1


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(AMOUNTS, SCORES), min_size=1, max_size=4))
def test_the_search_finds_what_trying_every_assignment_finds(drawn: list[tuple[int | None, list[int]]]) -> None:
    rows = [LevelRow(str(place), amounts=(amount,)) for place, (amount, _) in enumerate(drawn)]
    scores: list[dict[int, float]] = [dict(zip(TRIED, map(float, given), strict=True)) for _, given in drawn]
    alone = {
        ranks: found(rows, [{rank: row[rank]} for rank, row in zip(ranks, scores, strict=True)]).score
        for ranks in product(TRIED, repeat=len(rows))
    }
    best = found(rows, scores)
    assert best.score == pytest.approx(max(alone.values()))
    assert alone[tuple(best.ranks)] == pytest.approx(best.score)
    for place, lead in enumerate(best.leads):
        here = placed(best.ranks, place)
        other = max((score for ranks, score in alone.items() if placed(ranks, place) != here), default=-PRUNED)
        assert lead == pytest.approx(min(PRUNED, best.score - other))


def test_a_row_that_fits_two_levels_is_uncertain_and_the_others_are_not() -> None:
    rows = [
        LevelRow("PROGRAM PENATAAN", amounts=(30,)),
        LevelRow("Kegiatan Penyusunan Peta", amounts=(30,)),
        LevelRow("Pengukuran", amounts=(None,)),
        LevelRow("Penggambaran", amounts=(30,)),
        LevelRow("PROGRAM PEMBINAAN", amounts=(50,)),
        LevelRow("Kegiatan Pelatihan", amounts=(50,)),
        LevelRow("Pelatihan Juru Ukur", amounts=(50,)),
    ]
    decided = decide_levels(rows, sub_expected=True)
    assert [row.level for row in decided[:2]] == ["program", "kegiatan"]
    assert decided[0].certain
    assert decided[4].certain


def test_a_header_that_names_sub_kegiatan_makes_none() -> None:
    rows = [LevelRow("PROGRAM PENATAAN RUANG", amounts=(60,))]
    rows += [LevelRow(f"Penyusunan Peta {place}", amounts=(amount,)) for place, amount in enumerate((10, 20, 30))]
    rows += [LevelRow("PROGRAM PEMBINAAN JASA", amounts=(90,))]
    rows += [LevelRow(f"Pelatihan Tukang {place}", amounts=(amount,)) for place, amount in enumerate((40, 50))]
    levels = [row.level for row in decide_levels(rows, sub_expected=True)]
    assert levels == ["program", *["kegiatan"] * 3, "program", *["kegiatan"] * 2]


def test_an_urusan_in_small_letters_with_its_own_amount_is_one() -> None:
    rows = [
        LevelRow("Urusan Pemerintahan Wajib", amounts=(30,)),
        LevelRow("Pekerjaan Umum", amounts=(30,)),
        LevelRow("Program Penataan Ruang", amounts=(30,)),
        LevelRow("Penyusunan Peta", amounts=(10,)),
        LevelRow("Pengukuran Tanah", amounts=(20,)),
    ]
    levels = [row.level for row in decide_levels(rows, sub_expected=False)]
    assert levels == ["urusan", "bidang_urusan", "program", "kegiatan", "kegiatan"]


def test_a_table_of_programs_alone_has_no_kegiatan() -> None:
    names = (
        "Pelayanan Kantor",
        "Sarana Aparatur",
        "Pelaporan",
        "Industri Kecil",
        "Pelayanan Publik",
        "Niaga",
        "Ekspor",
    )
    rows = [LevelRow(name, amounts=()) for name in names]
    known: dict[int, Level] = dict.fromkeys((0, 1, 2, 3, 5, 6), "program")
    assert {row.level for row in decide_levels(rows, known)} == {"program"}


def test_rows_without_amounts_are_headings_where_they_are_many() -> None:
    def row(name: str, amount: int | None) -> LevelRow:
        return LevelRow(name, amounts=(amount,), unpaid=amount is None)

    rows = [row("Penataan Ruang", None), row("Penyusunan Peta", None), row("Pengukuran", 10), row("Penggambaran", 20)]
    rows += [row("Pelatihan Juru Ukur", None), row("Bimbingan Teknis", 30), row("Uji Kemahiran", 40)]
    official: dict[int, Level] = {0: "program"}
    levels = [one.level for one in decide_levels(rows, official=official, sub_expected=True)]
    sub = "sub_kegiatan"
    assert levels == ["program", "kegiatan", sub, sub, "kegiatan", sub, sub]


def test_a_blank_kegiatan_states_what_its_sub_kegiatan_add_up_to() -> None:
    amounts = (130, 50, 20, 30, None, 80)
    names = ("PROGRAM PANGAN", "Ketersediaan Pangan", "Cadangan Beras", "Data Panen", "Mutu Pangan", "Uji Mutu")
    rows = [
        LevelRow(name, amounts=(amount,), unpaid=amount is None) for name, amount in zip(names, amounts, strict=True)
    ]
    decided = decide_levels(rows, sub_expected=True)
    sub = "sub_kegiatan"
    assert [row.level for row in decided] == ["program", "kegiatan", sub, sub, "kegiatan", sub]
    assert all(row.certain for row in decided)


@pytest.mark.parametrize(("third", "level"), [("Penatausahaan Izin", "kegiatan"), ("Pemantauan Izin", "sub_kegiatan")])
def test_the_first_word_of_a_name_decides_where_nothing_else_does(third: str, level: Level) -> None:
    rows = [LevelRow("PROGRAM PERIZINAN"), LevelRow("Kegiatan Perizinan")]
    rows += [LevelRow("Formulir"), LevelRow(third), LevelRow("Arsip")]
    decision = decide_levels(rows, sub_expected=True)[3]
    assert decision.level == level
    assert not decision.certain


def test_a_labelled_subtotal_of_a_kegiatan_closes_no_program() -> None:
    plan = read("""
Program/Kegiatan/Sub Kegiatan | Indikator | Target | Pagu Indikatif (Rp)
PROGRAM KETERTIBAN UMUM | Perda ditegakkan | 90 % |
Penanganan Gangguan | Kasus | 60 kasus |
Patroli Malam | Laporan | 12 laporan | 400.000.000
Penindakan Gangguan | Laporan | 24 laporan | 650.000.000
Jumlah Kegiatan | | | 1.050.000.000
Penegakan Peraturan | Perda | 8 perda |
Sosialisasi Peraturan | Orang | 300 orang | 110.000.000
Jumlah Kegiatan | | | 110.000.000
Jumlah Program | | | 1.160.000.000
PROGRAM PEMADAM KEBAKARAN | Waktu tanggap | 14 menit |
Penyelamatan Kebakaran | Kejadian | 70 kejadian |
Pemadaman Kebakaran | Laporan | 12 laporan | 880.000.000
Jumlah Kegiatan | | | 880.000.000
Jumlah Program | | | 880.000.000
JUMLAH TOTAL | | | 2.040.000.000
""").rencana
    assert plan is not None
    assert list(outline(plan.nodes)) == [
        "p PROGRAM KETERTIBAN UMUM",
        "  k Penanganan Gangguan",
        "    s Patroli Malam",
        "    s Penindakan Gangguan",
        "  k Penegakan Peraturan",
        "    s Sosialisasi Peraturan",
        "p PROGRAM PEMADAM KEBAKARAN",
        "  k Penyelamatan Kebakaran",
        "    s Pemadaman Kebakaran",
    ]


def test_below_a_bidang_stands_no_other_bidang() -> None:
    rows = [
        LevelRow("URUSAN PEMERINTAHAN WAJIB", amounts=(None,), bare=True, without_indicator=True),
        LevelRow("URUSAN PEMERINTAHAN BIDANG PERTANAHAN", amounts=(None,), bare=True, without_indicator=True),
        LevelRow("Pelayanan Izin", amounts=(17,), style=("nomor=upper",), without_indicator=True),
        LevelRow("Penerbitan Izin Usaha", amounts=(17,), style=("nomor=number",)),
        LevelRow("Pengawasan Usaha", amounts=(30,), style=("nomor=upper",), without_indicator=True),
        LevelRow("Patroli", amounts=(10,), style=("nomor=number",)),
        LevelRow("Penyuluhan", amounts=(20,), style=("nomor=number",)),
    ]
    levels = [row.level for row in decide_levels(rows, sub_expected=False)]
    assert levels == ["urusan", "bidang_urusan", "program", "kegiatan", "program", "kegiatan", "kegiatan"]


def test_an_indicator_of_a_program_in_a_further_row_of_its_kegiatan_is_the_programs() -> None:
    plan = read("""
Program/Kegiatan | Indikator | Target | Pagu Indikatif (Rp)
PENGEMBANGAN SISTEM PELAPORAN | Indikator Kinerja Program: / Nilai laporan | 70 poin |
Penyusunan Laporan | Jumlah laporan | 4 laporan | 20.000.000
 | Indikator Kinerja Program: / Persentase temuan selesai | 90 % |
Evaluasi Laporan | Jumlah evaluasi | 2 kali | 5.000.000
""").rencana
    assert plan is not None
    assert list(outline(plan.nodes)) == [
        "p PENGEMBANGAN SISTEM PELAPORAN",
        "  k Penyusunan Laporan",
        "  k Evaluasi Laporan",
    ]
    assert [one.uraian for one in plan.nodes[0].indikator] == ["Nilai laporan", "Persentase temuan selesai"]
    assert [one.uraian for one in plan.nodes[0].children[0].indikator] == ["Jumlah laporan"]


def test_words_that_open_indicators_speak_for_the_level_of_their_rows() -> None:
    def row(name: str, opening: str, amount: int | None) -> LevelRow:
        return LevelRow(name, amounts=(amount,), unpaid=amount is None, style=(f"opening={opening}",))

    rows = [LevelRow("PROGRAM PANGAN", amounts=(None,), unpaid=True, style=("opening=indeks",))]
    for name in ("Beras", "Jagung", "Gula", "Garam", "Sagu"):
        rows += [row(f"Pangan {name}", "persentase", None), row(f"Stok {name}", "jumlah", 10)]
        rows += [row(f"Data {name}", "jumlah", 20), row(f"Pasar {name}", "jumlah", 35)]
    decided = decide_levels(rows, sub_expected=True)
    assert [one.level for one in decided[1:]] == ["kegiatan", *["sub_kegiatan"] * 3] * 5
    assert all(one.certain for one in decided)
    plain = decide_levels([replace(one, style=()) for one in rows], sub_expected=True)
    assert not all(one.certain for one in plain)


def test_programs_whose_kegiatan_add_up_to_them_are_no_kegiatan_of_the_first() -> None:
    said = [
        ("Program Pelayanan Administrasi Perkantoran", 103_680),
        ("Penyediaan Jasa Surat Menyurat", 7_200),
        ("Penyediaan Jasa Kebersihan Kantor", 96_480),
        ("Program Pemberdayaan Fakir Miskin", 317_200),
        ("Pelatihan keterampilan berusaha bagi keluarga miskin", 275_900),
        ("Peningkatan kemampuan petugas dan pendamping sosial", 41_300),
        ("Program Pelayanan dan Rehabilitasi Kesejahteraan Sosial", 120_875),
        ("Pelayanan psikososial bagi PMKS di trauma center", 68_125),
        ("Penanganan orang terlantar", 52_750),
        ("Program Pemberdayaan Kelembagaan Kesejahteraan Sosial", 118_000),
        ("Peningkatan kualitas SDM kesejahteraan sosial masyarakat", 118_000),
    ]
    decided = decide_levels([LevelRow(nama, amounts=(amount,)) for nama, amount in said])
    assert "".join(one.level[0] for one in decided) == "pkkpkkpkkpk"
