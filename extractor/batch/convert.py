"""One document from bytes to a written JSON and its record: the same function whatever engine runs it."""

from __future__ import annotations

import hashlib
import os
import time
import traceback
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final

from extractor import limits
from extractor.batch.archive import PAGE, member_skip_code, open_archive
from extractor.batch.meter import held_bytes, peak_bytes, reset_peak
from extractor.batch.names import (
    DOCUMENT_EXTENSIONS,
    MAGIC,
    SKIPPED,
    SkipCode,
    extension,
    output_path,
)
from extractor.batch.records import told_by
from extractor.batch.settings import settings_in_use
from extractor.batch.store import STAGED, open_store
from extractor.batch.task import Job, Reply, Task
from extractor.errors import ExitCode, RenjaError, UnreadableError, cannot_open
from extractor.messages import Message, shown
from extractor.version import __version__

CODES: Final = {ExitCode.UNREADABLE: "unreadable", ExitCode.NOT_SUPPORTED: "not-supported", ExitCode.LIMIT: "limit"}
FAILURES: Final = {
    "memory": Message(
        id="Dokumen ini memerlukan memori melebihi batas.", en="The document needs more memory than the limit."
    ),
    "internal-error": Message(
        id="Kesalahan di dalam renja sendiri; laporkan berkas ini.",
        en="An error inside renja itself; report this file.",
    ),
    "output-too-large": Message(id="JSON-nya melebihi batas ukuran.", en="Its JSON is larger than the limit."),
}  # fmt: skip
_HEAD_BYTES: Final = 8
"""As long as the longest of `MAGIC`."""
_PIECE_BYTES: Final = 1 << 20


class _Skipped(Exception):  # noqa: N818 - a way out, not an error
    def __init__(self, code: SkipCode) -> None:
        self.code = code


def convert(job: Job, task: Task, tell_pages: Callable[[int], None]) -> Reply:
    """Convert a document, or list an archive; the JSON is written to OUT's staging folder.

    `tell_pages` is called with the number of pages as soon as it is known. Nothing that the document does is raised:
    failures are in the record.
    """
    started = time.perf_counter()
    reset_peak()
    told: dict[str, Any] = {}
    try:
        reply = _list(job, task) if task.first is not None else _convert(job, task, told, tell_pages)
    except _Skipped as skip:
        told |= {"status": "skipped", "code": skip.code, "message": SKIPPED[skip.code].text(job.language)}
        reply = Reply()
    except RenjaError as error:
        message = f"{error.wrong.text(job.language)} {error.next_step.text(job.language)}"
        told |= failed(CODES.get(error.exit_code, "unreadable"), message)
        reply = Reply()
    except MemoryError:
        told |= failed("memory", FAILURES["memory"].text(job.language))
        reply = Reply(again=True)
    except Exception as error:  # noqa: BLE001 - the border of isolation: a fault of ours costs one document and is recorded
        told |= failed("internal-error", f"{FAILURES['internal-error'].text(job.language)} {fault(error)}")
        reply = Reply()
    record = None
    if told:
        record = {
            "path": task.key,
            **told,
            "seconds": round(time.perf_counter() - started, 4),
            "peak_memory": peak_bytes(),
            "extractor_version": __version__,
            "settings": settings_in_use(job),
        }
    return Reply(
        record, reply.staged, reply.unchanged, reply.members, reply.next_first, reply.again, reply.fatal, held_bytes()
    )


def failed(code: str, message: str) -> dict[str, Any]:
    """Return the members of a failure's record."""
    return {"status": "failed", "code": code, "message": message}


