"""The standard form of a row's code, and its official name: only where they are certain.

A written code of a legal shape is its own standard form. A damaged one ("307,1" for "307.10") is mended only where
its parent's and its children's codes leave one reading, or where the whole table lost its leading zeros. A row without
a code takes the official one of its name where the codes above it, or the bidang, leave only one. Swapped segments are
not guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import regex

from extractor.plan.kode import is_kode, segments
from extractor.plan.model import Level
from extractor.plan.nomenclature import Entry, Match, Nomenclature

FOUR_DIGITS_SINCE: Final = 2024
"""Sub kegiatan have four digits since the decree 900.1.15.5-1317 of 2023, that is from the plans of 2024."""

# Permendagri 90/2019 counts 1, 2, 3, 5 and 6 segments; Permendagri 13/2006 has a unit in the middle, some with the
# bidang before it once more.
_LEGAL: Final[dict[Level, regex.Pattern[str]]] = {
    "urusan": regex.compile(r"\d"),
    "bidang_urusan": regex.compile(r"\d\.\d\d"),
    "program": regex.compile(r"\d\.\d\d\.\d\d|\d\.\d\d\.(?:\d\.\d\d\.)?\d\d\.\d\d"),
    "kegiatan": regex.compile(r"\d\.\d\d\.\d\d\.\d\.\d\d|\d\.\d\d\.(?:(?:\d\.\d\d\.)?\d\d\.)?\d\d\.\d\d\d?"),
    "sub_kegiatan": regex.compile(r"\d\.\d\d\.\d\d\.\d\.\d\d\.\d\d(?:\d\d)?"),
}
_ZERO_LED: Final = regex.compile(r"(?<!\d)0\d")
_LENGTHS: Final[tuple[dict[Level, int], ...]] = (
    {"program": 3, "kegiatan": 5, "sub_kegiatan": 6},
    {"program": 3, "kegiatan": 4},
    {"program": 4, "kegiatan": 5},
)
"""Segments of the codes of Permendagri 90/2019, and of 13/2006 without and with the unit's."""
_BIDANG: Final = {
    "1": (1, 6),
    "2": (7, 25),
    "3": (25, 33),
    "4": (1, 2),
    "5": (1, 7),
    "6": (1, 1),
    "7": (1, 1),
    "8": (1, 1),
}
"""First and last bidang of each urusan in Permendagri 90/2019."""
_OLD_BIDANG: Final = (1, 26)
"""Those of the urusan with the most in Permendagri 13/2006."""
_LOCAL = regex.compile(r"\d+(?:\.\d\d+)+")
"""A scheme of a region's own: dots between segments of two digits and more."""


@dataclass(frozen=True, slots=True)
class Official:
    """The official name and the standard code of a row, each None where not certain."""

    nama: str | None = None
    kode: str | None = None


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a table in document order; `parents` are indexes, -1 at the top."""

    levels: Sequence[Level]
    parents: Sequence[int]
    matches: Sequence[Match | None]

    def entries(self, index: int) -> tuple[Entry, ...]:
        match = self.matches[index]
        return match.of_level(self.levels[index]) if match else ()


def official_forms(
    levels: Sequence[Level],
    parents: Sequence[int],
    kodes: Sequence[str | None],
    matches: Sequence[Match | None],
    nomenclature: Nomenclature,
    tahun: int | None,
) -> list[Official]:
    """Return the official name and standard code of each row of a table; `parents` come before their children."""
    rows = _Rows(levels, parents, matches)
    written = standard_kodes(levels, parents, kodes)
    if not any(_ZERO_LED.search(kode) for kode in kodes if kode):
        padded = _padded(levels, kodes, tahun)
        written = [standard or padding for standard, padding in zip(written, padded, strict=True)]
    names = [entries[0].nama if (entries := rows.entries(index)) else None for index in range(len(levels))]
    found = _by_name(rows, written, nomenclature, tahun) if any(names) else written
    return [Official(nama, kode) for nama, kode in zip(names, found, strict=True)]


def standard_kodes(levels: Sequence[Level], parents: Sequence[int], kodes: Sequence[str | None]) -> list[str | None]:
    """Return the standard form of each written code where it is certain."""
    plain = [_plain(kode) for kode in kodes]
    children: dict[int, list[str]] = {}
    for parent, kode in zip(parents, plain, strict=True):
        if kode is not None:
            children.setdefault(parent, []).append(kode)
    standard: list[str | None] = []
    for index, (level, parent, kode) in enumerate(zip(levels, parents, plain, strict=True)):
        if kode is None or level == "kelompok":
            standard.append(None)
        elif _LEGAL[level].fullmatch(kode):
            standard.append(kode)
        else:
            above = standard[parent] if parent >= 0 else None
            standard.append(_mended(kode, level, above, children.get(index, [])))
    return standard


def _plain(kode: str | None) -> str | None:
    """Return a code with dots alone between its segments; era A's urusan loses a zero before it (01.20 is 1.20)."""
    if not kode or not is_kode(kode):
        return None
    parts = segments(kode)
    if len(parts) > 3 and len(parts[0]) == 2 and parts[0][0] == "0":
        parts = (parts[0][1], *parts[1:])
    return ".".join(parts)


