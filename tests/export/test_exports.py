"""Every export, read back by its own kind of tool, gives the plan of the JSON."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractor import Renja
from extractor.export.run import Kind, export
from extractor.export.table_schema import table_schema_text
from extractor.export.tables import TABLES
from extractor.export.text_files import csv_line
from extractor.plan.model import Node, Value
from tests.export.readers import KINDS, SCHEMAS, SIGNS, Tables, Targets, frame


@pytest.fixture(scope="module")
def targets(plans: dict[Path, Renja], tmp_path_factory: pytest.TempPathFactory) -> Targets:
    folder = tmp_path_factory.mktemp("exports")
    targets = {kind: folder / f"plans.{kind}" for kind in KINDS}
    for kind, target in targets.items():
        assert export(plans, kind, target) == len(plans)
    return targets


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(node.children)


def number(value: Value | None) -> Any:
    return None if value is None or value.value is None else Decimal(value.value).normalize()


def rows_of_plans(renja: Renja) -> Iterator[tuple[Any, ...]]:
    """Yield what a document says in its plans, from its JSON alone."""
    for part, plan in (("rencana", renja.rencana), ("pendanaan", renja.pendanaan)):
        for node in walk(plan.nodes if plan else ()):
            pagu, maju = node.pagu_indikatif, node.prakiraan_maju
            yield (
                renja.source.sha256[:16], part, node.level, node.kode, node.nama, number(pagu),
                pagu.raw if pagu else "", " ".join(pagu.flags) if pagu else "", number(maju), node.lokasi,
                node.sumber_dana, node.at.page,
            )  # fmt: skip


COLUMNS = (
    "document_id", "bagian", "level", "kode", "nama", "pagu_indikatif", "pagu_indikatif_raw", "pagu_indikatif_flags",
    "prakiraan_maju", "lokasi", "sumber_dana", "page",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_plan(kind: Kind, read: dict[str, Tables], plans: dict[Path, Renja]) -> None:
    found = [tuple(row[name] for name in COLUMNS) for row in read[kind]["rencana"] if row["bagian"] != "rencana_lain"]
    expected = [row for renja in plans.values() for row in rows_of_plans(renja)]
    blank = ("pagu_indikatif_raw", "pagu_indikatif_flags")
    at = [COLUMNS.index(name) for name in blank]
    found = [tuple(cell or "" if place in at else cell for place, cell in enumerate(row)) for row in found]
    assert sorted(found, key=repr) == sorted(expected, key=repr)
    assert len(found) == 198


def place(row: dict[str, Any]) -> tuple[Any, Any]:
    return row["document_id"], row.get("seq")


@pytest.mark.parametrize("kind", KINDS)
def test_all_kinds_hold_the_same_tables(kind: Kind, read: dict[str, Tables]) -> None:
    """Whatever is read by one tool is read by the others, blank texts apart: workbooks have no text of no letters."""
    for name, rows in read["jsonl"].items():
        if kind == "xlsx" and name == "cells":
            assert name not in read[kind]
            continue
        blank = {"": None} if kind in ("xlsx", "csv") else {}
        expected = [
            {column: blank.get(cell, cell) if isinstance(cell, str) else cell for column, cell in row.items()}
            for row in rows
        ]
        assert sorted(read[kind][name], key=place) == sorted(expected, key=place), name


def test_totals_computed_in_the_exports_are_those_of_the_json(
    targets: Targets, read: dict[str, Tables], plans: dict[Path, Renja]
) -> None:
    totals: dict[str, Decimal] = {}
    added: dict[str, Decimal] = {}
    for renja in plans.values():
        assert renja.rencana is not None
        name = renja.source.sha256[:16]
        added[name] = sum(map(sum_below, renja.rencana.nodes), Decimal())
        totals[name] = number(renja.rencana.total.pagu_indikatif) or added[name]
    assert totals != added
    rencana = frame(targets["csv"], "rencana")
    top = rencana[rencana.parent_seq.isna() & (rencana.bagian == "rencana")]
    assert exact(top.groupby("document_id").pagu_jumlah.sum().items()) == added
    with closing(sqlite3.connect(targets["sqlite"])) as database:
        assert exact(database.execute("SELECT document_id, total_pagu FROM documents")) == totals
        by_program = "SELECT document_id, sum(pagu) FROM rencana_per_program GROUP BY document_id"
        assert exact(database.execute(by_program)) == added
    for kind in ("parquet", "xlsx", "jsonl"):
        sums: dict[str, Decimal] = {}
        for row in read[kind]["rencana"]:
            if row["parent_seq"] is None and row["bagian"] == "rencana":
                sums[row["document_id"]] = sums.get(row["document_id"], Decimal()) + row["pagu_jumlah"]
        assert sums == added


def exact(amounts: Iterable[tuple[Any, Any]]) -> dict[str, Decimal]:
    return {name: Decimal(str(amount)) for name, amount in amounts}


def sum_below(node: Node) -> Decimal:
    own = number(node.pagu_indikatif)
    return sum((sum_below(child) for child in node.children), Decimal()) if own is None else own


def test_indicators_evaluations_reviews_and_cells_are_all_there(
    read: dict[str, Tables], plans: dict[Path, Renja]
) -> None:
    tables = read["parquet"]
    indicators = [
        (indikator.uraian, number(indikator.target))
        for renja in plans.values()
        for plan in (renja.rencana, renja.pendanaan, *renja.rencana_lain)
        for node in walk(plan.nodes if plan else ())
        for indikator in node.indikator
    ]
    assert [(row["uraian"], row["target"]) for row in tables["indikator"]] == indicators
    money = sum(
        (
            Decimal(capaian.anggaran.value)
            for renja in plans.values()
            for evaluation in (renja.evaluasi, *renja.evaluasi_lain)
            for node in walk(evaluation.nodes if evaluation else ())  # type: ignore[arg-type]
            for capaian in node.capaian.values()  # type: ignore[attr-defined]
            if capaian.anggaran and capaian.anggaran.value is not None
        ),
        Decimal(),
    )
    assert sum((row["anggaran"] or Decimal() for row in tables["evaluasi"]), Decimal()) == money > 0
    drafts = [
        number(row.rancangan_awal.pagu_indikatif)
        for renja in plans.values()
        for row in (renja.telaah_rkpd.rows if renja.telaah_rkpd else ())
    ]
    found = [row["pagu_indikatif"] for row in tables["telaah_rkpd"] if row["bagian"] == "rancangan_awal"]
    assert sum(filter(None, found)) == sum(filter(None, drafts)) > 0
    texts = [cell.text for renja in plans.values() for table in renja.tables for cell in table.cells]
    assert [row["text"] for row in tables["cells"]] == texts
    assert [row["raw"] for row in tables["dasar_hukum"]] == [
        one.raw for renja in plans.values() for one in renja.dasar_hukum
    ]
    assert len(tables["tujuan_sasaran"]) == sum(len(renja.tujuan_sasaran) for renja in plans.values())
    assert [
        (row["indikator"], row["tahun_kinerja"], row["target"], row["realisasi"]) for row in tables["kinerja_pelayanan"]
    ] == [
        (one.indikator, year, number(one.target.get(year)), number(one.realisasi.get(year)))
        for renja in plans.values()
        for one in renja.kinerja_pelayanan
        for year in sorted({*one.target, *one.realisasi})
    ]
    assert {row["tahun_kinerja"] for row in tables["kinerja_pelayanan"]} > {"2021", "2022"}
    proposals = [one for renja in plans.values() for one in renja.usulan_masyarakat]
    assert [
        (row["program_kegiatan"], row["lokasi"], row["volume"], row["volume_unit"], row["pagu_indikatif"])
        for row in tables["usulan_masyarakat"]
    ] == [
        (one.program_kegiatan, one.lokasi, number(one.volume), one.volume and one.volume.unit,
         number(one.pagu_indikatif))
        for one in proposals
    ]  # fmt: skip
    assert any(one.pagu_indikatif and one.pagu_indikatif.value for one in proposals)
    assert [(row["code"], row["page"]) for row in tables["findings"]] == [
        (one.code, one.at.page) for renja in plans.values() for one in renja.findings
    ]


def test_frictionless_finds_the_package_valid(targets: Targets) -> None:
    report = frictionless.validate(str(targets["csv"] / "datapackage.json"))
    assert report.valid, report.flatten(["path", "rowNumber", "fieldName", "type", "note"])[:5]
    assert len(report.tasks) == len(TABLES)


def test_frictionless_would_find_a_broken_reference(targets: Targets, tmp_path: Path) -> None:
    for file in targets["csv"].iterdir():
        tmp_path.joinpath(file.name).write_bytes(file.read_bytes())
    text = (tmp_path / "documents.csv").read_text("utf-8")
    (tmp_path / "documents.csv").write_text(text.split("\n")[0] + "\n", "utf-8")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_committed_table_schemas_are_those_of_the_tables(table: Any) -> None:
    assert (SCHEMAS / f"{table.name}.json").read_text("utf-8") == table_schema_text(table), "run make schema"
    assert all(column.description and column.title for column in table.columns)


def test_sqlite_keeps_its_references_and_types(targets: Targets) -> None:
    with closing(sqlite3.connect(targets["sqlite"])) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        keys = {row[0] for row in database.execute("SELECT DISTINCT typeof(pagu_indikatif) FROM rencana")}
        assert keys == {"integer", "null", "real"}
        database.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            database.execute("INSERT INTO dasar_hukum (document_id, seq) VALUES ('none', 1)")


def test_pagu_per_tahun_counts_an_office_once(plans: dict[Path, Renja], tmp_path: Path) -> None:
    first = next(iter(plans))
    export([*plans, first], "sqlite", tmp_path / "out.sqlite")
    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as database:
        years = {year: (count, documents, pagu) for year, count, documents, pagu in
                 database.execute("SELECT tahun, rencana, dokumen, pagu FROM pagu_per_tahun")}  # fmt: skip
        twice = database.execute("SELECT document_id FROM documents WHERE document_id LIKE '%-2'").fetchall()
    renja = plans[first]
    assert renja.rencana is not None
    assert years[renja.identity.tahun] == (1, 2, int(number(renja.rencana.total.pagu_indikatif)))
    assert twice == [(f"{renja.source.sha256[:16]}-2",)]


def test_the_workbook_is_what_a_planner_expects(targets: Targets, plans: dict[Path, Renja]) -> None:
    book = openpyxl.load_workbook(targets["xlsx"])
    assert book.sheetnames[:2] == ["Rencana", "Temuan"]
    sheet = book["Rencana"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:6] == ["Kode", "Uraian", "Indikator", "Target", "Lokasi", "Pagu indikatif (Rp)"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1:")
    kinds, depth, office = (heads.index(name) for name in ("Jenjang", "Tingkat", "Perangkat daerah"))
    pagu = heads.index("Pagu indikatif (Rp)")
    for row in sheet.iter_rows(min_row=2):
        assert sheet.row_dimensions[row[0].row].outlineLevel == row[depth].value
        assert row[pagu].value is None or row[pagu].data_type == "n"
        assert row[kinds].value in ("urusan", "bidang_urusan", "program", "kegiatan", "sub_kegiatan", "kelompok")
        assert row[pagu].value is None or row[pagu].number_format.endswith(("#,##0", "#,##0.00"))
    assert {row[office].value for row in sheet.iter_rows(min_row=2)} > {"Kecamatan Malili"}
    years = heads.index("Tahun")
    assert sheet.cell(2, years + 1).number_format == "General"
    assert len(list(book["Temuan"].iter_rows())) == 1 + sum(len(renja.findings) for renja in plans.values())


def test_findings_stand_as_notes_at_coloured_cells(targets: Targets, plans: dict[Path, Renja]) -> None:
    sheet = openpyxl.load_workbook(targets["xlsx"])["Rencana"]
    heads = [cell.value for cell in sheet[1]]
    notes = [
        (heads[cell.column - 1], cell.comment.text, cell.fill.fgColor.rgb)
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if cell.comment
    ]
    told = {one.message: one for renja in plans.values() for one in renja.findings}
    for head, text, colour in notes:
        findings = [told[line] for line in text.split("\n")]
        worst = min(("error", "warning", "info").index(one.severity) for one in findings)
        assert colour == ("FFF8CBAD", "FFFFE699", "FFDDEBF7")[worst]
        if "budget ceiling is stated" in text:
            assert head == "Pagu indikatif (Rp)"
        if "forecast is stated" in text:
            assert head == "Prakiraan maju (Rp)"
    assert len(notes) >= 5
    flags, pagu = heads.index("Tanda Pagu indikatif"), heads.index("Pagu indikatif (Rp)")
    flagged = [row for row in sheet.iter_rows(min_row=2) if row[flags].value]
    assert flagged
    assert all(row[pagu].fill.fgColor.rgb in ("FFF8CBAD", "FFFFE699", "FFDDEBF7") for row in flagged)


@given(st.lists(st.one_of(st.none(), st.text()), min_size=2))
@example(["'", "''=", "\r", "\n", '"', ",", "=1+1", "＝1", "", None])
def test_csv_gives_every_text_back_and_no_formula(cells: list[str | None]) -> None:
    line = csv_line(tuple(cells))
    (row,) = csv.reader(io.StringIO(line, newline=""), strict=True)
    assert [text[1:] if text.startswith("'") else text for text in row] == [cell or "" for cell in cells]
    assert not any(text[:1] and text[0] in SIGNS.replace("'", "") for text in row)
    assert [part == "" for part in line.split(",")] == [cell is None for cell in cells] or any(
        "," in (cell or "") for cell in cells
    )


def test_jsonl_numbers_are_exact(targets: Targets) -> None:
    lines = (targets["jsonl"] / "rencana.jsonl").read_text("utf-8").splitlines()
    amounts = {json.loads(line, parse_float=Decimal)["pagu_indikatif"] for line in lines}
    assert {Decimal("150000000.50"), -25_000_000} <= amounts
