from __future__ import annotations

import textwrap

import pytest

from extractor.reading.document import Document, Grid, Paragraph
from tests.reading.pdf.making import Page, pdf, read_layer

LEFT, CHARACTER = 70, 5.4
"""Courier at 9 points: every character is 5.4 points wide, so a line's length is known."""
WIDTH = 84


def paragraphs(document: Document) -> list[Paragraph]:
    return [block for block in document.blocks if isinstance(block, Paragraph)]


def texts(*pages: Page) -> list[str]:
    return [block.text for block in paragraphs(read_layer(pdf(*pages), "t.pdf"))]


class Writer:
    """Sets paragraphs in lines of `WIDTH` characters, as a typist would."""

    def __init__(self) -> None:
        self.pages = [Page()]
        self.top = 90.0

    def line(self, text: str, indent: float = 0, *, pitch: float = 13, font: str = "C") -> None:
        if self.top > 740:
            self.pages.append(Page())
            self.top = 90.0
        self.pages[-1].text(LEFT + indent * CHARACTER, self.top, text, size=9, font=font)
        self.top += pitch

    def paragraph(self, text: str, *, first: int = 0, rest: int = 0, after: float = 0, pitch: float = 13) -> None:
        wrap = textwrap.wrap(
            text, WIDTH, initial_indent="#" * first, subsequent_indent="#" * rest, break_on_hyphens=False
        )
        for index, line in enumerate(wrap):
            indent = first if index == 0 else rest
            self.line(line[indent:], indent, pitch=pitch)
        self.top += after

    @property
    def texts(self) -> list[str]:
        return texts(*self.pages)


LONG = [
    "Rencana kerja perangkat daerah adalah dokumen perencanaan untuk periode satu tahun yang memuat kebijakan, "
    "program dan kegiatan pembangunan baik yang dilaksanakan langsung oleh pemerintah daerah maupun yang ditempuh "
    "dengan mendorong partisipasi masyarakat di wilayah kerjanya masing-masing.",
    "Penyusunan rancangan dilakukan sebelum ditetapkan menjadi dokumen definitif; prosesnya mengacu pada kerangka "
    "arahan yang dirumuskan dalam rancangan awal dan pada hasil evaluasi tahun sebelumnya.",
    "Evaluasi pelaksanaan tahun lalu menunjukkan bahwa sebagian besar sasaran tercapai dengan baik, walaupun ada "
    "beberapa kegiatan yang perlu mendapat perhatian pada tahun berikutnya agar hasilnya lebih optimal.",
]


@pytest.mark.parametrize(("first", "after", "pitch"), [(0, 7, 13), (6, 0, 13), (6, 0, 19), (0, 9, 19)])
def test_paragraphs_are_put_together_from_their_lines(first: int, after: float, pitch: float) -> None:
    writer = Writer()
    for text in LONG * 3:
        writer.paragraph(text, first=first, after=after, pitch=pitch)
    assert writer.texts == LONG * 3


def test_paragraphs_run_on_over_the_page_break() -> None:
    writer = Writer()
    for _ in range(14):
        for text in LONG:
            writer.paragraph(text, first=5)
    assert len(writer.pages) > 2
    assert writer.texts == LONG * 14


def test_a_paragraph_of_a_narrower_measure_is_one() -> None:
    """Set to both margins, its lines end alike short of the page's; the next words are short, and may be names."""
    narrow = [
        "Salah satu upaya menuju kemandirian masyarakat di daerah ialah",
        "IKM dan UKM yang mendapat pembinaan pada setiap tahun anggaran",
        "Di samping itu ada pula usaha lain yang dikelola oleh kelompok",
        "PKK di kelurahan.",
    ]
    assert {len(line) for line in narrow[:3]} == {62}
    writer = Writer()
    for _ in range(16):
        writer.paragraph(LONG[1], after=7)
        for line in narrow:
            writer.line(line, 3)
        writer.top += 7
    assert len(writer.pages) > 1
    assert writer.texts == [LONG[1], " ".join(narrow)] * 16


