"""The tables whose rows stand by themselves: aims, service performance, proposals of the community."""

from __future__ import annotations

import regex

from extractor.plan.columns import RecognisedTable
from extractor.plan.indicators import clean_wording
from extractor.plan.model import KinerjaPelayanan, TujuanSasaran, UsulanMasyarakat, Value
from extractor.plan.quantities import unit_in_column
from extractor.plan.readings import is_nil
from extractor.plan.rows import RowGroup, TableRows
from extractor.plan.table_values import TableValues
from extractor.plan.text import collapse
from extractor.reading.document import Cell
from extractor.tables.model import LogicalTable

_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER_ONLY = regex.compile(r"^[\d\s.,()ivxIVX]*$")


class _FlatRows:
    """The data rows of a table, each a row by itself; a merged cell belongs to each row it covers."""

    def __init__(self, recognised: RecognisedTable) -> None:
        self.rows = TableRows(recognised)
        self.values = TableValues(self.rows)
        table = recognised.table
        self.indexes = [
            row
            for row in range(table.header_rows, table.n_rows)
            if any(cell.row == row and cell.text.strip() for cell in self.rows.view[row])
        ]

    def text(self, row: int, field: str) -> str | None:
        texts = (collapse(self.rows.view[row][col].text) for col in self.rows.columns(field))
        joined = " ".join(dict.fromkeys(text for text in texts if text and not is_nil(text)))
        return joined or None

    def begins(self, row: int, field: str) -> bool:
        """Tell whether a cell of `field` that is not blank begins in `row`."""
        cells: list[Cell] = [self.rows.view[row][col] for col in self.rows.columns(field)]
        return any(cell.row == row and cell.text.strip() for cell in cells)

    def value(self, row: int, field: str) -> Value | None:
        for col in self.rows.columns(field):
            value = self.values.reading(row, col).to_value()
            unit = self.text(row, f"{field.partition('.')[0]}.unit")
            if unit and value.unit is None:
                value.unit = unit_in_column(unit)
            return value
        return None

    def group(self, row: int) -> RowGroup:
        return RowGroup("node", (row,))


def read_objectives(recognised: RecognisedTable, tahun: int | None) -> list[TujuanSasaran]:
    """Return the rows of the table of aims and objectives, with the target of the plan year `tahun`."""
    flat = _FlatRows(recognised)
    fields = ("tujuan", "indikator_tujuan", "sasaran", "indikator_sasaran")
    target_field = _target_of_year(recognised, tahun)
    found = []
    for row in flat.indexes:
        texts = {field: flat.text(row, field) for field in fields}
        target = flat.value(row, target_field)
        if any(texts.values()) or (target is not None and target.raw):
            found.append(TujuanSasaran(**texts, target=target, at=flat.rows.at(flat.group(row))))
    return found


def _target_of_year(recognised: RecognisedTable, tahun: int | None) -> str:
    """Return the field of the plan year's target; where a single year has a column, that one."""
    years = list(dict.fromkeys(name for name in recognised.fields if name and name.startswith("target.2")))
    if f"target.{tahun}" in years:
        return f"target.{tahun}"
    return years[0] if len(years) == 1 else "target"


def _with_year(field: str, table: LogicalTable) -> str:
    """Return `field` with the year that the table's title names; as it is where the title names none or several."""
    years = set(_YEAR.findall(table.title or ""))
    return f"{field}.{years.pop()}" if len(years) == 1 else field


def read_service_performance(recognised: RecognisedTable) -> list[KinerjaPelayanan]:
    """Return the rows of the table of service performance; targets and realisations by year."""
    flat = _FlatRows(recognised)
    columns = {
        name: _with_year(name, recognised.table) for name in recognised.fields if name in ("target", "realisasi")
    }
    columns |= {name: name for name in recognised.fields if name and name.startswith(("target.", "realisasi."))}
    found = []
    for row in flat.indexes:
        indikator = flat.text(row, "indikator")
        if indikator is None or _NUMBER_ONLY.match(indikator):
            continue
        by_year: dict[str, dict[str, Value]] = {"target": {}, "realisasi": {}}
        for name, told in columns.items():
            kind, _, year = told.partition(".")
            value = flat.value(row, name)
            if value is not None and year:
                by_year[kind][year] = value
        found.append(
            KinerjaPelayanan(
                indikator=clean_wording(indikator),
                satuan=flat.text(row, "satuan"),
                target=by_year["target"],
                realisasi=by_year["realisasi"],
                at=flat.rows.at(flat.group(row)),
            )
        )
    return found


def read_proposals(recognised: RecognisedTable) -> list[UsulanMasyarakat]:
    """Return the rows of the table of proposals."""
    flat = _FlatRows(recognised)
    found = []
    for row in flat.indexes:
        name = flat.text(row, "program_kegiatan")
        volume = flat.value(row, "volume")
        if name is None and (volume is None or is_nil(volume.raw)):
            continue
        found.append(
            UsulanMasyarakat(
                program_kegiatan=clean_wording(name) if name else None,
                lokasi=flat.text(row, "lokasi"),
                indikator=flat.text(row, "indikator"),
                volume=volume,
                pagu_indikatif=flat.value(row, "pagu_indikatif"),
                catatan=flat.text(row, "catatan"),
                at=flat.rows.at(flat.group(row)),
            )
        )
    return found
