"""The same plan written otherwise: codes blanked or split, capitals lost, dashes and indents changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from samples.description import Chapter, Column, Description, Row, Section, Table, walk
from samples.notation import change

PLANS = ("rencana", "pendanaan")


def variation(
    description: Description,
    *,
    codes: Literal["as is", "blank", "split", "spaced", "none"] = "as is",
    capitals: bool = True,
    dash: bool | None = None,
    bold: bool = True,
    indents: bool = False,
) -> Description:
    """Return the same document with its plan tables written otherwise; the truth follows from the result.

    `codes`: blank leaves the code column empty, none takes it away, split gives each segment a cell, spaced writes
    "1 . 05 . 02". `capitals` False writes names in capitals as "Program Penunjang Urusan"; `dash` puts a dash before
    the lowest names or takes prefixes away; `bold` False takes bold rows away; `indents` indents by level.
    """

    def write(table: Table) -> Table:
        if table.kind not in PLANS or not any(isinstance(row, Row) for row in table.rows):
            return table
        rows = tuple(row for row in table.rows if isinstance(row, Row))
        table = _codes(table, rows, codes)
        rows = tuple(row for row in table.rows if isinstance(row, Row))
        if not capitals:
            rows = change(rows, lambda row: replace(row, nama=lowered(row.nama)))
        if dash is not None:
            rows = change(rows, lambda row: replace(row, prefix="- " if dash and not row.children else ""))
        look = replace(
            table.look,
            bold_levels=table.look.bold_levels if bold else (),
            indents={"kegiatan": 8.0, "sub_kegiatan": 16.0} if indents else table.look.indents,
        )
        return replace(table, rows=rows, look=look)

    chapters = tuple(_chapter(chapter, write) for chapter in description.chapters)
    return replace(description, chapters=chapters)


def lowered(name: str) -> str:
    """Return a name in capitals with only its words' first letters large; other names as they are."""
    return name.title() if name.isupper() else name


def _chapter(chapter: Chapter, write: Callable[[Table], Table]) -> Chapter:
    blocks = tuple(write(block) if isinstance(block, Table) else block for block in chapter.blocks)
    return replace(chapter, blocks=blocks, sections=tuple(_section(one, write) for one in chapter.sections))


def _section(section: Section, write: Callable[[Table], Table]) -> Section:
    blocks = tuple(write(block) if isinstance(block, Table) else block for block in section.blocks)
    return replace(section, blocks=blocks, sections=tuple(_section(one, write) for one in section.sections))


def _codes(table: Table, rows: tuple[Row, ...], codes: str) -> Table:
    places = [at for at, column in enumerate(table.columns) if column.field.startswith("kode")]
    if codes == "as is" or not places:
        return table
    if codes == "blank":
        return replace(table, rows=change(rows, lambda row: replace(row, kode=None)))
    if codes == "spaced":
        return replace(
            table, rows=change(rows, lambda row: replace(row, kode=(row.kode or "").replace(".", " . ") or None))
        )
    depth = max((len((row.kode or "").split(".")) for row in walk(rows)), default=1)
    head = table.columns[places[0]].path
    cells = () if codes == "none" else tuple(Column(f"kode.{at}", head, 0.5) for at in range(max(depth, 2)))
    columns = (*table.columns[: places[0]], *cells, *table.columns[places[-1] + 1 :])
    return replace(table, columns=columns, numbers=_numbers(table, places, len(cells)))


def _numbers(table: Table, places: list[int], count: int) -> tuple[tuple[str, int], ...]:
    """Return the column-number row with the code's number over `count` cells, or without it."""
    numbers: list[tuple[str, int]] = []
    at = 0
    for text, span in table.numbers:
        if at not in places:
            numbers.append((text, span))
        elif count and at == places[0]:
            numbers.append((text, count))
        at += span
    return tuple(numbers)
