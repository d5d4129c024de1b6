"""Tables of Word files: spans that tile exactly, whatever the file states."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.document import Grid, Paragraph, ReadingDoubt
from tests.reading.wordml import grid, picture, read
from tests.tiling import assert_tiles


def tc(text: str = "", span: int | None = None, merge: str = "", width: int | None = None) -> str:
    """Return a cell; `merge` is "restart" or "continue"."""
    parts = [f"tcW{{w={width} type=dxa}}"] if width is not None else []
    parts += [f"gridSpan={span}"] if span is not None else []
    parts += [f"vMerge={merge}" if merge == "restart" else "vMerge"] if merge else []
    properties = f"tcPr({' '.join(parts)})" if parts else ""
    return f"tc({properties} {f'p({chr(39)}{text}{chr(39)})' if text else 'p'})"


def tr(*cells: str, properties: str = "") -> str:
    return f"tr({f'trPr({properties})' if properties else ''} {' '.join(cells)})"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    columns = " ".join(f"gridCol{{w={width}}}" for width in widths)
    return f"tbl(tblPr tblGrid({columns}) {' '.join(rows)})"


def doubts(table: str) -> tuple[ReadingDoubt, ...]:
    return read(table).doubts


def test_spans_of_a_two_row_header() -> None:
    table = tbl(
        tr(tc("No", merge="restart"), tc("Rencana", 2), tc("Ket", merge="restart")),
        tr(tc(merge="continue"), tc("Target"), tc("Pagu"), tc(merge="continue")),
        tr(tc("1"), tc("2"), tc("3"), tc("4")),
        widths=(400, 1000, 1000, 600),
    )
    found = grid(table)
    assert picture(found) == ["No Rencana < Ket", "^ Target Pagu ^", "1 2 3 4"]
    assert found.col_edges == (0.0, 20.0, 70.0, 120.0, 150.0)
    assert doubts(table) == ()


def test_columns_left_out_before_and_after_are_blank_cells() -> None:
    table = tbl(
        tr(tc("a"), tc("b"), tc("c"), tc("d")),
        tr(tc("e"), properties="gridBefore=1 wBefore{w=500} gridAfter=2"),
    )
    assert picture(grid(table)) == ["a b c d", ". e . <"]
    assert doubts(table) == ()


def test_old_horizontal_merges() -> None:
    first, rest = "tc(tcPr(hMerge=restart)'Judul')", "tc(tcPr(hMerge))"
    assert picture(grid(tbl(tr(first, rest, rest, tc("x")), tr(*map(tc, "abcd"))))) == ["Judul < < x", "a b c d"]
    assert picture(grid(tbl(tr(rest, tc("x"))))) == [". x"]


def test_a_continued_merge_without_a_start_is_a_cell_of_its_own() -> None:
    table = tbl(tr(tc("a"), tc("b")), tr(tc(merge="continue"), tc("c")), tr(tc(merge="continue"), tc("d")))
    assert picture(grid(table)) == ["a b", ". c", "^ d"]
    assert [(doubt.code, doubt.row) for doubt in doubts(table)] == [("row-misaligned", 1)]
    # at the top it is the rest of a table cut in two, which is usual
    assert doubts(tbl(tr(tc(merge="continue"), tc("b")), tr(tc("c"), tc("d")))) == ()


def test_a_merge_ends_where_the_span_changes() -> None:
    table = tbl(
        tr(tc("a", 2, "restart"), tc("b")),
        tr(tc(merge="continue"), tc("c"), tc("d")),
        tr(tc("e", 1, "restart"), tc("f"), tc("g")),
        tr(tc("", 2, "continue"), tc("h")),
    )
    assert picture(grid(table)) == ["a < b", ". c d", "e f g", ". < h"]


def test_continued_cells_that_lie_under_one_merge_belong_to_it() -> None:
    table = tbl(tr(tc("a", 2, "restart"), tc("b")), tr(tc(merge="continue"), tc(merge="continue"), tc("c")))
    assert picture(grid(table)) == ["a < b", "^ ^ c"]
    assert doubts(table) == ()


def test_text_under_a_merge_is_told() -> None:
    table = tbl(tr(tc("a", merge="restart")), tr(tc("hilang", merge="continue")))
    assert picture(grid(table)) == ["a", "^"]
    (doubt,) = doubts(table)
    assert (doubt.row, doubt.block, doubt.severity) == (1, 0, "info")


@pytest.mark.parametrize("span", ["99999", "-3", "0", "4000000000", "x"])
def test_an_impossible_span_is_cut(span: str) -> None:
    wild = f"tc(tcPr(gridSpan={span})'b')"
    found = grid(tbl(tr(tc("a"), wild), tr(*map(tc, "cde")), widths=(100, 100, 100)))
    assert found.n_cols == 3
    assert picture(found)[0].startswith("a b")


def test_a_row_that_reaches_past_the_table_is_cut_to_it() -> None:
    assert picture(grid(tbl(tr(tc("judul", 5)), tr(*map(tc, "abc")), tr(*map(tc, "def"))))) == [
        "judul < <",
        "a b c",
        "d e f",
    ]


def test_a_grid_that_lies_gives_way_to_the_rows() -> None:
    found = grid(tbl(tr(*map(tc, "abc")), tr(tc("d", 2), tc("e")), widths=(100, 100)))
    assert picture(found) == ["a b c", "d < e"]
    assert found.col_edges == ()


def test_a_short_row_is_padded_and_told() -> None:
    table = tbl(tr(*map(tc, "abcd")), tr(*map(tc, "ef")), tr(tc("judul")))
    assert picture(grid(table)) == ["a b c d", "e f . <", "judul . < <"]
    assert [(doubt.code, doubt.severity, doubt.row) for doubt in doubts(table)] == [("row-misaligned", "warning", 1)]


def test_columns_from_cell_widths_where_spans_are_missing() -> None:
    table = tbl(
        tr(tc("No", width=500), tc("Rencana", width=3000), tc("Ket", width=700)),
        tr(tc("1", width=500), tc("a", width=1010), tc("b", width=990), tc("c", width=1000), tc("x", width=700)),
        tr(tc("2", width=500), tc("d", width=1000), tc("e", width=2000), tc("y", width=700)),
    )
    found = grid(table)
    assert picture(found) == ["No Rencana < < Ket", "1 a b c x", "2 d e < y"]
    assert len(found.col_edges) == 6
    assert doubts(table) == ()


def test_cell_widths_that_disagree_do_not_make_columns() -> None:
    table = tbl(
        tr(tc("a", width=500), tc("b", width=500)), tr(tc("c", width=500), tc("d", width=500), tc("e", width=500))
    )
    assert picture(grid(table)) == ["a b .", "c d e"]


def test_marked_header_rows_are_the_leading_ones() -> None:
    head, row = tr(tc("h"), properties="tblHeader"), tr(tc("x"))
    assert grid(tbl(head, head, row, head)).marked_header_rows == 2
    assert grid(tbl(row, head)).marked_header_rows == 0
    assert grid(tbl(tr(tc("h"), properties="tblHeader=0"), row)).marked_header_rows == 0


def test_the_final_view_of_rows() -> None:
    table = tbl(
        tr(tc("a")),
        tr(tc("hapus"), properties="del"),
        tr(tc("baru"), properties="ins"),
        tr(tc("sembunyi"), properties="hidden"),
    )
    assert picture(grid(table)) == ["a", "baru"]
    assert read(tbl(tr(tc("hapus"), properties="del"))).blocks == ()
    gone = "tc(tcPr(cellDel)'x')"
    assert picture(grid(tbl(tr(tc("a"), gone), tr(tc("b"), gone)))) == ["a", "b"]


def test_rows_and_cells_in_content_controls() -> None:
    table = (
        f"tbl(sdt(sdtContent({tr(tc('a'), 'sdt(sdtContent(' + tc('b') + '))')})) bookmarkEnd {tr(tc('c'), tc('d'))})"
    )
    assert picture(grid(table)) == ["a b", "c d"]


def test_text_of_a_cell() -> None:
    first = "p(pPr(ind{left=400 hanging=200}) r(rPr(b)t'Program ') r(rPr(b) br t'Dua'))"
    cell = f"tc({first} p p(pPr(ind{{left=900}}) r(rPr(b)t'  tiga')) p)"
    (found,) = grid(f"tbl(tr({cell}))").cells
    assert (found.text, found.bold, found.indent) == ("Program \nDua\n\n  tiga", True, 10.0)
    (blank,) = grid("tbl(tr(tc(p' ' p)))").cells
    assert (blank.text, blank.bold, blank.indent) == ("", False, 0.0)


def test_a_nested_table_is_text_of_its_cell_and_a_grid_after_it() -> None:
    inner = tbl(tr(tc("a"), tc("b")), tr(tc("c"), tc("d")))
    outer = tbl(tr(f"tc(p'atas' {inner} p'bawah')", tc("x")))
    first, second, third = read(f"{outer} p'z'").blocks
    assert isinstance(first, Grid)
    assert isinstance(second, Grid)
    assert [cell.text for cell in first.cells] == ["atas\na\tb\nc\td\nbawah", "x"]
    assert picture(second) == ["a b", "c d"]
    assert third == Paragraph("z")


def test_a_nested_table_of_one_cell_is_only_text() -> None:
    (only,) = read(tbl(tr(f"tc({tbl(tr(tc('a')))} p)", tc("x")))).blocks
    assert isinstance(only, Grid)
    assert [cell.text for cell in only.cells] == ["a", "x"]


def test_a_frame_round_the_text_is_unwrapped() -> None:
    inner = tbl(tr(tc("a"), tc("b")))
    blocks = read(f"tbl(tr(tc(p'BAB I' {inner} p'isi'))) p'z'").blocks
    assert [block.text if isinstance(block, Paragraph) else "grid" for block in blocks] == ["BAB I", "grid", "isi", "z"]
    long = " ".join(f"p'{n}'" for n in range(40))
    assert len(read(f"tbl(tr(tc({long})))").blocks) == 40
    assert isinstance(read("tbl(tr(tc(p'Kotak' p'judul')))").blocks[0], Grid)


def test_doubts_name_their_block() -> None:
    found = read(f"p'a' {tbl(tr(tc('b')))} {tbl(tr(*map(tc, 'abc')), tr(*map(tc, 'de')))}")
    assert [(doubt.block, doubt.row) for doubt in found.doubts] == [(2, 1)]


@dataclass(frozen=True)
class Tiling:
    """A grid cut into rectangles: (row, col, row_span, col_span)."""

    rows: int
    cols: int
    tiles: tuple[tuple[int, int, int, int], ...]


@st.composite
def tilings(draw: st.DrawFn) -> Tiling:
    rows, cols = draw(st.integers(1, 6)), draw(st.integers(1, 7))
    free = {(row, col) for row in range(rows) for col in range(cols)}
    tiles = []
    for row in range(rows):
        for col in range(cols):
            if (row, col) not in free:
                continue
            width = 1
            while (row, col + width) in free and draw(st.booleans()):
                width += 1
            height = 1
            while all((row + height, c) in free for c in range(col, col + width)) and draw(st.booleans()):
                height += 1
            tiles.append((row, col, height, width))
            free -= {(r, c) for r in range(row, row + height) for c in range(col, col + width)}
    return Tiling(rows, cols, tuple(tiles))


@given(tilings())
def test_every_tiling_is_read_back(tiling: Tiling) -> None:
    lines: list[list[tuple[int, str]]] = [[] for _ in range(tiling.rows)]
    for row, col, height, width in tiling.tiles:
        lines[row].append((col, tc(f"{row}-{col}", width, "restart" if height > 1 else "")))
        for below in range(row + 1, row + height):
            lines[below].append((col, tc("", width, "continue")))
    found = grid(tbl(*(tr(*(cell for _, cell in sorted(line))) for line in lines)))
    assert_tiles(found)
    places = [(cell.row, cell.col, cell.row_span, cell.col_span) for cell in found.cells]
    assert places == sorted(tiling.tiles)
    assert all(cell.text == f"{cell.row}-{cell.col}" for cell in found.cells)


SPAN = st.integers(-2, 12) | st.just(99999)
MERGE = st.sampled_from(["", "restart", "continue"])
WIDTH = st.none() | st.integers(-10, 2000)


@given(
    st.lists(
        st.tuples(
            st.lists(st.builds(tc, st.sampled_from(["", "a"]), SPAN, MERGE, WIDTH), max_size=6),
            st.sampled_from(
                ["", "gridBefore=2", "gridAfter=1", "gridBefore=-4", "gridAfter=99999999", "wBefore{w=300}"]
            ),
        ),
        max_size=7,
    ),
    st.lists(st.integers(-5, 900), max_size=9),
)
def test_whatever_a_table_states_its_grid_tiles(rows: list[tuple[list[str], str]], widths: list[int]) -> None:
    table = tbl(*(tr(*cells, properties=properties) for cells, properties in rows), widths=tuple(widths))
    for block in read(table).blocks:
        assert isinstance(block, Grid)
        assert_tiles(block)


def tabbed(*cells: str, bold: bool = False) -> str:
    text = " tab ".join(f"t'{cell}'" for cell in cells)
    return f"p(r({'rPr(b) ' if bold else ''}{text}))"


def test_paragraphs_with_tabs_between_their_cells_are_a_table() -> None:
    rows = [
        ("Kode", "Program/Kegiatan", "Target", "Pagu (Rp)", "Sumber"),
        ("1.01", "Program Pelayanan", "12 bulan", "3.000.000", ""),
        ("1.01.01", "Penyediaan jasa surat", "12 bulan", "1.000.000", "DAU"),
        ("1.01.02", "Penyediaan alat tulis", "1 paket", "2.000.000", "PAD"),
    ]
    document = read("p'Tabel 4.1'" + "".join(tabbed(*row, bold=row[0] == "1.01") for row in rows) + "p'Demikian.'")
    caption, table, end = document.blocks
    assert isinstance(table, Grid)
    assert_tiles(table)
    cells = {(cell.row, cell.col): cell for cell in table.cells}
    assert [[cells[row, col].text for col in range(5)] for row in range(4)] == [list(row) for row in rows]
    assert [cell.text for cell in table.cells if cell.bold and cell.text] == list(rows[1][:4])
    assert [block.text for block in (caption, end) if isinstance(block, Paragraph)] == ["Tabel 4.1", "Demikian."]


@pytest.mark.parametrize(
    "lines",
    [
        [("", "", "", "", "Bima, 3 Mei 2023"), ("", "", "", "", "KEPALA DINAS"), ("", "", "", "", "Drs. Fulan")],
        [("Nomor", ":", "050/12", "Kepada"), ("Lampiran", ":", "-", "Yth. Bupati"), ("Hal", ":", "Renja", "di Bima")],
        [("1.01", "Program", "12", "3.000"), ("1.02", "Kegiatan", "1", "2.000")],
    ],
)
def test_lines_of_letterheads_and_signatures_are_no_table(lines: list[tuple[str, ...]]) -> None:
    assert all(isinstance(block, Paragraph) for block in read("".join(tabbed(*line) for line in lines)).blocks)
