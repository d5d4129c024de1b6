"""The `renja` command. Results go to stdout, everything else to stderr; exit codes are those of `errors.ExitCode`."""

from __future__ import annotations

import json
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor import nomenclature_cli
from extractor.batch import cli as batch_cli
from extractor.console import (
    DEFAULT_LANG,
    FILE,
    LANGUAGE,
    FileArgument,
    LangOption,
    Ocr,
    OcrOption,
    OutOption,
    PasswordOption,
    page_by_page,
    say,
    show,
    stderr,
    working,
)
from extractor.diff import cli as diff_cli
from extractor.errors import ExitCode, RenjaError
from extractor.export import cli as export_cli
from extractor.json_files import check_target, load_renja, write_text
from extractor.messages import Language, Message
from extractor.review import cli as review_cli
from extractor.serve import cli as serve_cli
from extractor.usage import speak_help, usage_text
from extractor.version import __version__

if TYPE_CHECKING:
    import click

    from extractor.plan.model import Renja


# Newer typer brings its own click, whose errors are not those of the package click.
_UsageError: type[click.UsageError] = typer.BadParameter.__bases__[0]

app = typer.Typer(
    name="renja",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    help=say(
        id="Membaca Renja (Word, PDF, teks) menjadi JSON tervalidasi.\n\n"
        "Contoh: renja extract renja.docx -o renja.json",
        en="Reads a Renja (Word, PDF, text) into validated JSON.\n\nExample: renja extract renja.docx -o renja.json",
    ),
    epilog=say(
        id="Kode keluar: 0 selesai, 1 salah pakai, 2 berkas tidak terbaca, 3 jenis berkas tidak didukung, "
        "4 melampaui batas, 5 tidak ada rencana (JSON tetap ditulis), 6 hasil tidak dapat ditulis.",
        en="Exit codes: 0 done, 1 usage, 2 unreadable input, 3 not supported, 4 limit reached, "
        "5 no plan found (JSON still written), 6 output cannot be written.",
    ),
)


class SchemaOf(StrEnum):
    """Forms of JSON that have a schema."""

    renja = "renja"
    corrections = "corrections"
    diff = "diff"


@app.command(
    help=say(
        id="Membaca satu dokumen menjadi JSON.\n\nContoh: renja extract renja.docx -o renja.json",
        en="Read one document into JSON.\n\nExample: renja extract renja.docx -o renja.json",
    )
)
def extract(
    file: FileArgument,
    output: OutOption = None,
    lang: LangOption = DEFAULT_LANG,
    password: PasswordOption = None,
    ocr: OcrOption = Ocr.auto,
) -> None:
    """Read one document into JSON."""
    from extractor.plan.assemble import has_plan
    from extractor.review.terminal import summary

    language: Language = lang.value
    check_target(output, file)
    renja = _read(file, language, password, ocr)
    write_text(renja.json_parts(indent=2), output)
    stderr.print(summary(renja, language))
    if not has_plan(renja):
        stderr.print(
            Message(
                id="Tidak ada tabel rencana atau evaluasi yang dikenali; isi tabel lain ada di JSON.",
                en="No plan or evaluation table was recognised; other tables are in the JSON.",
            ).text(language),
            style="yellow",
        )
        raise typer.Exit(ExitCode.NO_PLAN)


@app.command(
    help=say(
        id="Menulis semua tabel dokumen apa pun sebagai JSON.\n\nContoh: renja tables laporan.pdf",
        en="Write every table of any document as JSON.\n\nExample: renja tables report.pdf",
    )
)
def tables(
    file: FileArgument,
    output: OutOption = None,
    lang: LangOption = DEFAULT_LANG,
    password: PasswordOption = None,
    ocr: OcrOption = Ocr.auto,
    debug_images: Annotated[
        Path | None,
        typer.Option(
            "--debug-images",
            metavar="FOLDER",
            help=say(
                id="Gambar ke folder ini apa yang terlihat di tiap halaman PDF: garis, sel, gabungan sel, nama kolom.",
                en="Draw what was seen on each PDF page into this folder: rulings, cells, spans, names of columns.",
            ),
        ),
    ] = None,
) -> None:
    """Write every table of a document as JSON."""
    from extractor.pipeline import extract_tables

    language: Language = lang.value
    check_target(output, file)
    with working(file, language) as status:
        found = extract_tables(
            file,
            password=password,
            ocr=ocr.value,
            progress=page_by_page(status, file, language),
            debug_images=debug_images,
        )
    write_text([json.dumps([table.model_dump() for table in found], ensure_ascii=False, indent=2)], output)


