"""Page headers, footers and page numbers: what stands at the same height on page after page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.reading.pdf.flow import PageFlow, TextLine

_BAND = 0.14
"""Share of the page's height, above and below, in which headers and footers stand."""
_OUTERMOST = 3
_MIN_PAGES = 3
_HEIGHT_STEP = 6.0
_NUMERAL = r"(?:\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})"
_CHAPTER = r"[IVX]{1,5}\s*[-–./]\s*"
_LABEL = re.compile(
    rf"(?:(?:halaman|hal|page)\b\.?\s*)?[-–—(|\s]*(?P<chapter>{_CHAPTER})?(?P<number>{_NUMERAL})"
    r"(?P<of>\s*(?:dari|of|/)\s*\d{1,4})?[-–—)|\s]*",
    re.IGNORECASE,
)
_TRAILING = re.compile(rf"(?P<text>.*\S)(?:\s+|\s*\|\s*)(?P<chapter>{_CHAPTER})?(?P<number>{_NUMERAL})")
_LEADING = re.compile(rf"(?P<chapter>{_CHAPTER})?(?P<number>{_NUMERAL})(?:\s+|\s*\|\s*)(?P<text>\S.*)")
_COUNTED = re.compile(r"(?:bab|bagian|lampiran|tabel|gambar)\W*", re.IGNORECASE)
"""Words whose number is their own: chapters of a page each count with the pages too."""
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

_Key = tuple[str, int | None, bool, int]


def drop_running_text(pages: Sequence[PageFlow]) -> tuple[list[PageFlow], list[str]]:
    """Return the pages without headers, footers and page numbers, and the distinct texts dropped (numbers alone not).

    A line is running text where the same words stand at the same height on at least three pages, a number at their
    beginning or end being left aside where it counts with the pages; or where it is nothing but a page number and
    another one, counting with it, stands at its height.
    """
    seen: Counter[_Key] = Counter()
    for page in pages:
        seen.update({key for line in _outer(page) for key, _ in _keys(page, line)})
    kept: list[PageFlow] = []
    texts: dict[str, None] = {}
    for page in pages:
        running = {line: text for line in _outer(page) if (text := _running_text(seen, page, line)) is not None}
        kept.append(replace(page, lines=[line for line in page.lines if line not in running]) if running else page)
        texts |= dict.fromkeys(text for text in running.values() if text)
    return kept, list(texts)


def _outer(page: PageFlow) -> list[TextLine]:
    """Return the lines that may be running: the outermost few within the bands at the top and the bottom.

    The last line may stand above that band: scans are often smaller than the page they lie on.
    """
    band = _BAND * page.height
    head = [line for line in page.lines[:_OUTERMOST] if line.bottom < band]
    foot = [line for line in page.lines[-_OUTERMOST:] if line.top > page.height - band]
    return head + (foot or [line for line in page.lines[-1:] if line.top > band])


def _running_text(seen: Counter[_Key], page: PageFlow, line: TextLine) -> str | None:
    """Return the words of a running line without its page number ("" for a number alone), None for other lines."""
    for key, text in _keys(page, line):
        if seen[key] >= (_MIN_PAGES if text or key[1] is None else 2):
            return text
    return None


def _keys(page: PageFlow, line: TextLine) -> Iterator[tuple[_Key, str]]:
    """Yield what a line may have in common with its like on other pages, and its words without the page number.

    That is: words, how far its number lies behind the page's, top or bottom, height (two steps, since near heights
    may fall into neighbouring ones). Outside the bands it must have both words and such a number.
    """
    low = line.top > page.height / 2
    height = (page.height - line.bottom) if low else line.top
    step = int(height // _HEIGHT_STEP)
    steps = (step, step + (1 if height % _HEIGHT_STEP > _HEIGHT_STEP / 2 else -1))
    outside = height >= _BAND * page.height
    for words, number, text in _readings(line.text):
        if outside and (number is None or not text):
            continue
        lag = None if number is None else page.number - number
        for height_step in steps:
            yield (words.casefold().replace(" ", ""), lag, low, height_step), text


def _readings(text: str) -> Iterator[tuple[str, int | None, str]]:
    """Yield the ways to read a line: words, page number or None, words to keep."""
    if label := _LABEL.fullmatch(text):
        yield f"#{label['of'] or ''}", _number(label["number"]), ""
        if label["chapter"]:
            yield "#-", None, ""
        return
    yield text, None, text
    for pattern in (_TRAILING, _LEADING):
        if match := pattern.fullmatch(text):
            words = match["text"].strip(" |")
            if _COUNTED.fullmatch(words):
                continue
            yield words, _number(match["number"]), words
            if match["chapter"]:
                yield f"{words}#-", None, words


def _number(numeral: str) -> int:
    """Return the value of an Arabic or Roman numeral."""
    if numeral.isdigit():
        return int(numeral)
    values = [_ROMAN[letter] for letter in numeral.lower()]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
