"""Which pages to read another way because sums do not hold, and whether that reading is the better one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from pydantic import BaseModel

from extractor.limits import MAX_SUMS_REREAD
from extractor.plan.model import Capaian, Evaluation, EvaluationNode, Node, Plan, Renja, TelaahRow, Value

AnyNode = TypeVar("AnyNode", Node, EvaluationNode)
Family = Sequence[Value | None]
"""What a parent states and what each of its children states, in one money column."""


def pages_in_doubt(renja: Renja, doubtful: Collection[int]) -> list[int]:
    """Return the doubtful pages of tables in which a sum does not hold.

    None where more than `MAX_SUMS_REREAD` sums do not hold: documents are often simply wrong.
    """
    if not doubtful:
        return []
    broken = [table for table, family in _families(renja) if not _holds(family)]
    if len(broken) > MAX_SUMS_REREAD:
        return []
    tables = set(broken)
    pages = {page for table in renja.tables if table.id in tables for page in table.pages}
    return sorted(pages.intersection(doubtful))


def reconciles_more(other: Renja, renja: Renja) -> bool:
    """Tell whether more sums hold in the other reading and nothing else is worse.

    Worse are fewer rows or amounts, more values with a doubt, and more findings of any code.
    """
    theirs, ours = _Tally(other), _Tally(renja)
    return (
        theirs.holding > ours.holding
        and theirs.rows >= ours.rows
        and theirs.stated >= ours.stated
        and theirs.flagged <= ours.flagged
        and theirs.findings <= ours.findings
    )


class _Tally:
    """Counts of what a document states, which of its sums hold, and what is doubtful about it."""

    def __init__(self, renja: Renja) -> None:
        self.holding = sum(_holds(family) for _, family in _families(renja))
        self.findings = Counter(finding.code for finding in renja.findings if finding.severity != "info")
        self.rows = self.stated = self.flagged = 0
        for part in _parts(renja):
            if isinstance(part, Value):
                self.stated += part.value is not None
                self.flagged += bool(part.flags)
            elif isinstance(part, (Node, EvaluationNode, TelaahRow)):
                self.rows += 1


def _holds(family: Family) -> bool:
    """Tell whether all state an amount and the children's make the parent's."""
    parent, *children = (None if value is None else value.value for value in family)
    amounts = [amount for amount in children if amount is not None]
    return parent is not None and len(amounts) == len(children) and sum(amounts) == parent


def _families(renja: Renja) -> Iterator[tuple[str, Family]]:
    """Yield the table and the amounts of every parent with its children in which anything is stated."""
    plans = [plan for plan in (renja.rencana, renja.pendanaan, *renja.rencana_lain) if plan is not None]
    evaluations = [one for one in (renja.evaluasi, *renja.evaluasi_lain) if one is not None]
    families = [
        *((plan.table, family) for plan in plans for family in _of_plan(plan)),
        *((one.table, family) for one in evaluations for family in _of_evaluation(one)),
    ]
    for table, family in families:
        if any(value is not None and value.value is not None for value in family):
            yield table, family


def _of_plan(plan: Plan) -> Iterator[Family]:
    """Yield the families of a plan in both money columns, the stated totals among the parents."""
    if plan.total.pagu_indikatif is not None:
        yield [plan.total.pagu_indikatif, *(node.pagu_indikatif for node in plan.nodes)]
    if plan.total.prakiraan_maju is not None:
        yield [plan.total.prakiraan_maju, *(node.prakiraan_maju for node in plan.nodes)]
    for node in _all(plan.nodes):
        if node.children:
            yield [node.pagu_indikatif, *(child.pagu_indikatif for child in node.children)]
            yield [node.prakiraan_maju, *(child.prakiraan_maju for child in node.children)]


def _of_evaluation(evaluation: Evaluation) -> Iterator[Family]:
    """Yield the families of an evaluation in each of its money columns."""
    for node in _all(evaluation.nodes):
        for group, own in node.capaian.items() if node.children else ():
            parts = (child.capaian.get(group) for child in node.children)
            yield [own.anggaran, *(None if part is None else part.anggaran for part in parts)]


def _all(nodes: Iterable[AnyNode]) -> Iterator[AnyNode]:
    for node in nodes:
        yield node
        yield from _all(node.children)


def _parts(part: object) -> Iterator[object]:
    """Yield every model in a document; its tables, findings and text hold no values."""
    if isinstance(part, Value):
        yield part
    elif isinstance(part, Capaian):
        yield from _parts([part.kinerja, part.anggaran])
    elif isinstance(part, BaseModel):
        yield part
        for name in type(part).model_fields:
            if name not in ("tables", "findings", "chapters", "at"):
                yield from _parts(getattr(part, name))
    elif isinstance(part, list):
        for member in part:
            yield from _parts(member)
    elif isinstance(part, dict):
        for member in part.values():
            yield from _parts(member)
