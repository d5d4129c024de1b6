"""Which grids are parts of one table: repeated headers, columns that overlay, what may stand between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from extractor.limits import MAX_HEADER_ROWS
from extractor.reading.document import Cell, Grid, Paragraph
from extractor.tables.caption import Caption, is_continuation_mark, read_caption
from extractor.tables.columns import by_slots, kinds, lay_over, same_columns, same_extent, split_columns, union, within
from extractor.tables.grid import row_text, top_rows
from extractor.tables.header import Header, find_header, is_number_row
from extractor.tables.overrun import without_overrun
from extractor.tables.text import collapse, is_data, is_row_number, key

_PROFILE_ROWS = 40
"""First rows of a part that tell what its columns hold."""
_STRAY_CHARS = 60
"""Letters of a paragraph between two parts from which it is prose, no rest of a heading or a page label."""
_MAX_STRAYS = 3
"""Paragraphs that may stand between two parts of one table; blank ones and page labels do not count."""
_MANY_COLUMNS = 7
"""Columns from which a part goes on below a few sentences: no table of so many does without a header."""
_GAP = 45.0
"""Points between two grids on one page that may still be one table: an empty line, or two, parts them."""

_PAGE_LABEL = re.compile(r"^[\W_]*(?:hal(?:aman)?\.?\s*)?(?:[ivxlc]+|\d+)?(?:\s*[-–|/]\s*\d+)?[\W_]*$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_TOTAL = re.compile(r"^(?:sub|grand)?(?:jumlah|total)|^t\s?o\s?t\s?a\s?l", re.IGNORECASE)
_CARRIED = re.compile(
    r"^(?:sub\s*)?(?:(?:jumlah|total|saldo)\s+(?:yang\s+)?)?(?:di\s?pindah(?:kan|an)|pindahan)\b"
    r"(?=\s*(?:$|[\d\W]|dari\b|ke\b|rp\b|hal))|^(?:sub\s*)?(?:jumlah|total)\s+(?:pemindahan|pindah)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Part:
    """A grid as a part of a table.

    `dropped` are its rows that the logical table leaves out. `own_edges` are its column edges as drawn, `positions` the
    same on the table's scale. `opens_with_rest` is true where its first row is the rest of a cut header row.
    """

    block: int
    grid: Grid
    header: Header
    rows: list[list[Cell]]
    positions: list[float]
    own_edges: tuple[float, ...]
    dropped: set[int] = field(default_factory=set)
    opens_with_rest: bool = False

    @property
    def pages(self) -> tuple[int, int] | None:
        """Return the first and the last page, None where the format has none."""
        first = self.grid.page
        if first is None:
            return None
        last = max((cell.page for cell in self.grid.cells[-self.grid.n_cols :] if cell.page is not None), default=first)
        return first, max(first, last)


@dataclass(slots=True)
class Group:
    """The parts of one table; `edges` are all column positions seen so far.

    `head` is the part that shows the header: the first, or the first ones together where a page break cut the header.
    """

    parts: list[Part]
    caption: Caption | None
    edges: list[float]
    head: Part
    changed_headers: list[Part] = field(default_factory=list)

    @property
    def header(self) -> Header:
        """Return the table's header."""
        return self.head.header

    @property
    def is_only_header(self) -> bool:
        """Tell whether no row of the body has been seen yet; one row of words can be too little to tell a header by."""
        rows = self.head.rows
        words = sum(1 for cell in rows[0] if cell.text.strip() and not is_data(collapse(cell.text))) if rows else 0
        alone = self.head.grid.n_rows == 1 and 2 < words == sum(1 for cell in rows[0] if cell.text.strip())
        return alone or 0 < self.header.rows == self.head.grid.n_rows


def read_part(block: int, grid: Grid) -> Part:
    """Return `grid` with its header found."""
    positions = (
        list(grid.col_edges) if len(grid.col_edges) == grid.n_cols + 1 else [float(i) for i in range(grid.n_cols + 1)]
    )
    return Part(block, grid, find_header(grid), top_rows(grid, _PROFILE_ROWS), positions, tuple(positions))


def start_group(part: Part, caption: Caption | None) -> Group:
    """Return a new table that begins with `part`."""
    return Group([part], caption, list(part.positions), part)


