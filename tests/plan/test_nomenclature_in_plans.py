"""Nomenclature at work on whole documents: levels with and without it, names and codes it gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.pipeline import extract, read_document
from extractor.plan.assemble import assemble
from extractor.plan.model import Evaluation, EvaluationNode, Node, Plan, Renja, Source
from extractor.plan.nomenclature import Nomenclature
from extractor.plan.nomenclature_import import learn_names
from extractor.tables.flow import build_flow
from samples.offices import badan, kecamatan
from samples.random_office import random_office
from samples.variations import variation
from samples.word import Hand, docx
from tests.real import REAL

NONE = Nomenclature()


def real(name: str) -> bytes:
    path = REAL / name
    if not path.exists():
        pytest.skip(f"{name}: the folder of real documents is not there")
    return path.read_bytes()


def read(data: bytes, name: str, nomenclature: Nomenclature | None = None) -> Renja:
    document = read_document(data, name)
    source = Source(file_name=name, sha256="", size_bytes=len(data), format=document.format, extractor_version="0")
    return assemble(document, build_flow(document), source, nomenclature=nomenclature)[0]


def walk(content: Plan | Evaluation | None) -> Iterator[Node | EvaluationNode]:
    waiting: list[Node | EvaluationNode] = [*content.nodes] if content else []
    while waiting:
        node = waiting.pop(0)
        yield node
        waiting[:0] = node.children


def levels(content: Plan | Evaluation | None) -> str:
    counts = Counter(node.level for node in walk(content))
    return " / ".join(str(counts[level]) for level in ("program", "kegiatan", "sub_kegiatan"))


def rows(renja: Renja) -> list[Node | EvaluationNode]:
    tables = (renja.rencana, renja.pendanaan, *renja.rencana_lain, renja.evaluasi, *renja.evaluasi_lain)
    return [node for content in tables for node in walk(content)]


@pytest.mark.parametrize("nomenclature", [None, NONE], ids=["with", "without"])
def test_levels_of_a_kecamatan_without_codes(nomenclature: Nomenclature | None) -> None:
    data = docx(variation(kecamatan.description(), codes="none"), Hand(headings="plain"))
    renja = read(data, "kecamatan.docx", nomenclature)
    assert levels(renja.rencana) == "6 / 16 / 31"


def test_names_and_codes_stay_as_written() -> None:
    data = docx(variation(kecamatan.description(), codes="none"), Hand(headings="plain"))
    with_it, without = read(data, "a.docx"), read(data, "a.docx", NONE)
    table = with_it.rencana.table if with_it.rencana else None
    assert not [each for each in with_it.findings if each.code == "level-uncertain" and each.at.table == table]
    assert [(node.nama, node.kode) for node in rows(with_it)] == [(node.nama, node.kode) for node in rows(without)]
    assert all(node.nama_baku is None and node.kode_baku is None for node in rows(without))
    assert sum(node.nama_baku is not None for node in walk(with_it.rencana)) > 45


@pytest.mark.parametrize("seed", [0, 1, 5, 7])
def test_what_coded_plans_taught_is_given_to_plans_without_codes(seed: int, tmp_path: Path) -> None:
    office = random_office(seed)
    coded = extract(docx(office.description), name="with.docx")
    (tmp_path / "coded.json").write_text(coded.to_json(), "utf-8")
    # Random offices number the core's names in their own way: what they teach is tried alone.
    learned = Nomenclature(learn_names(tmp_path).entries)
    without = read(docx(variation(office.description, codes="blank")), "without.docx", learned)
    true = [(node.level, node.nama, node.kode_baku) for node in walk(coded.rencana)]
    given = [(node.level, node.nama, node.kode_baku) for node in walk(without.rencana)]
    assert [(level, nama) for level, nama, _ in given] == [(level, nama) for level, nama, _ in true]
    assert [pair for pair, other in zip(given, true, strict=True) if pair[2] and pair != other] == []
    assert sum(kode is not None for *_, kode in given) > 0.6 * len(given)


def test_written_codes_have_their_standard_form() -> None:
    data = docx(variation(badan.description(), codes="spaced"), Hand(headings="plain"))
    coded = [node for node in walk(read(data, "a.docx", NONE).rencana) if node.kode and node.level != "kelompok"]
    assert coded
    assert all(node.kode_baku and " " not in node.kode_baku for node in coded)


@pytest.mark.parametrize("nomenclature", [None, NONE], ids=["with", "without"])
def test_malili(nomenclature: Nomenclature | None) -> None:
    renja = read(real("renja-malili-2022.docx"), "malili.docx", nomenclature)
    assert levels(renja.rencana) == levels(renja.pendanaan) == "6 / 16 / 31"
    assert levels(renja.evaluasi) == "6 / 16 / 42"


def test_malili_has_official_names_and_codes() -> None:
    renja = read(real("renja-malili-2022.docx"), "malili.docx")
    funded = list(walk(renja.pendanaan))
    assert sum(node.nama_baku is None for node in funded) == 1  # "Dokumen Perubahan DKA-SKPD" may be RKA or DPA
    assert sum(node.kode_baku is None for node in funded) == 1
    first = [node.kode_baku for node in funded[:3]]
    assert first == ["7.01.01", "7.01.01.2.01", "7.01.01.2.01.01"]


@pytest.mark.parametrize(
    ("office", "expected"),
    [("bapenda", "2 / 7 / 46"), ("capil", "5 / 13 / 31"), ("dinsos", "6 / 14 / 52"), ("satpol", "2 / 9 / 43")],
)
def test_tangerang_selatan(office: str, expected: str) -> None:
    name = f"evaluasi-renja-tangerang-selatan-2023-{office}.pdf"
    renja = read(real(name), name)
    assert levels(renja.evaluasi) == expected
    named = {node.nama_baku: node.level for node in walk(renja.evaluasi)}
    assert named["Administrasi Umum Perangkat Daerah"] == "kegiatan"
    assert named.get("Administrasi Kepegawaian Perangkat Daerah", "kegiatan") == "kegiatan"


def test_kota_bogor() -> None:
    name = "renja-disperindag-kota-bogor-2020.pdf"
    renja = read(real(name), name)
    assert levels(renja.rencana) == "10 / 36 / 0"
    coded = next(plan for plan in (renja.pendanaan, *renja.rencana_lain) if plan and any(n.kode for n in walk(plan)))
    assert levels(coded) == "8 / 36 / 0"
    programs = [(node.kode, node.kode_baku) for node in walk(coded) if node.level == "program"]
    assert programs[0] == ("307,01", "307.01")
