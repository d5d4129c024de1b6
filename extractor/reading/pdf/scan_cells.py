"""The cells of a scanned table, each read on its own; numbers are read twice and held against their glyphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import cv2
import numpy as np

from extractor.reading.pdf.image import Box, Gray
from extractor.reading.pdf.ocr import Recognised, Recogniser
from extractor.reading.pdf.sheet import Sheet

_LINE_PIXELS: Final = 32
"""Height to which lines of text are brought: of 24 to 48 tried, the one at which the models err least."""
_PAD: Final = 12
_TIGHT_PAD: Final = 4
_DIGIT_HEIGHT, _COMMA_HEIGHT = 0.72, 0.85
"""Of digits, and of digits with a comma, in font sizes of the usual typefaces."""
_MOST_ENLARGED: Final = 4.0
_EDGE: Final = 2.5
"""Points from a cell's edge within which a line may be the edge itself, drawn double or thick."""
_DARK: Final = 110
_GROUPED: Final = re.compile(r"(?:Rp\.?)?-?\(?\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?(?:,-|\.-)?\)?")
_PLAIN: Final = re.compile(r"-?\d+(?:,\d{1,2})?%?")
_NUMBER: Final = re.compile(r"(?:Rp\.?)?[-(]?[\d.,]*\d[\d.,]*[-)%=]*")
_NUMBER_HEAD: Final = re.compile(r"\d[\d.,]*")
_NUMBER_REST: Final = re.compile(r"[.,]?\d[\d.,]*%?")
_LEFT: Final = 0.35
_SHORT_TEXT, _SHORT_SURE = 3, 0.8
"""Of few letters tesseract is surer than it is right."""
_SIGNS: Final = re.compile(r"[^\d]")
_AGREED: Final = 0.9
_MAJORITY: Final = 0.7
_UNSETTLED: Final = 0.5
"""How sure a number is that is read alike twice and fits its glyphs; twice in three; or neither."""
_HIGH, _LOW = 0.55, 0.4
"""Heights of digits and of separators, in heights of the highest glyph."""


class CellReading(NamedTuple):
    """What a cell says: words in page pixels; another reading of it where two differ; and how sure it is, 0 to 1."""

    words: list[Recognised]
    confidence: float
    alternative: str | None = None


