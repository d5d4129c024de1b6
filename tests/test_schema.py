"""The contract's schema: generated, described in full, and kept by every extraction."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from extractor import Renja, extract
from extractor.plan.schema import schema_text

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples" / "documents").glob("*.docx"))


def properties(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        for name, member in node.get("properties", {}).items():
            yield f"{path}.{name}", member
        for name, member in node.items():
            yield from properties(member, f"{path}.{name}")


def test_the_committed_schema_is_the_one_of_the_models() -> None:
    assert (ROOT / "schemas" / "renja.schema.json").read_text("utf-8").strip() == schema_text().strip(), (
        "run make schema"
    )


def test_every_member_has_a_description() -> None:
    without = [path for path, member in properties(json.loads(schema_text())) if not member.get("description")]
    assert not without


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_extractions_keep_the_schema_and_survive_a_round_trip(sample: Path) -> None:
    renja = extract(sample)
    text = renja.to_json()
    validator = jsonschema.Draft202012Validator(json.loads(schema_text()))
    assert not list(validator.iter_errors(json.loads(text)))
    assert Renja.from_json(text) == renja


def test_an_unknown_member_is_refused() -> None:
    data = json.loads(extract(SAMPLES[0]).to_json())
    data["rencana"]["nodes"][0]["nilai"] = 1
    with pytest.raises(ValueError, match="nilai"):
        Renja.from_json(json.dumps(data))