def fault(error: Exception) -> str:
    """Say which error and where in our code, in one line."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "?"
    return shown(f"({type(error).__name__} {where}: {error})"[:300])


def _list(job: Job, task: Task) -> Reply:
    archive = _archive(job, task)
    first = task.first or 0
    if archive.is_document:
        return Reply(members=[(-1, "")])
    if not archive.members:
        raise UnreadableError(
            shown(archive.name),
            Message(id="Arsip tidak memuat berkas.", en="The archive holds no files."),
            Message(id="Periksa arsip itu.", en="Check the archive."),
        )
    members = archive.members[first : first + PAGE]
    more = first + PAGE < len(archive.members)
    return Reply(members=members, next_first=first + PAGE if more else None)


def _archive(job: Job, task: Task) -> Any:
    try:
        return open_archive(job.source, task.location)
    except OSError as error:
        raise cannot_open(shown(task.location), error) from error


def _convert(job: Job, task: Task, told: dict[str, Any], tell_pages: Callable[[int], None]) -> Reply:
    from extractor.batch.office_ahead import convert_ahead, read_ahead
    from extractor.pipeline import extract_with, read_document

    if task.beside:
        convert_ahead(_to_do(job, (task, *task.beside)))
    data = _read(job, task)
    sha256 = hashlib.sha256(data).hexdigest()
    if _is_done(job, task, sha256):
        return Reply(unchanged=True)
    told |= {"sha256": sha256, "size_bytes": len(data)}
    pages = pdf_pages(data, task.password)
    if pages is not None:
        told["pages"] = pages
        tell_pages(pages)
    renja = extract_with(
        lambda data, name: read_ahead(data, name) or read_document(
            data, name, ocr=job.ocr, password=task.password
        ),
        data, _name(task), language=job.language,
    )  # fmt: skip
    text = (renja.to_json(indent=2) + "\n").encode()
    if len(text) > limits.BATCH_OUTPUT_BYTES:
        told |= failed("output-too-large", FAILURES["output-too-large"].text(job.language))
        return Reply()
    staged = f"{STAGED}/{job.run}/{hashlib.sha256(task.key.encode('utf-8', 'surrogateescape')).hexdigest()}"
    try:
        open_store(job.out).write(staged, text)
    except OSError as error:
        told.clear()
        return Reply(fatal=error.strerror or str(error) or type(error).__name__)
    told |= told_by(renja) | {"output": output_path(task.key), "output_bytes": len(text)}
    return Reply(staged=staged)


def _is_done(job: Job, task: Task, sha256: str) -> bool:
    done, now = task.done, (sha256, __version__, settings_in_use(job))
    return done is not None and (done.sha256, done.extractor_version, done.settings) == now


def _to_do(job: Job, tasks: tuple[Task, ...]) -> Iterator[tuple[bytes, str]]:
    """Yield those of a group's documents that are not done; each says in its turn what else is wrong with it."""
    left = limits.BATCH_GROUP_BYTES
    for task in tasks:
        try:
            data = _read(job, task)
        except (_Skipped, RenjaError):
            continue
        left -= len(data)
        if left < 0:
            return
        if not _is_done(job, task, hashlib.sha256(data).hexdigest()):
            yield data, _name(task)


def _name(task: Task) -> str:
    from extractor.pipeline import printable

    return printable(task.key.rpartition("/")[2])


def _read(job: Job, task: Task) -> bytes:
    """Return a document's bytes; files of unknown extension are looked at before they are read."""
    name = _name(task)
    known = extension(name) in DOCUMENT_EXTENSIONS
    if task.member is not None and task.member >= 0:
        if code := member_skip_code(task.key[len(task.location) + 1 :]):
            raise _Skipped(code)  # type: ignore[arg-type]
        data: bytes = _archive(job, task).read(task.member)
        if not known and not data.startswith(MAGIC):
            raise _Skipped("other-kind")
        return data
    try:
        with open_store(job.source).open(task.location) as file:
            head = file.read(_HEAD_BYTES)
            if not known and not head.startswith(MAGIC):
                raise _Skipped("other-kind")
            data = head + _rest(file)
    except OSError as error:
        raise cannot_open(shown(name), error) from error
    return data


def _rest(file: BinaryIO) -> bytes:
    """Return what is left of a file, at most one piece over the limit, which `detect` then refuses.

    Asked for at once, the whole limit would be allocated.
    """
    pieces, left = [], limits.MAX_FILE_BYTES
    while left >= 0 and (piece := file.read(_PIECE_BYTES)):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def pdf_pages(data: bytes, password: str | None) -> int | None:
    """Return the number of pages a PDF claims, None for other formats and where it cannot be opened."""
    if b"%PDF-" not in data[:1024]:
        return None
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError:
        return None
    try:
        return len(document)
    finally:
        document.close()
