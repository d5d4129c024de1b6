"""The plan as a planner reads it: the columns of the form first, and findings at the cells they are about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from extractor.export.columns import Cell, Row, Table
from extractor.export.tables import DOCUMENTS, INDIKATOR, RENCANA

Record = Mapping[str, Cell]
"""A row by its columns' names."""

_OPEN: Final = (
    "kode", "nama", "indikator", "target", "lokasi", "pagu_indikatif", "sumber_dana", "catatan", "target_maju",
    "prakiraan_maju", "pagu_sebelum", "page", "bagian", "tahun", "perangkat_daerah",
)  # fmt: skip
"""Columns in the order of the form T-C.33; all others of `rencana` follow, folded away."""
_AMOUNTS: Final = ("pagu_indikatif", "prakiraan_maju", "pagu_sebelum")
_OF_INDIKATOR: Final = {"indikator": "uraian", "target": "target_raw", "target_maju": "target_maju_raw"}
_SUBJECTS: Final = {
    "kode-invalid": "kode",
    "unit-mismatch": "target",
    "sum-mismatch": "pagu_indikatif",
    "total-mismatch": "pagu_indikatif",
    "cross-table-mismatch": "pagu_indikatif",
    "narrative-mismatch": "pagu_indikatif",
}
"""Which cell a finding is about where neither a flag nor an amount tells; else it is the row's name."""
_SEVERITIES: Final = ("error", "warning", "info")


def heads() -> dict[str, str]:
    """Return the sheet's columns in order, with their headings."""
    titles = {column.name: column.title for column in RENCANA.columns}
    office = next(column.title for column in DOCUMENTS.columns if column.name == "perangkat_daerah")
    open_titles = {**titles, "indikator": INDIKATOR.title, "target": "Target", "target_maju": "Target maju",
                   "perangkat_daerah": office}  # fmt: skip
    return {name: open_titles[name] for name in _OPEN} | {k: v for k, v in titles.items() if k not in _OPEN}


def open_columns() -> int:
    """Return how many columns are not folded away."""
    return len(_OPEN)


def records(table: Table[Any], rows: Iterable[Row]) -> list[Record]:
    """Return rows by their columns' names."""
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in rows]


@dataclass(frozen=True, slots=True)
class Note:
    """What a cell of the plan is marked with: a severity, and the findings' sentences."""

    severity: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the plan's sheet; `flags` are the texts of its flagged cells."""

    cells: Record
    flags: Mapping[str, Sequence[str]]


def line(row: Record, office: Cell, indikator: Sequence[Record]) -> Line:
    """Return a row of the plan with its indicators, one below the other in their cells."""
    told = {
        name: "\n".join(str(each[column] or "") for each in indikator).rstrip("\n") or None
        for name, column in _OF_INDIKATOR.items()
    }
    flags = {name: [str(row[f"{name}_raw"])] for name in _AMOUNTS if row[f"{name}_flags"]}
    for name in ("target", "target_maju"):
        if texts := [str(each[f"{name}_raw"]) for each in indikator if each[f"{name}_flags"]]:
            flags[name] = texts
    return Line({**row, **told, "perangkat_daerah": office}, flags)


class Findings:
    """The findings of a document by the table rows they are about."""

    def __init__(self, findings: Iterable[Record]) -> None:
        placed: defaultdict[Cell, list[tuple[int, int]]] = defaultdict(list)
        self._all = list(findings)
        for index, finding in enumerate(self._all):
            if isinstance(finding["row"], int):
                placed[finding["table_id"]].append((finding["row"], index))
        self._placed = {table: sorted(places) for table, places in placed.items()}

    def notes(self, line: Line) -> dict[str, Note]:
        """Return the marks of a line's cells; flagged cells without a finding are marked too."""
        notes = {name: Note("warning") for name in line.flags}
        found: defaultdict[str, list[Record]] = defaultdict(list)
        for finding in self._about(line):
            found[_subject(finding, line)].append(finding)
        for name, findings in found.items():
            severity = min((str(one["severity"]) for one in findings), key=_SEVERITIES.index)
            notes[name] = Note(severity, "\n".join(str(one["message"]) for one in findings))
        return notes

    def _about(self, line: Line) -> list[Record]:
        places = self._placed.get(line.cells["table_id"], [])
        first, last = line.cells["row"], line.cells["row_last"]
        if not isinstance(first, int) or not isinstance(last, int):
            return []
        within = places[bisect_left(places, (first, -1)) : bisect_right(places, (last, len(self._all)))]
        return [self._all[index] for _, index in within]


def _subject(finding: Record, line: Line) -> str:
    """Return the column a finding is about: the flagged cell it quotes, the amount it names, else by its code."""
    if str(finding["code"]).startswith("number-") and line.flags:
        quoted = [name for name, texts in line.flags.items() if any(text in str(finding["message"]) for text in texts)]
        return (quoted or list(line.flags))[0]
    if finding["found"] is not None:
        for name in _AMOUNTS:
            if line.cells[name] == finding["found"]:
                return name
    return _SUBJECTS.get(str(finding["code"]), "nama")
