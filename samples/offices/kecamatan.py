"""A kecamatan of 2022 in the shape of the Malili plan: its figures, texts of our own, no codes.

Facts (names of program, kegiatan and sub kegiatan, amounts, targets) carry over; every sentence and indicator wording
is ours. The inconsistencies below are deliberate, some of them those of the real plan.
"""
# ruff: noqa: E501 - rows of data read best on one line

from __future__ import annotations

from dataclasses import replace
from typing import Any

from samples.description import (
    Block,
    Column,
    Description,
    Expected,
    Identity,
    Look,
    Paragraph,
    Record,
    Row,
    Signature,
    Stated,
    Table,
    Total,
    walk,
)
from samples.forms import TRIWULAN_NUMBERS, TUJUAN, kinerja, numbered, pendanaan, rencana, telaah, triwulan
from samples.notation import change, evaluation, plan, review
from samples.prose import LAWS_C, Story, chapters, listed, regulation
from samples.values import meant, money

PLACE = "Kantor Kec. Malili"

PLAN = """
P|PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA|Persentase layanan penunjang yang berjalan (%)||=|APBD|=|
K|Perencanaan, Penganggaran, dan Evaluasi Kinerja Perangkat Daerah|Persentase dokumen perencanaan yang selesai (%)||=||=|
S|Penyusunan Dokumen Perencanaan Perangkat Daerah|Dokumen perencanaan yang tersusun|3 dokumen|5000000||54544859|2 dokumen
S|Koordinasi dan Penyusunan Dokumen RKA-SKPD|Dokumen RKA yang tersusun|2 dokumen|4999880|APBD|15397355|2 dokumen
S|Koordinasi dan Penyusunan Dokumen Perubahan DPA-SKPD|Dokumen DPA yang tersusun|2 dokumen|4999800||5000000|2 dokumen
S|Evaluasi Kinerja Perangkat Daerah|Dokumen evaluasi yang tersusun|10 dokumen|3385780||10000000|10 dokumen
K|Administrasi Keuangan Perangkat Daerah|||=|APBD|=|
S|Penyediaan Gaji dan Tunjangan ASN|Pegawai yang menerima gaji|21 orang|2154370786||2215160786|24 Orang
S|Koordinasi dan Penyusunan Laporan Keuangan Bulanan/Triwulanan/Semesteran SKPD||18 dokumen|27584690||59296380|18 dokumen
K|Administrasi Barang Milik Daerah pada Perangkat Daerah|||=|APBD|=|
S|Penatausahaan Barang Milik Daerah pada SKPD|Laporan barang milik daerah|2 dokumen|13949920||13949920|4 dokumen
K|Administrasi Kepegawaian Perangkat Daerah|||=|APBD|=|
S|Pendataan dan Pengolahan Administrasi Kepegawaian|Persentase data pegawai yang mutakhir|100%|10998269||48300000|12 Laporan
S|Bimbingan Teknis Implementasi Peraturan Perundang-Undangan|Pegawai yang dilatih|10 orang|19300000||45180000|10 orang
K|Administrasi Umum Perangkat Daerah|Persentase layanan umum yang terpenuhi (%)|100%|=|APBD|=|100%
S|Penyediaan Komponen Instalasi Listrik/Penerangan Bangunan Kantor|Komponen listrik yang tersedia|15 jenis|6604300||6604300|20 jenis
S|Penyediaan Bahan Logistik Kantor|Bahan logistik yang tersedia|15 Jenis|63618100||59304000|2 Jenis
S|Penyediaan Barang Cetakan dan Penggandaan|Barang cetakan yang tersedia|2000 exm|5786400||45089900|75.000 lembar
S|Penyediaan Bahan Bacaan dan Peraturan Perundang-undangan|Bahan bacaan yang tersedia|8 jenis|9900000||9900900|20 exm
S|Fasilitasi Kunjungan Tamu|Sajian bagi tamu kantor|3.540 kotak|124030000||123580000|7.417 kotak
S|Penyelenggaraan Rapat Koordinasi dan Konsultasi SKPD|Rapat yang dihadiri|350 kali|289074700||306140000|438 kali
K|Pengadaan Barang Milik Daerah Penunjang Urusan Pemerintah Daerah|Persentase pengadaan yang terpenuhi (%)||=|APBD|160000000|
S|Pengadaan Kendaraan Perorangan Dinas atau Kendaraan Dinas Jabatan|Kendaraan dinas yang diadakan|1 unit|275000000||25000000|1 unit
K|Penyediaan Jasa Penunjang Urusan Pemerintahan Daerah|Persentase jasa penunjang yang tersedia (%)||=|APBD|=|
S|Penyediaan Jasa Surat Menyurat|Surat yang diproses|850 surat|19245223||19098223|1200 surat
S|Penyediaan Jasa Komunikasi, Sumber Daya Air dan Listrik|Rekening yang dibayar|36 rekening|113880000||121680000|36 rekening
S|Penyediaan Jasa Pelayanan Umum Kantor|Tenaga layanan kantor|37 orang|330300000||279000000|37 orang
K|Pemeliharaan Barang Milik Daerah Penunjang Urusan Pemerintahan Daerah|||=|APBD|=|
S|Penyediaan Jasa Pemeliharaan, Biaya Pemeliharaan, Pajak, dan Perizinan Kendaraan Dinas Operasional atau Lapangan|Kendaraan yang dipelihara|4 unit|2565000||32615000|8 unit
S|Pemeliharaan Peralatan dan Mesin Lainnya|Peralatan yang dipelihara|17 unit|17800000||17800000|17 unit
S|Pemeliharaan/Rehabilitasi Gedung Kantor dan Bangunan Lainnya|Bangunan yang dipelihara|5 unit|55500000||75500000|5 unit
P|PROGRAM PENYELENGGARAAN PEMERINTAHAN DAN PELAYANAN PUBLIK|Persentase urusan pemerintahan yang terlayani (%)||=|APBD|=|
K|Penyelenggaraan urusan pemerintahan yang tidak dilaksanakan oleh unit kerja perangkat daerah di kecamatan|Persentase urusan yang terselenggara|100%|=||=|100%
S|Peningkatan Efektifitas pelaksanaan pelayanan kepada masyarakat di wilayah kecamatan|Persentase layanan yang tepat waktu|100%|49991660||53399660|100%
K|Pelaksanaan Urusan Pemerintahan yang Dilimpahkan kepada Camat|Persentase pelimpahan yang dijalankan|100%|=|APBD|=|100%
S|Pelaksanaan Urusan Pemerintahan yang terkait dengan Kewenangan Lain yang Dilimpahkan|Surat izin yang terbit|200 lembar|37673200||89691000|400 lembar
P|PROGRAM PEMBERDAYAAN MASYARAKAT DESA DAN KELURAHAN|Persentase pemberdayaan yang terlaksana (%)||=|APBD|88901350|
K|Koordinasi Kegiatan Pemberdayaan Desa|Persentase koordinasi yang terlaksana|100%|=|APBD|=|100%
S|Peningkatan Partisipasi Masyarakat dalam Forum Musyawarah Perencanaan Pembangunan di Desa|Persentase undangan yang hadir|100%|24999680||35501690|100%
K|Kegiatan Pemberdayaan Kelurahan|Persentase kegiatan kelurahan yang terlaksana||=|APBD|=|
S|Pemberdayaan Masyarakat di kelurahan|Persentase kelompok warga yang dibina|100%|115781040||131115120|100%
P|PROGRAM KOORDINASI KETENTRAMAN DAN KETERTIBAN UMUM|Persentase gangguan yang tertangani (%)||=|APBD|=|
K|Koordinasi upaya Penyelenggaraan Ketentraman dan Ketertiban Umum|||=|APBD|=|
S|Sinergitas dengan Kepolisian Negara Republik Indonesia, Tentara Nasional Indonesia, dan Instansi vertikal di wilayah kecamatan|Persentase perkara yang selesai|95%|4999765||10000000|100%
S|Harmonisasi hubungan dengan tokoh agama dan tokoh masyarakat|Pertemuan tokoh|2 kegiatan|2999715||15000000|12 kali
K|Koordinasi penerapan dan penegakan Peraturan Daerah dan Peraturan Kepala daerah|||=|APBD|=|
S|Koordinasi/sinergi dengan perangkat daerah yang tugas dan fungsinya di bidang penegakan peraturan perundang-undangan dan/atau kepolisian negara republik indonesia|Rapat penegakan peraturan|12 kali|4999791||25000000|12 kali
P|PROGRAM PENYELENGGARAAN URUSAN PEMERINTAHAN UMUM|Persentase urusan umum yang terselenggara (%)||=|APBD|=|
K|Penyelenggaraan Urusan Pemerintahan Umum sesuai Penugasan Kepala Daerah|||=|APBD|=|
S|Pelaksanaan Tugas Forum Koordinasi Pimpinan di Kecamatan|||54599049||55066149|
P|PROGRAM PEMBINAAN DAN PENGAWASAN PEMERINTAHAN DESA|Persentase desa yang dibina (%)||=|APBD|=|
K|Fasilitasi, Rekomendasi dan Koordinasi Pembinaan dan Pengawasan Pemerintahan Desa|||=|APBD|=|
S|Koordinasi Pelaksanaan Pembangunan Kawasan Perdesaan di Wilayah Kecamatan|Kawasan yang dipantau|15 Desa/Kelurahan|4999850||7000000|15 Desa/Kelurahan
"""

