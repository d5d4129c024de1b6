"""cross-table-mismatch: one row of the plan, stated in several tables, with different amounts or targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from extractor.messages import Message
from extractor.plan.checks.match import name_key
from extractor.plan.checks.sheets import Branch, Sheet, SheetKind, is_dash
from extractor.plan.checks.subject import Subject, Tables
from extractor.plan.checks.units import plain_unit, same_unit
from extractor.plan.doubt import Doubt
from extractor.plan.model import At, Severity, Value
from extractor.plan.wording import column_label, quoted, value_text

Difference = Literal["number", "unit", "text"]

_MOST: Final = 0.5
_MANY: Final = 6
"""Six rows or more, and over half of those compared: the tables are two versions, and one doubt says so."""
_SHORT_TEXT: Final = 12
"""Targets in words are compared up to this many letters ("A", "Level 3"); longer ones are sentences."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """What the tables say about one thing in one row: the values, and where each stands."""

    label: Message
    values: Mapping[SheetKind, Value]
    places: Mapping[SheetKind, tuple[Sheet, Branch]]


@dataclass(slots=True)
class _Tally:
    """The doubts between two tables about one thing, and how many rows were compared."""

    other: Message
    compared: int = 0
    doubts: list[Doubt] = field(default_factory=list)


def check_across_tables(subject: Subject) -> list[Doubt]:
    """Return a doubt for every amount and target that the tables of the plan year state differently."""
    tables = subject.tables
    if tables is None or not tables.others:
        return []
    tallies: dict[tuple[str, str], _Tally] = {}
    for branch in tables.base.branches():
        for key, stated in _row(tables, branch):
            for table, found in (("pendanaan", _funding_doubt(stated)), ("telaah_hasil", _review_doubt(stated))):
                if found is not None:
                    label = stated.places[table][0].label  # type: ignore[index]
                    tally = tallies.setdefault((table, key), _Tally(label))
                    tally.compared += 1
                    tally.doubts += found
    return [doubt for tally in tallies.values() for doubt in _told(tables.base, tally)]


def compare(one: Value, other: Value) -> Difference | None:
    """Return in what two values differ; None where they agree or one of them states nothing."""
    if one.value is None or other.value is None:
        texts = name_key(one.raw), name_key(other.raw)
        in_words = one.value is None and other.value is None and all(texts) and not is_dash(one) and not is_dash(other)
        return "text" if in_words and texts[0] != texts[1] and max(map(len, texts)) <= _SHORT_TEXT else None
    if one.value != other.value:
        # Of two readings of the same digits one may be the other's ("3.540" and "3540").
        doubtful = "ambiguous" in one.flags + other.flags and _digits(one.raw) == _digits(other.raw)
        return None if doubtful else "number"
    if one.unit and other.unit and not same_unit(plain_unit(one.unit), plain_unit(other.unit)):
        return "unit"
    return None


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _row(tables: Tables, branch: Branch) -> Iterator[tuple[str, _Stated]]:
    """Yield what the tables say about the amounts and the targets of one row of the base table."""
    places: dict[SheetKind, tuple[Sheet, Branch]] = {tables.base.kind: (tables.base, branch)}
    for kind, (sheet, pairs) in tables.others.items():
        partner = pairs.of(branch)
        if partner is not None:
            places[kind] = (sheet, partner)
    for column in ("pagu_indikatif", "prakiraan_maju"):
        amounts = {kind: one.money.get(column) for kind, (_, one) in places.items()}
        yield column, _Stated(column_label(column), _said(amounts), places)
    alike = {kind: one for kind, (_, one) in places.items() if len(one.indikator) == len(branch.indikator)}
    for index in range(len(branch.indikator)):
        now = {kind: one.indikator[index].target for kind, one in alike.items()}
        yield "target", _Stated(Message("target", "the target"), _said(now), places)
        later = {kind: one.indikator[index].target_maju for kind, one in alike.items()}
        yield "target_maju", _Stated(Message("target tahun berikutnya", "next year's target"), _said(later), places)


def _said(values: Mapping[SheetKind, Value | None]) -> dict[SheetKind, Value]:
    return {kind: value for kind, value in values.items() if value is not None and value.raw}


def _agree(one: Value | None, other: Value | None) -> bool:
    return one is not None and other is not None and compare(one, other) is None


def _odd_one(stated: _Stated) -> tuple[SheetKind, SheetKind]:
    """Return which of plan and funding table to look at, and the other: the one that the review contradicts."""
    plan, funding = stated.values["rencana"], stated.values["pendanaan"]
    review = [stated.values.get("telaah_awal"), stated.values.get("telaah_hasil")]
    if any(_agree(one, funding) for one in review) and not any(_agree(one, plan) for one in review):
        return "rencana", "pendanaan"
    return "pendanaan", "rencana"


def _funding_doubt(stated: _Stated) -> list[Doubt] | None:
    """Return the doubt between plan and funding table; None where they cannot be compared."""
    if "rencana" not in stated.values or "pendanaan" not in stated.values:
        return None
    difference = compare(stated.values["rencana"], stated.values["pendanaan"])
    return [] if difference is None else [_differs(stated, *_odd_one(stated), difference, "warning")]


def _review_doubt(stated: _Stated) -> list[Doubt] | None:
    """Return the doubt between the plan and the result of the review; None where they cannot be compared.

    The review's draft half may differ from the plan, for that is what the review is for; what it results in is what
    the plan should say. Where the plan keeps the draft's figure all the same, that is no more than worth a look.
    """
    result = stated.values.get("telaah_hasil")
    plans: list[SheetKind] = [kind for kind in ("rencana", "pendanaan") if kind in stated.values]
    if result is None or not plans:
        return None
    if any(_agree(stated.values[kind], result) for kind in plans):
        return []
    right = _odd_one(stated)[1] if len(plans) == 2 else plans[0]
    difference = compare(stated.values[right], result)
    if difference is None:
        return []
    kept = _agree(stated.values.get("telaah_awal"), stated.values[right])
    return [_differs(stated, "telaah_hasil", right, difference, "info" if kept else "warning")]


def _differs(stated: _Stated, wrong: SheetKind, right: SheetKind, difference: Difference, severity: Severity) -> Doubt:
    found, expected = stated.values[wrong], stated.values[right]
    (sheet, branch), (other, _) = stated.places[wrong], stated.places[right]
    name = quoted(branch.nama)
    message = Message(
        f"{name.id}: {stated.label.id} di {sheet.label.id} {value_text(found)}, sedangkan di {other.label.id} "
        f"{value_text(expected)}; periksa mana yang benar.",
        f"{name.en}: {stated.label.en} is {value_text(found)} in {sheet.label.en}, but {value_text(expected)} in "
        f"{other.label.en}; check which is right.",
    )
    severity = "info" if difference == "unit" else severity
    return Doubt("cross-table-mismatch", severity, message, branch.at, expected.value, found.value)


def _told(base: Sheet, tally: _Tally) -> list[Doubt]:
    """Return the doubts, or one for all where the tables are plainly of two versions."""
    count = len(tally.doubts)
    if count < _MANY or count <= _MOST * tally.compared:
        return tally.doubts
    message = Message(
        f"{base.label.id} dan {tally.other.id} berbeda pada {count} dari {tally.compared} baris yang dibandingkan; "
        "periksa apakah keduanya versi yang sama.",
        f"{base.label.en} and {tally.other.en} differ in {count} of the {tally.compared} rows compared; check whether "
        "both are of the same version.",
    )
    return [Doubt("cross-table-mismatch", "info", message, At(table=tally.doubts[0].at.table))]
