"""The comparison of two plans as JSON; `schemas/diff.schema.json` is generated from here."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from extractor.plan.model import At, JenisDokumen, Level, Number, Part, Tahapan, Value

DIFF_VERSION = "1.0"
Kind = Literal["added", "removed", "moved", "renamed", "changed"]
Bagian = Literal[
    "rencana",
    "pendanaan",
    "rencana_lain",
    "evaluasi",
    "evaluasi_lain",
    "telaah_rkpd.rancangan_awal",
    "telaah_rkpd.hasil_analisis",
    "tujuan_sasaran",
]


class Version(Part):
    """One of the two documents."""

    file_name: str = Field(description="Name of the file the document was read from.")
    sha256: str = Field(description="SHA-256 of its bytes.")
    jenis_dokumen: JenisDokumen = Field(description="Renja, or its amendment.")
    tahapan: Tahapan | None = Field(None, description="Drafting stage; null where not said.")
    tahun: int | None = Field(None, description="The plan year.")
    perangkat_daerah: str | None = Field(None, description="The office.")


class Total(Part):
    """A total on both sides."""

    field: str = Field(description="What is added up: a field of the plan's JSON, dotted.")
    kind: Literal["stated", "sum"] = Field(description="stated: as the document says; sum: what its rows add up to.")
    before: Number | None = Field(None, description="In the first document; null where there is none.")
    after: Number | None = Field(None, description="In the second document; null where there is none.")
    difference: Number | None = Field(None, description="after less before; null where one is missing.")


class Change(Part):
    """What a row says otherwise."""

    field: str = Field(description="The field, as in the plan's JSON, dotted: capaian.triwulan_1.anggaran.")
    indikator: str | None = Field(None, description="Wording of the indicator that the field belongs to.")
    before: Value | str | None = Field(None, description="In the first document; null where there is nothing.")
    after: Value | str | None = Field(None, description="In the second document; null where there is nothing.")
    difference: Number | None = Field(None, description="after less before, where both are numbers of one unit.")


class RowPlace(Part):
    """Where a row stands in one of the documents."""

    path: list[str] = Field(description="Names of the rows above it, from the top.")
    at: At = Field(description="Its place in the document.")


class RowDiff(Part):
    """A row that is not the same on both sides."""

    kinds: list[Kind] = Field(
        description="added, removed; or what became of a row of both: moved to another parent, renamed, changed."
    )
    level: Level = Field(
        description="Its level, in the second document where it is there; kelompok for aims and objectives."
    )
    kode: str | None = Field(None, description="Its code as written, in the second document where it is there.")
    nama: str | None = Field(None, description="Its name as written, in the second document where it is there.")
    before: RowPlace | None = Field(None, description="Its place in the first document; null for an added row.")
    after: RowPlace | None = Field(None, description="Its place in the second document; null for a removed row.")
    changes: list[Change] = Field(
        default_factory=list, description="What differs; the amounts and targets of an added or removed row."
    )


class Counts(Part):
    """How many rows are of each kind; one row can be of several."""

    same: int = Field(0, description="Rows that are the same on both sides.")
    added: int = Field(0, description="Rows of the second document alone.")
    removed: int = Field(0, description="Rows of the first document alone.")
    moved: int = Field(0, description="Rows that stand under another parent.")
    renamed: int = Field(0, description="Rows with another name.")
    changed: int = Field(0, description="Rows with another amount, target or other field.")


class PlanDiff(Part):
    """One table of the first document against one of the second."""

    bagian: Bagian = Field(
        description="Which part of the documents: the plan of the year, the funding table, an evaluation, a half of "
        "the review against the RKPD, aims and objectives."
    )
    totals: list[Total] = Field(description="Totals on both sides.")
    counts: Counts = Field(description="Rows by kind.")
    rows: list[RowDiff] = Field(default_factory=list, description="Rows that differ, in document order.")


class Diff(Part):
    """Two documents compared."""

    schema_version: Literal["1.0"] = Field("1.0", description="Version of this contract.")
    same: bool = Field(description="Whether no row and no total differs.")
    before: Version = Field(description="The first document.")
    after: Version = Field(description="The second document.")
    plans: list[PlanDiff] = Field(default_factory=list, description="Table by table: the plan of the year first.")

    def to_json(self) -> str:
        """Return the comparison as indented JSON; numbers are exact."""
        import simplejson

        return str(simplejson.dumps(self.model_dump(), use_decimal=True, ensure_ascii=False, indent=2))
