"""Small readings of cell text that need no knowledge of what a table is about."""

from __future__ import annotations

import re

_LETTER_SPACED = re.compile(r"^\w(?: \w){2,}$")
_TWICE_OR_MORE = re.compile(r"\s{2,}")
_KEPT_PREFIXES = frozenset({"non", "sub", "pra", "pasca", "antar", "anti", "multi", "semi", "eks", "ex", "co"})
_YEARS = re.compile(r"^(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)\d\d|\d\d))?(?:\s*\*?\)?)?$")
_NUMBER = re.compile(r"^[(\-−–+]?\s*\d[\d.,]*\s*%{0,2}\s*\)?(?:,-)?$")
_AMOUNT = re.compile(
    r"^(?:rp\.?|idr)\s*(?!\(?\.?000\)?$)[\d\-−–(][\d\-−–.,()]*$"  # "Rp (000)" heads a column of thousands
    r"|^\(?-?\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?(?:,-)?\)?$",
    re.IGNORECASE,
)
_CODE = re.compile(r"^(?:\d+|[xX]+)(?:\s*\.\s*(?:\d+|[xX]+))+\.?$")
_QUANTITY = re.compile(r"^\d(?:[\d.,]*\d)?\s*%?\s+[^\W\d_]\D{0,40}$")
_ROW_NUMBER = re.compile(r"^(?:\d{1,3}|[ivxlc]{1,5}|[a-z])[.)]?$", re.IGNORECASE)
_DASH = re.compile(r"^[-−–—_.]+$")
_GROUPED = re.compile(r"^\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?(?:,-)?$|^\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?$")


def words(text: str) -> frozenset[str]:
    """Return the set of words in `text`."""
    return frozenset(text.split())


def collapse(text: str) -> str:
    """Return `text` on one line, white space collapsed."""
    return " ".join(text.split())


def key(text: str) -> str:
    """Return `text` for comparing: no white space, no hyphens, case folded."""
    return "".join(text.split()).replace("-", "").casefold()


def heading_line(text: str) -> str:
    """Return a header's text on one line: hyphen breaks undone, letter-spaced words closed, white space collapsed."""
    joined = ""
    for line in text.split("\n"):
        piece = _close_letters(line.strip())
        if not piece:
            continue
        if not joined:
            joined = piece
        elif joined.endswith("-") and _is_broken_word(joined, piece):
            joined = joined[:-1] + piece
        elif joined.endswith("-") or _is_lost_letter(joined, piece):
            joined += piece
        else:
            joined += " " + piece
    return collapse(joined)


def _close_letters(line: str) -> str:
    """Close "K O D E" to "KODE"; two words stay two where a wider gap parts them."""
    groups = _TWICE_OR_MORE.split(line)
    return " ".join(group.replace(" ", "") if _LETTER_SPACED.match(group) else group for group in groups)


def _is_broken_word(before: str, after: str) -> bool:
    """Tell a hyphen set at a line's end ("Peren-|canaan") from one that belongs to the word ("rata-|rata")."""
    stem = re.search(r"([^\W\d_]+)-$", before)
    rest = re.match(r"[^\W\d_]+", after)
    if stem is None or rest is None:
        return False
    first, second = stem.group(1), rest.group(0)
    if first.isupper() != second.isupper() and not second.islower():
        return False
    low, high = first.casefold(), second.casefold()
    doubled = high.startswith(low) or any(low.endswith(high[:size]) for size in range(4, len(high) + 1))
    return low not in _KEPT_PREFIXES and not doubled


def _is_lost_letter(before: str, after: str) -> bool:
    """Tell whether a narrow column pushed a word's last letter to the next line ("ANGGARA|N")."""
    word = re.search(r"[^\W\d_]{4,}$", before)
    if word is None or len(after) != 1 or not after.isalpha() or after.isupper() != word.group(0).isupper():
        return False
    return word.group(0).casefold() not in {"tahun", "target", "jumlah", "maju", "renja", "nilai"}


def is_years(text: str) -> bool:
    """Tell whether `text` is a year or a span of years."""
    return _YEARS.match(text) is not None


def is_blank_mark(text: str) -> bool:
    """Tell whether `text` is a dash or dots that stand for nothing."""
    return _DASH.match(text) is not None


def is_number(text: str) -> bool:
    """Tell whether `text` is a number, an amount or a per cent, without words."""
    return _NUMBER.match(text) is not None or _AMOUNT.match(text) is not None


def is_value(text: str) -> bool:
    """Tell whether `text` is a number, a quantity with its unit, or a mark for nothing."""
    return is_number(text) or is_blank_mark(text) or (_QUANTITY.match(text) is not None and not is_years(text[:4]))


def is_code(text: str) -> bool:
    """Tell whether `text` is a code of segments ("1.03.11")."""
    return _CODE.match(text) is not None


def is_row_number(text: str) -> bool:
    """Tell whether `text` numbers a row ("1", "2.", "IV", "a)")."""
    return _ROW_NUMBER.match(text) is not None


def is_grouped_number(text: str) -> bool:
    """Tell whether `text` is a number with well-formed thousands groups."""
    return _GROUPED.match(text) is not None


def is_data(text: str) -> bool:
    """Tell whether `text` reads as the content of a body cell rather than as a heading; a year alone does not."""
    return not is_years(text) and (is_value(text) or is_code(text))
