"""An invented provincial dinas of 2019 (era B): thousands of rupiah, targets as ranges, levels and letters, units apart."""
# ruff: noqa: E501 - rows of data read best on one line

from __future__ import annotations

from dataclasses import replace

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
    Table,
    Total,
)
from samples.forms import numbered
from samples.notation import add, change, plan
from samples.prose import LAWS_B, Story, chapters
from samples.values import money

YEAR = 2019
IDENTITY = Identity("Dinas Kelautan dan Perikanan", "Provinsi Nusa Jaya", YEAR, "Nusa Jaya", tahapan="rancangan")

NOW, LATER_HEAD = "RENCANA KERJA TAHUN 2019", "PERKIRAAN MAJU TAHUN 2020"
COLUMNS = (
    Column("kode", ("KODE REKENING",), 1.5),
    Column("nama", ("URUSAN / PROGRAM / KEGIATAN",), 3),
    Column("indikator.uraian", ("TOLAK UKUR",), 2.8),
    Column("indikator.target#", (NOW, "TARGET"), 1),
    Column("satuan", (NOW, "SATUAN"), 1),
    Column("lokasi", (NOW, "LOKASI"), 1.3),
    Column("pagu_indikatif", (NOW, "ANGGARAN (ribuan Rp)"), 1.5),
    Column("sumber_dana", (NOW, "SUMBER PENDANAAN"), 1),
    Column("prakiraan_maju", (LATER_HEAD, "ANGGARAN (ribuan Rp)"), 1.5),
    Column("catatan", ("KETERANGAN",), 1.2),
)

PLAN = """
G||Sekretariat|||||
P|3.05.3.05.01.01|PROGRAM PELAYANAN ADMINISTRASI PERKANTORAN|Tingkat layanan kantor|3 Level{Level 3}|=|APBD|=
K|3.05.3.05.01.01.02|Penyediaan jasa komunikasi, sumber daya air dan listrik|Lama layanan|12 Bulan|684000000|APBD|718200000
K|3.05.3.05.01.01.17|Penyediaan makanan dan minuman|Rapat yang dilayani|? kali{10–12 kali}!range|92500000|APBD|97125000
G||Bidang Perikanan Tangkap|||||
P|3.05.3.05.01.20|PROGRAM PENGEMBANGAN PERIKANAN TANGKAP|Produksi tangkapan|1.000 Ton|=|DAK|=
K|3.05.3.05.01.20.01|Pendampingan pada kelompok nelayan perikanan tangkap|Kelompok yang didampingi|45 Kelompok|615250000|DAK|646013000
K|3.05.3.05.01.20.05|Rehabilitasi sedang/berat tempat pelelangan ikan|Tempat lelang yang dipulihkan|3 Unit|2890000000|DAK|3034500000
G||Bidang Pengawasan|||||
P|3.05.3.05.01.21|PROGRAM PEMBERDAYAAN MASYARAKAT DALAM PENGAWASAN SUMBER DAYA KELAUTAN|Kepatuhan pelaku usaha|95,84 %|=|APBD|=
K|3.05.3.05.01.21.01|Pembentukan kelompok masyarakat swakarsa pengamanan sumberdaya kelautan|Nilai kelompok|{A}|148750000|APBD|156188000
"""


def _level3(row: Row) -> Row:
    return replace(row, lokasi=None if row.level == "kelompok" else "Nusa Jaya")


ROWS = change(plan(PLAN, "kode nama indikator target pagu sumber_dana maju", "ribuan"), _level3)
SUM, LATER = add(ROWS), add(ROWS, "maju")


def plan_table() -> Table:
    """Return the plan: grouping rows across the table, amounts in thousands."""
    return Table(
        "rencana",
        "Tabel 4.1",
        "4.1",
        (
            "Rencana Program dan Kegiatan Dinas Kelautan dan Perikanan Provinsi Nusa Jaya Tahun 2019",
            "(dalam ribuan rupiah)",
        ),
        COLUMNS,
        ROWS,
        numbered(COLUMNS, "({})"),
        total=Total(
            "TOTAL", {"pagu_indikatif": money(SUM - 90_000, "ribuan"), "prakiraan_maju": money(LATER, "ribuan")}
        ),
        tahun=YEAR,
        look=Look(bold_levels=("program",), parts=(7,), stray="Rencana Kerja Tahun 2019", repeat_header=True),
    )


def staff_table() -> Table:
    """Return a table of no official kind: staff by rank."""
    head = ("Golongan", "Laki-laki", "Perempuan", "Jumlah")
    columns = tuple(Column(f"x.{index}", (text,)) for index, text in enumerate(head))
    rows = (("IV", "7", "4", "11"), ("III", "38", "29", "67"), ("II", "12", "9", "21"))
    return Table(
        "other",
        "Tabel 2.1",
        "2.1",
        ("Pegawai menurut Golongan",),
        columns,
        tuple(Record({f"x.{index}": text for index, text in enumerate(row)}) for row in rows),
    )


def description() -> Description:
    """Return the whole plan."""
    slots: dict[str, tuple[Block, ...]] = {
        "kinerja": (Paragraph("Pegawai dinas menurut golongan adalah sebagai berikut."), staff_table()),
        "pendanaan": (Paragraph("Rencana tahun 2019 memuat 3 program dan 5 kegiatan sebagai berikut."), plan_table()),
    }
    return Description(
        "provinsi-2019",
        IDENTITY,
        (
            "RANCANGAN",
            "RENCANA KERJA (RENJA) PERANGKAT DAERAH",
            "DINAS KELAUTAN DAN PERIKANAN",
            "PROVINSI NUSA JAYA",
            "TAHUN 2019",
        ),
        chapters(Story(IDENTITY, "Perangkat Daerah", LAWS_B, slots)),
        LAWS_B,
        Signature(("Nusa Jaya, Mei 2018", "Kepala Dinas,"), "Nusa Jaya", None, "Kepala Dinas"),
        expected=(Expected("total-mismatch", 1, None, SUM, SUM - 90_000),),
    )
