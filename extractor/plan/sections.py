"""Sections of one chapter: which numbered, lettered or set-off lines are headings, and what stands under each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import regex

from extractor.messages import Message
from extractor.plan.doubt import Doubt
from extractor.plan.headings import (
    LONG_LINE,
    Number,
    Piece,
    chapter_line,
    is_caption,
    is_known_section,
    is_systematics,
    section_line,
)
from extractor.plan.lists import BlockBuilder, split_label
from extractor.plan.model import At, Chapter, Section
from extractor.plan.text import ends_open, ends_sentence, join_lines
from extractor.tables.model import LogicalTable

_MAX_SKIP: Final = 2
"""Section numbers that may be left out between two headings that look like plain text."""
_SHORT: Final = 120
"""Characters; an unnumbered heading is not longer."""


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading: its place, number, number as printed, title, depth (1 is right under the chapter)."""

    index: int
    number: Number
    printed: str | None
    title: str
    depth: int
    body: int


@dataclass(slots=True)
class _Reader:
    """Walks the pieces of one chapter and keeps the headings it meets."""

    chapter: int
    parts: Sequence[Piece]
    styled: bool
    found: list[_Heading] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    last: Number = ()
    listing: bool = False
    restarted: bool = False


def build_sections(chapter: Chapter, value: int, parts: Sequence[Piece]) -> list[Doubt]:
    """Fill `chapter` with the blocks and sections of `parts`, and return what is irregular about section numbers."""
    numbered = [section_line(piece.full) if piece.paragraph is not None else None for piece in parts]
    right = [i for i, line in enumerate(numbered) if line is not None and line[0][0] == value]
    styled = 2 * sum(parts[i].bold or parts[i].outline is not None for i in right) >= max(1, len(right))
    reader = _Reader(value, parts, styled)
    if right or any(line is not None and parts[i].outline for i, line in enumerate(numbered)):
        _read_numbered(reader, numbered)
    else:
        _read_lettered(reader)
    _place(chapter, reader)
    return reader.doubts + _stray_numbers(reader, numbered)


def _read_numbered(reader: _Reader, numbered: Sequence[tuple[Number, str, str] | None]) -> None:
    """Keep the headings of a chapter whose sections have decimal numbers ("2.1", "2.1.3")."""
    skip_to = 0
    for i, piece in enumerate(reader.parts):
        if i < skip_to or piece.paragraph is None:
            continue
        line = numbered[i]
        if reader.listing and chapter_line(piece.full) is not None:
            reader.restarted = True
        if line is not None and _is_heading(reader, piece, line):
            number, printed, title = line
            title, body = _title(reader.parts, i, title)
            reader.found.append(_Heading(i, number, printed, title, max(1, len(number) - 1), body))
            _check_number(reader, number, printed, title, piece.at)
            reader.last = (reader.chapter, *number[1:])
            reader.listing, reader.restarted = is_systematics(title), False
            skip_to = body
        elif line is None and not reader.listing and _is_unnumbered(reader.parts, i):
            depth = max(1, (piece.outline or 2) - 1)
            title, body = _title(reader.parts, i, piece.text)
            reader.found.append(_Heading(i, (), piece.label and piece.label.strip(" .)("), title, depth, body))
            reader.listing = is_systematics(title)
            skip_to = body


def _is_heading(reader: _Reader, piece: Piece, line: tuple[Number, str, str]) -> bool:
    """Return whether a line that starts with a section number heads a section, by its look and by the sequence."""
    number, _, title = line
    if len(title) > LONG_LINE + 50 or (title.endswith((";", ":")) and not piece.styled):
        return False
    expected = _successors(reader)
    own = number[0] == reader.chapter
    if reader.listing and (reader.restarted or not own or number <= reader.last):
        reader.restarted = True  # the chapters are being listed; their section numbers head nothing
        return piece.outline is not None and number in expected
    if own and number in expected:
        return True
    set_off = piece.bold or piece.outline is not None or (not reader.styled and piece.styled)
    if not own:
        # A wrong chapter number ("2.3" in chapter III) is believed only where the rest of it continues the sequence.
        return (reader.chapter, *number[1:]) in expected and (
            set_off or (not reader.styled and is_known_section(title))
        )
    if set_off:
        return True
    return not reader.styled and number > reader.last and _is_near(number, expected)


def _successors(reader: _Reader) -> set[Number]:
    """Return the numbers that may come next: the first subsection, or the next number at each depth."""
    last = reader.last or (reader.chapter,)
    following = {(*last, 1)}
    following |= {(*last[: depth - 1], last[depth - 1] + 1) for depth in range(2, len(last) + 1)}
    return following


def _is_near(number: Number, expected: set[Number]) -> bool:
    return any(
        len(number) == len(next_one) and number[:-1] == next_one[:-1] and 0 <= number[-1] - next_one[-1] <= _MAX_SKIP
        for next_one in expected
    )


def _is_unnumbered(parts: Sequence[Piece], index: int) -> bool:
    """Return whether a line without a section number heads a section: a heading style, or a known title set off."""
    piece = parts[index]
    text = piece.text
    if not text or len(text) > _SHORT or is_caption(text):
        return False
    if piece.outline is not None:
        return True
    before = parts[index - 1].text if index else ""
    if is_caption(before) or any(isinstance(near.source, LogicalTable) for near in parts[index + 1 : index + 4]):
        return False  # the title of a table
    if regex.search(r"\b20\d\d\b", text):
        return False  # a title with a year is a table's, or a cover's
    set_off = piece.bold or text.isupper()
    return set_off and piece.label is None and split_label(piece) is None and is_known_section(text)


