"""Forms as offices vary them: each test guards one way of typing a table that was once read wrongly."""

from __future__ import annotations

import pytest

from extractor.plan.model import Node, Plan, Renja
from tests.plan.tables_as_plans import flat, number, outline, read


def plan_of(renja: Renja) -> Plan:
    assert renja.rencana is not None, [table.kind for table in renja.tables]
    return renja.rencana


def amounts(renja: Renja) -> list[object]:
    return [number(node.pagu_indikatif) for node in flat(plan_of(renja).nodes)]


def forecasts(renja: Renja) -> list[object]:
    return [number(node.prakiraan_maju) for node in flat(plan_of(renja).nodes)]


def fields(renja: Renja) -> list[str | None]:
    return [column.field for column in renja.tables[0].columns]


def indicators(node: Node) -> list[tuple[str | None, object, object]]:
    return [(one.uraian, number(one.target), number(one.target_maju)) for one in node.indikator]


def test_names_of_levels_in_columns_of_their_own() -> None:
    renja = read(
        """
        No | Program | Kegiatan | Sub Kegiatan | Indikator | Target | Anggaran (Rp)
        1 | PROGRAM PASAR | Pembinaan Pasar | Pelatihan pengelola | Peserta | 40 orang | 30.000.000
        ^ | ^ | ^ | Lomba pasar | Lomba | 1 kali | 20.000.000
        ^ | ^ | Penataan Pasar | Relokasi pedagang | Pedagang | 120 orang | 40.000.000
        Total | < | < | < | < | < | 90.000.000
        """
    )
    assert list(outline(plan_of(renja).nodes)) == [
        "p PROGRAM PASAR",
        "  k Pembinaan Pasar",
        "    s Pelatihan pengelola",
        "    s Lomba pasar",
        "  k Penataan Pasar",
        "    s Relokasi pedagang",
    ]
    assert amounts(renja) == [None, None, 30_000_000, 20_000_000, None, 40_000_000]
    assert [len(node.indikator) for node in flat(plan_of(renja).nodes)] == [0, 0, 1, 1, 0, 1]


def test_a_program_typed_again_on_each_row_is_one_program() -> None:
    renja = read(
        """
        Nama Program | Nama Kegiatan | Tolok Ukur | Target | Jumlah (Rp)
        Program Administrasi | Jasa surat menyurat | Surat | 12 bulan | 2.500.000
        Program Administrasi | Alat tulis kantor | ATK | 12 bulan | 22.500.000
        Program Disiplin | Pakaian dinas | Pakaian | 45 stel | 31.500.000
        """
    )
    assert list(outline(plan_of(renja).nodes)) == [
        "p Program Administrasi",
        "  k Jasa surat menyurat",
        "  k Alat tulis kantor",
        "p Program Disiplin",
        "  k Pakaian dinas",
    ]


def test_indicators_of_program_and_kegiatan_in_columns_of_their_own() -> None:
    renja = read(
        """
        Program | Indikator Program | Target | Kegiatan | Indikator Kegiatan | Target | Anggaran (Rp)
        Program Konsumen | Barang aman | 85 % | Pengawasan | Jumlah pengawasan | 12 kali | 60.000.000
        ^ | ^ | ^ | Tera ulang | Jumlah alat | 500 unit | 40.000.000
        """
    )
    assert [indicators(node) for node in flat(plan_of(renja).nodes)] == [
        [("Barang aman", 85, None)],
        [("Jumlah pengawasan", 12, None)],
        [("Jumlah alat", 500, None)],
    ]


LABELLED = """
No | Program / Kegiatan | Indikator | Target | Anggaran (Rp)
I | Program Administrasi | Pelayanan | 100 % |
1 | Alat tulis kantor | Jenis | 30 jenis | 45.000.000
2 | Makanan dan minuman | Dos | 1.500 dos | 60.000.000
 | {first} | | | 105.000.000
II | Program Jalan | Jalan mantap | 75 % |
1 | Pembangunan jalan | Panjang | 5 km | 850.000.000
 | {second} | | | 850.000.000
"""


def test_a_labelled_subtotal_is_the_amount_of_its_program() -> None:
    for first, second in (("JUMLAH I", "JUMLAH II"), ("Jumlah Program", "Jumlah Program"), ("Sub Total", "Sub Total")):
        table = LABELLED.format(first=first, second=second) + " | TOTAL | | | 955.000.000"
        renja = read(table)
        assert amounts(renja) == [105_000_000, 45_000_000, 60_000_000, 850_000_000, 850_000_000], first
        assert number(plan_of(renja).total.pagu_indikatif) == 955_000_000, first


def test_a_subtotal_at_the_end_is_no_total() -> None:
    for label in ("JUMLAH II", "Jumlah Program", "Jumlah"):
        renja = read(LABELLED.format(first=label.replace("II", "I"), second=label))
        assert amounts(renja)[3] == 850_000_000, label
        assert plan_of(renja).total.pagu_indikatif is None, label


def test_a_total_with_notes_below_it_is_the_total() -> None:
    renja = read(
        """
        No | Program/Kegiatan | Indikator | Target | Pagu (Rp)
        I | PROGRAM EKSPOR | Nilai | 5 % | 70.000.000
        1 | Promosi ekspor | Promosi | 2 kali | 70.000.000
        J U M L A H | < | < | < | 70.000.000
        Keterangan: *) angka sementara
        angka di atas belum final
        """
    )
    assert [node.nama for node in flat(plan_of(renja).nodes)] == ["PROGRAM EKSPOR", "Promosi ekspor"]
    assert number(plan_of(renja).total.pagu_indikatif) == 70_000_000


def test_flat_headers_told_apart_by_their_years() -> None:
    renja = read(
        """
        Kode | Kegiatan | Indikator | Target 2021 | Pagu 2021 | Target 2022 | Pagu 2022 | Target 2023 | Pagu 2023
        2.01 | PROGRAM HARGA | Inflasi | 4 % | 90.000.000 | 3 % | 100.000.000 | 2 % | 110.000.000
        2.01.01 | Pengendalian harga | Kali | 10 kali | 90.000.000 | 12 kali | 100.000.000 | 14 kali | 110.000.000
        """
    )
    assert amounts(renja) == [100_000_000, 100_000_000]
    assert forecasts(renja) == [110_000_000, 110_000_000]
    assert [indicators(node) for node in flat(plan_of(renja).nodes)] == [[("Inflasi", 3, 2)], [("Kali", 12, 14)]]


def test_a_lone_target_beside_the_forecast_is_the_forecast_s() -> None:
    renja = read(
        """
        Kode | Program/Kegiatan | Indikator | Target | Pagu (Rp) | Catatan | Target | Prakiraan Maju (Rp)
        2.01.01 | PROGRAM HARGA | Inflasi | 3 % | 100.000.000 | | 2 % | 110.000.000
        2.01.01.02 | Pengendalian harga | Kali | 12 kali | 100.000.000 | | 14 kali | 110.000.000
        """
    )
    assert indicators(flat(plan_of(renja).nodes)[1]) == [("Kali", 12, 14)]


