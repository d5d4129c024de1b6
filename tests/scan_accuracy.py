"""How much of a plan comes out of its scan: rows under the right parent, amounts, and amounts wrong in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any, NamedTuple

Json = Mapping[str, Any]

_TOTAL, _COLUMNS = -1, -2
"""Stand for a table's total row, and for its columns, among the rows that findings name."""
_ALIKE = 0.75
"""Least likeness of a row's name to its scanned one."""


class Row(NamedTuple):
    """A row of a plan or an evaluation with the place of its parent, and its amounts by name."""

    part: str
    nama: str
    kode: str
    parent: int | None
    amounts: dict[str, Json]
    at: Json


@dataclass(slots=True)
class Accuracy:
    """Counts over some documents; `silent` and `wrong` tell amounts that are not as the truth says.

    An amount is silent where it has no flag and no finding names its row, or a sum it belongs to.
    """

    rows: int = 0
    placed: int = 0
    amounts: int = 0
    exact: int = 0
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    def add(self, truth: Json, found: Json) -> None:
        """Count one document; `truth` and `found` are plans as plain data."""
        expected, read = _rows(truth), _rows(found)
        pairs = _aligned(expected, read)
        named = _rows_with_findings(found)
        self.rows += len(expected)
        for place, row in enumerate(expected):
            match = pairs.get(place)
            other = read[match] if match is not None else None
            parent = other is not None and _place(pairs, row.parent) == other.parent
            self.placed += parent
            if not parent:
                self.lost.append(f"{row.part} {row.kode} {row.nama[:60]}: {'parent' if other else 'missing'}")
            for name, value in row.amounts.items():
                self._amount(row, name, value, other, named, _ancestors(read, match))

    def _amount(
        self, row: Row, name: str, value: Json, other: Row | None, named: set[tuple[str, int]], over: Sequence[Row]
    ) -> None:
        self.amounts += 1
        got = other.amounts.get(name) if other else None
        if got is not None and _same(value["value"], got["value"]):
            self.exact += 1
            return
        told = f"{row.part} {row.nama[:40]} {name}: {value['raw']!r} read as {got['raw'] if got else None!r}"
        self.wrong.append(f"{told} {got['flags'] if got else ''}")
        if other is None:  # a row that was not found says no wrong amount
            return
        # A column that found no place in the contract is named by a finding about the header.
        column = got is None and (other.at.get("table"), _COLUMNS) in named
        if not (got and got["flags"]) and not column and not any(_named(one, named) for one in (other, *over)):
            self.silent.append(told)


def _same(one: Any, two: Any) -> bool:
    return one is not None and two is not None and Decimal(str(one)) == Decimal(str(two))


def _place(pairs: Mapping[int, int], place: int | None) -> int | None:
    return None if place is None else pairs.get(place, -1)


def _rows(plan: Json) -> list[Row]:
    """Return the rows of all plans and evaluations in order, totals as rows of their own."""
    rows: list[Row] = []

    def walk(part: str, nodes: Sequence[Json], parent: int | None) -> None:
        for node in nodes:
            rows.append(
                Row(part, node["nama"] or "", node["kode"] or "", parent, dict(_amounts(node)), node.get("at") or {})
            )
            walk(part, node["children"], len(rows) - 1)

    for part in ("rencana", "pendanaan", "evaluasi"):
        if plan[part] is None:
            continue
        walk(part, plan[part]["nodes"], None)
        total = dict(_money(plan[part]["total"], ""))
        if total:
            rows.append(Row(part, "(total)", "", None, total, {"table": plan[part].get("table"), "rows": [_TOTAL]}))
    review = plan["telaah_rkpd"]
    for one in review["rows"] if review else ():
        for half in ("rancangan_awal", "hasil_analisis"):
            row = one[half]
            rows.append(Row(f"telaah {half}", row["nama"] or "", "", None, dict(_amounts(row)), one.get("at") or {}))
    return rows


def _amounts(node: Json) -> Iterator[tuple[str, Json]]:
    yield from _money(node, "")


def _money(node: Any, path: str) -> Iterator[tuple[str, Json]]:
    """Yield the rupiah amounts of a row, whatever field they stand in."""
    if not isinstance(node, Mapping):
        return
    if "raw" in node:
        if node["value"] is not None and path.rsplit(".", 1)[-1] in _FIELDS:
            yield path, node
        return
    for name, member in node.items():
        if name not in ("children", "indikator", "at"):
            yield from _money(member, f"{path}.{name}" if path else name)


_FIELDS = ("pagu_indikatif", "prakiraan_maju", "anggaran")


def _squash(row: Row) -> str:
    return re.sub(r"[^a-z0-9]", "", row.nama.casefold())


def _aligned(expected: Sequence[Row], read: Sequence[Row]) -> dict[int, int]:
    """Return the place of each expected row among those read, by its name's likeness and its order."""
    pairs: dict[int, int] = {}
    for part in dict.fromkeys(row.part for row in expected):
        left = [place for place, row in enumerate(expected) if row.part == part]
        right = [place for place, row in enumerate(read) if row.part == part]
        pairs |= _in_order(expected, read, left, right)
    return pairs


def _in_order(expected: Sequence[Row], read: Sequence[Row], left: list[int], right: list[int]) -> dict[int, int]:
    """Pair rows in order so that the likeness of their names adds up to the most."""
    likeness = [[_likeness(_squash(expected[one]), _squash(read[two])) for two in right] for one in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            match = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= _ALIKE else 0.0
            best[i][j] = max(match, best[i + 1][j], best[i][j + 1])
    pairs, i, j = {}, 0, 0
    while i < len(left) and j < len(right):
        if likeness[i][j] >= _ALIKE and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs[left[i]] = right[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _likeness(one: str, two: str) -> float:
    if one == two:
        return 1.0
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0.0


def _ancestors(rows: Sequence[Row], place: int | None) -> list[Row]:
    over: list[Row] = []
    while place is not None and rows[place].parent is not None:
        place = rows[place].parent
        assert place is not None
        over.append(rows[place])
    return over


def _rows_with_findings(plan: Json) -> set[tuple[str, int]]:
    """Return the rows that findings name."""
    named: set[tuple[str, int]] = set()
    for finding in plan["findings"]:
        at = finding["at"]
        if not at or not at.get("table") or finding["code"] == "level-uncertain":
            continue
        named |= {(at["table"], row) for row in at["rows"]}
        if finding["code"] == "total-mismatch":
            named.add((at["table"], _TOTAL))
        if finding["code"] == "header-unrecognised":
            named.add((at["table"], _COLUMNS))
    return named


def _named(row: Row, named: set[tuple[str, int]]) -> bool:
    return any((row.at.get("table"), one) in named for one in row.at.get("rows", ()))
