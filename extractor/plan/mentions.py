"""Names of offices and regions as a text mentions them, and the name most mentions agree on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import regex

from extractor.plan.text import name_case, squash

_OFFICE: Final = regex.compile(
    r"(?<![\p{L}/])(?:(?:kantor\s+)?(?P<kec>kec\.\s*|kecamatan\s+|kelurahan\s+)"
    r"|(?:satuan\s+polisi\s+pamong\s+praja|sekretariat\s+(?:daerah|dprd|dewan\s+perwakilan\s+rakyat\s+daerah))\b"
    r"|inspektorat(?:\s+daerah)?\b|(?:dinas|badan|bagian|bidang|kantor|uptd?|rsud|rumah\s+sakit\s+umum\s+daerah|puskesmas)\s+)",
    regex.IGNORECASE,
)
_REGION: Final = regex.compile(
    r"(?<![\p{L}/])(?P<kind>kabupaten|kab\.|kab(?=\s)|kota|provinsi|propinsi|prov\.)\s*(?=\p{Lu})", regex.IGNORECASE
)
_WORD: Final = regex.compile(r"\s*(?P<word>&|[\p{L}\d][\p{L}\d'’./-]*)(?P<comma>\s*,)?")
_STOP_WORDS: Final = (
    "tahun tahunan nomor periode dinas badan kecamatan kec kelurahan kabupaten kab kota provinsi propinsi "
    "prov rencana renja pemerintah jalan jl anggaran ta th bupati walikota gubernur berita lembaran seri "
    "program kegiatan bab tabel sub bidang bagian kantor sekretariat skpd opd pd perangkat unit indikator "
    "lokasi tingkat nip camat lurah kode pos telp telepon peraturan undang keputusan republik indonesia oleh "
    "adalah sebagai untuk yang pada dalam dengan serta tentang di ke dari atau akan telah ini tersebut "
    "merupakan target realisasi "
)
_STOP: Final = frozenset(_STOP_WORDS.split())
_CONNECTIVES: Final = frozenset(("dan", "&"))
_ALONE: Final = ("inspektorat", "satuan", "sekretariat")
_MAX_WORDS: Final = 12
"""Words of the longest names of offices."""
_AGREED: Final = 0.5
"""Share of the mentions that must go on with a word for it to belong to the name."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: its words, where it starts and where it ends."""

    words: Words
    start: int
    end: int


@dataclass(slots=True)
class Ballot:
    """Weighed mentions of one kind of name; `winner` is the name they agree on."""

    weights: defaultdict[Words, float] = field(default_factory=lambda: defaultdict(float))
    ends: defaultdict[Words, float] = field(default_factory=lambda: defaultdict(float))
    spellings: defaultdict[Words, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, words: Words, weight: float) -> None:
        """Count one mention."""
        key = tuple(squash(word) for word in words)
        self.ends[key] += weight
        for length in range(1, len(words) + 1):
            self.weights[key[:length]] += weight
            self.spellings[key[:length]][" ".join(words[:length])] += 1

    def winner(self) -> str | None:
        """Return the name with most weight, written as in running text where the text has it so; None without any."""
        starts: dict[Words, float] = {key: weight for key, weight in self.weights.items() if len(key) == 2}
        starts.update((key, weight) for key, weight in self.ends.items() if len(key) == 1 and key[0].startswith(_ALONE))
        if not starts:
            return None
        key = max(starts, key=lambda k: starts[k])
        following: defaultdict[Words, list[Words]] = defaultdict(list)
        for longer in self.weights:
            following[longer[:-1]].append(longer)
        while following[key]:
            longer = max(following[key], key=lambda k: self.weights[k])
            if self.weights[longer] < _AGREED * self.weights[key]:
                break
            key = longer
        while len(key) > 1 and key[-1] in ("dan", ""):
            key = key[:-1]
        return self._spelling(key)

    def _spelling(self, key: Words) -> str:
        ranked = [text for text, _ in self.spellings[key].most_common()]
        mixed = (text for text in ranked if not text.split()[0].isupper())
        return name_case(next(mixed, ranked[0])).rstrip(",")


def offices(text: str) -> Iterator[Mention]:
    """Yield each office that `text` (collapsed) names; "Kantor Kecamatan X" is the Kecamatan."""
    for match in _OFFICE.finditer(text):
        head = match[0].strip()
        if match["kec"]:
            kind = match["kec"].strip()
            head = kind if not kind.endswith(".") else ("KECAMATAN" if kind.isupper() else "Kecamatan")
        if not head[:1].isupper():
            continue
        words, end = _name(text, match.end(), commas=head.casefold() in ("dinas", "badan", "bagian"))
        fixed = tuple(head.split())
        if words or fixed[0].casefold() in _ALONE:
            yield Mention(fixed + words, match.start(), end)


def regions(text: str) -> Iterator[Mention]:
    """Yield each kabupaten, kota or provinsi that `text` (collapsed) names, its kind spelt out."""
    for match in _REGION.finditer(text):
        folded = match["kind"].casefold()
        full = "Kabupaten" if folded.startswith("kab") else "Kota" if folded == "kota" else "Provinsi"
        words, end = _name(text, match.end(), commas=False)
        if words and match["kind"][0].isupper():
            kind = full.upper() if match["kind"].isupper() else full
            yield Mention((kind, *words), match.start(), end)


def _name(text: str, start: int, *, commas: bool) -> tuple[Words, int]:
    """Return the words of a name from `start` on, and where they end: capitalised words and connectives between."""
    words: list[str] = []
    end = start
    position = start
    while len(words) < _MAX_WORDS:
        match = _WORD.match(text, position)
        if match is None:
            break
        word = match["word"].rstrip(".-/")
        plain = word.casefold()
        if plain in _STOP or not word or word[0].isdigit() or not (word[0].isupper() or plain in _CONNECTIVES):
            break
        stopped = match["word"].endswith((".", "-", "/")) and len(word) > 3
        comma = match["comma"] is not None and commas
        words.append(word + "," if comma else word)
        position = end = match.end("word")
        if stopped or (match["comma"] and not comma):
            break
        position = match.end()
    while words and words[-1].casefold() in _CONNECTIVES:
        words.pop()
    if words:
        words[-1] = words[-1].rstrip(",")
    return tuple(words), end
