"""What recognised text (OCR) is worth: readings that are doubted, repaired or settled, and findings about the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import product
from typing import Final

from extractor.limits import OCR_SURE
from extractor.messages import Message
from extractor.plan.doubt import Doubt
from extractor.plan.model import At
from extractor.plan.money import may_have_scale
from extractor.plan.numerals import Number
from extractor.plan.readings import Reading, choose, collapse, doubted, ordered, times
from extractor.reading.document import Cell
from extractor.tables.model import LogicalTable

_LOOKALIKES: Final = str.maketrans({"O": "0", "o": "0", "D": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8"})
_GROUPED: Final = re.compile(r"(?:Rp\.?\s?)?\d{1,3}(?:\.\d{3})+(?:,\d\d|,-)?")
_SHOWN: Final = 3
"""Doubted cells that a finding quotes; the page has them all flagged."""
_THOUSAND: Final = 1000
_MOST_COMBINATIONS: Final = 64
"""Choices of readings that are tried for one sum: six cells of two readings; more prove nothing."""

Reader = Callable[[Sequence[str]], list[Reading]]


def weigh(cells: Sequence[Cell], readings: list[Reading], read: Reader) -> list[Reading]:
    """Return a column's readings with those of recognised cells repaired or doubted; `read` reads a column's texts.

    A letter that looks like a digit is repaired where the grammar proves it: where all else is a grouped number. A
    cell that was recognised in two ways, or that is not sure, is ambiguous.
    """
    if all(cell.confidence is None for cell in cells):
        return readings
    others: list[Reading] = []
    if any(cell.alternative is not None for cell in cells):
        others = read([cell.text if cell.alternative is None else cell.alternative for cell in cells])
    weighed: list[Reading] = []
    for index, (cell, reading) in enumerate(zip(cells, readings, strict=True)):
        if cell.confidence is None:
            weighed.append(reading)
            continue
        found = _repaired(reading, read)
        if cell.alternative is not None and others[index].value != found.value:
            found = doubted(found, others[index])
        elif unsure(cell):
            found = replace(found, flags=ordered([*found.flags, "ambiguous"]))
        weighed.append(found)
    return weighed


def weigh_scale(cells: Sequence[Cell], readings: list[Reading], caption: str) -> list[Reading]:
    """Return a money column's readings, ambiguous where its recognised caption may say that they leave out zeros."""
    if all(cell.confidence is None for cell in cells) or not may_have_scale(caption):
        return readings
    return [
        reading if not reading.value else doubted(reading, replace(reading, value=times(reading.value, _THOUSAND)))
        for reading in readings
    ]


def _repaired(reading: Reading, read: Reader) -> Reading:
    """Return the reading of the text with its lookalikes turned into digits, where that makes it a grouped number."""
    if "unreadable" not in reading.flags:
        return reading
    text = reading.raw.translate(_LOOKALIKES)
    if not _GROUPED.fullmatch(text):
        return reading
    (found,) = read([text])
    return replace(found, raw=reading.raw, flags=ordered([*found.flags, "repaired"]))


def unsure(cell: Cell) -> bool:
    """Tell whether a cell's text was recognised with doubt."""
    return cell.confidence is not None and (cell.confidence < OCR_SURE or cell.alternative is not None)


def settle_family(family: Sequence[Reading | None], recognised: Sequence[bool]) -> dict[int, Reading]:
    """Return readings that a sum proves, by their place; the first member is the parent, the others add up to it.

    Doubtful members take the one combination of their values that makes the sum. `recognised` tells whose text is
    OCR's: a recognised value that gives way to its other reading is `repaired`, and one child alone proves nothing,
    since its amount and its parent's are misread alike.
    """
    if any(reading is None for reading in family):
        return {}
    readings = [reading for reading in family if reading is not None]
    doubtful = [place for place, reading in enumerate(readings) if "ambiguous" in reading.flags]
    if not doubtful or (len(family) == 2 and any(recognised[place] for place in doubtful)):
        return {}
    if any(reading.value is None for place, reading in enumerate(readings) if place not in doubtful):
        return {}
    options = [_options(readings[place]) for place in doubtful]
    if _count(options) > _MOST_COMBINATIONS:
        return {}
    fitting = [chosen for chosen in product(*options) if _adds_up(readings, dict(zip(doubtful, chosen, strict=True)))]
    if len(fitting) != 1:
        return {}
    settled = {}
    for place, value in zip(doubtful, fitting[0], strict=True):
        reading = choose(readings[place], value)
        if recognised[place] and value != readings[place].value:
            reading = replace(reading, flags=ordered([*reading.flags, "repaired"]))
        settled[place] = reading
    return settled


def _options(reading: Reading) -> list[Number]:
    own = [] if reading.value is None else [reading.value]
    return [*own, *reading.alternatives]


def _count(options: Iterable[Sequence[Number]]) -> int:
    total = 1
    for one in options:
        total = min(total * len(one), 2 * _MOST_COMBINATIONS)
    return total


def _adds_up(readings: Sequence[Reading], chosen: dict[int, Number]) -> bool:
    numbers = [chosen.get(place, reading.value) for place, reading in enumerate(readings)]
    stated = [number for number in numbers if number is not None]
    return stated[0] == sum(stated[1:])


def recognition_doubts(tables: Iterable[LogicalTable]) -> list[Doubt]:
    """Return a doubt for each table row with cells that were recognised with doubt, naming their texts."""
    doubts: list[Doubt] = []
    for table in tables:
        rows: dict[int, list[Cell]] = {}
        for cell in table.cells:
            if unsure(cell):
                rows.setdefault(cell.row, []).append(cell)
        doubts += [_row_doubt(table, row, cells) for row, cells in rows.items()]
    return doubts


def _row_doubt(table: LogicalTable, row: int, cells: Sequence[Cell]) -> Doubt:
    shown = "; ".join(_shown(cell) for cell in cells[:_SHOWN])
    more = "; …" if len(cells) > _SHOWN else ""
    at = At(table=table.id, rows=[row], page=cells[0].page, bbox=cells[0].bbox)
    message = Message(
        id=f"Teks hasil pengenalan yang meragukan: {shown}{more}. Bandingkan dengan halaman aslinya.",
        en=f"Text recognised with doubt: {shown}{more}. Compare it with the page.",
    )
    number = any(character.isdigit() for cell in cells for character in cell.text + (cell.alternative or ""))
    return Doubt("ocr-low-confidence", "warning" if number else "info", message, at)


def _shown(cell: Cell) -> str:
    text = f"“{collapse(cell.text)[:60]}”"
    return text if cell.alternative is None else f"{text} / “{collapse(cell.alternative)[:60]}”"
