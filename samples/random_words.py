"""Words for random offices: regions, offices with their fields of work, and names of work that no list holds."""
# ruff: noqa: E501 - lists of words read best on one line

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Field:
    """A field of government: codes of the old and the new numbering, its name, its office, what it works on."""

    old: str
    new: str
    bidang: str
    office: str
    things: tuple[str, ...]


FIELDS = (
    Field("1.01", "1.01", "PENDIDIKAN", "Dinas Pendidikan", ("Ruang Kelas", "Buku Pelajaran", "Pendidik", "Kurikulum Muatan Lokal", "Sekolah Dasar", "Peserta Didik", "Perpustakaan Sekolah")),
    Field("1.02", "1.02", "KESEHATAN", "Dinas Kesehatan", ("Puskesmas", "Obat dan Vaksin", "Tenaga Kesehatan", "Gizi Masyarakat", "Kesehatan Ibu dan Anak", "Imunisasi Dasar", "Ambulans Desa")),
    Field("1.03", "1.03", "PEKERJAAN UMUM DAN PENATAAN RUANG", "Dinas Pekerjaan Umum", ("Jalan Kabupaten", "Jembatan", "Irigasi Tersier", "Drainase Perkotaan", "Air Minum Perdesaan", "Tata Ruang", "Jasa Konstruksi")),
    Field("1.06", "1.06", "SOSIAL", "Dinas Sosial", ("Penyandang Disabilitas", "Lanjut Usia Terlantar", "Korban Bencana", "Keluarga Penerima Manfaat", "Taman Makam Pahlawan", "Karang Taruna")),
    Field("2.01", "3.27", "PERTANIAN", "Dinas Pertanian", ("Benih Padi", "Alat Mesin Pertanian", "Penyuluh Lapangan", "Jalan Usaha Tani", "Kelompok Tani", "Ternak Sapi", "Lahan Kering")),
    Field("1.08", "2.11", "LINGKUNGAN HIDUP", "Dinas Lingkungan Hidup", ("Bank Sampah", "Kualitas Air Sungai", "Ruang Terbuka Hijau", "Tempat Pemrosesan Akhir", "Izin Lingkungan", "Limbah Cair")),
    Field("2.06", "3.30", "PERDAGANGAN", "Dinas Perdagangan", ("Pasar Rakyat", "Tera Ulang", "Pedagang Kecil", "Harga Bahan Pokok", "Ekspor Daerah", "Pupuk Bersubsidi")),
    Field("1.26", "2.23", "PERPUSTAKAAN", "Dinas Perpustakaan dan Kearsipan", ("Koleksi Buku", "Perpustakaan Keliling", "Naskah Kuno", "Arsip Statis", "Pustakawan", "Budaya Baca")),
    Field("1.20", "6.01", "INSPEKTORAT DAERAH", "Inspektorat", ("Tindak Lanjut Temuan", "Audit Kinerja", "Auditor", "Zona Integritas", "Laporan Gratifikasi", "Reviu Anggaran")),
    Field("1.20", "7.01", "KECAMATAN", "Kecamatan Batu Lereng", ("Pelayanan Terpadu", "Musyawarah Desa", "Keamanan Lingkungan", "Kader Kelurahan", "Batas Wilayah", "Gotong Royong")),
)  # fmt: skip

REGIONS = ("Kabupaten Hulu Rimba", "Kabupaten Muara Tenang", "Kota Pasir Emas", "Kabupaten Lembah Sunyi", "Kota Tanjung Raya", "Kabupaten Telaga Pandan")  # fmt: skip
VERBS = ("Penyediaan", "Pengelolaan", "Pembinaan", "Koordinasi", "Pemeliharaan", "Pembangunan", "Rehabilitasi", "Fasilitasi", "Pengawasan", "Peningkatan Kapasitas", "Pendataan", "Evaluasi", "Penguatan", "Penyusunan Rencana", "Sosialisasi")  # fmt: skip
TAILS = ("", "", "", " di Tingkat Desa", " Skala Daerah", " bagi Masyarakat", " dan Pelaporannya", " secara Terpadu", " Lintas Wilayah", " Tahap Lanjutan")  # fmt: skip
BROAD = ("Pengembangan", "Peningkatan Kualitas", "Pengelolaan", "Pemberdayaan", "Penataan", "Perlindungan", "Pengendalian")  # fmt: skip
UNITS = ("Dokumen", "Laporan", "Orang", "Unit", "Paket", "Kegiatan", "kali", "Desa", "bulan", "Kelompok", "Orang/bulan", "Ton", "hektar")  # fmt: skip
SUPPORT = (
    ("Perencanaan, Penganggaran, dan Evaluasi Kinerja Perangkat Daerah", ("Penyusunan Dokumen Perencanaan Perangkat Daerah", "Koordinasi dan Penyusunan Dokumen RKA-SKPD", "Evaluasi Kinerja Perangkat Daerah")),
    ("Administrasi Keuangan Perangkat Daerah", ("Penyediaan Gaji dan Tunjangan ASN", "Koordinasi dan Pelaksanaan Akuntansi SKPD")),
    ("Administrasi Umum Perangkat Daerah", ("Penyediaan Bahan Logistik Kantor", "Fasilitasi Kunjungan Tamu", "Penyelenggaraan Rapat Koordinasi dan Konsultasi SKPD")),
    ("Penyediaan Jasa Penunjang Urusan Pemerintahan Daerah", ("Penyediaan Jasa Surat Menyurat", "Penyediaan Jasa Pelayanan Umum Kantor")),
)  # fmt: skip
OLD_SUPPORT = ("Penyediaan jasa surat menyurat", "Penyediaan alat tulis kantor", "Penyediaan makanan dan minuman", "Rapat-rapat koordinasi dan konsultasi ke luar daerah")  # fmt: skip


