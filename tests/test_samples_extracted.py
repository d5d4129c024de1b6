"""Extraction against the truth of the samples, field by field, and of their variations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
import simplejson

from extractor import extract
from samples.build import FOLDER
from samples.catalogue import SAMPLES, Sample
from samples.compare import Difference, differences
from samples.random_office import random_office
from samples.text_export import flat_text
from samples.truth import dumps, truth
from samples.variations import PLANS, variation
from samples.word import docx

DOCUMENTS = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")
Codes = Literal["as is", "blank", "split", "spaced", "none"]


def told(path: Path) -> Any:
    """Return the committed truth beside a document."""
    name = path.with_suffix("").name + ".truth.json"
    return simplejson.loads((FOLDER / name).read_text("utf-8"), use_decimal=True)


def listed(found: list[Difference]) -> str:
    """Return differences as lines, for the message of a failing test."""
    return "\n".join(str(one)[:400] for one in found[:20])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_extraction_equals_the_truth(path: Path) -> None:
    found = differences(told(path), extract(path).model_dump(), spans=path.suffix == ".docx")
    assert not found, listed(found)


@pytest.mark.parametrize("codes", ["as is", "blank", "split", "spaced", "none"])
@pytest.mark.parametrize("capitals", [True, False], ids=["capitals", "small"])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.describe().name)
def test_same_tree_however_codes_and_names_are_written(sample: Sample, capitals: bool, codes: Codes) -> None:
    changed = variation(sample.describe(), codes=codes, capitals=capitals, bold=capitals)
    expected = simplejson.loads(dumps(truth(changed)), use_decimal=True)
    found = [one for one in differences(expected, extract(docx(changed), name="a.docx").model_dump()) if _tree(one)]
    assert not found, listed(found)


def _tree(one: Difference) -> bool:
    return one.path.startswith(("rencana", "pendanaan"))


@pytest.mark.parametrize("seed", range(12))
def test_random_documents(seed: int) -> None:
    office = random_office(seed)
    expected = simplejson.loads(dumps(truth(office.description)), use_decimal=True)
    found = differences(expected, extract(office.docx(), name="a.docx").model_dump())
    assert not found, listed(found)


@pytest.mark.parametrize("seed", range(20, 30))
def test_levels_of_random_documents_without_codes_and_capitals(seed: int) -> None:
    office = random_office(seed)
    changed = variation(office.description, codes="none", capitals=False, bold=False)
    expected = simplejson.loads(dumps(truth(changed)), use_decimal=True)
    renja = extract(docx(changed, office.hand), name="a.docx").model_dump()
    assert [list(_levels(renja[name])) for name in PLANS] == [list(_levels(expected[name])) for name in PLANS]


def _levels(plan: Any) -> Iterator[tuple[int, str, str]]:
    """Return the depth, level and name of each row of a plan."""
    waiting = [(0, node) for node in plan["nodes"]] if plan else []
    while waiting:
        depth, node = waiting.pop(0)
        yield depth, node["level"], node["nama"]
        waiting[:0] = [(depth + 1, child) for child in node["children"]]


def test_text_export_says_what_the_word_file_says() -> None:
    description = SAMPLES[0].describe()
    expected = simplejson.loads(dumps(truth(description)), use_decimal=True)
    assert not differences(expected, extract(flat_text(description), name="a.txt").model_dump(), spans=False)
