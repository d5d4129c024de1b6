"""The samples: their builder is deterministic, their truth fits the contract, their inconsistencies are real."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
import simplejson

from extractor.plan.model import Chapter, DasarHukum, Evaluation, Identity, Plan, TelaahRkpd
from samples.audit import audit
from samples.build import FOLDER, committed
from samples.catalogue import SAMPLES, Sample
from samples.compare import same_value
from samples.description import Column, Row, Table, Total
from samples.layout import lay_out
from samples.random_office import random_office
from samples.reportlab_pdf import reportlab_pdf
from samples.truth import dumps, truth
from samples.values import money
from samples.variations import variation

MAX_COMMITTED_BYTES = 1_500_000
WORDING = ("narrative-mismatch", "unit-mismatch")
"""Findings that need the words, not only the figures."""


def named(sample: Sample) -> str:
    return sample.describe().name


def content(name: str, data: bytes) -> object:
    """Return what a file holds; a Word file by its parts, because deflate may differ between zlib versions."""
    if not name.endswith(".docx"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(info.filename, info.date_time, package.read(info)) for info in package.infolist()]


def test_committed_files_equal_rebuilt_ones() -> None:
    rebuilt = committed()
    on_disk = {path.name: path.read_bytes() for path in FOLDER.iterdir()}
    assert sorted(on_disk) == sorted(rebuilt)
    for name, data in rebuilt.items():
        assert content(name, on_disk[name]) == content(name, data), f"{name}: run python -m samples.build"


def test_committed_files_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MAX_COMMITTED_BYTES


def test_building_twice_gives_the_same_bytes() -> None:
    assert committed() == committed()


def placed(part: Any) -> Any:
    """Return truth with the places the contract asks for, which the truth leaves out."""
    if isinstance(part, list):
        return [placed(one) for one in part]
    if not isinstance(part, dict):
        return part
    full = {name: placed(one) for name, one in part.items()}
    return {**full, "at": {}} if part.keys() & {"nama", "rancangan_awal"} and "raw" not in part else full


@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_truth_fits_the_contract(sample: Sample) -> None:
    told = simplejson.loads(dumps(truth(sample.describe())), use_decimal=True)
    Identity.model_validate(told["identity"])
    for chapter in told["chapters"]:
        Chapter.model_validate(chapter)
    for law in told["dasar_hukum"]:
        DasarHukum.model_validate(law)
    for member, model in (("rencana", Plan), ("pendanaan", Plan), ("evaluasi", Evaluation)):
        if told[member] is not None:
            model.model_validate(placed(told[member]))
    if told["telaah_rkpd"] is not None:
        review = placed(told["telaah_rkpd"])
        review["total"].pop("at", None)
        TelaahRkpd.model_validate(review)


@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_cells_tile_every_grid(sample: Sample) -> None:
    for table in sample.describe().tables():
        grid = lay_out(table)
        covered = Counter(
            (row, col)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for col in range(cell.col, cell.col + cell.col_span)
        )
        assert covered == Counter((row, col) for row in range(grid.n_rows) for col in range(grid.n_cols))


@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_listed_inconsistencies_are_those_the_figures_prove(sample: Sample) -> None:
    description = sample.describe()
    listed = Counter(one for one in description.expected if one.code not in WORDING)
    assert listed == Counter(audit(description))


@pytest.mark.parametrize("sample", [one for one in SAMPLES if one.describe().clean], ids=named)
def test_clean_samples_expect_nothing(sample: Sample) -> None:
    assert not sample.describe().expected


def test_a_total_label_stands_at_the_name_where_an_amount_is_first() -> None:
    columns = (Column("pagu_indikatif", ("Pagu",)), Column("nama", ("Program",)))
    rows = (Row("program", "PROGRAM PASAR", pagu=money(10)),)
    table = Table("rencana", None, None, (), columns, rows, total=Total("JUMLAH", {"pagu_indikatif": money(10)}))
    last = lay_out(table).cells[-2:]
    assert [(cell.text, cell.col, cell.col_span) for cell in last] == [("10", 0, 1), ("JUMLAH", 1, 1)]


def test_truth_is_json_with_exact_decimals() -> None:
    text = dumps({"a": Decimal("65.50"), "b": [1, None, True], "long": ["x" * 200]})
    assert json.loads(text, parse_float=Decimal) == {"a": Decimal("65.50"), "b": [1, None, True], "long": ["x" * 200]}
    assert "65.50" in text


@pytest.mark.parametrize("seed", range(5))
def test_random_documents_are_the_same_for_the_same_seed(seed: int) -> None:
    one, two = random_office(seed), random_office(seed)
    assert one.docx() == two.docx()
    assert truth(one.description) == truth(two.description)


def test_random_documents_differ_by_seed() -> None:
    assert len({random_office(seed).docx() for seed in range(20)}) == 20


@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_variations_change_codes_and_nothing_else(sample: Sample) -> None:
    description = sample.describe()
    blank = truth(variation(description, codes="blank"))
    split = truth(variation(description, codes="split"))
    original = truth(description)
    assert tree(split["rencana"]["nodes"]) == tree(original["rencana"]["nodes"])
    assert tree(blank["rencana"]["nodes"]) == [
        (level, None, name) for level, _, name in tree(original["rencana"]["nodes"])
    ]


def tree(nodes: list[Any]) -> list[tuple[str, str | None, str]]:
    """Return nodes as level, code and name in document order."""
    return [one for node in nodes for one in ((node["level"], node["kode"], node["nama"]), *tree(node["children"]))]


def test_reportlab_rendition_is_a_pdf_of_the_same_bytes() -> None:
    description = SAMPLES[1].describe()
    assert reportlab_pdf(description) == reportlab_pdf(description)
    assert reportlab_pdf(description).startswith(b"%PDF-")


def test_compare_finds_what_was_changed() -> None:
    total = truth(SAMPLES[1].describe())["rencana"]["total"]["pagu_indikatif"]
    assert same_value(total, total)
    assert not same_value({**total, "value": 1}, total)
    assert same_value(None, {"raw": "", "value": None, "unit": None, "flags": []})
