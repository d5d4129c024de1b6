"""The best assignment of levels to a table's rows, and by how much it leads the best with another place for a row.

A dynamic programme over the rows whose state is the stack of open rows with the sums of their children so far. States
with equal stacks are one; the steps that led to each are kept, so that a walk back over them finds, for every row,
level and parent, the best whole assignment that gives the row that level and that parent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt
from operator import add
from typing import Final, NamedTuple

from extractor.plan.kode import is_below
from extractor.plan.level_rows import RANKS, Amounts, LevelRow

PREFIX_WEIGHT: Final = 2.5
SUM_MATCH: Final = 4.0
SUM_MISS: Final = -2.0
PRUNED: Final = 12.0
"""States that lag the best by more than this are dropped: no later sums make up for it."""
CHILDLESS: Final = 3.0
"""Against a kegiatan without sub kegiatan in a table that has that level, and a program without kegiatan."""
BEAM: Final = 48
"""States kept a row; with fewer, what a table without codes and amounts might also be is lost from sight."""
BEAM_NARROW: Final = 16
"""Where only the best assignment is asked for; more did not change one on real tables."""
BEAM_FIRST: Final = 8
"""Where that is only to show the table's typography."""
BEAM_LONG: Final = 3


class _Open(NamedTuple):
    """An open row on the stack: its rank and row, the sums of its children, and how many they are."""

    rank: int
    row: int
    sums: Amounts
    children: int


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
    layers = [[_State(0.0, ())]]
    for index, scores in enumerate(evidence):
        floor = max(scores[: deepest + 1]) - PRUNED
        ranks = [
            rank
            for rank in range(deepest, -1, -1)
            if scores[rank] >= floor and (rank >= RANKS["program"] or scores[rank] > priors[rank])
        ]
        layers.append(_grown(layers[-1], rows, index, scores, ranks, deepest, width))
    for state in layers[-1]:
        state.after = _close(state.stack, -1, rows, deepest)[0]
    best = max(state.score + state.after for state in layers[-1])
    stacks = _path(max(layers[-1], key=lambda state: state.score + state.after))
    return Assignment([stack[-1].rank for stack in stacks], best, _leads(layers, stacks, best))


def _grown(
    states: Sequence[_State],
    rows: Sequence[LevelRow],
    index: int,
    scores: Sequence[float],
    ranks: Sequence[int],
    deepest: int,
    width: int,
) -> list[_State]:
    """Return the best states after one more row."""
    row = rows[index]
    merged: dict[_Stack, _State] = {}
    for state in states:
        closed_score, closed = 0.0, state.stack
        for rank in ranks:
            # A higher row ends what a lower one ends, and more; only above the units this starts anew.
            if rank < RANKS["kelompok"]:
                closed_score, closed = 0.0, state.stack
            gained, closed = _close(closed, rank, rows, deepest, row.subtotal_before)
            closed_score += gained
            step = _Step(state, closed_score + scores[rank] + _joined(closed, rank, row, rows))
            stack = _opened(closed, rank, index, row)
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


def _path(last: _State) -> list[_Stack]:
    """Return the stacks along the best steps to a state."""
    stacks: list[_Stack] = []
    while last.steps:
        stacks.append(last.stack)
        last = last.steps[0].before
    return stacks[::-1]


def _leads(layers: Sequence[Sequence[_State]], stacks: Sequence[_Stack], best: float) -> list[float]:
    """Return, per row, how far the best assignment with another rank or parent there lags behind."""
    leads = [PRUNED] * len(stacks)
    for index in range(len(stacks) - 1, -1, -1):
        place = _place(stacks[index])
        for state in layers[index + 1]:
            for step in state.steps:
                step.before.after = max(step.before.after, step.gained + state.after)
            if _place(state.stack) != place:
                leads[index] = min(leads[index], best - state.score - state.after)
    return leads


def _place(stack: _Stack) -> tuple[int, int]:
    """Return the rank of the row on top and its parent, -1 where it has none."""
    return stack[-1].rank, stack[-2].row if len(stack) > 1 else -1


def _close(
    stack: _Stack,
    rank: int,
    rows: Sequence[LevelRow],
    deepest: int,
    subtotal: Amounts | None = None,
) -> tuple[float, _Stack]:
    """Close every open row that a row of `rank` ends; return the score of their sums and the rest of the stack.

    A program that states nothing itself is measured by the subtotal row under its rows.
    """
    score = 0.0
    while stack and ends(stack[-1].rank, rank, len(stack)):
        top = stack[-1]
        stack = stack[:-1]
        if top.children:
            stated = rows[top.row].amounts
            if subtotal is not None and top.rank == RANKS["program"] and not any(stated):
                stated = subtotal
            score += _sum_score(stated, top.sums)
            stack = _passed_on(stack, rows[top.row].amounts, top.sums)
        elif top.rank < deepest and top.rank in (deepest - 1, RANKS["program"]):
            score -= CHILDLESS
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


def _passed_on(stack: _Stack, stated: Amounts, sums: Amounts) -> _Stack:
    """Return the stack with what lies under a row that states nothing counted to the row above it."""
    if not stack or None not in stated:
        return stack
    blank: Amounts = tuple(total if amount is None else None for amount, total in zip(stated, sums, strict=True))
    return (*stack[:-1], stack[-1]._replace(sums=_added(stack[-1].sums, blank)))


def _added(totals: Amounts, amounts: Amounts) -> Amounts:
    """Return the sums of two rows of amounts; a blank adds nothing."""
    if None not in amounts and None not in totals:
        return tuple(map(add, totals, amounts))
    return tuple(
        [
            amount if total is None else total if amount is None else total + amount
            for total, amount in zip(totals, amounts, strict=True)
        ]
    )


def _opened(stack: _Stack, rank: int, index: int, row: LevelRow) -> _Stack:
    """Return the stack with the row on top, its amounts added to the row above it."""
    amounts = row.amounts
    opened = _Open(rank, index, (None,) * len(amounts), 0)
    if not stack:
        return (opened,)
    above, place, totals, children = stack[-1]
    return (*stack[:-1], _Open(above, place, _added(totals, amounts), children + 1), opened)


def _sum_score(stated: Amounts, summed: Amounts) -> float:
    """Return what the sums of the children say: a match in one column outweighs a miss in another."""
    score = 0.0
    compared = 0
    for amount, total in zip(stated, summed, strict=True):
        if amount is None or total is None or (amount == 0 and total == 0):
            continue
        compared += 1
        score += SUM_MATCH if amount == total else SUM_MISS
    return score / sqrt(max(1, compared))


def added_up(rows: Sequence[LevelRow], ranks: Sequence[int]) -> list[bool]:
    """Tell for each row whether it adds up with the rows beside it to the one above them, or those below it to it."""
    proven = [False] * len(rows)
    stack: list[_Open] = []
    families: dict[int, list[int]] = {}
    for index, rank in enumerate((*ranks, -1)):
        while stack and ends(stack[-1].rank, rank, len(stack)):
            top = stack.pop()
            if top.children and _sum_score(rows[top.row].amounts, top.sums) > 0:
                for member in families[top.row]:
                    proven[member] = True
        if index == len(rows):
            break
        if stack:
            families[stack[-1].row].append(index)
        families[index] = [index]
        stack[:] = _opened(tuple(stack), rank, index, rows[index])
    return proven
