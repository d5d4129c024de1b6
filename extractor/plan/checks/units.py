"""unit-mismatch: the unit an indicator names against the unit of its target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import regex
from rapidfuzz import fuzz

from extractor.messages import Message
from extractor.plan.checks.evaluation import cell, evaluation_rows, evaluations
from extractor.plan.checks.subject import Subject
from extractor.plan.doubt import Doubt
from extractor.plan.model import At, Severity, Value
from extractor.plan.wording import quoted, table_label, value_text

PERCENT: Final = "%"
_BRACKETED: Final = regex.compile(r"\(([^()]*)\)+[\s.:;]*$")
_PERCENT_WORD: Final = regex.compile(r"^(?:%|persen|prosen|percent|p[eor]*sentase|presentase)$")
_PERCENT_START: Final = regex.compile(r"^(?:(?:persentase){e<=2}|(?:prosentase){e<=1}|persen)\b", regex.IGNORECASE)
_COUNT_START: Final = regex.compile(r"^(?:jumlah|banyaknya)\b(?!\s+(?:pers|pros|pres))", regex.IGNORECASE)
_NO_UNIT: Final = frozenset(["outcome", "outcomes", "output", "outputs", "nilai", "angka", "skor", "skala", "satuan"])
_SAME: Final[dict[str, str]] = {
    **dict.fromkeys(["exm", "exp", "eks", "eksp", "exs", "examplar", "exampler", "eksamplar", "exemplar"], "eksemplar"),
    **dict.fromkeys(["dok", "doc", "document"], "dokumen"),
    **dict.fromkeys(["lap", "lap."], "laporan"),
    **dict.fromkeys(["org", "or", "jiwa"], "orang"),
    **dict.fromkeys(["bln"], "bulan"),
    **dict.fromkeys(["thn", "th"], "tahun"),
    **dict.fromkeys(["keg"], "kegiatan"),
    **dict.fromkeys(["bh", "pcs"], "buah"),
    **dict.fromkeys(["lbr"], "lembar"),
    **dict.fromkeys(["kl", "x"], "kali"),
}
_NEAR: Final = 75
"""Units at least this alike (0 to 100) are one unit with a typing error."""
_SIGNED_SHARE: Final = 0.6
"""A target without "%" is odd where at least this share of its column's percentages carries the sign."""
_SIGNED_ROWS: Final = 3
"""Percentages with their sign, in number and as a share, that make it the rule of a column."""
_REMEMBERED: Final = 4096
"""Units and indicators repeat from table to table; no plan has more of them."""


@dataclass(frozen=True, slots=True)
class _Use:
    """An indicator with its target, and where it has one that of the year after."""

    table: Message
    column: str
    row: str
    at: At
    uraian: str
    target: Value | None
    maju: Value | None = None


def check_units(subject: Subject) -> list[Doubt]:
    """Return a doubt for every indicator whose target is stated in a unit that cannot be the indicator's own."""
    uses = list(_uses(subject))
    signed = _columns_with_sign(uses)
    doubts: list[Doubt] = []
    said: set[tuple[str, tuple[int, ...], str]] = set()
    for use in uses:
        found = _doubt(use, signed=use.column in signed)
        if found is None:
            continue
        # Both halves of a review row often hold the same words: one typing error, one doubt.
        key = (use.at.table or "", tuple(use.at.rows), f"{use.uraian}|{use.target and use.target.raw}".casefold())
        if key not in said:
            said.add(key)
            doubts.append(found)
    return doubts


@lru_cache(maxsize=_REMEMBERED)
def named_unit(uraian: str) -> str | None:
    """Return the unit an indicator names: in brackets at its end, or "%" where it begins with Persentase."""
    bracket = _BRACKETED.search(uraian.strip())
    if bracket is not None:
        unit = plain_unit(bracket[1])
        if unit == PERCENT or (unit and len(unit.split()) <= 3 and not bracket[1].strip().isupper()):
            return None if unit in _NO_UNIT else unit
    return PERCENT if _PERCENT_START.match(uraian.strip()) else None


