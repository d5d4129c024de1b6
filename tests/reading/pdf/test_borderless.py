"""Tables without lines or with few: reports of other makers, plans without rulings, and what is no table."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest
import simplejson
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

import samples.reportlab_pdf as printer
from extractor.pipeline import extract
from extractor.reading.document import Grid
from samples.catalogue import SAMPLES
from samples.compare import Score, compare
from samples.layout import Layout
from samples.random_office import random_office
from samples.truth import dumps, truth
from tests.reading.pdf.making import Page, pdf, read_layer
from tests.reading.pdf.reports import LABELS, PROSE, STYLES, agreement, as_tuple, prose, table


def grids(*pages: Page) -> list[Grid]:
    return [block for block in read_layer(pdf(*pages), "t.pdf").blocks if isinstance(block, Grid)]


def cells(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [as_tuple(cell) for cell in grid.cells]


def rows(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.n_rows)]


# --- reports


@pytest.mark.parametrize("style", STYLES)
def test_tables_between_prose(style: str) -> None:
    scores = []
    for seed in range(12):
        chance = random.Random(f"{style}{seed}")
        page = Page()
        top = prose(page, 60, 60, 475, 6, chance)
        page.text(60, top + 24, "Table 3. Persons employed, by region and year", size=9)
        drawn, end = table(page, 60, top + 34, 475, style, chance)
        page.text(60, end + 10, "Source: national accounts.", size=7)
        prose(page, 60, end + 30, 475, 6, chance)
        scores.append(agreement([drawn], grids(page)))
    assert sum(scores) / len(scores) > 0.95, scores


@pytest.mark.parametrize("style", STYLES)
def test_a_table_beside_prose(style: str) -> None:
    scores = []
    for seed in range(8):
        chance = random.Random(f"beside{style}{seed}")
        page = Page()
        prose(page, 50, 60, 150, 40, chance)
        drawn, end = table(page, 240, 120, 305, style, chance)
        prose(page, 240, end + 30, 305, 5, chance)
        scores.append(agreement([drawn], grids(page)))
    assert sum(scores) / len(scores) > 0.85, scores


@pytest.mark.parametrize("style", ["none", "head", "book", "box"])
def test_two_tables_below_each_other(style: str) -> None:
    scores = []
    for seed in range(8):
        chance = random.Random(f"two{style}{seed}")
        page = Page()
        first, end = table(page, 60, 70, 475, style, chance)
        page.text(60, end + 30, "Table 4. Another table of other columns", size=9)
        second, _ = table(page, 60, end + 40, 475, style, chance)
        scores.append(agreement([first, second], grids(page)))
    assert sum(scores) / len(scores) > 0.9, scores


# --- what is no table


def test_prose_in_two_columns_is_no_table() -> None:
    for seed in range(6):
        chance = random.Random(seed)
        page = Page()
        prose(page, 50, 60, 235, 45, chance)
        prose(page, 310, 60 + 3 * (seed % 3), 235, 45, chance)
        assert grids(page) == []


def test_contents_are_no_table() -> None:
    page = Page()
    for i in range(20):
        title = f"{1 + i // 5}.{1 + i % 5} " + " ".join(PROSE[i : i + 4])
        page.text(60, 80 + 14 * i, f"{title} {'.' * (60 - len(title))}").text(500, 80 + 14 * i, str(3 + 2 * i))
    assert grids(page) == []


def test_lists_are_no_table() -> None:
    page = Page()
    for i in range(14):
        page.text(60, 80 + 14 * i, f"{i + 1}.").text(90, 80 + 14 * i, " ".join(PROSE[i : i + 7]))
        page.text(60, 400 + 14 * i, "-").text(90, 400 + 14 * i, " ".join(PROSE[i : i + 5]))
    assert grids(page) == []


def test_forms_and_addresses_are_no_table() -> None:
    page = Page()
    for i, word in enumerate(("Name:", "Date:", "Office:", "Telephone:")):
        page.text(60, 80 + 20 * i, f"{word} ____________").text(320, 80 + 20 * i, "Signature: ________")
    for i in range(4):
        page.text(60, 300 + 12 * i, LABELS[i]).text(350, 300 + 12 * i, LABELS[i + 9])
    assert grids(page) == []


def test_axis_labels_are_no_table() -> None:
    page = Page()
    for i in range(8):
        page.text(60, 100 + 22 * i, str(80 - 10 * i), size=8)
    for i in range(9):
        page.text(80 + 45 * i, 280, str(1995 + i), size=8)
    page.text(330, 120, "Exports", size=8).text(330, 134, "Imports", size=8)
    assert grids(page) == []


# --- structure


def numbers_table(page: Page, top: float, rows_of: list[list[str]], xs: tuple[int, ...] = (60, 200, 280, 360)) -> Page:
    for i, row in enumerate(rows_of):
        for x, text in zip(xs, row, strict=True):
            if text:
                page.text(x, top + 14 * i, text)
    return page


BODY = [["Belgium", "1,204", "33.1", "(12)"], ["Denmark", "", "30.2", "-"], ["Estonia", "410", "", "7"]]


def test_blank_cells_stay() -> None:
    page = numbers_table(Page(), 100, [["Country", "Number", "Percent", "Change"], *BODY])
    (grid,) = grids(page)
    assert rows(grid) == [["Country", "Number", "Percent", "Change"], *BODY]


def test_a_head_over_two_columns_as_the_line_below_it_shows() -> None:
    page = numbers_table(Page().text(300, 86, "Share"), 100, [["Country", "Number", "Men", "Women"], *BODY])
    page.line(275, 90, 400, 90)
    (grid,) = grids(page)
    assert (0, 2, 1, 2, "Share") in cells(grid)
    assert (1, 2, 1, 1, "Men") in cells(grid)


def test_years_below_a_group_are_heads_of_their_own() -> None:
    page = numbers_table(Page().text(275, 88, "Target"), 100, [["Country", "2001", "2002", "2003"], *BODY])
    (grid,) = grids(page)
    assert (0, 1, 1, 3, "Target") in cells(grid)
    assert {(1, 1, 1, 1, "2001"), (1, 2, 1, 1, "2002"), (1, 3, 1, 1, "2003")} <= set(cells(grid))


def test_column_numbers_keep_a_blank_column() -> None:
    page = numbers_table(Page(), 100, [["Name", "A", "Note", "B"], ["1", "2", "3", "4"]])
    for i in range(6):
        page.text(60, 128 + 14 * i, f"Row {'abcdef'[i]}").text(200, 128 + 14 * i, str(30 + i))
        page.text(360, 128 + 14 * i, str(70 + i))
    (grid,) = grids(page)
    assert grid.n_cols == 4
    assert rows(grid)[2] == ["Row a", "30", "", "70"]


def test_note_marks_stay_with_their_number() -> None:
    page = numbers_table(Page(), 100, [["Country", "Number", "Percent", "Change"], *BODY])
    page.text(224, 96, "1", size=6)
    (grid,) = grids(page)
    assert [text.split()[0] for text in rows(grid)[1]] == BODY[0] or rows(grid)[1][1].startswith("1,204")
    assert grid.n_rows == 4


def test_a_label_over_two_lines_is_one_row() -> None:
    page = Page()
    for i, text in enumerate(("Households with children", "under six years", "Estonia", "Total of all persons here")):
        page.text(60 + 6 * (i == 1), 100 + 12 * i, text)
    for i, value in ((0, "12"), (2, "7"), (3, "19")):
        page.text(200, 100 + 12 * i, value).text(260, 100 + 12 * i, f"{value}.5").text(320, 100 + 12 * i, "4")
    (grid,) = grids(page)
    assert rows(grid)[0] == ["Households with children\nunder six years", "12", "12.5", "4"]
    assert grid.n_rows == 3


def labelled(lines: Sequence[tuple[float, str, str]]) -> Page:
    """A table whose lines are an indent, a label, and a value for four columns, or none."""
    page = Page()
    for i, (indent, label, value) in enumerate([(0, "Measure", ""), *lines]):
        page.text(60 + indent, 100 + 12 * i, label)
        for col, head in enumerate(("Primary", "Secondary", "Tertiary", "All")):
            page.text(230 + 70 * col, 100 + 12 * i, head if not i else value and f"{value}.{col}")
    return page


def test_values_beside_the_last_line_of_their_labels() -> None:
    lines = [(0, "Visitors sign or check in", "98"), (0, "Controlled access to buildings", "")]
    lines += [(0, "during school hours", "89"), (0, "Used one or more cameras to", ""), (0, "monitor the school", "55")]
    (grid,) = grids(labelled(lines))
    assert [row[0] for row in rows(grid)[1:]] == [
        "Visitors sign or check in",
        "Controlled access to buildings\nduring school hours",
        "Used one or more cameras to\nmonitor the school",
    ]


def test_a_heading_over_rows_with_values_is_a_row_in_a_table_of_equal_lines() -> None:
    lines = [
        (0, "Research", ""),
        (8, "Fellowships", "12"),
        (8, "Networks", "31"),
        (0, "Sites", "9"),
        (0, "Total", "52"),
    ]
    (grid,) = grids(labelled(lines))
    assert [row[0] for row in rows(grid)[1:]] == [label for _, label, _ in lines]


def test_a_heading_over_indented_rows_is_a_row() -> None:
    lines = [(0, "Infectious diseases", ""), (8, "Tuberculosis", "210"), (8, "Other", "441")]
    lines += [(0, "Diseases of the heart", ""), (8, "Ischaemic", "990"), (8, "Stroke", "410"), (0, "Injuries", "12")]
    (grid,) = grids(labelled(lines))
    assert [row[0] for row in rows(grid)[1:]] == [label for _, label, _ in lines]


def test_a_line_drawn_parts_a_table_from_the_prose_close_to_it() -> None:
    page = Page().line(60, 88, 500, 88).text(230, 100, "All public").line(60, 117, 500, 117)
    page.text(60, 112, "Measure").text(230, 112, "schools").text(370, 112, "Primary")
    for i, label in enumerate(("Cameras", "Visitors", "Badges", "Detectors")):
        page.text(60, 130 + 12 * i, label).text(230, 130 + 12 * i, str(40 + i)).text(370, 130 + 12 * i, str(70 + i))
    page.line(60, 172, 500, 172)
    chance = random.Random(1)
    prose(page, 60, 26, 440, 5, chance)
    prose(page, 60, 176, 440, 5, chance)
    (grid,) = grids(page)
    assert rows(grid)[0] == ["Measure", "All public\nschools", "Primary"]
    assert rows(grid)[-1] == ["Detectors", "43", "73"]


def test_a_table_in_one_of_two_columns_of_text() -> None:
    page = Page()
    prose(page, 60, 60, 220, 24, random.Random(3))
    for i in range(14):
        page.text(310, 67.2 + 10.8 * i, ("Sector", *LABELS)[i][:16], size=9)
        for col in range(3):
            page.text(410 + 44 * col, 67.2 + 10.8 * i, str(2006 + col) if not i else f"{3 * i + col}.{col}", size=9)
    (grid,) = grids(page)
    assert (grid.n_rows, grid.n_cols) == (14, 4)


def test_numbered_texts_between_lines_drawn() -> None:
    page = Page()
    texts = [("No.", "Recommendation", "Response"), ("1", "Establish a register / of all grants", "Agreed / in part.")]
    texts += [
        ("2", "Publish reports / within six months", "Agreed."),
        ("3", "Review fees / and licences", "Done in / 2008."),
    ]
    top = 100.0
    for number, left, right in texts:
        page.line(55, top, 500, top)
        for x, cell in ((60, number), (100, left), (320, right)):
            for i, line in enumerate(cell.split(" / ")):
                page.text(x, top + 11 + 12 * i, line)
        top += 30
    page.line(55, top, 500, top)
    (grid,) = grids(page)
    assert rows(grid) == [[cell.replace(" / ", "\n") for cell in row] for row in texts]


def test_one_line_drawn_under_two_groups() -> None:
    page = numbers_table(Page(), 100, [["Country", "2008", "2009", "2008", "2009"]], (60, 200, 280, 360, 440))
    for i in range(6):
        page.text(60, 116 + 14 * i, f"Row {'abcdef'[i]}")
        for col in range(4):
            page.text(200 + 80 * col, 116 + 14 * i, str(30 + i + col))
    page.line(170, 90, 490, 90).text(231, 86, "Quantity").text(397, 86, "Value")
    (grid,) = grids(page)
    assert {(0, 1, 1, 2, "Quantity"), (0, 3, 1, 2, "Value")} <= set(cells(grid))


def test_a_head_beside_the_short_values_of_its_column() -> None:
    page = Page()
    for i in range(7):
        page.text(60, 100 + 12 * i, ("State", *LABELS)[i][:14])
        page.text(200, 100 + 12 * i, "" if i else "Score").text(232, 100 + 12 * i, str(201 + i) if i else "")
        page.text(330, 100 + 12 * i, str(401 + i) if i else "Rank")
    (grid,) = grids(page)
    assert rows(grid)[0] == ["State", "Score", "Rank"]


def test_a_head_between_a_caption_and_the_first_line_of_heads() -> None:
    page = Page()
    top = prose(page, 60, 26, 440, 5, random.Random(4))
    page.text(60, top + 4, "Table 3. Inspections", size=9).text(198, top + 22, "Inspection", size=9)
    page.text(60, top + 27, "Site", size=9).text(198, top + 32, "date", size=9).text(320, top + 27, "Cost", size=9)
    page.text(450, top + 27, "Staff", size=9)
    for i in range(5):
        page.text(60, top + 50 + 14 * i, LABELS[i][:14], size=9).text(200, top + 50 + 14 * i, f"{i + 3} May", size=9)
        page.text(320, top + 50 + 14 * i, f"{41 + i}.5", size=9).text(450, top + 50 + 14 * i, str(i + 7), size=9)
    (grid,) = grids(page)
    assert rows(grid)[0] == ["Site", "Inspection\ndate", "Cost", "Staff"]


def flush_right(heads: list[str], lines: int, *, two: bool = False) -> Page:
    """A table with its heads at the left of columns whose values stand at their right."""
    page = Page()
    for i in range(lines + 1):
        page.text(60, 100 + 12 * i, LABELS[i][:14] if i else "Region")
        for col, head in enumerate(heads):
            value = f"{(col + 2) * 17 + i}"
            page.text(200 + 70 * col + (35 if i else 0), 100 + 12 * i, value if i else head)
    if two:
        page.line(55, 88, 500, 88).line(55, 103, 500, 103)
    return page


def test_heads_at_the_left_of_values_at_the_right() -> None:
    heads = ["Filed", "Closed", "Settled", "Open"]
    (grid,) = grids(flush_right(heads, 6))
    assert rows(grid)[0] == ["Region", *heads]
    assert rows(grid)[1][1:] == ["35", "52", "69", "86"]


def test_heads_that_are_numbers_above_a_line() -> None:
    heads = ["0-14", "15-44", "45-64", "65+"]
    (grid,) = grids(flush_right(heads, 6, two=True))
    assert rows(grid)[0] == ["Region", *heads]
    assert grid.n_cols == 5


def test_a_number_in_groups_of_digits_is_one_cell() -> None:
    page = Page()
    for i in range(12):
        page.text(60, 100 + 12 * i, LABELS[i % 9][:14]).text(200, 100 + 12 * i, f"{101 + 7 * i} {100 + 31 * i}")
        page.text(300, 100 + 12 * i, f"{200 + i} {300 + i}")
    (grid,) = grids(page)
    assert grid.n_cols == 3


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_every_word_is_in_the_table_or_in_the_text_once(seed: int) -> None:
    chance = random.Random(seed)
    page = Page()
    top = prose(page, 60, 60, 475, 4, chance)
    table(page, 60, top + 30, chance.choice((300, 475)), chance.choice(STYLES), chance)
    document = read_layer(pdf(page), "t.pdf")
    read = " ".join(
        " ".join(cell.text for cell in block.cells) if isinstance(block, Grid) else getattr(block, "text", "")
        for block in document.blocks
    )
    written = " ".join(part.split(") Tj")[0] for op in page.content for part in op.split(" Tm (")[1:])
    assert sorted("".join(read.split())) == sorted("".join(written.replace("\\", "").split()))


# --- plans without rulings

RULES: dict[str, list[tuple[Any, ...]]] = {
    "none": [],
    "rows": [("LINEABOVE", (0, 0), (-1, -1), 0.5, "black"), ("LINEBELOW", (0, -1), (-1, -1), 0.5, "black")],
    "book": [("LINEABOVE", (0, 0), (-1, 0), 1, "black"), ("LINEBELOW", (0, -1), (-1, -1), 1, "black")],
    "shaded": [("ROWBACKGROUNDS", (0, 0), (-1, -1), ["#ffffff", "#dde6ee"])],
}


def unruled(description: Any, kind: str, monkeypatch: pytest.MonkeyPatch) -> Score:
    """Print a description without its vertical rulings and return how much of it is read."""
    ruled = printer._style

    def style(grid: Layout) -> list[tuple[Any, ...]]:
        kept = [entry for entry in ruled(grid) if entry[0] != "GRID"]
        wider = {"LEFTPADDING": 3, "RIGHTPADDING": 3, "TOPPADDING": 2, "BOTTOMPADDING": 2} if grid.n_cols <= 12 else {}
        kept = [(*entry[:3], wider[entry[0]]) if entry[0] in wider else entry for entry in kept]
        head = [("LINEBELOW", (0, grid.header_rows - 1), (-1, grid.header_rows - 1), 0.5, "black")]
        return [*kept, *RULES[kind], *(head if kind == "book" else [])]

    monkeypatch.setattr(printer, "_style", style)
    expected = simplejson.loads(dumps(truth(description)), use_decimal=True)
    found = extract(printer.reportlab_pdf(description), name="a.pdf")
    return compare(expected, found.model_dump(), spans=False)


def silent_errors(score: Score) -> list[str]:
    """Return the values that are read, not as they stand, and without a flag."""
    return [
        str(one)
        for one in score.differences
        if isinstance(one.expected, dict) and isinstance(one.found, dict) and one.found.get("value") is not None
        if one.expected.get("value") != one.found["value"] and not one.found["flags"]
    ]


@pytest.mark.parametrize("kind", RULES)
def test_plans_without_vertical_rulings(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    total = Score()
    for sample in SAMPLES:
        score = unruled(sample.describe(), kind, monkeypatch)
        monkeypatch.undo()
        assert silent_errors(score) == []
        total.total += score.total
        total.right += score.right
    assert total.share("rows") >= 0.97
    assert total.share("amounts") >= 0.98
    assert total.share("achievements") >= 0.98


@pytest.mark.parametrize("seed", [100, 102, 103, 200, 203])
def test_random_plans_without_rulings(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    score = unruled(random_office(seed).description, "none", monkeypatch)
    assert silent_errors(score) == []
    assert score.share("rows") >= 0.97
    assert score.share("amounts") >= 0.98


# --- rows and columns that few texts tell


def test_cells_in_the_middle_of_their_rows() -> None:
    page = Page()
    for x, text in ((60, "Program"), (200, "Indikator"), (360, "Target"), (440, "Pagu")):
        page.text(x, 60, text, size=8)
    top, amounts = 80.0, iter(("1.250.000", "750.000", "2.000.000", "500.000"))
    for name, count in (("Pembinaan", 1), ("Pelatihan", 2), ("Pendataan", 3), ("Penyuluhan", 1)):
        middle = top + (27 * count - 9) / 2
        page.text(60, middle - 4, name, size=8).text(440, middle - 4, next(amounts), size=8)
        for number in range(count):
            page.text(200, top, f"Jumlah hasil {name.lower()}", size=8).text(200, top + 10, f"ke-{number}", size=8)
            page.text(360, top + 5, f"{number + 1} Dokumen", size=8)
            top += 27
    (grid,) = grids(page)
    names = [(cell.row, cell.row_span, cell.text) for cell in grid.cells if cell.col == 0 and cell.row]
    assert names == [(1, 1, "Pembinaan"), (2, 2, "Pelatihan"), (4, 3, "Pendataan"), (7, 1, "Penyuluhan")]
    targets = [cell.text for cell in grid.cells if cell.col == 2 and cell.row]
    assert targets == [f"{n} Dokumen" for n in (1, 1, 2, 1, 2, 3, 1)]
    assert {cell.row: cell.row_span for cell in grid.cells if cell.col == 3} == {0: 1, 1: 1, 2: 2, 4: 3, 7: 1}


def test_one_total_may_cross_a_gutter_of_few_rows() -> None:
    page = Page()
    for x, text in ((60, "No."), (100, "Program"), (250, "Target"), (330, "Pagu")):
        page.text(x, 60, text, size=8)
    for number in range(4):
        top = 80 + 16 * number
        page.text(60, top, str(31 + number), size=8).text(100, top, "Pembinaan warga", size=8)
        page.text(250, top, f"{number + 2} Unit", size=8).text(330, top, f"{number + 1}.500.000", size=8)
    page.text(60, 144, "Jumlah seluruhnya", size=8).text(330, 144, "10.000.000", size=8)
    (grid,) = grids(page)
    assert rows(grid)[1] == ["31", "Pembinaan warga", "2 Unit", "1.500.000"]


def test_heads_half_a_line_lower_than_their_neighbours_belong_to_the_table() -> None:
    page = Page()
    page.text(300, 60, "Rencana Tahun 2022", size=8)
    page.text(60, 66, "No.", size=8).text(100, 66, "Program", size=8)
    page.text(280, 72, "Target", size=8).text(360, 72, "Pagu", size=8)
    for number in range(6):
        top = 90 + 16 * number
        page.text(60, top, str(1 + number), size=8).text(100, top, "Pembinaan warga", size=8)
        page.text(280, top, f"{number + 2} Unit", size=8).text(360, top, f"{number + 1}.500.000", size=8)
    (grid,) = grids(page)
    head = " ".join(cell.text for cell in grid.cells if cell.row < 2)
    assert "No." in head
    assert "Program" in head


def test_two_rows_below_numbered_columns() -> None:
    page = Page()
    heads = ("KODE", "Program/Kegiatan", "Indikator Kinerja", "Target", "Anggaran (Rp.)", "Ket")
    for number, (head, middle) in enumerate(zip(heads, (80, 160, 260, 340, 410, 480), strict=True), start=1):
        page.text(middle - 2.0 * len(head), 60, head, size=8).text(middle - 2, 74, str(number), size=8)
    for number in range(2):
        top = 90 + 14 * number
        page.text(62, top, f"1.0{number}", size=8).text(105, top, "Pendidikan", size=8)
        page.text(390, top, f"{number + 1}.216.504", size=8)
    (grid,) = grids(page)
    assert grid.n_cols == len(heads)
    assert rows(grid)[-1] == ["1.01", "Pendidikan", "", "", "2.216.504", ""]


def halved(heads: Sequence[Sequence[str]]) -> Page:
    """Return a table whose columns are numbered and, but for the first, halved."""
    page = Page()
    middles = [80, *range(200, 120 + 80 * len(heads), 80)]
    for number, (lines, middle) in enumerate(zip(heads, middles, strict=True), start=1):
        for at, text in enumerate(lines):
            page.text(middle - stringWidth(text, "Helvetica", 8) / 2, 60 + 9 * at, text, size=8)
        page.text(middle - 2, 110, str(number), size=8)
        for half, off in (("K", -20), ("Rp", 16)) if number > 1 else ():
            page.text(middle + off, 122, half, size=8)
    for number in range(30):
        page.text(50, 138 + 14 * number, "Pembinaan warga", size=8)
        for middle in middles[1:]:
            page.text(middle + 4, 138 + 14 * number, f"{number + 1}.216.504", size=7)
    return page


PROGRAM = ("Urusan,", "Program,", "Kegiatan,", "Sub", "Kegiatan")


def test_years_that_end_heads_above_numbered_columns_are_no_values() -> None:
    heads = [PROGRAM, ("Target", "Renja", "(2011)"), ("Realisasi", "Renja", "(2011)")]
    heads += [("Realisasi", "Renstra", "(2012)"), ("Tingkat", "Capaian", "2011 (%)"), ("Tingkat", "Renstra", "(2012)")]
    (grid,) = grids(halved(heads))
    assert rows(grid)[-1] == ["Pembinaan warga", *["", "30.216.504"] * 5]


def test_a_line_of_a_head_that_a_gutter_below_would_cut_is_one_text() -> None:
    heads = [PROGRAM, *[("Realisasi", f"{what} (2013)") for what in ("Renja", "Tahun", "Akhir", "Tahun", "Biaya")]]
    (grid,) = grids(halved(heads))
    head = [(cell.col, cell.col_span, cell.text) for cell in grid.cells if not cell.row and cell.col]
    assert head == [(1 + 2 * at, 2, "\n".join(text)) for at, text in enumerate(heads[1:])]


def test_a_group_above_heads_that_end_at_one_height() -> None:
    heads = {
        60: ("No.",),
        90: ("Program", "dan", "Kegiatan"),
        180: ("Target",),
        260: ("I",),
        320: ("II",),
        380: ("III",),
    }
    heads[440] = ("Realisasi", "Renja", "yang dinilai")
    page = Page().text(290, 60, "Realisasi Triwulan", size=8)
    for x, lines in heads.items():
        page.lines(x, 78 - 9 * (len(lines) - 1), lines, size=8, pitch=9)
    for number in range(8):
        top = 94 + 16 * number
        page.text(60, top, str(1 + number), size=8).text(90, top, "Pembinaan warga", size=8)
        for x in list(heads)[2:]:
            page.text(x, top, f"{number + 1}.500.000", size=8)
    (grid,) = grids(page)
    assert (0, 3, 1, 3, "Realisasi Triwulan") in cells(grid)
    assert (0, 2, 2, 1, "Target") in cells(grid)


def test_a_group_whose_space_lies_over_a_gutter_is_one_head() -> None:
    heads = {90: "Lokasi", 136.5: "Indikator", 226: "Target", 290: "Lokasi", 336.5: "Indikator", 426: "Target"}
    page = Page().text(60, 60, "No.", size=8).text(66, 84, "1", size=8)
    page.text(150, 60, "Rancangan Awal", size=8).text(316.8, 60, "Hasil Analisis Kebutuhan", size=8)
    for number, (x, head) in enumerate(heads.items(), start=2):
        page.text(x, 72, head, size=8).text(x + 6, 84, str(number), size=8)
    for number in range(12):
        texts = ("Kab. Contoh", "Jumlah warga", f"{number**3} Unit")
        page.text(60, 98 + 14 * number, str(number + 1), size=8)
        for x, text in zip(heads, texts * 2, strict=True):
            page.text(x, 98 + 14 * number, text, size=8)
    (grid,) = grids(page)
    assert [cell for cell in cells(grid) if cell[3] > 1] == [
        (0, 1, 1, 3, "Rancangan Awal"),
        (0, 4, 1, 3, "Hasil Analisis Kebutuhan"),
    ]


def test_lines_of_two_cells_that_a_space_parts() -> None:
    page, top = Page(), 80.0
    name = ("Perencanaan,", "Penganggaran, Evaluasi dan", "Pelaporan Kinerja", "Perangkat Daerah")
    columns = (60, 62.2 + stringWidth(name[1], "Helvetica", 8), 280, 360)
    for x, head in zip(columns, ("Program", "Indikator", "Target", "Pagu"), strict=True):
        page.text(x, 60, head, size=8)
    for number in range(6):
        lines = name if number == 3 else name[2:]
        page.lines(60, top, lines, size=8, pitch=9.6)
        page.lines(columns[1], top, ("Persentase", "capaian", "kinerja daerah"), size=8, pitch=9.6)
        page.text(280, top, f"{number**3} Unit", size=8).text(360, top, f"{number + 1}.250.000", size=8)
        top += 9.6 * max(len(lines), 3) + 6
    (grid,) = grids(page)
    assert rows(grid)[4] == ["\n".join(name), "Persentase\ncapaian\nkinerja daerah", "27 Unit", "4.250.000"]
