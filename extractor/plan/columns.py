"""Which kind of table it is and what each column holds, by the meaning of its header, never by position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, pairwise
from typing import Final

import regex

from extractor.plan.forms import FORMS, Column, Form
from extractor.plan.model import TableKind
from extractor.plan.words import header_key, says
from extractor.tables.model import LogicalTable

Fields = tuple[str | None, ...]

_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MAJU = {
    "pagu_indikatif": "prakiraan_maju",
    "indikator.target": "indikator.target_maju",
    "indikator.target.unit": "indikator.target_maju.unit",
}
"""What a field of the plan year is called for the year after."""
_TARGETS = ("indikator.target", "indikator.target_maju")
_TELLING_ROWS = 200
"""Rows of a table that are looked at to tell what a column holds."""
_AMOUNT: Final = regex.compile(r"(?:Rp\.?\s*)?\d{1,3}(?:[.,]\s?\d{3})+(?:,\d\d?)?(?:,-)?")
_PROGRAM: Final = regex.compile(r"\W*(?:[\d.]+\s+)?program(?:\s+\w|\s*:)", regex.IGNORECASE)
_WORDED: Final = regex.compile(r"\p{L}{3}")
_QUARTERS: Final = ("triwulan_1", "triwulan_2", "triwulan_3", "triwulan_4")
_LEAST_PAIRS: Final = 2
_NUMERAL: Final = 4
"""Letters that what was read of a quarter's numeral has at most; headings of sums are longer."""
MIN_SCORE = 3
"""Columns with a field that a table must have to be of a form; a title of the form counts as many."""


@dataclass(frozen=True, slots=True)
class RecognisedTable:
    """A table with a field, or None, for each column; `form` is None for a table of kind "other".

    `scale_note` are the words beside the table that say what one unit of its amounts stands for.
    """

    table: LogicalTable
    kind: TableKind
    form: Form | None
    fields: tuple[str | None, ...]
    scale_note: str = ""

    def columns(self, field: str) -> tuple[int, ...]:
        """Return the columns that hold `field`, from left to right."""
        return tuple(index for index, name in enumerate(self.fields) if name == field)


def recognise(table: LogicalTable, tahun: int | None = None) -> RecognisedTable:
    """Return the form that explains most columns of `table`, or kind "other" where none does.

    `tahun` is the plan's year, which tells columns of several years apart.
    """
    paths = [tuple(header_key(text) for text in path) for path in table.paths]
    title = header_key(table.title or "")
    best: RecognisedTable | None = None
    best_score = 0.0
    for form in FORMS:
        fields = _names_headed_otherwise(_fields_of(form, paths, table.paths), paths, table)
        score = _score(form, fields, paths, title, table)
        if score > best_score and score >= MIN_SCORE:
            best, best_score = RecognisedTable(table, form.kind, form, fields), score
    if best is None:
        return RecognisedTable(table, "other", None, (None,) * table.n_cols)
    fields = best.fields
    if best.kind == "rencana":
        fields = _units_beside_targets(_next_to_the_forecast(_by_year(fields, table, tahun)), table)
    elif best.kind == "evaluasi":
        fields = _beside_money(_of_money_alone(_halves_by_cells(_quarters_in_order(fields, paths), table)))
    return replace(best, fields=fields)


def _names_headed_otherwise(fields: Fields, paths: Sequence[tuple[str, ...]], table: LogicalTable) -> Fields:
    """Read a column as that of names where there is no other and its header names them beside the codes or offices."""
    for other in ("kode", "penanggung_jawab"):
        if "nama" in fields or fields.count(other) != 1:
            continue
        col = fields.index(other)
        texts = [text for text in _body(table, col) if text.strip()]
        if not says("NAMA", paths[col][-1]) or 2 * sum(bool(_WORDED.search(text)) for text in texts) <= len(texts):
            continue
        told = tuple("nama" if field == other else field for field in fields)
        if other == "kode" or _names_programs(told, table):
            return told
    return fields


def _by_year(fields: Fields, table: LogicalTable, tahun: int | None) -> Fields:
    """Tell columns apart that differ by their year alone: the plan year's, the forecast's, and those of other years."""
    years = {col: _year_of(table.paths[col]) for col, field in enumerate(fields) if field in _MAJU}
    base = _plan_year(fields, years, tahun)
    if base is None:
        return fields
    dated = {fields[col] for col, year in years.items() if year == base}
    told = list(fields)
    for col, year in years.items():
        if year != base and (year or fields[col] in dated):
            told[col] = _MAJU.get(fields[col] or "") if year == base + 1 else None
    return tuple(told)


