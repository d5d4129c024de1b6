"""A sentence above or below a table that says in what its amounts are stated."""

from __future__ import annotations

import pytest

from tests.plan.tables_as_plans import number, read

TABLE = """
Kode | Program/Kegiatan | Lokasi | Target | Pagu
1.01.02 | Program Pendidikan | Kota | 1 tahun | 2.125.500
1.01.02.2.01 | Pengelolaan Sekolah | Kota | 4 unit | 2.125.500
"""
OTHER = "Renja ini disusun untuk satu tahun."


@pytest.mark.parametrize(
    ("blocks", "first"),
    [
        (("Seluruh angka pagu di bawah ini disajikan dalam ribuan rupiah.", TABLE), 2_125_500_000),
        ((TABLE, "Keterangan: angka dalam ribuan rupiah"), 2_125_500_000),
        (("Nilai pada tabel dinyatakan dalam satuan juta rupiah.", OTHER, TABLE), 2_125_500_000_000),
        (("Kerugian akibat banjir mencapai ribuan rupiah per rumah.", TABLE, OTHER), 2_125_500),
        (("Angka dalam ribuan rupiah.", OTHER, OTHER, OTHER, TABLE), 2_125_500),
    ],
)
def test_a_sentence_beside_a_table_says_the_scale_of_its_amounts(blocks: tuple[str, ...], first: int) -> None:
    renja = read(*blocks)
    assert renja.rencana is not None
    assert number(renja.rencana.nodes[0].pagu_indikatif) == first
    assert ("number-scaled" in {finding.code for finding in renja.findings}) is (first != 2_125_500)
