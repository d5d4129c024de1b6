"""The legal basis of a plan: the regulations its section Landasan Hukum lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import regex

from extractor.plan.lists import split_label_text
from extractor.plan.model import Block, Chapter, DasarHukum, ListBlock, ParagraphBlock, Section, TableBlock
from extractor.plan.text import collapse, squash
from extractor.tables.model import LogicalTable

_MOST_ROWS: Final = 500
"""Rows of a table that may be a legal basis; longer ones are plans."""
_SECTION_TITLE: Final = regex.compile(r"(?:landasanhukum|dasarhukum|landasanyuridis){e<=2}")
_KIND: Final = regex.compile(
    r"(?:pasal\s.{1,60}?\s)?(?:undang\s*[-–—]?\s*undang|uu\b|peraturan\b|perpres\b|perda\b|perbup\b|perwali\b|"
    r"pergub\b|permen\w*|pp\b|perpu\b|keputusan\b|kep(?:men|pres|bup|mendagri)\w*|instruksi\b|inpres\b|"
    r"surat\s+(?:edaran|keputusan)\b|ketetapan\b|qanun\b|tap\b)",
    regex.IGNORECASE,
)
_NUMBER: Final = regex.compile(
    r"\s*[,:]?\s*\b(?:nomor|nomer|nomo|no)\b\s*[.:]*\s*(?P<nomor>[\w./-]*\d[\w./-]*(?:\s+seri\s+\w+)?)",
    regex.IGNORECASE,
)
_YEAR: Final = regex.compile(r"\s*[,.]?\s*(?:tahun|thn|th)\b\.?\s*(?P<tahun>(?:19|20)\d\d)", regex.IGNORECASE)
_ABOUT: Final = regex.compile(r"\b(?:tentang|ttg|perihal)\b\s*:?\s*", regex.IGNORECASE)
_STATE: Final = regex.compile(r"\s+republik\s+indonesia\b", regex.IGNORECASE)
_ABOUT_END: Final = regex.compile(
    r"\s*(?:\(\s*)?(?:(?:tambahan\s+)?(?:lembaran|berita)\s+(?:negara|daerah)\b)"
    r"|[\s,]*\b(?:sebagaimana|yang)\s+(?:telah\s+|beberapa\s+kali\s+)*di\s*ubah\b|[\s,]*\bsebagaimana\s+(?:telah|beberapa)\b"
    r"|\s*[;(]\s*(?:LN|LD|BN|BD|TLN)\b|;",
    regex.IGNORECASE,
)
_MIN_LOOSE: Final = 3
"""Without a section of its own, a list is the legal basis where at least so many of its items are regulations."""


def read_legal_basis(chapters: Sequence[Chapter], tables: Sequence[LogicalTable] = ()) -> list[DasarHukum]:
    """Return the regulations listed in the section Landasan Hukum (or Dasar Hukum), in order.

    `tables` are the document's, for a section that lists them in a table. Without such a section, the regulations
    are taken from the first list of the first chapter that holds at least three.
    """
    by_id = {table.id: table for table in tables}
    for section in _walk(chapters):
        if _SECTION_TITLE.match(squash(section.title)):
            blocks = _all_blocks(section)
            return [_entry(text) for text in list(_entries(blocks, by_id)) or _in_sentences(blocks)]
    for block in (block for section in _walk(chapters[:1]) for block in section.blocks):
        found = [text for text in _entries([block], by_id) if _KIND.match(text)]
        if isinstance(block, ListBlock) and len(found) >= _MIN_LOOSE:
            return [_entry(text) for text in found]
    return []


def _walk(parts: Sequence[Chapter | Section]) -> Iterator[Chapter | Section]:
    for part in parts:
        yield part
        yield from _walk(part.sections)


def _all_blocks(section: Chapter | Section) -> list[Block]:
    return [block for part in _walk([section]) for block in part.blocks]


def _entries(blocks: Sequence[Block], tables: dict[str, LogicalTable]) -> Iterator[str]:
    """Yield the text of each entry: every list item, and paragraphs and table rows that start with a regulation."""
    for block in blocks:
        if isinstance(block, ListBlock):
            yield from _items(block)
        elif isinstance(block, ParagraphBlock) and _KIND.match(block.text) and _NUMBER.search(block.text):
            yield block.text
        elif isinstance(block, TableBlock):
            table = tables.get(block.table)
            if table is not None and table.n_rows <= _MOST_ROWS:
                yield from _rows(table)


def _items(block: ListBlock) -> Iterator[str]:
    """Yield the items; an item that only heads a group of regulations is left out, one under a regulation too."""
    items = block.items
    for i, item in enumerate(items):
        heads_group = i + 1 < len(items) and items[i + 1].level > item.level
        if heads_group and not _NUMBER.search(item.text):
            continue
        if item.level == 0 or _KIND.match(item.text):
            yield item.text


def _in_sentences(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the regulations of a section that names them in running text, parted by semicolons."""
    for block in blocks:
        for part in block.text.split(";") if isinstance(block, ParagraphBlock) else ():
            found = regex.search(rf"\b{_KIND.pattern}", part, regex.IGNORECASE)
            if found is not None and _NUMBER.search(part, found.start()):
                yield part[found.start() :].rstrip(" .")


def _rows(table: LogicalTable) -> Iterator[str]:
    for row in table.view[table.header_rows :]:
        texts = dict.fromkeys(collapse(cell.text) for cell in row)
        entry = next((text for text in map(split_label_text, texts) if _KIND.match(text)), None)
        if entry is not None:
            rest = [text for text in texts if text and not text.strip(".").isdigit() and entry not in text]
            yield collapse(" ".join([entry, *rest])) if _ABOUT.search(entry) is None else entry


def _entry(raw: str) -> DasarHukum:
    """Return one entry with its parts; what the entry does not state is null."""
    number = _NUMBER.search(raw)
    about = _ABOUT.search(raw)
    if number is not None and about is not None and about.start() < number.start():
        number = None  # the number belongs to a regulation named in the subject
    year = _YEAR.match(raw, number.end()) if number else _YEAR.search(raw, 0, about.start() if about else len(raw))
    nomor = number["nomor"].rstrip(".,/-") if number else None
    tail = regex.search(r"/((?:19|20)\d\d)$", nomor) if nomor and not year else None
    head = raw[: min(match.start() for match in (number, about, year) if match)] if number or about or year else ""
    return DasarHukum(
        jenis=_kind(head) if _KIND.match(raw) else None,
        nomor=nomor,
        tahun=int(year["tahun"]) if year else int(tail[1]) if tail else None,
        tentang=_subject(raw[about.end() :]) if about else None,
        raw=raw,
    )


def _kind(head: str) -> str | None:
    kind = _STATE.sub("", regex.sub(r"(?i)\b(undang)\s*[-–—]?\s*(undang)\b", r"\1-\2", collapse(head)))
    return kind.strip(" ,.:;-") or None


def _subject(text: str) -> str | None:
    """Return the subject up to where it was published or amended; a doubled "tentang" is dropped."""
    doubled = _ABOUT.match(text)
    if doubled is not None:
        text = text[doubled.end() :]
    end = _ABOUT_END.search(text)
    subject = (text[: end.start()] if end else text).strip(" ,.;:-–")
    return subject or None
