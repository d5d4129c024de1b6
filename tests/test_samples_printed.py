"""Random plans printed by a word processor, a browser and a PDF library, against the truth they were made from."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
import simplejson

from extractor import extract
from samples.compare import compare, differences
from samples.description import Description
from samples.html import Rules
from samples.pdf import by_browser, has_browser, has_word_processor, printed_by_word_processor, reportlab_pdf
from samples.random_office import random_office
from samples.truth import dumps, truth
from samples.word import docx

WORD = (1, 9, 12, 18, 251)
"""Ragged rows, merged cells and codes in six cells over page breaks, headers cut by one, lists in narrow columns."""


def assert_true(description: Description, printed: bytes) -> None:
    expected = simplejson.loads(dumps(truth(description)), use_decimal=True)
    found = differences(expected, extract(printed, name="a.pdf").model_dump())
    assert not found, "\n".join(str(one)[:400] for one in found[:20])


@pytest.mark.skipif(not has_word_processor(), reason="LibreOffice is not installed")
def test_printed_by_a_word_processor() -> None:
    offices = [random_office(seed) for seed in WORD]
    # It prints what a tracked change deleted, and an automatic number of a section with its chapter's ("I.1").
    files = [docx(one.description, replace(one.hand, tracked=False, numbers="typed")) for one in offices]
    for office, printed in zip(offices, printed_by_word_processor(files), strict=True):
        assert_true(office.description, printed)


@pytest.mark.skipif(not has_browser(), reason="Chromium is not installed")
@pytest.mark.parametrize(("seed", "repeat"), [(4, True), (7, False), (12, False), (13, True)])
def test_printed_by_a_browser(seed: int, repeat: bool) -> None:
    description = random_office(seed).description
    assert_true(description, by_browser(description, repeat_header=repeat))


@pytest.mark.skipif(not has_browser(), reason="Chromium is not installed")
@pytest.mark.parametrize("rules", ["header", "rows", "none"])
def test_printed_with_few_lines_or_none(rules: Rules) -> None:
    total, right = Counter[str](), Counter[str]()
    for seed in (9001, 9005, 9006):
        description = random_office(seed).description
        expected = simplejson.loads(dumps(truth(description)), use_decimal=True)
        score = compare(expected, extract(by_browser(description, rules=rules), name="a.pdf").model_dump())
        total += score.total
        right += score.right
    assert right["parts"] == total["parts"]
    assert right["rows"] >= 0.97 * total["rows"]
    assert right["amounts"] >= 0.98 * total["amounts"]
    assert right["achievements"] >= 0.98 * total["achievements"]


@pytest.mark.parametrize(("seed", "repeat"), [(3, True), (10, False), (27, False)])
def test_printed_by_a_library(seed: int, repeat: bool) -> None:
    description = random_office(seed).description
    assert_true(description, reportlab_pdf(description, repeat_header=repeat))
