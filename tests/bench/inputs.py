"""The files that are measured: samples printed on the fly, real documents where they are, and long ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2

from samples.build import FOLDER
from samples.catalogue import SAMPLES
from samples.reportlab_pdf import reportlab_pdf
from samples.truth import truth
from tests.reading.hostile_word import large_table
from tests.reading.pdf.making import repeated
from tests.real import REAL
from tests.scans import Scan, scan_pdf

SCANNED = "kecamatan-2022"
SCANNED_DPI = (150, 200, 300)
SCANNED_PAGES = 6


@dataclass(frozen=True, slots=True)
class Input:
    """A file; `names` are the names of the plan rows it is known to hold, one for each row."""

    path: Path
    pages: int
    names: tuple[str, ...] = ()


def sample_pdfs(folder: Path) -> list[Input]:
    """Print every sample to `folder` with ReportLab."""
    found = []
    for sample in SAMPLES:
        description = sample.describe()
        path = folder / f"{description.name}.pdf"
        path.write_bytes(reportlab_pdf(description))
        found.append(Input(path, _pages(path), tuple(_names(truth(description)))))
    return found


def real_pdfs() -> list[Input]:
    """Return the real documents with a text layer; none where the folder is missing."""
    return [Input(path, _pages(path)) for path in sorted(REAL.glob("*.pdf")) if "images-only" not in path.name]


def scanned_pdfs() -> list[Input]:
    """Return the real documents without one."""
    return [Input(path, _pages(path)) for path in sorted(REAL.glob("*images-only*.pdf"))]


def scanned_samples(folder: Path, samples: Iterable[Input]) -> list[Input]:
    """Return six pages of one sample, with text and tables, as a scanner sees them at each of three resolutions."""
    printed = next(sample for sample in samples if sample.path.stem == SCANNED)
    pages = [index * printed.pages // SCANNED_PAGES for index in range(SCANNED_PAGES)]
    found = []
    for dpi in SCANNED_DPI:
        path = folder / f"{SCANNED} scanned at {dpi} dpi.pdf"
        path.write_bytes(scan_pdf(printed.path.read_bytes(), Scan(dpi, skew=0.7), pages))
        found.append(Input(path, SCANNED_PAGES))
    return found


def word_files() -> list[Input]:
    """Return the samples in Word, and real ones."""
    return [Input(path, 0) for path in (*sorted(FOLDER.glob("*.docx")), *sorted(REAL.glob("*.docx")))]


def long_pdf(folder: Path, samples: Iterable[Input], pages: int) -> Input:
    """Return a PDF of so many pages: the samples' pages over and over."""
    path = folder / f"{pages} pages.pdf"
    path.write_bytes(repeated([sample.path.read_bytes() for sample in samples], pages))
    return Input(path, pages)


def long_word(folder: Path, rows: int) -> Input:
    """Return a Word file with one table of ten columns."""
    path = folder / f"{rows} rows.docx"
    path.write_bytes(large_table(rows))
    return Input(path, 0)


def _pages(path: Path) -> int:
    pdf = pypdfium2.PdfDocument(path)
    try:
        return len(pdf)
    finally:
        pdf.close()


def _names(part: Any) -> Iterator[str]:
    """Yield the name of each row with a level, in order."""
    if isinstance(part, Mapping):
        if "level" in part and part.get("nama"):
            yield str(part["nama"])
        for member in part.values():
            yield from _names(member)
    elif isinstance(part, list):
        for member in part:
            yield from _names(member)
