"""Lines cut at wide gaps: what may stand in one cell; and which of it is running prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extractor.reading.pdf.rulings import Ruling
from extractor.reading.pdf.words import Line, Word

_RAISED = 0.8
_LEAST_SPACE = 0.23
"""Font sizes: the space of narrow book types."""
_MOST_WIDE = 0.95
"""Font sizes: more than the one space of typewriter types, less than two of them."""
_WIDE = 2.0
"""A gap of so many spaces parts cells."""
_EVEN, _WIDEST_EVEN = 1.7, 1.6
_EVEN_WORDS = 4
_SHARED_STARTS = 5
_CLEARLY = 1.25
_PROSE_WORDS = 5
_PROSE_LINES = 3
_PROSE_WIDTH = 90.0
_LONG_PROSE, _LONG_FULL = 8, 0.85
_BESIDE = 6.0
"""Font sizes: a block of prose lower than this does not stand beside a table; what is beside it belongs together."""
_FULL = 0.6
_RULED_OFF = 0.5
"""Share of a block's width: a shorter line drawn beside it may underline a heading."""
_PITCH = 1.9
CAPTION = re.compile(
    r"(?:tab(?:el|le|elle|la|leau)?|gambar|figure|figura|chart|grafik)\b\.?\s*[\dIVXA-Z]", re.IGNORECASE
)
_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}")
_LEADERS = ".·…_"
_DATA = re.compile(
    r"[-–—−+±<>≤≥~≈(\[]*\s*(?:rp|idr|us|[a-z]{3}(?=\s?\d))?\.?\s*[$€£¥]?\s*[-–—−+(]*\s*\d[\d.,:/%\s'’\-–−()$€£]*"
    r"(?:\s?[%‰°*†‡§)\]a-z]{1,2}){0,3}[-)]*$|[-–—−.…*x:%$€£¥/‡†]+$|n\.?\s?[adsv]\.?$|\(?(?:na|nd|x|\.\.|:)\)?$",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?:fy\s?|cy\s?|q[1-4]\s?)?(?:19|20)\d\d(?:\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d))?\s?(?:[*†‡ae-fp]|\d\)?|\(\w+\))?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """Words of one line without a wide gap between them; `data` where they read as a value, not as words."""

    words: tuple[Word, ...]
    x0: float
    x1: float
    text: str
    data: bool
    year: bool


class Row(NamedTuple):
    """One printed line, or a piece of one, as chunks from left to right."""

    chunks: tuple[Chunk, ...]
    top: float
    bottom: float
    size: float

    @property
    def words(self) -> list[Word]:
        """Return the words of all chunks."""
        return [word for chunk in self.chunks for word in chunk.words]

    @property
    def x0(self) -> float:
        """Return the left end."""
        return self.chunks[0].x0

    @property
    def x1(self) -> float:
        """Return the right end."""
        return self.chunks[-1].x1


