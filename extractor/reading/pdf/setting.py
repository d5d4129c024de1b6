"""How the cells of a table without lines are set, and its rows: cells stand at the top, in the middle or below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from extractor.reading.pdf.bands import Band, Pitch, PlacedRow, are_rows, body_bands, pitch_of
from extractor.reading.pdf.cell_heights import Body, base_of, count_heights, texts_of
from extractor.reading.pdf.centred import centred_body, count_merged
from extractor.reading.pdf.column_numbers import column_marks, is_number_row
from extractor.reading.pdf.gutters import Columns
from extractor.reading.pdf.lowered import count_merged_up, lowered_body
from extractor.reading.pdf.ruled_rows import ruled_rows
from extractor.reading.pdf.rulings import Ruling

_LEAST = 3
_SURE = 2
"""Signs more for one reading than for the other that settle it."""


class Setting(NamedTuple):
    """How the cells of a table are set: its lines, at which height of their row cells stand, whether some are merged.

    `head` is up to which distance two lines of its header may belong to one text. `settled` tells whether it shows to
    which names rows without one belong, `base` is the column with the most texts, which tells the rows.
    """

    pitch: Pitch
    height: Literal["top", "middle", "bottom"]
    head: float
    base: int = 0
    merged: bool = False
    settled: bool = True


class Part(NamedTuple):
    """A page's part of a table: lines of the header and of the body, heights at which a row ends, lines drawn."""

    head: Sequence[PlacedRow]
    body: Sequence[PlacedRow]
    cuts: Sequence[float]
    rules: Sequence[Ruling]


def setting_of(parts: Sequence[Part], columns: Columns) -> Setting:
    """Return how the cells of a table are set that has a part on each of some pages."""
    pitch = pitch_of([part.body for part in parts], columns)
    whole = pitch_of([[*part.head, *part.body] for part in parts], columns)
    texts = [texts_of(part.body[_lead(part.body) :], part.cuts, pitch.tight) for part in parts]
    base = base_of([text for held in texts for text in held])
    centred, level, low = (sum(count) for count in zip(*map(count_heights, texts), strict=True))
    if len(columns) > 2 and centred >= _LEAST and centred > max(4 * level, low):
        between, unnamed = (sum(count) for count in zip(*(count_merged(held, base) for held in texts), strict=True))
        return Setting(pitch, "middle", whole.tight, base, merged=between > unnamed)
    if len(columns) > 2 and pitch.apart and low >= max(_LEAST, 4 * level) and not any(map(_has_rules, parts)):
        below, above = (sum(count) for count in zip(*(count_merged_up(held, base) for held in texts), strict=True))
        return Setting(pitch, "bottom", whole.tight, base, merged=below > above, settled=abs(below - above) >= _SURE)
    return Setting(pitch, "top", whole.tight)


def _has_rules(part: Part) -> bool:
    """Tell whether lines are drawn within a body."""
    return bool(part.body) and any(part.body[0].row.bottom < rule.at < part.body[-1].row.top for rule in part.rules)


def body_of(part: Part, columns: Columns, setting: Setting) -> Body:
    """Return the rows of a body; those that number the columns are rows of their own."""
    lead = _lead(part.body)
    rest = part.body[lead:]
    body = _body_below(rest, part, columns, setting) if rest else Body([])
    return Body([*(Band(line.row.top, line.row.bottom, [line]) for line in part.body[:lead]), *body.bands], body.unsure)


def _body_below(rest: Sequence[PlacedRow], part: Part, columns: Columns, setting: Setting) -> Body:
    """Return the rows below the column numbers."""
    if ruled := ruled_rows(rest, columns, part.rules, setting.pitch):
        return Body(ruled)
    texts = texts_of(rest, part.cuts, setting.pitch.tight) if setting.height != "top" else []
    if setting.height == "middle":
        return centred_body(texts, setting.base, merged=setting.merged)
    if setting.height == "bottom":
        body = lowered_body(texts, setting.base, merged=setting.merged, settled=setting.settled)
        if are_rows(body.bands, rest, len(columns)):
            return body
    return Body(body_bands(rest, columns, part.cuts, setting.pitch))


def _lead(body: Sequence[PlacedRow]) -> int:
    """Return how many of a body's first lines number the columns and name the halves of these."""
    rows = [line.row for line in body[:3]]
    at = next((at for at, row in enumerate(rows[:2]) if is_number_row(row)), None)
    if at is None:
        return 0
    return at + 1 + any(halves for _, halves in column_marks(rows[at:]))
