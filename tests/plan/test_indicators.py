"""A cell that lists several indicators, its targets in printed lines beside them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.plan.tables_as_plans import number, read

HEAD = "Kode | Program/Kegiatan | Indikator Kinerja | Target | Pagu (Rp)\n1 | 2 | 3 | 4 | 5"
ITEMS = "- Jumlah rapat / koordinasi / - Jumlah peserta"


def targets(cell: str) -> list[tuple[str | None, object, str | None]]:
    """Return wording, number and unit of the indicators whose targets stand in `cell`."""
    program = f"1.01.02 | Program Pendidikan | {ITEMS} | {cell} | 5.000.000"
    renja = read(f"{HEAD}\n{program}\n1.01.02.2.01 | Rapat | Jumlah rapat | 1 kali | 5.000.000")
    assert renja.rencana is not None
    found = renja.rencana.nodes[0].indikator
    return [(one.uraian, number(one.target), one.target.unit if one.target else None) for one in found]


FIRST, SECOND = "Jumlah rapat koordinasi", "Jumlah peserta"


@pytest.mark.parametrize(
    ("cell", "first", "second"),
    [
        ("3.540 / Orang/bulan / 12 kali", (3540, "Orang/bulan"), (12, "kali")),
        ("12 kali / 3.540 / Orang/bulan", (12, "kali"), (3540, "Orang/bulan")),
        ("100 / % / -", (100, "%"), (None, None)),
        ("- 2 / unit / - 4 unit", (2, "unit"), (4, "unit")),
    ],
)
def test_printed_lines_of_targets_are_put_to_their_indicators(
    cell: str, first: tuple[object, str | None], second: tuple[object, str | None]
) -> None:
    assert targets(cell) == [(FIRST, *first), (SECOND, *second)]


@pytest.mark.parametrize("cell", ["3.540 / Orang/bulan", "1.2 / 50 orang", "1 kali / 2 kali / 3 kali"])
def test_targets_that_do_not_match_the_items_stay_together(cell: str) -> None:
    assert [wording for wording, *_ in targets(cell)] == [f"{FIRST} - {SECOND}"]


def test_lines_of_a_word_cell_are_indicators_where_the_targets_have_as_many() -> None:
    program = "1.01.02 | Program Pendidikan | Jumlah rapat / Nilai mutu sekolah | 12 kali / 78,5 | 5.000.000"
    renja = read(f"{HEAD}\n{program}\n1.01.02.2.01 | Rapat | Jumlah rapat / tingkat kabupaten | 1 kali | 5.000.000")
    assert renja.rencana is not None
    (node,) = renja.rencana.nodes
    assert [(one.uraian, number(one.target)) for one in node.indikator] == [
        ("Jumlah rapat", 12),
        ("Nilai mutu sekolah", Decimal("78.5")),
    ]
    assert [one.uraian for one in node.children[0].indikator] == ["Jumlah rapat tingkat kabupaten"]


def test_a_wording_merged_over_columns_is_one_indicator() -> None:
    renja = read(
        """
        Kode | Program/Kegiatan | Indikator Kinerja | < | Target | Pagu (Rp)
        1.01.02 | PROGRAM PENDIDIKAN | Angka partisipasi | < | 98% | 5.000.000
        1.01.02.2.01 | Rapat | Jumlah rapat | < | 1 kali | 5.000.000
        """
    )
    assert renja.rencana is not None
    assert [one.uraian for one in renja.rencana.nodes[0].indikator] == ["Angka partisipasi"]


@pytest.mark.parametrize(
    ("cell", "found"), [("12 kali", [12, 12, 12]), ("12 kali / 3 dokumen / 5 orang", [12, 3, 5]), ("", [None] * 3)]
)
def test_a_target_merged_over_the_rows_of_several_indicators_is_each_ones(cell: str, found: list[int | None]) -> None:
    rows = [
        f"{HEAD}\n1.01.02 | PROGRAM PENDIDIKAN | Jumlah rapat | {cell} | 5.000.000",
        "| | Jumlah laporan | ^ |",
        "| | Jumlah peserta | ^ |",
        "1.01.02.2.01 | Rapat | Jumlah rapat | 1 kali | 5.000.000",
    ]
    renja = read("\n".join(rows))
    assert renja.rencana is not None
    (node,) = renja.rencana.nodes
    assert [one.uraian for one in node.indikator] == ["Jumlah rapat", "Jumlah laporan", "Jumlah peserta"]
    assert [number(one.target) for one in node.indikator] == found


def test_targets_in_a_column_that_a_stray_line_cuts() -> None:
    renja = read(
        """
        Kode | Program/Kegiatan | Indikator Kinerja | Target | < | Pagu (Rp)
        1.01.02 | PROGRAM PENDIDIKAN | Angka partisipasi | | 98% | 5.000.000
        1.01.02.2.01 | Rapat | Jumlah rapat | 1 kali | | 5.000.000
        """
    )
    assert renja.rencana is not None
    (node,) = renja.rencana.nodes
    assert [[number(one.target) for one in row.indikator] for row in (node, *node.children)] == [[98], [1]]


@pytest.mark.parametrize(
    "cell", ["Level 3 / Level 2 / 85%", "1. Level 3 / 2. Level 2 / 3. 85%", "Peringkat B / Kategori A / 85%"]
)
def test_targets_that_are_words_are_put_to_their_indicators(cell: str) -> None:
    items = "- Tingkat maturitas SPIP / - Kapabilitas APIP / - Persentase temuan yang ditindaklanjuti"
    program = f"1.01.02 | Program Pengawasan | {items} | {cell} | 5.000.000"
    renja = read(f"{HEAD}\n{program}\n1.01.02.2.01 | Rapat | Jumlah rapat | 1 kali | 5.000.000")
    assert renja.rencana is not None
    found = renja.rencana.nodes[0].indikator
    assert [one.target.raw if one.target else None for one in found] == [
        text.partition(". ")[2] or text for text in cell.split(" / ")
    ]
