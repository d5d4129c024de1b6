"""Tables without lines that go on over pages: their columns and their header are found on all of these together.

A page with few rows, or with columns that hold nothing on it, cannot tell the columns alone; the pages beside it can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractor.reading.pdf.borderless import Draft, Shared, columns_of, placed_rows
from extractor.reading.pdf.chunks import CAPTION, Row
from extractor.reading.pdf.column_numbers import column_marks, is_number_row
from extractor.reading.pdf.gutters import Columns, place
from extractor.reading.pdf.headed import Body
from extractor.reading.pdf.layout import PageReading, lay_out_again
from extractor.reading.pdf.placed import part_of
from extractor.reading.pdf.runs import HEADING
from extractor.reading.pdf.said_again import FoundHead, find_head, same_line
from extractor.reading.pdf.setting import Setting, setting_of

_MOST_PAGES = 40
"""Pages held until their table is settled: more of them tell its columns no better, and memory stays flat."""
_OUTSIDE = 6.0
_CLOSE = 0.75
_SAME_EDGE = 1.5
"""Points between the same line of a header drawn on two pages."""
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

    `fixed` are its columns where a header drawn on the first page gives them; then `drawn` are the bodies below it and
    below the same header drawn on later pages, with where they stand (page held, body).
    """

    head: list[Row]
    fixed: Columns | None
    parts: list[tuple[int, int]] = field(default_factory=list)
    bodies: list[Draft] = field(default_factory=list)
    drawn: list[tuple[int, int, Body]] = field(default_factory=list)

    @property
    def last_page(self) -> int:
        """Return the last page, of those held, that has a part."""
        return max([page for page, _ in self.parts] + [page for page, _, _ in self.drawn])

    @property
    def bottom(self) -> float:
        """Return where its part on its last page ends."""
        ends = [(page, _bottom(body)) for (page, _), body in zip(self.parts, self.bodies, strict=True)]
        ends += [(page, body.lines[-1].row.bottom) for page, _, body in self.drawn]
        return max(ends)[1]

    def shared(self) -> Shared | None:
        """Return what its pages know together, None where they know no more than one of them."""
        if len(self.parts) + len(self.drawn) < 2:
            return None
        marks = column_marks(self.head)
        numbered = next((at for at, row in enumerate(self.head) if is_number_row(row)), len(self.head))
        columns = self.fixed or columns_of(self.bodies, marks, self.head)
        if columns is None:
            return None
        head = self.head[:numbered]
        parts = [
            part_of(placed_rows(head + body.core, len(head), marks, columns), len(head), body.frame)
            for body in self.bodies
        ]
        parts += [body.part for _, _, body in self.drawn]
        return Shared(columns, setting_of(parts, columns), head, marks)


def carried(pages: Iterable[PageReading]) -> Iterator[PageReading]:
    """Yield pages, tables that go on over several read by all; a page is held while its last table may go on."""
    held: list[PageReading] = []
    tables: list[_Table] = []
    last: list[_Table] = []
    for page in pages:
        joined = _joined(last, held[-1], page, len(held)) if 0 < len(held) < _MOST_PAGES else None
        if joined is None:
            yield from _settled(held, tables)
            held, tables = [], []
        last = _last_tables(page, len(held), joined)
        held.append(page)
        tables += [table for table in last if table is not joined]
    yield from _settled(held, tables)


def _settled(held: Sequence[PageReading], tables: Sequence[_Table]) -> Iterator[PageReading]:
    """Yield pages, those with a table that goes on over them laid out by what all of them tell."""
    known: list[dict[int, Shared]] = [{} for _ in held]
    settings: list[dict[int, Setting]] = [{} for _ in held]
    for table in tables:
        shared = table.shared()
        if shared is not None:
            for page, draft in table.parts:
                known[page][draft] = shared._replace(goes_on=page != table.last_page)
            for page, body, _ in table.drawn:
                settings[page][body] = shared.setting
    for reading, here, set_as in zip(held, known, settings, strict=True):
        yield replace(lay_out_again(reading, here, set_as) if here or set_as else reading, open=None)


def _last_tables(reading: PageReading, page: int, joined: _Table | None) -> list[_Table]:
    """Return what may go on over a page's end: its last table, which may be `joined`, and lines below that are none."""
    if reading.open is None:
        return []
    drafts = reading.open.drafts
    come = next((at for own, at in joined.parts if own == page), None) if joined else None
    read = [at for at, draft in enumerate(drafts) if draft.core and (draft.read or at == come)]
    at = max(read, key=lambda at: _bottom(drafts[at]), default=None)
    low = _bottom(drafts[at]) if at is not None else 0.0
    tables: list[_Table] = []
    if at is not None:
        own = _Table(drafts[at].core[: drafts[at].first], None, [(page, at)], [drafts[at]])
        tables = [joined if joined and at == come else own]
    for at, body in enumerate(reading.open.bodies.bodies):
        bottom = body.lines[-1].row.bottom
        if bottom > low:
            low = bottom
            goes_on = joined is not None and (page, at) in {(held, own) for held, own, _ in joined.drawn}
            tables = [joined] if joined and goes_on else [_Table([], body.columns, drawn=[(page, at, body)])]
    below = [at for at, draft in enumerate(drafts) if draft.run.several and draft.run.rows[-1].bottom > low + 1.0]
    if below and below[-1] not in read:
        tables.append(_Table([], None, [(page, below[-1])], [drafts[below[-1]]]))
    return tables


