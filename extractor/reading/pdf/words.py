"""Glyphs become words, words become lines: the same for a text layer and for recognised text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.reading.document import Bbox
from extractor.reading.pdf.calls import Bools, Floats, Ints
from extractor.reading.pdf.glyphs import HYPHEN, Glyphs
from extractor.reading.pdf.rulings import Ruling

_SPACES = (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0xA0, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
_JOINERS = (0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)
_NO_TEXT = (0x00, 0x01, *range(0x03, 0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xFFFD, 0xFFFE, 0xFFFF)
"""Codes of glyphs in a font that does not say what they mean (0x02 is pdfium's own, for a hyphen)."""
_SIGNS = tuple(map(ord, "!\"#$&'*+<=>?@[\\]^`{|}~"))
_GARBLED_SHARE, _GARBLED_KINDS = 0.2, 5
"""So many, of so many kinds, are letters by another code: text has a hundredth of them; a row of "=" counts as one."""
_LETTERS = np.array([chr(code).isalpha() for code in range(128)])
_VOWELS = np.array([chr(code) in "aeiouAEIOU" for code in range(128)])
_LEAST_LETTERS, _LEAST_VOWELS = 60, 0.2
"""Of a page's letters a third or more are vowels, in any language of Latin letters; by another code they are others."""
_GAP = 0.16
"""Widest gap inside a word, in font sizes: kerning and tracking stay below, a squeezed space lies at 0.18 or more."""
_SQUEEZED, _TOUCHING = 0.1, 0.02
"""A gap that is a space where the letters beside it are this close: kerning takes half of the space in "A A"."""
_BACK = 0.6
"""Step back inside a text object that begins another word, in font sizes."""
_BACK_IN_ANOTHER = 0.25
"""The same where another text object begins: wider than kerning, as where a text runs over into the next column."""
_MARK, _RAISE = 0.8, 0.15
"""Size of a note's mark and how far it is raised, in sizes of the number before it."""
_ZERO = 0x30
_TEN = re.compile(r"(?<![\d.,])10$")
_OVERLAP = 0.4
_ASCENT, _DESCENT = 0.75, 0.25
"""A word's box above and below its baseline, in font sizes: one rule for all fonts, whose own metrics differ."""
_LEAST_SIZE = 0.5
"""Points; damaged files set text at size nought."""
_TILT = 5.0
_SOFT_HYPHEN = 0xAD
"""Many fonts name their plain hyphen so."""

_REWRITTEN = {
    HYPHEN: "-",
    _SOFT_HYPHEN: "-",
    0x037E: ";",  # the Greek question mark, which some fonts name their semicolon
    0xF02D: "-",
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0D8: "➢",
    0xF0FC: "✓",
    0xF0A8: "◻",
    0xF076: "❖",
    0xF06F: "o",
    **{0xFB00 + i: text for i, text in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))},
}
_PLAIN, _SPACE, _UNSEEN, _USELESS, _OTHER, _SIGN = range(6)


def _kinds() -> npt.NDArray[np.uint8]:
    """Return the kind of each code point of the basic plane; `_OTHER` is rewritten."""
    kinds = np.full(0x10000, _PLAIN, np.uint8)
    kinds[0xE000:0xF900] = _USELESS
    kinds[list(_NO_TEXT)] = _USELESS
    kinds[list(_SIGNS)] = _SIGN
    kinds[list(_SPACES)] = _SPACE
    kinds[list(_JOINERS)] = _UNSEEN
    kinds[list(_REWRITTEN)] = _OTHER
    return kinds


_KINDS = _kinds()


