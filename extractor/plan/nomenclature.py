"""Official names of programs, kegiatan and sub kegiatan: which one a written name is.

A name is compared by its key: abbreviations written out, small words and white space gone, so that broken words
("PENYELENGGA RAAN") are equal to whole ones. A key that is not in the list is compared by letters: every word of
the official name must be there but for a typing error.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final, Literal, NamedTuple

import regex
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extractor.limits import MAX_ALIKE_NAMES
from extractor.plan.kode import is_kode, segments
from extractor.plan.model import Level
from extractor.plan.nomenclature_index import GramIndex

Era = Literal["A", "C"]
"""A: Permendagri 13/2006 (and 86/2017, which kept its names). C: Permendagri 90/2019 and the decrees after it."""

ERA_C_SINCE: Final = 2021
"""Permendagri 90/2019 brought its codes and sub kegiatan into the plans of 2021 and after."""
ALIKE: Final = 85.0
"""Per cent of equal letters below which two keys are two names."""
ALIKE_WITH_KODE: Final = 70.0
"""The same, where the written code is that of the official name."""
LEAD: Final = 2.0
"""Per cent by which the most alike name must lead the next; else it is not certain which one is meant."""
SHORT_WORD: Final = 5
"""Letters below which a word may hold no typing error: RKA and DPA are two things."""
LONG_WORD: Final = 10
"""Letters from which a word may hold two typing errors, not one."""

_WORD = regex.compile(r"[^\W_]+")
_TAG = regex.compile(r"\s*[(\[](?=[^()\[\]]*\d)[A-Z\d./-]{2,12}[)\]]\s*$")
"""A reference after the name ("(M3T1S1)"), to the region's own mission, aim and objective."""
_PROGRAM = regex.compile(r"\W*program\b", regex.I)
_SMALL: Final = frozenset(("dan", "serta", "pada", "di"))
"""Words that are left out of the key: they come and go, and no two official names differ by them."""
_WRITTEN_OUT: Final[dict[str, tuple[str, ...]]] = {
    "adm": ("administrasi",),
    "admin": ("administrasi",),
    "atk": ("alat", "tulis", "kantor"),
    "bimtek": ("bimbingan", "teknis"),
    "bmd": ("barang", "milik", "daerah"),
    "diklat": ("pendidikan", "pelatihan"),
    "dgn": ("dengan",),
    "dlm": ("dalam",),
    "kab": ("kabupaten",),
    "kec": ("kecamatan",),
    "kel": ("kelurahan",),
    "koord": ("koordinasi",),
    "lap": ("laporan",),
    "monev": ("monitoring", "evaluasi"),
    "opd": ("skpd",),
    "pd": ("skpd",),
    "pelaks": ("pelaksanaan",),
    "pemda": ("pemerintah", "daerah"),
    "pemel": ("pemeliharaan",),
    "pemkab": ("pemerintah", "kabupaten"),
    "pemkot": ("pemerintah", "kota"),
    "pemprov": ("pemerintah", "provinsi"),
    "pengad": ("pengadaan",),
    "pengemb": ("pengembangan",),
    "penyed": ("penyediaan",),
    "penyel": ("penyelenggaraan",),
    "penyus": ("penyusunan",),
    "peralat": ("peralatan",),
    "perleng": ("perlengkapan",),
    "propinsi": ("provinsi",),
    "prov": ("provinsi",),
    "rakor": ("rapat", "koordinasi"),
    "sarpras": ("sarana", "prasarana"),
    "sdm": ("sumber", "daya", "manusia"),
    "sopd": ("skpd",),
    "thd": ("terhadap",),
    "utk": ("untuk",),
    "yg": ("yang",),
}
_ONE: Final = (("perangkatdaerah", "skpd"), ("perundangundangan", "perundangan"))
"""Written both ways for one thing; replaced in the key, where words broken in two are whole again."""


class Entry(NamedTuple):
    """An official name. `kode` may begin with X.XX: any bidang urusan. `key` is `name_key(nama)`."""

    kode: str
    level: Level
    era: Era
    nama: str
    key: str


@dataclass(frozen=True, slots=True)
class Match:
    """The official names that a written name certainly is one of."""

    entries: tuple[Entry, ...]

    @property
    def level(self) -> Level | None:
        """Return the level of the name; None where the list has it at several."""
        levels = {entry.level for entry in self.entries}
        return levels.pop() if len(levels) == 1 else None

    def of_level(self, level: Level) -> tuple[Entry, ...]:
        """Return the entries of `level`; none where it is uncertain which of several names is meant."""
        if len({entry.key for entry in self.entries}) != 1:
            return ()
        return tuple(entry for entry in self.entries if entry.level == level)


