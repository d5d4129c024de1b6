"""narrative-mismatch: counts of programs and total amounts in the text against the tables of the year they speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

import regex

from extractor.messages import Message
from extractor.plan.checks.prose import Passage, passages
from extractor.plan.checks.ratios import rounds_to
from extractor.plan.checks.sheets import Sheet, SheetKind, amount_of, distance
from extractor.plan.checks.subject import Subject
from extractor.plan.doubt import Doubt
from extractor.plan.model import At, Level
from extractor.plan.money import find_amounts
from extractor.plan.number_words import find_counts
from extractor.plan.text import squash
from extractor.plan.wording import LEVEL_NAMES, number, rupiah

_NOUNS: Final[dict[str, Level]] = {"program": "program", "kegiatan": "kegiatan", "sub kegiatan": "sub_kegiatan"}
_UNCERTAIN_SHARE: Final = 0.1
"""Share of rows of uncertain level up to which a table's rows can be counted by level."""
_TOLD_BY: Final[tuple[SheetKind, ...]] = ("rencana", "pendanaan", "telaah_hasil", "evaluasi")
_YEAR: Final = regex.compile(r"\b20\d\d\b")
_OTHER_PLAN: Final = regex.compile(r"\b(?:RPJMD|RPJMN|RPJPD|Renstra|RKPD|RKP|Musrenbang|usulan)\b", regex.IGNORECASE)
_SOME_OF_THEM: Final = regex.compile(
    r"^\s*(?:prioritas|unggulan|strategis|nasional|utama|baru|lanjutan)", regex.IGNORECASE
)
_TOTAL: Final = regex.compile(
    r"(?:pagu\s+(?:indikatif|anggaran)|(?:total|jumlah|keseluruhan|seluruh|alokasi)\s+(?:pagu|anggaran|dana)"
    r"|(?:pagu|anggaran)\s+(?:total|keseluruhan|seluruhnya))",
    regex.IGNORECASE,
)
_REALISATION: Final = regex.compile(r"\b(?:realisasi\w*|terealisasi|ter?serap|penyerapan)\b", regex.IGNORECASE)
_ONE_ROW: Final = regex.compile(r"\b(?:[Pp]rogram|[Kk]egiatan|[Bb]elanja|[Ss]ub)\s+\p{Lu}\p{L}")
_PER_CENT: Final = regex.compile(
    r"^[\s,.-]*(?:\(|atau\b|sebesar\b|dengan\b|persentase\b|capaian\b|\s)*(\d+(?:[.,]\d+)?)\s*%"
)
_PARTS: Final = regex.compile(r"\b(?:terdiri|terbagi)\s+(?:dari|atas|dalam)\b", regex.IGNORECASE)
_BEFORE_COUNT: Final = 60
"""Letters before a count in which another plan may be named whose programs are counted."""
_BEFORE_PARTS: Final = 40
"""Letters between an amount and the words that divide it; one farther off is not what is divided."""


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount in a sentence with the words before it."""

    value: int | Decimal
    before: str
    start: int
    end: int

    @property
    def is_realisation(self) -> bool:
        return _REALISATION.search(self.before) is not None

    @property
    def is_total(self) -> bool:
        return _TOTAL.search(self.before) is not None and _ONE_ROW.search(self.before) is None


def check_narrative(subject: Subject) -> list[Doubt]:
    """Return a doubt for every count of programs or total amount in the text that its tables do not bear out."""
    renja = subject.renja
    found = [sheet for sheet in subject.sheets if sheet.roots]
    tables = [sheet for kind in _TOLD_BY for sheet in found if sheet.kind == kind]
    counted = _with_certain_levels(subject, tables)
    doubts: list[Doubt] = []
    for passage in passages(renja):
        if not any(mark.isdigit() for mark in passage.text):
            continue
        for sentence in passage.sentences:
            spoken_of = _spoken_of(passage, sentence, tables, renja.identity.tahun)
            doubts += _counts(passage, sentence, [sheet for sheet in spoken_of if sheet.table in counted])
            amounts = _amounts(sentence)
            doubts += _totals(passage, amounts, spoken_of)
            doubts += _parts(passage, sentence, amounts)
            doubts += _percentages(passage, sentence, amounts)
    return doubts


def _with_certain_levels(subject: Subject, tables: Sequence[Sheet]) -> set[str]:
    """Return the tables whose rows can be counted by level, for hardly any level was uncertain in reading."""
    doubted = Counter(table for table, _ in subject.uncertain_rows)
    return {
        sheet.table for sheet in tables if doubted[sheet.table] <= _UNCERTAIN_SHARE * sum(1 for _ in sheet.branches())
    }


def _spoken_of(passage: Passage, sentence: str, tables: Sequence[Sheet], tahun: int | None) -> list[Sheet]:
    """Return the tables a sentence speaks of: those of the one year it names, or of its section where it names none.

    The tables of its own section go before all others, plan and funding table before the review.
    """
    years = {int(year) for year in _YEAR.findall(sentence)}
    here = [sheet for sheet in tables if sheet.table in passage.tables]
    if not years:
        return here
    of_year = [sheet for sheet in tables if (sheet.tahun or (None if sheet.kind == "evaluasi" else tahun)) in years]
    if len({sheet.kind == "evaluasi" for sheet in of_year}) > 1:
        return [sheet for sheet in of_year if sheet in here]
    nearest = [sheet for sheet in of_year if sheet in here]
    return nearest or [sheet for sheet in of_year if sheet.kind != "telaah_hasil"] or of_year


def _counts(passage: Passage, sentence: str, tables: Sequence[Sheet]) -> Iterator[Doubt]:
    """Yield a doubt for each count that no table has, in a sentence that counts the programs and what is below them."""
    counts = find_counts(sentence, list(_NOUNS))
    if not tables or not counts or counts[0].noun != "program":
        return
    seen: set[str] = set()
    for count in counts:
        stated = count.words if count.digits is None else count.digits
        if stated is None or count.noun in seen:
            continue
        seen.add(count.noun)
        before = sentence[max(0, count.start - _BEFORE_COUNT) : count.start]
        if count.noun == "program" and (stated < 2 or _OTHER_PLAN.search(before)):
            return
        if _SOME_OF_THEM.match(sentence[count.end :]):
            continue
        level = _NOUNS[count.noun]
        there = [
            (sheet, names)
            for sheet in tables
            if (names := [squash(x.nama) for x in sheet.branches() if x.level == level])
        ]
        # A program that several units share stands in the table once for each, and counts as one or as many.
        if there and not any(stated in (len(names), len(set(names))) for _, names in there):
            table, names = there[0]
            yield _miscount(passage, table, level, len(names), stated)


def _miscount(passage: Passage, table: Sheet, level: Level, expected: int, stated: int) -> Doubt:
    name = LEVEL_NAMES[level]
    message = Message(
        f"{passage.place.id} menyebut {stated} {name}, sedangkan {table.label.id} memuat {expected} {name}; periksa "
        "jumlah di teks.",
        f"{passage.place.en} speaks of {stated} {name}, but {table.label.en} holds {expected} {name}; check the count "
        "in the text.",
    )
    return Doubt("narrative-mismatch", "warning", message, At(), expected, stated)


def _amounts(sentence: str) -> list[_Amount]:
    found: list[_Amount] = []
    last = 0
    for reading, start, end in find_amounts(sentence):
        # "Rp 4,4 miliar" is rounded; it neither proves nor disproves a table.
        if reading.value is not None and not {"scaled", "range", "ambiguous"}.intersection(reading.flags):
            found.append(_Amount(reading.value, sentence[last:start], start, end))
        last = end
    return found


def _totals(passage: Passage, amounts: Sequence[_Amount], tables: Sequence[Sheet]) -> Iterator[Doubt]:
    """Yield a doubt for each total in the text that is neither a table's stated total nor the sum of its rows."""
    for amount in amounts:
        if amount.is_realisation or not amount.is_total:
            continue
        known = [(sheet, total) for sheet in tables for total in _table_totals(sheet)]
        if not known or any(distance(total, amount.value) < 1 for _, total in known):
            continue
        sheet, expected = known[0]
        message = Message(
            f"{passage.place.id} menyebut jumlah anggaran {rupiah(amount.value)}, sedangkan {sheet.label.id} memuat "
            f"{rupiah(expected)}; periksa angka di teks dan di tabel.",
            f"{passage.place.en} states a total of {rupiah(amount.value)}, but {sheet.label.en} has "
            f"{rupiah(expected)}; check the figure in the text and in the table.",
        )
        yield Doubt("narrative-mismatch", "warning", message, At(), expected, amount.value)


