"""Captions: the number and title above a table, told apart from references in running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.reading.document import Paragraph
from extractor.tables.text import collapse, words

MAX_TITLE_LINES = 4
"""Lines of a title: what it is, of which office, region and year."""
_MAX_TITLE_CHARS = 250
"""A longer paragraph under a caption is prose."""

_NUMBER = r"(?:[A-Z]\s?-\s?)?(?:[IVXLC]{1,6}|[A-Z]|\d{1,3})(?:\s?[.\-–]\s?(?:[IVXLC]{1,6}|\d{1,3}|[A-Za-z]))*(?![\w])"
_CAPTION = re.compile(
    rf"^(?P<more>(?i:lanjutan|sambungan)\s+)?(?i:tabel|table|lampiran|tbl)\b\s*[.:]?\s*(?P<number>{_NUMBER})\s*"
    r"(?P<stop>[.:–\-)]*)\s*(?P<title>.*)$",
    re.DOTALL,
)
_MORE = re.compile(r"\b(?:lanjutan|sambungan)\b", re.IGNORECASE)
_ONLY_MORE = re.compile(r"^[(\[]?\s*(?:lanjutan|sambungan)\b", re.IGNORECASE)
_IN_A_SENTENCE = words(
    "berikut di dibawah diatas tentang yang menunjukkan menunjukan dapat adalah merupakan ini itu tersebut memuat "
    "menyajikan menggambarkan menjelaskan dan sebagai sebagaimana pada terlihat maka bahwa telah akan"
)
_LIST_ENTRY = re.compile(r"\.{4,}|…{2,}|(?:\. ){4,}|_{4,}|\t\s*\S{1,8}$")
_CHAPTER = re.compile(r"^\s*bab\b[\s.]*[ivxlc\d]+", re.IGNORECASE)
_HAND_NUMBER = re.compile(r"^\s*(?:\d+(?:\.\d+)*[.)]?|[A-Za-z][.)]|[IVXLC]+\.)\s+\S")
_KEY_VALUE = re.compile(r"^[A-Z][\w/ ]{1,30}\s*:\s*\S.{0,80}$")
_SENTENCE_END = re.compile(r"(?:\w{3,}\.|[;:])\s*$")


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption and where it stands: `first` is the index of its first paragraph among those before the table.

    `number` is None for a title that bears no number; `more` marks the repeated caption of a continued table.
    """

    number: str | None
    title: str | None
    first: int
    more: bool = False


def read_caption(text: str) -> tuple[str, str | None, bool] | None:
    """Return number, title on the same line, and whether it continues an earlier table; None for other text."""
    line = collapse(text)
    found = _CAPTION.match(line)
    if found is None or _LIST_ENTRY.search(text.strip()):
        return None
    title = found["title"].strip(" -–:")
    more = found["more"] is not None or _MORE.search(title) is not None
    if not any(char.isdigit() or char in "IVXLC" for char in found["number"]) and title:
        return None
    if title and not more and _is_running_text(found["title"].strip(), found["stop"]):
        return None
    number = re.sub(r"\s", "", found["number"])
    return number, title or None, more


def caption_number(text: str) -> str | None:
    """Return the table number that `text` states as a caption, else None."""
    caption = read_caption(text)
    return caption[0] if caption else None


def is_continuation_mark(text: str) -> bool:
    """Tell whether `text` only says that a table goes on ("Lanjutan Tabel 2.1", "sambungan")."""
    line = collapse(text)
    caption = read_caption(line)
    return len(line) <= 120 and (_ONLY_MORE.match(line) is not None or (caption is not None and caption[2]))


def find_caption(before: Sequence[Paragraph]) -> Caption | None:
    """Return the caption at the end of `before`, the paragraphs directly above a table.

    A caption is a line "Tabel <number>" with up to four title lines below it; without one, centred capitals directly
    above the table are a title without a number.
    """
    lines: list[str] = []
    first = len(before)
    for index in range(len(before) - 1, -1, -1):
        paragraph = before[index]
        if not paragraph.text.strip():
            continue
        caption = read_caption(paragraph.text)
        if caption is not None:
            number, title, more = caption
            parts = ([title] if title else []) + lines
            return Caption(number, " ".join(parts) or None, index, more)
        if len(lines) == MAX_TITLE_LINES or not _may_be_title(paragraph):
            break
        lines.insert(0, collapse(paragraph.text))
        first = index
    return _bare_title(before, first)


def _is_running_text(title: str, stop: str) -> bool:
    """Tell whether what follows "Tabel 2.1" goes on as a sentence."""
    word = title.split()[0].strip(",.:;)").casefold()
    if word in _IN_A_SENTENCE or len(title) > _MAX_TITLE_CHARS or title.endswith((":", ";", ",")):
        return True
    return (title[0].islower() and not stop) or title[0] in ",)"


def _may_be_title(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph between a caption and its table can be a line of the title."""
    text = collapse(paragraph.text)
    if paragraph.label is not None or paragraph.outline is not None or len(text) > _MAX_TITLE_CHARS:
        return False
    if _CHAPTER.match(text) or _HAND_NUMBER.match(text):
        return False
    return paragraph.centered or _is_upper(text) or (len(text) <= 120 and not _SENTENCE_END.search(text))


def _bare_title(before: Sequence[Paragraph], first: int) -> Caption | None:
    """Return the lines of centred or bold capitals that end `before` as a title without a number."""
    start = len(before)
    lines: list[str] = []
    for index in range(len(before) - 1, first - 1, -1):
        paragraph = before[index]
        text = collapse(paragraph.text)
        if not text:
            continue
        if not (_is_upper(text) or (paragraph.centered and paragraph.bold) or _KEY_VALUE.match(text)):
            break
        lines.insert(0, text)
        start = index
    above = next((p.text for p in reversed(before[:start]) if p.text.strip()), "")
    if not lines or _CHAPTER.match(above) or sum(len(line.split()) for line in lines) < 3:
        return None
    if not any(_is_upper(line) for line in lines):
        return None
    return Caption(None, " ".join(lines), start)


def _is_upper(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 4 and sum(char.isupper() for char in letters) >= 0.8 * len(letters)
