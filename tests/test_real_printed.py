"""Printed plans whole, against what was counted on their pages by eye and in their words as pdfplumber reads them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache

import pypdfium2
import pytest

from extractor import Renja, extract
from extractor.plan.model import Block, EvaluationNode, Node, Value
from tests.real import BOGOR, FIGURES, REAL, needs_real

pytestmark = needs_real

LETTERS = {"kelompok": "K", "urusan": "U", "bidang_urusan": "B", "program": "P", "kegiatan": "k", "sub_kegiatan": "s"}

# By office: levels of the rows, their numbers of indicators, per quarter how many amounts are printed and their sum.
MATRICES = {
    "bapenda": (
        "KPkssskssssssssksssskssssssksssskssssssPksssssssssssssss",
        "02111111111111111111111111111111111111111111111111111111",
        [(37, 70_578_219_065), (47, 103_583_339_701)],
    ),
    "capil": (
        "BKPksssskssssskssssskssksPkssskssPkskssPksskssksPks",
        "002111111111111111111111121111111211111211111111111",
        [(26, 17_486_878_144), (44, 30_139_325_696)],
    ),
    "dinsos": (
        "BKPkssssssskssssssskssssskssssssskskssssksPkssssPkssssssskssPkskssPkssPkss",
        "00211111111111111111111111111111111111111115111117111111181121121115111211",
        [(51, 15_256_778_080), (55, 21_940_955_972)],
    ),
    "satpol": (
        "KPksssssssksssssssskssssssksssksssksssPksssssssssksssks",
        "0211111111111111111111111111111111111141111111111111101",
        [(25, 31_115_390_691), (38, 56_746_300_501)],
    ),
}

# Of Kota Bogor: levels of the rows, their numbers of indicators, its programs' amounts and its kegiatan's targets.
BOGOR_LEVELS = "UKPkPkkPkkUKPkkkkkkPkUKPkkkkkKPkkkkkkkKPkkkkkkkPkkkKPkk"
BOGOR_INDICATORS = "0001111211001135234110013311201313422301131211213330112"
BOGOR_PROGRAMS = [
    2_676_141_000, 1_250_000_000, 20_261_000, 754_085_000, 50_000_000, 2_025_000_000, 1_518_274_000, 500_000_000,
    700_000_000, 200_000_000,
]  # fmt: skip
BOGOR_TARGETS = [
    (100,), (80,), (80,), (None,), (None,),
    (30,), (50, 200, 100), (50, 100, 100, 11, 1), (100, 1), (10, 50, 60), (50, 50, 20, 40), (1,),
    (60, 60, 60), (70, 70, 80), (1,), (100,), (70, 70),
    (2, 50, 20), (40,), (1, 12, 1), (100, 1, 1, 1), (2, 1), (2, 20), (1, 1, 1),
    (52,), (2, 2, 2), (1,), (1, 1), (1,), (2,), (1, 1),
    (2, 1, 300), (2, 1, 3), (2, 2, 2), (20,), (20, 100),
]  # fmt: skip
RKPD_LEVELS = "UBPkPkkPkkPkkkkkkPkBPkkkkkkkPkkkkkkkkkkkkkkPkkk"


@cache
def bogor() -> Renja:
    return extract(REAL / "renja-disperindag-kota-bogor-2020.pdf")


@cache
def matrix(office: str) -> Renja:
    return extract(REAL / f"evaluasi-renja-tangerang-selatan-2023-{office}.pdf")


def plan_rows(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from plan_rows(node.children)


def matrix_rows(nodes: list[EvaluationNode]) -> Iterator[EvaluationNode]:
    for node in nodes:
        yield node
        yield from matrix_rows(node.children)


@pytest.mark.parametrize("office", MATRICES)
def test_a_quarterly_matrix(office: str) -> None:
    levels, indicators, printed = MATRICES[office]
    evaluation = matrix(office).evaluasi
    assert evaluation is not None
    rows = list(matrix_rows(evaluation.nodes))
    assert "".join(LETTERS[row.level] for row in rows) == levels
    assert "".join(str(len(row.indikator)) for row in rows) == indicators
    for quarter, expected in zip(("triwulan_1", "triwulan_2"), printed, strict=True):
        own = [row.capaian[quarter].anggaran for row in rows]  # type: ignore[index]
        further = [
            money for row in rows for one in row.indikator for name, money in one.anggaran.items() if name == quarter
        ]
        stated = [money.value for money in (*own, *further) if money is not None and money.value]
        assert (len(stated), sum(stated)) == expected
    assert {row.penanggung_jawab is None for row in rows} == {False}


@pytest.mark.parametrize("office", FIGURES)
def test_the_figures_of_a_quarterly_matrix_row_by_row(office: str) -> None:
    evaluation = matrix(office).evaluasi
    assert evaluation is not None
    rows = list(matrix_rows(evaluation.nodes))
    found = {
        "pages": [str(row.at.page) for row in rows],
        "words": [str(len((row.nama or "").split())) for row in rows],
    }
    for name, quarter in (("I", "triwulan_1"), ("II", "triwulan_2")):
        found[f"K {name}"] = ["/".join(value.raw or "_" for value in performance(row, quarter)) for row in rows]
        found[f"Rp {name}"] = ["/".join(value.raw or "_" for value in money(row, quarter)) for row in rows]
    assert found == {name: figures.split() for name, figures in FIGURES[office].items()}


def performance(row: EvaluationNode, quarter: str) -> list[Value]:
    """The performance of each indicator; the row's own where it has none."""
    own = row.capaian[quarter].kinerja  # type: ignore[index]
    assert own is not None
    return [one.kinerja[quarter] for one in row.indikator] or [own]  # type: ignore[index]


