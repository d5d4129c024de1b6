"""The committed samples: which office, in which hand, in which formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from samples.description import Description
from samples.offices import badan, dinas, kecamatan, perubahan, provinsi
from samples.text_export import flat_text
from samples.word import Hand, docx


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample: how to describe it and the renditions to commit, by what follows the name."""

    describe: Callable[[], Description]
    renditions: Mapping[str, Callable[[Description], bytes]]


def _in(hand: Hand) -> Callable[[Description], bytes]:
    return lambda description: docx(description, hand)


SAMPLES: tuple[Sample, ...] = (
    Sample(
        kecamatan.description,
        {".docx": _in(Hand(headings="plain")), ".txt": flat_text},
    ),
    Sample(
        dinas.description,
        {".docx": _in(Hand(headings="style", numbers="automatic", contents=True, tracked=True)), ".txt": flat_text},
    ),
    Sample(
        badan.description,
        {".docx": _in(Hand(headings="style", controls=True, hidden=True, text_box=True))},
    ),
    Sample(
        perubahan.description,
        {".docx": _in(Hand(headings="bold", numbers="automatic", merges="old", title_apart=False))},
    ),
    Sample(
        provinsi.description,
        {".docx": _in(Hand(headings="bold", ragged=True, contents=True, hidden=True))},
    ),
)