@lru_cache(maxsize=_REMEMBERED)
def plain_unit(unit: str | None) -> str:
    """Return a unit in lower case without punctuation, one name for each unit; "%" for every word of per cent."""
    words = regex.findall(r"[\p{L}\d]+|%", (unit or "").casefold())
    if "%" in words or (words and _PERCENT_WORD.match(words[0])):
        return PERCENT
    return " ".join(_SAME.get(word, word) for word in words)


def same_unit(one: str, other: str) -> bool:
    """Tell whether two plain units are the same, one a part of the other, or one a misspelling of the other."""
    if PERCENT in (one, other):
        return one == other
    if set(one.split()) <= set(other.split()) or set(other.split()) <= set(one.split()):
        return True
    return fuzz.ratio(one, other) >= _NEAR


def _uses(subject: Subject) -> Iterator[_Use]:
    renja = subject.renja
    for sheet in subject.sheets:
        label = table_label(renja, sheet.table, "rencana")
        for branch in sheet.branches():
            for one in branch.indikator:
                if one.uraian:
                    column = f"{sheet.table} {sheet.kind}"
                    yield _Use(label, column, branch.nama, branch.at, one.uraian, one.target, one.target_maju)
    for evaluation in evaluations(renja):
        label = table_label(renja, evaluation.table, "evaluasi")
        for node in evaluation_rows(evaluation.nodes):
            uraian = node.indikator[0].uraian if len(node.indikator) == 1 else None
            if uraian:
                target = cell(node, "target", "kinerja")
                yield _Use(label, evaluation.table, node.nama or "", node.at, uraian, target)
    for row in renja.kinerja_pelayanan:
        if row.satuan:
            label = table_label(renja, row.at.table or "")
            for value in row.target.values():
                yield _Use(label, "kinerja", row.indikator, row.at, f"{row.indikator} ({row.satuan})", value)


def _columns_with_sign(uses: list[_Use]) -> set[str]:
    """Return the columns in which percentages carry their sign as a rule."""
    shown: dict[str, list[bool]] = {}
    for use in uses:
        if use.target is not None and use.target.value is not None and named_unit(use.uraian) == PERCENT:
            shown.setdefault(use.column, []).append(use.target.unit == PERCENT)
    return {column for column, signs in shown.items() if sum(signs) >= max(_SIGNED_ROWS, _SIGNED_SHARE * len(signs))}


def _doubt(use: _Use, *, signed: bool) -> Doubt | None:
    named = named_unit(use.uraian)
    odd = [value for value in (use.target, use.maju) if _contradicts(use.uraian, named, value)]
    if odd:
        surely = any(PERCENT in (named, plain_unit(value.unit)) for value in odd if value is not None)
        return _say(use, named or "jumlah", odd, "warning" if surely else "info")
    if named == PERCENT and signed and _bare_number(use.target):
        over = use.target is not None and use.target.value is not None and use.target.value > 100
        return _say(use, PERCENT, [use.target], "warning" if over else "info")
    return None


def _contradicts(uraian: str, named: str | None, value: Value | None) -> bool:
    if value is None or value.value is None or not value.unit:
        return False
    unit = plain_unit(value.unit)
    if not unit:
        return False
    if named is None:
        return unit == PERCENT and _COUNT_START.match(uraian.strip()) is not None
    return not same_unit(named, unit)


def _bare_number(value: Value | None) -> bool:
    return value is not None and value.value is not None and not value.unit and value.value not in (0, 100)


def _say(use: _Use, named: str, odd: list[Value | None], severity: Severity) -> Doubt:
    name, uraian = quoted(use.row), quoted(use.uraian)
    targets = ", ".join(value_text(value) for value in odd)
    message = Message(
        f"{use.table.id}, {name.id}: indikator {uraian.id} bersatuan “{named}”, tetapi targetnya {targets}; "
        "periksa satuan target atau rumusan indikatornya.",
        f"{use.table.en}, {name.en}: the indicator {uraian.en} is measured in “{named}”, but its target is {targets}; "
        "check the target's unit or the wording of the indicator.",
    )
    return Doubt("unit-mismatch", severity, message, use.at)
