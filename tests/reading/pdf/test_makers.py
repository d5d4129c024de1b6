"""The same tables printed by three programs: Chromium, LibreOffice and ReportLab."""

from __future__ import annotations

import html
import io
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from reportlab.lib import colors
from reportlab.platypus import PageBreak, SimpleDocTemplate
from reportlab.platypus import Table as ReportTable

from extractor.reading.document import Grid
from tests.reading.pdf.making import read_layer
from tests.reading.pdf.tables import Table, random_table

TABLES = [table for table in map(random_table, range(20)) if any(table.texts)]


def assert_same(data: bytes, tables: Sequence[Table] = TABLES) -> None:
    """Check that page i holds just the i-th table, cell by cell."""
    grids = [block for block in read_layer(data, "t.pdf").blocks if isinstance(block, Grid)]
    assert [grid.page for grid in grids] == list(range(1, len(tables) + 1))
    for grid, table in zip(grids, tables, strict=True):
        assert [((c.row, c.col, c.row_span, c.col_span), c.text) for c in grid.cells] == table.truth


BORDERS = {
    "collapsed": "table { border-collapse: collapse } td { border: 1px solid black }",
    "spaced": "table, td { border: 1px solid black }",
    "dotted": "table { border-collapse: collapse } td { border: 2px dotted black }",
    "double": "table { border-collapse: collapse } td { border: 4px double black }",
    "two colours": "table { border-collapse: collapse } td { border: solid red; border-width: 1px 2px 2px 1px }",
    "white on shaded": "table { border-collapse: collapse } td { border: 1px solid white; background: #9bc2e6 }",
    "round": "table { border-spacing: 0 } td { border: 1px solid black; border-radius: 3px }",
}


def as_html(table: Table) -> str:
    rows = []
    for row, (top, bottom) in enumerate(zip(table.ys, table.ys[1:], strict=False)):
        cells = "".join(
            f'<td rowspan="{box[2]}" colspan="{box[3]}" '
            f'style="min-width:{table.xs[box[1] + box[3]] - table.xs[box[1]]}pt">'
            f"{'<br>'.join(map(html.escape, lines))}</td>"
            for box, lines in zip(table.boxes, table.texts, strict=True)
            if box[0] == row
        )
        rows.append(f'<tr style="height:{bottom - top}pt">{cells}</tr>')
    return f'<div style="page-break-after:always"><table>{"".join(rows)}</table></div>'


@pytest.mark.parametrize("border", BORDERS)
def test_chromium(border: str, tmp_path: Path) -> None:
    style = (
        "@page { size: A3 landscape } td { font: 8pt Arial; vertical-align: top; padding: 1px 3px; white-space: pre }"
    )
    page = tmp_path / "t.html"
    page.write_text(f"<style>{style} {BORDERS[border]}</style>" + "".join(map(as_html, TABLES)), encoding="utf-8")
    printed = tmp_path / "t.pdf"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={tmp_path}/u"]
    subprocess.run(
        ["chromium", *options, f"--print-to-pdf={printed}", page.as_uri()], check=True, capture_output=True, timeout=120
    )
    assert_same(printed.read_bytes())


def test_libreoffice(tmp_path: Path) -> None:
    document: Any = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Pt(1190), Pt(842)
    for index, table in enumerate(TABLES):
        if index:
            document.add_page_break()
        add_to_word(document, table)
    document.save(str(tmp_path / "t.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "t.docx")], check=True, capture_output=True, timeout=180)
    assert_same((tmp_path / "t.pdf").read_bytes())


def add_to_word(document: Any, table: Table) -> None:
    """Write a table with fixed column widths, row heights and merged cells."""
    made = document.add_table(rows=len(table.ys) - 1, cols=len(table.xs) - 1, style="Table Grid")
    made.autofit = False
    for column, (x0, x1) in zip(made.columns, zip(table.xs, table.xs[1:], strict=False), strict=True):
        column.width = Pt(x1 - x0)
    for row, (top, bottom) in zip(made.rows, zip(table.ys, table.ys[1:], strict=False), strict=True):
        row.height = Pt(bottom - top)
    for (row, col, height, width), lines in zip(table.boxes, table.texts, strict=True):
        cell = made.cell(row, col)
        if (height, width) != (1, 1):
            cell = cell.merge(made.cell(row + height - 1, col + width - 1))
        cell.width = Pt(table.xs[col + width] - table.xs[col])
        first = cell.paragraphs[0]
        for index, line in enumerate(lines):
            run = (first if index == 0 else cell.add_paragraph()).add_run(line)
            run.font.size = Pt(6)
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.paragraph_format.line_spacing = 1.0
            shrink_mark(paragraph)


def shrink_mark(paragraph: Any) -> None:
    """Make an empty paragraph low, so that the row keeps its height."""
    properties = OxmlElement("w:rPr")
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), "12")
    properties.append(size)
    paragraph._p.get_or_add_pPr().append(properties)


REPORTLAB: dict[str, list[Any]] = {
    "grid": [("GRID", (0, 0), (-1, -1), 0.5, colors.black)],
    "shaded grid": [
        ("BACKGROUND", (0, 0), (-1, 0), colors.lightblue),
        ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.whitesmoke, colors.white]),
        ("GRID", (0, 0), (-1, -1), 0.25, colors.grey),
    ],
    "double box": [
        ("INNERGRID", (0, 0), (-1, -1), 0.25, colors.black),
        ("BOX", (0, 0), (-1, -1), 0.5, colors.black, 0, None, None, 2, 1),
    ],
    "open sides": [
        ("INNERGRID", (0, 0), (-1, -1), 0.25, colors.black),
        ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black),
        ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black),
    ],
    "dashed": [("GRID", (0, 0), (-1, -1), 0.5, colors.black, 0, (3, 2))],
}


@pytest.mark.parametrize("style", REPORTLAB)
def test_reportlab(style: str) -> None:
    out = io.BytesIO()
    story: list[Any] = []
    # Without side borders nothing ties a row that is one cell to its table.
    tables = [
        table for table in TABLES if style != "open sides" or all(box[3] < len(table.xs) - 1 for box in table.boxes)
    ]
    for table in tables:
        rows = [[""] * (len(table.xs) - 1) for _ in table.ys[1:]]
        spans = []
        for (row, col, height, width), lines in zip(table.boxes, table.texts, strict=True):
            rows[row][col] = "\n".join(lines)
            spans.append(("SPAN", (col, row), (col + width - 1, row + height - 1)))
        common = [
            ("FONTSIZE", (0, 0), (-1, -1), 7),
            ("LEADING", (0, 0), (-1, -1), 8),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        padding = [(f"{side}PADDING", (0, 0), (-1, -1), 1) for side in ("TOP", "BOTTOM")]
        widths = [x1 - x0 for x0, x1 in zip(table.xs, table.xs[1:], strict=False)]
        heights = [bottom - top for top, bottom in zip(table.ys, table.ys[1:], strict=False)]
        story += [ReportTable(rows, widths, heights, style=[*common, *padding, *REPORTLAB[style], *spans]), PageBreak()]
    SimpleDocTemplate(out, pagesize=(800, 700)).build(story)
    assert_same(out.getvalue(), tables)
