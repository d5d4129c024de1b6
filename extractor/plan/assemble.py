"""A flow of text and logical tables becomes a `Renja`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.messages import Language, Message
from extractor.plan.chapters import build_chapters
from extractor.plan.checks import check
from extractor.plan.columns import RecognisedTable, recognise
from extractor.plan.doubt import Doubt
from extractor.plan.evaluasi import read_evaluation
from extractor.plan.identity import find_identity
from extractor.plan.legal_basis import read_legal_basis
from extractor.plan.model import (
    At,
    Chapter,
    Evaluation,
    Identity,
    Plan,
    Renja,
    Section,
    Source,
    Table,
    TableBlock,
    TableCell,
    TableColumn,
    TableKind,
    TelaahRkpd,
)
from extractor.plan.names import NameBook
from extractor.plan.outline import read_outline
from extractor.plan.rencana import read_plan
from extractor.plan.small_tables import read_objectives, read_proposals, read_service_performance
from extractor.plan.telaah_rkpd import read_review
from extractor.plan.tree import PlanTree
from extractor.plan.words import says
from extractor.reading.document import Document, ReadingDoubt
from extractor.tables.model import Flow

SUB_KEGIATAN_SINCE = 2021
"""Permendagri 90/2019 brought sub kegiatan into the plans of 2021 and after."""


@dataclass(slots=True)
class _PlanTables:
    """What the recognised tables say, before the plan and the funding table are told apart."""

    plans: list[Plan]
    evaluations: list[Evaluation]
    review: TelaahRkpd | None
    trees: dict[str, PlanTree]
    doubts: list[Doubt]


def assemble(document: Document, flow: Flow, source: Source, *, language: Language = "en") -> Renja:
    """Return the plan that the document states; `source` tells of its file."""
    recognised = [recognise(table) for table in flow.tables]
    chapters, chapter_doubts = build_chapters(flow)
    identity, identity_doubts = find_identity(flow, document.running_text, source.file_name)
    tables = _read_plan_tables(recognised, chapters, identity)
    rencana, pendanaan, others = _tell_apart(tables.plans, chapters, tables.trees)
    kinds = {table.table.id: table.kind for table in recognised}
    if pendanaan is not None:
        kinds[pendanaan.table] = "pendanaan"
    renja = Renja(
        source=source,
        identity=identity,
        chapters=chapters,
        dasar_hukum=read_legal_basis(chapters),
        tujuan_sasaran=[row for table in _of(recognised, "tujuan_sasaran") for row in read_objectives(table)],
        rencana=rencana,
        pendanaan=pendanaan,
        rencana_lain=others,
        evaluasi=tables.evaluations[0] if tables.evaluations else None,
        evaluasi_lain=tables.evaluations[1:],
        kinerja_pelayanan=[
            row for table in _of(recognised, "kinerja_pelayanan") for row in read_service_performance(table)
        ],
        telaah_rkpd=tables.review,
        usulan_masyarakat=[row for table in _of(recognised, "usulan_masyarakat") for row in read_proposals(table)],
        tables=[_table(table, kinds[table.table.id]) for table in recognised],
    )
    doubts = [
        *(_reading_doubt(doubt, None) for doubt in document.doubts if doubt.block is None),
        *(_reading_doubt(doubt, table) for table, doubt in flow.doubts),
        *identity_doubts,
        *chapter_doubts,
        *_header_doubts(recognised),
        *tables.doubts,
        *check(renja),
    ]
    renja.findings = [doubt.finding(language) for doubt in doubts]
    return renja


def has_plan(renja: Renja) -> bool:
    """Tell whether the document states any plan or evaluation at all."""
    return any((renja.rencana, renja.pendanaan, renja.evaluasi, renja.telaah_rkpd))


def tables_of(flow: Flow) -> list[Table]:
    """Return the `tables` member alone, for any document, Renja or not."""
    return [_table(recognised, recognised.kind) for recognised in map(recognise, flow.tables)]


def _of(recognised: Sequence[RecognisedTable], kind: TableKind) -> list[RecognisedTable]:
    return [table for table in recognised if table.kind == kind]


def _read_plan_tables(
    recognised: Sequence[RecognisedTable], chapters: list[Chapter], identity: Identity
) -> _PlanTables:
    """Read the trees twice: names whose level the first pass found in one table help the others in the second."""
    book = NameBook()
    book.add("outline", [(item.nama, item.level) for item in read_outline(chapters)])
    first = _read_once(recognised, book, identity)
    if len(first.trees) < 2:
        return first
    for table_id, tree in first.trees.items():
        book.add(table_id, [(branch.group.nama or "", branch.level) for branch in tree.branches])
    return _read_once(recognised, book, identity)


def _read_once(recognised: Sequence[RecognisedTable], book: NameBook, identity: Identity) -> _PlanTables:
    found = _PlanTables([], [], None, {}, [])
    for table in recognised:
        expected = _sub_expected(table, identity.tahun)
        if table.kind == "rencana":
            plan, tree, doubts = read_plan(table, book, tahun=identity.tahun, sub_expected=expected)
            found.plans.append(plan)
        elif table.kind == "evaluasi":
            last_year = identity.tahun - 1 if identity.tahun else None
            evaluation, tree, doubts = read_evaluation(table, book, tahun=last_year, sub_expected=expected)
            found.evaluations.append(evaluation)
        elif table.kind == "telaah_rkpd" and found.review is None:
            found.review, tree, doubts = read_review(table, book, sub_expected=expected)
        else:
            continue
        found.trees[table.table.id] = tree
        found.doubts += doubts
    return found


def _sub_expected(table: RecognisedTable, tahun: int | None) -> bool | None:
    """Tell whether the header or the year speaks for sub kegiatan; None where neither does."""
    if any("subkegiatan" in "".join(path).casefold().replace(" ", "") for path in table.table.paths):
        return True
    if tahun is None:
        return None
    return None if tahun >= SUB_KEGIATAN_SINCE else False


def _tell_apart(
    plans: list[Plan], chapters: list[Chapter], trees: dict[str, PlanTree]
) -> tuple[Plan | None, Plan | None, list[Plan]]:
    """Return the plan of the year, the funding table of BAB IV where it is a table of its own, and further plans.

    The plan of the year is the first with a forecast, else the first. A later one in BAB IV funds it.
    """
    if not plans:
        return None, None, []
    rencana = next((plan for plan in plans if trees[plan.table].rows.has("prakiraan_maju")), plans[0])
    in_chapter_iv = {name for chapter in chapters if chapter.number == "IV" for name in _tables_in(chapter)}
    rest = [plan for plan in plans if plan is not rencana]
    funding = next((plan for plan in rest if plan.table in in_chapter_iv), None)
    return rencana, funding, [plan for plan in rest if plan is not funding]


def _tables_in(part: Chapter | Section) -> list[str]:
    found = [block.table for block in part.blocks if isinstance(block, TableBlock)]
    for section in part.sections:
        found += _tables_in(section)
    return found


def _table(recognised: RecognisedTable, kind: TableKind) -> Table:
    table = recognised.table
    return Table(
        id=table.id,
        number=table.number,
        title=table.title,
        kind=kind,
        pages=list(table.pages),
        header_rows=table.header_rows,
        n_rows=table.n_rows,
        n_cols=table.n_cols,
        columns=[
            TableColumn(index=index, path=list(path), field=field)
            for index, (path, field) in enumerate(zip(table.paths, recognised.fields, strict=True))
        ],
        cells=[
            TableCell.model_construct(
                row=cell.row,
                col=cell.col,
                row_span=cell.row_span,
                col_span=cell.col_span,
                text=cell.text,
                page=cell.page,
                bbox=cell.bbox,
            )
            for cell in table.cells
        ],
    )


def _reading_doubt(doubt: ReadingDoubt, table: str | None) -> Doubt:
    """Return a reader's doubt as a finding of the contract."""
    rows = [] if doubt.row is None else [doubt.row]
    at = At(table=table, rows=rows, page=doubt.page, bbox=doubt.bbox)
    return Doubt(doubt.code, doubt.severity, doubt.message, at)  # type: ignore[arg-type]


