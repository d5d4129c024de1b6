"""The review page: one HTML file, readable without network, that sets a plan beside the pages it was read from.

The page holds the document's JSON as it is, the pages as pictures, and a script that shows them; texts of the document
reach the page only as text nodes. Its policy allows that one script and style and nothing from elsewhere.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from string import Template
from typing import TYPE_CHECKING, Final

from extractor.messages import Language
from extractor.plan.model import Renja
from extractor.review.html_parts import HOUSE_STYLE, asset, digest, inert
from extractor.review.pictures import Picture, pictures_of
from extractor.review.words import WORDS

if TYPE_CHECKING:
    from extractor.reading.document import Document

_SCRIPTS: Final = ("base.js", "entries.js", "source.js", "plan.js", "findings.js", "edit.js", "main.js")
LANGUAGES: Final[tuple[Language, ...]] = ("id", "en")


@dataclass(frozen=True, slots=True)
class Review:
    """What a review page shows: the plan, each finding's sentence in every language, the pages where it has some."""

    renja: Renja
    sentences: dict[Language, list[str]]
    pictures: list[Picture]


def review_of(data: bytes, name: str, document: Document, *, language: Language, password: str | None = None) -> Review:
    """Return what the review page of a document shows; `data` are the bytes that `document` was read from.

    `language` is that of the findings in the JSON. Raises as `pictures_of` does.
    """
    from extractor.pipeline import extract_with_doubts

    renja, doubts = extract_with_doubts(lambda *_: document, data, name, language=language)
    sentences = {each: [doubt.message.text(each) for doubt in doubts] for each in LANGUAGES}
    pictures = pictures_of(data, name, password) if document.format == "pdf" else []
    return Review(renja, sentences, pictures)


def page_script() -> str:
    """Return the script of the page."""
    return '"use strict";\n{\n' + asset(*_SCRIPTS) + "}\n"


def page_style() -> str:
    """Return the style of the page."""
    return asset(HOUSE_STYLE, "page.css")


def review_page(review: Review, language: Language) -> Iterator[str]:
    """Yield the page in pieces, so that its pictures are held once; it opens in `language` and speaks both."""
    script, style = page_script(), page_style()
    told = {
        "language": language,
        "words": {name: [message.id, message.en] for name, message in WORDS.items()},
        "sentences": review.sentences,
        "sizes": [[picture.width, picture.height] for picture in review.pictures],
    }
    yield Template(asset("page.html")).substitute(
        lang=language,
        policy=f"default-src 'none'; script-src {digest(script)}; style-src {digest(style)}; img-src blob:; "
        "base-uri 'none'; form-action 'none'",
        title=escape(review.renja.source.file_name),
        style=style,
        noscript=escape(WORDS["noscript"].text(language)),
    )
    yield '<script type="application/json" id="renja">'
    yield from inert(review.renja.json_parts())
    yield '</script>\n<script type="application/json" id="page">'
    yield from inert([json.dumps(told, ensure_ascii=False)])
    yield "</script>\n"
    for number, picture in enumerate(review.pictures, 1):
        yield f'<script type="text/plain" id="picture-{number}">'
        yield base64.b64encode(picture.webp).decode()
        yield "</script>\n"
    yield f"<script>{script}</script>\n</body>\n</html>\n"
