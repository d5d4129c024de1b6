"""The official forms of each era, and the shorter ones offices make of them, as columns by meaning."""

from __future__ import annotations

from samples.description import Column

C = Column
ORGAN = "Perangkat Daerah"


def numbered(columns: tuple[Column, ...], form: str = "{}", start: int = 1) -> tuple[tuple[str, int], ...]:
    """Return a column-number row that gives each column its own number, and a split code one."""
    cells: list[tuple[str, int]] = []
    for column in columns:
        if column.field.startswith("kode.") and column.field != "kode.0":
            text, span = cells[-1]
            cells[-1] = (text, span + 1)
        else:
            cells.append((form.format(len(cells) + start), 1))
    return tuple(cells)


def kode_columns(parts: int, head: str = "Kode") -> tuple[Column, ...]:
    """Return the code column, or one narrow column a segment."""
    if parts == 1:
        return (C("kode", (head,), 1.4),)
    return tuple(C(f"kode.{index}", (head,), 0.5) for index in range(parts))


def rencana(
    year: int,
    kode: int = 1,
    name: str = "Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan",
    location_first: bool = False,
) -> tuple[Column, ...]:
    """Return the ten columns of T-C.33 (T-VI.C in 54/2010); `kode` 0 leaves the code out."""
    now, later = f"Rencana Tahun {year}", f"Prakiraan Maju Rencana Tahun {year + 1}"
    place = C("lokasi", ("Lokasi Detail",) if location_first else (now, "Lokasi"), 1.6)
    indicator = C("indikator.uraian", ("Indikator Kinerja Program/Kegiatan",), 3)
    return (
        *(kode_columns(kode) if kode else ()),
        C("nama", (name,), 3.2),
        *((place, indicator) if location_first else (indicator, place)),
        C("indikator.target", (now, "Target Capaian Kinerja"), 1.3),
        C("pagu_indikatif", (now, "Kebutuhan Dana/Pagu Indikatif (Rp.)"), 1.9),
        C("sumber_dana", (now, "Sumber Dana"), 1),
        C("catatan", ("Catatan Penting",), 1.2),
        C("indikator.target_maju", (later, "Target Capaian Kinerja"), 1.3),
        C("prakiraan_maju", (later, "Kebutuhan Dana/Pagu Indikatif (Rp.)"), 1.9),
    )


def perubahan(year: int, kode: int = 1) -> tuple[Column, ...]:
    """Return the columns of a plan amended within the year: before beside after."""
    before, after = "Sebelum Perubahan", "Setelah Perubahan"
    return (
        *(kode_columns(kode) if kode else ()),
        C("nama", ("Urusan/Bidang Urusan/Program/Kegiatan/Sub Kegiatan",), 3.2),
        C("indikator.uraian", ("Indikator Kinerja",), 3),
        C("lokasi", ("Lokasi",), 1.4),
        C("sebelum_perubahan.target", (before, "Target"), 1.2),
        C("sebelum_perubahan.pagu_indikatif", (before, "Pagu Indikatif (Rp)"), 1.9),
        C("indikator.target", (after, "Target"), 1.2),
        C("pagu_indikatif", (after, "Pagu Indikatif (Rp)"), 1.9),
        C("x.selisih", ("Bertambah/ (Berkurang)",), 1.8),
        C("sumber_dana", ("Sumber Dana",), 1),
        C("catatan", ("Keterangan",), 1.3),
    )


def sipd_ri(year: int) -> tuple[Column, ...]:
    """Return the seventeen columns of the SIPD-RI print."""
    frame = "CAPAIAN KINERJA DAN KERANGKA PENDANAAN"
    later = f"Prakiraan Maju Rencana Tahun {year + 1}"
    return (
        C("x.no", ("No",), 0.5),
        C("kode", ("Kode",), 1.6),
        C("nama", ("Urusan/ Bidang Urusan/ Program/ Kegiatan/ Sub Kegiatan",), 2.6),
        C("indikator.uraian", ("Indikator Program/ Kegiatan/ Sub Kegiatan",), 2.6),
        C("x.ind.renstra", ("Target Akhir Periode Renstra OPD",), 1.1),
        C("x.ind.lalu", (f"Realisasi Capaian Renja OPD Tahun {year - 2}",), 1.1),
        C("x.ind.kini", (f"Prakiraan Capaian Target Renja OPD Tahun {year - 1}",), 1.1),
        C("indikator.target", (frame, f"Target {year}"), 1.1),
        C("pagu_indikatif", (frame, "Pagu Indikatif (Rp)"), 2),
        C("lokasi", (frame, "Lokasi"), 1.2),
        C("sumber_dana", (frame, "Sumber Dana"), 1),
        C("prioritas", (frame, "Prioritas", "Nasional"), 0.9),
        C("x.prioritas_daerah", (frame, "Prioritas", "Daerah"), 0.9),
        C("kelompok_sasaran", ("Kelompok Sasaran",), 1.2),
        C("indikator.target_maju", (later, "Target"), 1.1),
        C("prakiraan_maju", (later, "Pagu Indikatif (Rp)"), 2),
        C("penanggung_jawab", ("Perangkat Daerah Penanggung Jawab",), 1.3),
    )


