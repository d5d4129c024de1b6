from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.plan.checks import claims, narrative, outline
from extractor.plan.model import At, Identity, KinerjaPelayanan, Plan
from tests.plan.checks.build import (
    chapter,
    evaluated,
    evaluation_of,
    facts,
    node,
    outline_of,
    over,
    plan,
    renja,
    said,
    table,
)

check_claims = over(claims.check_claims)
check_narrative = over(narrative.check_narrative)
check_outline = over(outline.check_outline)


def _plan() -> Plan:
    programs = [
        node("program", f"P{n}", 50, node("kegiatan", f"k{n}", 20), node("kegiatan", f"l{n}", 30)) for n in range(3)
    ]
    return plan(*programs, total=150)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Pada tahun 2022 dilaksanakan 3 (tiga) program dengan 6 (enam) kegiatan.", []),
        ("Pada tahun 2022 dilaksanakan 2 program dengan 5 kegiatan.", [(3, 2), (6, 5)]),
        ("Pada tahun 2022 dilaksanakan empat program dan 6 kegiatan.", [(3, 4)]),
        ("Pada tahun 2019 dilaksanakan 2 program dengan 5 kegiatan.", []),  # of no table here
        ("Pada tahun 2022 terdapat 2 program prioritas.", []),
        ("Pada tahun 2022, RPJMD memuat 20 program.", []),
        ("Pada tahun 2022, 2 kegiatan belum selesai.", []),
        ("Pada tahun 2022 ada 1 program dengan 2 kegiatan yang ditunda.", []),
        ("Tahun 2022 memuat 3 program dan 9 sub kegiatan.", []),  # the table has no such level
    ],
)
def test_counts(sentence: str, expected: list[tuple[int, int]]) -> None:
    one = renja(rencana=_plan(), chapters=[chapter("IV", sentence)])
    assert [(doubt.expected, doubt.found) for doubt in check_narrative(one)] == expected


def test_a_sentence_without_year_speaks_of_its_sections_table() -> None:
    text = "Dilaksanakan 2 program dengan 6 kegiatan."
    assert check_narrative(renja(rencana=_plan(), chapters=[chapter("IV", text)])) == []
    found = check_narrative(renja(rencana=_plan(), chapters=[chapter("IV", text, section="4.1", tables=["t1"])]))
    assert facts(found) == [("narrative-mismatch", "warning", [], 3, 2)]
    assert found[0].message.en.startswith("Section 4.1")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Tahun 2022 pagu indikatif sebesar Rp 150,-.", []),
        ("Tahun 2022 pagu indikatif sebesar Rp. 1.500,-.", [(150, 1500)]),
        ("Tahun 2022 jumlah anggaran Rp 1.500 digunakan.", [(150, 1500)]),
        ("Tahun 2022 pagu indikatif Program Kebersihan sebesar Rp 50.", []),  # of one row
        ("Tahun 2022 pagu indikatif sebesar Rp 1,5 miliar.", []),  # rounded
        ("Tahun 2022 biaya rapat sebesar Rp 1.500.", []),
        ("Tahun 2020 pagu indikatif sebesar Rp 1.500.", []),
    ],
)
def test_total_amounts(sentence: str, expected: list[tuple[int, int]]) -> None:
    one = renja(rencana=_plan(), chapters=[chapter("IV", sentence)])
    assert [(doubt.expected, doubt.found) for doubt in check_narrative(one)] == expected


def test_the_sum_of_the_rows_bears_out_the_text_as_well() -> None:
    one = renja(rencana=plan(*_plan().nodes, total=155), chapters=[chapter("IV", "Tahun 2022 total anggaran Rp 150.")])
    assert check_narrative(one) == []


def test_parts_of_an_amount() -> None:
    good = "Anggaran Rp 5.000 terdiri dari Belanja Pegawai Rp 2.000 dan Belanja Modal Rp 3.000."
    wrong = "Anggaran Rp 5.000 terdiri dari Belanja Pegawai Rp 2.000 dan Belanja Modal Rp 2.000."
    assert check_narrative(renja(chapters=[chapter("IV", good)])) == []
    found = check_narrative(renja(chapters=[chapter("IV", wrong)]))
    assert facts(found) == [("narrative-mismatch", "error", [], 4000, 5000)]


def test_a_percentage_in_the_text() -> None:
    good = "Pagu anggaran Rp. 4.000.000,- dengan realisasi sebesar Rp. 1.000.000,- (25,00%)."
    wrong = "Pagu anggaran Rp. 4.000.000,- dengan realisasi sebesar Rp. 1.000.000,- (26%)."
    assert check_narrative(renja(chapters=[chapter("II", good)])) == []
    found = check_narrative(renja(chapters=[chapter("II", wrong)]))
    assert facts(found) == [("ratio-mismatch", "warning", [], Decimal(25), 26)]