class Nomenclature:
    """Lists of official names, the first list's spelling first; the first `core` entries are the package's own."""

    def __init__(self, entries: Iterable[Sequence[str]] = (), core: int = 0) -> None:
        self._entries = list(entries)
        self._core = core
        self._by_key: dict[str, list[int]] = {}
        for index, entry in enumerate(self._entries):
            self._by_key.setdefault(entry[4], []).append(index)
        self._by_kode: dict[str, list[int]] | None = None
        self._keys: list[str] = []
        self._alike: GramIndex | None = None
        self._core_kodes = {entry[0] for entry in self._entries[:core]}

    def __len__(self) -> int:
        return len(self._entries)

    def in_core(self, kode: str) -> bool:
        """Tell whether `kode` is of the package's own list, whose numbers hold for every decree since 2020."""
        return kode in self._core_kodes

    def match(
        self, names: Sequence[str], kodes: Sequence[str | None], *, tahun: int | None = None
    ) -> list[Match | None]:
        """Return, per row of one table, the official names it certainly is one of.

        The era is decided once for the table: by its codes, its own matches, and `tahun` where these say nothing.
        """
        if not self._entries:
            return [None] * len(names)
        keys = [name_key(name) for name in names]
        exact = [self._by_key.get(key, []) for key in keys]
        era = self._era(exact, kodes, tahun)
        alike: dict[str, list[int]] = {}
        missing = {key: name for key, name, found in zip(keys, names, exact, strict=True) if not found}
        if len(missing) <= MAX_ALIKE_NAMES:
            alike = {key: self._most_alike(key, name, era) for key, name in missing.items()}
        return [
            self._match(name, key, found or alike.get(key, []), kode, era)
            for name, key, found, kode in zip(names, keys, exact, kodes, strict=True)
        ]

    def _entry(self, index: int) -> Entry:
        return Entry(*self._entries[index])  # type: ignore[arg-type]

    def _era(self, exact: Sequence[list[int]], kodes: Sequence[str | None], tahun: int | None) -> Era:
        """Return the era that most codes and most names found in one era only speak for."""
        votes = 0
        for found in exact:
            eras = {self._entries[index][2] for index in found}
            if len(eras) == 1:
                votes += 1 if "C" in eras else -1
        for kode in kodes:
            parts = segments(kode) if kode else ()
            if len(parts) > 3:
                votes += 1 if len(parts[3]) == 1 and parts[:2] != parts[2:4] else -1
        if votes:
            return "C" if votes > 0 else "A"
        return "A" if tahun is not None and tahun < ERA_C_SINCE else "C"

    def _most_alike(self, key: str, name: str, era: Era) -> list[int]:
        """Return the entries of the name that `name` is misspelt from; where nothing decides between several, all."""
        if self._alike is None:
            self._keys = list(self._by_key)
            self._alike = GramIndex(self._keys)
        scored: list[tuple[float, str]] = []
        for at in self._alike.nearest(key):
            official = self._keys[at]
            score = fuzz.ratio(key, official, score_cutoff=ALIKE)
            if score and any(self._entries[index][2] == era for index in self._by_key[official]):
                scored.append((score, official))
        scored.sort(reverse=True)
        certain = [
            official
            for score, official in scored
            if score > scored[0][0] - LEAD and is_misspelt(name, self._entries[self._by_key[official][0]][3])
        ]
        if not certain or certain[0] != scored[0][1]:
            return []
        return [index for official in certain for index in self._by_key[official]]

    def _match(self, name: str, key: str, found: list[int], kode: str | None, era: Era) -> Match | None:
        entries = [entry for entry in map(self._entry, found) if entry.era == era]
        written = self._of_kode(kode) if kode else []
        agreeing = [entry for entry in entries if entry in written]
        if agreeing:
            return Match(tuple(agreeing))
        near = [entry for entry in written if fuzz.ratio(key, entry.key, score_cutoff=ALIKE_WITH_KODE)]
        if near and not entries:
            return Match(tuple(near))
        entries = [entry for entry in entries if entry.level not in ("urusan", "bidang_urusan") or _says_urusan(key)]
        if _PROGRAM.match(name):
            entries = [entry for entry in entries if entry.level == "program"]
        return Match(tuple(entries)) if entries else None

    def _of_kode(self, kode: str) -> list[Entry]:
        """Return the entries whose code is `kode`, whatever its bidang where the list leaves that open."""
        if not is_kode(kode):
            return []
        if self._by_kode is None:
            self._by_kode = {}
            for index, entry in enumerate(self._entries):
                self._by_kode.setdefault(entry[0], []).append(index)
        return [self._entry(index) for form in list_forms(kode) for index in self._by_kode.get(form, ())]