def test_a_line_that_had_room_in_a_narrower_measure_ends_its_paragraph() -> None:
    narrow = [
        "Salah satu upaya menuju kemandirian masyarakat di daerah ialah",
        "Di samping itu ada pula usaha lain yang dikelola oleh kelompok",
        "PKK di kelurahan dan oleh usaha kecil dan menengah.",
    ]
    assert (len(narrow[0]), len(narrow[1]), len(narrow[2])) == (62, 62, 51)
    writer = Writer()
    for _ in range(8):
        writer.paragraph(LONG[1], after=7)
        for line in (*narrow, "Kelurahan"):
            writer.line(line, 3)
        writer.top += 7
    assert writer.texts == [LONG[1], " ".join(narrow), "Kelurahan"] * 8


def test_short_lines_that_end_alike_are_no_paragraph() -> None:
    lines = ["Kota Banyu, 12 Maret 2012", "Kepala Dinas Perhubungan", "Kabupaten Banyu Langit", "PEJABAT CONTOH, S.Sos"]
    writer = Writer()
    for text in LONG * 2:
        writer.paragraph(text, after=7)
    for line in lines:
        writer.line(line.ljust(25, "x"), 30)
    assert writer.texts == [*LONG * 2, *(line.ljust(25, "x") for line in lines)]


def test_bold_words_at_a_line_s_end_go_on_in_bold() -> None:
    page = Page()
    for at in range(3):
        top = 100.0 + 60 * at
        page.text(LEFT, top, "Dinas mendukung dua misi dalam mewujudkan visi kepala daerah yaitu", size=9, font="C")
        page.text(LEFT + 66 * CHARACTER + 4, top, "Misi 2 Mewujudkan Kota", size=9, font="B")
        page.text(
            LEFT,
            top + 13,
            "Yang Cerdas dan Misi 3 Mewujudkan Kota Sejahtera, Misi 4 Mewujudkan Kota Yang Sehat, Misi 5",
            size=9,
            font="B",
        )
        page.text(LEFT, top + 26, "sebagaimana tertuang dalam dokumen perencanaan daerah.", size=9, font="C")
    assert (
        texts(page)
        == [
            "Dinas mendukung dua misi dalam mewujudkan visi kepala daerah yaitu Misi 2 Mewujudkan Kota Yang Cerdas dan "
            "Misi 3 Mewujudkan Kota Sejahtera, Misi 4 Mewujudkan Kota Yang Sehat, Misi 5 sebagaimana tertuang dalam "
            "dokumen perencanaan daerah."
        ]
        * 3
    )


def test_dashes_glued_to_their_items() -> None:
    items = ["-Penyusunan rencana kerja perangkat daerah;", "-Pengertian rencana kerja perangkat daerah."]
    writer = Writer()
    writer.paragraph(LONG[0])
    for item in items:
        writer.line(item, 3)
    assert writer.texts == [LONG[0], *items]


def test_list_items_begin_paragraphs_whatever_their_label() -> None:
    items = [
        "1. Meningkatnya kualitas layanan kegiatan ekonomi masyarakat yang berbasis teknologi dan informasi di daerah;",
        "2) Terwujudnya pertumbuhan;",
        "a. Perumusan kebijakan teknis di bidang perindustrian dan perdagangan serta pelaporan hasilnya setiap tahun;",
        "b) Pelaksanaan tugas lain.",
        "- Aspek kajian dari sumber daya manusia yang tersedia pada perangkat daerah dan dukungan anggarannya;",
        "1.1. Indikator",
        "o Bagian terakhir dari rangkaian ini",
    ]
    writer = Writer()
    writer.paragraph(LONG[0])
    for item in items:
        writer.paragraph(item, first=3, rest=3 + item.index(" ") + 1)
    writer.paragraph(LONG[1])
    assert writer.texts == [LONG[0], *items, LONG[1]]


