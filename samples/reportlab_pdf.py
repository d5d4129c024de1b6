"""Writes a description as a PDF with ReportLab: rulings as lines, text drawn word by word, landscape pages."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

from samples.description import Chapter, Description, Items, Section, Table
from samples.description import Paragraph as Words
from samples.layout import LaidCell, Layout, lay_out


def reportlab_pdf(description: Description, *, repeat_header: bool = True) -> bytes:
    """Return `description` as a PDF; a table that is longer than a page is split, its header repeated or not."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.platypus import PageBreak, SimpleDocTemplate

    story: list[Any] = [_words(line, bold=True, centered=True) for line in description.cover]
    story.append(PageBreak())
    for chapter in description.chapters:
        story.append(_words(f"BAB {chapter.number}", bold=True, centered=True))
        story.append(_words(chapter.title, bold=True, centered=True))
        _part(story, chapter, repeat_header)
    story += [_words(line, indent=480) for line in description.signature.lines]
    out = io.BytesIO()
    margins = {f"{side}Margin": 34 for side in ("left", "right", "top", "bottom")}
    SimpleDocTemplate(out, pagesize=landscape(A4), invariant=True, **margins).build(story)
    return out.getvalue()


def _words(text: str, *, bold: bool = False, centered: bool = False, indent: float = 0, size: float = 9) -> Any:
    from reportlab.lib.enums import TA_CENTER, TA_LEFT
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle(
        "text",
        fontName="Helvetica-Bold" if bold else "Helvetica",
        fontSize=size,
        leading=size * 1.2,
        alignment=TA_CENTER if centered else TA_LEFT,
        leftIndent=indent,
        spaceAfter=3,
    )
    return Paragraph(escape(text).replace("\n", "<br/>"), style)


def _part(story: list[Any], part: Chapter | Section, repeat: bool) -> None:
    for block in part.blocks:
        if isinstance(block, Words):
            story.append(_words(block.text))
        elif isinstance(block, Items):
            story += [_words(f"{item.label} {item.text}", indent=14 * (item.level + 1)) for item in block.items]
        else:
            _table(story, block, repeat)
    for section in part.sections:
        story.append(_words(f"{section.number} {section.title}", bold=True))
        _part(story, section, repeat)


def _table(story: list[Any], table: Table, repeat: bool) -> None:
    from reportlab.platypus import Spacer
    from reportlab.platypus import Table as Grid

    titles = [*([table.caption] if table.caption else []), *table.title]
    story += [_words(line, bold=True, centered=True) for line in titles]
    grid = lay_out(table)
    unit = 770 / sum(grid.widths)
    size = 5 if grid.n_cols > 16 else 6.5 if grid.n_cols > 10 else 7.5
    cells: list[list[Any]] = [[""] * grid.n_cols for _ in range(grid.n_rows)]
    for cell in grid.cells:
        cells[cell.row][cell.col] = _cell(cell, size)
    widths = [width * unit for width in grid.widths]
    story.append(
        Grid(
            cells, widths, style=_style(grid), repeatRows=grid.header_rows if repeat else 0, splitByRow=1, hAlign="LEFT"
        )
    )
    story.append(Spacer(1, 8))


def _cell(cell: LaidCell, size: float) -> Any:
    from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle(
        "cell",
        fontName="Helvetica-Bold" if cell.bold else "Helvetica",
        fontSize=size,
        leading=size * 1.15,
        alignment=TA_CENTER if cell.header else TA_RIGHT if cell.number else TA_LEFT,
        leftIndent=cell.indent,
        splitLongWords=1,
    )
    return Paragraph(escape(cell.text).replace("\n", "<br/>"), style)


def _style(grid: Layout) -> list[tuple[Any, ...]]:
    """Return rulings, padding and merged cells; the standard fonts hold no "−", so its place stays a glyph box."""
    style: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 1.5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 1.5),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
    ]
    for cell in grid.cells:
        if cell.row_span > 1 or cell.col_span > 1:
            end = (cell.col + cell.col_span - 1, cell.row + cell.row_span - 1)
            style.append(("SPAN", (cell.col, cell.row), end))
    return style
