"""What the checks look at: the plan, with the views of it that many of them share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.plan.checks.match import Pairs, match
from extractor.plan.checks.sheets import Sheet, SheetKind, sheets
from extractor.plan.model import Renja


@dataclass(frozen=True, slots=True)
class Tables:
    """The table all others are compared with, and the others with the rows they share with it."""

    base: Sheet
    others: Mapping[SheetKind, tuple[Sheet, Pairs]]


@dataclass(frozen=True)
class Subject:
    """A plan under examination; its views are made when first asked for, so the plan must not change meanwhile."""

    renja: Renja

    @cached_property
    def sheets(self) -> list[Sheet]:
        """Return its money tables."""
        return sheets(self.renja)

    @cached_property
    def tables(self) -> Tables | None:
        """Return the tables that state the plan of its year, None where there is none."""
        return _comparable(self.sheets)

    @cached_property
    def uncertain_rows(self) -> frozenset[tuple[str | None, int]]:
        """Return the rows, as (table, row), whose level the reading was not sure of."""
        doubted = (finding.at for finding in self.renja.findings if finding.code == "level-uncertain")
        return frozenset((at.table, row) for at in doubted for row in at.rows)


def _comparable(sheets: Sequence[Sheet]) -> Tables | None:
    """Return the tables that state the plan of one year: plan, funding table, both halves of the review."""
    by_kind: dict[SheetKind, Sheet] = {}
    for sheet in sheets:
        by_kind.setdefault(sheet.kind, sheet)
    plan, funding = by_kind.get("rencana"), by_kind.get("pendanaan")
    if plan and funding and plan.tahun and funding.tahun and plan.tahun != funding.tahun:
        funding = None
    base = plan or funding
    if base is None:
        return None
    others = (funding, by_kind.get("telaah_awal"), by_kind.get("telaah_hasil"))
    return Tables(base, {one.kind: (one, match(base, one)) for one in others if one is not None and one is not base})
