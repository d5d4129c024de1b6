"""Roman numbers."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(value: int) -> str:
    """Return `value` (1 or more) as a Roman number in capitals."""
    digits = []
    for worth, sign in _DIGITS:
        count, value = divmod(value, worth)
        digits.append(sign * count)
    return "".join(digits)


_VALUES: Final = {roman(value): value for value in range(1, 40)}


def roman_value(text: str) -> int | None:
    """Return the value of a well-formed Roman number up to 39 in capitals, else None: L, C, D and M are letters."""
    return _VALUES.get(text)
