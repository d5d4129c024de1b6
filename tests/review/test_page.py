"""The review page, as a person uses it in Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.support.ui import WebDriverWait

from extractor import extract, limits
from extractor.messages import Language
from extractor.pipeline import read_document
from extractor.plan.model import Finding, Node
from extractor.review.page import Review, review_of, review_page
from extractor.review.pictures import Picture, pictures_of
from extractor.review.terminal import walk
from samples.offices import dinas, kecamatan
from samples.pdf import reportlab_pdf
from samples.word import docx
from tests.browser import CONTRAST, browser, console, needs_browser
from tests.command import renja as command
from tests.real import REAL, needs_real
from tests.tricks import TRICKED, TRICKS, renja_full_of, with_tricks

A4 = (595.28, 841.89)
SAMPLES = Path(__file__).parent.parent.parent / "samples" / "documents"


def page_of(data: bytes, name: str, language: Language = "id") -> str:
    return "".join(review_page(review_of(data, name, read_document(data, name), language=language), language))


@pytest.fixture(scope="module")
def printed() -> bytes:
    return reportlab_pdf(dinas.description())


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with browser(tmp_path_factory.mktemp("chrome")) as driver:
        yield driver


def opened(driver: Chrome, page: str, folder: Path) -> Path:
    file = folder / "page.html"
    file.write_text(page, "utf-8")
    driver.get(file.as_uri())
    return file


def reviewed_and_extracted(printed: bytes, folder: Path) -> tuple[Path, Path]:
    """Return the review page of a document and its JSON, both made by the command."""
    document, page, plan = folder / "renja.pdf", folder / "tinjauan.html", folder / "renja.json"
    document.write_bytes(printed)
    assert command("review", document, "-o", page, "--lang", "id").returncode == 0
    assert command("extract", document, "-o", plan).returncode == 0
    return page, plan


def press(driver: Chrome, keys: str) -> None:
    driver.switch_to.active_element.send_keys(keys)


def by_id(driver: Chrome, name: str) -> Any:
    return driver.find_element("id", name)


def in_view(driver: Chrome, css: str) -> bool:
    """Tell whether an element lies wholly inside the left pane as it is scrolled now."""
    return bool(
        driver.execute_script(
            "const a = document.querySelector(arguments[0]).getBoundingClientRect(),"
            " b = document.getElementById('sheets').getBoundingClientRect();"
            "return a.width > 0 && a.top >= b.top && a.bottom <= b.bottom && a.left >= b.left && a.right <= b.right;",
            css,
        )
    )


def test_findings_say_what_an_extraction_in_each_language_says() -> None:
    file = SAMPLES / "kecamatan-2022.docx"
    data = file.read_bytes()
    review = review_of(data, file.name, read_document(data, file.name), language="id")
    assert review.renja.to_json() == extract(file, language="id").to_json()
    for language, sentences in review.sentences.items():
        assert sentences == [finding.message for finding in extract(file, language=language).findings]


@needs_browser
def test_a_whole_session_from_the_third_finding_to_the_corrected_json(printed: bytes, tmp_path: Path) -> None:
    page, plan = reviewed_and_extracted(printed, tmp_path)
    before = json.loads(plan.read_text("utf-8"))
    with browser(tmp_path) as driver:
        driver.get(page.as_uri())
        for _ in range(3):
            press(driver, "n")
        third = before["findings"][2]
        assert third["code"] in by_id(driver, "current").text
        assert by_id(driver, "count").text.startswith("3 /")
        assert in_view(driver, ".box")
        box = driver.find_element("css selector", ".box.around")
        shown = driver.execute_script(
            "const a = arguments[0].getBoundingClientRect(), b = arguments[0].parentElement.getBoundingClientRect();"
            "return [arguments[0].parentElement.id, (a.left - b.left) / b.width, (a.top - b.top) / b.height,"
            " (a.right - b.left) / b.width, (a.bottom - b.top) / b.height]",
            box,
        )
        assert shown[0] == f"page-{third['at']['page']}"
        x0, top, x1, bottom = third["at"]["bbox"]
        assert shown[1:] == pytest.approx([x0 / A4[1], top / A4[0], x1 / A4[1], bottom / A4[0]], abs=0.01)
        press(driver, Keys.ENTER)
        assert driver.switch_to.active_element.get_attribute("id") == "new-value"
        press(driver, "Rp 1.234.567,-")
        press(driver, Keys.ENTER)
        assert by_id(driver, "wrong").text, "a reason is asked for"
        assert driver.switch_to.active_element.get_attribute("id") == "reason"
        press(driver, 'dibaca dari "halaman" <asli>' + Keys.ENTER)
        press(driver, Keys.ESCAPE)
        press(driver, "s")
        saved = tmp_path / "renja.pdf.corrections.json"
        WebDriverWait(driver, 20).until(lambda _: saved.exists())
        assert not console(driver)
        driver.refresh()
        assert "(1)" in by_id(driver, "save").text, "the browser keeps what is not applied yet"
    target = tmp_path / "koreksi.json"
    done = command("apply", saved, plan, "-o", target)
    assert done.returncode == 0, done.stderr
    after = json.loads(target.read_text("utf-8"))
    (trail,) = after["corrections"]
    old, new = member(before, trail["path"]), member(after, trail["path"])
    assert (trail["old_value"], trail["new_value"]) == (old["value"], 1_234_567)
    assert trail["reason"] == 'dibaca dari "halaman" <asli>'
    assert (new["value"], new["raw"]) == (1_234_567, old["raw"])


@needs_browser
def test_texts_are_corrected_and_found_in_the_json_with_their_trail(printed: bytes, tmp_path: Path) -> None:
    page, plan = reviewed_and_extracted(printed, tmp_path)
    before = json.loads(plan.read_text("utf-8"))
    with browser(tmp_path) as driver:
        driver.get(page.as_uri())

        def correct(css: str, text: str) -> str:
            """Correct the text of the first element that `css` finds, and return its path."""
            button = driver.find_element("css selector", css)
            driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
            path = str(button.get_attribute("data-path"))
            button.click()
            assert in_view(driver, ".box")
            field = by_id(driver, "new-text")
            assert field.get_attribute("value"), "the text as read is there to be changed"
            field.clear()
            field.send_keys(text + Keys.ENTER)
            assert driver.switch_to.active_element.get_attribute("id") == "reason", "a reason is asked for"
            press(driver, "salah baca" + Keys.ENTER)
            assert "✎" in by_id(driver, "panel").text
            return path

        source = correct("#panel .kegiatan .fact .text[data-path$='/sumber_dana']", "2013")
        name = correct("#panel .kegiatan .row > .name", "Kegiatan <b>lain</b>")
        wording = correct("#panel .kegiatan .text[data-path$='/uraian']", '"Jumlah" surat')
        driver.find_element("css selector", "#panel .kegiatan .indicator .value").click()
        unit = correct("#stated .text[data-path$='/unit']", "lembar")
        assert by_id(driver, "new-value").is_displayed(), "the number's own field comes back"
        printed_text = correct("#stated .text[data-path$='/raw']", "1.300 lembar")
        assert "angkanya" in by_id(driver, "said").text
        by_id(driver, "new-value").send_keys("1.300")
        by_id(driver, "reason").send_keys("salah baca" + Keys.ENTER)
        number = printed_text.removesuffix("/raw")
        by_id(driver, "tab-corrections").click()
        assert "1.200 lembar → 1.300 lembar" in by_id(driver, "panel").text
        by_id(driver, "save").click()
        saved = tmp_path / "renja.pdf.corrections.json"
        WebDriverWait(driver, 20).until(lambda _: saved.exists())
        driver.refresh()
        assert "(6)" in by_id(driver, "save").text, "texts are kept too"
        assert not console(driver)
    target = tmp_path / "koreksi.json"
    done = command("apply", saved, plan, "-o", target)
    assert done.returncode == 0, done.stderr
    after = json.loads(target.read_text("utf-8"))
    wanted = {
        source: "2013", name: "Kegiatan <b>lain</b>", wording: '"Jumlah" surat', unit: "lembar",
        printed_text: "1.300 lembar", f"{number}/value": 1300, f"{number}/flags": [],
    }  # fmt: skip
    assert {path: member(after, path) for path in wanted} == wanted
    trail = {one["path"]: (one["old_value"], one["new_value"], one["reason"]) for one in after["corrections"]}
    del wanted[f"{number}/flags"]
    assert trail == {
        path.removesuffix("/value"): (member(before, path), new, "salah baca") for path, new in wanted.items()
    }


@needs_browser
def test_findings_about_texts_lead_to_the_text(chrome: Chrome, printed: bytes, tmp_path: Path) -> None:
    """What was recognised with doubt is quoted; a code that does not fit is the row's."""
    review = review_of(printed, "renja.pdf", read_document(printed, "renja.pdf"), language="en")
    plan = review.renja
    assert plan.rencana
    row = next(node for node in walk(plan.rencana.nodes) if isinstance(node, Node) and node.level == "kegiatan")
    target = row.indikator[0].target
    assert target
    assert target.unit
    quotes = ("“xyz”; “APBD Kab” / “APBD Kah”", f"“{target.unit}”", f"“{target.raw}”", "“nowhere”")
    plan.findings = [
        *(Finding(code="ocr-low-confidence", severity="info", message=f"Doubt: {one}.", at=row.at) for one in quotes),
        Finding(code="kode-invalid", severity="warning", message="x", at=row.at),
    ]
    sentences: dict[Language, list[str]] = {each: [one.message for one in plan.findings] for each in ("id", "en")}
    opened(chrome, "".join(review_page(Review(plan, sentences, review.pictures), "en")), tmp_path)
    shown: list[Any] = []
    for _ in plan.findings:
        by_id(chrome, "next").click()
        button = by_id(chrome, "edit-finding")
        if button.is_displayed():
            button.click()
            field = chrome.switch_to.active_element
            shown.append((field.get_attribute("id"), field.get_attribute("value")))
        else:
            shown.append(None)
    assert shown == [
        ("new-text", "APBD Kab"), ("new-text", target.unit), ("new-value", ""), None, ("new-text", row.kode),
    ]  # fmt: skip


