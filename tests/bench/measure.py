"""One measurement in a process of its own, within bounds of time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.bench.inputs import Input

SECONDS = 120
"""A peer that takes longer on one file is given up."""
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"), "1")


@dataclass(frozen=True, slots=True)
class Figures:
    """CPU seconds and peak bytes of a task on `pages` pages (0 where a file has none), and its rows.

    `failure` says why there are none: "time", or the name of the error.
    """

    pages: int = 0
    seconds: float = 0.0
    peak: int = 0
    rows: tuple[str, ...] = ()
    failure: str = ""

    @property
    def seconds_a_page(self) -> float:
        """Return CPU seconds a page, of the whole file where it has none."""
        return self.seconds / (self.pages or 1)


def run(task: str, file: Input, numbers: Sequence[int] = ()) -> Figures:
    """Measure a task on these pages of a file (1-based), by default on the whole file."""
    pages = len(numbers) or file.pages
    command = [sys.executable, "-m", "tests.bench.tasks", task, str(file.path), ",".join(map(str, numbers))]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, env=os.environ | ONE_THREAD)
    except subprocess.TimeoutExpired:
        return Figures(pages, failure=f"> {SECONDS} s")
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        return Figures(pages, failure=last.partition(":")[0][:40] or f"exit {done.returncode}")
    told: Mapping[str, object] = json.loads(done.stdout.decode("utf-8", "replace").strip().rpartition("\n")[2])
    seconds, peak, rows = told["seconds"], told["peak"], told["rows"]
    assert isinstance(seconds, float)
    assert isinstance(peak, int)
    assert isinstance(rows, list)
    return Figures(pages, seconds, peak, tuple(rows))


def rows_found(names: Sequence[str], rows: Sequence[str]) -> int:
    """Return how many of the named rows stand, whole name, in one row found; a name said twice needs two rows."""
    squashed = ["".join(row.split()).casefold() for row in rows]
    found = 0
    for name, times in Counter("".join(name.split()).casefold() for name in names).items():
        found += min(times, sum(name in row for row in squashed))
    return found
