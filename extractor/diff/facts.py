"""What a row of any table says, in one shape, so that plans, evaluations and reviews are compared by one comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from extractor.plan.checks.sheets import Branch, Sheet, plan_sheet
from extractor.plan.model import (
    CapaianGroup,
    EvaluationNode,
    Indikator,
    Node,
    Plan,
    Renja,
    TujuanSasaran,
    Value,
)

Values = Mapping[str, Value | None]

_OF_PLANS: Final = ("lokasi", "sumber_dana", "catatan", "kelompok_sasaran", "penanggung_jawab", "prioritas")
_OF_EVALUATIONS: Final = ("sasaran", "penanggung_jawab")


@dataclass(frozen=True, slots=True)
class Aim:
    """An indicator: its wording, and its values by the dotted names of the contract."""

    uraian: str | None = None
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """A row's texts and amounts by their names in the contract, and its indicators."""

    texts: Mapping[str, str | None] = field(default_factory=dict)
    values: Values = field(default_factory=dict)
    aims: Sequence[Aim] = ()


def facts(branch: Branch) -> Facts:
    """Return what a row says besides its level, code and name."""
    row = branch.row
    if isinstance(row, EvaluationNode):
        return _evaluated(row)
    return Facts(
        {name: getattr(row, name) for name in _OF_PLANS},
        {"pagu_indikatif": row.pagu_indikatif, "prakiraan_maju": row.prakiraan_maju},
        [Aim(one.uraian, {"indikator.target": one.target, "indikator.target_maju": one.target_maju})
         for one in row.indikator],
    )  # fmt: skip


def _evaluated(row: EvaluationNode) -> Facts:
    """Return an evaluated row's facts; its performance is that of its first indicator where none states its own."""
    own = any(one.kinerja for one in row.indikator)
    first: dict[str, Value | None] = {f"capaian.{group}.kinerja": one.kinerja for group, one in row.capaian.items()}
    aims = [
        Aim(
            one.uraian,
            (first if not own and one is row.indikator[0] else _grouped(one.kinerja, "capaian.{}.kinerja"))
            | _grouped(one.anggaran, "indikator.anggaran.{}"),
        )
        for one in row.indikator
    ]
    return Facts(
        {name: getattr(row, name) for name in _OF_EVALUATIONS},
        {f"capaian.{group}.anggaran": one.anggaran for group, one in row.capaian.items()},
        aims or [Aim(None, first)],
    )


def _grouped(values: Mapping[CapaianGroup, Value], name: str) -> dict[str, Value | None]:
    return {name.format(group): value for group, value in values.items()}


def aims_sheet(renja: Renja) -> Sheet | None:
    """Return the table of aims and objectives as a sheet: objectives under their aims, each with its indicators."""
    rows = renja.tujuan_sasaran
    if not rows:
        return None
    plan = Plan(
        table=rows[0].at.table or "",
        nodes=[_aim(tujuan, list(some)) for tujuan, some in groupby(rows, key=lambda row: row.tujuan)],
    )
    return plan_sheet(renja, plan, "rencana_lain")


def _aim(tujuan: str | None, rows: list[TujuanSasaran]) -> Node:
    wordings = dict.fromkeys(row.indikator_tujuan for row in rows if row.indikator_tujuan)
    return Node(
        level="kelompok",
        nama=tujuan,
        indikator=[Indikator(uraian=wording) for wording in wordings],
        at=rows[0].at,
        children=[_objective(sasaran, list(some)) for sasaran, some in groupby(rows, key=lambda row: row.sasaran)],
    )


def _objective(sasaran: str | None, rows: list[TujuanSasaran]) -> Node:
    return Node(
        level="kelompok",
        nama=sasaran,
        indikator=[Indikator(uraian=row.indikator_sasaran, target=row.target) for row in rows],
        at=rows[0].at,
    )