def _bottom(draft: Draft) -> float:
    return draft.core[-1].bottom


def _joined(tables: Sequence[_Table], above: PageReading, below: PageReading, page: int) -> _Table | None:
    """Return which of the tables that may go on does, with the part of it that opens a page taken in."""
    drafts = below.open.drafts[:_TRIED] if below.open else ()
    bodies = below.open.bodies.bodies[:1] if below.open else ()
    for table in tables:
        for own in bodies:
            if table.fixed is not None and _same_edges(table.fixed, own.columns):
                table.drawn.append((page, 0, own))
                return table
    for table in tables:
        for at, draft in enumerate(drafts):
            if (body := _body_below_head(table, draft)) is not None:
                return _take(table, draft, page, at, body)
    for table in tables:
        for at, draft in enumerate(drafts):
            marked = column_marks(draft.core[: draft.first + 1])
            if draft.core and not marked and _is_next_to(table, above, below, draft) and _keeps_columns(table, draft):
                return _take(table, draft, page, at, draft.core)
    return None


def _same_edges(one: Columns, other: Columns) -> bool:
    """Tell whether the columns of two drawn headers have the same edges."""
    edges, others = [one.x0, *one.middles, one.x1], [other.x0, *other.middles, other.x1]
    return len(edges) == len(others) and all(
        abs(edge - again) < _SAME_EDGE for edge, again in zip(edges, others, strict=True)
    )


def _take(table: _Table, draft: Draft, page: int, at: int, body: list[Row]) -> _Table:
    """Return a table with one more part."""
    table.parts.append((page, at))
    table.bodies.append(replace(draft, core=body, first=0))
    return table


def _body_below_head(table: _Table, draft: Draft) -> list[Row] | None:
    """Return the lines below a table's header, said again at the top of a page; None where it is not.

    What is said again is the header, what is not is no part of it: the first page that repeats it settles the header
    so. It also shows what the last lines of the page before are, of which a header and a row or two make no table.
    """
    if table.fixed is not None:
        return None
    if len(table.parts) == 1:
        _settle_head(table, draft)
    found = find_head(draft.run.rows, table.head) if table.head else None
    return (
        None if found is None else [row for row in draft.core if row.top >= draft.run.rows[found.end - 1].bottom - 1.0]
    )


def _settle_head(table: _Table, draft: Draft) -> None:
    """Set a table's header and the first page's body by what the next page says again; no header where nothing is."""
    first = table.bodies[0]
    whole, other = (first, draft) if first.read else (draft, first)
    head = whole.core[: whole.first]
    found = find_head(other.run.rows, head)
    if found is None:
        head, found = _said_again(whole, other.run.rows)
    if found is None or len(head) < min(2, whole.first):
        return
    for one, again in zip(whole.core[len(head) :], other.run.rows[found.end :], strict=False):
        if not same_line(one, again):
            break
        head.append(one)
    start = whole.run.rows.index(head[0])
    table.head = _crown(whole.run.rows[:start], other.run.rows[: found.start], head[0]) + head
    below = find_head(first.run.rows, table.head)
    table.bodies[0] = replace(first, core=first.run.rows[below.end if below else len(head) :], first=0)


def _said_again(whole: Draft, rows: Sequence[Row]) -> tuple[list[Row], FoundHead | None]:
    """Return the first lines of a draft that another page says again, and where; too many were taken for its header."""
    for size in range(whole.first - 1, 0, -1):
        found = find_head(rows, whole.core[:size])
        if found is not None:
            return whole.core[:size], found
    return [], None


def _crown(above: Sequence[Row], below: Sequence[Row], row: Row) -> list[Row]:
    """Return the lines close above a header that both of two pages show: heads set higher than those beside them."""
    crown: list[Row] = []
    for one, other in zip(reversed(above), reversed(below), strict=False):
        if not same_line(one, other) or row.top - one.bottom > _CLOSE * one.size:
            break
        crown.insert(0, one)
        row = one
    return crown


def _is_next_to(table: _Table, above: PageReading, below: PageReading, draft: Draft) -> bool:
    """Tell whether only running heads and page numbers stand between a table's last part and a draft."""
    low = table.bottom
    top = draft.run.rows[0].top
    between = [line.text for line in above.flow.lines if line.top > low]
    if len(between) > _RUNNING_LINES:
        return False
    over = [line.text for line in below.flow.lines if line.bottom < top + 1.0]
    texts = [*between, *over, draft.run.rows[0].chunks[0].text]
    return len(over) <= _RUNNING_LINES and not any(CAPTION.match(text) or HEADING.match(text) for text in texts)


def _keeps_columns(table: _Table, draft: Draft) -> bool:
    """Tell whether a draft's lines keep to a table's columns: with them no gutter is lost that tells columns well."""
    rows = draft.several
    if table.fixed is not None:
        columns = table.fixed
        crossing = sum(any(piece.first < piece.last for piece in place(row, columns)) for row in draft.core)
        inside = all(columns.x0 - _OUTSIDE < row.x0 and row.x1 < columns.x1 + _OUTSIDE for row in draft.core)
        return inside and crossing <= _CROSSING * len(draft.core)
    if not any(body.read for body in table.bodies):
        return False
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