def test_targets_of_the_forecast_named_by_their_indicator() -> None:
    renja = read(
        """
        Program/Kegiatan | Indikator Kinerja | < | Rencana Tahun 2022 | < | < | Prakiraan Maju 2023 | < | <
        ^ | Capaian Program | Keluaran Sub Kegiatan | Target Capaian | < | Pagu (Rp) | Target Capaian | < | Pagu (Rp)
        ^ | ^ | ^ | Program | Keluaran Sub Kegiatan | ^ | Program | Keluaran Sub Kegiatan | ^
        PROGRAM SOSIAL | Terlayani | Penerima | 80 % | 150 orang | 40.000.000 | 85 % | 160 orang | 44.000.000
        """
    )
    assert indicators(flat(plan_of(renja).nodes)[0]) == [("Terlayani", 80, 85), ("Penerima", 150, 160)]


def test_the_amended_amount_wins_over_the_plan_s_own_column() -> None:
    renja = read(
        """
        Kode | Program/Kegiatan | Indikator | Target | Pagu Indikatif | INDIKASI PERUBAHAN | < | <
        ^ | ^ | ^ | ^ | ^ | SEBELUM | SESUDAH | SISA
        2.01.01 | PROGRAM KERJA | Penempatan | 60 % | 500.000.000 | 500.000.000 | 450.000.000 | 50.000.000
        2.01.01.04 | Pelatihan | Peserta | 60 orang | 500.000.000 | 500.000.000 | 450.000.000 | 50.000.000
        """
    )
    assert amounts(renja) == [450_000_000, 450_000_000]
    before = [node.sebelum_perubahan for node in flat(plan_of(renja).nodes)]
    assert [number(one.pagu_indikatif) for one in before if one] == [500_000_000, 500_000_000]


def test_a_plain_amount_beside_the_amended_one_is_that_of_before() -> None:
    renja = read(
        """
        Kode | Program/Kegiatan | Indikator | Target | Pagu Indikatif (Rp) | Pagu Perubahan (Rp) | Ket
        2.01.01 | PROGRAM KERJA | Penempatan | 60 % | 500.000.000 | 450.000.000 |
        """
    )
    assert fields(renja)[4:6] == ["sebelum_perubahan.pagu_indikatif", "pagu_indikatif"]


def test_whole_halves_before_and_after() -> None:
    renja = read(
        """
        Kode | Program/Kegiatan | Semula | < | < | Menjadi | < | < | Satuan | Alasan Perubahan
        ^ | ^ | Indikator | Target | Pagu (Rp) | Indikator | Target | Pagu (Rp) | ^ | ^
        2.01.01 | PROGRAM HARGA | Operasi | 4 | 50.000.000 | Operasi pasar | 6 | 70.000.000 | kali | inflasi
        """
    )
    (node,) = plan_of(renja).nodes
    assert indicators(node) == [("Operasi pasar", 6, None)]
    assert node.catatan == "inflasi"
    assert node.sebelum_perubahan is not None
    assert [(one.value, one.unit) for one in node.sebelum_perubahan.target] == [(4, "kali")]


def test_a_code_column_of_running_numbers_tells_no_level() -> None:
    renja = read(
        """
        Kode | Program/Kegiatan | Indikator | Target | Pagu (Rp)
        1 | PELAYANAN ADMINISTRASI | Layanan | 100 % | 121.000.000
         | Jasa surat menyurat | Surat | 12 bulan | 121.000.000
        2 | PENGEMBANGAN PELAPORAN | Nilai | A | 700.000
         | Penyusunan laporan | Laporan | 2 draft | 700.000
        """,
        tahun=2019,
    )
    assert [node.level for node in plan_of(renja).nodes] == ["program", "program"]


def test_a_bare_dash_beside_a_text_says_nothing() -> None:
    renja = read(
        """
        Kode | Program/Kegiatan | Indikator | Target | Pagu (Rp) | Prioritas | <
        ^ | ^ | ^ | ^ | ^ | Nasional | Daerah
        2.01.01 | PROGRAM HARGA | Inflasi | 3 % | 50.000.000 | - | Tata kelola
        """
    )
    assert plan_of(renja).nodes[0].prioritas == "Tata kelola"


def test_the_bidang_in_charge() -> None:
    renja = read(
        """
        Kode | Program/Kegiatan | Indikator | Target | Pagu (Rp) | Bidang
        2.01.01 | PROGRAM HARGA | Inflasi | 3 % | 50.000.000 | Stabilisasi
        """
    )
    assert plan_of(renja).nodes[0].penanggung_jawab == "Stabilisasi"


def test_a_total_label_right_of_the_amount() -> None:
    renja = read(
        """
        No | Pagu (Rp) | Program/Kegiatan | Indikator | Target
        1 | 50.000.000 | PROGRAM HARGA | Inflasi | 3 %
        a. | 50.000.000 | Pengendalian harga | Kali | 12 kali
         | 50.000.000 | JUMLAH | |
        """
    )
    assert [node.nama for node in flat(plan_of(renja).nodes)] == ["PROGRAM HARGA", "Pengendalian harga"]
    assert number(plan_of(renja).total.pagu_indikatif) == 50_000_000


def test_lists_with_an_amount_are_no_plans() -> None:
    renja = read(
        """
        No | Uraian | Jumlah | Keterangan
        1 | Golongan IV | 12 | orang
        2 | Golongan III | 45 | orang
        """,
        "Tabel 2.2 Pegawai menurut pendidikan",
        """
        No | Jurusan | Jumlah | Keterangan
        1 | Ekonomi | 12 | orang
        2 | Teknik | 45 | orang
        """,
        caption="Tabel 2.1 Pegawai menurut golongan",
    )
    assert [table.kind for table in renja.tables] == ["other", "other"]


def test_an_evaluation_of_money_alone() -> None:
    renja = read(
        """
        No | Program/Kegiatan | Anggaran (Rp) | Realisasi | %
        1 | PROGRAM EKSPOR | 75.000.000 | 60.000.000 | 80
         | Promosi ekspor | 75.000.000 | 60.000.000 | 80
        """,
        caption="Tabel 2.1 Realisasi Anggaran Program dan Kegiatan Tahun 2021",
    )
    assert renja.evaluasi is not None
    capaian = renja.evaluasi.nodes[0].capaian
    assert {name: number(half.anggaran) for name, half in capaian.items()} == {
        "target": 75_000_000,
        "realisasi": 60_000_000,
        "tingkat_capaian": 80,
    }


