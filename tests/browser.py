"""Chromium as a person uses it: clicks, keys, downloads; the network is off but for this machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
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
