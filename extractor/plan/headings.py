"""Lines of the narrative and what they look like: chapter headings, section numbers, entries of a table of contents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import regex

from extractor.plan.model import At
from extractor.plan.text import collapse, squash, unspaced
from extractor.reading.document import Figure, Paragraph
from extractor.reading.roman import roman_value
from extractor.tables.model import Flow, FlowBlock, LogicalTable

LONG_LINE: Final = 200
"""Characters; a longer line is prose, never a title or an entry of a table of contents."""

_LEADERS: Final = regex.compile(r"\.{4,}|…{2,}|(?:\. ){4,}|_{6,}|·{4,}")
_PAGE_LABEL: Final = regex.compile(r"(?:\t|\s{3,}|[.…]\s*)\(?(?:[IVX]{1,4}\s*[-–]\s*\d{1,3}|\d{1,3}|[ivx]{1,5})\)?\s*$")
_CHAPTER: Final = regex.compile(
    r"^(?P<bab>B\s?A\s?B)(?:\s*[.:]\s*|\s+|(?=[IVX]{1,4}\b))(?P<number>[IVXLl1|]{1,5}|\d{1,2})(?:\s*[.:–-]\s*|\s+|$)(?P<title>.*)$",
    regex.IGNORECASE,
)
_SECTION: Final = regex.compile(
    r"^(?P<number>(?:\d{1,2}|[IVX]{1,4})(?:\.[ ]?(?:[1-9]\d?))+)"
    r"(?:\s*[.)]\s*|\s+|(?=\p{Lu}\p{Ll}))(?P<title>[\p{Lu}“\"(].*)$"
)
_CAPTION: Final = regex.compile(r"^(?:tabel|table|gambar|grafik|bagan|diagram)\s*\.?\s*[\dIVX]", regex.IGNORECASE)
_FRONT: Final = regex.compile(
    r"^(?:(?:kata|prakata)(?:pengantar)?|daftar(?:isi|tabel|gambar|lampiran|grafik)|ringkasaneksekutif|lembarpengesahan)$"
)

_KNOWN_SECTIONS: Final = regex.compile(
    r"(?:(?:latarbelakang|landasanhukum|dasarhukum|maksuddantujuan|sistematika|evaluasipelaksanaan|hasilevaluasi|"
    r"analisiskinerja|isuisupenting|isuisustrategis|reviewterhadap|reviuterhadap|telaahanterhadap|telaahterhadap|"
    r"penelaahanusulan|tujuandansasaran|programdankegiatan|rencanakerja|pendanaan){e<=2})"
)
_KNOWN_CHAPTERS: Final = regex.compile(
    r"(?:(?:pendahuluan|penutup){e<=1}|(?:hasil)?evaluasi(?:pelaksanaan)?(?:renja|rencanakerja|hasilrenja)"
    r"|tujuan(?:dan)?sasaran|rencanakerjadanpendanaan)"
)
_SYSTEMATICS: Final = regex.compile(r"(?:sistematika){e<=2}")
_CLOSING: Final = regex.compile(r"(?:penutup){e<=1}")

Number = tuple[int, ...]
"""A section number as its parts: "2.1" is (2, 1)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One line, paragraph, table or figure of the narrative.

    `text` is collapsed and without `label`; `raw` has its white space as written.
    """

    source: FlowBlock
    text: str = ""
    label: str | None = None
    raw: str = ""

    @property
    def full(self) -> str:
        """Return the text with its automatic label before it, as it is printed."""
        return f"{self.label} {self.text}".strip() if self.label else self.text

    @property
    def paragraph(self) -> Paragraph | None:
        """Return the paragraph it comes from, None for tables and figures."""
        return self.source if isinstance(self.source, Paragraph) else None

    @property
    def bold(self) -> bool:
        """Return whether all of it is bold."""
        return isinstance(self.source, Paragraph) and self.source.bold

    @property
    def centered(self) -> bool:
        """Return whether it is centred."""
        return isinstance(self.source, Paragraph) and self.source.centered

    @property
    def outline(self) -> int | None:
        """Return the heading level of its style."""
        return self.source.outline if isinstance(self.source, Paragraph) else None

    @property
    def styled(self) -> bool:
        """Return whether it is set off as headings are: bold, a heading style, or capitals."""
        return self.bold or self.outline is not None or (len(self.text) > 3 and self.text.isupper())

    @property
    def at(self) -> At:
        """Return where it stands."""
        if isinstance(self.source, LogicalTable):
            return At(table=self.source.id, page=self.source.pages[0] if self.source.pages else None)
        return At(page=self.source.page, bbox=self.source.bbox)


@dataclass(frozen=True, slots=True)
class ChapterLine:
    """A line that reads like a chapter heading: its value, the number as printed and the title on the same line."""

    value: int
    printed: str
    title: str

    @property
    def misspelt(self) -> bool:
        """Return whether the Roman number has a letter that none has ("II1")."""
        return not self.printed.isdigit() and roman_value(self.printed) is None


def pieces(flow: Flow) -> list[Piece]:
    """Return the narrative as pieces, blank paragraphs left out, glued heading lines and contents lines apart."""
    return [piece for block in flow.blocks for piece in _split(block)]


def _split(block: FlowBlock) -> Iterator[Piece]:
    if not isinstance(block, Paragraph):
        yield Piece(block, text=collapse(block.text or "") if isinstance(block, Figure) else "")
        return
    label = collapse(block.label) if block.label else None
    for part in _parts(block.text):
        text = unspaced(part)
        if text or label:
            yield Piece(block, text, label, part)
        label = None


def _parts(text: str) -> list[str]:
    """Return the lines of a table of contents and of glued headings one by one, any other paragraph whole."""
    if "\n" not in text:
        return [text]
    lines = text.split("\n")
    if any(is_contents_entry(line) for line in lines):
        return lines
    parts = [lines[0]]
    for line in lines[1:]:
        heading = chapter_line(collapse(parts[-1]))
        glued = heading is not None and heading.title and not line.isupper()
        if bare_chapter(collapse(line)) or glued:
            parts.append(line)
        else:
            parts[-1] += "\n" + line
    return parts


def is_contents_entry(raw: str) -> bool:
    """Return whether a line is an entry of a table of contents: dot leaders, or a page label at its end.

    `raw` has its white space as written: a page label counts only after a tab, a wide gap or dots.
    """
    if len(raw) > 2 * LONG_LINE:
        return False
    return _LEADERS.search(raw) is not None or (len(raw) < LONG_LINE and _PAGE_LABEL.search(raw) is not None)


def chapter_line(text: str) -> ChapterLine | None:
    """Return the chapter heading that `text` (collapsed) reads as, else None; prose that mentions one is None."""
    match = _CHAPTER.match(text) if len(text) <= LONG_LINE + 50 else None
    if match is None:
        return None
    value = _chapter_value(match["number"])
    title = match["title"].strip()
    if value is None or title[:1].islower() or (title.endswith(".") and len(title.split()) > 15):
        return None
    return ChapterLine(value, match["number"], title.rstrip(" :"))


def bare_chapter(text: str) -> bool:
    """Return whether `text` is a chapter heading without its title ("BAB II")."""
    line = chapter_line(text)
    return line is not None and not line.title


def _chapter_value(printed: str) -> int | None:
    """Return the value of a chapter number; l, 1 and | are read as I where the number is Roman."""
    if printed.isdigit() and (len(printed) == 1 or len(set(printed)) > 1):
        return int(printed) or None
    return roman_value(regex.sub(r"[l1|]", "I", printed.replace("i", "I")).upper()) or None


def section_line(text: str) -> tuple[Number, str, str] | None:
    """Return (number, number as printed, title) where `text` starts with a section number ("2.1. Evaluasi")."""
    match = _SECTION.match(text)
    if match is None:
        return None
    printed = match["number"].replace(" ", "")
    head, *tail = printed.split(".")
    first = int(head) if head.isdigit() else roman_value(head)
    if not first or head.startswith("0"):
        return None
    return (first, *map(int, tail)), printed, match["title"].strip()


def is_caption(text: str) -> bool:
    """Return whether `text` starts like a caption of a table or a figure."""
    return _CAPTION.match(text) is not None


def is_front_heading(text: str) -> bool:
    """Return whether `text` heads a part before the first chapter (preface, table of contents)."""
    return len(text) < 40 and _FRONT.match(squash(text)) is not None


def is_known_section(title: str) -> bool:
    """Return whether `title` starts like a section of the official layout (Permendagri 54/2010 and 86/2017)."""
    return len(title) <= LONG_LINE and _KNOWN_SECTIONS.match(squash(title)) is not None


def is_known_chapter(title: str) -> bool:
    """Return whether `title` starts like a chapter of the official layout."""
    return len(title) <= LONG_LINE and _KNOWN_CHAPTERS.match(squash(title)) is not None


def is_systematics(title: str) -> bool:
    """Return whether a section by this title lists the chapters (Sistematika Penulisan)."""
    return _SYSTEMATICS.match(squash(title[:40])) is not None


def is_closing(title: str) -> bool:
    """Return whether a chapter of this title is the closing one (Penutup)."""
    return _CLOSING.match(squash(title[:40])) is not None
