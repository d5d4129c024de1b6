"""Sentences for people, in Indonesian and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["id", "en"]


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in both languages of the tool."""

    id: str
    en: str

    def text(self, language: Language) -> str:
        """Return the sentence in `language`."""
        return self.id if language == "id" else self.en
