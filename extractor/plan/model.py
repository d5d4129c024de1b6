"""The JSON contract as pydantic models; `schemas/renja.schema.json` is generated from them.

Names of Indonesian planning law stay Indonesian (program, pagu_indikatif); everything else is English. What a
document does not state is `None` or an empty list, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from secrets import token_hex
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema
from pydantic_core import to_json

SCHEMA_VERSION = "1.0"

_BARE = f"{token_hex(8)}:"
"""Marks a string that is to stand in JSON as the number it spells; no document can know it."""
_MARKED = re.compile(f'"{_BARE}([^"]+)"')


def _marked(number: int | Decimal | str) -> int | str:
    """Return a number for pydantic's JSON, which has decimals as strings or floats only."""
    return f"{_BARE}{number}" if isinstance(number, Decimal) else number


_AsJson = PlainSerializer(_marked, when_used="json-unless-none")
Number = Annotated[int | Decimal, _AsJson, WithJsonSchema({"type": "number"})]
"""An exact number: int, or Decimal where there are decimals; never a float."""


Format = Literal["docx", "doc", "odt", "rtf", "pdf", "txt"]
JenisDokumen = Literal["renja", "perubahan_renja"]
Tahapan = Literal["rancangan_awal", "rancangan", "rancangan_akhir"]
Level = Literal["urusan", "bidang_urusan", "program", "kegiatan", "sub_kegiatan", "kelompok"]
Flag = Literal["repaired", "ambiguous", "unreadable", "scaled", "range"]
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
Severity = Literal["error", "warning", "info"]
Decision = Literal["confirmed", "corrected"]
FindingCode = Literal[
    "number-repaired",
    "number-ambiguous",
    "number-unreadable",
    "number-scaled",
    "sum-mismatch",
    "total-mismatch",
    "cross-table-mismatch",
    "narrative-mismatch",
    "ratio-mismatch",
    "unit-mismatch",
    "numbering-irregular",
    "column-misaligned",
    "row-misaligned",
    "header-unrecognised",
    "table-unrecognised",
    "level-uncertain",
    "kode-invalid",
    "identity-missing",
    "chapter-missing",
    "ocr-low-confidence",
    "page-unreadable",
    "engine-fallback",
]
CapaianGroup = Literal[
    "target_renstra",
    "realisasi_lalu",
    "target",
    "triwulan_1",
    "triwulan_2",
    "triwulan_3",
    "triwulan_4",
    "realisasi",
    "realisasi_renstra",
    "tingkat_capaian",
    "target_renja_lalu",
    "realisasi_renja_lalu",
    "tingkat_realisasi_lalu",
    "perkiraan_realisasi",
    "tingkat_perkiraan",
]
BBox = tuple[float, float, float, float]


_NOT_KEPT: set[str] = set()


class Part(BaseModel):
    """Base of every model: unknown members are refused, so that a misspelt name is an error."""

    model_config = ConfigDict(extra="forbid")

    def model_post_init(self, _: object, /) -> None:
        """Let go of the names of the fields given: up to 2 kB a row, and nothing asks for them."""
        self.__pydantic_fields_set__ = _NOT_KEPT