def _plan_year(fields: Fields, years: dict[int, int | None], tahun: int | None) -> int | None:
    """Return the year of the plan among the columns' years, None where they tell nothing apart.

    Amounts whose header names no year are the plan's where others name the year after it. Targets of several years
    stand beside amounts of one: theirs, or where they name none, the plan's.
    """
    amounts = {year for col, year in years.items() if fields[col] == "pagu_indikatif"}
    targets = {year for col, year in years.items() if fields[col] == "indikator.target" and year}
    stated = sorted(year for year in amounts if year)
    if len(stated) > 1:
        return tahun if tahun in stated else stated[0]
    if tahun is not None and stated == [tahun + 1] and None in amounts:
        return tahun
    base = stated[0] if stated else tahun
    return base if base in targets and len(targets) > 1 else None


def _next_to_the_forecast(fields: Fields) -> Fields:
    """Give a second target column that stands beside the forecast to the forecast, where no header says whose it is."""
    targets = [col for col, field in enumerate(fields) if field == "indikator.target"]
    wordings = sum(field == "indikator.uraian" for field in fields)
    if "prakiraan_maju" not in fields or "indikator.target_maju" in fields or len(targets) != 2 or wordings > 1:
        return fields
    forecast = fields.index("prakiraan_maju")
    nearest = min(targets, key=lambda col: abs(col - forecast))
    if abs(nearest - forecast) != 1:
        return fields
    return tuple("indikator.target_maju" if col == nearest else field for col, field in enumerate(fields))


def _units_beside_targets(fields: Fields, table: LogicalTable) -> Fields:
    """Tell the number and the unit of a target apart that stand in two columns under one heading."""
    told = list(fields)
    for col in range(1, len(told)):
        name = told[col]
        split = name in _TARGETS and told[col - 1] == name and table.paths[col] == table.paths[col - 1]
        if split and not any(char.isdigit() for text in _body(table, col) for char in text):
            told[col] = f"{name}.unit"
    return tuple(told)


def _body(table: LogicalTable, col: int) -> list[str]:
    """Return the texts of a column below the header that stand in it alone; the first rows tell."""
    cells = (table.view[row][col] for row in range(table.header_rows, min(table.n_rows, _TELLING_ROWS)))
    return [cell.text for cell in cells if cell.col_span == 1]


def _halves_by_cells(fields: Fields, table: LogicalTable) -> Fields:
    """Read the second of two columns of performance under one heading as money, where a scan lost what told them.

    Its cells tell it that alone are amounts; and the other groups, where two or more have money second.
    """
    told = list(fields)
    for pairs_tell in (False, True):
        for col in range(1, len(told)):
            name = told[col] or ""
            money = f"{name.removesuffix('kinerja')}anggaran"
            if not name.endswith(".kinerja") or told[col - 1] != name or money in told:
                continue
            by_cells = _holds_amounts(table, col) and not _holds_amounts(table, col - 1)
            if by_cells or (pairs_tell and table.paths[col] == table.paths[col - 1] and _money_second(told)):
                told[col] = money
    return tuple(told)


def _money_second(fields: Sequence[str | None]) -> bool:
    """Tell whether two groups or more have performance and money side by side, and always in this order."""
    halves = [
        (two or "").rpartition(".")[2]
        for one, two in pairwise(fields)
        if one and two and one != two and one.rpartition(".")[0] == two.rpartition(".")[0]
    ]
    return halves.count("anggaran") >= _LEAST_PAIRS and "kinerja" not in halves


def _holds_amounts(table: LogicalTable, col: int) -> bool:
    """Tell whether most of a column's cells that hold digits are grouped numbers of at least four."""
    figures = [text for text in _body(table, col) if any(map(str.isdigit, text))]
    return 2 * sum(bool(_AMOUNT.fullmatch(text.strip())) for text in figures) > len(figures)


def _beside_money(fields: Fields) -> Fields:
    """Read a column as money where an earlier one states the same performance and its left neighbour states money."""
    told = list(fields)
    for col in range(1, len(told)):
        name, before = told[col] or "", told[col - 1] or ""
        money = f"{name.removesuffix('kinerja')}anggaran"
        if name.endswith(".kinerja") and before.endswith(".anggaran") and name in told[:col] and money not in told:
            told[col] = money
    return tuple(told)


def _of_money_alone(fields: Fields) -> Fields:
    """Read columns that do not say what they measure as money, where the only target is one of money."""
    if "capaian.target.anggaran" not in fields or "capaian.target.kinerja" in fields or "indikator.uraian" in fields:
        return fields
    alone = {name for name in fields if name and not name.startswith("capaian.triwulan")}
    return tuple(
        f"{field.removesuffix('kinerja')}anggaran"
        if field in alone and field.endswith(".kinerja") and f"{field.removesuffix('kinerja')}anggaran" not in alone
        else field
        for field in fields
    )


