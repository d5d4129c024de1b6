"""Numbers of a scanned table: read twice, held against their glyphs, and put to the vote where readings differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from extractor.reading.pdf.image import Box, Gray
from extractor.reading.pdf.ocr import Recognised, Recogniser
from extractor.reading.pdf.scan_crop import (
    AGREED,
    DIGIT_HEIGHT,
    LINE_PIXELS,
    MOST_ENLARGED,
    PAD,
    TIGHT_PAD,
    UNSETTLED,
    CellReading,
    Crop,
    framed,
    joined,
    placed,
    scaled,
)

_COMMA_HEIGHT: Final = 0.85
"""Of digits with a comma, in font sizes of the usual typefaces."""
_GROUPED: Final = re.compile(r"(?:Rp\.?)?-?\(?\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?(?:,-|\.-)?\)?")
_PLAIN: Final = re.compile(r"-?\d+(?:,\d{1,2})?%?")
_NUMBER: Final = re.compile(r"(?:Rp\.?)?[-(]?[\d.,]*\d[\d.,]*[-)%=]*")
_PER_CENT_WITHOUT_COMMA: Final = re.compile(r"(?!100%)\d{3,}%")
"""Rather a comma that was overlooked."""
_NUMBER_HEAD: Final = re.compile(r"\d[\d.,]*")
_NUMBER_REST: Final = re.compile(r"[.,]?\d[\d.,]*%?")
_LEFT: Final = 0.35
_STROKES: Final = ("1", "l", "I", "|", "i", "!")
_SIGNS: Final = re.compile(r"[^\d]")
_MAJORITY: Final = 0.7
"""How sure a number is that two readings of three agree on."""
_HIGH, _LOW = 0.55, 0.4
"""Heights of digits and of separators, in heights of the highest glyph."""


def read_number(crop: Crop, recogniser: Recogniser, first: str) -> CellReading | None:
    """Read a cell as one number, lines side by side; None where it is none."""
    strip = _side_by_side(crop)
    factor = min(LINE_PIXELS / strip.shape[0], MOST_ENLARGED)
    larger = scaled(strip, factor)
    one, sure = recogniser.number(framed(larger, crop.paper, PAD))
    black = cv2.threshold(scaled(strip, 0.8 * factor), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]
    two, sure_too = recogniser.number(framed(np.asarray(black, np.uint8), 255, PAD))
    readings = [(_tidy(one), sure), (_tidy(two), sure_too)]
    if not one and not two and _is_upright_stroke(strip, recogniser):
        readings = [("1", UNSETTLED)] * 2
    if not any(_NUMBER.fullmatch(text) for text, _ in readings):
        return None
    if not _agree(readings[0][0], readings[1][0]):
        three, sure_three = recogniser.number_again(framed(larger, crop.paper, TIGHT_PAD))
        readings.append((_tidy(three), sure_three))
    text, confidence, alternative = _vote(readings, _tidy(first), np.asarray(255 - black, np.uint8))
    # Two letters behind a digit are a per cent sign, or else a unit.
    unit = bool(_digits(first)) and sum(map(str.isalpha, first.replace("Rp", ""))) > len(_digits(first)) // 2
    # Letters that are no number of as many digits ("No." over two lines) stay letters.
    letters = not _digits(first) and sum(map(str.isalpha, first)) > 1 and confidence <= UNSETTLED
    if not _NUMBER.fullmatch(text) or letters or (unit and not text.endswith("%")):
        return None
    bottom = crop.top + crop.lines[0][1]
    box = Box(crop.left, crop.top, crop.left + crop.plain.shape[1], bottom)
    height = DIGIT_HEIGHT if text.isdigit() else _COMMA_HEIGHT
    word = Recognised(text, box, confidence, 0, bottom, (crop.lines[0][1] - crop.lines[0][0]) / height)
    return CellReading([word], confidence, alternative)


def _is_upright_stroke(strip: Gray, recogniser: Recogniser) -> bool:
    """Tell whether a cell holds one stroke and nothing else, which is no line of digits to tesseract."""
    if strip.shape[1] > 0.7 * strip.shape[0]:
        return False
    larger = framed(scaled(np.ascontiguousarray(strip), 2.0), 255, PAD)
    return "".join(word.text for word in recogniser.line(larger)) in _STROKES


def _side_by_side(crop: Crop) -> Gray:
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
    if _PER_CENT_WITHOUT_COMMA.fullmatch(seen or best):
        return seen or best, UNSETTLED, others[0] if others else None
    if not others and len(readings) == 2:
        return seen or best, max(AGREED, *(sure for _, sure in readings)) if seen else UNSETTLED, None
    agreed = sum(_agree(text, best) for text, _ in readings)
    return seen or best, _MAJORITY if seen and agreed > 1 else UNSETTLED, others[0] if others else None


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


def numbers_joined(reading: CellReading, box: Box) -> CellReading:
    """Join a number that fills the width of a narrow cell with its rest at the beginning of the next line.

    Only where the text begins at the left edge of the cell: there the free width tells that the rest did not fit.
    """
    left = min((word.box.x0 for word in reading.words), default=0) - box.x0
    if left > _LEFT * box.width:
        return reading
    kept: list[Recognised] = []
    for word in reading.words:
        last = kept[-1] if kept else None
        if last and word.line == last.line + 1 and _goes_on(last, word, box.x1 - left):
            kept[-1] = last._replace(text=last.text + word.text, line=word.line)
        else:
            kept.append(word)
    return reading._replace(words=kept)


def _goes_on(last: Recognised, word: Recognised, right: int) -> bool:
    """Tell whether two words on two lines are one number: the second begins a line, and had no room on the first."""
    digit = (last.box.x1 - last.box.x0) / len(last.text)
    no_room = right - last.box.x1 < digit
    return no_room and bool(_NUMBER_HEAD.fullmatch(last.text) and _NUMBER_REST.fullmatch(word.text))


def with_leading_number(
    crop: Crop, recogniser: Recogniser, words: list[Recognised], factor: float
) -> CellReading | None:
    """Read a first line of one or two glyphs as a number, which blocks of text often lose ("1" over "Laporan").

    Both readings are kept: what stands alone above words may be a letter too.
    """
    top, bottom = crop.lines[0]
    columns = np.flatnonzero(crop.ink[top:bottom].any(axis=0))
    first = [word for word in words if word.line == words[0].line]
    if columns[-1] - columns[0] > 1.5 * (bottom - top) or len(first) > 1 or len(first[0].text) > 2:
        return None
    strip = crop.plain[top:bottom, max(int(columns[0]) - 1, 0) : int(columns[-1]) + 2]
    larger = framed(scaled(strip, min(LINE_PIXELS / strip.shape[0], MOST_ENLARGED)), crop.paper, PAD)
    text, _ = recogniser.number(np.ascontiguousarray(larger))
    if not text.isdigit() or len(text) > 2:
        return None
    told = placed([first[0]._replace(text=text), *words[1:]], crop, factor)
    return CellReading(told, UNSETTLED, joined(words))
