from __future__ import annotations

import io

import cv2
import numpy as np
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extractor.reading.document import Document, Grid, Paragraph
from tests.reading.pdf.making import Page, image, pdf, read_layer


def read(page: Page) -> Document:
    return read_layer(pdf(page), "t.pdf")


def texts(page: Page) -> list[str]:
    return [block.text for block in read(page).blocks if isinstance(block, Paragraph)]


def only(page: Page) -> Paragraph:
    (block,) = read(page).blocks
    assert isinstance(block, Paragraph)
    return block


def test_glyphs_placed_one_by_one_are_words() -> None:
    page = Page()
    x = 60.0
    for character in "Rencana Kerja":
        if character == " ":
            x += 3
            continue
        page.text(x, 100, character, font="C")
        x += 6
    assert texts(page) == ["Rencana Kerja"]


def test_a_word_in_two_fonts_is_one_word() -> None:
    page = Page().draw("BT /B 10 Tf 60 700 Td (Pro) Tj /F 10 Tf (gram) Tj ( A) Tj ET")
    assert texts(page) == ["Program A"]


def test_kerning_and_squeezed_spaces() -> None:
    page = Page().draw("BT /F 10 Tf -0.8 Tw 60 700 Td [(P) 120 (A) 80 (VING blok dan jalan)] TJ ET")
    assert texts(page) == ["PAVING blok dan jalan"]


def test_a_space_that_kerning_squeezed_parts_words_whose_letters_touch() -> None:
    spaced = Page().draw("BT /F 10 Tf 60 700 Td [(DAYA) -139 (ALAM)] TJ ET")
    assert texts(spaced) == ["DAYA ALAM"]
    tracked = Page().draw("BT /F 10 Tf 1.3 Tc 60 700 Td (DAYAAL) Tj ET")
    assert texts(tracked) == ["DAYAAL"]


@pytest.mark.parametrize("shift", [(0.3, 0.0), (0.0, 0.3), (0.4, 0.2)])
def test_doubled_text_is_read_once_and_bold(shift: tuple[float, float]) -> None:
    page = Page()
    for dx, dy in ((0.0, 0.0), shift):
        page.text(60 + dx, 100 + dy, "PROGRAM PELAYANAN")
    block = only(page)
    assert (block.text, block.bold) == ("PROGRAM PELAYANAN", True)


def test_glyph_by_glyph_doubled_text_is_read_once_and_bold() -> None:
    page = Page()
    for i, character in enumerate("JUMLAH"):
        page.text(60 + 6 * i, 100, character, font="C").text(60.4 + 6 * i, 100, character, font="C")
    block = only(page)
    assert (block.text, block.bold) == ("JUMLAH", True)


def test_the_same_words_in_two_places_are_both_kept() -> None:
    page = Page().text(60, 100, "100").text(90, 100, "100").text(60, 112, "100").text(60, 160, "aa ll 11 00")
    assert "".join(texts(page)).replace(" ", "") == "100100100aall1100"


def test_fill_and_stroke_is_bold() -> None:
    block = only(Page().draw("BT 2 Tr /F 10 Tf 60 700 Td (TOTAL) Tj ET"))
    assert (block.text, block.bold) == ("TOTAL", True)


def test_bold_needs_every_word_bold() -> None:
    page = Page().text(60, 100, "Tabel", font="B").text(100, 100, "biasa").text(60, 160, "Semua tebal", font="B")
    assert [block.bold for block in read(page).blocks if isinstance(block, Paragraph)] == [False, True]


HIDDEN = {
    "white on white": "1 g BT /F 10 Tf 60 700 Td (rahasia) Tj ET 0 g",
    "painted over": "BT /F 10 Tf 60 700 Td (rahasia) Tj ET 1 g 50 690 200 30 re f 0 g",
    "painted over in black": "BT /F 10 Tf 60 700 Td (rahasia) Tj ET 50 690 200 30 re f",
}


@pytest.mark.parametrize("how", HIDDEN)
def test_text_that_cannot_be_seen_is_left_out(how: str) -> None:
    assert texts(Page().draw(HIDDEN[how]).text(60, 300, "terlihat")) == ["terlihat"]


def test_white_text_on_a_dark_ground_is_read() -> None:
    page = Page().draw("0.1 0.2 0.6 rg 50 690 300 30 re f 1 g BT /F 10 Tf 60 700 Td (KODE) Tj ET 0 g")
    assert texts(page) == ["KODE"]


def test_half_transparent_colour_over_text_does_not_hide_it() -> None:
    page = Page(states="/H << /ca 0.4 >>").text(60, 142, "disorot")
    page.draw("q /H gs 1 1 0 rg 50 690 200 30 re f Q")
    assert texts(page) == ["disorot"]


