"""Levels of a plan's rows, decided for the whole table at once.

A row's level is rarely certain alone, so whole assignments are scored and the best is taken: a dynamic programme over
the rows whose state is the stack of open rows with the sums of their children so far. Evidence: the shape of the code,
capitals, words of the name, list labels, names known from elsewhere in the document, and sums. What a table's own
typography means (bold, indentation, kinds of labels) is learned from a first pass and weighed in a second.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log, sqrt
from operator import add
from typing import Final, NamedTuple

import regex

from extractor.plan.kode import is_below, level_of_shape, levels_of_shapes
from extractor.plan.model import Level

Number = int | Decimal
Amounts = tuple[Number | None, ...]

RANKS: Final[dict[Level, int]] = {
    "urusan": 0,
    "bidang_urusan": 1,
    "kelompok": 2,
    "program": 3,
    "kegiatan": 4,
    "sub_kegiatan": 5,
}
LEVELS: Final[tuple[Level, ...]] = tuple(RANKS)

WORDING_LEVELS: Final[dict[str, Level]] = {
    "wording=program": "program",
    "wording=kegiatan": "kegiatan",
    "wording=subkegiatan": "sub_kegiatan",
}
"""Where an indicator's wording says whose it is ("Indikator Kinerja Program: …")."""

# Weights are in the natural unit of the score: 1 is about a factor e in odds.
SHAPE_WEIGHT: Final = 9.0
KNOWN_NAME_WEIGHT: Final = 4.0
OFFICIAL_NAME_WEIGHT: Final = 8.0
"""A name of the nomenclature outweighs a program or two without kegiatan, not a code of another shape."""
COLUMN_WEIGHT: Final = 20.0
"""A name in a column for the names of one level is of that level; nothing outweighs it."""
PREFIX_WEIGHT: Final = 2.5
SUM_MATCH: Final = 4.0
SUM_MISS: Final = -2.0
LEARNED_WEIGHT: Final = 1.5
MARGIN_CERTAIN: Final = 2.0
"""A row whose best level leads the next by less than this is reported as uncertain."""
PRIOR: Final = (-8.0, -8.0, -6.0, 0.0, 0.0, 0.0)
"""Rows above the programs are few; a row is one of them only where something speaks for it."""
PRUNED: Final = 12.0
"""States that lag the best by more than this are dropped: no later sums make up for it."""
CHILDLESS: Final = 3.0
"""Against a kegiatan without sub kegiatan in a table that has that level, and a program without kegiatan."""
BEAM: Final = 16
"""States kept a row; more did not change an assignment on real tables."""
BEAM_LONG: Final = 3
TELLING_ROWS: Final = 500
"""Rows of a long table that tell whether it has sub kegiatan."""
LONG_TABLE: Final = 2_000
"""Rows from which one pass with the narrower beam serves: what a long table repeats needs no second look."""

_PROGRAM = regex.compile(r"^\W*program\b", regex.I)
_KEGIATAN = regex.compile(r"^\W*kegiatan\b", regex.I)
_SUB = regex.compile(r"^\W*sub[\s-]*kegiatan\b", regex.I)
_BIDANG = regex.compile(r"^\W*(?:bidang\s+urusan|urusan\s+pemerintahan\s+bidang|urusan\s+bidang)\b", regex.I)
_BIDANG_NAMED_LIKE_A_UNIT = regex.compile(
    r"^\W*(?:sekretariat\s+(?:daerah|dprd)|inspektorat(?:\s+daerah)?|kecamatan)\W*$", regex.I
)
_URUSAN = regex.compile(
    r"^\W*(?:urusan\s+(?:pemerintahan|wajib|pilihan)|(?:unsur|fungsi)\s+(?:pendukung|penunjang|pengawasan|kewilayahan|"
    r"pemerintahan)|urusan\b)",
    regex.I,
)
_UNIT = regex.compile(
    r"^\W*(?:sub\s+)?(?:unit\s+(?:organisasi|kerja)|organisasi|skpd|opd|perangkat\s+daerah|dinas|badan|inspektorat|"
    r"sekretariat|kecamatan|kelurahan|bagian|bidang|rsud|rumah\s+sakit|upt[d]?|puskesmas|misi|satuan|kantor)\b",
    regex.I,
)


