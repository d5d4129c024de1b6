"""An invented badan of 2024 (era C) with nothing wrong in it: codes on every level, the SIPD-RI print.

Amounts end in ",00", several indicators stand beside one merged name, a program's amount stands alone below its rows.
"""
# ruff: noqa: E501 - rows of data read best on one line

from __future__ import annotations

from dataclasses import replace

from samples.description import (
    Block,
    Description,
    Identity,
    Indicator,
    Look,
    Paragraph,
    Record,
    Row,
    Signature,
    Table,
    Total,
)
from samples.forms import TRIWULAN_NUMBERS, TUJUAN, kinerja, numbered, pendanaan, sipd_ri, triwulan, usulan
from samples.notation import add, change, evaluation, plan, restyle
from samples.prose import LAWS_C, Story, chapters, listed, regulation
from samples.values import meant, money

YEAR = 2024
IDENTITY = Identity(
    "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    "Kota Awan Biru",
    YEAR,
    "Nusa Jaya",
    tahapan="rancangan_akhir",
)

PLAN = """
U|5|UNSUR PENUNJANG URUSAN PEMERINTAHAN|||=||=|
B|5.03|KEPEGAWAIAN|||=||=|
P|5.03.01|PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA|Nilai laporan kinerja|80,5 Nilai|=|PAD|=|82 Nilai
+|||Persentase temuan yang ditindaklanjuti|100%||||100%
K|5.03.01.2.01|Perencanaan, Penganggaran, dan Evaluasi Kinerja Perangkat Daerah|Persentase dokumen tepat waktu|100%|=|PAD|=|100%
S|5.03.01.2.01.0001|Penyusunan Dokumen Perencanaan Perangkat Daerah|Jumlah dokumen perencanaan|6 Dokumen|18500000|PAD|20350000|6 Dokumen
S|5.03.01.2.01.0007|Evaluasi Kinerja Perangkat Daerah|Jumlah laporan evaluasi|4 Laporan|7250000|PAD|7975000|4 Laporan
K|5.03.01.2.02|Administrasi Keuangan Perangkat Daerah|Persentase layanan keuangan|100%|=|DAU|=|100%
S|5.03.01.2.02.0001|Penyediaan Gaji dan Tunjangan ASN|Jumlah orang yang menerima gaji|54 Orang/bulan|6275400000|DAU|6589170000|56 Orang/bulan
K|5.03.01.2.06|Administrasi Umum Perangkat Daerah|Persentase layanan umum|95%|=|PAD|=|96%
S|5.03.01.2.06.0004|Penyediaan Bahan Logistik Kantor|Jumlah paket logistik|12 Paket|64300000|PAD|67515000|12 Paket
S|5.03.01.2.06.0009|Penyelenggaraan Rapat Koordinasi dan Konsultasi SKPD|Jumlah laporan rapat|24 Laporan|215000000|PAD|225750000|24 Laporan
P|5.03.02|PROGRAM KEPEGAWAIAN DAERAH|Indeks profesionalitas pegawai|71,25 Indeks|=|PAD|=|73 Indeks
+|||Persentase jabatan yang terisi|92,5%||||94%
K|5.03.02.2.01|Pengadaan, Pemberhentian dan Informasi Kepegawaian ASN|Persentase formasi yang terpenuhi|90%|=|PAD|=|92%
S|5.03.02.2.01.0003|Koordinasi dan Fasilitasi Pengadaan PNS dan PPPK|Jumlah dokumen fasilitasi|3 Dokumen|432150000|PAD|453757500|3 Dokumen
+|||Jumlah peserta yang diseleksi|1.250 Orang||||1.300 Orang
S|5.03.02.2.01.0004|Evaluasi Pengadaan ASN dan Pengadaan ASN|Jumlah laporan evaluasi|1 Laporan|16800000|PAD|17640000|1 Laporan
K|5.03.02.2.02|Mutasi dan Promosi ASN|Persentase usulan yang selesai|100%|=|PAD|=|100%
S|5.03.02.2.02.0001|Pengelolaan Mutasi ASN|Jumlah dokumen mutasi|310 Dokumen|88400000|PAD|92820000|320 Dokumen
S|5.03.02.2.02.0002|Pengelolaan Kenaikan Pangkat ASN|Jumlah dokumen kenaikan pangkat|640 Dokumen|73900000|PAD|77595000|650 Dokumen
B|5.04|PENDIDIKAN DAN PELATIHAN|||=||=|
P|5.04.02|PROGRAM PENGEMBANGAN SUMBER DAYA MANUSIA|Persentase pegawai yang memenuhi jam latihan|68%|=|PAD|=|72%
K|5.04.02.2.02|Sertifikasi, Kelembagaan, Pengembangan Kompetensi Manajerial dan Fungsional|Persentase peserta yang lulus|97%|=|PAD|=|97,5%
S|5.04.02.2.02.0003|Pelaksanaan Sertifikasi Kompetensi di Lingkungan Pemerintah Kabupaten/Kota|Jumlah pegawai yang tersertifikasi|85 Orang|391250000|PAD|410812500|90 Orang
S|5.04.02.2.02.0004|Pengelolaan Kelembagaan, Tenaga Pengembang Kompetensi, dan Sumber Belajar|Jumlah laporan pengelolaan|2 Laporan|29500000|PAD|30975000|2 Laporan
"""

