"""What a row's own wording, code and place say of its level, before a table's typography and sums are looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import regex

from extractor.plan.level_rows import RANKS, LevelRow
from extractor.plan.model import Level

PRIOR: Final = (-8.0, -8.0, -6.0, 0.0, 0.0, 0.0)
"""Rows above the programs are few; a row is one of them only where something speaks for it."""
SIGNS: Final[dict[str, dict[Level, float]]] = {
    # A name in a column for the names of one level is of that level; nothing outweighs it.
    **{f"column of {level}": {level: 20.0} for level in RANKS},
    # The shape of a code outweighs the wording; above the programs it has their prior to make up for too.
    **{f"code of {level}": {level: 15.0 if level in ("urusan", "bidang_urusan") else 9.0} for level in RANKS},
    # The first word: a program's name is seldom led by that word by chance, kegiatan and sub kegiatan are mixed up.
    "PROGRAM …": {"program": 5.0},
    "Program …": {"program": 4.0},
    "sub kegiatan …": {"sub_kegiatan": 3.0},
    "kegiatan …": {"kegiatan": 1.5},
    # Words that only rows above the programs begin with: the prior made up for, and as much as other words say.
    "urusan pemerintahan …": {"urusan": 14.0},
    "belanja langsung": {"kelompok": 14.0},
    "bidang urusan …": {"bidang_urusan": 10.0},
    "bidang named like a unit": {"bidang_urusan": 10.0},
    # Words that names of programs begin with too, of rows that look like headings: less.
    "urusan …": {"urusan": 9.0},
    "unit over the whole width": {"kelompok": 9.0},
    "unit": {"kelompok": 6.0},
    # What stands in the row beside its name, or does not.
    "nothing but a name over the whole width": {"kelompok": 4.0},
    "capitals without indicator": {"bidang_urusan": 1.0, "kelompok": 1.0},
    "bullet": {"program": -3.0, "sub_kegiatan": 1.0},
    "Roman number": {"program": 2.0},
    "wording=program": {"program": 4.0},
    "wording=kegiatan": {"kegiatan": 4.0},
    "wording=sub_kegiatan": {"sub_kegiatan": 4.0},
    # What stands above it: a subtotal row closes a program, below an urusan stands its bidang.
    "below a subtotal": {"kegiatan": -4.0, "sub_kegiatan": -6.0},
    "below an urusan": {"bidang_urusan": 7.0},
    # Capitals, in a table that uses small letters too: they speak against the lower levels more than for the upper.
    "capitals": {"kegiatan": -3.0, "sub_kegiatan": -5.0},
    "small letters": {"program": -3.0},
}
"""By how much each sign speaks for a level; 1 is about a factor e in odds."""
WORDING_SIGNS: Final[tuple[str, ...]] = tuple(sign for sign in SIGNS if sign.startswith("wording="))
"""Features where an indicator's wording says whose it is ("Indikator Kinerja Program: …")."""
ABOVE_PROGRAMS: Final = 3.0
"""The score from which a row's own wording puts it above the programs."""
MOST_CAPITALS: Final = 0.75
"""The share of names in capitals from which they are the table's way of writing, and say nothing."""

PROGRAM: Final = regex.compile(r"^\W*program\b", regex.I)
_KEGIATAN = regex.compile(r"^\W*kegiatan\b", regex.I)
_SUB = regex.compile(r"^\W*sub[\s-]*kegiatan\b", regex.I)
_BIDANG = regex.compile(r"^\W*(?:bidang\s+urusan|urusan\s+pemerintahan\s+bidang|urusan\s+bidang)\b", regex.I)
_BIDANG_NAMED_LIKE_A_UNIT = regex.compile(
    r"^\W*(?:sekretariat\s+(?:daerah|dprd)|inspektorat(?:\s+daerah)?|kecamatan)\W*$", regex.I
)
_URUSAN = regex.compile(
    r"^\W*(?:urusan\s+(?:pemerintahan|wajib|pilihan)|(?:unsur|fungsi)\s+(?:pendukung|penunjang|pengawasan|kewilayahan|"
    r"pemerintahan))",
    regex.I,
)
_SPENDING_GROUP = regex.compile(r"^\W*belanja\s+(?:tidak\s+)?langsung\W*$", regex.I)
_SOME_URUSAN = regex.compile(r"^\W*urusan\b", regex.I)
_UNIT = regex.compile(
    r"^\W*(?:sub\s*)?(?:unit\s+(?:organisasi|kerja)|organisasi|skpd|opd|perangkat\s+daerah|dinas|badan|inspektorat|"
    r"sekretariat|kecamatan|kelurahan|biro|bagian|bidang|seksi|rsud|rumah\s+sakit|upt[d]?|puskesmas|misi|satuan|kantor)\b",
    regex.I,
)


