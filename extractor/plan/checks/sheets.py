"""The money tables of a plan in one shape, so that every check is written once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from extractor.messages import Message
from extractor.plan.model import (
    At,
    Capaian,
    CapaianGroup,
    Evaluation,
    EvaluationNode,
    Indikator,
    Level,
    Node,
    Plan,
    PlanRow,
    Renja,
    Table,
    TelaahRkpd,
    TelaahRow,
    Value,
)
from extractor.plan.wording import table_label

SheetKind = Literal["rencana", "pendanaan", "rencana_lain", "evaluasi", "telaah_awal", "telaah_hasil"]
Money = Mapping[str, Value | None]

LEVELS: Final[tuple[Level, ...]] = ("kelompok", "urusan", "bidang_urusan", "program", "kegiatan", "sub_kegiatan")
"""Levels from the outside in."""
BEFORE: Final = "sebelum_perubahan.pagu_indikatif"


@dataclass(frozen=True, slots=True)
class Branch:
    """A row with the rows below it; `money` maps each money column of its table to the row's value.

    `row` is the contract's own row, for checks that look at more than money.
    """

    level: Level
    kode: str | None
    nama: str
    at: At
    money: Money
    indikator: tuple[Indikator, ...]
    children: tuple[Branch, ...]
    row: Node | EvaluationNode | PlanRow


@dataclass(frozen=True, slots=True)
class Sheet:
    """A money table: its rows as a tree, its stated totals by column."""

    kind: SheetKind
    label: Message
    table: str
    tahun: int | None
    roots: tuple[Branch, ...]
    totals: Money
    total_field: Mapping[str, str]

    def branches(self) -> Iterator[Branch]:
        """Yield every row, parents before children."""
        return walk(self.roots)

    @property
    def columns(self) -> list[str]:
        """Return the money columns, in the order rows first name them."""
        return list(dict.fromkeys(column for branch in self.branches() for column in branch.money))


def walk(roots: Iterable[Branch]) -> Iterator[Branch]:
    """Yield rows and all rows below them, parents first, in document order."""
    for branch in roots:
        yield branch
        yield from walk(branch.children)


def sheets(renja: Renja) -> list[Sheet]:
    """Return the money tables of `renja`, each half of the review against the RKPD by itself."""
    found: list[Sheet] = []
    if renja.telaah_rkpd:
        found += _telaah_sheets(renja, renja.telaah_rkpd)
    if renja.rencana:
        found.append(plan_sheet(renja, renja.rencana, "rencana"))
    if renja.pendanaan:
        found.append(plan_sheet(renja, renja.pendanaan, "pendanaan"))
    found += [plan_sheet(renja, plan, "rencana_lain") for plan in renja.rencana_lain]
    found += [_evaluation_sheet(renja, one) for one in (renja.evaluasi, *renja.evaluasi_lain) if one]
    return found


def total_at(renja: Renja, table_id: str, column: str, total: Value) -> At:
    """Return where the stated `total` of `column` (a field name) stands: the last cell of its column with its text."""
    table = next((one for one in renja.tables if one.id == table_id), None)
    if table is None:
        return At(table=table_id)
    places = {one.index for one in table.columns if one.field == column}
    for cell in reversed(table.cells):
        covered = range(cell.col, cell.col + cell.col_span)
        if cell.row >= table.header_rows and places.intersection(covered) and " ".join(cell.text.split()) == total.raw:
            return At(table=table_id, rows=[cell.row], page=cell.page, bbox=cell.bbox)
    return At(table=table_id, rows=[_last_row(table)])


def _last_row(table: Table) -> int:
    return max(table.n_rows - 1, 0)


def plan_sheet(renja: Renja, plan: Plan, kind: SheetKind) -> Sheet:
    """Return a plan as a sheet."""
    totals = {"pagu_indikatif": plan.total.pagu_indikatif, "prakiraan_maju": plan.total.prakiraan_maju}
    roots = tuple(_plan_branch(node) for node in plan.nodes)
    return Sheet(
        kind,
        table_label(renja, plan.table, kind),
        plan.table,
        plan.tahun,
        roots,
        totals,
        {name: name for name in totals},
    )


def _plan_branch(node: Node) -> Branch:
    return Branch(
        node.level,
        node.kode,
        node.nama or "",
        node.at,
        _plan_money(node),
        tuple(node.indikator),
        tuple(_plan_branch(child) for child in node.children),
        node,
    )


def _plan_money(row: PlanRow) -> Money:
    money = {"pagu_indikatif": row.pagu_indikatif, "prakiraan_maju": row.prakiraan_maju}
    if row.sebelum_perubahan:
        money[BEFORE] = row.sebelum_perubahan.pagu_indikatif
    return money


def _evaluation_sheet(renja: Renja, evaluation: Evaluation) -> Sheet:
    roots = tuple(_evaluation_branch(node) for node in evaluation.nodes)
    totals = _capaian_money(evaluation.total)
    return Sheet(
        "evaluasi",
        table_label(renja, evaluation.table, "evaluasi"),
        evaluation.table,
        evaluation.tahun,
        roots,
        totals,
        {name: f"capaian.{name}" for name in totals},
    )


def _evaluation_branch(node: EvaluationNode) -> Branch:
    return Branch(
        node.level,
        node.kode,
        node.nama or "",
        node.at,
        _capaian_money(node.capaian),
        (),
        tuple(_evaluation_branch(child) for child in node.children),
        node,
    )


def _capaian_money(capaian: Mapping[CapaianGroup, Capaian]) -> Money:
    """Return the money halves, without the percentages (groups named tingkat_...)."""
    return {f"{name}.anggaran": one.anggaran for name, one in capaian.items() if not name.startswith("tingkat")}


def _telaah_sheets(renja: Renja, telaah: TelaahRkpd) -> list[Sheet]:
    halves: tuple[tuple[SheetKind, Literal["rancangan_awal", "hasil_analisis"]], ...] = (
        ("telaah_awal", "rancangan_awal"),
        ("telaah_hasil", "hasil_analisis"),
    )
    return [
        Sheet(
            kind,
            table_label(renja, telaah.table, kind),
            telaah.table,
            None,
            _telaah_tree([(row, getattr(row, half)) for row in telaah.rows]),
            {"pagu_indikatif": getattr(telaah.total, half)},
            {"pagu_indikatif": f"{half}.pagu_indikatif"},
        )
        for kind, half in halves
    ]


def _telaah_tree(rows: list[tuple[TelaahRow, PlanRow]]) -> tuple[Branch, ...]:
    """Return one half's flat rows as a tree; rows that the half leaves blank are left out."""
    return nest(
        [
            Branch(
                row.level,
                half.kode,
                half.nama or "",
                half.at,
                {"pagu_indikatif": half.pagu_indikatif},
                tuple(half.indikator),
                (),
                half,
            )
            for row, half in rows
            if half.nama or half.pagu_indikatif
        ]
    )


