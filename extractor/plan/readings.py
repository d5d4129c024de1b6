"""The reading of a cell: its text, its number, its unit and every doubt; and the steps that money and targets share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from sys import intern
from typing import Final

from extractor.limits import MAX_NUMBER_CHARS
from extractor.plan.model import Flag, Value
from extractor.plan.numerals import Number, Numeral, Style

_FLAG_ORDER: Final[tuple[Flag, ...]] = ("repaired", "ambiguous", "unreadable", "scaled", "range")
_EXACT: Final = Context(prec=2 * MAX_NUMBER_CHARS)
_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_FRACTIONS: Final = {"½": ",5", "¼": ",25", "¾": ",75"}
_VULGAR: Final = re.compile(r"(\d*) ?([½¼¾])")
_QUOTES: Final = "'\"`´‘’“”"
_NIL: Final = re.compile(
    r"[-_=.,:…()/ ]* | (?:n[./ ]{0,2}a\.? | nihil | null | tidak\ ada) \.?", re.VERBOSE | re.IGNORECASE
)
FORMULA_ERROR: Final = "#"
"""The mark of what a spreadsheet prints for a failed formula or a column too narrow: #REF!, #DIV/0!, ####."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell's text and what it says; `flags` stand in the contract's order.

    `alternatives` are the other possible numbers where the reading is ambiguous; `malformed` says that the text
    breaks the number grammar, so that a reading chosen among them counts as repaired.
    """

    raw: str
    value: Number | None
    unit: str | None
    flags: tuple[Flag, ...]
    alternatives: tuple[Number, ...] = ()
    malformed: bool = False

    def to_value(self) -> Value:
        """Return the reading as the contract's Value; equal texts, of which a plan is full, are one object."""
        return Value(raw=intern(self.raw), value=self.value, unit=self.unit, flags=list(self.flags))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A reading with the numeral it came from, so that its column can be asked."""

    reading: Reading
    numeral: Numeral | None = None


def choose(reading: Reading, value: Number) -> Reading:
    """Settle an ambiguous reading on a value that a sum has proven; a malformed text stays `repaired`.

    Raises ValueError where `value` is none of the reading's possible values.
    """
    if value != reading.value and value not in reading.alternatives:
        raise ValueError(f"{value} is no reading of {reading.raw!r}")
    flags = {flag for flag in reading.flags if flag != "ambiguous"}
    if reading.malformed:
        flags.add("repaired")
    return replace(reading, value=value, flags=ordered(flags), alternatives=())


def doubted(reading: Reading, other: Reading) -> Reading:
    """Return the reading as ambiguous, with the values of `other` among its alternatives."""
    values = [*reading.alternatives, other.value, *other.alternatives]
    others = tuple(dict.fromkeys(value for value in values if value is not None and value != reading.value))
    flags: list[Flag] = [flag for flag in reading.flags if flag != "repaired"]
    return replace(reading, flags=ordered([*flags, "ambiguous"]), alternatives=others)


def ordered(flags: Iterable[Flag | None]) -> tuple[Flag, ...]:
    """Return the flags once each, in the contract's order."""
    present = set(flags)
    return tuple(flag for flag in _FLAG_ORDER if flag in present)


def collapse(text: str) -> str:
    """Return the text with every run of white space, of any kind, as one space."""
    return " ".join(text.split())


def plain(raw: str) -> str:
    """Return the text as the grammars expect it: ASCII digits and dashes, no invisible characters, no outer quotes."""
    if not raw.isascii():
        raw = _VULGAR.sub(lambda match: (match[1] or "0") + _FRACTIONS[match[2]], raw)
        raw = collapse("".join(map(_plain_character, raw.translate(_DASHES))))
    return raw.strip(_QUOTES + " ")


def _plain_character(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if unicodedata.category(character) == "Cf":  # zero-width characters, soft hyphens, direction marks
        return ""
    if "\uff01" <= character <= "\uff5e":  # full-width forms of ASCII
        return chr(ord(character) - 0xFEE0)
    return character


def is_nil(text: str) -> bool:
    """Tell whether the text says that there is nothing: blank, a dash, "n/a"."""
    return _NIL.fullmatch(text) is not None


def times(value: Number, factor: int) -> Number:
    """Multiply exactly; an integral product is an int."""
    if isinstance(value, int):
        return value * factor
    product = _EXACT.multiply(value, Decimal(factor))
    return int(product) if product == product.to_integral_value() else product.normalize(_EXACT)


def settled(cell: Parsed, proofs: Sequence[Style | None], read: Callable[[Style], Reading]) -> Reading:
    """Decide an open cell by the style that at least two thirds of its column's telling numbers share.

    Where the Indonesian grammar gives the form a meaning ("103.000"), an English column only overrules it when two
    numbers of the same unit prove it; without a unit the column may mix scores ("65.66") and counts.
    """
    english, indonesian = proofs.count("english"), proofs.count("indonesian")
    if not english:
        return read("indonesian") if indonesian else cell.reading
    if indonesian >= 2 * english:
        return read("indonesian")
    by_law = cell.numeral is not None and cell.numeral.flag is None
    if english < 2 * indonesian or (by_law and (english < 2 or cell.reading.unit is None)):
        return doubted(cell.reading, read("english"))
    return read("english")
