"""Words that the sentences of findings share: names of tables, columns and rows, numbers as Indonesians write them."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from extractor.messages import Message
from extractor.plan.model import Level, Renja, Value
from extractor.plan.text import collapse

_KINDS: Final = {
    "rencana": Message("tabel rencana", "the plan table"),
    "pendanaan": Message("tabel pendanaan", "the funding table"),
    "rencana_lain": Message("tabel rencana", "the plan table"),
    "evaluasi": Message("tabel evaluasi", "the evaluation table"),
    "tujuan_sasaran": Message("tabel tujuan dan sasaran", "the table of aims"),
    "kinerja_pelayanan": Message("tabel kinerja pelayanan", "the table of service performance"),
    "usulan_masyarakat": Message("tabel usulan masyarakat", "the table of proposals"),
    "telaah_rkpd": Message("tabel telaah RKPD", "the RKPD review"),
    "telaah_awal": Message("tabel telaah RKPD", "the RKPD review"),
    "telaah_hasil": Message("tabel telaah RKPD", "the RKPD review"),
}
_HALVES: Final = {
    "telaah_awal": Message(" (rancangan awal)", " (rancangan awal)"),
    "telaah_hasil": Message(" (hasil analisis)", " (hasil analisis)"),
}
TERMS: Final = {
    "rencana": Message("rencana", "plan"),
    "rencana_lain": Message("rencana lain", "further plan"),
    "pendanaan": Message("pendanaan", "funding"),
    "evaluasi": Message("evaluasi", "evaluation"),
    "evaluasi_lain": Message("evaluasi lain", "further evaluation"),
    "telaah_rkpd": Message("telaah RKPD", "review against the RKPD"),
    "tujuan_sasaran": Message("tujuan dan sasaran", "aims and objectives"),
    "kinerja_pelayanan": Message("kinerja pelayanan", "service performance"),
    "usulan_masyarakat": Message("usulan masyarakat", "proposals of the community"),
    "kode": Message("kode", "code"),
    "nama": Message("nama", "name"),
    "nomor": Message("nomor", "number"),
    "level": Message("jenjang", "level"),
    "program_kegiatan": Message("program/kegiatan", "program or kegiatan"),
    "tujuan": Message("tujuan", "aim"),
    "sasaran": Message("sasaran", "objective"),
    "indikator": Message("indikator", "indicator"),
    "indikator_tujuan": Message("indikator tujuan", "indicator of the aim"),
    "indikator_sasaran": Message("indikator sasaran", "indicator of the objective"),
    "indikator.uraian": Message("indikator", "indicator"),
    "indikator.target": Message("target", "target"),
    "indikator.target_maju": Message("target maju", "target of the year after"),
    "target_maju": Message("target maju", "target of the year after"),
    "satuan": Message("satuan", "unit"),
    "volume": Message("volume", "volume"),
    "lokasi": Message("lokasi", "location"),
    "pagu_indikatif": Message("pagu indikatif", "budget ceiling"),
    "prakiraan_maju": Message("prakiraan maju", "forecast"),
    "sebelum_perubahan": Message("sebelum perubahan", "before the amendment"),
    "sebelum_perubahan.pagu_indikatif": Message("pagu sebelum perubahan", "budget before the amendment"),
    "sumber_dana": Message("sumber dana", "source of funds"),
    "kelompok_sasaran": Message("kelompok sasaran", "target group"),
    "penanggung_jawab": Message("penanggung jawab", "office in charge"),
    "prioritas": Message("prioritas", "priority"),
    "catatan": Message("catatan", "note"),
    "target_renstra": Message("target Renstra", "Renstra target"),
    "realisasi_lalu": Message("realisasi tahun-tahun lalu", "realisation of earlier years"),
    "target": Message("target tahun berjalan", "target of the year"),
    "triwulan_1": Message("triwulan I", "quarter I"),
    "triwulan_2": Message("triwulan II", "quarter II"),
    "triwulan_3": Message("triwulan III", "quarter III"),
    "triwulan_4": Message("triwulan IV", "quarter IV"),
    "realisasi": Message("realisasi", "realisation"),
    "realisasi_renstra": Message("realisasi Renstra", "Renstra realisation"),
    "tingkat_capaian": Message("tingkat capaian", "achievement rate"),
    "target_renja_lalu": Message("target Renja tahun lalu", "target of last year's Renja"),
    "realisasi_renja_lalu": Message("realisasi Renja tahun lalu", "realisation of last year's Renja"),
    "tingkat_realisasi_lalu": Message("tingkat realisasi tahun lalu", "realisation rate of last year"),
    "perkiraan_realisasi": Message("perkiraan realisasi", "expected realisation"),
    "tingkat_perkiraan": Message("tingkat perkiraan capaian", "expected achievement rate"),
}
"""What the contract's parts, fields and column groups are called, as within a sentence."""
LEVEL_NAMES: Final[dict[Level, str]] = {
    "urusan": "urusan",
    "bidang_urusan": "bidang urusan",
    "program": "program",
    "kegiatan": "kegiatan",
    "sub_kegiatan": "sub kegiatan",
    "kelompok": "kelompok",
}
_LONGEST_NAME: Final = 90


def table_label(renja: Renja, table_id: str, kind: str | None = None) -> Message:
    """Return how a sentence names a table: by its number where it has one, else by its kind, else by its id."""
    table = next((one for one in renja.tables if one.id == table_id), None)
    half = _HALVES.get(kind or "", Message("", ""))
    if table is not None and table.number:
        return Message(f"Tabel {table.number}{half.id}", f"Table {table.number}{half.en}")
    kind = kind or (table.kind if table is not None else "")
    name = _KINDS.get(kind, Message(f"tabel {table_id}", f"table {table_id}"))
    return Message(name.id + half.id, name.en + half.en)


def capitalised(term: Message) -> Message:
    """Return a term with a capital, as it stands in a heading."""
    return Message(*(f"{text[:1].upper()}{text[1:]}" for text in (term.id, term.en)))


def column_label(column: str) -> Message:
    """Return how a sentence names a column (a dotted field name)."""
    if column in TERMS:
        return TERMS[column]
    group, _, half = column.partition(".")
    name = TERMS.get(group, Message(column, column))
    sign = {"anggaran": " (Rp)", "kinerja": " (K)"}.get(half, "")
    return Message(name.id + sign, name.en + sign)


def number(value: int | Decimal | None) -> str:
    """Return a number the Indonesian way: 1.234.567,5; a dash for None."""
    if value is None:
        return "–"
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def rupiah(value: int | Decimal) -> str:
    """Return an amount the Indonesian way: Rp 1.234.567."""
    return f"Rp {number(value)}"


def quoted(name: str | None) -> Message:
    """Return a row's name in quotation marks, shortened where it is long."""
    text = collapse(name or "")
    if not text:
        return Message("tanpa nama", "without a name")
    if len(text) > _LONGEST_NAME:
        text = text[: _LONGEST_NAME - 1].rsplit(" ", 1)[0] + " …"
    return Message(f"“{text}”", f"“{text}”")


def value_text(value: Value | None) -> str:
    """Return a value as the document writes it."""
    return f"“{value.raw}”" if value is not None and value.raw else "“”"
