"""What a batch has written, for tests to look at."""

from __future__ import annotations

from pathlib import Path

from extractor.batch.records import Record
from extractor.batch.run import Tally, run_batch


def run(folder: Path, out: Path, workers: int = 2) -> Tally:
    return run_batch(str(folder), str(out), workers=workers)


def records_of(out: Path) -> dict[str, Record]:
    lines = (out / "batch.jsonl").read_bytes().splitlines()
    return {record.path: record for line in lines if (record := Record.from_line(line))}


def tree(out: Path) -> dict[str, bytes]:
    """Return every JSON of a batch by its path."""
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*.json")}


def stamps(out: Path) -> dict[str, tuple[int, int]]:
    """Return what tells whether a file was written again."""
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_ino) for path in out.rglob("*.json")}
