"""The tidy tables, described once: CSV, Table Schema, SQLite, Parquet and the workbook's sheets all follow from here.

Every table has the `document_id` of its plan and, but for `documents`, a number `seq` in document order; both are its
key. Names are those of the contract.
"""

from __future__ import annotations

from typing import Any, Final

from extractor.export.columns import Column, Reference, Row, Table, joined, place_columns, rows, value_columns
from extractor.export.lines import (
    CellLine,
    Document,
    EvaluationLine,
    IndikatorLine,
    Item,
    PlanLine,
    ServiceLine,
    TelaahLine,
    cell_lines,
    evaluation_lines,
    indikator_lines,
    items,
    plan_lines,
    service_lines,
    telaah_lines,
)
from extractor.plan.model import DasarHukum, Finding, Level, Severity, TujuanSasaran, UsulanMasyarakat

_KEY: Final = ("document_id", "seq")
_OF_DOCUMENT: Final = Reference(("document_id",), "documents", ("document_id",))
_NAMA_BAKU: Final = "Official name, where it is certain."
_KODE_BAKU: Final = "Code in its standard form, where it is certain."


def _key_columns(order: str) -> tuple[Column[Any], ...]:
    return (
        Column("document_id", "Dokumen", "text", "The plan it belongs to.", lambda x: x.document_id, required=True),
        Column("seq", "Urut", "integer", f"Number in the document, 1-based: {order}.", lambda x: x.seq, required=True),
    )


def _severity(document: Document, severity: Severity) -> int:
    return sum(finding.severity == severity for finding in document.renja.findings)


def _above(level: Level, title: str) -> Column[PlanLine]:
    what = f"Name of the {level} the row belongs to, its own included; null without one."
    return Column(level, title, "text", what, lambda line: line.above.get(level))


DOCUMENTS: Final[Table[Document]] = Table(
    "documents", "Dokumen", "One row a plan.",
    (
        Column("document_id", "Dokumen", "text", "First 16 digits of the source's SHA-256; a source that occurs again "
               "in one export gets -2, -3 and so on.", lambda x: x.id, required=True),
        Column("path", "JSON", "text", "Where its JSON was read.", lambda x: x.path, required=True),
        Column("file_name", "Berkas", "text", "Name of the source file.", lambda x: x.renja.source.file_name),
        Column("sha256", "SHA-256", "text", "SHA-256 of the source file.", lambda x: x.renja.source.sha256),
        Column("size_bytes", "Ukuran", "integer", "Size of the source file in bytes.",
               lambda x: x.renja.source.size_bytes),
        Column("format", "Format", "text", "Format of the source file.", lambda x: x.renja.source.format),
        Column("pages", "Jumlah halaman", "integer", "Pages; null for formats without pages.",
               lambda x: x.renja.source.pages),
        Column("ocr_pages", "Halaman OCR", "text", "Pages whose text came from OCR, with spaces between.",
               lambda x: joined(x.renja.source.ocr_pages)),
        Column("extractor_version", "Versi", "text", "Version of the reader.",
               lambda x: x.renja.source.extractor_version),
        Column("jenis_dokumen", "Jenis dokumen", "text", "renja or perubahan_renja.",
               lambda x: x.renja.identity.jenis_dokumen),
        Column("tahapan", "Tahapan", "text", "Drafting stage.", lambda x: x.renja.identity.tahapan),
        Column("tahun", "Tahun", "integer", "Plan year.", lambda x: x.renja.identity.tahun),
        Column("perangkat_daerah", "Perangkat daerah", "text", "The office.",
               lambda x: x.renja.identity.perangkat_daerah),
        Column("daerah", "Daerah", "text", "Its region.", lambda x: x.renja.identity.daerah),
        Column("provinsi", "Provinsi", "text", "Its province.", lambda x: x.renja.identity.provinsi),
        Column("pengesahan_tempat", "Tempat pengesahan", "text", "Place of signing.",
               lambda x: x.renja.identity.pengesahan.tempat),
        Column("pengesahan_tanggal", "Tanggal pengesahan", "text", "Date of signing, YYYY-MM-DD.",
               lambda x: x.renja.identity.pengesahan.tanggal),
        Column("pengesahan_jabatan", "Jabatan", "text", "Office of the signatory.",
               lambda x: x.renja.identity.pengesahan.jabatan),
        Column("pengesahan_nama", "Nama penanda tangan", "text", "Name of the signatory.",
               lambda x: x.renja.identity.pengesahan.nama),
        Column("pengesahan_nip", "NIP", "text", "Civil service number of the signatory.",
               lambda x: x.renja.identity.pengesahan.nip),
        Column("bagian", "Bagian", "text", "Which of the parts in `rencana` is the plan of the year: rencana, else "
               "pendanaan; null without a plan.",
               lambda x: "rencana" if x.renja.rencana else "pendanaan" if x.renja.pendanaan else None),
        Column("total_pagu", "Total pagu (Rp)", "rupiah", "Total of the plan of the year: as stated, else the sum of "
               "its rows.", lambda x: x.total),
        *value_columns("total_pagu_indikatif", "Total pagu indikatif tertulis", "Total of the ceilings as stated",
                       lambda x: x.main_plan and x.main_plan.total.pagu_indikatif, rupiah=True),
        *value_columns("total_prakiraan_maju", "Total prakiraan maju tertulis", "Total of the forecasts as stated",
                       lambda x: x.main_plan and x.main_plan.total.prakiraan_maju, rupiah=True),
        Column("errors", "Kesalahan", "integer", "Findings of severity error.", lambda x: _severity(x, "error")),
        Column("warnings", "Peringatan", "integer", "Findings of severity warning.",
               lambda x: _severity(x, "warning")),
        Column("notes", "Catatan", "integer", "Findings of severity info.", lambda x: _severity(x, "info")),
    ),
    ("document_id",), (), lambda document: [document],
)  # fmt: skip