class Namer:
    """Makes names of work of one field, each once."""

    def __init__(self, rng: Random, field: Field) -> None:
        self.rng = rng
        self.field = field
        self.used: set[str] = set()

    def program(self) -> str:
        """Return the name of a program without the word."""
        return self._fresh(lambda: f"{self.rng.choice(BROAD)} {self.rng.choice(self.field.things)}")

    def work(self) -> str:
        """Return the name of a kegiatan or sub kegiatan."""
        return self._fresh(
            lambda: f"{self.rng.choice(VERBS)} {self.rng.choice(self.field.things)}{self.rng.choice(TAILS)}"
        )

    def _fresh(self, make: Callable[[], str]) -> str:
        while True:
            name = make()
            if name.casefold() not in self.used:
                self.used.add(name.casefold())
                return name


# Header words by column field; the first is the official one.
SYNONYMS = {
    "kode": ("Kode", "KODE", "Kode Rekening", "Kode Program/Kegiatan"),
    "nama": ("Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan", "Program/Kegiatan", "PROGRAM/KEGIATAN/SUB KEGIATAN", "Urusan/Program/Kegiatan", "BIDANG URUSAN / PROGRAM / KEGIATAN"),
    "indikator.uraian": ("Indikator Kinerja Program/Kegiatan", "Indikator Kinerja Program (Outcome)/Kegiatan (Output)", "Indikator Kinerja", "INDIKATOR", "Tolok Ukur", "Tolak Ukur"),
    "lokasi": ("Lokasi", "Lokasi Kegiatan", "LOKASI", "Lokasi Output Kegiatan"),
    "indikator.target": ("Target Capaian Kinerja", "Target Kinerja", "Target Capaian", "Target"),
    "pagu_indikatif": ("Kebutuhan Dana/Pagu Indikatif (Rp.)", "Pagu Indikatif (Rp)", "Kebutuhan Dana /Pagu Indikatif (Rp)", "PAGU (RP)", "Pagu Anggaran", "Anggaran (Rp.)"),
    "sumber_dana": ("Sumber Dana", "Sumber Pendanaan", "SUMBER DANA"),
    "catatan": ("Catatan Penting", "Catatan", "Ket", "KETERANGAN"),
    "indikator.target_maju": ("Target Capaian Kinerja", "Target Kinerja", "Target"),
    "prakiraan_maju": ("Kebutuhan Dana/Pagu Indikatif (Rp.)", "Pagu Indikatif (Rp)", "Anggaran (Rp.)"),
    "penanggung_jawab": ("Perangkat Daerah Penanggung Jawab", "Unit Kerja Penanggung Jawab", "SKPD Penanggungjawab"),
    "kelompok_sasaran": ("Kelompok Sasaran", "Kelompok Sasaran Kegiatan"),
}  # fmt: skip
NOW_GROUPS = ("Rencana Tahun {n}", "Rencana Tahun ({n})", "RENCANA KERJA TAHUN {n}", "Rencana Tahun {n} (N)")
LATER_GROUPS = ("Prakiraan Maju Rencana Tahun {n}", "Perkiraan Maju Tahun {n}", "Prakiraan Maju Rencana Tahun {n} (N+1)", "PRAKIRAAN MAJU TAHUN {n}")  # fmt: skip
TOTALS = ("JUMLAH", "TOTAL", "T O T A L", "Jumlah Total", "JUMLAH TOTAL", "Jumlah", "J U M L A H")
