"""numbering-irregular: numbers of tables and of rows that do not follow each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from extractor.messages import Message
from extractor.plan.checks.prose import passages
from extractor.plan.checks.subject import Subject
from extractor.plan.doubt import Doubt
from extractor.plan.model import At, Renja, Table
from extractor.plan.wording import quoted, table_label
from extractor.reading.roman import roman_value

_PARTS: Final = regex.compile(r"\d+|[IVX]+|[A-Za-z]")
_ANNOUNCED: Final = regex.compile(
    r"\b(?:tabel|table)\.?\s*(\d+(?:\.\d+)*)\.?\s*(?:berikut|di\s?bawah)", regex.IGNORECASE
)
_IRREGULAR_SHARE: Final = 0.2
"""Where more row numbers than this break the rule, the table counts in a way this check does not know."""


def check_numbering(subject: Subject) -> list[Doubt]:
    """Return a doubt for every table and row whose number does not follow from those before it."""
    renja = subject.renja
    return [*_tables(renja), *_references(renja), *_rows(renja)]


def _parts(number: str) -> tuple[int, ...]:
    """Return a printed number as integers ("2.3" is (2, 3)); Roman numbers count, letters end it."""
    values: list[int] = []
    for part in _PARTS.findall(number):
        value = int(part) if part.isdecimal() else roman_value(part)
        if value is None:
            break
        values.append(value)
    return tuple(values)


def _tables(renja: Renja) -> Iterator[Doubt]:
    numbered = [(table, _parts(table.number)) for table in renja.tables if table.number and _parts(table.number)]
    depths = [len(parts) for _, parts in numbered]
    usual = max(set(depths), key=depths.count, default=0)
    before: tuple[int, ...] = ()
    seen: dict[tuple[int, ...], Table] = {}
    for table, parts in numbered:
        if parts in seen:
            yield _table(table, Message("nomor itu sudah dipakai tabel lain", "another table has that number already"))
        elif len(parts) != usual:
            if depths.count(usual) > 1:
                last = ".".join(map(str, before))
                yield _table(
                    table,
                    Message(f"tabel sebelumnya bernomor {last}", f"the table before it is number {last}")
                    if before
                    else Message("tabel lain bernomor bab dan urut", "other tables carry chapter and number"),
                )
            continue
        elif before and parts < before:
            last = ".".join(map(str, before))
            yield _table(table, Message(f"tabel sebelumnya bernomor {last}", f"the table before it is number {last}"))
        seen.setdefault(parts, table)
        before = parts


def _table(table: Table, why: Message) -> Doubt:
    title = quoted(table.title)
    message = Message(
        f"Tabel {table.number} {title.id}: nomornya tidak berurutan, sebab {why.id}; periksa nomor tabel.",
        f"Table {table.number} {title.en}: its number is out of order: {why.en}; check the table's number.",
    )
    at = At(table=table.id, page=table.pages[0] if table.pages else None)
    return Doubt("numbering-irregular", "warning", message, at)


def _references(renja: Renja) -> Iterator[Doubt]:
    """Yield a doubt for every table number that the text announces as following and no table has."""
    known = {_parts(table.number) for table in renja.tables if table.number}
    if not known:
        return
    for passage in passages(renja):
        for match in _ANNOUNCED.finditer(passage.text):
            if _parts(match[1]) not in known:
                message = Message(
                    f"{passage.place.id} menunjuk Tabel {match[1]}, tetapi tidak ada tabel bernomor itu; periksa "
                    "rujukannya.",
                    f"{passage.place.en} refers to Table {match[1]}, but no table has that number; check it.",
                )
                yield Doubt("numbering-irregular", "info", message, At())


def _rows(renja: Renja) -> Iterator[Doubt]:
    """Yield a doubt for every row number of the review that neither follows the last one nor starts again at one."""
    if renja.telaah_rkpd is None:
        return
    label = table_label(renja, renja.telaah_rkpd.table, "telaah_hasil")
    last: dict[bool, int] = {}
    odd: list[Doubt] = []
    count = 0
    for row in renja.telaah_rkpd.rows:
        nomor = (row.nomor or "").strip(" .)")
        in_roman = not nomor.isdecimal()
        value = roman_value(nomor) if in_roman else int(nomor)
        if not value:
            continue
        count += 1
        due = last.get(in_roman, 0) + 1
        if value not in (due, 1) or (value == 1 and in_roman and due > 1):
            name = quoted(row.hasil_analisis.nama or row.rancangan_awal.nama)
            message = Message(
                f"{label.id}, {name.id}: nomor baris “{row.nomor}” tidak mengikuti yang sebelumnya; periksa urutannya.",
                f"{label.en}, {name.en}: row number “{row.nomor}” does not follow the one before; check the order.",
            )
            odd.append(Doubt("numbering-irregular", "info", message, row.at, due, value))
        last[in_roman] = value
    if len(odd) <= _IRREGULAR_SHARE * count:
        yield from odd
