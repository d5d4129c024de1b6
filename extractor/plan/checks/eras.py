"""What the rules of the plan's year ask for and it has not: chapters, columns of its table, the level of sub kegiatan.

An absent column is a `header-unrecognised`: it is not there, or its header says it in words nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from extractor.messages import Message
from extractor.plan.checks.sheets import Sheet
from extractor.plan.checks.subject import Subject
from extractor.plan.doubt import Doubt
from extractor.plan.model import At, Renja
from extractor.plan.nomenclature import ERA_C_SINCE
from extractor.plan.text import squash
from extractor.plan.wording import column_label

FUNDING_CHAPTER_SINCE: Final = 2019
"""Permendagri 86/2017, of September 2017, gave the plan its chapter on work and funding, from the plans of 2019."""

_CHAPTERS: Final = (
    (0, regex.compile(r"evaluasi"), Message("Evaluasi Pelaksanaan Renja Tahun Lalu", "evaluation of last year's plan")),
    (0, regex.compile(r"tujuan|sasaran"), Message("Tujuan dan Sasaran", "aims and objectives")),
    (
        FUNDING_CHAPTER_SINCE,
        regex.compile(r"^(?!.*(?:evaluasi|tujuan)).*(?:pendanaan|rencanakerja|program)"),
        Message("Rencana Kerja dan Pendanaan", "work and funding"),
    ),
)
_COLUMNS: Final = ("indikator.uraian", "lokasi", "indikator.target", "pagu_indikatif", "sumber_dana", "prakiraan_maju")
"""The columns that every era's table of the plan has (54/2010 T-VI.C.10, 86/2017 T-C.33, both prints of SIPD)."""
_FEWEST_CHAPTERS: Final = 3
"""A file with fewer chapters is a part of a plan, and nothing is missing in it by its era."""


def check_era(subject: Subject) -> list[Doubt]:
    """Return a doubt for each chapter, and one for the columns and the level, that the year's rules ask for."""
    renja, tahun = subject.renja, subject.renja.identity.tahun
    if tahun is None:
        return []
    plan = next((sheet for sheet in subject.sheets if sheet.kind == "rencana"), None)
    doubts = list(_chapters(renja, tahun))
    return doubts if plan is None else [*doubts, *_columns(renja, plan), *_level(plan, tahun)]


def _chapters(renja: Renja, tahun: int) -> Iterator[Doubt]:
    titles = [squash(chapter.title or "") for chapter in renja.chapters]
    complete = len(titles) >= _FEWEST_CHAPTERS and all(titles)
    if not complete or any(finding.code == "chapter-missing" for finding in renja.findings):
        return
    for since, words, name in _CHAPTERS:
        if tahun >= since and not any(words.search(title) for title in titles):
            message = Message(
                f"Bab “{name.id}” tidak ada, padahal diminta untuk Renja tahun {tahun}; periksa kelengkapan berkas.",
                f"There is no chapter on {name.en}, which a plan of {tahun} must have; see whether the file is whole.",
            )
            yield Doubt("chapter-missing", "warning", message, At())


def _columns(renja: Renja, plan: Sheet) -> Iterator[Doubt]:
    fields = {column.field for table in renja.tables if table.id == plan.table for column in table.columns}
    amended = renja.identity.jenis_dokumen == "perubahan_renja" or any(
        field and field.startswith("sebelum_perubahan") for field in fields
    )
    absent = [
        column_label(field) for field in _COLUMNS if field not in fields and not (amended and field == "prakiraan_maju")
    ]
    if fields and absent:
        message = Message(
            f"{plan.label.id} tidak memuat kolom yang diminta bentuk bakunya: {', '.join(name.id for name in absent)}; "
            "periksa apakah judul kolomnya lain.",
            f"{plan.label.en} has no column that its official form asks for: {', '.join(name.en for name in absent)}; "
            "see whether a header says it in other words.",
        )
        yield Doubt("header-unrecognised", "info", message, At(table=plan.table))


def _level(plan: Sheet, tahun: int) -> Iterator[Doubt]:
    levels = {branch.level for branch in plan.branches()}
    if tahun < ERA_C_SINCE or "sub_kegiatan" in levels or "kegiatan" not in levels:
        return
    message = Message(
        f"{plan.label.id} tidak memuat sub kegiatan, padahal Renja tahun {tahun} memerincinya; periksa jenjang baris.",
        f"{plan.label.en} has no sub kegiatan, which a plan of {tahun} must have; check the levels of its rows.",
    )
    yield Doubt("level-uncertain", "info", message, At(table=plan.table))
