"""The page to drop a document on; it ends in the review page."""

from __future__ import annotations

import json
from string import Template
from typing import Final

from extractor.messages import Language, Message
from extractor.review.html_parts import HOUSE_STYLE, asset, digest, inert
from extractor.review.page import page_script, page_style

_PACKAGE: Final = "extractor.serve"
_WORDS: Final = {
    "title": Message(id="Tinjau sebuah Renja", en="Review a Renja"),
    "intro": Message(
        id="Berikan dokumen Renja (Word, PDF, teks). Hasilnya halaman tinjauan: dokumen asli berdampingan dengan isi "
        "yang terbaca. Dokumen tidak disimpan di server.",
        en="Give a Renja (Word, PDF, text). You get its review page: the source document beside what was read. The "
        "document is not kept on the server.",
    ),
    "drop": Message(id="Seret berkas ke sini", en="Drop a file here"),
    "choose": Message(id="atau pilih berkas", en="or choose a file"),
    "token": Message(id="Token", en="Token"),
    "password": Message(id="Kata sandi PDF", en="Password of the PDF"),
    "open": Message(id="Buka", en="Open"),
    "locked": Message(id="PDF ini terkunci. Tuliskan kata sandinya.", en="This PDF is locked. Enter its password."),
    "wrong_password": Message(id="Kata sandinya salah. Coba lagi.", en="The password is wrong. Try again."),
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
