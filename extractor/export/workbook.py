"""The workbook for planners: the plan with its rows grouped, its doubts coloured, and the other tables as sheets.

Rows are written as they come (XlsxWriter's constant_memory), and texts as texts, so that none is a formula or a link.
Headings are the forms' own words, in Indonesian.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from extractor.export.columns import Cell, ColumnType, Row
from extractor.export.plan_sheet import Findings, Record, heads, line, open_columns, records
from extractor.export.tables import DOCUMENTS, FINDINGS, INDIKATOR, RENCANA, TABLES

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MAX_ROWS: Final = 1_048_576
"""Rows of a sheet that Excel opens; what comes after goes on in a further sheet."""
MAX_TEXT: Final = 32_767
"""Characters of a cell that Excel opens; longer texts end in an ellipsis."""
MAX_NOTES: Final = 5_000
"""Notes in a workbook: each is a drawing that Excel and this program hold in memory; the findings' sheet has all."""
_DIGITS: Final = 15
"""Digits of a number that Excel keeps; longer ones are written as text."""
_LEFT_OUT: Final = ("rencana", "cells")
"""The plan has a sheet of its own kind; no planner asks for the cells of all tables, which soon pass a sheet's rows."""
_FORMULA_SIGNS: Final = frozenset("=+-@＝＋－＠'")
_DEEPEST: Final = 7
"""Groups within groups that Excel knows."""

_WIDTHS: Final[Mapping[str, float]] = {
    "nama": 52, "indikator": 42, "uraian": 48, "message": 90, "raw": 90, "tentang": 60, "tujuan": 40, "sasaran": 40,
    "indikator_tujuan": 40, "indikator_sasaran": 40, "perangkat_daerah": 28, "file_name": 28, "path": 28, "code": 22,
    "kode": 20, "document_id": 20, "lokasi": 20, "target": 16, "target_maju": 16, "catatan": 20, "page": 9, "tahun": 8,
    "program_kegiatan": 48,
}  # fmt: skip
_WIDTH: Final = 13.0
"""Widths of columns, in characters as Excel counts them; this one where a column has none of its own."""
_MARGIN: Final = 2
"""Characters of a column's width that its cells' edges take."""
_LINE: Final = 15.0
_TALLEST: Final = 409.0
"""Height of a line and of the tallest row that Excel draws, in points."""
_AMOUNT_WIDTH: Final = 20.0
"""Holds 999.999.999.999.999, the longest number that Excel keeps."""
_COLOURS: Final = {"error": "#F8CBAD", "warning": "#FFE699", "info": "#DDEBF7"}
_SHADES: Final = {"urusan": "#D9E1F2", "bidang_urusan": "#D9E1F2", "kelompok": "#E7E6E6", "program": "#EDEDED"}
# [$-421] is Indonesian: LibreOffice shows 1.234.567 by it; Excel takes the separators of its own language.
_WHOLE: Final = "[$-421]#,##0"
_SEN: Final = "[$-421]#,##0.00"
_DECIMALS: Final = "[$-421]#,##0.######"


@dataclass(frozen=True, slots=True)
class _Look:
    """How a cell looks; each look is one format of the workbook."""

    fill: str = ""
    bold: bool = False
    indent: int = 0
    number: str = ""
    quoted: bool = False
    head: bool = False
    grid: bool = False


class _Sheet:
    """A sheet that goes on in a further one when it is full."""

    def __init__(self, title: str, columns: Mapping[str, str], add: Callable[[str], Worksheet], max_rows: int) -> None:
        self.columns = columns
        self.names = list(columns)
        self._title, self._add, self._max_rows = title, add, max_rows
        self._count = 0
        self.begin()

    def begin(self) -> None:
        """Begin the sheet, or the next one of its name."""
        self._count += 1
        self.page = self._add(self._title if self._count == 1 else f"{self._title} {self._count}")
        self.row = 0

    def is_full(self) -> bool:
        """Tell whether the next row needs a further sheet."""
        return self.row + 1 >= self._max_rows

    def next_row(self) -> None:
        """Go to the next row; XlsxWriter keeps 300 bytes of each row's group to the end, which are let go of here."""
        self.page.row_info.pop(self.row - 1, None)
        self.page.row_sizes.pop(self.row - 1, None)
        self.row += 1

    def end(self) -> None:
        """Put the filter on what was written."""
        self.page.autofilter(0, 0, max(self.row, 1), len(self.columns) - 1)