RENCANA: Final[Table[PlanLine]] = Table(
    "rencana", "Rencana", "One row a row of a plan: urusan, bidang urusan, program, kegiatan, sub kegiatan.",
    (
        *_key_columns("parents before children"),
        Column("bagian", "Bagian", "text", "Part of the document: rencana, pendanaan or rencana_lain.",
               lambda x: x.bagian, required=True),
        Column("tahun", "Tahun", "integer", "Year of the plan.", lambda x: x.plan.tahun),
        Column("parent_seq", "Induk", "integer", "`seq` of the row it stands under; null at the top.",
               lambda x: x.parent_seq),
        Column("program_seq", "Urut program", "integer", "`seq` of the program it belongs to, its own for a program.",
               lambda x: x.program_seq),
        Column("depth", "Tingkat", "integer", "Rows above it.", lambda x: x.depth, required=True),
        Column("path", "Jalur", "text", "Place in the tree: 2.1 is the first row under the second one at the top.",
               lambda x: x.path, required=True),
        Column("level", "Jenjang", "text", "urusan, bidang_urusan, program, kegiatan, sub_kegiatan or kelompok.",
               lambda x: x.node.level, required=True),
        _above("urusan", "Urusan"),
        _above("bidang_urusan", "Bidang urusan"),
        _above("kelompok", "Kelompok"),
        _above("program", "Program"),
        _above("kegiatan", "Kegiatan"),
        Column("kode", "Kode", "text", "Code as written.", lambda x: x.node.kode),
        Column("nama", "Uraian", "text", "Name as written.", lambda x: x.node.nama),
        Column("kode_baku", "Kode baku", "text", _KODE_BAKU, lambda x: x.node.kode_baku),
        Column("nama_baku", "Nama baku", "text", _NAMA_BAKU, lambda x: x.node.nama_baku),
        *value_columns("pagu_indikatif", "Pagu indikatif", "Budget ceiling", lambda x: x.node.pagu_indikatif,
                       rupiah=True),
        Column("pagu_jumlah", "Jumlah pagu (Rp)", "rupiah", "pagu_indikatif, or where the row states none the sum of "
               "the rows below it; the rows without parent_seq add up to the plan.", lambda x: x.sum),
        *value_columns("prakiraan_maju", "Prakiraan maju", "Forecast for the year after",
                       lambda x: x.node.prakiraan_maju, rupiah=True),
        *value_columns("pagu_sebelum", "Pagu sebelum perubahan", "Budget ceiling before the amendment",
                       lambda x: x.node.sebelum_perubahan and x.node.sebelum_perubahan.pagu_indikatif, rupiah=True),
        Column("lokasi", "Lokasi", "text", "Location.", lambda x: x.node.lokasi),
        Column("sumber_dana", "Sumber dana", "text", "Source of funds.", lambda x: x.node.sumber_dana),
        Column("catatan", "Catatan", "text", "Note.", lambda x: x.node.catatan),
        Column("kelompok_sasaran", "Kelompok sasaran", "text", "Target group.", lambda x: x.node.kelompok_sasaran),
        Column("penanggung_jawab", "Penanggung jawab", "text", "Office in charge.",
               lambda x: x.node.penanggung_jawab),
        Column("prioritas", "Prioritas", "text", "Priority.", lambda x: x.node.prioritas),
        *place_columns(lambda x: x.node.at),
    ),
    _KEY,
    (
        _OF_DOCUMENT,
        Reference(("document_id", "parent_seq"), "rencana", _KEY, optional=True),
        Reference(("document_id", "program_seq"), "rencana", _KEY, optional=True),
    ),
    plan_lines,
)  # fmt: skip

