"""The second reading of a PDF is taken where the sums hold by it and nothing else is worse."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from extractor import extract
from extractor.plan import second_opinion
from extractor.plan.model import Renja
from tests.reading.pdf.making import Page, on_shading, shaded_pdf

XS = (40, 120, 330, 480, 560, 680, 800)
HEADER = ("Kode", "Program/Kegiatan/Sub Kegiatan", "Indikator Kinerja", "Target", "Pagu Indikatif (Rp)", "Sumber Dana")


@dataclass(frozen=True)
class Line:
    kode: str
    nama: str
    pagu: str
    shaded: bool = False


def plan(lines: list[Line], *, top: float = 100) -> Page:
    """Return a page with a plan; a shaded amount is white on a gradient and not seen by the first reading."""
    page = Page(width=842, height=595).text(40, 60, "Tabel 3.1", size=12)
    page.text(40, 80, "Rencana Program dan Kegiatan Tahun 2023", size=12)
    bottom = top + 20 * (len(lines) + 1)
    for x in XS:
        page.line(x, top, x, bottom)
    for row in range(len(lines) + 2):
        page.line(XS[0], top + 20 * row, XS[-1], top + 20 * row)
    for x, text in zip(XS, HEADER, strict=False):
        page.text(x + 4, top + 14, text, size=9)
    for row, line in enumerate(lines, start=1):
        y = top + 20 * row + 14
        page.text(XS[0] + 4, y, line.kode).text(XS[1] + 4, y, line.nama, size=9).text(XS[2] + 4, y, "Jumlah dokumen")
        page.text(XS[3] + 4, y, "2 dokumen").text(XS[5] + 4, y, "APBD")
        if line.shaded:
            on_shading(page, XS[4] + 8, y, line.pagu)
        else:
            page.text(XS[4] + 8, y, line.pagu)
    return page


ROWS = [
    Line("7.01.01", "PROGRAM PENUNJANG URUSAN PEMERINTAHAN", "9.000.000"),
    Line("7.01.01.2.01", "Perencanaan dan Evaluasi Kinerja", "9.000.000"),
    Line("7.01.01.2.01.01", "Penyusunan Dokumen Perencanaan", "4.000.000"),
    Line("7.01.01.2.01.02", "Evaluasi Kinerja Perangkat Daerah", "5.000.000"),
]


def read(lines: list[Line]) -> Renja:
    return extract(shaded_pdf(plan(lines)), name="t.pdf")


def codes(renja: Renja, *wanted: str) -> list[str]:
    return [finding.code for finding in renja.findings if finding.code in wanted]


def amounts(renja: Renja) -> list[object]:
    """Return the amount of each row, down the one branch of the plan."""
    assert renja.rencana is not None
    (program,) = renja.rencana.nodes
    (kegiatan,) = program.children
    return [node.pagu_indikatif and node.pagu_indikatif.value for node in (program, kegiatan, *kegiatan.children)]


def shaded(index: int, pagu: str | None = None) -> list[Line]:
    rows = list(ROWS)
    rows[index] = Line(rows[index].kode, rows[index].nama, pagu or rows[index].pagu, shaded=True)
    return rows


def test_a_plan_whose_sums_hold_is_read_once() -> None:
    renja = read(ROWS)
    assert amounts(renja) == [9_000_000, 9_000_000, 4_000_000, 5_000_000]
    assert codes(renja, "engine-fallback", "sum-mismatch", "total-mismatch") == []


@pytest.mark.parametrize("index", [1, 2, 3])
def test_an_amount_that_only_the_second_reading_sees_makes_the_sums_hold(index: int) -> None:
    renja = read(shaded(index))
    assert amounts(renja) == [9_000_000, 9_000_000, 4_000_000, 5_000_000]
    assert codes(renja, "sum-mismatch", "total-mismatch") == []
    (finding,) = (finding for finding in renja.findings if finding.code == "engine-fallback")
    assert (finding.severity, finding.at.page) == ("info", 1)
    assert "Page 1" in finding.message
    assert "pdfplumber" in finding.message


def test_a_second_reading_by_which_the_sums_do_not_hold_either_is_not_taken() -> None:
    renja = read(shaded(3, "6.000.000"))
    assert codes(renja, "engine-fallback") == []
    assert amounts(renja)[3] is None
    assert codes(renja, "sum-mismatch")


def test_a_wrong_sum_of_certain_digits_is_never_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("read again")

    monkeypatch.setattr("extractor.reading.pdf.pages.reread", refuse)
    rows = list(ROWS)
    rows[3] = Line(rows[3].kode, rows[3].nama, "6.000.000")
    assert codes(read(rows), "sum-mismatch")


def test_documents_with_very_many_wrong_sums_are_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    renja = read(shaded(3, "6.000.000"))
    assert second_opinion.pages_in_doubt(renja, [1]) == [1]
    assert second_opinion.pages_in_doubt(renja, [2]) == []
    monkeypatch.setattr(second_opinion, "MAX_SUMS_REREAD", 0)
    assert second_opinion.pages_in_doubt(renja, [1]) == []


def test_better_means_more_sums_and_nothing_lost() -> None:
    good, worse = read(ROWS), read(shaded(3, "6.000.000"))
    assert second_opinion.reconciles_more(good, worse)
    assert not second_opinion.reconciles_more(worse, good)
    assert not second_opinion.reconciles_more(good, good)
    shorter = read([ROWS[0], ROWS[1]])
    assert codes(shorter, "sum-mismatch") == []
    assert not second_opinion.reconciles_more(shorter, worse)
