"""The narrative of real documents; skipped where the folder of real documents is missing."""

from __future__ import annotations

from collections import Counter

import pytest

from extractor.pipeline import read_document
from extractor.plan.chapters import build_chapters
from extractor.plan.identity import add_from_tables, find_identity
from extractor.plan.legal_basis import read_legal_basis
from extractor.plan.model import Chapter, Pengesahan, Section
from extractor.plan.outline import read_outline
from extractor.reading.document import Document
from extractor.tables.flow import build_flow
from tests.plan.narrative import heads, outline
from tests.real import REAL


def document(name: str) -> Document:
    path = REAL / name
    if not path.exists():
        pytest.skip(f"{name}: the folder of real documents is not there")
    return read_document(path.read_bytes(), name)


MALILI = [
    "I 1.1 1.2 1.3 1.3.1 1.3.2 1.4",
    "II 2.1 2.2 2.3 2.4 2.5",
    "III 3.1 3.2 3.3",
    "IV",
    "V",
]


def numbers(lines: list[str]) -> list[str]:
    """Return the numbers of each chapter's headings on one line."""
    result: list[str] = []
    for line in lines:
        number = line.split()[0]
        result = [*result, number] if line[0] != " " else [*result[:-1], f"{result[-1]} {number}"]
    return result


@pytest.mark.parametrize("suffix", ["docx", "txt", "pdf"])
def test_malili(suffix: str) -> None:
    read = document(f"renja-malili-2022.{suffix}")
    flow = build_flow(read)
    chapters, doubts = build_chapters(flow)
    assert numbers(heads(chapters)) == MALILI
    assert chapters[4].title == "PENUTUP"
    assert [(doubt.code, doubt.severity) for doubt in doubts] == [("numbering-irregular", "info")]
    parts: list[Chapter | Section] = []
    for chapter in chapters:
        parts += [chapter, *chapter.sections]
    placed = [line for part in parts for line in outline(part) if line.startswith("table ")]
    assert placed == [f"table {table.id}" for table in flow.tables]

    laws = read_legal_basis(chapters, flow.tables)
    assert " ".join(law.nomor or "-" for law in laws) == "7 25 23 12 18 86 70 18 77 050-5889 1 2 8 11 8 48 25"
    years = [2003, 2004, 2014, 2019, 2020, 2017, 2019, 2020, 2020, 2021, 2019, 2005, 2016, 2021, 2016, 2021, 2021]
    assert [law.tahun for law in laws] == years
    assert Counter(item.level for item in read_outline(chapters)) == {"program": 6, "kegiatan": 16, "sub_kegiatan": 31}

    identity = find_identity(flow, read.running_text, "renja.docx")
    assert (identity.tahun, identity.perangkat_daerah) == (2022, "Kecamatan Malili")
    assert (identity.daerah, identity.provinsi) == ("Kabupaten Luwu Timur", "Sulawesi Selatan")
    assert identity.pengesahan == Pengesahan(
        tempat="Malili", tanggal="2021-04-06", jabatan="Camat", nama=None, nip=None
    )
    assert add_from_tables(identity, [], []) == []


def test_kota_bogor() -> None:
    read = document("renja-disperindag-kota-bogor-2020.pdf")
    flow = build_flow(read)
    chapters, doubts = build_chapters(flow)
    expected = ["I 1.1 1.2 1.3 1.4", "II 2.1 2.2 2.3 2.4 2.5", "III 3.1 3.2 -", "IV", "V"]
    assert numbers(heads(chapters)) == expected
    assert doubts == []
    laws = read_legal_basis(chapters, flow.tables)
    assert " ".join(law.nomor or "-" for law in laws) == "2 8 25 17 3 7 23 18 12 13 13 67 86 7 81 101"
    identity = find_identity(flow, read.running_text, "renja.pdf")
    assert (identity.tahun, identity.perangkat_daerah, identity.daerah, identity.provinsi) == (
        2020,
        "Dinas Perindustrian dan Perdagangan",
        "Kota Bogor",
        "Jawa Barat",
    )
    assert (identity.pengesahan.tempat, identity.pengesahan.tanggal) == ("Bogor", None)
