"""Numbers of a plan, exact: amounts of rupiah, targets with units, counts and amounts in running text.

No float is made anywhere: a number is an int, or a Decimal where it has decimals.
"""

from __future__ import annotations

from extractor.plan.money import find_amounts, may_have_scale, read_amount, read_amounts, scale_of
from extractor.plan.number_words import Count, find_counts, number_words
from extractor.plan.numerals import Number
from extractor.plan.quantities import read_quantities, read_quantity
from extractor.plan.readings import Reading, choose

__all__ = [
    "Count",
    "Number",
    "Reading",
    "choose",
    "find_amounts",
    "find_counts",
    "may_have_scale",
    "number_words",
    "read_amount",
    "read_amounts",
    "read_quantities",
    "read_quantity",
    "scale_of",
]
