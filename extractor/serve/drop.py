"""The page to drop a document on; it ends in the review page."""

from __future__ import annotations

import json
from string import Template
from typing import Final

from extractor.messages import Language, Message
from extractor.review.house import HOUSE_STYLE, asset, digest, inert
from extractor.review.page import page_script, page_style

_PACKAGE: Final = "extractor.serve"
_WORDS: Final = {
    "title": Message(id="Tinjau sebuah Renja", en="Review a Renja"),
    "intro": Message(
        id="Letakkan dokumen Renja (Word, PDF, teks) di sini. Hasilnya halaman tinjauan: dokumen di kiri, isi yang "
        "terbaca di kanan. Dokumen tidak disimpan di server.",
        en="Drop a Renja (Word, PDF, text) here. You get its review page: the document left, what was read right. "
        "The document is not kept on the server.",
    ),
    "choose": Message(id="Pilih atau letakkan berkas", en="Choose or drop a file"),
    "token": Message(id="Token", en="Token"),
    "working": Message(id="Membaca {file} …", en="Reading {file} …"),
    "no_answer": Message(id="Server tidak menjawab. Coba lagi.", en="The server does not answer. Try again."),
    "language": Message(id="Bahasa", en="Language"),
}


def drop_page(language: Language, *, with_token: bool) -> tuple[str, str]:
    """Return the page and its policy, which holds for the review page too that it opens."""
    script = asset("drop.js", package=_PACKAGE)
    style = asset(HOUSE_STYLE) + asset("drop.css", package=_PACKAGE)
    told = {
        "language": language,
        "words": {name: {"id": message.id, "en": message.en} for name, message in _WORDS.items()},
    }
    page = Template(asset("drop.html", package=_PACKAGE)).substitute(
        lang=language,
        style=style,
        script=script,
        token="" if with_token else "hidden",
        words="".join(inert([json.dumps(told, ensure_ascii=False)])),
    )
    policy = (
        f"default-src 'none'; connect-src 'self'; img-src blob:; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors 'none'; script-src {digest(script)} {digest(page_script())}; "
        f"style-src {digest(style)} {digest(page_style())}"
    )
    return page, policy
