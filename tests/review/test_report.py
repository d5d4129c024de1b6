"""The report of a batch, as a person sees it in Chromium."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from extractor.batch.run import run_batch
from extractor.errors import UnreadableError
from extractor.review.report import report_html, write_report
from samples.build import FOLDER
from samples.pdf import BROWSERS
from tests.browser import seen
from tests.review.records import RECORDS


def column(page: Any, index: int) -> list[str]:
    """Return the texts of a column of the documents' table, rows that are hidden left out."""
    rows = page.xpath("//table[@id='documents']/tbody/tr[not(@hidden)]")
    return [row.xpath("td")[index].text_content() for row in rows]


def click(heads: int, times: int = 1) -> str:
    return f"for (let i = 0; i < {times}; i++) document.querySelectorAll('#documents th button')[{heads}].click();"


@pytest.fixture(scope="module")
def page() -> str:
    return report_html(RECORDS, "out", "en")


@pytest.mark.skipif(not any(map(shutil.which, BROWSERS)), reason="no Chromium here")
def test_tables_sort_by_number_and_by_word(page: str, tmp_path: Path) -> None:
    down = seen(page, tmp_path, click(4))
    assert column(down, 4)[:3] == ["9.000.000.000", "8.500.000.000", "150.000.000,5"]
    assert column(down, 4)[3:] == ["", "", ""]
    assert down.xpath("string(//table[@id='documents']//th[5]/@aria-sort)") == "descending"
    assert column(seen(page, tmp_path, click(4, 2)), 4)[:2] == ["150.000.000,5", "8.500.000.000"]
    assert column(seen(page, tmp_path, click(0, 2)), 0)[-1] == "a/besar.docx"


@pytest.mark.skipif(not any(map(shutil.which, BROWSERS)), reason="no Chromium here")
def test_the_table_can_be_searched_and_names_are_only_text(page: str, tmp_path: Path) -> None:
    typed = "search.value = 'kesehatan PDF'; search.dispatchEvent(new Event('input'));"
    assert column(seen(page, tmp_path, typed), 0) == ["a/besar.pdf"]
    choose = (
        "const one = document.getElementById('status'); one.value = 'failed'; one.dispatchEvent(new Event('change'));"
    )
    found = seen(page, tmp_path, choose)
    assert column(found, 0) == ["c/<script>document.title='x'</script>\\x0a.docx"]
    assert found.xpath("string(//title)") == "Report of a renja batch"


def test_nothing_is_fetched(page: str) -> None:
    assert not re.search(r"(?:src|href|url|@import|https?:)\s*[=(:/]", page)
    assert "default-src 'none'" in page


def test_figures(page: str) -> None:
    tree: Any = html.fromstring(page)
    tiles = [tile.text_content() for tile in tree.xpath("//div[@class='tile']")]
    assert tiles[:4] == ["5Documents", "4converted to JSON", "1failed", "12PDF pages"]
    codes = tree.xpath("//*[@id='s-codes']//*[@class='name' or @class='value']/text()")
    assert codes == ["sum-mismatch", "4", "number-repaired", "1"]
    years = tree.xpath("//*[@id='s-by_year']//*[local-name()='title']/text()")
    assert years == ["2022: Rp 9 billion", "2023: Rp 150.0 million"]
    offices = tree.xpath("//*[@id='s-by_office']//*[@class='name']/text()")
    assert offices == ["Dinas Kesehatan", "Kecamatan <Uji> & Coba"]
    assert tree.xpath("//*[@id='s-slowest']//*[@class='name']/text()")[0] == "a/besar.docx"
    assert tree.xpath("//*[@id='s-doubtful']//*[@class='value']/text()") == ["16", "2"]
    assert "takes too long" in tree.xpath("//*[@id='s-failures']")[0].text_content()


def test_the_report_of_a_batch(tmp_path: Path) -> None:
    run_batch(str(FOLDER), str(tmp_path / "out"), workers=2)
    place = write_report(str(tmp_path / "out"), None, "id")
    assert place == tmp_path / "out" / "report.html"
    told = Path(place).read_text("utf-8")
    assert "Laporan batch renja" in told
    assert "Kecamatan Malili" in told
    assert write_report(str(tmp_path / "out"), tmp_path / "lain.html", "id") == tmp_path / "lain.html"


def test_no_batch(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no results"):
        write_report(str(tmp_path), None, "en")


def test_an_empty_batch(tmp_path: Path) -> None:
    assert "None." in report_html([], "out", "en")
