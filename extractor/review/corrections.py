"""What people decided about values, put into a document with its trail.

The program itself never corrects a document. A value whose number a person decided keeps its `raw`, gets the person's
`value` and loses the doubts that this settles. A text (a name, a wording, a unit, a value's `raw`) gets the person's
text; a row whose name or code is another one has no official name and no standard code since, and a number read from
other digits than its `raw` has now is `ambiguous` unless a person decided it too. `corrections` keeps what was there
before. Findings are of the document as it stands now: those that no longer hold go, those that hold since are
added.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final, Literal, TypeGuard

from pydantic import BaseModel, Field

from extractor.errors import UnreadableError
from extractor.json_files import load_json
from extractor.messages import Language, Message
from extractor.plan.checks import check
from extractor.plan.doubt import Doubt
from extractor.plan.model import (
    Correction,
    EvaluationIndikator,
    EvaluationNode,
    Finding,
    Flag,
    Indikator,
    KinerjaPelayanan,
    Node,
    Number,
    Part,
    PlanRow,
    Renja,
    TelaahRow,
    TujuanSasaran,
    UsulanMasyarakat,
    Value,
)
from extractor.plan.text import collapse
from extractor.plan.wording import number

CORRECTIONS_VERSION: Final = "1.0"
SETTLED: Final[frozenset[Flag]] = frozenset(("repaired", "ambiguous", "unreadable"))
"""Doubts that a person's decision settles; `scaled` and `range` tell how a value relates to its text."""
_OFFICIAL: Final = frozenset(("kode", "nama"))
_OF_ROWS: Final = _OFFICIAL | {
    "lokasi", "sumber_dana", "catatan", "kelompok_sasaran", "penanggung_jawab", "prioritas"
}  # fmt: skip
TEXTS: Final[Mapping[type, frozenset[str]]] = {
    Node: _OF_ROWS,
    PlanRow: _OF_ROWS,
    Indikator: frozenset(("uraian",)),
    EvaluationNode: _OFFICIAL | {"sasaran", "penanggung_jawab"},
    EvaluationIndikator: frozenset(("uraian",)),
    TelaahRow: frozenset(("nomor", "catatan")),
    TujuanSasaran: frozenset(("tujuan", "indikator_tujuan", "sasaran", "indikator_sasaran")),
    KinerjaPelayanan: frozenset(("indikator", "satuan")),
    UsulanMasyarakat: frozenset(("program_kegiatan", "lokasi", "indikator", "catatan")),
    Value: frozenset(("raw", "unit")),
}
"""Texts that a person may decide, by what has them; what else is text in the contract says how things hang together."""
_ALWAYS_STATED: Final = frozenset(((Value, "raw"), (KinerjaPelayanan, "indikator")))
_MOST_DIGITS: Final = 18
"""Before and after the decimal mark; no amount of a region has so many."""
_MOST_LETTERS: Final = 5_000
"""The longest cells of a plan have some 1,500 letters."""


class Corrections(Part):
    """A file of corrections, as the review page saves it."""

    corrections_version: Literal["1.0"] = Field("1.0", description="Version of this form.")
    corrections: list[Correction] = Field(description="The decisions, in the order they are put in.")


def read_corrections(file: Path) -> list[Correction]:
    """Return what a file of corrections holds; raises `UnreadableError` where it is none."""
    next_step = Message(
        id="Berikan berkas koreksi yang disimpan halaman `renja review`.",
        en="Give the file of corrections that a `renja review` page saved.",
    )
    return load_json(file, Corrections, next_step).corrections