@app.command(
    help=say(
        id="Menampilkan rencana sebagai pohon beserta pagunya.\n\nContoh: renja inspect renja.docx",
        en="Show the plan as a tree with its amounts.\n\nExample: renja inspect renja.docx",
    )
)
def inspect(
    file: Annotated[
        Path,
        typer.Argument(metavar=FILE, help=say(id="Dokumen, atau JSON-nya.", en="A document, or its JSON.")),
    ],
    lang: LangOption = DEFAULT_LANG,
    password: PasswordOption = None,
    ocr: OcrOption = Ocr.auto,
) -> None:
    """Show the plan as a tree."""
    from extractor.review.terminal import plan_tree, summary

    language: Language = lang.value
    renja = load_renja(file) if file.suffix.lower() == ".json" else _read(file, language, password, ocr)
    show(plan_tree(renja, language))
    stderr.print(summary(renja, language))


@app.command(
    help=say(
        id="Memeriksa berkas JSON terhadap skema dan menampilkan temuannya.\n\nContoh: renja check renja.json",
        en="Validate a JSON file against the schema and print its findings.\n\nExample: renja check renja.json",
    )
)
def check(
    file: Annotated[Path, typer.Argument(metavar="JSON", help=say(id="Berkas JSON.", en="The JSON file."))],
    lang: LangOption = DEFAULT_LANG,
) -> None:
    """Validate a JSON file and print its findings."""
    from extractor.review.terminal import findings_table, summary

    language: Language = lang.value
    renja = load_renja(file)
    show(findings_table(renja.findings, language))
    stderr.print(summary(renja, language))


@app.command(
    help=say(
        id="Menampilkan JSON Schema dari JSON rencana, berkas koreksi, atau perbandingan.\n\nContoh: renja schema diff",
        en="Print the JSON Schema of a plan's JSON, a file of corrections, or a comparison.\n\n"
        "Example: renja schema diff",
    )
)
def schema(
    of: Annotated[
        SchemaOf,
        typer.Argument(
            metavar=say(id="SKEMA", en="SCHEMA"), help=say(id="Skema yang ditampilkan.", en="Which schema to print.")
        ),
    ] = SchemaOf.renja,
    lang: LangOption = DEFAULT_LANG,
) -> None:
    """Print a JSON Schema."""
    from extractor.plan.schema import schema_text

    if of is SchemaOf.renja:
        write_text([schema_text()], None)
    elif of is SchemaOf.diff:
        from extractor.diff.model import DIFF_VERSION, Diff

        write_text([schema_text(Diff, f"Renja diff {DIFF_VERSION}")], None)
    else:
        from extractor.review.corrections import CORRECTIONS_VERSION, Corrections

        write_text([schema_text(Corrections, f"Renja corrections {CORRECTIONS_VERSION}")], None)


app.add_typer(nomenclature_cli.app, name="nomenclature")
batch_cli.register(app)
export_cli.register(app)
diff_cli.register(app)
review_cli.register(app)
serve_cli.register(app)


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help=say(id="Tampilkan versi.", en="Show the version."))
    ] = False,
    lang: LangOption = DEFAULT_LANG,
) -> None:
    if version:
        print(f"renja {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())


def _read(file: Path, language: Language, password: str | None, ocr: Ocr) -> Renja:
    from extractor.pipeline import extract as read

    with working(file, language) as status:
        progress = page_by_page(status, file, language)
        return read(file, password=password, language=language, ocr=ocr.value, progress=progress)


def main() -> None:
    """Run the command; every error becomes one line on stderr and its exit code."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        command = typer.main.get_command(app)
        speak_help(command, LANGUAGE)
        code = command(standalone_mode=False)
    except RenjaError as error:
        stderr.print(error.text(LANGUAGE), style="red", markup=False, soft_wrap=True)
        code = error.exit_code
    except _UsageError as error:
        if told := usage_text(error, LANGUAGE):
            stderr.print(told, markup=False, highlight=False, soft_wrap=True)
        code = ExitCode.USAGE
    except (typer.Abort, KeyboardInterrupt):
        code = 130
    except BrokenPipeError:
        # The reader of stdout has gone (`renja extract … | head`): nothing more to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ExitCode.DONE
    sys.exit(code or 0)