INDIKATOR: Final[Table[IndikatorLine]] = Table(
    "indikator", "Indikator", "One row an indicator of a row of `rencana`.",
    (
        *_key_columns("by row, as printed"),
        Column("rencana_seq", "Urut rencana", "integer", "`seq` of its row in `rencana`.", lambda x: x.line.seq,
               required=True),
        Column("nomor", "Nomor", "integer", "Number in its row, 1-based.", lambda x: x.number, required=True),
        Column("uraian", "Indikator", "text", "Wording; null where only a target is stated.",
               lambda x: x.indikator.uraian),
        *value_columns("target", "Target", "Target of the plan year", lambda x: x.indikator.target),
        *value_columns("target_maju", "Target maju", "Target of the year after", lambda x: x.indikator.target_maju),
        *value_columns("target_sebelum", "Target sebelum perubahan", "Target before the amendment",
                       lambda x: x.before),
    ),
    _KEY, (_OF_DOCUMENT, Reference(("document_id", "rencana_seq"), "rencana", _KEY)), indikator_lines,
)  # fmt: skip

EVALUASI: Final[Table[EvaluationLine]] = Table(
    "evaluasi", "Evaluasi",
    "One row for each row of an evaluation, column group and indicator; money belongs to the row and stands with its "
    "first indicator only, so that it can be added up.",
    (
        *_key_columns("by row, indicator, column group"),
        Column("bagian", "Bagian", "text", "Part of the document: evaluasi or evaluasi_lain.", lambda x: x.bagian,
               required=True),
        Column("tahun", "Tahun", "integer", "The evaluated year.", lambda x: x.evaluation.tahun),
        Column("baris_seq", "Urut baris", "integer", "Number of the row of the evaluation in the document, 1-based.",
               lambda x: x.node_seq, required=True),
        Column("parent_baris_seq", "Induk", "integer", "`baris_seq` of the row it stands under; null at the top.",
               lambda x: x.parent_node_seq),
        Column("level", "Jenjang", "text", "Level in the tree.", lambda x: x.node.level, required=True),
        Column("kode", "Kode", "text", "Code as written.", lambda x: x.node.kode),
        Column("nama", "Uraian", "text", "Name as written.", lambda x: x.node.nama),
        Column("kode_baku", "Kode baku", "text", _KODE_BAKU, lambda x: x.node.kode_baku),
        Column("nama_baku", "Nama baku", "text", _NAMA_BAKU, lambda x: x.node.nama_baku),
        Column("sasaran", "Sasaran", "text", "Objective the row serves.", lambda x: x.node.sasaran),
        Column("penanggung_jawab", "Penanggung jawab", "text", "Office in charge.",
               lambda x: x.node.penanggung_jawab),
        Column("nomor", "Nomor", "integer", "Number of the indicator in its row, 1-based; 1 without any.",
               lambda x: x.number, required=True),
        Column("uraian", "Indikator", "text", "Wording of the indicator.",
               lambda x: x.indikator.uraian if x.indikator else None),
        Column("kelompok_kolom", "Kelompok kolom", "text", "Column group: target_renstra, triwulan_1, realisasi and "
               "so on; null for a row that states nothing.", lambda x: x.group),
        *value_columns("kinerja", "Kinerja", "Performance (K) of the indicator", lambda x: x.kinerja),
        *value_columns("anggaran", "Anggaran", "Money (Rp) of the row, per cent in tingkat_ groups",
                       lambda x: x.anggaran),
        *place_columns(lambda x: x.node.at),
    ),
    _KEY, (_OF_DOCUMENT,), evaluation_lines,
)  # fmt: skip