def test_flush_left_items_after_full_lines_are_items() -> None:
    item = "1. " + "kata " * 14 + "dan lain;"
    assert len(item) <= WIDTH
    writer = Writer()
    for _ in range(4):
        writer.paragraph(item + " " + LONG[1])
    assert writer.texts == [f"{item} {LONG[1]}"] * 4


@pytest.mark.parametrize("labels", [("1.", "2.", "3."), ("9)", "10)", "11)"), ("a.", "b.", "c.")])
def test_flush_left_items_without_a_mark_at_their_end_follow_by_their_labels(labels: tuple[str, ...]) -> None:
    items = [f"{label} {'kata ' * 15}lima" for label in labels]
    writer = Writer()
    for item in items:
        writer.line(item)
    assert writer.texts == items


def test_headings_stand_alone() -> None:
    writer = Writer()
    writer.line("BAB I", 39.7, font="B")
    writer.line("PENDAHULUAN", 35.6, font="B")
    writer.line("1.1 Latar Belakang", font="B")
    writer.paragraph(LONG[0])
    writer.line("1.2 Landasan Hukum", font="B")
    writer.paragraph(LONG[1])
    found = paragraphs(read_layer(pdf(*writer.pages), "t.pdf"))
    assert [p.text for p in found] == [
        "BAB I",
        "PENDAHULUAN",
        "1.1 Latar Belakang",
        LONG[0],
        "1.2 Landasan Hukum",
        LONG[1],
    ]
    assert [p.bold for p in found] == [True, True, True, False, True, False]
    assert [p.centered for p in found] == [True, True, False, False, False, False]


