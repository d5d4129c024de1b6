"""The outline of program, kegiatan and sub kegiatan that the text gives beside the tables (section 3.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final, Literal

import regex

from extractor.plan.model import Chapter, ListBlock, ListItem, Section

OutlineLevel = Literal["program", "kegiatan", "sub_kegiatan"]

_LEVELS: Final[tuple[OutlineLevel, ...]] = ("program", "kegiatan", "sub_kegiatan")
_PREFIX: Final = regex.compile(r"(?P<word>sub\s*-?\s*kegiatan|kegiatan|program)\b\s*[:.–-]?\s*", regex.IGNORECASE)
_TAIL: Final = regex.compile(
    r"[\s,]*\b(?:dengan|meliputi|terdiri|melalui|antara\s+lain|yaitu|yakni)\b[^,]{0,60}:$|[\s;:,.]+$", regex.IGNORECASE
)
_MAX_NAME: Final = 250
"""Characters; a longer item is prose about a program, not its name."""


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """One line of the outline. `section` is the number of the section it stands in, None where that has none."""

    level: OutlineLevel
    label: str
    nama: str
    section: str | None


def read_outline(chapters: Sequence[Chapter]) -> list[OutlineItem]:
    """Return the lines of every list whose items are programs with what is under them, in document order.

    A program is known by the word it starts with; an item one level deeper is a kegiatan, one level deeper again a
    sub kegiatan, unless its own first word says otherwise.
    """
    return [item for section in _sections(chapters) for item in _section_outline(section)]


def _sections(parts: Sequence[Chapter | Section]) -> Iterator[Chapter | Section]:
    for part in parts:
        yield part
        yield from _sections(part.sections)


def _section_outline(section: Chapter | Section) -> Iterator[OutlineItem]:
    number = section.number if isinstance(section, Section) else None
    items = [item for block in section.blocks if isinstance(block, ListBlock) for item in block.items]
    base: int | None = None
    for item, following in zip_longest(items, items[1:]):
        if len(item.text) > _MAX_NAME:
            continue
        if _starts_with_program(item):
            base = item.level
        elif base is not None and (item.level < base or (item.level == base and not _heads(item, following))):
            base = None  # another list begins
        if base is None:
            continue
        level = _level(item, item.level - base)
        if level is not None:
            yield OutlineItem(level, item.label, _TAIL.sub("", item.text), number)


def _heads(item: ListItem, following: ListItem | None) -> bool:
    """Return whether an item beside programs is one too, though it lacks the word: it has items of its own."""
    return _PREFIX.match(item.text) is None and following is not None and following.level > item.level


def _starts_with_program(item: ListItem) -> bool:
    match = _PREFIX.match(item.text)
    # "Program dan kegiatan ..." speaks of programs in general.
    return match is not None and match["word"].casefold() == "program" and _is_name(item.text[match.end() :])


def _is_name(rest: str) -> bool:
    return regex.match(r"(?i)(?:dan|dalam|yang|ini|kerja|kegiatan|prioritas\s+yang)\b", rest) is None and rest != ""


def _level(item: ListItem, depth: int) -> OutlineLevel | None:
    match = _PREFIX.match(item.text)
    if depth and match and match["word"].casefold().startswith("sub"):
        return "sub_kegiatan"
    return _LEVELS[depth] if depth < len(_LEVELS) else None