def money(row: EvaluationNode, quarter: str) -> list[Value]:
    """The row's money and that on the lines of further indicators."""
    own = row.capaian[quarter].anggaran  # type: ignore[index]
    assert own is not None
    return [own, *(one.anggaran[quarter] for one in row.indikator if quarter in one.anggaran)]


@pytest.mark.parametrize(
    ("office", "name"),
    [
        ("bapenda", "Badan Pendapatan Daerah"),
        ("capil", "Dinas Kependudukan dan Pencatatan Sipil"),
        ("dinsos", "Dinas Sosial"),
        ("satpol", "Satuan Polisi Pamong Praja"),
    ],
)
def test_whose_matrix_it_is(office: str, name: str) -> None:
    renja = matrix(office)
    assert (renja.identity.tahun, renja.identity.perangkat_daerah, renja.identity.daerah) == (2023, name, None)


def test_the_plan_of_kota_bogor() -> None:
    plan = bogor().rencana
    assert plan is not None
    rows = list(plan_rows(plan.nodes))
    assert "".join(LETTERS[row.level] for row in rows) == BOGOR_LEVELS
    assert "".join(str(len(row.indikator)) for row in rows) == BOGOR_INDICATORS
    assert [row.pagu_indikatif and row.pagu_indikatif.value for row in rows if row.level == "program"] == BOGOR_PROGRAMS
    activities = [row for row in rows if row.level == "kegiatan"]
    targets = [tuple(one.target.value if one.target else None for one in row.indikator) for row in activities]
    assert targets == BOGOR_TARGETS
    assert {(row.lokasi, row.sumber_dana, row.penanggung_jawab) for row in activities} == {
        ("Kota Bogor", "APBD", "Disperindag")
    }
    assert plan.total.pagu_indikatif is not None
    assert plan.total.pagu_indikatif.value == sum(BOGOR_PROGRAMS) == 9_693_761_000


def test_the_figures_of_kota_bogor_row_by_row() -> None:
    plan, (other,) = bogor().rencana, bogor().rencana_lain
    assert plan is not None
    rows, coded = list(plan_rows(plan.nodes)), list(plan_rows(other.nodes))
    amounts = [(row.pagu_indikatif.raw if row.pagu_indikatif else "") or "_" for row in (*rows, *coded)]
    targets = [one.target for row in rows for one in row.indikator if one.target and one.target.raw]
    found = {
        "pages": [str(row.at.page) for row in rows],
        "words": [str(len((row.nama or "").split())) for row in rows],
        "amounts": [raw.removeprefix("Rp ") for raw in amounts[: len(rows)]],
        "units": list(dict.fromkeys((target.unit or "-").replace(" ", "_") for target in targets)),
        "kode": [row.kode for row in coded],
        "kode amounts": amounts[len(rows) :],
        "kode words": [str(len((row.nama or "").split())) for row in coded],
    }
    assert found == {name: figures.split() for name, figures in BOGOR.items()}


def test_both_tables_of_kota_bogor_have_the_same_amounts_a_kegiatan() -> None:
    """Its codes tell the levels of the other table, so each is the other's proof."""
    plan, (other,) = bogor().rencana, bogor().rencana_lain
    assert plan is not None
    coded = list(plan_rows(other.nodes))
    assert "".join(LETTERS[row.level] for row in coded) == RKPD_LEVELS
    one, two = (
        sorted(row.pagu_indikatif.value or 0 for row in rows if row.level == "kegiatan" and row.pagu_indikatif)
        for rows in (plan_rows(plan.nodes), coded)
    )
    assert one == two
    assert len(one) == 36
    assert sum(one) == 9_693_761_000


