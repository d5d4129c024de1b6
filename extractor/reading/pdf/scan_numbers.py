"""Numbers of a scanned table: read twice, held against their glyphs, and put to the vote where readings differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

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
_USUAL, _BLACK, _SOFT, _CRISP = 24, 26, 32, (32, 24)
"""Pixels to which a line of digits is brought: grey, black, blurred, and sharpened. Where the first two readings
differ, all five put to the vote err a third less than the first."""
_BLUR, _EDGE = 1.2, 1.5
_ROOMY: Final = 1.3
_WIDER: Final = (1.1, 1.25)
_HALF_MARK: Final = 0.25
"""Half the width a separator takes, in digits, in the usual typefaces."""
_UNEVEN: Final = 0.6
_FITS: Final = 2
"""What it counts in the vote that a reading has the digits its picture has room for."""
_ENGLISH: Final = re.compile(r"(?:Rp\.?)?\d{1,3}(?:,\d{3})+(?:\.\d\d)?")
_SPELT: Final = re.compile(rf"{_GROUPED.pattern}|{_PLAIN.pattern}|{_ENGLISH.pattern}|\(\d+\)|\d+(?:[.-]\d+)+%?")
"""A number, the English way too, or a code, that is spelt well."""
_UNGROUPED: Final = re.compile(r"(Rp\.?|)(\d+(?:[.,](?:\d{3})+)+)((?:,\d\d)?(?:,-|\.-)?)")
_THREE: Final = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")


def read_number(crop: Crop, recogniser: Recogniser, first: str) -> CellReading | None:
    """Read a cell as one number, lines side by side; None where it is none."""
    strip = _side_by_side(crop)
    readings = [_read(view, crop.paper, recogniser) for view in (_grey(strip, _USUAL), _black(strip))]
    if not any(text for text, _ in readings) and _is_upright_stroke(strip, recogniser):
        readings = [("1", UNSETTLED)] * 2
    if not any(_NUMBER.fullmatch(text) for text, _ in readings):
        return None
    ink = np.asarray(255 - _black(strip), np.uint8)
    if not _agree(readings[0][0], readings[1][0]) or with_separators(readings[0][0], ink) is None:
        further = (_soft(strip), _crisp(strip, _CRISP[0]), _crisp(_wide(strip, _ROOMY), _CRISP[1]))
        readings += [_read(view, crop.paper, recogniser) for view in further]
    if all(with_separators(text, ink) is None for text, _ in readings):
        readings += [_read(_wide(strip, by), crop.paper, recogniser) for by in _WIDER]
    text, confidence, alternative = _vote(readings, _tidy(first), ink)
    text = text.lstrip(".,")
    if grouped := with_groups(text):
        text, confidence = grouped, UNSETTLED
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


def _grey(strip: Gray, height: int) -> Gray:
    """Return a line of digits brought to a height."""
    return scaled(strip, min(height / strip.shape[0], MOST_ENLARGED))


def _soft(strip: Gray) -> Gray:
    """Return a line of digits blurred, which evens out noise and the steps of coarse scans."""
    return np.asarray(cv2.GaussianBlur(_grey(strip, _SOFT), (0, 0), _BLUR), np.uint8)


def _crisp(strip: Gray, height: int) -> Gray:
    """Return a line of digits brought to a height and sharpened, which parts digits of small print."""
    grey = _grey(strip, height)
    blurred = cv2.GaussianBlur(grey, (0, 0), height / 12)
    return np.asarray(cv2.addWeighted(grey, 1 + _EDGE, blurred, -_EDGE, 0), np.uint8)


def _wide(strip: Gray, by: float) -> Gray:
    """Return a line of digits made wider: of two digits before a separator, close together, tesseract may drop one."""
    grey = _grey(strip, _USUAL)
    return np.asarray(cv2.resize(grey, None, fx=by, fy=1.0, interpolation=cv2.INTER_CUBIC), np.uint8)


def _black(strip: Gray) -> Gray:
    """Return a line of digits in black and white."""
    grey = _grey(strip, _BLACK)
    return np.asarray(cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1], np.uint8)


def _read(view: Gray, paper: int, recogniser: Recogniser) -> tuple[str, float]:
    """Return what a view of a line of digits says and how sure it is."""
    text, sure = recogniser.number(framed(view, paper, PAD))
    return _tidy(text), sure


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


def with_groups(text: str) -> str | None:
    """Return a number of which a separator was overlooked or took for another: "275.500000", "64,960.867"."""
    found = None if _value(text) is not None or _ENGLISH.fullmatch(text) else _UNGROUPED.fullmatch(text)
    return f"{found[1]}{_THREE.sub('.', re.sub('[.,]', '', found[2]))}{found[3]}" if found else None


def _digits(text: str) -> str:
    return _SIGNS.sub("", text)


def _vote(readings: Sequence[tuple[str, float]], first: str, ink: Gray) -> tuple[str, float, str | None]:
    """Return the text most readings agree on, how sure it is, and the best reading that differs."""
    texts = [text for text, _ in readings if text] + ([first] if _NUMBER.fullmatch(first) else [])
    fitting = {text: with_separators(text, ink) for text in texts}
    supported = [
        (
            sum(_agree(text, other) for other in texts) + _FITS * (fitting[text] is not None),
            _value(text) is not None,
            _agree(text, first),
            -i,
        )
        for i, text in enumerate(texts)
    ]
    best = texts[-max(supported)[-1]]
    others = [text for text, _ in readings if text and not _agree(text, best)]
    other = others[0] if others else None
    # Where one reading has the separators that another one lost, they are of the kind that it saw.
    seen = next((one for one in (best, *texts) if one == fitting[one] and _agree(one, best)), fitting[best])
    text = seen or best
    if seen is None or _PER_CENT_WITHOUT_COMMA.fullmatch(text) or not _SPELT.fullmatch(text):
        return text, UNSETTLED, other
    if not _PER_CENT_WITHOUT_COMMA.fullmatch(best) and not any(_agree(text, one) for one in texts):
        # A separator that no reading saw makes another number.
        return best, UNSETTLED, other or text
    agreed = sum(_agree(one, best) for one, _ in readings)
    if 2 * agreed <= len(readings):
        return text, UNSETTLED, other
    if not _bears_out(first, text):
        return text, UNSETTLED, other or (first if _value(first) is not None else None)
    return text, _MAJORITY if others else max(AGREED, *(sure for _, sure in readings)), other


def _bears_out(first: str, text: str) -> bool:
    """Tell whether the reading of the cell as words holds a number's digits too; a per cent sign may be misread."""
    digits = _digits(first)
    return digits.startswith(_digits(text)) if text.endswith("%") else digits == _digits(text)