def test_an_evaluation_with_performance_and_money_side_by_side() -> None:
    renja = read(
        """
        No | Program/Kegiatan | Indikator | Kinerja | < | < | Anggaran | < | <
        ^ | ^ | ^ | Target | Realisasi | Capaian (%) | Pagu (Rp) | Realisasi (Rp) | Capaian (%)
        1 | PROGRAM EKSPOR | Nilai | 5 | 4 | 80 | 75.000.000 | 60.000.000 | 81
        """,
        caption="Tabel 2.1 Evaluasi Capaian Kinerja dan Anggaran Tahun 2021",
    )
    assert renja.evaluasi is not None
    capaian = renja.evaluasi.nodes[0].capaian
    assert {name: (number(half.kinerja), number(half.anggaran)) for name, half in capaian.items()} == {
        "target": (5, 75_000_000),
        "realisasi": (4, 60_000_000),
        "tingkat_capaian": (80, 81),
    }


def test_service_performance_with_years_above_and_in_the_title() -> None:
    renja = read(
        """
        No | Sasaran | Indikator Kinerja | Satuan | Tahun 2020 | < | <
        ^ | ^ | ^ | ^ | Target | Realisasi | Capaian
        1 | Omzet naik | Pertumbuhan omzet | % | 4,5 | 4,7 | 104,44
        """,
        "Tabel 2.2 Capaian Indikator Kinerja Utama Tahun 2021",
        """
        No | Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)
        1 | Pertumbuhan omzet | % | 5 | 4 | 80
        """,
        caption="Tabel 2.1 Indikator Kinerja Utama",
    )
    first, second = renja.kinerja_pelayanan
    assert first.indikator == "Pertumbuhan omzet"
    assert {year: str(value.value) for year, value in first.target.items()} == {"2020": "4.5"}
    assert {year: str(value.value) for year, value in first.realisasi.items()} == {"2020": "4.7"}
    assert {year: value.value for year, value in second.realisasi.items()} == {"2021": 4}


def test_objectives_take_the_target_of_the_plan_year() -> None:
    renja = read(
        """
        Tujuan | Sasaran | Indikator Tujuan/Sasaran | Satuan | Target pada Tahun ke- | < | <
        ^ | ^ | ^ | ^ | 2021 | 2022 | 2023
        Daya saing | Omzet naik | Pertumbuhan omzet | Persen | 4 | 5 | 6
        """,
        caption="Tabel 3.1 Tujuan dan Sasaran",
    )
    (row,) = renja.tujuan_sasaran
    assert (row.tujuan, row.sasaran, row.indikator_sasaran) == ("Daya saing", "Omzet naik", "Pertumbuhan omzet")
    assert row.target is not None
    assert (row.target.value, row.target.unit) == (5, "%")


def test_a_list_of_proposals_that_says_there_are_none() -> None:
    renja = read(
        """
        NO | PROGRAM/KEGIATAN | LOKASI | INDIKATOR KINERJA | BESARAN/VOLUME | CATATAN
        1 | Pelatihan | Alun-alun | Peserta | 40 orang | -
        NIHIL
        """,
        caption="Tabel 2.4 Usulan Program dan Kegiatan dari Pemangku Kepentingan",
    )
    assert [(one.program_kegiatan, one.catatan) for one in renja.usulan_masyarakat] == [("Pelatihan", None)]


def test_codes_in_both_halves_of_the_review() -> None:
    renja = read(
        """
        No | Rancangan Awal RKPD | < | < | < | Hasil Analisis Kebutuhan | < | < | <
        ^ | Kode | Program/Kegiatan | Target | Pagu (Rp) | Kode | Program/Kegiatan | Target | Kebutuhan Dana (Rp)
        1 | 3.30.04 | PROGRAM HARGA | 3 % | 90.000.000 | 3.30.04 | PROGRAM HARGA | 3 % | 95.000.000
        2 | 3.30.04.2.02 | Pengendalian | 4 kali | 90.000.000 | 3.30.04.2.02 | Pengendalian | 5 kali | 95.000.000
        """,
        caption="Tabel 2.3 Review terhadap Rancangan Awal RKPD",
    )
    assert renja.telaah_rkpd is not None
    assert [row.rancangan_awal.kode for row in renja.telaah_rkpd.rows] == ["3.30.04", "3.30.04.2.02"]


def test_a_number_and_its_unit_in_two_columns_under_one_heading() -> None:
    renja = read(
        """
        No | Program/Kegiatan | Indikator | Target | < | Pagu Indikatif | <
        1 | PROGRAM PASAR | Pasar | 80 | % | Rp | 90.000.000
         | Pembinaan | Pedagang | 1.200 | orang | Rp | 90.000.000
        """
    )
    targets = [node.indikator[0].target for node in flat(plan_of(renja).nodes)]
    assert [(one.value, one.unit) for one in targets if one] == [(80, "%"), (1200, "orang")]
    assert amounts(renja) == [90_000_000, 90_000_000]


def test_the_end_of_the_strategic_plan_is_no_target_of_the_year() -> None:
    renja = read(
        """
        Kode | Program/Kegiatan | Indikator | 2022 | < | 2023 | < | Kondisi Akhir | <
        ^ | ^ | ^ | Target | Rp | Target | Rp | Target | Rp
        2.01.01 | PROGRAM HARGA | Inflasi | 3 % | 100.000.000 | 2 % | 110.000.000 | 1 % | 500.000.000
        """
    )
    assert indicators(plan_of(renja).nodes[0]) == [("Inflasi", 3, 2)]
    assert (amounts(renja), forecasts(renja)) == ([100_000_000], [110_000_000])


def test_the_subtotal_of_a_unit_is_the_unit_s() -> None:
    renja = read(
        """
        No | Program/Kegiatan | Indikator | Target | Pagu (Rp)
        KECAMATAN MELATI
        1 | Program Pelayanan | Indeks | 80 | 150.000.000
         | Pelayanan surat | Surat | 500 surat | 150.000.000
        JUMLAH KECAMATAN MELATI | < | < | < | 150.000.000
        KECAMATAN KENANGA
        1 | Program Pelayanan | Indeks | 82 | 250.000.000
         | Pelayanan surat | Surat | 700 surat | 250.000.000
        JUMLAH KECAMATAN KENANGA | < | < | < | 250.000.000
        JUMLAH TOTAL PROGRAM DAN KEGIATAN | < | < | < | 400.000.000
        """
    )
    assert list(outline(plan_of(renja).nodes)) == [
        "k KECAMATAN MELATI",
        "  p Program Pelayanan",
        "    k Pelayanan surat",
        "k KECAMATAN KENANGA",
        "  p Program Pelayanan",
        "    k Pelayanan surat",
    ]
    assert [number(node.pagu_indikatif) for node in plan_of(renja).nodes] == [150_000_000, 250_000_000]
    assert number(plan_of(renja).total.pagu_indikatif) == 400_000_000


