"""What a sample says, told without any file format: the single source of the document and of its truth.

Nothing here imports the extractor. A value is written down twice, as it is printed (`raw`) and as it is meant
(`value`, `unit`, `flags`), so that the truth never depends on the program it is to test.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Level = Literal["urusan", "bidang_urusan", "program", "kegiatan", "sub_kegiatan", "kelompok"]
TableKind = Literal[
    "rencana",
    "pendanaan",
    "evaluasi",
    "kinerja_pelayanan",
    "telaah_rkpd",
    "usulan_masyarakat",
    "tujuan_sasaran",
    "other",
]


@dataclass(frozen=True, slots=True)
class Stated:
    """A value as printed and as meant."""

    raw: str
    value: int | Decimal | None = None
    unit: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of a row; `extra` holds columns outside the contract, by column field."""

    uraian: str | None
    target: Stated | None = None
    target_maju: Stated | None = None
    target_sebelum: Stated | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a plan. `prefix` is printed before the name and is no part of it ("- ", "1. ")."""

    level: Level
    nama: str
    kode: str | None = None
    indikator: tuple[Indicator, ...] = ()
    lokasi: str | None = None
    pagu: Stated | None = None
    sumber_dana: str | None = None
    catatan: str | None = None
    maju: Stated | None = None
    kelompok_sasaran: str | None = None
    penanggung_jawab: str | None = None
    prioritas: str | None = None
    pagu_sebelum: Stated | None = None
    children: tuple[Row, ...] = ()
    prefix: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


Pair = tuple[Stated | None, Stated | None]
"""Performance and money of one column group; None where the cell is blank or the form has no such column."""


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """A row of an evaluation."""

    level: Level
    nama: str
    kode: str | None = None
    sasaran: str | None = None
    indikator: tuple[str, ...] = ()
    capaian: Mapping[str, Pair] = field(default_factory=dict)
    penanggung_jawab: str | None = None
    children: tuple[EvaluationRow, ...] = ()
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A row of the review against the RKPD: the two halves beside each other; `level` is that of both."""

    nomor: str | None
    rancangan_awal: Row
    hasil_analisis: Row
    catatan: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a plain table: the cells by column field. A `str` is text, a `Stated` a value."""

    cells: Mapping[str, str | Stated]


AnyRow = Row | EvaluationRow | ReviewRow | Record


@dataclass(frozen=True, slots=True)
class Column:
    """A column: header texts from the outer group to the leaf, its field in the contract, its relative width."""

    field: str
    path: tuple[str, ...]
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Total:
    """A total row: its label and its values by column field."""

    label: str
    values: Mapping[str, Stated]


@dataclass(frozen=True, slots=True)
class Look:
    """How the rows of a table are set.

    `indicators`: several indicators of a row stand in rows of their own with the other cells merged ("merged") or
    blank ("blank"), or as dashed lines in one cell ("lines"). `merge_equal` are columns whose equal neighbours
    become one cell. `subtotals`: a program's amount stands alone in a row below its rows. `parts` are body rows
    where a new physical table begins; `stray` is a paragraph printed there. `wide_groups`: a grouping row spans
    the table.
    """

    indicators: Literal["merged", "blank", "lines"] = "merged"
    merge_equal: tuple[str, ...] = ()
    subtotals: bool = False
    bold_levels: tuple[Level, ...] = ("program",)
    indents: Mapping[str, float] = field(default_factory=dict)
    parts: tuple[int, ...] = ()
    stray: str = ""
    repeat_header: bool = False
    wide_groups: bool = True


ORDINARY = Look()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the document. `numbers` is the column-number row as (text, columns it covers).

    `number_row` is where it stands in the header; None is after the last header row. `caption` is the line with
    the table's number as printed; `title` the lines below it.
    """

    kind: TableKind
    caption: str | None
    number: str | None
    title: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[AnyRow, ...]
    numbers: tuple[tuple[str, int], ...] = ()
    number_row: int | None = None
    total: Total | None = None
    tahun: int | None = None
    look: Look = ORDINARY


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A list item; `label` as it appears ("1.", "a)", "-")."""

    label: str
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Items:
    """Consecutive list items."""

    items: tuple[Item, ...]


Block = Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section."""

    number: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter (BAB)."""

    number: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Regulation:
    """An entry of the legal basis as printed and as meant."""

    raw: str
    jenis: str
    nomor: str
    tahun: int
    tentang: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Place, date and office under the document, and how they are printed."""

    lines: tuple[str, ...] = ()
    tempat: str | None = None
    tanggal: str | None = None
    jabatan: str | None = None
    nama: str | None = None
    nip: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Which plan this is."""

    perangkat_daerah: str
    daerah: str
    tahun: int
    provinsi: str | None = None
    jenis_dokumen: Literal["renja", "perubahan_renja"] = "renja"
    tahapan: str | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding a careful reader can prove from the document; `table` is its index, None for the text."""

    code: str
    table: int | None
    row: str | None
    expected: int | Decimal | None = None
    found: int | Decimal | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """A whole document."""

    name: str
    identity: Identity
    cover: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    dasar_hukum: tuple[Regulation, ...]
    signature: Signature
    expected: tuple[Expected, ...] = ()
    clean: bool = False
    """True where the document holds nothing that a check may rightly call an error or a warning."""

    def tables(self) -> tuple[Table, ...]:
        """Return every table in document order."""
        return tuple(table for chapter in self.chapters for table in _tables(chapter))


def _tables(part: Chapter | Section) -> Iterator[Table]:
    yield from (block for block in part.blocks if isinstance(block, Table))
    for section in part.sections:
        yield from _tables(section)


def walk(rows: tuple[Row, ...]) -> Iterator[Row]:
    """Yield plan rows in document order."""
    for row in rows:
        yield row
        yield from walk(row.children)


def walk_evaluation(rows: tuple[EvaluationRow, ...]) -> Iterator[EvaluationRow]:
    """Yield evaluation rows in document order."""
    for row in rows:
        yield row
        yield from walk_evaluation(row.children)
