"""Logical tables of real documents; skipped where the folder of real documents is missing."""

from __future__ import annotations

import pytest

from extractor.reading.word import read_word
from extractor.tables.flow import build_flow
from extractor.tables.model import Flow
from extractor.tables.text import key
from tests.reading.pdf.making import read_layer
from tests.real import REAL, needs_real
from tests.tiling import assert_tiles

pytestmark = needs_real


def tables_of(name: str) -> Flow:
    data = (REAL / name).read_bytes()
    flow = build_flow(read_word(data, name) if name.endswith(".docx") else read_layer(data, name))
    for table in flow.tables:
        assert_tiles(table)
    return flow


MALILI = [
    ("2.1", 4, 69, 23),
    ("2.2", 2, 4, 12),
    ("2.3", 3, 57, 12),
    ("3.2", 1, 3, 6),
    ("3.3", 3, 57, 10),
    ("7", 3, 57, 7),
]


@pytest.mark.parametrize("name", ["renja-malili-2022.docx", "renja-malili-2022.pdf"])
def test_malili_has_six_tables(name: str) -> None:
    flow = tables_of(name)
    assert [(table.number, table.header_rows, table.n_rows, table.n_cols) for table in flow.tables] == MALILI
    assert flow.doubts == ()


def test_malili_printed_is_malili_written() -> None:
    printed, written = tables_of("renja-malili-2022.pdf"), tables_of("renja-malili-2022.docx")
    for one, two in zip(printed.tables, written.tables, strict=True):
        assert [(c.row, c.col, c.row_span, c.col_span, key(c.text)) for c in one.cells] == [
            (c.row, c.col, c.row_span, c.col_span, key(c.text)) for c in two.cells
        ]


def test_the_main_table_of_kota_bogor_is_one_with_its_cut_rows_closed() -> None:
    flow = tables_of("renja-disperindag-kota-bogor-2020.pdf")
    (table,) = [table for table in flow.tables if table.pages[0] == 60]
    assert (table.n_rows, table.n_cols, table.header_rows, table.pages) == (112, 10, 3, tuple(range(60, 81)))
    assert key(table.view[6][1].text).endswith("perjalanandinasdalamdanluarkota)")
    assert key(table.view[-1][4].text) == "rp9.693.761.000"


@pytest.mark.parametrize(("office", "rows"), [("bapenda", 62), ("capil", 60), ("dinsos", 104), ("satpol", 64)])
def test_a_quarterly_matrix_of_tangerang_selatan_is_one_table(office: str, rows: int) -> None:
    (table,) = tables_of(f"evaluasi-renja-tangerang-selatan-2023-{office}.pdf").tables
    assert (table.n_rows, table.n_cols, table.header_rows) == (rows, 11, 4)
    assert [path[1:] for path in table.paths[2:10]] == [(q, u) for q in ("I", "II", "III", "IV") for u in ("K", "Rp")]