class _Glyph(NamedTuple):
    """A glyph of a line: whether it is as high as a digit, or a separator; and where it lies."""

    high: bool
    left: int
    right: int


def with_separators(text: str, ink: Gray) -> str | None:
    """Return a number with its separators where its picture has low glyphs; None where the picture has other digits.

    Small dots are easily overlooked or doubled; the digits between them are not.
    """
    glyphs = _glyphs(ink)
    prefix = next((one for one in ("Rp.", "Rp") if text.startswith(one)), "")
    glyphs = glyphs[len(prefix) :]
    plain = text.removeprefix(prefix).rstrip("-=")
    high = [character for character in plain if character.isdigit() or character in "()"]
    marks = [character for character in plain if character in ".,"]
    if "%" in plain:
        glyphs = glyphs[: _nth_high(glyphs, len(high)) + 1]
    even = _evenly_set(plain, glyphs) if _value(text) is not None else None
    low = sum(not glyph.high for glyph in glyphs)
    counted = len(glyphs) - low == len(high)
    if even is False or not (even or counted):
        return None
    if low <= len(marks):
        return text if low == len(marks) or _value(text) is not None else None
    if not counted:
        return None
    rebuilt = prefix
    for glyph in glyphs:
        rebuilt += high.pop(0) if glyph.high else "."
    head, dot, tail = rebuilt.rpartition(".")
    if dot and len(tail) < 3:
        rebuilt = f"{head},{tail}"
    rebuilt += plain[len(plain.rstrip("%,.")) :] + text.removeprefix(prefix)[len(plain) :]
    return rebuilt if _value(rebuilt) is not None else None


def _evenly_set(text: str, glyphs: Sequence[_Glyph]) -> bool | None:
    """Tell whether each group of a number is as wide as its digits, measured by the last one; None where it is unknown.

    Digits of blurred or narrow print run together and cannot be counted, but take the same room.
    """
    places = [place for place, glyph in enumerate(glyphs) if glyph.high]
    groups = [len(group) for group in re.split(r"[.,]", text.rstrip(".,"))]
    set_out = glyphs[: places[-1] + 1] if places else []
    marks = [(glyph.left + glyph.right) / 2 for glyph in set_out if not glyph.high]
    digits = text.replace(".", "").replace(",", "")
    if not digits.isdigit() or len(groups) < 2 or len(marks) != len(groups) - 1 or not all(groups):
        return None
    digit = (set_out[-1].right - marks[-1]) / (groups[-1] + _HALF_MARK)
    edges = [set_out[0].left - _HALF_MARK * digit, *marks]
    widths = [(right - left) / digit - 2 * _HALF_MARK for left, right in pairwise(edges)]
    return all(abs(width - count) < _UNEVEN for width, count in zip(widths, groups, strict=False))


def _nth_high(glyphs: Sequence[_Glyph], n: int) -> int:
    """Return the place of the n-th high glyph, the last place where there are fewer."""
    places = [place for place, glyph in enumerate(glyphs) if glyph.high]
    return places[n - 1] if len(places) >= n > 0 else len(glyphs) - 1


def _glyphs(ink: Gray) -> list[_Glyph]:
    """Return the glyphs of a line from the left.

    Two digits that touch are told by their width; signs half as high, or set high, are left out, and so are pieces
    broken off a digit, which lie under or over it.
    """
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    pieces = sorted(stats[1:count, :4].tolist())
    highest = max((height for _, _, _, height in pieces), default=0)
    digits = [(left, left + width) for left, _, width, height in pieces if height > _HIGH * highest]
    widths = [right - left for left, right in digits]
    usual = min(max(float(np.median(widths)), 0.5 * highest), 0.75 * highest) if widths else 1.0
    bottom = max((top + height for _, top, _, height in pieces if height > _HIGH * highest), default=0)
    glyphs: list[_Glyph] = []
    for left, top, width, height in pieces:
        right = left + width
        if height > _HIGH * highest:
            glyphs += [_Glyph(True, left, right)] * max(round((width + 0.15 * usual) / (1.15 * usual)), 1)
        elif height < _LOW * highest and top > bottom - 0.45 * highest:
            within = max((min(right, end) - max(left, start) for start, end in digits), default=0)
            if within <= width / 2:
                glyphs.append(_Glyph(False, left, right))
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
