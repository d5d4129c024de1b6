from __future__ import annotations

import pytest

from extractor.plan.assemble import assemble
from extractor.plan.identity import add_from_tables, find_identity
from extractor.plan.model import Identity, Source
from extractor.plan.signature import find_signature
from extractor.reading.document import Document
from extractor.tables.flow import build_flow
from extractor.tables.model import FlowBlock
from tests.plan import tables_as_plans
from tests.plan.narrative import PROSE, flow, table
from tests.tables.notation import grid


def identity(*blocks: FlowBlock | str, running: tuple[str, ...] = (), name: str = "berkas.docx") -> Identity:
    return find_identity(flow(*blocks), running, name)


COVER = (
    "PEMERINTAH KABUPATEN CONTOH BARAT",
    "RENCANA KERJA (RENJA)",
    "DINAS PERTANIAN DAN",
    "KETAHANAN PANGAN",
    "KABUPATEN CONTOH BARAT",
    "TAHUN 2023",
    "Jl. Merdeka Nomor 1",
)
BODY = ("KATA PENGANTAR", PROSE, "BAB I", "PENDAHULUAN", PROSE)


def test_cover() -> None:
    found = identity(*COVER, *BODY)
    assert (found.jenis_dokumen, found.tahapan, found.tahun) == ("renja", None, 2023)
    assert found.perangkat_daerah == "Dinas Pertanian dan Ketahanan Pangan"
    assert found.daerah == "Kabupaten Contoh Barat"
    assert found.provinsi is None


def test_a_cover_in_a_frame() -> None:
    found = identity(table("t1", ("RANCANGAN RENCANA KERJA\nDINAS PASAR\nKOTA CONTOH\nTAHUN 2024",)), *BODY)
    assert (found.tahapan, found.perangkat_daerah, found.daerah) == ("rancangan", "Dinas Pasar", "Kota Contoh")


@pytest.mark.parametrize(
    ("cover", "office", "region"),
    [
        ("RENJA\nKECAMATAN SUKAMAJU\nKOTA CONTOH\nTAHUN 2024", "Kecamatan Sukamaju", "Kota Contoh"),
        ("RENJA KANTOR KEC. SUKAMAJU KAB. CONTOH TAHUN 2024", "Kecamatan Sukamaju", "Kabupaten Contoh"),
        ("RENCANA KERJA INSPEKTORAT KABUPATEN CONTOH TAHUN 2024", "Inspektorat", "Kabupaten Contoh"),
        (
            "RENJA KELURAHAN MEKAR KECAMATAN SUKAMAJU KOTA CONTOH 2024",
            "Kelurahan Mekar",
            "Kota Contoh",
        ),
        ("RENJA SEKRETARIAT DPRD KABUPATEN CONTOH TAHUN 2024", "Sekretariat DPRD", "Kabupaten Contoh"),
        (
            "RENJA DINAS SOSIAL, PEMBERDAYAAN PEREMPUAN DAN KB KOTA CONTOH TAHUN 2024",
            "Dinas Sosial, Pemberdayaan Perempuan dan KB",
            "Kota Contoh",
        ),
        ("RENJA DINAS PERHUBUNGAN PROVINSI JAWA TENGAH TAHUN 2024", "Dinas Perhubungan", "Provinsi Jawa Tengah"),
        ("RENJA BAGIAN ORGANISASI SEKRETARIAT DAERAH KABUPATEN CONTOH TAHUN 2024", "Bagian Organisasi", None),
    ],
)
def test_offices_and_regions_on_covers(cover: str, office: str, region: str | None) -> None:
    found = identity(*cover.split("\n"), *BODY)
    assert found.perangkat_daerah == office
    assert region is None or found.daerah == region
    assert found.tahun == 2024


def test_the_spelling_of_the_text_is_preferred_to_capitals() -> None:
    found = identity("RENJA DINAS PPKB KOTA CONTOH TAHUN 2024", *BODY, "Renja Dinas PPKB Kota Contoh memuat hal ini.")
    assert found.perangkat_daerah == "Dinas PPKB"


def test_without_a_cover_captions_and_prose_decide() -> None:
    found = identity(
        "BAB I",
        "PENDAHULUAN",
        "Rencana Kerja Kecamatan Sukamaju Tahun 2022 disusun oleh Kantor Kecamatan Sukamaju Kabupaten Contoh Raya.",
        "Evaluasi Renja Kecamatan Sukamaju tahun 2020 menunjukkan hasil. Renja tahun lalu 2020 telah dinilai.",
        "Peraturan Daerah Provinsi Jawa Timur Nomor 1 Tahun 2019 tentang RPJMD.",
        table(
            "t1",
            ("No", "Program"),
            ("1", "x"),
            title="RUMUSAN RENCANA PROGRAM TAHUN 2022 DAN PRAKIRAAN MAJU TAHUN 2023",
        ),
    )
    assert (found.tahun, found.perangkat_daerah, found.daerah, found.provinsi) == (
        2022,
        "Kecamatan Sukamaju",
        "Kabupaten Contoh Raya",
        "Jawa Timur",
    )


