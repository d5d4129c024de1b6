from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.plan.checks import ratios
from extractor.plan.model import EvaluationNode, Value
from tests.plan.checks.build import BLANK, evaluated, evaluation_of, facts, over, renja, said

check_ratios = over(ratios.check_ratios)


def _percent(raw: str) -> Value:
    return said(raw, Decimal(raw.rstrip("%").replace(",", ".")), "%")


def _row(target: int | Value, done: int | Value, percent: str, row: int = 0) -> EvaluationNode:
    return evaluated(
        "kegiatan",
        f"k{row}",
        {"target": (None, target), "realisasi": (None, done), "tingkat_capaian": (None, _percent(percent))},
        row=row,
    )


_GOOD = [_row(200, 50, "25%"), _row(3, 2, "66,67%"), _row(3, 2, "66,66%"), _row(1000, 15, "1,5%")]


def test_rounded_and_cut_percentages_agree() -> None:
    assert check_ratios(renja(evaluasi=evaluation_of(*_GOOD))) == []


@pytest.mark.parametrize(
    ("row", "expected", "found"),
    [
        (_row(54_544_859, 3_775_500, "69.22%", 9), Decimal("6.92"), Decimal("69.22")),
        (_row(100, 40, "0%", 9), Decimal("40.00"), 0),
        (_row(100, 40, "41%", 9), Decimal("40.00"), 41),
    ],
)
def test_a_percentage_that_is_not_the_ratio(row: EvaluationNode, expected: Decimal, found: Decimal) -> None:
    doubts = check_ratios(renja(evaluasi=evaluation_of(*_GOOD, row)))
    assert facts(doubts) == [("ratio-mismatch", "error", [9], expected, found)]


def test_a_percentage_without_realisation() -> None:
    doubts = check_ratios(renja(evaluasi=evaluation_of(*_GOOD, _row(100, BLANK, "37%", 9), _row(100, BLANK, "0%", 10))))
    assert facts(doubts) == [("ratio-mismatch", "warning", [9], None, 37)]


def test_the_total_row_is_a_row_too() -> None:
    total = {"target": (None, 1000), "realisasi": (None, 500), "tingkat_capaian": (None, _percent("40%"))}
    doubts = check_ratios(renja(evaluasi=evaluation_of(*_GOOD, total=total)))  # type: ignore[arg-type]
    assert [fact[3:] for fact in facts(doubts)] == [(Decimal("50.00"), 40)]


def test_performance_may_be_capped_or_fall() -> None:
    def row(target: int, done: int, percent: str) -> EvaluationNode:
        return evaluated(
            "kegiatan",
            "k",
            {
                "target": (said(str(target), target), None),
                "realisasi": (said(str(done), done), None),
                "tingkat_capaian": (_percent(percent), None),
            },
        )

    good = [row(4, 4, "100%"), row(10, 5, "50%"), row(4, 1, "25%")]
    capped, falling = row(4, 5, "100%"), row(10, 8, "120%")
    assert check_ratios(renja(evaluasi=evaluation_of(*good, capped, falling))) == []
    assert len(check_ratios(renja(evaluasi=evaluation_of(*good, row(4, 2, "20%"))))) == 1


def test_a_column_that_is_another_ratio_is_left_alone() -> None:
    rows = [_row(100, 10, "77%"), _row(100, 20, "78%"), _row(100, 30, "79%"), _row(100, 40, "81%")]
    assert check_ratios(renja(evaluasi=evaluation_of(*rows))) == []
