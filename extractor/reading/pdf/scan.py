"""Scanned pages become words and rulings for the same lattice that printed pages use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import Any, Final

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from extractor import limits
from extractor.messages import Message
from extractor.reading.document import Bbox, Cell, Grid, ReadingDoubt
from extractor.reading.pdf.flow import PageFlow
from extractor.reading.pdf.image import Box, Gray, is_blank, text_lines
from extractor.reading.pdf.lattice import Lattice, find_lattices, tables_among
from extractor.reading.pdf.layout import PageContent, PageReading, lay_out
from extractor.reading.pdf.ocr import Recognised, Recogniser
from extractor.reading.pdf.pages import Progress
from extractor.reading.pdf.scan_cells import read_cell
from extractor.reading.pdf.scan_crop import UNSETTLED, CellReading, crop_of
from extractor.reading.pdf.scan_series import CellRead, settle_series
from extractor.reading.pdf.scan_text import as_words, running_words, without_noise
from extractor.reading.pdf.sheet import Sheet, prepare
from extractor.reading.pdf.straighten import one_below_the_other, reads_sideways, skew_of, straightened

_USUAL_DPI: Final = 300
_FINE_DPI, _HIGH_DPI = 280, 400
_LEAST_PICTURE: Final = 0.05
_USUAL_LINE: Final = 9.0
_UNCERTAIN_SHARE: Final = 0.1
_UPRIGHT, _LEGIBLE = 0.75, 0.5
"""Mean confidence of lines read the right way, all but certainly or likely; of lines on their side it is under 0.3."""
_BLANK: Final = 0.001
"""Share of ink on a page with not one line of text."""
_WHITE: Final = 255


def read_scans(
    pdf: pypdfium2.PdfDocument, readings: Sequence[PageReading], chosen: Sequence[int], progress: Progress | None = None
) -> list[PageReading]:
    """Return the readings of a document's pages, those at the indices `chosen` replaced by what is recognised.

    Boxes of a page scanned sideways are those of the page set upright; on a sheet of two pages the right one lies below
    the left one. Raises NoModelError where no language model is installed.
    """
    done = list(readings)
    with Recogniser() as recogniser:
        for count, index in enumerate(chosen):
            if progress:
                progress(count, len(chosen))
            done[index] = _read_again(pdf, readings[index], recogniser)
    return done


def _read_again(pdf: pypdfium2.PdfDocument, reading: PageReading, recogniser: Recogniser) -> PageReading:
    """Return what is recognised on a page; the reading it had where that fails or says less."""
    number = reading.flow.number
    try:
        gray, scale = _render(pdf, number - 1)
    except (pypdfium2.PdfiumError, MemoryError):
        return _failed(reading)
    if is_blank(gray, scale):
        if gray.min() == _WHITE and _has_damaged_picture(pdf, number - 1):
            return _failed(reading)
        return replace(reading, doubts=(), recognised=False)
    try:
        found = _recognise(gray, scale, number, recogniser)
    except RuntimeError:  # what tesserocr raises where tesseract gives up on a picture
        return _failed(reading)
    had = sum(len(line.text) for line in reading.flow.lines)
    trusted = not reading.recognised and not reading.doubts
    return reading if trusted and _letters(found.flow) < had else found


def _letters(flow: PageFlow) -> int:
    """Return the number of characters on a page."""
    cells = sum(len(cell.text) for grid in flow.placed if isinstance(grid, Grid) for cell in grid.cells)
    return cells + sum(len(line.text) for line in flow.lines)


def _failed(reading: PageReading) -> PageReading:
    """Return the reading with the doubt that the page could not be recognised."""
    number = reading.flow.number
    message = Message(
        f"Gambar halaman {number} tidak dapat dikenali teksnya; periksa halaman itu.",
        f"The picture of page {number} could not be recognised; look at that page.",
    )
    return replace(reading, doubts=(ReadingDoubt("page-unreadable", "error", message, page=number),))


# --- the picture


def _render(pdf: pypdfium2.PdfDocument, index: int) -> tuple[Gray, float]:
    """Return a page as a grey picture, within bounds, and its pixels a point.

    It is drawn at its scan's own resolution, or enlarged where that is coarse: letters enlarged before the
    page is turned keep strokes that are lost where they are turned first.
    """
    page = pdf[index]
    try:
        width, height = page.get_size()
        resolution = _resolution(page)
        scale = (min(resolution, _HIGH_DPI) if resolution >= _FINE_DPI else _USUAL_DPI) / 72
        scale = min(scale, (limits.MAX_SCAN_PIXELS / (width * height)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
        try:
            pixels = bitmap.to_numpy()
            gray = np.array(pixels[:, :, 0] if pixels.ndim == 3 else pixels, np.uint8)
        finally:
            bitmap.close()
    finally:
        page.close()
    return gray, scale


def _resolution(page: Any) -> float:
    """Return the resolution of the largest picture on the page in dots an inch, the usual one where there is none."""
    width, height = page.get_size()
    found = [(0.0, float(_USUAL_DPI))]
    for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=limits.MAX_FORM_DEPTH):
        left, low, right, high = one.get_bounds()
        across, down = one.get_px_size()
        area = (right - left) * (high - low)
        if area > _LEAST_PICTURE * width * height:
            # A picture may lie turned on the page, so its pixels are set against its area.
            found.append((area, 72 * ((across * down) / area) ** 0.5))
    return max(found)[1]


def _has_damaged_picture(pdf: pypdfium2.PdfDocument, index: int) -> bool:
    """Tell whether a picture on the page cannot be decoded; pdfium draws nothing in its place."""
    page = pdf[index]
    try:
        for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=limits.MAX_FORM_DEPTH):
            one.get_bitmap().close()
    except pypdfium2.PdfiumError:
        return True
    finally:
        page.close()
    return False


# --- recognition


def _recognise(gray: Gray, scale: float, number: int, recogniser: Recogniser) -> PageReading:
    """Set the page upright, read the cells of its tables and the text around them, and lay both out."""
    sheet = _upright_sheet(gray, scale, recogniser)
    lattices, _ = find_lattices(sheet.rulings)
    size = (sheet.plain.shape[1] / scale, sheet.plain.shape[0] / scale)
    tables = tables_among(lattices, size)
    line_height = _line_height(sheet)
    cells = dict(cell for table in tables for cell in _read_table(table, sheet, recogniser, line_height))
    running = running_words(sheet, [_pixels(table.bbox, scale) for table in tables], recogniser, line_height)
    text = without_noise(running)
    words = as_words(sheet, [*(reading.words for reading in cells.values()), text])
    laid = lay_out(PageContent(number, *size, words, sheet.rulings, []))
    doubts = [*laid.doubts, *_doubts(number, cells, running, text)]
    return replace(laid, flow=_with_confidence(laid.flow, cells), doubts=doubts, recognised=True, open=None)


def _read_table(
    table: Lattice, sheet: Sheet, recogniser: Recogniser, line_height: float
) -> Iterator[tuple[Bbox, CellReading]]:
    """Yield the box in points and the reading of each cell of a table that is not blank."""

    boxes = [table.box(span) for span in table.spans]
    cells = [CellRead(box, read_cell(sheet, _pixels(box, sheet.scale), recogniser, line_height)) for box in boxes]
    for box, reading in settle_series(cells, lambda box: crop_of(sheet, _pixels(box, sheet.scale), line_height)):
        if reading is not None:
            yield box, reading


def _upright_sheet(gray: Gray, scale: float, recogniser: Recogniser) -> Sheet:
    """Return the page with its text level and the right way up.

    Which way lines of text seem to run is only a guess: a table of narrow columns has few. Where what is read that way
    makes no words, the other way is tried, and what reads best is taken.
    """
    sideways = reads_sideways(gray, scale)
    first = _right_way_up(_turned(gray) if sideways else gray, scale, recogniser)
    blank = not first[0] and np.count_nonzero(first[1].ink) < _BLANK * first[1].ink.size
    if blank or first[0] >= (_UPRIGHT if sideways else _LEGIBLE):
        return first[1]
    second = _right_way_up(gray if sideways else _turned(gray), scale, recogniser)
    return max(first, second, key=lambda one: one[0])[1]


def _turned(gray: Gray) -> Gray:
    """Return a picture turned by a quarter."""
    return np.ascontiguousarray(np.rot90(gray))


def _right_way_up(gray: Gray, scale: float, recogniser: Recogniser) -> tuple[float, Sheet]:
    """Return how well some of a page's lines read, 0 where it has none, and the page set straight, as it is or over."""
    gray = one_below_the_other(straightened(gray, skew_of(gray)), scale)
    sheet = prepare(gray, scale)
    samples = _samples(sheet)
    as_is = _legibility(samples, recogniser)
    if samples and as_is < _UPRIGHT:
        over = _legibility([np.ascontiguousarray(np.rot90(sample, 2)) for sample in samples], recogniser)
        if over > as_is:
            return over, prepare(np.ascontiguousarray(np.rot90(gray, 2)), scale)
    return as_is, sheet


