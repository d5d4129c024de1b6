"""`renja export`: plans into databases, spreadsheets and notebooks."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extractor.console import DEFAULT_LANG, LangOption, say, stderr
from extractor.errors import ExitCode, RenjaError
from extractor.messages import Language, Message


class To(StrEnum):
    """What an export writes."""

    csv = "csv"
    jsonl = "jsonl"
    xlsx = "xlsx"
    sqlite = "sqlite"
    parquet = "parquet"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(
        help=say(
            id="Menulis rencana dari JSON atau hasil batch sebagai tabel; berkas yang rusak disebut dan dilewati "
            "(kode keluar 2).\n\nContoh: renja export hasil/ --to xlsx -o rencana.xlsx",
            en="Write the plans of JSON files or of a batch as tables; broken files are named and left out "
            "(exit code 2).\n\nExample: renja export results/ --to xlsx -o plans.xlsx",
        )
    )(export)


def export(
    sources: Annotated[list[Path], typer.Argument(metavar="JSON", help=say(id="Berkas JSON atau folder hasil batch.",
                                                           en="JSON files, or folders of a batch."))],
    to: Annotated[To, typer.Option("--to", metavar=say(id="BENTUK", en="KIND"), help=say(
        id="Bentuk hasil: csv, jsonl, xlsx, sqlite atau parquet.",
        en="What to write: csv, jsonl, xlsx, sqlite or parquet."))],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="TARGET", help=say(
        id="Hasil: sebuah berkas untuk xlsx dan sqlite, selainnya sebuah folder.",
        en="The target: a file for xlsx and sqlite, a folder for the others."))],
    lang: LangOption = DEFAULT_LANG,
) -> None:  # fmt: skip
    """Write plans as tables."""
    from extractor.export.run import export as write

    language: Language = lang.value
    refused: list[RenjaError] = []

    def refuse(error: RenjaError) -> None:
        refused.append(error)
        stderr.print(error.text(language), style="red", markup=False, highlight=False, soft_wrap=True)

    with stderr.status("…") as status:
        count = write(
            sources, to.value, output, refused=refuse,
            progress=lambda done: status.update(Message(id=f"Rencana: {done} …", en=f"Plans: {done} …").text(language)),
        )  # fmt: skip
    told = Message(
        id=f"Rencana di {output}: {count}. Berkas yang dilewati: {len(refused)}.",
        en=f"Plans in {output}: {count}. Files left out: {len(refused)}.",
    )
    stderr.print(told.text(language), markup=False, highlight=False, soft_wrap=True)
    if refused:
        raise typer.Exit(ExitCode.UNREADABLE)