class Word(NamedTuple):
    """A run of glyphs without a gap. A named tuple, because a document has a hundred thousand of them.

    The box is in view space, points; it stands 0.75 sizes above and 0.25 below the baseline. `angle` is the
    direction of reading as seen, counter-clockwise: 0, 90 (upwards), 180 or 270 (downwards). `spaced` words have a
    space of the file's own behind them, also at a line's end: proof that the word is whole.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    angle: int = 0
    spaced: bool = False


class Line(NamedTuple):
    """Words side by side on one baseline, left to right; the box is in view space."""

    words: tuple[Word, ...]
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def text(self) -> str:
        """Return the words, a space between two that do not touch."""
        return join_words(self.words)

    @property
    def size(self) -> float:
        """Return the largest font size in points."""
        return max(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        """Tell whether every word is bold."""
        return all(word.bold for word in self.words)

    @property
    def bbox(self) -> Bbox:
        """Return the box."""
        return (self.x0, self.top, self.x1, self.bottom)


class PageText(NamedTuple):
    """The words of a page in content order.

    `unusable` and `total` count glyphs without a Unicode meaning and all glyphs; `invisible` those of an OCR layer.
    `tilted` holds words that run at an odd angle: watermarks.
    """

    words: list[Word]
    tilted: list[str]
    total: int
    unusable: int
    invisible: int


def read_words(glyphs: Glyphs, hidden: Bools, rules: Sequence[Ruling] = ()) -> PageText:
    """Put glyphs together to words; `hidden[run]` leaves a text object out (white on white, painted over).

    `rules` are the page's vertical lines: texts that touch across one are two words.
    """
    kinds = _KINDS[np.clip(glyphs.codes, 0, 0xFFFF)]
    made_up = glyphs.runs < 0
    spaces_before: Ints = np.cumsum((kinds == _SPACE) & ~made_up)
    shown = (kinds != _SPACE) & (kinds != _UNSEEN) & ~made_up
    if hidden.any():
        shown &= ~hidden[glyphs.runs]
    kept: Ints = np.flatnonzero(shown)
    runs = glyphs.runs[kept]
    total = len(kept)
    unusable = min(total, max(_unusable(kinds[kept], glyphs.codes[kept]), glyphs.unmapped))
    invisible = int(np.count_nonzero(glyphs.invisible[runs])) if total else 0
    if not total:
        return PageText([], [], 0, 0, 0)
    quarter = np.rint(glyphs.angles / 90.0)
    tilted = np.abs(glyphs.angles - 90.0 * quarter) > _TILT
    quarter = quarter.astype(np.int64) % 4
    words: list[Word] = []
    upright_runs = ~tilted[runs]
    for turns in np.unique(quarter[runs]).tolist():
        chosen = kept[(quarter[runs] == turns) & upright_runs]
        if len(chosen):
            words += _segment(glyphs, chosen, spaces_before, turns, rules)
    return PageText(_without_doubles(words), _tilted(glyphs, tilted), total, unusable, invisible)


def _unusable(kinds: npt.NDArray[np.uint8], codes: Ints) -> int:
    """Return how many glyphs have no meaning, or one that cannot be theirs."""
    plain = codes[codes < len(_LETTERS)]
    letters, vowels = np.count_nonzero(_LETTERS[plain]), np.count_nonzero(_VOWELS[plain])
    if letters >= _LEAST_LETTERS and vowels < _LEAST_VOWELS * letters:
        return len(codes)
    useless = int(np.count_nonzero(kinds == _USELESS))
    signs = codes[kinds == _SIGN]
    various = 1 + int(np.count_nonzero(np.diff(signs)))
    garbled = various > _GARBLED_SHARE * len(codes) and len(np.unique(signs)) >= _GARBLED_KINDS
    return useless + garbled * len(signs)


def _tilted(glyphs: Glyphs, tilted: Bools) -> list[str]:
    """Return the text at odd angles, one string for all of it."""
    chosen = (glyphs.runs >= 0) & tilted[glyphs.runs] if tilted.any() else np.zeros(0, np.bool_)
    if not chosen.any():
        return []
    text = _texts(glyphs.codes[chosen], np.zeros(1, np.int64))[0]
    return [" ".join(text.split())]


def _segment(glyphs: Glyphs, chosen: Ints, spaces_before: Ints, turns: int, rules: Sequence[Ruling]) -> list[Word]:
    """Cut glyphs of one direction into words."""
    runs = glyphs.runs[chosen]
    sizes = glyphs.sizes[runs]
    boxes = _turn(glyphs.boxes[chosen], turns)
    origins = _turn(np.hstack((glyphs.origins, glyphs.origins))[runs], turns)
    x0, x1 = boxes[:, 0], boxes[:, 2]
    top, bottom = origins[:, 1] - _ASCENT * sizes, origins[:, 1] + _DESCENT * sizes
    # A Type 3 font's size says nothing about its glyphs: where size and box disagree, the box is believed.
    heights = boxes[:, 3] - boxes[:, 1]
    odd = (sizes < 0.4 * heights) | (sizes > 3.0 * heights)
    if odd.any():
        sizes, top, bottom = np.where(odd, (heights, boxes[:, 1], boxes[:, 3]), (sizes, top, bottom))
    sizes = np.maximum(sizes, _LEAST_SIZE)
    size = np.maximum(sizes[1:], sizes[:-1])
    gap = x0[1:] - x1[:-1]
    overlap = np.minimum(bottom[1:], bottom[:-1]) - np.maximum(top[1:], top[:-1])
    # The letters of a ligature share one box, so they do not count as a step back.
    back = (gap < np.where(np.diff(runs) == 0, -_BACK, -_BACK_IN_ANOTHER) * size) & (np.abs(np.diff(x0)) > 0.01)
    cut = (np.diff(spaces_before[chosen]) > 0) | (gap > _GAP * size) | back
    cut |= _squeezed_spaces(gap / size)
    cut |= overlap < _OVERLAP * np.minimum(sizes[1:], sizes[:-1])
    if turns == 0 and rules:
        touching = np.flatnonzero(~cut & (runs[1:] != runs[:-1]))
        cut[touching] = _ruled_off(x0, (x0 + x1) / 2, bottom, touching, rules)
    marks = _note_marks(glyphs.codes[chosen], sizes, origins[:, 1], cut)
    if marks:
        return _segment(glyphs, np.delete(chosen, marks), spaces_before, turns, rules)
    starts = np.concatenate(([0], np.flatnonzero(cut) + 1))
    corners = np.stack(
        (
            np.minimum.reduceat(x0, starts),
            np.minimum.reduceat(top, starts),
            np.maximum.reduceat(x1, starts),
            np.maximum.reduceat(bottom, starts),
        ),
        axis=1,
    )
    corners = np.round(_turn(corners, -turns), 2)
    texts = _texts(glyphs.codes[chosen], starts)
    size = np.round(np.maximum.reduceat(sizes, starts), 2)
    bold = np.logical_and.reduceat(glyphs.bold[runs], starts)
    spaces = np.append(spaces_before[chosen[starts[1:]]], spaces_before[-1])
    spaced = spaces > spaces_before[chosen[np.append(starts[1:], len(chosen)) - 1]]
    columns = (*corners.T.tolist(), size.tolist(), bold.tolist(), [90 * turns] * len(texts), spaced.tolist())
    return [Word._make(fields) for fields in zip(texts, *columns, strict=True) if fields[0]]


def _squeezed_spaces(gaps: Floats) -> Bools:
    """Tell which gaps (in font sizes) are spaces that kerning made too narrow: in text whose letters touch else."""
    found = np.zeros(len(gaps), np.bool_)
    for i in np.flatnonzero((gaps > _SQUEEZED) & (gaps <= _GAP)).tolist():
        beside = [*gaps[max(0, i - 2) : i].tolist(), *gaps[i + 1 : i + 3].tolist()]
        found[i] = max(beside, default=1.0) < _TOUCHING and sum(gap > -_SQUEEZED for gap in beside) > 1
    return found


def _note_marks(codes: Ints, sizes: Floats, baselines: Floats, cut: Bools) -> list[int]:
    """Return the glyphs of small raised numbers behind a number: marks of notes, which else would be its digits.

    A ten keeps them, because they may be its exponent.
    """
    digit = (codes >= _ZERO) & (codes < _ZERO + 10)
    smaller = sizes[1:] < _MARK * sizes[:-1]
    raised = baselines[1:] < baselines[:-1] - _RAISE * sizes[:-1]
    marks: list[int] = []
    for before in np.flatnonzero(digit[:-1] & digit[1:] & smaller & raised & ~cut).tolist():
        end = before + 2
        while end < len(codes) and digit[end] and sizes[end] == sizes[before + 1] and not cut[end - 1]:
            end += 1
        number = "".join(map(chr, codes[max(0, before - 2) : before + 1].tolist()))
        if not _TEN.search(number):
            marks += range(before + 1, end)
    return marks


def _ruled_off(lefts: Floats, middles: Floats, bottoms: Floats, touching: Ints, rules: Sequence[Ruling]) -> Bools:
    """Tell for each glyph of `touching` whether a line stands between its left side and the next one's middle."""
    ordered = sorted(rules)
    places = np.array([rule.at for rule in ordered])
    first = np.searchsorted(places, lefts[touching])
    last = np.searchsorted(places, middles[touching + 1])
    apart = np.zeros(len(touching), np.bool_)
    for i in np.flatnonzero(last > first).tolist():
        height = bottoms[touching[i]] - 1.0
        apart[i] = any(rule.start < height < rule.end for rule in ordered[first[i] : last[i]])
    return apart