def pendanaan(year: int, kode: int = 0) -> tuple[Column, ...]:
    """Return the columns of a table of BAB IV."""
    now = f"Rencana Tahun {year}"
    return (
        *(kode_columns(kode) if kode else (C("nomor", ("No.",), 0.5),)),
        C("nama", ("Program/Kegiatan",), 3.2),
        C("indikator.uraian", (now, "Indikator Kinerja"), 3),
        C("lokasi", (now, "Lokasi"), 1.5),
        C("indikator.target", (now, "Target Capaian Kinerja"), 1.3),
        C("pagu_indikatif", (now, "Kebutuhan Dana/Pagu Indikatif"), 1.9),
        C("sumber_dana", ("Sumber Dana",), 1),
    )


def triwulan(year: int, last: int) -> tuple[Column, ...]:
    """Return the 25 columns of the quarterly evaluation of the year before the plan."""
    groups = (
        ("target_renstra", (f"Target Renstra Perangkat Daerah s/d Tahun {last}",)),
        ("realisasi_lalu", (f"Realisasi Capaian Kinerja Renstra PD s/d Renja PD Tahun Lalu ({year - 1})",)),
        ("target", (f"Target Kinerja dan Anggaran Renja PD Tahun Berjalan {year}",)),
        *(
            (f"triwulan_{n}", (f"Realisasi Kinerja Pada Triwulan ({year})", r))
            for n, r in enumerate(("I", "II", "III", "IV"), 1)
        ),
        ("realisasi", (f"Realisasi Capaian Kinerja dan Anggaran Renja PD yang Dievaluasi ({year})",)),
        ("realisasi_renstra", (f"Realisasi Kinerja dan Anggaran Renstra PD s/d Tahun {year}",)),
        ("tingkat_capaian", (f"Tingkat Capaian Kinerja dan Realisasi Anggaran Renstra PD s/d Tahun {year} (%)",)),
    )
    return (
        C("x.no", ("No",), 0.5),
        C("sasaran", ("Sasaran",), 1.8),
        C("nama", ("Program/ Kegiatan",), 2.4),
        C("indikator.uraian", ("Indikator Kinerja Program (outcome)/ Kegiatan (output)",), 2.2),
        *(
            C(f"capaian.{group}.{half}", (*path, letter), 0.9 if half == "kinerja" else 1.5)
            for group, path in groups
            for half, letter in (("kinerja", "K"), ("anggaran", "Rp"))
        ),
        C("penanggung_jawab", ("Unit Perangkat Daerah Penanggung Jawab",), 1.1),
    )


TRIWULAN_NUMBERS = (
    *((str(number), 1) for number in (1, 2, 3, 4)),
    *((str(number), 2) for number in range(5, 15)),
    ("15", 1),
)


def rekapitulasi(year: int, kode: int = 1, organ: str = ORGAN) -> tuple[Column, ...]:
    """Return the eleven columns of T-C.29: the plan of `year`, the year before it, and two years before."""
    past = f"Target dan Realisasi Kinerja Program dan Kegiatan Tahun {year - 2}"
    ahead = f"Perkiraan Realisasi Capaian Target Renstra {organ} s/d Tahun {year - 1}"
    return (
        *kode_columns(kode),
        C("nama", ("Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan",), 3),
        C("indikator.uraian", ("Indikator Kinerja Program (outcome)/ Kegiatan (output)",), 2.6),
        C(
            "capaian.target_renstra.kinerja",
            (f"Target Kinerja Capaian Program (Renstra {organ}) Tahun {year + 2}",),
            1.3,
        ),
        C(
            "capaian.realisasi_lalu.kinerja",
            (f"Realisasi Target Kinerja Hasil Program dan Keluaran Kegiatan s/d Tahun {year - 3}",),
            1.3,
        ),
        C("capaian.target_renja_lalu.kinerja", (past, f"Target Renja {organ} Tahun {year - 2}"), 1.2),
        C("capaian.realisasi_renja_lalu.kinerja", (past, f"Realisasi Renja {organ} Tahun {year - 2}"), 1.2),
        C("capaian.tingkat_realisasi_lalu.kinerja", (past, "Tingkat Realisasi (%)"), 1),
        C("capaian.target.kinerja", (f"Target Program dan Kegiatan Renja {organ} Tahun Berjalan ({year - 1})",), 1.2),
        C("capaian.perkiraan_realisasi.kinerja", (ahead, "Realisasi Capaian"), 1.2),
        C("capaian.tingkat_perkiraan.kinerja", (ahead, "Tingkat Capaian Realisasi Target Renstra (%)"), 1.2),
    )


