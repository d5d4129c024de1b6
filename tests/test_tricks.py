"""The document of tricks is what it says: a valid plan with the trick in every field that takes text."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any

import pytest

from extractor import Renja
from extractor.plan.model import Flag, Level
from tests.tricks import TRICKS, renja_full_of


def texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for each in data.values():
            yield from texts(each)
    elif isinstance(data, list):
        for each in data:
            yield from texts(each)


@pytest.mark.parametrize("trick", [TRICKS[0], TRICKS[-1]], ids=["script", "long"])
def test_the_trick_stands_everywhere_and_survives_a_round_trip(trick: str) -> None:
    renja = renja_full_of(trick)
    assert Renja.from_json(renja.to_json()) == renja
    assert renja.rencana is not None
    deepest = renja.rencana.nodes[1].children[1].children[1]
    assert deepest.nama == deepest.indikator[0].uraian == deepest.at.table == renja.tables[0].id == trick
    assert [block.kind for block in renja.chapters[0].blocks] == ["paragraph", "list", "table", "figure"]
    fixed = {text for text in texts(renja.model_dump()) if text != trick}
    assert set(typing.get_args(Flag)) & fixed
    assert set(typing.get_args(Level)) <= fixed
    assert max(map(len, fixed)) < 30
