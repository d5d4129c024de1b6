"""Plans that are right raise nothing; one wrong number raises exactly what it breaks."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.plan.checks import check
from extractor.plan.model import Node, Plan, Renja, TelaahRkpd, Value
from tests.plan.checks.build import node, plan, renja, review, rp

_AMOUNTS = st.integers(min_value=1, max_value=10**12)


@st.composite
def _plans(draw: st.DrawFn) -> list[list[list[int]]]:
    """Draw the amounts of sub kegiatan, grouped by kegiatan and program; every group holds two rows or more."""
    group = st.lists(_AMOUNTS, min_size=2, max_size=4)
    return draw(st.lists(st.lists(group, min_size=2, max_size=3), min_size=2, max_size=3))


def _name(*places: int) -> str:
    """Return a name that is like no other: its letters tell its place."""
    return " ".join("abcdefgh"[place] * 12 for place in places)


def _plan(amounts: list[list[list[int]]], table: str) -> Plan:
    rows = iter(range(10_000))
    programs = []
    for p, program in enumerate(amounts):
        at, kegiatan = next(rows), []
        for k, group in enumerate(program):
            here = next(rows)
            subs = [
                node("sub_kegiatan", _name(p, k, s), one, maju=2 * one, row=next(rows), table=table)
                for s, one in enumerate(group)
            ]
            kegiatan.append(
                node("kegiatan", _name(p, k), sum(group), *subs, maju=2 * sum(group), row=here, table=table)
            )
        total = sum(map(sum, program))
        programs.append(node("program", _name(p), total, *kegiatan, maju=2 * total, row=at, table=table))
    whole = sum(sum(map(sum, program)) for program in amounts)
    return plan(*programs, total=whole, maju=2 * whole, table=table)


def _walk(nodes: list[Node]) -> Iterator[Node]:
    for one in nodes:
        yield one
        yield from _walk(one.children)


def _review(one: Plan) -> TelaahRkpd:
    rows = [(row.level, row.nama or "", row.pagu_indikatif, row.pagu_indikatif) for row in _walk(one.nodes)]
    total = one.total.pagu_indikatif
    return review(*rows, draft=total, result=total)


def _whole(amounts: list[list[list[int]]]) -> Renja:
    base = _plan(amounts, "t1")
    return renja(rencana=base, pendanaan=_plan(amounts, "t2"), telaah_rkpd=_review(_plan(amounts, "t1")))


def _plus(value: Value | None, more: int) -> Value:
    assert value is not None
    assert isinstance(value.value, int)
    return rp(value.value + more)


@given(_plans())
@settings(max_examples=60, deadline=None)
def test_a_right_plan_raises_nothing(amounts: list[list[list[int]]]) -> None:
    assert check(_whole(amounts)) == []


@given(_plans(), _AMOUNTS, st.data())
@settings(max_examples=100, deadline=None)
def test_one_wrong_amount_is_told_where_it_shows(
    amounts: list[list[list[int]]], more: int, data: st.DataObject
) -> None:
    one = _whole(amounts)
    assert one.pendanaan is not None
    rows = list(_walk(one.pendanaan.nodes))
    wrong = data.draw(st.sampled_from(rows))
    wrong.pagu_indikatif = _plus(wrong.pagu_indikatif, more)
    above = next((row for row in rows if wrong in row.children), None)
    found = [(doubt.code, doubt.at.table, tuple(doubt.at.rows)) for doubt in check(one)]
    expected = [("cross-table-mismatch", "t2", tuple(wrong.at.rows))]
    if wrong.children:
        expected.append(("sum-mismatch", "t2", tuple(wrong.at.rows)))
    if above is not None:
        expected.append(("sum-mismatch", "t2", tuple(above.at.rows)))
    else:
        expected.append(("total-mismatch", "t2", ()))
    assert sorted(found) == sorted(expected)


@given(_plans(), _AMOUNTS)
@settings(max_examples=40, deadline=None)
def test_a_wrong_total_is_one_finding(amounts: list[list[list[int]]], more: int) -> None:
    one = _whole(amounts)
    assert one.rencana is not None
    right = one.rencana.total.prakiraan_maju
    one.rencana.total.prakiraan_maju = _plus(right, more)
    found = check(one)
    assert [(doubt.code, doubt.severity) for doubt in found] == [("total-mismatch", "error")]
    assert right is not None
    assert (found[0].expected, found[0].found) == (right.value, _plus(right, more).value)
