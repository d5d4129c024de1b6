"""sum-mismatch within a row of the evaluation: what the quarters, and the years before, add up to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from extractor.messages import Message
from extractor.plan.checks.sheets import distance, is_dash, is_unread
from extractor.plan.checks.subject import Subject
from extractor.plan.doubt import Doubt
from extractor.plan.model import CapaianGroup, Evaluation, EvaluationNode, Renja, Value
from extractor.plan.wording import column_label, number, quoted, rupiah, table_label

Half = Literal["kinerja", "anggaran"]
Quantity = int | Decimal

QUARTERS: Final[tuple[CapaianGroup, ...]] = ("triwulan_1", "triwulan_2", "triwulan_3", "triwulan_4")
HALVES: Final[tuple[Half, ...]] = ("kinerja", "anggaran")
_RULE_ROWS: Final = 4
"""A table shows that it means a rule when at least this many of its rows keep it, …"""
_RULE_SHARE: Final = 0.7
"""… and at least this share of them: performance is a sum in some tables, the last state in others."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A way one group follows from others; `of` gives None where the row does not state enough to tell."""

    group: CapaianGroup
    of: Callable[[EvaluationNode, Half], Quantity | None]
    id: str
    en: str


def evaluations(renja: Renja) -> list[Evaluation]:
    """Return the evaluations in document order."""
    return [one for one in (renja.evaluasi, *renja.evaluasi_lain) if one is not None]


def evaluation_rows(nodes: Sequence[EvaluationNode]) -> Iterator[EvaluationNode]:
    """Yield every row, parents before children."""
    for node in nodes:
        yield node
        yield from evaluation_rows(node.children)


def cell(node: EvaluationNode, group: CapaianGroup, half: Half) -> Value | None:
    """Return the row's value in one half of a column group."""
    capaian = node.capaian.get(group)
    return None if capaian is None else getattr(capaian, half)


def quantity(node: EvaluationNode, group: CapaianGroup, half: Half) -> Quantity | None:
    """Return the number the row states in one half of a column group."""
    value = cell(node, group, half)
    return None if value is None else value.value


def check_evaluation_rows(subject: Subject) -> list[Doubt]:
    """Return a doubt for every evaluated row that breaks the rule most of its table keeps."""
    renja = subject.renja
    return [
        doubt
        for evaluation in evaluations(renja)
        for half in HALVES
        for rules in (_REALISASI, _RENSTRA, _PERKIRAAN)
        for doubt in _broken(renja, evaluation, half, rules)
    ]


def _broken(renja: Renja, evaluation: Evaluation, half: Half, rules: Sequence[_Rule]) -> list[Doubt]:
    rows = list(evaluation_rows(evaluation.nodes))
    for rule in rules:
        expected = [(row, due) for row in rows if (due := rule.of(row, half)) is not None]
        stated = [(row, due) for row, due in expected if quantity(row, rule.group, half) is not None]
        kept = sum(quantity(row, rule.group, half) == due for row, due in stated)
        if kept >= _RULE_ROWS and kept >= _RULE_SHARE * len(stated):
            return [
                _doubt(renja, evaluation, row, rule, half, due)
                for row, due in expected
                if _breaks(cell(row, rule.group, half), due)
            ]
    return []


def _breaks(value: Value | None, due: Quantity) -> bool:
    """Tell whether a value contradicts what the rule gives: another number, or a dash where there is something."""
    if value is None or is_unread(value):
        return False
    if value.value is None:
        return is_dash(value) and due != 0
    return distance(value.value, due) >= 1 if value.unit == "IDR" else value.value != due


def _doubt(renja: Renja, evaluation: Evaluation, row: EvaluationNode, rule: _Rule, half: Half, due: Quantity) -> Doubt:
    found = quantity(row, rule.group, half)
    say = rupiah if half == "anggaran" else number
    name, label = quoted(row.nama), column_label(f"{rule.group}.{half}")
    table = table_label(renja, evaluation.table, "evaluasi")
    stated = "“-”" if found is None else say(found)
    message = Message(
        f"{table.id}, {name.id}: {label.id} tertulis {stated}, sedangkan {rule.id} {say(due)}; "
        "periksa kedua angka di baris ini.",
        f"{table.en}, {name.en}: {label.en} is stated as {stated}, but {rule.en} {say(due)}; "
        "check both figures of this row.",
    )
    severity: Literal["error", "warning"] = "warning" if half == "kinerja" or found is None else "error"
    return Doubt("sum-mismatch", severity, message, row.at, due, found)


def _sum_of(*groups: CapaianGroup) -> Callable[[EvaluationNode, Half], Quantity | None]:
    """Return the rule that adds `groups` up; a row says enough where any of them is stated and none unread."""

    def of(row: EvaluationNode, half: Half) -> Quantity | None:
        values = [cell(row, group, half) for group in groups]
        if any(is_unread(value) for value in values):
            return None
        stated = [value.value for value in values if value is not None and value.value is not None]
        return sum(stated) if stated else None

    return of


def _full_sum_of(*groups: CapaianGroup) -> Callable[[EvaluationNode, Half], Quantity | None]:
    """Return the rule that adds `groups` up where all of them are stated."""

    def of(row: EvaluationNode, half: Half) -> Quantity | None:
        stated = [quantity(row, group, half) for group in groups]
        return None if None in stated else sum(one for one in stated if one is not None)

    return of


def _last_quarter(row: EvaluationNode, half: Half) -> Quantity | None:
    stated = [one for group in QUARTERS if (one := quantity(row, group, half)) is not None]
    return stated[-1] if stated else None


_REALISASI: Final = (
    _Rule("realisasi", _sum_of(*QUARTERS), "jumlah triwulannya", "its quarters add up to"),
    _Rule("realisasi", _last_quarter, "triwulan terakhirnya (kumulatif)", "its last quarter (cumulative) is"),
)
_RENSTRA: Final = (
    _Rule(
        "realisasi_renstra",
        _full_sum_of("realisasi_lalu", "realisasi"),
        "realisasi tahun lalu ditambah tahun ini",
        "earlier years and this year add up to",
    ),
)
_PERKIRAAN: Final = (
    # T-C.29 prints the rule in its number row: 10 = 5 + 7 + 9.
    _Rule(
        "perkiraan_realisasi",
        _full_sum_of("realisasi_lalu", "realisasi_renja_lalu", "target"),
        "kolom 5 + 7 + 9",
        "columns 5 + 7 + 9 add up to",
    ),
)