def _header_doubts(recognised: Sequence[RecognisedTable]) -> list[Doubt]:
    """Find tables of no known form that look like plans, and columns of known forms that are not recognised."""
    doubts = []
    for table in recognised:
        name = f"Tabel {table.table.number}" if table.table.number else table.table.title or table.table.id
        at = At(table=table.table.id, page=table.table.pages[0] if table.table.pages else None)
        if table.form is None:
            doubts.append(
                Doubt(
                    "table-unrecognised",
                    "info",
                    Message(
                        id=f"{name} bukan bentuk tabel Renja yang dikenal; isinya ada di tables.",
                        en=f"{name} is no known table form of a Renja; its cells are in tables.",
                    ),
                    at,
                )
            )
            continue
        unknown = [
            " / ".join(path)
            for path, field in zip(table.table.paths, table.fields, strict=True)
            if field is None and path and not says("NOMOR", path[-1])
        ]
        if unknown:
            doubts.append(
                Doubt(
                    "header-unrecognised",
                    "info",
                    Message(
                        id=f"Kolom {name} tanpa padanan dalam kontrak: {'; '.join(dict.fromkeys(unknown))}.",
                        en=f"Columns of {name} without a place in the contract: {'; '.join(dict.fromkeys(unknown))}.",
                    ),
                    at,
                )
            )
    return doubts
