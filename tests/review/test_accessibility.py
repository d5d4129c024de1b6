"""What every page owes to people who see little, use a keyboard, or hold a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains, Chrome, Keys

from extractor.diff.compare import compare
from extractor.diff.page import diff_page
from extractor.pipeline import read_document
from extractor.review.page import review_of, review_page
from extractor.review.report import report_html
from extractor.serve.drop import drop_page
from samples.build import FOLDER
from tests.browser import CONTRAST, browser, needs_browser
from tests.diff.versions import two
from tests.review.records import RECORDS

pytestmark = needs_browser
SAMPLE = FOLDER / "dinas-2013.docx"


PAGES = ("review", "report", "diff", "drop", "drop, locked")


def pages() -> Iterator[str]:
    """Yield the pages of `PAGES`, in Indonesian."""
    data = SAMPLE.read_bytes()
    made = review_of(data, SAMPLE.name, read_document(data, SAMPLE.name), language="id")
    yield "".join(review_page(made, "id"))
    yield report_html(RECORDS, "hasil", "id")
    yield diff_page(compare(*two()), "id")
    drop, _ = drop_page("id", with_token=True)
    yield drop
    yield drop.replace('id="locked" hidden', 'id="locked"').replace('role="alert"></p>', 'role="alert">Salah.</p>')


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for name, page in zip(PAGES, pages(), strict=True):
        made[name] = folder / f"{name}.html"
        made[name].write_text(page, "utf-8")
    return made


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with browser(tmp_path_factory.mktemp("chrome")) as driver:
        yield driver


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with browser(tmp_path_factory.mktemp("phone"), 360, 740) as driver:
        yield driver


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_from_what_is_behind_them(wide: Chrome, files: dict[str, Path], name: str, scheme: str) -> None:
    """Contrast of 4.5 to 1, WCAG 2 level AA."""
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    wide.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    wide.get(files[name].as_uri())
    assert wide.execute_script(CONTRAST) == []


@pytest.mark.parametrize("name", PAGES)
def test_everything_that_can_be_used_has_a_name_and_pictures_a_text(
    wide: Chrome, files: dict[str, Path], name: str
) -> None:
    wide.get(files[name].as_uri())
    nameless = wide.execute_script(
        "return [...document.querySelectorAll('button, input, select, textarea, [role=button], [role=img],"
        " [role=region], progress')].filter(e => !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby')"
        " || e.textContent.trim() || e.labels?.length)).map(e => e.outerHTML)"
    )
    assert nameless == []
    assert wide.execute_script("return document.documentElement.lang") == "id"
    assert wide.execute_script("return document.querySelectorAll('h1').length") == 1


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(wide: Chrome, files: dict[str, Path], name: str) -> None:
    wide.get(files[name].as_uri())
    seen: list[str] = []
    for _ in range(12):
        ActionChains(wide).send_keys(Keys.TAB).perform()
        where, outline = wide.execute_script(
            "const e = document.activeElement, shown = e.id === 'file' ? document.getElementById('drop') : e;"
            "return [e.tagName + '#' + e.id + e.className, getComputedStyle(shown).outlineStyle]"
        )
        if where.startswith("BODY"):
            break
        assert outline != "none", where
        seen.append(where)
    assert len(seen) >= 4
    assert (
        wide.execute_script(
            'return document.querySelectorAll(\'[tabindex]:not([tabindex="0"], [tabindex="-1"])\').length'
        )
        == 0
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_needs_no_scrolling_sideways(phone: Chrome, files: dict[str, Path], name: str) -> None:
    phone.get(files[name].as_uri())
    wide, shown = phone.execute_script("const e = document.documentElement; return [e.scrollWidth, e.clientWidth]")
    assert wide <= shown
    small = phone.execute_script(
        "return [...document.querySelectorAll('button, select, input:not([type=checkbox], .hidden), .button')]"
        ".filter(e => e.checkVisibility() && !e.closest('th'))"
        ".filter(e => { const r = e.getBoundingClientRect(); return r.height < 24 || r.width < 24; })"
        ".map(e => e.outerHTML)"
    )
    assert small == [], "WCAG 2.2: at least 24 by 24"
