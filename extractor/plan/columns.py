"""Which kind of table it is and what each column holds, by the meaning of its header, never by position."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.plan.forms import FORMS, Column, Form
from extractor.plan.model import TableKind
from extractor.plan.words import header_key, says
from extractor.tables.model import LogicalTable

MIN_SCORE = 3
"""Columns with a field that a table must have to be of a form; a title of the form counts as many."""


@dataclass(frozen=True, slots=True)
class RecognisedTable:
    """A table with a field, or None, for each column; `form` is None for a table of kind "other"."""

    table: LogicalTable
    kind: TableKind
    form: Form | None
    fields: tuple[str | None, ...]

    def columns(self, field: str) -> tuple[int, ...]:
        """Return the columns that hold `field`, from left to right."""
        return tuple(index for index, name in enumerate(self.fields) if name == field)


def recognise(table: LogicalTable) -> RecognisedTable:
    """Return the form that explains most columns of `table`, or kind "other" where none does."""
    paths = [tuple(header_key(text) for text in path) for path in table.paths]
    title = header_key(table.title or "")
    best: RecognisedTable | None = None
    best_score = 0.0
    for form in FORMS:
        fields = _fields_of(form, paths, table.paths)
        score = _score(form, fields, paths, title)
        if score > best_score and score >= MIN_SCORE:
            best, best_score = RecognisedTable(table, form.kind, form, fields), score
    return best or RecognisedTable(table, "other", None, (None,) * table.n_cols)


def _fields_of(form: Form, paths: list[tuple[str, ...]], texts: tuple[tuple[str, ...], ...]) -> tuple[str | None, ...]:
    return tuple(_field_of(form, path, text) if path else None for path, text in zip(paths, texts, strict=True))


def _field_of(form: Form, path: tuple[str, ...], texts: tuple[str, ...]) -> str | None:
    for column in form.columns:
        if _matches(column, path):
            if not column.field:
                return None
            return _completed(column.field, path, texts)
    return None


def _matches(column: Column, path: tuple[str, ...]) -> bool:
    """Tell whether the header path says all that `column` asks for.

    The leaf may be a bare unit of its group (K, Rp, a year), so a path of one element is its own group.
    """
    for word in column.leaf.split():
        wanted, name = _sign(word)
        if says(name, path[-1]) is not wanted:
            return False
    for word in column.under.split():
        wanted, name = _sign(word)
        where = path
        if name.startswith(">"):
            where, name = path[:-1], name[1:]
        if any(says(name, key) for key in where) is not wanted:
            return False
    return True


def _sign(word: str) -> tuple[bool, str]:
    return (False, word[1:]) if word.startswith("!") else (True, word)


def _completed(field: str, path: tuple[str, ...], texts: tuple[str, ...]) -> str | None:
    """Return `field` with what only the header knows: K or Rp of an evaluation's group, the year of a target."""
    if field.startswith("capaian."):
        return f"{field}.{'anggaran' if says('RUPIAH', path[-1]) else 'kinerja'}"
    if field in ("realisasi", "target") and says("TAHUN", path[-1]):
        year = regex.search(r"(?:19|20)\d\d", texts[-1])
        return f"{field}.{year[0]}" if year else field
    return field


def _score(form: Form, fields: tuple[str | None, ...], paths: list[tuple[str, ...]], title: str) -> float:
    """Return how many columns the form explains, distinct fields first; 0 where it lacks what it cannot be without."""
    present = {field for field in fields if field}
    for alternatives in form.required:
        if not any(field.startswith(choice) for choice in alternatives.split("|") for field in present):
            return 0
    if form.forbidden and any(says(form.forbidden, path[-1]) for path in paths if path):
        return 0
    unexplained = sum(1 for field, path in zip(fields, paths, strict=True) if field is None and path)
    titled = MIN_SCORE if title and regex.search(form.title, title) else 0
    return len(present - {"nomor"}) + titled - 0.5 * unexplained