def _says_urusan(key: str) -> bool:
    """Tell whether a name says itself that it is an urusan: "KECAMATAN" and the like are units as well."""
    return key.startswith(("urusan", "unsur", "bidangurusan"))


def name_words(name: str) -> list[str]:
    """Return the words of a name, abbreviations written out, without its kind ("Program") before or a tag after it."""
    words = [
        full
        for word in _WORD.findall(_TAG.sub("", name).casefold().replace("&", " dan "))
        for full in _WRITTEN_OUT.get(word, (word,))
    ]
    if len(words) > 2 and words[0] == "sub" and words[1] == "kegiatan":
        return words[2:]
    return words[1:] if len(words) > 1 and words[0] in ("program", "kegiatan", "subkegiatan") else words


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """Return the letters and digits by which names are compared, small words left out, in one string."""
    return _one_writing("".join(word for word in name_words(name) if word not in _SMALL))


def _one_writing(letters: str) -> str:
    for long, short in _ONE:
        letters = letters.replace(long, short)
    return letters


def is_misspelt(name: str, official: str) -> bool:
    """Tell whether `name` is the name `official` but for typing errors: one in a word, two in a long one.

    The errors are counted in the words of the official name, so it does not matter where `name` had spaces; two
    letters swapped are one error. Digits are no typing errors, and small words may be missing.
    """
    words = _joined(name_words(official))
    written, target = _one_writing("".join(name_words(name))), "".join(words)
    ends = list(accumulate(map(len, words)))
    errors: list[list[tuple[str, str]]] = [[] for _ in words]
    at = 0
    for edit in Levenshtein.editops(written, target):
        source = written[edit.src_pos] if edit.tag != "insert" else ""
        meant = target[edit.dest_pos] if edit.tag != "delete" else ""
        if source.isdigit() or meant.isdigit():
            return False
        while at < len(ends) - 1 and edit.dest_pos >= ends[at]:
            at += 1
        errors[at].append((source, meant))
        # A letter too many between two words may belong to either.
        if not meant and at and edit.dest_pos == ends[at - 1]:
            errors[at - 1].append((source, meant))
    return all(_is_typing_error(word, found) for word, found in zip(words, errors, strict=True))


def _is_typing_error(word: str, errors: list[tuple[str, str]]) -> bool:
    """Tell whether the letters lost, added and changed in a word are what a typist gets wrong."""
    if word in _SMALL:
        return True
    if len(word) < SHORT_WORD:
        return not errors
    swapped = len(errors) == 2 and sorted(source for source, _ in errors) == sorted(meant for _, meant in errors)
    return len(errors) <= (2 if len(word) >= LONG_WORD else 1) or swapped


def _joined(words: list[str]) -> list[str]:
    """Return the words with those that the key writes as one joined."""
    joined: list[str] = []
    for word in words:
        for long, short in _ONE:
            if joined and joined[-1] + word == long:
                joined[-1] = short
                break
        else:
            joined.append(word)
    return joined


def list_forms(kode: str) -> list[str]:
    """Return the forms in which a list may have a code: the bidang given or open, sub kegiatan of 2 or 4 digits.

    Era A's lists leave urusan, bidang and unit open and have the last one (program) or two (kegiatan) segments.
    """
    parts = [part.upper() for part in segments(kode)]
    tails = [parts[-1]]
    if len(parts) == 6 and len(parts[3]) == 1 and parts[-1].isdigit():
        number = int(parts[-1])
        tails = [f"{number:04d}", *([f"{number:02d}"] if number < 100 else [])]
    forms = [".".join([*parts[:-1], tail]) for tail in tails]
    if len(parts) > 2:
        forms += [".".join(["X", "XX", *parts[2:-1], tail]) for tail in tails]
    if (len(parts) > 3 and len(parts[3]) > 1) or len(parts) > 6:
        forms += [f"X.XX.XX.{parts[-1]}", f"X.XX.XX.{parts[-2]}.{parts[-1]}"]
    return list(dict.fromkeys(forms))
