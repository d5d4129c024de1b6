"""Plans to export: the samples as JSON files, and one with sen."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractor import Renja, extract
from samples.build import FOLDER
from tests.export.readers import READERS, Tables, Targets
from tests.plan.checks.build import aim, node, plan, renja, rp, said


def with_sen() -> Renja:
    """Return a plan with amounts of sen, a negative one, targets with decimals and blank cells."""
    half = rp(0, raw="150.000.000,50")
    half.value = Decimal("150000000.50")
    minus = rp(-25_000_000, raw="(25.000.000)")
    one = node("kegiatan", "Rapat", half, indikator=[aim("Indeks", said("78,125", Decimal("78.125"), "indeks"))])
    other = node("kegiatan", "Koreksi", minus, maju=said("-"))
    made = renja(rencana=plan(node("program", "PROGRAM", None, one, other, kode="1.01.01")))
    made.source.sha256 = "f" * 64
    return made


@pytest.fixture(scope="session")
def plans(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Renja]:
    """Return JSON files with what is in them, in the order they are exported."""
    folder = tmp_path_factory.mktemp("plans")
    made = {folder / f"{file.stem}.json": extract(file) for file in sorted(FOLDER.glob("*.docx"))}
    made[folder / "sen.json"] = with_sen()
    for file, one in made.items():
        file.write_text(one.to_json(), "utf-8")
    return made


@pytest.fixture(scope="module")
def read(targets: Targets) -> dict[str, Tables]:
    """Return what each export of a module's `targets` holds, by its own kind of reader."""
    return {kind: READERS[kind](target) for kind, target in targets.items()}