def test_codes_without_the_unit_s_segment() -> None:
    renja = read(
        """
        Kode | Program/Kegiatan | Indikator | Target | Pagu (Rp)
        3.06.15 | Program konsumen | Persentase | 70 % |
        3.06.15.03 | Peningkatan pengawasan | Jumlah | 7 kali | 60.000.000
        3.06.15.04 | Sosialisasi | Jumlah | 3 kali | 40.000.000
        3.06.18 | Peningkatan efisiensi | Persentase | 60 % |
        3.06.18.01 | Pasar murah | Jumlah | 6 kali | 20.000.000
        """,
        tahun=2018,
    )
    assert [node.level[0] for node in flat(plan_of(renja).nodes)] == ["p", "k", "k", "p", "k"]


def test_codes_with_a_unit_above_the_programs() -> None:
    renja = read(
        """
        Kode | SKPD/Program/Kegiatan | Indikator | Target | Pagu (Rp)
        1.20.05 | Sekretariat Daerah | | |
        1.20.05.15 | Program kedinasan | Persentase | 70 % |
        1.20.05.15.03 | Dialog pimpinan | Jumlah | 7 kali | 60.000.000
        1.20.05.16 | Program kerjasama | Jumlah | 4 dokumen |
        1.20.05.16.01 | Fasilitasi kerjasama | Jumlah | 4 dokumen | 20.000.000
        """,
        tahun=2012,
    )
    assert [node.level for node in flat(plan_of(renja).nodes)] == [
        "kelompok",
        "program",
        "kegiatan",
        "program",
        "kegiatan",
    ]


def test_quarters_with_their_months_beside_the_sum_so_far() -> None:
    renja = read(
        """
        No | Program/Kegiatan | Indikator | Target | < | TW I (Jan-Mar) | < | Realisasi s/d TW II | < | % Capaian
        ^ | ^ | ^ | Fisik | Rp | Fisik | Rp | Fisik | Rp | ^
        1 | PROGRAM EKSPOR | Nilai | 5 | 75.000.000 | 1 | 10.000.000 | 2 | 30.000.000 | 40
        """,
        caption="Tabel 2.2 Evaluasi Renja Tahun 2021",
    )
    assert renja.evaluasi is not None
    capaian = renja.evaluasi.nodes[0].capaian
    assert {name: (number(half.kinerja), number(half.anggaran)) for name, half in capaian.items()} == {
        "target": (5, 75_000_000),
        "triwulan_1": (1, 10_000_000),
        "realisasi": (2, 30_000_000),
        "tingkat_capaian": (40, None),
    }


def test_quarters_whose_numerals_a_scan_lost_are_told_by_their_order() -> None:
    renja = read(
        """
        No | Program/Kegiatan | Target | < | Realisasi pada Triwulan | < | < | < | < | < | < | < | Realisasi | <
        ^ | ^ | ^ | ^ | | < | l | < | NTT) | < | IV | < | ^ | ^
        ^ | ^ | K | Rp | K | Rp | K | Rp | K | Rp | K | Rp | K | Rp
        1 | Program Pasar | 4 | 90.000 | 1 | 10.000 | 1 | 20.000 | 1 | 25.000 | 1 | 30.000 | 4 | 85.000
        """,
        caption="Tabel 2.1 Evaluasi Hasil Renja Tahun 2022",
    )
    assert renja.evaluasi
    money = {group: number(each.anggaran) for group, each in renja.evaluasi.nodes[0].capaian.items()}
    quarters = {f"triwulan_{n}": amount for n, amount in enumerate((10, 20, 25, 30), 1)}
    assert money == {name: amount * 1_000 for name, amount in {"target": 90, **quarters, "realisasi": 85}.items()}


def test_money_whose_heading_a_scan_lost_is_told_by_its_amounts() -> None:
    renja = read(
        """
        No | Program/Kegiatan | Target | < | Realisasi | <
        ^ | ^ | K | Rp | |
        1 | Program Pasar | 4 dokumen | 90.000.000 | 3 dokumen | 81.000.000
        2 | Program Ekspor | 9 kali | 1.900.000 | 2 kali | 800.000
        """,
        caption="Tabel 2.1 Evaluasi Hasil Renja Tahun 2022",
    )
    assert renja.evaluasi
    done = [node.capaian["realisasi"] for node in renja.evaluasi.nodes]
    assert [(number(each.kinerja), number(each.anggaran)) for each in done] == [(3, 81_000_000), (2, 800_000)]


def test_rates_whose_headings_a_scan_lost_are_told_by_the_other_groups() -> None:
    renja = read(
        """
        No | Program/Kegiatan | Target | < | Realisasi | < | Tingkat Capaian (%) | <
        ^ | ^ | K | Rp | K | Rp | |
        1 | Program Pasar | 4 dokumen | 90.000.000 | 3 dokumen | 81.000.000 | 75,00% | 90,00%
        """,
        caption="Tabel 2.1 Evaluasi Hasil Renja Tahun 2022",
    )
    assert renja.evaluasi
    rate = renja.evaluasi.nodes[0].capaian["tingkat_capaian"]
    assert (number(rate.kinerja), number(rate.anggaran)) == (75, 90)


def test_a_rate_beside_money_is_one_of_money() -> None:
    renja = read(
        """
        No | Program/Kegiatan | Indikator | Target | Realisasi | % | Anggaran (Rp) | Realisasi (Rp) | %
        1 | PROGRAM EKSPOR | Nilai | 5 | 4 | 80 | 75.000.000 | 60.000.000 | 81
        """,
        caption="Tabel 2.2 Evaluasi Renja Tahun 2021",
    )
    assert renja.evaluasi is not None
    tingkat = renja.evaluasi.nodes[0].capaian["tingkat_capaian"]
    assert (number(tingkat.kinerja), number(tingkat.anggaran)) == (80, 81)


def test_two_amounts_in_one_row_that_nothing_tells_apart_are_reported() -> None:
    renja = read(
        """
        Kode | Program/Kegiatan | Indikator | Target | Pagu Pusat | Pagu Cabang
        2.01.01 | PROGRAM HARGA | Inflasi | 3 % | 50.000.000 | 20.000.000
        2.01.01.02 | Operasi pasar | Kali | 4 kali | 50.000.000 |
        """
    )
    assert [finding.at.rows for finding in renja.findings if finding.code == "row-misaligned"] == [[1]]


def test_an_amount_after_a_shift_is_the_amended_one() -> None:
    renja = read(
        """
        Kode | Program/Kegiatan | Indikator | Target | Pagu Murni | Pagu Pergeseran
        2.01.01 | PROGRAM HARGA | Inflasi | 3 % | 50.000.000 | 20.000.000
        """
    )
    assert fields(renja)[4:] == ["sebelum_perubahan.pagu_indikatif", "pagu_indikatif"]