@dataclass(frozen=True, slots=True)
class _Crop:
    """A cell cut out of its page: where it lies, and its lines of ink from the top."""

    plain: Gray
    ink: Gray
    paper: int
    left: int
    top: int
    lines: list[tuple[int, int]]

    @property
    def factor(self) -> float:
        """Return by how much the cell is enlarged to be read."""
        heights = sorted(bottom - top for top, bottom in self.lines)
        return min(max(_LINE_PIXELS / heights[len(heights) // 2], 0.4), _MOST_ENLARGED)


def read_cell(sheet: Sheet, box: Box, recogniser: Recogniser, line_height: float) -> CellReading | None:
    """Read one cell; `line_height` is the page's usual one in pixels. None where the cell is blank."""
    crop = _crop(sheet, box, line_height)
    if crop is None:
        return None
    factor = crop.factor
    picture = _framed(_scaled(crop.plain, factor), crop.paper, _PAD)
    words = recogniser.line(picture) if len(crop.lines) == 1 else recogniser.block(picture)
    text = _joined(words)
    if _may_be_number(text, words):
        number = _read_number(crop, recogniser, text)
        if number is not None:
            return number
    if not words:
        # There is ink that nothing can be made of: the cell is not blank.
        high = max(bottom - top for top, bottom in crop.lines)
        return CellReading([], 0.0) if high > 0.5 * line_height else None
    if re.search(r"\d", text):
        return _numbers_joined(_reread(crop, recogniser, words, factor), box)
    sure = _mean(words) if len(text) > _SHORT_TEXT else _mean(words) * _SHORT_SURE
    return CellReading(_placed(words, crop, factor), sure)


def _crop(sheet: Sheet, box: Box, line_height: float) -> _Crop | None:
    """Cut a cell out, white on black turned round; None where it holds no ink to speak of."""
    plain, ink = _without_edges(sheet, box)
    if min(plain.shape) < 4:
        return None
    paper = sheet.paper
    if np.median(plain) < _DARK:
        plain = np.asarray(255 - plain, np.uint8)
        paper = int(np.median(plain))
        ink = np.where(plain < paper - 60, 255, 0).astype(np.uint8)
    ink = _without_specks(ink, line_height)
    columns = np.flatnonzero(ink.any(axis=0))
    if not len(columns):
        return None
    lines = _lines(ink, line_height)
    if not lines:
        return None
    left, right = max(int(columns[0]) - 3, 0), int(columns[-1]) + 4
    top, bottom = max(lines[0][0] - 3, 0), lines[-1][1] + 3
    return _Crop(
        plain[top:bottom, left:right],
        ink[top:bottom, left:right],
        paper,
        box.x0 + 1 + left,
        box.top + 1 + top,
        [(first - top, last - top) for first, last in lines],
    )


def _without_edges(sheet: Sheet, box: Box) -> tuple[Gray, Gray]:
    """Return the picture and the ink of a cell without the lines along its edges; one across its text is no ruling."""
    inside = (slice(max(box.top + 1, 0), box.bottom), slice(max(box.x0 + 1, 0), box.x1))
    edges = sheet.lines[inside] > 0
    band = max(round(_EDGE * sheet.scale), 1)
    if min(edges.shape) > 2 * band:
        edges = edges.copy()
        edges[band:-band, band:-band] = False
    return (
        np.where(edges, sheet.paper, sheet.whole[inside]).astype(np.uint8),
        np.where(edges, 0, sheet.marks[inside]).astype(np.uint8),
    )


def _without_specks(ink: Gray, line_height: float) -> Gray:
    """Drop components too small for a dot, and slivers of rulings along the edges."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    if count == 1:
        return ink
    x, y, width, height, area = stats.T
    kept = area >= max((0.045 * line_height) ** 2, 2)
    inside = (x > 0) & (y > 0) & (x + width < ink.shape[1]) & (y + height < ink.shape[0])
    thin = (np.minimum(width, height) <= max(0.08 * line_height, 2)) & (np.maximum(width, height) > 2)
    kept &= inside | ~thin
    kept[0] = False
    return np.where(kept[labels], 255, 0).astype(np.uint8)


def _lines(ink: Gray, line_height: float) -> list[tuple[int, int]]:
    """Return the first and last row of each line of text; dots and accents belong to the nearer line."""
    filled = np.concatenate(([False], ink.any(axis=1), [False]))
    edges = np.flatnonzero(np.diff(filled.astype(np.int8))).reshape(-1, 2).tolist()
    lines: list[tuple[int, int]] = []
    for top, bottom in edges:
        low = bottom - top < 0.4 * line_height
        if (
            lines
            and (low or lines[-1][1] - lines[-1][0] < 0.4 * line_height)
            and top - lines[-1][1] < 0.2 * line_height
        ):
            lines[-1] = (lines[-1][0], bottom)
        else:
            lines.append((top, bottom))
    return lines


def _scaled(picture: Gray, factor: float) -> Gray:
    if 0.95 < factor < 1.05:
        return picture
    how = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=how), np.uint8)


def _framed(picture: Gray, paper: int, pad: int) -> Gray:
    return np.asarray(cv2.copyMakeBorder(picture, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=paper), np.uint8)


def _placed(words: Sequence[Recognised], crop: _Crop, factor: float) -> list[Recognised]:
    """Return words with their boxes on the page."""

    def place(value: float, origin: int) -> float:
        return (value - _PAD) / factor + origin

    return [
        word._replace(
            box=Box(
                round(place(word.box.x0, crop.left)),
                round(place(word.box.top, crop.top)),
                round(place(word.box.x1, crop.left)),
                round(place(word.box.bottom, crop.top)),
            ),
            base=place(word.base, crop.top),
            size=word.size / factor,
        )
        for word in words
    ]


def _joined(words: Sequence[Recognised]) -> str:
    """Return words as lines of text."""
    lines: dict[int, list[str]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word.text)
    return "\n".join(" ".join(line) for line in lines.values())


def _mean(words: Sequence[Recognised]) -> float:
    """Return how sure the words are, long ones counting more."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _may_be_number(text: str, words: Sequence[Recognised]) -> bool:
    """Tell whether a cell is worth reading as a number: mostly digits, or short and uncertain."""
    packed = "".join(text.split()).removeprefix("Rp")
    digits = sum(character.isdigit() for character in packed)
    letters = sum(character.isalpha() for character in packed)
    if digits:
        return letters <= max(digits // 2, 2)
    return not words or (len(packed) <= 4 and _mean(words) < _AGREED) or _mean(words) < _UNSETTLED


# --- numbers


def _read_number(crop: _Crop, recogniser: Recogniser, first: str) -> CellReading | None:
    """Read a cell as one number, lines side by side; None where it is none."""
    strip = _side_by_side(crop)
    factor = min(_LINE_PIXELS / strip.shape[0], _MOST_ENLARGED)
    larger = _scaled(strip, factor)
    one, sure = recogniser.number(_framed(larger, crop.paper, _PAD))
    black = cv2.threshold(_scaled(strip, 0.8 * factor), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]
    two, sure_too = recogniser.number(_framed(np.asarray(black, np.uint8), 255, _PAD))
    readings = [(_tidy(one), sure), (_tidy(two), sure_too)]
    if not any(_NUMBER.fullmatch(text) for text, _ in readings):
        return None
    if not _agree(readings[0][0], readings[1][0]):
        three, sure_three = recogniser.number_again(_framed(larger, crop.paper, _TIGHT_PAD))
        readings.append((_tidy(three), sure_three))
    text, confidence, alternative = _vote(readings, _tidy(first), np.asarray(255 - black, np.uint8))
    # Two letters behind a digit are a per cent sign, or else a unit.
    a_sign = sum(map(str.isalpha, first.replace("Rp", ""))) <= len(_digits(first)) // 2 or text.endswith("%")
    if not _NUMBER.fullmatch(text) or not a_sign:
        return None
    bottom = crop.top + crop.lines[0][1]
    box = Box(crop.left, crop.top, crop.left + crop.plain.shape[1], bottom)
    height = _DIGIT_HEIGHT if text.isdigit() else _COMMA_HEIGHT
    word = Recognised(text, box, confidence, 0, bottom, (crop.lines[0][1] - crop.lines[0][0]) / height)
    return CellReading([word], confidence, alternative)


def _side_by_side(crop: _Crop) -> Gray:
    """Return the cell's lines in one line, so that a number cut by a narrow cell is read whole."""
    height = max(bottom - top for top, bottom in crop.lines)
    gap = max(height // 4, 1)
    pieces: list[Gray] = []
    for top, bottom in crop.lines:
        columns = np.flatnonzero(crop.ink[top:bottom].any(axis=0))
        piece = crop.plain[top:bottom, max(int(columns[0]) - 1, 0) : int(columns[-1]) + 2]
        on_baseline = cv2.copyMakeBorder(
            piece, height - piece.shape[0], 0, 0, gap, cv2.BORDER_CONSTANT, value=crop.paper
        )
        pieces.append(np.asarray(on_baseline, np.uint8))
    return np.hstack(pieces)[:, :-gap]


def _tidy(text: str) -> str:
    """Return a number's text without spaces; what ends in a lone separator loses it."""
    packed = "".join(text.split())
    return packed.rstrip(".") if not packed.startswith("Rp") else packed


def _agree(one: str, two: str) -> bool:
    """Tell whether two readings say the same number; a separator that only one of them saw may be forgiven."""
    if one == two:
        return True
    values = _value(one), _value(two)
    if None not in values:
        return values[0] == values[1]
    return _digits(one) == _digits(two) and (values[0] is not None or values[1] is not None)


def _value(text: str) -> str | None:
    """Return what a well-formed number says, in one spelling; None for one that is not well formed."""
    if _GROUPED.fullmatch(text) or _PLAIN.fullmatch(text):
        core = text.removeprefix("Rp").lstrip(".")
        ended = re.sub(r"(?:,-|\.-)(?=\)?$)", "", core)
        return re.sub(r",0{1,2}(?=%?\)?$)", "", ended).replace(".", "")
    return None


def _digits(text: str) -> str:
    return _SIGNS.sub("", text)


def _vote(readings: Sequence[tuple[str, float]], first: str, ink: Gray) -> tuple[str, float, str | None]:
    """Return the text most readings agree on, how sure it is, and the best reading that differs."""
    texts = [text for text, _ in readings if text] + ([first] if _NUMBER.fullmatch(first) else [])
    supported = [
        (sum(_agree(text, other) for other in texts), _value(text) is not None, -i) for i, text in enumerate(texts)
    ]
    best = texts[-max(supported)[2]]
    others = [text for text, _ in readings if text and not _agree(text, best)]
    seen = _with_separators(best, ink)
    if not others and len(readings) == 2:
        return seen or best, max(_AGREED, *(sure for _, sure in readings)) if seen else _UNSETTLED, None
    agreed = sum(_agree(text, best) for text, _ in readings)
    return seen or best, _MAJORITY if seen and agreed > 1 else _UNSETTLED, others[0] if others else None


def _with_separators(text: str, ink: Gray) -> str | None:
    """Return a number with its separators where its picture has low glyphs; None where the picture has other digits.

    Small dots are easily overlooked or doubled; the digits between them are not.
    """
    glyphs = _glyphs(ink)
    plain = text.removeprefix("Rp.").removeprefix("Rp").rstrip("-=")
    high = [character for character in plain if character.isdigit() or character in "()"]
    marks = [character for character in plain if character in ".,"]
    if text.startswith("Rp"):
        return text if glyphs.count(True) >= len(high) else None
    if "%" in plain:
        glyphs = glyphs[: _nth_high(glyphs, len(high)) + 1]
    if glyphs.count(True) != len(high):
        return None
    if glyphs.count(False) <= len(marks):
        return text if glyphs.count(False) == len(marks) or _value(text) is not None else None
    rebuilt = ""
    for is_high in glyphs:
        rebuilt += high.pop(0) if is_high else "."
    head, dot, tail = rebuilt.rpartition(".")
    if dot and len(tail) < 3:
        rebuilt = f"{head},{tail}"
    rebuilt += text[len(plain.rstrip("%,.")) :]
    return rebuilt if _value(rebuilt) is not None else None


def _nth_high(glyphs: Sequence[bool], n: int) -> int:
    """Return the place of the n-th high glyph, the last place where there are fewer."""
    places = [place for place, is_high in enumerate(glyphs) if is_high]
    return places[n - 1] if len(places) >= n > 0 else len(glyphs) - 1


def _glyphs(ink: Gray) -> list[bool]:
    """Return the glyphs of a line from the left: True for one as high as a digit, False for a separator.

    Two digits that touch are told by their width; signs half as high, or set high, are left out.
    """
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    pieces = sorted(stats[1:count, :4].tolist())
    highest = max((height for _, _, _, height in pieces), default=0)
    widths = [width for _, _, width, height in pieces if height > _HIGH * highest]
    usual = min(max(float(np.median(widths)), 0.5 * highest), 0.75 * highest) if widths else 1.0
    bottom = max((top + height for _, top, _, height in pieces if height > _HIGH * highest), default=0)
    glyphs: list[bool] = []
    for _, top, width, height in pieces:
        if height > _HIGH * highest:
            glyphs += [True] * max(round((width + 0.15 * usual) / (1.15 * usual)), 1)
        elif height < _LOW * highest and top > bottom - 0.45 * highest:
            glyphs.append(False)
    return glyphs


# --- words with numbers among them


def _reread(crop: _Crop, recogniser: Recogniser, words: list[Recognised], factor: float) -> CellReading:
    """Read a cell of words and digits a second time; the digits are those of the model that is better with them."""
    again = factor if recogniser.two_models else factor * 1.25
    other = recogniser.block_again(_framed(_scaled(crop.plain, again), crop.paper, _PAD))
    merged, replaced = _with_digits_of(words, other)
    confidence = _mean(merged)
    placed = _placed(merged, crop, factor)
    if _all_digits(_joined(words)) == _all_digits(_joined(other)):
        return CellReading(placed, confidence)
    rest = _joined(words) if replaced else _joined(other)
    return CellReading(placed, min(confidence, _UNSETTLED), rest or None)


def _is_figure(one: str, two: str) -> bool:
    """Tell whether a word holds digits, or is a sign like "%" to the model that is better with them."""
    return any(character.isdigit() for character in one + two) or not any(map(str.isalpha, two))


def _all_digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _with_digits_of(words: list[Recognised], other: list[Recognised]) -> tuple[list[Recognised], bool]:
    """Return the words with those that hold digits taken from `other`, where both have the same words in each line."""
    if [word.line for word in words] != [word.line for word in other]:
        return words, False
    merged = [
        two._replace(box=one.box) if _is_figure(one.text, two.text) else one
        for one, two in zip(words, other, strict=True)
    ]
    return merged, merged != words


def _numbers_joined(reading: CellReading, box: Box) -> CellReading:
    """Join a number that fills the width of a narrow cell with its rest at the beginning of the next line.

    Only where the text begins at the left edge of the cell: there the free width tells that the rest did not fit.
    """
    left = min((word.box.x0 for word in reading.words), default=0) - box.x0
    if left > _LEFT * box.width:
        return reading
    joined: list[Recognised] = []
    for word in reading.words:
        last = joined[-1] if joined else None
        if last and word.line == last.line + 1 and _goes_on(last, word, box.x1 - left):
            joined[-1] = last._replace(text=last.text + word.text, line=word.line)
        else:
            joined.append(word)
    return reading._replace(words=joined)


def _goes_on(last: Recognised, word: Recognised, right: int) -> bool:
    """Tell whether two words on two lines are one number: the second begins a line, and had no room on the first."""
    digit = (last.box.x1 - last.box.x0) / len(last.text)
    no_room = right - last.box.x1 < digit
    return no_room and bool(_NUMBER_HEAD.fullmatch(last.text) and _NUMBER_REST.fullmatch(word.text))
