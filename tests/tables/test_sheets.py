"""Wide sheets printed in strips, columns that went to pages of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.reading.document import Block, Document, Grid, Paragraph
from extractor.tables.flow import build_flow
from tests.tables.notation import Rows, grid, texts
from tests.tiling import assert_tiles

LEFT = [
    ["Kode", "Program/Kegiatan"],
    ["1", "2"],
    ["1.01.01", "PROGRAM PASAR"],
    ["1.01.01.01", "Pembinaan pasar"],
    ["1.01.01.02", "Penataan pedagang kaki lima"],
    ["1.01.01.03", "Pameran"],
]
RIGHT = [
    ["Rencana 2022", "<", "Prakiraan"],
    ["Target", "Pagu", "Target"],
    ["3", "4", "5"],
    ["92%", "60.000.000", "95%"],
    ["40 orang", "30.000.000", "45 orang"],
    ["120 orang", "20.000.000", "150 orang"],
    ["1 kali", "10.000.000", "1 kali"],
]
LAST = [["Maju 2023"], ["Pagu"], ["6"], ["65.000.000"], ["31.000.000"], ["22.000.000"], ["12.000.000"]]
WHOLE = [
    ["Kode", "Program/Kegiatan", "Rencana 2022", "<", "Prakiraan\nMaju 2023", "<"],
    ["^", "^", "Target", "Pagu", "Target", "Pagu"],
    *[[*left, *right, *last] for left, right, last in zip(LEFT[1:], RIGHT[2:], LAST[2:], strict=True)],
]
HEIGHTS = (14.0, 20.0, 12.0, 15.0, 27.0, 40.0, 15.0)


def strip(rows: Rows, page: int, heights: tuple[float, ...] = HEIGHTS) -> Grid:
    """A grid whose rows have these heights, the first at 100 points; columns are 80 points and a bit wide."""
    if len(rows) < len(heights):  # a heading over both rows of the others'
        heights = (heights[0] + heights[1], *heights[2:])
    tops = [100.0 + sum(heights[:row]) for row in range(len(rows) + 1)]
    edges = tuple(50.0 + (80 + 7 * len(rows[0])) * col for col in range(len(rows[0]) + 1))
    plain = grid(rows, page=page, edges=edges)
    cells = tuple(
        cell._replace(
            bbox=(edges[cell.col], tops[cell.row], edges[cell.col + cell.col_span], tops[cell.row + cell.row_span])
        )
        for cell in plain.cells
    )
    return replace(plain, cells=cells, bbox=(edges[0], tops[0], edges[-1], tops[-1]))


def tables(*blocks: Block) -> list[list[list[str]]]:
    made = build_flow(Document("pdf", blocks, pages=9))
    for table in made.tables:
        assert_tiles(table)
    return [texts(table) for table in made.tables]


def test_strips_are_put_side_by_side_and_a_cut_heading_is_whole() -> None:
    cut = [Paragraph("Maju 2023", page=2), Paragraph("Prakiraan", page=3)]
    assert tables(strip(LEFT, 1), strip(RIGHT, 2), cut[0], strip(LAST, 3), cut[1]) == [WHOLE]


@pytest.mark.parametrize("over_first", [True, False])
def test_sheets_of_several_pages(over_first: bool) -> None:
    other = (*HEIGHTS[:4], 15.0, 33.0, 18.0)
    more = [[*rows[:-3], *[[f"{cell}0" for cell in row] for row in rows[-3:]]] for rows in (LEFT, RIGHT)]
    kinds = [(LEFT, HEIGHTS), (RIGHT, HEIGHTS), (more[0], other), (more[1], other)]
    order = kinds if over_first else [kinds[0], kinds[2], kinds[1], kinds[3]]
    (table,) = tables(*(strip(rows, page, heights) for page, (rows, heights) in enumerate(order, 1)))
    body = [[*left, *right] for left, right in zip(LEFT[2:], RIGHT[3:], strict=True)]
    again = [[*left, *right] for left, right in zip(more[0][2:], more[1][3:], strict=True)]
    assert table[3:] == [*body, *again]


@pytest.mark.parametrize(
    ("heights", "page", "text"),
    [((14.0, 20.0, 12.0, 15.0, 27.0, 38.0, 17.0), 2, "2"), (HEIGHTS, 3, "2"), (HEIGHTS, 2, "Uraian. " * 20)],
)
def test_other_tables_are_no_strips(heights: tuple[float, ...], page: int, text: str) -> None:
    made = tables(strip(LEFT, 1), Paragraph(text, page=page), strip(RIGHT, page, heights))
    assert len(made) == 2


def test_rows_of_one_height_prove_nothing() -> None:
    even = (15.0,) * len(RIGHT)
    assert len(tables(strip(LEFT, 1, even), strip(RIGHT, 2, even))) == 2