TELAAH_RKPD: Final[Table[TelaahLine]] = Table(
    "telaah_rkpd", "Telaah RKPD",
    "One row for each row of the review against the RKPD, half and indicator; amounts stand with the first indicator "
    "only, so that they can be added up.",
    (
        *_key_columns("by row, half, indicator"),
        Column("baris_seq", "Urut baris", "integer", "Number of the row of the review, 1-based.",
               lambda x: x.row_number, required=True),
        Column("bagian", "Bagian", "text", "Half: rancangan_awal or hasil_analisis.", lambda x: x.half,
               required=True),
        Column("level", "Jenjang", "text", "Level in the tree.", lambda x: x.row.level, required=True),
        Column("nomor_baris", "Nomor baris", "text", "Number of the row as printed.", lambda x: x.row.nomor),
        Column("kode", "Kode", "text", "Code as written.", lambda x: x.of.kode),
        Column("nama", "Uraian", "text", "Name as written.", lambda x: x.of.nama),
        Column("kode_baku", "Kode baku", "text", _KODE_BAKU, lambda x: x.of.kode_baku),
        Column("nama_baku", "Nama baku", "text", _NAMA_BAKU, lambda x: x.of.nama_baku),
        Column("lokasi", "Lokasi", "text", "Location.", lambda x: x.of.lokasi),
        Column("nomor", "Nomor", "integer", "Number of the indicator in its half, 1-based; 1 without any.",
               lambda x: x.number, required=True),
        Column("uraian", "Indikator", "text", "Wording of the indicator.",
               lambda x: x.indikator.uraian if x.indikator else None),
        *value_columns("target", "Target", "Target", lambda x: x.indikator and x.indikator.target),
        *value_columns("pagu_indikatif", "Pagu indikatif", "Budget ceiling",
                       lambda x: x.of.pagu_indikatif if x.number == 1 else None, rupiah=True),
        Column("catatan", "Catatan", "text", "Note of the row.", lambda x: x.row.catatan),
        *place_columns(lambda x: x.of.at),
    ),
    _KEY, (_OF_DOCUMENT,), telaah_lines,
)  # fmt: skip

TUJUAN_SASARAN: Final[Table[Item[TujuanSasaran]]] = Table(
    "tujuan_sasaran", "Tujuan dan sasaran", "One row a row of the table of aims and objectives.",
    (
        *_key_columns("as printed"),
        Column("tujuan", "Tujuan", "text", "Aim.", lambda x: x.of.tujuan),
        Column("indikator_tujuan", "Indikator tujuan", "text", "Indicator of the aim.",
               lambda x: x.of.indikator_tujuan),
        Column("sasaran", "Sasaran", "text", "Objective.", lambda x: x.of.sasaran),
        Column("indikator_sasaran", "Indikator sasaran", "text", "Indicator of the objective.",
               lambda x: x.of.indikator_sasaran),
        *value_columns("target", "Target", "Target of the plan year", lambda x: x.of.target),
        *place_columns(lambda x: x.of.at),
    ),
    _KEY, (_OF_DOCUMENT,), lambda document: items(document, document.renja.tujuan_sasaran),
)  # fmt: skip

KINERJA_PELAYANAN: Final[Table[ServiceLine]] = Table(
    "kinerja_pelayanan", "Kinerja pelayanan", "One row for each row of the table of service performance and year.",
    (
        *_key_columns("by row, year"),
        Column("baris_seq", "Urut baris", "integer", "Number of the row of the table, 1-based.",
               lambda x: x.row_number, required=True),
        Column("indikator", "Indikator", "text", "Indicator.", lambda x: x.row.indikator),
        Column("satuan", "Satuan", "text", "Unit, where the table has a column for it.", lambda x: x.row.satuan),
        Column("tahun_kinerja", "Tahun kinerja", "text", "Year of the target and the realisation; null for a row "
               "that states neither.", lambda x: x.year),
        *value_columns("target", "Target", "Target of the year", lambda x: x.target),
        *value_columns("realisasi", "Realisasi", "Realisation of the year", lambda x: x.realisasi),
        *place_columns(lambda x: x.row.at),
    ),
    _KEY, (_OF_DOCUMENT,), service_lines,
)  # fmt: skip