def _samples(sheet: Sheet) -> list[Gray]:
    """Return pictures of a few lines of text of usual height."""
    lines = text_lines(sheet.ink, sheet.scale)
    if not lines:
        return []
    usual = median(line.height for line in lines)
    likely = [line for line in lines if 0.7 * usual <= line.height <= 1.4 * usual and line.width > 5 * usual]
    likely.sort(key=lambda line: abs(line.width - 15 * usual))
    pad = max(int(usual / 4), 2)
    height, width = sheet.plain.shape
    return [
        sheet.plain[
            max(line.top - pad, 0) : min(line.bottom + pad, height), max(line.x0 - pad, 0) : min(line.x1 + pad, width)
        ]
        for line in likely[:6]
    ]


def _legibility(samples: Sequence[Gray], recogniser: Recogniser) -> float:
    """Return the mean confidence of sample lines."""
    sure = [word.confidence for sample in samples for word in recogniser.line(np.ascontiguousarray(sample))]
    return sum(sure) / len(sure) if sure else 0.0


def _line_height(sheet: Sheet) -> float:
    """Return the usual height of a line's ink in pixels."""
    heights = [line.height for line in text_lines(sheet.ink, sheet.scale)]
    return median(heights) if heights else _USUAL_LINE * sheet.scale