ROWS = plan(PLAN, "nama indikator target pagu sumber_dana maju target_maju", lokasi="KANTOR KECAMATAN MALILI")
SUM = 3_858_936_598
LATER = 4_067_199_782

EVALUATION = """
P|PROGRAM PENYELENGGARAAN PEMERINTAHAN DAN PELAYANAN PUBLIK|Persentase urusan pemerintahan yang terlayani (%)|100%|89691000|−|1354200|−|1354200|−|1,51%
K|Pelaksanaan Urusan Pemerintahan yang Dilimpahkan kepada Camat|Persentase pelimpahan yang dijalankan|100%|89691000|−|1354200|−|1354200|−|1,51%
S|Pelaksanaan Urusan Pemerintahan yang Terkait dengan Kewenangan Lain yang Dilimpahkan|Surat izin yang terbit|400|89691000|100|1354200|100|1354200|25%|1.51%
P|PROGRAM PEMBERDAYAAN MASYARAKAT DESA DAN KELURAHAN|Persentase pemberdayaan yang terlaksana (%)|100%|407916470|−|35114790|−|35114790|−|8,61%
K|Koordinasi Kegiatan Pemberdayaan Desa|Persentase koordinasi yang terlaksana|100%|88901350|−|35114790|−|35114790|−|39,50%
S|Peningkatan Partisipasi Masyarakat Dalam Forum Musyawarah Perencanaan Pembangunan di Desa|Undangan yang hadir|100|35501690|100|27746290|100|27746290|100.00%|78.15 %{78.15%%}!repaired
S|Peningkatan Efektifitas Kegiatan Pemberdayaan Masyarakat di Wilayah Kecamatan|Laporan yang tersusun|100|53399660|−|7368500|−|7368500|−|13.80%
K|Kegiatan Pemberdayaan Kelurahan|Persentase kegiatan kelurahan yang terlaksana|100%|319015120|−|−|−|−|−|−
S|Pemberdayaan Masyarakat di Kelurahan|Kelompok warga yang dibina|100|131115120|−|−|−|−|−|−
S|Pembangunan Sarana dan Prasarana Kelurahan|Sarana yang terbangun|4|187900000|−|−|−|−|−|−
P|PROGRAM PENYELENGGARAAN URUSAN PEMERINTAHAN UMUM|Persentase urusan umum yang terselenggara (%)|100|55066149||2305000||2305000||4,19%
K|Penyelenggaraan Urusan Pemerintahan Umum sesuai Penugasan Kepala Daerah|Persentase penugasan yang dijalankan|100%|55066149||2305000||2305000||4,19%
S|Pelaksanaan Tugas Forum Koordinasi Pimpinan di Kecamatan|Rapat forum|12|55066149|3|2305000|3|2305000|25%|4,19%
P|PROGRAM PEMBINAAN DAN PENGAWASAN PEMERINTAHAN DESA|Persentase desa yang dibina (%)||94496780||2076000||2076000||2.20%
K|Fasilitasi, Rekomendasi dan Koordinasi Pembinaan dan Pengawasan Pemerintahan Desa|Persentase desa yang dibina|100%|94496780||2076000||2076000||2.20%
S|Fasilitasi Penyusunan Peraturan Desa dan Peraturan Kepala Desa|Peraturan desa yang difasilitasi|14|8585595|-|-|-|-|-|-
S|Fasilitasi Penyelenggaraan Ketentraman dan Ketertiban Umum|Laporan yang tersusun|12|55668465|-|2076000|-|2076000|-|3.73%
S|Koordinasi Pendampingan Desa di Wilayahnya|Desa yang didampingi|15|30242720|1|-|1|-|6,67%|-
P|PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA|Persentase layanan penunjang yang berjalan (%)||84416919||8678500||8678500||10,28%
K|Perencanaan, Penganggaran, dan Evaluasi Kinerja Perangkat Daerah|Persentase dokumen yang selesai|100%|79018564||7558500||7558500||9,57%
S|Penyusunan Dokumen Perencanaan Perangkat Daerah|Dokumen perencanaan|3|54544859|2|3775500|2|3775500|66.67%|6,92%
S|Koordinasi dan Penyusunan Dokumen RKA-SKPD|Dokumen RKA|2|15397355|1|3783000|1|3783000|50%|24.57%
S|Evaluasi Kinerja Perangkat Daerah|Dokumen evaluasi|10|9076350|-|-|-|-|0%|0%
K|Administrasi Barang Milik Daerah pada Perangkat Daerah|Persentase barang yang tercatat|100%|5398355||1120000||1120000||20,75%
S|Penatausahaan Barang Milik Daerah pada SKPD|Laporan barang|4|5398355|1|1120000|1|1120000|25%|20,75%
"""

