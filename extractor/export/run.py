"""An export from its first JSON to its whole target: one plan in memory at a time, nothing half written."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol

from extractor.errors import OutputError, RenjaError, UnreadableError, cannot_write
from extractor.export.inputs import json_files
from extractor.export.lines import Document
from extractor.export.tables import TABLES, rows_of
from extractor.json_files import load_renja
from extractor.messages import Message, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.export.columns import Row
    from extractor.plan.model import Renja

Kind = Literal["csv", "jsonl", "xlsx", "sqlite", "parquet"]
FILES: Final[frozenset[Kind]] = frozenset(("xlsx", "sqlite"))
"""Kinds that are one file; the others are a folder with a file for each table."""


class Writer(Protocol):
    """What writes tables of one kind."""

    def add(self, tables: dict[str, list[Row]]) -> None:
        """Write the rows of one document."""

    def close(self) -> None:
        """End the files."""


def export(
    places: Iterable[Path],
    kind: Kind,
    target: Path,
    *,
    refused: Callable[[RenjaError], None] = lambda error: None,
    progress: Callable[[int], None] = lambda count: None,
) -> int:
    """Write the plans of JSON files and folders as `kind` to `target`, and return how many.

    A file that cannot be read, or is no plan, goes to `refused`, and the others are written. Raises `UnreadableError`
    where there is not one plan, and nothing is written then; `OutputError` where `target` cannot be written or holds
    something that no export wrote; `UsageError` where a library for `kind` is missing.
    """
    _check_target(kind, target)
    count = 0
    seen: Counter[str] = Counter()
    with _staged(target) as staged:
        writer = _writer(kind, staged)
        try:
            for file in json_files(places):
                try:
                    writer.add(_tables(file, load_renja(file), seen))
                except RenjaError as error:
                    refused(error)
                    continue
                count += 1
                progress(count)
        finally:
            writer.close()
        if not count:
            raise UnreadableError(
                shown(target.name),
                Message(id="Tidak ada rencana yang dapat diekspor.", en="There is no plan to export."),
                Message(id="Berikan JSON hasil `renja extract`.", en="Give JSON that `renja extract` wrote."),
            )
        _publish(staged, target)
    return count


def _tables(file: Path, renja: Renja, seen: Counter[str]) -> dict[str, list[Row]]:
    """Return the rows of a plan, its id told from those `seen` before."""
    source = renja.source.sha256[:16]
    seen[source] += 1
    name = source if seen[source] == 1 else f"{source}-{seen[source]}"
    try:
        return rows_of(Document(name, shown(str(file)), renja))
    except OverflowError as error:
        raise UnreadableError(
            shown(file.name),
            Message(id=f"Bilangan {error} terlalu besar.", en=f"The number {error} is too large."),
            Message(id="Periksa tahun, halaman dan nomor barisnya.", en="Check its years, pages and row numbers."),
        ) from error


def _writer(kind: Kind, staged: Path) -> Writer:
    """Return the writer of a kind; its libraries are loaded now."""
    if kind in FILES:
        if kind == "xlsx":
            from extractor.export.workbook import WorkbookWriter

            return WorkbookWriter(staged)
        from extractor.export.sqlite_file import SqliteWriter

        return SqliteWriter(staged)
    staged.mkdir()
    if kind == "parquet":
        from extractor.export.parquet_files import ParquetWriter

        return ParquetWriter(staged)
    from extractor.export.text_files import CsvWriter, JsonLinesWriter

    return CsvWriter(staged) if kind == "csv" else JsonLinesWriter(staged)


def _check_target(kind: Kind, target: Path) -> None:
    """Raise `OutputError` where `target` is something that an export must not replace."""
    if target.is_dir() and kind in FILES:
        raise _taken(target, Message(id="Ini sebuah folder.", en="It is a folder."))
    if target.exists() and not target.is_dir() and kind not in FILES:
        raise _taken(target, Message(id="Ini sebuah berkas.", en="It is a file."))
    if target.is_dir():
        ours = {f"{table.name}.{end}" for table in TABLES for end in ("csv", "jsonl", "parquet")} | {"datapackage.json"}
        if any(each.name not in ours for each in target.iterdir()):
            raise _taken(target, Message(id="Folder ini berisi berkas lain.", en="This folder holds other files."))


def _taken(target: Path, wrong: Message) -> OutputError:
    return OutputError(
        shown(target.name), wrong, Message(id="Pilih nama lain untuk hasilnya.", en="Choose another name for -o.")
    )


@contextmanager
def _staged(target: Path) -> Iterator[Path]:
    """Give a place beside `target` to write to, and clear it away afterwards; OSError becomes `OutputError`."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        try:
            yield folder / "tables"
        finally:
            shutil.rmtree(folder)
    except OSError as error:
        raise cannot_write(shown(target.name), error) from error


def _publish(staged: Path, target: Path) -> None:
    """Move what was written to its name; an earlier export of that name goes away with the staging folder."""
    if target.is_dir():
        os.rename(target, staged.with_name("old"))
    os.replace(staged, target)