def test_soft_hyphens_joiners_ligatures_and_bullets() -> None:
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        "6 beginbfchar <41> <200D> <42> <FB01> <43> <00AD> <44> <F0B7> <45> <00A0> <46> <200B> endbfchar endcmap end"
    )
    data = pdf(Page().draw("BT /F 10 Tf 60 700 Td (D) Tj 12 0 Td [(eA) 667 (Bnal) 0 (F) 611 (EdanCx)] TJ ET"))
    assert [b.text for b in read_layer(with_unicode(data, cmap), "t.pdf").blocks if isinstance(b, Paragraph)] == [
        "• efinal dan-x"
    ]


def updated(data: bytes, objects: dict[int, bytes]) -> bytes:
    """Put objects into an update at a file's end."""
    out = data
    places = []
    for key, content in objects.items():
        places.append((key, len(out)))
        out += b"%d 0 obj\n%b\nendobj\n" % (key, content)
    start = len(out)
    old = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size 99 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (old, start)


def with_font(data: bytes, name: str, entries: str) -> tuple[int, bytes]:
    """Return a font of a file with more entries: its object's number and body."""
    font = data.index(b"/BaseFont /%b " % name.encode())
    head = data.rindex(b" 0 obj", 0, font)
    body = data[head + 6 : data.index(b"endobj", font)].rstrip()[:-2]
    return int(data[data.rindex(b"\n", 0, head) + 1 : head]), b"%b %b >>" % (body, entries.encode())


def with_unicode(data: bytes, cmap: str) -> bytes:
    """Give the first font of a file a ToUnicode map."""
    stream = b"<< /Length %d >> stream\n%b\nendstream" % (len(cmap), cmap.encode())
    return updated(data, dict([with_font(data, "Helvetica", "/ToUnicode 90 0 R"), (90, stream)]))


@pytest.mark.parametrize(("thick", "bold"), [(157, [False, False]), (70, [True, False])])
def test_a_weight_that_all_fonts_state_makes_none_bold(thick: int, bold: list[bool]) -> None:
    """Ghostscript states the stems of all fonts alike; `thick` is the other font's."""
    data = pdf(Page().text(60, 100, "BELANJA DAERAH").text(60, 140, "Belanja daerah", font="C"))
    fonts = {}
    for number, (name, stem) in enumerate((("Helvetica", 159), ("Courier", thick)), start=90):
        key, body = with_font(data, name, f"/FontDescriptor {number} 0 R /FirstChar 0 /LastChar 0 /Widths [600]")
        fonts[key] = body.replace(b"/BaseFont /" + name.encode(), b"/BaseFont /Huruf%d" % number)
        fonts[number] = b"<< /Type /FontDescriptor /FontName /Huruf%d /Flags 32 /StemV %d >>" % (number, stem)
    document = read_layer(updated(data, fonts), "t.pdf")
    assert [block.bold for block in document.blocks if isinstance(block, Paragraph)] == bold


def test_glyphs_without_meaning_make_the_page_doubtful() -> None:
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        "1 beginbfrange <41> <5A> <E000> endbfrange endcmap end"
    )
    data = pdf(Page().text(60, 100, "RENCANA KERJA").text(60, 160, "tahun"))
    document = read_layer(with_unicode(data, cmap), "t.pdf")
    (doubt,) = document.doubts
    assert (doubt.code, doubt.page) == ("page-unreadable", 1)
    assert "71%" in doubt.message.en


def test_letters_by_another_code_are_no_text() -> None:
    """As in fonts that number their glyphs and do not say what they mean: 29 below the letter, in most of them."""
    said = ["Rencana kerja perangkat daerah memuat program dan kegiatan.", "Pagu indikatif Rp 1.250.000.000"]
    written = ["".join(chr(ord(letter) - 29) if letter != " " else " " for letter in line) for line in said]
    (doubt,) = read(Page().lines(60, 100, written)).doubts
    assert (doubt.code, doubt.severity, doubt.page) == ("page-unreadable", "error", 1)
    plain = ["=" * 60, *said, '* catatan & [lampiran] #1: a < b > c @ 100% + $5 ^ 2 ~ "ya"', "=" * 60, "*" * 60]
    assert read(Page().lines(60, 100, [*plain, *said, *said])).doubts == ()


def test_text_of_no_size_is_no_trouble() -> None:
    page = Page().draw("BT /F 0 Tf 60 700 Td (nol nol) Tj ET", "BT /F 10 Tf 0 0 0 0 60 600 Tm (nol nol) Tj ET")
    assert "Isi" in texts(page.text(60, 400, "Isi"))


def test_a_watermark_is_no_running_line_but_is_kept() -> None:
    page = Page().text(60, 100, "Isi").draw("BT /F 60 Tf 0.7 0.7 -0.7 0.7 150 300 Tm (RANCANGAN) Tj ET")
    document = read(page)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["Isi"]
    assert document.running_text == ("RANCANGAN",)


def test_a_watermark_that_runs_level_is_no_text_either() -> None:
    lines = ["Rencana kerja perangkat daerah memuat program dan kegiatan tahunan.", "Pagu indikatif 1.250.000"] * 4
    page = Page().text(60, 60, "BAB I", size=26, font="B").lines(60, 100, lines)
    document = read(page.draw("0.8 g").text(70, 150, "SALINAN RESMI", size=56))
    plain = read(Page().text(60, 60, "BAB I", size=26, font="B").lines(60, 100, lines))
    assert document.blocks == plain.blocks
    assert document.running_text == ("SALINAN", "RESMI")


