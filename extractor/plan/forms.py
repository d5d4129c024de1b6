"""The official table forms, each one declarative description: columns by meaning, groups, what it must have.

A column of a document takes the first entry of a form whose `leaf` its innermost header says and whose `under` its
whole header path says. An entry with an empty field claims a column that has no place in the contract, so that no
later entry takes it for something it is not. See README, *Teaching renja a new form*.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.plan.model import TableKind


@dataclass(frozen=True, slots=True)
class Column:
    """A column by meaning: `leaf` and `under` are words of `words.WORDS`, several joined by a space must all be said.

    A word with a leading "!" must not be said. `under` looks at the whole header path, the leaf included; with a
    leading ">" only at the groups above the leaf. Where a column `displaces`, it alone holds its field: others that
    would hold it take the field named there instead, or none where that is taken or "".
    """

    field: str
    leaf: str = ""
    under: str = ""
    displaces: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A table form: its kind, its columns, the fields it cannot be without, and words of its title.

    `required` holds alternatives separated by "|", each a field or the start of one. A leaf that says `forbidden`
    rules the form out; a header, the title or a column of indicators must say `subject`. `title` is a pattern over the
    title's key; a title that says it counts like three columns.
    """

    kind: TableKind
    name: str
    columns: tuple[Column, ...]
    required: tuple[str, ...]
    title: str
    forbidden: str = ""
    subject: str = ""


def _half(prefix: str, group: str) -> tuple[Column, ...]:
    """Return the columns of one half of the review against the RKPD."""
    return (
        Column(f"{prefix}.kode", "KODE", group),
        Column(f"{prefix}.indikator.uraian", "INDIKATOR", group),
        Column(f"{prefix}.lokasi", "LOKASI", group),
        Column(f"{prefix}.indikator.target.unit", "SATUAN", group),
        Column(f"{prefix}.sumber_dana", "SUMBER_DANA", group),
        Column(f"{prefix}.penanggung_jawab", "PENANGGUNG_JAWAB", group),
        Column(f"{prefix}.catatan", "CATATAN", group),
        Column(f"{prefix}.pagu_indikatif", "UANG", group),
        Column(f"{prefix}.indikator.target", "TARGET", group),
        Column(f"{prefix}.nama", "NAMA", group),
    )


_PLAN = (
    Column("nomor", "NOMOR"),
    Column("kode", "KODE"),
    Column("kelompok_sasaran", "KELOMPOK_SASARAN"),
    Column("prioritas", "PRIORITAS !SASARAN !NAMA"),
    Column("prioritas", "", ">PRIORITAS_GRUP"),
    Column("", "", "SELISIH"),
    Column("", "", "TRIWULAN"),
    Column("prakiraan_maju", "UANG", "MAJU"),
    Column("prakiraan_maju", "NAMA !INDIKATOR", "MAJU >UANG"),
    Column("indikator.target_maju.unit", "SATUAN", "MAJU"),
    Column("indikator.target_maju", "TARGET", "MAJU"),
    Column("indikator.target_maju", "!SATUAN", "MAJU >TARGET_GRUP"),
    Column("", "INDIKATOR", "MAJU"),
    Column("sebelum_perubahan.target", "TARGET !UANG", "SEBELUM"),
    Column("sebelum_perubahan.target", "SEBELUM", ">TARGET_GRUP"),
    Column("sebelum_perubahan.pagu_indikatif", "UANG", "SEBELUM"),
    Column("sebelum_perubahan.pagu_indikatif", "SEBELUM", "!TARGET !LOKASI !INDIKATOR"),
    Column("", "INDIKATOR", "SEBELUM"),
    Column("", "LOKASI", "SEBELUM"),
    Column("", "SUMBER_DANA", "SEBELUM"),
    Column("", "SATUAN", "SEBELUM"),
    Column("pagu_indikatif", "UANG", "SESUDAH", displaces="sebelum_perubahan.pagu_indikatif"),
    Column("pagu_indikatif", "SESUDAH", "!TARGET !LOKASI !INDIKATOR", displaces="sebelum_perubahan.pagu_indikatif"),
    Column("indikator.target", "TARGET", "SESUDAH", displaces="sebelum_perubahan.target"),
    Column("indikator.target", "SESUDAH", ">TARGET_GRUP", displaces="sebelum_perubahan.target"),
    Column("", "!NAMA", "RENSTRA"),
    Column("", "!NAMA", "REALISASI"),
    Column("", "TARGET", "PERKIRAAN"),
    Column("", "PERKIRAAN !UANG", "!MAJU"),
    Column("pagu_indikatif", "UANG"),
    Column("pagu_indikatif", "NAMA !INDIKATOR", ">UANG"),
    Column("indikator.target.unit", "SATUAN"),
    Column("indikator.target", "TARGET", "!NAMA"),
    Column("indikator.target", "", ">TARGET_GRUP"),
    Column("indikator.uraian", "INDIKATOR !INDIKATOR_SASARAN !INDIKATOR_TUJUAN", displaces=""),
    Column("indikator.uraian", "INDIKATOR"),
    Column("lokasi", "LOKASI"),
    Column("sumber_dana", "SUMBER_DANA"),
    Column("penanggung_jawab", "PENANGGUNG_JAWAB"),
    Column("penanggung_jawab", "BIDANG"),
    Column("catatan", "CATATAN"),
    Column("prakiraan_maju", "MAJU !TARGET"),
    Column("indikator.target", "TARGET"),
    Column("sasaran", "SASARAN !NAMA"),
    Column("nama", "NAMA"),
    Column("nama", "URAIAN"),
)