# Values, pairs of them and cells are plain dataclasses, which pydantic validates like models: a long document has
# hundreds of thousands of them.
@dataclass(slots=True)
class Value:
    """A value as the document states it: its text, its reading, and every doubt about it."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    raw: Annotated[str, Field(description="The cell's text, white space collapsed; empty where the cell is blank.")]
    value: Annotated[
        Number | None,
        Field(description="Exact number; null where nothing was stated ('-', blank) or it cannot be read."),
    ] = None
    unit: Annotated[
        str | None,
        Field(description="'IDR' for rupiah, '%' for per cent, else the unit as written ('dokumen'), or null."),
    ] = None
    flags: Annotated[
        list[Flag],
        Field(
            description="repaired: malformed but certain; ambiguous: two readings; unreadable: none; "
            "scaled: stated in thousands or millions and multiplied out; range: a span, see raw."
        ),
    ] = field(default_factory=list)


class At(Part):
    """Where something stands in the document."""

    table: str | None = Field(None, description="Id of the table in `tables`, or null for text.")
    rows: list[int] = Field(default_factory=list, description="0-based rows of that table, header rows counted.")
    page: int | None = Field(None, description="1-based page; null for formats without pages.")
    bbox: BBox | None = Field(
        None, description="x0, top, x1, bottom in PDF points from the page's top left; null without pages."
    )


class Source(Part):
    """The file the document was read from."""

    file_name: str = Field(description="Name of the file, without folders.")
    sha256: str = Field(description="SHA-256 of its bytes, in hexadecimal.")
    size_bytes: int = Field(description="Its size in bytes.")
    format: Format = Field(description="Format of the file, by its content.")
    pages: int | None = Field(None, description="Number of pages; null where the format has none.")
    ocr_pages: list[int] = Field(default_factory=list, description="1-based pages whose text came from OCR.")
    extractor_version: str = Field(description="Version of renja-extractor that read it.")


class Pengesahan(Part):
    """Place, date and signatory under the document."""

    tempat: str | None = Field(None, description="Place of signing.")
    tanggal: str | None = Field(None, description="Date of signing, ISO 8601 (YYYY-MM-DD).")
    jabatan: str | None = Field(None, description="Office of the signatory.")
    nama: str | None = Field(None, description="Name of the signatory.")
    nip: str | None = Field(None, description="Civil service number (NIP), digits only.")


class Identity(Part):
    """Which plan this is, whose, and of which year."""

    jenis_dokumen: JenisDokumen = Field("renja", description="Renja, or its amendment within the year.")
    tahapan: Tahapan | None = Field(None, description="Drafting stage; null where not said.")
    tahun: int | None = Field(None, description="The plan year.")
    perangkat_daerah: str | None = Field(None, description="The office whose plan it is.")
    daerah: str | None = Field(None, description="Its region, with the type: 'Kabupaten Luwu Timur'.")
    provinsi: str | None = Field(None, description="Its province, without the word 'Provinsi'.")
    pengesahan: Pengesahan = Field(default_factory=Pengesahan, description="Place, date and signatory.")


class ListItem(Part):
    """One item of a list."""

    label: str = Field(description="Number or bullet as printed.")
    level: int = Field(0, description="Depth, 0-based.")
    text: str = Field(description="Text without the label.")


class ParagraphBlock(Part):
    """A paragraph of running text."""

    kind: Literal["paragraph"] = Field("paragraph", description="Always 'paragraph'.")
    text: str = Field(description="The paragraph, white space collapsed.")


class ListBlock(Part):
    """Consecutive list items."""

    kind: Literal["list"] = Field("list", description="Always 'list'.")
    items: list[ListItem] = Field(description="The items in order.")


class TableBlock(Part):
    """A table standing in the flow."""

    kind: Literal["table"] = Field("table", description="Always 'table'.")
    table: str = Field(description="Id of the table in `tables`.")


class FigureBlock(Part):
    """A picture standing in the flow."""

    kind: Literal["figure"] = Field("figure", description="Always 'figure'.")
    text: str | None = Field(None, description="Caption or alternative text, or null.")


Block = Annotated[ParagraphBlock | ListBlock | TableBlock | FigureBlock, Field(discriminator="kind")]


class Section(Part):
    """A numbered section of a chapter, with its subsections."""

    number: str | None = Field(None, description="Number as printed, without a trailing dot ('2.1').")
    title: str = Field(description="Title, lines joined.")
    blocks: list[Block] = Field(default_factory=list, description="What stands before its first subsection.")
    sections: list[Section] = Field(default_factory=list, description="Its subsections.")


class Chapter(Part):
    """A chapter (BAB)."""

    number: str = Field(description="Roman number ('II').")
    title: str = Field(description="Title, lines joined.")
    blocks: list[Block] = Field(default_factory=list, description="What stands before its first section.")
    sections: list[Section] = Field(default_factory=list, description="Its sections.")


class DasarHukum(Part):
    """One entry of the legal basis."""

    jenis: str | None = Field(None, description="Kind of regulation ('Undang-Undang').")
    nomor: str | None = Field(None, description="Its number as written.")
    tahun: int | None = Field(None, description="Its year.")
    tentang: str | None = Field(None, description="Its subject.")
    raw: str = Field(description="The whole entry as written.")


class TujuanSasaran(Part):
    """A row of the table of aims and objectives."""

    tujuan: str | None = Field(None, description="Aim.")
    indikator_tujuan: str | None = Field(None, description="Indicator of the aim.")
    sasaran: str | None = Field(None, description="Objective.")
    indikator_sasaran: str | None = Field(None, description="Indicator of the objective.")
    target: Value | None = Field(None, description="Target of the plan year.")
    at: At = Field(description="Where it stands.")


class Indikator(Part):
    """An indicator with its targets of the plan year and of the year after."""

    uraian: str | None = Field(None, description="Wording; null where only a target is stated.")
    target: Value | None = Field(None, description="Target of the plan year; null where the form has none.")
    target_maju: Value | None = Field(None, description="Target of year n+1; null where the form has none.")


class SebelumPerubahan(Part):
    """What the row said before the amendment."""

    pagu_indikatif: Value | None = Field(None, description="Budget ceiling before the amendment.")
    target: list[Value] = Field(default_factory=list, description="Target before, one per indicator.")


class PlanRow(Part):
    """What one row (or several, merged) of a plan table says."""

    kode: str | None = Field(None, description="Code as written, white space removed; null without one.")
    nama: str | None = Field(
        None, description="Name as written; white space collapsed, leading bullet, dash or list number dropped."
    )
    nama_baku: str | None = Field(
        None, description="The official name that `nama` certainly is, by the nomenclature; null without a match."
    )
    kode_baku: str | None = Field(
        None,
        description="The code in its standard form, from `kode` or the official name; null where it is not certain.",
    )
    indikator: list[Indikator] = Field(default_factory=list, description="One per indicator.")
    lokasi: str | None = Field(None, description="Location.")
    pagu_indikatif: Value | None = Field(None, description="Budget ceiling of the plan year in rupiah.")
    sumber_dana: str | None = Field(None, description="Source of funds.")
    catatan: str | None = Field(None, description="Note.")
    prakiraan_maju: Value | None = Field(None, description="Forecast for year n+1 in rupiah.")
    kelompok_sasaran: str | None = Field(None, description="Target group.")
    penanggung_jawab: str | None = Field(None, description="Office in charge.")
    prioritas: str | None = Field(None, description="Priority (national or regional).")
    sebelum_perubahan: SebelumPerubahan | None = Field(None, description="Before the amendment; null otherwise.")
    at: At = Field(description="Where it stands.")


class Node(PlanRow):
    """A row of the plan in its tree: urusan, bidang urusan, program, kegiatan, sub kegiatan."""

    level: Level = Field(description="Level in the tree; kelompok is a grouping row that is none of the others.")
    children: list[Node] = Field(default_factory=list, description="Rows below it, in document order.")


class PlanTotal(Part):
    """Totals as the document states them."""

    pagu_indikatif: Value | None = Field(None, description="Stated total of the budget ceilings.")
    prakiraan_maju: Value | None = Field(None, description="Stated total of the forecasts.")


class Plan(Part):
    """A table of programs with their budgets, as a tree."""

    table: str = Field(description="Id of its table in `tables`.")
    tahun: int | None = Field(None, description="Its year.")
    nodes: list[Node] = Field(default_factory=list, description="Top of the tree, in document order.")
    total: PlanTotal = Field(default_factory=PlanTotal, description="Totals as stated; null where not stated.")


@dataclass(slots=True)
class Capaian:
    """One column group of an evaluation: performance (K) and money (Rp)."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    kinerja: Annotated[Value | None, Field(description="Performance; null where the table has no such column.")] = None
    anggaran: Annotated[Value | None, Field(description="Money; null where the table has no such column.")] = None