def rekapitulasi_numbers(kode: int) -> tuple[tuple[str, int], ...]:
    """Return the official numbers of T-C.29, with their sums."""
    texts = ("2", "3", "4", "5", "6", "7", "8=(7/6)", "9", "10=(5+7+9)", "11=(10/4)")
    return (("1", kode), *((text, 1) for text in texts))


def telaah(late: str = "Kebutuhan Dana (Rp)", location_first: bool = False) -> tuple[Column, ...]:
    """Return the twelve columns of T-C.31."""
    columns = [C("nomor", ("No.",), 0.5)]
    halves = (
        ("rancangan_awal", "Rancangan Awal RKPD", "Pagu Indikatif (Rp)"),
        ("hasil_analisis", "Hasil Analisis Kebutuhan", late),
    )
    for half, head, amount in halves:
        place = C(f"{half}.lokasi", (head, "Lokasi"), 1.1)
        indicator = C(f"{half}.indikator.uraian", (head, "Indikator Kinerja"), 2)
        columns.append(C(f"{half}.nama", (head, "Program/Kegiatan"), 2.3))
        columns.extend((place, indicator) if location_first else (indicator, place))
        columns.append(C(f"{half}.indikator.target", (head, "Target Capaian Kinerja"), 1.1))
        columns.append(C(f"{half}.pagu_indikatif", (head, amount), 1.6))
    columns.append(C("catatan", ("Catatan Penting",), 1))
    return tuple(columns)


def usulan(money: bool = False) -> tuple[Column, ...]:
    """Return the columns of T-C.32, with the amount some offices add."""
    return (
        C("nomor", ("No",), 0.5),
        C("program_kegiatan", ("Program/Kegiatan",), 3),
        C("lokasi", ("Lokasi",), 1.6),
        C("indikator", ("Indikator Kinerja",), 2.4),
        C("volume", ("Besaran/Volume",), 1.2),
        *((C("pagu_indikatif", ("Anggaran (Rp.)",), 1.6),) if money else ()),
        C("catatan", ("Catatan",), 1.6),
    )


TUJUAN = (
    C("nomor", ("No",), 0.5),
    C("tujuan", ("Tujuan",), 3),
    C("indikator_tujuan", ("Indikator Tujuan",), 2),
    C("sasaran", ("Sasaran",), 3),
    C("indikator_sasaran", ("Indikator Sasaran",), 2),
    C("target", ("Target",), 1),
)


def kinerja(targets: tuple[int, ...], achieved: tuple[int, ...], unit: bool = False) -> tuple[Column, ...]:
    """Return the short form of T-C.30: years of target beside years of realisation."""
    return (
        C("nomor", ("No",), 0.5),
        C("indikator", ("Indikator",), 3),
        *((C("satuan", ("Satuan",), 1),) if unit else ()),
        *(C(f"target.{year}", ("Target", str(year)), 0.9) for year in targets),
        *(C(f"realisasi.{year}", ("Realisasi Capaian", str(year)), 0.9) for year in achieved),
    )


def kinerja_full(year: int, organ: str = ORGAN) -> tuple[Column, ...]:
    """Return the thirteen columns of T-C.30."""
    target, done, ahead = f"Target Renstra {organ}", "Realisasi Capaian", "Proyeksi"
    return (
        C("nomor", ("NO",), 0.5),
        C("indikator", ("Indikator",), 3),
        C("x.spm", ("SPM/ standar nasional",), 1),
        C("x.ikk", ("IKK",), 0.8),
        *(C(f"target.{one}", (target, f"Tahun {one}"), 0.9) for one in range(year - 2, year + 2)),
        *(C(f"realisasi.{one}", (done, f"Tahun {one}"), 0.9) for one in (year - 2, year - 1)),
        *(C(f"x.proyeksi.{one}", (ahead, f"Tahun {one}"), 0.9) for one in (year, year + 1)),
        C("catatan", ("Catatan Analisis",), 1.2),
    )
