from __future__ import annotations

from extractor.plan.chapters import build_chapters
from extractor.plan.outline import read_outline
from tests.plan.narrative import PROSE, flow


def lines(*blocks: str) -> list[tuple[str, str, str | None]]:
    parts = flow(
        "BAB I", "PENDAHULUAN", PROSE, "BAB II", "RENCANA", "2.1 Rincian", *blocks, "BAB III", "PENUTUP", PROSE
    )
    chapters, _ = build_chapters(parts)
    return [(item.level, item.nama, item.section) for item in read_outline(chapters)]


def test_three_levels() -> None:
    assert lines(
        "Program dan kegiatan tahun rencana:",
        "A. Program Pelayanan Publik",
        "1. Pelaksanaan urusan;",
        "a) Fasilitasi pelayanan",
        "B. Program Pemberdayaan, dengan kegiatan:",
        "1. Sub Kegiatan Pelatihan",
    ) == [
        ("program", "Program Pelayanan Publik", "2.1"),
        ("kegiatan", "Pelaksanaan urusan", "2.1"),
        ("sub_kegiatan", "Fasilitasi pelayanan", "2.1"),
        ("program", "Program Pemberdayaan", "2.1"),
        ("sub_kegiatan", "Sub Kegiatan Pelatihan", "2.1"),
    ]


def test_lists_about_programs_are_no_outline() -> None:
    assert lines("1. Program dalam Renja harus selaras;", "2. Tepat waktu.") == []
    assert lines("1. Menyusun laporan;", "a. rapi") == []


def test_another_list_ends_the_outline_and_a_program_may_lack_the_word() -> None:
    assert lines(
        "A. Program Pelayanan",
        "1. Pelaksanaan urusan",
        "B. Pemberdayaan masyarakat",
        "1. Pelatihan kader",
        "Jadwal:",
        "A. Kegiatan bulan Maret",
        "1. Kantor pusat",
    ) == [
        ("program", "Program Pelayanan", "2.1"),
        ("kegiatan", "Pelaksanaan urusan", "2.1"),
        ("program", "Pemberdayaan masyarakat", "2.1"),
        ("kegiatan", "Pelatihan kader", "2.1"),
    ]
