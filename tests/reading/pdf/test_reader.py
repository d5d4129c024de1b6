from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import UnreadableError
from extractor.reading.document import Document, Figure, Grid, Paragraph
from tests.reading.pdf.making import Page, assemble, encrypted, form, image, pdf, read_layer
from tests.reading.pdf.tables import STYLES, random_table
from tests.work import work


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"<html>404</html>", b"%PDF-1.4\n%%EOF", pdf()])
def test_what_is_no_pdf_ends_in_one_clear_error(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"rusak\.pdf: The PDF is damaged or has no pages"):
        read_layer(data, "rusak.pdf")


def test_damaged_cross_references_are_repaired() -> None:
    data = pdf(Page().text(60, 100, "Rencana Kerja"))
    place = data.rindex(b"startxref")
    assert texts(read_layer(data[:place] + b"startxref\n99999\n%%EOF", "t.pdf")) == ["Rencana Kerja"]
    assert texts(read_layer(b"junk\r\n" * 20 + data[: data.rindex(b"xref\n0")], "t.pdf")) == ["Rencana Kerja"]


def test_an_encrypted_file_opens_with_its_password_only() -> None:
    data = encrypted("kunci")
    assert texts(read_layer(data, "t.pdf", "kunci")) == ["Rencana Kerja"]
    with pytest.raises(UnreadableError, match=r"locked with a password.*--password"):
        read_layer(data, "t.pdf")
    with pytest.raises(UnreadableError, match="does not open"):
        read_layer(data, "t.pdf", "salah")


def test_a_file_encrypted_without_a_user_password_just_opens() -> None:
    assert texts(read_layer(encrypted(""), "t.pdf")) == ["Rencana Kerja"]


def test_a_page_tree_that_holds_itself_ends() -> None:
    stream = b"<< /Length 45 >> stream\nBT /F 10 Tf 60 700 Td (Rencana Kerja) Tj ET  \nendstream"
    data = assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R 2 0 R 4 0 R] /Count 3 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
            b" /Resources << /Font << /F 6 0 R >> >> >>",
            b"<< /Type /Pages /Kids [2 0 R 4 0 R] /Count 2 /Parent 2 0 R >>",
            stream,
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )
    document = read_layer(data, "t.pdf")
    assert texts(document)[0].startswith("Rencana Kerja")


def test_a_form_that_draws_itself_ends() -> None:
    page = Page(objects={"A": form("q /A Do Q 10 10 m 50 10 l S", (0, 0, 600, 800))}).draw("/A Do").text(60, 90, "Isi")
    page.forms_within = {"A": {}}
    data = pdf(page).replace(b"/XObject <<  >>", b"/XObject << /A 9 0 R >>")
    assert texts(read_layer(data, "t.pdf")) == ["Isi"]


def test_one_missing_page_is_a_doubt_and_the_others_are_kept() -> None:
    data = pdf(Page().text(60, 100, "Satu"), Page().text(60, 100, "Dua"), Page().text(60, 100, "Tiga"))
    start = data.index(b"/Kids [")
    end = data.index(b"]", start)
    kids = data[start + 7 : end].split(b" 0 R")
    broken = data[: start + 7] + kids[0] + b" 0 R" + b" 77 0 R" + kids[2] + b" 0 R" + data[end:]
    document = read_layer(broken, "t.pdf")
    assert texts(document) == ["Satu", "Tiga"]
    assert document.pages == 3
    assert [(doubt.code, doubt.page) for doubt in document.doubts] == [("page-unreadable", 2)]


@pytest.mark.parametrize("size", [(14_400.0, 14_400.0), (2.0e6, 3.0e6), (1.0, 1.0), (0.0, 0.0)])
def test_pages_of_any_size_are_read(size: tuple[float, float]) -> None:
    page = Page(*size).draw(
        "BT /F 10 Tf 20 20 Td (kecil) Tj ET 0.9 g 0 0 1000 1000 re f 0 g BT /F 10 Tf 20 90 Td (x) Tj ET"
    )
    assert read_layer(pdf(page, Page().text(60, 100, "Dua")), "t.pdf").pages == 2
    assert texts(read_layer(pdf(page, Page().text(60, 100, "Dua")), "t.pdf"))[-1] == "Dua"


def test_twenty_thousand_paths_a_page() -> None:
    page = Page().text(60, 60, "Peta wilayah")
    for i in range(20_000):
        x, y = (i * 37) % 590, (i * 91) % 700
        page.draw(f"{x} {y} m {x + 9} {y + 13} l {x + 3} {y + 2} l h f" if i % 2 else f"{x} {y} {i % 30} 0.5 re f")
    document = read_layer(pdf(page), "t.pdf")
    assert texts(document) == ["Peta wilayah"]


