"""One page's words and lines become tables and running lines, whatever read the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from extractor.messages import Message
from extractor.reading.document import Bbox, Figure, Grid, ReadingDoubt
from extractor.reading.pdf.borderless import Draft, Shared, Unruled, find_borderless
from extractor.reading.pdf.coarse import split_coarse
from extractor.reading.pdf.flow import PageFlow, TextLine
from extractor.reading.pdf.headed import Bodies, find_bodies
from extractor.reading.pdf.lattice import fill_lattices, find_lattices
from extractor.reading.pdf.rulings import Rulings
from extractor.reading.pdf.setting import Setting
from extractor.reading.pdf.words import Word, lines_of, upright

_UNSURE: Final = "row-misaligned"


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page, whatever read it (a text layer, a second engine, OCR): words, lines and pictures in view space."""

    number: int
    width: float
    height: float
    words: list[Word]
    rulings: Rulings
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class OpenPage:
    """What a page's tables without lines were read from, while these may go on over pages.

    `bodies` are those below drawn headers, `drafts` what was tried on the lines that are left; `fixed` is what else
    stands on the page, `turned` the lines of other directions.
    """

    rulings: Rulings
    drafts: Sequence[Draft]
    bodies: Bodies
    fixed: Sequence[Grid | Figure]
    turned: Sequence[TextLine]


@dataclass(frozen=True, slots=True)
class PageReading:
    """A page laid out, with what the reader noted about it; `recognised` where its text came from OCR.

    `doubtful` where digits may have been read wrongly, so that another engine may be asked. `open` only while pages are
    read one after the other.
    Another reading of the page (a second engine, OCR) replaces it before `reader.to_document` joins the pages.
    """

    flow: PageFlow
    watermarks: Sequence[str] = ()
    doubts: Sequence[ReadingDoubt] = ()
    recognised: bool = False
    doubtful: bool = False
    open: OpenPage | None = None


def lay_out(page: PageContent) -> PageReading:
    """Return a page's tables, figures and running lines; what lies in a table is no running text."""
    lattices, whole = find_lattices(page.rulings)
    fine, coarse = split_coarse(lattices, page.words)
    size = (page.width, page.height)
    grids, rest = fill_lattices(fine, page.words, page.number, size)
    bodies, found = _without_tables(rest, page, grids)
    unruled = bodies.grids + found.grids
    if missed := [lattice for lattice in coarse if not any(_meet(lattice.bbox, grid.bbox) for grid in unruled)]:
        grids, rest = fill_lattices([*fine, *missed], page.words, page.number, size)
        bodies, found = _without_tables(rest, page, grids)
    turned = [line for angle in sorted({word.angle for word in rest} - {0}) for line in _lines(rest, angle)]
    opened = OpenPage(page.rulings, found.drafts, bodies, [*grids, *page.figures], turned)
    doubts = [*([] if whole else [_too_dense(page.number)]), *_unsure(bodies, found, page.number)]
    flow = _flow(PageFlow(page.number, page.width, page.height, [], []), opened, found)
    return PageReading(flow, doubts=doubts, open=opened if found.drafts or bodies.grids else None)


def lay_out_again(reading: PageReading, shared: Mapping[int, Shared], settings: Mapping[int, Setting]) -> PageReading:
    """Return an open page with the tables of some of its drafts and bodies as other pages tell them too."""
    opened = reading.open
    if opened is None:
        return reading
    number = reading.flow.number
    bodies = [
        body.set_as(settings[at], number) if at in settings else body for at, body in enumerate(opened.bodies.bodies)
    ]
    opened = replace(opened, bodies=opened.bodies._replace(bodies=bodies))
    found = find_borderless(opened.bodies.left, opened.rulings, number, shared)
    doubts = [doubt for doubt in reading.doubts if doubt.code != _UNSURE]
    doubts += _unsure(opened.bodies, found, number)
    return replace(reading, flow=_flow(reading.flow, opened, found), doubts=doubts)


def _unsure(bodies: Bodies, found: Unruled, page: int) -> list[ReadingDoubt]:
    """Return a doubt for each table some of whose rows may belong to the name above as well as to the one below."""
    message = Message(
        f"Tabel tanpa garis di halaman {page}: baris tanpa nama dapat milik nama di atas atau di bawahnya; "
        "cocokkan indikator dan targetnya dengan aslinya.",
        f"Table without lines on page {page}: rows without a name may belong to the name above or below; "
        "compare their indicators and targets with the original.",
    )
    unsure = [*bodies.unsure, *found.unsure]
    return [ReadingDoubt(_UNSURE, "warning", message, page=page, bbox=grid.bbox) for grid in unsure]


def _flow(page: PageFlow, opened: OpenPage, found: Unruled) -> PageFlow:
    """Return what stands on a page: the lines outside its tables, and all else from the top down."""
    placed: list[Grid | Figure] = [*opened.fixed, *opened.bodies.grids, *found.grids]
    placed.sort(key=lambda block: block.bbox[1] if block.bbox else 0.0)
    return replace(page, lines=[*map(TextLine.of, found.left), *opened.turned], placed=placed)


def _meet(box: Bbox, other: Bbox | None) -> bool:
    """Tell whether two boxes overlap."""
    return other is not None and (box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3])


def _without_tables(words: Sequence[Word], page: PageContent, ruled: Sequence[Grid]) -> tuple[Bodies, Unruled]:
    """Return the bodies below drawn headers, and the tables among the other upright lines that no lattice holds."""
    lines = lines_of([word for word in words if word.angle == 0])
    bodies = find_bodies(ruled, lines, page.rulings, page.number)
    return bodies, find_borderless(bodies.left, page.rulings, page.number)


def _lines(words: list[Word], angle: int) -> list[TextLine]:
    """Return the running lines of one direction; the boxes of turned lines are turned too."""
    return [TextLine.of(line) for line in lines_of(upright(word for word in words if word.angle == angle))]


def _too_dense(number: int) -> ReadingDoubt:
    """Return the doubt of a page with more lines than tables have."""
    message = Message(
        f"Garis di halaman {number} terlalu banyak untuk sebuah tabel; tabel di halaman itu mungkin tidak terbaca.",
        f"Page {number} has more lines than a table can have; a table on it may not have been read.",
    )
    return ReadingDoubt("page-unreadable", "warning", message, page=number)
