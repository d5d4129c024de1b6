"""The Malili plan, whole, against an independent walk over its Word tables; text and PDF must say the same."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from lxml import etree

from extractor import Renja, extract
from extractor.plan.model import EvaluationNode, Node, Value
from tests.real import REAL, needs_real

pytestmark = needs_real

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GROUPS = (
    "target_renstra", "realisasi_lalu", "target", "triwulan_1", "triwulan_2", "triwulan_3", "triwulan_4",
    "realisasi", "realisasi_renstra", "tingkat_capaian",
)  # fmt: skip
MALFORMED = {"27..584.690", "49,991.660", "127,250,000", "17,800,000", "19,300,000.00", "78.15%%"}


@cache
def plan(suffix: str = "docx") -> Renja:
    return extract(REAL / f"renja-malili-2022.{suffix}")


@cache
def printed() -> list[list[list[str]]]:
    """Return the physical tables as rows of cell texts, a cell once for each grid column it spans."""
    with zipfile.ZipFile(REAL / "renja-malili-2022.docx") as package:
        body = etree.fromstring(package.read("word/document.xml"))[0]
    tables = []
    for table in body.iterchildren(f"{W}tbl"):
        rows = []
        for row in table.iterchildren(f"{W}tr"):
            cells: list[str] = []
            for cell in row.iterchildren(f"{W}tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                texts = ["".join(part.text or "" for part in p.iter(f"{W}t")) for p in cell.iterchildren(f"{W}p")]
                cells += [" ".join(" ".join(texts).split())] * int(span.get(f"{W}val", "1") if span is not None else 1)
            rows.append(cells)
        tables.append(rows)
    return tables


def walk(nodes: list[Any]) -> Iterator[Any]:
    for node in nodes:
        yield node
        yield from walk(node.children)


def name(text: str) -> str:
    return re.sub(r"^-\s*", "", text)


def same(value: Value | None, text: str) -> None:
    """The value keeps the text, and is the number its digits say unless it is flagged."""
    assert (value.raw if value else "") == text
    if value is None or value.flags or not re.fullmatch(r"[\d.]+(,\d+)?%?( [A-Za-z]+)?", text):
        assert text in MALFORMED or not (value and value.flags), text
        return
    number = re.match(r"[\d.,]+", text)
    assert number is not None
    digits = number[0]
    dotted = re.fullmatch(r"\d{1,3}(\.\d{3})+", digits)
    expected = digits.replace(".", "") if dotted else digits.replace(",", ".")
    assert value.value == Decimal(expected)


def levels(nodes: list[Any]) -> Counter[str]:
    return Counter(node.level for node in walk(nodes))


def test_chapters_law_and_counts() -> None:
    renja = plan()
    assert [chapter.number for chapter in renja.chapters] == ["I", "II", "III", "IV", "V"]
    assert len(renja.dasar_hukum) == 17
    wanted = {"program": 6, "kegiatan": 16, "sub_kegiatan": 31}
    assert renja.rencana is not None
    assert renja.pendanaan is not None
    assert renja.telaah_rkpd is not None
    assert renja.evaluasi is not None
    assert levels(renja.rencana.nodes) == wanted
    assert levels(renja.pendanaan.nodes) == wanted
    assert Counter(row.level for row in renja.telaah_rkpd.rows) == wanted
    assert levels(renja.evaluasi.nodes) == {"program": 6, "kegiatan": 16, "sub_kegiatan": 42}


def test_the_plan_as_printed() -> None:
    renja = plan()
    assert renja.rencana is not None
    rows = [*printed()[4][3:], *printed()[5], *printed()[6][:-1]]
    nodes: list[Node] = list(walk(renja.rencana.nodes))
    assert len(rows) == len(nodes)
    for node, cells in zip(nodes, rows, strict=True):
        assert node.nama == name(cells[1])
        assert node.lokasi == (cells[2] or None)
        assert [line.uraian for line in node.indikator] == (
            [cells[3] or None] if cells[3] or cells[4] or cells[8] else []
        )
        if node.indikator:
            same(node.indikator[0].target, cells[4])
            same(node.indikator[0].target_maju, cells[8])
        same(node.pagu_indikatif, cells[5])
        assert node.sumber_dana == (cells[6] or None)
        same(node.prakiraan_maju, cells[9])


def test_the_funding_table_as_printed() -> None:
    renja = plan()
    assert renja.pendanaan is not None
    rows = [*printed()[7][3:], *printed()[8][:-1]]
    for node, cells in zip(walk(renja.pendanaan.nodes), rows, strict=True):
        assert node.nama == name(cells[1])
        same(node.pagu_indikatif, cells[5])
        assert (node.indikator[0].uraian if node.indikator else None) == (cells[2] or None)
        same(node.indikator[0].target if node.indikator else None, cells[4])
        assert node.sumber_dana == (cells[6] or None)


def test_the_review_as_printed() -> None:
    renja = plan()
    assert renja.telaah_rkpd is not None
    for row, cells in zip(renja.telaah_rkpd.rows, printed()[2][3:-1], strict=True):
        assert row.nomor == cells[0]
        for half, offset in ((row.rancangan_awal, 1), (row.hasil_analisis, 6)):
            assert half.nama == cells[offset]
            assert (half.indikator[0].uraian if half.indikator else None) == (cells[offset + 1] or None)
            same(half.indikator[0].target if half.indikator else None, cells[offset + 3])
            same(half.pagu_indikatif, cells[offset + 4])


def test_the_evaluation_as_printed() -> None:
    renja = plan()
    assert renja.evaluasi is not None
    nodes: list[EvaluationNode] = list(walk(renja.evaluasi.nodes))
    columns = {
        **{group: (4 + 2 * at, 5 + 2 * at) for at, group in enumerate(GROUPS[:5])},
        "triwulan_3": (14, None), "triwulan_4": (None, 15),
        **{group: (16 + 2 * at, 17 + 2 * at) for at, group in enumerate(GROUPS[7:])},
    }  # fmt: skip
    for node, cells in zip(nodes, printed()[0][4:-1], strict=True):
        assert node.nama == name(cells[2])
        assert node.indikator[0].uraian == cells[3]
        assert set(node.capaian) == set(columns)
        for group, (kinerja, anggaran) in columns.items():
            half = node.capaian[group]  # type: ignore[index]
            for value, column in ((half.kinerja, kinerja), (half.anggaran, anggaran)):
                if column is None:
                    assert value is None
                else:
                    same(value, cells[column])


@pytest.mark.parametrize("suffix", ["txt", "pdf"])
def test_the_other_renditions_say_the_same(suffix: str) -> None:
    # White space aside: pdfium does not tell a space behind a hyphen at a line's end.
    def bare(value: Any) -> Any:
        if isinstance(value, str):
            return "".join(value.split())
        if isinstance(value, dict):
            return {
                key: bare(member) for key, member in value.items() if key not in ("at", "source", "table", "tables")
            }
        return [bare(member) for member in value] if isinstance(value, list) else value

    members = (
        "identity", "dasar_hukum", "tujuan_sasaran", "rencana", "pendanaan", "evaluasi", "kinerja_pelayanan",
        "telaah_rkpd", "usulan_masyarakat", "rencana_lain", "evaluasi_lain",
    )  # fmt: skip
    one, other = (bare(plan(kind).model_dump()) for kind in ("docx", suffix))
    for member in members:
        assert one[member] == other[member], member
    found = {
        kind: Counter((finding.code, finding.expected, finding.found) for finding in plan(kind).findings)
        for kind in ("docx", suffix)
    }
    reading = {"row-misaligned", "column-misaligned", "header-unrecognised"} if suffix == "txt" else set()
    for kind in found:
        found[kind] = Counter({key: n for key, n in found[kind].items() if key[0] not in reading})
    assert found["docx"] == found[suffix]


def test_no_two_findings_say_the_same() -> None:
    assert [message for message, n in Counter(one.message for one in plan().findings).items() if n > 1] == []