def test_who_signed_the_plan_of_kota_bogor() -> None:
    """On a scan whose text layer is prose with a wrong letter: it is kept, which is told, and can be read again."""
    signed = bogor().identity.pengesahan
    assert bogor().source.ocr_pages == [2]
    assert [found.at.page for found in bogor().findings if found.code == "ocr-low-confidence"] == [2]
    assert (signed.tempat, signed.tanggal, signed.nip) == ("Bogor", None, "196211091983031014")
    again = extract(_page_of_bogor(2), name="halaman.pdf", ocr="always").identity.pengesahan
    assert again.jabatan == "Plt. Kepala Dinas Perindustrian dan Perdagangan Kota Bogor"


def _page_of_bogor(number: int) -> bytes:
    """Return a file of one of its pages."""
    whole, page, out = (
        pypdfium2.PdfDocument(REAL / "renja-disperindag-kota-bogor-2020.pdf"),
        pypdfium2.PdfDocument.new(),
        io.BytesIO(),
    )
    page.import_pages(whole, [number - 1])
    page.save(out)
    return out.getvalue()


def test_the_evaluation_of_kota_bogor() -> None:
    evaluation = bogor().evaluasi
    assert evaluation is not None
    assert evaluation.tahun == 2018
    assert [row.level for row in evaluation.nodes] == ["program"] * 8
    stated = [
        (one.kinerja["target"].value, one.kinerja["realisasi"].value)
        for row in evaluation.nodes
        for one in row.indikator
    ]
    assert stated == [
        (12, 12), (100, 100), (100, 100), (1000, 1000), (5, 5), (11, 11), (25, 35), (6, 6), (27, 29),
    ]  # fmt: skip


def test_the_objectives_of_kota_bogor() -> None:
    rows = [(row.target.value, row.target.unit) for row in bogor().tujuan_sasaran if row.target]
    assert [(None if value is None else float(value), unit) for value, unit in rows] == [
        (5.4, "%"), (2.5, "%"), (None, "Point"), (600, "Orang"), (2, "%"), (1, "%"), (2, "%"), (0.58, "%"), (20, "%"),
        (1.1, "%"),
    ]  # fmt: skip


def test_what_contradicts_itself_in_kota_bogor() -> None:
    found = [(one.expected, one.found) for one in bogor().findings if one.code == "narrative-mismatch"]
    assert found == [(36, 29), (4, 3), (3, 4)]
    totals = [(one.at.page, one.expected, one.found) for one in bogor().findings if one.code == "total-mismatch"]
    assert totals == [(21, 34, 33)]
    warnings = [one.code for one in bogor().findings if one.severity == "warning"]
    assert warnings == ["total-mismatch", *["narrative-mismatch"] * 2]


def test_the_tables_of_kota_bogor() -> None:
    shapes = [(table.kind, table.pages[0], table.pages[-1], table.n_rows, table.n_cols) for table in bogor().tables]
    assert shapes == [
        ("other", 21, 21, 4, 3), ("other", 30, 31, 14, 4), ("other", 32, 32, 11, 3), ("evaluasi", 40, 40, 12, 5),
        ("other", 41, 46, 25, 4), ("tujuan_sasaran", 52, 52, 5, 15), ("tujuan_sasaran", 53, 54, 9, 15),
        ("rencana", 57, 58, 53, 5), ("rencana", 60, 80, 112, 10),
    ]  # fmt: skip
    spans = {(cell.row, cell.col, cell.row_span) for cell in bogor().tables[4].cells if cell.row and cell.col < 2}
    merged = [(1, 3), (4, 3), (7, 2), (9, 4), (13, 5), (18, 3), (21, 4)]
    assert spans == {(row, col, rows) for row, rows in merged for col in (0, 1)}


def test_the_text_of_kota_bogor() -> None:
    """Paragraphs and list items of its sections; the items of 1.2 are its legal basis."""

    def counted(blocks: list[Block]) -> tuple[int, int]:
        items = sum(len(block.items) for block in blocks if block.kind == "list")
        return sum(block.kind == "paragraph" for block in blocks), items

    sections = [(section.number, *counted(section.blocks)) for one in bogor().chapters for section in one.sections]
    assert sections == [
        ("1.1", 5, 5), ("1.2", 1, 16), ("1.3", 2, 4), ("1.4", 11, 15),
        ("2.1", 9, 8), ("2.2", 10, 20), ("2.3", 37, 162), ("2.4", 3, 1), ("2.5", 6, 0),
        ("3.1", 2, 0), ("3.2", 11, 33), (None, 2, 0),
    ]  # fmt: skip
    assert [counted(chapter.blocks) for chapter in bogor().chapters] == [(0, 0), (0, 0), (0, 0), (1, 0), (2, 0)]
