"""number-repaired, number-ambiguous, number-unreadable, number-scaled: what was doubtful in reading a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from extractor.messages import Message
from extractor.plan.checks.evaluation import evaluation_rows, evaluations
from extractor.plan.checks.sheets import total_at
from extractor.plan.checks.subject import Subject
from extractor.plan.doubt import Doubt
from extractor.plan.model import At, Evaluation, FindingCode, Node, Plan, PlanRow, Renja, TelaahRkpd, Value
from extractor.plan.wording import number, quoted, rupiah, table_label, value_text

_CODES: Final[tuple[FindingCode, ...]] = ("number-unreadable", "number-ambiguous", "number-repaired")
_Place = tuple[Value, At, str, str | None]
"""A value, where it stands, its row's name, and the half of a review it is in."""


def check_values(subject: Subject) -> list[Doubt]:
    """Return a doubt for every flagged value, one a value; amounts stated in thousands give one a table."""
    renja = subject.renja
    doubts: list[Doubt] = []
    scaled: set[str] = set()
    said: set[int] = set()
    for value, at, name, half in _values(renja):
        if id(value) in said:
            continue
        said.add(id(value))
        code = next((one for one in _CODES if one.removeprefix("number-") in value.flags), None)
        if code is not None:
            doubts.append(_doubt(code, value, at, table_label(renja, at.table or "", half), name))
        if "scaled" in value.flags and at.table is not None and at.table not in scaled:
            scaled.add(at.table)
            doubts.append(_scaled(renja, at.table))
    return doubts


def _doubt(code: FindingCode, value: Value, at: At, table: Message, name: str) -> Doubt:
    row, text = quoted(name), value_text(value)
    read = "" if value.value is None else rupiah(value.value) if value.unit == "IDR" else number(value.value)
    sentences = {
        "number-repaired": (
            f"penulisan angka {text} tidak lazim dan dibaca {read}; perbaiki penulisannya.",
            f"the number {text} is malformed and was read as {read}; correct how it is written.",
        ),
        "number-ambiguous": (
            f"angka {text} dapat dibaca dengan dua cara{f' dan dibaca {read}' if read else ''}; pastikan nilainya.",
            f"the number {text} can be read in two ways{f' and was read as {read}' if read else ''}; settle its value.",
        ),
        "number-unreadable": (
            f"isi {text} tidak dapat dibaca sebagai angka; periksa isinya.",
            f"{text} cannot be read as a number; check what it should say.",
        ),
    }
    id_text, en_text = sentences[code]
    message = Message(f"{table.id}, {row.id}: {id_text}", f"{table.en}, {row.en}: {en_text}")
    return Doubt(code, "warning", message, at, None, value.value)


def _scaled(renja: Renja, table: str) -> Doubt:
    label = table_label(renja, table)
    message = Message(
        f"{label.id}: angka ditulis dalam ribuan atau jutaan dan sudah dikalikan penuh; pastikan satuannya.",
        f"{label.en}: amounts are stated in thousands or millions and were multiplied out; check the unit.",
    )
    return Doubt("number-scaled", "info", message, At(table=table))


def _values(renja: Renja) -> Iterator[_Place]:
    """Yield every value of the document with its place and its row's name."""
    for plan in (renja.rencana, renja.pendanaan, *renja.rencana_lain):
        if plan is not None:
            yield from _plan_values(renja, plan)
    for evaluation in evaluations(renja):
        yield from _evaluation_values(renja, evaluation)
    if renja.telaah_rkpd is not None:
        yield from _review_values(renja, renja.telaah_rkpd)
    for aim in renja.tujuan_sasaran:
        yield from _stated(aim.at, aim.indikator_sasaran or aim.sasaran or "", aim.target)
    for service in renja.kinerja_pelayanan:
        yield from _stated(service.at, service.indikator, *service.target.values(), *service.realisasi.values())
    for wish in renja.usulan_masyarakat:
        yield from _stated(wish.at, wish.program_kegiatan or "", wish.volume, wish.pagu_indikatif)


def _plan_values(renja: Renja, plan: Plan) -> Iterator[_Place]:
    yield from _node_values(plan.nodes)
    totals = {"pagu_indikatif": plan.total.pagu_indikatif, "prakiraan_maju": plan.total.prakiraan_maju}
    yield from _totals(renja, plan.table, totals)


def _evaluation_values(renja: Renja, evaluation: Evaluation) -> Iterator[_Place]:
    for node in evaluation_rows(evaluation.nodes):
        for one in node.capaian.values():
            yield from _stated(node.at, node.nama or "", one.kinerja, one.anggaran)
        for indikator in node.indikator:
            own = [*indikator.kinerja.items(), *indikator.anggaran.items()]
            further = [value for group, value in own if value != node.capaian[group].kinerja]
            yield from _stated(node.at, node.nama or "", *further)
    totals = {
        f"capaian.{group}.{half}": getattr(one, half)
        for group, one in evaluation.total.items()
        for half in ("kinerja", "anggaran")
    }
    yield from _totals(renja, evaluation.table, totals)


def _review_values(renja: Renja, review: TelaahRkpd) -> Iterator[_Place]:
    for row in review.rows:
        for half, kind in ((row.rancangan_awal, "telaah_awal"), (row.hasil_analisis, "telaah_hasil")):
            for value, at, name, _ in _row_values(half, half.nama or row.hasil_analisis.nama or ""):
                yield value, at, name, kind
    total = review.total
    halves = {
        "rancangan_awal.pagu_indikatif": total.rancangan_awal,
        "hasil_analisis.pagu_indikatif": total.hasil_analisis,
    }
    yield from _totals(renja, review.table, halves)


def _node_values(nodes: list[Node]) -> Iterator[_Place]:
    for node in nodes:
        yield from _row_values(node, node.nama or "")
        yield from _node_values(node.children)


def _row_values(row: PlanRow, name: str) -> Iterator[_Place]:
    before = row.sebelum_perubahan
    yield from _stated(row.at, name, row.pagu_indikatif, row.prakiraan_maju)
    if before is not None:
        yield from _stated(row.at, name, before.pagu_indikatif, *before.target)
    for one in row.indikator:
        yield from _stated(row.at, name, one.target, one.target_maju)


def _stated(at: At, name: str, *values: Value | None) -> Iterator[_Place]:
    for value in values:
        if value is not None:
            yield value, at, name, None


def _totals(renja: Renja, table: str, totals: Mapping[str, Value | None]) -> Iterator[_Place]:
    for field, value in totals.items():
        if value is not None:
            yield value, total_at(renja, table, field, value), "JUMLAH", None