class WorkbookWriter:
    """An XLSX file of one or more plans."""

    def __init__(self, file: Path, max_rows: int = MAX_ROWS) -> None:
        import xlsxwriter

        # Its temporary files go where the workbook goes, and away with it.
        self._book = xlsxwriter.Workbook(str(file), {"constant_memory": True, "tmpdir": str(file.parent)})
        self._formats: dict[_Look, Format] = {}
        self._notes = 0
        columns = {RENCANA.name: heads()}
        columns |= {
            table.name: {column.name: column.title for column in table.columns}
            for table in (FINDINGS, *TABLES)
            if table.name not in _LEFT_OUT
        }
        titles = {table.name: table.title for table in TABLES}
        self._sheets = {
            name: _Sheet(titles[name], columns[name], self._book.add_worksheet, max_rows) for name in columns
        }
        self._folded = open_columns()
        self._numbers: dict[str, ColumnType] = {
            column.name: column.type
            for table in TABLES
            for column in table.columns
            if column.type in ("rupiah", "number")
        }
        for name, sheet in self._sheets.items():
            self._head(sheet, folds=name == RENCANA.name)

    def add(self, tables: dict[str, list[Row]]) -> None:
        """Write the rows of one document."""
        self._add_plan(tables)
        for name, sheet in self._sheets.items():
            if name == RENCANA.name:
                continue
            severity = sheet.names.index("severity") if name == FINDINGS.name else None
            for row in tables[name]:
                self._next_row(sheet, folds=False)
                sheet.page.set_row(sheet.row, _height(sheet.names, row))
                for place, cell in enumerate(row):
                    look = _Look(fill=_COLOURS[str(cell)]) if place == severity else _Look()
                    self._write(sheet, place, cell, look)

    def close(self) -> None:
        """End the file; raises OSError where it cannot be written."""
        from xlsxwriter.exceptions import FileCreateError

        for sheet in self._sheets.values():
            sheet.end()
        try:
            self._book.close()
        except FileCreateError as error:
            raise OSError(str(error)) from error

    def _add_plan(self, tables: Mapping[str, Sequence[Row]]) -> None:
        (document,) = records(DOCUMENTS, tables[DOCUMENTS.name])
        findings = Findings(records(FINDINGS, tables[FINDINGS.name]))
        indikator: dict[Cell, list[Record]] = {}
        for each in records(INDIKATOR, tables[INDIKATOR.name]):
            indikator.setdefault(each["rencana_seq"], []).append(each)
        sheet = self._sheets[RENCANA.name]
        for row in records(RENCANA, tables[RENCANA.name]):
            told = line(row, document["perangkat_daerah"], indikator.get(row["seq"], []))
            notes = findings.notes(told)
            depth, level = int(str(row["depth"])), str(row["level"])
            self._next_row(sheet, folds=True)
            height = _height(sheet.names[: self._folded], [told.cells[name] for name in sheet.names[: self._folded]])
            sheet.page.set_row(sheet.row, height, None, {"level": min(depth, _DEEPEST)})
            plain = _Look(_SHADES.get(level, ""), bold=level not in ("kegiatan", "sub_kegiatan"), grid=True)
            for place, name in enumerate(sheet.names):
                note = notes.get(name)
                look = replace(plain, fill=_COLOURS[note.severity]) if note else plain
                self._write(
                    sheet, place, told.cells[name],
                    replace(look, indent=min(depth, _DEEPEST)) if name == "nama" else look,
                )  # fmt: skip
                if note and note.text and self._notes < MAX_NOTES:
                    self._notes += 1
                    options = {"author": "renja", "width": 320, "height": 120, "font_size": 9}
                    sheet.page.write_comment(sheet.row, place, note.text[:MAX_TEXT], options)

    def _next_row(self, sheet: _Sheet, *, folds: bool) -> None:
        if sheet.is_full():
            sheet.end()
            sheet.begin()
            self._head(sheet, folds=folds)
        sheet.next_row()

    def _head(self, sheet: _Sheet, *, folds: bool) -> None:
        """Write the heading, which stays in view, and set the columns' widths."""
        page = sheet.page
        page.freeze_panes(1, 2 if folds else 0)
        page.outline_settings(symbols_below=False)
        page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        page.set_row(0, 32)
        # On paper: A4 across, as wide as the sheet, the heading on every page.
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        for place, (name, title) in enumerate(sheet.columns.items()):
            width = _AMOUNT_WIDTH if self._numbers.get(name) == "rupiah" else _WIDTHS.get(name, _WIDTH)
            folded = {"level": 1, "hidden": True} if folds and place >= self._folded else {}
            page.set_column(place, place, width, None, folded)
            self._write(sheet, place, title, _Look(fill="#1F4E78", bold=True, head=True))

    def _write(self, sheet: _Sheet, place: int, cell: Cell, look: _Look) -> None:
        """Write a cell of the present row by its type."""
        page, row = sheet.page, sheet.row
        if cell is None or cell == "":
            page.write_blank(row, place, None, self._format(look) if look.fill or look.grid else None)
        elif isinstance(cell, bool):
            page.write_boolean(row, place, cell, self._format(look))
        elif isinstance(cell, str):
            text = cell if len(cell) <= MAX_TEXT else cell[: MAX_TEXT - 1] + "…"
            page.write_string(row, place, text, self._format(replace(look, quoted=text[:1] in _FORMULA_SIGNS)))
        elif _is_kept(cell):
            number = self._numbers.get(sheet.names[place])
            page.write_number(row, place, float(cell), self._format(replace(look, number=_number(number, cell))))
        else:
            page.write_string(row, place, str(cell), self._format(look))

    def _format(self, look: _Look) -> Format:
        """Return the one format of a look."""
        if look not in self._formats:
            options: dict[str, object] = {"valign": "top", "text_wrap": True, "bold": look.bold}
            options |= {"bg_color": look.fill} if look.fill else {}
            options |= {"border": 1, "border_color": "#D0D0D0"} if look.fill or look.grid else {}
            options |= {"font_color": "#FFFFFF", "valign": "vcenter"} if look.head else {}
            options |= {"indent": look.indent, "align": "left"} if look.indent else {}
            options |= {"num_format": look.number} if look.number else {}
            # A text that begins like a formula stays one when a person edits its cell.
            options |= {"quote_prefix": True} if look.quoted else {}
            self._formats[look] = self._book.add_format(options)
        return self._formats[look]


def _height(names: Sequence[str], cells: Sequence[Cell]) -> float:
    """Return the height in points that shows a row's texts in full, for programs that do not find it themselves."""
    lines = 1
    for name, cell in zip(names, cells, strict=True):
        if isinstance(cell, str) and len(cell) > _WIDTH:
            width = int(_WIDTHS.get(name, _WIDTH)) - _MARGIN
            lines = max(lines, sum(-(-len(line) // width) or 1 for line in cell.split("\n")))
    return min(lines * _LINE, _TALLEST)


def _is_kept(number: int | Decimal) -> bool:
    """Tell whether a double holds all digits of a number."""
    exact = Decimal(number)
    return abs(exact.adjusted()) < 300 and len(exact.normalize().as_tuple().digits) <= _DIGITS


def _number(kind: ColumnType | None, number: int | Decimal) -> str:
    """Return the number format of a column: thousands for amounts, none for years, pages and the like."""
    if kind is None:
        return ""
    if number == int(number):
        return _WHOLE
    return _SEN if kind == "rupiah" else _DECIMALS
