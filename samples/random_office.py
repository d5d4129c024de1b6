"""Plausible unseen documents by seed."""

from __future__ import annotations

from dataclasses import dataclass

from samples.description import Description
from samples.word import Hand, docx


@dataclass(frozen=True, slots=True)
class RandomOffice:
    """A described document and the hand that writes it."""

    description: Description
    hand: Hand

    def docx(self) -> bytes:
        """Return the document as a Word file."""
        return docx(self.description, self.hand)


def random_office(seed: int) -> RandomOffice:
    """Return the document of `seed`."""
    raise NotImplementedError(seed)