EVALUATION_ROWS = evaluation(
    EVALUATION,
    "nama indikator target:k target:rp triwulan_1:k triwulan_1:rp realisasi:k realisasi:rp "
    "tingkat_capaian:k tingkat_capaian:rp",
)


def _dashed(row: Any) -> Any:
    """Print a dash before the names of sub kegiatan, as the real table does for most of them."""
    children = tuple(_dashed(child) for child in row.children)
    return replace(row, prefix="- " if row.level == "sub_kegiatan" else "", children=children)


SASARAN = "Meningkatnya mutu layanan kantor kecamatan"


def _served(row: Any) -> Any:
    return replace(row, sasaran=SASARAN, children=tuple(_served(child) for child in row.children))


def evaluation_table() -> Table:
    """Return Tabel 2.1: the quarterly form with its column numbers above the K/Rp row."""
    return Table(
        "evaluasi",
        "TABEL 2.1",
        "2.1",
        ("EVALUASI PELAKSANAAN RENJA DAN PENCAPAIAN RENSTRA", "KANTOR KECAMATAN MALILI KABUPATEN LUWU TIMUR"),
        triwulan(2021, 2026),
        tuple(_served(_dashed(row)) for row in EVALUATION_ROWS),
        TRIWULAN_NUMBERS,
        number_row=2,
        total=Total(
            "JUMLAH",
            {
                "capaian.target.anggaran": money(731_587_318),
                "capaian.triwulan_1.anggaran": money(49_528_490),
                "capaian.realisasi.anggaran": money(49_528_490),
                "capaian.tingkat_capaian.anggaran": meant("6,77%"),
            },
        ),
        tahun=2021,
        look=Look(merge_equal=("sasaran",), parts=(10,)),
    )


