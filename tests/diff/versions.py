"""Two versions of a small plan: a kegiatan changed, one gone, one new."""

from __future__ import annotations

from extractor.plan.model import Renja
from tests.plan.checks.build import node, plan, renja


def two() -> tuple[Renja, Renja]:
    def version(*nodes: object) -> Renja:
        return renja(rencana=plan(node("program", "PROGRAM", 300, *nodes), total=300))  # type: ignore[arg-type]

    one = version(node("kegiatan", "Rapat", 100), node("kegiatan", "Gedung", 200))
    other = version(node("kegiatan", "Rapat", 1_250_000), node("kegiatan", "Taman", 50))
    return one, other
