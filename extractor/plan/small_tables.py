"""The tables whose rows stand by themselves: aims, service performance, proposals of the community."""

from __future__ import annotations

import regex

from extractor.plan.columns import RecognisedTable
from extractor.plan.indicators import clean_wording
from extractor.plan.model import KinerjaPelayanan, TujuanSasaran, UsulanMasyarakat, Value
from extractor.plan.rows import RowGroup, TableRows
from extractor.plan.text import collapse
from extractor.plan.tree import TableValues
from extractor.reading.document import Cell

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
        joined = " ".join(dict.fromkeys(text for text in texts if text))
        return joined or None

    def begins(self, row: int, field: str) -> bool:
        """Tell whether a cell of `field` that is not blank begins in `row`."""
        cells: list[Cell] = [self.rows.view[row][col] for col in self.rows.columns(field)]
        return any(cell.row == row and cell.text.strip() for cell in cells)

    def value(self, row: int, field: str) -> Value | None:
        for col in self.rows.columns(field):
            value = self.values.reading(row, col).to_value()
            unit = self.text(row, f"{field}.unit")
            if unit and value.unit is None:
                value.unit = "%" if unit.casefold() in ("%", "persen") else unit
            return value
        return None

    def group(self, row: int) -> RowGroup:
        return RowGroup("node", (row,))


def read_objectives(recognised: RecognisedTable) -> list[TujuanSasaran]:
    """Return the rows of the table of aims and objectives."""
    flat = _FlatRows(recognised)
    fields = ("tujuan", "indikator_tujuan", "sasaran", "indikator_sasaran")
    found = []
    for row in flat.indexes:
        texts = {field: flat.text(row, field) for field in fields}
        target = flat.value(row, "target")
        if any(texts.values()) or (target is not None and target.raw):
            found.append(TujuanSasaran(**texts, target=target, at=flat.rows.at(flat.group(row))))
    return found


def read_service_performance(recognised: RecognisedTable) -> list[KinerjaPelayanan]:
    """Return the rows of the table of service performance; targets and realisations by year."""
    flat = _FlatRows(recognised)
    years = [name for name in dict.fromkeys(recognised.fields) if name and name.startswith(("target.", "realisasi."))]
    found = []
    for row in flat.indexes:
        indikator = flat.text(row, "indikator")
        if indikator is None or _NUMBER_ONLY.match(indikator):
            continue
        by_year: dict[str, dict[str, Value]] = {"target": {}, "realisasi": {}}
        for name in years:
            kind, year = name.split(".")
            value = flat.value(row, name)
            if value is not None:
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
        if name is None and not (volume is not None and volume.raw):
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
