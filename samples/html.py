"""Writes a description as an HTML page, the way a planning application prints one."""

from __future__ import annotations

from html import escape
from typing import Literal

from samples.description import Chapter, Description, Items, Paragraph, Section, Table
from samples.layout import LaidCell, Layout, lay_out

STYLE = """
@page { size: A4 landscape; margin: 12mm }
body { font: 9pt Arial, 'Liberation Sans', sans-serif }
h1, h2, .center { text-align: center; font-size: 10pt; margin: 2pt }
h3 { font-size: 9.5pt; margin: 6pt 0 2pt }
p { margin: 3pt 0 }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: 4pt 0 8pt }
td, th { border: 0.6pt solid black; padding: 1.5pt; vertical-align: top; overflow-wrap: anywhere }
th { font-weight: bold; text-align: center }
td.money { text-align: right }
tr { break-inside: avoid }
.signature { margin-left: 60% }
.break { break-after: page }
"""


Rules = Literal["all", "header", "rows", "none"]
_RULES: dict[Rules, str] = {
    "all": "",
    "header": "td { border: none }",
    "rows": "td, th { border-width: 0 0 0.6pt }",
    "none": "td, th { border: none }",
}


def html(description: Description, *, repeat_header: bool = True, rules: Rules = "all") -> str:
    """Return `description` as a page.

    `repeat_header` False keeps the header of a long table on its first page; `rules` tells which lines are drawn: round
    each cell, round those of the header, below each row, or none.
    """
    style = STYLE + _RULES[rules]
    out = ["<!DOCTYPE html><html lang='id'><head><meta charset='utf-8'>", f"<style>{style}</style></head><body>"]
    out += [f"<h1>{escape(line)}</h1>" for line in description.cover]
    out.append("<div class='break'></div>")
    for chapter in description.chapters:
        out.append(f"<h2>BAB {chapter.number}</h2><h2>{escape(chapter.title)}</h2>")
        _part(out, chapter, repeat_header)
    out += [f"<p class='signature'>{escape(line)}</p>" for line in description.signature.lines]
    return "".join((*out, "</body></html>"))


def _part(out: list[str], part: Chapter | Section, repeat: bool) -> None:
    for block in part.blocks:
        if isinstance(block, Paragraph):
            out.append(f"<p>{escape(block.text)}</p>")
        elif isinstance(block, Items):
            out += [
                f"<p style='margin-left:{14 * (item.level + 1)}pt'>{escape(item.label)} {escape(item.text)}</p>"
                for item in block.items
            ]
        else:
            _table(out, block, repeat)
    for section in part.sections:
        out.append(f"<h3>{section.number} {escape(section.title)}</h3>")
        _part(out, section, repeat)


def _table(out: list[str], table: Table, repeat: bool) -> None:
    titles = [*([table.caption] if table.caption else []), *table.title]
    out += [f"<p class='center'><b>{escape(line)}</b></p>" for line in titles]
    grid = lay_out(table)
    total = sum(grid.widths)
    size = 5.5 if grid.n_cols > 16 else 7 if grid.n_cols > 10 else 8
    out.append(f"<table style='font-size:{size}pt'><colgroup>")
    out += [f"<col style='width:{100 * width / total:.2f}%'>" for width in grid.widths]
    out.append("</colgroup>")
    # A header row group is what a browser repeats; one without it stays on the first page.
    out.append("<thead>" if repeat else "<tbody>")
    out += _rows(grid, 0, grid.header_rows)
    out.append("</thead><tbody>" if repeat else "")
    out += _rows(grid, grid.header_rows, grid.n_rows)
    out.append("</tbody></table>")


def _rows(grid: Layout, top: int, bottom: int) -> list[str]:
    rows: list[list[str]] = [[] for _ in range(grid.n_rows)]
    for cell in grid.cells:
        if top <= cell.row < bottom:
            rows[cell.row].append(_cell(cell))
    return [f"<tr>{''.join(cells)}</tr>" for cells in rows[top:bottom]]


def _cell(cell: LaidCell) -> str:
    spans = f" rowspan={cell.row_span}" if cell.row_span > 1 else ""
    spans += f" colspan={cell.col_span}" if cell.col_span > 1 else ""
    name = "th" if cell.header else "td"
    kind = " class='money'" if cell.number else ""
    indent = f" style='padding-left:{cell.indent + 1.5}pt'" if cell.indent else ""
    text = escape(cell.text).replace("\n", "<br>")
    return f"<{name}{spans}{kind}{indent}>{f'<b>{text}</b>' if cell.bold else text}</{name}>"