BASE = plan(PLAN, "kode nama indikator target pagu sumber_dana maju target_maju", "dot,00")


def _filled(row: Row) -> Row:
    """Add the columns only the SIPD print has, of the lowest rows and of the programs."""
    extra = {"x.no": ""}
    told = tuple(_wider(one) for one in row.indikator)
    row = replace(row, indikator=told, extra=extra)
    if row.level in ("urusan", "bidang_urusan"):
        return replace(row, sumber_dana=None)
    if row.level == "sub_kegiatan":
        row = replace(row, kelompok_sasaran="Aparatur daerah", prioritas="PN 5")
    if row.level == "program":
        row = replace(row, prioritas="PD-2", extra={**extra, "prioritas": "", "x.prioritas_daerah": "PD-2"})
    return replace(row, lokasi="Kota Awan Biru", penanggung_jawab="BKPSDM")


def _wider(one: Indicator) -> Indicator:
    target = one.target.raw if one.target else ""
    return replace(one, extra={"x.ind.renstra": target, "x.ind.lalu": "-", "x.ind.kini": target})


ROWS = change(BASE, _filled)
SUM, LATER = add(ROWS), add(ROWS, "maju")
COLUMNS = sipd_ri(YEAR)


def plan_table() -> Table:
    """Return Tabel 3.2: three header rows, merged names, subtotals without a label."""
    return Table(
        "rencana",
        "TABEL 3.2",
        "3.2",
        (
            "Rumusan Rencana Program, Kegiatan dan Sub Kegiatan Perangkat Daerah Tahun 2024",
            "dan Prakiraan Maju Tahun 2025 Kota Awan Biru",
        ),
        COLUMNS,
        ROWS,
        numbered(COLUMNS),
        total=Total("Jumlah", {"pagu_indikatif": money(SUM, "dot,00"), "prakiraan_maju": money(LATER, "dot,00")}),
        tahun=YEAR,
        look=Look(
            indicators="merged",
            subtotals=True,
            bold_levels=("urusan", "bidang_urusan", "program"),
            repeat_header=True,
            parts=(10,),
        ),
    )


def budget_table() -> Table:
    """Return Tabel 4.1: the same rows with codes and plain dots, sources of funds merged down."""
    columns = pendanaan(YEAR, 1)
    return Table(
        "pendanaan",
        "TABEL 4.1",
        "4.1",
        ("Rencana Kerja dan Pendanaan BKPSDM Kota Awan Biru Tahun 2024",),
        columns,
        restyle(ROWS, "dot"),
        numbered(columns, "({})"),
        total=Total("TOTAL", {"pagu_indikatif": money(SUM)}),
        tahun=YEAR,
        look=Look(
            indicators="blank",
            merge_equal=("sumber_dana",),
            bold_levels=("program",),
            indents={"kegiatan": 6, "sub_kegiatan": 12},
        ),
    )


