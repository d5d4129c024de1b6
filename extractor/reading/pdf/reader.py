"""A PDF becomes a Document, page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pypdfium2

from extractor.errors import LockedError, UnreadableError
from extractor.messages import Message
from extractor.reading.document import Document, ReadingDoubt
from extractor.reading.pdf.carried import carried
from extractor.reading.pdf.flow import PageFlow, build_blocks, figures
from extractor.reading.pdf.layout import PageContent, PageReading, lay_out
from extractor.reading.pdf.overprint import overprinted
from extractor.reading.pdf.primitives import RawPage, read_page
from extractor.reading.pdf.rulings import read_rulings
from extractor.reading.pdf.running import drop_running_text
from extractor.reading.pdf.suspicion import doubts_digits
from extractor.reading.pdf.words import PageText, Word, read_words

_PASSWORD_ERROR = 4
_CATALOG = re.compile(rb"(?<!\d)(\d{1,9})\s+0\s+obj\s*<<(?:(?!endobj).){0,400}?/Type\s*/Catalog\b", re.DOTALL)
_PAGES_A_TIME = 200
"""pdfium keeps what it has unpacked of a file, up to 200 KB a page, until the file is closed."""
_UNUSABLE_SHARE = 0.2
_SOME_WORDS = 6
"""Words beyond the paper that a finding quotes."""
_SCAN_SHARE = 0.5
_PICTURE_SHARE = 0.15
"""Pictures smaller than these shares of the page are no scan under a text layer, no page that is only a picture."""
_OUTLINED = 2_000
"""Curve pieces on a page without glyphs: letters drawn as outlines; a logo has some hundred."""


def read_pages(data: bytes, name: str, password: str | None = None) -> list[PageReading]:
    """Return each page of a PDF by its text layer; `name` is for messages only.

    A page that cannot be read, or has no usable text, has a `page-unreadable` doubt. Raises `UnreadableError` where the
    file cannot be opened at all, needs a password or has no page.
    """
    return list(carried(_single_pages(data, name, password)))


def _single_pages(data: bytes, name: str, password: str | None) -> Iterator[PageReading]:
    """Yield the pages, each read alone."""
    pdf = open_pdf(data, name, password)
    try:
        for index in range(len(pdf)):
            if index and index % _PAGES_A_TIME == 0:
                pdf.close()
                pdf = open_pdf(data, name, password)
            yield _read(pdf, index)
    finally:
        pdf.close()


def to_document(readings: Sequence[PageReading]) -> Document:
    """Return the document of a file's pages: running heads taken out, paragraphs joined over page breaks."""
    pages, running = drop_running_text([reading.flow for reading in readings])
    running += dict.fromkeys(text for reading in readings for text in reading.watermarks)
    return Document(
        format="pdf",
        blocks=tuple(build_blocks(pages)),
        pages=len(readings),
        ocr_pages=tuple(reading.flow.number for reading in readings if reading.recognised),
        doubts=tuple(doubt for reading in readings for doubt in reading.doubts),
        running_text=tuple(running),
    )


def open_pdf(data: bytes, name: str, password: str | None) -> pypdfium2.PdfDocument:
    """Open a document; raises `UnreadableError` where it cannot be, `LockedError` where it needs a password."""
    try:
        return pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD_ERROR:
            raise LockedError(name, *_password_messages(password)) from error
        repaired = _with_trailer(data)
        if repaired:
            return open_pdf(repaired, name, password)
        raise UnreadableError(
            name,
            Message("PDF rusak atau tidak berisi halaman.", "The PDF is damaged or has no pages."),
            Message(
                "Buka di pembaca PDF dan simpan ulang, lalu coba lagi.",
                "Open it in a PDF reader, save it again and retry.",
            ),
        ) from error


def _with_trailer(data: bytes) -> bytes | None:
    """Return a file cut off before its trailer with a new one, which lets pdfium rebuild the cross-references.

    None where the file has a trailer, or no catalog in plain sight.
    """
    catalog = _CATALOG.search(data)
    if catalog is None or b"trailer" in data:
        return None
    return data + b"\ntrailer\n<< /Root %b 0 R >>\nstartxref\n0\n%%%%EOF\n" % catalog[1]


def _password_messages(password: str | None) -> tuple[Message, Message]:
    """Return what is wrong and what to do about a document that is encrypted."""
    if password is None:
        wrong = Message("PDF ini terkunci dengan kata sandi.", "The PDF is locked with a password.")
    else:
        wrong = Message("Kata sandi PDF ini salah.", "The password does not open the PDF.")
    return wrong, Message("Berikan kata sandinya dengan --password.", "Give its password with --password.")


