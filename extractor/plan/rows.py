"""Rows of a plan table: which table rows belong to one row of the plan, and which are totals or subtotals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import regex

from extractor.plan.columns import RecognisedTable
from extractor.plan.kode import is_account, segments, split_kode
from extractor.plan.model import At, Level
from extractor.plan.text import collapse, squash
from extractor.plan.words import header_key
from extractor.reading.document import Cell

RowKind = Literal["node", "subtotal", "total"]

_TOTAL = regex.compile(
    r"^(?:grand)?(?:sub)?(?:jumlah|total)(?:total|jumlah|keseluruhan|seluruhnya|umum|akhir|anggaran|pagu(?:indikatif)?|"
    r"dana|belanja(?:(?:tidak)?langsung)?|biaya|rp|[ivx]{1,4}|\d{1,2}|[a-h])*$"
)
_GRAND_TOTAL = regex.compile(
    r"^(?:jumlah|total)(?:total|jumlah|keseluruhan|seluruh(?:nya)?|semua)(?:(?:sub)?kegiatan|program|dan|anggaran|pagu"
    r"|belanja|dana|skpd|opd|perangkatdaerah)*$"
)
_TOTAL_OF = regex.compile(
    r"^(?:sub)?(?:jumlah|total)(?P<whose>(?:bidang)?urusan|bidang|program|(?:sub)?kegiatan|skpd|opd|unit|dinas|badan|kecamatan"
    r"|kelurahan|bagian|sekretariat|inspektorat|kantor)"
)
_PART_TOTAL = regex.compile(r"^(?:sub\s*(?:jumlah|total)|(?:jumlah|total)\s+(?:[IVX]{1,5}|\d{1,2}|[A-H])\W*$)", regex.I)
_FOOT = regex.compile(
    r"^(?:rata2?rata(?:persen(?:tase)?)?(?:capaian|kinerja|tingkat|realisasi|$)|predikat(?:kinerja|capaian)|faktor(?:pendorong|penghambat)"
    r"|(?:usulan)?tindaklanjut(?:yang|pada|renja|untuk|$)|keterangan$|catatan$|sumber(?:data)?$)"
)
_NOTE = regex.compile(r"^\W*(?:ket(?:erangan)?|catatan|sumber(?:\s+data)?)\s*[.:]|^\s*\*+\)", regex.I)
_CARRIED = regex.compile(r"^(?:jumlah)?(?:di)?pindah(?:an|kan)")
_SPENDING = regex.compile(r"^\W*belanja\b", regex.I)
_SIGNATURE = regex.compile(r"\bNIP\s*[.:]?\s*\d", regex.I)
_NIL = regex.compile(r"^(?:[-–—−_.\s]|rp\.?)*$", regex.I)
_LABEL = regex.compile(
    r"^\s*(?P<label>[-–—−•·▪■●○◦➢✓*>]+|[\uf000-\uf0ff]|o(?=\s)|\d{1,2}\.[1-9][.)]?(?=\s+\p{Lu})"
    r"|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]{1,2})"
    r"(?P<space>\s*)(?P<rest>\S.*)$",
    regex.S,
)
_MONEY = ("pagu_indikatif", "prakiraan_maju", ".anggaran")
_RATIOS = ("capaian.tingkat_",)
"""Column groups that state per cents, also in their half for money."""
_COLUMN_OF_LEVEL: dict[str, Level] = {
    "urusan": "urusan",
    "bidangurusan": "bidang_urusan",
    "program": "program",
    "kegiatan": "kegiatan",
    "subkegiatan": "sub_kegiatan",
}
"""Headers of columns that hold the names of one level only."""
_SAYS_LEVEL = regex.compile(
    r"(?P<level>(?:sub\s*)?kegiatan|program|(?:bidang\s+)?urusan)\s*:\s*(?P<nama>\S.*)", regex.I | regex.S
)
"""A name after the word for its level: "Program : 1.02.01 - …"."""
_LABEL_STYLES: dict[str, str] = {
    "bullet": r"\W+",
    "outline": r"\d+\.\d+",
    "roman": r"[IVX]+",
    "upper": r"[A-Z]",
    "number": r"\d+",
    "lower": r"[a-z]",
}


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Table rows that are one row of the plan.

    `nama` has its label dropped; `label` is that list number, bullet or dash. `glued_kode` is a code written with
    the name in the name's cell. `spanning` is true where the name covers columns of other fields. `level` is the one
    that a word before the name says, else that of its column, where levels have columns of their own; `above` is true
    for a name of an upper level that stands in the first row of another group. `part` is what a total's label says it
    is of, "" where it says only that it is of a part.
    """

    kind: RowKind
    rows: tuple[int, ...]
    nama: str | None = None
    label: str | None = None
    glued_kode: str | None = None
    spanning: bool = False
    name_cell: Cell | None = None
    level: Level | None = None
    above: bool = False
    part: str | None = None


