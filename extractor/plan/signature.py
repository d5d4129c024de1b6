"""The signature block under a plan: place, date, office, name, NIP."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import regex

from extractor.plan.model import Pengesahan
from extractor.plan.text import collapse, name_case
from extractor.reading.document import Paragraph
from extractor.tables.model import Flow, LogicalTable

_MONTHS: Final = {
    name: i
    for i, names in enumerate(
        (
            ("januari", "jan"),
            ("februari", "pebruari", "feb"),
            ("maret", "mar"),
            ("april", "apr"),
            ("mei",),
            ("juni", "jun"),
            ("juli", "jul"),
            ("agustus", "agust", "agu"),
            ("september", "sept", "sep"),
            ("oktober", "okt"),
            ("november", "nopember", "nov", "nop"),
            ("desember", "des"),
        ),
        start=1,
    )
    for name in names
}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE: Final = regex.compile(
    rf"(?:(?P<day>\d{{1,2}})?\s*(?P<month>{_MONTH})\.?\s*(?P<year>(?:19|20)\d\d)"
    r"|(?P<day2>\d{1,2})\s?[-/.]\s?(?P<month2>\d{1,2})\s?[-/.]\s?(?P<year2>(?:19|20)\d\d))",
    regex.IGNORECASE,
)
_PLACE_DATE: Final = regex.compile(
    r"(?:ditetapkan\s+di\s*:?\s*)?(?P<place>(?-i:\p{Lu})[\p{L}.'’-]*(?:\s[\p{L}.'’-]+){0,3})\s*,\s*"
    rf"(?:tanggal\s*:?\s*|tgl\.?\s*)?[.…_]*\s*{_DATE.pattern}\.?",
    regex.IGNORECASE,
)
_PLACE: Final = regex.compile(
    r"(?:ditetapkan|dibuat|disahkan)\s+di\s*:?\s*(?P<place>\p{Lu}[\p{L} .'’-]{1,38})", regex.IGNORECASE
)
_ON_DATE: Final = regex.compile(rf"(?:pada\s+)?tanggal\s*:?\s*{_DATE.pattern}\.?", regex.IGNORECASE)
_OFFICE: Final = regex.compile(
    r"(?:(?:plt|plh|pj|pjs|a\.?\s?n|u\.?\s?b)\b\.?\s*)*(?:kepala|camat|lurah|inspektur|sekretaris|direktur|ketua|pimpinan|"
    r"bupati|wali\s?kota|gubernur|asisten|kabag|kabid)\b.*",
    regex.IGNORECASE,
)
_RANK: Final = regex.compile(r"(?:pangkat\b|pembina|penata|pengatur|juru)\b.*|gol(?:ongan)?\b.*", regex.IGNORECASE)
_NIP: Final = regex.compile(r"\bNIP\b\s*[.:]*\s*(?P<digits>\d[\d .]{8,30}\d)?", regex.IGNORECASE)
_BEFORE_NIP: Final = regex.compile(r"\s+(?=NIP\b[ .:]*\d)")
_NO_NAME: Final = regex.compile(
    r"\W*(?:ttd|ditandatangani|dokumen ini|tanda tangan|cap\b|mengetahui|\W*$).*", regex.IGNORECASE
)
_LONGEST_LINE: Final = 100
"""Letters; longer lines are prose, no part of a block."""
_BLOCK_LINES: Final = 12
"""Lines under place and date that may belong to the block."""
_LAST_ROWS: Final = 15
"""Rows at a table's end that may hold a signature block printed inside it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block starts: the line after place and date, with what they say."""

    place: str | None
    when: str | None
    after: int


def find_signature(flow: Flow) -> Pengesahan:
    """Return the last signature block of the document; every field None where there is none.

    A date without a day is no date (None): the block then still gives place and signatory.
    """
    best = Pengesahan()
    for lines in _columns(flow):
        for start in _starts(lines):
            block = _read(lines, start)
            if block.jabatan or block.nama or not best.tempat:
                best = block
    return best


def _iso(match: regex.Match[str]) -> str | None:
    """Return a match of `_DATE` as ISO date, None where it has no day or is no date."""
    day = match["day"] or match["day2"]
    month = _MONTHS[match["month"].casefold()] if match["month"] else int(match["month2"])
    if not day:
        return None
    try:
        return date(int(match["year"] or match["year2"]), month, int(day)).isoformat()
    except ValueError:
        return None  # "31 Juni": a date that does not exist is none


