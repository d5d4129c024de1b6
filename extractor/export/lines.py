"""What a row of each tidy table is about: the things in a document, numbered in its order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Generic, Literal, TypeVar, get_args

from extractor.plan.model import (
    Capaian,
    CapaianGroup,
    Evaluation,
    EvaluationIndikator,
    EvaluationNode,
    Indikator,
    KinerjaPelayanan,
    Level,
    Node,
    Plan,
    PlanRow,
    Renja,
    Table,
    TableCell,
    TelaahRow,
    Value,
)
from extractor.plan.totals import sum_of, total_pagu

Bagian = Literal["rencana", "pendanaan", "rencana_lain"]
Half = Literal["rancangan_awal", "hasil_analisis"]
_GROUPS: Final[tuple[CapaianGroup, ...]] = get_args(CapaianGroup)
_HALVES: Final[tuple[Half, ...]] = get_args(Half)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Document:
    """One plan to be exported; `id` is unique in the export, `path` where its JSON was read."""

    id: str
    path: str
    renja: Renja

    @property
    def main_plan(self) -> Plan | None:
        """Return the plan of its year: `rencana`, else `pendanaan`."""
        return self.renja.rencana or self.renja.pendanaan

    @property
    def total(self) -> int | Decimal | None:
        """Return the total of the plan of its year as stated, else as its topmost rows add up."""
        return total_pagu(self.main_plan) if self.main_plan else None


@dataclass(frozen=True, slots=True)
class Item(Generic[T]):
    """Something of a document with its number in its table, 1-based."""

    document_id: str
    seq: int
    of: T


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A row of a plan; `above` has the name of the nearest row of each level, itself included."""

    document_id: str
    seq: int
    bagian: Bagian
    plan: Plan
    node: Node
    parent_seq: int | None
    program_seq: int | None
    depth: int
    path: str
    above: Mapping[Level, str | None]

    @property
    def sum(self) -> int | Decimal | None:
        """Return the row's ceiling, or where it states none the sum of the rows below it."""
        return sum_of([self.node])


@dataclass(frozen=True, slots=True)
class IndikatorLine:
    """An indicator of a plan row, `number` in that row."""

    document_id: str
    seq: int
    line: PlanLine
    number: int
    indikator: Indikator
    before: Value | None


@dataclass(frozen=True, slots=True)
class EvaluationLine:
    """What an evaluated row says in one column group about one of its indicators."""

    document_id: str
    seq: int
    bagian: Literal["evaluasi", "evaluasi_lain"]
    evaluation: Evaluation
    node: EvaluationNode
    node_seq: int
    parent_node_seq: int | None
    number: int
    indikator: EvaluationIndikator | None
    group: CapaianGroup | None
    kinerja: Value | None
    anggaran: Value | None


@dataclass(frozen=True, slots=True)
class TelaahLine:
    """One half of a row of the review against the RKPD, for one of its indicators."""

    document_id: str
    seq: int
    row: TelaahRow
    row_number: int
    half: Half
    of: PlanRow
    number: int
    indikator: Indikator | None


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """What a row of the table of service performance says of one year; `year` is null where it says nothing."""

    document_id: str
    seq: int
    row: KinerjaPelayanan
    row_number: int
    year: str | None

    @property
    def target(self) -> Value | None:
        """Return the target of the year."""
        return self.row.target.get(self.year) if self.year else None

    @property
    def realisasi(self) -> Value | None:
        """Return the realisation of the year."""
        return self.row.realisasi.get(self.year) if self.year else None


@dataclass(frozen=True, slots=True)
class CellLine:
    """A cell of any table, with the field of the contract that its column holds."""

    document_id: str
    seq: int
    table: Table
    cell: TableCell
    field: str | None


def items(document: Document, members: Sequence[T]) -> Iterator[Item[T]]:
    """Yield the members of a list, numbered."""
    for seq, member in enumerate(members, start=1):
        yield Item(document.id, seq, member)


def plan_lines(document: Document) -> list[PlanLine]:
    """Return the rows of every plan of a document, parents before children."""
    renja = document.renja
    plans: list[tuple[Bagian, Plan | None]] = [("rencana", renja.rencana), ("pendanaan", renja.pendanaan)]
    plans += [("rencana_lain", plan) for plan in renja.rencana_lain]
    lines: list[PlanLine] = []
    for bagian, plan in plans:
        if plan is not None:
            _add_lines(lines, document, bagian, plan)
    return lines


