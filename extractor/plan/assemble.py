"""A flow of text and logical tables becomes a `Renja`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from sys import intern
from typing import TypeVar

from extractor.messages import Language, Message
from extractor.plan.chapters import build_chapters
from extractor.plan.checks import check
from extractor.plan.columns import RecognisedTable, recognise
from extractor.plan.doubt import Doubt
from extractor.plan.evaluasi import evaluated_year, read_evaluation
from extractor.plan.identity import add_from_tables, find_identity
from extractor.plan.legal_basis import read_legal_basis
from extractor.plan.model import (
    At,
    Chapter,
    Evaluation,
    Identity,
    Level,
    Node,
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
from extractor.plan.nomenclature import ERA_C_SINCE, Nomenclature
from extractor.plan.nomenclature_store import nomenclature_in_use
from extractor.plan.ocr_values import recognition_doubts
from extractor.plan.outline import read_outline
from extractor.plan.rencana import read_plan
from extractor.plan.scale_notes import scale_notes
from extractor.plan.small_tables import read_objectives, read_proposals, read_service_performance
from extractor.plan.telaah_rkpd import read_review
from extractor.plan.text import squash
from extractor.plan.tree import PlanTree
from extractor.plan.words import says
from extractor.reading.document import Document, ReadingDoubt
from extractor.tables.model import Flow, LogicalTable

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class _PlanTable:
    """What one table of programs says, and what is asked of its rows later; the tree it was read from is let go."""

    content: Plan | Evaluation | TelaahRkpd
    levels: list[tuple[str, Level]]
    first_rows: list[int]
    forecast: bool
    doubts: list[Doubt]

    @classmethod
    def of(cls, content: Plan | Evaluation | TelaahRkpd, tree: PlanTree) -> _PlanTable:
        """Return what is kept of a table."""
        first_rows = [branch.group.rows[0] for branch in tree.branches]
        return cls(content, tree.named_levels(), first_rows, tree.rows.has("prakiraan_maju"), tree.doubts)

    def uncertain(self) -> list[bool]:
        """Tell for each row whether its level is in doubt."""
        rows = {doubt.at.rows[0] for doubt in self.doubts if doubt.code == "level-uncertain"}
        return [row in rows for row in self.first_rows]


def assemble(
    document: Document,
    flow: Flow,
    source: Source,
    *,
    language: Language = "en",
    nomenclature: Nomenclature | None = None,
) -> tuple[Renja, list[Doubt]]:
    """Return the plan that the document states, and the doubts that its findings tell of, in their order.

    `source` tells of the document's file, `language` is that of the findings. `nomenclature` are the official names to
    match rows with, by default the package's and the user's lists.
    """
    chapters, chapter_doubts = build_chapters(flow)
    identity = find_identity(flow, document.running_text, source.file_name)
    notes = scale_notes(flow)
    recognised = [
        replace(recognise(table, identity.tahun), scale_note=notes.get(table.id, "")) for table in flow.tables
    ]
    official = nomenclature_in_use() if nomenclature is None else nomenclature
    read = _read_plan_tables(recognised, chapters, identity, official)
    tables = [found for found in read if found.levels]
    recognised = _without_forms(recognised, {found.content.table for found in read if not found.levels})
    evaluations = [found.content for found in tables if isinstance(found.content, Evaluation)]
    reviews = [found.content for found in tables if isinstance(found.content, TelaahRkpd)]
    rencana, pendanaan, others = _tell_apart(tables, chapters)
    plans = [plan for plan in (rencana, pendanaan, *others) if plan is not None]
    identity_doubts = add_from_tables(identity, plans, evaluations)
    kinds = {table.table.id: table.kind for table in recognised}
    if pendanaan is not None:
        kinds[pendanaan.table] = "pendanaan"
    renja = Renja(
        source=source,
        identity=identity,
        chapters=chapters,
        dasar_hukum=read_legal_basis(chapters, flow.tables),
        tujuan_sasaran=_rows(recognised, "tujuan_sasaran", lambda table: read_objectives(table, identity.tahun)),
        rencana=rencana,
        pendanaan=pendanaan,
        rencana_lain=others,
        evaluasi=evaluations[0] if evaluations else None,
        evaluasi_lain=evaluations[1:],
        kinerja_pelayanan=_rows(recognised, "kinerja_pelayanan", read_service_performance),
        telaah_rkpd=reviews[0] if reviews else None,
        usulan_masyarakat=_rows(recognised, "usulan_masyarakat", read_proposals),
    )
    doubts = [
        *(_reading_doubt(doubt, None) for doubt in document.doubts if doubt.block is None),
        *(_reading_doubt(doubt, table) for table, doubt in flow.doubts),
        *identity_doubts,
        *chapter_doubts,
        *_header_doubts(recognised),
        *recognition_doubts(flow.tables),
        *(doubt for found in tables for doubt in found.doubts),
    ]
    renja.findings = [doubt.finding(language) for doubt in doubts]
    del flow, tables  # a long document is not held twice
    renja.tables = _tables(recognised, kinds)
    of_checks = check(renja)
    renja.findings += [doubt.finding(language) for doubt in of_checks]
    return renja, doubts + of_checks


def _without_forms(recognised: list[RecognisedTable], ids: set[str]) -> list[RecognisedTable]:
    """Return the tables, those of `ids` as no known form: a header of a plan over no row of one is no plan."""
    return [
        replace(table, kind="other", form=None, fields=(None,) * table.table.n_cols) if table.table.id in ids else table
        for table in recognised
    ]


def has_plan(renja: Renja) -> bool:
    """Tell whether the document states any plan or evaluation at all."""
    return any((renja.rencana, renja.pendanaan, renja.evaluasi, renja.telaah_rkpd))


def tables_of(flow: Flow) -> list[Table]:
    """Return the `tables` member alone, for any document, Renja or not."""
    return [_table(recognised, recognised.kind) for recognised in map(recognise, flow.tables)]


def _rows(
    recognised: Sequence[RecognisedTable], kind: TableKind, read: Callable[[RecognisedTable], list[_Row]]
) -> list[_Row]:
    """Return the rows of all tables of a kind, in document order."""
    return [row for table in recognised if table.kind == kind for row in read(table)]


def _read_plan_tables(
    recognised: Sequence[RecognisedTable], chapters: list[Chapter], identity: Identity, nomenclature: Nomenclature
) -> list[_PlanTable]:
    """Read every table of programs; where names have other levels in other tables, that table is read once more.

    Only levels that are certain in one table speak for another.
    """
    book = NameBook(nomenclature, identity.tahun)
    book.add("outline", [(item.nama, item.level) for item in read_outline(chapters)])
    tables = [table for table in recognised if table.kind in ("rencana", "evaluasi", "telaah_rkpd")]
    read = [_read_plan_table(table, book, identity, chapters) for table in tables]
    for table, found in zip(tables, read, strict=True):
        doubtful = found.uncertain()
        book.add(table.table.id, [named for named, doubt in zip(found.levels, doubtful, strict=True) if not doubt])
    for place, table in enumerate(tables):
        if _contradicted(table, read[place], book):
            read[place] = _read_plan_table(table, book, identity, chapters)
    return read


def _read_plan_table(table: RecognisedTable, book: NameBook, identity: Identity, chapters: list[Chapter]) -> _PlanTable:
    expected = _sub_expected(table, identity.tahun)
    if table.kind == "evaluasi":
        year = evaluated_year(chapters, table.table.id, identity.tahun)
        return _PlanTable.of(*read_evaluation(table, book, tahun=year, sub_expected=expected))
    if table.kind == "telaah_rkpd":
        return _PlanTable.of(*read_review(table, book, sub_expected=expected))
    return _PlanTable.of(*read_plan(table, book, tahun=identity.tahun, sub_expected=expected))


def _contradicted(table: RecognisedTable, found: _PlanTable, book: NameBook) -> bool:
    """Tell whether the other tables give a row another level, or know one whose level was uncertain."""
    known = book.levels([name for name, _ in found.levels], without=table.table.id)
    uncertain = found.uncertain()
    return any(found.levels[index][1] != level or uncertain[index] for index, level in known.items())


def _sub_expected(table: RecognisedTable, tahun: int | None) -> bool | None:
    """Tell whether the header or the year speaks for sub kegiatan; None where neither does."""
    if any("subkegiatan" in "".join(path).casefold().replace(" ", "") for path in table.table.paths):
        return True
    if tahun is None:
        return None
    return None if tahun >= ERA_C_SINCE else False


def _tell_apart(tables: list[_PlanTable], chapters: list[Chapter]) -> tuple[Plan | None, Plan | None, list[Plan]]:
    """Return the plan of the year, the funding table of BAB IV where it is a table of its own, and further plans.

    The plan of the year is the first with a forecast, else the first. A later one in BAB IV funds it, where most of its
    programs are those of the plan: one of others is a further part.
    """
    plans = [found.content for found in tables if isinstance(found.content, Plan)]
    if not plans:
        return None, None, []
    with_forecast = {found.content.table for found in tables if found.forecast}
    rencana = next((plan for plan in plans if plan.table in with_forecast), plans[0])
    in_chapter_iv = {name for chapter in chapters if chapter.number == "IV" for name in _tables_in(chapter)}
    rest = [plan for plan in plans if plan is not rencana]
    funding = next((plan for plan in rest if plan.table in in_chapter_iv and _has_programs_of(plan, rencana)), None)
    return rencana, funding, [plan for plan in rest if plan is not funding]


def _has_programs_of(plan: Plan, other: Plan) -> bool:
    """Tell whether half of a plan's programs or more are also another's, by their names."""
    mine, yours = (_programs(one.nodes) for one in (plan, other))
    return 2 * len(mine & yours) >= len(mine)


def _programs(nodes: Sequence[Node]) -> set[str]:
    own = {squash(node.nama) for node in nodes if node.level == "program" and node.nama}
    return own.union(*(_programs(node.children) for node in nodes))


def _tables_in(part: Chapter | Section) -> list[str]:
    found = [block.table for block in part.blocks if isinstance(block, TableBlock)]
    for section in part.sections:
        found += _tables_in(section)
    return found


def _tables(recognised: list[RecognisedTable], kinds: dict[str, TableKind]) -> list[Table]:
    """Return the tables in the contract's form, each let go from `recognised` as it is turned."""
    recognised.reverse()
    made = []
    while recognised:
        table = recognised.pop()
        made.append(_table(table, kinds[table.table.id]))
    return made


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
            TableCell(cell.row, cell.col, cell.row_span, cell.col_span, intern(cell.text), cell.page, cell.bbox)
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
        at = At(table=table.table.id, page=table.table.pages[0] if table.table.pages else None)
        name = _called(table.table, at.page)
        if table.form is None:
            doubts.append(
                Doubt(
                    "table-unrecognised",
                    "info",
                    Message(
                        id=f"{name.id} tidak dikenali sebagai tabel Renja; isinya ada di bagian tables pada JSON.",
                        en=f"{name.en} has no known table form of a Renja; its cells are in the JSON's tables.",
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
            columns = ", ".join(f"“{path}”" for path in dict.fromkeys(unknown))
            doubts.append(
                Doubt(
                    "header-unrecognised",
                    "info",
                    Message(
                        id=f"{name.id}: kolom {columns} tidak dikenali; isinya ada di bagian tables pada JSON.",
                        en=f"{name.en}: column {columns} is not recognised; its cells are in the JSON's tables.",
                    ),
                    at,
                )
            )
    return doubts


def _called(table: LogicalTable, page: int | None) -> Message:
    """Return what a table is called: by its number or title, else by its page, without pages by its id."""
    if table.number:
        return Message(f"Tabel {table.number}", f"Table {table.number}")
    if table.title:
        return Message(f"Tabel “{table.title}”", f"Table “{table.title}”")
    if page is None:
        return Message(f"Tabel {table.id}", f"Table {table.id}")
    return Message(f"Tabel di halaman {page}", f"The table on page {page}")