def _columns(flow: Flow) -> Iterator[list[str]]:
    """Yield in document order the runs of lines a block may stand in.

    A run is paragraphs with the small tables between them, column by column (a table that only lays out the block);
    after it come the columns at the end of a large table.
    """
    lines: list[str] = []
    for block in flow.blocks:
        if isinstance(block, Paragraph):
            lines += _lines(block.text)
        elif isinstance(block, LogicalTable):
            columns = _table_columns(block)
            if block.n_rows > _LAST_ROWS:
                yield lines
                yield from columns
                lines = []
            else:
                lines += [line for column in columns for line in column]
    yield lines


def _table_columns(table: LogicalTable) -> list[list[str]]:
    columns: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.row + cell.row_span > table.n_rows - _LAST_ROWS:
            columns.setdefault(cell.col, []).extend(_lines(cell.text))
    return [columns[col] for col in sorted(columns)]


def _lines(text: str) -> list[str]:
    """Return the lines of a text; what stands before a NIP is a line of its own."""
    return [collapse(line) for line in _BEFORE_NIP.sub("\n", text).split("\n") if line.strip()]


def _starts(lines: Sequence[str]) -> Iterator[_Place]:
    for i, line in enumerate(lines):
        if len(line) > _LONGEST_LINE:
            continue
        both = _PLACE_DATE.fullmatch(line)
        if both is not None:
            yield _Place(both["place"], _iso(both), i + 1)
            continue
        place = _PLACE.fullmatch(line)
        when = _ON_DATE.fullmatch(lines[i + 1]) if place is not None and i + 1 < len(lines) else None
        if place is not None:
            yield _Place(place["place"], _iso(when) if when else None, i + 2 if when else i + 1)


def _read(lines: Sequence[str], start: _Place) -> Pengesahan:
    """Return the block that starts at `start`: the office up to its comma, then the name above rank or NIP."""
    block = list(lines[start.after : start.after + _BLOCK_LINES])
    end = next((i for i, line in enumerate(block) if len(line) > _LONGEST_LINE), len(block))
    block = block[:end]
    nip_at = next((i for i, line in enumerate(block) if _NIP.search(line)), None)
    if nip_at is not None:
        block = block[: nip_at + 1]
    office, rest = _office(block, has_nip=nip_at is not None)
    nip = _NIP.search(block[nip_at]) if nip_at is not None else None
    digits = regex.sub(r"\D", "", nip["digits"] or "") if nip else ""
    tempat = start.place.strip(" .") if start.place else None
    return Pengesahan(
        tempat=name_case(tempat) if tempat else None,
        tanggal=start.when,
        jabatan=office,
        nama=_person(rest) if nip_at is not None or office else None,
        nip=digits or None,
    )


def _office(block: Sequence[str], *, has_nip: bool) -> tuple[str | None, list[str]]:
    """Return the signatory's office and the lines after it; it runs to its comma, or to the name where none is set."""
    first = next((i for i, line in enumerate(block) if _OFFICE.fullmatch(line)), None)
    if first is None:
        return None, list(block)
    last = next((i for i in range(first, min(first + 5, len(block))) if block[i].endswith(",")), None)
    if last is None:
        last = first
        while last + 1 < len(block) and _goes_on(block, last + 1, has_nip=has_nip):
            last += 1
    text = collapse(" ".join(block[first : last + 1])).rstrip(",").strip()
    return name_case(text), list(block[last + 1 :])


def _goes_on(block: Sequence[str], i: int, *, has_nip: bool) -> bool:
    """Return whether line `i` still names the office: two more lines at least follow it above the NIP."""
    if _RANK.fullmatch(block[i]) or _NIP.search(block[i]) or _NO_NAME.fullmatch(block[i]):
        return False
    return (
        has_nip
        and regex.match(r"(?i)(?:kabupaten|kab\.|kota|provinsi|kecamatan|dinas|badan|dan\b)", block[i]) is not None
    )


def _person(lines: Sequence[str]) -> str | None:
    """Return the name: the first line that is neither rank, NIP nor a remark."""
    for line in lines:
        if _NIP.search(line) or _RANK.fullmatch(line):
            return None
        if _NO_NAME.fullmatch(line):
            continue
        text = line.strip(" ()_")
        return text if text[:1].isupper() and not any(c.isdigit() for c in text) and len(text.split()) <= 10 else None
    return None
