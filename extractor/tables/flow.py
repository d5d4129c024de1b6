"""The document with its grids replaced by logical tables."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field

from extractor.reading.document import Document, Figure, Grid, Paragraph, ReadingDoubt
from extractor.tables.assemble import Assembled, assemble
from extractor.tables.caption import Caption, find_caption, read_caption
from extractor.tables.mend import mend_broken_words, whole_words
from extractor.tables.model import Flow, FlowBlock
from extractor.tables.sheets import with_strips_joined
from extractor.tables.stitch import Group, Part, is_prose, read_part, start_group, try_join
from extractor.tables.text import collapse

_CAPTION_REACH = 12
"""Paragraphs above a table in which its caption is sought; blank ones count."""


@dataclass(slots=True)
class _Walk:
    """What has been seen: finished blocks, and the paragraphs since the last grid; `words` are known whole words."""

    blocks: list[Paragraph | Figure | Group] = field(default_factory=list)
    waiting: list[Paragraph] = field(default_factory=list)
    group: Group | None = None
    words: frozenset[str] = frozenset()


def build_flow(document: Document, known_words: frozenset[str] = frozenset()) -> Flow:
    """Return the document's blocks with its grids stitched into logical tables, captions given to them.

    `known_words` (case folded) help to put words together that narrow printed cells broke.

    Takes time linear in the number of blocks and cells. Doubts of the document that name a grid come out with the
    table's id and row; its other doubts are left to the caller.
    """
    walk = _Walk()
    if document.pages is not None:
        document = with_strips_joined(document)
        walk.words = known_words | whole_words(document)
        document = mend_broken_words(document, walk.words)
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            walk.waiting.append(block)
        elif isinstance(block, Grid):
            _take_grid(walk, read_part(index, block))
        else:
            walk.blocks.extend([*walk.waiting, block])
            walk.waiting.clear()
            walk.group = None
    walk.blocks.extend(walk.waiting)
    return _finished(walk, document)


def _take_grid(walk: _Walk, part: Part) -> None:
    """Join `part` to the table above or begin a new one with it."""
    caption = find_caption(walk.waiting[-_CAPTION_REACH:])
    left = max(0, len(walk.waiting) - _CAPTION_REACH)
    if caption is not None:
        caption = dataclasses.replace(caption, first=caption.first + left)
    if walk.group is not None:
        was_only_header = walk.group.is_only_header
        if try_join(walk.group, part, walk.waiting, caption):
            if was_only_header:
                walk.group.head = _whole_head(walk.group, walk.words)
            if caption is None:
                walk.blocks.extend(paragraph for paragraph in walk.waiting if is_prose(paragraph))
            walk.waiting.clear()
            return
    walk.blocks.extend(walk.waiting if caption is None else walk.waiting[: caption.first])
    walk.waiting.clear()
    walk.group = start_group(part, _inner_caption(part, caption))
    walk.blocks.append(walk.group)


def _whole_head(group: Group, words: frozenset[str]) -> Part:
    """Return the parts so far as one, so that a header cut by a page break is read whole."""
    table = assemble(group, "", words).table
    first = group.parts[0].grid
    edges = tuple(group.edges) if first.col_edges else ()
    grid = Grid(table.n_rows, table.n_cols, table.cells, first.marked_header_rows, edges, first.page, first.bbox)
    return read_part(group.parts[0].block, grid)


def _inner_caption(part: Part, outer: Caption | None) -> Caption | None:
    """Return the caption that a table's own full-width title rows hold, where there is none above it."""
    if part.header.title_rows == 0 or (outer is not None and outer.number is not None):
        return outer
    lines = [line for row in part.rows[: part.header.title_rows] for cell in row for line in cell.text.split("\n")]
    lines = [collapse(line) for line in lines if line.strip()]
    for at, line in enumerate(lines):
        found = read_caption(line)
        if found is not None:
            words = ([found[1]] if found[1] else []) + lines[at + 1 :]
            return Caption(found[0], " ".join(words) or None, 0)
    return outer or (Caption(None, " ".join(lines), 0) if lines else None)


def _finished(walk: _Walk, document: Document) -> Flow:
    """Assemble the tables and send the doubts to them."""
    blocks: list[FlowBlock] = []
    tables: list[Assembled] = []
    for block in walk.blocks:
        if isinstance(block, Group):
            tables.append(assemble(block, f"t{len(tables) + 1}", walk.words))
            blocks.append(tables[-1].table)
        else:
            blocks.append(block)
    home = {block: made for made in tables for block in made.row_maps}
    doubts: list[tuple[str, ReadingDoubt]] = [(made.table.id, doubt) for made in tables for doubt in made.doubts]
    for doubt in document.doubts:
        if doubt.block is not None and doubt.block in home:
            made = home[doubt.block]
            rows = made.row_maps[doubt.block]
            row = rows[min(doubt.row, len(rows) - 1)] if doubt.row is not None else None
            doubts.append((made.table.id, dataclasses.replace(doubt, row=row)))
    return Flow(tuple(blocks), tuple(doubts))