@pytest.mark.parametrize("name", ["Nusa Contoh", "Nusa Tenggara Barat"])
def test_the_province_of_a_provincial_office(name: str) -> None:
    found = identity(f"RENJA DINAS SOSIAL PROVINSI {name.upper()} TAHUN 2024", *BODY, f"Pemerintah Provinsi {name}.")
    assert (found.daerah, found.provinsi) == (f"Provinsi {name}", name)


def test_the_cover_year_outweighs_later_ones() -> None:
    prose = ["Rencana Kerja tahun 2024 memuat program."] * 20
    assert identity("RENJA 2025", "KECAMATAN SUKAMAJU", "KATA PENGANTAR", *prose).tahun == 2025


def test_office_only_in_the_running_foot() -> None:
    found = identity(*BODY, running=("Dinas Kebersihan Kabupaten Contoh", "Rencana Kerja Tahun 2020"))
    assert (found.perangkat_daerah, found.daerah, found.tahun) == ("Dinas Kebersihan", "Kabupaten Contoh", 2020)


def test_office_in_a_label_of_the_table() -> None:
    rows = (("Unit Organisasi : 7.01.0.00 Kecamatan Sukamaju", ""), ("Program", "Pagu"), ("x", "1"))
    assert identity(table("t1", *rows, header_rows=2)).perangkat_daerah == "Kecamatan Sukamaju"


@pytest.mark.parametrize(
    ("title", "kind", "stage"),
    [
        ("RENCANA KERJA (RENJA)", "renja", None),
        ("PERUBAHAN RENCANA KERJA", "perubahan_renja", None),
        ("RENCANA KERJA PERUBAHAN", "perubahan_renja", None),
        ("RENJA PERUBAHAN", "perubahan_renja", None),
        ("RANCANGAN AWAL RENCANA KERJA", "renja", "rancangan_awal"),
        ("RANCANGAN AKHIR RENJA", "renja", "rancangan_akhir"),
        ("RANCANGAN RENCANA KERJA", "renja", "rancangan"),
        ("RANWAL RENJA", "renja", "rancangan_awal"),
    ],
)
def test_kind_and_stage(title: str, kind: str, stage: str | None) -> None:
    found = identity(title, "KECAMATAN SUKAMAJU", "TAHUN 2024", *BODY)
    assert (found.jenis_dokumen, found.tahapan) == (kind, stage)


def test_a_stage_in_the_text_is_not_the_documents() -> None:
    found = identity(*COVER, *BODY, "Rancangan awal Renja disusun lebih dahulu. Review terhadap Rancangan Awal RKPD.")
    assert found.tahapan is None


def test_what_is_missing_is_reported() -> None:
    found = identity(PROSE, name="renja-2022.docx")
    assert (found.tahun, found.perangkat_daerah, found.daerah) == (None, None, None)
    doubts = add_from_tables(found, [], [])
    assert [(doubt.code, doubt.severity) for doubt in doubts] == [
        ("identity-missing", "warning"),
        ("identity-missing", "warning"),
        ("identity-missing", "info"),
    ]


