"""One number as digits and separators: the Indonesian grammar, the English one, and what offices type instead.

Indonesian writes dots between thousands and a comma before decimals (Permendagri 86/2017 prints "1.250.000,00").
The cell's form decides first; where the form allows two readings, `style` (what the column proves) decides; what is
still open is ambiguous, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from extractor.plan.model import Flag

Number = int | Decimal
"""Exact: a Decimal where there are decimals; no float is made anywhere."""
Style = Literal["indonesian", "english"]
Kind = Literal["rupiah", "percent", "quantity"]
"""What is counted: full rupiah never have three decimals, a per cent is never in the thousands."""

_MOST_DIGITS: Final = 15
"""Of an amount without separators: no region plans 10^15 rupiah, but NIK and NIP have 16 and 18 digits."""

_SEPARATOR: Final = re.compile(r"[.,]")
_DOUBLED: Final = re.compile(r"([.,])\1+")
_LIST_NUMBER: Final = re.compile(r"\d{1,2}\.", re.ASCII)
_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3})+(?:,\d+)?|(?:,\d{3})+(?:\.\d+)?)", re.ASCII)
_COMPLETE: Final = re.compile(rf"{_GROUPED.pattern}|\d+(?:[.,]\d+)?", re.ASCII)
_SPACED: Final = re.compile(r"[1-9]\d{0,2}(?: \d{3}){2,}(?:,\d{1,2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Numeral:
    """The reading of one number: `value` is the likeliest, `alternatives` the others where `flag` is ambiguous.

    `malformed` says that the spelling breaks both grammars or mixes them. `proves` is the style the spelling shows
    beyond doubt; `open` that the reading may change with the style of the column.
    """

    value: Number | None
    flag: Flag | None = None
    alternatives: tuple[Number, ...] = ()
    malformed: bool = False
    proves: Style | None = None
    open: bool = False


def read_run(run: str, kind: Kind, style: Style | None = None) -> Numeral:
    """Read digits, separators and white space; `run` begins and ends with a digit.

    A number that a narrow cell broke over lines is joined when only the whole is a complete number; two complete
    numbers in one cell are never glued together.
    """
    pieces = run.split()
    if len(pieces) == 1:
        return read_numeral(pieces[0], kind, style)
    joined = "".join(pieces)
    whole = read_numeral(joined, kind, style) if _GROUPED.fullmatch(joined) else None
    if _LIST_NUMBER.fullmatch(pieces[0]):
        rest = read_run(" ".join(pieces[1:]), kind, style)
        values = [whole.value if whole else None, rest.value, *rest.alternatives]
        return _ambiguous(values) if rest.value is not None else _undecided(values)
    if kind == "rupiah" and _SPACED.fullmatch(run):
        return _repaired(read_numeral(joined, kind, style))
    if not all(_COMPLETE.fullmatch(piece) for piece in pieces):
        return whole or Numeral(None, "unreadable", malformed=True)
    parts = [read_numeral(piece, kind, style).value for piece in pieces]
    glued = int(joined) if joined.isdigit() and all(len(piece) == 3 for piece in pieces[1:]) else None
    return _undecided([whole.value if whole else glued, *parts])


def read_numeral(text: str, kind: Kind, style: Style | None = None) -> Numeral:
    """Read one number without white space: ASCII digits with dots and commas between them."""
    if text.isdigit():
        suspect = kind == "rupiah" and len(text) > _MOST_DIGITS
        return _ambiguous([int(text)]) if suspect else Numeral(int(text))
    tidy = _DOUBLED.sub(r"\1", text.strip(".,"))
    if tidy != text:
        numeral = _repaired(read_numeral(tidy, kind, style))
        lost_lead = text[0] in ".,"
        return replace(numeral, flag="ambiguous") if lost_lead else numeral
    marks = _SEPARATOR.findall(text)
    groups = _SEPARATOR.split(text)
    if len(marks) == 1:
        return _one_mark(groups[0], marks[0], groups[1], kind, style)
    if len(set(marks)) == 1:
        return _same_marks(groups, marks[0])
    return _mixed_marks(groups, marks, kind, style)


def _one_mark(head: str, mark: str, tail: str, kind: Kind, style: Style | None) -> Numeral:
    """Read "1.000", "7,417", "65.66": a thousands separator or a decimal mark."""
    decimal, joined = _decimal(head, tail), int(head + tail)
    own: Style = "indonesian" if mark == "," else "english"  # the style in which `mark` stands before decimals
    if head[0] == "0":
        if (len(head) > 1 or (kind == "rupiah" and len(tail) > 2)) and joined:
            return _ambiguous([joined if kind == "rupiah" else decimal, decimal, joined])
        return Numeral(decimal, proves=own)
    if kind == "rupiah":
        return _one_mark_rupiah(head, mark, tail, style)
    if len(tail) % 3:
        return Numeral(decimal, proves=own)
    if kind == "percent" and (mark == "," or len(head) > 3 or len(tail) > 3):
        return Numeral(decimal)
    if len(head) <= 3 and len(tail) == 3:
        return _thousands_or_decimals(decimal, joined, mark, kind, style)
    if style == own or (mark == "," and len(tail) > 3):
        return Numeral(decimal)
    return replace(_ambiguous([decimal, joined]), open=True)


def _thousands_or_decimals(decimal: Number, joined: int, mark: str, kind: Kind, style: Style | None) -> Numeral:
    """Decide between one thousand and one with three decimals ("1.000", "7,417") outside money."""
    if mark == "." and kind == "percent":
        if style == "english":
            return Numeral(decimal, open=True)
        return Numeral(decimal, "ambiguous", (joined,) if joined != decimal else (), open=True)
    if mark == ".":
        return Numeral(decimal if style == "english" else joined, open=True)
    if style == "english":
        return Numeral(joined, "repaired", malformed=True, open=True)
    if style == "indonesian":
        return Numeral(decimal, open=True)
    return Numeral(decimal, "ambiguous", (joined,), malformed=True, open=True)


def _one_mark_rupiah(head: str, mark: str, tail: str, style: Style | None) -> Numeral:
    """Read an amount with one separator: three digits after it are always thousands."""
    decimal, joined = _decimal(head, tail), int(head + tail)
    if len(head) <= 3 and len(tail) == 3:
        return Numeral(joined) if mark == "." else _repaired(Numeral(joined, proves="english"))
    if mark == "," and len(tail) % 3:
        return Numeral(decimal, proves="indonesian")
    if len(head) > 3 and len(tail) % 3:
        return _repaired(Numeral(decimal, proves="english"))
    if len(tail) <= 2:  # "65.66": decimals, or thousands that lost a digit
        if style == "english":
            return replace(_repaired(Numeral(decimal)), open=True)
        return replace(_ambiguous([decimal, joined * 10 ** (3 - len(tail)), joined]), open=True)
    return _ambiguous([decimal, joined] if len(head) > 3 else [joined, decimal])


def _same_marks(groups: list[str], mark: str) -> Numeral:
    """Read "1.234.567" and its English and broken forms: a repeated mark is no decimal mark."""
    if _well_grouped(groups):
        value = int("".join(groups))
        return Numeral(value, proves="indonesian") if mark == "." else _repaired(Numeral(value, proves="english"))
    if groups[0][0] != "0" and all(len(group) % 3 == 0 for group in groups[1:]):
        return _repaired(Numeral(int("".join(groups))))  # "15.902842.397": a separator was left out
    return _broken(groups, decimals_first=groups[-1] == "00" and _well_grouped(groups[:-1]))


def _mixed_marks(groups: list[str], marks: list[str], kind: Kind, style: Style | None) -> Numeral:
    """Read a number with both dots and commas."""
    own: Style = "indonesian" if marks[-1] == "," else "english"
    joined, tail = int("".join(groups)), groups[-1]
    threes = groups[0][0] != "0" and len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if len(set(marks[:-1])) != 1 or marks[-1] in marks[:-1] or not _well_grouped(groups[:-1]):
        return _repaired(Numeral(joined)) if threes else _broken(groups, decimals_first=marks[-1] not in marks[:-1])
    decimal = _decimal("".join(groups[:-1]), tail)
    if len(tail) != 3 or (kind != "rupiah" and style == own):
        numeral = Numeral(decimal, proves=own if len(tail) != 3 else None)
        return numeral if own == "indonesian" else _repaired(numeral)
    if kind == "rupiah":  # "49,991.660" is certain, but "1.250,000" may show three empty decimals
        return _repaired(Numeral(joined)) if tail != "000" else _ambiguous([joined, decimal])
    return replace(_ambiguous([decimal, joined]), open=True)


def _broken(groups: list[str], *, decimals_first: bool) -> Numeral:
    """Offer the readings of groups that fit no grammar: a digit is missing or too many, or the mark is wrong."""
    joined = int("".join(groups))
    readings: list[Number | None] = [joined]
    if len(groups[-1]) != 3:
        readings.insert(0 if decimals_first else 1, _decimal("".join(groups[:-1]), groups[-1]))
    wrong = [place for place, group in enumerate(groups) if place and len(group) != 3]
    if len(wrong) == 1:
        place = wrong[0]
        readings += [int("".join([*groups[:place], mend, *groups[place + 1 :]])) for mend in _mends(groups[place])]
    return _ambiguous(readings)


def _mends(group: str) -> list[str]:
    """Return the groups of three digits that lie one lost zero or one extra digit away."""
    if len(group) < 3:
        return [group.ljust(3, "0"), group.rjust(3, "0")]
    return [group[:place] + group[place + 1 :] for place in range(4)] if len(group) == 4 else []


def _well_grouped(groups: list[str]) -> bool:
    return groups[0][0] != "0" and len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])


def _decimal(whole: str, fraction: str) -> Number:
    """Return the exact number; integral ones as int."""
    fraction = fraction.rstrip("0")
    return Decimal(f"{int(whole)}.{fraction}") if fraction else int(whole)


def _repaired(numeral: Numeral) -> Numeral:
    return replace(numeral, flag=numeral.flag or "repaired", malformed=True)


def _ambiguous(values: Iterable[Number | None]) -> Numeral:
    """Return the first value, the others beside it."""
    known = list(dict.fromkeys(value for value in values if value is not None))
    return Numeral(known[0], "ambiguous", tuple(known[1:]), malformed=True)


def _undecided(values: Iterable[Number | None]) -> Numeral:
    """Return no value, but every number that stands there: a cell that states several."""
    known = tuple(dict.fromkeys(value for value in values if value is not None))
    return Numeral(None, "ambiguous", known, malformed=True)