def _mended(kode: str, level: Level, above: str | None, below: Sequence[str]) -> str | None:
    """Return the one reading of a damaged code that the codes above and below it fit; None where they do not tell."""
    legal = [
        reading
        for reading in _readings(kode)
        if _LEGAL[level].fullmatch(reading)
        or (_LOCAL.fullmatch(reading) and not any(shape.fullmatch(reading) for shape in _LEGAL.values()))
    ]
    if above is None and not below:
        return None
    fitting = [
        reading
        for reading in legal
        if (above is None or reading.startswith(f"{above}."))
        and all(child.startswith(f"{reading}.") for child in below)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _readings(kode: str) -> list[str]:
    """Return what a code may have been before a spreadsheet ate its zeros: every short segment with one more zero."""
    parts = segments(kode)
    if len(parts) > 6:
        return [kode]
    options = [(part,) if len(part) != 1 else (part, f"0{part}", f"{part}0") for part in parts]
    return [".".join(chosen) for chosen in product(*options)]


def _padded(levels: Sequence[Level], kodes: Sequence[str | None], tahun: int | None) -> list[str | None]:
    """Return the codes of a table all of whose segments lost their leading zeros; None for each where that is not sure.

    Zeros at the end are lost from decimals only, which keep those behind the point: codes that end in 2 to 9 at a
    level of few members tell that it is the leading ones.
    """
    plain = [_plain(kode) for kode in kodes]
    coded = [(level, kode.split(".")) for level, kode in zip(levels, plain, strict=True) if kode]
    found = {(level, len(parts)) for level, parts in coded if level in ("program", "kegiatan", "sub_kegiatan")}
    lengths = next((one for one in _LENGTHS if found <= set(one.items())), None)
    told = any(level in ("program", "kegiatan") and parts[-1] in set("23456789") for level, parts in coded)
    if lengths is None or not told or not {"program", "kegiatan"} <= {level for level, _ in found}:
        return [None] * len(kodes)
    digits = (4 if tahun >= FOUR_DIGITS_SINCE else 2) if tahun else None
    new = "sub_kegiatan" in lengths
    return [_with_zeros(kode, level, new, digits) if kode else None for level, kode in zip(levels, plain, strict=True)]


def _with_zeros(kode: str, level: Level, new: bool, digits: int | None) -> str | None:
    """Return a code with a zero before each short segment; `new` is one of Permendagri 90/2019."""
    parts = kode.split(".")
    if len(parts) < 2 or (level == "sub_kegiatan" and digits is None):
        return None
    widths = [1, 2, 2, 1 if new else 2, 2, digits or 2]
    padded = [part.zfill(width) for part, width in zip(parts, widths, strict=False)]
    if len(parts[1]) == 1:
        first, last = _BIDANG.get(parts[0], (0, -1)) if new else _OLD_BIDANG
        bidangs = [bidang for bidang in (f"0{parts[1]}", f"{parts[1]}0") if first <= int(bidang) <= last]
        if len(bidangs) != 1:
            return None
        padded[1] = bidangs[0]
    standard = ".".join(padded)
    return standard if level in _LEGAL and _LEGAL[level].fullmatch(standard) else None


def _by_name(rows: _Rows, written: list[str | None], nomenclature: Nomenclature, tahun: int | None) -> list[str | None]:
    """Return the codes with those of the official names filled in, from the top of the tree down."""
    found = list(written)
    children: dict[int, list[int]] = {}
    for index, parent in enumerate(rows.parents):
        children.setdefault(parent, []).append(index)
    province = _province(rows, written)
    digits = _digits(written, tahun)
    for index, level in enumerate(rows.levels):
        if level in ("urusan", "bidang_urusan", "program") and found[index] is None:
            options = {entry.kode for entry in rows.entries(index) if not entry.kode.startswith("X")}
            found[index] = _told_by_children(options, [rows.entries(child) for child in children.get(index, ())])
    for index, level in enumerate(rows.levels):
        if level == "program" and found[index] is None:
            found[index] = _open_program(rows, index, found, children)
        elif level in ("kegiatan", "sub_kegiatan") and found[index] is None:
            above = rows.parents[index]
            if above >= 0 and (program := found[above]) is not None:
                below = {kode for entry in rows.entries(index) if (kode := _under(entry.kode, program))}
                if len(below) > 1 and province is not None:
                    below = {kode for kode in below if kode.split(".")[3:4] == [province]}
                if len(below) == 1:
                    found[index] = _in_digits(below.pop(), level, digits, rows.entries(index), nomenclature)
    return found


def _told_by_children(options: set[str], below: Sequence[tuple[Entry, ...]]) -> str | None:
    """Return the one code, or of several the one under which every child's official name has a code."""
    if len(options) > 1:
        options = {
            kode
            for kode in options
            if any(below) and all(any(_under(entry.kode, kode) for entry in entries) for entries in below if entries)
        }
    return options.pop() if len(options) == 1 else None


def _under(kode: str, parent: str) -> str | None:
    """Return `kode`, its open bidang taken from `parent`, if it lies under `parent`."""
    if kode.startswith("X.XX.") and not kode.startswith("X.XX.XX"):
        kode = ".".join([*parent.split(".")[:2], *kode.split(".")[2:]])
    return kode if kode.startswith(f"{parent}.") else None


def _open_program(rows: _Rows, index: int, found: Sequence[str | None], children: dict[int, list[int]]) -> str | None:
    """Return the code of a program that every bidang has, where the rows above it or all beside it tell the bidang."""
    kodes = {entry.kode for entry in rows.entries(index)}
    if len(kodes) != 1 or not (kode := kodes.pop()).startswith("X.XX.") or kode.startswith("X.XX.XX"):
        return None
    above = rows.parents[index]
    while above >= 0:
        if rows.levels[above] == "bidang_urusan":
            bidang = found[above]
            return f"{bidang}.{kode[5:]}" if bidang else None
        above = rows.parents[above]
    beside = [other for other in children[rows.parents[index]] if other != index]
    known = [code for other in beside if (code := found[other]) is not None]
    bidangs = {".".join(code.split(".")[:2]) for code in known if len(code.split(".")) == 3}
    return f"{bidangs.pop()}.{kode[5:]}" if len(bidangs) == 1 and len(known) == len(beside) else None


def _province(rows: _Rows, written: Sequence[str | None]) -> str | None:
    """Return the fourth segment of the table's kegiatan: 1 in provinces, 2 in kabupaten and kota; None where mixed."""
    digits = {parts[3] for kode in written if kode and len(parts := kode.split(".")) in (5, 6) and len(parts[3]) == 1}
    if not digits:
        words = " ".join(
            entry.nama for index, level in enumerate(rows.levels) if level == "program" for entry in rows.entries(index)
        ).casefold()
        digits = {digit for word, digit in (("daerah provinsi", "1"), ("daerah kabupaten", "2")) if word in words}
    return digits.pop() if len(digits) == 1 else None


def _digits(written: Sequence[str | None], tahun: int | None) -> int | None:
    """Return how many digits the table's sub kegiatan have: as most of those written, else by the year."""
    counts = Counter(
        len(parts[-1]) for kode in written if kode and len(parts := kode.split(".")) == 6 and len(parts[3]) == 1
    )
    if counts:
        return counts.most_common(1)[0][0]
    return None if tahun is None else 4 if tahun >= FOUR_DIGITS_SINCE else 2


def _in_digits(
    kode: str, level: Level, digits: int | None, entries: Sequence[Entry], nomenclature: Nomenclature
) -> str | None:
    """Return a sub kegiatan's code with the table's digits; None where lists of other digits number it otherwise."""
    if level != "sub_kegiatan":
        return kode
    number = kode.rsplit(".", 1)[1]
    if digits == len(number):
        return kode
    if digits is None or not any(nomenclature.in_core(entry.kode) for entry in entries):
        return None
    return f"{kode[: -len(number)]}{int(number):0{digits}d}"
