"""Two plans compared: rows added, removed, moved, renamed, and what the others say otherwise.

Texts that differ only in case, white space and punctuation are the same, and so are a dash and a blank cell.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Final, Literal

from extractor.diff.facts import Aim, Facts, Values, aims_sheet, facts
from extractor.diff.model import (
    Bagian,
    Change,
    Counts,
    Diff,
    Kind,
    PlanDiff,
    RowDiff,
    RowPlace,
    Total,
    Version,
)
from extractor.diff.rows import Rows, is_moved, paired
from extractor.limits import MAX_NAME_COMPARISONS
from extractor.plan.checks.match import Pairs, likeness
from extractor.plan.checks.sheets import BEFORE, Branch, Sheet, SheetKind, sheets
from extractor.plan.kode import segments
from extractor.plan.model import Renja, Value
from extractor.plan.text import squash
from extractor.plan.totals import topmost_sum

_ALIKE: Final = 70.0
"""Likeness from which two indicators of one row are one indicator worded otherwise."""


def compare(before: Renja, after: Renja) -> Diff:
    """Return how `after` differs from `before`, table by table."""
    plans = [_compared(bagian, one, other) for bagian, one, other in _parts(before, after)]
    same = not any(plan.rows or any(_differs(total) for total in plan.totals) for plan in plans)
    return Diff(same=same, before=_version(before), after=_version(after), plans=plans)


def _parts(before: Renja, after: Renja) -> Iterator[tuple[Bagian, Sheet | None, Sheet | None]]:
    """Yield the tables to compare; a document whose only plan is its funding table is compared by that."""
    here, there = _sheets(before), _sheets(after)

    def sides(kind: SheetKind) -> Iterator[tuple[Sheet | None, Sheet | None]]:
        return zip_longest(here[kind], there[kind])

    plan, other = next(sides("rencana"), (None, None))
    funding, other_funding = next(sides("pendanaan"), (None, None))
    yield "rencana", plan or funding, other or other_funding
    if plan and other and (funding or other_funding):
        yield "pendanaan", funding, other_funding
    yield from (("rencana_lain", *both) for both in sides("rencana_lain"))
    yield from (("evaluasi_lain" if number else "evaluasi", *both) for number, both in enumerate(sides("evaluasi")))
    yield from (("telaah_rkpd.rancangan_awal", *both) for both in sides("telaah_awal"))
    yield from (("telaah_rkpd.hasil_analisis", *both) for both in sides("telaah_hasil"))
    aims, other_aims = aims_sheet(before), aims_sheet(after)
    if aims or other_aims:
        yield "tujuan_sasaran", aims, other_aims


def _sheets(renja: Renja) -> dict[SheetKind, list[Sheet]]:
    found: defaultdict[SheetKind, list[Sheet]] = defaultdict(list)
    for sheet in sheets(renja):
        found[sheet.kind].append(sheet)
    return found


def _version(renja: Renja) -> Version:
    identity = renja.identity
    return Version(
        file_name=renja.source.file_name, sha256=renja.source.sha256, jenis_dokumen=identity.jenis_dokumen,
        tahapan=identity.tahapan, tahun=identity.tahun, perangkat_daerah=identity.perangkat_daerah,
    )  # fmt: skip


def _compared(bagian: Bagian, one: Sheet | None, other: Sheet | None) -> PlanDiff:
    here, there = Rows.of(one), Rows.of(other)
    pairs = paired(here, there)
    rows = list(_row_diffs(here, there, pairs))
    counts = Counter(kind for row in rows for kind in row.kinds)
    of_both = len(here.all) - counts["removed"]
    differing = sum("added" not in row.kinds and "removed" not in row.kinds for row in rows)
    return PlanDiff(
        bagian=bagian,
        totals=[] if bagian == "tujuan_sasaran" else list(_totals(one, other)),
        counts=Counts(same=of_both - differing, **{str(kind): count for kind, count in counts.items()}),
        rows=rows,
    )


def _totals(one: Sheet | None, other: Sheet | None) -> Iterator[Total]:
    """Yield the totals of each money column, as stated and as the rows add up."""
    both = [sheet for sheet in (one, other) if sheet]
    columns = dict.fromkeys(name for sheet in both for name in (*sheet.totals, *sheet.columns) if name != BEFORE)
    in_evaluations = any(sheet.kind == "evaluasi" for sheet in both)
    for column in columns:
        field = f"capaian.{column}" if in_evaluations else column
        stated = (_number(sheet.totals.get(column)) if sheet else None for sheet in (one, other))
        yield _total(field, "stated", *stated)
        yield _total(field, "sum", *(_sum(sheet, column) for sheet in (one, other)))


def _sum(sheet: Sheet | None, column: str) -> int | Decimal | None:
    return topmost_sum(sheet.roots if sheet else (), lambda row: row.money.get(column))


def _total(
    field: str, kind: Literal["stated", "sum"], before: int | Decimal | None, after: int | Decimal | None
) -> Total:
    difference = None if before is None or after is None else after - before
    return Total(field=field, kind=kind, before=before, after=after, difference=difference)


def _differs(total: Total) -> bool:
    return total.before != total.after


def _number(value: Value | None) -> int | Decimal | None:
    return value.value if value else None


def _row_diffs(here: Rows, there: Rows, pairs: Pairs) -> Iterator[RowDiff]:
    """Yield the rows that differ in the order of `there`, removed rows after the row they followed."""
    partners = {id(partner): row for row in here.all if (partner := pairs.of(row))}
    removed: dict[int | None, list[Branch]] = {}
    last: int | None = None
    for row in here.all:
        partner = pairs.of(row)
        if partner is None:
            removed.setdefault(last, []).append(row)
        else:
            last = id(partner)
    yield from (_alone(row, here, "removed") for row in removed.get(None, ()))
    for row in there.all:
        before = partners.get(id(row))
        if before is None:
            yield _alone(row, there, "added")
        elif found := _of_both(before, row, here, there, pairs):
            yield found
        yield from (_alone(gone, here, "removed") for gone in removed.get(id(row), ()))


def _alone(row: Branch, rows: Rows, kind: Literal["added", "removed"]) -> RowDiff:
    """Return a row of one version, with its amounts and targets."""
    own, blank = Facts(values=facts(row).values, aims=facts(row).aims), Facts()
    place = _place(row, rows)
    return RowDiff(
        kinds=[kind], level=row.level, kode=row.kode, nama=row.row.nama,
        changes=list(_fact_changes(blank, own) if kind == "added" else _fact_changes(own, blank)),
        before=place if kind == "removed" else None, after=place if kind == "added" else None,
    )  # fmt: skip


def _of_both(before: Branch, after: Branch, here: Rows, there: Rows, pairs: Pairs) -> RowDiff | None:
    """Return what became of a row, None where it is the same."""
    changes = [*_place_changes(before, after), *_fact_changes(facts(before), facts(after))]
    kinds: list[Kind] = []
    if is_moved(before, after, here, there, pairs):
        kinds.append("moved")
    if any(change.field == "nama" for change in changes):
        kinds.append("renamed")
    if any(change.field != "nama" for change in changes):
        kinds.append("changed")
    if not kinds:
        return None
    return RowDiff(
        kinds=kinds, level=after.level, kode=after.kode, nama=after.row.nama, changes=changes,
        before=_place(before, here), after=_place(after, there),
    )  # fmt: skip


def _place(row: Branch, rows: Rows) -> RowPlace:
    return RowPlace(path=[above.nama for above in rows.above(row)], at=row.at)


def _place_changes(old: Branch, new: Branch) -> Iterator[Change]:
    # A version that has no codes at all does not lose or gain one in every row.
    if old.kode and new.kode and segments(old.kode) != segments(new.kode):
        yield Change(field="kode", before=old.kode, after=new.kode)
    if old.level != new.level:
        yield Change(field="level", before=old.level, after=new.level)
    yield from _text_changes({"nama": old.row.nama}, {"nama": new.row.nama})


def _fact_changes(old: Facts, new: Facts) -> Iterator[Change]:
    yield from _text_changes(old.texts, new.texts)
    yield from _value_changes(None, old.values, new.values)
    for one, other in _paired_aims(old.aims, new.aims):
        before, after = one or Aim(), other or Aim()
        wording = after.uraian or before.uraian
        if _key(before.uraian) != _key(after.uraian):
            yield Change(field="indikator.uraian", indikator=wording, before=before.uraian, after=after.uraian)
        yield from _value_changes(wording, before.values, after.values)


def _text_changes(old: Mapping[str, str | None], new: Mapping[str, str | None]) -> Iterator[Change]:
    for field in dict.fromkeys((*old, *new)):
        one, other = old.get(field), new.get(field)
        if _key(one) != _key(other):
            yield Change(field=field, before=one, after=other)


def _value_changes(indikator: str | None, old: Values, new: Values) -> Iterator[Change]:
    """Yield the changes of values: where the number, the unit or the unread text is another one."""
    for field in dict.fromkeys((*old, *new)):
        before, after = old.get(field), new.get(field)
        if not _same_value(before, after):
            difference = _difference(before, after)
            yield Change(field=field, indikator=indikator, before=before, after=after, difference=difference)


def _same_value(before: Value | None, after: Value | None) -> bool:
    one, other = _number(before), _number(after)
    if one is None or other is None:
        return one is other and _key(before.raw if before else None) == _key(after.raw if after else None)
    return one == other and _same_unit(before, after)


def _same_unit(before: Value | None, after: Value | None) -> bool:
    """Tell whether two values have one unit; a value without any may have the other's."""
    one, other = (value.unit if value else None for value in (before, after))
    return not one or not other or one.casefold() == other.casefold()


