"""The same description as PDF by three makers: a word processor, a browser, a PDF library."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from samples.description import Description
from samples.html import Rules, html
from samples.reportlab_pdf import reportlab_pdf
from samples.word import PLAIN, Hand, docx

SECONDS = 120
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

__all__ = [
    "by_browser",
    "by_word_processor",
    "has_browser",
    "has_word_processor",
    "printed_by_word_processor",
    "reportlab_pdf",
]


def has_word_processor() -> bool:
    """Tell whether LibreOffice is there."""
    return shutil.which("soffice") is not None


def has_browser() -> bool:
    """Tell whether a Chromium is there."""
    return any(map(shutil.which, BROWSERS))


def by_word_processor(description: Description, hand: Hand = PLAIN) -> bytes:
    """Return the Word rendition printed by LibreOffice; raises FileNotFoundError where it wrote nothing."""
    (printed,) = printed_by_word_processor([docx(description, hand)])
    return printed


def printed_by_word_processor(documents: Sequence[bytes]) -> list[bytes]:
    """Return Word files printed by LibreOffice, all in one start; raises as `by_word_processor` does."""
    with tempfile.TemporaryDirectory() as folder:
        sources = [Path(folder, f"sample-{number}.docx") for number in range(len(documents))]
        for source, document in zip(sources, documents, strict=True):
            source.write_bytes(document)
        profile = Path(folder, "profile").as_uri()
        command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf"]
        subprocess.run(
            [*command, "--outdir", folder, *map(str, sources)], check=True, capture_output=True, timeout=SECONDS
        )
        return [source.with_suffix(".pdf").read_bytes() for source in sources]


def by_browser(description: Description, *, repeat_header: bool = True, rules: Rules = "all") -> bytes:
    """Return the HTML rendition printed by Chromium; raises FileNotFoundError where it wrote nothing."""
    browser = next(filter(shutil.which, BROWSERS), BROWSERS[0])
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "sample.html"), Path(folder, "sample.pdf")
        source.write_text(html(description, repeat_header=repeat_header, rules=rules), "utf-8")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}/p"]
        subprocess.run(
            [browser, *flags, f"--print-to-pdf={target}", source.as_uri()],
            check=True, capture_output=True, timeout=SECONDS,
        )  # fmt: skip
        return target.read_bytes()
