"""ratio-mismatch: a stated per cent against the two figures it is the ratio of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

import regex

from extractor.messages import Message
from extractor.plan.checks.evaluation import HALVES, Half, Quantity, evaluation_rows, evaluations
from extractor.plan.checks.sheets import is_unread, total_at
from extractor.plan.checks.subject import Subject
from extractor.plan.doubt import Doubt
from extractor.plan.model import At, Capaian, CapaianGroup, Evaluation, Renja, Value
from extractor.plan.wording import column_label, number, quoted, table_label, value_text

_RATIOS: Final[Mapping[CapaianGroup, tuple[tuple[CapaianGroup, CapaianGroup], ...]]] = {
    # T-E: (14) = (13) / (5); many offices state the year's rate, (12) / (7), in its place.
    "tingkat_capaian": (
        ("realisasi", "target"),
        ("realisasi_renstra", "target_renstra"),
        ("realisasi", "target_renstra"),
    ),
    "tingkat_realisasi_lalu": (("realisasi_renja_lalu", "target_renja_lalu"),),  # T-C.29: (8) = (7) / (6)
    "tingkat_perkiraan": (("perkiraan_realisasi", "target_renstra"),),  # T-C.29: (11) = (10) / (4)
}
_RULE_ROWS: Final = 3
_RULE_SHARE: Final = 0.5
"""A column is taken for the ratio that at least this share of its rows keeps, and no fewer than three rows."""

_DECIMALS: Final = regex.compile(r"[.,](\d{1,2})(?!\d)")

_Row = tuple[Mapping[CapaianGroup, Capaian], At, str | None]


def check_ratios(subject: Subject) -> list[Doubt]:
    """Return a doubt for every stated per cent that is not the ratio of its row's two figures."""
    renja = subject.renja
    return [
        doubt
        for evaluation in evaluations(renja)
        for group, ratios in _RATIOS.items()
        for half in HALVES
        for doubt in _column(renja, evaluation, group, ratios, half)
    ]


def _column(
    renja: Renja,
    evaluation: Evaluation,
    group: CapaianGroup,
    ratios: Sequence[tuple[CapaianGroup, CapaianGroup]],
    half: Half,
) -> list[Doubt]:
    rows = _rows(renja, evaluation, group, half)
    told = [row for row in rows if any(_ratio(row[0], ratio, half) is not None for ratio in ratios)]
    kept = sum(any(_keeps(row[0], group, ratio, half) for ratio in ratios) for row in told)
    if kept < _RULE_ROWS or kept < _RULE_SHARE * len(told):
        return []
    usual = max(ratios, key=lambda ratio: sum(_keeps(row[0], group, ratio, half) for row in told))
    label = table_label(renja, evaluation.table, "evaluasi")
    return [
        doubt
        for row in rows
        if not any(_keeps(row[0], group, ratio, half) for ratio in ratios)
        for doubt in _doubts(label, row, group, usual, half)
    ]


def _rows(renja: Renja, evaluation: Evaluation, group: CapaianGroup, half: Half) -> list[_Row]:
    """Return the rows, and the total row, that state a per cent in this column."""
    rows: list[_Row] = [(node.capaian, node.at, node.nama) for node in evaluation_rows(evaluation.nodes)]
    total = _value(evaluation.total, group, half)
    if total is not None:
        at = total_at(renja, evaluation.table, f"capaian.{group}.{half}", total)
        rows.append((evaluation.total, at, "JUMLAH"))
    return [row for row in rows if _number(row[0], group, half) is not None]


def _value(capaian: Mapping[CapaianGroup, Capaian], group: CapaianGroup, half: Half) -> Value | None:
    one = capaian.get(group)
    return None if one is None else getattr(one, half)


def _number(capaian: Mapping[CapaianGroup, Capaian], group: CapaianGroup, half: Half) -> Quantity | None:
    value = _value(capaian, group, half)
    return None if value is None else value.value


def _ratio(
    capaian: Mapping[CapaianGroup, Capaian], ratio: tuple[CapaianGroup, CapaianGroup], half: Half
) -> Decimal | None:
    """Return the ratio in per cent, None where one of its figures is missing or the divisor is no number above zero."""
    above, below = (_number(capaian, group, half) for group in ratio)
    if above is None or below is None or below <= 0:
        return None
    return Decimal(above) * 100 / Decimal(below)


def _keeps(
    capaian: Mapping[CapaianGroup, Capaian], group: CapaianGroup, ratio: tuple[CapaianGroup, CapaianGroup], half: Half
) -> bool:
    due = _ratio(capaian, ratio, half)
    stated = _value(capaian, group, half)
    if due is None or stated is None or stated.value is None:
        return False
    share = stated.unit != "%" and stated.value <= 2
    decimals = _decimals(stated.raw)
    return any(
        rounds_to(one, stated.value, decimals) or (share and rounds_to(one / 100, stated.value, decimals))
        for one in _readings(due, half)
    )


def _readings(due: Decimal, half: Half) -> Iterator[Decimal]:
    """Yield what a ratio may be written as: itself; for performance also capped at 100, and for falling indicators."""
    yield due
    if half == "kinerja":
        yield min(due, Decimal(100))
        yield 200 - due
        if due:
            yield 10_000 / due


def rounds_to(due: Decimal, stated: Quantity, decimals: int) -> bool:
    """Tell whether `stated` is `due` rounded or cut to `decimals`."""
    return abs(due - stated) < Decimal(1).scaleb(-decimals)


def _decimals(raw: str) -> int:
    """Return how many decimals a per cent is written with."""
    found = _DECIMALS.search(raw)
    return len(found[1]) if found else 0


def _doubts(
    table: Message, row: _Row, group: CapaianGroup, ratio: tuple[CapaianGroup, CapaianGroup], half: Half
) -> Iterator[Doubt]:
    capaian, at, nama = row
    stated = _value(capaian, group, half)
    above, below = (_value(capaian, one, half) for one in ratio)
    if stated is None or stated.value is None or is_unread(above) or is_unread(below):
        return
    due = _ratio(capaian, ratio, half)
    name, label = quoted(nama), column_label(f"{group}.{half}")
    over, under = column_label(ratio[0]), column_label(ratio[1])
    if due is not None:
        rounded = round(due, 2)
        message = Message(
            f"{table.id}, {name.id}: {label.id} tertulis {value_text(stated)}, sedangkan {over.id} {value_text(above)} "
            f"dari {under.id} {value_text(below)} adalah {number(rounded)} %; periksa persentase dan kedua angkanya.",
            f"{table.en}, {name.en}: {label.en} is stated as {value_text(stated)}, but {over.en} {value_text(above)} "
            f"of {under.en} {value_text(below)} is {number(rounded)} %; check the percentage and both figures.",
        )
        yield Doubt("ratio-mismatch", "error" if half == "anggaran" else "warning", message, at, rounded, stated.value)
    elif stated.value and (above is None or above.value is None) and below is not None and below.value:
        message = Message(
            f"{table.id}, {name.id}: {label.id} tertulis {value_text(stated)}, tetapi {over.id} tidak diisi; "
            "periksa apakah realisasinya terlewat atau persentasenya salah baris.",
            f"{table.en}, {name.en}: {label.en} is stated as {value_text(stated)}, but {over.en} is not stated; "
            "check whether it was left out or the percentage belongs to another row.",
        )
        yield Doubt("ratio-mismatch", "warning", message, at, None, stated.value)
