"""A described table as a grid of cells with spans, the same for every writer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from samples.description import (
    AnyRow,
    EvaluationRow,
    Indicator,
    Record,
    ReviewRow,
    Row,
    Stated,
    Table,
)


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A cell at its top left."""

    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1
    bold: bool = False
    indent: float = 0.0
    header: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Cells that tile the grid; `part_starts` are rows where a new physical table begins (never the first)."""

    n_rows: int
    n_cols: int
    header_rows: int
    cells: tuple[LaidCell, ...]
    widths: tuple[float, ...]
    part_starts: tuple[int, ...]
    repeat_header: bool
    stray: str

    def at(self) -> list[list[LaidCell]]:
        """Return rows of cells; a merged cell stands at each place it covers."""
        blank = LaidCell(0, 0, "")
        grid = [[blank] * self.n_cols for _ in range(self.n_rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for col in range(cell.col, cell.col + cell.col_span):
                    grid[row][col] = cell
        return grid


@dataclass(slots=True)
class _Line:
    """A body row being laid out: text by column, and the columns covered from above."""

    text: dict[int, str] = field(default_factory=dict)
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    covered: set[int] = field(default_factory=set)
    bold: bool = False
    indent: dict[int, float] = field(default_factory=dict)


MONEY = ("pagu_indikatif", "prakiraan_maju", "anggaran", "pagu_indikatif_sebelum")


def lay_out(table: Table) -> Layout:
    """Return the grid of `table`."""
    header = _header(table)
    n_header = max((cell.row + cell.row_span for cell in header), default=0)
    lines = _body(table)
    _merge_equal(table, lines)
    cells = list(header)
    for index, line in enumerate(lines):
        row = n_header + index
        col = 0
        while col < len(table.columns):
            if col in line.covered:
                col += 1
                continue
            row_span, col_span = line.spans.get(col, (1, 1))
            cells.append(
                LaidCell(
                    row,
                    col,
                    line.text.get(col, ""),
                    row_span,
                    col_span,
                    line.bold,
                    line.indent.get(col, 0.0),
                    number=any(word in table.columns[col].field for word in MONEY) and col_span == 1,
                )
            )
            col += col_span
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return Layout(
        n_header + len(lines),
        len(table.columns),
        n_header,
        tuple(cells),
        tuple(column.width for column in table.columns),
        tuple(n_header + part for part in table.look.parts),
        table.look.repeat_header,
        table.look.stray,
    )


# --- the header


def _header(table: Table) -> list[LaidCell]:
    depth = max(len(column.path) for column in table.columns)
    at = depth if table.number_row is None else table.number_row
    paths = [column.path if at == depth else _sunk(column.path, depth) for column in table.columns]
    cells: list[LaidCell] = []
    for level in range(depth):
        col = 0
        while col < len(paths):
            path = paths[col]
            end = col + 1
            while end < len(paths) and level < len(path) and paths[end][: level + 1] == path[: level + 1]:
                end += 1
            if level < len(path) and path[level]:
                below = level + 1
                while below < len(path) and not path[below]:
                    below += 1
                bottom = depth if below == len(path) else below
                cells.extend(_header_cell(path[level], level, bottom, col, end - col, at))
            col = end
    if table.numbers:
        cells = [replace(c, row=c.row + 1) if c.row >= at else c for c in cells]
        col = 0
        for text, span in table.numbers:
            cells.append(LaidCell(at, col, text, 1, span, header=True))
            col += span
    return sorted(cells, key=lambda cell: (cell.row, cell.col))


def _sunk(path: tuple[str, ...], depth: int) -> tuple[str, ...]:
    """Return the path with its leaf at the bottom: what stands above it reaches down, marked by blanks."""
    if len(path) in (1, depth):
        return path
    return (*path[:-1], *[""] * (depth - len(path)), path[-1])


def _header_cell(text: str, top: int, bottom: int, col: int, span: int, number_row: int) -> list[LaidCell]:
    """Return the cell, cut in two (the lower part blank) where the column-number row runs through it."""
    if top < number_row < bottom:
        upper = LaidCell(top, col, text, number_row - top, span, bold=True, header=True)
        lower = [LaidCell(number_row, one, "", bottom - number_row, 1, header=True) for one in range(col, col + span)]
        return [upper, *lower]
    return [LaidCell(top, col, text, bottom - top, span, bold=True, header=True)]


# --- the body


def _body(table: Table) -> list[_Line]:
    lines: list[_Line] = []
    for row in table.rows:
        lines.extend(_lines(table, row))
    if table.total is not None:
        lines.append(_total_line(table))
    return lines


def _lines(table: Table, row: AnyRow) -> list[_Line]:
    if isinstance(row, Record):
        return [_flat(table, {f: v.raw if isinstance(v, Stated) else v for f, v in row.cells.items()})]
    if isinstance(row, ReviewRow):
        line = _flat(table, _review_cells(row))
        line.bold = row.rancangan_awal.level in table.look.bold_levels
        return [line]
    if isinstance(row, EvaluationRow):
        line = _flat(table, _evaluation_cells(row))
        _set_level(table, line, row.level)
        return [line, *(below for child in row.children for below in _lines(table, child))]
    own = _plan_lines(table, row)
    below = [line for child in row.children for line in _lines(table, child)]
    if table.look.subtotals and row.level == "program" and row.pagu is not None:
        return [*own, *below, _flat(table, {"pagu_indikatif": row.pagu.raw, "prakiraan_maju": _raw(row.maju)})]
    return [*own, *below]


def _flat(table: Table, cells: Mapping[str, str]) -> _Line:
    line = _Line()
    for col, column in enumerate(table.columns):
        if column.field in cells:
            line.text[col] = cells[column.field]
    return line


def _set_level(table: Table, line: _Line, level: str) -> None:
    line.bold = level in table.look.bold_levels
    for col, column in enumerate(table.columns):
        if column.field == "nama" and level in table.look.indents:
            line.indent[col] = table.look.indents[level]


def _raw(value: Stated | None) -> str:
    return "" if value is None else value.raw


def split_kode(kode: str | None, count: int) -> list[str]:
    """Return `kode` cut at its dots over `count` cells; the last takes what is left over."""
    parts = kode.split(".") if kode else []
    if len(parts) > count:
        parts = [*parts[: count - 1], ".".join(parts[count - 1 :])]
    return parts + [""] * (count - len(parts))


def _kode_cells(table: Table, kode: str | None) -> dict[str, str]:
    count = sum(column.field.startswith("kode.") for column in table.columns)
    if not count:
        return {"kode": kode or ""}
    return {f"kode.{index}": part for index, part in enumerate(split_kode(kode, count))}


def _plan_cells(table: Table, row: Row) -> dict[str, str]:
    held_back = table.look.subtotals and row.level == "program"
    return {
        **_kode_cells(table, row.kode),
        "nama": row.prefix + row.nama,
        "kode_nama": f"{row.kode or ''} {row.nama}".strip(),
        "lokasi": row.lokasi or "",
        "pagu_indikatif": "" if held_back else _raw(row.pagu),
        "sumber_dana": row.sumber_dana or "",
        "catatan": row.catatan or "",
        "prakiraan_maju": "" if held_back else _raw(row.maju),
        "kelompok_sasaran": row.kelompok_sasaran or "",
        "penanggung_jawab": row.penanggung_jawab or "",
        "prioritas": row.prioritas or "",
        "sebelum_perubahan.pagu_indikatif": _raw(row.pagu_sebelum),
        **row.extra,
    }


def _indicator_cells(one: Indicator) -> dict[str, str]:
    target = _raw(one.target)
    number, unit = split_unit(one.target)
    return {
        "indikator.uraian": one.uraian or "",
        "indikator.target": target,
        "indikator.target#": number,
        "satuan": unit,
        "indikator.target_maju": _raw(one.target_maju),
        "sebelum_perubahan.target": _raw(one.target_sebelum),
        **one.extra,
    }


def split_unit(target: Stated | None) -> tuple[str, str]:
    """Return number and unit of a target as they stand in two cells; a target without a unit stays whole."""
    if target is None or not target.unit or " " not in target.raw or not target.raw[0].isdigit():
        return _raw(target), ""
    number, _, unit = target.raw.partition(" ")
    return number, unit


def _plan_lines(table: Table, row: Row) -> list[_Line]:
    look = table.look
    if row.level == "kelompok" and look.wide_groups:
        line = _Line(text={0: row.prefix + row.nama}, spans={0: (1, len(table.columns))}, bold=True)
        return [line]
    first = _flat(table, _plan_cells(table, row))
    if look.indicators == "lines" and len(row.indikator) > 1:
        gathered: dict[str, str] = {}
        for one in row.indikator:
            for name, text in _indicator_cells(one).items():
                dash = "- " if name == "indikator.uraian" else ""
                gathered[name] = (gathered[name] + "\n" if name in gathered else "") + dash + text
        first.text.update(_flat(table, gathered).text)
        _set_level(table, first, row.level)
        return [first]
    lines = [first]
    for index, one in enumerate(row.indikator):
        if index:
            lines.append(_Line())
        lines[index].text.update(_flat(table, _indicator_cells(one)).text)
    for line in lines:
        _set_level(table, line, row.level)
    if len(lines) > 1 and look.indicators == "merged":
        own = set(_indicator_cells(Indicator(None, extra=row.indikator[0].extra)))
        for col, column in enumerate(table.columns):
            if column.field not in own:
                lines[0].spans[col] = (len(lines), 1)
                for line in lines[1:]:
                    line.covered.add(col)
    return lines


PAIR_FIELDS = ("kinerja", "anggaran")


def _evaluation_cells(row: EvaluationRow) -> dict[str, str]:
    cells = {
        "kode": row.kode or "",
        "nama": row.prefix + row.nama,
        "sasaran": row.sasaran or "",
        "indikator.uraian": "\n".join(row.indikator),
        "penanggung_jawab": row.penanggung_jawab or "",
    }
    for group, pair in row.capaian.items():
        for half, value in zip(PAIR_FIELDS, pair, strict=True):
            cells[f"capaian.{group}.{half}"] = _raw(value)
    if row.kode:
        cells.update({f"kode.{index}": part for index, part in enumerate(split_kode(row.kode, 9))})
    return cells


def _review_cells(row: ReviewRow) -> dict[str, str]:
    cells = {"nomor": row.nomor or "", "catatan": row.catatan or ""}
    for half, side in (("rancangan_awal", row.rancangan_awal), ("hasil_analisis", row.hasil_analisis)):
        cells[f"{half}.nama"] = side.prefix + side.nama
        cells[f"{half}.lokasi"] = side.lokasi or ""
        cells[f"{half}.pagu_indikatif"] = _raw(side.pagu)
        for one in side.indikator:
            cells[f"{half}.indikator.uraian"] = one.uraian or ""
            cells[f"{half}.indikator.target"] = _raw(one.target)
    return cells


def _total_line(table: Table) -> _Line:
    assert table.total is not None
    line = _flat(table, {name: value.raw for name, value in table.total.values.items()})
    line.bold = True
    first = min(line.text, default=len(table.columns))
    # Where an amount stands first, nothing is left of it: the label takes the name's place.
    at = 0 if first else next(col for col, column in enumerate(table.columns) if column.field == "nama")
    line.text[at] = table.total.label
    line.spans[at] = (1, max(1, first))
    return line


def _merge_equal(table: Table, lines: list[_Line]) -> None:
    """Merge equal neighbours down the columns named in the look; a part break ends a merge."""
    body = lines[:-1] if table.total is not None else lines
    for col, column in enumerate(table.columns):
        if column.field not in table.look.merge_equal:
            continue
        top = 0
        for index in range(1, len(body)):
            line = body[index]
            same = line.text.get(col, "") and line.text.get(col) == body[top].text.get(col)
            if same and index not in table.look.parts and not line.spans.get(col) and not line.covered & {col}:
                line.covered.add(col)
                body[top].spans[col] = (index - top + 1, 1)
            else:
                top = index