class EvaluationIndikator(Part):
    """An indicator of an evaluated row."""

    uraian: str | None = Field(None, description="Wording.")
    kinerja: dict[CapaianGroup, Value] = Field(
        default_factory=dict,
        description="This indicator's own performance by column group; the row's `capaian` holds the first stated.",
    )
    anggaran: dict[CapaianGroup, Value] = Field(
        default_factory=dict,
        description="Money stated on this indicator's line besides the row's own, which is in the row's `capaian`.",
    )


class EvaluationNode(Part):
    """A row of the evaluation in its tree."""

    level: Level = Field(description="Level in the tree.")
    kode: str | None = Field(None, description="Code as written, white space removed.")
    nama: str | None = Field(None, description="Name as written.")
    nama_baku: str | None = Field(
        None, description="The official name that `nama` certainly is, by the nomenclature; null without a match."
    )
    kode_baku: str | None = Field(
        None,
        description="The code in its standard form, from `kode` or the official name; null where it is not certain.",
    )
    sasaran: str | None = Field(None, description="Objective the row serves.")
    indikator: list[EvaluationIndikator] = Field(default_factory=list, description="Its indicators.")
    capaian: dict[CapaianGroup, Capaian] = Field(default_factory=dict, description="Each column group the table has.")
    penanggung_jawab: str | None = Field(None, description="Office in charge.")
    at: At = Field(description="Where it stands.")
    children: list[EvaluationNode] = Field(default_factory=list, description="Rows below it.")


