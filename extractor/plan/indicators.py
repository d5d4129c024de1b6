"""Indicators of a row with their targets: which wording belongs to which target."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.plan.model import Level, Value
from extractor.plan.quantities import read_quantity, unit_in_column
from extractor.plan.rows import RowGroup, split_label
from extractor.plan.table_values import TableValues
from extractor.plan.text import collapse
from extractor.plan.tree import level_of_wording
from extractor.reading.document import Cell

_ITEM = regex.compile(r"^\s*(?:[-–−•·▪*]\s*(?=\S)|\(?(?:\d{1,2}|[a-zA-Z])[.)]\s+(?=\D))")
_BULLET = regex.compile(r"^\s*[-–•·▪*]\s+(?=\S)")
_NUMBERED = regex.compile(r"\s*\(?(\d{1,2})[.)]\s+(?=\S)")
_QUANTITY = regex.compile(
    r"\s*(?:[<>≤≥±]?\s*\d|Rp|[-–—−]\s*$|(?i:level|peringkat|predikat|kategori|opini|nilai)\s+\S+\s*$)"
)
_CUT_NUMBER = regex.compile(r"\d(?:[.,](?:\n\d{3}|\d\n\d\d|\d\d\n\d)|\n[.,]\d{3})(?![\d.,])")
_OPENING = regex.compile(
    r"(?:jumlah|banyak(?:nya)?|pe?rosentase|persentase|persen|nilai|indeks|rasio|angka|tingkat|cakupan|rata-?\s?rata|predikat|opini"
    r"|level|panjang|luas|volume|frekuensi|proporsi|prevalensi|produksi|kontribusi|ter(?:\p{L}{3,})nya|meningkatnya|menurunnya)\b",
    regex.I,
)
"""Words that an indicator opens with."""
_PREFIX = regex.compile(
    r"^\s*indikator(?:\s+kinerja)?(?:\s*:|\s+(?:program|(?:sub\s*)?kegiatan)(?:\s*/\s*(?:sub\s*)?kegiatan)*"
    r"(?:\s*:|[ \t]*\n|(?=(?-i:\p{Lu}))))\s*",
    regex.I,
)


@dataclass(frozen=True, slots=True)
class IndicatorFields:
    """Where a form keeps an indicator: the fields of its wording, its targets and their units."""

    wording: str
    target: str
    target_maju: str
    before: str = "sebelum_perubahan.target"


@dataclass(slots=True)
class IndicatorLine:
    """One indicator as read; a target is None where the form has no such column. `level` is whose its wording says."""

    uraian: str | None
    target: Value | None = None
    target_maju: Value | None = None
    before: Value | None = None
    level: Level | None = None


def read_indicators(values: TableValues, group: RowGroup, fields: IndicatorFields) -> list[IndicatorLine]:
    """Return the group's indicators, top to bottom and left to right; rows that state neither wording nor target none.

    A wording merged over several targets is given to the first of them, unless it lists as many items as there are
    targets: then each target has its item.
    """
    lines: list[IndicatorLine] = []
    wordings = values.rows.slots(fields.wording)
    columns = max(1, len(wordings), len(values.rows.slots(fields.target)))
    for nth in range(columns):
        if (group.above and nth >= len(wordings)) or (
            nth < len(wordings) and not values.rows.speaks_of(group, wordings[nth][0])
        ):
            continue
        lines += _IndicatorColumn(values, group, fields, nth, columns).lines()
    return lines


@dataclass(frozen=True, slots=True)
class _IndicatorColumn:
    """A group's rows in the `nth` wording column and the `nth` target column of `columns` (SIPD has three of each)."""

    values: TableValues
    group: RowGroup
    fields: IndicatorFields
    nth: int
    columns: int

    def lines(self) -> list[IndicatorLine]:
        """Return the column's indicators, top to bottom."""
        fields = self.fields
        lines: list[IndicatorLine] = []
        wording: Cell | None = None
        covered: list[IndicatorLine] = []
        for row in self.group.rows:
            cell = self._own(fields.wording, row)
            worded = cell is not None and any(map(str.isalnum, cell.text))
            dashed = cell is not None and bool(cell.text.strip()) and not worded
            targets = {
                name: self._target(name, row, worded=worded)
                for name in (fields.target, fields.target_maju, fields.before)
            }
            raws = [value.raw for value in targets.values() if value is not None and value.raw]
            stated = any(any(map(str.isalnum, raw)) for raw in raws) if dashed else bool(raws)
            if cell is not None and worded:
                _distribute(wording, covered)
                wording, covered = cell, []
                uraian: str | None = clean_wording(cell.text)
            elif stated:
                uraian = None
            else:
                continue
            line = IndicatorLine(uraian, targets[fields.target], targets[fields.target_maju], targets[fields.before])
            if uraian is not None and wording is not None:
                line.level = level_of_wording(wording.text)
            covered.append(line)
            lines.append(line)
        _distribute(wording, covered)
        if len(lines) == 1 and wording is not None:
            return self._split(wording, lines[0])
        return lines

    def _own(self, field: str, row: int) -> Cell | None:
        """Return the cell of `field` that begins in `row`, None where the column has none of its own there."""
        col = self._place(field, row)
        if col is None:
            return None
        rows = self.values.rows
        cell = rows.view[row][col]
        if self.nth and cell is rows.view[row][rows.slots(field)[self.nth - 1][-1]]:
            return None
        begins_here = cell.row == row or (row == self.group.rows[0] and cell.row < row)
        return cell if begins_here and cell is not self.group.name_cell else None

    def _place(self, field: str, row: int) -> int | None:
        """Return the table's column of `field`: of one cut by a stray line the part that `row` fills."""
        slots = self.values.rows.slots(field)
        if self.nth >= len(slots):
            return None
        line = self.values.rows.view[row]
        return next((col for col in slots[self.nth] if line[col].text.strip()), slots[self.nth][0])

    def _target(self, field: str, row: int, *, worded: bool) -> Value | None:
        """Return the target that begins in `row`; an empty Value where blank; None where the form has no such column.

        One merged over several rows belongs to each of them that has a wording, or its lines do where they are as many.
        """
        if not self.values.rows.has(field):
            return None
        # One target column for several wording columns belongs to the first.
        col = self._place(field, row)
        if col is None:
            return Value(raw="") if self.columns > 1 else None
        view = self.values.rows.view
        cell = self._own(field, row)
        if cell is None and worded and view[row][col].row in self.group.rows:
            cell = view[row][col]
        if cell is None or not cell.text.strip():
            return Value(raw="")
        covered = [one for one in self.group.rows if view[one][col] is cell]
        if len(covered) > 1 and len(texts := _quantities(cell.text.split("\n"))) == len(covered):
            return read_quantity(texts[covered.index(row)]).to_value()
        value = self.values.reading(row, col).to_value()
        if value.unit is None and (unit := self._unit(field, row)):
            value.unit = unit_in_column(unit)
        return value

    def _unit(self, field: str, row: int) -> str:
        """Return what the column of the target's units says in `row`; nothing where the form has none."""
        rows = self.values.rows
        units = rows.columns(f"{field}.unit") or rows.columns("indikator.target.unit")
        return collapse(rows.view[row][units[min(self.nth, len(units) - 1)]].text) if units else ""

    def _split(self, wording: Cell, line: IndicatorLine) -> list[IndicatorLine]:
        """Split one cell that lists several indicators, where each of its targets is blank or lists as many lines."""
        items = _items(wording.text)
        if len(items) < 2:
            items = _openings(wording)
            stated = [value for value in (line.target, line.target_maju) if value is not None and value.raw]
            if len(items) < 2 or not stated or all(value.value is not None for value in stated):
                return [line]
        targets = self._listed(self.fields.target, line.target, len(items))
        forecasts = self._listed(self.fields.target_maju, line.target_maju, len(items))
        if targets is None or forecasts is None:
            return [line]
        whole: list[Value | None] = [line.before, *[None] * (len(items) - 1)]
        before = self._listed(self.fields.before, line.before, len(items)) or whole
        return [IndicatorLine(*parts) for parts in zip(items, targets, forecasts, before, strict=True)]

    def _listed(self, field: str, value: Value | None, count: int) -> list[Value | None] | None:
        """Return `count` targets from one cell, or None where its lines are not that many."""
        if value is None:
            return [None] * count
        if not value.raw:
            return [Value(raw="") for _ in range(count)]
        cell = self._own(field, self.group.rows[0])
        texts = _quantities((cell.text if cell else "").split("\n"))
        if len(texts) != count:
            return None
        return [read_quantity(text).to_value() for text in texts]


