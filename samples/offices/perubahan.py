"""An invented amendment within the year (Perubahan Renja 2023): before beside after, the difference in brackets."""
# ruff: noqa: E501 - rows of data read best on one line

from __future__ import annotations

from dataclasses import replace

from samples.description import (
    Block,
    Description,
    Expected,
    Identity,
    Look,
    Paragraph,
    Row,
    Signature,
    Table,
    Total,
)
from samples.forms import numbered, perubahan
from samples.notation import add, change, plan
from samples.prose import LAWS_C, Story, chapters, listed
from samples.values import money

YEAR = 2023
IDENTITY = Identity("Satuan Polisi Pamong Praja", "Kabupaten Teluk Cempaka", YEAR, None, "perubahan_renja")

PLAN = """
P|1.05.01|PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA|Nilai laporan kinerja|75 Nilai|75 Nilai|=|=|PAD|
K|1.05.01.2.02|Administrasi Keuangan Perangkat Daerah|Persentase layanan keuangan|100%|100%|=|=|DAU|
S|1.05.01.2.02.01|Penyediaan Gaji dan Tunjangan ASN|Jumlah pegawai yang digaji|62 Orang/bulan|60 Orang/bulan|5120000000|5034500000|DAU|Dua pegawai pensiun
K|1.05.01.2.08|Penyediaan Jasa Penunjang Urusan Pemerintahan Daerah|Persentase jasa yang tersedia|100%|100%|=|=|PAD|
S|1.05.01.2.08.01|Penyediaan Jasa Surat Menyurat|Jumlah laporan surat|12 Laporan|12 Laporan|4500000|4500000|PAD|
S|1.05.01.2.08.02|Penyediaan Jasa Komunikasi, Sumber Daya Air dan Listrik|Jumlah laporan jasa|12 Laporan|12 Laporan|96000000|118500000|PAD|Tarif naik
P|1.05.02|PROGRAM PENINGKATAN KETENTERAMAN DAN KETERTIBAN UMUM|Persentase gangguan yang selesai|92%|94%|=|=|PAD|
K|1.05.02.2.01|Penanganan Gangguan Ketenteraman dan Ketertiban Umum dalam 1 (Satu) Daerah Kabupaten/Kota|Jumlah gangguan yang ditangani|48 Kejadian|60 Kejadian|=|=|PAD|
S|1.05.02.2.01.01|Pencegahan Gangguan Ketenteraman dan Ketertiban Umum melalui Deteksi Dini dan Cegah Dini|Jumlah laporan patroli|240 Laporan|300 Laporan|420000000|512750000|PAD|Tambahan regu
S|1.05.02.2.01.03|Koordinasi Penyelenggaraan Ketentraman dan Ketertiban Umum serta Perlindungan Masyarakat|Jumlah dokumen koordinasi|6 Dokumen|6 Dokumen|58000000|-|PAD|Ditunda
K|1.05.02.2.02|Penegakan Peraturan Daerah Kabupaten/Kota dan Peraturan Bupati/Wali Kota|Persentase perkara yang diproses|85%|85%|=|=|PAD|
S|1.05.02.2.02.02|Pengawasan Atas Kepatuhan terhadap Pelaksanaan Peraturan Daerah|Jumlah laporan pengawasan|36 Laporan|36 Laporan|133250000|133250000|PAD|
"""

ROWS = plan(
    PLAN, "kode nama indikator target_sebelum target pagu_sebelum pagu sumber_dana catatan", lokasi="Kab. Teluk Cempaka"
)


def difference(row: Row) -> Row:
    """Add the printed difference: brackets where the amount fell."""
    before, after = (int(one.value or 0) if one else 0 for one in (row.pagu_sebelum, row.pagu))
    text = money(abs(after - before)).raw
    return replace(row, extra={"x.selisih": "-" if after == before else text if after > before else f"({text})"})


WRONG = "Administrasi Keuangan Perangkat Daerah"
BEFORE, AFTER = add(ROWS, "pagu_sebelum"), add(ROWS)


def plan_table() -> Table:
    """Return the only table; one kegiatan kept its old amount after the change."""
    columns = perubahan(YEAR)
    rows = change(ROWS, lambda row: replace(row, pagu=money(5_120_000_000)) if row.nama == WRONG else row)
    rows = change(rows, difference)
    return Table(
        "rencana",
        "Tabel 3.1",
        "3.1",
        (
            "Rumusan Perubahan Rencana Program dan Kegiatan Tahun 2023",
            "Satuan Polisi Pamong Praja Kabupaten Teluk Cempaka",
        ),
        columns,
        rows,
        numbered(columns),
        total=Total(
            "JUMLAH TOTAL", {"sebelum_perubahan.pagu_indikatif": money(BEFORE), "pagu_indikatif": money(AFTER)}
        ),
        tahun=YEAR,
        look=Look(bold_levels=("program", "kegiatan"), merge_equal=("lokasi",)),
    )


def description() -> Description:
    """Return the amended plan: one table, no evaluation."""
    slots: dict[str, tuple[Block, ...]] = {
        "evaluasi": (
            Paragraph("Sampai triwulan kedua sebagian besar kegiatan berjalan, dengan catatan berikut."),
            listed("perlu tambahan regu patroli;", "satu kegiatan koordinasi ditunda.", labels="•"),
        ),
        "rencana": (
            Paragraph(
                f"Pagu setelah perubahan menjadi {money(AFTER, 'Rp. dot,-').raw} dari semula {money(BEFORE, 'Rp. dot,-').raw}."
            ),
            plan_table(),
        ),
        "pendanaan": (Paragraph("Pendanaan perubahan mengikuti tabel pada bab sebelumnya."),),
    }
    return Description(
        "perubahan-2023",
        IDENTITY,
        (
            "PERUBAHAN RENCANA KERJA",
            "(PERUBAHAN RENJA)",
            "SATUAN POLISI PAMONG PRAJA",
            "KABUPATEN TELUK CEMPAKA",
            "TAHUN 2023",
        ),
        chapters(Story(IDENTITY, "Perangkat Daerah", LAWS_C, slots)),
        LAWS_C,
        Signature(
            ("Teluk Cempaka, 3 Agustus 2023", "Kepala Satuan Polisi Pamong Praja,"),
            "Teluk Cempaka",
            "2023-08-03",
            "Kepala Satuan Polisi Pamong Praja",
        ),
        expected=(
            Expected("sum-mismatch", 0, WRONG, 5_034_500_000, 5_120_000_000),
            Expected(
                "sum-mismatch",
                0,
                "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA",
                5_243_000_000,
                5_157_500_000,
            ),
        ),
    )
