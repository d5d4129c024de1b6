"""Chapters and sections of a plan, found by their headings; contents pages and the list of chapters are not mistaken.

The same heading is printed up to three times: in the table of contents, in the section that lists the chapters
(Sistematika Penulisan) and over the chapter itself. What tells them apart is what follows: a chapter carries text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz

from extractor.messages import Message
from extractor.plan.doubt import Doubt
from extractor.plan.headings import (
    LONG_LINE,
    ChapterLine,
    Piece,
    chapter_line,
    is_caption,
    is_closing,
    is_contents_entry,
    is_front_heading,
    is_known_chapter,
    is_known_section,
    is_systematics,
    pieces,
    section_line,
)
from extractor.plan.lists import split_label_text
from extractor.plan.model import At, Chapter
from extractor.plan.sections import build_sections
from extractor.plan.text import ends_open, join_lines, squash
from extractor.reading.roman import roman
from extractor.tables.model import Flow, LogicalTable

_MAX_TITLE_LINES: Final = 4
_ENOUGH_TEXT: Final = 3000
"""Characters after which more text under a heading says no more about its being a chapter."""
_LISTED: Final = 0.05
"""What is left of the weight of a heading in the list of chapters; it still counts where nothing else does."""
_MAX_HEADING: Final = 80
"""Characters; a longer line that starts with "Sistematika" is prose about it."""
_HIGHEST: Final = 20
"""No plan has more chapters; a higher number is none."""


@dataclass(slots=True)
class _Candidate:
    """A line that may head a chapter; `body` is the index of the first piece after the heading and its title."""

    index: int
    line: ChapterLine
    title: str
    body: int
    weight: float = 0.0


@dataclass(slots=True)
class _Titles:
    """Chapter titles and highest chapter number as a contents page or a list of chapters states them."""

    by_value: dict[int, str] = field(default_factory=dict)

    def note(self, value: int, title: str) -> None:
        """Keep the first title stated for a chapter."""
        if title and not self.by_value.get(value):
            self.by_value[value] = title


def build_chapters(flow: Flow) -> tuple[list[Chapter], list[Doubt]]:
    """Return the chapters of a document in order, and what is irregular about their numbers.

    What stands before the first chapter (cover, preface, contents) is in none. A document without chapter headings
    whose sections are numbered has its chapters by the sections' numbers; one without either has no chapters.
    """
    parts = pieces(flow)
    contents = _contents_region(parts)
    candidates = _candidates(parts, contents)
    chosen = _choose(candidates) or _unnumbered(parts, contents)
    stated = _stated_titles(parts, candidates, chosen)
    doubts: list[Doubt] = []
    chosen = _repair_repeated(chosen, candidates, doubts)
    chosen = _with_implied(parts, chosen, contents, stated, doubts)
    chapters = []
    ends = [*(candidate.index for candidate in chosen), len(parts)][1:]
    for candidate, end in zip(chosen, ends, strict=True):
        chapter = Chapter(number=roman(candidate.line.value), title=candidate.title)
        doubts += build_sections(chapter, candidate.line.value, parts[candidate.body : end])
        chapters.append(chapter)
        if candidate.line.misspelt:
            doubts.append(_misspelt(candidate, parts))
    if len(chosen) >= 2:
        doubts += _missing(chosen, stated)
    return chapters, doubts


def _contents_region(parts: Sequence[Piece]) -> set[int]:
    """Return the indices of pieces that belong to a contents page."""
    region = {i for i, piece in enumerate(parts) if piece.paragraph is not None and is_contents_entry(piece.raw)}
    for start, piece in enumerate(parts):
        if start not in region and is_front_heading(piece.text) and squash(piece.text).startswith("daftar"):
            listing = _listing if squash(piece.text).startswith("daftarisi") else _captions
            region |= listing(parts, start, region)
    return region


def _listing(parts: Sequence[Piece], start: int, entries: set[int]) -> set[int]:
    """Return the listing under "DAFTAR ISI": short lines up to prose, a table or a number that comes again."""
    seen: set[str] = set()
    chapter_at = start
    last = start
    for i in range(start + 1, len(parts)):
        piece = parts[i]
        if piece.paragraph is None or len(piece.text) > LONG_LINE or is_front_heading(piece.text):
            break
        chapter, section = chapter_line(piece.full), section_line(piece.full)
        key = f"bab{chapter.value}" if chapter else str(section[0]) if section else ""
        if key and key in seen:
            last = min(last, chapter_at - 1) if section and i - chapter_at <= _MAX_TITLE_LINES else last
            break
        if key:
            seen.add(key)
        chapter_at = i if chapter else chapter_at
        last = i if key or i in entries else last
    return set(range(start, last + 1))


def _captions(parts: Sequence[Piece], start: int, entries: set[int]) -> set[int]:
    """Return the listing under "DAFTAR TABEL" and its like: captions and entries with page labels."""
    end = start + 1
    while end < len(parts) and parts[end].paragraph is not None and (end in entries or is_caption(parts[end].text)):
        end += 1
    return set(range(start, end))


def _candidates(parts: Sequence[Piece], contents: set[int]) -> list[_Candidate]:
    """Return every line that may head a chapter, in order, weighed by its form and by the text that follows it."""
    found: list[_Candidate] = []
    for i, piece in enumerate(parts):
        line = chapter_line(piece.full) if piece.paragraph is not None and i not in contents else None
        if line is None or line.value > _HIGHEST:
            continue
        title, body = _title(parts, i + 1, line.title)
        if found and found[-1].line.value == line.value and _same_title(found[-1].title, title):
            continue  # a running head that repeats the chapter, or the list of chapters right under the first one
        found.append(_Candidate(i, line, title, body))
    ends = [*(candidate.index for candidate in found), len(parts)][1:]
    for candidate, end in zip(found, ends, strict=True):
        candidate.weight = _weight(parts, candidate, end)
    for candidate in _listed(parts, contents, found):
        candidate.weight *= _LISTED
    return found


def _listed(parts: Sequence[Piece], contents: set[int], found: Sequence[_Candidate]) -> Sequence[_Candidate]:
    """Return the candidates that the section Sistematika Penulisan lists: a rising run after which II comes again."""
    start = next(
        (
            i
            for i, piece in enumerate(parts)
            if piece.paragraph is not None and i not in contents and _is_systematics_heading(piece)
        ),
        len(parts),
    )
    after = [candidate for candidate in found if candidate.index > start]
    for i, (candidate, following) in enumerate(pairwise(after), start=1):
        if following.line.value <= candidate.line.value:
            return after[:i] if following.line.value > 1 else []
    return []


def _is_systematics_heading(piece: Piece) -> bool:
    section = section_line(piece.full)
    title = section[2] if section else split_label_text(piece.text)
    return len(title) < _MAX_HEADING and is_systematics(title)


def _title(parts: Sequence[Piece], start: int, title: str) -> tuple[str, int]:
    """Return the title of a chapter whose heading line is before `start`, and the index after its last line."""
    i = start
    while i < min(start + _MAX_TITLE_LINES, len(parts)) and _is_title_line(parts[i - 1], parts[i], title):
        title = join_lines(title, parts[i].text)
        i += 1
    return title, i


def _is_title_line(before: Piece, piece: Piece, title: str) -> bool:
    text = piece.full
    if piece.paragraph is None or len(text) > LONG_LINE or is_caption(text):
        return False
    if chapter_line(text) or section_line(text) or (piece.label and piece.outline is None):
        return False
    if not title:
        return not text.endswith((".", ":", ";")) or text.isupper()
    if title.isupper() != text.isupper() or is_known_section(text) or text.endswith(":"):
        return False
    alike = (before.bold, before.centered, before.outline) == (piece.bold, piece.centered, piece.outline)
    set_off = text.isupper() or piece.centered or piece.outline == 1
    return (alike and set_off) or (alike and piece.bold and ends_open(title))


def _weight(parts: Sequence[Piece], candidate: _Candidate, end: int) -> float:
    size = 0
    for piece in parts[candidate.body : end]:
        source = piece.source
        size += sum(len(c.text) for c in source.cells[:200]) if isinstance(source, LogicalTable) else len(piece.text)
        if size >= _ENOUGH_TEXT:
            size = _ENOUGH_TEXT
            break
    head = parts[candidate.index]
    form = 2 * head.centered + 4 * (head.outline == 1) + candidate.title.isupper() + 2 * (not candidate.line.title)
    return size / 100 + form


def _choose(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the rising sequence of candidates with the greatest total weight."""
    best: list[tuple[float, int]] = [(0.0, -1)] * (_HIGHEST + 1)  # by highest number used: total, last candidate
    before = []
    for i, candidate in enumerate(candidates):
        total, last = max((best[value] for value in range(candidate.line.value)), key=lambda pair: pair[0])
        before.append(last)
        if total + candidate.weight > best[candidate.line.value][0]:
            best[candidate.line.value] = (total + candidate.weight, i)
    chosen = []
    i = max(best, key=lambda pair: pair[0])[1]
    while i >= 0:
        chosen.append(candidates[i])
        i = before[i]
    return chosen[::-1]


