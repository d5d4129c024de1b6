"""The comparison as a page in Chromium."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from extractor.diff.compare import compare
from extractor.diff.page import diff_page
from extractor.plan.model import At, TujuanSasaran
from samples.pdf import has_browser
from tests.browser import seen
from tests.diff.versions import two
from tests.plan.checks.build import renja, rp
from tests.tricks import TRICKED, TRICKS, renja_full_of

needs_browser = pytest.mark.skipif(not has_browser(), reason="no Chromium here")


@needs_browser
def test_rows_can_be_filtered_and_searched(tmp_path: Path) -> None:
    page = diff_page(compare(*two()), "id")
    shown = "//tbody[@data-kinds and not(@hidden)]//*[contains(@class, 'name')]/text()"
    assert seen(page, tmp_path).xpath(shown) == ["Rapat", "Gedung", "Taman"]
    click = "document.querySelector('input[value=removed]').click();"
    assert seen_after(page, tmp_path, click).xpath(shown) == ["Rapat", "Taman"]
    typed = "const f = document.querySelector('input[type=search]'); f.value = 'taMAN'; "
    typed += "f.dispatchEvent(new Event('input', {bubbles: true}));"
    assert seen_after(page, tmp_path, typed).xpath(shown) == ["Taman"]


def seen_after(page: str, folder: Path, script: str) -> Any:
    """Return the page after a script of the test's, which the page's own policy would not let run."""
    return seen(re.sub(r"script-src '[^']+'", "script-src 'unsafe-inline'", page), folder, script)


def test_amounts_and_differences_are_told() -> None:
    tree: Any = html.fromstring(diff_page(compare(*two()), "en"))
    assert tree.xpath("//tbody[@data-kinds='changed']//td//text()") == [
        "Budget ceiling",
        "100",
        "1.250.000",
        "+1.249.900",
    ]
    totals = [row.xpath("*//text()|text()") for row in tree.xpath("//table[@class='totals']/tbody/tr")]
    assert ["Budget ceiling, total as stated", "300", "300", "0"] in totals
    assert tree.xpath("string(//html/@lang)") == "en"


def test_a_table_that_is_the_same_offers_no_filters() -> None:
    one, other = two()
    one.tujuan_sasaran = other.tujuan_sasaran = [
        TujuanSasaran(tujuan="Layanan", sasaran="Mutu", at=At(table="t2", rows=[1]))
    ]
    tree: Any = html.fromstring(diff_page(compare(one, other), "id"))
    plan_part, aims_part = tree.xpath("//section")
    assert plan_part.xpath(".//input[@type='checkbox']/@value") == ["added", "removed", "changed"]
    assert aims_part.xpath(".//input") == []
    assert "2 baris sama" in aims_part.text_content()


def test_nothing_is_fetched() -> None:
    page = diff_page(compare(*two()), "en")
    assert not re.search(r"(?:src|href|url|@import|https?:)\s*[=(:/]", page)
    assert "default-src 'none'" in page


def test_no_plan_at_all() -> None:
    assert "Neither document has a plan." in diff_page(compare(renja(), renja()), "en")


@needs_browser
def test_tricks_stay_texts(tmp_path: Path) -> None:
    """All tricks against a plan of plain words, in one page: each is shown, none runs."""
    plain, tricky = renja_full_of("biasa"), renja_full_of("biasa")
    assert tricky.rencana is not None
    nodes = []
    for trick in TRICKS:
        tricked = renja_full_of(trick) if len(trick) < 1000 else renja_full_of("panjang")
        assert tricked.rencana is not None
        tricked.rencana.nodes[0].children = []
        tricked.rencana.nodes[0].pagu_indikatif = rp(1, raw=trick)
        nodes.append(tricked.rencana.nodes[0])
    tricky.rencana.nodes = nodes
    tricky.identity.perangkat_daerah = TRICKS[0]
    diff = compare(plain, tricky)
    page = seen(diff_page(diff, "id"), tmp_path)
    assert page.xpath("string(//title)") == "Perbandingan rencana"
    assert TRICKED in page.xpath("string(//main)")
    assert len(page.xpath("//script")) == 2
    assert not page.xpath("//img | //svg | //a | //iframe | //link | //form | //@onerror | //@onload | //@onfocus")
    names = "\n".join(page.xpath("//*[contains(@class, 'name')]/text()"))
    assert "<script>document.title='tricked'</script>" in names
    assert "\x1b" not in names
