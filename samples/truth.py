"""The truth of a sample: the contract's members made from its description, without places."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from samples.description import (
    Chapter,
    Description,
    EvaluationRow,
    Indicator,
    Items,
    Paragraph,
    Record,
    ReviewRow,
    Row,
    Section,
    Stated,
    Table,
)
from samples.layout import lay_out, split_unit

Json = dict[str, Any]


def truth(description: Description) -> Json:
    """Return what an extraction of any rendition of `description` must say; tables are named t1, t2, … in order."""
    tables = description.tables()
    ids = {id(table): f"t{index + 1}" for index, table in enumerate(tables)}

    def of(kind: str) -> list[tuple[str, Table]]:
        return [(ids[id(table)], table) for table in tables if table.kind == kind]

    plans = [_plan(name, table) for name, table in of("rencana")]
    budgets = [_plan(name, table) for name, table in of("pendanaan")]
    evaluations = [_evaluation(name, table) for name, table in of("evaluasi")]
    reviews = [_review(name, table) for name, table in of("telaah_rkpd")]
    return {
        "identity": _identity(description),
        "chapters": [_chapter(chapter, ids) for chapter in description.chapters],
        "signature_lines": list(description.signature.lines),
        "dasar_hukum": [
            {"jenis": one.jenis, "nomor": one.nomor, "tahun": one.tahun, "tentang": one.tentang, "raw": one.raw}
            for one in description.dasar_hukum
        ],
        "tujuan_sasaran": [_aim(row) for _, table in of("tujuan_sasaran") for row in table.rows],
        "rencana": plans[0] if plans else None,
        "pendanaan": budgets[0] if budgets else None,
        "evaluasi": evaluations[0] if evaluations else None,
        "rencana_lain": plans[1:],
        "evaluasi_lain": evaluations[1:],
        "kinerja_pelayanan": [_service(row) for _, table in of("kinerja_pelayanan") for row in table.rows],
        "telaah_rkpd": reviews[0] if reviews else None,
        "usulan_masyarakat": [_proposal(row) for _, table in of("usulan_masyarakat") for row in table.rows],
        "tables": [_table(table) for table in tables],
        "findings": [
            {"code": one.code, "table": one.table, "row": one.row, "expected": one.expected, "found": one.found}
            for one in description.expected
        ],
        "clean": description.clean,
    }


def value(stated: Stated | None) -> Json | None:
    """Return the contract's Value; a blank cell is null."""
    if stated is None or not stated.raw.strip():
        return None
    raw = " ".join(stated.raw.split())
    return {"raw": raw, "value": stated.value, "unit": stated.unit, "flags": list(stated.flags)}


def text(words: str | None) -> str | None:
    """Return text with its white space collapsed, null where blank."""
    collapsed = " ".join((words or "").split())
    return collapsed or None


def _identity(description: Description) -> Json:
    one, signed = description.identity, description.signature
    return {
        "jenis_dokumen": one.jenis_dokumen,
        "tahapan": one.tahapan,
        "tahun": one.tahun,
        "perangkat_daerah": one.perangkat_daerah,
        "daerah": one.daerah,
        "provinsi": one.provinsi,
        "pengesahan": {
            "tempat": signed.tempat,
            "tanggal": signed.tanggal,
            "jabatan": signed.jabatan,
            "nama": signed.nama,
            "nip": signed.nip,
        },
    }


def _chapter(chapter: Chapter, ids: Mapping[int, str]) -> Json:
    return {
        "number": chapter.number,
        "title": text(chapter.title),
        "blocks": _blocks(chapter, ids),
        "sections": [_section(section, ids) for section in chapter.sections],
    }


def _section(section: Section, ids: Mapping[int, str]) -> Json:
    return {
        "number": section.number,
        "title": text(section.title),
        "blocks": _blocks(section, ids),
        "sections": [_section(below, ids) for below in section.sections],
    }


def _blocks(part: Chapter | Section, ids: Mapping[int, str]) -> list[Json]:
    blocks: list[Json] = []
    for block in part.blocks:
        if isinstance(block, Paragraph):
            blocks.append({"kind": "paragraph", "text": text(block.text)})
        elif isinstance(block, Items):
            items = [{"label": one.label, "level": one.level, "text": text(one.text)} for one in block.items]
            blocks.append({"kind": "list", "items": items})
        else:
            blocks.append({"kind": "table", "table": ids[id(block)]})
    return blocks


