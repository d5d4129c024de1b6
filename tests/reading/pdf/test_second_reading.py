"""Pages read again by pdfplumber: where pdfium fails, where glyphs have no meaning, where digits are doubtful."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import reportlab
from reportlab.pdfbase.ttfonts import TTFontFile

from extractor import limits
from extractor.errors import UnreadableError
from extractor.reading.document import Document, Grid, Paragraph
from extractor.reading.pdf import pages, reader
from extractor.reading.pdf.pages import read_pdf_pages
from extractor.reading.pdf.primitives import RawPage, read_page
from extractor.reading.pdf.reader import read_pages
from extractor.reading.pdf.second_reading import reread
from samples.catalogue import SAMPLES
from samples.reportlab_pdf import reportlab_pdf
from tests.reading.pdf.making import Page, assemble, encrypted, on_shading, pdf, shaded_pdf
from tests.reading.pdf.tables import STYLES, random_table


def without_unicode(lines: list[str], *, embedded: bool = True, n_pages: int = 1) -> bytes:
    """Return pages set in a font that names its glyphs by number and says nowhere which letters they are.

    With the font file embedded, its own table of letters tells them.
    """
    file = Path(str(reportlab.__file__)).parent.joinpath("fonts", "Vera.ttf").read_bytes()
    font = TTFontFile(io.BytesIO(file))
    glyph = {ord(c): font.charToGlyph[ord(c)] for line in lines for c in line}
    widths = " ".join(f"{number} [{round(font.charWidths[code])}]" for code, number in glyph.items())
    text = " ".join(
        f"BT /T 11 Tf 60 {780 - 20 * i} Td <{''.join(f'{glyph[ord(c)]:04x}' for c in line)}> Tj ET"
        for i, line in enumerate(lines)
    )
    packed = zlib.compress(file)
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /T 3 0 R >> >> /Contents 6 0 R >>"
    )
    kids = b" ".join(b"%d 0 R" % (8 + index) for index in range(n_pages))
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, n_pages),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Vera /Encoding /Identity-H /DescendantFonts [4 0 R] >>",
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Vera /FontDescriptor 5 0 R /CIDToGIDMap /Identity"
            b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /W [%b] >>" % widths.encode(),
            b"<< /Type /FontDescriptor /FontName /AAAAAA+Vera /Flags 4 /FontBBox [-183 -236 1287 928] /ItalicAngle 0"
            b" /Ascent 928 /Descent -236 /CapHeight 700 /StemV 80 %b >>" % (b"/FontFile2 7 0 R" if embedded else b""),
            b"<< /Length %d >> stream\n%b\nendstream" % (len(text), text.encode()),
            b"<< /Length %d /Length1 %d /Filter /FlateDecode >> stream\n%b\nendstream"
            % (len(packed), len(file), packed),
            *([page] * n_pages),
        ]
    )


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def fallbacks(document: Document) -> list[int | None]:
    return [doubt.page for doubt in document.doubts if doubt.code == "engine-fallback"]


def failing_on(number: int) -> Callable[[Any], RawPage]:
    """Return a reading by pdfium that fails on one page, as it does on some damaged ones."""
    calls = iter(range(1, 1_000_000))

    def read(page: Any) -> RawPage:
        if next(calls) == number:
            raise pypdfium2.PdfiumError("Failed to load page.")
        return read_page(page)

    return read


def test_a_page_that_pdfium_cannot_read_is_read_by_pdfplumber(monkeypatch: pytest.MonkeyPatch) -> None:
    data = reportlab_pdf(SAMPLES[2].describe())
    whole = read_pdf_pages(data, "t.pdf")
    monkeypatch.setattr(reader, "read_page", failing_on(3))
    again = read_pdf_pages(data, "t.pdf")
    assert fallbacks(whole) == []
    assert fallbacks(again) == [3]
    assert [doubt.code for doubt in again.doubts] == ["engine-fallback"]
    assert texts(again) == texts(whole)
    there, here = ([one for one in document.blocks if isinstance(one, Grid)] for document in (whole, again))
    for one, two in zip(there, here, strict=True):
        assert [(c.row, c.col, c.row_span, c.col_span, c.text, c.bold) for c in one.cells] == [
            (c.row, c.col, c.row_span, c.col_span, c.text, c.bold) for c in two.cells
        ]


def test_a_locked_file_is_read_again_with_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "read_page", failing_on(1))
    document = read_pdf_pages(encrypted("kunci"), "t.pdf", "kunci")
    assert (texts(document), fallbacks(document)) == (["Rencana Kerja"], [1])


def test_a_page_that_neither_can_read_stays_a_doubt() -> None:
    data = pdf(Page().text(60, 100, "Satu"), Page().text(60, 100, "Dua"), Page().text(60, 100, "Tiga"))
    start = data.index(b"/Kids [")
    kids = data[start + 7 : data.index(b"]", start)]
    document = read_pdf_pages(data.replace(kids, kids.replace(kids.split(b" 0 R ")[1], b"99")), "t.pdf")
    assert texts(document) == ["Satu", "Tiga"]
    assert [(doubt.code, doubt.page) for doubt in document.doubts] == [("page-unreadable", 2)]


WORDS = (b"/MediaBox", b"/Rotate", b"/Font", b"[", b"]", b"<<", b">>", b"0 R", b"/Contents", b"null", b"-9e99", b"(")


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return a file with some bytes changed or gone, and words of PDF where they do not belong."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(made))
        word = made.find(chance.choice(WORDS))
        kind = chance.randrange(3)
        if kind == 0:
            made[at] = chance.randrange(256)
        elif kind == 1:
            del made[at : at + chance.randint(1, 40)]
        else:
            made[word : word + chance.randint(0, 10)] = chance.choice(WORDS)
    return bytes(made)


def test_damaged_files_end_in_a_document_or_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(page: Any) -> RawPage:
        raise pypdfium2.PdfiumError("Failed to load page.")

    monkeypatch.setattr(reader, "read_page", fail)
    chance, again = random.Random(7), 0
    page, table = Page(extra="/Rotate 90"), random_table(1)
    STYLES["long_lines"](page, table)
    table.write(page)
    for data in (pdf(page, Page().text(60, 60, "Isi")), without_unicode(["Rencana 1.234"])):
        for _ in range(100):
            try:
                document = read_pdf_pages(damaged(data, chance), "t.pdf", ocr="never")
            except UnreadableError:
                continue
            again += bool(fallbacks(document))
    assert again > 20


def test_glyphs_without_meaning_are_read_through_the_font_file() -> None:
    document = read_pdf_pages(without_unicode(["Rencana Kerja", "Pagu 1.234.567"]), "t.pdf", ocr="never")
    assert texts(document) == ["Rencana Kerja", "Pagu 1.234.567"]
    assert [(doubt.code, doubt.severity, doubt.page) for doubt in document.doubts] == [("engine-fallback", "info", 1)]
    assert document.doubtful_pages == ()


def test_glyphs_that_mean_nothing_to_either_stay_a_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []
    lay_out = reader.lay_out_raw

    def counted(raw: RawPage, number: int, *, everything: bool = False) -> Any:
        tried.append(number)
        return lay_out(raw, number, everything=everything)

    monkeypatch.setattr("extractor.reading.pdf.second_reading.lay_out_raw", counted)
    document = read_pdf_pages(without_unicode(["Rencana"], embedded=False, n_pages=9), "t.pdf", ocr="never")
    assert [(doubt.code, doubt.page) for doubt in document.doubts] == [("page-unreadable", n + 1) for n in range(9)]
    assert tried == list(range(1, limits.MAX_SECOND_FAILURES + 1))


@pytest.mark.parametrize("style", STYLES)
def test_both_engines_read_the_same_tables(style: str) -> None:
    made = []
    for seed in range(6):
        page, table = Page(width=842, height=595), random_table(seed, max_rows=12, max_cols=10)
        STYLES[style](page, table)
        table.write(page)
        made.append(page)
    data = pdf(*made)
    readings = read_pages(data, "t.pdf")
    assert any(isinstance(block, Grid) for reading in readings for block in reading.flow.placed)
    assert reread(data, readings, range(1, 7), None) is None


@pytest.mark.parametrize("extra", ["/Rotate 90", "/Rotate 180", "/Rotate 270", "/CropBox [30 20 820 580]"])
def test_both_engines_read_turned_and_cropped_pages_the_same(extra: str) -> None:
    page, table = Page(width=842, height=595, extra=extra), random_table(3, max_rows=12, max_cols=10)
    STYLES["thin_rectangles"](page, table)
    table.write(page)
    data = pdf(page)
    readings = read_pages(data, "t.pdf")
    assert any(isinstance(block, Grid) for block in readings[0].flow.placed)
    assert reread(data, readings, [1], None) is None


PLAIN = "BT /F 10 Tf 60 700 Td (1.234.567) Tj ET"
DOUBTFUL = {
    "a number printed over another": [PLAIN, "BT /F 10 Tf 60.3 700 Td (7.654.321) Tj ET"],
    "a number with a gap": ["BT /F 10 Tf 60 700 Td [(1.234) -300 (.567)] TJ ET"],
    "another text stated for the digits": ["/Span << /ActualText (9.999.999) >> BDC", PLAIN, "EMC"],
    "white on white": ["1 1 1 rg", PLAIN],
    "painted over": [PLAIN, "0.9 g 40 690 100 30 re f"],
}
CERTAIN = {
    "a number": [PLAIN],
    "a number in type of one width": [PLAIN.replace("/F", "/C")],
    "a number drawn twice for bold": [PLAIN, PLAIN.replace("60 ", "60.3 ")],
    "numbers of two cells": [PLAIN, "BT /F 10 Tf 112 700 Td (5) Tj ET"],
    "numbers of two narrow cells": [PLAIN, "BT /F 10 Tf 108.6 700 Td (5) Tj ET"],
    "letters painted over": ["BT /F 10 Tf 60 700 Td (rahasia) Tj ET", "0.9 g 40 690 100 30 re f", "0 g", PLAIN],
    "no digit": ["BT /F 10 Tf 60 700 Td (Pagu Indikatif) Tj ET"],
    "upright digits": ["BT /F 10 Tf 0 1 -1 0 60 700 Tm (1.234.567) Tj ET"],
}


@pytest.mark.parametrize("case", DOUBTFUL)
def test_doubtful_digits(case: str) -> None:
    assert read_pdf_pages(pdf(Page(), Page().draw(*DOUBTFUL[case])), "t.pdf").doubtful_pages == (2,)


@pytest.mark.parametrize("case", CERTAIN)
def test_certain_digits(case: str) -> None:
    assert read_pdf_pages(pdf(Page(), Page().draw(*CERTAIN[case])), "t.pdf").doubtful_pages == ()


def test_the_samples_have_almost_no_doubtful_page() -> None:
    documents = [read_pdf_pages(reportlab_pdf(sample.describe()), "t.pdf") for sample in SAMPLES]
    assert sum(len(document.doubtful_pages) for document in documents) <= 1


def test_another_reading_of_a_doubtful_page_is_a_whole_document() -> None:
    page = Page().text(60, 60, "Pagu")
    for x in (50, 150):
        page.line(x, 80, x, 110)
    for top in (80, 95, 110):
        page.line(50, top, 150, top)
    on_shading(page.text(60, 92, "5.000"), 60, 107, "7.000")
    document = read_pdf_pages(shaded_pdf(page, Page().text(60, 60, "Lanjut")), "t.pdf")
    assert document.doubtful_pages == (1,)
    assert document.reread is not None
    other = document.reread([1])
    assert other is not None
    (before,), (after,) = ([b for b in one.blocks if isinstance(b, Grid)] for one in (document, other))
    assert [cell.text for cell in before.cells] == ["5.000", ""]
    assert [cell.text for cell in after.cells] == ["5.000", "7.000"]
    assert (texts(other), fallbacks(other), other.pages) == (["Pagu", "Lanjut"], [1], 2)


def test_a_page_that_reads_the_same_is_no_other_reading() -> None:
    document = read_pdf_pages(pdf(Page().draw(*DOUBTFUL["a number with a gap"])), "t.pdf")
    assert document.reread is not None
    assert document.reread([1]) is None


def test_ocr_pages_are_not_doubtful() -> None:
    assert pages.wants_ocr(read_pages(pdf(Page().text(60, 60, "Pagu 1.000")), "t.pdf")[0]) is False
