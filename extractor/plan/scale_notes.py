"""What a sentence above or below a table says of the unit of its amounts: "angka dalam ribuan rupiah"."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

import regex

from extractor.reading.document import Paragraph
from extractor.tables.model import Flow, FlowBlock, LogicalTable

_REACH: Final = 3
"""Paragraphs above and below a table that may speak of it; blank ones do not count."""
_SAYS: Final = regex.compile(
    r"\bdalam\s+(?:satuan\s+)?(?:ribu(?:an)?|juta(?:an)?|mil[iy]ar(?:an)?)\s+(?:rupiah|Rp)\b", regex.IGNORECASE
)


def scale_notes(flow: Flow) -> dict[str, str]:
    """Return by table id the words near a table that say what one unit of its amounts stands for, for `scale_of`.

    The words above a table come first; those between two tables are of the one below where there are no others.
    """
    notes: dict[str, str] = {}
    for place, block in enumerate(flow.blocks):
        if isinstance(block, LogicalTable):
            above = _said(reversed(flow.blocks[max(0, place - 4 * _REACH) : place]))
            below = _said(flow.blocks[place + 1 : place + 1 + 4 * _REACH])
            if note := above or below:
                notes[block.id] = note
    return notes


def _said(blocks: Iterable[FlowBlock]) -> str:
    """Return the words in the nearest paragraphs up to the next table or figure."""
    texts: list[str] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            break
        if block.text.strip():
            texts.append(block.text)
    return next((found[0] for text in islice(texts, _REACH) if (found := _SAYS.search(text))), "")
