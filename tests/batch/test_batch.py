"""A batch of documents on this machine: what is written, what is done again, what is refused."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from extractor import extract
from extractor.batch.journal import LocalJournal
from extractor.batch.run import run_batch
from extractor.batch.store import LocalStore
from extractor.batch.task import Task
from extractor.errors import OutputError, UnreadableError
from samples.build import FOLDER
from tests.batch.results import records_of, run, stamps, tree
from tests.command import renja
from tests.reading.pdf.making import encrypted

SAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".docx", ".txt"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tree of whole, planless, damaged and foreign files."""
    made = tmp_path / "in"
    (made / "2022" / "kecamatan").mkdir(parents=True)
    for path in SAMPLES:
        place = made / ("2022/kecamatan" if "2022" in path.name else "") / path.name
        place.write_bytes(path.read_bytes())
    (made / "catatan.txt").write_text("Sekadar catatan.\n")
    (made / "rusak.docx").write_bytes(SAMPLES[0].read_bytes()[:3000])
    (made / "foto.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (made / "~$kunci.docx").write_bytes(b"\x04user")
    return made


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_every_json_is_what_a_single_extraction_gives(folder: Path, out: Path) -> None:
    tally = run(folder, out)
    written = tree(out)
    for path in (path for path in folder.rglob("*") if path.suffix in (".docx", ".txt")):
        if path.name in ("rusak.docx", "~$kunci.docx"):
            continue
        expected = extract(path).to_json(indent=2) + "\n"
        assert written.pop(f"{path.relative_to(folder)}.json").decode() == expected
    assert not written
    assert tally.done == tally.total == len(records_of(out)) == len(SAMPLES) + 4


def test_locked_documents_are_done_once_their_password_is_given(tmp_path: Path, out: Path) -> None:
    folder, password = tmp_path / "in", "rahasia-12345"
    folder.mkdir()
    (folder / "kunci.pdf").write_bytes(encrypted(password))
    with zipfile.ZipFile(folder / "arsip.zip", "w") as archive:
        archive.writestr("dalam.pdf", encrypted(password))
    run(folder, out)
    assert {record.code for record in records_of(out).values()} == {"unreadable"}
    done = renja("batch", str(folder), "-o", str(out), "--password", password)
    assert done.returncode == 0, done.stderr
    assert {record.status for record in records_of(out).values()} == {"no-plan"}
    assert tree(out).keys() == {"kunci.pdf.json", "arsip.zip/dalam.pdf.json"}
    assert run(folder, out).unchanged == 2, "what is done asks for no password"
    assert not [path for path in out.rglob("*") if path.is_file() and password.encode() in path.read_bytes()]
    assert password not in done.stdout + done.stderr + repr(Task("a", "a", password=password))


def test_records(folder: Path, out: Path) -> None:
    run(folder, out)
    records = records_of(out)
    plan = records["2022/kecamatan/kecamatan-2022.docx"]
    renja = extract(folder / plan.path)
    assert plan.status == "findings"
    assert plan.sha256 == renja.source.sha256
    assert renja.rencana
    assert renja.rencana.total.pagu_indikatif
    assert plan.total_pagu == renja.rencana.total.pagu_indikatif.value
    assert plan.tahun == 2022
    assert sum(plan.findings.values()) == sum(plan.severities.values()) == len(renja.findings)
    assert plan.output == f"{plan.path}.json"
    assert plan.output_bytes == (out / plan.output).stat().st_size
    assert plan.peak_memory
    assert 10e6 < plan.peak_memory < 400e6
    assert plan.seconds > 0
    assert records["catatan.txt"].status == "no-plan"
    assert (records["rusak.docx"].status, records["rusak.docx"].code) == ("failed", "unreadable")
    assert (records["foto.jpg"].status, records["foto.jpg"].code) == ("skipped", "other-kind")
    assert records["~$kunci.docx"].code == "lock-file"


def test_the_same_bytes_whatever_the_number_of_workers(folder: Path, out: Path, tmp_path: Path) -> None:
    run(folder, out, workers=1)
    run(folder, tmp_path / "out3", workers=3)
    assert tree(out) == tree(tmp_path / "out3")


def test_a_rerun_does_only_what_is_new_changed_or_failed(folder: Path, out: Path) -> None:
    run(folder, out)
    before = stamps(out)
    again = run(folder, out)
    assert again.unchanged == len(SAMPLES) + 1
    assert stamps(out) == before
    (folder / "catatan.txt").write_text("Catatan lain.\n")
    (folder / "baru.txt").write_text("Baru.\n")
    (folder / "rusak.docx").write_bytes(SAMPLES[0].read_bytes())
    os.utime(folder / "dinas-2013.txt")
    third = run(folder, out)
    assert third.unchanged == len(SAMPLES)
    changed = {path for path, stamp in stamps(out).items() if before.get(path) != stamp}
    assert changed == {str(out / f"{name}.json") for name in ("catatan.txt", "baru.txt", "rusak.docx")}


def test_other_settings_or_another_version_do_it_again(folder: Path, out: Path) -> None:
    run(folder, out)
    assert run_batch(str(folder), str(out), workers=2, language="id").unchanged == 0
    assert run_batch(str(folder), str(out), workers=2, language="id", ocr="never").unchanged == 0
    lines = (out / "batch.jsonl").read_text()
    version = records_of(out)["catatan.txt"].extractor_version
    (out / "batch.jsonl").write_text(lines.replace(f'"{version}"', '"0.0.0"'))
    assert run_batch(str(folder), str(out), workers=2, language="id", ocr="never").unchanged == 0


def test_a_lost_or_cut_json_is_made_again(folder: Path, out: Path) -> None:
    run(folder, out)
    whole = tree(out)
    (out / "dinas-2013.txt.json").unlink()
    os.truncate(out / "badan-2024.docx.json", 1000)
    run(folder, out)
    assert tree(out) == whole


def test_the_json_of_an_earlier_content_goes(folder: Path, out: Path) -> None:
    run(folder, out)
    (folder / "dinas-2013.docx").write_bytes(b"PK\x03\x04 rusak")
    run(folder, out)
    assert not (out / "dinas-2013.docx.json").exists()
    assert records_of(out)["dinas-2013.docx"].status == "failed"


def test_an_archive_gives_what_its_folder_gives(folder: Path, out: Path, tmp_path: Path) -> None:
    archive = tmp_path / "zips" / "arsip.zip"
    archive.parent.mkdir()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for path in sorted(folder.rglob("*.*")):
            made.write(path, path.relative_to(folder))
    run(folder, out)
    tally = run(archive.parent, tmp_path / "out2")
    assert tree(tmp_path / "out2" / "arsip.zip") == tree(out)
    assert tally.done == tally.total
    alone = run(archive, tmp_path / "out3")
    assert tree(tmp_path / "out3") == tree(tmp_path / "out2")
    assert run(archive, tmp_path / "out3").unchanged == alone.statuses["ok"] + alone.statuses["findings"] + 1


def test_a_single_document(out: Path) -> None:
    run(SAMPLES[0], out)
    assert list(tree(out)) == [f"{SAMPLES[0].name}.json"]


def test_results_inside_the_source_are_no_documents(folder: Path) -> None:
    out = folder / "hasil"
    first = run(folder, out)
    assert run(folder, out).total == first.total
    assert not any("hasil" in path for path in records_of(out))


def test_results_beside_the_documents(folder: Path) -> None:
    first = run(folder, folder)
    assert (folder / "dinas-2013.docx.json").exists()
    second = run(folder, folder)
    assert second.unchanged == len(SAMPLES) + 1
    assert first.statuses["failed"] == second.statuses["failed"] == 1


def test_a_place_that_is_taken_is_one_documents_failure(folder: Path, out: Path) -> None:
    (out / "dinas-2013.docx.json" / "x").mkdir(parents=True)
    run(folder, out)
    record = records_of(out)["dinas-2013.docx"]
    assert (record.status, record.code) == ("failed", "output-conflict")


def test_a_journal_left_behind_is_read_and_a_torn_line_is_not(folder: Path, out: Path) -> None:
    run(folder, out)
    before, whole = stamps(out), (out / "batch.jsonl").read_bytes()
    lines = whole.splitlines(keepends=True)
    (out / "batch.jsonl").write_bytes(b"".join(lines[::2]))
    (out / ".renja" / "journal").write_bytes(b"".join(lines[1::2]) + lines[0][:50])
    (out / ".renja" / "staged" / "old").mkdir(parents=True)
    (out / ".renja" / "staged" / "old" / "half").write_bytes(b"{")
    run(folder, out)
    assert stamps(out) == before
    assert records_of(out).keys() == {json.loads(line)["path"] for line in lines}
    assert sorted(os.listdir(out / ".renja")) == ["lock"]


def test_a_second_batch_is_refused(folder: Path, out: Path) -> None:
    journal = LocalJournal(LocalStore(str(out)))
    with pytest.raises(OutputError, match="Another batch"):
        run(folder, out)
    assert renja("batch", str(folder), "-o", str(out)).returncode == 6
    journal.close()
    assert run(folder, out).done


def test_no_source(tmp_path: Path, out: Path) -> None:
    with pytest.raises(UnreadableError, match="cannot be read"):
        run(tmp_path / "nowhere", out)
    assert renja("batch", str(tmp_path / "nowhere"), "-o", str(out)).returncode == 2


def test_a_place_that_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        run(folder, tmp_path / "file" / "out")


def test_a_full_disk_is_said_and_can_be_continued(folder: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        with pytest.raises(OutputError, match=os.strerror(errno.ENOSPC)):
            run(folder, disk / "out")
        for data in tree(disk / "out").values():
            json.loads(data)
        subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
        before = stamps(disk / "out")
        assert run(folder, disk / "out").done == len(SAMPLES) + 4
        run(folder, tmp_path / "whole")
        assert tree(disk / "out") == tree(tmp_path / "whole")
        assert before.items() <= stamps(disk / "out").items()
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_the_command(folder: Path, out: Path) -> None:
    done = renja("batch", str(folder), "-o", str(out), "--workers", "2", "--lang", "en")
    assert done.returncode == 0
    assert done.stdout == ""
    assert "1  failed" in done.stderr
    assert "unreadable" in done.stderr
    assert "unchanged since the last batch" in renja("batch", str(folder), "-o", str(out), "--lang", "en").stderr
    assert "gagal" in renja("batch", str(folder), "-o", str(out), "--lang", "id").stderr
