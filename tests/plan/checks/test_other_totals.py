from __future__ import annotations

import pytest

from extractor.plan.checks.other_totals import check_other_totals
from extractor.plan.checks.subject import Subject
from extractor.plan.model import Table, TableCell
from tests.plan.checks.build import renja


def found(text: str, *, header_rows: int = 1) -> list[tuple[int, object, object]]:
    """Row, sum and stated total of each doubt about a table of unknown form; cells are parted by bars."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    cells = [TableCell(r, c, 1, 1, cell) for r, row in enumerate(rows) for c, cell in enumerate(row)]
    table = Table(
        id="t1", kind="other", header_rows=header_rows, n_rows=len(rows), n_cols=max(map(len, rows)), cells=cells
    )
    return [
        (doubt.at.rows[0], doubt.expected, doubt.found) for doubt in check_other_totals(Subject(renja(tables=[table])))
    ]


def test_a_total_that_is_not_the_sum_of_its_rows() -> None:
    assert found("Gudang\nBersertifikat | 11\nBelum | 23\nJumlah… | 33", header_rows=0) == [(3, 34, 33)]
    assert found("Gudang\nBersertifikat | 11\nBelum | 23\nJumlah… | 34", header_rows=0) == []


def test_each_total_of_a_row_and_of_a_table() -> None:
    staff = """
        No | Golongan | L | P | Jumlah
        1 | III | 12 orang | 8 orang | 20 orang
        2 | II | 3 orang | - | 3 orang
        | Jumlah | 15 orang | 9 orang | 23 orang
        3 | IV | 1 orang | 2 orang | 3 orang
        4 | Honorer | 5 orang | 5 orang | 10 orang
        | Total | 6 orang | 7 orang | 13 orang
    """
    assert found(staff) == [(3, 8, 9)]


@pytest.mark.parametrize(
    "rows",
    [
        "A | 10\nB | 20\nTotal seluruh kecamatan di kota | 40",  # not a mere total row
        "A | 10\nB | \nC | 5\nJumlah | 40",  # a blank cell could hold the rest
        "A | 10 unit\nB | 20 orang\nJumlah | 40",  # things that are not added up
        "A | 50%\nB | 60%\nJumlah | 55%",
        "A | 2019\nB | 2020\nJumlah | 2",
        "Peralatan | 30\nMeja | 10\nKursi | 20\nGedung | 5\nJumlah | 35",  # the first row is the sum of the next two
        "Meja | 10\nKursi | 20\nJumlah A | 30\nMobil | 4\nMotor | 1\nJumlah B | 5\nTotal | 35",  # sums among the rows
        "Meja | 10\nKursi | 20\nJumlah | 30\nMobil | 4\nMotor | 1\nTotal | 35",  # a total of the whole table
        "A | 1.5\nB | sekitar 20\nJumlah | 40",
        "A | 1 | 2\nB | 2 | 3\nJumlah | 9 | 9",  # nothing says that these columns are added up
        "Jumlah | 40",
    ],
)
def test_what_is_not_known_to_be_a_sum_is_not_doubted(rows: str) -> None:
    assert found("Uraian | Banyaknya\n" + rows) == []
