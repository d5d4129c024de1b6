"""Sentences for people, in Indonesian and English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

Language = Literal["id", "en"]
_UNPRINTED: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Control characters, line ends, and marks that turn the direction of writing."""


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in both languages of the tool."""

    id: str
    en: str

    def text(self, language: Language) -> str:
        """Return the sentence in `language`."""
        return self.id if language == "id" else self.en


def shown(path: str) -> str:
    """Return a path for people: control characters and undecodable bytes escaped."""
    safe = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _UNPRINTED.sub(lambda match: f"\\x{ord(match[0]):02x}", safe)