def service_table() -> Table:
    """Return Tabel 2.2: targets and realisations by year, no column numbers."""
    columns = kinerja((2017, 2018, 2019, 2020, 2021), (2017, 2018, 2019, 2020, 2021))
    rows = (
        ("1", "Indeks Kepuasan Masyarakat", ("67", "74", "79", "79", "92"), ("0", "65.66", "80.45", "81", "-")),
        ("2", "Nilai Laporan Kinerja Kecamatan", ("50", "50", "55", "60", "60.18"), ("0", "65.66", "60", "62", "-")),
    )
    return Table(
        "kinerja_pelayanan",
        "Tabel. 2.2",
        "2.2",
        ("Pencapaian Kinerja Pelayanan Perangkat Daerah", "Kecamatan Malili"),
        columns,
        tuple(
            Record(
                {
                    "nomor": number,
                    "indikator": name,
                    **{f"target.{year}": _score(text) for year, text in zip(range(2017, 2022), targets, strict=True)},
                    **{f"realisasi.{year}": _score(text) for year, text in zip(range(2017, 2022), done, strict=True)},
                }
            )
            for number, name, targets, done in rows
        ),
    )


def _score(text: str) -> Stated:
    return Stated(text) if text == "-" else meant(f"{text.replace('.', ',')}{{{text}}}")