def weigh(scores: list[float], sign: str) -> None:
    """Add what a sign says to a row's scores, one for each rank."""
    for level, weight in SIGNS[sign].items():
        scores[RANKS[level]] += weight


def own_scores(row: LevelRow, shape: Level | None) -> list[float]:
    """Return the score of each rank for one row by itself; `shape` is the level its code speaks for."""
    scores = list(PRIOR)
    if shape:
        weigh(scores, f"code of {shape}")
    if row.column_level:
        weigh(scores, f"column of {row.column_level}")
    if first_word := _first_word(row):
        weigh(scores, first_word)
    for sign in _other_signs(row):
        weigh(scores, sign)
    return scores


def _first_word(row: LevelRow) -> str | None:
    """Return the sign that a name begins with: of several the one that says most precisely what the row is."""
    name = row.nama
    like_a_heading = name.isupper() or row.bare or row.spanning
    if PROGRAM.match(name):
        return "PROGRAM …" if name.isupper() else "Program …"
    if _SUB.match(name):
        return "sub kegiatan …"
    if _KEGIATAN.match(name):
        return "kegiatan …"
    if _BIDANG.match(name):
        return "bidang urusan …"
    if _URUSAN.match(name):
        return "urusan pemerintahan …"
    if like_a_heading and _SOME_URUSAN.match(name):
        return "urusan …"
    if like_a_heading and _UNIT.match(name):
        return "unit over the whole width" if row.spanning else "unit"
    return None


def _other_signs(row: LevelRow) -> Iterator[str]:
    """Yield the other signs of one row."""
    if _SPENDING_GROUP.match(row.nama):
        yield "belanja langsung"
    if _BIDANG_NAMED_LIKE_A_UNIT.match(row.nama):
        yield "bidang named like a unit"
    if row.spanning and row.bare and not row.kode:
        yield "nothing but a name over the whole width"
    if row.without_indicator and row.nama.isupper():
        yield "capitals without indicator"
    if "label=bullet" in row.style:
        yield "bullet"
    yield from (sign for sign in WORDING_SIGNS if sign in row.style)
    if row.subtotal_before is not None:
        yield "below a subtotal"
    if "nomor=roman" in row.style or "label=roman." in row.style:
        yield "Roman number"


def weigh_capitals(rows: Sequence[LevelRow], evidence: list[list[float]]) -> None:
    """Capitals speak for the upper levels where the table uses both capitals and small letters.

    Those of rows that their wording puts above the programs say nothing of the programs.
    """
    capitals = [row.nama.isupper() for row in rows]
    above = RANKS["program"]
    below = [upper for scores, upper in zip(evidence, capitals, strict=True) if max(scores[:above]) < ABOVE_PROGRAMS]
    if not 0 < sum(below) < MOST_CAPITALS * len(below):
        return
    for scores, upper in zip(evidence, capitals, strict=True):
        weigh(scores, "capitals" if upper else "small letters")


def weigh_place(rows: Sequence[LevelRow], evidence: list[list[float]]) -> None:
    """What stands right below an urusan is its bidang, unless its name says otherwise."""
    others = (PROGRAM, _KEGIATAN, _UNIT, _URUSAN)
    for above, row, scores in zip(rows, rows[1:], evidence[1:], strict=False):
        below_urusan = _URUSAN.match(above.nama) and not _BIDANG.match(above.nama)
        if below_urusan and not any(word.match(row.nama) for word in others):
            weigh(scores, "below an urusan")
