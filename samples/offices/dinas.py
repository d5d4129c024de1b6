"""An invented dinas of 2013 (Permendagri 13/2006 and 54/2010): SKPD wording, four chapters, codes over five cells.

Amounts end in ",-"; a few cells group by commas, as spreadsheets of the time did. Automatic heading and list numbers.
"""
# ruff: noqa: E501 - rows of data read best on one line

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from samples.description import (
    Block,
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
from samples.forms import kinerja_full, numbered, rekapitulasi, rekapitulasi_numbers, rencana, telaah, usulan
from samples.notation import add, change, evaluation, plan, review, tree
from samples.prose import LAWS_A, Story, chapters, listed, regulation
from samples.values import meant, money

YEAR = 2013
IDENTITY = Identity("Dinas Perhubungan", "Kabupaten Banyu Langit", YEAR, "Nusa Jaya")

PLAN = """
U|1|URUSAN WAJIB||||||
B|1.07|PERHUBUNGAN||||||
G|1.07.01|Dinas Perhubungan||||||
P|1.07.01.01|Program Pelayanan Administrasi Perkantoran|Terpenuhinya kebutuhan kantor|100%|=|APBD Kab|=|100%
K|1.07.01.01.01|Penyediaan jasa surat menyurat|Surat yang terkirim|1.200 surat|6500000|APBD Kab|7150000|1.250 surat
K|1.07.01.01.02|Penyediaan jasa komunikasi, sumber daya air dan listrik|Rekening yang dibayar|12 bulan|48000000|APBD Kab|52800000|12 bulan
K|1.07.01.01.10|Penyediaan alat tulis kantor|Alat tulis yang tersedia|35 jenis|27350000 IDR{27,350,000}!repaired|APBD Kab|30085000|35 jenis
K|1.07.01.01.18|Rapat-rapat koordinasi dan konsultasi ke luar daerah|Perjalanan yang dilakukan|40 kali|96000000|APBD Kab|105600000|44 kali
P|1.07.01.02|Program Peningkatan Sarana dan Prasarana Aparatur|Sarana yang layak pakai|90%|=|APBD Kab|=|92%
K|1.07.01.02.22|Pemeliharaan rutin/berkala gedung kantor|Gedung yang dipelihara|2 unit|75000000|APBD Kab|82500000|2 unit
K|1.07.01.02.24|Pemeliharaan rutin/berkala kendaraan dinas/operasional|Kendaraan yang dipelihara|14 unit|121800000 IDR{121,800,000}!repaired|APBD Kab|133980000|15 unit
P|1.07.01.15|Program Pembangunan Prasarana dan Fasilitas Perhubungan|Titik rawan yang tertangani|24 titik|=|DAK|=|28 titik
K|1.07.01.15.04|Kegiatan koordinasi dalam pembangunan prasarana dan fasilitas perhubungan|Laporan koordinasi|4 laporan|32500000|DAK|35750000|4 laporan
K|1.07.01.15.06|Pembangunan halte bus dan taxi di gedung terminal|Halte yang terbangun|6 unit|540000000|DAK|594000000|6 unit
P|1.07.01.17|Program Peningkatan Pelayanan Angkutan|Angkutan yang laik jalan|95,5%|=|APBD Kab|=|96%
K|1.07.01.17.05|Kegiatan penciptaan layanan cepat, tepat, murah dan mudah|Kendaraan yang diuji|3.450 unit|188250000|APBD Kab|207075000|3.600 unit
K|1.07.01.17.09|Kegiatan pengawasan peralatan keamanan dalam keadaan darurat dan perlengkapan pertolongan pertama|Armada yang diperiksa|150 armada|41000000|APBD Kab|45100000|160 armada
P|1.07.01.19|Program Pengendalian dan Pengamanan Lalu Lintas|Rambu yang berfungsi|85%|=|APBD Kab|=|88%
K|1.07.01.19.01|Pengadaan rambu-rambu lalu lintas|Rambu yang terpasang|120 buah|96000000|APBD Kab|105600000|130 buah
K|1.07.01.19.02|Pengadaan marka jalan|Marka yang tercat|2.500 meter|187500000|APBD Kab|206250000|2.750 meter
"""

FIELDS = "kode nama indikator target pagu sumber_dana maju target_maju"
ROWS = plan(PLAN, FIELDS, "dot,-", lokasi="Banyu Langit")
ROWS = change(
    ROWS, lambda row: replace(row, lokasi=None) if row.level in ("urusan", "bidang_urusan", "kelompok") else row
)
SUM, LATER = add(ROWS), add(ROWS, "maju")

EVALUATION = """
U|1|URUSAN WAJIB|
B|1.07|PERHUBUNGAN|
P|1.07.01.01|Program Pelayanan Administrasi Perkantoran|Terpenuhinya kebutuhan kantor|100%|80%|100%|95%|95%|100%|100%|100%
K|1.07.01.01.01|Penyediaan jasa surat menyurat|Surat yang terkirim|6.000 surat|2.200 surat|1.100 surat|1.045 surat|95%|1.150 surat|4.395 surat|73,25%
K|1.07.01.01.02|Penyediaan jasa komunikasi, sumber daya air dan listrik|Rekening yang dibayar|60 bulan|24 bulan|12 bulan|12 bulan|100%|12 bulan|48 bulan|80%
P|1.07.01.15|Program Pembangunan Prasarana dan Fasilitas Perhubungan|Titik rawan yang tertangani|30 titik|8 titik|6 titik|5 titik|83,33%|6 titik|19 titik|63,33%
K|1.07.01.15.06|Pembangunan halte bus dan taxi di gedung terminal|Halte yang terbangun|30 unit|10 unit|6 unit|4 unit|66,67%|6 unit|20 unit|66,67%
P|1.07.01.17|Program Peningkatan Pelayanan Angkutan|Angkutan yang laik jalan|97%|88%|92%|91,08%|99%|94%|94%|96,91%
K|1.07.01.17.05|Kegiatan penciptaan layanan cepat, tepat, murah dan mudah|Kendaraan yang diuji|16.000 unit|6.100 unit|3.200 unit|3.040 unit|95%|3.300 unit|12.440 unit|87,75%
"""

EVALUATION_FIELDS = (
    "kode nama indikator target_renstra:k realisasi_lalu:k target_renja_lalu:k realisasi_renja_lalu:k "
    "tingkat_realisasi_lalu:k target:k perkiraan_realisasi:k tingkat_perkiraan:k"
)

FORM = rekapitulasi(YEAR, 5, "SKPD")


def evaluation_table() -> Table:
    """Return the recapitulation (T-VI.C.1): eleven columns, the code over five more cells."""
    return Table(
        "evaluasi",
        "Tabel 2.1",
        "2.1",
        (
            "Rekapitulasi Evaluasi Hasil Pelaksanaan Renja SKPD dan Pencapaian Renstra SKPD",
            "s/d Tahun 2012 Kabupaten Banyu Langit",
        ),
        FORM,
        evaluation(EVALUATION, EVALUATION_FIELDS),
        rekapitulasi_numbers(5),
        tahun=2011,
        look=Look(bold_levels=("urusan", "bidang_urusan", "program"), repeat_header=True, parts=(5,)),
    )


def service_table() -> Table:
    """Return Tabel 2.2: the thirteen columns of T-C.30."""
    rows = (
        ("1", "Rasio izin trayek", "", "√", ("0,62", "0,65", "0,70", "0,74"), ("0,60", "0,64"), ("0,71", "0,75"), ""),
        (
            "2",
            "Kendaraan wajib uji yang diuji",
            "100%",
            "",
            ("3.200 unit", "3.300 unit", "3.450 unit", "3.600 unit"),
            ("3.040 unit", "3.290 unit"),
            ("3.450 unit", "3.600 unit"),
            "Tercapai",
        ),
        ("3", "Halte yang berfungsi (%)", "", "√", ("60%", "70%", "80%", "90%"), ("58,5%", "69%"), ("80%", "90%"), ""),
    )
    years = range(YEAR - 2, YEAR + 2)
    return Table(
        "kinerja_pelayanan",
        "Tabel 2.2",
        "2.2",
        ("Pencapaian Kinerja Pelayanan SKPD Dinas Perhubungan", "Kabupaten Banyu Langit"),
        kinerja_full(YEAR, "SKPD"),
        tuple(
            Record(
                {
                    "nomor": number,
                    "indikator": name,
                    "x.spm": standard,
                    "x.ikk": key,
                    **{f"target.{year}": meant(text) for year, text in zip(years, targets, strict=True)},
                    **{f"realisasi.{year}": meant(text) for year, text in zip(years, done, strict=False)},
                    **{f"x.proyeksi.{YEAR + n}": text for n, text in enumerate(ahead)},
                    "catatan": note,
                }
            )
            for number, name, standard, key, targets, done, ahead, note in rows
        ),
        numbered(kinerja_full(YEAR, "SKPD"), "({})"),
    )


def review_table() -> Table:
    """Return Tabel 2.3: lokasi before indikator; the need for bus stops is less than the draft says."""
    flat = [row for row in _flat(ROWS) if row.level in ("program", "kegiatan")]
    counts = {"program": 0, "kegiatan": 0}

    def number(row: Row, _: int) -> str:
        counts[row.level] += 1
        return chr(64 + counts["program"]) if row.level == "program" else str(counts["kegiatan"])

    rows = change(tree(flat), lambda row: replace(row, kode=None, sumber_dana=None, maju=None))
    columns = telaah("Kebutuhan Dana (Rp.)", location_first=True)
    return Table(
        "telaah_rkpd",
        "Tabel 2.3",
        "2.3",
        ("Review terhadap Rancangan Awal RKPD Tahun 2013", "Kabupaten Banyu Langit"),
        columns,
        review(rows, number, {}),
        numbered(columns),
        total=Total(
            "J U M L A H",
            {
                "rancangan_awal.pagu_indikatif": money(SUM, "dot,-"),
                "hasil_analisis.pagu_indikatif": money(SUM, "dot,-"),
            },
        ),
        look=Look(bold_levels=("program",)),
    )


def _flat(rows: tuple[Row, ...]) -> list[Row]:
    return [one for row in rows for one in (replace(row, children=()), *_flat(row.children))]


def proposals_table() -> Table:
    """Return Tabel 2.4 with the amount column some offices add."""
    rows = (
        (
            "1",
            "Pengadaan rambu-rambu lalu lintas",
            "Kec. Hulu Rimba",
            "Rambu yang terpasang",
            "40 buah",
            "32000000",
            "Usulan musrenbang",
        ),
        (
            "2",
            "Pembangunan halte bus dan taxi di gedung terminal",
            "Kec. Muara Tenang",
            "Halte yang terbangun",
            "2 unit",
            "180000000",
            "",
        ),
        (
            "3",
            "Pengadaan marka jalan",
            "Desa Batu Lereng",
            "Marka yang tercat",
            "1,5 km",
            "45000000",
            "Menunggu status jalan",
        ),
    )
    fields = [column.field for column in usulan(money=True)]
    return Table(
        "usulan_masyarakat",
        "Tabel 2.4",
        "2.4",
        ("Usulan Program dan Kegiatan dari Para Pemangku Kepentingan Tahun 2013",),
        usulan(money=True),
        tuple(
            Record(
                {
                    **dict(zip(fields, row, strict=True)),
                    "volume": meant(row[4]),
                    "pagu_indikatif": money(int(row[5]), "dot,-"),
                }
            )
            for row in rows
        ),
        numbered(usulan(money=True)),
    )


def plan_table() -> Table:
    """Return Tabel 3.1 (T-VI.C): code over five cells, header repeated on its second part, total spelt JUMLAH."""
    columns = rencana(YEAR, 5)
    return Table(
        "rencana",
        "Tabel 3.1",
        "3.1",
        (
            "Rumusan Rencana Program dan Kegiatan SKPD Tahun 2013 dan Prakiraan Maju Tahun 2014",
            "Dinas Perhubungan Kabupaten Banyu Langit",
        ),
        columns,
        change(ROWS, _typed),
        numbered(columns, "({})"),
        total=Total("JUMLAH", {"pagu_indikatif": money(SUM, "dot,-"), "prakiraan_maju": money(LATER + 9000, "dot,-")}),
        tahun=YEAR,
        look=Look(
            wide_groups=False,
            bold_levels=("urusan", "bidang_urusan", "kelompok", "program"),
            repeat_header=True,
            parts=(9,),
        ),
    )


ROAD = "Pengadaan marka jalan"
SIGNS = "Program Pengendalian dan Pengamanan Lalu Lintas"


def _typed(row: Row) -> Row:
    """Swap two digits of one amount, as a typist does."""
    return replace(row, pagu=money(178_500_000, "dot,-")) if row.nama == ROAD else row


LAWS = (
    *LAWS_A,
    regulation(
        "Peraturan Daerah Kabupaten Banyu Langit",
        "4",
        2011,
        "Rencana Pembangunan Jangka Menengah Daerah Tahun 2011-2015",
    ),
)

OFFICE_SUPPLIES = "Penyediaan alat tulis kantor"
VEHICLES = "Pemeliharaan rutin/berkala kendaraan dinas/operasional"

EXPECTED = (
    *(Expected("number-repaired", 2, name) for name in (OFFICE_SUPPLIES, OFFICE_SUPPLIES, VEHICLES, VEHICLES)),
    *(Expected("number-repaired", 4, name) for name in (OFFICE_SUPPLIES, VEHICLES)),
    Expected(
        "ratio-mismatch",
        0,
        "Kegiatan penciptaan layanan cepat, tepat, murah dan mudah",
        Decimal("77.75"),
        Decimal("87.75"),
    ),
    Expected("sum-mismatch", 4, SIGNS, 274_500_000, 283_500_000),
    Expected("total-mismatch", 4, None, LATER, LATER + 9000),
    Expected("cross-table-mismatch", 2, ROAD, 178_500_000, 187_500_000),
    Expected("narrative-mismatch", None, None, 12, 13),
)


def description() -> Description:
    """Return the whole plan."""
    slots: dict[str, tuple[Block, ...]] = {
        "evaluasi": (
            Paragraph("Hasil evaluasi sampai dengan tahun berjalan dirangkum dalam tabel berikut."),
            evaluation_table(),
        ),
        "kinerja": (Paragraph("Kinerja layanan dinas diukur dengan tiga indikator."), service_table()),
        "telaah": (Paragraph("Rancangan awal disandingkan dengan kebutuhan dalam tabel berikut."), review_table()),
        "usulan": (Paragraph("Usulan yang diterima dalam musyawarah adalah sebagai berikut."), proposals_table()),
        "tujuan": (
            Paragraph("Sasaran yang hendak dicapai dinas pada tahun rencana ialah:"),
            listed("meningkatnya kelaikan angkutan umum;", "bertambahnya fasilitas keselamatan jalan.", labels="1)"),
        ),
        "rencana": (
            Paragraph(
                "Untuk tahun 2013 diusulkan 5 (lima) program dan 13 (tiga belas) kegiatan dengan pagu indikatif sebesar "
                f"{money(SUM, 'Rp. dot,-').raw}."
            ),
            plan_table(),
        ),
    }
    return Description(
        "dinas-2013",
        IDENTITY,
        ("RENCANA KERJA (RENJA)", "DINAS PERHUBUNGAN", "KABUPATEN BANYU LANGIT", "PROVINSI NUSA JAYA", "TAHUN 2013"),
        chapters(Story(IDENTITY, "SKPD", LAWS, slots)),
        LAWS,
        Signature(
            (
                "Kota Banyu, 12 Maret 2012",
                "Kepala Dinas Perhubungan",
                "Kabupaten Banyu Langit",
                "PEJABAT CONTOH, S.Sos.",
                "NIP. 19700101 199503 1 001",
            ),
            "Kota Banyu",
            "2012-03-12",
            "Kepala Dinas Perhubungan Kabupaten Banyu Langit",
            "PEJABAT CONTOH, S.Sos.",
            "197001011995031001",
        ),
        expected=EXPECTED,
    )