def member(data: Any, path: str) -> Any:
    """Return what stands at a JSON Pointer."""
    for step in path.split("/")[1:]:
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data


@needs_browser
def test_a_value_shows_its_place_and_a_place_its_value(chrome: Chrome, printed: bytes, tmp_path: Path) -> None:
    opened(chrome, page_of(printed, "renja.pdf"), tmp_path)
    value = chrome.find_elements("css selector", "#panel .program .value")[0]
    value.click()
    assert in_view(chrome, ".box")
    raw = by_id(chrome, "stated").text
    path = value.get_attribute("data-path")
    chrome.execute_script("document.getElementById('close').click()")
    chrome.execute_script(CLICK_ON_BOX)
    assert by_id(chrome, "stated").text == raw
    assert chrome.find_element("css selector", ".value.selected").get_attribute("data-path") == path


@needs_browser
@pytest.mark.parametrize(
    "css", [".program > .row > .name", ".program .text[data-path$=uraian]", ".text[data-path$=lokasi]"]
)
def test_a_text_shows_its_place_and_a_place_its_text(chrome: Chrome, printed: bytes, tmp_path: Path, css: str) -> None:
    opened(chrome, page_of(printed, "renja.pdf"), tmp_path)
    text = chrome.find_element("css selector", f"#panel {css}")
    path = text.get_attribute("data-path")
    text.click()
    assert in_view(chrome, ".box")
    chrome.execute_script("document.getElementById('close').click()")
    chrome.execute_script(CLICK_ON_BOX)
    assert chrome.find_element("css selector", ".selected").get_attribute("data-path") in (path, None)
    by_id(chrome, "new-text").send_keys(" x")
    by_id(chrome, "reason").send_keys("coba" + Keys.ENTER)
    by_id(chrome, "tab-corrections").click()
    kept = chrome.execute_script("return JSON.parse(Object.values(localStorage).find(one => one.includes('coba')))")
    assert [one["path"] for one in kept] == [path]
    chrome.execute_script("localStorage.clear()")


