"""A table cut into parts anywhere comes back whole; every table tiles; time is linear."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.reading.document import Cell, Document, Grid
from extractor.tables.flow import build_flow
from tests.tables.notation import EDGES, HEADER, flow, grid, texts
from tests.tiling import assert_tiles, tile_problems
from tests.work import work

NAMES = [
    "Penyediaan jasa surat",
    "Rapat koordinasi",
    "PROGRAM PELAYANAN",
    "Pemeliharaan gedung",
    "Sosialisasi peraturan",
]
TARGETS = ["12 bulan", "100%", "3 unit", "", "2 dokumen"]
AMOUNTS = ["1.250.000", "95.000.000", "-", "24.130.000,00", "7.500.000,-"]
NOTES = ["", "luar daerah", "APBD"]

row = st.tuples(st.sampled_from(NAMES), st.sampled_from(TARGETS), st.sampled_from(AMOUNTS), st.sampled_from(NOTES))


@given(body=st.lists(row, min_size=2, max_size=30), data=st.data())
@settings(max_examples=120, deadline=None)
def test_a_table_cut_at_any_rows_comes_back_whole(body: list[tuple[str, str, str, str]], data: st.DataObject) -> None:
    rows = [[str(number + 1), *cells] for number, cells in enumerate(body)]
    cuts = sorted(data.draw(st.sets(st.integers(1, len(rows) - 1), max_size=5)))
    repeated = data.draw(st.sampled_from([[], HEADER, HEADER[2:], HEADER[:2]]))
    paged = data.draw(st.booleans())
    shift = data.draw(st.floats(-30, 30))
    ends = [0, *cuts, len(rows)]
    parts = [rows[start:end] for start, end in pairwise(ends)]
    grids = [
        grid(
            [*(repeated if number else HEADER), *part],
            page=number + 1 if paged else None,
            edges=[edge + shift * (number % 2) for edge in EDGES],
        )
        for number, part in enumerate(parts)
    ]
    (table,) = flow(*grids).tables
    assert texts(table) == [*HEADER, *rows]
    assert table.header_rows == 3


@st.composite
def any_grid(draw: st.DrawFn) -> Grid:
    """A grid of any shape, spans and texts, on any page."""
    n_rows, n_cols = draw(st.integers(1, 7)), draw(st.integers(1, 6))
    text = st.sampled_from(
        ["", "1", "2", "(3)", "No", "Tabel 2", "K", "Rp", "dan", "1.250.", "000", "JUMLAH", "2024", "Uraian"]
    )
    taken = [[False] * n_cols for _ in range(n_rows)]
    cells = []
    page = draw(st.sampled_from([None, 1, 2, 3]))
    for r in range(n_rows):
        for c in range(n_cols):
            if taken[r][c]:
                continue
            width = 1
            limit = draw(st.integers(1, 3))
            while width < limit and c + width < n_cols and not taken[r][c + width]:
                width += 1
            height = draw(st.integers(1, min(3, n_rows - r)))
            for y in range(r, r + height):
                taken[y][c : c + width] = [True] * width
            cells.append(Cell(r, c, draw(text), height, width, page=page))
    edges = tuple(50.0 + 80.0 * col for col in range(n_cols + 1)) if draw(st.booleans()) else ()
    return Grid(n_rows, n_cols, tuple(cells), draw(st.integers(0, 2)), edges, page)


@given(st.lists(any_grid(), max_size=4))
@settings(max_examples=300, deadline=None)
def test_whatever_the_grids_the_tables_tile(grids: Sequence[Grid]) -> None:
    made = build_flow(Document("pdf", tuple(grids), pages=3))
    for table in made.tables:
        assert_tiles(table)
        assert 0 <= table.header_rows <= table.n_rows
        assert len(table.paths) == table.n_cols


def test_tile_problems_names_holes_overlaps_and_disorder() -> None:
    assert tile_problems(1, 2, [Cell(0, 0, "")]) == ["1 places are uncovered, the first at (0, 1)"]
    assert tile_problems(1, 2, [Cell(0, 0, "", col_span=2), Cell(0, 1, "")]) == [
        "cell (0, 1) overlaps another in row 0"
    ]
    assert "out of order" in tile_problems(1, 2, [Cell(0, 1, ""), Cell(0, 0, "")])[0]
    assert tile_problems(1, 1, [Cell(0, 0, "", row_span=2)])[0] == "cell (0, 0) leaves the grid"


def long_document(rows: int, part: int) -> Document:
    grids = []
    for start in range(0, rows, part):
        cells = [
            Cell(r, c, f"Kegiatan {start + r}" if c == 1 else "1.000.000", page=start // part + 1)
            for r in range(part)
            for c in range(10)
        ]
        grids.append(
            Grid(part, 10, tuple(cells), col_edges=tuple(40.0 + 50.0 * c for c in range(11)), page=start // part + 1)
        )
    head = Grid(1, 10, tuple(Cell(0, c, f"Kolom {c}") for c in range(10)), 1, grids[0].col_edges, 1)
    first = grids[0]
    opened = Grid(
        part + 1,
        10,
        (*head.cells, *(Cell(cell.row + 1, cell.col, cell.text, page=1) for cell in first.cells)),
        1,
        first.col_edges,
        1,
    )
    return Document("pdf", (opened, *grids[1:]))


def test_twice_the_rows_take_about_twice_the_work() -> None:
    half, whole = long_document(5_000, 50), long_document(10_000, 50)
    (table,) = build_flow(whole).tables
    assert (table.n_rows, table.header_rows) == (10_001, 1)
    assert work(lambda: build_flow(whole)) < 2.2 * work(lambda: build_flow(half))
