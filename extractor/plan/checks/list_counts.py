"""narrative-mismatch: a list that has more or fewer items than the sentence before it announces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import regex

from extractor.messages import Message
from extractor.plan.checks.prose import Passage
from extractor.plan.checks.subject import Subject
from extractor.plan.doubt import Doubt
from extractor.plan.model import At, Block, Chapter, ListItem, Section
from extractor.plan.number_words import number_words
from extractor.plan.wording import quoted

_THINGS: Final = (
    r"tujuan|sasaran|misi|program|(?:sub\s*)?kegiatan|indikator|strategi|kebijakan|isu(?:\s+strategis)?|prioritas|bidang"
    r"|seksi|sub\s*bagian|kelurahan|desa|kecamatan|urusan|fungsi|tugas|aspek|komponen|unsur|tahapan|bab"
)
_ANNOUNCED: Final = regex.compile(
    rf"(?<![\d.,/-])(?P<said>(?P<digits>\d{{1,2}})\s*(?:\((?P<words>[\p{{L}}\s]+)\)\s*)?(?:{_THINGS})\b)"
    rf"(?P<rest>(?:[^.,;:\d]|\b20\d\d\b)*),?\s*\b(?:yaitu|yakni|ialah|adalah|sebagai\s+berikut)\s*:\s*$",
    regex.IGNORECASE,
)
_OTHER: Final = regex.compile(
    rf"\b(?:{_THINGS}|tersebut|di\s*atas|ini|itu|dimaksud|antara\s+lain|di\s*antaranya|masing-masing)\b",
    regex.IGNORECASE,
)
"""What makes the number one of other things, or the list one of examples."""
_FIRST: Final = regex.compile(r"\(?(?:1|[aAiI])[.)]{1,2}|[^\p{L}\d]|[oüqv]")


def check_list_counts(subject: Subject) -> list[Doubt]:
    """Return a doubt for every announced list whose items are not as many as announced."""
    doubts: list[Doubt] = []
    for chapter in subject.renja.chapters:
        for part, section in _parts(chapter, None):
            for text, items in _announced(part.blocks):
                doubts += _counted(Passage(chapter.number, section, text, None, frozenset()), items)
    return doubts


def _parts(part: Chapter | Section, section: str | None) -> Iterator[tuple[Chapter | Section, str | None]]:
    yield part, section
    for below in part.sections:
        yield from _parts(below, below.number or section)


def _announced(blocks: Sequence[Block]) -> Iterator[tuple[str, list[ListItem]]]:
    """Yield each text that a list follows, with the items of that list; none of a list that goes on further below."""
    lists = [block for block in blocks if block.kind == "list"]
    after = {id(one): two.items[0].label for one, two in pairwise(lists)}
    before: str | None = None
    for block in blocks:
        if block.kind == "list":
            following = after.get(id(block))
            goes_on = following is not None and not _FIRST.fullmatch(following)
            for at, item in enumerate(block.items):
                announcing = before if at == 0 else block.items[at - 1].text
                deeper = at == 0 or item.level > block.items[at - 1].level
                if announcing is None or not deeper or not announcing.rstrip().endswith(":"):
                    continue
                items = _of_one_list(block.items, at)
                if not (goes_on and at + len(items) == len(block.items)):
                    yield announcing, [one for one in items if one.level == item.level]
        before = block.text if block.kind == "paragraph" else None


def _of_one_list(items: Sequence[ListItem], first: int) -> Sequence[ListItem]:
    """Return the items from `first` down to the one before any that is less deep."""
    end = first
    while end < len(items) and items[end].level >= items[first].level:
        end += 1
    return items[first:end]


def _counted(passage: Passage, items: list[ListItem]) -> Iterator[Doubt]:
    match = _ANNOUNCED.search(passage.sentences[-1])
    if match is None or _OTHER.search(match["rest"]) or not _FIRST.fullmatch(items[0].label):
        return
    said = int(match["digits"])
    if said == len(items) or (match["words"] and number_words(match["words"]) not in (None, said)):
        return
    name = quoted(match["said"])
    message = Message(
        f"{passage.place.id} menyebut {name.id}, sedangkan daftar di bawahnya memuat {len(items)} butir; periksa "
        "jumlah atau daftarnya.",
        f"{passage.place.en} announces {name.en}, but the list below it has {len(items)} items; check the number or "
        "the list.",
    )
    yield Doubt("narrative-mismatch", "warning", message, At(), len(items), said)