EVALUATION = """
P|PROGRAM KEPEGAWAIAN DAERAH|Indeks profesionalitas pegawai|73 Indeks|=|65 Indeks|=|69 Indeks|=|-|=|-|=|-|=|69 Indeks|=|69 Indeks|=|69 Indeks|=|94,52%|=
K|Mutasi dan Promosi ASN|Persentase usulan yang selesai|100%|=|90%|=|95%|=|20%|=|45%|=|70%|=|95%|=|95%|=|95%|=|95%|=
S|Pengelolaan Mutasi ASN|Jumlah dokumen mutasi|1500 Dokumen|420000000|580 Dokumen|160000000|300 Dokumen|84000000|70 Dokumen|19000000|80 Dokumen|22000000|75 Dokumen|20500000|75 Dokumen|21900000|300 Dokumen|83400000|880 Dokumen|243400000|58,67%|57,95%
S|Pengelolaan Kenaikan Pangkat ASN|Jumlah dokumen kenaikan pangkat|3200 Dokumen|360000000|1260 Dokumen|140000000|630 Dokumen|72000000|150 Dokumen|17000000|160 Dokumen|18000000|150 Dokumen|17500000|170 Dokumen|18500000|630 Dokumen|71000000|1890 Dokumen|211000000|59,06%|58,61%
"""
GROUPS = [
    "target_renstra",
    "realisasi_lalu",
    "target",
    "triwulan_1",
    "triwulan_2",
    "triwulan_3",
    "triwulan_4",
    "realisasi",
    "realisasi_renstra",
    "tingkat_capaian",
]
EVALUATION_FIELDS = "nama indikator " + " ".join(f"{group}:k {group}:rp" for group in GROUPS)


def evaluation_table() -> Table:
    """Return Tabel 2.1: every quarter filled, every ratio right."""
    totals = {
        "target_renstra": 780_000_000,
        "realisasi_lalu": 300_000_000,
        "target": 156_000_000,
        "triwulan_1": 36_000_000,
        "triwulan_2": 40_000_000,
        "triwulan_3": 38_000_000,
        "triwulan_4": 40_400_000,
        "realisasi": 154_400_000,
        "realisasi_renstra": 454_400_000,
    }
    rate = meant("58,26%")
    text = "\n".join(_summed(line, totals) for line in EVALUATION.strip().splitlines())
    total = {f"capaian.{group}.anggaran": money(value) for group, value in totals.items()}
    return Table(
        "evaluasi",
        "TABEL 2.1",
        "2.1",
        ("Evaluasi terhadap Hasil Renja Perangkat Daerah Lingkup Kota Awan Biru", "Periode Pelaksanaan Tahun 2022"),
        triwulan(2022, 2026),
        evaluation(text, EVALUATION_FIELDS, sasaran="Meningkatnya profesionalitas pegawai", penanggung_jawab="BKPSDM"),
        TRIWULAN_NUMBERS,
        number_row=2,
        total=Total("Total", {**total, "capaian.tingkat_capaian.anggaran": rate}),
        tahun=2022,
        look=Look(merge_equal=("sasaran", "penanggung_jawab"), repeat_header=True),
    )


def _summed(line: str, totals: dict[str, int]) -> str:
    """Write the sums of the two lowest rows into the rows above them."""
    cells = line.split("|")
    for index, group in enumerate(GROUPS):
        if cells[4 + 2 * index] == "=":
            cells[4 + 2 * index] = str(totals[group]) if group in totals else "58,26%"
    return "|".join(cells)


def service_table() -> Table:
    """Return Tabel 2.2."""
    years, done = (2022, 2023, 2024), (2022, 2023)
    rows = (
        ("1", "Indeks profesionalitas pegawai", "Indeks", ("69", "70,5", "71,25"), ("69", "70,8")),
        ("2", "Persentase jabatan yang terisi", "%", ("90", "91,5", "92,5"), ("89,75", "91,5")),
    )
    return Table(
        "kinerja_pelayanan",
        "TABEL 2.2",
        "2.2",
        ("Pencapaian Kinerja Pelayanan BKPSDM Kota Awan Biru",),
        kinerja(years, done, unit=True),
        tuple(
            Record(
                {
                    "nomor": number,
                    "indikator": name,
                    "satuan": unit,
                    **{f"target.{year}": meant(text) for year, text in zip(years, targets, strict=True)},
                    **{f"realisasi.{year}": meant(text) for year, text in zip(done, reached, strict=True)},
                }
            )
            for number, name, unit, targets, reached in rows
        ),
    )


