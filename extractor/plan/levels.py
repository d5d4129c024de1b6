"""Levels of a plan's rows, decided for the whole table at once.

A row's level is rarely certain alone, so whole assignments are scored and the best is taken (`level_search`). Evidence:
the shape of the code, capitals, words of the name, list labels, names known from elsewhere in the document, and sums.
What a table's own typography means (bold, indentation, kinds of labels) is learned from a first pass and weighed in a
second.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from operator import add
from typing import Final, NamedTuple

import regex

from extractor.plan.kode import levels_of_shapes
from extractor.plan.level_rows import LEVELS, RANKS, LevelRow
from extractor.plan.level_search import (
    BEAM,
    BEAM_FIRST,
    BEAM_LONG,
    PRUNED,
    Assignment,
    added_up,
    contradicted,
    parents,
    search,
)
from extractor.plan.level_signs import PRIOR, PROGRAM, own_scores, weigh_capitals, weigh_place
from extractor.plan.model import Level

# Weights are those of `level_signs`: 1 is about a factor e in odds.
KNOWN_NAME_WEIGHT: Final = 4.0
OFFICIAL_NAME_WEIGHT: Final = 8.0
"""A name of the nomenclature outweighs a program or two without kegiatan, not a code of another shape."""
LEARNED_WEIGHT: Final = 1.5
OPENING_STYLE: Final = "opening="
FEWEST_WORDS: Final = 5
"""Rows whose indicators must begin with a word before it tells of their level."""
MARGIN_CERTAIN: Final = 4.6
"""A row whose best level leads the next by less than this is reported as uncertain.

It is more than blank amounts and the first word of a name say together, and than one kegiatan without sub kegiatan: on
330,000 rows of random plans without codes no wrong row led by more, and one right row in thirteen by less.
"""
UNPAID: Final = 2.5
"""Against a row of the lowest level whose amounts are blank, where so many rows' are that most must be headings."""
UNPAID_SHARE: Final = 0.2
UNPAID_LOWEST: Final = 0.1
"""The share of the rows of the lowest level whose amounts are blank in most tables, at most."""
OPENING: Final = 1.5
"""For the first word of a name; e to this is about how much oftener it begins names of its level than others."""
SUB_BIAS: Final[dict[bool | None, float]] = {True: -8.0, None: 0.0, False: 15.0}
"""By how much an assignment with sub kegiatan must lead one without, by what the era and the header say."""
PROGRAMS_BIAS: Final = 8.0
"""By how much one of programs alone must lead: a table without any kegiatan is rare."""
TELLING_ROWS: Final = 500
"""Rows of a long table that tell whether it has sub kegiatan."""
LONG_TABLE: Final = 2_000
"""Rows from which one pass with the narrower beam serves: what a long table repeats needs no second look."""

# First words of names: what is done, and what is looked after.
_DEED = regex.compile(
    r"^\W*(?:advokasi|bimbingan|evaluasi|fasilitasi|identifikasi|koordinasi|monitoring|operasi|pelatihan|pemantauan|"
    r"pembangunan|pembayaran|pemeliharaan|pengadaan|penyusunan|rehabilitasi|sosialisasi)\b",
    regex.I,
)
_CARE = regex.compile(
    r"^\W*(?:administrasi|pemberdayaan|penatausahaan|penataan|penerbitan|penetapan|pengelolaan|penyelenggaraan)\b",
    regex.I,
)


@dataclass(frozen=True, slots=True)
class Decision:
    """The level of a row, and by how much it leads: over the best whole assignment that gives the row another level."""

    level: Level
    margin: float

    @property
    def certain(self) -> bool:
        """Tell whether the margin is large enough to stay silent."""
        return self.margin >= MARGIN_CERTAIN


