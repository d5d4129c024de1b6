"""Lists of official names as long as the ministry's."""

from __future__ import annotations

from extractor.plan.nomenclature import Entry
from extractor.plan.nomenclature_store import entry


def made(count: int) -> list[Entry]:
    """Return `count` names of real length, every two apart by whole words."""
    verbs = ("Penyediaan", "Pengelolaan", "Pembinaan", "Pengawasan", "Fasilitasi", "Pengembangan", "Koordinasi")
    words = ("jalan", "irigasi", "pasar", "sekolah", "hutan", "pelabuhan", "koperasi", "arsip", "pangan", "ternak")
    entries = []
    for number in range(count):
        digits = [words[int(digit)] for digit in f"{number:05d}"]
        kode = f"{1 + number // 9000}.{number // 900 % 10:02d}.{number // 90 % 10:02d}.2.01.{number % 9000:04d}"
        entries.append(entry(kode, "sub_kegiatan", "C", " ".join([verbs[number % 7], *digits, "daerah"])))
    return entries
