"""Small plans made by hand: just enough of a `Renja` for a check to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from extractor.plan.checks.subject import Subject
from extractor.plan.doubt import Doubt
from extractor.plan.model import (
    At,
    Capaian,
    CapaianGroup,
    Chapter,
    Evaluation,
    EvaluationIndikator,
    EvaluationNode,
    Flag,
    Identity,
    Indikator,
    Level,
    ListBlock,
    ListItem,
    Node,
    ParagraphBlock,
    Plan,
    PlanRow,
    PlanTotal,
    Renja,
    Section,
    Source,
    Table,
    TableBlock,
    TableColumn,
    TableKind,
    TelaahRkpd,
    TelaahRow,
    TelaahTotal,
    Value,
)

Amount = int | Value | None


def rp(amount: int, *flags: Flag, raw: str | None = None) -> Value:
    return Value(raw=raw or f"{amount:,}".replace(",", "."), value=amount, unit="IDR", flags=list(flags))


def said(raw: str, value: int | Decimal | None = None, unit: str | None = None, *flags: Flag) -> Value:
    return Value(raw=raw, value=value, unit=unit, flags=list(flags))


DASH = said("-")
BLANK = said("")


def money(amount: Amount) -> Value | None:
    return rp(amount) if isinstance(amount, int) else amount


def aim(uraian: str, target: Value | None = None, maju: Value | None = None) -> Indikator:
    return Indikator(uraian=uraian, target=target, target_maju=maju)


def node(
    level: Level,
    nama: str,
    pagu: Amount = None,
    *children: Node,
    maju: Amount = None,
    kode: str | None = None,
    indikator: Iterable[Indikator] = (),
    row: int = 0,
    table: str = "t1",
    **texts: Any,
) -> Node:
    return Node(
        level=level,
        nama=nama,
        kode=kode,
        indikator=list(indikator),
        pagu_indikatif=money(pagu),
        prakiraan_maju=money(maju),
        children=list(children),
        at=At(table=table, rows=[row]),
        **texts,
    )


def plan(*nodes: Node, total: Amount = None, maju: Amount = None, table: str = "t1", tahun: int | None = 2022) -> Plan:
    return Plan(
        table=table,
        tahun=tahun,
        nodes=list(nodes),
        total=PlanTotal(pagu_indikatif=money(total), prakiraan_maju=money(maju)),
    )


def capaian(groups: Mapping[CapaianGroup, tuple[Value | None, Amount]]) -> dict[CapaianGroup, Capaian]:
    return {name: Capaian(kinerja=kinerja, anggaran=money(amount)) for name, (kinerja, amount) in groups.items()}


def evaluated(
    level: Level,
    nama: str,
    groups: Mapping[CapaianGroup, tuple[Value | None, Amount]],
    *children: EvaluationNode,
    uraian: str | None = None,
    row: int = 0,
) -> EvaluationNode:
    return EvaluationNode(
        level=level,
        nama=nama,
        indikator=[EvaluationIndikator(uraian=uraian)] if uraian else [],
        capaian=capaian(groups),
        children=list(children),
        at=At(table="t1", rows=[row]),
    )


def evaluation_of(
    *nodes: EvaluationNode,
    total: Mapping[CapaianGroup, tuple[Value | None, Amount]] | None = None,
    tahun: int | None = 2021,
) -> Evaluation:
    return Evaluation(table="t1", tahun=tahun, nodes=list(nodes), total=capaian(total or {}))


def review(
    *rows: tuple[Level, str, Amount, Amount], draft: Amount = None, result: Amount = None, numbers: Iterable[str] = ()
) -> TelaahRkpd:
    given = list(numbers)
    return TelaahRkpd(
        table="t3",
        rows=[
            TelaahRow(
                level=level,
                nomor=given[index] if index < len(given) else None,
                rancangan_awal=PlanRow(nama=nama, pagu_indikatif=money(one), at=At(table="t3", rows=[index])),
                hasil_analisis=PlanRow(nama=nama, pagu_indikatif=money(two), at=At(table="t3", rows=[index])),
                at=At(table="t3", rows=[index]),
            )
            for index, (level, nama, one, two) in enumerate(rows)
        ],
        total=TelaahTotal(rancangan_awal=money(draft), hasil_analisis=money(result)),
    )


def table(
    table_id: str, number: str | None = None, kind: TableKind = "other", fields: Iterable[str | None] = ()
) -> Table:
    columns = [TableColumn(index=index, field=field) for index, field in enumerate(fields)]
    return Table(
        id=table_id, number=number, kind=kind, header_rows=1, n_rows=2, n_cols=len(columns) or 1, columns=columns
    )


def chapter(
    number: str, *texts: str, section: str | None = None, tables: Iterable[str] = (), title: str = "X"
) -> Chapter:
    blocks = [*(ParagraphBlock(text=text) for text in texts), *(TableBlock(table=one) for one in tables)]
    if section is None:
        return Chapter(number=number, title=title, blocks=list(blocks))
    return Chapter(number=number, title=title, sections=[Section(number=section, title="X", blocks=list(blocks))])


def outline_of(number: str, section: str, *items: tuple[str, int, str]) -> Chapter:
    block = ListBlock(items=[ListItem(label=label, level=level, text=text) for label, level, text in items])
    return Chapter(number=number, title="X", sections=[Section(number=section, title="X", blocks=[block])])


def renja(**members: Any) -> Renja:
    source = Source(file_name="x.docx", sha256="0" * 64, size_bytes=1, format="docx", extractor_version="0")
    identity = members.pop("identity", Identity(tahun=2022))
    return Renja(source=source, identity=identity, **members)


def facts(doubts: Iterable[Doubt]) -> list[tuple[str, str, list[int], int | Decimal | None, int | Decimal | None]]:
    """Return what a test looks at: code, severity, rows, expected, found."""
    return [(one.code, one.severity, one.at.rows, one.expected, one.found) for one in doubts]


def over(check: Callable[[Subject], list[Doubt]]) -> Callable[[Renja], list[Doubt]]:
    """Return the check as a function of the plan alone."""
    return lambda one: check(Subject(one))