def aims_table() -> Table:
    """Return Tabel 3.1: one aim merged over two objectives."""
    aim, sign = "Mewujudkan aparatur yang profesional", "Indeks profesionalitas pegawai"
    rows = (
        ("1", aim, sign, "Terpenuhinya kebutuhan pegawai", "Persentase jabatan yang terisi", "92,5%"),
        ("2", aim, sign, "Meningkatnya kompetensi pegawai", "Persentase pegawai yang memenuhi jam latihan", "68%"),
    )
    fields = [column.field for column in TUJUAN]
    records = tuple(Record({**dict(zip(fields, row, strict=True)), "target": meant(row[-1])}) for row in rows)
    return Table(
        "tujuan_sasaran",
        "TABEL 3.1",
        "3.1",
        ("Tujuan dan Sasaran BKPSDM Tahun 2024",),
        TUJUAN,
        records,
        look=Look(merge_equal=("tujuan", "indikator_tujuan")),
    )


def proposals_table() -> Table:
    """Return Tabel 2.3."""
    columns = usulan()
    rows = (
        (
            "1",
            "Pelatihan pelayanan publik bagi pegawai kelurahan",
            "12 kelurahan",
            "Jumlah peserta",
            "60 Orang",
            "Diterima",
        ),
        ("2", "Bimbingan aplikasi kepegawaian", "Semua kecamatan", "Jumlah operator", "36 Orang", "Diterima sebagian"),
    )
    fields = [column.field for column in columns]
    records = tuple(Record({**dict(zip(fields, row, strict=True)), "volume": meant(row[4])}) for row in rows)
    return Table(
        "usulan_masyarakat",
        "TABEL 2.3",
        "2.3",
        ("Usulan dari Para Pemangku Kepentingan Tahun 2024",),
        columns,
        records,
        numbered(columns),
    )


LAWS = (
    *LAWS_C,
    regulation("Peraturan Wali Kota Awan Biru", "31", 2021, "Rencana Strategis Perangkat Daerah Tahun 2021-2026"),
)


def description() -> Description:
    """Return the whole plan; no check may find an error in it."""
    slots: dict[str, tuple[Block, ...]] = {
        "evaluasi": (Paragraph("Pelaksanaan tahun 2022 dinilai menurut triwulan sebagai berikut."), evaluation_table()),
        "kinerja": (Paragraph("Kinerja layanan diukur dengan dua indikator."), service_table()),
        "telaah": (Paragraph("Rancangan awal telah sesuai dengan kebutuhan, sehingga tidak diperlukan penyesuaian."),),
        "usulan": (Paragraph("Usulan yang diterima adalah sebagai berikut."), proposals_table()),
        "tujuan": (Paragraph("Tujuan dan sasaran tahun rencana adalah sebagai berikut."), aims_table()),
        "rencana": (
            Paragraph(
                "Rencana tahun 2024 terdiri atas 3 (tiga) program, 6 (enam) kegiatan, dan 11 (sebelas) sub kegiatan."
            ),
            listed("layanan kepegawaian;", "pengembangan kompetensi.", labels="-"),
            plan_table(),
        ),
        "pendanaan": (
            Paragraph(f"Pendanaan yang dibutuhkan pada tahun 2024 seluruhnya sebesar {money(SUM, 'Rp dot').raw}."),
            budget_table(),
        ),
    }
    return Description(
        "badan-2024",
        IDENTITY,
        (
            "RANCANGAN AKHIR",
            "RENCANA KERJA (RENJA)",
            "BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA",
            "KOTA AWAN BIRU",
            "PROVINSI NUSA JAYA",
            "TAHUN 2024",
        ),
        chapters(Story(IDENTITY, "Perangkat Daerah", LAWS, slots)),
        LAWS,
        Signature(("Awan Biru, 14 Juli 2023", "Kepala Badan,"), "Awan Biru", "2023-07-14", "Kepala Badan"),
        clean=True,
    )