def signature(*blocks: FlowBlock | str) -> tuple[str | None, ...]:
    found = find_signature(flow(*blocks))
    return found.tempat, found.tanggal, found.jabatan, found.nama, found.nip


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("6 April 2021", "2021-04-06"),
        ("06 April 2021", "2021-04-06"),
        ("6-4-2021", "2021-04-06"),
        ("06/04/2021", "2021-04-06"),
        ("17 Nopember 2020", "2020-11-17"),
        ("2 Pebruari 2020", "2020-02-02"),
        ("April 2021", None),
        ("31 Juni 2021", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    assert signature(f"Sukamaju, {text}", "Camat Sukamaju")[:2] == ("Sukamaju", date)


def test_signature_with_everything() -> None:
    assert signature(
        PROSE,
        "Sukamaju, 6 April 2021",
        "Plt. Kepala Dinas",
        "Pertanian dan Pangan",
        "Kabupaten Contoh,",
        "",
        "Ir. CONTOH NAMA, M.Si",
        "Pembina Utama Muda",
        "NIP. 19700101 199001 1 001",
    ) == (
        "Sukamaju",
        "2021-04-06",
        "Plt. Kepala Dinas Pertanian dan Pangan Kabupaten Contoh",
        "Ir. CONTOH NAMA, M.Si",
        "197001011990011001",
    )


def test_signature_variants() -> None:
    assert signature("Sukamaju, April 2021", "Camat,") == ("Sukamaju", None, "Camat", None, None)
    assert signature(
        "Ditetapkan di : Sukamaju\nPada tanggal : 6 April 2021\nCAMAT SUKAMAJU",
        "(ttd)\nContoh Nama\nNIP 197001011990011001",
    ) == ("Sukamaju", "2021-04-06", "Camat Sukamaju", "Contoh Nama", "197001011990011001")
    assert signature("Sukamaju, 6 April 2021", "CAMAT SUKAMAJU", "Contoh Nama, S.Sos NIP. 19700101 199001 1 001")[
        3:
    ] == (
        "Contoh Nama, S.Sos",
        "197001011990011001",
    )
    assert signature(PROSE) == (None,) * 5


def test_the_last_signature_counts() -> None:
    first = ("Kota Lama, 1 Mei 2020", "Kepala Dinas,", "Nama Satu", "Pembina")
    last = ("Kota Baru, 2 Juni 2020", "Kepala Dinas,", "Nama Dua", "Pembina")
    assert signature(*first, PROSE, *last) == ("Kota Baru", "2020-06-02", "Kepala Dinas", "Nama Dua", None)


def test_signature_inside_the_last_rows_of_a_table() -> None:
    rows = [("No", "Program")] + [(str(i), "Uraian") for i in range(30)]
    rows.append(("", "Sukamaju, 6 April 2021\nCAMAT SUKAMAJU,\n\nContoh Nama\nPenata\nNIP. 19700101 199001 1 001"))
    assert signature(PROSE, table("t1", *rows)) == (
        "Sukamaju",
        "2021-04-06",
        "Camat Sukamaju",
        "Contoh Nama",
        "197001011990011001",
    )


def test_signature_laid_out_in_a_small_table() -> None:
    rows = (("", "Sukamaju, 6 April 2021"), ("", "Camat,"), ("", "Contoh Nama"))
    assert signature(PROSE, table("t1", *rows))[:4] == ("Sukamaju", "2021-04-06", "Camat", "Contoh Nama")


def test_the_year_in_a_title_that_names_the_plan() -> None:
    title = "Rencana Kerja Dinas Pasar Kota Contoh Tahun 2014"
    assert identity(table("t1", ("Program", "Pagu"), ("PROGRAM PASAR", "5.000.000"), title=title)).tahun == 2014


QUARTERS = """
    Urusan/Program/Kegiatan | Indikator | Realisasi Kinerja Pada Triwulan Tahun 2023 | < | < | < | Penanggung Jawab
    ^ | ^ | I | < | II | < | ^
    ^ | ^ | K | Rp | K | Rp | ^
    {rows}
    PROGRAM REHABILITASI SOSIAL | Persentase penyandang | 5% | 1.500.000 | 5% | 2.500.000 | DINSOS
    Penyediaan Permakanan | Jumlah orang | 31 | 1.500.000 | 47 | 2.500.000 | DINSOS
"""
PLAN = """
    Program/Kegiatan | Indikator | Rencana Tahun 2024 | < | Prakiraan Maju Tahun 2025
    ^ | ^ | Target | Pagu Indikatif | ^
    {rows}
    PROGRAM REHABILITASI SOSIAL | Persentase penyandang | 5% | 1.500.000 | 2.500.000
    Penyediaan Permakanan | Jumlah orang | 31 | 1.500.000 | 2.500.000
"""


@pytest.mark.parametrize(
    ("matrix", "rows", "tahun", "office"),
    [
        (QUARTERS, ["DINAS SOSIAL | | | 1.500.000 | | 2.500.000 | DINSOS"], 2023, "Dinas Sosial"),
        (
            QUARTERS,
            ["URUSAN PEMERINTAHAN BIDANG SOSIAL | | | | | | ", "DINAS SOSIAL | | | | | | "],
            2023,
            "Dinas Sosial",
        ),
        (QUARTERS, ["BIDANG REHABILITASI SOSIAL | | | | | | "], 2023, None),
        (PLAN, ["SATUAN POLISI PAMONG PRAJA | | | 1.500.000 | "], 2024, "Satuan Polisi Pamong Praja"),
    ],
)
def test_a_file_of_a_table_alone(matrix: str, rows: list[str], tahun: int, office: str | None) -> None:
    cells = tables_as_plans.table(matrix.format(rows="\n    ".join(rows)))
    document = Document("docx", (grid(cells),))
    source = Source(file_name="a.docx", sha256="0" * 64, size_bytes=1, format="docx", extractor_version="0")
    renja = assemble(document, build_flow(document), source)[0]
    assert (renja.identity.tahun, renja.identity.perangkat_daerah) == (tahun, office)
    missing = [finding.severity for finding in renja.findings if finding.code == "identity-missing"]
    assert missing == ["warning"] * (office is None) + ["info"]
