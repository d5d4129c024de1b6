"""The best assignment of levels to a table's rows, and by how much it leads the best with another place for a row.

A dynamic programme over the rows whose state is the stack of open rows with the sums of their children so far. States
with equal stacks are one; the steps that led to each are kept, so that a walk back over them finds, for every row,
level and parent, the best whole assignment that gives the row that level and that parent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import sqrt
from typing import Final, NamedTuple

from extractor.plan.kode import is_below
from extractor.plan.level_rows import RANKS, Amounts, LevelRow, Number

PREFIX_WEIGHT: Final = 2.5
SUM_MATCH: Final = 4.0
SUM_MISS: Final = -2.0
SUM_OF_NOUGHT: Final = -4.0
"""For children with amounts under a row that states 0: a sum is often wrong, a heading seldom without what it heads."""
PRUNED: Final = 12.0
"""States that lag the best by more than this are dropped: no later sums make up for it."""
CHILDLESS: Final[dict[int, float]] = {RANKS["program"]: 3.0, RANKS["kegiatan"]: 4.5}
"""Against a program without kegiatan, and a kegiatan without sub kegiatan in a table that has that level."""
BEAM: Final = 48
"""States kept a row; ten times as many found no other assignment in 300 tables and hardly narrower leads."""
BEAM_FIRST: Final = 8
"""Where that is only to show the table's typography."""
BEAM_LONG: Final = 3


OVER: Final = Decimal("Infinity")
"""The sum of children that exceeds what their row states: whatever else comes, it is missed."""


class _Open(NamedTuple):
    """An open row on the stack: its rank, the first row like it, the sums of what counts to it, and if it has children.

    What stands under a row that states nothing counts to the row above it.
    """

    rank: int
    row: int
    sums: Amounts
    parent: bool


_Stack = tuple[_Open, ...]


class _Step(NamedTuple):
    """How a state was reached: from which one, and for what score."""

    before: _State
    gained: float


@dataclass(slots=True)
class _State:
    """A stack of open rows; `score` is the best before it with its row, `after` the best of what follows."""

    score: float
    stack: _Stack
    steps: list[_Step] = field(default_factory=list)
    after: float = float("-inf")


