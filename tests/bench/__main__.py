"""`make bench`: what `renja` takes beside its peers, on the samples and, where present, on real documents.

Prints a table and writes it to BENCHMARKS.md.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from rich.console import Console

from samples.build import FOLDER
from tests.bench import inputs
from tests.bench.batch import throughput
from tests.bench.measure import run
from tests.bench.report import Report, write

PDF_TOOLS = ("renja", "pdfplumber", "camelot", "camelot vector", "pdfium")
OCR_TOOLS = ("renja", "tesseract")
MOST_PAGES = {"camelot": 12, "camelot vector": 12}
"""It takes up to some seconds a page; more pages tell nothing new."""
LENGTHS = (20, 200, 2_000)
ROWS = (5_000, 10_000, 20_000)
OUT = Path(__file__).resolve().parents[2] / "BENCHMARKS.md"


def main() -> None:
    """Run the bench."""
    console = Console()
    report = Report()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with console.status("bench") as status:
            samples = inputs.sample_pdfs(folder)
            for file in (*samples, *inputs.real_pdfs()):
                status.update(file.path.name)
                report.pdf.append((file, {tool: run(tool, file, _pages(tool, file)) for tool in PDF_TOOLS}))
            for file in inputs.word_files():
                status.update(file.path.name)
                report.word.append((file, {tool: run(tool, file) for tool in ("renja", "python-docx")}))
            for file in (*inputs.scanned_samples(folder, samples), *inputs.scanned_pdfs()):
                status.update(file.path.name)
                report.scans.append((file, {tool: run(tool, file, _pages(tool, file)) for tool in OCR_TOOLS}))
            for length in LENGTHS:
                status.update(f"{length} pages")
                figures = run("renja", inputs.long_pdf(folder, samples, length))
                report.long.append((f"PDF, {length:,} pages", length, figures))
            for rows in ROWS:
                status.update(f"{rows} rows")
                figures = run("renja", inputs.long_word(folder, rows))
                report.long.append((f"Word, {rows:,} × 10 cells", rows, figures))
            status.update("batch")
            report.batch = throughput(sorted(FOLDER.glob("*.docx")), folder)
    for table in report.tables():
        console.print(table)
    write(report, OUT)


def _pages(tool: str, file: inputs.Input) -> list[int]:
    """Return the pages a tool is measured on: all, or so many evenly spread."""
    most = min(MOST_PAGES.get(tool, file.pages), file.pages)
    return [1 + index * file.pages // most for index in range(most)]


if __name__ == "__main__":
    main()