def apply_corrections(
    renja: Renja, corrections: Sequence[Correction], name: str, *, language: Language = "en"
) -> Renja:
    """Return `renja` with corrections put in, all of them; those it holds already are left out.

    `name` is the corrections' file name, `language` that of findings added. Raises `UnreadableError` where one is for
    another document, for no value, or for a value that is not what it was decided on.
    """
    before = {(_fact(doubt), doubt.message): doubt for doubt in check(renja)}
    corrected = renja.model_copy(deep=True)
    # Numbers were decided beside the text as it was printed, so texts come after them.
    for one in sorted(corrections, key=lambda one: isinstance(value_at(renja, one.path), Text)):
        if one not in renja.corrections:
            _put(corrected, one, name)
            corrected.corrections.append(one)
    now = {(_fact(doubt), doubt.message): doubt for doubt in check(corrected)}
    gone = {(fact, text) for fact, message in before.keys() - now.keys() for text in (message.id, message.en)}
    corrected.findings = [one for one in corrected.findings if (_fact(one), one.message) not in gone]
    corrected.findings += [doubt.finding(language) for said, doubt in now.items() if said not in before]
    return corrected


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a document that a person may decide: the member `name` of `owner`."""

    owner: object
    name: str

    @property
    def text(self) -> str | None:
        """Return the text as it stands."""
        text: str | None = getattr(self.owner, self.name)
        return text

    def put(self, text: str | None, *, decided: bool) -> None:
        """Put another text in its place; `decided` tells whether a person decided the number that stands with it."""
        other_digits = _digits(self.text) != _digits(text)
        setattr(self.owner, self.name, text)
        if isinstance(self.owner, Value) and self.name == "raw" and other_digits and not decided:
            self.owner.flags = [*(flag for flag in self.owner.flags if flag not in SETTLED), "ambiguous"]
        if isinstance(self.owner, PlanRow | EvaluationNode) and self.name in _OFFICIAL:
            self.owner.nama_baku = self.owner.kode_baku = None


def _digits(text: str | None) -> str:
    return "".join(filter(str.isdigit, text or ""))


def value_at(renja: Renja, path: str) -> Value | Text | None:
    """Return the value or text at a JSON Pointer, None where there is none that a person may decide."""
    if not path.startswith("/"):
        return None
    owner: object = None
    found: object = renja
    step = ""
    for part in path[1:].split("/"):
        step = part.replace("~1", "/").replace("~0", "~")
        owner, found = found, _member(found, step)
    if step in TEXTS.get(type(owner), ()):
        return Text(owner, step)
    return found if isinstance(found, Value) else None


def _member(parent: object, step: str) -> object:
    if isinstance(parent, list):
        usual = step.isascii() and step.isdigit() and str(int(step)) == step
        return parent[int(step)] if usual and int(step) < len(parent) else None
    if isinstance(parent, dict):
        return parent.get(step)
    if isinstance(parent, BaseModel):
        return getattr(parent, step) if step in type(parent).model_fields else None
    return getattr(parent, step) if is_dataclass(parent) and step in parent.__dataclass_fields__ else None


def _put(renja: Renja, one: Correction, name: str) -> None:
    """Put one correction in; raises `UnreadableError` where it does not fit."""
    if one.document != renja.source.sha256:
        raise _refused(
            name,
            Message(
                id=f"Koreksi ini untuk dokumen lain (SHA-256 {one.document[:12]}…, "
                f"sedangkan JSON ini {renja.source.sha256[:12]}…).",
                en=f"The corrections are for another document (SHA-256 {one.document[:12]}…, "
                f"this JSON is of {renja.source.sha256[:12]}…).",
            ),
            Message(
                id="Berikan JSON dari berkas yang ditinjau.", en="Give the JSON of the file that was reviewed."
            ),
        )  # fmt: skip
    found = value_at(renja, one.path)
    if found is None:
        raise _refused(
            name,
            Message(id=f"Tidak ada nilai di {one.path}.", en=f"There is no value at {one.path}."),
            _REVIEW_AGAIN,
        )
    stands = (found.text or "", found.text) if isinstance(found, Text) else (found.raw, found.value)
    if stands != (one.raw, one.old_value):
        raise _refused(
            name,
            Message(
                id=f"Nilai di {one.path} adalah {_shown(*stands)}, bukan "
                f"{_shown(one.raw, one.old_value)} seperti saat ditinjau.",
                en=f"The value at {one.path} is {_shown(*stands)}, not "
                f"{_shown(one.raw, one.old_value)} as it was when reviewed.",
            ),
            _REVIEW_AGAIN,
        )
    new = one.new_value
    if one.decision == "confirmed" and new != one.old_value:
        raise _invalid(name, one.path)
    if isinstance(found, Text):
        if not _may_be(new, found):
            raise _invalid(name, one.path)
        decided = any(each.path == one.path.removesuffix("/raw") for each in renja.corrections)
        found.put(new, decided=decided)
    else:
        if not _is_amount(new):
            raise _invalid(name, one.path)
        found.value = new
        found.flags = [flag for flag in found.flags if flag not in SETTLED]


_REVIEW_AGAIN: Final = Message(
    id="Jalankan `renja extract` dan `renja review` lagi atas berkas yang sama, lalu tinjau kembali nilai itu.",
    en="Run `renja extract` and `renja review` again on the same file and review that value anew.",
)


def _refused(name: str, wrong: Message, next_step: Message) -> UnreadableError:
    return UnreadableError(name, wrong, next_step)


def _invalid(name: str, path: str) -> UnreadableError:
    return _refused(
        name,
        Message(id=f"Nilai baru untuk {path} tidak berlaku.", en=f"The new value for {path} is not valid."),
        Message(id="Perbaiki di halaman tinjauan dan simpan lagi.", en="Correct it in the review page, save again."),
    )


def _shown(raw: str, value: Number | str | None) -> str:
    return repr(value) if isinstance(value, str) else f"{number(value)} ({raw!r})"


def _may_be(text: Number | str | None, found: Text) -> TypeGuard[str | None]:
    """Tell whether a text can stand there: one line; none only where there may be none; rupiah stay rupiah."""
    if (type(found.owner), found.name) == (Value, "unit") and "IDR" in (found.text, text):
        return False
    if not isinstance(text, str):
        return text is None and (type(found.owner), found.name) not in _ALWAYS_STATED
    return text == found.text or (0 < len(text) <= _MOST_LETTERS and text == collapse(text))


def _is_amount(value: Number | str | None) -> TypeGuard[Number | None]:
    """Tell whether a number can be one of a plan: no more digits than money has, before and after the point."""
    if value is None or isinstance(value, str):
        return value is None
    exact = Decimal(value)
    return exact.adjusted() < _MOST_DIGITS and int(exact.as_tuple().exponent) > -_MOST_DIGITS


def _fact(said: Doubt | Finding) -> tuple[object, ...]:
    """Return what a finding is about, whatever its sentence."""
    at = said.at
    return said.code, at.table, tuple(at.rows), at.page, at.bbox, said.expected, said.found
