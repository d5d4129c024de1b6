"""Indonesian number words, and counts in running text ("13 (tiga belas) kegiatan")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extractor.limits import MAX_NUMBER_CHARS

_DIGITS: Final = {
    "nol": 0,
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
    "lima": 5,
    "enam": 6,
    "tujuh": 7,
    "delapan": 8,
    "sembilan": 9,
    "se": 1,
}
_D: Final = "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan"
_BELOW_1000: Final = re.compile(
    rf"(?:(?P<hundreds>{_D}|se)ratus)?"
    rf"(?:(?P<tens>{_D}|se)puluh(?P<ones>{_D})?|(?P<teens>{_D}|se)belas|(?P<single>{_D}))?"
)
_GROUP: Final = rf"(?:(?:(?:{_D}|se)ratus)?(?:(?:{_D}|se)puluh(?:{_D})?|(?:{_D}|se)belas|(?:{_D})|se)?)"
_SCALES: Final = {
    "triliun": (10**12, "tril[iy]un"),
    "miliar": (10**9, "mil[iy]ard?"),
    "juta": (10**6, "juta"),
    "ribu": (10**3, "ribu"),
}
_NUMBER: Final = re.compile(
    "".join(rf"(?:(?P<{name}>{_GROUP}){word})?" for name, (_, word) in _SCALES.items()) + rf"(?P<rest>{_GROUP})?"
)
_GAPS: Final = re.compile(r"[\s-]+")

_WORD: Final = re.compile(r"[^\W\d_]+")
_COUNT: Final = re.compile(
    r"""
    (?<![\w.,/-]) (?: (?P<digits> \d{1,3}(?:\.\d{3})+ | \d+ ) \s* )?+
    (?: \( \s* (?P<gloss> [^()]{1,100} ) \) )?+ \s*
    (?: (?:buah|macam|jenis|jumlah) \s+ )?+ $
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NO_COUNT: Final = re.compile(
    r"(?<!\w)(?:tahun|anggaran|TA|tabel|gambar|lampiran|nomor|no|bab|pasal|ayat|huruf|butir|triwulan|tahap|ke)[\s.]*$",
    re.IGNORECASE,
)
_LOOK_BACK: Final = 160  # characters before the noun in which its count can stand


@dataclass(frozen=True, slots=True)
class Count:
    """A count in running text: `digits` and `words` are its value as each states it, null where it does not."""

    noun: str
    digits: int | None
    words: int | None
    start: int
    end: int


def number_words(text: str) -> int | None:
    """Return the number that the words spell ("seratus dua puluh satu"), or None where they spell none."""
    if len(text) > MAX_NUMBER_CHARS:
        return None
    joined = _GAPS.sub("", text).casefold()
    if joined == "nol":
        return 0
    match = _NUMBER.fullmatch(joined)
    if not joined or match is None:
        return None
    total = 0
    for name, group in match.groupdict().items():
        if group is None:
            continue
        below = _below_1000(group, alone=name == "rest")
        if below is None:
            return None
        total += below * (_SCALES[name][0] if name in _SCALES else 1)
    return total


def _below_1000(group: str, *, alone: bool) -> int | None:
    """Return the value of words below a thousand; "se" is one before a scale only ("seribu")."""
    if group == "se":
        return None if alone else 1
    match = _BELOW_1000.fullmatch(group)
    if match is None or not (group or alone):
        return None
    value = {name: _DIGITS[word] if word else 0 for name, word in match.groupdict().items()}
    teens = 10 + value["teens"] if match["teens"] else 0
    return 100 * value["hundreds"] + 10 * value["tens"] + value["ones"] + teens + value["single"]


def find_counts(text: str, nouns: Sequence[str]) -> list[Count]:
    """Find counts of the nouns: in digits, in words, or in both; longer nouns win ("sub kegiatan" over "kegiatan").

    Spans run from the count's first character to the noun's last. List numbers, section numbers and years are none.
    """
    by_key = {_GAPS.sub("", noun).casefold(): noun for noun in nouns}
    counts = []
    for match in _noun_pattern(nouns).finditer(text):
        offset = max(0, match.start() - _LOOK_BACK)
        noun = by_key[_GAPS.sub("", match["noun"]).casefold()]
        found = _count_before(text[offset : match.start()])
        if found is not None:
            digits, words, start = found
            counts.append(Count(noun, digits, words, offset + start, match.end()))
    return counts


def _noun_pattern(nouns: Sequence[str]) -> re.Pattern[str]:
    """Match the nouns, longest first, with any gap between their words, in the singular or doubled for the plural."""
    spelled = [r"[\s-]*".join(map(re.escape, noun.split())) for noun in sorted(nouns, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?P<noun>{'|'.join(spelled)})(?:\s?-\s?(?P=noun))?(?!\w)", re.IGNORECASE)


def _count_before(before: str) -> tuple[int | None, int | None, int] | None:
    """Return (digits, words, start) of the count that ends `before`, or None."""
    match = next((match for match in _COUNT.finditer(before) if match["digits"] or match["gloss"]), None)
    if match is None:
        return _words_before(before)
    digits = int(match["digits"].replace(".", "")) if match["digits"] else None
    words = number_words(match["gloss"]) if match["gloss"] else None
    if (digits is None and words is None) or (words is None and _NO_COUNT.search(before[: match.start()])):
        return None
    return digits, words, match.start()


def _words_before(before: str) -> tuple[None, int, int] | None:
    """Return the longest number spelled in the last words of `before`."""
    found: tuple[None, int, int] | None = None
    words = list(_WORD.finditer(before))
    for word in reversed(words[-16:]):
        tail = before[word.start() :]
        value = number_words(tail)
        if value is not None:
            found = (None, value, word.start())
        elif not _is_part(word[0].casefold()):
            break
    return found


def _is_part(word: str) -> bool:
    """Tell whether the word can stand inside a spelled number ("puluh", "ribu")."""
    return (
        number_words(word) is not None
        or re.fullmatch("puluh|belas|ratus|ribu|juta|mil[iy]ard?|tril[iy]un", word) is not None
    )
