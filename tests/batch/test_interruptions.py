"""A batch that is killed, stopped or started twice: no half file, no lost record, nothing done twice."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.batch.run import run_batch
from samples.random_office import random_office
from tests.batch.results import records_of, run, stamps, tree
from tests.processes import alive

DOCUMENTS = 40


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some plans, every tenth of them cut."""
    made = tmp_path_factory.mktemp("documents") / "in"
    for seed in range(DOCUMENTS):
        data = random_office(seed, 2).docx()
        place = made / f"{seed % 3}" / f"{seed:03}.docx"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data[: len(data) // 2] if seed % 10 == 9 else data)
    return made


@pytest.fixture(scope="module")
def whole(folder: Path) -> dict[str, bytes]:
    """Return what an uninterrupted batch writes."""
    out = folder.parent / "whole"
    run(folder, out)
    return tree(out)


def start(folder: Path, out: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from extractor.cli import main; main()", "batch", str(folder), "-o", str(out)]
    return subprocess.Popen([*command, "--workers", "2", "--lang", "en"], stderr=subprocess.PIPE, text=True)


def of_the_batch(pid: int) -> Iterator[int]:
    """Yield the processes that a batch started; they have their own session, so their parents are looked at."""
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                parent = int(Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
            if parent == pid:
                yield int(entry)
                yield from of_the_batch(int(entry))


def written(out: Path) -> int:
    """Count the results; `os.walk` passes over folders that the running batch removes meanwhile."""
    return sum(name.endswith(".docx.json") for _, _, names in os.walk(out) for name in names)


def wait_until_half(out: Path, share: float) -> None:
    deadline = time.monotonic() + 30
    while written(out) < DOCUMENTS * share and time.monotonic() < deadline:
        time.sleep(0.01)


def test_killed_at_random_moments(folder: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    out, chance = tmp_path / "out", random.Random(11)
    for attempt in range(6):
        process = start(folder, out)
        wait_until_half(out, attempt / 8)
        time.sleep(chance.uniform(0, 0.15))
        started = list(of_the_batch(process.pid))
        process.kill()
        process.communicate()
        assert not any(map(alive, started))
        here = tree(out)
        assert here.items() <= whole.items()
        before = stamps(out)
        if attempt % 2:
            run(folder, out)
            assert tree(out) == whole
            assert before.items() <= stamps(out).items()
            for path in list(out.rglob("*.json"))[::2]:
                path.unlink()
    run(folder, out)
    assert tree(out) == whole
    records = records_of(out)
    assert len(records) == len((out / "batch.jsonl").read_bytes().splitlines()) == DOCUMENTS
    assert {path for path, record in records.items() if record.status == "failed"} == {
        f"{seed % 3}/{seed:03}.docx" for seed in range(9, DOCUMENTS, 10)
    }


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_in_good_order(folder: Path, whole: dict[str, bytes], tmp_path: Path, number: int) -> None:
    out = tmp_path / "out"
    process = start(folder, out)
    wait_until_half(out, 0.3)
    process.send_signal(number)
    _, told = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Run the same command again" in told
    assert "Traceback" not in told
    records = [json.loads(line) for line in (out / "batch.jsonl").read_bytes().splitlines()]
    assert {record["output"] for record in records if record["output"]} == set(tree(out))
    assert 0 < len(records) < DOCUMENTS
    assert os.listdir(out / ".renja") == ["lock"]
    before = stamps(out)
    tally = run(folder, out)
    assert tally.unchanged == len(before)
    assert tree(out) == whole
    assert before.items() <= stamps(out).items()


def test_two_at_once(folder: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "out"
    first, second = start(folder, out), start(folder, out)
    told = [process.communicate(timeout=60)[1] for process in (first, second)]
    codes = [first.returncode, second.returncode]
    assert sorted(codes) == [0, 6]
    assert "Another batch is writing here" in told[codes.index(6)]
    assert tree(out) == whole


def test_a_document_at_work_when_the_batch_ends_is_not_lost(folder: Path, tmp_path: Path) -> None:
    """Stopped after its first look, a batch has recorded only what it finished."""
    out = tmp_path / "out"
    tally = run_batch(str(folder), str(out), workers=2, stop=lambda: True)
    assert tally.stopped
    assert len(records_of(out)) == tally.done < DOCUMENTS