def try_join(group: Group, part: Part, between: Sequence[Paragraph], caption: Caption | None) -> bool:
    """Add `part` to `group` where it continues its table; tell whether it does.

    `between` are the paragraphs between both, `caption` is the one found in them.
    """
    repeated = _repeated_rows(group, part)
    parted = not _may_stand_between(group, between, caption)
    if (parted and not _goes_on_below_prose(group, part, between, caption)) or not _follows(group.parts[-1], part):
        return False
    completes = not repeated and _completes_header(group, part)
    if not repeated and not completes and (_own_header(group, part) or not _goes_on(group, part, between)):
        return False
    if _starts_anew(group, part, repeated):
        return False
    positions = _fit(group, part, repeated) or (split_columns(group.edges, part.own_edges) if completes else None)
    if positions is None:
        return False
    part.positions = positions
    part.opens_with_rest = completes and part.header.number_row != 0
    part.dropped.update(range(repeated))
    if repeated and _says_other(group.head, part, repeated):
        group.changed_headers.append(part)
    if repeated:
        header = (cell for cells in group.head.rows[: group.header.rows] for cell in cells)
        part.grid = without_overrun(part.grid, header, repeated)
    group.edges = union(group.edges, positions)
    group.parts.append(part)
    _drop_carried(group.parts[-2], part)
    return True


# --- what stands between ------------------------------------------------------------------------------------------


def _may_stand_between(group: Group, between: Sequence[Paragraph], caption: Caption | None) -> bool:
    """Tell whether nothing between two grids begins something new."""
    if caption is not None and not caption.more and not _same_caption(group.caption, caption):
        return False
    strays = 0
    first_of_caption = caption.first if caption is not None else len(between)
    for paragraph in between[:first_of_caption]:
        text = collapse(paragraph.text)
        if not text or _PAGE_LABEL.match(text) or is_continuation_mark(text):
            continue
        own = read_caption(text)
        if own is not None:
            return False
        strays += 1
        if is_prose(paragraph) or _is_heading(paragraph, text):
            return False
    return strays <= _MAX_STRAYS


