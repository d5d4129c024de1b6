"""Words and numbers broken by narrow printed cells."""

from __future__ import annotations

import pytest

from extractor.reading.document import Document, Grid
from extractor.tables.flow import build_flow
from extractor.tables.model import LogicalTable
from tests.tables.notation import BODY, EDGES, HEADER, grid


def printed(*grids: Grid) -> LogicalTable:
    """Return the table that is printed over these grids, one a page."""
    (table,) = build_flow(Document("pdf", grids, pages=len(grids))).tables
    return table


def mended(text: str, *elsewhere: str) -> str:
    """Return what becomes of a cell's text in a document with other cells."""
    rows = [
        *HEADER,
        ["1", "Rapat", text, "5.000.000", ""],
        *(["2", other, "1 unit", "7.000.000", ""] for other in elsewhere),
    ]
    table = printed(grid([*rows, *BODY], page=1, edges=EDGES))
    return table.view[len(HEADER)][2].text


@pytest.mark.parametrize(
    ("text", "elsewhere", "whole"),
    [
        ("12\nhe\nkta\nr", "luas hektar", "12\nhektar"),
        ("12\nhe\nkta\nr", "luas tanah", "12\nhe\nkta\nr"),
        ("12\nOrang/\nbulan", "1 Orang/bulan saja", "12\nOrang/bulan"),
        ("12\nOrang\n/bulan", "1 Orang/bulan saja", "12\nOrang/bulan"),
        ("12\nOrang/\nbulan", "orang atau bulan", "12\nOrang/\nbulan"),
    ],
)
def test_pieces_that_stand_together_elsewhere_are_joined(text: str, elsewhere: str, whole: str) -> None:
    assert mended(text, elsewhere) == whole


def test_pieces_at_a_page_break_are_no_words_of_the_document() -> None:
    above = [*HEADER, *BODY, ["5", "Dinas Pekerjaan Umu", "1\nbul", "7.000.000", ""]]
    below = [
        ["", "m", "an", "", ""],
        ["6", "Pekerjaan umum", "1\nbul\nan", "8.000.000", ""],
        ["7", "Gaji", "2 bulan", "9.000.000", ""],
    ]
    table = printed(grid(above, page=1, edges=EDGES), grid([*below, *BODY], page=2, edges=EDGES))
    cut, whole = table.view[len(above) - 1], table.view[len(above)]
    assert (cut[1].text, cut[2].text) == ("Dinas Pekerjaan Umum", "1\nbulan")
    assert whole[2].text == "1\nbulan"
