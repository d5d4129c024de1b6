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
MET: Final = 20_000
"""Open rows remembered as one: some hundred rows' worth. Equal ones further apart are two, at no harm but time."""


OVER: Final = Decimal("Infinity")
"""The sum of children that exceeds what their row states: whatever else comes, it is missed."""


@dataclass(slots=True, eq=False)
class _Open:
    """An open row on top of those it stands under: its rank, the first row like it, the sums of what counts to it, and
    if it has children.

    What stands under a row that states nothing counts to the row above it. Equal ones are one object (`_Stacks`), so
    what closing one says and leaves is found once: `closed`.
    """

    rank: int
    row: int
    sums: Amounts
    parent: bool
    below: _Open | None
    closed: tuple[float, _Open | None] | None = None


class _Step(NamedTuple):
    """How a state was reached: from which one, and for what score."""

    before: _State
    gained: float


@dataclass(slots=True)
class _State:
    """The stack of open rows; `score` is the best before it with its row, `after` the best of what follows."""

    score: float
    top: _Open | None
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
    `states` tells which rows state an amount, `subtotals` whether there are subtotal rows. `bounds` are the amounts of
    each row beyond which the sum of its children is over for good: none where there are amounts below nought.
    """

    rows: Sequence[LevelRow]
    deepest: int
    like: Sequence[int]
    states: Sequence[bool]
    subtotals: bool
    bounds: Sequence[Amounts]

    @classmethod
    def of(cls, rows: Sequence[LevelRow], deepest: int) -> _Table:
        """Return the table of `rows`."""
        first: dict[tuple[str | None, Amounts], int] = {}
        bounds = [row.amounts for row in rows]
        if any(amount is not None and amount < 0 for amounts in bounds for amount in amounts):
            bounds = [tuple([None if amount is None else OVER for amount in amounts]) for amounts in bounds]
        return cls(
            rows,
            deepest,
            [first.setdefault((row.kode, row.amounts), index) for index, row in enumerate(rows)],
            [any(amount is not None for amount in row.amounts) for row in rows],
            any(row.subtotal_before is not None for row in rows),
            bounds,
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
    stacks = _Stacks(_Table.of(rows, deepest))
    layers = [[_State(0.0, None)]]
    for index, scores in enumerate(evidence):
        floor = max(scores[: deepest + 1]) - PRUNED
        ranks = [
            rank
            for rank in range(deepest, -1, -1)
            if scores[rank] >= floor and (rank >= RANKS["program"] or scores[rank] > priors[rank])
        ]
        layers.append(_grown(layers[-1], stacks, index, scores, ranks, width))
    for state in layers[-1]:
        state.after = stacks.close(state.top, -1)[0]
    best = max(state.score + state.after for state in layers[-1])
    ranks = _path(max(layers[-1], key=lambda state: state.score + state.after))
    return Assignment(ranks, best, _leads(ranks, _lags(layers, ranks, best)))


def _grown(
    states: Sequence[_State], stacks: _Stacks, index: int, scores: Sequence[float], ranks: Sequence[int], width: int
) -> list[_State]:
    """Return the best states after one more row."""
    subtotal = stacks.table.rows[index].subtotal_before
    merged: dict[_Open, _State] = {}
    placed: dict[tuple[int, _Open | None], tuple[_Open, float]] = {}
    credited: dict[_Open | None, _Open | None] = {}
    for state in states:
        closed_score, closed = 0.0, state.top
        for rank in ranks:
            # A higher row ends what a lower one ends, and more; only above the units this starts anew.
            if rank < RANKS["kelompok"]:
                closed_score, closed = 0.0, state.top
            gained, closed = stacks.close(closed, rank, subtotal)
            closed_score += gained
            place = rank, closed
            if place not in placed:
                if closed not in credited:
                    credited[closed] = stacks.with_child(closed, index)
                added = scores[rank] + stacks.joined(closed, rank, index)
                placed[place] = stacks.opened(credited[closed], rank, index), added
            top, added = placed[place]
            step = _Step(state, closed_score + added)
            score = state.score + step.gained
            held = merged.get(top)
            if held is None:
                merged[top] = _State(score, top, [step])
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
    while last.top is not None:
        ranks.append(last.top.rank)
        last = last.steps[0].before
    return ranks[::-1]


def _lags(layers: Sequence[Sequence[_State]], ranks: Sequence[int], best: float) -> list[list[float]]:
    """Return, per row, how far the best assignment with each other rank there lags behind."""
    lags = [[PRUNED] * len(RANKS) for _ in ranks]
    for index in range(len(ranks) - 1, -1, -1):
        for state in layers[index + 1]:
            for step in state.steps:
                step.before.after = max(step.before.after, step.gained + state.after)
            if state.top is not None and state.top.rank != ranks[index]:
                lag = best - state.score - state.after
                lags[index][state.top.rank] = min(lags[index][state.top.rank], lag)
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


def ends(open_rank: int, rank: int, depth: int) -> bool:
    """Tell whether a row of `rank` ends the open row: not where a unit at the top holds urusan below it."""
    if open_rank == RANKS["kelompok"] and depth == 1 and 0 <= rank < open_rank:
        return False
    return open_rank >= rank


class _Stacks:
    """The stacks of open rows that a search meets, each open row on the same others once."""

    def __init__(self, table: _Table) -> None:
        self.table = table
        self._met: dict[tuple[int, int, Amounts, bool, _Open | None], _Open] = {}

    def _open(self, rank: int, row: int, sums: Amounts, parent: bool, below: _Open | None) -> _Open:
        key = rank, row, sums, parent, below
        one = self._met.get(key)
        if one is None:
            if len(self._met) > MET:
                self._met.clear()
            one = self._met[key] = _Open(rank, row, sums, parent, below)
        return one

    def close(self, top: _Open | None, rank: int, subtotal: Amounts | None = None) -> tuple[float, _Open | None]:
        """Close every open row that a row of `rank` ends; return the score of their sums and the rest of the stack.

        A program that states nothing itself is measured by the subtotal row under its rows.
        """
        score = 0.0
        while top is not None and ends(top.rank, rank, 2 if top.below else 1):
            if subtotal is not None:
                gained, top = self._closed(top, subtotal)
            else:
                if top.closed is None:
                    top.closed = self._closed(top, None)
                gained, top = top.closed
            score += gained
        return score, top

    def _closed(self, top: _Open, subtotal: Amounts | None) -> tuple[float, _Open | None]:
        """Return the score of one row's sums and what is left of the stack."""
        if not top.parent:
            return -CHILDLESS.get(top.rank, 0.0) if top.rank < self.table.deepest else 0.0, top.below
        stated = self.table.rows[top.row].amounts
        if any(stated) or top.rank != RANKS["program"] or not self.table.subtotals:
            return _sum_score(stated, top.sums), top.below
        passed = tuple([None if amount == 0 else total for amount, total in zip(stated, top.sums, strict=True)])
        return _sum_score(subtotal or stated, top.sums), self._credited(top.below, passed)

    def joined(self, top: _Open | None, rank: int, index: int) -> float:
        """Return the score of putting a row of `rank` under the open stack."""
        above = top.rank if top else -1
        score = 0.0
        if rank == RANKS["sub_kegiatan"]:
            score -= 0.0 if above == RANKS["kegiatan"] else 5.0 if above == RANKS["program"] else 8.0
        elif rank == RANKS["kegiatan"]:
            score -= 0.0 if above == RANKS["program"] else 5.0
        elif rank == RANKS["bidang_urusan"] and _is_open(top, RANKS["urusan"]):
            score += 3.0
        kode = self.table.rows[index].kode
        if kode and top and (parent := self.table.rows[top.row].kode) and parent != kode:
            score += PREFIX_WEIGHT if is_below(kode, parent) else -PREFIX_WEIGHT
        return score

    def with_child(self, top: _Open | None, index: int) -> _Open | None:
        """Return the stack with a row's amounts added to what they count to."""
        if top is not None and not top.parent:
            top = self._open(top.rank, top.row, top.sums, True, top.below)
        return self._credited(top, self.table.rows[index].amounts)

    def opened(self, top: _Open | None, rank: int, index: int) -> _Open:
        """Return the stack with the row on top."""
        table = self.table
        return self._open(rank, table.like[index], (None,) * len(table.rows[index].amounts), False, top)

    def _credited(self, top: _Open | None, amounts: Amounts) -> _Open | None:
        """Return the stack with each amount added to the sums of the lowest row that states one in its column.

        A program that states nothing keeps it for a subtotal row, where the table has any.
        """
        if top is None or amounts.count(None) == len(amounts):
            return top
        table = self.table
        bounds = table.bounds[top.row]
        if table.subtotals and top.rank == RANKS["program"] and not any(table.rows[top.row].amounts):
            bounds = (OVER,) * len(bounds)
        elif not table.states[top.row]:
            below = self._credited(top.below, amounts)
            return top if below is top.below else self._open(top.rank, top.row, top.sums, top.parent, below)
        sums = tuple(map(_counted, top.sums, amounts, bounds))
        below = top.below
        if None in bounds:
            rest = [amount if bound is None else None for amount, bound in zip(amounts, bounds, strict=True)]
            below = self._credited(below, tuple(rest))
        return self._open(top.rank, top.row, sums, True, below)


def _is_open(top: _Open | None, rank: int) -> bool:
    """Tell whether a row of `rank` is open."""
    while top is not None and top.rank != rank:
        top = top.below
    return top is not None


def _counted(total: Number | None, amount: Number | None, bound: Number | None) -> Number | None:
    """Return a sum with one amount more, or that it is over its bound for good; what has no bound is not counted."""
    if amount is None or bound is None:
        return total
    total = amount if total is None else total + amount
    return total if total <= bound else OVER


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