@dataclass(frozen=True, slots=True)
class Assignment:
    """A rank for each row. `score` is the whole assignment's; `leads` tell, by row, how far the best one with another
    rank or parent there lags behind, `PRUNED` where none came near."""

    ranks: list[int]
    score: float
    leads: list[float]


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of a table and what holds for all of them.

    `like` gives, by row, the first row with its code and amounts: stacks that differ by such rows alone are one.
    `states` tells which rows state an amount, `subtotals` whether there are subtotal rows, and
    `negative` whether there are amounts below nought.
    """

    rows: Sequence[LevelRow]
    deepest: int
    like: Sequence[int]
    states: Sequence[bool]
    subtotals: bool
    negative: bool

    @classmethod
    def of(cls, rows: Sequence[LevelRow], deepest: int) -> _Table:
        """Return the table of `rows`."""
        first: dict[tuple[str | None, Amounts], int] = {}
        return cls(
            rows,
            deepest,
            [first.setdefault((row.kode, row.amounts), index) for index, row in enumerate(rows)],
            [any(amount is not None for amount in row.amounts) for row in rows],
            any(row.subtotal_before is not None for row in rows),
            any(amount is not None and amount < 0 for row in rows for amount in row.amounts),
        )


def search(
    rows: Sequence[LevelRow],
    evidence: Sequence[Sequence[float]],
    *,
    priors: Sequence[float],
    deepest: int,
    width: int,
) -> Assignment:
    """Return the best assignment of ranks up to `deepest`; `evidence` has a score for each row and rank.

    A rank above the programs is tried only where a row's score for it is above its prior; `width` states are kept.
    """
    table = _Table.of(rows, deepest)
    layers = [[_State(0.0, ())]]
    for index, scores in enumerate(evidence):
        floor = max(scores[: deepest + 1]) - PRUNED
        ranks = [
            rank
            for rank in range(deepest, -1, -1)
            if scores[rank] >= floor and (rank >= RANKS["program"] or scores[rank] > priors[rank])
        ]
        layers.append(_grown(layers[-1], table, index, scores, ranks, width))
    for state in layers[-1]:
        state.after = _close(state.stack, -1, table)[0]
    best = max(state.score + state.after for state in layers[-1])
    ranks = _path(max(layers[-1], key=lambda state: state.score + state.after))
    return Assignment(ranks, best, _leads(ranks, _lags(layers, ranks, best)))


def _grown(
    states: Sequence[_State], table: _Table, index: int, scores: Sequence[float], ranks: Sequence[int], width: int
) -> list[_State]:
    """Return the best states after one more row."""
    row = table.rows[index]
    merged: dict[_Stack, _State] = {}
    for state in states:
        closed_score, closed = 0.0, state.stack
        for rank in ranks:
            # A higher row ends what a lower one ends, and more; only above the units this starts anew.
            if rank < RANKS["kelompok"]:
                closed_score, closed = 0.0, state.stack
            gained, closed = _close(closed, rank, table, row.subtotal_before)
            closed_score += gained
            step = _Step(state, closed_score + scores[rank] + _joined(closed, rank, row, table.rows))
            stack = _opened(closed, rank, index, table)
            score = state.score + step.gained
            held = merged.get(stack)
            if held is None:
                merged[stack] = _State(score, stack, [step])
            elif score > held.score:
                held.score = score
                held.steps.insert(0, step)  # the best step stands first
            else:
                held.steps.append(step)
    hopeful = max(state.score for state in merged.values()) - PRUNED
    kept = [state for state in merged.values() if state.score >= hopeful]
    return sorted(kept, key=lambda state: state.score, reverse=True)[:width]


def _path(last: _State) -> list[int]:
    """Return the ranks along the best steps to a state."""
    ranks: list[int] = []
    while last.steps:
        ranks.append(last.stack[-1].rank)
        last = last.steps[0].before
    return ranks[::-1]


def _lags(layers: Sequence[Sequence[_State]], ranks: Sequence[int], best: float) -> list[list[float]]:
    """Return, per row, how far the best assignment with each other rank there lags behind."""
    lags = [[PRUNED] * len(RANKS) for _ in ranks]
    for index in range(len(ranks) - 1, -1, -1):
        for state in layers[index + 1]:
            for step in state.steps:
                step.before.after = max(step.before.after, step.gained + state.after)
            rank = state.stack[-1].rank
            if rank != ranks[index]:
                lags[index][rank] = min(lags[index][rank], best - state.score - state.after)
    return lags


def _leads(ranks: Sequence[int], lags: Sequence[Sequence[float]]) -> list[float]:
    """Return, per row, how far the best assignment with another rank or parent there lags behind.

    A row has another parent where its own no longer holds it, or where a row between the two does.
    """
    leads: list[float] = []
    open_rows: list[tuple[int, list[float]]] = [(-1, [PRUNED] * len(RANKS))]
    for index, rank in enumerate(ranks):
        while len(open_rows) > 1 and ends(ranks[open_rows[-1][0]], rank, len(open_rows) - 1):
            closed, below = open_rows.pop()
            between = open_rows[-1][1]
            between[:] = map(min, between, below, lags[closed])
        above, between = open_rows[-1]
        lead = min(lags[index])
        for other in range(len(RANKS)):
            if _holds(other, rank):
                lead = min(lead, between[other])
            elif above >= 0:
                lead = min(lead, lags[above][other])
        leads.append(lead)
        open_rows.append((index, [PRUNED] * len(RANKS)))
    return leads


def _holds(above: int, rank: int) -> bool:
    """Tell whether a row of the rank `above` may be the parent of one of `rank`."""
    return above < rank or (above == RANKS["kelompok"] and rank < RANKS["kelompok"])


def parents(ranks: Sequence[int]) -> list[int]:
    """Return, per row, the row above it in the tree; -1 where it stands at the top."""
    above: list[int] = []
    stack: list[int] = []
    for index, rank in enumerate(ranks):
        while stack and ends(ranks[stack[-1]], rank, len(stack)):
            stack.pop()
        above.append(stack[-1] if stack else -1)
        stack.append(index)
    return above


def _close(stack: _Stack, rank: int, table: _Table, subtotal: Amounts | None = None) -> tuple[float, _Stack]:
    """Close every open row that a row of `rank` ends; return the score of their sums and the rest of the stack.

    A program that states nothing itself is measured by the subtotal row under its rows.
    """
    score = 0.0
    while stack and ends(stack[-1].rank, rank, len(stack)):
        top = stack[-1]
        stack = stack[:-1]
        if top.parent:
            stated = table.rows[top.row].amounts
            if not any(stated) and top.rank == RANKS["program"] and table.subtotals:
                score += _sum_score(subtotal or stated, top.sums)
                passed = (None if amount == 0 else total for amount, total in zip(stated, top.sums, strict=True))
                stack = _credited(stack, tuple(passed), table)
            else:
                score += _sum_score(stated, top.sums)
        elif top.rank < table.deepest:
            score -= CHILDLESS.get(top.rank, 0.0)
    return score, stack


def ends(open_rank: int, rank: int, depth: int) -> bool:
    """Tell whether a row of `rank` ends the open row: not where a unit at the top holds urusan below it."""
    if open_rank == RANKS["kelompok"] and depth == 1 and 0 <= rank < open_rank:
        return False
    return open_rank >= rank


def _joined(stack: _Stack, rank: int, row: LevelRow, rows: Sequence[LevelRow]) -> float:
    """Return the score of putting a row of `rank` under the open stack."""
    above = stack[-1].rank if stack else -1
    score = 0.0
    if rank == RANKS["sub_kegiatan"]:
        score -= 0.0 if above == RANKS["kegiatan"] else 5.0 if above == RANKS["program"] else 8.0
    elif rank == RANKS["kegiatan"]:
        score -= 0.0 if above == RANKS["program"] else 5.0
    elif rank == RANKS["bidang_urusan"] and RANKS["urusan"] in (opened.rank for opened in stack):
        score += 3.0
    if row.kode and stack and (parent := rows[stack[-1].row].kode) and parent != row.kode:
        score += PREFIX_WEIGHT if is_below(row.kode, parent) else -PREFIX_WEIGHT
    return score


def _opened(stack: _Stack, rank: int, index: int, table: _Table) -> _Stack:
    """Return the stack with the row on top, its amounts added to what they count to."""
    amounts = table.rows[index].amounts
    opened = _Open(rank, table.like[index], (None,) * len(amounts), False)
    if not stack:
        return (opened,)
    if not stack[-1].parent:
        stack = (*stack[:-1], stack[-1]._replace(parent=True))
    return (*_credited(stack, amounts, table), opened)


def _credited(stack: _Stack, amounts: Amounts, table: _Table) -> _Stack:
    """Return the stack with each amount added to the sums of the lowest row that states one in its column.

    A program that states nothing keeps it for a subtotal row, where the table has any.
    """
    for at in range(len(stack) - 1, -1, -1):
        if amounts.count(None) == len(amounts):
            break
        opened = stack[at]
        limits = table.rows[opened.row].amounts
        if table.subtotals and opened.rank == RANKS["program"] and not any(limits):
            limits = (OVER,) * len(limits)
        elif not table.states[opened.row]:
            continue
        columns = zip(opened.sums, amounts, limits, strict=True)
        sums = tuple([_counted(*column, negative=table.negative) for column in columns])
        stack = (*stack[:at], _Open(opened.rank, opened.row, sums, True), *stack[at + 1 :])
        amounts = tuple([amount if limit is None else None for amount, limit in zip(amounts, limits, strict=True)])
    return stack


def _counted(total: Number | None, amount: Number | None, limit: Number | None, *, negative: bool) -> Number | None:
    """Return a sum with one amount more, or that it is over its limit for good; what has no limit is not counted."""
    if amount is None or limit is None:
        return total
    total = amount if total is None else total + amount
    return total if negative or total <= limit else OVER


def _sum_score(stated: Amounts, summed: Amounts) -> float:
    """Return what the sums of the children say: a match in one column outweighs a miss in another."""
    score = 0.0
    compared = 0
    for amount, total in zip(stated, summed, strict=True):
        if amount is None or total is None or (amount == 0 and total == 0):
            continue
        compared += 1
        score += SUM_MATCH if amount == total else SUM_MISS if amount else SUM_OF_NOUGHT
    return score / sqrt(max(1, compared))


def added_up(rows: Sequence[LevelRow], ranks: Sequence[int]) -> list[bool]:
    """Tell for each row whether it adds up with the rows beside it to the one above them, or those below it to it."""
    proven = [False] * len(rows)
    for above, members in _families(ranks).items():
        if _family_score(rows, above, members) > 0:
            for member in (above, *members):
                proven[member] = True
    return proven


def contradicted(rows: Sequence[LevelRow], ranks: Sequence[int], rank: int) -> bool:
    """Tell whether a row of `rank` states other amounts than the rows below it add up to."""
    return any(
        ranks[above] == rank and _family_score(rows, above, members) < 0 for above, members in _families(ranks).items()
    )


def _families(ranks: Sequence[int]) -> dict[int, list[int]]:
    """Return the rows right below each row that has such."""
    families: dict[int, list[int]] = {}
    for index, above in enumerate(parents(ranks)):
        if above >= 0:
            families.setdefault(above, []).append(index)
    return families


def _family_score(rows: Sequence[LevelRow], above: int, members: Sequence[int]) -> float:
    """Return what the amounts of a row and of those below it say together."""
    columns = zip(*(rows[at].amounts for at in members), strict=True)
    stated = ([amount for amount in column if amount is not None] for column in columns)
    return _sum_score(rows[above].amounts, tuple(sum(amounts) if amounts else None for amounts in stated))