USULAN_MASYARAKAT: Final[Table[Item[UsulanMasyarakat]]] = Table(
    "usulan_masyarakat", "Usulan masyarakat", "One row a proposal of the community or another stakeholder.",
    (
        *_key_columns("as printed"),
        Column("program_kegiatan", "Program/kegiatan", "text", "Program or kegiatan proposed.",
               lambda x: x.of.program_kegiatan),
        Column("lokasi", "Lokasi", "text", "Location.", lambda x: x.of.lokasi),
        Column("indikator", "Indikator", "text", "Indicator.", lambda x: x.of.indikator),
        *value_columns("volume", "Volume", "Amount or volume", lambda x: x.of.volume),
        *value_columns("pagu_indikatif", "Pagu indikatif", "Budget, where the table has a column for it",
                       lambda x: x.of.pagu_indikatif, rupiah=True),
        Column("catatan", "Catatan", "text", "Note.", lambda x: x.of.catatan),
        *place_columns(lambda x: x.of.at),
    ),
    _KEY, (_OF_DOCUMENT,), lambda document: items(document, document.renja.usulan_masyarakat),
)  # fmt: skip

DASAR_HUKUM: Final[Table[Item[DasarHukum]]] = Table(
    "dasar_hukum", "Dasar hukum", "One row an entry of the legal basis.",
    (
        *_key_columns("as printed"),
        Column("jenis", "Jenis", "text", "Kind of regulation.", lambda x: x.of.jenis),
        Column("nomor", "Nomor", "text", "Its number as written.", lambda x: x.of.nomor),
        Column("tahun", "Tahun", "integer", "Its year.", lambda x: x.of.tahun),
        Column("tentang", "Tentang", "text", "Its subject.", lambda x: x.of.tentang),
        Column("raw", "Teks", "text", "The whole entry as written.", lambda x: x.of.raw),
    ),
    _KEY, (_OF_DOCUMENT,), lambda document: items(document, document.renja.dasar_hukum),
)  # fmt: skip

FINDINGS: Final[Table[Item[Finding]]] = Table(
    "findings", "Temuan", "One row a finding.",
    (
        *_key_columns("as found"),
        Column("severity", "Bobot", "text", "error, warning or info.", lambda x: x.of.severity, required=True),
        Column("code", "Kode temuan", "text", "Kind of finding.", lambda x: x.of.code, required=True),
        Column("message", "Temuan", "text", "What to look at.", lambda x: x.of.message),
        Column("expected", "Seharusnya", "number", "What it should be by the document's own figures.",
               lambda x: x.of.expected),
        Column("found", "Tertulis", "number", "What the document states.", lambda x: x.of.found),
        *place_columns(lambda x: x.of.at),
    ),
    _KEY, (_OF_DOCUMENT,), lambda document: items(document, document.renja.findings),
)  # fmt: skip

CELLS: Final[Table[CellLine]] = Table(
    "cells", "Sel", "One row a cell of any table, recognised or not, at its top left.",
    (
        *_key_columns("by table, row, column"),
        Column("table_id", "Tabel", "text", "Id of its table.", lambda x: x.table.id, required=True),
        Column("table_number", "Nomor tabel", "text", "Number in the table's caption.", lambda x: x.table.number),
        Column("table_kind", "Jenis tabel", "text", "What the table is.", lambda x: x.table.kind, required=True),
        Column("row", "Baris", "integer", "Row, 0-based.", lambda x: x.cell.row, required=True),
        Column("col", "Kolom", "integer", "Column, 0-based.", lambda x: x.cell.col, required=True),
        Column("row_span", "Gabung baris", "integer", "Rows it covers.", lambda x: x.cell.row_span, required=True),
        Column("col_span", "Gabung kolom", "integer", "Columns it covers.", lambda x: x.cell.col_span,
               required=True),
        Column("header", "Kepala", "boolean", "Whether it stands in the table's header.",
               lambda x: x.cell.row < x.table.header_rows, required=True),
        Column("field", "Isi", "text", "Dotted path in the JSON of what its column holds.", lambda x: x.field),
        Column("text", "Teks", "text", "Its text, lines separated by newlines.", lambda x: x.cell.text),
        Column("page", "Halaman", "integer", "Page, 1-based; null for formats without pages.",
               lambda x: x.cell.page),
    ),
    _KEY, (_OF_DOCUMENT,), cell_lines,
)  # fmt: skip

TABLES: Final[tuple[Table[Any], ...]] = (
    DOCUMENTS, RENCANA, INDIKATOR, EVALUASI, TELAAH_RKPD, TUJUAN_SASARAN, KINERJA_PELAYANAN, USULAN_MASYARAKAT,
    DASAR_HUKUM, FINDINGS, CELLS,
)  # fmt: skip
"""All tables, those referred to before those that refer."""


def rows_of(document: Document) -> dict[str, list[Row]]:
    """Return the rows of every table for one document, by the table's name."""
    return {table.name: rows(table, table.things(document)) for table in TABLES}
