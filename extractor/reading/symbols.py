"""Characters of Word's symbol fonts as Unicode; their codes lie in U+F020 to U+F0FF."""

from __future__ import annotations

import re
from typing import Final

_WINGDINGS: Final = {
    0x4A: "☺", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆",
    0x76: "❖", 0x77: "⬥", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "◻", 0xB7: "•", 0xD8: "➢",
    0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_SYMBOL: Final = {
    0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×",
    0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD7: "⋅", 0xD8: "¬", 0xDE: "⇒", 0x53: "Σ", 0x44: "Δ", 0x61: "α",
    0x62: "β", 0x67: "γ", 0x6D: "μ", 0x70: "π", 0x73: "σ", 0x57: "Ω",
}  # fmt: skip
_PRIVATE = re.compile("[\uf020-\uf0ff]")


def symbol(code: int, font: str | None) -> str | None:
    """Return the character that `code` (with or without the 0xF000 offset) shows in `font`; None where unknown."""
    low = code - 0xF000 if code >= 0xF000 else code
    first, second = (_SYMBOL, _WINGDINGS) if font and "symbol" in font.lower() else (_WINGDINGS, _SYMBOL)
    found = first.get(low)
    if found is None and first is _SYMBOL and 0x20 <= low <= 0x3F:
        found = chr(low)  # digits and most punctuation stand at their ASCII places in Symbol
    return found or second.get(low)


def readable(text: str, font: str | None = None) -> str:
    """Return `text` with symbol-font characters as Unicode; unknown ones become a bullet."""
    return _PRIVATE.sub(lambda match: symbol(ord(match[0]), font) or "•", text)