def _difference(before: Value | None, after: Value | None) -> int | Decimal | None:
    one, other = _number(before), _number(after)
    return None if one is None or other is None or not _same_unit(before, after) else other - one


def _paired_aims(old: Sequence[Aim], new: Sequence[Aim]) -> list[tuple[Aim | None, Aim | None]]:
    """Return the indicators of a row with their partners: of one wording, else alike, else the only ones left."""
    partners = _same_wordings(old, new)
    left = [index for index in range(len(old)) if index not in partners]
    taken = set(partners.values())
    free = [place for place in range(len(new)) if place not in taken]
    if len(left) * len(free) <= MAX_NAME_COMPARISONS:
        scored = (
            (_alike(old[index], new[place]), -abs(index - place), index, place) for index in left for place in free
        )
        for score, _, index, place in sorted(scored, reverse=True):
            if score >= _ALIKE and index not in partners and place not in taken:
                partners[index] = place
                taken.add(place)
    left = [index for index in left if index not in partners]
    free = [place for place in free if place not in taken]
    if len(left) == 1 == len(free):
        partners[left[0]] = free.pop()
    pairs: list[tuple[Aim | None, Aim | None]] = [
        (one, new[partners[index]] if index in partners else None) for index, one in enumerate(old)
    ]
    return pairs + [(None, new[place]) for place in free]


def _same_wordings(old: Sequence[Aim], new: Sequence[Aim]) -> dict[int, int]:
    """Return the places of equal wordings; of several the first with the first and so on."""
    waiting: defaultdict[str, deque[int]] = defaultdict(deque)
    for place, other in enumerate(new):
        waiting[_key(other.uraian)].append(place)
    return {index: found.popleft() for index, one in enumerate(old) if (found := waiting[_key(one.uraian)])}


def _alike(one: Aim, other: Aim) -> float:
    return likeness(one.uraian or "", other.uraian or "")


def _key(text: str | None) -> str:
    return squash(text or "")