def review_table() -> Table:
    """Return Tabel 2.3: kegiatan and sub kegiatan numbered on through each program."""
    counter = {"program": 0, "row": 0}

    def number(row: Row, _: int) -> str:
        if row.level == "program":
            counter["program"] += 1
            counter["row"] = 0
            return ("I", "II", "III", "IV", "V", "VI")[counter["program"] - 1]
        counter["row"] += 1
        return str(counter["row"])

    rows = change(ROWS, lambda row: replace(row, lokasi=PLACE, sumber_dana=None, maju=None))
    needs = {"Penyediaan Bahan Logistik Kantor": {"catatan": None}}
    return Table(
        "telaah_rkpd",
        "Tabel 2.3",
        "2.3",
        ("Review terhadap Rancangan Awal RKPD Tahun 2022", "Kabupaten Luwu Timur"),
        telaah(),
        review(rows, number, needs),
        numbered(telaah()),
        total=Total(
            "TOTAL",
            {"rancangan_awal.pagu_indikatif": money(SUM), "hasil_analisis.pagu_indikatif": money(SUM)},
        ),
        look=Look(bold_levels=()),
    )


def aims_table() -> Table:
    """Return Tabel 3.2."""
    cells = (
        (
            "1",
            "Meningkatkan mutu layanan publik di kecamatan",
            "Kenaikan nilai kepuasan",
            SASARAN,
            "Indeks Kepuasan Masyarakat (Nilai)",
            "92,7",
        ),
        (
            "2",
            "Meningkatkan akuntabilitas kinerja dan keuangan",
            "Nilai laporan kinerja",
            "Meningkatnya capaian kinerja dan keuangan",
            "Persentase capaian program penunjang (%)",
            "65,5",
        ),
    )
    fields = [column.field for column in TUJUAN]
    rows = tuple(Record({**dict(zip(fields, row, strict=True)), "target": meant(row[-1])}) for row in cells)
    return Table(
        "tujuan_sasaran",
        "Tabel.3.2",
        "3.2",
        ("Tujuan dan Sasaran Renja", "Kantor Kecamatan Malili Tahun 2022"),
        TUJUAN,
        rows,
    )


PLAN_COLUMNS = rencana(2022, name="Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan", location_first=True)


def plan_table() -> Table:
    """Return Tabel 3.3: code column blank, printed in three parts; its total misses the vehicle of 275 million."""
    return Table(
        "rencana",
        "Tabel 3.3",
        "3.3",
        (
            "RUMUSAN RENCANA PROGRAM DAN KEGIATAN KANTOR KECAMATAN MALILI TAHUN 2022",
            "DAN PRAKIRAAN MAJU TAHUN 2023",
            "KABUPATEN LUWU TIMUR",
        ),
        PLAN_COLUMNS,
        ROWS,
        numbered(PLAN_COLUMNS),
        total=Total("T O T A L", {"pagu_indikatif": money(3_583_936_598), "prakiraan_maju": money(LATER)}),
        tahun=2022,
        look=Look(parts=(8, 17)),
    )


BUDGET_COLUMNS: tuple[Column, ...] = pendanaan(2022)


def budget_table() -> Table:
    """Return Tabel 7: the plan again, with a broken number, a wrong amount and a wrong target."""

    def altered(row: Row) -> Row:
        row = replace(row, lokasi=PLACE)
        if row.nama.startswith("Koordinasi dan Penyusunan Laporan Keuangan"):
            return replace(row, pagu=Stated("27..584.690", 27_584_690, "IDR", ("repaired",)))
        if row.nama == "Pengadaan Barang Milik Daerah Penunjang Urusan Pemerintah Daerah":
            return replace(row, pagu=money(257_000_000))
        if row.nama == "Penyediaan Barang Cetakan dan Penggandaan":
            return replace(row, indikator=(replace(row.indikator[0], target=meant("2500 exm")),))
        return row

    return Table(
        "pendanaan",
        "Tabel.7",
        "7",
        ("RENCANA KERJA DAN PENDANAAN KANTOR KECAMATAN MALILI TAHUN 2022",),
        BUDGET_COLUMNS,
        change(ROWS, altered),
        numbered(BUDGET_COLUMNS),
        total=Total("JUMLAH TOTAL", {"pagu_indikatif": money(SUM)}),
        tahun=2022,
        look=Look(parts=(9,)),
    )


IDENTITY = Identity("Kecamatan Malili", "Kabupaten Luwu Timur", 2022, "Sulawesi Selatan")

