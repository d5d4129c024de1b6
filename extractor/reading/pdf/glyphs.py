"""The glyphs of one page."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from extractor.reading.pdf.calls import (
    Bools,
    Floats,
    Ints,
    char_box,
    char_count,
    char_matrix,
    char_object,
    char_size,
    char_unicode,
    fields,
    fill_color,
    font_flags,
    font_name,
    font_weight,
    map_error,
    object_bounds,
    page_text,
    records,
    text_font,
    text_mode,
)
from extractor.reading.pdf.objects import BLACK, TEXT, WHITE, Objects, View

BOLD_NAMES = ("bold", "black", "heavy", "demi")
_BOLD_WEIGHT = 600
_FORCE_BOLD = 1 << 18
_FILL_AND_STROKE, _INVISIBLE = 2, 3
HYPHEN, _TEXT_HYPHEN = 0x02, 0xFFFE
"""What pdfium gives for a hyphen at a line's end, glyph by glyph and in its running text."""
_SPACE = 0x20


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Characters in content order; `runs[i]` is the run of glyph i, a stretch of one text object, whose facts stand in
    the run arrays.

    `codes` are code points as pdfium gives them, 0 where the font tells none. `boxes` are (n, 4) advance boxes.
    A run has its baseline origin, size in points, angle in degrees (counter-clockwise, as seen), bold, `invisible`
    (an OCR layer: drawn with render mode 3 or under a picture), `white`, and `order`, its place in the painting order
    (-1 unknown). A glyph that pdfium made up (spaces, line ends) has run -1.
    """

    codes: Ints
    boxes: Floats
    runs: Ints
    origins: Floats
    sizes: Floats
    angles: Floats
    bold: Bools
    invisible: Bools
    white: Bools
    order: Ints
    unmapped: int


def read_glyphs(text: int, view: View, objects: Objects) -> Glyphs:
    """Read the characters of a page's text page."""
    n = max(char_count(text), 0)
    codes = _codes(text, n)
    corners = records(char_box, repeat(text, n), n, 4, index=range(n))
    boxes = view.boxes(corners[:, (0, 3, 2, 1)])
    owners = _owners(text, codes)
    starts, runs = _stretches(owners)
    texts, m = owners[starts].tolist(), len(starts)
    matrices = records(char_matrix, repeat(text, m), m, 6, index=starts)
    scale = np.hypot(matrices[:, 2], matrices[:, 3])
    colors = fields(fill_color, texts, m, 4, np.uint32, default=BLACK)
    modes = np.fromiter(map(text_mode, texts), np.int64, m)
    places = {objects.handles[i]: i for i in objects.places(TEXT)}
    bold = _bold_fonts(texts) | (modes == _FILL_AND_STROKE) | _doubled(texts, places)
    no_map = np.fromiter(map(map_error, repeat(text), starts), np.int64, m) == 1
    origin = matrices[:, (4, 5)]
    return Glyphs(
        codes=codes,
        boxes=boxes,
        runs=runs,
        origins=view.boxes(np.hstack((origin, origin)))[:, :2],
        sizes=np.fromiter(map(char_size, repeat(text), starts), np.float64, m) * scale,
        angles=view.angles(np.degrees(np.arctan2(matrices[:, 1], matrices[:, 0]))),
        bold=bold,
        invisible=(modes == _INVISIBLE) | ((colors[:, 3] == 0) & (modes != 1)),
        white=(colors[:, :3] >= WHITE).all(axis=1) & (modes == 0),
        order=np.fromiter((places.get(handle, -1) for handle in texts), np.int64, m),
        unmapped=int(np.count_nonzero(no_map[runs[runs >= 0]])),
    )


