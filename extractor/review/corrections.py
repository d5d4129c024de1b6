"""What people decided about values, put into a document with its trail.

The program itself never corrects a document. A value that a person decided keeps its `raw`, gets the person's `value`
and loses the doubts that this settles; `corrections` keeps what it was before. Findings are of the values as they
stand now: those that no longer hold go, those that hold since are added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, Field

from extractor.errors import UnreadableError
from extractor.json_files import load_json
from extractor.messages import Language, Message
from extractor.plan.checks import check
from extractor.plan.doubt import Doubt
from extractor.plan.model import Correction, Finding, Flag, Part, Renja, Value
from extractor.review.terminal import rupiah

CORRECTIONS_VERSION: Final = "1.0"
SETTLED: Final[frozenset[Flag]] = frozenset(("repaired", "ambiguous", "unreadable"))
"""Doubts that a person's decision settles; `scaled` and `range` tell how a value relates to its text."""
_MOST_DIGITS: Final = 18


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
    before = {_fact(doubt) for doubt in check(renja)}
    corrected = renja.model_copy(deep=True)
    for one in corrections:
        if one not in renja.corrections:
            _put(corrected, one, name)
            corrected.corrections.append(one)
    now = {_fact(doubt): doubt for doubt in check(corrected)}
    gone = before - now.keys()
    corrected.findings = [finding for finding in corrected.findings if _fact(finding) not in gone]
    corrected.findings += [doubt.finding(language) for fact, doubt in now.items() if fact not in before]
    return corrected


def value_at(renja: Renja, path: str) -> Value | None:
    """Return the value at a JSON Pointer, None where there is none."""
    if not path.startswith("/"):
        return None
    found: object = renja
    for step in path[1:].split("/"):
        found = _member(found, step.replace("~1", "/").replace("~0", "~"))
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
    value = value_at(renja, one.path)
    if value is None:
        raise _refused(
            name,
            Message(id=f"Tidak ada nilai di {one.path}.", en=f"There is no value at {one.path}."),
            _REVIEW_AGAIN,
        )
    if (value.raw, value.value) != (one.raw, one.old_value):
        raise _refused(
            name,
            Message(
                id=f"Nilai di {one.path} adalah {_shown(value.raw, value.value)}, bukan "
                f"{_shown(one.raw, one.old_value)} seperti saat ditinjau.",
                en=f"The value at {one.path} is {_shown(value.raw, value.value)}, not "
                f"{_shown(one.raw, one.old_value)} as it was when reviewed.",
            ),
            _REVIEW_AGAIN,
        )
    if not _is_amount(one.new_value) or (one.decision == "confirmed" and one.new_value != one.old_value):
        raise _refused(
            name,
            Message(id=f"Nilai baru untuk {one.path} tidak berlaku.", en=f"The new value for {one.path} is not valid."),
            Message(
                id="Perbaiki di halaman tinjauan dan simpan lagi.", en="Correct it in the review page, save again."
            ),
        )
    value.value = one.new_value
    value.flags = [flag for flag in value.flags if flag not in SETTLED]


_REVIEW_AGAIN: Final = Message(
    id="Jalankan `renja extract` dan `renja review` lagi atas berkas yang sama, lalu tinjau kembali nilai itu.",
    en="Run `renja extract` and `renja review` again on the same file and review that value anew.",
)


def _refused(name: str, wrong: Message, next_step: Message) -> UnreadableError:
    return UnreadableError(name, wrong, next_step)


def _shown(raw: str, value: int | Decimal | None) -> str:
    return f"{rupiah(value)} ({raw!r})"


def _is_amount(value: int | Decimal | None) -> bool:
    """Tell whether a number can be one of a plan: no more digits than money has, before and after the point."""
    if value is None:
        return True
    number = Decimal(value)
    return number.adjusted() < _MOST_DIGITS and int(number.as_tuple().exponent) > -_MOST_DIGITS


def _fact(said: Doubt | Finding) -> tuple[object, ...]:
    """Return what a finding is about, whatever its sentence."""
    at = said.at
    return said.code, at.table, tuple(at.rows), at.page, at.bbox, said.expected, said.found
