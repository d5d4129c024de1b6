from __future__ import annotations

import pytest

from extractor.plan.assemble import assemble
from extractor.plan.model import Source
from extractor.reading.document import Document, Paragraph
from extractor.tables.flow import build_flow
from tests.plan.tables_as_plans import table
from tests.tables.notation import grid

ROWS = """
    No | Program | Indikator Kinerja | Target | Realisasi
    1. | Program Pangan | Persentase produksi | 25% | 35%
    2. | Program Irigasi | Rata-rata debit | 8 liter | 9 liter
"""


def year(chapter: str, section: str) -> int | None:
    """The year of an evaluation without years, under these headings of a plan of 2020."""
    blocks = (
        Paragraph("RENCANA KERJA (RENJA) TAHUN 2020", centered=True, bold=True),
        Paragraph("BAB I", centered=True),
        Paragraph("PENDAHULUAN", centered=True),
        Paragraph("BAB II", centered=True),
        Paragraph(chapter, centered=True),
        Paragraph(f"2.1 {section}", bold=True),
        Paragraph("Capaian program adalah sebagai berikut:"),
        grid(table(ROWS)),
    )
    document = Document("docx", blocks)
    source = Source(file_name="a.docx", sha256="0" * 64, size_bytes=1, format="docx", extractor_version="0")
    evaluation = assemble(document, build_flow(document), source)[0].evaluasi
    assert evaluation is not None
    return evaluation.tahun


@pytest.mark.parametrize(
    ("chapter", "section", "tahun"),
    [
        ("EVALUASI PELAKSANAAN RENJA TAHUN LALU", "Analisis Kinerja Pelayanan", 2019),
        ("EVALUASI PELAKSANAAN RENJA TAHUN 2018", "Analisis Kinerja Pelayanan", 2018),
        ("HASIL EVALUASI RENCANA KERJA TAHUN ANGGARAN 2018", "Analisis Kinerja Pelayanan", 2018),
        ("EVALUASI PELAKSANAAN RENJA TAHUN 2018", "Evaluasi Renja Tahun 2017 dan Capaian Renstra", 2017),
        ("EVALUASI RENJA DAN CAPAIAN RENSTRA TAHUN 2015-2019", "Analisis Kinerja Pelayanan", 2019),
        ("EVALUASI RENJA TAHUN LALU", "Analisis Kinerja Tahun 2016", 2019),
        ("EVALUASI PELAKSANAAN RENJA TAHUN 2021", "Analisis Kinerja Pelayanan", 2019),
    ],
)
def test_the_evaluated_year_of_a_table_without_years(chapter: str, section: str, tahun: int) -> None:
    assert year(chapter, section) == tahun
