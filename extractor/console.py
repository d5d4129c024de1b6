"""What the commands share: the language they speak, where they speak it, and options they all have."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console, RenderableType
from rich.status import Status

from extractor.messages import Language, Message

if TYPE_CHECKING:
    from extractor.reading.pdf.pages import Progress


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
_UNWRAPPED: Final = 100_000
"""Columns of what is no terminal: longer than any line, and short enough to lay out."""


def show(drawn: RenderableType) -> None:
    """Write to stdout: as wide as a terminal; elsewhere (a pipe, a file) one line a row, for `grep` and `sort`."""
    console = Console()
    if console.is_terminal:
        console.print(drawn)
        return
    console = Console(width=_UNWRAPPED)
    with console.capture() as written:
        console.print(drawn)
    for line in written.get().splitlines():
        print(line.rstrip())


FILE, NUMBER, ADDRESS = say(id="BERKAS", en="FILE"), say(id="ANGKA", en="NUMBER"), say(id="ALAMAT", en="ADDRESS")
FileArgument = Annotated[
    Path, typer.Argument(metavar=FILE, help=say(id="Dokumen yang dibaca.", en="The document to read."))
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar=FILE,
        help=say(id="Tulis ke berkas ini, bukan ke layar.", en="Write here, not to stdout."),
    ),
]
PasswordOption = Annotated[
    str | None,
    typer.Option(
        "--password", metavar=say(id="SANDI", en="PASSWORD"), help=say(id="Kata sandi PDF.", en="Password of a PDF.")
    ),
]
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
            id="Kenali teks halaman PDF: yang teksnya tak dapat dipakai (auto), semua (always), tak satu pun (never).",
            en="Recognise the text of PDF pages: those without usable text (auto), all (always) or none (never).",
        ),
    ),
]


def processor_cores() -> int:
    """Return how many cores this process may use; where the system does not tell, how many there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def working(file: Path, language: Language) -> Status:
    """Return a spinner on a terminal; nothing elsewhere."""
    return stderr.status(Message(id=f"Membaca {file.name} …", en=f"Reading {file.name} …").text(language))


def page_by_page(status: Status, file: Path, language: Language) -> Progress:
    """Return what tells of each page before it is recognised."""

    def told(done: int, pages: int) -> None:
        message = Message(
            id=f"Mengenali {file.name}: halaman {done + 1} dari {pages} …",
            en=f"Recognising {file.name}: page {done + 1} of {pages} …",
        )
        status.update(message.text(language))

    return told