def _title(parts: Sequence[Piece], index: int, title: str) -> tuple[str, int]:
    """Return a heading's title with the lines it runs on, and the index after them."""
    head = parts[index]
    i = index + 1
    while i < min(index + 4, len(parts)) and _runs_on(head, parts[i], title):
        title = join_lines(title, parts[i].text)
        i += 1
    return title.rstrip(" :"), i


def _runs_on(head: Piece, piece: Piece, title: str) -> bool:
    if piece.paragraph is None or piece.label or len(piece.text) > _SHORT or is_caption(piece.text):
        return False
    if section_line(piece.text) or chapter_line(piece.text) or split_label(piece) or ends_sentence(title):
        return False
    alike = (head.bold, head.centered) == (piece.bold, piece.centered)
    if not alike or title.isupper() != piece.text.isupper():
        return False
    return (title.isupper() and not is_known_section(piece.text)) or (head.bold and ends_open(title))


def _read_lettered(reader: _Reader) -> None:
    """Keep the headings of a chapter without decimal numbers: "A. Latar Belakang", heading styles, known titles."""
    expected: dict[str, int] = {}
    skip_to = 0
    for i, piece in enumerate(reader.parts):
        if i < skip_to or piece.paragraph is None or len(piece.text) > LONG_LINE or reader.restarted:
            continue
        if reader.listing and chapter_line(piece.full) is not None:
            reader.restarted = True  # the list of chapters runs to the end of its chapter
            continue
        split = split_label(piece)
        text = split[1] if split else piece.text
        label = split[0][0] if split else None
        if label is None and not _is_unnumbered(reader.parts, i):
            continue
        if label is not None and not _is_lettered(piece, text, label.style, label.value, expected):
            continue
        title, body = _title(reader.parts, i, text)
        depth = max(1, (piece.outline or 2) - 1)
        printed = label.printed.strip(" .()") if label else None
        reader.found.append(_Heading(i, (), printed, title, depth, body))
        reader.listing = is_systematics(title)
        skip_to = body


def _is_lettered(piece: Piece, text: str, style: str, value: int | None, expected: dict[str, int]) -> bool:
    """Return whether a labelled line heads a section: a heading style, or a run that began with a known title.

    A capital letter before a bold title begins a run too.
    """
    if piece.outline is not None:
        return True
    if value is None or (value != expected.get(style, 1) and not (piece.bold and style in expected)):
        return False
    begins = is_known_section(text) or (piece.bold and style == "upper _." and len(text) <= _SHORT)
    if style not in expected and not (begins and not ends_sentence(text)):
        return False
    if style in expected and not (piece.styled or is_known_section(text)):
        return False
    expected[style] = value + 1
    return True


def _place(chapter: Chapter, reader: _Reader) -> None:
    """Build the tree of sections and give every piece to the last heading before it."""
    stack: list[tuple[int, Section]] = []
    first = reader.found[0].index if reader.found else len(reader.parts)
    BlockBuilder(chapter.blocks).extend(reader.parts[:first])
    ends = [*(heading.index for heading in reader.found), len(reader.parts)][1:]
    for heading, end in zip(reader.found, ends, strict=True):
        section = Section(number=heading.printed, title=heading.title)
        while stack and stack[-1][0] >= heading.depth:
            stack.pop()
        (stack[-1][1].sections if stack else chapter.sections).append(section)
        stack.append((heading.depth, section))
        BlockBuilder(section.blocks).extend(reader.parts[heading.body : end])


def _check_number(reader: _Reader, number: Number, printed: str, title: str, at: At) -> None:
    """Note a section number that skips, repeats, goes back or names another chapter."""
    expected = _successors(reader)
    if number in expected:
        return
    last = ".".join(map(str, reader.last)) if reader.last else None
    if number[0] != reader.chapter:
        message = Message(
            id=f"Subbab “{printed} {title}” bernomor bab {number[0]} tetapi berada di bab {reader.chapter}.",
            en=f"Section “{printed} {title}” is numbered for chapter {number[0]} but is in chapter {reader.chapter}.",
        )
    elif number == reader.last:
        message = Message(
            id=f"Nomor subbab {printed} tercetak dua kali.", en=f"Section number {printed} is printed twice."
        )
    else:
        after = Message(id=f"setelah {last}", en=f"after {last}") if last else Message(id="di awal bab", en="first")
        message = Message(
            id=f"Nomor subbab {printed} {after.id} tidak berurutan.",
            en=f"Section number {printed} {after.en} is out of sequence.",
        )
    reader.doubts.append(Doubt("numbering-irregular", "warning", message, at))


def _stray_numbers(reader: _Reader, numbered: Sequence[tuple[Number, str, str] | None]) -> list[Doubt]:
    """Return a doubt for each run of list items numbered like sections of another chapter ("2.5.1." in section 3.3)."""
    heads = {heading.index for heading in reader.found}
    doubts = []
    listing = False
    seen: set[str] = set()
    by_index = {heading.index: heading for heading in reader.found}
    for i, line in enumerate(numbered):
        if i in by_index:
            listing = is_systematics(by_index[i].title)
        if line is None or i in heads or listing or line[0][0] == reader.chapter or len(line[0]) < 3:
            continue
        prefix = ".".join(line[1].split(".")[:2])
        if prefix in seen or not prefix[0].isdigit():
            continue
        seen.add(prefix)
        doubts.append(
            Doubt(
                "numbering-irregular",
                "info",
                Message(
                    id=f"Butir “{line[1]} {line[2]}” bernomor seperti subbab {prefix}, tetapi berada di bab "
                    f"{reader.chapter}.",
                    en=f"The item “{line[1]} {line[2]}” is numbered like a part of section {prefix}, but stands in "
                    f"chapter {reader.chapter}.",
                ),
                reader.parts[i].at,
            )
        )
    return doubts