CLICK_ON_BOX = """
const box = document.querySelector(".box"), at = box.getBoundingClientRect();
box.parentElement.dispatchEvent(new MouseEvent("click",
  {bubbles: true, clientX: at.left + at.width / 2, clientY: at.top + at.height / 2}));
"""


@needs_browser
def test_a_word_document_is_put_together_again(chrome: Chrome, tmp_path: Path) -> None:
    sample = SAMPLES / "kecamatan-2022.docx"
    opened(chrome, page_of(sample.read_bytes(), sample.name), tmp_path)
    chrome.find_elements("css selector", "#panel .sub_kegiatan .value")[0].click()
    marked = chrome.find_element("css selector", "#sheets .marked")
    assert in_view(chrome, "#sheets .marked")
    assert " ".join(marked.text.split()) in by_id(chrome, "stated").text
    spans = chrome.execute_script("return document.querySelectorAll('#sheets [rowspan], #sheets [colspan]').length")
    assert spans > 10
    assert not console(chrome)


@needs_browser
def test_findings_are_filtered_and_both_languages_spoken(chrome: Chrome, printed: bytes, tmp_path: Path) -> None:
    page = page_of(printed, "renja.pdf", "en")
    opened(chrome, page, tmp_path)
    review = review_of(printed, "renja.pdf", read_document(printed, "renja.pdf"), language="en")
    findings = review.renja.findings
    by_id(chrome, "tab-findings").click()
    chrome.find_element("css selector", "[data-severity=warning]").click()
    shown = len(chrome.find_elements("css selector", "[data-finding]"))
    assert shown == sum(finding.severity != "warning" for finding in findings) < len(findings)
    code = findings[0].code
    chrome.execute_script(
        "const one = document.getElementById('code'); one.value = arguments[0];one.dispatchEvent(new Event('change'));",
        code,
    )
    for button in chrome.find_elements("css selector", "[data-finding] .code"):
        assert button.text == code
    chrome.find_element("css selector", "[data-lang=id]").click()
    assert by_id(chrome, "tab-findings").text.startswith("Temuan")
    index = next(number for number, finding in enumerate(findings) if finding.severity != "warning")
    chrome.execute_script("document.querySelector('[data-finding]')?.click()")
    assert any(text in by_id(chrome, "current").text for text in review.sentences["id"])
    assert review.sentences["id"][index] != review.sentences["en"][index]


