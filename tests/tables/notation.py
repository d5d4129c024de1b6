"""A tiny notation for grids: a list of rows of texts, "<" joins a place to the left, "^" to the one above."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.reading.document import Block, Cell, Document, Grid, Paragraph
from extractor.tables.flow import build_flow
from extractor.tables.model import Flow, LogicalTable

Rows = Sequence[Sequence[str]]


def grid(
    rows: Rows,
    page: int | None = None,
    marked: int = 0,
    edges: Sequence[float] = (),
    bold: Sequence[int] = (),
    top: float = 50.0,
) -> Grid:
    n_cols = len(rows[0])
    owner = [[(r, c) for c in range(n_cols)] for r in range(len(rows))]
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text == "<":
                owner[r][c] = owner[r][c - 1]
            elif text == "^":
                owner[r][c] = owner[r - 1][c]
    places: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for r in range(len(rows)):
        for c in range(n_cols):
            places.setdefault(owner[r][c], []).append((r, c))
    cells = []
    for (r, c), covered in sorted(places.items()):
        height = max(row for row, _ in covered) - r + 1
        width = max(col for _, col in covered) - c + 1
        cells.append(Cell(r, c, rows[r][c], height, width, bold=r in bold, page=page))
    bbox = (edges[0], top, edges[-1], top + 15.0 * len(rows)) if edges and page is not None else None
    return Grid(len(rows), n_cols, tuple(cells), marked, tuple(edges), page, bbox)


def flow(*blocks: Block | str) -> Flow:
    made = tuple(Paragraph(block) if isinstance(block, str) else block for block in blocks)
    paged = any(isinstance(block, Grid) and block.page is not None for block in made)
    return build_flow(Document("pdf" if paged else "docx", made))


def texts(table: LogicalTable) -> list[list[str]]:
    """The table in the notation that `grid` reads."""
    rows = [[""] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        for r in range(cell.row, cell.row + cell.row_span):
            for c in range(cell.col, cell.col + cell.col_span):
                here = cell.text if (r, c) == (cell.row, cell.col) else "<" if c > cell.col else "^"
                rows[r][c] = here
    return rows


HEADER = [
    ["No", "Program/Kegiatan", "Rencana Tahun 2024", "<", "Catatan"],
    ["^", "^", "Target", "Pagu (Rp)", "^"],
    ["1", "2", "3", "4", "5"],
]
BODY = [
    ["1", "Penyediaan jasa surat menyurat", "12 bulan", "1.250.000", ""],
    ["2", "Penyediaan alat tulis kantor", "12 bulan", "8.400.000", ""],
    ["3", "Rapat koordinasi dan konsultasi", "40 kali", "95.000.000", "luar daerah"],
    ["4", "Pemeliharaan kendaraan dinas", "3 unit", "31.750.500", ""],
]
EDGES = (50.0, 80.0, 260.0, 340.0, 430.0, 520.0)