_GROUPS = (
    ("tingkat_realisasi_lalu", "TINGKAT", ">TARGET_DAN_REALISASI"),
    ("tingkat_realisasi_lalu", "TINGKAT", "LALU !RENSTRA"),
    ("tingkat_perkiraan", "TINGKAT", "PERKIRAAN"),
    ("perkiraan_realisasi", "", "PERKIRAAN REALISASI"),
    ("triwulan_1", "", "TRIWULAN TRIWULAN_1 !SAMPAI_TRIWULAN"),
    ("triwulan_2", "", "TRIWULAN TRIWULAN_2 !SAMPAI_TRIWULAN"),
    ("triwulan_3", "", "TRIWULAN TRIWULAN_3 !SAMPAI_TRIWULAN"),
    ("triwulan_4", "", "TRIWULAN TRIWULAN_4 !SAMPAI_TRIWULAN"),
    ("tingkat_capaian", "", "TINGKAT"),
)

FORMS: tuple[Form, ...] = (
    Form(
        kind="rencana",
        name="Rumusan Rencana Program dan Kegiatan dan Prakiraan Maju (T-VI.C.10, T-C.33, SIPD)",
        columns=_PLAN,
        required=("nama", "pagu_indikatif|prakiraan_maju"),
        title=r"(?:rumusan){e<=1}rencana|rencanaprogram|prakiraanmaju|rencanakerja|pendanaan",
        forbidden="HARGA",
        subject="NAMA",
    ),
    Form(
        kind="telaah_rkpd",
        name="Review terhadap Rancangan Awal RKPD (T-C.31)",
        columns=(
            Column("nomor", "NOMOR"),
            *_half("hasil_analisis", "HASIL_ANALISIS"),
            *_half("rancangan_awal", "RANCANGAN_AWAL !HASIL_ANALISIS"),
            Column("kode", "KODE"),
            Column("catatan", "CATATAN"),
        ),
        required=("rancangan_awal.nama", "hasil_analisis.nama|hasil_analisis.pagu_indikatif"),
        title=r"(?:review|reviu|telaah\w*)\w*rancanganawal",
    ),
    Form(
        kind="usulan_masyarakat",
        name="Usulan Program dan Kegiatan dari Para Pemangku Kepentingan (T-C.32)",
        columns=(
            Column("nomor", "NOMOR"),
            Column("lokasi", "LOKASI"),
            Column("lokasi", "DESA"),
            Column("indikator", "INDIKATOR"),
            Column("volume.unit", "SATUAN"),
            Column("volume", "TARGET"),
            Column("pagu_indikatif", "UANG"),
            Column("catatan", "CATATAN"),
            Column("", "PENANGGUNG_JAWAB"),
            Column("program_kegiatan", "NAMA"),
            Column("program_kegiatan", "USULAN"),
        ),
        required=("program_kegiatan", "volume|lokasi"),
        title=r"usulan|pemangkukepentingan|musrenbang|aspirasi|pokir",
    ),
    Form(
        kind="tujuan_sasaran",
        name="Tujuan dan Sasaran Renja",
        columns=(
            Column("nomor", "NOMOR"),
            Column("indikator_tujuan", "INDIKATOR_TUJUAN !INDIKATOR_KEDUANYA"),
            Column("indikator_sasaran", "INDIKATOR_SASARAN"),
            Column("tujuan", "TUJUAN"),
            Column("sasaran", "SASARAN"),
            Column("target.unit", "SATUAN"),
            Column("target", "TARGET"),
            Column("target", "TAHUN"),
            Column("indikator_sasaran", "INDIKATOR"),
        ),
        required=("sasaran", "tujuan|indikator_sasaran"),
        title=r"tujuandansasaran|tujuansasaran",
    ),
    Form(
        kind="kinerja_pelayanan",
        name="Pencapaian Kinerja Pelayanan Perangkat Daerah (T-C.30)",
        columns=(
            Column("nomor", "NOMOR"),
            Column("", "IKK"),
            Column("realisasi", "TAHUN", "REALISASI", displaces=""),
            Column("", "TAHUN", "PROYEKSI"),
            Column("", "", "PROYEKSI"),
            Column("", "TINGKAT"),
            Column("target", "TAHUN", "TARGET_ANYWHERE"),
            Column("realisasi", "REALISASI", displaces=""),
            Column("realisasi", "CAPAIAN"),
            Column("target", "TARGET"),
            Column("satuan", "SATUAN"),
            Column("catatan", "CATATAN"),
            Column("indikator", "INDIKATOR", displaces=""),
            Column("indikator", "NAMA"),
            Column("indikator", "SASARAN"),
        ),
        required=("indikator", "target|realisasi"),
        title=r"kinerjapelayanan|pencapaiankinerja|capaiankinerja|indikatorkinerjautama",
    ),
    Form(
        kind="evaluasi",
        name="Evaluasi Hasil Renja (T-VI.C.1, T-C.29; by quarter: T-E)",
        columns=(
            Column("nomor", "NOMOR"),
            Column("kode", "KODE"),
            Column("penanggung_jawab", "PENANGGUNG_JAWAB"),
            Column("catatan", "CATATAN"),
            Column("", "", "TRIWULAN TARGET_ANYWHERE !REALISASI"),
            *(Column(f"capaian.{name}", leaf, under) for name, leaf, under in _GROUPS),
            Column("capaian.realisasi_renja_lalu", "REALISASI", ">TARGET_DAN_REALISASI"),
            Column("capaian.target_renja_lalu", "", ">TARGET_DAN_REALISASI"),
            Column("capaian.realisasi_lalu", "", "REALISASI HASIL_KELUARAN"),
            Column("capaian.realisasi_lalu", "", "REALISASI LALU"),
            Column("capaian.realisasi_renstra", "", "REALISASI RENSTRA"),
            Column("capaian.target_renstra", "", "TARGET_ANYWHERE RENSTRA"),
            Column("capaian.realisasi", "", "REALISASI !TARGET_DAN_REALISASI"),
            Column("indikator.uraian", "INDIKATOR !INDIKATOR_SASARAN !INDIKATOR_TUJUAN", displaces=""),
            Column("indikator.uraian", "INDIKATOR"),
            Column("sasaran", "SASARAN !NAMA"),
            Column("nama", "NAMA !TARGET"),
            Column("capaian.target", "", "TARGET_ANYWHERE"),
            Column("capaian.target", "UANG"),
            Column("nama", "URAIAN"),
        ),
        required=("nama", "capaian.realisasi|capaian.triwulan|capaian.perkiraan|capaian.tingkat"),
        title=r"(?:evaluasi){e<=1}|(?:rekapitulasi){e<=1}|realisasi",
        subject="NAMA",
    ),
)
