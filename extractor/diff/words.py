"""The words of a comparison, for the terminal and the page."""

from __future__ import annotations

from typing import Final

from extractor.diff.model import Bagian, Change, Diff, Kind, RowDiff, RowPlace, Version
from extractor.messages import Message, shown
from extractor.plan.model import Number, Value
from extractor.plan.wording import TERMS, capitalised, column_label, number

KINDS: Final[dict[Kind, Message]] = {
    "added": Message(id="ditambah", en="added"),
    "removed": Message(id="dihapus", en="removed"),
    "moved": Message(id="dipindah", en="moved"),
    "renamed": Message(id="ganti nama", en="renamed"),
    "changed": Message(id="berubah", en="changed"),
}
UNCHANGED: Final = Message(id="sama", en="the same")
_HALVES: Final[dict[str, Message]] = {
    "telaah_rkpd.rancangan_awal": Message(id=", rancangan awal", en=", draft"),
    "telaah_rkpd.hasil_analisis": Message(id=", hasil analisis kebutuhan", en=", needs analysis"),
}
TOTALS: Final = {
    "stated": Message(id="total tertulis", en="total as stated"),
    "sum": Message(id="jumlah baris", en="sum of the rows"),
}
SAME: Final = Message(id="Kedua rencana sama.", en="The two plans are the same.")
NO_PLAN: Final = Message(id="Tidak ada rencana di kedua dokumen.", en="Neither document has a plan.")


def part_label(bagian: Bagian) -> Message:
    """Return how a part of a plan is called."""
    name, half = capitalised(TERMS[bagian.partition(".")[0]]), _HALVES.get(bagian, Message("", ""))
    return Message(name.id + half.id, name.en + half.en)


def field_label(field: str) -> Message:
    """Return how a field of a row or a total is called."""
    if field in TERMS:
        return capitalised(TERMS[field])
    first, _, column = field.partition(".")
    if first == "indikator":
        column = ".".join(reversed(column.split(".")))
    return capitalised(column_label(column))


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
        return number(which.value)
    return shown(which.raw) or "–"


def signed(difference: Number | None) -> str:
    """Return a difference with its sign, nothing for None."""
    return "" if difference is None else f"{'+' if difference > 0 else ''}{number(difference)}"


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
