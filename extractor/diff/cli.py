"""`renja diff`: two versions of a plan compared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.console import DEFAULT_LANG, FILE, LangOption, PasswordOption, say, show, stderr
from extractor.messages import Language, Message

if TYPE_CHECKING:
    from extractor.plan.model import Renja


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(
        help=say(
            id="Membandingkan dua versi rencana (JSON atau dokumen) baris demi baris; kode keluar 0, sama atau tidak. "
            "\n\nContoh: renja diff rancangan.json final.pdf --html beda.html",
            en="Compare two versions of a plan (JSON or documents) row by row; exit code 0, the same or not. "
            "\n\nExample: renja diff draft.json final.pdf --html diff.html",
        )
    )(diff)


def diff(
    before: Annotated[Path, typer.Argument(metavar="A", help=say(id="Versi pertama.", en="The first version."))],
    after: Annotated[Path, typer.Argument(metavar="B", help=say(id="Versi kedua.", en="The second version."))],
    as_json: Annotated[bool, typer.Option("--json", help=say(
        id="Tulis sebagai JSON ke layar.", en="Write it to stdout as JSON."))] = False,
    html: Annotated[Path | None, typer.Option("--html", metavar=FILE, help=say(
        id="Tulis sebagai satu halaman HTML ke berkas ini.", en="Write it as one HTML page to this file."))] = None,
    password: PasswordOption = None,
    lang: LangOption = DEFAULT_LANG,
) -> None:  # fmt: skip
    """Compare two versions of a plan."""
    from extractor.diff.compare import compare
    from extractor.json_files import check_target, write_text

    language: Language = lang.value
    check_target(html, before, after)
    found = compare(_loaded(before, language, password), _loaded(after, language, password))
    if html is not None:
        from extractor.diff.page import diff_page

        write_text([diff_page(found, language)], html)
    if as_json:
        write_text([found.to_json()], None)
    elif html is None:
        from extractor.diff.terminal import drawn

        show(drawn(found, language))


def _loaded(file: Path, language: Language, password: str | None) -> Renja:
    """Return the plan of a JSON file, or of a document that is read now."""
    from extractor.json_files import load_renja

    if file.suffix.lower() == ".json":
        return load_renja(file)
    from extractor.pipeline import extract

    with stderr.status(Message(id=f"Membaca {file.name} …", en=f"Reading {file.name} …").text(language)):
        return extract(file, language=language, password=password)
