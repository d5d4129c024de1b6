"""The running text of a plan, sentence by sentence, with the chapter and section it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from extractor.messages import Message
from extractor.plan.model import Block, Renja, Section

_SENTENCE_END: Final = regex.compile(
    r"(?<=[\p{Ll})%”\"-][.;!?])(?<!\b(?i:kab|kec|kel|prov|no|rp|jl|tabel|th|thn)\.)\s+(?=[\p{Lu}“\"])"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or list item; `label` is its number where it is a list item, `tables` those its section holds."""

    chapter: str
    section: str | None
    text: str
    label: str | None
    tables: frozenset[str]

    @property
    def place(self) -> Message:
        """Return how a sentence names the place."""
        if self.section:
            return Message(f"Bagian {self.section}", f"Section {self.section}")
        return Message(f"Bab {self.chapter}", f"Chapter {self.chapter}")

    @property
    def sentences(self) -> list[str]:
        """Return the sentences; an abbreviation or an amount does not end one."""
        return [part for part in _SENTENCE_END.split(self.text) if part]


def passages(renja: Renja) -> Iterator[Passage]:
    """Yield every paragraph and list item of the chapters, in document order."""
    for chapter in renja.chapters:
        yield from _blocks(chapter.number, None, chapter.blocks)
        yield from _sections(chapter.number, chapter.sections)


def _sections(chapter: str, sections: Sequence[Section]) -> Iterator[Passage]:
    for section in sections:
        yield from _blocks(chapter, section.number, section.blocks)
        yield from _sections(chapter, section.sections)


def _blocks(chapter: str, section: str | None, blocks: Sequence[Block]) -> Iterator[Passage]:
    tables = frozenset(block.table for block in blocks if block.kind == "table")
    for block in blocks:
        if block.kind == "paragraph":
            yield Passage(chapter, section, block.text, None, tables)
        elif block.kind == "list":
            for item in block.items:
                yield Passage(chapter, section, item.text, item.label, tables)