def test_the_year_decides_between_evaluation_and_plan() -> None:
    last_year = evaluation_of(*(evaluated("program", f"E{n}", {"target": (None, 10)}) for n in range(5)))
    text = "Pada tahun 2021 dilaksanakan 5 program. Pada tahun 2022 dilaksanakan 5 program."
    found = check_narrative(renja(rencana=_plan(), evaluasi=last_year, chapters=[chapter("II", text)]))
    assert facts(found) == [("narrative-mismatch", "warning", [], 3, 5)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("terdiri atas 14 (dua belas) desa", [(12, 14)]),
        ("terdiri atas 12 (dua belas) desa dan 1 (satu) kelurahan", []),
        ("untuk satu (1) tahun", []),
        ("untuk dua (3) tahun", [(2, 3)]),
        ("Tahun 2020 (audited) dan 5 (rusak berat)", []),
        ("sebesar Rp 1.000,- (seribu rupiah)", []),
    ],
)
def test_digits_against_words(text: str, expected: list[tuple[int, int]]) -> None:
    found = check_claims(renja(chapters=[chapter("II", text)]))
    assert [(doubt.expected, doubt.found) for doubt in found] == expected


@pytest.mark.parametrize(
    ("number", "text", "count"),
    [
        ("I", "Landasan hukum penyusunan Rencana Kerja Tahun 2021 adalah:", 1),
        ("I", "Landasan hukum penyusunan Rencana Kerja Tahun 2022 adalah:", 0),
        ("I", "Penyusunan Renja tahun 2021 menjadi dasar Renja 2022.", 0),
        ("I", "Dasar penyusunan Renja adalah Undang-Undang Nomor 17 Tahun 2003 tentang Keuangan Negara.", 0),
        ("II", "Evaluasi atas penyusunan Rencana Kerja Tahun 2021 adalah:", 0),
    ],
)
def test_the_year_the_introduction_speaks_of(number: str, text: str, count: int) -> None:
    assert len(check_claims(renja(chapters=[chapter(number, text)]))) == count
    assert check_claims(renja(identity=Identity(), chapters=[chapter(number, text)])) == []


def test_chapters_listed_under_another_title() -> None:
    listed = chapter("I", "BAB II HASIL EVALUASI PELAKSANAAN RENJA", title="PENDAHULUAN")
    assert len(check_claims(renja(chapters=[listed, chapter("II", title="HASIL EVALUASI RENJA")]))) == 1
    assert check_claims(renja(chapters=[listed, chapter("II", title="Hasil Evaluasi Pelaksanaan Renja")])) == []


@pytest.mark.parametrize(("word", "count"), [("penurunan", 1), ("peningkatan", 0)])
def test_a_trend_against_the_table(word: str, count: int) -> None:
    row = KinerjaPelayanan(
        indikator="Nilai",
        target={"2020": said("60", 60)},
        realisasi={"2019": said("58", 58), "2020": said("62", 62)},
        at=At(table="t2", rows=[3]),
    )
    text = f"Dengan target 60 dan terealisasi 62, capaian pada tahun 2020 mengalami {word} dari tahun sebelumnya."
    found = check_claims(renja(kinerja_pelayanan=[row], chapters=[chapter("II", text)]))
    assert facts(found) == [("narrative-mismatch", "warning", [3], 58, 62)] * count


_LINES = [
    ("A.", 0, "Program Penunjang Urusan"),
    ("1.", 1, "Administrasi Umum"),
    ("a)", 2, "Penyediaan Bahan Logistik"),
    ("b)", 2, "Fasilitasi Kunjungan Tamu"),
    ("2.", 1, "Administrasi Keuangan"),
]


def _outlined(*names: str) -> Plan:
    program, umum, logistik, tamu, keuangan = names
    return plan(
        node(
            "program",
            program,
            None,
            node("kegiatan", umum, None, node("sub_kegiatan", logistik, row=3), node("sub_kegiatan", tamu, row=4)),
            node("kegiatan", keuangan, row=5),
        )
    )


def test_the_outline_against_the_table() -> None:
    names = [text for _, _, text in _LINES]
    same = renja(rencana=_outlined(*(name.upper() for name in names)), chapters=[outline_of("III", "3.3", *_LINES)])
    assert check_outline(same) == []
    names[4] = "Pengadaan Barang Milik Daerah"
    found = check_outline(renja(rencana=_outlined(*names), chapters=[outline_of("III", "3.3", *_LINES)]))
    assert facts(found) == [("narrative-mismatch", "warning", [5], None, None)]
    assert "Administrasi Keuangan" in found[0].message.id


def test_an_outline_of_another_plan_is_left_alone() -> None:
    other = _outlined("Program Lain", "Ini", "Itu", "Apa", "Siapa")
    assert check_outline(renja(rencana=other, chapters=[outline_of("III", "3.3", *_LINES)])) == []


def test_tables_named_by_number() -> None:
    one = renja(
        rencana=_plan(), tables=[table("t1", "3.3", "rencana")], chapters=[chapter("IV", "Tahun 2022 ada 2 program.")]
    )
    assert "Tabel 3.3" in check_narrative(one)[0].message.id