def test_codes_of_levels_in_columns_of_their_own() -> None:
    renja = read(
        """
        Kode | Program | Kode | Kegiatan | Indikator | Target | Pagu (Rp)
        3.30.04 | PROGRAM HARGA | 3.30.04.2.02 | Pengendalian | Kali | 24 kali | 125.000.000
        ^ | ^ | 3.30.04.2.03 | Pemantauan | Laporan | 12 laporan | 75.000.000
        """
    )
    assert [node.kode for node in flat(plan_of(renja).nodes)] == ["3.30.04", "3.30.04.2.02", "3.30.04.2.03"]


def test_the_form_of_priorities() -> None:
    renja = read(
        """
        No | Prioritas | Sasaran Prioritas | Program Prioritas | Tolok Ukur | Besaran | Perkiraan Dana | SKPD Pelaksana
        1 | Ekonomi | Pasar | Program Pasar | Tertib | 80 % | 90.000.000 | Disdag
         | | | Penataan pasar | Pasar | 3 pasar | 90.000.000 | Disdag
        """
    )
    (node,) = plan_of(renja).nodes
    assert (node.nama, node.prioritas, node.penanggung_jawab) == ("Program Pasar", "Ekonomi", "Disdag")
    assert amounts(renja) == [90_000_000, 90_000_000]


def test_segments_of_one_code_before_columns_of_levels() -> None:
    renja = read(
        """
        Kode | < | < | Program | Kegiatan | Indikator | Target | Pagu (Rp)
        3 | 06 | 15 | Program Harga | | Inflasi | 3 % | 125.000.000
        3 | 06 | 15.01 | | Pengendalian | Kali | 24 kali | 125.000.000
        """
    )
    assert [node.kode for node in flat(plan_of(renja).nodes)] == ["3.06.15", "3.06.15.01"]


def test_a_header_of_a_plan_over_no_row_of_one_is_no_plan() -> None:
    renja = read(
        """
        Kode | Program/Kegiatan | Lokasi | Pagu Indikatif (Rp)
        1 | 2 | 3 | 4
          |  |  |
        """
    )
    assert renja.rencana is None
    assert [table.kind for table in renja.tables] == ["other"]
    assert "table-unrecognised" in {finding.code for finding in renja.findings}


def test_targets_before_and_after_under_one_heading() -> None:
    renja = read(
        """
        Kode | Program/Kegiatan | Indikator | Target | < | Pagu Indikatif (Rp) | < | Bertambah/(Berkurang)
        ^ | ^ | ^ | Sebelum | Sesudah | Sebelum Perubahan | Sesudah Perubahan | ^
        2.11.01 | PROGRAM SAMPAH | Nilai | 80 | 82 | 100.000.000 | 120.000.000 | 20.000.000
        2.11.01.2.01 | Pengangkutan | Truk | 4 | 5 | 100.000.000 | 120.000.000 | 20.000.000
        """
    )
    assert fields(renja)[3:7] == [
        "sebelum_perubahan.target",
        "indikator.target",
        "sebelum_perubahan.pagu_indikatif",
        "pagu_indikatif",
    ]


def test_a_misi_holds_bidang_and_a_unit_its_sub_unit() -> None:
    header = "No | Program/Kegiatan | Indikator | Target | Pagu Indikatif (Rp)"
    program = "1 | PROGRAM PASAR | Pasar | 1 | 10.000.000\n | Pembinaan pedagang | Orang | 5 | 10.000.000"
    renja = read(
        f"\n{header}\nMisi 1: Ekonomi\nBidang Pasar\n{program}\nBidang Niaga\n{program}\nMisi 2: Tata\n{program}\n"
    )
    assert list(outline(plan_of(renja).nodes)) == [
        "k Misi 1: Ekonomi",
        "  k Bidang Pasar",
        "    p PROGRAM PASAR",
        "      k Pembinaan pedagang",
        "  k Bidang Niaga",
        "    p PROGRAM PASAR",
        "      k Pembinaan pedagang",
        "k Misi 2: Tata",
        "  p PROGRAM PASAR",
        "    k Pembinaan pedagang",
    ]
    renja = read(
        """
        Kode | Program/Kegiatan | Indikator | Target | Pagu Indikatif (Rp)
        Unit Organisasi : 4.01.0.00.0.00.01.0000 Sekretariat Daerah
        Sub Unit Organisasi : 4.01.0.00.0.00.01.0001 Bagian Umum
        4 | UNSUR PENDUKUNG URUSAN PEMERINTAHAN | | | 10.000.000
        4.01 | SEKRETARIAT DAERAH | | | 10.000.000
        4.01.02 | PROGRAM PEMERINTAHAN | Nilai | 80 | 10.000.000
        4.01.02.2.01 | Administrasi Tata Pemerintahan | Dokumen | 4 | 10.000.000
        """
    )
    assert [line.strip()[0] for line in outline(plan_of(renja).nodes)] == ["k", "k", "u", "b", "p", "k"]
    assert [len(line) - len(line.lstrip()) for line in outline(plan_of(renja).nodes)] == [0, 2, 4, 6, 8, 10]


def test_lines_of_spending_are_no_kegiatan() -> None:
    renja = read(
        """
        Kode | Program/Kegiatan/Sub Kegiatan | Indikator | Target | Pagu Indikatif (Rp)
        1.01.01 | PROGRAM PENUNJANG | Nilai | 80 | 100.000.000
        1.01.01.2.02 | Administrasi Keuangan | Bulan | 12 | 100.000.000
        1.01.01.2.02.01 | Penyediaan Gaji | Orang | 40 | 100.000.000
        5.1.01 | Belanja Pegawai | | | 60.000.000
        5.1.01.01.01.0001 | Belanja Gaji Pokok PNS | | | 60.000.000
        5.1.02 | Belanja Barang dan Jasa | | | 40.000.000
        5.1.02.01.01.0024 | Alat Tulis Kantor | | | 40.000.000
        """
    )
    assert [line.strip()[0] for line in outline(plan_of(renja).nodes)] == ["p", "k", "s"]
    assert [finding.at.rows for finding in renja.findings if finding.code == "kode-invalid"] == [[4, 5, 6, 7]]


def test_numbers_of_an_outline_are_levels_but_no_codes() -> None:
    renja = read(
        """
        Program/Kegiatan/Sub Kegiatan | Indikator | Target | Anggaran (Rp)
        1. Penunjang Urusan | Nilai | 80 | 70.000.000
        1.1 Perencanaan dan Penganggaran | Dokumen | 4 | 30.000.000
        1.1.1 Penyusunan Renja | Dokumen | 1 | 25.000.000
        1.1.2 Evaluasi Kinerja | Laporan | 4 | 5.000.000
        1.2 Administrasi Keuangan | Bulan | 12 | 40.000.000
        1.2.1 Gaji | Orang | 12 | 40.000.000
        2. Pengelolaan Sampah | Ton | 100 | 30.000.000
        2.1 Pengangkutan Sampah | Ton | 100 | 30.000.000
        2.1.1 Pembelian Gerobak | Unit | 3 | 30.000.000
        """
    )
    assert list(outline(plan_of(renja).nodes)) == [
        "p Penunjang Urusan",
        "  k Perencanaan dan Penganggaran",
        "    s Penyusunan Renja",
        "    s Evaluasi Kinerja",
        "  k Administrasi Keuangan",
        "    s Gaji",
        "p Pengelolaan Sampah",
        "  k Pengangkutan Sampah",
        "    s Pembelian Gerobak",
    ]
    assert {node.kode for node in flat(plan_of(renja).nodes)} == {None}