def _pixels(box: Bbox, scale: float) -> Box:
    return Box(*(round(value * scale) for value in box))


def _with_confidence(flow: PageFlow, cells: Mapping[Bbox, CellReading]) -> PageFlow:
    """Return the page with each recognised cell knowing how sure it is and what else it may say."""

    def told(cell: Cell) -> Cell:
        reading = cells.get(cell.bbox) if cell.bbox else None
        if reading is None and cell.text and cell.bbox:
            reading = _within(cell.bbox, cells)
        if reading is None:
            return cell
        return cell._replace(confidence=round(reading.confidence, 2), alternative=reading.alternative)

    placed = [
        replace(block, cells=tuple(map(told, block.cells))) if isinstance(block, Grid) else block
        for block in flow.placed
    ]
    return replace(flow, placed=placed)


def _within(box: Bbox, cells: Mapping[Bbox, CellReading]) -> CellReading:
    """Return how sure a cell is that was put together of others or of loose words: as the least sure of its parts."""
    x0, top, x1, bottom = box
    parts = [
        reading
        for (left, high, right, low), reading in cells.items()
        if x0 <= (left + right) / 2 <= x1 and top <= (high + low) / 2 <= bottom
    ]
    if not parts or any(part.alternative is not None for part in parts):
        return CellReading([], UNSETTLED)
    return min(parts, key=lambda part: part.confidence)


def _doubts(
    number: int, cells: Mapping[Bbox, CellReading], running: Sequence[Recognised], text: Sequence[Recognised]
) -> list[ReadingDoubt]:
    """Return the doubts of a page: nothing recognised on it, or much of its running text uncertain."""
    if not cells and not text:
        message = Message(
            f"Halaman {number} berisi gambar, tetapi tidak ada teks yang dapat dikenali; periksa halaman itu.",
            f"Page {number} holds a picture, but no text could be recognised; look at that page.",
        )
        return [ReadingDoubt("page-unreadable", "warning", message, page=number)]
    unsure = [word for word in running if word.confidence < limits.OCR_SURE]
    if len(unsure) <= _UNCERTAIN_SHARE * len(running):
        return []
    n, total = len(unsure), len(running)
    message = Message(
        f"Halaman {number}: {n} dari {total} kata di luar tabel dikenali dengan ragu; periksa teksnya.",
        f"Page {number}: {n} of {total} words outside tables are recognised with doubt; check the text.",
    )
    return [ReadingDoubt("ocr-low-confidence", "warning", message, page=number)]