def _unnumbered(parts: Sequence[Piece], contents: set[int]) -> list[_Candidate]:
    """Return chapters headed by their titles alone ("PENDAHULUAN", "I. PENDAHULUAN"), numbered in order.

    None unless there are two.
    """
    found: list[_Candidate] = []
    for i, piece in enumerate(parts):
        if i in contents or not piece.styled or is_caption(piece.text):
            continue
        value = len(found) + 1
        text = piece.full.removeprefix(f"{roman(value)}.").strip()
        if not is_known_chapter(text) and not (found and text != piece.full):
            continue
        if section_line(piece.full) or (piece.outline or 1) > 1 or any(_same_title(c.title, text) for c in found):
            continue
        title, body = _title(parts, i + 1, text)
        found.append(_Candidate(i, ChapterLine(value, roman(value), title), title, body))
        if value == _HIGHEST:
            break
    return found if len(found) > 1 else []


def _stated_titles(parts: Sequence[Piece], candidates: Sequence[_Candidate], chosen: Sequence[_Candidate]) -> _Titles:
    """Return the titles that contents pages and lists of chapters state."""
    stated = _Titles()
    heads = {candidate.index for candidate in chosen}
    known = {candidate.index: candidate for candidate in candidates}
    for i, piece in enumerate(parts):
        line = chapter_line(piece.full) if piece.paragraph is not None and i not in heads else None
        if line is not None and line.value <= _HIGHEST:
            stated.note(line.value, _contents_title(known[i].title if i in known else line.title))
    return stated


