"""Isolation: what a document does to its worker costs that document alone."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from extractor.batch.meter import descendants, held_bytes, peak_bytes, reset_peak
from extractor.batch.pool import Bounds
from extractor.batch.records import Record
from extractor.batch.run import Tally, run_batch
from tests.batch.doubles import BEHAVE
from tests.batch.results import records_of
from tests.processes import alive

BOUNDS = Bounds(seconds=1.0, seconds_per_page=1.0, memory_bytes=256 << 20)


def convert(folder: Path, texts: dict[str, str], *, workers: int = 2, bounds: Bounds = BOUNDS) -> dict[str, Record]:
    for name, text in texts.items():
        (folder / name).write_text(text)
    out = folder.parent / "out"
    run_batch(str(folder), str(out), workers=workers, bounds=bounds, function=BEHAVE)
    return records_of(out)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


def test_a_bad_document_is_tried_twice_and_the_others_are_converted(folder: Path) -> None:
    good = {f"{n}.txt": f"BAB I\nPENDAHULUAN {n}\n" for n in range(6)}
    bad = {"crash.txt": "CRASH", "exit.txt": "EXIT", "hang.txt": "HANG", "memory.txt": "MEMORY"}
    # Filling the memory takes its time on a busy machine.
    records = convert(folder, good | bad, bounds=Bounds(seconds=5.0, memory_bytes=256 << 20))
    assert {name: records[name].status for name in good} == dict.fromkeys(good, "no-plan")
    told = {name: (records[name].status, records[name].code, records[name].attempts) for name in bad}
    assert told == {
        "crash.txt": ("failed", "crashed", 2), "exit.txt": ("failed", "crashed", 2),
        "hang.txt": ("failed", "timeout", 2), "memory.txt": ("failed", "memory", 2),
    }  # fmt: skip
    assert "SIGSEGV" in (records["crash.txt"].message or "")


def test_a_second_try_can_succeed(folder: Path) -> None:
    records = convert(folder, {"a.txt": "ONCE BAB I"})
    assert (records["a.txt"].status, records["a.txt"].attempts) == ("no-plan", 2)


def test_time_is_allowed_by_pages(folder: Path) -> None:
    records = convert(folder, {"few.txt": "PAGES 0", "many.txt": "PAGES 5"})
    assert records["few.txt"].code == "timeout"
    assert records["many.txt"].status == "no-plan"


def test_workers_live_on_and_are_renewed_by_count(folder: Path) -> None:
    texts = {f"{n:02}.txt": "WHO" for n in range(10)}
    records = convert(folder, texts, workers=1, bounds=Bounds(renew_documents=4))
    pids = [records[name].message for name in sorted(texts)]
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [4, 4, 2]


def test_workers_are_renewed_by_growth(folder: Path) -> None:
    texts = {f"{n:02}.txt": "WHO" for n in range(4)}
    records = convert(folder, texts, workers=1, bounds=Bounds(renew_bytes=50))
    assert len({record.message for record in records.values()}) == 4


def test_what_a_worker_started_ends_with_it(folder: Path) -> None:
    records = convert(folder, {"a.txt": "CHILD"}, workers=1)
    assert records["a.txt"].code == "timeout"
    assert not alive(int((folder / "a.pid").read_text()))


@pytest.mark.parametrize("victim", ["worker", "nursery"])
def test_a_process_killed_from_outside_costs_nothing(folder: Path, victim: str) -> None:
    for n in range(8):
        (folder / f"{n}.txt").write_text("SLOW 0.2")
    killed: list[int] = []

    def kill_one(tally: Tally) -> None:
        below = descendants(os.getpid())
        nurseries = [pid for pid in below if b"nursery" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        if tally.done >= 2 and not killed and len(nurseries) > 1:
            killed.append(nurseries[-1] if victim == "worker" else nurseries[0])
            os.kill(killed[0], signal.SIGKILL)

    out = folder.parent / "out"
    run_batch(str(folder), str(out), workers=2, bounds=BOUNDS, function=BEHAVE, watch=kill_one)
    assert killed
    assert {record.status for record in records_of(out).values()} == {"no-plan"}
    assert len(records_of(out)) == 8


def test_the_parent_does_not_grow_with_the_number_of_files(folder: Path) -> None:
    grown = []
    for count in (100, 2000):
        for n in range(count):
            (folder / f"{n:04}.txt").write_text("WHO")
        out = folder.parent / f"out{count}"
        reset_peak()
        before = held_bytes()
        assert run_batch(str(folder), str(out), workers=2, function=BEHAVE).done == count
        grown.append(peak_bytes() - before)
    assert grown[1] - grown[0] < 4e6