class Evaluation(Part):
    """Last year's evaluation."""

    table: str = Field(description="Id of its table in `tables`.")
    tahun: int | None = Field(None, description="The evaluated year.")
    nodes: list[EvaluationNode] = Field(default_factory=list, description="Top of the tree.")
    total: dict[CapaianGroup, Capaian] = Field(default_factory=dict, description="Totals as stated.")


class KinerjaPelayanan(Part):
    """A row of the table of service performance."""

    indikator: str = Field(description="Indicator.")
    satuan: str | None = Field(None, description="Unit, where the table has a column for it.")
    target: dict[str, Value] = Field(default_factory=dict, description="Target by year ('2021').")
    realisasi: dict[str, Value] = Field(default_factory=dict, description="Realisation by year.")
    at: At = Field(description="Where it stands.")


class TelaahRow(Part):
    """A row of the review against the RKPD: the draft beside the result of the needs analysis."""

    level: Level = Field(description="Level in the tree.")
    nomor: str | None = Field(None, description="Number as printed.")
    rancangan_awal: PlanRow = Field(description="The draft RKPD's half of the row.")
    hasil_analisis: PlanRow = Field(description="The needs analysis's half of the row.")
    catatan: str | None = Field(None, description="Note.")
    at: At = Field(description="Where it stands.")


class TelaahTotal(Part):
    """Totals of both halves as stated."""

    rancangan_awal: Value | None = Field(None, description="Stated total of the draft.")
    hasil_analisis: Value | None = Field(None, description="Stated total of the analysis.")


class TelaahRkpd(Part):
    """The review against the draft RKPD (T-C.31)."""

    table: str = Field(description="Id of its table in `tables`.")
    rows: list[TelaahRow] = Field(default_factory=list, description="Rows in document order.")
    total: TelaahTotal = Field(default_factory=TelaahTotal, description="Totals as stated.")


class UsulanMasyarakat(Part):
    """A proposal of the community or another stakeholder (T-C.32)."""

    program_kegiatan: str | None = Field(None, description="Program or kegiatan proposed.")
    lokasi: str | None = Field(None, description="Location.")
    indikator: str | None = Field(None, description="Indicator.")
    volume: Value | None = Field(None, description="Amount or volume.")
    pagu_indikatif: Value | None = Field(None, description="Budget, where the table has a column for it.")
    catatan: str | None = Field(None, description="Note.")
    at: At = Field(description="Where it stands.")


class TableColumn(Part):
    """A column of a table."""

    index: int = Field(description="0-based column.")
    path: list[str] = Field(default_factory=list, description="Header texts from the outer group to the leaf.")
    field: str | None = Field(None, description="Dotted path of the value in this contract, or null.")