def _codes(text: int, n: int) -> Ints:
    """Return the code point of each glyph: from the page's text in one call where that has one unit for each."""
    units = np.zeros(2 * n + 2, np.uint16)
    if page_text(text, 0, n, units.ctypes.data) == n + 1:
        codes = units[:n].astype(np.int64)
        if not ((codes >= 0xD800) & (codes < 0xE000)).any():
            codes[codes == _TEXT_HYPHEN] = HYPHEN
            return codes
    return np.fromiter(map(char_unicode, repeat(text), range(n)), np.int64, n)


def _owners(text: int, codes: Ints) -> Ints:
    """Return the text object of each glyph, 0 where pdfium made the glyph up.

    The glyphs of one object stand together, and those made up are spaces and line ends: only where the first and the
    last letter between two of these differ in object are the others asked for.
    """
    n = len(codes)
    letter = codes > _SPACE
    first, last = letter.copy(), letter.copy()
    first[1:] &= ~letter[:-1]
    last[:-1] &= ~letter[1:]
    owners = np.zeros(n, np.int64)
    asked = np.flatnonzero(~letter | first | last)
    owners[asked] = np.fromiter(map(char_object, repeat(text), asked.tolist()), np.int64, len(asked))
    starts, ends = np.flatnonzero(first), np.flatnonzero(last)
    one = owners[starts] == owners[ends]
    lengths = ends - starts + 1
    within = np.flatnonzero(letter)
    owners[within] = np.repeat(owners[starts], lengths)
    mixed = within[np.repeat(~one, lengths)]
    owners[mixed] = np.fromiter(map(char_object, repeat(text), mixed.tolist()), np.int64, len(mixed))
    return owners


def _stretches(owners: Ints) -> tuple[list[int], Ints]:
    """Return where each stretch of glyphs of one text object begins, and each glyph's stretch: -1 where it has none."""
    begins = owners != 0
    begins[1:] &= owners[1:] != owners[:-1]
    runs: Ints = np.where(owners != 0, np.cumsum(begins) - 1, -1)
    return np.flatnonzero(begins).tolist(), runs


def _bold_fonts(texts: list[int]) -> Bools:
    """Tell for each text object whether its font is bold, by name or flag, or by a weight that others do not have.

    Ghostscript and the web services built on it state one heavy weight for all fonts.
    """
    fonts = list(map(text_font, texts))
    distinct = {font for font in fonts if font}
    weights = {font: font_weight(font) for font in distinct}
    heavy = _BOLD_WEIGHT if min(weights.values(), default=0) < _BOLD_WEIGHT else math.inf
    bold = {font for font in distinct if weights[font] >= heavy or _says_bold(font)}
    return np.array([font in bold for font in fonts], dtype=np.bool_)


def _says_bold(font: int) -> bool:
    """Tell whether a font's name or its force-bold flag says that it is bold."""
    name = ctypes.create_string_buffer(128)
    font_name(font, ctypes.addressof(name), len(name))
    lower = name.value.decode("utf-8", "replace").lower()
    return any(word in lower for word in BOLD_NAMES) or bool(font_flags(font) & _FORCE_BOLD)


def _doubled(texts: list[int], places: dict[int, int]) -> Bools:
    """Tell which text objects were drawn twice almost at one place, a way to fake bold.

    pdfium leaves the second copy out of its text page; so the copies are the text objects that no character names, but
    for those of blanks alone, which have no width.
    """
    unnamed = object_bounds(list(places.keys() - set(texts)))
    dropped = unnamed[unnamed[:, 2] > unnamed[:, 0]].tolist()
    doubled = np.zeros(len(texts), np.bool_)
    if not dropped:
        return doubled
    at: dict[tuple[int, int], list[int]] = {}
    bounds = object_bounds(texts).tolist()
    for i, (x0, y0, _, _) in enumerate(bounds):
        at.setdefault((int(x0 // 2), int(y0 // 2)), []).append(i)
    for box in dropped:
        column, row = int(box[0] // 2), int(box[1] // 2)
        for key in ((column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            for i in at.get(key, ()):
                doubled[i] |= all(abs(side - other) < 1.5 for side, other in zip(bounds[i], box, strict=True))
    return doubled