def decide_levels(
    rows: Sequence[LevelRow],
    known: Mapping[int, Level] | None = None,
    *,
    official: Mapping[int, Level] | None = None,
    sub_expected: bool | None = None,
    of_programs: bool = False,
) -> list[Decision]:
    """Return the level of each row, in order.

    `known` gives, by row index, the level that the row's name has elsewhere (outline, other tables); `official`
    the level that it has in the nomenclature, which counts for more.
    `sub_expected` says whether the era and the header speak for sub kegiatan; None where neither says. `of_programs`
    says that the header names nothing but programs.
    """
    if not rows:
        return []
    shapes = levels_of_shapes([row.kode for row in rows])
    evidence = [own_scores(row, shape) for row, shape in zip(rows, shapes, strict=True)]
    for levels, weight in ((known, KNOWN_NAME_WEIGHT), (official, OFFICIAL_NAME_WEIGHT)):
        for index, level in (levels or {}).items():
            evidence[index][RANKS[level]] += weight
    weigh_capitals(rows, evidence)
    weigh_place(rows, evidence)
    if "sub_kegiatan" in shapes:
        assignment = _search(rows, evidence, RANKS["sub_kegiatan"])
    else:
        assignment = _best(rows, evidence, sub_expected, 0.0 if of_programs else PROGRAMS_BIAS)
    return [Decision(LEVELS[rank], lead) for rank, lead in zip(assignment.ranks, assignment.leads, strict=True)]


def _best(
    rows: Sequence[LevelRow], evidence: list[list[float]], sub_expected: bool | None, programs_bias: float
) -> Assignment:
    """Return the best assignment down to sub kegiatan, to kegiatan, or of programs alone, whichever scores highest.

    The first rows of a long table tell how deep it goes.
    """
    if len(rows) > LONG_TABLE:
        start = _best(rows[:TELLING_ROWS], evidence[:TELLING_ROWS], sub_expected, programs_bias)
        return _search(rows, evidence, max(*start.ranks, RANKS["kegiatan"]))
    biases = {
        RANKS["sub_kegiatan"]: SUB_BIAS[sub_expected],
        RANKS["kegiatan"]: 0.0,
        RANKS["program"]: programs_bias,
    }
    first: dict[int, _First] = {}
    for deepest in biases:
        first[deepest] = _first(rows, evidence, deepest)
        if deepest == RANKS["sub_kegiatan"] and sub_expected is None and _sums_speak(rows, first[deepest].found.ranks):
            break
    # Typography makes up for less: in 1,900 random plans no depth came back that lagged by more than 11 points.
    floor = max(one.found.score - biases[deepest] for deepest, one in first.items()) - PRUNED - len(rows)
    found = {
        deepest: _second(rows, one, deepest)
        for deepest, one in first.items()
        if one.found.score - biases[deepest] >= floor
    }
    winner = max(found, key=lambda deepest: found[deepest].score - biases[deepest])
    best = found[winner]
    for deepest, other in found.items():
        if deepest != winner:
            best = _against(best, other, best.score - biases[winner] - other.score + biases[deepest])
    return best


def _sums_speak(rows: Sequence[LevelRow], ranks: Sequence[int]) -> bool:
    """Tell whether most sub kegiatan add up to their kegiatan and no program speaks against it: it is beyond doubt."""
    proven = added_up(rows, ranks)
    subs = [proven[index] for index, rank in enumerate(ranks) if rank == RANKS["sub_kegiatan"]]
    return len(subs) >= 3 and sum(subs) > len(subs) / 2 and not contradicted(rows, ranks, RANKS["program"])


class _First(NamedTuple):
    """The evidence for a table that goes down to some level, and what it says before the typography is known."""

    evidence: list[list[float]]
    found: Assignment


def _search(rows: Sequence[LevelRow], evidence: list[list[float]], deepest: int) -> Assignment:
    """Return the best assignment down to `deepest`."""
    return _second(rows, _first(rows, evidence, deepest), deepest)


def _first(rows: Sequence[LevelRow], evidence: list[list[float]], deepest: int) -> _First:
    """Return the best assignment by what each row says itself; of a long table, the only one."""
    evidence = _with_openings(rows, _without_amounts(rows, evidence, deepest), deepest)
    width = BEAM_LONG if len(rows) > LONG_TABLE else BEAM_FIRST
    return _First(evidence, search(rows, evidence, priors=PRIOR, deepest=deepest, width=width))