def clean_wording(text: str) -> str:
    """Return an indicator's wording: one line, without a leading bullet or the words "Indikator Kinerja:"."""
    return collapse(split_label(_PREFIX.sub("", split_label(text)[1]))[1])


def _items(text: str) -> list[str]:
    """Return the listed items of a cell, or nothing where it is one text."""
    items: list[str] = []
    for line in text.split("\n"):
        if _ITEM.match(line):
            items.append(line)
        elif items:
            items[-1] += "\n" + line
        elif line.strip():
            return []
    return [clean_wording(item) for item in items]


def _distribute(wording: Cell | None, covered: list[IndicatorLine]) -> None:
    if wording is None or len(covered) < 2:
        return
    items = _items(wording.text)
    if len(items) == len(covered):
        for line, item in zip(covered, items, strict=True):
            line.uraian = item


def _openings(wording: Cell) -> list[str]:
    """Return the indicators that stand below each other in a cell without marks.

    In print a line may be the rest of the one above: there an indicator begins at a word that indicators open with.
    Where lines are the writer's own, each line that begins like a sentence is one.
    """
    printed = wording.page is not None
    items: list[str] = []
    for text in (line for line in wording.text.split("\n") if line.strip()):
        if _OPENING.match(text.strip()) or not (items and (printed or not text.strip()[0].isupper())):
            items.append(text)
        else:
            items[-1] += "\n" + text
    return [clean_wording(item) for item in items]


def _quantities(lines: list[str]) -> list[str]:
    """Return the texts of a cell that lists quantities: one begins at a number or a dash, printed lines go on.

    Nothing where a number may have been cut in two; each line where none has a number.
    """
    lines = _unnumbered([_BULLET.sub("", line) for line in lines if line.strip()])
    if not any(map(_QUANTITY.match, lines)):
        return lines
    texts: list[str] = []
    for line in lines:
        if _QUANTITY.match(line):
            texts.append(line)
        elif not texts:
            return []
        else:
            texts[-1] += "\n" + line
    return [] if _CUT_NUMBER.search("\n".join(map(str.strip, texts))) else texts


def _unnumbered(lines: list[str]) -> list[str]:
    """Return the lines without the numbers of a list, where they count 1, 2, ... from the first line to the last."""
    numbers = [_NUMBERED.match(line) for line in lines]
    counted = [int(number[1]) for number in numbers if number]
    if len(lines) < 2 or counted != list(range(1, len(lines) + 1)):
        return lines
    return [line[number.end() :] for line, number in zip(lines, numbers, strict=True) if number]