def _read(pdf: pypdfium2.PdfDocument, index: int) -> PageReading:
    """Read and lay out one page; its pdfium objects are freed before the next is read."""
    number = index + 1
    try:
        page = pdf[index]
    except pypdfium2.PdfiumError:
        return _lost(number)
    try:
        raw = read_page(page)
    except pypdfium2.PdfiumError:
        return _lost(number)
    finally:
        page.close()
    return lay_out_raw(raw, number)


def lay_out_raw(raw: RawPage, number: int, *, everything: bool = False) -> PageReading:
    """Return the page that an engine gave, laid out; with `everything`, text that seems hidden is read too."""
    rulings, hidden = read_rulings(raw)
    text = read_words(raw.glyphs, np.zeros_like(hidden) if everything else hidden, rulings.vertical)
    share = _picture_share(raw)
    recognised = share > _SCAN_SHARE and text.invisible > 0.5 * text.total > 0
    pictures = [] if recognised else figures(map(tuple, raw.images.tolist()), number)
    on_page = [
        word for word in text.words if word.x0 < raw.width and word.x1 > 0 and -word.size < word.top < raw.height
    ]
    marks = overprinted(on_page)
    words = [word for word in on_page if word not in marks] if marks else on_page
    reading = lay_out(PageContent(number, raw.width, raw.height, words, rulings, pictures))
    doubts = (*_text_doubts(raw, text, number, share), *_off_page(text.words, on_page, number), *reading.doubts)
    doubtful = text.unusable > 0 or doubts_digits(raw.glyphs, hidden)
    return replace(
        reading,
        watermarks=[*text.tilted, *(word.text for word in marks)],
        doubts=doubts,
        recognised=recognised,
        doubtful=doubtful,
    )


def _off_page(words: Sequence[Word], on_page: Sequence[Word], number: int) -> Iterator[ReadingDoubt]:
    """Yield the doubt of a page with text beyond its edges: of a table that is wider than the paper."""
    if len(on_page) == len(words):
        return
    kept = set(map(id, on_page))
    off = [word.text for word in words if id(word) not in kept]
    some = " ".join(off[:_SOME_WORDS])
    message = Message(
        f"Halaman {number} memuat {len(off)} kata di luar tepi kertas (“{some}”), yang tidak dibaca; cari berkas "
        "dengan halaman yang cukup lebar.",
        f"Page {number} holds text beyond the edge of its paper (words: {len(off)}; “{some}”), which is not read; look "
        "for a file whose pages are wide enough.",
    )
    yield ReadingDoubt("page-unreadable", "info", message, page=number)


def _lost(number: int) -> PageReading:
    """Return an empty page with a doubt."""
    message = Message(
        f"Halaman {number} rusak dan tidak dapat dibaca.", f"Page {number} is damaged and cannot be read."
    )
    doubt = ReadingDoubt("page-unreadable", "error", message, page=number)
    return PageReading(PageFlow(number, 0.0, 0.0, [], []), doubts=(doubt,))


def _picture_share(raw: RawPage) -> float:
    """Return how much of the page pictures cover, overlaps counted twice."""
    area = sum(max(0.0, x1 - x0) * max(0.0, bottom - top) for x0, top, x1, bottom in raw.images.tolist())
    return area / (raw.width * raw.height) if raw.width * raw.height > 0 else 0.0


def _text_doubts(raw: RawPage, text: PageText, number: int, pictures: float) -> list[ReadingDoubt]:
    """Return the doubt of a page without usable text, if it is one."""
    if text.total == 0:
        if pictures < _PICTURE_SHARE and raw.curves < _OUTLINED:
            return []
        message = Message(
            f"Halaman {number} hanya berupa gambar; tidak ada teks yang dapat dibaca.",
            f"Page {number} is only a picture; it holds no text to read.",
        )
        return [ReadingDoubt("page-unreadable", "error", message, page=number)]
    share = text.unusable / text.total
    if share < _UNUSABLE_SHARE:
        return []
    message = Message(
        f"{share:.0%} huruf di halaman {number} tidak diketahui artinya; teksnya tidak dapat dipercaya.",
        f"{share:.0%} of the glyphs on page {number} have no known meaning; its text cannot be trusted.",
    )
    return [ReadingDoubt("page-unreadable", "error", message, page=number)]