def _contents_title(text: str) -> str:
    """Return the title of a contents entry without its leaders and page label."""
    head = text.split("....", 1)[0].split("……", 1)[0]
    return head.rstrip(" .…_0123456789-").strip()


def _same_title(a: str, b: str) -> bool:
    first, second = squash(a), squash(b)
    return not first or not second or fuzz.ratio(first, second) >= 70 or first.startswith(second)


def _repair_repeated(
    chosen: list[_Candidate], candidates: Sequence[_Candidate], doubts: list[Doubt]
) -> list[_Candidate]:
    """Return the chapters with one whose number repeats its predecessor's counted on, where that fills a gap."""
    result: list[_Candidate] = []
    for i, candidate in enumerate(chosen):
        result.append(candidate)
        end = chosen[i + 1].index if i + 1 < len(chosen) else None
        value = candidate.line.value
        if i + 1 < len(chosen) and chosen[i + 1].line.value == value + 1:
            continue
        for other in candidates:
            inside = other.index > candidate.index and (end is None or other.index < end)
            if inside and other.line.value == value and not _same_title(other.title, candidate.title):
                line = ChapterLine(value + 1, other.line.printed, other.line.title)
                result.append(_Candidate(other.index, line, other.title, other.body))
                doubts.append(_repeated(other))
                break
    return result