def wide_gap(lines: Sequence[Line]) -> float:
    """Return from how many font sizes on a gap parts cells: twice the page's own space."""
    gaps = sorted(
        gap
        for line in lines
        for before, after in pairwise(line.words)
        if 0.1 < (gap := (after.x0 - before.x1) / after.size) < 1.0
    )
    space = gaps[len(gaps) // 4] if gaps else _LEAST_SPACE
    return min(_WIDE * max(space, _LEAST_SPACE), _MOST_WIDE)


def with_raised(lines: Sequence[Line]) -> list[Line]:
    """Return lines with small raised or lowered words (note marks, exponents) put into the line they belong to."""
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before is not None and _is_raised(before, line):
            joined[-1] = _one_line(before, line)
        elif before is not None and _is_raised(line, before):
            joined[-1] = _one_line(line, before)
        else:
            joined.append(line)
    return joined


def _is_raised(small: Line, line: Line) -> bool:
    """Tell whether each word of a line is small and stands close behind a word of the other line, partly beside it."""
    if small.size > _RAISED * line.size:
        return False
    if min(small.bottom, line.bottom) - max(small.top, line.top) < 0.3 * (small.bottom - small.top):
        return False
    ends = [word.x1 for word in line.words]
    return all(any(-1.0 < mark.x0 - end < 0.4 * line.size for end in ends) for mark in small.words)


def _one_line(small: Line, line: Line) -> Line:
    """Return one line of two; its box is that of the larger words."""
    words = tuple(sorted((*small.words, *line.words), key=lambda word: word.x0))
    return line._replace(words=words, x0=min(small.x0, line.x0), x1=max(small.x1, line.x1))


def has_gap(line: Line, wide: float) -> bool:
    """Tell whether a line has a gap that parts cells, or a dotted leader."""
    words = line.words
    if any(not word.text.strip(_LEADERS) for word in words[:-1]):
        return True
    return _is_parted(words, wide) and _is_parted(words, _even_gap(words))


def _is_parted(words: Sequence[Word], wide: float) -> bool:
    """Tell whether a gap in a line is wider than so many font sizes."""
    return any(after.x0 - before.x1 > wide * after.size for before, after in pairwise(words))


def shared_starts(lines: Sequence[Line], wide: float) -> set[int]:
    """Return where, in whole points, words begin after a wide gap in several lines: columns of text or of a table."""
    starts = Counter(
        round(after.x0)
        for line in lines
        for before, after in pairwise(line.words)
        if after.x0 - before.x1 > wide * after.size
    )
    near = {at: starts[at - 1] + n + starts[at + 1] for at, n in starts.items()}
    return {at for at, n in near.items() if n >= max(_SHARED_STARTS, len(lines) // 8)}


def cut(words: Sequence[Word], wide: float, starts: Container[int] = ()) -> Row:
    """Return words of one line, left to right, as a row of chunks.

    A line whose spaces are all wide, set so to fill its width, is cut only where a word begins at one of `starts`.
    There a line is cut also at a narrow gap, if it is wider than the line's others.
    """
    even = max(wide, _even_gap(words)) if _is_parted(words, wide) else wide
    pieces: list[list[Word]] = [[words[0]]]
    gaps = sorted((after.x0 - before.x1) / max(after.size, before.size) for before, after in pairwise(words))
    wider = _CLEARLY * gaps[(len(gaps) - 1) // 2] if len(gaps) > 2 else wide
    for before, word in pairwise(words):
        leads = len(pieces[-1]) > 1 and not before.text.strip(_LEADERS) and word.text.strip(_LEADERS)
        limit = min(wide, wider) if round(word.x0) in starts else even
        gap = (word.x0 - before.x1) / max(word.size, before.size)
        apart = gap > limit and (gap > 2.5 * limit or not _dots(before, word))
        if apart or (leads and _LEADER.search(_joined(pieces[-1][-5:]))):
            pieces.append([word])
        else:
            pieces[-1].append(word)
    size = max(word.size for word in words)
    large = [word for word in words if word.size > _RAISED * size]
    top, bottom = min(word.top for word in large), max(word.bottom for word in large)
    return Row(tuple(chunk_of(piece) for piece in pieces), top, bottom, size)


def _even_gap(words: Sequence[Word]) -> float:
    """Return from how many font sizes on a gap parts cells of a line set to a full width: its spaces are all alike."""
    if len(words) < 4 or 2 * sum(word.text[:1].isalpha() for word in words) < len(words):
        return 0.0
    gaps = sorted((after.x0 - before.x1) / after.size for before, after in pairwise(words))
    middle = gaps[len(gaps) // 2]
    alike = sum(abs(gap - middle) < 0.12 * middle + 0.04 for gap in gaps)
    return _EVEN * middle if alike >= 0.65 * len(gaps) and middle < _WIDEST_EVEN else 0.0


def _dots(before: Word, word: Word) -> bool:
    """Tell whether a gap lies within or before a leader."""
    return not word.text.strip(_LEADERS) and (len(word.text) > 2 or not before.text.strip(_LEADERS))


def _joined(words: Iterable[Word]) -> str:
    """Return words with spaces."""
    return " ".join(word.text for word in words)


def chunk_of(words: Sequence[Word]) -> Chunk:
    """Return words as a chunk."""
    text = _joined(words)
    year = len(text) < 14 and bool(_YEAR.match(text))
    data = len(text) < 40 and bool(_DATA.match(text))
    return Chunk(tuple(words), words[0].x0, max(word.x1 for word in words), text, data, year)


def is_leader(words: Sequence[Word]) -> bool:
    """Tell whether words end in a dotted leader."""
    last = words[-1].text
    return last[-1:] in "._…·" and bool(_LEADER.search(_joined(words[-5:])))


class Block(NamedTuple):
    """A block of running prose."""

    x0: float
    top: float
    x1: float
    bottom: float


def prose_blocks(rows: Sequence[Row], rules: Sequence[Ruling] = ()) -> tuple[list[Block], set[Chunk]]:
    """Return the blocks of running prose on a page, and their chunks: lines below each other that fill one width.

    `rules` are the page's horizontal lines: a lone line on the other side of one is none of a block's.
    """
    open_groups: list[list[tuple[Row, Chunk]]] = []
    closed: list[list[tuple[Row, Chunk]]] = []
    for row in rows:
        kept: list[list[tuple[Row, Chunk]]] = []
        for group in open_groups:
            (closed if row.top - group[-1][0].top > _PITCH * 1.4 * row.size else kept).append(group)
        open_groups = kept
        for chunk in row.chunks:
            if len(chunk.words) < _PROSE_WORDS or chunk.x1 - chunk.x0 < _PROSE_WIDTH or is_leader(chunk.words):
                continue
            for group in open_groups:
                last_row, last = group[-1]
                pitch = row.top - last_row.top
                if 0 < pitch < _PITCH * row.size and _same_block(last, chunk):
                    group.append((row, chunk))
                    break
            else:
                open_groups.append([(row, chunk)])
    blocks: list[Block] = []
    chunks: set[Chunk] = set()
    for group in closed + open_groups:
        if len(group) >= _PROSE_LINES and _is_prose(group):
            blocks.append(_block(group))
            chunks.update(chunk for _, chunk in group)
    return _absorb(rows, blocks, chunks, rules), chunks


def _same_block(last: Chunk, chunk: Chunk) -> bool:
    """Tell whether a chunk lies below another as the next line of a paragraph does."""
    return abs(chunk.x0 - last.x0) < 28.0 and min(chunk.x1, last.x1) - max(chunk.x0, last.x0) > 0.5 * (
        last.x1 - last.x0
    )


def _is_prose(group: list[tuple[Row, Chunk]]) -> bool:
    """Tell whether lines below each other are prose: few stop short of a word, and few have values beside them."""
    limit = max(chunk.x1 for _, chunk in group)
    full = 0
    for (_, chunk), (_, following) in pairwise(group):
        word = following.words[0]
        full += limit - chunk.x1 < word.x1 - word.x0 + 0.75 * word.size
    if full < _FULL * (len(group) - 1):
        return False
    beside = sum(any(other.data and other is not chunk for other in row.chunks) for row, chunk in group)
    # Beside a long text whose lines are all full a table may stand, whose labels lie between them.
    long = len(group) >= _LONG_PROSE and full >= _LONG_FULL * (len(group) - 1)
    if long and not any(_is_beside_value(row, chunk) for row, chunk in group):
        beside = 0
    letters = sum(sum(map(str.isalpha, chunk.text)) for _, chunk in group)
    length = sum(len(chunk.text) for _, chunk in group)
    enough = _PROSE_LINES if beside == 0 else _PROSE_LINES + 2
    return len(group) >= enough and beside < 0.25 * len(group) and letters > 0.65 * length


def _is_beside_value(row: Row, chunk: Chunk) -> bool:
    """Tell whether the next text to the left or right of a chunk is a value."""
    at = row.chunks.index(chunk)
    return any(row.chunks[i].data for i in (at - 1, at + 1) if 0 <= i < len(row.chunks))


def _block(group: list[tuple[Row, Chunk]]) -> Block:
    """Return the box of lines."""
    return Block(
        min(chunk.x0 for _, chunk in group),
        group[0][0].top,
        max(chunk.x1 for _, chunk in group),
        group[-1][0].bottom,
    )


def _fills_evenly(inside: Sequence[Chunk], block: Block) -> bool:
    """Tell whether texts fill a block's width with wide gaps that are all alike: a line set to the full width."""
    words = [word for chunk in inside for word in chunk.words]
    if len(words) < _EVEN_WORDS or abs(words[0].x0 - block.x0) > 2.0 or abs(words[-1].x1 - block.x1) > 2.0:
        return False
    gaps = [after.x0 - before.x1 for before, after in pairwise(words)]
    return max(gaps) - min(gaps) < 0.12 * min(gaps) + 0.04 * words[0].size


def _is_cut_off(row: Row, block: Block, rules: Sequence[Ruling]) -> bool:
    """Tell whether a line over much of a block's width is drawn between it and a row."""
    top, bottom = (row.bottom, block.top) if row.top < block.top else (block.bottom, row.top)
    return any(
        top - 2 < rule.at < bottom + 2
        and min(rule.end, block.x1) - max(rule.start, block.x0) > _RULED_OFF * (block.x1 - block.x0)
        for rule in rules
    )


def _absorb(rows: Sequence[Row], blocks: list[Block], chunks: set[Chunk], rules: Sequence[Ruling]) -> list[Block]:
    """Add to each block the lone lines above and below it within its width: last lines, headings, short paragraphs."""
    if not blocks:
        return []
    grown = list(blocks)
    for ordered in (rows, list(reversed(rows))):
        for row in ordered:
            for i, block in enumerate(grown):
                near = -row.size < row.top - block.bottom < 1.6 * row.size or (
                    -row.size < block.top - row.bottom < 1.6 * row.size
                )
                if not near or _is_cut_off(row, block, rules):
                    continue
                inside = [c for c in row.chunks if c not in chunks and block.x0 - 3 <= c.x0 and c.x1 <= block.x1 + 3]
                crossing = [c for c in row.chunks if c.x1 > block.x0 and c.x0 < block.x1]
                others = any(c not in chunks and c not in inside for c in row.chunks) if inside else False
                if others and block.bottom - block.top < _BESIDE * row.size:
                    continue
                lone = len(inside) == 1 and not inside[0].data
                if lone and row.top > block.bottom - row.size and CAPTION.match(inside[0].text):
                    continue  # what stands below it is a table's, not the prose's
                if len(inside) == len(crossing) and (lone or _fills_evenly(inside, block)):
                    chunks.update(inside)
                    grown[i] = block._replace(top=min(block.top, row.top), bottom=max(block.bottom, row.bottom))
    for row in rows:
        middle = (row.top + row.bottom) / 2
        for block in grown:
            if block.top < middle < block.bottom:
                chunks.update(c for c in row.chunks if block.x0 - 3 <= c.x0 and c.x1 <= block.x1 + 3)
    return grown
