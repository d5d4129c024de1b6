"""column-misaligned, row-misaligned: contents that stand in a column or a row where they cannot belong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from extractor.messages import Message
from extractor.plan.checks.evaluation import HALVES, QUARTERS, evaluation_rows, evaluations, quantity
from extractor.plan.checks.sheets import BEFORE, Sheet
from extractor.plan.checks.subject import Subject
from extractor.plan.doubt import Doubt
from extractor.plan.model import At, CapaianGroup, Evaluation, EvaluationNode, PlanRow, Renja
from extractor.plan.wording import column_label, quoted, table_label

_INDICATOR_START: Final = regex.compile(
    r"^[\s•*–-]*(?:(?:persentase|prosentase|presentase){e<=1}|jumlah|indeks|nilai|tingkat|rata-?\s?rata|cakupan|rasio"
    r"|ter(?:laksana|sedia|susun|wujud|cipta|kelola|penuhi|capai|lapor)nya|meningkatnya|tersusunnya)\b",
    regex.IGNORECASE,
)
_AMOUNT: Final = regex.compile(r"^(?:Rp\.?\s*)?\d{1,3}(?:[.,]\d{3}){2,}(?:,\d\d|,-)?$", regex.IGNORECASE)
_SOURCE: Final = regex.compile(r"^(?:APBD|APBN|PAD|DAU|DAK|DBH|DBHCHT|BLUD)\b", regex.IGNORECASE)


def check_placement(subject: Subject) -> list[Doubt]:
    """Return a doubt for every table or row whose contents plainly stand in the wrong column."""
    renja = subject.renja
    doubts = [doubt for sheet in subject.sheets for doubt in (*_swapped(sheet), *_strayed(sheet))]
    for evaluation in evaluations(renja):
        doubts += [*_halved_quarters(renja, evaluation), *_strayed_quarters(renja, evaluation)]
    return doubts


def _plan_rows(sheet: Sheet) -> list[PlanRow]:
    return [branch.row for branch in sheet.branches() if isinstance(branch.row, PlanRow)]


def _swapped(sheet: Sheet) -> Iterator[Doubt]:
    """Yield one doubt for a table in which indicators stand in the column of the location."""
    rows = [row for row in _plan_rows(sheet) if row.lokasi and _INDICATOR_START.match(row.lokasi)]
    rows = [row for row in rows if not any(_INDICATOR_START.match(one.uraian or "") for one in row.indikator)]
    if not rows:
        return
    places = sorted({place for row in rows for place in row.at.rows})
    at = At(table=sheet.table, rows=places, page=rows[0].at.page)
    message = Message(
        f"{sheet.label.id}: pada {len(rows)} baris, kolom lokasi berisi indikator dan kolom indikator berisi lokasi; "
        "periksa apakah kedua kolom tertukar.",
        f"{sheet.label.en}: in {len(rows)} rows the column of the location holds an indicator and that of the "
        "indicator a location; check whether the two columns are swapped.",
    )
    yield Doubt("column-misaligned", "warning", message, at)


def _strayed(sheet: Sheet) -> Iterator[Doubt]:
    """Yield a doubt for every row with an amount among its words, or a source of funds for its amount."""
    for row in _plan_rows(sheet):
        texts = {"sumber_dana": row.sumber_dana, "lokasi": row.lokasi, "penanggung_jawab": row.penanggung_jawab}
        found = [(name, text) for name, text in texts.items() if text and _AMOUNT.match(text)]
        money = {"pagu_indikatif": row.pagu_indikatif, "prakiraan_maju": row.prakiraan_maju}
        if row.sebelum_perubahan is not None:
            money[BEFORE] = row.sebelum_perubahan.pagu_indikatif
        found += [
            (column, value.raw)
            for column, value in money.items()
            if value is not None and value.value is None and _SOURCE.match(value.raw)
        ]
        for field, text in found:
            name, column = quoted(row.nama), column_label(field)
            message = Message(
                f"{sheet.label.id}, {name.id}: kolom {column.id} berisi “{text}”; periksa apakah isi baris ini "
                "bergeser.",
                f"{sheet.label.en}, {name.en}: the column {column.en} holds “{text}”; check whether the row's cells "
                "have shifted.",
            )
            yield Doubt("row-misaligned", "warning", message, row.at)


def _halved_quarters(renja: Renja, evaluation: Evaluation) -> Iterator[Doubt]:
    """Yield one doubt where some quarters have both a K and a Rp column and others only one of them."""
    table = next((one for one in renja.tables if one.id == evaluation.table), None)
    fields = {column.field for column in table.columns} if table else set()
    halves = {group: [half for half in HALVES if f"capaian.{group}.{half}" in fields] for group in QUARTERS}
    short = [group for group in QUARTERS if len(halves[group]) == 1]
    if not short or all(len(found) < 2 for found in halves.values()):
        return
    label = table_label(renja, evaluation.table, "evaluasi")
    names = [column_label(group) for group in short]
    message = Message(
        f"{label.id}: {' dan '.join(name.id for name in names)} hanya mempunyai satu kolom, sedangkan triwulan lain "
        "mempunyai K dan Rp; periksa judul kolomnya.",
        f"{label.en}: {' and '.join(name.en for name in names)} have only one column where other quarters have K and "
        "Rp; check the header.",
    )
    rows = list(range(table.header_rows)) if table else []
    yield Doubt("column-misaligned", "warning", message, At(table=evaluation.table, rows=rows))


def _strayed_quarters(renja: Renja, evaluation: Evaluation) -> Iterator[Doubt]:
    """Yield a doubt for every row whose performance stands in a quarter that is blank in every other row."""
    rows = list(evaluation_rows(evaluation.nodes))
    for group in QUARTERS:
        filled = [row for row in rows if any(quantity(row, group, half) for half in HALVES)]
        if len(filled) != 1:
            continue
        row = filled[0]
        money = [quarter for quarter in QUARTERS if quantity(row, quarter, "anggaran")]
        if len(money) == 1 and money[0] != group and not quantity(row, money[0], "kinerja"):
            yield _stray(renja, evaluation, row, group, money[0])


def _stray(
    renja: Renja, evaluation: Evaluation, row: EvaluationNode, group: CapaianGroup, money: CapaianGroup
) -> Doubt:
    label, name = table_label(renja, evaluation.table, "evaluasi"), quoted(row.nama)
    here, there = column_label(group), column_label(money)
    message = Message(
        f"{label.id}, {name.id}: kinerjanya ditulis di {here.id}, sedangkan anggarannya di {there.id}; periksa apakah "
        "kinerja itu salah kolom.",
        f"{label.en}, {name.en}: its performance is stated in {here.en}, but its money in {there.en}; check whether "
        "the performance stands in the wrong column.",
    )
    return Doubt("column-misaligned", "warning", message, row.at)
