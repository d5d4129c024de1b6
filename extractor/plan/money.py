"""Amounts of rupiah: in the cells of a money column, and in running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractor.limits import MAX_NUMBER_CHARS
from extractor.plan.model import Flag
from extractor.plan.number_words import number_words
from extractor.plan.numerals import Number, Numeral, Style, read_numeral, read_run
from extractor.plan.readings import FORMULA_ERROR, Parsed, Reading, collapse, is_nil, ordered, plain, settled, times

_WORDS: Final = r"(?:ribu|rb|juta|jt|mil[iy]ard?|tril[iy]un|[mt])(?!\w)\.?"
_FACTORS: Final = {
    "rb": 10**3,
    "ri": 10**3,
    "ju": 10**6,
    "jt": 10**6,
    "mi": 10**9,
    "m": 10**9,
    "tr": 10**12,
    "t": 10**12,
}

_COMMON: Final = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,14}", re.ASCII)
_CURRENCY: Final = re.compile(r"(?:Rp|IDR)(?![^\W\d_])[.,:; ]*", re.IGNORECASE)
_AMOUNT: Final = re.compile(
    rf"""
    (?P<before> [-( ]*+ ) (?: {_CURRENCY.pattern} )? (?P<after> [-( ]*+ )
    (?P<run> \d (?:[\d., ]*\d)? )
    \s* (?P<word> {_WORDS} )?
    \s* (?: (?P<bare_dash> - (?=[ )]*$) ) | [.,] \s? [-=_]{{1,3}} | = )?   # the ending ",-"
    \s* (?: rupiah\b | rp\b\.? )?
    \s* (?P<close> \) )?
    \s* (?P<stray> [.,;:] | \*+\)? )?
    \s* (?P<gloss> \( [^()]* \) \.? )?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_NO_SPELLING: Final = re.compile(r"terbilang|rupiah|[^a-z]", re.IGNORECASE)