def test_raised_and_lowered_signs_stay_in_their_line() -> None:
    page = Page().draw("BT /F 10 Tf 60 700 Td (Luas 25 m) Tj /F 6 Tf 4 Ts (2) Tj /F 10 Tf 0 Ts ( per orang) Tj ET")
    assert texts(page) == ["Luas 25 m2 per orang"]


def test_an_ocr_layer_is_kept_and_its_page_named() -> None:
    page = Page(objects={"I": image()}).draw("q 595 0 0 842 0 0 cm /I Do Q")
    page.draw("BT 3 Tr /F 10 Tf 60 700 Td (Rencana Kerja) Tj ET")
    document = read(page)
    assert document.ocr_pages == (1,)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["Rencana Kerja"]
    assert len(document.blocks) == 1


@pytest.mark.parametrize(("state", "pages"), [("", (1,)), ("/ca 0.3", ())])
def test_text_under_a_picture_over_the_page_is_an_ocr_layer(state: str, pages: tuple[int, ...]) -> None:
    """Not so where the picture, a watermark, lets the text through."""
    page = Page(objects={"I": image()}, states=f"/G << /Type /ExtGState {state} >>")
    page.text(60, 142, "Rencana Kerja").draw("q /G gs 595 0 0 842 0 0 cm /I Do Q")
    document = read(page)
    assert document.ocr_pages == pages
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["Rencana Kerja"]


def test_text_under_a_picture_with_a_soft_mask_is_printed() -> None:
    out, faint = io.BytesIO(), io.BytesIO(cv2.imencode(".png", np.full((4, 4, 4), 90, np.uint8))[1].tobytes())
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.drawString(60, 700, "Rencana Kerja")
    canvas.drawImage(ImageReader(faint), 0, 0, 595, 842, mask="auto")
    canvas.save()
    assert read_layer(out.getvalue(), "t.pdf").ocr_pages == ()


def test_a_table_on_the_page_of_two_text_directions() -> None:
    page = Page().rect(50, 100, 150, 140, "S").rect(150, 100, 250, 140, "S").text(55, 115, "a").text(155, 115, "b")
    page.text(30, 700, "Lampiran samping", angle=90).text(60, 300, "Bawah")
    document = read(page)
    assert [cell.text for block in document.blocks if isinstance(block, Grid) for cell in block.cells] == ["a", "b"]
    assert sorted(block.text for block in document.blocks if isinstance(block, Paragraph)) == [
        "Bawah",
        "Lampiran samping",
    ]


def test_texts_that_touch_across_a_line_are_two_words() -> None:
    cut = "Daerah Kabupat"
    edge = 60 + stringWidth(cut, "Helvetica", 10)
    page = (
        Page().text(60, 100, cut).text(edge + 0.5, 100, "Jumlah rapat").text(60, 130, "Rapat").text(160, 130, "2 kali")
    )
    for x in (50, edge - 1, 250):
        page = page.line(x, 85, x, 145)
    for top in (85, 115, 145):
        page = page.line(50, top, 250, top)
    (table,) = [block for block in read(page).blocks if isinstance(block, Grid)]
    assert [cell.text for cell in table.cells] == [cut, "Jumlah rapat", "Rapat", "2 kali"]


@pytest.mark.parametrize("over", [3.0, 5.0])
def test_a_text_that_runs_over_into_the_next_column_is_a_word_of_its_own(over: float) -> None:
    amount = "21.600.000,00"
    edge = 60 + stringWidth(amount, "Helvetica", 10) - over
    page = Page().text(60, 100, amount).text(edge + 2, 100, "APBD Kab").text(60, 130, "0,00").text(160, 130, "PAD")
    for x in (50, edge, 250):
        page = page.line(x, 85, x, 145)
    for top in (85, 115, 145):
        page = page.line(50, top, 250, top)
    (table,) = [block for block in read(page).blocks if isinstance(block, Grid)]
    assert [cell.text for cell in table.cells] == [amount, "APBD Kab", "0,00", "PAD"]


@pytest.mark.parametrize(
    ("number", "mark", "shown"),
    [("41.300", "1", "41.300"), ("110", "12", "110"), ("100 m", "2", "100 m2"), ("10", "6", "106")],
)
def test_the_mark_of_a_note_is_no_digit_of_its_number(number: str, mark: str, shown: str) -> None:
    x = 60 + stringWidth(number, "Helvetica", 10)
    assert texts(Page().text(60, 100, number).text(x, 97, mark, size=6)) == [shown]


def test_a_smaller_number_on_the_same_line_is_no_mark() -> None:
    x = 60 + stringWidth("41.300", "Helvetica", 10)
    assert texts(Page().text(60, 100, "41.300").text(x, 100, "1", size=6)) == ["41.3001"]
