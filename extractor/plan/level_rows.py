"""Rows of a plan table as the search for their levels sees them, and the order of the levels."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from extractor.plan.model import Level

Number = int | Decimal
Amounts = tuple[Number | None, ...]

RANKS: Final[dict[Level, int]] = {
    "urusan": 0,
    "bidang_urusan": 1,
    "kelompok": 2,
    "program": 3,
    "kegiatan": 4,
    "sub_kegiatan": 5,
}
LEVELS: Final[tuple[Level, ...]] = tuple(RANKS)


@dataclass(frozen=True, slots=True)
class LevelRow:
    """What speaks for the level of one row.

    `amounts` has one number (None where blank) for each money column used. `style` are typographic features learned
    per table. `bare` rows state nothing but a name, rows `without_indicator` neither a wording nor a target,
    `unpaid` rows leave every amount blank, where "-" is none.
    `subtotal_before` are the amounts of a subtotal row right above: it closes a program. `column_level` is the level
    of the name's column, where levels have columns of their own.
    """

    nama: str
    kode: str | None = None
    amounts: Amounts = ()
    style: tuple[str, ...] = ()
    spanning: bool = False
    bare: bool = False
    without_indicator: bool = False
    unpaid: bool = False
    subtotal_before: Amounts | None = None
    column_level: Level | None = None
