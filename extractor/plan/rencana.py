"""The plan's own tables: T-C.33 and its older and SIPD forms, and the funding table of BAB IV."""

from __future__ import annotations

from extractor.messages import Message
from extractor.plan.columns import RecognisedTable
from extractor.plan.doubt import Doubt
from extractor.plan.indicators import IndicatorFields, IndicatorLine, read_indicators
from extractor.plan.model import Indikator, Node, Plan, PlanTotal, SebelumPerubahan
from extractor.plan.names import NameBook
from extractor.plan.tree import Branch, PlanTree, read_tree, table_year
from extractor.plan.wording import quoted

_INDICATOR = IndicatorFields("indikator.uraian", "indikator.target", "indikator.target_maju")


def read_plan(
    recognised: RecognisedTable, book: NameBook, *, tahun: int | None, sub_expected: bool | None
) -> tuple[Plan, PlanTree]:
    """Return the plan of a table, and the tree it was read from with its doubts."""
    tree = read_tree(recognised, book, sub_expected=sub_expected)
    lines = [read_indicators(tree.values, branch.group, _INDICATOR) for branch in tree.branches]
    _lift(tree, lines)
    nodes = [_node(tree, branch, own) for branch, own in zip(tree.branches, lines, strict=True)]
    for branch, node in zip(tree.branches, nodes, strict=True):
        node.children = [nodes[child] for child in branch.children]
    total = PlanTotal(
        pagu_indikatif=tree.amount(tree.total, "pagu_indikatif"),
        prakiraan_maju=tree.amount(tree.total, "prakiraan_maju"),
    )
    plan = Plan(
        table=recognised.table.id,
        tahun=table_year(tree.rows, ("pagu_indikatif", "indikator.target"), tahun),
        nodes=[nodes[index] for index in tree.roots],
        total=total,
    )
    tree.doubts += _several_amounts(tree, "pagu_indikatif")
    return plan, tree


def _lift(tree: PlanTree, lines: list[list[IndicatorLine]]) -> None:
    """Give an indicator in a further row to the row above in the tree whose level its wording names."""
    for branch, own in zip(tree.branches, lines, strict=True):
        for line in own[1:]:
            above = branch.parent
            while above >= 0 and line.level != tree.branches[above].level:
                above = tree.branches[above].parent
            if above >= 0 and line.level != branch.level:
                own.remove(line)
                lines[above].append(line)


def _node(tree: PlanTree, branch: Branch, lines: list[IndicatorLine]) -> Node:
    rows, group = tree.rows, branch.group
    before = None
    if rows.has("sebelum_perubahan.pagu_indikatif") or rows.has("sebelum_perubahan.target"):
        before = SebelumPerubahan(
            pagu_indikatif=tree.amount(group, "sebelum_perubahan.pagu_indikatif"),
            target=[line.before for line in lines if line.before is not None],
        )
    return Node(
        level=branch.level,
        kode=branch.kode,
        nama=group.nama,
        nama_baku=branch.official.nama,
        kode_baku=branch.official.kode,
        indikator=[Indikator(uraian=line.uraian, target=line.target, target_maju=line.target_maju) for line in lines],
        lokasi=rows.text(group, "lokasi"),
        pagu_indikatif=tree.branch_amount(branch, "pagu_indikatif"),
        sumber_dana=rows.text(group, "sumber_dana"),
        catatan=rows.text(group, "catatan"),
        prakiraan_maju=tree.branch_amount(branch, "prakiraan_maju"),
        kelompok_sasaran=rows.text(group, "kelompok_sasaran"),
        penanggung_jawab=rows.text(group, "penanggung_jawab"),
        prioritas=rows.text(group, "prioritas"),
        sebelum_perubahan=before,
        at=rows.at(group),
    )


def _several_amounts(tree: PlanTree, name: str) -> list[Doubt]:
    """Find rows that state more than one amount in one money column: only the first is taken."""
    doubts = []
    one_column = len(tree.rows.columns(name)) < 2
    for branch in tree.branches:
        one_row = len(branch.group.rows) < 2
        if one_row and one_column:
            continue
        stated = [
            reading.value
            for row, cell in tree.rows.cells(branch.group, name, carried=False)
            if cell.text.strip() and (reading := tree.values.reading(row, cell.col)).value is not None
        ]
        if len(set(stated) if one_row else stated) > 1:
            row_name = quoted(branch.group.nama)
            doubts.append(
                Doubt(
                    "row-misaligned",
                    "warning",
                    Message(
                        id=f"Baris {row_name.id} memuat {len(stated)} jumlah uang; hanya yang pertama diambil: periksa "
                        "barisnya.",
                        en=f"Row {row_name.en} states {len(stated)} amounts; only the first is taken: check the row.",
                    ),
                    tree.rows.at(branch.group),
                    found=stated[0],
                )
            )
    return doubts
