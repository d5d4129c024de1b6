from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.plan.checks import evaluation, sums, totals
from extractor.plan.model import Finding, Node, Value
from tests.plan.checks.build import (
    BLANK,
    DASH,
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
)

check_evaluation_rows = over(evaluation.check_evaluation_rows)
check_sums = over(sums.check_sums)
check_totals = over(totals.check_totals)


def _two_levels(parent: int | Value | None, *children: int | Value | None) -> Node:
    return node(
        "program", "A", parent, *(node("kegiatan", f"a{n}", one, row=n) for n, one in enumerate(children, 1)), row=0
    )


def test_a_consistent_plan_raises_nothing() -> None:
    tree = node(
        "program", "A", 300, node("kegiatan", "a", 300, node("sub_kegiatan", "x", 100), node("sub_kegiatan", "y", 200))
    )
    one = renja(rencana=plan(tree, total=300))
    assert check_sums(one) == []
    assert check_totals(one) == []


@pytest.mark.parametrize(
    ("parent", "children", "severity"),
    [
        (300, (100, 150), "error"),  # all stated
        (300, (100, DASH), "error"),  # a dash is nil
        (300, (400, BLANK), "error"),  # more than the parent, whatever the blank holds
        (300, (100, 100, BLANK), "info"),  # the blank may hold the rest
    ],
)
def test_a_parent_that_is_not_the_sum(parent: int, children: tuple[int | Value, ...], severity: str) -> None:
    found = check_sums(renja(rencana=plan(_two_levels(parent, *children))))
    total = sum(one for one in children if isinstance(one, int))
    assert facts(found) == [("sum-mismatch", severity, [0], total, parent)]


@pytest.mark.parametrize(
    "children", [(BLANK, BLANK), (100, BLANK, BLANK), (said("abc", None, None, "unreadable"), 100)]
)
def test_too_little_is_stated_to_say_anything(children: tuple[int | Value, ...]) -> None:
    assert check_sums(renja(rencana=plan(_two_levels(300, *children)))) == []


def test_a_blank_kegiatan_counts_as_the_sum_of_its_rows() -> None:
    blank = node("kegiatan", "a", BLANK, node("sub_kegiatan", "x", 40), node("sub_kegiatan", "y", 60))
    assert check_sums(renja(rencana=plan(node("program", "A", 100, blank)))) == []


def test_a_dash_above_stated_rows_is_worth_a_look() -> None:
    found = check_sums(renja(rencana=plan(_two_levels(DASH, 5, 6))))
    assert facts(found) == [("sum-mismatch", "info", [0], 11, None)]


def test_the_one_blank_parent_among_stated_ones_is_worth_a_look() -> None:
    others = [_two_levels(3, 1, 2), _two_levels(7, 3, 4)]
    blank = node("program", "B", BLANK, node("kegiatan", "b", 9), row=8)
    assert facts(check_sums(renja(rencana=plan(*others, blank)))) == [("sum-mismatch", "info", [8], 9, None)]
    assert check_sums(renja(rencana=plan(others[0], blank, blank))) == []


def test_amounts_in_thousands_may_be_off_by_rounding() -> None:
    def thousand(amount: int) -> Value:
        return rp(amount * 1000, "scaled")

    tree = node("program", "A", thousand(10), *(node("kegiatan", name, thousand(3)) for name in "abc"))
    assert check_sums(renja(rencana=plan(tree))) == []
    far = node("program", "A", thousand(20), *(node("kegiatan", name, thousand(3)) for name in "abc"))
    assert len(check_sums(renja(rencana=plan(far)))) == 1


def test_an_amount_of_sen_among_amounts_in_thousands_is_summed() -> None:
    sen = said("41,3001", Decimal("41300.1"), "IDR", "scaled")
    tree = node("program", "A", rp(30_000, "scaled"), node("kegiatan", "a", sen))
    assert facts(check_sums(renja(rencana=plan(tree)))) == [("sum-mismatch", "error", [0], Decimal("41300.1"), 30_000)]


def test_an_uncertain_level_weakens_the_finding() -> None:
    one = renja(rencana=plan(_two_levels(300, 100, 100)))
    doubted = one.rencana.nodes[0].children[0].at  # type: ignore[union-attr]
    one.findings = [Finding(code="level-uncertain", severity="info", message="?", at=doubted)]
    assert facts(check_sums(one)) == [("sum-mismatch", "info", [0], 200, 300)]


def test_a_column_that_never_adds_up_gives_one_finding() -> None:
    wrong = [node("program", f"P{n}", 100 + n, node("kegiatan", f"k{n}", 1), row=n) for n in range(8)]
    found = check_sums(renja(rencana=plan(*wrong)))
    assert facts(found) == [("sum-mismatch", "info", [], None, None)]


