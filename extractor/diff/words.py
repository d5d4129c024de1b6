"""The words of a comparison, for the terminal and the page."""

from __future__ import annotations

from typing import Final

from extractor.diff.model import Bagian, Change, Diff, Kind, RowDiff, RowPlace, Version
from extractor.messages import Message, shown
from extractor.plan.model import Number, Value
from extractor.plan.wording import column_label
from extractor.review.terminal import rupiah

KINDS: Final[dict[Kind, Message]] = {
    "added": Message(id="ditambah", en="added"),
    "removed": Message(id="dihapus", en="removed"),
    "moved": Message(id="dipindah", en="moved"),
    "renamed": Message(id="ganti nama", en="renamed"),
    "changed": Message(id="berubah", en="changed"),
}
UNCHANGED: Final = Message(id="sama", en="the same")
_FIELDS: Final[dict[str, Message]] = {
    "kode": Message(id="Kode", en="Code"),
    "nama": Message(id="Nama", en="Name"),
    "level": Message(id="Jenjang", en="Level"),
    "lokasi": Message(id="Lokasi", en="Location"),
    "sumber_dana": Message(id="Sumber dana", en="Source of funds"),
    "catatan": Message(id="Catatan", en="Note"),
    "kelompok_sasaran": Message(id="Kelompok sasaran", en="Target group"),
    "penanggung_jawab": Message(id="Penanggung jawab", en="Office in charge"),
    "prioritas": Message(id="Prioritas", en="Priority"),
    "pagu_indikatif": Message(id="Pagu indikatif", en="Budget ceiling"),
    "prakiraan_maju": Message(id="Prakiraan maju", en="Forecast"),
    "sasaran": Message(id="Sasaran", en="Objective"),
    "indikator.uraian": Message(id="Indikator", en="Indicator"),
    "indikator.target": Message(id="Target", en="Target"),
    "indikator.target_maju": Message(id="Target maju", en="Target of the year after"),
}
PARTS: Final[dict[Bagian, Message]] = {
    "rencana": Message(id="Rencana", en="Plan"),
    "pendanaan": Message(id="Pendanaan", en="Funding"),
    "rencana_lain": Message(id="Rencana lain", en="Further plan"),
    "evaluasi": Message(id="Evaluasi", en="Evaluation"),
    "evaluasi_lain": Message(id="Evaluasi lain", en="Further evaluation"),
    "telaah_rkpd.rancangan_awal": Message(id="Telaah RKPD, rancangan awal", en="Review against the RKPD, draft"),
    "telaah_rkpd.hasil_analisis": Message(
        id="Telaah RKPD, hasil analisis kebutuhan", en="Review against the RKPD, needs analysis"
    ),
    "tujuan_sasaran": Message(id="Tujuan dan sasaran", en="Aims and objectives"),
}
TOTALS: Final = {
    "stated": Message(id="total tertulis", en="total as stated"),
    "sum": Message(id="jumlah baris", en="sum of the rows"),
}
SAME: Final = Message(id="Kedua rencana sama.", en="The two plans are the same.")
NO_PLAN: Final = Message(id="Tidak ada rencana di kedua dokumen.", en="Neither document has a plan.")


def field_label(field: str) -> Message:
    """Return how a field of a row or a total is called."""
    if field in _FIELDS:
        return _FIELDS[field]
    first, _, column = field.partition(".")
    if first == "indikator":
        column = ".".join(reversed(column.split(".")))
    label = column_label(column)
    return Message(*(f"{text[:1].upper()}{text[1:]}" for text in (label.id, label.en)))


def is_amount(field: str) -> bool:
    """Tell whether a field holds rupiah."""
    return field in ("pagu_indikatif", "prakiraan_maju") or (field.endswith(".anggaran") and ".tingkat" not in field)


def side(change: Change, which: Value | str | None) -> str:
    """Return one side of a change: an amount as a number, anything else as printed."""
    if which is None:
        return "–"
    if isinstance(which, str):
        return shown(which) or "–"
    if is_amount(change.field) and which.value is not None:
        return rupiah(which.value)
    return shown(which.raw) or "–"


def signed(number: Number | None) -> str:
    """Return a difference with its sign, nothing for None."""
    return "" if number is None else f"{'+' if number > 0 else ''}{rupiah(number)}"


def name(row: RowDiff) -> str:
    """Return the code and the name of a row."""
    return shown(" ".join(part for part in (row.kode, row.nama) if part) or "?")


def path(place: RowPlace | None) -> list[str]:
    """Return the names of the rows that a row stands under."""
    return [shown(each) or "?" for each in place.path] if place else []


def titled(version: Version) -> str:
    """Return a document as it is called in a heading."""
    stage = version.tahapan.replace("_", " ") if version.tahapan else None
    told = (version.perangkat_daerah, str(version.tahun or ""), stage, version.file_name)
    return " · ".join(shown(part) for part in told if part)


def is_empty(diff: Diff) -> bool:
    """Tell whether there was nothing to compare."""
    return not any(plan.rows or plan.counts.same for plan in diff.plans)
