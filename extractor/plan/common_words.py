"""Words of targets and headers that a plan may show only broken in its narrow columns."""

from __future__ import annotations

from typing import Final

COMMON_WORDS: Final = frozenset(
    [
        "anggaran", "aplikasi", "berkas", "bidang", "buah", "bulan", "buku", "capaian", "dana", "daerah", "desa",
        "dokumen", "eksemplar", "ekor", "hari", "hektar", "hektare",
        "indeks", "indikatif", "indikator", "jenis", "jumlah", "kali", "kategori",
        "kebutuhan", "kecamatan", "kegiatan", "keluarga", "kelompok", "kelurahan", "keterangan", "ketetapan", "kinerja",
        "kota", "kotak", "kabupaten", "laporan", "lembar", "lembaga", "lokasi", "maju", "meter", "nilai",
        "orang", "orang/bulan", "orang/hari",
        "pagu", "paket", "pegawai", "penanggung", "perangkat", "persen", "persentase", "peserta", "prakiraan",
        "predikat", "program", "provinsi", "realisasi", "rekening", "rekomendasi", "rencana", "rupiah", "sasaran",
        "satuan", "sekolah", "semester", "stel", "sumber", "surat", "tahun", "target", "triwulan", "tujuan", "unit",
        "urusan", "volume", "wilayah",
    ]
)  # fmt: skip
"""Units of targets and words of column headers (Permendagri 86/2017 forms), case folded."""