def _second(rows: Sequence[LevelRow], first: _First, deepest: int) -> Assignment:
    """Return the best assignment with what the first tells of the typography."""
    if len(rows) > LONG_TABLE:
        return first.found
    ranks = first.found.ranks
    learned = _learn_styles(rows, ranks)
    weighed = [list(map(add, scores, extra)) for scores, extra in zip(first.evidence, learned, strict=True)]
    _weigh_paid(rows, weighed, ranks, deepest)
    _weigh_word_program(rows, weighed, ranks)
    return search(rows, weighed, priors=PRIOR, deepest=deepest, width=BEAM)


def _without_amounts(rows: Sequence[LevelRow], evidence: list[list[float]], deepest: int) -> list[list[float]]:
    """Return the evidence with what blank amounts say against the lowest level."""
    if not UNPAID_SHARE <= sum(row.unpaid for row in rows) / len(rows) < 1:
        return evidence
    return [
        [score - UNPAID * (row.unpaid and rank == deepest) for rank, score in enumerate(scores)]
        for row, scores in zip(rows, evidence, strict=True)
    ]


def _with_openings(rows: Sequence[LevelRow], evidence: list[list[float]], deepest: int) -> list[list[float]]:
    """Return the evidence with what the first words of the names say: deeds stand at the lowest level, tasks above."""
    weighed = []
    for row, scores in zip(rows, evidence, strict=True):
        if _DEED.match(row.nama):
            scores = [score - OPENING * (RANKS["program"] <= rank < deepest) for rank, score in enumerate(scores)]
        elif _CARE.match(row.nama):
            scores = [score - OPENING * (rank == deepest) for rank, score in enumerate(scores)]
        weighed.append(scores)
    return weighed


def _against(best: Assignment, other: Assignment, lead: float) -> Assignment:
    """Return `best` with its leads no wider than its lead over `other`, or over what comes next to that."""
    places, others = ([*zip(one.ranks, parents(one.ranks), strict=True)] for one in (best, other))
    leads = [
        min(own, lead + (next_lead if place == another else 0.0))
        for own, next_lead, place, another in zip(best.leads, other.leads, places, others, strict=True)
    ]
    return replace(best, leads=leads)


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
        if occurrences == total or occurrences < (FEWEST_WORDS if feature.startswith(OPENING_STYLE) else 2):
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


def _weigh_paid(rows: Sequence[LevelRow], evidence: list[list[float]], ranks: Sequence[int], deepest: int) -> None:
    """A row that states an amount is no heading where the headings of a level state none, by the first assignment.

    A blank one is none of the lowest level where headings are oftener blank than rows of that level ever are.
    """
    count = Counter(ranks)
    unpaid = Counter(rank for row, rank in zip(rows, ranks, strict=True) if row.unpaid)
    blank = [(unpaid[rank] + 1) / (count[rank] + 2) for rank in range(len(LEVELS))]
    headings = range(RANKS["program"], deepest)
    paid = {rank: min(0.0, log((1 - blank[rank]) / (1 - blank[deepest]))) for rank in headings}
    few = sum(row.unpaid for row in rows) < UNPAID_SHARE * len(rows)
    lowest = min(UNPAID, log(max([1.0, *(blank[rank] / UNPAID_LOWEST for rank in headings)]))) if few else 0.0
    for row, scores in zip(rows, evidence, strict=True):
        if row.unpaid:
            scores[deepest] -= lowest
            continue
        for rank, against in paid.items():
            scores[rank] += against


def _weigh_word_program(rows: Sequence[LevelRow], evidence: list[list[float]], ranks: Sequence[int]) -> None:
    """A name without the word "Program" is no program where the programs' names begin with it."""
    without = [not PROGRAM.match(row.nama) for row in rows]
    programs = [bare for bare, rank in zip(without, ranks, strict=True) if rank == RANKS["program"]]
    against = log((sum(programs) + 1) / (len(programs) + 2))
    for bare, scores in zip(without, evidence, strict=True):
        if bare:
            scores[RANKS["program"]] += against


def _log_ratio(share: float, base: float) -> float:
    """Return the evidence of a share against its base, held within what one feature can say."""
    return float(max(-2.0, min(2.0, log(share / base))))
