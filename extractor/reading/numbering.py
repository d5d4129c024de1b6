"""Automatic list numbers, which a Word file holds only as rules: numbering.xml and the order of the paragraphs.

Source: ECMA-376 part 1, 17.9. Lists that share an abstract definition share their counters, as Word counts them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from lxml.etree import _Element

from extractor.reading.roman import roman
from extractor.reading.symbols import readable
from extractor.reading.word_styles import Styles, read_indent, read_run_format
from extractor.reading.wordml import PPR, RPR, VAL, W, integer, on

_LEVELS: Final = 9
"""Levels that a list of Word has."""
_ILVL: Final = f"{W}ilvl"
_ABSTRACT_ID: Final = f"{W}abstractNumId"
_PLACEHOLDER = re.compile(r"%([1-9])")
_LAST_ROMAN: Final = 32_767
_LAST_LETTER: Final = 780
"""Largest numbers that Word writes as Roman ones and as letters (30 times the alphabet); others stay figures."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restart` is the number of upper levels that restart it; None means all of them."""

    start: int = 0
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    decimal_only: bool = False
    paragraph_style: str | None = None
    left: float | None = None
    first: float | None = None


@dataclass(slots=True)
class _List:
    """A numbered list: its levels, the counters it shares with lists of the same definition, its own starts."""

    levels: dict[int, Level]
    counters: list[int | None]
    starts: dict[int, int]
    begun: set[int] = field(default_factory=set)

    def start(self, level: int) -> int:
        if level in self.starts:
            return self.starts[level]
        return self.levels[level].start if level in self.levels else 0


class Numbering:
    """The lists of one document, counting as `label` is called for its paragraphs in reading order."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[int, _Element] = {}
        self._nums: dict[int, _Element] = {}
        self._lists: dict[int, _List | None] = {}
        self._counters: dict[int, list[int | None]] = {}
        for element in root if root is not None else ():
            if element.tag == f"{W}abstractNum":
                self._abstract[integer(element.get(_ABSTRACT_ID), -1)] = element
            elif element.tag == f"{W}num":
                self._nums[integer(element.get(f"{W}numId"), -1)] = element

    def level(self, num_id: int, level: int) -> Level | None:
        """Return the rules of one level of a list, None where the file defines none."""
        found = self._list(num_id)
        return found.levels.get(level) if found else None

    def level_of_style(self, num_id: int, style_id: str) -> int | None:
        """Return the level that a list links to a paragraph style."""
        found = self._list(num_id)
        linked = (index for index, level in found.levels.items() if level.paragraph_style == style_id) if found else ()
        return next(iter(linked), None)

    def label(self, num_id: int, level: int) -> str | None:
        """Count one paragraph of a list and return its number or bullet, None where it shows none."""
        numbered = self._list(num_id)
        rule = numbered.levels.get(level) if numbered else None
        if numbered is None or rule is None:
            return None
        self._count(numbered, level)
        if rule.form == "bullet":
            return rule.text or None
        return _PLACEHOLDER.sub(lambda match: _number(numbered, rule, level, int(match[1]) - 1), rule.text) or None

    def _count(self, numbered: _List, level: int) -> None:
        """Advance the counter of a level, begin the skipped levels above, forget the deeper levels that it restarts."""
        counters = numbered.counters
        for upper in range(level):
            if counters[upper] is None:
                counters[upper] = numbered.start(upper)
        value = counters[level]
        fresh = level in numbered.starts and level not in numbered.begun
        counters[level] = numbered.start(level) if value is None or fresh else value + 1
        numbered.begun.add(level)
        for deeper in range(level + 1, _LEVELS):
            rule = numbered.levels.get(deeper)
            if rule is None or rule.restart is None or level < rule.restart:
                counters[deeper] = None

    def _list(self, num_id: int) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._read_list(num_id)
        return self._lists[num_id]

    def _read_list(self, num_id: int) -> _List | None:
        num = self._nums.get(num_id)
        if num is None:
            return None
        abstract_id, levels = self._definition(num)
        starts: dict[int, int] = {}
        for override in num.iterchildren(f"{W}lvlOverride"):
            index = integer(override.get(_ILVL), -1)
            own, start = override.find(f"{W}lvl"), override.find(f"{W}startOverride")
            if not 0 <= index < _LEVELS:
                continue
            if own is not None:
                levels[index] = _read_level(own)
            if start is not None:
                starts[index] = integer(start.get(VAL))
        return _List(levels, self._counters.setdefault(abstract_id, [None] * _LEVELS), starts)

    def _definition(self, num: _Element) -> tuple[int, dict[int, Level]]:
        """Return the abstract definition of a list, following the links of list styles; cycles are cut."""
        seen: set[int] = set()
        while True:
            reference = num.find(_ABSTRACT_ID)
            abstract_id = integer(reference.get(VAL), -1) if reference is not None else -1
            abstract = self._abstract.get(abstract_id)
            if abstract is None or abstract_id in seen:
                return abstract_id, {}
            seen.add(abstract_id)
            link = abstract.find(f"{W}numStyleLink")
            linked = self._styles.resolve(link.get(VAL) or "").paragraph.num_id if link is not None else None
            if linked is None or linked not in self._nums:
                break
            num = self._nums[linked]
        levels = {integer(element.get(_ILVL), -1): element for element in abstract.iterchildren(f"{W}lvl")}
        return abstract_id, {index: _read_level(element) for index, element in levels.items() if 0 <= index < _LEVELS}


def _read_level(element: _Element) -> Level:
    level = Level()
    for child in element:
        value = child.get(VAL)
        match child.tag.removeprefix(W):
            case "start":
                level = replace(level, start=integer(value))
            case "numFmt":
                level = replace(level, form=value or "decimal")
            case "lvlText":
                level = replace(level, text=value or "")
            case "lvlRestart":
                level = replace(level, restart=integer(value))
            case "isLgl":
                level = replace(level, decimal_only=on(child))
            case "pStyle":
                level = replace(level, paragraph_style=value)
    indent, characters = element.find(f"{PPR}/{W}ind"), element.find(RPR)
    if indent is not None:
        left, first = read_indent(indent)
        level = replace(level, left=left, first=first)
    if level.form == "bullet":
        font = read_run_format(characters).font if characters is not None else None
        picture = element.find(f"{W}lvlPicBulletId") is not None
        level = replace(level, text="•" if picture else readable(level.text, font))
    return level


def _number(numbered: _List, rule: Level, level: int, place: int) -> str:
    """Return what stands for `%n` in the text of a level: the counter of that place, in its own form."""
    if place > level:
        return ""
    form = numbered.levels[place].form if place in numbered.levels else "decimal"
    return format_number(numbered.counters[place] or 0, "decimal" if rule.decimal_only else form)


def format_number(value: int, form: str) -> str:
    """Return `value` in a number format of Word; formats without a rule here are shown as decimals."""
    if form in ("none", "bullet"):
        return ""
    if form == "decimalZero":
        return f"{value:02d}"
    if form in ("upperRoman", "lowerRoman") and 0 < value <= _LAST_ROMAN:
        return roman(value) if form == "upperRoman" else roman(value).lower()
    if form in ("upperLetter", "lowerLetter") and 0 < value <= _LAST_LETTER:
        letters = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters if form == "upperLetter" else letters.lower()
    return str(value)