def test_contents_lines_stay_apart() -> None:
    lines = [
        f"{number} {title} ".ljust(WIDTH - 4, ".") + f" {page:>3}"
        for number, title, page in [("1.1", "Latar Belakang", 1), ("1.2", "Landasan Hukum", 3), ("2.1", "Evaluasi", 12)]
    ]
    writer = Writer()
    for line in lines:
        writer.line(line)
    assert [" ".join(line.split()) for line in lines] == writer.texts


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("pelak-", "sanaan", "pelaksanaan"),
        ("rata-", "rata", "rata-rata"),
        ("undang-", "undangan", "undang-undangan"),
        ("berpindah-", "pindah", "berpindah-pindah"),
        ("Undang-", "Undang", "Undang-Undang"),
        ("non-", "formal", "non-formal"),
        ("2019-", "2024", "2019- 2024"),
        ("pajak -", "retribusi", "pajak - retribusi"),
    ],
)
def test_hyphens_at_line_ends(before: str, after: str, joined: str) -> None:
    writer = Writer()
    writer.paragraph("Dengan pelaksanaan yang baik dan program non-formal maka evaluasi formal dilakukan.", after=8)
    lead = "kata " * ((WIDTH - len(before)) // 5)
    writer.line((lead + before).rjust(WIDTH)[-WIDTH:].strip())
    writer.line(f"{after} selesai.")
    assert writer.texts[-1].split("kata ")[-1] == f"{joined} selesai."


def running(number: int, label: str, *, height: float = 842, width: float = 595) -> Page:
    page = Page(width=width, height=height)
    page.text(width - 200, 35, "Rencana Kerja Tahun 2020", size=8)
    page.text(60, height - 40, "Dinas Perindustrian Kota Bogor", size=8).text(width - 80, height - 40, label, size=8)
    return page.text(60, 120, f"Uraian yang lain di halaman ini: {'abcdefghij'[number - 1] * 3}", size=10)


@pytest.mark.parametrize(
    "labels", ["1 2 3 4 5 6", "i ii iii iv v vi", "I-1 I-2 II-1 II-2 III-1 III-2", "12 13 14 15 16 17"]
)
def test_running_heads_and_page_numbers_are_taken_out(labels: str) -> None:
    pages = [
        running(number, label, height=842 if number % 3 else 595, width=595 if number % 3 else 842)
        for number, label in enumerate(labels.split(), start=1)
    ]
    document = read_layer(pdf(*pages), "t.pdf")
    assert [p.text for p in paragraphs(document)] == [
        f"Uraian yang lain di halaman ini: {letter * 3}" for letter in "abcdef"
    ]
    assert document.running_text == ("Rencana Kerja Tahun 2020", "Dinas Perindustrian Kota Bogor")


def test_feet_of_pages_that_fill_only_the_upper_part_of_the_sheet() -> None:
    letters = "abcdefg"
    pages = [
        Page().text(60, 100 + 20 * n, f"Bagian {letters[n]}").text(60, 530, f"Dinas Perdagangan Kota Bogor {n + 46}")
        for n in range(4)
    ]
    pages += [Page().text(60, 530, f"Lokasi {n}") for n in (3, 9, 1)]
    assert texts(*pages) == [*(f"Bagian {letter}" for letter in "abcd"), "Lokasi 3", "Lokasi 9", "Lokasi 1"]


@pytest.mark.parametrize("pattern", ["{}", "- {} -", "Halaman {} dari 5", "Page {}", "II - {}"])
def test_page_numbers_alone_are_taken_out(pattern: str) -> None:
    pages = [
        Page().text(290, 810, pattern.format(number), size=9).text(60, 100 + 20 * number, f"Bagian {'abcde'[number]}")
        for number in range(5)
    ]
    assert texts(*pages) == [f"Bagian {letter}" for letter in "abcde"]


def test_captions_and_chapters_at_one_height_are_no_running_heads() -> None:
    lines = ["TABEL 2.1", "TABEL 2.2", "TABEL 3.1", "TABEL 4.1"]
    pages = [Page().text(60, 60, line).text(60, 300, f"Uraian {line[-3:]}") for line in lines]
    assert [text for text in texts(*pages) if text.startswith("TABEL")] == lines
    chapters = [f"BAB {roman}" for roman in ("I", "II", "III", "IV", "V")]
    pages = [page for line in chapters for page in (Page().text(280, 60, line), Page().text(60, 200, f"Isi {line}"))]
    assert [text for text in texts(*pages) if text.startswith("BAB")] == chapters


def test_chapters_of_one_page_each_are_no_running_heads() -> None:
    chapters = [f"BAB {roman}" for roman in ("I", "II", "III", "IV")]
    pages = [Page().text(280, 60, "RENCANA KERJA")]
    pages += [Page().text(280, 60, line).text(60, 200, f"Isi {line}") for line in chapters]
    assert [text for text in texts(*pages) if text.startswith("BAB")] == chapters


def test_figures_in_money_columns_at_the_page_s_top_are_kept() -> None:
    pages = [
        Page().text(60, 60, amount).text(60, 200, "Isi") for amount in ("94.496.780", "94.496.781", "2.20%", "12,5")
    ]
    assert {"94.496.780", "94.496.781", "2.20%", "12,5"} <= set(texts(*pages))


def test_tables_and_text_come_in_reading_order() -> None:
    page = Page().text(60, 90, "Tabel 1").text(60, 200, "Sesudah tabel")
    page.rect(60, 100, 160, 130, "S").rect(160, 100, 260, 130, "S").text(65, 115, "a").text(165, 115, "b")
    kinds = [type(block) for block in read_layer(pdf(page), "t.pdf").blocks]
    assert kinds == [Paragraph, Grid, Paragraph]


def test_every_block_tells_its_page_and_box() -> None:
    writer = Writer()
    for text in LONG * 6:
        writer.paragraph(text, after=8)
    for block in paragraphs(read_layer(pdf(*writer.pages), "t.pdf")):
        assert block.page is not None
        assert block.bbox is not None
        x0, top, x1, bottom = block.bbox
        assert LEFT - 1 <= x0 < x1 <= 540
        assert 80 <= top < bottom <= 760
