"""How many rows of a grid are its header, and what the header says over each column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.limits import MAX_HEADER_ROWS
from extractor.reading.document import Cell, Grid
from extractor.tables.caption import caption_number
from extractor.tables.grid import top_rows
from extractor.tables.text import collapse, heading_line, is_blank_mark, is_data, is_row_number, is_years, key, words

_COLUMN_NUMBER = re.compile(
    r"^[(\[]?\s*(?P<n>\d{1,2})\s*[a-z]?\s*[)\]]?\.?"
    r"(?:\s*=?\s*[(\[][\d\s+\-−–/:x×*().,%]+[)\]]\s*(?:[x×*]\s*100\s*%?)?|\s*=\s*[\d\s+\-−–/:x×*()%]+)?$"
)
_FORMULA = re.compile(r"^\(\s*\d{1,2}\s*(?:[+\-−–/:x×*]\s*\d{1,3}\s*%?\s*)+\)$")
_COLUMN_LETTER = re.compile(r"^\(?([a-z])\)?\.?$", re.IGNORECASE)
_INLINE_NUMBER = re.compile(r"\n\s*\(?\d{1,2}\)?\s*$")
_MARKED = re.compile(r"^\(\d{1,2}\)$|^\d{1,2}\s*=")

_UNIT_WORDS = words(
    "k rp % kinerja anggaran target realisasi fisik keuangan volume vol satuan sat jumlah capaian keu kin tk "
    "persen indikator tolokukur tolakukur hasil keluaran awal akhir sebelum sesudah l p"
)
"""What a row below the column numbers may say: the halves of a numbered column."""

_HEADING_WORDS = words(
    "no nomor kode koderekening uraian keterangan ket jumlah satuan nama tahun target realisasi lokasi volume "
    "indikator indikatorkinerja tujuan sasaran strategi kebijakan arahkebijakan catatan catatanpenting sumberdana "
    "anggaran pagu paguindikatif program kegiatan subkegiatan program/kegiatan jenis jabatan unit bagian bidang total "
    "kondisi nilai "
    "masalah masalahpokok akarmasalah permasalahan solusi capaian kinerja triwulan bulan tanggal urutan nourut "
    "penanggungjawab pelaksana rasio persentase % alamat nip pangkat golongan pendidikan name year description"
)
"""Whole cells that name a column in the tables of Indonesian offices."""


@dataclass(frozen=True, slots=True)
class Header:
    """The first `rows` rows are the header; `title_rows` of them are full-width titles above it.

    `number_row` is the row of column numbers, None without one. `certain` is true where the file marks the header or
    numbers the columns; else `score` says how much speaks for it (2 is the least that counts).
    """

    rows: int = 0
    title_rows: int = 0
    number_row: int | None = None
    certain: bool = False
    score: int = 0


def find_header(grid: Grid) -> Header:
    """Return the header of `grid`; `Header()` where it has none (a continuation, a list of keys and values)."""
    rows = top_rows(grid, MAX_HEADER_ROWS + 8)
    first = _title_rows(rows, grid.n_cols)
    if first >= len(rows):
        return Header(first, first)
    numbered = _numbered_header(rows, first, grid.n_cols)
    if numbered is not None:
        return numbered
    marked = _marked_rows(rows, grid)
    found = _plain_header(rows, first, grid.n_cols)
    if marked > first:
        return Header(max(marked, found.rows), first, certain=True)
    if found.rows == 0 and first and caption_number(collapse(rows[0][0].text)) is not None:
        return Header(first, first)
    return found


def header_paths(cells: Iterable[Cell], n_cols: int, header: Header) -> tuple[tuple[str, ...], ...]:
    """Return for each column its header texts from the outermost group to the leaf, equal neighbours once."""
    shown = [c for c in _leading(cells, header.rows) if c.row >= header.title_rows and c.row != header.number_row]
    inline = sum(1 for cell in shown if _INLINE_NUMBER.search(cell.text)) >= 3
    paths: list[list[str]] = [[] for _ in range(n_cols)]
    for cell in shown:
        text = heading_line(_INLINE_NUMBER.sub("", cell.text) if inline else cell.text)
        if not text or _MARKED.match(text):
            continue
        for path in paths[cell.col : cell.col + cell.col_span]:
            if not path or path[-1] != text:
                path.append(text)
    return tuple(tuple(path) for path in paths)


def _leading(cells: Iterable[Cell], n_rows: int) -> Iterable[Cell]:
    for cell in cells:
        if cell.row >= n_rows:
            return
        yield cell


def _title_rows(rows: list[list[Cell]], n_cols: int) -> int:
    """Count the leading rows that are one cell over the whole width."""
    count = 0
    while n_cols > 1 and count < min(len(rows), 6) and len(rows[count]) == 1 and rows[count][0].col_span == n_cols:
        count += rows[count][0].row_span
    return min(count, len(rows))


def _numbered_header(rows: list[list[Cell]], first: int, n_cols: int) -> Header | None:
    """Return the header that ends with a row of column numbers (and the units below it), None without such a row."""
    for row in range(first, min(len(rows), first + MAX_HEADER_ROWS)):
        if is_number_row(rows, row, n_cols, alone=row == first):
            end = _clean_end(rows, first, row + 1)
            while end < len(rows) and _is_unit_row(rows[end], rows[row]):
                end = _clean_end(rows, first, end + 1)
            return Header(end, first, row, certain=True)
        if any(is_data(collapse(cell.text)) for cell in rows[row]):
            return None
    return None


def is_number_row(rows: list[list[Cell]], row: int, n_cols: int, *, alone: bool) -> bool:
    """Tell whether `row` numbers the columns: 1 2 3, (1) (2), 8=(7/6), with gaps, repeats or a later start.

    `alone` asks for more, where no header stands above to speak for it.
    """
    cells = [(cell, collapse(cell.text)) for cell in rows[row] if cell.text.strip()]
    numbers = [_column_number(text) for _, text in cells]
    if len(cells) < 2 or None in numbers:
        return False
    counted = [number for number in numbers if number]
    steps = [after - before for before, after in pairwise(counted)]
    if not steps or counted[0] > 3 or counted[-1] > n_cols + 15:
        return False
    ones = sum(step == 1 for step in steps) / len(steps)
    backwards = sum(step < 0 for step in steps)
    covered = sum(cell.col_span for cell, _ in cells) / n_cols
    if alone or len(cells) == 2:
        return (len(cells) >= 3 or n_cols == 2) and ones >= 0.8 and not backwards and covered >= 0.8
    if counted[0] == 1 and _spanned_texts(rows, row, cells[0][0].col) >= 2:
        return False  # 1 2 3 4 under one group, beside headings that reach down: quarters, not column numbers
    if _counts_on(rows, row, counted[0]):
        return False
    return ones >= (0.6 if len(steps) < 4 else 0.5) and backwards <= len(steps) // 6 and covered >= 0.5


def _counts_on(rows: list[list[Cell]], row: int, number: int) -> bool:
    """Tell whether the row below begins with the next number and holds nothing but numbers: then both are body rows.

    A row with words may begin with any number: its code, or its own number in a list.
    """
    below = rows[row + 1] if row + 1 < len(rows) else []
    if not below or any(char.isalpha() for cell in below for char in cell.text):
        return False
    return collapse(below[0].text).strip("().") == str(number + 1)


def _column_number(text: str) -> int | None:
    """Return the number a column-number cell gives, 0 for a bare formula, None where it is no such cell."""
    found = _COLUMN_NUMBER.match(text)
    if found:
        return int(found["n"])
    if _FORMULA.match(text):
        return 0
    letter = _COLUMN_LETTER.match(text)
    return ord(letter[1].lower()) - ord("a") + 1 if letter else None


def _spanned_texts(rows: list[list[Cell]], row: int, before: int) -> int:
    """Count the worded cells left of column `before` that reach down from above into `row`."""
    above = (cell for cells in rows[:row] for cell in cells if cell.col < before)
    return sum(1 for cell in above if cell.row + cell.row_span > row and cell.text.strip())


def _clean_end(rows: list[list[Cell]], first: int, end: int) -> int:
    """Return the first row at or after `end` that no cell from `first` on crosses into."""
    row = first
    while row < min(end, len(rows)):
        end = max([end, *(cell.row + cell.row_span for cell in rows[row])])
        row += 1
    return end


def _is_unit_row(cells: Sequence[Cell], numbers: Sequence[Cell]) -> bool:
    """Tell whether a row splits the numbered columns above it into halves (K | Rp)."""
    worded = [cell for cell in cells if cell.text.strip()]
    keys = [key(cell.text).strip("().") for cell in worded]
    if len(worded) < 2:
        return False
    if all(text in _UNIT_WORDS for text in keys):
        return True
    split = {col for cell in numbers if cell.col_span > 1 for col in range(cell.col, cell.col + cell.col_span)}
    inside = all(cell.col in split and len(cell.text) <= 20 and not is_data(collapse(cell.text)) for cell in worded)
    return inside and len(set(keys)) < len(keys)


def _marked_rows(rows: list[list[Cell]], grid: Grid) -> int:
    """Return how many of the rows that the file marks as header can be believed."""
    marked = min(grid.marked_header_rows, len(rows))
    if marked == grid.n_rows and marked > 1:
        marked = 0
    for row in range(marked):
        if any(is_data(collapse(cell.text)) for cell in rows[row]):
            return row
    return marked


def _plain_header(rows: list[list[Cell]], first: int, n_cols: int) -> Header:
    """Return the header as spans, bold type and wording show it."""
    if n_cols < 2 or not _may_head(rows[first]):
        return Header()
    end = _clean_end(rows, first, first + 1)
    while end < len(rows) and (_splits_group(rows, first, end) or _is_unit_row(rows[end], ())):
        end = _clean_end(rows, first, end + 1)
    if end - first > MAX_HEADER_ROWS or end > len(rows) or not all(_may_head(row) for row in rows[first:end] if row):
        return Header()
    score = _header_score([cell for row in rows[first:end] for cell in row], rows[end : end + 8], n_cols)
    return Header(end, first, score=score) if score >= 2 else Header()


def _may_head(cells: Sequence[Cell]) -> bool:
    """Tell whether nothing in a row speaks against its being a header."""
    return bool(cells) and not any(is_data(collapse(cell.text)) for cell in cells)


def _splits_group(rows: list[list[Cell]], first: int, end: int) -> bool:
    """Tell whether row `end` subdivides the groups above it and says nothing elsewhere."""
    bottom = [cell for row in rows[first:end] for cell in row if cell.row + cell.row_span == end]
    grouped = {c for cell in bottom if cell.col_span > 1 and cell.text.strip() for c in _cols(cell)}
    worded = [cell for cell in rows[end] if cell.text.strip()]
    outside = [cell for cell in worded if cell.col not in grouped]
    years = [cell for cell in worded if is_years(collapse(cell.text))]
    if not grouped or not worded or outside or not _may_head(rows[end]):
        return False
    return len(worded) >= 2 or len(years) == 1


def _cols(cell: Cell) -> range:
    return range(cell.col, cell.col + cell.col_span)


def _header_score(heads: list[Cell], body: list[list[Cell]], n_cols: int) -> int:
    """Weigh what speaks for `heads` being a header over `body`."""
    worded = [cell for cell in heads if cell.text.strip()]
    texts = [collapse(cell.text) for cell in worded]
    covered = {col for cell in worded for col in _cols(cell)}
    inside = [cell for row in body for cell in row if cell.text.strip()]
    if not worded or any(collapse(cell.text) == ":" for cell in inside) or ":" in texts:
        return 0
    if is_row_number(texts[0]) or any(is_blank_mark(text) for text in texts):
        return 0
    named = sum(key(text).strip("().") in _HEADING_WORDS for text in texts)
    score = min(named, 2) + (1 if key(texts[0]).strip(".") in {"no", "nomor", "kode"} else 0)
    if all(cell.bold for cell in worded) and inside and not all(cell.bold for cell in inside):
        score += 2
    score += min(2, sum(_holds_data(inside, col) for col in covered))
    if len(covered) == n_cols:
        score += 1
    elif len(covered) * 2 < n_cols:
        score -= 2
    if any(1 < cell.col_span < n_cols for cell in worded) and len({cell.row for cell in heads}) > 1:
        score += 1
    if inside and _mean([len(text) for text in texts]) <= 0.6 * _mean([len(cell.text) for cell in inside]):
        score += 1
    return score - (1 if max(map(len, texts)) > 200 else 0)


def _holds_data(cells: list[Cell], col: int) -> bool:
    """Tell whether most of what stands in column `col` is numbers, values or codes."""
    here = [is_data(collapse(cell.text)) for cell in cells if cell.col == col]
    return bool(here) and sum(here) * 2 >= len(here)


def _mean(lengths: Sequence[int]) -> float:
    return sum(lengths) / len(lengths)