@needs_browser
def test_keys_and_names(chrome: Chrome, printed: bytes, tmp_path: Path) -> None:
    opened(chrome, page_of(printed, "renja.pdf"), tmp_path)
    press(chrome, "?")
    assert by_id(chrome, "help").is_displayed()
    press(chrome, Keys.ESCAPE)
    assert not by_id(chrome, "help").is_displayed()
    # The browser gives the focus back a moment after the help is gone.
    WebDriverWait(chrome, 10).until(lambda _: chrome.switch_to.active_element.get_attribute("id") != "help-close")
    press(chrome, "p")
    total = len(chrome.execute_script("return JSON.parse(document.getElementById('renja').textContent).findings"))
    assert by_id(chrome, "count").text == f"{total} / {total}"
    for tab in ("findings", "corrections"):
        by_id(chrome, f"tab-{tab}").click()
        assert by_id(chrome, "panel").get_attribute("aria-labelledby") == f"tab-{tab}"
    press(chrome, Keys.ARROW_LEFT)
    assert chrome.switch_to.active_element.get_attribute("id") == "tab-findings"
    by_id(chrome, "tab-/rencana").click()
    text = chrome.find_element("css selector", "#panel .text[data-path$=lokasi]")
    chrome.execute_script("arguments[0].focus()", text)
    press(chrome, Keys.SPACE)
    assert by_id(chrome, "new-text").is_displayed()
    press(chrome, Keys.ENTER)
    assert chrome.switch_to.active_element.get_attribute("id") == "new-text", "once more goes into the field"
    press(chrome, Keys.ESCAPE)
    assert not by_id(chrome, "editor").is_displayed()
    assert chrome.switch_to.active_element == text
    nameless = chrome.execute_script(
        "return [...document.querySelectorAll('button, input, select, [role=img], [role=region]')]"
        ".filter(e => !(e.getAttribute('aria-label') || e.textContent.trim() || e.labels?.length))"
        ".map(e => e.outerHTML)"
    )
    assert nameless == []


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_from_what_is_behind_them(chrome: Chrome, printed: bytes, tmp_path: Path, scheme: str) -> None:
    """Contrast of 4.5 to 1, WCAG 2 level AA."""
    chrome.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    opened(chrome, page_of(printed, "renja.pdf"), tmp_path)
    faint: list[str] = []
    for act in ("", "document.getElementById('next').click()", "document.getElementById('tab-findings').click()"):
        chrome.execute_script(act)
        faint += chrome.execute_script(CONTRAST)
    assert faint == []


