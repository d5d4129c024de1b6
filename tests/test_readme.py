"""What the README shows works as it stands there."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from extractor import Renja, extract
from samples.build import FOLDER
from tests.command import renja as command

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
_SECTION = README.split("## Into other systems\n")[1].split("\n## ")[0]
SNIPPETS = re.findall(r"^```(\w+)\n(.*?)^```$", _SECTION, re.MULTILINE | re.DOTALL)
PYTHON = [code for language, code in SNIPPETS if language == "python"]
SHELL = [line for language, code in SNIPPETS if language == "sh" for line in code.splitlines()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    (folder / "results").mkdir()
    renja = extract(FOLDER / "kecamatan-2022.docx")
    for name in ("renja-2022.json", "results/renja-2022.json"):
        (folder / name).write_text(renja.to_json(indent=2), "utf-8")
    return folder


@pytest.fixture(scope="module")
def total(folder: Path) -> int | Decimal:
    plan = Renja.from_json((folder / "renja-2022.json").read_bytes()).rencana
    assert plan is not None
    return sum(node.pagu_indikatif.value or 0 for node in plan.nodes if node.pagu_indikatif)


def test_the_section_has_all_it_promises() -> None:
    text = "\n".join([*PYTHON, *SHELL])
    assert all(word in text for word in ("pandas", "duckdb", "jq ", "renja export"))


@pytest.mark.parametrize("code", PYTHON, ids=lambda code: "pandas" if "pandas" in code else "duckdb")
def test_python(code: str, folder: Path, total: int | Decimal) -> None:
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    assert Decimal(done.stdout.strip()) == total


def test_jq(folder: Path, total: int | Decimal) -> None:
    listed, summed = (
        subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, text=True, check=True).stdout
        for line in SHELL
        if line.startswith("jq ")
    )
    amounts = [Decimal(line.split("\t")[1]) for line in listed.splitlines()]
    assert len(amounts) == 6
    assert sum(amounts) == Decimal(summed) == total


def test_export(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    lines = [line.partition("#")[0].split() for line in SHELL if line.startswith("renja export")]
    for line in lines:
        assert command(*line[1:]).returncode == 0
    assert {"renja-2022.xlsx", "plans.sqlite"} <= {each.name for each in folder.iterdir()}
