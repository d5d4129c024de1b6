"""`renja review`, `renja apply`, `renja report`: a plan beside its pages, what people decide, a batch on one page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.console import (
    DEFAULT_LANG,
    FILE,
    FileArgument,
    LangOption,
    Ocr,
    OcrOption,
    OutOption,
    PasswordOption,
    page_by_page,
    say,
    stderr,
    working,
)
from extractor.messages import Language, Message


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(
        help=say(
            id="Membuat halaman HTML untuk meninjau rencana di samping dokumen aslinya. "
            "\n\nContoh: renja review renja.pdf -o tinjauan.html",
            en="Make an HTML page that sets the plan beside its source, to check and correct it. "
            "\n\nExample: renja review renja.pdf -o review.html",
        )
    )(review)
    app.command(
        help=say(
            id="Memasukkan koreksi dari halaman tinjauan ke JSON beserta jejaknya. "
            "\n\nContoh: renja apply renja.pdf.corrections.json renja.json -o renja-koreksi.json",
            en="Put the corrections of a review page into the JSON, with their trail. "
            "\n\nExample: renja apply renja.pdf.corrections.json renja.json -o renja-corrected.json",
        )
    )(apply)
    app.command(
        help=say(
            id="Membuat laporan HTML dari hasil batch.\n\nContoh: renja report hasil/",
            en="Make an HTML report of a batch.\n\nExample: renja report results/",
        )
    )(report)


def review(
    file: FileArgument,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar=FILE, help=say(id="Berkas HTML.", en="The HTML file."))
    ],
    lang: LangOption = DEFAULT_LANG,
    password: PasswordOption = None,
    ocr: OcrOption = Ocr.auto,
) -> None:
    """Make the review page of a document."""
    from extractor.json_files import check_target, write_text
    from extractor.pipeline import load, read_document
    from extractor.review.page import review_of, review_page
    from extractor.review.terminal import summary

    language: Language = lang.value
    check_target(output, file)
    with working(file, language) as status:
        data, name = load(file, None)
        progress = page_by_page(status, file, language)
        document = read_document(data, name, password=password, ocr=ocr.value, progress=progress)
        made = review_of(data, name, document, language=language, password=password)
        write_text(review_page(made, language), output)
    stderr.print(summary(made.renja, language))


def apply(
    corrections: Annotated[
        Path,
        typer.Argument(
            metavar=say(id="KOREKSI", en="CORRECTIONS"),
            help=say(id="Berkas koreksi dari halaman tinjauan.", en="Corrections of a review page."),
        ),
    ],
    file: Annotated[
        Path, typer.Argument(metavar="JSON", help=say(id="JSON dokumen itu.", en="The JSON of that document."))
    ],
    output: OutOption = None,
    lang: LangOption = DEFAULT_LANG,
) -> None:
    """Put corrections into a document's JSON."""
    from extractor.json_files import check_target, load_renja, write_text
    from extractor.review.corrections import apply_corrections, read_corrections

    language: Language = lang.value
    check_target(output, corrections, file)
    before = load_renja(file)
    wanted = read_corrections(corrections)
    renja = apply_corrections(before, wanted, corrections.name, language=language)
    write_text(renja.json_parts(indent=2), output)
    put, had = len(renja.corrections) - len(before.corrections), len(wanted)
    told = Message(
        id=f"{put} dari {had} koreksi dimasukkan; sisanya sudah ada. Temuan: {len(before.findings)} → "
        f"{len(renja.findings)}.",
        en=f"{put} of {had} corrections put in; the others were there. Findings: {len(before.findings)} → "
        f"{len(renja.findings)}.",
    )
    stderr.print(told.text(language), markup=False)


def report(
    results: Annotated[str, typer.Argument(metavar=say(id="HASIL", en="RESULTS"), help=say(
        id="Folder hasil batch.", en="The results of a batch."))],
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar=FILE, help=say(
        id="Berkas HTML; bila tidak disebut, report.html di folder hasil.",
        en="The HTML file; report.html in the results where not given."))] = None,
    lang: LangOption = DEFAULT_LANG,
) -> None:  # fmt: skip
    """Write the HTML report of a batch."""
    from extractor.review.report import write_report

    stderr.print(str(write_report(results, output, lang.value)), markup=False, highlight=False, soft_wrap=True)
