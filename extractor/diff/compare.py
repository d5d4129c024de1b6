"""Two plans compared: rows added, removed, moved, renamed, and what the others say otherwise.

Texts that differ only in case, white space and punctuation are the same, and so are a dash and a blank cell.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Final, Literal, get_args

from extractor.batch.records import sum_of
from extractor.diff.model import (
    Bagian,
    Change,
    ChangedField,
    Counts,
    Diff,
    Kind,
    Money,
    PlanDiff,
    RowDiff,
    RowPlace,
    Total,
    Version,
)
from extractor.diff.rows import Rows, is_moved, node, paired
from extractor.limits import MAX_NAME_COMPARISONS
from extractor.plan.checks.match import Pairs, likeness
from extractor.plan.checks.sheets import Branch, plan_sheet
from extractor.plan.kode import segments
from extractor.plan.model import Indikator, Node, Plan, Renja, Value
from extractor.plan.text import squash

_Text = Literal["nama", "lokasi", "sumber_dana", "catatan", "kelompok_sasaran", "penanggung_jawab", "prioritas"]
_TEXTS: Final[tuple[_Text, ...]] = get_args(_Text)
_MONEY: Final[tuple[Money, ...]] = get_args(Money)
_ALIKE: Final = 70.0
"""Likeness from which two indicators of one row are one indicator worded otherwise."""


def compare(before: Renja, after: Renja) -> Diff:
    """Return how `after` differs from `before`: their plans of the year, funding tables and further plans."""
    plans = [_compared(bagian, before, one, after, other) for bagian, one, other in _plans(before, after)]
    same = not any(plan.rows or any(_differs(total) for total in plan.totals) for plan in plans)
    return Diff(same=same, before=_version(before), after=_version(after), plans=plans)


def _plans(before: Renja, after: Renja) -> Iterator[tuple[Bagian, Plan | None, Plan | None]]:
    """Yield the plans to compare; a document whose only plan is its funding table is compared by that."""
    yield "rencana", before.rencana or before.pendanaan, after.rencana or after.pendanaan
    if before.rencana and after.rencana and (before.pendanaan or after.pendanaan):
        yield "pendanaan", before.pendanaan, after.pendanaan
    for one, other in zip_longest(before.rencana_lain, after.rencana_lain):
        yield "rencana_lain", one, other


def _version(renja: Renja) -> Version:
    identity = renja.identity
    return Version(
        file_name=renja.source.file_name, sha256=renja.source.sha256, jenis_dokumen=identity.jenis_dokumen,
        tahapan=identity.tahapan, tahun=identity.tahun, perangkat_daerah=identity.perangkat_daerah,
    )  # fmt: skip


def _compared(bagian: Bagian, before: Renja, one: Plan | None, after: Renja, other: Plan | None) -> PlanDiff:
    here = Rows.of(plan_sheet(before, one, bagian) if one else None)
    there = Rows.of(plan_sheet(after, other, bagian) if other else None)
    pairs = paired(here, there)
    rows = list(_row_diffs(here, there, pairs))
    counts = Counter(kind for row in rows for kind in row.kinds)
    of_both = len(here.all) - counts["removed"]
    differing = sum("added" not in row.kinds and "removed" not in row.kinds for row in rows)
    return PlanDiff(
        bagian=bagian,
        totals=list(_totals(one, other)),
        counts=Counts(same=of_both - differing, **{str(kind): count for kind, count in counts.items()}),
        rows=rows,
    )


def _totals(one: Plan | None, other: Plan | None) -> Iterator[Total]:
    for field in _MONEY:
        yield _total(field, "stated", *(_number(getattr(plan.total, field)) if plan else None for plan in (one, other)))
        yield _total(field, "sum", *(sum_of(plan.nodes, field) if plan else None for plan in (one, other)))


def _total(
    field: Money, kind: Literal["stated", "sum"], before: int | Decimal | None, after: int | Decimal | None
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
    blank = Node(level=row.level, at=row.at)
    old, new = (blank, node(row)) if kind == "added" else (node(row), blank)
    changes = [*_amount_changes(old, new), *_indicator_changes(old.indikator, new.indikator)]
    place = _place(row, rows)
    return RowDiff(
        kinds=[kind], level=row.level, kode=row.kode, nama=node(row).nama, changes=changes,
        before=place if kind == "removed" else None, after=place if kind == "added" else None,
    )  # fmt: skip


def _of_both(before: Branch, after: Branch, here: Rows, there: Rows, pairs: Pairs) -> RowDiff | None:
    """Return what became of a row, None where it is the same."""
    old, new = node(before), node(after)
    changes = [
        *_text_changes(old, new), *_amount_changes(old, new), *_indicator_changes(old.indikator, new.indikator)
    ]  # fmt: skip
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
        kinds=kinds, level=new.level, kode=new.kode, nama=new.nama, changes=changes,
        before=_place(before, here), after=_place(after, there),
    )  # fmt: skip


def _place(row: Branch, rows: Rows) -> RowPlace:
    return RowPlace(path=[above.nama for above in rows.above(row)], at=row.at)


def _text_changes(old: Node, new: Node) -> Iterator[Change]:
    # A version that has no codes at all does not lose or gain one in every row.
    if old.kode and new.kode and segments(old.kode) != segments(new.kode):
        yield Change(field="kode", before=old.kode, after=new.kode)
    if old.level != new.level:
        yield Change(field="level", before=old.level, after=new.level)
    for field in _TEXTS:
        one, other = getattr(old, field), getattr(new, field)
        if _key(one) != _key(other):
            yield Change(field=field, before=one, after=other)


def _amount_changes(old: Node, new: Node) -> Iterator[Change]:
    for field in _MONEY:
        yield from _value_change(field, None, getattr(old, field), getattr(new, field))


def _value_change(
    field: ChangedField, indikator: str | None, before: Value | None, after: Value | None
) -> Iterator[Change]:
    """Yield the change of a value, where its number, its unit or its unread text is another one."""
    if not _same_value(before, after):
        yield Change(
            field=field, indikator=indikator, before=before, after=after, difference=_difference(before, after)
        )


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


def _indicator_changes(old: Sequence[Indikator], new: Sequence[Indikator]) -> Iterator[Change]:
    for one, other in _paired_indicators(old, new):
        before, after = one or Indikator(), other or Indikator()
        wording = after.uraian or before.uraian
        if _key(before.uraian) != _key(after.uraian):
            yield Change(field="indikator.uraian", indikator=wording, before=before.uraian, after=after.uraian)
        yield from _value_change("indikator.target", wording, before.target, after.target)
        yield from _value_change("indikator.target_maju", wording, before.target_maju, after.target_maju)


def _paired_indicators(
    old: Sequence[Indikator], new: Sequence[Indikator]
) -> list[tuple[Indikator | None, Indikator | None]]:
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
    pairs: list[tuple[Indikator | None, Indikator | None]] = [
        (one, new[partners[index]] if index in partners else None) for index, one in enumerate(old)
    ]
    return pairs + [(None, new[place]) for place in free]


def _same_wordings(old: Sequence[Indikator], new: Sequence[Indikator]) -> dict[int, int]:
    """Return the places of equal wordings; of several the first with the first and so on."""
    waiting: defaultdict[str, deque[int]] = defaultdict(deque)
    for place, other in enumerate(new):
        waiting[_key(other.uraian)].append(place)
    return {index: found.popleft() for index, one in enumerate(old) if (found := waiting[_key(one.uraian)])}


def _alike(one: Indikator, other: Indikator) -> float:
    return likeness(one.uraian or "", other.uraian or "")


def _key(text: str | None) -> str:
    return squash(text or "")