def _fields(table: Table) -> frozenset[str]:
    return frozenset(column.field for column in table.columns)


def _indicators(row: Row, fields: frozenset[str]) -> list[Json]:
    def one(given: Indicator) -> Json:
        return {
            "uraian": text(given.uraian) if "indikator.uraian" in fields else None,
            "target": _target(given.target, fields),
            "target_maju": value(given.target_maju) if "indikator.target_maju" in fields else None,
        }

    told = [one(given) for given in row.indikator]
    return [given for given in told if any(given.values())]


def _target(target: Stated | None, fields: frozenset[str]) -> Json | None:
    """Return a target; where number and unit stand in two cells, `raw` is the number's."""
    told = value(target)
    if told is None or "indikator.target" in fields:
        return told
    return {**told, "raw": split_unit(target)[0]} if "indikator.target#" in fields else None


def _plan_row(row: Row, fields: frozenset[str]) -> Json:
    def has(field: str, words: str | None) -> str | None:
        return text(words) if field in fields else None

    kode = "".join((row.kode or "").split()) or None
    if not any(field == "kode" or field.startswith(("kode.", "kode_")) for field in fields):
        kode = None
    before: Json | None = None
    if "sebelum_perubahan.pagu_indikatif" in fields and row.level != "kelompok":
        targets = [value(one.target_sebelum) for one in row.indikator]
        before = {
            "pagu_indikatif": value(row.pagu_sebelum),
            "target": [one for one in targets if one] if "sebelum_perubahan.target" in fields else [],
        }
    return {
        "kode": kode,
        "nama": text(row.nama),
        "indikator": _indicators(row, fields),
        "lokasi": has("lokasi", row.lokasi),
        "pagu_indikatif": value(row.pagu) if "pagu_indikatif" in fields else None,
        "sumber_dana": has("sumber_dana", row.sumber_dana),
        "catatan": has("catatan", row.catatan),
        "prakiraan_maju": value(row.maju) if "prakiraan_maju" in fields else None,
        "kelompok_sasaran": has("kelompok_sasaran", row.kelompok_sasaran),
        "penanggung_jawab": has("penanggung_jawab", row.penanggung_jawab),
        "prioritas": has("prioritas", row.prioritas),
        "sebelum_perubahan": before,
    }


def _node(row: Row, fields: frozenset[str]) -> Json:
    children = [_node(child, fields) for child in row.children]
    return {"level": row.level, **_plan_row(row, fields), "children": children}


def _plan(name: str, table: Table) -> Json:
    totals = table.total.values if table.total else {}
    return {
        "table": name,
        "tahun": table.tahun,
        "nodes": [_node(row, _fields(table)) for row in table.rows if isinstance(row, Row)],
        "total": {field: value(totals.get(field)) for field in ("pagu_indikatif", "prakiraan_maju")},
    }


def _pairs(given: Mapping[str, tuple[Stated | None, Stated | None]], table: Table) -> Json:
    groups = dict.fromkeys(
        column.field.split(".")[1] for column in table.columns if column.field.startswith("capaian.")
    )
    none: tuple[None, None] = (None, None)
    return {
        group: {
            "kinerja": value(given.get(group, none)[0]),
            "anggaran": value(given.get(group, none)[1]),
        }
        for group in groups
    }


def _evaluation_node(row: EvaluationRow, table: Table) -> Json:
    fields = _fields(table)
    return {
        "level": row.level,
        "kode": row.kode if any(field.startswith("kode") for field in fields) else None,
        "nama": text(row.nama),
        "sasaran": text(row.sasaran) if "sasaran" in fields else None,
        "indikator": [{"uraian": text(one)} for one in row.indikator],
        "capaian": _pairs(row.capaian, table),
        "penanggung_jawab": text(row.penanggung_jawab) if "penanggung_jawab" in fields else None,
        "children": [_evaluation_node(child, table) for child in row.children],
    }


def _evaluation(name: str, table: Table) -> Json:
    totals: dict[str, tuple[Stated | None, Stated | None]] = {}
    for field, stated in (table.total.values if table.total else {}).items():
        _, group, half = field.split(".")
        kept = totals.get(group, (None, None))
        totals[group] = (stated, kept[1]) if half == "kinerja" else (kept[0], stated)
    return {
        "table": name,
        "tahun": table.tahun,
        "nodes": [_evaluation_node(row, table) for row in table.rows if isinstance(row, EvaluationRow)],
        "total": _pairs(totals, table) if totals else {},
    }


