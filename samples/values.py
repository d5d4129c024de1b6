"""Values written in the styles offices use; each knows its meaning because it was made from it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from samples.description import Stated

MoneyStyle = Literal["dot", "comma", "dot,00", "comma.00", "dot,-", "Rp. dot,-", "Rp dot", "Rp\ndot", "plain", "ribuan"]

DASH = Stated("-")

_OWN = re.compile(r"^(?P<meant>[^{]*)\{(?P<raw>.*)\}(?:!(?P<flags>[a-z,]+))?$", re.DOTALL)
_PLAIN = re.compile(r"^(?P<number>\d[\d.]*(?:,\d+)?)(?P<gap>\s*)(?P<unit>.*)$", re.DOTALL)

_DECIMAL_DOT = re.compile(r"^\d+\.\d{1,2}$")


def money(amount: int, style: MoneyStyle = "dot") -> Stated:
    """Return `amount` rupiah as printed in `style`; comma grouping is `repaired`, thousands are `scaled`."""
    dotted = f"{amount:,}".replace(",", ".")
    if style == "comma":
        return Stated(f"{amount:,}", amount, "IDR", ("repaired",) if abs(amount) >= 1000 else ())
    if style == "comma.00":
        return Stated(f"{amount:,}.00", amount, "IDR", ("repaired",))
    if style == "ribuan":
        return Stated(f"{amount // 1000:,}".replace(",", "."), amount, "IDR", ("scaled",))
    raw = {
        "dot": dotted,
        "dot,00": f"{dotted},00",
        "dot,-": f"{dotted},-",
        "Rp. dot,-": f"Rp. {dotted},-",
        "Rp dot": f"Rp {dotted}",
        "Rp\ndot": f"Rp\n{dotted}",
        "plain": str(amount),
    }[style]
    return Stated(raw, amount, "IDR")


def meant(text: str) -> Stated:
    """Return a target written in the samples' short form.

    "3 dokumen", "92,7", "100%" mean what they say. "310{310 kotak/ bungkus}" and "27584690 IDR{27..584.690}!repaired"
    give the meaning before the braces, the print inside, the flags after; "{A}" has no number, and
    "? kali{10–12 kali}!range" a unit alone.
    """
    own = _OWN.match(text)
    if own:
        number, unit = _number(own["meant"].strip())
        return Stated(own["raw"], number, unit, tuple((own["flags"] or "").split(",")) if own["flags"] else ())
    number, unit = _number(text)
    return Stated(text, number, unit)


def _number(text: str) -> tuple[int | Decimal | None, str | None]:
    if text.startswith("? "):
        return None, text[2:]
    found = _PLAIN.match(text)
    if not found:
        return None, None
    digits = found["number"]
    if not _DECIMAL_DOT.match(digits):
        digits = digits.replace(".", "").replace(",", ".")
    number = Decimal(digits)
    unit = found["unit"].strip() or None
    if unit and unit.lower() == "persen":
        unit = "%"
    return (int(number) if number == number.to_integral_value() else number), unit
