"""What the commands share: the language they speak, where they speak it, and options they all have."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from extractor.messages import Language, Message


class Lang(StrEnum):
    """Languages of messages."""

    id = "id"
    en = "en"


def chosen_language(arguments: Sequence[str]) -> Language:
    """Return the language of `--lang`, else Indonesian where the locale says so, else English.

    The arguments are looked at before they are parsed, so that help and usage errors speak it too.
    """
    for index, argument in enumerate(arguments):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang" and index + 1 < len(arguments):
            value = arguments[index + 1]
        if value in ("id", "en"):
            return "id" if value == "id" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "id" if value.lower().startswith(("id_", "id.", "in_", "indonesia")) or value == "id" else "en"
    return "en"


LANGUAGE = chosen_language(sys.argv[1:])
DEFAULT_LANG = Lang(LANGUAGE)


def say(id: str, en: str) -> str:
    """Return the sentence of the two that is in the command's language."""
    return Message(id=id, en=en).text(LANGUAGE)


stderr = Console(stderr=True)

LangOption = Annotated[Lang, typer.Option("--lang", help=say(id="Bahasa pesan.", en="Language of messages."))]


class Ocr(StrEnum):
    """Which pages of a PDF are recognised."""

    auto = "auto"
    always = "always"
    never = "never"


OcrOption = Annotated[
    Ocr,
    typer.Option(
        "--ocr",
        help=say(
            id="Kenali teks halaman PDF: yang tanpa teks terpakai (auto), semua (always), atau tidak ada (never).",
            en="Recognise the text of PDF pages: those without usable text (auto), all (always) or none (never).",
        ),
    ),
]
