"""What a plan comes to: its total as stated, else the sum of its topmost rows with an amount."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Protocol, Self, TypeVar

from extractor.plan.model import Node, Plan, Value


def total_pagu(plan: Plan) -> int | Decimal | None:
    """Return the plan's total as stated, else the sum of its topmost rows with an amount, None where none has."""
    stated = _number(plan.total.pagu_indikatif)
    return sum_of(plan.nodes) if stated is None else stated


def sum_of(nodes: Iterable[Node]) -> int | Decimal | None:
    """Return the sum of the ceilings of the topmost rows that state one, None where none does."""
    return topmost_sum(nodes, lambda node: node.pagu_indikatif)


class _Row(Protocol):
    """A row of a tree."""

    @property
    def children(self) -> Sequence[Self]: ...


_AnyRow = TypeVar("_AnyRow", bound=_Row)


def topmost_sum(rows: Iterable[_AnyRow], amount: Callable[[_AnyRow], Value | None]) -> int | Decimal | None:
    """Return the sum of `amount` over the topmost rows that state one, None where none does."""
    found: list[int | Decimal] = []
    stack = list(rows)
    while stack:
        row = stack.pop()
        number = _number(amount(row))
        if number is not None:
            found.append(number)
        else:
            stack.extend(row.children)
    return sum(found) if found else None


def _number(value: Value | None) -> int | Decimal | None:
    return None if value is None else value.value
