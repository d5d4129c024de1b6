"""Exports as a user runs them: inputs, broken files, targets, memory."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from extractor import Renja
from extractor.batch.run import run_batch
from extractor.errors import OutputError, RenjaError, UnreadableError
from extractor.export.lines import Document
from extractor.export.run import Kind, export
from extractor.export.tables import rows_of
from extractor.export.workbook import WorkbookWriter
from samples.build import FOLDER
from tests.command import renja as command
from tests.export.readers import KINDS, READERS
from tests.tricks import renja_full_of

PEAK = """
import re, sys
from pathlib import Path
from extractor.export.run import export
file, count, kind, target = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], Path(sys.argv[4])
assert export([file] * count, kind, target) == count
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def test_the_results_of_a_batch(tmp_path: Path) -> None:
    source = tmp_path / "arsip"
    (source / "a").mkdir(parents=True)
    shutil.copy(FOLDER / "provinsi-2019.docx", source / "a" / "satu.docx")
    shutil.copy(FOLDER / "perubahan-2023.docx", source / "dua.docx")
    (source / "rusak.pdf").write_bytes(b"%PDF-1.7 rusak")
    out = tmp_path / "hasil"
    run_batch(str(source), str(out), workers=1)
    (out / "catatan.json").write_text("{}", "utf-8")
    done = command("export", out, "--to", "jsonl", "-o", tmp_path / "tabel")
    assert done.returncode == 0, done.stderr
    assert ": 2. Files left out: 0." in done.stderr
    rows = [json.loads(line) for line in (tmp_path / "tabel" / "documents.jsonl").read_text("utf-8").splitlines()]
    assert [Path(row["path"]).name for row in rows] == ["satu.docx.json", "dua.docx.json"]


def test_a_folder_of_json_is_walked(plans: dict[Path, Renja], tmp_path: Path) -> None:
    folder = next(iter(plans)).parent
    assert export([folder], "jsonl", tmp_path / "out") == len(plans)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "Not JSON"),
        (b"\x00\xff", "Not JSON"),
        (b"[" * 100_000, "Not JSON"),
        (b'{"schema_version": "1.0"}', "Breaks the schema"),
    ],
)
def test_broken_files_are_named_and_the_others_exported(
    plans: dict[Path, Renja], tmp_path: Path, content: bytes, told: str
) -> None:
    good = next(iter(plans))
    bad = tmp_path / "rusak.json"
    bad.write_bytes(content)
    done = command("export", bad, good, tmp_path / "hilang.json", "--to", "csv", "-o", tmp_path / "out")
    assert done.returncode == 2
    assert f"rusak.json: {told}" in done.stderr
    assert "hilang.json: The file cannot be opened" in done.stderr
    assert ": 1. Files left out: 2." in done.stderr
    assert "Traceback" not in done.stderr
    assert len(READERS["csv"](tmp_path / "out")["documents"]) == 1


def test_a_count_that_no_column_holds_is_one_clear_error(tmp_path: Path) -> None:
    huge = renja_full_of("x")
    huge.identity.tahun = 10**30
    (tmp_path / "besar.json").write_text(huge.to_json(), "utf-8")
    errors: list[RenjaError] = []
    with pytest.raises(UnreadableError, match="no plan to export"):
        export([tmp_path / "besar.json"], "sqlite", tmp_path / "out.sqlite", refused=errors.append)
    assert [error.file_name for error in errors] == ["besar.json"]
    assert "too large" in str(errors[0])
    assert [each.name for each in tmp_path.iterdir()] == ["besar.json"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_earlier_export_stays_until_the_next_one_is_whole(
    kind: Kind, plans: dict[Path, Renja], tmp_path: Path
) -> None:
    target = tmp_path / f"out.{kind}"
    good, *others = plans
    export([good], kind, target)
    with pytest.raises(UnreadableError):
        export([tmp_path / "hilang.json"], kind, target)
    assert len(READERS[kind](target)["documents"]) == 1
    export([good, *others], kind, target)
    assert len(READERS[kind](target)["documents"]) == len(plans)
    assert [each.name for each in tmp_path.iterdir()] == [target.name]


def test_a_folder_with_other_files_is_never_replaced(plans: dict[Path, Renja], tmp_path: Path) -> None:
    (tmp_path / "penting.txt").write_text("x", "utf-8")
    with pytest.raises(OutputError, match="holds other files"):
        export(plans, "csv", tmp_path)
    with pytest.raises(OutputError, match="is a folder"):
        export(plans, "sqlite", tmp_path)
    with pytest.raises(OutputError, match="is a file"):
        export(plans, "csv", tmp_path / "penting.txt")
    with pytest.raises(OutputError, match="cannot be written"):
        export(plans, "csv", tmp_path / "tidak" / "ada")
    assert [each.name for each in tmp_path.iterdir()] == ["penting.txt"]


def test_a_folder_without_json(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no JSON file"):
        export([tmp_path], "csv", tmp_path.parent / "out")


@pytest.mark.parametrize("kind", ["xlsx", "sqlite"])
def test_a_full_disk_is_one_clear_error(kind: Kind, plans: dict[Path, Renja], tmp_path: Path) -> None:
    program = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from extractor.cli import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "export", *map(str, plans), "--to", kind, "-o", str(tmp_path / "out")],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 6, done.stderr
    assert "out: It cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_pyarrow_the_extra_is_named(plans: dict[Path, Renja], tmp_path: Path) -> None:
    program = "import sys; sys.modules['pyarrow'] = None\nfrom extractor.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "export", *map(str, plans), "--to", "parquet", "-o", str(tmp_path / "out")],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "renja-extractor[parquet]" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_full_sheet_goes_on_in_the_next(plans: dict[Path, Renja], tmp_path: Path) -> None:
    writer = WorkbookWriter(tmp_path / "out.xlsx", max_rows=41)
    for number, renja in enumerate(plans.values()):
        writer.add(rows_of(Document(str(number), "x", renja)))
    writer.close()
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    sheets = [sheet for sheet in book if sheet.title.split()[0] == "Rencana"]
    assert [sheet.title for sheet in sheets][:3] == ["Rencana", "Rencana 2", "Rencana 3"]
    assert [sheet.max_row for sheet in sheets][:-1] == [41] * (len(sheets) - 1)
    assert sum(sheet.max_row - 1 for sheet in sheets) == 198
    assert len({tuple(cell.value for cell in sheet[1]) for sheet in sheets}) == 1


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is told by /proc only")
@pytest.mark.parametrize("kind", KINDS)
def test_memory_is_flat(kind: Kind, plans: dict[Path, Renja], tmp_path: Path) -> None:
    """Ten thousand plans would stay within 60 MB of twenty-five."""
    (file,) = (file for file in plans if file.stem == "provinsi-2019")
    peaks = {}
    for count in (25, 425):
        arguments = [str(file), str(count), kind, str(tmp_path / str(count))]
        done = subprocess.run([sys.executable, "-c", PEAK, *arguments], capture_output=True, text=True, check=True)
        peaks[count] = int(done.stdout)
    a_plan = (peaks[425] - peaks[25]) / 400
    # A row group of Parquet is as large after 25 plans as it will be only later.
    assert a_plan * 10_000 < (60_000 if kind != "parquet" else 600_000)


def test_help_has_an_example_and_start_up_loads_nothing() -> None:
    assert "renja export" in command("export", "--help").stdout
    code = "import sys; from extractor.cli import main\ntry: main()\nexcept SystemExit: pass\n"
    code += "print(sorted({'xlsxwriter', 'pyarrow', 'sqlite3', 'rapidfuzz'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