def _with_implied(
    parts: Sequence[Piece],
    chosen: list[_Candidate],
    contents: set[int],
    stated: _Titles,
    doubts: list[Doubt],
) -> list[_Candidate]:
    """Return the chapters with those that have no heading line but sections of their number ("1.1 Latar Belakang")."""
    result: list[_Candidate] = []
    current = 0
    numbered = [section_line(piece.full) if piece.paragraph is not None else None for piece in parts]
    last_place = {section[0]: i for i, section in enumerate(numbered) if section is not None}
    heads = {candidate.index: candidate for candidate in chosen}
    following = [candidate.line.value for candidate in chosen] + [_HIGHEST + 1]
    for i, piece in enumerate(parts):
        if i in heads:
            result.append(heads[i])
            current = heads[i].line.value
            following.pop(0)
            continue
        section = numbered[i] if i not in contents else None
        if section is None or section[0] != (current + 1, 1) or current + 1 >= following[0]:
            continue
        if not (is_known_section(section[2]) or piece.bold or piece.outline):
            continue
        if current and last_place[section[0]] > i:
            continue  # printed again later: this one stands in a list of the chapters
        current += 1
        title = stated.by_value.get(current, "")
        result.append(_Candidate(i, ChapterLine(current, roman(current), title), title, i))
        doubts.append(_headless(current, piece.at))
    return result


def _missing(chosen: Sequence[_Candidate], stated: _Titles) -> list[Doubt]:
    """Return what is surely missing: gaps in the numbers, chapters the document lists, a closing chapter."""
    values = {candidate.line.value for candidate in chosen}
    highest = max(max(values), max(stated.by_value, default=0))
    doubts = []
    for value in range(1, highest + 1):
        if value in values:
            continue
        title = f" ({stated.by_value[value]})" if stated.by_value.get(value) else ""
        doubts.append(
            Doubt(
                "chapter-missing",
                "warning",
                Message(
                    id=f"BAB {roman(value)}{title} tidak ditemukan; periksa apakah bab itu memang ada di berkas.",
                    en=f"Chapter {roman(value)}{title} was not found; see whether the file has it.",
                ),
                At(),
            )
        )
    if not doubts and chosen[-1].title and not any(is_closing(candidate.title) for candidate in chosen):
        doubts.append(
            Doubt(
                "chapter-missing",
                "warning",
                Message(
                    id="Tidak ada bab penutup; berkas mungkin tidak lengkap.",
                    en="There is no closing chapter (Penutup); the file may be incomplete.",
                ),
                At(),
            )
        )
    return doubts


def _misspelt(candidate: _Candidate, parts: Sequence[Piece]) -> Doubt:
    printed, number = candidate.line.printed, roman(candidate.line.value)
    return Doubt(
        "numbering-irregular",
        "info",
        Message(
            id=f"Nomor bab tercetak “{printed}”; dibaca sebagai {number}.",
            en=f"The chapter number is printed “{printed}”; it was read as {number}.",
        ),
        parts[candidate.index].at,
    )


def _repeated(candidate: _Candidate) -> Doubt:
    printed, number = candidate.line.printed, roman(candidate.line.value + 1)
    return Doubt(
        "numbering-irregular",
        "warning",
        Message(
            id=f"Nomor bab {printed} tercetak dua kali; yang kedua ({candidate.title}) dihitung sebagai BAB {number}.",
            en=f"Chapter number {printed} is printed twice; the second ({candidate.title}) is counted as {number}.",
        ),
        At(),
    )


def _headless(value: int, at: At) -> Doubt:
    return Doubt(
        "chapter-missing",
        "info",
        Message(
            id=f"Baris judul BAB {roman(value)} tidak ada; subbab bernomor {value}.x dikumpulkan di bawahnya.",
            en=f"There is no heading line for chapter {roman(value)}; the sections {value}.x stand under it.",
        ),
        at,
    )
