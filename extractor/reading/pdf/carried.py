"""Tables without lines that go on over pages: their columns and their header are found on all of these together.

A page with few rows, or with columns that hold nothing on it, cannot tell the columns alone; the pages beside it can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractor.reading.pdf.borderless import Draft, Shared, columns_of, head_start, same_line
from extractor.reading.pdf.chunks import Row
from extractor.reading.pdf.column_numbers import column_marks, is_number_row
from extractor.reading.pdf.gutters import Columns, place
from extractor.reading.pdf.headed import columns_below
from extractor.reading.pdf.layout import PageReading, lay_out_again
from extractor.reading.pdf.runs import CAPTION, HEADING

_MOST_PAGES = 40
"""Pages held until their table is settled: more of them tell its columns no better, and memory stays flat."""
_OUTSIDE = 6.0
_RUNNING_LINES = 3
_TRIED = 2
"""Runs of lines at the top of a page, one of which may be a running head."""
_COMPARED = 4
"""Parts of a table, the last ones, with whose columns those of the next are compared."""
_TELLING = 5
"""Rows that tell columns well; where fewer disagree with others, the others are right."""
_CROSSING = 0.1
"""Share of lines that may cross the columns which a drawn header gives."""


@dataclass(slots=True)
class _Table:
    """A table over pages: where its parts stand (page held, draft), their bodies, and the header they share.

    `fixed` are its columns where a header drawn on the first page gives them.
    """

    head: list[Row]
    fixed: Columns | None
    parts: list[tuple[int, int]] = field(default_factory=list)
    bodies: list[Draft] = field(default_factory=list)

    def shared(self) -> Shared | None:
        """Return what its pages know together, None where they know no more than one of them."""
        if len(self.parts) + (self.fixed is not None) < 2:
            return None
        marks = column_marks(self.head)
        numbered = next((at for at, row in enumerate(self.head) if is_number_row(row)), len(self.head))
        columns = self.fixed or columns_of(self.bodies, marks, self.head)
        return None if columns is None else Shared(columns, self.head[:numbered], marks)


def carried(pages: Iterable[PageReading]) -> Iterator[PageReading]:
    """Yield pages, tables that go on over several read by all; a page is held while its last table may go on."""
    held: list[PageReading] = []
    tables: list[_Table] = []
    for page in pages:
        joined = None
        if held and len(held) < _MOST_PAGES and tables:
            joined = _join(tables[-1], held[-1], page, len(held))
        if joined is None:
            yield from _settled(held, tables)
            held, tables = [], []
        last = _last_table(page, len(held))
        if joined is not None and (last is None or last.parts == [(len(held), joined)]):
            last = None  # the table that has come from the page before is this page's last one
        held.append(page)
        if last is not None:
            tables.append(last)
        elif joined is None:
            yield from _settled(held, tables)
            held = []
    yield from _settled(held, tables)


def _settled(held: Sequence[PageReading], tables: Sequence[_Table]) -> Iterator[PageReading]:
    """Yield pages, those with a table that goes on over them laid out by what all of them tell."""
    known: list[dict[int, Shared]] = [{} for _ in held]
    for table in tables:
        shared = table.shared()
        if shared is not None:
            for page, draft in table.parts:
                known[page][draft] = shared
    for reading, here in zip(held, known, strict=True):
        yield replace(lay_out_again(reading, here) if here else reading, open=None)


def _last_table(reading: PageReading, page: int) -> _Table | None:
    """Return the last table without lines on a page, None where it has none."""
    if reading.open is None:
        return None
    drafts = reading.open.drafts
    at = max((at for at, draft in enumerate(drafts) if draft.read), key=lambda at: _bottom(drafts[at]), default=None)
    low = _bottom(drafts[at]) if at is not None else 0.0
    for header in reading.open.headers:
        if header.bbox is not None and header.bbox[3] > low:
            return _Table([], columns_below(header, 0.0))
    if at is None:
        return None
    draft = drafts[at]
    return _Table(draft.core[: draft.first], None, [(page, at)], [draft])


def _bottom(draft: Draft) -> float:
    return draft.core[-1].bottom


def _join(table: _Table, above: PageReading, below: PageReading, page: int) -> int | None:
    """Take in the part of a table that opens a page; return the place of its draft, None where the page has none."""
    if below.open is None:
        return None
    drafts = below.open.drafts[:_TRIED]
    for at, draft in enumerate(drafts):
        if _same_head(table, draft):
            start = head_start(draft.run.rows, table.head) or 0
            bottom = draft.run.rows[start + len(table.head) - 1].top
            return _take(table, draft, page, at, [row for row in draft.core if row.top > bottom + 1.0])
    for at, draft in enumerate(drafts):
        if not draft.core or column_marks(draft.core[: draft.first + 1]):
            continue
        if _is_next_to(table, above, below, draft) and _keeps_columns(table, draft):
            return _take(table, draft, page, at, draft.core)
    return None


def _take(table: _Table, draft: Draft, page: int, at: int, body: list[Row]) -> int:
    """Add a part to a table."""
    table.parts.append((page, at))
    table.bodies.append(replace(draft, core=body, first=0))
    return at


def _same_head(table: _Table, draft: Draft) -> bool:
    """Tell whether a page opens with a table's header; what is said again is the header, what is not is no part of it.

    The first page that repeats it settles the header so.
    """
    if table.fixed is not None or not table.head:
        return False
    if len(table.parts) > 1:
        return head_start(draft.run.rows, table.head) is not None
    first = table.bodies[0]
    start = head_start(draft.run.rows, table.head[:1])
    if start is None:
        return False
    again = 0
    for one, other in zip(first.core, draft.run.rows[start:], strict=False):
        if not same_line(one, other):
            break
        again += 1
    if again < 2 and again < first.first:
        return False
    table.head = first.core[:again]
    table.bodies[0] = replace(first, core=first.core[again:], first=0)
    return True


def _is_next_to(table: _Table, above: PageReading, below: PageReading, draft: Draft) -> bool:
    """Tell whether only running heads and page numbers stand between a table's last part and a draft."""
    low = _bottom(table.bodies[-1]) if table.bodies else 0.0
    top = draft.run.rows[0].top
    between = [line.text for line in above.flow.lines if line.top > low]
    if len(between) > _RUNNING_LINES:
        return False
    over = [line.text for line in below.flow.lines if line.bottom < top + 1.0]
    texts = [*between, *over]
    return len(over) <= _RUNNING_LINES and not any(CAPTION.match(text) or HEADING.match(text) for text in texts)


def _keeps_columns(table: _Table, draft: Draft) -> bool:
    """Tell whether a draft's lines keep to a table's columns: with them no gutter is lost that tells columns well."""
    rows = draft.several
    if table.fixed is not None:
        columns = table.fixed
        crossing = sum(any(piece.first < piece.last for piece in place(row, columns)) for row in draft.core)
        inside = all(columns.x0 - _OUTSIDE < row.x0 and row.x1 < columns.x1 + _OUTSIDE for row in draft.core)
        return inside and crossing <= _CROSSING * len(draft.core)
    marks, bodies = column_marks(table.head), table.bodies[-_COMPARED:]
    before = columns_of(bodies, marks, table.head)
    after = columns_of([*bodies, replace(draft, core=rows, first=0)], marks, table.head)
    if before is None or after is None:
        return False
    if draft.core[0].x0 < before.x0 - _OUTSIDE or max(row.x1 for row in rows) > before.x1 + _OUTSIDE:
        return False
    counts = [(len(before), sum(len(body.several) for body in bodies))]
    if draft.columns is not None:
        counts.append((len(draft.columns), len(rows)))
    most = max(n for _, n in counts)
    return all(len(after) >= n_cols for n_cols, n_rows in counts if n_rows >= min(_TELLING, most))
