"""Tables typed as lines of text, "|" between the cells, read as a whole document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.plan.assemble import assemble
from extractor.plan.model import EvaluationNode, Node, Renja, Source, Value
from extractor.reading.document import Block, Document, Paragraph
from extractor.tables.flow import build_flow
from tests.tables.notation import grid


def table(text: str) -> list[list[str]]:
    """The rows of `text` in the notation of `grid`: "<" joins a place to the left, "^" to the one above.

    A line of one cell covers the whole width; "/" stands for a line break where it has a space on both sides.
    """
    rows = [[cell.strip().replace(" / ", "\n") for cell in line.split("|")] for line in text.strip().splitlines()]
    width = max(map(len, rows))
    return [row + ["<"] * (width - 1) if len(row) == 1 else row for row in rows]


def read(*blocks: str, tahun: int = 2022, caption: str = "Tabel 3.1 Rencana Program dan Kegiatan") -> Renja:
    """A plan of `tahun` whose blocks are tables (several lines) and paragraphs (one line)."""
    cover = [Paragraph(line, centered=True, bold=True) for line in ("RENCANA KERJA (RENJA)", f"TAHUN {tahun}")]
    made: list[Block] = [*cover, Paragraph("BAB III", centered=True), Paragraph("TUJUAN DAN SASARAN", centered=True)]
    made.append(Paragraph(caption))
    made += [grid(table(block)) if "\n" in block else Paragraph(block) for block in blocks]
    document = Document("docx", tuple(made))
    source = Source(file_name="a.docx", sha256="0" * 64, size_bytes=1, format="docx", extractor_version="0")
    return assemble(document, build_flow(document), source)[0]


def number(value: Value | None) -> object:
    """The number of a value, None where there is none."""
    return None if value is None else value.value


def outline(nodes: Sequence[Node] | Sequence[EvaluationNode], depth: int = 0) -> Iterator[str]:
    """The tree as lines: a level's first letter and the name, indented."""
    for node in nodes:
        yield f"{'  ' * depth}{node.level[0]} {node.nama}"
        yield from outline(node.children, depth + 1)


def flat(nodes: Sequence[Node]) -> list[Node]:
    """All nodes of a plan in document order."""
    return [found for node in nodes for found in (node, *flat(node.children))]
