"""Small helpers for text that many modules of the plan room share."""

from __future__ import annotations

from typing import Final

import regex

from extractor.reading.roman import roman_value

_NOT_ALNUM: Final = regex.compile(r"[\W_]+")
_SPACED_WORD: Final = regex.compile(r"(?<!\S)\p{L}(?: \p{L}){2,}(?!\S)")
_SENTENCE_END: Final = regex.compile(r"[.;:!?][\"”’')\]]*$")
_OPEN_END: Final = regex.compile(
    r"(?:[,/(&–-]|\b(?:tentang|dan|atau|serta|dengan|di|ke|dari|untuk|pada|oleh|yang|dalam|terhadap|atas|sebagai|"
    r"bagi|antara|melalui|nomor|no))$",
    regex.IGNORECASE,
)
_SMALL_WORDS: Final = frozenset(
    ("dan", "di", "ke", "dari", "untuk", "pada", "serta", "atau", "yang", "dengan", "dalam", "oleh", "tentang", "bagi")
)
_ABBREVIATIONS: Final = frozenset(
    ("DPRD", "UPT", "UPTD", "RSUD", "RSU", "KB", "PTSP", "BPBD", "SMA", "SMK", "SMP", "SD", "ASN", "DIY", "DKI", "SDM")
)


def collapse(text: str) -> str:
    """Return `text` with every run of white space as one space, and none at its ends."""
    return " ".join(text.split())


def squash(text: str) -> str:
    """Return the key by which names are compared: case folded, letters and digits only."""
    return _NOT_ALNUM.sub("", text.casefold())


def unspaced(text: str) -> str:
    """Return `text` collapsed, letter-spaced words written together ("P E N U T U P" is "PENUTUP").

    `text` is taken with its white space as written: letter-spaced words are told apart by gaps of two or more spaces.
    Text in which fewer than half of the words are single letters is only collapsed.
    """
    words = text.split()
    if 2 * sum(len(word) == 1 and word.isalpha() for word in words) < max(len(words), 4):
        return " ".join(words)
    parts = regex.split(r"\s{2,}", text.strip())
    return " ".join(_SPACED_WORD.sub(lambda m: m[0].replace(" ", ""), collapse(part)) for part in parts)


def ends_sentence(text: str) -> bool:
    """Return whether `text` ends as a sentence or an enumerated item does."""
    return _SENTENCE_END.search(text) is not None


def ends_open(text: str) -> bool:
    """Return whether `text` evidently goes on: it ends in a connective, a comma or a hyphen."""
    return _OPEN_END.search(text[-12:]) is not None


def join_lines(first: str, second: str) -> str:
    """Return two printed lines as one; a word broken at a hyphen between letters is written together."""
    if first.endswith("-") and len(first) > 1 and first[-2].isalpha() and second[:1].isalpha():
        return first + second
    return f"{first} {second}".strip()


def name_case(text: str) -> str:
    """Return a name in capitals as it is written in a sentence; a name that has small letters stays as it is."""
    if not text.isupper():
        return text
    words = text.split()
    return " ".join(_word_case(word, first=i == 0) for i, word in enumerate(words))


def _word_case(word: str, *, first: bool) -> str:
    lower = word.lower()
    if word.strip(".,()") in _ABBREVIATIONS or (not first and roman_value(word)):
        return word
    if lower in _SMALL_WORDS and not first:
        return lower
    return regex.sub(r"(?<![\p{L}'’])\p{L}", lambda m: m[0].upper(), lower)
