from __future__ import annotations

import pytest

from extractor.plan.chapters import build_chapters
from extractor.plan.legal_basis import read_legal_basis
from extractor.plan.model import DasarHukum
from extractor.tables.model import FlowBlock, LogicalTable
from tests.plan.narrative import PROSE, flow, table


def entries(*blocks: FlowBlock | str, heading: str = "1.2 Landasan Hukum") -> list[DasarHukum]:
    parts = flow("BAB I", "PENDAHULUAN", "1.1 Latar Belakang", PROSE, heading, *blocks, "BAB II", "PENUTUP", PROSE)
    chapters, _ = build_chapters(parts)
    return read_legal_basis(chapters, [block for block in blocks if isinstance(block, LogicalTable)])


@pytest.mark.parametrize(
    ("raw", "jenis", "nomor", "tahun", "tentang"),
    [
        (
            "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah (Lembaran Negara Tahun 2014 Nomor 244);",
            "Undang-Undang",
            "23",
            2014,
            "Pemerintahan Daerah",
        ),
        (
            "Undang – Undang Republik Indonesia No. 25 Tahun 2004, tentang Sistem Perencanaan;",
            "Undang-Undang",
            "25",
            2004,
            "Sistem Perencanaan",
        ),
        (
            "Keputusan Menteri Dalam Negeri Nomor 900.1.15.5-1317 Tahun 2023 tentang Pemutakhiran;",
            "Keputusan Menteri Dalam Negeri",
            "900.1.15.5-1317",
            2023,
            "Pemutakhiran",
        ),
        (
            "Peraturan Daerah Kabupaten Contoh Nomor 2 Tahun 2005 tentang Rencana Jangka Panjang (RPJP) "
            "Tahun 2005-2025 sebagaimana telah diubah dengan Peraturan Daerah Nomor 3 Tahun 2010;",
            "Peraturan Daerah Kabupaten Contoh",
            "2",
            2005,
            "Rencana Jangka Panjang (RPJP) Tahun 2005-2025",
        ),
        (
            "Peraturan Bupati Contoh Nomor 8 Tahun 2016 Tentang tentang Susunan Berita Daerah Tahun 2016 Nomor 8",
            "Peraturan Bupati Contoh",
            "8",
            2016,
            "Susunan",
        ),
        (
            "Keputusan Bupati Contoh Nomor 188.45/12/2020 tentang Tim Penyusun.",
            "Keputusan Bupati Contoh",
            "188.45/12/2020",
            2020,
            "Tim Penyusun",
        ),
        ("Undang-Undang Dasar Tahun 1945", "Undang-Undang Dasar", None, 1945, None),
        (
            "Peraturan Presiden tentang Pelaksanaan Peraturan Pemerintah Nomor 13 Tahun 2019",
            "Peraturan Presiden",
            None,
            None,
            "Pelaksanaan Peraturan Pemerintah Nomor 13 Tahun 2019",
        ),
        ("Dokumen pelaksanaan anggaran", None, None, None, None),
    ],
)
def test_parts_of_an_entry(raw: str, jenis: str, nomor: str | None, tahun: int | None, tentang: str | None) -> None:
    assert entries("Dasar penyusunan:", f"1. {raw}") == [
        DasarHukum(jenis=jenis, nomor=nomor, tahun=tahun, tentang=tentang, raw=raw)
    ]


LAWS = [f"Peraturan Pemerintah Nomor {n} Tahun 20{n} tentang Contoh {n};" for n in (11, 12, 13)]


@pytest.mark.parametrize(
    "heading", ["1.2 Landasan Hukum", "1.2. DASAR HUKUM", "1.2 Landasam Hukum", "**Landasan Hukum"]
)
def test_headings(heading: str) -> None:
    assert [entry.nomor for entry in entries(*LAWS, heading=heading)] == ["11", "12", "13"]


def test_groups_of_regulations_and_entries_without_labels() -> None:
    found = entries(
        "1. Peraturan tingkat pusat:", *(f"{'abc'[i]}. {law}" for i, law in enumerate(LAWS)), "Pembuka.", LAWS[0]
    )
    assert [entry.nomor for entry in found] == ["11", "12", "13", "11"]


def test_regulations_in_a_table() -> None:
    rows = (("No", "Peraturan", "Tentang"), ("1", "Undang-Undang Nomor 1 Tahun 2022", "Hubungan Keuangan"))
    assert [(e.jenis, e.nomor, e.tahun) for e in entries(table("t1", *rows))] == [("Undang-Undang", "1", 2022)]


def test_regulations_in_a_sentence() -> None:
    found = entries(f"Landasan hukum Renja adalah {LAWS[0].rstrip(';')}; {LAWS[1].rstrip(';')}; dan {LAWS[2]}")
    assert [entry.nomor for entry in found] == ["11", "12", "13"]


def test_without_a_section_of_its_own() -> None:
    found = entries("Penyusunan berpedoman pada:", *(f"- {law}" for law in LAWS), heading="1.2 Pedoman")
    assert [entry.nomor for entry in found] == ["11", "12", "13"]
    assert entries("- Hal pertama;", heading="1.2 Pedoman") == []