def test_every_money_column_is_added_up() -> None:
    tree = node("program", "A", 10, node("kegiatan", "a", 10, maju=4), node("kegiatan", "b", DASH, maju=5), maju=8)
    assert facts(check_sums(renja(rencana=plan(tree)))) == [("sum-mismatch", "error", [0], 9, 8)]


def test_each_half_of_the_review_is_added_up_by_its_levels() -> None:
    rows = review(
        ("program", "A", 30, 40),
        ("kegiatan", "a", 30, 30),
        ("sub_kegiatan", "x", 10, 10),
        ("sub_kegiatan", "y", 20, 20),
        ("program", "B", 5, 5),
        draft=35,
        result=45,
    )
    one = renja(telaah_rkpd=rows)
    assert facts(check_sums(one)) == [("sum-mismatch", "error", [0], 30, 40)]
    assert check_totals(one) == []


def test_the_total_against_the_top_rows() -> None:
    one = renja(rencana=plan(_two_levels(3, 1, 2), _two_levels(7, 3, 4), total=11))
    assert [fact[:2] + fact[3:] for fact in facts(check_totals(one))] == [("total-mismatch", "error", 10, 11)]


def test_a_total_that_one_wrong_program_explains_is_only_worth_a_look() -> None:
    one = renja(rencana=plan(_two_levels(3, 1, 2), _two_levels(70, 3, 4), total=10))
    found = check_totals(one)
    assert [fact[:2] + fact[3:] for fact in facts(found)] == [("total-mismatch", "info", 73, 10)]
    assert "“A”" in found[0].message.id


def test_a_total_of_the_programs_below_a_wrong_urusan_is_right() -> None:
    urusan = node("urusan", "U", 99, _two_levels(3, 1, 2), _two_levels(7, 3, 4))
    assert check_totals(renja(rencana=plan(urusan, total=10))) == []


def test_evaluation_totals_use_the_rows_below_a_blank_program() -> None:
    one = renja(
        evaluasi=evaluation_of(
            evaluated("program", "A", {"target": (None, 5)}),
            evaluated("program", "B", {"target": (None, BLANK)}, evaluated("kegiatan", "b", {"target": (None, 6)})),
            total={"target": (None, 12)},
        )
    )
    assert [fact[3:] for fact in facts(check_totals(one))] == [(11, 12)]


_Row = tuple[Value | int | None, Value | int | None, Value | int | None]


def _evaluated_rows(*rows: _Row) -> list[tuple[object, ...]]:
    nodes = [
        evaluated(
            "kegiatan",
            f"k{row}",
            {"triwulan_1": (None, first), "triwulan_2": (None, second), "realisasi": (None, year)},
            row=row,
        )
        for row, (first, second, year) in enumerate(rows)
    ]
    return [fact[1:] for fact in facts(check_evaluation_rows(renja(evaluasi=evaluation_of(*nodes))))]


def test_quarters_against_the_year() -> None:
    good: list[_Row] = [(1, 2, 3), (4, 5, 9), (6, DASH, 6), (7, BLANK, 7)]
    assert _evaluated_rows(*good) == []
    assert _evaluated_rows(*good, (2, 2, 5)) == [("error", [4], 4, 5)]
    assert _evaluated_rows(*good, (2, 2, DASH)) == [("warning", [4], 4, None)]


def test_a_year_without_quarters_is_no_contradiction() -> None:
    good: list[_Row] = [(1, 2, 3), (4, 5, 9), (6, 6, 12), (7, 1, 8)]
    assert _evaluated_rows(*good, (BLANK, DASH, 5), (None, None, 5)) == []


def test_cumulative_quarters_are_told_from_the_table() -> None:
    cumulative: list[_Row] = [(1, 3, 3), (4, 9, 9), (6, 7, 7), (7, 8, 8)]
    assert _evaluated_rows(*cumulative) == []
    assert _evaluated_rows(*cumulative, (2, 4, 6)) == [("error", [4], 4, 6)]


def test_quarters_of_a_table_without_any_rule_are_left_alone() -> None:
    assert _evaluated_rows((1, 2, 9), (4, 5, 1), (6, 7, 2), (7, 8, 3)) == []


def test_an_uncertain_level_two_levels_down_weakens_the_finding_too() -> None:
    kegiatan = node("kegiatan", "a", 10, node("sub_kegiatan", "x", 10, row=2), row=1)
    one = renja(rencana=plan(node("program", "A", 30, kegiatan)))
    doubted = kegiatan.children[0].at
    one.findings = [Finding(code="level-uncertain", severity="info", message="?", at=doubted)]
    assert facts(check_sums(one)) == [("sum-mismatch", "info", [0], 10, 30)]
