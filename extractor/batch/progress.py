"""How far a batch is: a live line on a terminal, plain lines off it, a summary at the end."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Final, Self

from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.table import Table
from rich.text import Text

from extractor.batch.names import SKIPPED
from extractor.batch.records import Status
from extractor.batch.run import Tally
from extractor.messages import Language, Message

PLAIN_SECONDS: Final = 5.0
"""Seconds between two lines where nothing can be redrawn."""
QUIET_SECONDS: Final = 60.0
"""The same while no document is done."""
STATUS_WORDS: Final[dict[Status, Message]] = {
    "ok": Message(id="tanpa temuan", en="without findings"),
    "findings": Message(id="dengan temuan", en="with findings"),
    "no-plan": Message(id="tanpa rencana", en="without a plan"),
    "failed": Message(id="gagal", en="failed"),
    "skipped": Message(id="dilewati", en="left out"),
}
STATUS_STYLES: Final[dict[Status, str]] = {
    "ok": "green", "findings": "yellow", "no-plan": "cyan", "failed": "red", "skipped": "dim",
}  # fmt: skip
CODE_WORDS: Final[dict[str, Message]] = {
    "unreadable": Message(id="tidak terbaca", en="unreadable"),
    "not-supported": Message(id="jenis tidak didukung", en="kind not supported"),
    "limit": Message(id="melampaui batas", en="beyond a limit"),
    "memory": Message(id="memori melebihi batas", en="needs too much memory"),
    "timeout": Message(id="terlalu lama", en="takes too long"),
    "crashed": Message(id="proses pembaca mati", en="the reading process died"),
    "internal-error": Message(id="kesalahan renja", en="an error inside renja"),
    "output-too-large": Message(id="JSON terlalu besar", en="JSON too large"),
    "output-conflict": Message(id="JSON tidak dapat ditempatkan", en="JSON cannot be placed"),
}


def rate_line(tally: Tally, language: Language) -> str:
    """Return done, failed, files and pages a minute, and time left in one line; pages where there have been any."""
    minutes = max(tally.seconds, 1e-6) / 60
    failed = f"{tally.statuses['failed']} {STATUS_WORDS['failed'].text(language)}"
    files = f"{tally.done / minutes:.0f} {Message(id='berkas/menit', en='files/min').text(language)}"
    pages = f"{tally.pages / minutes:.0f} {Message(id='halaman/menit', en='pages/min').text(language)}"
    left = f"{Message(id='sisa', en='left').text(language)} {clock(_seconds_left(tally))}"
    return " · ".join([f"{tally.done}/{tally.total}", failed, files, *([pages] if tally.pages else []), left])


def _seconds_left(tally: Tally) -> float | None:
    return tally.seconds / tally.done * max(tally.total - tally.done, 0) if tally.done else None


def clock(seconds: float | None) -> str:
    """Return a duration as 1:02:03 or 2:03; a dash where it is not known."""
    if seconds is None:
        return "–"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class Display:
    """The progress of a batch on a console; call `show` often."""

    def __init__(self, console: Console, language: Language) -> None:
        self._console = console
        self._language = language
        self._last = time.monotonic()
        self._shown = 0
        self._live: Progress | None = None
        self._bar: TaskID | None = None
        if console.is_terminal:
            self._live = Progress(
                BarColumn(bar_width=24), TextColumn("{task.description}", markup=False), console=console, transient=True
            )
            self._bar = self._live.add_task("", total=None)

    def __enter__(self) -> Self:
        """Start drawing."""
        if self._live:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop drawing."""
        if self._live:
            self._live.stop()

    def show(self, tally: Tally) -> None:
        """Draw where the batch stands."""
        if self._live and self._bar is not None:
            line = rate_line(tally, self._language)
            self._live.update(self._bar, completed=tally.done, total=tally.total, description=line)
        elif time.monotonic() - self._last >= (PLAIN_SECONDS if tally.done != self._shown else QUIET_SECONDS):
            self._last, self._shown = time.monotonic(), tally.done
            self._console.print(rate_line(tally, self._language), markup=False, highlight=False, soft_wrap=True)


def summary(tally: Tally, language: Language) -> RenderableType:
    """Return the table shown at the end: documents by status, why the failed ones failed, time and speed."""
    codes = CODE_WORDS | {str(code): told for code, told in SKIPPED.items()}
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(justify="right")
    table.add_column()
    for status, words in STATUS_WORDS.items():
        if count := tally.statuses[status]:
            table.add_row(Text(str(count), STATUS_STYLES[status]), Text(words.text(language), STATUS_STYLES[status]))
            for code, number in _codes_of(tally, status):
                words_of_code = codes.get(code)
                told = words_of_code.text(language) if words_of_code else code
                table.add_row(Text(str(number), "dim"), Text(f"  {told}", "dim"))
    if tally.unchanged:
        same = Message(id="tidak berubah sejak batch sebelumnya", en="unchanged since the last batch")
        table.add_row(str(tally.unchanged), same.text(language))
    table.add_row(clock(tally.seconds), Message(id="waktu", en="time").text(language))
    if tally.stopped:
        rest = Message(
            id="Dihentikan. Jalankan lagi perintah yang sama untuk melanjutkan.",
            en="Stopped. Run the same command again to go on.",
        )
        table.add_row(Text("!", "bold yellow"), Text(rest.text(language), "bold yellow"))
    return table


def _codes_of(tally: Tally, status: Status) -> list[tuple[str, int]]:
    if status == "failed":
        return [(code, count) for code, count in sorted(tally.codes.items()) if code not in SKIPPED]
    if status == "skipped":
        return [(code, count) for code, count in sorted(tally.codes.items()) if code in SKIPPED]
    return []
