"""Running text of the samples, in words of our own: chapters of each era around an office's tables."""
# ruff: noqa: E501 - prose reads best unbroken

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samples.description import Block, Chapter, Identity, Item, Items, Paragraph, Regulation, Section


def listed(*texts: str, labels: str = "1.") -> Items:
    """Return a list whose labels run on from the first: "1.", "a)", "A." or a bullet."""
    items: list[Item] = []
    for index, text in enumerate(texts):
        core, tail = labels[:-1], labels[-1:]
        label = labels if not core else (str(index + 1) if core.isdigit() else chr(ord(core) + index)) + tail
        items.append(Item(label, text))
    return Items(tuple(items))


def regulation(jenis: str, nomor: str, tahun: int, tentang: str, where: str = "") -> Regulation:
    """Return an entry as it is usually printed."""
    place = f" ({where})" if where else ""
    return Regulation(f"{jenis} Nomor {nomor} Tahun {tahun} tentang {tentang}{place};", jenis, nomor, tahun, tentang)


UU, PP, PERPRES, PERMEN = (
    "Undang-Undang",
    "Peraturan Pemerintah",
    "Peraturan Presiden",
    "Peraturan Menteri Dalam Negeri",
)

LAWS_A = (
    regulation(UU, "25", 2004, "Sistem Perencanaan Pembangunan Nasional", "Lembaran Negara Tahun 2004 Nomor 104"),
    regulation(UU, "32", 2004, "Pemerintahan Daerah", "Lembaran Negara Tahun 2004 Nomor 125"),
    regulation(
        PP, "8", 2008, "Tahapan, Tata Cara Penyusunan, Pengendalian dan Evaluasi Pelaksanaan Rencana Pembangunan Daerah"
    ),
    regulation(PERMEN, "54", 2010, "Pelaksanaan Peraturan Pemerintah Nomor 8 Tahun 2008"),
)
LAWS_B = (
    regulation(UU, "25", 2004, "Sistem Perencanaan Pembangunan Nasional", "Lembaran Negara Tahun 2004 Nomor 104"),
    regulation(UU, "23", 2014, "Pemerintahan Daerah", "Lembaran Negara Tahun 2014 Nomor 244"),
    regulation(PP, "18", 2016, "Perangkat Daerah", "Lembaran Negara Tahun 2016 Nomor 114"),
    regulation(PERMEN, "86", 2017, "Tata Cara Perencanaan, Pengendalian dan Evaluasi Pembangunan Daerah"),
)
LAWS_C = (
    regulation(
        UU,
        "25",
        2004,
        "Sistem Perencanaan Pembangunan Nasional",
        "Lembaran Negara Republik Indonesia Tahun 2004 Nomor 104",
    ),
    regulation(UU, "23", 2014, "Pemerintahan Daerah", "Lembaran Negara Republik Indonesia Tahun 2014 Nomor 244"),
    regulation(PP, "12", 2019, "Pengelolaan Keuangan Daerah", "Lembaran Negara Republik Indonesia Tahun 2019 Nomor 42"),
    regulation(PERPRES, "18", 2020, "Rencana Pembangunan Jangka Menengah Nasional Tahun 2020-2024"),
    regulation(PERMEN, "86", 2017, "Tata Cara Perencanaan, Pengendalian dan Evaluasi Pembangunan Daerah"),
    regulation(
        PERMEN, "90", 2019, "Klasifikasi, Kodefikasi, dan Nomenklatur Perencanaan Pembangunan dan Keuangan Daerah"
    ),
    regulation(
        "Keputusan Menteri Dalam Negeri", "050-5889", 2021, "Hasil Verifikasi dan Validasi Pemutakhiran Nomenklatur"
    ),
)


@dataclass(frozen=True, slots=True)
class Story:
    """What the chapters of one document need besides the tables.

    `slots` holds the blocks that belong to a section, by its key: evaluasi, kinerja, isu, telaah, usulan, tujuan,
    rencana, pendanaan.
    """

    identity: Identity
    organ: str
    laws: tuple[Regulation, ...]
    slots: Mapping[str, tuple[Block, ...]]