def _review(name: str, table: Table) -> Json:
    fields = _fields(table)

    def half(row: Row, side: str) -> Json:
        own = frozenset(field.removeprefix(f"{side}.") for field in fields if field.startswith(f"{side}."))
        return _plan_row(row, own)

    totals = table.total.values if table.total else {}
    return {
        "table": name,
        "rows": [
            {
                "level": row.rancangan_awal.level,
                "nomor": text(row.nomor),
                "rancangan_awal": half(row.rancangan_awal, "rancangan_awal"),
                "hasil_analisis": half(row.hasil_analisis, "hasil_analisis"),
                "catatan": text(row.catatan),
            }
            for row in table.rows
            if isinstance(row, ReviewRow)
        ],
        "total": {side: value(totals.get(f"{side}.pagu_indikatif")) for side in ("rancangan_awal", "hasil_analisis")},
    }


def _cells(row: object) -> Mapping[str, str | Stated]:
    assert isinstance(row, Record)
    return row.cells


def _words(cells: Mapping[str, str | Stated], field: str) -> str | None:
    given = cells.get(field)
    return text(given.raw if isinstance(given, Stated) else given)


def _stated(cells: Mapping[str, str | Stated], field: str) -> Json | None:
    given = cells.get(field)
    return value(given) if isinstance(given, Stated) else None


def _aim(row: object) -> Json:
    cells = _cells(row)
    texts = ("tujuan", "indikator_tujuan", "sasaran", "indikator_sasaran")
    return {**{field: _words(cells, field) for field in texts}, "target": _stated(cells, "target")}


def _service(row: object) -> Json:
    cells = _cells(row)

    def years(group: str) -> Json:
        told = {field.split(".")[1]: _stated(cells, field) for field in cells if field.startswith(f"{group}.")}
        return {year: given for year, given in told.items() if given}

    return {
        "indikator": _words(cells, "indikator"),
        "satuan": _words(cells, "satuan"),
        "target": years("target"),
        "realisasi": years("realisasi"),
    }


def _proposal(row: object) -> Json:
    cells = _cells(row)
    texts = {field: _words(cells, field) for field in ("program_kegiatan", "lokasi", "indikator", "catatan")}
    return {
        **texts,
        "volume": _stated(cells, "volume"),
        "pagu_indikatif": _stated(cells, "pagu_indikatif"),
    }


def contract_field(field: str) -> str | None:
    """Return the contract's name of a column field: cells of a split code are all `kode`, extra columns none."""
    if field.startswith("kode"):
        return "kode" if field != "kode_nama" else "nama"
    if field.startswith("x.") or field in ("nomor", "satuan"):
        return None
    return field.removesuffix("#")


def _table(table: Table) -> Json:
    grid = lay_out(table)
    return {
        "number": table.number,
        "title": text(" ".join(table.title)),
        "kind": table.kind,
        "header_rows": grid.header_rows,
        "n_rows": grid.n_rows,
        "n_cols": grid.n_cols,
        "fields": [contract_field(column.field) for column in table.columns],
        "cells": [[cell.row, cell.col, cell.row_span, cell.col_span, cell.text] for cell in grid.cells if cell.text],
    }


def dumps(data: object, width: int = 140) -> str:
    """Return JSON text: a part that fits a line stands on one line; decimals are plain numbers, exact."""
    return _dump(data, 0, width) + "\n"


def _flat(data: object) -> str:
    if isinstance(data, Decimal):
        return format(data, "f")
    if isinstance(data, Mapping):
        return "{" + ", ".join(f"{json.dumps(key)}: {_flat(part)}" for key, part in data.items()) + "}"
    if isinstance(data, Sequence) and not isinstance(data, str):
        return "[" + ", ".join(map(_flat, data)) + "]"
    return json.dumps(data, ensure_ascii=False)


def _dump(data: object, depth: int, width: int) -> str:
    line = _flat(data)
    if len(line) + depth <= width or not isinstance(data, Mapping | list):
        return line
    pad, end = " " * (depth + 1), " " * depth
    if isinstance(data, Mapping):
        parts = [f"{pad}{json.dumps(key)}: {_dump(part, depth + 1, width)}" for key, part in data.items()]
        return "{\n" + ",\n".join(parts) + f"\n{end}}}"
    return "[\n" + ",\n".join(pad + _dump(part, depth + 1, width) for part in data) + f"\n{end}]"