def test_more_lines_than_a_table_has_are_a_doubt() -> None:
    page = Page().text(60, 60, "Peta wilayah")
    for i in range(50):
        for j in range(60):
            page.line(20 + 11 * i, 90 + 11 * j, 26 + 11 * i, 90 + 11 * j)
            page.line(23 + 11 * i, 87 + 11 * j, 23 + 11 * i, 93 + 11 * j)
    document = read_layer(pdf(page, Page().text(60, 100, "Isi")), "t.pdf")
    assert texts(document) == ["Peta wilayah", "Isi"]
    assert [(doubt.code, doubt.severity, doubt.page) for doubt in document.doubts] == [
        ("page-unreadable", "warning", 1)
    ]


def test_a_page_without_text_but_a_picture_is_doubtful_a_blank_one_is_not() -> None:
    scan = Page(objects={"I": image()}).draw("q 595 0 0 842 0 0 cm /I Do Q")
    document = read_layer(pdf(Page(), scan, Page().text(60, 100, "Isi")), "t.pdf")
    assert [(doubt.code, doubt.page) for doubt in document.doubts] == [("page-unreadable", 2)]
    assert [type(block) for block in document.blocks] == [Figure, Paragraph]


def test_letters_drawn_as_outlines_make_a_page_doubtful() -> None:
    page = Page()
    for i in range(900):
        x, y = 50 + (i * 7) % 490, 50 + (i // 70) * 14
        page.draw(f"{x} {y} m {x} {y + 4} {x + 4} {y + 4} {x + 4} {y} c {x + 4} {y - 4} {x} {y - 4} {x} {y} c")
        page.draw(f"{x + 1} {y} m {x + 1} {y + 2} {x + 2} {y + 2} {x + 2} {y} c f*")
    (doubt,) = read_layer(pdf(page), "t.pdf").doubts
    assert doubt.code == "page-unreadable"


def test_pictures_are_figures_but_logos_and_slices_are_not() -> None:
    page = Page(objects={"I": image()})
    page.draw("q 40 0 0 40 60 760 cm /I Do Q", "q 300 0 0 100 100 400 cm /I Do Q", "q 300 0 0 100 100 300 cm /I Do Q")
    page.text(60, 700, "Gambar 2.1")
    document = read_layer(pdf(page), "t.pdf")
    (figure,) = (block for block in document.blocks if isinstance(block, Figure))
    assert figure.bbox == pytest.approx((100, 342, 400, 542), abs=0.5)


def plan_page(number: int) -> Page:
    """Return a page as a plan has them: header, a table, two paragraphs, footer."""
    page = Page(width=842, height=595).text(60, 30, "Rencana Kerja Tahun 2020", size=8)
    STYLES["thin_rectangles"](page, table := random_table(number % 7, max_rows=12, max_cols=10))
    table.write(page)
    page.lines(60, 480, ["Paragraf yang panjangnya sampai ke tepi kanan halaman dan berlanjut ke"] * 3)
    return page.text(60, 570, f"Dinas Perindustrian {number}", size=8)


def test_work_a_page_stays_flat() -> None:
    few, many = pdf(*map(plan_page, range(20))), pdf(*map(plan_page, range(200)))
    document = read_layer(many, "t.pdf")
    assert work(lambda: read_layer(many, "t.pdf")) < 10 * work(lambda: read_layer(few, "t.pdf")) * 1.2
    assert document.pages == 200
    assert sum(isinstance(block, Grid) for block in document.blocks) >= 190
    assert document.running_text == ("Rencana Kerja Tahun 2020", "Dinas Perindustrian")


def test_a_page_leaves_little_behind() -> None:
    pages = pdf(*map(plan_page, range(60)))
    tracemalloc.start()
    document = read_layer(pages, "t.pdf")
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    cells = sum(len(block.cells) for block in document.blocks if isinstance(block, Grid))
    assert kept < cells * 700
    assert peak < kept + 4_000_000


WHOLE = pdf(*map(plan_page, range(2)))


@settings(max_examples=120, deadline=None)
@given(
    changes=st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=30),
    end=st.one_of(st.none(), st.integers(0, len(WHOLE))),
)
def test_damaged_bytes_end_in_a_document_or_in_one_clear_error(changes: list[tuple[int, int]], end: int | None) -> None:
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    try:
        document = read_layer(bytes(data[:end]), "t.pdf")
    except UnreadableError:
        return
    assert document.pages is not None
    for block in document.blocks:
        if isinstance(block, Grid):
            assert sum(cell.row_span * cell.col_span for cell in block.cells) == block.n_rows * block.n_cols


def test_text_beyond_the_paper_is_told_and_not_read() -> None:
    document = read_layer(pdf(Page().text(60, 100, "Isi").text(640, 120, "Prakiraan Maju 1.250.000")), "t.pdf")
    (doubt,) = document.doubts
    assert (doubt.code, doubt.severity, doubt.page) == ("page-unreadable", "info", 1)
    assert "“Prakiraan Maju 1.250.000”" in doubt.message.en
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["Isi"]
