"""What the HTML pages share: their files, their style, and how texts are made inert."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Final

HOUSE_STYLE: Final = "house.css"


@lru_cache
def asset(*names: str, package: str = "extractor.review") -> str:
    """Return the text of the files of these names in a package's `assets`, one after the other."""
    folder = files(package).joinpath("assets")
    return "".join(folder.joinpath(name).read_text("utf-8") for name in names)


def digest(text: str) -> str:
    """Return the source of a Content-Security-Policy that allows an inline script or style of this very text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def inert(parts: Iterable[str]) -> Iterator[str]:
    """Yield JSON as it may stand in a script element: no text in it can end the element or begin a comment."""
    for part in parts:
        yield part.replace("<", "\\u003c")
