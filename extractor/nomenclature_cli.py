"""`renja nomenclature`: the lists of official names that rows are matched with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.console import DEFAULT_LANG, FILE, LangOption, say, stderr
from extractor.errors import UnreadableError
from extractor.messages import Language, Message

if TYPE_CHECKING:
    from extractor.plan.nomenclature_import import Gathered

app = typer.Typer(
    no_args_is_help=True,
    help=say(
        id="Daftar nama resmi program, kegiatan dan sub kegiatan.\n\nContoh: renja nomenclature import nomenklatur.csv",
        en="Lists of official names of programs, kegiatan and sub kegiatan. "
        "\n\nExample: renja nomenclature import nomenclature.csv",
    ),
)


@app.command(
    "import",
    help=say(
        id="Menyimpan daftar resmi (CSV atau XLSX; kolom kode, level, nama) untuk semua ekstraksi berikutnya. "
        "\n\nContoh: renja nomenclature import nomenklatur.xlsx",
        en="Keep the ministry's list (CSV or XLSX; columns kode, level, nama) for all extractions to come. "
        "\n\nExample: renja nomenclature import nomenclature.xlsx",
    ),
)
def import_list(
    file: Annotated[
        Path, typer.Argument(metavar=FILE, help=say(id="Daftar CSV atau XLSX.", en="The CSV or XLSX list."))
    ],
    lang: LangOption = DEFAULT_LANG,
) -> None:
    """Keep a list of official names, in place of the one imported before."""
    from extractor.plan.nomenclature_import import read_list
    from extractor.plan.nomenclature_store import save

    gathered = read_list(file)
    left_out = Message(
        id="Baris tanpa kode atau nama yang terbaca, dilewati", en="Rows without a readable code or name, left out"
    )
    _tell(save("imported", gathered.entries), gathered, left_out, lang.value)


@app.command(
    help=say(
        id="Mengumpulkan pasangan kode dan nama dari hasil ekstraksi (JSON) yang memuat kode. "
        "\n\nContoh: renja nomenclature learn arsip/",
        en="Gather pairs of code and name from extracted plans (JSON) that have codes. "
        "\n\nExample: renja nomenclature learn archive/",
    ),
)
def learn(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER", help=say(id="Folder berisi berkas JSON.", en="Folder that holds the JSON files.")
        ),
    ],
    lang: LangOption = DEFAULT_LANG,
) -> None:
    """Keep the names that extracted plans give to codes, in place of those learned before."""
    from extractor.plan.nomenclature_import import learn_names
    from extractor.plan.nomenclature_store import save

    if not folder.is_dir():
        raise UnreadableError(
            folder.name,
            Message(id="Folder tidak ada.", en="There is no such folder."),
            Message(id="Periksa nama dan letaknya.", en="Check its name and place."),
        )
    gathered = learn_names(folder)
    left_out = Message(
        id="Berkas yang bukan hasil ekstraksi, dilewati", en="Files that are no extracted plan, left out"
    )
    _tell(save("learned", gathered.entries), gathered, left_out, lang.value)


def _tell(kept: Path, gathered: Gathered, left_out: Message, language: Language) -> None:
    """Say how many names are kept where, and how many rows or files gave none."""
    count = len(gathered.entries)
    told = Message(
        id=f"Nama yang disimpan di {kept}: {count}. {left_out.id}: {gathered.left_out}.",
        en=f"Names kept in {kept}: {count}. {left_out.en}: {gathered.left_out}.",
    )
    stderr.print(told.text(language), markup=False, soft_wrap=True)
