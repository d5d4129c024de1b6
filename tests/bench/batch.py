"""Throughput of a batch: the same documents by one worker, by two, and one after the other without any batch."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.batch.run import run_batch

ROUNDS = 2
COPIES = 80
"""Of each document: enough that starting the worker processes does not count."""

BARE = """
import sys, time
from extractor import extract
extract(sys.argv[1]).to_json(indent=2)
started = time.perf_counter()
for name in sys.argv[1:]:
    extract(name).to_json(indent=2)
print(time.perf_counter() - started)
"""


@dataclass(frozen=True, slots=True)
class Throughput:
    """Seconds for `documents` without a batch and by one and two workers, each the least of some rounds."""

    documents: int
    bare: float
    one: float
    two: float

    @property
    def gain(self) -> float:
        """Return how many times faster two workers are."""
        return self.one / self.two

    @property
    def overhead(self) -> float:
        """Return seconds a document above bare extraction."""
        return (self.one - self.bare) / self.documents


def throughput(files: Sequence[Path], folder: Path) -> Throughput:
    """Measure batches of copies of `files` made in `folder`, in rounds that take turns."""
    source = folder / "archive"
    source.mkdir()
    copies = [source / f"{number}-{path.name}" for path in files for number in range(COPIES)]
    for copy in copies:
        copy.write_bytes((files[0].parent / copy.name.partition("-")[2]).read_bytes())
    rounds = [
        (_bare(copies), _batch(source, folder, 1, turn), _batch(source, folder, 2, turn)) for turn in range(ROUNDS)
    ]
    bare, one, two = (min(times) for times in zip(*rounds, strict=True))
    return Throughput(len(copies), bare, one, two)


def _bare(files: Sequence[Path]) -> float:
    command = [sys.executable, "-c", BARE, *map(str, files)]
    return float(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def _batch(source: Path, folder: Path, workers: int, turn: int) -> float:
    started = time.perf_counter()
    run_batch(str(source), str(folder / f"out-{workers}-{turn}"), workers=workers)
    return time.perf_counter() - started
