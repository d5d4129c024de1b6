"""A document full of tricks comes out inert in every export, and nothing of it becomes a file name."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from decimal import Decimal
from typing import Any

import frictionless
import openpyxl
import pytest

from extractor import Renja
from extractor.export.run import Kind, export
from extractor.export.tables import TABLES
from extractor.export.workbook import MAX_TEXT
from tests.export.readers import KINDS, SIGNS, Tables, Targets
from tests.tricks import TRICKS, renja_full_of

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Characters that are replaced in every export, as the README says."""


def kept(text: str) -> str:
    return CONTROL.sub("\ufffd", text)


def small(renja: Renja) -> Renja:
    """Return the document without the many rows that say the same again."""
    assert renja.evaluasi is not None
    renja.evaluasi.nodes = renja.evaluasi.nodes[:1]
    renja.evaluasi.nodes[0].children = []
    renja.evaluasi_lain, renja.rencana_lain = [], []
    return renja


@pytest.fixture(scope="module")
def targets(tmp_path_factory: pytest.TempPathFactory) -> Targets:
    folder = tmp_path_factory.mktemp("tricks")
    files = []
    for number, trick in enumerate(TRICKS):
        file = folder / f"{number:03d}.json"
        file.write_text(small(renja_full_of(trick)).to_json(), "utf-8")
        files.append(file)
    targets = {kind: folder / f"out.{kind}" for kind in KINDS}
    for kind, target in targets.items():
        assert export(files, kind, target) == len(TRICKS)
    return targets


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_of_every_trick_comes_back(kind: Kind, read: dict[str, Tables]) -> None:
    for table, column in (("rencana", "nama"), ("rencana", "kode"), ("dasar_hukum", "raw"), ("findings", "message")):
        found = {row[column] for row in read[kind][table]}
        expected = {kept(trick) for trick in TRICKS}
        if kind == "xlsx":
            expected = {text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…" for text in expected}
            # XML knows one kind of line end.
            expected = {re.sub("\r\n?", "\n", text) for text in expected}
            found = {re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text) for text in found}
            found = {re.sub("\r\n?", "\n", text) for text in found}
        assert found == expected


def test_no_field_of_a_csv_begins_like_a_formula(targets: Targets) -> None:
    for table in TABLES:
        types = [column.type for column in table.columns]
        with (targets["csv"] / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            csv.field_size_limit(10**7)
            for row in list(csv.reader(file))[1:]:
                for kind, field in zip(types, row, strict=True):
                    if kind == "text":
                        assert not field[:1] or field[0] not in SIGNS.replace("'", "")
                    elif field and kind != "boolean":
                        assert Decimal(field).is_finite()


def test_the_workbook_calculates_fetches_and_links_nothing(targets: Targets) -> None:
    book = openpyxl.load_workbook(targets["xlsx"])
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) > 10_000
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    signs = [cell for cell in cells if isinstance(cell.value, str) and cell.value[:1] in tuple("=+-@'")]
    assert signs
    assert all(cell.quotePrefix for cell in signs)
    with zipfile.ZipFile(targets["xlsx"]) as package:
        for name in package.namelist():
            text = package.read(name).decode("utf-8", "replace")
            assert "<f>" not in text
            assert 'TargetMode="External"' not in text
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", text)


def test_numbers_that_excel_would_round_are_texts(read: dict[str, Tables]) -> None:
    amounts = {row["pagu_indikatif"] for row in read["xlsx"]["rencana"]}
    assert {Decimal("1250000000000").normalize(), Decimal("-1234567.89"), Decimal("1E+30")} <= amounts


def test_the_database_is_whole(targets: Targets) -> None:
    with closing(sqlite3.connect(targets["sqlite"])) as database:
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert names == {table.name for table in TABLES}
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("SELECT count(*) FROM documents").fetchone() == (len(TRICKS),)


def test_the_package_is_valid(targets: Targets) -> None:
    assert frictionless.validate(str(targets["csv"] / "datapackage.json")).valid


def test_lines_of_json_are_one_a_row(targets: Targets) -> None:
    for table in TABLES:
        lines = (targets["jsonl"] / f"{table.name}.jsonl").read_bytes().split(b"\n")[:-1]
        rows: list[dict[str, Any]] = list(map(json.loads, lines))
        assert all(list(row) == [column.name for column in table.columns] for row in rows)


def test_no_name_of_a_document_is_a_file_name(targets: Targets) -> None:
    folder = targets["csv"].parent
    expected = {f"{number:03d}.json" for number in range(len(TRICKS))} | {f"out.{kind}" for kind in KINDS}
    assert {each.name for each in folder.iterdir()} == expected
    for kind in ("csv", "jsonl", "parquet"):
        names = {f"{table.name}.{kind}" for table in TABLES} | ({"datapackage.json"} if kind == "csv" else set())
        assert {each.name for each in targets[kind].iterdir()} == names