def split_label(text: str) -> tuple[str | None, str]:
    """Return the leading bullet, dash or list number of a name, and the rest.

    A dash or bullet needs no space behind it ("-Fasilitasi"), a number or letter does, so that "3.540 kotak" stays.
    """
    found = _LABEL.match(text)
    if found is None:
        return None, text.strip()
    label = found["label"]
    if label[-1].isalnum() and not found["space"]:
        return None, text.strip()
    if label[-1] in ".)" and not found["space"] and found["rest"][0].isdigit():
        return None, text.strip()
    return label, found["rest"].strip()


def label_style(label: str | None) -> str:
    """Return the style of a label: "bullet", "1.", "a)", "A.", "I.", or "" without one."""
    if label is None:
        return ""
    core = label.strip("().")
    for name, pattern in _LABEL_STYLES.items():
        if regex.fullmatch(pattern, core):
            return name + label[len(label.rstrip(".)")) :]
    return "bullet" if not core.isalnum() else "other"


class TableRows:
    """The data rows of a recognised table, read by field."""

    def __init__(self, recognised: RecognisedTable, name_field: str = "nama", else_field: str | None = None) -> None:
        """`else_field` has the names of rows that `name_field` leaves blank or gives a dash."""
        self.recognised = recognised
        self.table = recognised.table
        self.view = recognised.table.view
        self._columns: dict[str, tuple[int, ...]] = {}
        self._slots: dict[str, tuple[tuple[int, ...], ...]] = {}
        self._other_names = self.columns(else_field) if else_field else ()
        self.name_columns = self.columns(name_field) + self._other_names
        self._kode_field = "kode" if self.columns("kode") else f"{name_field.removesuffix('nama')}kode"
        self.spending: list[RowGroup] = []
        self._column_levels = self._levels_of_columns()
        self.money_columns = tuple(
            index
            for index, field in enumerate(recognised.fields)
            if field and field.endswith(_MONEY) and not field.startswith(_RATIOS)
        )

    def columns(self, field: str) -> tuple[int, ...]:
        """Return the columns that hold `field`."""
        if field not in self._columns:
            self._columns[field] = self.recognised.columns(field)
        return self._columns[field]

    def slots(self, field: str) -> tuple[tuple[int, ...], ...]:
        """Return the columns that hold `field`, those together that are one column cut by a stray line.

        They stand side by side below one heading, and no row fills two of them.
        """
        if field not in self._slots:
            found: list[tuple[int, ...]] = []
            for col in self.columns(field):
                if found and self._is_cut(found[-1][-1], col):
                    found[-1] += (col,)
                else:
                    found.append((col,))
            self._slots[field] = tuple(found)
        return self._slots[field]

    def _is_cut(self, left: int, right: int) -> bool:
        if right != left + 1 or self.table.paths[left] != self.table.paths[right]:
            return False
        body = self.view[self.table.header_rows :]
        return not any(
            line[left] is not line[right] and line[left].text.strip() and line[right].text.strip() for line in body
        )

    @property
    def names_programs_only(self) -> bool:
        """Tell whether the header of the names speaks of programs and of nothing below them."""
        leaves = {header_key(self.table.paths[col][-1]).removeprefix("nama") for col in self.name_columns}
        return leaves == {"program"}

    def has(self, field: str) -> bool:
        """Tell whether the table has a column for `field`."""
        return bool(self.columns(field))

    @cached_property
    def groups(self) -> tuple[RowGroup, ...]:
        """Return the rows of the plan, in order; blank, foot, carried and signature rows are left out.

        Lines of spending are left out too and kept in `spending`.
        """
        groups = self._without_spending(list(self._grouped()))
        while len(groups) > 1 and self._is_note(groups[-1]) and any(group.kind == "total" for group in groups):
            groups.pop()
        return tuple(groups)

    def _without_spending(self, groups: list[RowGroup]) -> list[RowGroup]:
        """Return the rows without lines of spending, which some plans list by their accounts under a kegiatan."""
        if not any(_SPENDING.match(group.nama or "") and is_account(self.kode(group) or "") for group in groups):
            return groups
        kept: list[RowGroup] = []
        for group in groups:
            is_spending = group.kind == "node" and is_account(self.kode(group) or "")
            (self.spending if is_spending else kept).append(group)
        return kept

    def _is_note(self, group: RowGroup) -> bool:
        """Tell whether a row at the table's end is a note: one text over several columns and nothing else."""
        return group.kind == "node" and group.spanning and len(_own_cells(self.view[group.rows[0]], group.rows[0])) == 1

    def cells(self, group: RowGroup, field: str, *, carried: bool = True) -> list[tuple[int, Cell]]:
        """Return (table row, cell) for each distinct cell of `field` in the group's rows, blank ones included.

        A cell merged from rows above the group counts where `carried`; the name's own cell never does.
        """
        columns = self.columns(field)
        if group.above or not columns:
            return []
        first = group.rows[0]
        if len(columns) == len(group.rows) == 1:
            cell = self.view[first][columns[0]]
            return [] if cell is group.name_cell or (cell.row < first and not carried) else [(first, cell)]
        found: list[tuple[int, Cell]] = []
        seen: set[tuple[int, int]] = set()
        for row in group.rows:
            line = self.view[row]
            for col in columns:
                cell = line[col]
                key = (cell.row, cell.col)
                if key in seen or cell is group.name_cell or (cell.row < first and not carried):
                    continue
                seen.add(key)
                found.append((row, cell))
        return found

    def text(self, group: RowGroup, field: str) -> str | None:
        """Return the text of `field`, several cells joined by a space, or None where blank or a bare dash."""
        if not self.columns(field):
            return None
        texts = [collapse(cell.text) for _, cell in self.cells(group, field)]
        joined = " ".join(dict.fromkeys(text for text in texts if text and not _NIL.match(text)))
        return joined or None

    def first_text(self, group: RowGroup, field: str) -> str | None:
        """Return the first text of `field`, a bare dash included: "" where blank, None without such a column."""
        for _, cell in self.cells(group, field, carried=False):
            if text := collapse(cell.text):
                return text
        return "" if self.has(field) else None

    def kode(self, group: RowGroup) -> str | None:
        """Return the code as written, white space removed; segments in cells of their own are joined by dots.

        Where levels have columns of their own for their codes too, it is the one left of the name.
        """
        columns = self.columns(self._kode_field)
        if self._column_levels and columns and columns[-1] > self.name_columns[0] and group.name_cell is not None:
            own = max((col for col in columns if col < group.name_cell.col), default=columns[0])
            return regex.sub(r"\s+", "", self.view[group.rows[0]][own].text) or group.glued_kode
        parts = [
            regex.sub(r"\s+", "", cell.text)
            for row, cell in self.cells(group, self._kode_field, carried=False)
            if cell.text
        ]
        parts = [part for part in parts if part and not _NIL.match(part)]
        return ".".join(part.strip(".") if len(parts) > 1 else part for part in parts) or group.glued_kode

    def at(self, group: RowGroup) -> At:
        """Return where the group stands: its rows, and the box around them on its first page."""
        cells = [cell for row in group.rows for cell in self.view[row] if cell.row == row]
        page = next((cell.page for cell in cells if cell.page is not None), None)
        boxes = [cell.bbox for cell in cells if cell.page == page and cell.bbox is not None]
        bbox = None
        if boxes:
            bbox = (
                min(box[0] for box in boxes),
                min(box[1] for box in boxes),
                max(box[2] for box in boxes),
                max(box[3] for box in boxes),
            )
        return At(table=self.table.id, rows=list(group.rows), page=page, bbox=bbox)

    def _levels_of_columns(self) -> dict[int, Level]:
        """Return the level of each name column that is for one level, where the table has several of them."""
        leaves = {col: header_key(self.table.paths[col][-1]).removeprefix("nama") for col in self.name_columns}
        levels = {col: _COLUMN_OF_LEVEL[leaf] for col, leaf in leaves.items() if leaf in _COLUMN_OF_LEVEL}
        return levels if len(set(leaves.values())) > 1 else {}

    def speaks_of(self, group: RowGroup, col: int) -> bool:
        """Tell whether an indicator column is for rows like `group`, where each level has columns of its own."""
        if not self._column_levels:
            return True
        key = header_key(self.table.paths[col][-1])
        levels = [level for word, level in _COLUMN_OF_LEVEL.items() if word in key]
        return levels[-1] == group.level if levels else not group.above

    def _grouped(self) -> Iterator[RowGroup]:
        current: RowGroup | None = None
        open_names: dict[int, str] = {}
        for row in range(self.table.header_rows, self.table.n_rows):
            made = self._read_row(row, current)
            if made is current:
                continue
            if made is not None and current is not None and made.rows[0] == current.rows[0]:
                current = made
                continue
            if current is not None:
                yield current
            if self._column_levels and made is not None and made.kind == "node":
                yield from self._names_above(made, open_names)
            current = made
        if current is not None:
            yield current

    def _names_above(self, group: RowGroup, open_names: dict[int, str]) -> Iterator[RowGroup]:
        """Return the names of upper levels that stand in the first row of `group`, in columns of their own.

        `open_names` are the names in force by column; a name that is typed again on each row is no new one.
        """
        row = group.rows[0]
        for col in self.name_columns:
            cell = self.view[row][col]
            name = squash(cell.text)
            if cell.row != row or cell.col != col or not name:
                continue
            if cell is not group.name_cell and open_names.get(col) == name:
                continue
            for lower in [other for other in open_names if other >= col]:
                del open_names[lower]
            open_names[col] = name
            if cell is not group.name_cell:
                yield replace(self._node(row, cell), rows=tuple(range(row, row + cell.row_span)), above=True)

    def _read_row(self, row: int, current: RowGroup | None) -> RowGroup | None:
        """Return the group `row` belongs to: a new one, `current` grown by it, or `current` as it is."""
        line = self.view[row]
        own = _own_cells(line, row)
        label = self._row_label(line, row)
        key = squash(label.text) if label else ""
        if (
            label
            and (_TOTAL.match(key) or _TOTAL_OF.match(key) or _GRAND_TOTAL.match(key))
            and self._has_money(line, row)
        ):
            return self._total(row, label)
        name_cell = self._name_cell(line)
        covered = name_cell is not None and name_cell.row < row  # a further row of the name above is no foot
        if (
            not own
            or (key and ((_FOOT.match(key) and not covered) or _CARRIED.match(key)))
            or (len(own) == 1 and _NOTE.match(own[0].text))
            or any(_SIGNATURE.search(cell.text) for cell in own)
        ):
            return current
        if name_cell is not None and name_cell.row == row:
            return self._node(row, name_cell)
        if name_cell is not None and current is not None and current.kind == "node":
            return self._grown(current, row)
        if all(self._is_money(cell) for cell in own) and current is not None:
            return RowGroup("subtotal", (row,))
        if self._starts_unnamed_node(line, row):
            return RowGroup("node", (row,))
        return self._grown(current, row) if current is not None and current.kind == "node" else current

    def _node(self, row: int, cell: Cell) -> RowGroup:
        label, rest = split_label(cell.text)
        said = _SAYS_LEVEL.match(collapse(rest))
        nama = said["nama"] if said else collapse(rest)
        level = _COLUMN_OF_LEVEL[squash(said["level"])] if said else self._column_levels.get(cell.col)
        kode, bare = split_kode(nama)
        if kode is not None and (label is None or len(segments(kode)) > 2):
            nama = bare
        else:
            kode = None
        covered = {self.recognised.fields[col] for col in range(cell.col, cell.col + cell.col_span)}
        spanning = len(covered - {None, "kode", "nomor"}) > 1
        return RowGroup("node", (row,), nama, label, kode, spanning, cell, level)

    def _name_cell(self, line: list[Cell]) -> Cell | None:
        """Return the cell with the row's name; where levels have columns of their own, that of the lowest level."""
        named = [line[col] for col in self.name_columns if not self._lacks_name(line[col])]
        if not named:
            return None
        return named[-1] if self._column_levels else named[0]

    def _lacks_name(self, cell: Cell) -> bool:
        return _NIL.match(cell.text) is not None if self._other_names else not cell.text.strip()

    def named_otherwise(self, group: RowGroup) -> bool:
        """Tell whether a row has its name from the other column of names."""
        return group.name_cell is not None and group.name_cell.col in self._other_names

    @staticmethod
    def _total(row: int, label: Cell) -> RowGroup:
        """Return a total row with the part of the table that its label says it is of."""
        text = collapse(label.text)
        whose = _TOTAL_OF.match(squash(text))
        part = whose["whose"] if whose else "" if _PART_TOTAL.match(text) else None
        return RowGroup("total", (row,), text, name_cell=label, part=part)

    @staticmethod
    def _grown(group: RowGroup, row: int) -> RowGroup:
        return replace(group, rows=(*group.rows, row))

    def _row_label(self, line: list[Cell], row: int) -> Cell | None:
        """Return the row's first cell left of its first money column whose text is no number, else its name."""
        first_money = min(self.money_columns, default=len(line))
        for cell in (*line[:first_money], *(line[col] for col in self.name_columns if col > first_money)):
            if cell.row == row and any(char.isalpha() for char in cell.text):
                return cell
        return None

    def _is_money(self, cell: Cell) -> bool:
        return cell.col in self.money_columns and cell.col_span == 1

    def _has_money(self, line: list[Cell], row: int) -> bool:
        """A total row states an amount, or at least leaves everything else blank."""
        texts = _own_cells(line, row)
        return any(cell.col in self.money_columns for cell in texts) or len(texts) == 1

    def _starts_unnamed_node(self, line: list[Cell], row: int) -> bool:
        """A row without a name is one of its own where it has a code and states money."""
        has_kode = any(line[col].row == row and line[col].text.strip() for col in self.columns(self._kode_field))
        return has_kode and any(line[col].row == row and line[col].text.strip() for col in self.money_columns)


def _own_cells(line: list[Cell], row: int) -> list[Cell]:
    """Return the cells that begin in `row` and are not blank, each once."""
    own: list[Cell] = []
    for cell in line:
        if cell.row == row and cell.text and not cell.text.isspace() and not (own and own[-1] is cell):
            own.append(cell)
    return own