LAWS = (
    *LAWS_C,
    regulation(
        "Peraturan Daerah Kabupaten Luwu Timur",
        "8",
        2016,
        "Pembentukan dan Susunan Perangkat Daerah",
        "Lembaran Daerah Kabupaten Luwu Timur Tahun 2016 Nomor 8",
    ),
    regulation(
        "Peraturan Bupati Luwu Timur",
        "48",
        2021,
        "Rencana Strategis Perangkat Daerah Kabupaten Luwu Timur Tahun 2021-2026",
    ),
)


def description() -> Description:
    """Return the whole plan; deliberate inconsistencies are listed in `expected`."""
    tables = (evaluation_table(), service_table(), review_table(), aims_table(), plan_table(), budget_table())
    levels = [row.level for row in walk(ROWS)]
    programs, activities = levels.count("program"), levels.count("kegiatan")
    assert (programs, activities, levels.count("sub_kegiatan")) == (6, 16, 31)
    slots: dict[str, tuple[Block, ...]] = {
        "evaluasi": (
            Paragraph("Capaian sampai triwulan pertama tahun 2021 disajikan pada Tabel 2.1 di bawah ini."),
            tables[0],
            Paragraph("Serapan pada triwulan pertama masih rendah karena sebagian besar pekerjaan baru dimulai."),
        ),
        "kinerja": (Paragraph("Capaian layanan lima tahun terakhir adalah sebagai berikut."), tables[1]),
        "telaah": (
            Paragraph("Hasil penelaahan rancangan awal disandingkan dengan kebutuhan sebagai berikut."),
            tables[2],
        ),
        "tujuan": (Paragraph("Tujuan dan sasaran tahun rencana adalah sebagai berikut."), tables[3]),
        "rencana": (
            Paragraph("Pada tahun 2022 direncanakan 6 (enam) program dengan 16 kegiatan yang meliputi:"),
            listed(*(row.nama.capitalize() for row in ROWS), labels="A."),
            Paragraph("Rinciannya termuat dalam tabel berikut."),
            tables[4],
        ),
        "pendanaan": (
            Paragraph(
                "Pada tahun 2022 kantor kecamatan merencanakan 5 program dan 14 kegiatan dengan pagu indikatif "
                "Rp. 3.858.936.598,- yang bersumber dari anggaran daerah."
            ),
            tables[5],
        ),
    }
    organ = "Perangkat Daerah"
    return Description(
        "kecamatan-2022",
        IDENTITY,
        (
            "RENCANA KERJA (RENJA)",
            "KECAMATAN MALILI",
            "TAHUN 2022",
            "PEMERINTAH KABUPATEN LUWU TIMUR",
            "PROVINSI SULAWESI SELATAN",
        ),
        chapters(Story(IDENTITY, organ, LAWS, slots)),
        LAWS,
        Signature(("Malili, 6 April 2021", "Camat,"), "Malili", "2021-04-06", "Camat"),
        expected=EXPECTED,
    )


GOODS = "Pengadaan Barang Milik Daerah Penunjang Urusan Pemerintah Daerah"
SUPPORT = "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA"
PEOPLE = "PROGRAM PEMBERDAYAAN MASYARAKAT DESA DAN KELURAHAN"
TOGETHER = "Peningkatan Partisipasi Masyarakat Dalam Forum Musyawarah Perencanaan Pembangunan di Desa"

EXPECTED = (
    Expected("number-repaired", 0, TOGETHER, None, None),
    Expected("total-mismatch", 4, None, SUM, 3_583_936_598),
    Expected("sum-mismatch", 4, GOODS, 25_000_000, 160_000_000),
    Expected("sum-mismatch", 4, PEOPLE, 166_616_810, 88_901_350),
    Expected("unit-mismatch", 4, "Pendataan dan Pengolahan Administrasi Kepegawaian"),
    Expected("number-repaired", 5, "Koordinasi dan Penyusunan Laporan Keuangan Bulanan/Triwulanan/Semesteran SKPD"),
    Expected("sum-mismatch", 5, GOODS, 275_000_000, 257_000_000),
    Expected("sum-mismatch", 5, SUPPORT, 3_539_892_848, 3_557_892_848),
    Expected("cross-table-mismatch", 5, GOODS, 275_000_000, 257_000_000),
    Expected("cross-table-mismatch", 5, "Penyediaan Barang Cetakan dan Penggandaan", 2000, 2500),
    Expected("narrative-mismatch", None, None, 6, 5),
    Expected("narrative-mismatch", None, None, 16, 14),
)