def _quarters_in_order(fields: Fields, paths: Sequence[tuple[str, ...]]) -> Fields:
    """Read four groups side by side under one heading of quarters as the quarters, where scans lost their numerals."""
    told = list(fields)
    for head, run in groupby(range(len(paths)), lambda col: _head_of_quarters(paths[col])):
        columns = list(run)
        width, rest = divmod(len(columns), len(_QUARTERS))
        if head is None or not width or rest:
            continue
        last = None if width == 1 else -1
        expected = [f"capaian.{_QUARTERS[place // width]}." for place in range(len(columns))]
        halves = [(fields[col] or "").rpartition(".")[2] for col in columns]
        fitting = all(
            (fields[col] or "").startswith(quarter) or len("".join(paths[col][len(head) : last])) <= _NUMERAL
            for col, quarter in zip(columns, expected, strict=True)
        )
        if fitting and all(halves) and halves == halves[:width] * len(_QUARTERS):
            for col, quarter, half in zip(columns, expected, halves, strict=True):
                told[col] = quarter + half
    return tuple(told)


def _head_of_quarters(path: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the header path down to a heading of quarters in general, None where the path has none."""
    for depth, text in enumerate(path[:-1], 1):
        if says("TRIWULAN", text) and not says("SAMPAI_TRIWULAN", text):
            return path[:depth]
    return None


def _year_of(path: tuple[str, ...]) -> int | None:
    """Return the year that the innermost header with a single year names."""
    for text in reversed(path):
        years = _YEAR.findall(text)
        if len(years) == 1:
            return int(years[0])
    return None


def _fields_of(form: Form, paths: list[tuple[str, ...]], texts: tuple[tuple[str, ...], ...]) -> tuple[str | None, ...]:
    columns = [_column_of(form, path) if path else None for path in paths]
    fields = [
        _completed(column.field, path, text) if column and column.field else None
        for column, path, text in zip(columns, paths, texts, strict=True)
    ]
    for holder in {column.field: column for column in columns if column and column.displaces is not None}.values():
        free = None if holder.displaces in fields else holder.displaces or None
        fields = [
            free if column and column.field == holder.field and column.displaces is None else field
            for column, field in zip(columns, fields, strict=True)
        ]
    return tuple(fields)


def _column_of(form: Form, path: tuple[str, ...]) -> Column | None:
    return next((column for column in form.columns if _matches(column, path)), None)


def _matches(column: Column, path: tuple[str, ...]) -> bool:
    """Tell whether the header path says all that `column` asks for.

    The leaf may be a bare unit of its group (K, Rp, a year), so a path of one element is its own group.
    """
    for wanted, name in _signs(column.leaf):
        if says(name, path[-1]) is not wanted:
            return False
    for wanted, name in _signs(column.under):
        where = path
        if name.startswith(">"):
            where, name = path[:-1], name[1:]
        if any(says(name, key) for key in where) is not wanted:
            return False
    return True


@cache
def _signs(words: str) -> tuple[tuple[bool, str], ...]:
    """Return each word of a description with whether it is asked for, not ruled out."""
    return tuple((not word.startswith("!"), word.removeprefix("!")) for word in words.split())


def _completed(field: str, path: tuple[str, ...], texts: tuple[str, ...]) -> str | None:
    """Return `field` with what only the header knows: K or Rp of an evaluation's group, the year of a target."""
    if field.startswith("capaian."):
        return f"{field}.{'anggaran' if _is_of_money(path) else 'kinerja'}"
    if field in ("realisasi", "target") and (year := _year_of(texts)):
        return f"{field}.{year}"
    return field


def _is_of_money(path: tuple[str, ...]) -> bool:
    """Tell whether a column of an evaluation states money: its leaf says so, or its group where the leaf is silent."""
    if says("RUPIAH", path[-1]) or says("UANG", path[-1]):
        return True
    return not says("KINERJA", path[-1]) and any(says("RUPIAH", key) for key in path[:-1])


def _score(
    form: Form, fields: tuple[str | None, ...], paths: list[tuple[str, ...]], title: str, table: LogicalTable
) -> float:
    """Return how many columns the form explains, distinct fields first; 0 where it lacks what it cannot be without."""
    present = {field for field in fields if field}
    for alternatives in form.required:
        if not any(field.startswith(choice) for choice in alternatives.split("|") for field in present):
            return 0
    if form.forbidden and any(says(form.forbidden, path[-1]) for path in paths if path):
        return 0
    if form.subject and "indikator.uraian" not in present:
        keys = [title, *(key for path in paths for key in path)]
        if not any(says(form.subject, key) for key in keys) and not _names_programs(fields, table):
            return 0
    unexplained = sum(1 for field, path in zip(fields, paths, strict=True) if field is None and path)
    titled = MIN_SCORE if title and regex.search(form.title, title) else 0
    return len(present - {"nomor"}) + titled - 0.5 * unexplained


def _names_programs(fields: Fields, table: LogicalTable) -> bool:
    """Tell whether the rows say what the header does not: that names of programs stand in the column of names."""
    rows = range(table.header_rows, min(table.n_rows, _TELLING_ROWS))
    return "nama" in fields and any(_PROGRAM.match(table.view[row][fields.index("nama")].text) for row in rows)
