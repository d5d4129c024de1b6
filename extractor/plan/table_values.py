"""The readings of a table's cells."""

from __future__ import annotations

from functools import partial

from extractor.plan.money import read_amounts, scale_of
from extractor.plan.ocr_values import Reader, weigh, weigh_scale
from extractor.plan.quantities import read_quantities
from extractor.plan.readings import Reading
from extractor.plan.rows import TableRows


class TableValues:
    """The readings of a table's cells, each column read as a whole so that its majority decides doubtful cells."""

    def __init__(self, rows: TableRows) -> None:
        self.rows = rows
        self._readings: dict[int, dict[int, Reading]] = {}

    def reading(self, row: int, col: int) -> Reading:
        """Return the reading of the cell that stands at (row, col)."""
        cell = self.rows.view[row][col]
        column = self._readings.get(col)
        if column is None:
            column = self._readings[col] = self._read_column(col)
        return column[cell.row]

    def settle(self, row: int, col: int, value: Reading) -> None:
        """Replace the reading of a cell by one that a sum has proven."""
        self._readings[col][self.rows.view[row][col].row] = value

    def _read_column(self, col: int) -> dict[int, Reading]:
        table = self.rows.table
        cells = []
        for row in range(table.header_rows, table.n_rows):
            cell = self.rows.view[row][col]
            if cell.row == row or row == table.header_rows:
                cells.append(cell)
        read: Reader = read_quantities
        if col in self.rows.money_columns:
            caption = " ".join((table.title or "", *table.paths[col]))
            if scale_of(caption) == 1:
                caption = f"{caption} {self.rows.recognised.scale_note}"
            read = partial(read_amounts, scale=scale_of(caption))
        readings = weigh(cells, read([cell.text for cell in cells]), read)
        if col in self.rows.money_columns:
            readings = weigh_scale(cells, readings, caption)
        return {cell.row: reading for cell, reading in zip(cells, readings, strict=True)}
