"""Checks of a plan against itself: one pure function for each kind of doubt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from extractor.plan.checks.across import check_across_tables
from extractor.plan.checks.claims import check_claims
from extractor.plan.checks.codes import check_codes
from extractor.plan.checks.eras import check_era
from extractor.plan.checks.evaluation import check_evaluation_rows
from extractor.plan.checks.list_counts import check_list_counts
from extractor.plan.checks.narrative import check_narrative
from extractor.plan.checks.numbering import check_numbering
from extractor.plan.checks.other_totals import check_other_totals
from extractor.plan.checks.outline import check_outline
from extractor.plan.checks.placement import check_placement
from extractor.plan.checks.ratios import check_ratios
from extractor.plan.checks.rows_across import check_missing_rows, check_names
from extractor.plan.checks.subject import Subject
from extractor.plan.checks.sums import check_sums
from extractor.plan.checks.totals import check_totals
from extractor.plan.checks.units import check_units
from extractor.plan.checks.values import check_values
from extractor.plan.doubt import Doubt
from extractor.plan.model import Renja

CHECKS: Final[tuple[Callable[[Subject], list[Doubt]], ...]] = (
    check_values,
    check_sums,
    check_totals,
    check_other_totals,
    check_evaluation_rows,
    check_ratios,
    check_across_tables,
    check_missing_rows,
    check_names,
    check_narrative,
    check_claims,
    check_list_counts,
    check_outline,
    check_units,
    check_placement,
    check_numbering,
    check_codes,
    check_era,
)


def check(renja: Renja) -> list[Doubt]:
    """Return every doubt that `renja` raises by itself, one a fact, in the order of the checks.

    The plan is only read. Of its `findings` only the rows of uncertain level are looked at, which weaken a sum.
    """
    subject = Subject(renja)
    return [doubt for one in CHECKS for doubt in one(subject)]