def _add_lines(lines: list[PlanLine], document: Document, bagian: Bagian, plan: Plan) -> None:
    stack: list[tuple[Node, PlanLine | None, int]] = _numbered(plan.nodes, None)
    while stack:
        node, parent, place = stack.pop()
        seq = len(lines) + 1
        line = PlanLine(
            document.id, seq, bagian, plan, node,
            parent_seq=parent.seq if parent else None,
            program_seq=seq if node.level == "program" else parent.program_seq if parent else None,
            depth=parent.depth + 1 if parent else 0,
            path=f"{parent.path}.{place}" if parent else str(place),
            above={**(parent.above if parent else {}), node.level: node.nama},
        )  # fmt: skip
        lines.append(line)
        stack += _numbered(node.children, line)


def _numbered(nodes: Sequence[Node], parent: PlanLine | None) -> list[tuple[Node, PlanLine | None, int]]:
    """Return nodes with their places among their siblings, the first one last."""
    return [(nodes[index], parent, index + 1) for index in reversed(range(len(nodes)))]


def indikator_lines(document: Document) -> Iterator[IndikatorLine]:
    """Yield the indicators of every plan row."""
    seq = 0
    for line in plan_lines(document):
        before = line.node.sebelum_perubahan.target if line.node.sebelum_perubahan else []
        for number, indikator in enumerate(line.node.indikator, start=1):
            seq += 1
            value = before[number - 1] if number <= len(before) else None
            yield IndikatorLine(document.id, seq, line, number, indikator, value)


def evaluation_lines(document: Document) -> list[EvaluationLine]:
    """Return, for every evaluated row, a line for each column group and indicator; amounts stand in the first."""
    lines: list[EvaluationLine] = []
    nodes = 0
    evaluations = [document.renja.evaluasi, *document.renja.evaluasi_lain]
    for place, evaluation in enumerate(evaluations):
        stack: list[tuple[EvaluationNode, int | None]] = []
        stack += [(node, None) for node in reversed(evaluation.nodes if evaluation else [])]
        while evaluation and stack:
            node, parent = stack.pop()
            nodes += 1
            for number, indikator, group, kinerja, anggaran in _achievements(node):
                lines.append(
                    EvaluationLine(
                        document.id, len(lines) + 1, "evaluasi_lain" if place else "evaluasi", evaluation, node, nodes,
                        parent, number, indikator, group, kinerja, anggaran,
                    )
                )  # fmt: skip
            stack += [(child, nodes) for child in reversed(node.children)]
    return lines


_Achievement = tuple[int, EvaluationIndikator | None, CapaianGroup | None, Value | None, Value | None]


def _achievements(node: EvaluationNode) -> Iterable[_Achievement]:
    """Yield what a row states, by indicator and column group; the row alone where it states nothing."""
    groups: list[CapaianGroup | None] = []
    groups += [name for name in _GROUPS if name in node.capaian or any(name in one.kinerja for one in node.indikator)]
    own = any(one.kinerja for one in node.indikator)
    for number, indikator in enumerate(node.indikator or [None], start=1):
        for group in groups or (None,):
            first = node.capaian.get(group, Capaian()) if group and number == 1 else Capaian()
            kinerja = indikator.kinerja.get(group) if own and indikator and group else first.kinerja
            further = indikator.anggaran.get(group) if indikator and group else None
            yield number, indikator, group, kinerja, further or first.anggaran


def telaah_lines(document: Document) -> list[TelaahLine]:
    """Return both halves of every row of the review, a line for each indicator; amounts stand in the first."""
    lines: list[TelaahLine] = []
    telaah = document.renja.telaah_rkpd
    for row_number, row in enumerate(telaah.rows if telaah else (), start=1):
        for half in _HALVES:
            of: PlanRow = getattr(row, half)
            for number, indikator in enumerate(of.indikator or [None], start=1):
                lines.append(TelaahLine(document.id, len(lines) + 1, row, row_number, half, of, number, indikator))
    return lines


def service_lines(document: Document) -> list[ServiceLine]:
    """Return, for every row of the table of service performance, a line for each year."""
    lines: list[ServiceLine] = []
    for row_number, row in enumerate(document.renja.kinerja_pelayanan, start=1):
        for year in sorted(row.target.keys() | row.realisasi.keys()) or (None,):
            lines.append(ServiceLine(document.id, len(lines) + 1, row, row_number, year))
    return lines


def cell_lines(document: Document) -> Iterator[CellLine]:
    """Yield the cells of every table."""
    seq = 0
    for table in document.renja.tables:
        fields = {column.index: column.field for column in table.columns}
        for cell in table.cells:
            seq += 1
            yield CellLine(document.id, seq, table, cell, fields.get(cell.col))