@needs_browser
def test_a_phone_shows_everything_in_its_width(printed: bytes, tmp_path: Path) -> None:
    with browser(tmp_path, 360, 740) as driver:
        opened(driver, page_of(printed, "renja.pdf"), tmp_path)
        press(driver, "nnn")
        assert driver.execute_script("return document.documentElement.scrollWidth") == 360
        assert in_view(driver, ".box") or driver.execute_script(
            "const a = document.querySelector('.box').getBoundingClientRect(); return a.width > 300 && a.top > 0;"
        )
        outside = driver.execute_script(
            "return [...document.querySelectorAll('header button, .finding-bar button, #editor:not([hidden]) button')]"
            ".filter(e => e.checkVisibility()).filter(e => { const r = e.getBoundingClientRect();"
            " return r.left < 0 || r.right > 360 || r.bottom > 740; }).map(e => e.id)"
        )
        assert outside == []


# --- what is in the page


def test_nothing_is_fetched_and_only_its_own_script_runs(printed: bytes) -> None:
    page = page_of(printed, "renja.pdf")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert not re.search(r"<link|<iframe|@import|\bfetch\(|XMLHttpRequest|innerHTML|https?:", page)


def test_pages_that_would_be_too_large_are_drawn_smaller(printed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    large = pictures_of(printed, "renja.pdf")
    total = sum(len(picture.webp) for picture in large)
    monkeypatch.setattr("extractor.review.pictures.REVIEW_PICTURE_BYTES", total * 3 // 4)
    small = pictures_of(printed, "renja.pdf")
    assert sum(len(picture.webp) for picture in small) <= total * 3 // 4
    assert [(one.width, one.height) for one in small] == [(one.width, one.height) for one in large]
    assert total < limits.REVIEW_PICTURE_BYTES


@needs_real
def test_the_longest_real_document_fits() -> None:
    file = REAL / "renja-disperindag-kota-bogor-2020.pdf"
    data = file.read_bytes()
    assert len(page_of(data, file.name).encode()) < 15_000_000


# --- documents that try to be more than text


@needs_browser
def test_a_plan_full_of_tricks_is_only_text(chrome: Chrome, tmp_path: Path) -> None:
    for number, some in enumerate(batched([trick[:400] for trick in TRICKS], 29)):
        plan = renja_full_of("\n".join(some))
        sentences: dict[Language, list[str]] = {
            language: [finding.message for finding in plan.findings] for language in ("id", "en")
        }
        pictures = [Picture(595, 842, b"")] if number % 2 else []
        opened(chrome, "".join(review_page(Review(plan, sentences, pictures), "en")), tmp_path)
        walk_through(chrome)
        assert chrome.title != TRICKED, some
        assert not console(chrome), some
        title = chrome.execute_script("return document.getElementById('title').textContent")
        for trick in some:
            assert trick.replace("\r\n", "\n").replace("\r", "\n") in title.replace("\r\n", "\n").replace("\r", "\n")


def batched(texts: list[str], size: int) -> Iterator[list[str]]:
    for first in range(0, len(texts), size):
        yield texts[first : first + size]


def walk_through(driver: Chrome) -> None:
    driver.execute_script(
        "for (const tab of [...document.querySelectorAll('[role=tab]')]) {"
        " document.getElementById(tab.id).click();"
        " for (const one of document.querySelectorAll('#panel .toggle[aria-expanded=false]')) one.click();"
        " for (const one of ['#panel .text', '#panel .name', '#stated .text', '#panel .value', '#stated .text']) {"
        "  document.querySelector(one)?.click(); document.getElementById('confirm').click(); }"
        " document.getElementById('confirm').click(); document.getElementById('next').click(); }"
    )


@needs_browser
def test_a_word_file_full_of_tricks_is_only_text(chrome: Chrome, tmp_path: Path) -> None:
    data = with_tricks(docx(kecamatan.description()))
    page = page_of(data, "<img src=x onerror=\"document.title='tricked'\">.docx")
    assert "onerror" in page
    opened(chrome, page, tmp_path)
    walk_through(chrome)
    chrome.execute_script("document.querySelectorAll('#sheets .table').forEach(each => each.fill())")
    assert chrome.title != TRICKED
    assert not console(chrome)
    assert not chrome.find_elements("css selector", "#sheets img, #sheets svg, #sheets script")
