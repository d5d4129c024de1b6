"""What a batch says about each document: one line of `batch.jsonl`."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from extractor.plan.model import Renja

Status = Literal["ok", "findings", "no-plan", "failed", "skipped"]
STATUSES: Final[tuple[Status, ...]] = ("ok", "findings", "no-plan", "failed", "skipped")
WRITTEN: Final[frozenset[Status]] = frozenset(("ok", "findings", "no-plan"))
"""Statuses of documents that have a JSON."""


@dataclass(frozen=True, slots=True)
class Record:
    """One document of a batch.

    `path` is relative to SOURCE (undecodable bytes as lone surrogates, escaped in the file); `code` and `message` say
    why there is no plan, no JSON or no document; `seconds` is wall time in the worker, `peak_memory` bytes;
    `total_pagu` is rupiah as stated, else as the topmost rows add up; `output` is relative to OUT.
    """

    path: str
    status: Status
    code: str | None = None
    message: str | None = None
    sha256: str | None = None
    size_bytes: int | None = None
    format: str | None = None
    pages: int | None = None
    seconds: float = 0.0
    peak_memory: int | None = None
    attempts: int = 1
    tahun: int | None = None
    perangkat_daerah: str | None = None
    daerah: str | None = None
    total_pagu: int | Decimal | None = None
    findings: dict[str, int] = field(default_factory=dict)
    severities: dict[str, int] = field(default_factory=dict)
    output: str | None = None
    output_bytes: int | None = None
    extractor_version: str | None = None
    settings: str | None = None

    def to_line(self) -> str:
        """Return the record as one line of JSON, pure ASCII, exact numbers, without a line end."""
        import simplejson

        values = {name: getattr(self, name) for name in _FIELDS}
        return str(simplejson.dumps(values, use_decimal=True, ensure_ascii=True))

    @classmethod
    def from_line(cls, line: str | bytes) -> Record | None:
        """Return the record of a line, None where it is none (a line torn by a power cut)."""
        try:
            values = json.loads(line, parse_float=Decimal)
        except (ValueError, RecursionError):
            return None
        return cls.from_values(values) if isinstance(values, dict) else None

    @classmethod
    def from_values(cls, values: dict[str, Any]) -> Record | None:
        """Return the record of a line's members; members of other versions are left out."""
        if not isinstance(values.get("path"), str) or values.get("status") not in STATUSES:
            return None
        known = {name: value for name, value in values.items() if name in _FIELDS and value is not None}
        known["seconds"] = float(known.get("seconds", 0))
        return cls(**known)


_FIELDS: Final = tuple(each.name for each in fields(Record))


def told_by(renja: Renja) -> dict[str, Any]:
    """Return the members of a record that come from the plan itself."""
    from extractor.plan.assemble import has_plan
    from extractor.plan.totals import total_pagu

    plan = renja.rencana or renja.pendanaan
    status: Status = ("findings" if renja.findings else "ok") if has_plan(renja) else "no-plan"
    return {
        "status": status,
        "format": renja.source.format,
        "pages": renja.source.pages,
        "tahun": renja.identity.tahun,
        "perangkat_daerah": renja.identity.perangkat_daerah,
        "daerah": renja.identity.daerah,
        "total_pagu": total_pagu(plan) if plan else None,
        "findings": dict(sorted(Counter(each.code for each in renja.findings).items())),
        "severities": dict(sorted(Counter(each.severity for each in renja.findings).items())),
    }
