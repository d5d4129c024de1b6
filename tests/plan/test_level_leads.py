"""How certain each row's level is: leads that hold, and evidence that is not taken for more than it says."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.plan.level_rows import RANKS, LevelRow
from extractor.plan.level_search import BEAM, search
from extractor.plan.levels import MARGIN_CERTAIN, Decision, decide_levels
from tests.plan.tables_as_plans import read

PROGRAM, KEGIATAN, SUB = RANKS["program"], RANKS["kegiatan"], RANKS["sub_kegiatan"]


def scored(program: float, kegiatan: float, sub: float) -> list[float]:
    """Return the evidence of a row that is no row above the programs."""
    scores = [float("-inf")] * len(RANKS)
    scores[PROGRAM], scores[KEGIATAN], scores[SUB] = program, kegiatan, sub
    return scores


@pytest.mark.parametrize("stated", [True, False])
def test_many_readings_nearly_as_good_push_none_out_of_sight(stated: bool) -> None:
    """A program of many sub kegiatan, each of which might be a kegiatan: all such readings lie close together."""
    amounts: list[int | None] = [None, None]
    evidence = [scored(6, 0, 0), scored(-3, 0, 0)]
    for place in range(14):
        blank = place in (3, 9)
        amounts.append(None if blank else 3**place)
        evidence.append(scored(-3, 0.0, -2.5) if blank else scored(-3, -0.5, 0.0))
    if stated:
        amounts[0] = sum(amount for amount in amounts if amount is not None)
    rows = [LevelRow(str(place), amounts=(amount,)) for place, amount in enumerate(amounts)]
    found, wider = (
        search(rows, evidence, priors=(-9.0,) * 6, deepest=SUB, width=width) for width in (BEAM, 100 * BEAM)
    )
    assert found.score == pytest.approx(wider.score)
    assert found.ranks == wider.ranks
    assert found.leads == pytest.approx(wider.leads)


def priced(name: str, amount: int | None) -> LevelRow:
    """Return a row with its amount, None where it is blank."""
    return LevelRow(name, amounts=(amount,), unpaid=amount is None)


def test_an_amount_speaks_against_a_heading_where_headings_are_blank_and_a_blank_says_no_more_than_it_does() -> None:
    rows = []
    for part in ("Niaga", "Irigasi", "Jalan", "Gedung"):
        rows += [priced(f"PROGRAM {part.upper()}", None), priced(f"Mutu {part}", None)]
        rows += [priced(f"Uji {part} 7", 7), priced(f"Uji {part} 11", 11)]
    rows += [priced("Pengelolaan Pasar", None), priced("Los Pasar", 9), priced("Kios Pasar", 10)]
    decided = decide_levels(rows, sub_expected=True)
    levels = ["program", "kegiatan", "sub_kegiatan", "sub_kegiatan"]
    assert [one.level for one in decided] == [*levels * 4, *levels[1:]]
    assert [one.certain for one in decided] == [True] * 16 + [False] * 3


def test_what_the_next_best_depth_leaves_open_is_open() -> None:
    names = ("Pelayanan Penghubung", "Pelayanan Kota", "Kelembagaan", "Kegiatan Pameran", "Kegiatan Promosi", "Mutu")
    rows = [LevelRow(name, amounts=(at,)) for name, at in zip(names, (473, None, 1, None, 37, 435), strict=True)]
    rows[1] = priced(names[1], None)
    assert not any(one.certain for one in decide_levels(rows)[2:])


def test_capitals_of_an_urusan_say_nothing_of_the_programs() -> None:
    urusan = ("Urusan Pemerintahan Wajib", "Urusan Pemerintahan Bidang Pekerjaan Umum")
    names = ("Jaringan Irigasi", "Saluran Desa", "Pintu Air", "Bendung", "Jalan Desa", "Ruas Jalan", "Perbaikan")
    lower = [LevelRow(name, amounts=(at,)) for name, at in zip(names, (50, 50, 20, 30, 33, None, 33), strict=True)]

    def below(above: Sequence[str]) -> list[Decision]:
        headings = [LevelRow(name, amounts=(None,), bare=True, without_indicator=True) for name in above]
        return decide_levels([*headings, *lower], sub_expected=True)[2:]

    capitals = below([name.upper() for name in urusan])
    levels = ["program", "kegiatan", "sub_kegiatan"]
    assert [one.level for one in capitals] == [*levels, "sub_kegiatan", *levels]
    assert [one.margin for one in capitals[4:]] == pytest.approx([one.margin for one in below(urusan)[4:]])


def test_a_name_without_the_word_is_no_program_where_programs_begin_with_it() -> None:
    rows = [LevelRow(name) for part in ("Gizi", "Vaksin", "Laut", "Pesisir") for name in (f"Program {part}", part)]
    rows += [LevelRow(name) for name in ("Tambak", "Kapal", "Jaring")]
    decided = decide_levels(rows, sub_expected=False)
    assert [one.level for one in decided] == [*["program", "kegiatan"] * 4, *["kegiatan"] * 3]
    assert min(one.margin for one in decided[8:]) > 1


def test_a_sum_that_holds_only_with_children_under_nought_is_doubted() -> None:
    amounts = (50, 50, 20, 30, 0, 9)
    rows = [LevelRow(str(place), amounts=(amount,)) for place, amount in enumerate(amounts)]
    evidence = [scored(6, 0, 0), *[scored(-9, 0, 0)] * 5]
    found = search(rows, evidence, priors=(-9.0,) * 6, deepest=SUB, width=BEAM)
    assert max(found.leads[4:]) < MARGIN_CERTAIN


def test_a_section_of_an_office_is_a_grouping_row() -> None:
    plan = read("""
No | Program/Kegiatan | Indikator | Target | Pagu Indikatif (Rp)
Seksi Pelayanan
A | Sarana Niaga | Toko | 10 toko | 50.000
1 | Pusat Niaga | Pasar | 2 pasar | 20.000
2 | Pasar Desa | Pasar | 5 pasar | 30.000
""").rencana
    assert plan is not None
    assert [(node.level, node.nama) for node in plan.nodes] == [("kelompok", "Seksi Pelayanan")]