@dataclass(slots=True)
class TableCell:
    """A cell at its top left; the spans tile the grid."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    row: Annotated[int, Field(description="0-based row, header rows counted.")]
    col: Annotated[int, Field(description="0-based column.")]
    row_span: Annotated[int, Field(description="Rows it covers.")]
    col_span: Annotated[int, Field(description="Columns it covers.")]
    text: Annotated[str, Field(description="Its text, lines separated by newlines.")]
    page: Annotated[int | None, Field(description="1-based page; null for formats without pages.")] = None
    bbox: Annotated[BBox | None, Field(description="x0, top, x1, bottom in PDF points; null without pages.")] = None


class Table(Part):
    """A logical table: its parts on following pages are one table."""

    id: str = Field(description="Id, unique in the document ('t5').")
    number: str | None = Field(None, description="Number of its caption ('3.3').")
    title: str | None = Field(None, description="Title of its caption.")
    kind: TableKind = Field(description="What it is, as recognised by its header.")
    pages: list[int] = Field(default_factory=list, description="1-based pages it stands on.")
    header_rows: int = Field(description="Leading header rows, the column-number row included.")
    n_rows: int = Field(description="Rows, header and total rows included.")
    n_cols: int = Field(description="Columns.")
    columns: list[TableColumn] = Field(default_factory=list, description="One per column.")
    cells: list[TableCell] = Field(default_factory=list, description="Each cell once, sorted by row and column.")


class Finding(Part):
    """Something a person should look at."""

    code: FindingCode = Field(description="Kind of finding.")
    severity: Severity = Field(description="error, warning or info.")
    message: str = Field(description="One sentence that says what to look at.")
    at: At = Field(description="Where.")
    expected: Number | None = Field(None, description="What it should be by the document's own figures.")
    found: Number | None = Field(None, description="What the document states.")


class Correction(Part):
    """A person's decision about one value or text, as it is put into a document and kept there; it names no person."""

    document: str = Field(description="SHA-256 of the source file the value stands in.")
    path: str = Field(
        description="JSON Pointer (RFC 6901) in this document: of a Value, whose number is decided, or of a text."
    )
    decision: Decision = Field(description="confirmed: the value read is right; corrected: another one is.")
    raw: str = Field(description="The cell's text; of a text that text itself, empty where there was none.")
    flags: list[Flag] = Field(default_factory=list, description="The doubts it had when it was decided.")
    old_value: str | Number | None = Field(None, description="The number or text before; null where it had none.")
    new_value: str | Number | None = Field(None, description="The number or text since; null where nothing is stated.")
    reason: str = Field("", description="Why, in the person's words.")


class Renja(Part):
    """One document, whole."""

    schema_version: Literal["1.0"] = Field("1.0", description="Version of this contract.")
    source: Source = Field(description="The file.")
    identity: Identity = Field(default_factory=Identity, description="Which plan this is.")
    chapters: list[Chapter] = Field(default_factory=list, description="Chapters in order.")
    dasar_hukum: list[DasarHukum] = Field(default_factory=list, description="Legal basis, in order.")
    tujuan_sasaran: list[TujuanSasaran] = Field(default_factory=list, description="Aims and objectives.")
    rencana: Plan | None = Field(None, description="The plan of the year (T-C.33); null if none.")
    pendanaan: Plan | None = Field(None, description="BAB IV's own table, else null.")
    evaluasi: Evaluation | None = Field(None, description="Last year's evaluation; null if none.")
    rencana_lain: list[Plan] = Field(default_factory=list, description="Further tables of the plan's kind.")
    evaluasi_lain: list[Evaluation] = Field(default_factory=list, description="Further evaluations.")
    kinerja_pelayanan: list[KinerjaPelayanan] = Field(default_factory=list, description="Service performance.")
    telaah_rkpd: TelaahRkpd | None = Field(None, description="Review against the RKPD; null if none.")
    usulan_masyarakat: list[UsulanMasyarakat] = Field(default_factory=list, description="Proposals of the community.")
    tables: list[Table] = Field(default_factory=list, description="Every table, recognised or not.")
    findings: list[Finding] = Field(default_factory=list, description="What a person should look at.")
    corrections: list[Correction] = Field(
        default_factory=list, description="What people decided about values since, in order; values hold the last."
    )

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the document as JSON text; numbers are exact, members in contract order."""
        return "".join(self.json_parts(indent=indent))

    def json_parts(self, *, indent: int | None = None) -> Iterator[str]:
        """Yield the text of `to_json` in pieces of about a table, so that a long document is not held three times."""
        outer = inner = last = space = ""
        if indent is not None:
            last, space = "\n", " "
            outer, inner = "\n" + " " * indent, "\n" + " " * 2 * indent
        for index, name in enumerate(type(self).model_fields):
            yield f'{"," if index else "{"}{outer}"{name}":{space}'
            member = getattr(self, name)
            if isinstance(member, list) and member:
                for place, item in enumerate(member):
                    yield f"{',' if place else '['}{inner}{_json(item, indent, inner)}"
                yield f"{outer}]"
            else:
                yield _json(member, indent, outer)
        yield f"{last}}}"

    @classmethod
    def from_json(cls, text: str | bytes) -> Renja:
        """Read a document back; raises pydantic's ValidationError where it breaks the contract."""
        import simplejson

        data: Any = simplejson.loads(text, use_decimal=True)
        return cls.model_validate(data)


def _json(member: object, indent: int | None, line: str) -> str:
    """Return the JSON text of a model or plain value whose following lines begin with `line`."""
    text = _MARKED.sub(r"\1", to_json(member, indent=indent).decode())
    return text if indent is None else text.replace("\n", line)
