"""narrative-mismatch: what the text says of itself, of the plan's year, and of how the service performance moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

import regex

from extractor.messages import Message
from extractor.plan.checks.prose import Passage, passages
from extractor.plan.checks.rows_across import differently_named
from extractor.plan.checks.subject import Subject
from extractor.plan.doubt import Doubt
from extractor.plan.model import At, KinerjaPelayanan
from extractor.plan.money import find_amounts
from extractor.plan.number_words import number_words
from extractor.plan.wording import number, quoted

_GLOSSED: Final = regex.compile(r"(?<![\d.,/-])(\d{1,3}(?:\.\d{3})+|\d+)\s*\(\s*([\p{L}\s-]{2,100}?)\s*\)")
_GLOSSED_WORD: Final = regex.compile(r"(?<![\p{L}])((?:\p{L}+\s+){1,6})\(\s*(\d{1,3})\s*\)")
_DRAFTING: Final = regex.compile(
    r"\b(?:penyusunan|menyusun|disusunnya)\s+(?:dokumen\s+)?(?:rencana\s+kerja|renja)\b"
    r"(?:(?!\bno(?:mor)?\b)[^.;:]){0,80}?\btahun\s+(20\d\d)\b",
    regex.IGNORECASE,
)
_CHAPTER: Final = regex.compile(r"^BAB\.?\s+([IVX]+)[\s.:–-]+((?:[\p{Lu}\d/,()&-]+\s*)+)$")
_YEAR: Final = regex.compile(r"\b20\d\d\b")
_TREND: Final = regex.compile(
    r"\btahun\s+(20\d\d)\s+(?:[\p{L}]+\s+){0,2}?"
    r"(?:(?P<down>penurunan|menurun|turun)|(?P<up>peningkatan|kenaikan|meningkat|naik))"
    r"\s+(?:[\p{L}]+\s+){0,3}?(?:dari|dibanding\w*|terhadap)\s+(?:[\p{L}]+\s+)?tahun\s+(?:sebelumnya|lalu|(?P<since>20\d\d))",
    regex.IGNORECASE,
)


def check_claims(subject: Subject) -> list[Doubt]:
    """Return a doubt for every statement of the text that its own words, the plan's year or a table contradict."""
    renja = subject.renja
    doubts: list[Doubt] = []
    titles = {chapter.number: chapter.title for chapter in renja.chapters}
    for passage in passages(renja):
        doubts += _words_and_digits(passage)
        if renja.identity.tahun is not None and passage.chapter == "I":
            doubts += _year(passage, renja.identity.tahun)
        doubts += _listed_chapter(passage, titles)
        doubts += _trends(passage, renja.kinerja_pelayanan)
    return doubts


def _words_and_digits(passage: Passage) -> Iterator[Doubt]:
    """Yield a doubt for each number whose words in brackets spell another ("14 (dua belas)")."""
    money = [(start, end) for _, start, end in find_amounts(passage.text)] if "(" in passage.text else []
    for match in _GLOSSED.finditer(passage.text):
        spelled = number_words(match[2])
        digits = int(match[1].replace(".", ""))
        if spelled is not None and spelled != digits and not any(start <= match.start() < end for start, end in money):
            yield _said_twice(passage, match[0], digits, spelled)
    for reading, start, end in find_amounts(passage.text) if money else ():
        gloss = regex.search(r"\(([^()]+)\)", passage.text[start:end])
        spelled = number_words(regex.sub(r"(?i)\brupiah\b", "", gloss[1]).strip()) if gloss else None
        if spelled is not None and reading.value is not None and spelled != reading.value:
            yield _said_twice(passage, passage.text[start:end], reading.value, spelled)
    for match in _GLOSSED_WORD.finditer(passage.text):
        spelled = _last_number(match[1].split())
        if spelled is not None and spelled != int(match[2]):
            yield _said_twice(passage, match[0], int(match[2]), spelled)