def test_an_indicator_about_an_average_is_no_foot_of_the_table() -> None:
    renja = read(
        """
        No | Program | Indikator Kinerja | Target | Realisasi
        1. | Program Pangan | Persentase produksi | 25% | 35%
        ^ | ^ | Rata-rata persentase stok | 6% | 7%
        2. | Program Irigasi | Rata-rata debit | 8 liter | 9 liter
        """,
        caption="Tabel 2.1 Evaluasi Pelaksanaan Renja Tahun 2021",
    )
    assert renja.evaluasi is not None
    own = [[(one.uraian, number(one.kinerja["target"])) for one in node.indikator] for node in renja.evaluasi.nodes]
    assert own == [
        [("Persentase produksi", 25), ("Rata-rata persentase stok", 6)],
        [("Rata-rata debit", 8)],
    ]


def test_money_on_the_line_of_a_further_indicator_is_kept_beside_it() -> None:
    renja = read(
        """
        Program/Kegiatan | Indikator | Realisasi Kinerja Pada Triwulan | < | < | <
        ^ | ^ | I | < | II | <
        ^ | ^ | K | Rp | K | Rp
        PROGRAM PASAR | Nilai pasar | 1 | 70.000.000 | 1 | 90.000.000
        ^ | Predikat pasar | 2 | 5,400,000 | 3 | -
        PROGRAM TAMAN | Taman terawat | 1 | - | 1 |
        ^ | Makam terawat | 2 | 6.000.000 | 3 |
        Penataan Pasar | Kios | 4 | 70.000.000 | 5 | 90.000.000
        """,
        caption="Tabel 2.1 Evaluasi Pelaksanaan Renja Tahun 2021",
    )
    assert renja.evaluasi is not None
    program, garden = renja.evaluasi.nodes
    quarter = program.capaian["triwulan_1"]
    assert (number(quarter.kinerja), number(quarter.anggaran)) == (1, 70_000_000)
    first, further = program.indikator
    stated = [(group, money.raw, money.value) for group, money in further.anggaran.items()]
    assert (first.anggaran, stated) == ({}, [("triwulan_1", "5,400,000", 5_400_000), ("triwulan_2", "-", None)])
    assert number(garden.capaian["triwulan_1"].anggaran) == 6_000_000
    first, further = garden.indikator
    assert ([money.raw for money in first.anggaran.values()], further.anggaran) == (["-"], {})
    repaired = [finding.found for finding in renja.findings if finding.code == "number-repaired"]
    assert repaired == [5_400_000]


def test_a_program_of_two_units_may_be_counted_once_in_the_text() -> None:
    table = """
        Unit/Program/Kegiatan | Indikator | Target | Pagu Indikatif (Rp)
        Bidang Pasar | | |
        PROGRAM NIAGA | Indeks | 4 poin |
        Penataan kios | Kios | 40 unit | 30.000.000
        Bidang Ekspor | | |
        PROGRAM NIAGA | Indeks | 4 poin |
        Pameran dagang | Pameran | 1 kali | 20.000.000
        PROGRAM EKSPOR | Nilai | 4 poin |
        Temu usaha | Temu | 1 kali | 20.000.000
        """

    def miscounts(stated: int) -> list[object]:
        renja = read(f"Rencana kerja tahun 2022 memuat {stated} program.", table)
        assert [node.level for node in flat(plan_of(renja).nodes)].count("program") == 3
        return [finding.found for finding in renja.findings if finding.code == "narrative-mismatch"]

    assert [miscounts(stated) for stated in (2, 3, 4)] == [[], [], [4]]


def test_volume_and_unit_below_one_target_heading() -> None:
    renja = read(
        """
        Program/Kegiatan | Tolok Ukur | Target | < | Pagu Indikatif
        ^ | ^ | Volume | Satuan | ^
        PROGRAM PASAR | Pasar tertib | 92 | % | 30.000.000
        Pembinaan pasar | Peserta | 40 | orang | 30.000.000
        """
    )
    first, second = flat(plan_of(renja).nodes)
    assert indicators(first) == [("Pasar tertib", 92, None)]
    assert indicators(second) == [("Peserta", 40, None)]
    target = second.indikator[0].target
    assert target is not None
    assert target.unit == "orang"


def test_amounts_without_a_year_beside_those_of_the_year_after() -> None:
    renja = read(
        """
        Program/Kegiatan | Indikator | Target 2023 | Anggaran (Rp) | Target 2024 | Anggaran 2024 (Rp)
        PROGRAM PASAR | Pasar tertib | 92% | 30.000.000 | 95% | 31.000.000
        Pembinaan pasar | Peserta | 40 orang | 30.000.000 | 45 orang | 31.000.000
        """,
        tahun=2023,
    )
    assert amounts(renja) == [30_000_000, 30_000_000]
    assert forecasts(renja) == [31_000_000, 31_000_000]
    assert [indicators(node) for node in flat(plan_of(renja).nodes)] == [
        [("Pasar tertib", 92, 95)],
        [("Peserta", 40, 45)],
    ]


def test_last_years_target_beside_the_plans() -> None:
    renja = read(
        """
        Program/Kegiatan | Indikator | Target 2021 | Rencana Tahun 2022 | < | Perkiraan Maju 2023 | <
        ^ | ^ | ^ | Target | Anggaran | Target | Anggaran
        PROGRAM PASAR | Pasar tertib | 88% | 92% | 30.000.000 | 95% | 31.000.000
        Pembinaan pasar | Peserta | 35 orang | 40 orang | 30.000.000 | 45 orang | 31.000.000
        """
    )
    assert [indicators(node) for node in flat(plan_of(renja).nodes)] == [
        [("Pasar tertib", 92, 95)],
        [("Peserta", 40, 45)],
    ]


def test_a_total_of_direct_spending_above_all_rows() -> None:
    renja = read(
        """
        Kode | Program/Kegiatan | Target | Pagu (Rp)
        | JUMLAH BELANJA LANGSUNG | | 30.000.000
        1.02.01 | PROGRAM PASAR | 92% | 30.000.000
        1.02.01.2.01 | Pembinaan pasar | 40 orang | 30.000.000
        """
    )
    assert list(outline(plan_of(renja).nodes)) == ["p PROGRAM PASAR", "  k Pembinaan pasar"]
    total = plan_of(renja).total
    assert total is not None
    assert number(total.pagu_indikatif) == 30_000_000


