"""Last year's evaluation: T-VI.C.1 and T-C.29, and the quarterly matrices of the T-E forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, get_args

import regex

from extractor.plan.columns import RecognisedTable
from extractor.plan.indicators import clean_wording
from extractor.plan.model import (
    Capaian,
    CapaianGroup,
    Chapter,
    Evaluation,
    EvaluationIndikator,
    EvaluationNode,
    Section,
    TableBlock,
    Value,
)
from extractor.plan.names import NameBook
from extractor.plan.rows import RowGroup
from extractor.plan.tree import Branch, PlanTree, read_tree, table_year

GROUPS: tuple[CapaianGroup, ...] = get_args(CapaianGroup)
_YEAR_FIELDS = (
    *(f"capaian.triwulan_{n}.{half}" for n in range(1, 5) for half in ("kinerja", "anggaran")),
    "capaian.realisasi_renja_lalu.kinerja",
    "capaian.realisasi.kinerja",
    "capaian.target.kinerja",
)
_EVALUATED: Final = regex.compile(
    r"\bevaluasi\b[^.;:]*?\b(?:renja|rencana\s+kerja)\b[^.;:]*?\btahun\s+(?:anggaran\s+)?(?P<year>20\d\d)\b(?!\s*[-–/])",
    regex.IGNORECASE,
)


def evaluated_year(chapters: Sequence[Chapter], table: str, tahun: int | None) -> int | None:
    """Return the year that a table without years of its own evaluates: its headings', else the one before the plan's.

    `table` is its id; `tahun` the plan's year.
    """
    titles = next((found for chapter in chapters for found in _titles_over(chapter, table)), [])
    years = (int(found["year"]) for title in titles if (found := _EVALUATED.search(title)))
    stated = next((year for year in years if tahun is None or year <= tahun), None)
    return stated or (tahun - 1 if tahun else None)


def _titles_over(part: Chapter | Section, table: str) -> Iterator[list[str]]:
    """Yield the titles over a table from the nearest on, where it stands in `part`."""
    if any(isinstance(block, TableBlock) and block.table == table for block in part.blocks):
        yield [part.title]
    for section in part.sections:
        yield from ([*titles, part.title] for titles in _titles_over(section, table))


def read_evaluation(
    recognised: RecognisedTable, book: NameBook, *, tahun: int | None, sub_expected: bool | None
) -> tuple[Evaluation, PlanTree]:
    """Return the evaluation of a table, and the tree it was read from with its doubts.

    `tahun` is the evaluated year where the table itself names none.
    """
    tree = read_tree(recognised, book, sub_expected=sub_expected)
    nodes = [_node(tree, branch) for branch in tree.branches]
    for branch, node in zip(tree.branches, nodes, strict=True):
        node.children = [nodes[child] for child in branch.children]
    evaluation = Evaluation(
        table=recognised.table.id,
        tahun=table_year(tree.rows, _YEAR_FIELDS, tahun),
        nodes=[nodes[index] for index in tree.roots],
        total=_capaian(tree, tree.total) if tree.total else {},
    )
    return evaluation, tree


def _node(tree: PlanTree, branch: Branch) -> EvaluationNode:
    rows, group = tree.rows, branch.group
    return EvaluationNode(
        level=branch.level,
        kode=branch.kode,
        nama=group.nama,
        nama_baku=branch.official.nama,
        kode_baku=branch.official.kode,
        sasaran=rows.text(group, "sasaran"),
        indikator=_indicators(tree, group),
        capaian=_capaian(tree, group),
        penanggung_jawab=rows.text(group, "penanggung_jawab"),
        at=rows.at(group),
    )


def _indicators(tree: PlanTree, group: RowGroup) -> list[EvaluationIndikator]:
    """Return the indicators, each with its own performance by column group."""
    found = []
    for row, cell in tree.rows.cells(group, "indikator.uraian"):
        if not cell.text.strip():
            continue
        found.append(
            EvaluationIndikator(
                uraian=clean_wording(cell.text),
                kinerja=_performance(tree, group, row),
                anggaran=_further_money(tree, group, row),
            )
        )
    return found


def _performance(tree: PlanTree, group: RowGroup, row: int) -> dict[CapaianGroup, Value]:
    performance: dict[CapaianGroup, Value] = {}
    for name in GROUPS:
        for col in tree.rows.columns(f"capaian.{name}.kinerja"):
            cell = tree.rows.view[row][col]
            if cell is not group.name_cell:
                performance[name] = tree.values.reading(row, col).to_value()
    return performance


def _further_money(tree: PlanTree, group: RowGroup, row: int) -> dict[CapaianGroup, Value]:
    """Return the money that `row` states by column group, where another line of the group states that of all."""
    money: dict[CapaianGroup, Value] = {}
    for name in GROUPS:
        for col in tree.rows.columns(f"capaian.{name}.anggaran"):
            reading = tree.values.reading(row, col)
            if not reading.raw or tree.rows.view[row][col].row != row:
                continue
            lines = [line for line in group.rows if tree.values.reading(line, col).raw]
            own = next((line for line in lines if tree.values.reading(line, col).value is not None), lines[0])
            if row != own:
                money[name] = reading.to_value()
    return money


def _capaian(tree: PlanTree, group: RowGroup) -> dict[CapaianGroup, Capaian]:
    """Return each column group the table has; either half is None where the table has no such column."""
    capaian: dict[CapaianGroup, Capaian] = {}
    for name in GROUPS:
        kinerja, anggaran = f"capaian.{name}.kinerja", f"capaian.{name}.anggaran"
        if tree.rows.has(kinerja) or tree.rows.has(anggaran):
            capaian[name] = Capaian(kinerja=tree.amount(group, kinerja), anggaran=tree.amount(group, anggaran))
    return capaian
