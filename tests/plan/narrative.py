"""Short ways to write flows, chapters and their outlines in tests."""

from __future__ import annotations

from extractor.plan.model import Chapter, FigureBlock, ListBlock, ParagraphBlock, Section
from extractor.reading.document import Cell, Figure, Paragraph
from extractor.tables.model import Flow, FlowBlock, LogicalTable

PROSE = (
    "Bagian ini menerangkan keadaan kantor pada tahun berjalan, pelayanan yang diberikan dan hambatan yang ditemui. "
    * 4
)


def flow(*blocks: FlowBlock | str) -> Flow:
    """Make a flow; a string is a paragraph, bold where it starts with "**", centred where it starts with "^"."""
    return Flow(tuple(_paragraph(block) if isinstance(block, str) else block for block in blocks))


def _paragraph(text: str) -> Paragraph:
    centered = text.startswith("^")
    text = text.removeprefix("^")
    bold = text.startswith("**")
    return Paragraph(text.removeprefix("**"), bold=bold, centered=centered)


def table(name: str, *rows: tuple[str, ...], header_rows: int = 1, title: str | None = None) -> LogicalTable:
    cells = tuple(Cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    return LogicalTable(
        name, len(rows), len(rows[0]), header_rows, cells, tuple((text,) for text in rows[0]), title=title
    )


def heads(chapters: list[Chapter]) -> list[str]:
    """Return numbers and titles of chapters and sections, two spaces a depth."""
    lines: list[str] = []
    for chapter in chapters:
        lines.append(f"{chapter.number} {chapter.title}")
        lines += _section_heads(chapter.sections, 1)
    return lines


def _section_heads(sections: list[Section], depth: int) -> list[str]:
    lines = []
    for section in sections:
        lines.append("  " * depth + (f"{section.number} " if section.number else "- ") + section.title)
        lines += _section_heads(section.sections, depth + 1)
    return lines


def outline(part: Chapter | Section) -> list[str]:
    """Return the blocks of one part: items as "level label text", paragraphs as their text, others by kind."""
    lines = []
    for block in part.blocks:
        if isinstance(block, ListBlock):
            lines += [f"{item.level} {item.label} {item.text}" for item in block.items]
        elif isinstance(block, ParagraphBlock):
            lines.append(block.text)
        elif isinstance(block, FigureBlock):
            lines.append(f"figure {block.text}")
        else:
            lines.append(f"table {block.table}")
    return lines


def all_text(part: Chapter | Section) -> str:
    """Return every text of a part in order, headings included."""
    texts = [part.number or "", part.title]
    for block in part.blocks:
        if isinstance(block, ListBlock):
            texts += [text for item in block.items for text in (item.label, item.text)]
        elif isinstance(block, ParagraphBlock | FigureBlock):
            texts.append(block.text or "")
    return " ".join([*texts, *(all_text(section) for section in part.sections)])


__all__ = ["PROSE", "Figure", "all_text", "flow", "heads", "outline", "table"]
