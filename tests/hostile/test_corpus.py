"""A batch over the hostile corpus: it ends, everything is accounted for, nothing leaves OUT."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from extractor.batch.pool import Bounds
from extractor.batch.records import STATUSES, WRITTEN, Record
from extractor.batch.run import Tally, run_batch
from extractor.batch.store import LocalStore
from extractor.batch.walk import walk
from extractor.plan.model import Renja
from tests.hostile.corpus import build

ONE_DOCUMENT = Bounds(seconds=60, seconds_per_mb=5)
REASONS = {"unreadable", "not-supported", "limit", "timeout", "memory"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "in"
    assert build(folder) >= 200
    return folder


@pytest.fixture(scope="module")
def outcome(corpus: Path) -> tuple[Path, Tally, list[Record]]:
    out = corpus.parent / "out"
    begin = time.monotonic()
    tally = run_batch(str(corpus), str(out), workers=2, bounds=ONE_DOCUMENT)
    assert time.monotonic() - begin < 300
    records = [Record.from_line(line) for line in (out / "batch.jsonl").read_bytes().splitlines()]
    return out, tally, [record for record in records if record]


def test_everything_is_recorded(corpus: Path, outcome: tuple[Path, Tally, list[Record]]) -> None:
    _, tally, records = outcome
    recorded = {record.path for record in records}
    for found in walk(LocalStore(str(corpus))):
        if found.path.endswith(".zip") and not found.skip and found.path not in recorded:
            assert any(path.startswith(found.path + "/") for path in recorded), found.path
        else:
            assert found.path in recorded
    assert tally.done == len(records) == tally.total
    assert {record.status for record in records} <= set(STATUSES)


def test_every_failure_has_a_reason_a_person_can_read(outcome: tuple[Path, Tally, list[Record]]) -> None:
    for record in outcome[2]:
        if record.status in WRITTEN:
            assert record.output
            assert record.code is None
        else:
            assert record.message
            assert "Traceback" not in record.message
            assert "\n" not in record.message
        if record.status == "failed":
            assert record.code in REASONS, record


def test_every_json_is_whole_and_in_its_place(outcome: tuple[Path, Tally, list[Record]]) -> None:
    out, _, records = outcome
    expected = {os.path.join(out, record.output) for record in records if record.output}
    written = {os.path.join(folder, name) for folder, _, names in os.walk(out) for name in names}
    assert written == expected | {str(out / "batch.jsonl"), str(out / ".renja" / "lock")}
    for record in records:
        if record.output:
            data = Path(out, record.output).read_bytes()
            assert len(data) == record.output_bytes
            if len(data) < 5_000_000:
                renja = Renja.from_json(data)
                assert renja.source.sha256 == record.sha256


def test_nothing_is_written_outside_out(corpus: Path, outcome: tuple[Path, Tally, list[Record]]) -> None:
    assert {entry.name for entry in corpus.parent.iterdir()} == {"in", "out"}
    assert not any("escape" in name for name in os.listdir(corpus.parent.parent))


def test_documents_end_within_their_bounds(outcome: tuple[Path, Tally, list[Record]]) -> None:
    for record in outcome[2]:
        assert record.seconds < 120, record
        assert (record.peak_memory or 0) < 2.5e9, record


def test_links_are_not_followed_in_circles(outcome: tuple[Path, Tally, list[Record]]) -> None:
    links = {record.path: record for record in outcome[2] if record.path.startswith("links/")}
    assert {path for path, record in links.items() if record.code == "visited"} == {
        "links/again/", "links/self/", "links/root/", "links/real/below/up/", "links/real/below/top/",
    }  # fmt: skip
    assert links["links/real/plan.docx"].status == links["links/plan-link.docx"].status == "no-plan"


def test_lines_are_plain_json(outcome: tuple[Path, Tally, list[Record]]) -> None:
    data = (outcome[0] / "batch.jsonl").read_bytes()
    assert data.isascii()
    paths = [json.loads(line)["path"] for line in data.splitlines()]
    assert paths == sorted(paths)
    assert os.fsdecode(b"names/latin-\xe9\xff.docx") in paths
    assert "names/two\nlines.docx" in paths