def nest(flat: Sequence[Branch]) -> tuple[Branch, ...]:
    """Return rows in document order as trees by their levels."""
    return _take_deeper(flat, 0, -1)[0]


def _take_deeper(flat: Sequence[Branch], start: int, above: int) -> tuple[tuple[Branch, ...], int]:
    """Return the rows from `start` on that lie deeper than level `above`, as trees, and the first row after them."""
    branches: list[Branch] = []
    at = start
    while at < len(flat) and LEVELS.index(flat[at].level) > above:
        branch = flat[at]
        children, at = _take_deeper(flat, at + 1, LEVELS.index(branch.level))
        branches.append(replace(branch, children=children))
    return tuple(branches), at


@dataclass(frozen=True, slots=True)
class Amount:
    """What a row and the rows below it state in one money column.

    `complete` is false where a blank or unread cell could hold more; `stated` is false where nothing is stated at all.
    """

    sum: int | Decimal
    complete: bool
    stated: bool


def amount(branch: Branch, column: str) -> Amount:
    """Return the row's own amount, or where its cell is blank the sum of the rows below it."""
    value = branch.money.get(column)
    if value is not None and value.value is not None:
        return Amount(value.value, complete=True, stated=True)
    if is_unread(value):
        return Amount(0, complete=False, stated=False)
    below = amount_of(branch.children, column)
    if is_dash(value):
        return Amount(below.sum, complete=not below.stated, stated=below.stated)
    return below if branch.children else Amount(0, complete=False, stated=False)


def amount_of(branches: Iterable[Branch], column: str) -> Amount:
    """Return the sum of the rows' amounts."""
    parts = [amount(branch, column) for branch in branches]
    return Amount(
        sum(part.sum for part in parts), all(part.complete for part in parts), any(part.stated for part in parts)
    )


def distance(one: int | Decimal, other: int | Decimal) -> Decimal:
    """Return how far two numbers lie apart."""
    return abs(Decimal(one) - Decimal(other))


def is_dash(value: Value | None) -> bool:
    """Tell whether the cell says that there is nothing: a dash, alone or after "Rp"."""
    return value is not None and value.value is None and bool(value.raw) and not value.raw.lower().strip("rp.-−–— \xa0")


def is_blank(value: Value | None) -> bool:
    """Tell whether the cell states nothing, or its form has no such column."""
    return value is None or (value.value is None and not is_dash(value) and not is_unread(value))


def is_unread(value: Value | None) -> bool:
    """Tell whether something stands in the cell that could not be read as a number."""
    return value is not None and value.value is None and not {"unreadable", "ambiguous"}.isdisjoint(value.flags)
