"""The figures as tables, in the terminal and in BENCHMARKS.md."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from rich import box
from rich.table import Table

from tests.bench.batch import Throughput
from tests.bench.inputs import Input
from tests.bench.measure import Figures, rows_found

PACKAGES = ("pypdfium2", "pdfplumber", "camelot-py", "python-docx", "numpy", "lxml", "pydantic")
MEGABYTE = 1_000_000

INTRO = """# Benchmarks

What `renja` takes beside its peers, measured in one run by `make bench` (which rewrites this page).

- Each figure comes from a process of its own: CPU seconds without imports, the least of up to five runs; memory is the
  most the process held in its first run, the interpreter and its libraries included.
- `renja` is the whole way: reading, tables, plan, checks and the JSON text. pdfplumber is `find_tables` and `extract`
  on each page, which is closed afterwards; camelot is its lattice flavour, with the default and the vector engine;
  pdfium is characters, boxes and path segments by plain calls, and finds no tables: what any reader has to do at least.
- camelot reads at most twelve pages of a document, evenly spread: more tell nothing new.
- tesseract is the bare reading of each whole page, drawn at 300 dots an inch, by the packaged model and in one
  thread; the scans of a sample are made for the run, askew, noisy and compressed.
- × is a peer's time a page over `renja`'s: above 1 the peer is slower. MB is peak memory.
- Rows: on samples, how many of the rows of plans and evaluations that the sample is known to hold stand whole, by
  their name, in one row of a table found; on real documents, rows of tables that hold text (a row cut by a page break
  counts twice where it is not put together again).
"""


@dataclass(slots=True)
class Report:
    """Tables of figures, filled line by line: title, heads, lines."""

    pdf: list[tuple[Input, Mapping[str, Figures]]] = field(default_factory=list)
    word: list[tuple[Input, Mapping[str, Figures]]] = field(default_factory=list)
    scans: list[tuple[Input, Mapping[str, Figures]]] = field(default_factory=list)
    long: list[tuple[str, int, Figures]] = field(default_factory=list)
    batch: Throughput | None = None

    def sections(self) -> Iterator[tuple[str, list[str], list[list[str]]]]:
        """Yield title, heads and lines of each table that has lines."""
        for name, measured in (("PDF with a text layer", self.pdf), ("Word", self.word), ("Scans", self.scans)):
            if measured:
                tools = list(measured[0][1])
                yield (
                    f"{name}: time",
                    ["file", "pages", "renja ms", *(f"{tool} ×" for tool in tools[1:])],
                    [
                        [
                            file.path.stem,
                            _pages(file),
                            _milliseconds(by["renja"]),
                            *(_ratio(by, tool) for tool in tools[1:]),
                        ]
                        for file, by in measured
                    ],
                )
                yield (
                    f"{name}: memory in MB",
                    ["file", *tools],
                    [[file.path.stem, *(_memory(by[tool]) for tool in tools)] for file, by in measured],
                )
        found = [tool for tool in self.pdf[0][1] if tool != "pdfium"]
        yield (
            "PDF with a text layer: rows found",
            ["file", "known", *found],
            [
                [file.path.stem, str(len(file.names) or "–"), *(_rows(file, by[tool]) for tool in found)]
                for file, by in self.pdf
            ],
        )
        yield (
            "Long files",
            ["file", "seconds", "ms a page or row", "MB"],
            [
                [name, f"{each.seconds:.2f}", f"{each.seconds / units * 1000:.2f}", _memory(each)]
                if not each.failure
                else [name, each.failure, "", ""]
                for name, units, each in self.long
            ],
        )
        if batch := self.batch:
            yield (
                "Batch of the Word samples, wall-clock time",
                ["documents", "without batch s", "1 worker s", "2 workers s", "gain ×", "overhead ms a document"],
                [
                    [
                        str(batch.documents),
                        *(f"{seconds:.2f}" for seconds in (batch.bare, batch.one, batch.two)),
                        f"{batch.gain:.2f}",
                        f"{batch.overhead * 1000:.1f}",
                    ]
                ],
            )

    def tables(self) -> Iterator[Table]:
        """Yield the tables for a terminal."""
        for title, heads, lines in self.sections():
            table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left")
            for index, head in enumerate(heads):
                table.add_column(head, justify="left" if index == 0 else "right", overflow="fold")
            for line in lines:
                table.add_row(*line)
            yield table


def write(report: Report, path: Path) -> None:
    """Write BENCHMARKS.md."""
    parts = [INTRO]
    for title, heads, lines in report.sections():
        rows = ["| " + " | ".join(line) + " |" for line in (heads, [":--", *["--:"] * (len(heads) - 1)], *lines)]
        parts.append(f"## {title}\n\n" + "\n".join(rows) + "\n")
    parts.append(f"## Where and with what\n\n{_machine()}\n\n{_versions()}\n\nRun it again with `make bench`.\n")
    path.write_text("\n".join(parts), encoding="utf-8")


def _pages(file: Input) -> str:
    return str(file.pages or "–")


def _milliseconds(figures: Figures) -> str:
    return figures.failure or f"{figures.seconds * 1000:,.0f}"


def _memory(figures: Figures) -> str:
    return "–" if figures.failure else f"{figures.peak / MEGABYTE:,.0f}"


def _ratio(by: Mapping[str, Figures], tool: str) -> str:
    """Return how many times slower a peer is a page."""
    ours, theirs = by["renja"], by[tool]
    if theirs.failure or ours.failure:
        return theirs.failure or "–"
    return f"{theirs.seconds_a_page / ours.seconds_a_page:.1f}"


def _rows(file: Input, figures: Figures) -> str:
    if figures.failure:
        return "–"
    if file.names:
        return str(rows_found(file.names, figures.rows))
    part = f" ({figures.pages} pages)" if figures.pages < file.pages else ""
    return f"{len(figures.rows)}{part}"


def _machine() -> str:
    """Return the class of the machine."""
    cpu = Path("/proc/cpuinfo")
    named = re.search(r"model name\s*:\s*(.+)", cpu.read_text()) if cpu.exists() else None
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    name = named[1] if named else platform.machine()
    return f"{name}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"


def _versions() -> str:
    return ", ".join(f"{package} {version(package)}" for package in PACKAGES)
