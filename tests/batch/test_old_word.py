"""Old Word files in a batch: several in one call of LibreOffice, one at a time after a failure."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractor import extract
from extractor.batch.pool import Bounds
from extractor.batch.records import Record
from extractor.batch.run import run_batch
from extractor.reading.soffice import find_soffice

pytestmark = pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")

WATCHED = """#!/bin/sh
echo "$@" | tr ' ' '\\n' | grep -c 'rtf$' >> {log}
for file in "$@"; do case "$file" in *.rtf)
  grep -q CRASH "$file" && kill -9 $$
  grep -q HANG "$file" && sleep 60
esac; done
exec {soffice} "$@"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    for n in range(10):
        (made / f"{n}.rtf").write_text(rf"{{\rtf1 BAB I\par PENDAHULUAN\par Rencana kerja nomor {n}.\par}}")
    return made


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The number of files in each call of a LibreOffice that dies of CRASH and waits at HANG, a line a call."""
    log, programs = tmp_path / "calls", tmp_path / "bin"
    programs.mkdir()
    double = programs / "soffice"
    double.write_text(WATCHED.format(log=log, soffice=find_soffice()))
    double.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return log


def convert(folder: Path, bounds: Bounds = Bounds()) -> dict[str, Record]:  # noqa: B008 - frozen
    out = folder.parent / "out"
    run_batch(str(folder), str(out), workers=1, bounds=bounds)
    lines = (out / "batch.jsonl").read_bytes().splitlines()
    return {record.path: record for line in lines if (record := Record.from_line(line))}


def test_one_call_for_several_and_the_same_json(folder: Path, calls: Path) -> None:
    (folder / "5-bukan.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (folder / "6a.txt").write_text("BAB I\nPENDAHULUAN\n")
    records = convert(folder)
    assert calls.read_text().split() == ["7", "3"]
    assert {name: record.status for name, record in records.items() if name != "5-bukan.doc"} == {
        path.name: "no-plan" for path in folder.iterdir() if path.suffix != ".doc"
    }
    assert (records["5-bukan.doc"].status, records["5-bukan.doc"].code) == ("failed", "unreadable")
    for path in folder.glob("*.rtf"):
        alone = extract(path).to_json(indent=2) + "\n"
        assert (folder.parent / "out" / f"{path.name}.json").read_text() == alone


def test_a_rerun_converts_only_what_is_new(folder: Path, calls: Path) -> None:
    convert(folder)
    calls.unlink()
    convert(folder)
    assert not calls.exists()
    (folder / "3.rtf").write_text(r"{\rtf1 BAB I\par PENDAHULUAN\par Lain.\par}")
    convert(folder)
    assert calls.read_text().split() == ["1"]


def test_one_at_a_time_after_a_failure(folder: Path, calls: Path) -> None:
    (folder / "2.rtf").write_text(r"{\rtf1 CRASH\par}")
    records = convert(folder)
    # Eight together, those eight one at a time, the last two together.
    assert calls.read_text().split() == ["8", *["1"] * 8, "2"]
    assert [name for name, record in records.items() if record.status == "failed"] == ["2.rtf"]
    assert records["2.rtf"].code == "unreadable"
    assert len(records) == 10


def test_a_hang_in_a_group_costs_one_document(folder: Path, calls: Path) -> None:
    for n in range(3, 10):
        (folder / f"{n}.rtf").unlink()
    (folder / "0.rtf").write_text(r"{\rtf1 HANG\par}")
    records = convert(folder, Bounds(seconds=4.0))
    assert {name: record.code for name, record in records.items()} == {
        "0.rtf": "timeout", "1.rtf": None, "2.rtf": None,
    }  # fmt: skip