def _last_number(words: list[str]) -> int | None:
    """Return the number that the last words spell, as many of them as do."""
    spelled = (number_words(" ".join(words[cut:])) for cut in range(len(words)))
    return next((one for one in spelled if one is not None), None)


def _said_twice(passage: Passage, text: str, digits: int | Decimal, words: int) -> Doubt:
    name = quoted(text)
    message = Message(
        f"{passage.place.id}: {name.id} menulis {number(digits)} dengan angka, tetapi {number(words)} dengan huruf; "
        "periksa mana yang benar.",
        f"{passage.place.en}: {name.en} says {number(digits)} in digits but {number(words)} in words; check which is "
        "right.",
    )
    return Doubt("narrative-mismatch", "error", message, At(), words, digits)


def _year(passage: Passage, tahun: int) -> Iterator[Doubt]:
    """Yield a doubt where the introduction speaks of drafting the plan of another year."""
    for sentence in passage.sentences:
        match = _DRAFTING.search(sentence)
        if match is None or int(match[1]) == tahun or str(tahun) in _YEAR.findall(sentence):
            continue
        message = Message(
            f"{passage.place.id} menyebut penyusunan Rencana Kerja tahun {match[1]}, sedangkan dokumen ini Renja tahun "
            f"{tahun}; periksa tahunnya.",
            f"{passage.place.en} speaks of drafting the plan of {match[1]}, but this is the plan of {tahun}; check the "
            "year.",
        )
        yield Doubt("narrative-mismatch", "warning", message, At(), tahun, int(match[1]))


def _listed_chapter(passage: Passage, titles: Mapping[str, str]) -> Iterator[Doubt]:
    """Yield a doubt where the introduction lists a chapter under another title than the chapter bears."""
    match = _CHAPTER.match(passage.text) if passage.chapter == "I" else None
    title = titles.get(match[1].upper()) if match is not None else None
    if match is None or not title or not differently_named(match[2], title):
        return
    message = Message(
        f"{passage.place.id} menyebut Bab {match[1]} “{match[2]}”, sedangkan judul babnya “{title}”; samakan judulnya.",
        f"{passage.place.en} lists chapter {match[1]} as “{match[2]}”, but its title is “{title}”; make them agree.",
    )
    yield Doubt("narrative-mismatch", "info", message, At())


def _trends(passage: Passage, rows: list[KinerjaPelayanan]) -> Iterator[Doubt]:
    """Yield a doubt where the text says that performance rose or fell and the table shows the opposite.

    The indicator is the one whose target and realisation of that year both stand in the passage.
    """
    for match in _TREND.finditer(passage.text):
        year, since = match[1], match["since"] or str(int(match[1]) - 1)
        meant = [row for row in rows if _quotes(passage.text, row, year)]
        if len(meant) != 1 or year not in meant[0].realisasi or since not in meant[0].realisasi:
            continue
        now, then = meant[0].realisasi[year].value, meant[0].realisasi[since].value
        if now is None or then is None or now == then or (now < then) == (match["down"] is not None):
            continue
        name = quoted(meant[0].indikator)
        said = ("penurunan", "a fall") if match["down"] else ("peningkatan", "a rise")
        message = Message(
            f"{passage.place.id} menyebut {said[0]} pada tahun {year}, sedangkan realisasi {name.id} bergerak dari "
            f"{number(then)} ({since}) ke {number(now)} ({year}); periksa kalimat atau tabelnya.",
            f"{passage.place.en} speaks of {said[1]} in {year}, but {name.en} went from {number(then)} ({since}) to "
            f"{number(now)} ({year}); check the sentence or the table.",
        )
        yield Doubt("narrative-mismatch", "warning", message, meant[0].at, then, now)


def _quotes(text: str, row: KinerjaPelayanan, year: str) -> bool:
    target, reached = row.target.get(year), row.realisasi.get(year)
    return all(
        value is not None
        and bool(value.raw)
        and regex.search(rf"(?<![\d.,]){regex.escape(value.raw)}(?![\d]|[.,]\d)", text)
        for value in (target, reached)
    )