def chapters(story: Story) -> tuple[Chapter, ...]:
    """Return BAB I to the end: five chapters, or four where nothing belongs to BAB IV (era A)."""
    one, organ = story.identity, story.organ
    office, year = one.perangkat_daerah, one.tahun
    old = "pendanaan" not in story.slots
    last = "IV" if old else "V"
    slot = story.slots
    first = Chapter(
        "I",
        "PENDAHULUAN",
        sections=(
            Section(
                "1.1",
                "Latar Belakang",
                (
                    Paragraph(
                        f"Setiap tahun {office} menyusun rencana kerja agar kegiatan yang dibiayai dari anggaran daerah "
                        f"sejalan dengan sasaran pembangunan {one.daerah}. Dokumen ini memuat rencana untuk tahun {year}."
                    ),
                    Paragraph("Bahan yang dipakai dalam penyusunan meliputi:"),
                    listed(
                        "catatan hasil pelaksanaan rencana tahun sebelumnya;",
                        "usulan warga yang terkumpul dalam musyawarah perencanaan; dan",
                        "arah kebijakan daerah untuk tahun rencana.",
                    ),
                ),
            ),
            Section(
                "1.2",
                "Landasan Hukum",
                (
                    Paragraph("Peraturan yang menjadi dasar penyusunan rencana kerja ini adalah:"),
                    listed(*(law.raw for law in story.laws)),
                ),
            ),
            Section(
                "1.3",
                "Maksud dan Tujuan",
                sections=(
                    Section(
                        "1.3.1",
                        "Maksud",
                        (
                            Paragraph(
                                f"Rencana kerja ini dimaksudkan sebagai pegangan kerja {office} selama tahun {year}."
                            ),
                        ),
                    ),
                    Section(
                        "1.3.2",
                        "Tujuan",
                        (
                            Paragraph("Tujuan yang hendak dicapai dengan dokumen ini ialah:"),
                            listed(
                                "menetapkan urutan kegiatan yang didahulukan;",
                                "menyediakan bahan penyusunan anggaran; dan",
                                "memudahkan pengendalian pada tiap triwulan.",
                                labels="a)",
                            ),
                        ),
                    ),
                ),
            ),
            Section(
                "1.4",
                "Sistematika Penulisan",
                (
                    Paragraph(
                        f"Dokumen ini terdiri atas {'empat' if old else 'lima'} bab, dari pendahuluan sampai penutup."
                    ),
                ),
            ),
        ),
    )
    second = Chapter(
        "II",
        f"HASIL EVALUASI RENJA {organ.upper()} TAHUN LALU",
        blocks=(Paragraph("Bab ini menilai pelaksanaan rencana tahun lalu sebagai pijakan bagi rencana berikutnya."),),
        sections=(
            Section("2.1", f"Evaluasi Pelaksanaan Renja {organ} Tahun Lalu", slot.get("evaluasi", (NOTHING,))),
            Section("2.2", f"Analisis Kinerja Pelayanan {organ}", slot.get("kinerja", (NOTHING,))),
            Section("2.3", "Isu-isu Penting Penyelenggaraan Tugas dan Fungsi", slot.get("isu", ISSUES)),
            Section("2.4", "Review terhadap Rancangan Awal RKPD", slot.get("telaah", (NOTHING,))),
            Section("2.5", "Penelaahan Usulan Program dan Kegiatan Masyarakat", slot.get("usulan", (NO_PROPOSALS,))),
        ),
    )
    third = Chapter(
        "III",
        "TUJUAN, SASARAN, PROGRAM DAN KEGIATAN" if old else f"TUJUAN DAN SASARAN {organ.upper()}",
        sections=(
            Section("3.1", "Telaahan terhadap Kebijakan Nasional", (POLICY,)),
            Section("3.2", f"Tujuan dan Sasaran Renja {organ}", slot.get("tujuan", (NOTHING,))),
            Section("3.3", "Program dan Kegiatan", slot.get("rencana", (NOTHING,))),
        ),
    )
    fourth = Chapter("IV", f"RENCANA KERJA DAN PENDANAAN {organ.upper()}", slot.get("pendanaan", ()))
    end = Chapter(
        last,
        "PENUTUP",
        (
            Paragraph(
                f"Rencana kerja {office} tahun {year} dilaksanakan dengan memperhatikan ketersediaan dana. "
                "Perubahan keadaan yang nyata memengaruhi capaian akan ditampung dalam perubahan rencana."
            ),
        ),
    )
    return (first, second, third, end) if old else (first, second, third, fourth, end)


NOTHING = Paragraph("Uraian bagian ini menyatu dengan bagian sebelumnya.")
NO_PROPOSALS = Paragraph("Tidak ada usulan warga yang menjadi kewenangan unit kerja ini pada tahun rencana.")
POLICY = Paragraph(
    "Kebijakan nasional yang berkaitan dengan tugas unit kerja ini terutama menyangkut mutu layanan publik dan "
    "ketertiban pengelolaan keuangan, yang keduanya sudah tertampung dalam sasaran rencana."
)
ISSUES: tuple[Block, ...] = (
    Paragraph("Hal-hal yang masih menjadi perhatian antara lain:"),
    listed(
        "jumlah pegawai belum sebanding dengan beban layanan;",
        "sebagian sarana kerja sudah melewati usia pakai; dan",
        "data dasar belum diperbarui secara berkala.",
    ),
)
