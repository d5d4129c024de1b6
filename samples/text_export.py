"""Writes a description as the flat text dialect: a cell starts with a tab, a blank line ends a row."""

from __future__ import annotations

from samples.description import Chapter, Description, Items, Paragraph, Section, Table
from samples.layout import LaidCell, lay_out


def flat_text(description: Description) -> bytes:
    """Return `description` as UTF-8 text; cells merged down leave an empty cell, cells merged across are gone."""
    lines = [*description.cover, ""]
    mark = 250000
    for chapter in description.chapters:
        lines += [f"[bookmark: _TOC_{mark}]BAB {chapter.number}", chapter.title, ""]
        mark += 1
        _part(lines, chapter)
    lines += ["", *(f"\t\t\t{line}" for line in description.signature.lines)]
    return ("\n".join(lines) + "\n").encode()


def _part(lines: list[str], part: Chapter | Section) -> None:
    for block in part.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif isinstance(block, Items):
            lines += [f"{item.label} {item.text}" for item in block.items]
        else:
            lines += ["", *_table(block), ""]
    for section in part.sections:
        lines.append(f"{section.number} {section.title}")
        _part(lines, section)


def _table(table: Table) -> list[str]:
    lines = [table.caption] if table.caption else []
    lines += table.title
    grid = lay_out(table)
    places = grid.at()
    for row in range(grid.n_rows):
        lines += [f"\t{text}" for text in _row(places[row], row)]
        lines.append("")
        if row + 1 in grid.part_starts:
            lines += ["", ""]
    return lines


def _row(places: list[LaidCell], row: int) -> list[str]:
    """Return the cells of a row from the left."""
    texts: list[str] = []
    col = 0
    while col < len(places):
        cell = places[col]
        texts.append(cell.text if cell.row == row else "")
        col += cell.col_span
    return texts
