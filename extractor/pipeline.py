"""From a file to a `Renja`: the one place that knows all rooms."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import cannot_open, too_large
from extractor.limits import MAX_FILE_BYTES
from extractor.messages import Language
from extractor.plan.assemble import assemble, tables_of
from extractor.plan.common_words import COMMON_WORDS
from extractor.plan.doubt import Doubt
from extractor.plan.model import Renja, Source, Table
from extractor.plan.second_opinion import pages_in_doubt, reconciles_more
from extractor.reading.detect import detect
from extractor.reading.document import Document
from extractor.tables.flow import build_flow
from extractor.version import __version__

if TYPE_CHECKING:
    from extractor.reading.pdf.pages import OcrMode, Progress

Reader = Callable[[bytes, str], Document]
"""What makes a `Document` of a file's bytes and its name for messages."""


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause Python's cyclic collector: a plan's objects make no cycles, and scanning them takes 40 % of the time."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            # What was made meanwhile goes to the oldest generation at once, without the scan that enabling would bring.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def extract(
    source: str | Path | bytes,
    *,
    name: str | None = None,
    password: str | None = None,
    language: Language = "en",
    ocr: OcrMode = "auto",
    progress: Progress | None = None,
) -> Renja:
    """Read a document into a `Renja`.

    `source` is a path or the document's bytes; `name` is its file name where bytes are given. `language` is that of
    the findings' sentences. `ocr` tells which pages of a PDF are recognised: those without usable text ("auto"), all
    ("always") or none ("never"); `progress` is told of each such page before it is read. Raises a `RenjaError` where
    the file cannot be read, is not supported or passes a limit.
    """
    data, file_name = load(source, name)
    read = partial(read_document, password=password, ocr=ocr, progress=progress)
    return extract_with(read, data, file_name, language=language)


def extract_with(read: Reader, data: bytes, name: str, *, language: Language = "en") -> Renja:
    """Return the `Renja` of a document's bytes by a reader of the caller's; `name` is its printable file name.

    Errors are those of `read`.
    """
    return extract_with_doubts(read, data, name, language=language)[0]


def extract_with_doubts(read: Reader, data: bytes, name: str, *, language: Language) -> tuple[Renja, list[Doubt]]:
    """Return what `extract_with` does, and the doubts that the findings tell of, which speak every language."""
    with _collector_paused():
        document = read(data, name)
        told = Source(
            file_name=name,
            sha256=hashlib.sha256(data).hexdigest(),
            size_bytes=len(data),
            format=document.format,
            pages=document.pages,
            ocr_pages=list(document.ocr_pages),
            extractor_version=__version__,
        )
        # Only one form of a long document is held at a time: its grids, its logical tables, its plan.
        flow = [build_flow(document, COMMON_WORDS)]
        document = replace(document, blocks=())
        first = assemble(document, flow.pop(), told, language=language)
        return _second_opinion(document, first, language)


def _second_opinion(
    document: Document, first: tuple[Renja, list[Doubt]], language: Language
) -> tuple[Renja, list[Doubt]]:
    """Return the plan by another reading of its doubtful pages where its sums hold by that and not by the first."""
    renja = first[0]
    pages = pages_in_doubt(renja, document.doubtful_pages)
    other = document.reread(pages) if pages and document.reread else None
    if other is None:
        return first
    second = assemble(other, build_flow(other, COMMON_WORDS), renja.source, language=language)
    return second if reconciles_more(second[0], renja) else first


def extract_tables(
    source: str | Path | bytes,
    *,
    name: str | None = None,
    password: str | None = None,
    ocr: OcrMode = "auto",
    progress: Progress | None = None,
    debug_images: Path | None = None,
) -> list[Table]:
    """Return every table of a document, Renja or not; arguments and errors are those of `extract`.

    For a PDF, pictures of what was seen on the pages with tables are written to the folder `debug_images`; raises
    `UsageError` for other formats.
    """
    data, file_name = load(source, name)
    document = read_document(data, file_name, password=password, ocr=ocr, progress=progress)
    tables = tables_of(build_flow(document, COMMON_WORDS))
    if debug_images is not None:
        from extractor.debug_images import draw_tables

        draw_tables(data, file_name, document, tables, debug_images, password=password)
    return tables


@_collector_paused()
def read_document(
    data: bytes,
    name: str,
    *,
    password: str | None = None,
    ocr: OcrMode = "auto",
    progress: Progress | None = None,
) -> Document:
    """Read a document by its content; the readers are imported where they are needed, so that start-up stays short."""
    kind = detect(data, name)
    if kind == "docx":
        from extractor.reading.word import read_word

        return read_word(data, name)
    if kind == "txt":
        from extractor.reading.flat_text import read_flat_text

        return read_flat_text(data, name)
    if kind == "pdf":
        from extractor.reading.pdf.pages import read_pdf_pages

        return read_pdf_pages(data, name, password, ocr=ocr, progress=progress)
    from extractor.reading.office import read_office

    return read_office(data, name, kind)


def load(source: str | Path | bytes, name: str | None) -> tuple[bytes, str]:
    """Return a document's bytes and its printable file name; raises as `extract` does where it cannot be opened."""
    if isinstance(source, bytes):
        return source, printable(Path(name or "document").name)
    path = Path(source)
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise too_large(path.name)
        return path.read_bytes(), printable(name or path.name)
    except OSError as error:
        raise cannot_open(path.name, error) from error


def printable(name: str) -> str:
    """Return a file name that can be written as UTF-8: undecodable bytes become the replacement character."""
    return name.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if not name.isprintable() else name
