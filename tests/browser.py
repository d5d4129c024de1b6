"""Chromium as a person uses it: clicks, keys, downloads; the network is off but for this machine."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import html
from selenium.webdriver import Chrome, ChromeOptions, ChromeService

from samples.pdf import BROWSERS

needs_browser = pytest.mark.skipif(
    shutil.which("chromedriver") is None or not any(map(shutil.which, BROWSERS)), reason="no Chromium with driver here"
)


@contextmanager
def browser(folder: Path, width: int = 1280, height: int = 800) -> Iterator[Chrome]:
    """Yield a fresh Chromium that saves downloads to `folder`; it ends with the block."""
    options = ChromeOptions()
    options.binary_location = shutil.which(next(filter(shutil.which, BROWSERS))) or ""
    for flag in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        f"--user-data-dir={folder / 'profile'}",
    ):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = Chrome(options=options, service=ChromeService(shutil.which("chromedriver")))
    try:
        driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
        driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )
        yield driver
    finally:
        driver.quit()


def console(driver: Chrome) -> list[str]:
    """Return what the browser complains of; that it cannot ask about unsaved corrections without a click is its own."""
    messages = [entry["message"] for entry in driver.get_log("browser")]  # type: ignore[no-untyped-call]
    return [message for message in messages if "beforeunload" not in message]


CONTRAST: Final = """
const parse = text => (text.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
  .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
const behind = node => { for (let at = node; at; at = at.parentElement) {
  const c = parse(getComputedStyle(at).backgroundColor);
  if (c.length < 4 || c[3] === 1) return c; } return [255, 255, 255]; };
const faint = new Set();
for (const node of document.querySelectorAll("body *")) {
  const own = [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim());
  if (!own || !node.checkVisibility() || ["SCRIPT", "NOSCRIPT", "OPTION"].includes(node.tagName)) continue;
  const style = getComputedStyle(node), [a, b] = [light(parse(style.color)), light(behind(node))];
  const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (contrast < 4.5) faint.add([node.tagName, node.className, contrast, node.textContent.slice(0, 30)].join(" "));
}
return [...faint];
"""
"""A script that returns the texts with less contrast to what is behind them than 4.5 : 1 (WCAG 2.2, 1.4.3)."""


def seen(page: str, folder: Path, script: str = "") -> Any:
    """Return the page as Chromium has it after its scripts and `script` have run."""
    file = folder / "page.html"
    file.write_text(page.replace("</body>", f"<script>{script}</script></body>"), "utf-8")
    browser = next(filter(shutil.which, BROWSERS))
    flags = [
        "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", f"--user-data-dir={folder}/profile", "--dump-dom",
    ]  # fmt: skip
    done = subprocess.run([browser, *flags, file.as_uri()], capture_output=True, timeout=120, check=True)
    return html.fromstring(done.stdout.decode())