def _texts(codes: Ints, starts: Ints) -> list[str]:
    """Return the text of each stretch of code points."""
    plain = np.where((codes <= 0) | (codes > 0x10FFFF), 0xFFFD, codes)
    text = plain.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    ends = [*starts[1:].tolist(), len(codes)]
    texts = [text[start:end] for start, end in zip(starts.tolist(), ends, strict=True)]
    if bool((_KINDS[np.clip(codes, 0, 0xFFFF)] == _OTHER).any()):
        texts = [part if part.isascii() and "\x02" not in part else part.translate(_REWRITTEN) for part in texts]
    if bool(((codes >= 0xD800) & (codes < 0xE000)).any()):
        texts = [part.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for part in texts]
    return texts


def _turn(boxes: Floats, turns: int) -> Floats:
    """Return boxes turned so that text written at `turns` quarters reads left to right; `-turns` turns them back."""
    if turns % 4 == 0:
        return boxes
    x0, top, x1, bottom = boxes.T
    sides = ((x0, top, x1, bottom), (-bottom, x0, -top, x1), (-x1, -bottom, -x0, -top), (top, -x1, bottom, -x0))
    return np.stack(sides[turns % 4], axis=1)


def _without_doubles(words: list[Word]) -> list[Word]:
    """Return the words without second copies almost at the same place; the copy left is bold."""
    if len(words) < 2:
        return words
    x0, top = (np.fromiter(map(itemgetter(side), words), np.float64, len(words)) for side in (1, 2))
    suspects = False
    for shift in (0.0, 1.0):
        cells = np.sort(np.floor((x0 + shift) / 2.0) * 100_003 + np.floor((top + shift) / 2.0))
        suspects |= bool((cells[1:] == cells[:-1]).any())
    if not suspects:
        return words
    kept: list[Word] = []
    at: dict[tuple[str, int, int], int] = {}
    for word in words:
        column, row = int(word.x0 // 2), int(word.top // 2)
        near = ((word.text, column + i, row + j) for i in (0, -1, 1) for j in (0, -1, 1))
        twin = next((at[key] for key in near if key in at), None)
        if twin is not None and abs(kept[twin].x0 - word.x0) + abs(kept[twin].top - word.top) < 2.0:
            kept[twin] = kept[twin]._replace(bold=True)
            continue
        at[word.text, column, row] = len(kept)
        kept.append(word)
    return kept


def join_words(words: Sequence[Word]) -> str:
    """Return words of one line as text: a space between them, none where two touch (one word in two fonts)."""
    parts = [words[0].text]
    for before, word in pairwise(words):
        gap = word.x0 - before.x1
        parts.append(word.text if -0.05 * word.size < gap < 0.05 * word.size else f" {word.text}")
    return "".join(parts)


def upright(words: Iterable[Word]) -> list[Word]:
    """Return words with their boxes turned so that each reads left to right."""
    return [word if word.angle == 0 else _upright(word) for word in words]


def _upright(word: Word) -> Word:
    """Return one turned word with its box as if the page were turned to read it."""
    if word.angle == 90:
        return word._replace(x0=-word.bottom, top=word.x0, x1=-word.top, bottom=word.x1)
    if word.angle == 270:
        return word._replace(x0=word.top, top=-word.x1, x1=word.bottom, bottom=-word.x0)
    return word._replace(x0=-word.x1, top=-word.bottom, x1=-word.x0, bottom=-word.top)


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Put upright words into lines, top to bottom; each line left to right."""
    if len(words) == 1:
        _, x0, top, x1, bottom, *_ = words[0]
        return [Line((words[0],), x0, top, x1, bottom)]
    rows: list[list[Word]] = []
    middles: list[float] = []
    for word in sorted(words, key=_middle):
        middle = _middle(word)
        # Middles ascend, so only the last row can take the word; half a line height apart is another line.
        if rows and middle - middles[-1] < 0.5 * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
            middles.append(middle)
    return [_line(row) for row in rows]


def _middle(word: Word) -> float:
    """Return the height of a word's middle."""
    return (word.top + word.bottom) / 2


def _line(words: list[Word]) -> Line:
    """Return one line of words in any order."""
    words.sort(key=_left)
    return Line(
        tuple(words),
        words[0].x0,
        min(word.top for word in words),
        max(word.x1 for word in words),
        max(word.bottom for word in words),
    )


def _left(word: Word) -> float:
    """Return a word's left side."""
    return word.x0
