"""What recognised text (OCR) is worth."""

from __future__ import annotations

import pytest

from extractor.plan.money import read_amounts
from extractor.plan.ocr_values import weigh_scale
from extractor.reading.document import Cell

AMOUNTS = ("1.322.500", "-", "709.000")


def cells(confidence: float | None) -> list[Cell]:
    return [Cell(row, 5, text, confidence=confidence) for row, text in enumerate(AMOUNTS)]


def test_amounts_under_a_caption_that_may_say_thousands_are_doubted() -> None:
    weighed = weigh_scale(cells(0.9), read_amounts(AMOUNTS), "Rumusan Rencana (dalam ripsramemupiah)")
    assert [one.flags for one in weighed] == [("ambiguous",), (), ("ambiguous",)]
    assert [one.alternatives for one in weighed] == [(1_322_500_000,), (), (709_000_000,)]


@pytest.mark.parametrize("caption", ["Rumusan Rencana", "Rumusan Rencana (dalam rupiah)", "Pagu (dalam ribuan Rp)"])
def test_amounts_under_a_caption_that_is_read_are_not(caption: str) -> None:
    readings = read_amounts(AMOUNTS)
    assert weigh_scale(cells(0.9), readings, caption) == readings


def test_printed_amounts_are_not() -> None:
    readings = read_amounts(AMOUNTS)
    assert weigh_scale(cells(None), readings, "(dalam hal tertentu)") == readings