def is_prose(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is a sentence, or longer than what strays between the parts of a table."""
    text = collapse(paragraph.text)
    if is_continuation_mark(text):
        return False
    return len(text) > _STRAY_CHARS or (text.endswith((".", ":", ";")) and len(text.split()) > 3)


def _is_heading(paragraph: Paragraph, text: str) -> bool:
    if paragraph.outline is not None or paragraph.label is not None or paragraph.bold:
        return True
    return bool(re.match(r"^(?:\d+(?:\.\d+)+\.?\s+\D|[A-Z]\.\s|BAB\b)", text))


def _goes_on_below_prose(group: Group, part: Part, between: Sequence[Paragraph], caption: Caption | None) -> bool:
    """Tell whether a part without a header goes on below a few sentences: many columns, each as wide as above.

    No table of so many columns does without a header, and none has them of just these widths by chance.
    """
    last = group.parts[-1]
    if caption is not None or part.header.rows or not group.header.rows or part.grid.n_cols < _MANY_COLUMNS:
        return False
    texts = [collapse(paragraph.text) for paragraph in between if paragraph.text.strip()]
    headed = any(_is_heading(paragraph, collapse(paragraph.text)) for paragraph in between if paragraph.text.strip())
    if headed or len(texts) > _MAX_STRAYS or any(read_caption(text) is not None for text in texts):
        return False
    drawn = bool(last.grid.col_edges) and bool(part.grid.col_edges)
    return drawn and same_columns(last.own_edges, part.own_edges) and not _TOTAL.match(_last_row_label(last))


def _same_caption(first: Caption | None, other: Caption) -> bool:
    if first is None:
        return False
    if other.number is not None:
        return key(other.number) == key(first.number or "") and _alike(first.title, other.title)
    return _alike(first.title, other.title)


def _alike(first: str | None, other: str | None) -> bool:
    """Tell whether two titles are the same but for a year; a missing one is like any."""
    if first is None or other is None:
        return True
    return fuzz.ratio(_YEAR.sub("#", key(first)), _YEAR.sub("#", key(other))) >= 90


# --- place --------------------------------------------------------------------------------------------------------


def _follows(last: Part, part: Part) -> bool:
    """Tell whether `part` stands where the continuation of `last` would: next page, or directly below."""
    if last.pages is None or part.pages is None:
        return True
    step = part.pages[0] - last.pages[1]
    if step < 0:  # a sheet printed in strips ends on the page of its last strip
        return part.pages[0] - last.pages[0] == 1
    if step != 0:
        return step == 1
    above, below = last.grid.bbox, part.grid.bbox
    if above is None or below is None:
        return False
    alike = part.grid.n_cols == last.grid.n_cols and same_extent(last.own_edges, part.own_edges)
    wide = part.grid.n_cols > 3 and (same_columns(last.own_edges, part.own_edges) or (alike and part.grid.n_cols > 6))
    return -2.0 <= below[1] - above[3] <= (_GAP if wide else _GAP / 3)


# --- header -------------------------------------------------------------------------------------------------------


def _keys(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(_YEAR.sub("#", key(cell.text)) for cell in cells if cell.text.strip())


def _repeated_rows(group: Group, part: Part) -> int:
    """Count the leading rows of `part` that repeat the table's header, all of it or its lower rows; 0 for none."""
    first = group.head
    head = first.header
    if head.rows == 0:
        return 0
    wanted = [(row, _keys(first.rows[row])) for row in range(min(head.rows, len(first.rows)))]
    wanted = [(row, keys) for row, keys in wanted if keys]
    here = [(row, _keys(cells)) for row, cells in enumerate(part.rows[: head.rows + MAX_HEADER_ROWS])]
    here = [(row, keys) for row, keys in here if keys]
    for start in range(len(wanted)):
        size = len(wanted) - start
        same = [keys for _, keys in wanted[start:]] == [keys for _, keys in here[:size]]
        if same and (start == 0 or sum(len(keys) for _, keys in wanted[start:]) > 1):
            return _end_of(part, here[size - 1][0])
    if _same_frame(first, part):
        return head.rows
    own = part.header.rows
    if own and _header_alike(first, part):
        return own
    if head.number_row is not None and is_number_row(part.rows, 0, part.grid.n_cols, alone=True):
        return 1
    return 0


def _same_frame(first: Part, part: Part) -> bool:
    """Tell whether a part opens with the table's header, cell for cell, though some texts are cut or overlap.

    Printers that repeat a header squeeze it into the height of its rows and let its text run over.
    """
    rows = first.header.rows
    if len(part.rows) < rows or any(cell.row + cell.row_span > rows for cells in part.rows[:rows] for cell in cells):
        return False
    mine = {_frame(cell): key(cell.text) for cells in first.rows[:rows] for cell in cells}
    yours = {_frame(cell): key(cell.text) for cells in part.rows[:rows] for cell in cells}
    worded = [frame for frame, text in mine.items() if text and frame in yours]
    alike = sum(1 for frame in worded if yours[frame] and mine[frame].startswith(yours[frame]))
    shared = len(mine.keys() & yours.keys())
    return shared >= 0.9 * max(len(mine), len(yours)) and len(worded) >= 3 and alike >= 0.6 * len(worded)


def _frame(cell: Cell) -> tuple[int, int, int, int]:
    return cell.row, cell.col, cell.row_span, cell.col_span


def _end_of(part: Part, row: int) -> int:
    """Return the row after `row`, further down where a cell of the rows above reaches further."""
    return max(row + 1, *(cell.row + cell.row_span for cells in part.rows[: row + 1] for cell in cells))


def _header_text(part: Part, rows: int) -> str:
    shown = [cell for cells in part.rows[:rows] for cell in cells if cell.row != part.header.number_row]
    return " ".join(key(cell.text) for cell in shown if cell.text.strip())


def _says_other(first: Part, part: Part, repeated: int) -> bool:
    """Tell whether a repeated header names a year that the first does not, or other words at the same place.

    A text that is only cut short, as printers do, says nothing else.
    """
    heads = [cell for cells in first.rows[: first.header.rows] for cell in cells]
    years = set(_YEAR.findall(" ".join(cell.text for cell in heads)))
    again = [cell for cells in part.rows[:repeated] for cell in cells]
    return any(year not in years for cell in again for year in _YEAR.findall(cell.text))


def _header_alike(first: Part, part: Part) -> bool:
    """Tell whether two headers say the same but for years, breaks and small slips."""
    mine = _YEAR.sub("#", _header_text(first, first.header.rows))
    yours = _YEAR.sub("#", _header_text(part, part.header.rows))
    if fuzz.ratio(mine, yours) >= 88:
        return True
    return len(yours) >= 20 and yours in mine and part.header.rows <= first.header.rows


def _completes_header(group: Group, part: Part) -> bool:
    """Tell whether a page break cut the header: above stand headings only, below their lower rows come first.

    Either the columns are numbered at once, after one row of rests of headings at most; or a row of rests alone is
    the header below, of one rest where the rows are counted from there on; or a heading above is one over several
    columns that have headings of their own below.
    """
    if not group.is_only_header or group.header.number_row is not None:
        return False
    numbers = part.header.number_row
    rests = [cell for cell in part.rows[0] if cell.text.strip()]
    few = len(rests) * 2 <= len(part.rows[0])
    if numbers == 0 or (numbers == 1 and few):
        return True
    counts = any(cell.col == 0 and is_row_number(collapse(cell.text)) for cells in part.rows[1:2] for cell in cells)
    if group.header.rows and few and len(rests) > 1 - counts and same_columns(group.edges, part.own_edges):
        beside = all(
            cell.col > 1 and not is_data(collapse(cell.text)) for cell in rests
        )  # a row of the body has a name
        if part.header.rows == 1 or (part.header.rows == 0 and beside):
            return True
    return part.header.rows > 0 and bool(part.grid.col_edges) and split_columns(group.edges, part.own_edges) is not None


def _own_header(group: Group, part: Part) -> bool:
    """Tell whether `part` opens with a header of its own, one that is not the table's."""
    if part.header.rows == 0:
        return False
    if part.header.certain or part.grid.page is None:
        return True
    fits = same_columns(group.edges, part.own_edges) or within(group.edges, part.own_edges) is not None
    blank = sum(1 for cell in part.rows[0] if not cell.text.strip())
    if fits and part.header.rows == 1 and 3 * blank > len(part.rows[0]):
        return False  # the rest of a row
    return part.header.score >= 5 or not fits


# --- columns and body ---------------------------------------------------------------------------------------------


def _goes_on(group: Group, part: Part, between: Sequence[Paragraph]) -> bool:
    """Tell whether a part without a header can be the body of the table above."""
    last = group.parts[-1]
    if group.header.rows == 0:
        plain = not any(paragraph.text.strip() for paragraph in between)
        apart = part.grid.page is None and bool(between)
        if not plain or apart or not same_columns(last.own_edges, part.own_edges):
            return False
    if last.grid.col_edges and part.grid.n_cols > 3 and same_columns(last.own_edges, part.own_edges):
        return True
    if part.grid.n_cols != last.grid.n_cols:
        return bool(part.grid.col_edges)
    above = kinds(_body(group.head), group.head.grid.n_cols)
    below = kinds(part.rows, part.grid.n_cols)
    clash = sum(1 for a, b in zip(above, below, strict=False) if a and b and a != b)
    colons = any(collapse(cell.text) == ":" for cells in part.rows for cell in cells)
    return not colons and clash <= (0 if part.grid.n_cols <= 3 else max(1, part.grid.n_cols // 4))


def _body(part: Part) -> list[list[Cell]]:
    return part.rows[part.header.rows :]


def _fit(group: Group, part: Part, repeated: int) -> list[float] | None:
    """Return the part's column edges as positions of the table, None where they do not fit."""
    base = group.head.positions
    if not group.parts[0].grid.col_edges or not part.grid.col_edges:
        return list(group.edges) if part.grid.n_cols == len(group.edges) - 1 else None
    if repeated and len(part.own_edges) == len(base):
        return list(base)
    if part.grid.n_cols >= len(base) - 1 and len(base) > 4 and not same_columns(base, part.own_edges):
        counted = by_slots(base, part.grid.n_cols, part.grid.cells) if same_extent(base, part.own_edges) else None
        if counted is not None:
            return counted
    return lay_over(group.edges, part.own_edges)


def _starts_anew(group: Group, part: Part, repeated: int) -> bool:
    """Tell whether the table above closed with a total and this part begins counting again."""
    last = group.parts[-1]
    if not last.grid.cells or not _TOTAL.match(_last_row_label(last)):
        return False
    rows = part.rows[repeated:]
    opening = next((collapse(cell.text) for cells in rows for cell in cells if cell.text.strip()), "")
    if is_row_number(opening) and opening.strip(".)").casefold() in {"1", "i", "a"}:
        return True
    return repeated > 0 and part.grid.page is None


def _last_row(part: Part) -> list[Cell]:
    """Return the cells that start in the last row."""
    cells = part.grid.cells
    at = len(cells)
    while at and cells[at - 1].row == part.grid.n_rows - 1:
        at -= 1
    return list(cells[at:])


def _last_row_label(part: Part) -> str:
    return next((collapse(cell.text) for cell in _last_row(part) if cell.text.strip()), "")


def _drop_carried(last: Part, part: Part) -> None:
    """Leave out the row that carries a page's sum over and the row that takes it up again."""
    if _CARRIED.match(row_text(_last_row(last))) and last.grid.n_rows - 1 >= last.header.rows:
        last.dropped.add(last.grid.n_rows - 1)
    start = len(part.dropped)
    if start < len(part.rows) and _CARRIED.match(row_text(part.rows[start])):
        part.dropped.add(start)
