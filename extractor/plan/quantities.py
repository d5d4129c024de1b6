"""Targets and realisations: a number with its unit, a per cent, a grade, a span."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractor.limits import MAX_NUMBER_CHARS
from extractor.plan.money import read_amount
from extractor.plan.number_words import number_words
from extractor.plan.numerals import Numeral, Style, read_run
from extractor.plan.readings import FORMULA_ERROR, Parsed, Reading, collapse, is_nil, ordered, plain, settled, times

_RUN: Final = r"\d(?:[\d., ]*\d)?"
_MONEY: Final = re.compile(r"[-( ]*(?:Rp|IDR)(?![^\W\d_])|[-( ]*\d[\d., ]*[.,]\s?-{1,2}\s*$", re.IGNORECASE)
_BULLET: Final = re.compile(r"(?:[•·▪●○◦➢➤✓*]|[\ue000-\uf8ff]|[a-z][.)]|\d{1,2}\))\s+(?=\S)", re.IGNORECASE)
_BOUND: Final = re.compile(
    r"(?:[≥>≤<±~≈]|>=|<=|\+/-|min(?:imal|imum)?\.?|ma(?:ks|x)(?:imal|imum)?\.?|kurang dari|lebih dari"
    r"|di ?atas|di ?bawah|sekitar)[=\s]*(?=[-\d])",
    re.IGNORECASE,
)
_SPAN: Final = re.compile(
    r"\d[\d.,]*(?P<first>[ ]?%+|[ ][^\W\d_]+)?\s*(?:-|s/?d\.?|s\.d\.?|sampai(?: dengan)?|hingga)\s*"
    r"\d[\d.,]*(?P<unit>[^\d]*)",
    re.IGNORECASE,
)
_MEASURE: Final = re.compile(rf"(?P<sign>-\s*)?(?P<run>{_RUN})(?P<stray>[.,]*)(?P<rest>.*)", re.ASCII | re.DOTALL)
_GRADED: Final = re.compile(
    rf"(?:Predikat|Nilai|Kategori)?\s*(?:AA?|BB?|CC?|D|E|WTP)[+-]?\s*[(:=/ ]\s*(?P<run>{_RUN})\s*\)?", re.IGNORECASE
)
_LED: Final = re.compile(rf"(?P<words>[^\W\d_]+(?: [^\W\d_]+){{0,2}})[ :=]+(?P<run>{_RUN})\s*(?P<percent>%?)")
_GRADE: Final = re.compile(
    r"\(?\s*(?:(?:AA?|BB?|CC?|D|E)[+-]?|(?i:sangat \w+|cukup|baik|kurang|memuaskan|tinggi|sedang|rendah))\s*\)?"
)
_PERCENT: Final = re.compile(r"\(?%|(?:persen(?:tase)?|prosen(?:tase)?|per ?cent)(?!\w)", re.IGNORECASE)
_DOUBLE_PERCENT: Final = re.compile(r"%\s*%")
_WORD_GLOSS: Final = re.compile(r"\((?P<words>[^()\d]*)\)\s*(?P<unit>.*)", re.DOTALL)
_UNIT: Final = re.compile(r"[^\W\d_]|[%°]|[(/]\s*[^\W\d_%]|\(\s*%")
_CODED: Final = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]{1,3}\d{1,2}(?:[^\W\d_]+)?|(?:roda|kelas|lantai|semester|tahap|tipe|tingkat)\s+\d)(?![^\W_])",
    re.IGNORECASE,
)
"""Numbers that belong to a unit: m2, km3, P3DN, "unit roda 4"."""
_MISREAD: Final = re.compile(r"[OoIlSsBZz|²³]+(?![^\W_])")  # what OCR makes of 0 1 5 8 2, glued to digits
_MONTH: Final = re.compile(
    r"(?:jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|jun[ie]?|jul[iy]?|agu(?:stus)?|agt|aug"
    r"|sept?(?:ember)?|o[kc]t(?:ober)?|no[vp](?:ember)?|de[sc](?:ember)?)\.?",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*", re.ASCII)
_WORDS_FIRST: Final = re.compile(r"\W*[^\W\d_]{2,}(?: [^\W\d_]{2,})+")
_MOST_ALTERNATIVES: Final = 8
"""Further numbers of a cell with several quantities that are kept as its other readings."""


def unit_in_column(text: str) -> str:
    """Return the unit that a column of its own states: "%" for every way to write per cent, else as written."""
    return "%" if text.casefold() in ("%", "persen") else text


def read_quantity(text: str) -> Reading:
    """Read a target or a realisation: number and unit ("%" for per cent, else as written, None without one).

    A grade or other text without digits is stated, but no number: value None, no flag. A span has no single value
    ("10-12 kali"), a bound has ("≥ 85"); both have the flag `range`. Several quantities in one cell are ambiguous.
    Rupiah in a target cell are read as an amount.
    """
    return _parse(text, None).reading


def read_quantities(texts: Sequence[str]) -> list[Reading]:
    """Read a column of quantities: each cell by its form, then by the style of the cells with the same unit.

    `settled` tells how.
    """
    cells = {text: _parse(text, None) for text in dict.fromkeys(texts)}  # targets repeat: "100%", "12 bulan"
    if _is_worded(cells):
        cells = {text: _as_words(cell) for text, cell in cells.items()}
    column = [cells[text] for text in texts]
    if not any(cell.numeral and cell.numeral.open for cell in cells.values()):
        return [cell.reading for cell in column]
    proofs: dict[str | None, list[Style | None]] = {}
    for cell in column:
        if cell.numeral:
            proofs.setdefault(_unit_key(cell), []).append(cell.numeral.proves)

    def settle(text: str, cell: Parsed) -> Reading:
        if cell.numeral is None or not cell.numeral.open:
            return cell.reading
        return settled(cell, proofs[_unit_key(cell)], lambda style: _parse(text, style).reading)

    return list(map(settle, texts, column))


def _is_worded(cells: dict[str, Parsed]) -> bool:
    """Tell whether a column states no quantities but words: none of its texts begins with a number."""
    texts = [text for text, cell in cells.items() if not is_nil(plain(cell.reading.raw))]
    wordy = [text for text in texts if not _NUMBER.search(text)]
    return 2 * len(wordy) > len(texts) and all(cells[text].reading.value is None for text in texts)


def _as_words(cell: Parsed) -> Parsed:
    """Return a text in a column of words as it is: a number inside it is part of what it names."""
    raw = cell.reading.raw
    led = _WORDS_FIRST.match(raw) and FORMULA_ERROR not in raw
    return Parsed(Reading(raw, None, None, ())) if led and cell.reading.flags == ("unreadable",) else cell


def _unit_key(cell: Parsed) -> str | None:
    return cell.reading.unit.casefold() if cell.reading.unit else None


def _parse(text: str, style: Style | None) -> Parsed:
    raw = collapse(text)
    if len(raw) > MAX_NUMBER_CHARS:
        return Parsed(_unread(raw) if _NUMBER.search(raw) else Reading(raw, None, None, ()))
    clean = plain(raw)
    if FORMULA_ERROR in clean:
        return Parsed(_unread(raw))
    if is_nil(clean):
        return Parsed(Reading(raw, None, None, ()))
    if not _NUMBER.search(clean):
        return Parsed(Reading(raw, None, "%" if "%" in clean and is_nil(clean.replace("%", "")) else None, ()))
    clean = _BULLET.sub("", clean, count=1) if _BULLET.match(clean) else clean
    if _MONEY.match(clean):
        return Parsed(replace(read_amount(clean), raw=raw))
    if bound := _BOUND.match(clean):
        return _bounded(raw, clean[bound.end() :], style)
    if (span := _SPAN.fullmatch(clean)) and (unit := _span_unit(span)) is not None:
        return Parsed(Reading(raw, None, unit or None, ("range",)))
    if led := _GRADED.fullmatch(clean) or _LED.fullmatch(clean):
        return _led(raw, led, style)
    return _measure(raw, clean, style)


def _unread(raw: str) -> Reading:
    return Reading(raw, None, None, ("unreadable",))


def _bounded(raw: str, rest: str, style: Style | None) -> Parsed:
    """Read "≥ 85": the bound is the value, the flag says that it is one."""
    cell = _parse(rest, style)
    return replace(cell, reading=replace(cell.reading, raw=raw, flags=ordered([*cell.reading.flags, "range"])))


def _span_unit(span: re.Match[str]) -> str | None:
    """Return the unit of a span, "" where it has none, None where its ends have two units and it is no span."""
    first, last = _unit(span["first"] or ""), _unit(span["unit"] or "")
    if first and last and first.casefold() != last.casefold():
        return None
    return last or first or ""


def _led(raw: str, led: re.Match[str], style: Style | None) -> Parsed:
    """Read a number behind its grade ("CC (62)") or behind the words that name it ("Level 3")."""
    groups = led.groupdict()
    words: str | None = groups.get("words")
    if words and words.casefold().endswith((" rp", " idr")):  # a target, and an amount beside it
        amount = read_amount(led["run"])
        return Parsed(replace(amount, raw=raw, flags=ordered([*amount.flags, "ambiguous"])))
    if words and any(_MONTH.fullmatch(word) or word.casefold() in ("tahun", "ta") for word in words.split()):
        return Parsed(_unread(raw))
    unit = "%" if groups.get("percent") else words
    numeral = read_run(led["run"], "percent" if unit == "%" else "quantity", style)
    return Parsed(_reading(raw, numeral, unit), numeral)


def _measure(raw: str, clean: str, style: Style | None) -> Parsed:
    """Read a number, then its unit; what cannot be a unit makes the cell unreadable."""
    bracketed = clean.startswith("(") and clean.endswith(")") and clean.count("(") == 1
    match = _MEASURE.fullmatch(clean[1:-1].strip() if bracketed else clean)
    rest = match["rest"] if match else ""
    if match is None or _MISREAD.match(rest):
        return Parsed(_unread(raw))
    numbers = read_run(match["run"], "quantity", style)
    rest = rest.strip()
    gloss = _WORD_GLOSS.fullmatch(rest)
    spelled = number_words(gloss["words"]) if gloss else None
    if gloss and spelled is not None:
        rest = gloss["unit"].strip()
    if rest and not _UNIT.match(rest):
        return Parsed(_unread(raw))
    if others := _NUMBER.findall(_CODED.sub("", rest)):
        return Parsed(_several(raw, numbers, rest, others))
    unit = _unit(rest)
    if unit and _MONTH.fullmatch(unit):
        return Parsed(_unread(raw))
    numeral = read_run(match["run"], "percent", style) if unit == "%" else numbers
    if match["stray"] or (unit == "%" and _DOUBLE_PERCENT.match(rest)):
        numeral = replace(numeral, flag=numeral.flag or "repaired", malformed=True)
    if spelled is not None and numeral.value is not None and spelled != numeral.value:
        numeral = replace(numeral, flag="ambiguous", alternatives=(*numeral.alternatives, spelled))
    if match["sign"] or (bracketed and unit is None):
        numeral = _signed(numeral, match["sign"] or "(", countable=unit not in (None, "%"))
    return Parsed(_reading(raw, numeral, unit), numeral)


def _signed(numeral: Numeral, sign: str, *, countable: bool) -> Numeral:
    """Apply a minus; a dash with a space is a bullet before things that are counted, else it may be either."""
    if not numeral.value or (countable and sign != "-"):
        return numeral
    minus = times(numeral.value, -1)
    if sign == "-" and not countable:
        return replace(numeral, value=minus, alternatives=tuple(times(other, -1) for other in numeral.alternatives))
    return replace(numeral, flag="ambiguous", alternatives=(*numeral.alternatives, minus))


def _several(raw: str, first: Numeral, rest: str, others: list[str]) -> Reading:
    """Read a cell with several quantities: one with a remark in brackets keeps its value, else none has precedence."""
    values = [read_run(other, "quantity").value for other in others[:_MOST_ALTERNATIVES]]
    alternatives = tuple(dict.fromkeys(value for value in values if value is not None))
    outside, bracket, _ = rest.partition("(")
    if bracket and not _NUMBER.search(_CODED.sub("", outside)) and first.value is not None:
        return Reading(raw, first.value, _unit(outside), ("ambiguous",), alternatives)
    own = () if first.value is None else (first.value,)
    return Reading(raw, None, None, ("ambiguous",), tuple(dict.fromkeys((*own, *alternatives))))


def _reading(raw: str, numeral: Numeral, unit: str | None) -> Reading:
    return Reading(raw, numeral.value, unit, ordered([numeral.flag]), numeral.alternatives, numeral.malformed)


def _unit(text: str) -> str | None:
    """Return the unit as written, "%" for per cent in any spelling; a grade behind a score is no unit."""
    text = text.strip()
    if _PERCENT.match(text):
        return "%"
    text = text.rstrip(" .,;:")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    return None if not text or _GRADE.fullmatch(text) else text