_IN_TEXT: Final = re.compile(
    rf"""
    (?<![^\W_]) (?:
        (?:Rp|IDR)(?![^\W\d_]) [\s.,:]{{0,5}} (?P<run> (?!000\b) \d++ (?:[.,]++\d++)*+ (?:\.\s{{1,3}}\d{{3}}(?!\d))*+ )
        (?: \s{{0,3}} (?P<word> {_WORDS} ) )?
      | (?<![\d.,]) (?P<bare> \d++ (?:[.,]++\d++)*+ ) (?: \s{{0,3}} (?P<bare_word> {_WORDS} ) )? (?=\s{{0,3}} rupiah\b)
    )
    (?: [.,]\s?-{{1,2}} )?
    (?P<to> (?= \s{{0,3}} (?: [-–] | s/?d\.? ) \s{{0,3}} \d ) )?
    (?= (?: \s{{0,3}} rupiah )? \s{{0,3}} (?: \( (?P<gloss> [^()\d]{{3,200}} ) \) )? )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _scale_pattern(word: str, zeros: str) -> re.Pattern[str]:
    """Match the ways a caption or header says that its amounts leave out `zeros`."""
    return re.compile(
        rf"""
        \b dalam \s+ (?:satuan\s+)? (?:Rp[.\s]*)? (?: {word} \w{{0,3}} \b | 1[.,]?{zeros} (?![.,]?\d) )
        | \( \s* (?:Rp[.\s]*)? (?: {word} (?:an)? (?:\s+rupiah|\s+Rp\.?)? | 1[.,]?{zeros} (?:,-)? ) \s* \)
        | \b Rp[.\s]* \(? {word} (?:an)? \b
        | (?<!\d\s) \b {word} (?:an)? \s* \(? Rp\b
        | \b {word} an \s+ rupiah
        | (?: \b Rp[.,\s]* | \( \s* '? ) {zeros} (?![.,]?\d)
        | (?<!\w) [x×] \s* (?:Rp[.\s]*)? 1[.,]?{zeros} (?![.,]?\d)
        """,
        re.VERBOSE | re.IGNORECASE,
    )


_SOME_SCALE: Final = re.compile(r"\( \s* dalam \b (?! \s* (?:rupiah|Rp|persen|%))", re.VERBOSE | re.IGNORECASE)
_SCALES: Final = (
    (10**9, _scale_pattern("mil[iy]ar", "000[.,]?000[.,]?000")),
    (10**6, _scale_pattern("juta", "000[.,]?000")),
    (10**3, _scale_pattern("ribu", "000")),
)


def read_amount(text: str, scale: int = 1) -> Reading:
    """Read a money cell in rupiah; `scale` is what one unit of the column stands for (`scale_of` its caption).

    The unit is "IDR" where an amount or the currency is written, else None. Another number than one amount is not
    read: several amounts are ambiguous without a value, other text is unreadable.
    """
    return _parse(text, scale, None).reading


def read_amounts(texts: Sequence[str], scale: int = 1) -> list[Reading]:
    """Read a money column: each cell by its form; what the form leaves open, by the style of the column."""
    common = _COMMON.fullmatch
    if scale == 1:
        column = [
            Parsed(Reading(text, int(text.replace(".", "")), "IDR", ())) if common(text) else _parse(text, 1, None)
            for text in texts
        ]
    else:
        column = [_parse(text, scale, None) for text in texts]
    if not any(cell.numeral and cell.numeral.open for cell in column):
        return [cell.reading for cell in column]
    proofs = _proofs(texts, column)

    def settle(text: str, cell: Parsed) -> Reading:
        if cell.numeral is None or not cell.numeral.open:
            return cell.reading
        return settled(cell, proofs, lambda style: _parse(text, scale, style).reading)

    return list(map(settle, texts, column))


def _proofs(texts: Sequence[str], column: Sequence[Parsed]) -> list[Style | None]:
    """Return the style each cell proves; the cells of the fast path are Indonesian where they repeat the dot."""
    return [
        cell.numeral.proves if cell.numeral else "indonesian" if text.count(".") > 1 and cell.reading.value else None
        for text, cell in zip(texts, column, strict=True)
    ]


def _parse(text: str, scale: int, style: Style | None) -> Parsed:
    raw = collapse(text)
    if len(raw) > MAX_NUMBER_CHARS:
        return Parsed(Reading(raw, None, None, ("unreadable",)))
    clean = plain(raw)
    currency = _CURRENCY.match(clean)
    if is_nil(clean[currency.end() :] if currency else clean):
        return Parsed(Reading(raw, None, "IDR" if currency else None, ()))
    match = None if FORMULA_ERROR in clean else _AMOUNT.fullmatch(clean)
    if match is None:
        return Parsed(_from_prose(raw, clean))
    word = match["word"]
    factor = _factor(word) if word else scale
    numeral = read_run(match["run"], "rupiah" if factor == 1 else "quantity", style)
    numeral = _signed(_glossed(numeral, match["gloss"], factor), match)
    if match["stray"] and numeral.flag is None:
        numeral = replace(numeral, flag="repaired", malformed=True)
    flags: list[Flag | None] = [numeral.flag]
    if factor != 1 and numeral.flag != "unreadable":
        flags.append("scaled")
    if (word and scale != 1) or (match["gloss"] and _spelled(match["gloss"]) is None):
        flags.append("ambiguous")  # which of the two scales holds, or what the other words change, is not said
    value = None if numeral.value is None else times(numeral.value, factor)
    alternatives = tuple(times(other, factor) for other in numeral.alternatives)
    unit = None if numeral.flag == "unreadable" and not currency else "IDR"
    return Parsed(Reading(raw, value, unit, ordered(flags), alternatives, numeral.malformed), numeral)


def _factor(word: str) -> int:
    word = word.casefold().rstrip(".")
    return _FACTORS[word if word in _FACTORS else word[:2]]


def _spelled(gloss: str) -> int | None:
    """Return the number that words like "(terbilang: lima juta rupiah)" spell."""
    return number_words(_NO_SPELLING.sub("", gloss))


def _glossed(numeral: Numeral, gloss: str | None, factor: int) -> Numeral:
    """Hold the number against its words in brackets, where they spell one."""
    spelled = _spelled(gloss) if gloss else None
    if spelled is None or numeral.value is None or spelled == times(numeral.value, factor):
        return numeral
    others = (*numeral.alternatives, spelled) if factor == 1 else numeral.alternatives
    return replace(numeral, flag="ambiguous", alternatives=others)


def _signed(numeral: Numeral, match: re.Match[str]) -> Numeral:
    """Apply brackets and minus signs; a dash with a space after it may be a bullet, one at the end an ending ",-"."""
    lead = match["before"] + match["after"]
    signs = lead.replace(" ", "")
    closed = match["close"] is not None
    negative = (signs == "(" and closed) or (signs == "(-" and closed) or (signs == "-" and not closed)
    if numeral.value == 0 or (not signs and not closed and not match["bare_dash"]):
        return numeral
    dash_is_glued = not lead.rstrip().endswith("-") or lead.endswith("-")
    if negative and dash_is_glued and not match["bare_dash"]:
        return _negative(numeral)
    minus = _negative(numeral)
    others = (*numeral.alternatives, *(value for value in (minus.value, *minus.alternatives) if value is not None))
    return replace(numeral, flag=numeral.flag if numeral.flag == "unreadable" else "ambiguous", alternatives=others)


def _negative(numeral: Numeral) -> Numeral:
    value = None if numeral.value is None else times(numeral.value, -1)
    return replace(numeral, value=value, alternatives=tuple(times(other, -1) for other in numeral.alternatives))


def _from_prose(raw: str, clean: str) -> Reading:
    """Read a cell that is not one amount: several amounts, or one with words around it, are ambiguous."""
    amounts = [reading for reading, _, _ in find_amounts(clean)]
    values: list[Number] = list(dict.fromkeys(reading.value for reading in amounts if reading.value is not None))
    if len(amounts) == 1 and values:
        return replace(amounts[0], raw=raw, flags=ordered([*amounts[0].flags, "ambiguous"]))
    if values:
        return Reading(raw, None, "IDR", ("ambiguous",), tuple(values))
    return Reading(raw, None, None, ("unreadable",))


def scale_of(text: str) -> int:
    """Return what one unit of a column stands for by its header or caption: 1,000 for "(dalam ribuan)", else 1."""
    return next((factor for factor, pattern in _SCALES if pattern.search(text)), 1)


def may_have_scale(text: str) -> bool:
    """Tell whether a recognised header or caption says "(dalam …)" of something that cannot be made out."""
    return scale_of(text) == 1 and _SOME_SCALE.search(text) is not None


def find_amounts(text: str) -> list[tuple[Reading, int, int]]:
    """Find the amounts of rupiah in running text with their spans (start, end).

    An amount has "Rp" before it or "rupiah" after it. Words in brackets behind it must spell the same amount, or it
    is ambiguous; the lower end of a span ("Rp 5-10 juta") has no value and the flag `range`.
    """
    return [(_in_text(match), match.start(), match.end()) for match in _IN_TEXT.finditer(text)]


def _in_text(match: re.Match[str]) -> Reading:
    raw = collapse(match[0])
    run = match["run"] or match["bare"]
    if len(run) > MAX_NUMBER_CHARS:
        return Reading(raw, None, "IDR", ("unreadable",))
    if match["to"] is not None:
        return Reading(raw, None, "IDR", ("range",))
    word = match["word"] or match["bare_word"]
    factor = _factor(word) if word else 1
    kind: Final = "rupiah" if factor == 1 else "quantity"
    clean = plain(run)
    spaced = len(clean.split()) > 1
    numeral = read_run(clean, kind) if spaced else read_numeral(clean, kind)
    if spaced:  # a line break inside the amount, or the end of a sentence before a number
        numeral = replace(numeral, flag="ambiguous")
    numeral = _glossed(numeral, match["gloss"], factor)
    value = None if numeral.value is None else times(numeral.value, factor)
    flags = ordered([numeral.flag, "scaled" if factor != 1 else None])
    return Reading(
        raw, value, "IDR", flags, tuple(times(other, factor) for other in numeral.alternatives), numeral.malformed
    )
