"""`renja nomenclature` as a user runs it: what it keeps, what it says, and what extraction makes of it."""

from __future__ import annotations

import json
from pathlib import Path

from samples.build import FOLDER
from tests.command import renja

KECAMATAN = FOLDER / "kecamatan-2022.docx"

CSV = "kode,level,nama,indikator,satuan\n7.01.02,program,PROGRAM PELAYANAN CONTOH,,\n,,tanpa kode,,\n"


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_list_is_imported_and_replaced(tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = renja("nomenclature", "import", written(tmp_path, "a.csv", CSV), RENJA_DATA_DIR=str(data))
    assert (done.returncode, done.stdout) == (0, "")
    assert ".tsv: 1. " in done.stderr
    assert "left out: 1." in done.stderr
    more = CSV + "7.01.03,program,PROGRAM LAIN,,\n"
    done = renja("nomenclature", "import", written(tmp_path, "b.csv", more), "--lang", "id", RENJA_DATA_DIR=str(data))
    assert ".tsv: 2. Baris" in done.stderr


def test_a_broken_empty_or_missing_list_keeps_the_old_one(tmp_path: Path) -> None:
    data = tmp_path / "data"
    renja("nomenclature", "import", written(tmp_path, "a.csv", CSV), RENJA_DATA_DIR=str(data))
    kept = (data / "nomenclature-imported.tsv").read_bytes()
    for path in (
        written(tmp_path, "empty.csv", ""),
        written(tmp_path, "other.csv", "a,b\n1,2\n"),
        written(tmp_path, "broken.xlsx", "PK broken"),
        KECAMATAN,
        tmp_path / "nowhere.csv",
    ):
        done = renja("nomenclature", "import", path, RENJA_DATA_DIR=str(data))
        assert done.returncode == 2
        assert done.stderr.startswith(path.name)
        assert len(done.stderr.strip().splitlines()) == 1
        assert (data / "nomenclature-imported.tsv").read_bytes() == kept
    assert [path.name for path in data.iterdir()] == ["nomenclature-imported.tsv"]


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    blocked = written(tmp_path, "file", "")
    done = renja("nomenclature", "import", written(tmp_path, "a.csv", CSV), RENJA_DATA_DIR=str(blocked / "data"))
    assert done.returncode == 6
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_names_are_learned_from_a_folder_and_then_given_to_plans(tmp_path: Path) -> None:
    data, archive = tmp_path / "data", tmp_path / "archive"
    archive.mkdir()
    assert renja("extract", FOLDER / "badan-2024.docx", "-o", archive / "badan.json").returncode == 0
    done = renja("nomenclature", "learn", archive, RENJA_DATA_DIR=str(data))
    assert done.returncode == 0
    assert "Names kept" in done.stderr
    again = renja("extract", FOLDER / "badan-2024.docx", RENJA_DATA_DIR=str(data))
    nodes, named, total = json.loads(again.stdout)["rencana"]["nodes"], 0, 0
    while nodes:
        node = nodes.pop()
        nodes += node["children"]
        if node["level"] != "kelompok":
            total += 1
            named += node["nama_baku"] is not None
    assert named == total


def test_nothing_to_learn_and_no_folder_are_clear_errors(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        done = renja("nomenclature", "learn", folder, RENJA_DATA_DIR=str(tmp_path / "data"))
        assert done.returncode == 2
        assert folder.name in done.stderr
        assert "Traceback" not in done.stderr


def test_help_shows_examples_in_both_languages() -> None:
    english, indonesian = renja("nomenclature", "--help"), renja("nomenclature", "--help", LC_ALL="id_ID.UTF-8")
    assert "Example: renja nomenclature import" in english.stdout
    assert "Contoh: renja nomenclature import" in indonesian.stdout