def test_targets_by_quarter_are_no_evaluation() -> None:
    renja = read(
        """
        Program/Kegiatan | Indikator | Target 2022 | Target Triwulan | < | < | < | Anggaran (Rp)
        ^ | ^ | ^ | I | II | III | IV | ^
        PROGRAM PASAR | Pasar tertib | 92% | 20% | 40% | 70% | 92% | 30.000.000
        Pembinaan pasar | Peserta | 40 orang | 10 | 20 | 30 | 40 | 30.000.000
        """
    )
    assert renja.evaluasi is None
    assert [indicators(node) for node in flat(plan_of(renja).nodes)] == [
        [("Pasar tertib", 92, None)],
        [("Peserta", 40, None)],
    ]


def test_an_evaluation_in_thousands() -> None:
    renja = read(
        """
        Program/Kegiatan | Indikator | Target Renja | < | Realisasi Triwulan I | < | Tingkat Capaian (%) | <
        ^ | ^ | K | Rp (000) | K | Rp (000) | K | Rp (000)
        PROGRAM PASAR | Pasar tertib | 92% | 30.000 | 20% | 6.000 | 21,7 | 20
        Pembinaan pasar | Peserta | 40 orang | 30.000 | 9 orang | 6.000 | 22,5 | 20
        """
    )
    assert renja.evaluasi is not None
    capaian = renja.evaluasi.nodes[0].capaian
    assert [number(capaian[group].anggaran) for group in ("target", "triwulan_1", "tingkat_capaian")] == [
        30_000_000,
        6_000_000,
        20,
    ]


def test_the_indicator_of_an_aim_beside_the_programs_is_none_of_theirs() -> None:
    renja = read(
        """
        Sasaran Strategis | Indikator Sasaran | Program/Kegiatan | Indikator Kinerja | Target | Pagu
        Pasar yang tertib | Indeks pasar | PROGRAM PASAR | Pasar tertib | 92% | 30.000.000
        ^ | ^ | Pembinaan pasar | Peserta | 40 orang | 30.000.000
        """
    )
    assert [indicators(node) for node in flat(plan_of(renja).nodes)] == [
        [("Pasar tertib", 92, None)],
        [("Peserta", 40, None)],
    ]


def test_a_column_of_aims_and_indicators() -> None:
    renja = read(
        """
        No | Program/Kegiatan | Sasaran / Indikator | Volume | Satuan | Anggaran (Rp)
        A | PROGRAM PASAR | Pasar tertib | 92 | % | 30.000.000
        1 | Pembinaan pasar | Peserta | 40 | orang | 30.000.000
        """.replace(" / ", "/")
    )
    assert indicators(flat(plan_of(renja).nodes)[1]) == [("Peserta", 40, None)]


AMENDED = """
    No | Kode Rekening | Uraian | Pagu Awal (Rp) | Pagu Perubahan (Rp) | Selisih (Rp)
    1 | {}5.1 | {} | Rp. 8.000.000,- | Rp. 7.500.000,- | (Rp. 500.000,-)
    2 | {}5.1.02 | {} | Rp. 8.000.000,- | Rp. 7.500.000,- | (Rp. 500.000,-)
    """


def test_rows_say_that_a_list_of_amounts_is_a_plan() -> None:
    names = ("4.02.01.2.0", "PROGRAM PENUNJANG URUSAN", "4.02.01.2.0", "Administrasi Kepegawaian")
    renja = read(AMENDED.format(*names), caption="Tabel 3.1 Perubahan Pagu")
    assert amounts(renja) == [7_500_000, 7_500_000]
    before = [node.sebelum_perubahan for node in flat(plan_of(renja).nodes)]
    assert [number(one.pagu_indikatif) for one in before if one is not None] == [8_000_000, 8_000_000]


def test_a_list_of_expenses_is_no_plan() -> None:
    names = ("", "Belanja Operasi", "", "Belanja Barang dan Jasa")
    assert read(AMENDED.format(*names), caption="Tabel 3.1 Perubahan Pagu").rencana is None


def test_codes_and_names_in_one_column_that_is_headed_by_both() -> None:
    renja = read(
        """
        Kode dan Nomenklatur Program/Kegiatan | Target | Pagu Indikatif (Rp)
        3 / URUSAN PEMERINTAHAN PILIHAN | | 3.000.000
        3.28 / URUSAN PEMERINTAHAN BIDANG KEHUTANAN | | 3.000.000
        3.28.03 / PROGRAM PENGELOLAAN HUTAN | 40 % | 3.000.000
        3.28.03.1.02 / Rehabilitasi Hutan | 2 Ha | 3.000.000
        """
    )
    assert [(node.level, node.kode, node.nama) for node in flat(plan_of(renja).nodes)] == [
        ("urusan", "3", "URUSAN PEMERINTAHAN PILIHAN"),
        ("bidang_urusan", "3.28", "URUSAN PEMERINTAHAN BIDANG KEHUTANAN"),
        ("program", "3.28.03", "PROGRAM PENGELOLAAN HUTAN"),
        ("kegiatan", "3.28.03.1.02", "Rehabilitasi Hutan"),
    ]


def test_amounts_in_a_column_for_each_level() -> None:
    renja = read(
        """
        Kode | Program/Kegiatan/Sub Kegiatan | Target | Pagu Indikatif (Rp) | < | <
        ^ | ^ | ^ | Program | Kegiatan | Sub Kegiatan
        4.02.02 | PROGRAM DUKUNGAN DPRD | 80 % | 5.000.000 | |
        4.02.02.2.01 | Pembentukan Peraturan | 14 Raperda | | 5.000.000 |
        4.02.02.2.01.02 | Pembahasan Raperda | 14 Dokumen | | | 3.000.000
        4.02.02.2.01.04 | Naskah Akademik | 4 Dokumen | | | 2.000.000
        """
    )
    assert amounts(renja) == [5_000_000, 5_000_000, 3_000_000, 2_000_000]
    assert [node.nama for node in flat(plan_of(renja).nodes)][:2] == ["PROGRAM DUKUNGAN DPRD", "Pembentukan Peraturan"]


def test_a_word_before_the_name_says_its_level() -> None:
    renja = read(
        """
        Uraian | Target | Pagu Indikatif (Rp)
        Urusan : 3 - URUSAN PILIHAN | < | <
        Program : 3.28.03 - PENGELOLAAN HUTAN | < | <
        Kegiatan : Rehabilitasi Hutan | < | <
        Sub Kegiatan : 3.28.03.1.02.0003 Pembangunan Hutan Rakyat | 750 Ha | 3.000.000
        """,
        caption="Tabel 3.1 Rencana Tahun 2022",
    )
    assert [(node.level, node.kode, node.nama) for node in flat(plan_of(renja).nodes)] == [
        ("urusan", "3", "URUSAN PILIHAN"),
        ("program", "3.28.03", "PENGELOLAAN HUTAN"),
        ("kegiatan", None, "Rehabilitasi Hutan"),
        ("sub_kegiatan", "3.28.03.1.02.0003", "Pembangunan Hutan Rakyat"),
    ]


