"""Amounts recognised in two ways, decided by the sums they stand in."""

from __future__ import annotations

from dataclasses import replace

from extractor.plan.assemble import assemble
from extractor.plan.model import EvaluationNode, Renja, Source
from extractor.reading.document import Document, Grid, Paragraph
from extractor.tables.flow import build_flow
from tests.plan.tables_as_plans import table
from tests.tables.notation import grid

EVALUATION = """
    Program/Kegiatan | Target | < | Realisasi pada Triwulan | < | < | < | < | < | < | < | Realisasi | <
    ^ | ^ | ^ | I | < | II | < | III | < | IV | < | ^ | <
    ^ | K | Rp | K | Rp | K | Rp | K | Rp | K | Rp | K | Rp
    PROGRAM PENUNJANG URUSAN | 1 | 900 | 1 | 100 | 1 | 60 | 1 | 20 ~ 29 | 1 | 5 | 1 | 185
    Penyediaan Gaji dan Tunjangan | 1 | 500 | 1 | 60 | 1 | 40 | 1 | 15 ~ 16 | 1 | 3 | 1 | 118
    Penyediaan Jasa Surat Menyurat | 1 | 400 | 1 | 48 ~ 40 | 1 | 20 | 1 | 5 | 1 | 2 | 1 | 67
    JUMLAH | < | 980 ~ 900 | < | 100 | < | 60 | < | 20 | < | 5 | < | 185
"""


def recognised(text: str) -> Grid:
    """A table recognised with confidence; "~" stands between the two readings of a cell; amounts are in thousands."""
    made = grid(table(text))
    cells = []
    for cell in made.cells:
        column = cell.col % 2 == 0 and cell.row >= 3 and cell.col > 0
        text, *other = (f"{one}.000" if column else one for one in cell.text.split(" ~ "))
        cells.append(cell._replace(text=text, alternative=other[0] if other else None, confidence=0.9))
    return replace(made, cells=tuple(cells))


def read() -> Renja:
    cover = [Paragraph(line, centered=True, bold=True) for line in ("RENCANA KERJA (RENJA)", "TAHUN 2022")]
    said = [Paragraph("BAB II", centered=True), Paragraph("Tabel 2.1 Evaluasi Hasil Renja Tahun 2021")]
    document = Document("pdf", (*cover, *said, recognised(EVALUATION)))
    source = Source(file_name="a.pdf", sha256="0" * 64, size_bytes=1, format="pdf", extractor_version="0")
    return assemble(document, build_flow(document), source)[0]


def amounts(node: EvaluationNode) -> list[tuple[object, list[str]]]:
    quarters = ("target", "triwulan_1", "triwulan_2", "triwulan_3", "triwulan_4", "realisasi")
    found = [node.capaian[name].anggaran for name in quarters]  # type: ignore[index]
    return [(one.value, list(one.flags)) if one else (None, []) for one in found]


def test_rows_quarters_and_the_total_decide() -> None:
    plan = read().evaluasi
    assert plan is not None
    (program,) = plan.nodes
    salaries, letters = program.children
    assert amounts(program)[3] == (20_000, [])
    assert amounts(salaries)[3] == (15_000, [])
    assert amounts(letters)[1] == (40_000, ["repaired"])
    total = plan.total["target"].anggaran
    assert total is not None
    assert (total.value, total.flags) == (980_000, ["ambiguous"])  # one program alone proves no total
