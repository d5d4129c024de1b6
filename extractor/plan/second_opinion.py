"""Which pages to read another way because sums do not hold, and whether that reading is the better one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Final

from pydantic import BaseModel

from extractor.limits import MAX_SUMS_REREAD
from extractor.plan.model import EvaluationNode, FindingCode, Node, Renja, TelaahRow, Value

_SUMS: Final[tuple[FindingCode, ...]] = ("sum-mismatch", "total-mismatch")


def pages_in_doubt(renja: Renja, doubtful: Collection[int]) -> list[int]:
    """Return the doubtful pages of tables in which a sum does not hold.

    None where `MAX_SUMS_REREAD` sums do not hold: documents are often simply wrong.
    """
    broken = [finding for finding in renja.findings if finding.code in _SUMS and finding.severity != "info"]
    if not 0 < len(broken) <= MAX_SUMS_REREAD:
        return []
    tables = {finding.at.table for finding in broken}
    pages = {page for table in renja.tables if table.id in tables for page in table.pages}
    return sorted(pages.intersection(doubtful))


def reconciles_more(other: Renja, renja: Renja) -> bool:
    """Tell whether more sums hold in the other reading and nothing else is worse.

    Worse are fewer rows or amounts (a sum of which nothing is left does not hold either), more values with a doubt, and
    more findings of any other code.
    """
    theirs, ours = _Tally(other), _Tally(renja)
    fewer = sum(theirs.findings[code] for code in _SUMS) < sum(ours.findings[code] for code in _SUMS)
    others = (theirs.findings.keys() | ours.findings.keys()) - set(_SUMS)
    return (
        fewer
        and theirs.rows >= ours.rows
        and theirs.stated >= ours.stated
        and theirs.flagged <= ours.flagged
        and all(theirs.findings[code] <= ours.findings[code] for code in others)
    )


class _Tally:
    """Counts of what a document states and of what is doubtful about it."""

    def __init__(self, renja: Renja) -> None:
        self.findings = Counter(finding.code for finding in renja.findings if finding.severity != "info")
        self.rows = self.stated = self.flagged = 0
        for part in _parts(renja):
            if isinstance(part, Value):
                self.stated += part.value is not None
                self.flagged += bool(part.flags)
            elif isinstance(part, (Node, EvaluationNode, TelaahRow)):
                self.rows += 1


def _parts(part: object) -> Iterator[object]:
    """Yield every model in a document, its tables' cells left out."""
    if isinstance(part, BaseModel):
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