def test_numbers_of_a_list_are_no_part_of_its_targets() -> None:
    renja = read(
        """
        Program/Kegiatan | Indikator | Target | Pagu (Rp)
        Pelatihan keluarga miskin | 1. Keluarga yang dilatih / 2. Paket alat | 1. 120 KK / 2. 60 paket | 3.000.000
        """
    )
    (node,) = flat(plan_of(renja).nodes)
    assert indicators(node) == [("Keluarga yang dilatih", 120, None), ("Paket alat", 60, None)]


def test_a_program_in_a_table_of_its_own_in_chapter_four_does_not_fund_the_one_before() -> None:
    table = """
        Program/Kegiatan | Target | Pagu (Rp)
        PROGRAM {} | 80 % | 3.000.000
        Penyediaan {} | 2 unit | 3.000.000
        """
    chapter = "BAB IV RENCANA KERJA DAN PENDANAAN PERANGKAT DAERAH"
    one, other = table.format("PASAR", "kios"), table.format("INDUSTRI", "mesin")
    parts = read(chapter, "Tabel 4.1 Program Pasar", one, "Tabel 4.2 Program Industri", other)
    assert parts.pendanaan is None
    assert [node.nama for plan in parts.rencana_lain for node in plan.nodes] == ["PROGRAM INDUSTRI"]
    funded = read(one, chapter, "Tabel 4.1 Pendanaan Program", one)
    assert (funded.rencana is None, funded.pendanaan is None, funded.rencana_lain) == (False, False, [])


def test_names_in_a_column_headed_by_offices_too() -> None:
    renja = read(
        """
        Nomor Kode | Perangkat Daerah/Program/Kegiatan | Target | Pagu Indikatif (Rp)
        | KELURAHAN PASTEUR | | 3.000.000
        7.01.03 | PROGRAM PEMBERDAYAAN KELURAHAN | 92 % | 3.000.000
        7.01.03.2.02 | Kegiatan Pemberdayaan Kelurahan | 13 RW | 3.000.000
        """,
        caption="Tabel 3.1",
    )
    assert [(node.level, node.kode) for node in flat(plan_of(renja).nodes)] == [
        ("kelompok", None),
        ("program", "7.01.03"),
        ("kegiatan", "7.01.03.2.02"),
    ]


@pytest.mark.parametrize("nothing", ["-", ""])
def test_a_row_that_only_one_half_of_a_review_has(nothing: str) -> None:
    blank = " | ".join([nothing] * 4)
    renja = read(
        f"""
        No | Rancangan Awal RKPD | < | < | < | Hasil Analisis Kebutuhan | < | < | <
        ^ | Program/Kegiatan | Indikator | Target | Pagu (Rp) | Program/Kegiatan | Indikator | Target | Pagu (Rp)
        1 | PROGRAM PASAR | Kios | 9 unit | 5.000.000 | PROGRAM PASAR | Kios | 9 unit | 8.000.000
        2 | Penataan kios | Kios | 9 unit | 5.000.000 | Penataan kios | Kios | 9 unit | 5.000.000
        3 | {blank} | Lomba pasar | Lomba | 1 kali | 3.000.000
        4 | PROGRAM INDUSTRI | Sentra | 2 unit | 4.000.000 | {blank}
        """,
        caption="Tabel 2.4 Review terhadap Rancangan Awal RKPD",
    )
    assert renja.telaah_rkpd is not None
    found = [
        (half.nama, number(half.pagu_indikatif), [one.uraian for one in half.indikator])
        for row in renja.telaah_rkpd.rows[2:]
        for half in (row.rancangan_awal, row.hasil_analisis)
    ]
    assert found == [
        (None, None, []),
        ("Lomba pasar", 3_000_000, ["Lomba"]),
        ("PROGRAM INDUSTRI", 4_000_000, ["Sentra"]),
        (None, None, []),
    ]


def test_indirect_and_direct_spending_are_groups() -> None:
    renja = read(
        """
        No | Program/Kegiatan | Indikator | Target | Pagu (Rp)
        A. | BELANJA TIDAK LANGSUNG | | | 9.000.000
        | Belanja Pegawai | Gaji | 14 bulan | 9.000.000
        B. | BELANJA LANGSUNG | | | 5.000.000
        I | Program Pelayanan Kantor | Layanan | 12 bulan | 5.000.000
        1 | Penyediaan jasa surat | Surat | 12 bulan | 2.000.000
        2 | Penyediaan alat tulis | ATK | 12 bulan | 3.000.000
        | JUMLAH | | | 14.000.000
        """
    )
    levels = {node.nama: node.level for node in flat(plan_of(renja).nodes)}
    assert levels["BELANJA TIDAK LANGSUNG"] == levels["BELANJA LANGSUNG"] == "kelompok"
    assert levels["Program Pelayanan Kantor"] == "program"
    assert number(plan_of(renja).total.pagu_indikatif) == 14_000_000


def test_a_row_that_begins_with_the_mark_of_a_note_is_no_row_of_the_plan() -> None:
    renja = read(
        """
        Kode | Program/Kegiatan | Lokasi | Target | Pagu (Rp)
        1.01.02 | PROGRAM PASAR | Kota | 1 tahun | 30.000.000
        *) menunggu penetapan pagu definitif dari TAPD
        1.01.02.2.01 | Pembinaan Pasar | Kota | 4 kali | 30.000.000
        """
    )
    assert list(outline(plan_of(renja).nodes)) == ["p PROGRAM PASAR", "  k Pembinaan Pasar"]


def test_murni_and_perubahan_are_before_and_after() -> None:
    renja = read(
        """
        Kode | Program/Kegiatan | APBD Murni 2022 | < | APBD Perubahan 2022 | < | Selisih
        ^ | ^ | Target | Pagu | Target | Pagu | ^
        1.01.02 | PROGRAM PASAR | 1 tahun | 25.000.000 | 1 tahun | 30.000.000 | 5.000.000
        1.01.02.2.01 | Pembinaan Pasar | 3 kali | 25.000.000 | 4 kali | 30.000.000 | 5.000.000
        """
    )
    assert amounts(renja) == [30_000_000, 30_000_000]
    (program,) = plan_of(renja).nodes
    before = program.children[0].sebelum_perubahan
    assert before is not None
    assert number(before.pagu_indikatif) == 25_000_000
    assert [number(one.target) for one in program.children[0].indikator] == [4]