def _table_totals(sheet: Sheet) -> Iterator[int | Decimal]:
    """Yield the table's total of the year's budget: as stated, then as its rows add up."""
    column = "target.anggaran" if sheet.kind == "evaluasi" else "pagu_indikatif"
    total = sheet.totals.get(column)
    if total is not None and total.value is not None:
        yield total.value
    rows = amount_of(sheet.roots, column)
    if rows.stated:
        yield rows.sum


def _parts(passage: Passage, sentence: str, amounts: Sequence[_Amount]) -> Iterator[Doubt]:
    """Yield a doubt where a sentence divides an amount into parts that do not add up to it."""
    divider = _PARTS.search(sentence)
    if divider is None:
        return
    before = [amount for amount in amounts if amount.end <= divider.start()]
    parts = [amount for amount in amounts if amount.start >= divider.end()]
    if not before or len(parts) < 2 or divider.start() - before[-1].end > _BEFORE_PARTS:
        return
    total = sum(part.value for part in parts)
    if distance(total, before[-1].value) < 1:
        return
    message = Message(
        f"{passage.place.id}: {rupiah(before[-1].value)} disebut terdiri dari {len(parts)} bagian yang berjumlah "
        f"{rupiah(total)}; periksa angka-angka dalam kalimat itu.",
        f"{passage.place.en}: {rupiah(before[-1].value)} is said to consist of {len(parts)} parts, which add up to "
        f"{rupiah(total)}; check the figures of that sentence.",
    )
    yield Doubt("narrative-mismatch", "error", message, At(), total, before[-1].value)


def _percentages(passage: Passage, sentence: str, amounts: Sequence[_Amount]) -> Iterator[Doubt]:
    """Yield a doubt for each realisation whose per cent is not its share of the budget stated before it."""
    for budget, spent in pairwise(amounts):
        found = _PER_CENT.match(sentence[spent.end :])
        if found is None or not spent.is_realisation or budget.is_realisation or not budget.value:
            continue
        stated = Decimal(found[1].replace(",", "."))
        due = Decimal(spent.value) * 100 / Decimal(budget.value)
        if rounds_to(due, stated, len(found[1].replace(",", ".").partition(".")[2])):
            continue
        message = Message(
            f"{passage.place.id} menyebut {found[1]} %, sedangkan {rupiah(spent.value)} dari {rupiah(budget.value)} "
            f"adalah {number(round(due, 2))} %; periksa persentase di teks.",
            f"{passage.place.en} states {found[1]} %, but {rupiah(spent.value)} of {rupiah(budget.value)} is "
            f"{number(round(due, 2))} %; check the percentage in the text.",
        )
        yield Doubt("ratio-mismatch", "warning", message, At(), round(due, 2), stated)