@dataclass(frozen=True, slots=True)
class LevelRow:
    """What speaks for the level of one row.

    `amounts` has one number (None where blank) for each money column used. `style` are typographic features learned
    per table. `bare` rows state nothing but a name, rows `without_indicator` neither a wording nor a target.
    `subtotal_before` are the amounts of a subtotal row right above: it closes a program. `column_level` is the level
    of the name's column, where levels have columns of their own.
    """

    nama: str
    kode: str | None = None
    amounts: Amounts = ()
    style: tuple[str, ...] = ()
    spanning: bool = False
    bare: bool = False
    without_indicator: bool = False
    subtotal_before: Amounts | None = None
    column_level: Level | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The level of a row, and by how much it leads the second-best level."""

    level: Level
    margin: float

    @property
    def certain(self) -> bool:
        """Tell whether the margin is large enough to stay silent."""
        return self.margin >= MARGIN_CERTAIN


class _Open(NamedTuple):
    """An open row on the stack: its rank and row, the sums of its children, and how many they are."""

    rank: int
    row: int
    sums: Amounts
    children: int


@dataclass(slots=True)
class _State:
    score: float
    stack: tuple[_Open, ...]
    back: _State | None
    level: int


def decide_levels(
    rows: Sequence[LevelRow],
    known: Mapping[int, Level] | None = None,
    *,
    official: Mapping[int, Level] | None = None,
    sub_expected: bool | None = None,
) -> list[Decision]:
    """Return the level of each row, in order.

    `known` gives, by row index, the level that the row's name has elsewhere (outline, other tables); `official`
    the level that it has in the nomenclature, which counts for more.
    `sub_expected` says whether the era and the header speak for sub kegiatan; None where neither says.
    """
    if not rows:
        return []
    shapes = levels_of_shapes([row.kode for row in rows])
    evidence = [_evidence(row, shape) for row, shape in zip(rows, shapes, strict=True)]
    for levels, weight in ((known, KNOWN_NAME_WEIGHT), (official, OFFICIAL_NAME_WEIGHT)):
        for index, level in (levels or {}).items():
            evidence[index][RANKS[level]] += weight
    _weigh_capitals(rows, evidence)
    first = _best(rows, evidence, sub_expected)
    if len(rows) > LONG_TABLE:
        return _decisions(rows, evidence, first)
    learned = _learn_styles(rows, first)
    weighed = [
        [score + extra for score, extra in zip(scores, learned_row, strict=True)]
        for scores, learned_row in zip(evidence, learned, strict=True)
    ]
    return _decisions(rows, weighed, _best(rows, weighed, sub_expected))


def _decisions(rows: Sequence[LevelRow], evidence: list[list[float]], ranks: list[int]) -> list[Decision]:
    """Return the levels with their margins, which the sums a row takes part in widen."""
    support = _sum_support(rows, ranks)
    return [Decision(LEVELS[rank], _margin(evidence[index], rank) + support[index]) for index, rank in enumerate(ranks)]


def _evidence(row: LevelRow, shape: Level | None) -> list[float]:
    """Return the score of each level for one row by itself; `shape` is the level its code speaks for."""
    scores = list(PRIOR)
    if shape:
        scores[RANKS[shape]] += SHAPE_WEIGHT + (6 if RANKS[shape] < 2 else 0)
    if row.column_level:
        scores[RANKS[row.column_level]] += COLUMN_WEIGHT
    name = row.nama
    if _PROGRAM.match(name):
        scores[RANKS["program"]] += 5.0 if name.isupper() else 2.5
    elif _SUB.match(name):
        scores[RANKS["sub_kegiatan"]] += 3.0
    elif _KEGIATAN.match(name):
        scores[RANKS["kegiatan"]] += 1.5
    elif _BIDANG.match(name):
        scores[RANKS["bidang_urusan"]] += 10.0
    elif _URUSAN.match(name) and (name.isupper() or row.bare or row.spanning):
        scores[RANKS["urusan"]] += 9.0
    elif _UNIT.match(name) and (name.isupper() or row.bare or row.spanning):
        scores[RANKS["kelompok"]] += 9.0
    if _BIDANG_NAMED_LIKE_A_UNIT.match(name):
        scores[RANKS["bidang_urusan"]] += 10.0
    if row.spanning and row.bare and not row.kode:
        scores[RANKS["kelompok"]] += 4.0
    if row.without_indicator and name.isupper():
        scores[RANKS["bidang_urusan"]] += 1.0
        scores[RANKS["kelompok"]] += 1.0
    if "label=bullet" in row.style:
        scores[RANKS["program"]] -= 3.0
        scores[RANKS["sub_kegiatan"]] += 1.0
    for word, level in WORDING_LEVELS.items():
        if word in row.style:
            scores[RANKS[level]] += 4.0
    if row.subtotal_before is not None:
        scores[RANKS["kegiatan"]] -= 4.0
        scores[RANKS["sub_kegiatan"]] -= 6.0
    if "nomor=roman" in row.style or "label=roman." in row.style:
        scores[RANKS["program"]] += 2.0
    return scores


def _weigh_capitals(rows: Sequence[LevelRow], evidence: list[list[float]]) -> None:
    """Capitals speak for the upper levels where the table uses both capitals and small letters."""
    capitals = [row.nama.isupper() for row in rows]
    share = sum(capitals) / len(rows)
    if not 0 < share < 0.75:
        return
    for scores, upper in zip(evidence, capitals, strict=True):
        if upper:
            scores[RANKS["kegiatan"]] -= 3.0
            scores[RANKS["sub_kegiatan"]] -= 5.0
        else:
            scores[RANKS["program"]] -= 3.0


def _best(rows: Sequence[LevelRow], evidence: list[list[float]], sub_expected: bool | None) -> list[int]:
    """Return the best assignment with and without a level of sub kegiatan, whichever scores higher.

    The first rows of a long table tell whether it has that level.
    """
    has_sub = sub_expected is True or any(row.kode and level_of_shape(row.kode) == "sub_kegiatan" for row in rows)
    if len(rows) > LONG_TABLE and not has_sub:
        first = _best(rows[:TELLING_ROWS], evidence[:TELLING_ROWS], sub_expected)
        return _search(rows, evidence, deepest=max(*first, RANKS["kegiatan"]))[0]
    with_sub, score_with = _search(rows, evidence, deepest=5)
    if has_sub:
        return with_sub
    if sub_expected is None and _sums_speak(rows, with_sub):
        return with_sub
    without, score_without = _search(rows, evidence, deepest=4)
    bias = 3.0 if sub_expected is None else 15.0
    return with_sub if score_with > score_without + bias else without


def _sums_speak(rows: Sequence[LevelRow], ranks: Sequence[int]) -> bool:
    """Tell whether most kegiatan with sub kegiatan below them are their sum, so that the level is beyond doubt."""
    support = _sum_support(rows, ranks)
    subs = [support[index] for index, rank in enumerate(ranks) if rank == RANKS["sub_kegiatan"]]
    return len(subs) >= 3 and sum(score > 0 for score in subs) > len(subs) / 2


def _search(rows: Sequence[LevelRow], evidence: list[list[float]], deepest: int) -> tuple[list[int], float]:
    """Return the best assignment of ranks and its score, by dynamic programming over merged states."""
    width = BEAM if len(rows) <= LONG_TABLE else BEAM_LONG
    states = [_State(0.0, (), None, -1)]
    for index, row in enumerate(rows):
        merged: dict[tuple[_Open, ...], _State] = {}
        scores = evidence[index]
        floor = max(scores[: deepest + 1]) - PRUNED
        candidates = [
            rank
            for rank in range(deepest, -1, -1)
            if scores[rank] >= floor and (rank >= RANKS["program"] or scores[rank] > PRIOR[rank])
        ]
        for state in states:
            closed_score, closed = state.score, state.stack
            for rank in candidates:
                # A higher row ends what a lower one ends, and more; only above the units this starts anew.
                if rank < RANKS["kelompok"]:
                    closed_score, closed = state.score, state.stack
                gained, closed = _close(closed, rank, rows, deepest, row.subtotal_before)
                closed_score += gained
                score = closed_score + scores[rank] + _step(closed, rank, row, rows)
                stack = _opened(closed, rank, index, row)
                held = merged.get(stack)
                if held is None or score > held.score:
                    merged[stack] = _State(score, stack, state, rank)
        hopeful = max(state.score for state in merged.values()) - PRUNED
        states = sorted(
            (state for state in merged.values() if state.score >= hopeful), key=lambda kept: kept.score, reverse=True
        )[:width]
    best, best_score = None, float("-inf")
    for state in states:
        score = state.score + _close(state.stack, -1, rows, deepest)[0]
        if score > best_score:
            best, best_score = state, score
    assignment: list[int] = []
    while best is not None and best.back is not None:
        assignment.append(best.level)
        best = best.back
    return assignment[::-1], best_score


def _close(
    stack: tuple[_Open, ...],
    rank: int,
    rows: Sequence[LevelRow],
    deepest: int,
    subtotal: Amounts | None = None,
) -> tuple[float, tuple[_Open, ...]]:
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
        elif top.rank == deepest - 1 or top.rank == RANKS["program"]:
            score -= CHILDLESS
    return score, stack


def ends(open_rank: int, rank: int, depth: int) -> bool:
    """Tell whether a row of `rank` ends the open row: not where a unit at the top holds urusan below it."""
    if open_rank == RANKS["kelompok"] and depth == 1 and 0 <= rank < open_rank:
        return False
    return open_rank >= rank


def _step(stack: tuple[_Open, ...], rank: int, row: LevelRow, rows: Sequence[LevelRow]) -> float:
    """Return the score of putting a row of `rank` under the open stack."""
    above = stack[-1].rank if stack else -1
    score = 0.0
    if rank == RANKS["sub_kegiatan"]:
        score -= 0.0 if above == RANKS["kegiatan"] else 5.0 if above == RANKS["program"] else 8.0
    elif rank == RANKS["kegiatan"]:
        score -= 0.0 if above == RANKS["program"] else 5.0
    elif rank == RANKS["bidang_urusan"] and RANKS["urusan"] in (opened.rank for opened in stack):
        score += 3.0
    if row.kode and stack and (parent := rows[stack[-1].row].kode):
        score += PREFIX_WEIGHT if is_below(row.kode, parent) else -PREFIX_WEIGHT
    return score


def _opened(stack: tuple[_Open, ...], rank: int, index: int, row: LevelRow) -> tuple[_Open, ...]:
    """Return the stack with the row on top, its amounts added to the row above it."""
    amounts = row.amounts
    opened = _Open(rank, index, (None,) * len(amounts), 0)
    if not stack:
        return (opened,)
    above, place, totals, children = stack[-1]
    if None not in amounts and None not in totals:
        sums: Amounts = tuple(map(add, totals, amounts))
    else:
        sums = tuple(
            [
                amount if total is None else total if amount is None else total + amount
                for total, amount in zip(totals, amounts, strict=True)
            ]
        )
    return (*stack[:-1], _Open(above, place, sums, children + 1), opened)


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


def _learn_styles(rows: Sequence[LevelRow], ranks: Sequence[int]) -> list[list[float]]:
    """Return, per row and level, what the table's own typography says, learned from the first assignment."""
    counts: Counter[tuple[str, int]] = Counter()
    seen: Counter[str] = Counter()
    for row, rank in zip(rows, ranks, strict=True):
        for feature in row.style:
            counts[feature, rank] += 1
            seen[feature] += 1
    share = Counter(ranks)
    total = len(rows)
    scores: dict[str, list[float]] = {}
    for feature, occurrences in seen.items():
        if occurrences == total or occurrences < 2:
            scores[feature] = [0.0] * len(LEVELS)
            continue
        scores[feature] = [
            LEARNED_WEIGHT
            * _log_ratio((counts[feature, rank] + 0.5) / (occurrences + 3), (share[rank] + 0.5) / (total + 3))
            for rank in range(len(LEVELS))
        ]
    learned = []
    for row in rows:
        line = [0.0] * len(LEVELS)
        for feature in row.style:
            for rank, score in enumerate(scores[feature]):
                line[rank] += score
        learned.append(line)
    return learned


def _log_ratio(share: float, base: float) -> float:
    """Return the evidence of a share against its base, held within what one feature can say."""
    return float(max(-2.0, min(2.0, log(share / base))))


def _margin(scores: Sequence[float], rank: int) -> float:
    return scores[rank] - max(score for other, score in enumerate(scores) if other != rank)


def _sum_support(rows: Sequence[LevelRow], ranks: Sequence[int]) -> list[float]:
    """Return, per row, the support of sums: of its own children, and of the family it is a child of."""
    support = [0.0] * len(rows)
    stack: list[_Open] = []
    children: dict[int, list[int]] = {}

    def close(rank: int) -> None:
        while stack and ends(stack[-1].rank, rank, len(stack)):
            top = stack.pop()
            if top.children and _sum_score(rows[top.row].amounts, top.sums) > 0:
                for member in (top.row, *children.get(top.row, ())):
                    support[member] += SUM_MATCH

    for index, rank in enumerate(ranks):
        close(rank)
        if stack:
            children.setdefault(stack[-1].row, []).append(index)
        grown = _opened(tuple(stack), rank, index, rows[index])
        stack[:] = grown
    close(-1)
    return support
