"""`renja batch`: whole archives."""

from __future__ import annotations

import signal
from enum import StrEnum
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.console import (
    ADDRESS,
    DEFAULT_LANG,
    NUMBER,
    LangOption,
    Ocr,
    OcrOption,
    PasswordOption,
    processor_cores,
    say,
    stderr,
)
from extractor.messages import Language, Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.batch.run import Engine
    from extractor.batch.task import Job


class EngineName(StrEnum):
    """What runs the conversions."""

    local = "local"
    dask = "dask"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(
        help=say(
            id="Membaca semua dokumen di folder, arsip .zip atau URL menjadi JSON; dapat dilanjutkan kapan saja. "
            "\n\nContoh: renja batch arsip/ -o hasil/",
            en="Read every document in a folder, a .zip or a URL into JSON; can be continued at any time. "
            "\n\nExample: renja batch archive/ -o results/",
        )
    )(batch)


def batch(
    source: Annotated[str, typer.Argument(metavar=say(id="SUMBER", en="SOURCE"), help=say(
        id="Folder, berkas .zip, dokumen, atau URL.", en="A folder, a .zip file, a document, or a URL."))],
    output: Annotated[str, typer.Option("-o", "--output", metavar="FOLDER", help=say(
        id="Folder atau URL hasil.", en="Folder or URL of the results."))],
    workers: Annotated[int | None, typer.Option("--workers", min=1, max=256, metavar=NUMBER, help=say(
        id="Jumlah proses; bawaannya sebanyak inti prosesor.",
        en="Number of processes; by default one a processor core."))] = None,
    engine: Annotated[EngineName, typer.Option("--engine", help=say(
        id="Proses lokal, atau kluster Dask.", en="Local processes, or a Dask cluster."))] = EngineName.local,
    scheduler: Annotated[str | None, typer.Option("--scheduler", metavar=ADDRESS, help=say(
        id="Alamat penjadwal Dask, mis. tcp://10.0.0.5:8786.",
        en="Address of a Dask scheduler, such as tcp://10.0.0.5:8786."))] = None,
    ocr: OcrOption = Ocr.auto,
    password: PasswordOption = None,
    lang: LangOption = DEFAULT_LANG,
) -> None:  # fmt: skip
    """Convert a whole archive."""
    from extractor.batch.progress import Display, summary
    from extractor.batch.run import run_batch

    language: Language = lang.value
    count = workers or processor_cores()
    stop = _Stop()
    with Display(stderr, language) as display:
        tally = run_batch(
            source, output, workers=count, language=language, ocr=ocr.value, password=password,
            engine=_engine(engine, scheduler, count), watch=display.show, stop=stop.asked,
        )  # fmt: skip
    stderr.print(summary(tally, language))
    if tally.statuses["failed"]:
        stderr.print(_which_failed(output).text(language), markup=False, highlight=False, soft_wrap=True)
    if tally.stopped:
        raise typer.Exit(130)


def _which_failed(output: str) -> Message:
    """Return where the failed documents and their reasons are told."""
    return Message(
        id=f"Berkas yang gagal dan sebabnya: jalankan `renja report {output}`.",
        en=f"To see which failed, and why, run `renja report {output}`.",
    )


def _engine(name: EngineName, scheduler: str | None, workers: int) -> Callable[[Job], Engine] | None:
    if name is EngineName.local and scheduler is None:
        return None
    from extractor.batch.engine_dask import dask_engine

    return dask_engine(scheduler, workers)


class _Stop:
    """Whether the user asked to stop: the first Ctrl-C ends the batch in good order, the second one at once."""

    def __init__(self) -> None:
        self._asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    def asked(self) -> bool:
        """Tell whether to stop."""
        return self._asked

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self._asked = True
        signal.signal(number, signal.default_int_handler)
