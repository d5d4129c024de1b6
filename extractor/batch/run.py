"""A batch from SOURCE to OUT: what is to be done, in which order it becomes durable, what it all came to."""

from __future__ import annotations

import errno
import os
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Protocol

from extractor.batch.convert import failed
from extractor.batch.journal import Journal, cannot_write, open_journal
from extractor.batch.names import SKIPPED, is_archive
from extractor.batch.pool import BOUNDS, CONVERT, Bounds, Pool
from extractor.batch.records import WRITTEN, Record, Status
from extractor.batch.store import LocalStore, Store, open_source, open_store
from extractor.batch.task import Done, Job, Reply, Task
from extractor.batch.walk import Found, walk
from extractor.errors import reason
from extractor.messages import Language, Message

if TYPE_CHECKING:
    from extractor.reading.pdf.pages import OcrMode

_FATAL: Final = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO))
"""Errors of writing that every further document would meet too."""
_TOLD_AT_ONCE: Final = 500
"""Things left out that are recorded together: a tree of pictures alone must not gather in memory."""


class Engine(Protocol):
    """What converts: local processes or a cluster."""

    def run(self, next_task: Callable[[], Task | None]) -> Iterator[tuple[Task, Reply] | None]:
        """Yield each task with its reply, in any order, and None at least four times a second."""

    def close(self) -> None:
        """Stop at once."""


@dataclass(slots=True)
class Tally:
    """What a batch came to so far: documents by status, those left as they were, pages, seconds since the start.

    `total` is the number of files known; archives add to it when they are listed.
    """

    statuses: Counter[Status] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    pages: int = 0
    total: int = 0
    stopped: bool = False
    started: float = field(default_factory=time.monotonic)

    @property
    def done(self) -> int:
        """Return how many files are dealt with."""
        return self.statuses.total() + self.unchanged

    @property
    def seconds(self) -> float:
        """Return the seconds since the start."""
        return time.monotonic() - self.started

    def add(self, record: Record) -> None:
        """Count a document."""
        self.statuses[record.status] += 1
        self.pages += record.pages or 0
        if record.code:
            self.codes[record.code] += 1


def run_batch(
    source: str,
    out: str,
    *,
    workers: int,
    language: Language = "en",
    ocr: OcrMode = "auto",
    password: str | None = None,
    bounds: Bounds = BOUNDS,
    function: str = CONVERT,
    engine: Callable[[Job], Engine] | None = None,
    watch: Callable[[Tally], None] = lambda tally: None,
    stop: Callable[[], bool] = lambda: False,
) -> Tally:
    """Convert every document of `source` that is new, changed, failed before or made otherwise; return the tally.

    `source` and `out` are paths or URLs; `ocr` is that of `extract`; `password` opens the PDFs that are locked with it,
    and is written nowhere; `bounds` and `function` are what local workers may use and call; `engine` makes another
    engine than local processes; `watch` is called with the tally at least four times a second; `stop` ends the batch
    early. Raises a `RenjaError` where the source cannot be read or the output cannot be written.
    """
    read, only = open_source(source)
    write = open_store(out)
    journal = open_journal(write)
    job = Job(read.root, write.root, f"{os.getpid()}-{time.time_ns()}", language, ocr)
    batch = _Batch(read, only, write, journal, job, password)

    def local(job: Job) -> Engine:
        return Pool(job, workers, bounds=bounds, function=function, size_of=lambda task: read.size(task.location) or 0)

    try:
        try:
            batch.convert((engine or local)(job), watch, stop)
        finally:
            journal.close()
    except OSError as error:
        raise cannot_write(write.root, error.strerror or str(error)) from error
    return batch.tally


class _Batch:
    """The parent's side: it hands out tasks and makes replies durable; it never looks into a document."""

    def __init__(
        self, read: Store, only: str | None, write: Store, journal: Journal, job: Job, password: str | None
    ) -> None:
        self._write = write
        self._journal = journal
        self._job = job
        self._password = password
        without = _inside(read, write)
        self._found = walk(read, only, without)
        self._counted = walk(read, only, without)
        self._ready: deque[Task] = deque()
        self._told: list[tuple[Record, str | None]] = []
        self.tally = Tally()

    def convert(self, engine: Engine, watch: Callable[[Tally], None], stop: Callable[[], bool]) -> None:
        """Run to the end, or until `stop`."""
        try:
            self.tally.total = sum(1 for _ in self._counted)
            for answer in engine.run(self._next):
                if answer is not None:
                    self._take(*answer)
                    continue
                self._commit()
                self._journal.tick()
                watch(self.tally)
                if stop():
                    self.tally.stopped = True
                    break
            self._commit()
        finally:
            engine.close()

    def _next(self) -> Task | None:
        """Return the next task, None where there is none now."""
        if self._ready:
            return self._with_done(self._ready.popleft())
        for found in self._found:
            if found.skip or found.error:
                self._leave_out(found)
                if len(self._told) >= _TOLD_AT_ONCE:
                    self._commit()
            elif is_archive(found.path):
                return Task(found.path, found.path, first=0)
            else:
                return self._with_done(Task(found.path, found.path))
        return None

    def _with_done(self, task: Task) -> Task:
        if task.first is not None:
            return task
        task = replace(task, password=self._password)
        record = self._journal.find(task.key)
        if record is None or record.status not in WRITTEN or not (record.output and record.sha256):
            return task
        if self._write.size(record.output) != record.output_bytes:
            return task
        done = Done(record.sha256, record.extractor_version or "", record.settings or "")
        return replace(task, done=done)

    def _leave_out(self, found: Found) -> None:
        if found.skip:
            message = SKIPPED[found.skip].text(self._job.language)
            record = Record(found.path, "skipped", found.skip, message)
        else:
            why = reason(found.error or "")
            wrong = Message(id=f"Folder tidak dapat dibuka ({why.id}).", en=f"The folder cannot be opened ({why.en}).")
            record = Record(found.path, "failed", "unreadable", wrong.text(self._job.language))
        self._told.append((record, None))

    def _take(self, task: Task, reply: Reply) -> None:
        if reply.fatal:
            raise OSError(errno.EIO, reply.fatal)
        if reply.unchanged:
            self.tally.unchanged += 1
        for index, name in reply.members:
            key = f"{task.key}/{name}" if index >= 0 else task.key
            self._ready.append(Task(key, task.location, index if index >= 0 else None))
        self.tally.total += len(reply.members) - (1 if reply.members and task.first == 0 else 0)
        if reply.next_first is not None:
            self._ready.append(Task(task.key, task.location, first=reply.next_first))
        if reply.record:
            record = Record.from_values(reply.record)
            if record is None:
                raise AssertionError(f"a reply without status: {reply.record}")
            self._told.append((record, reply.staged))

    def _commit(self) -> None:
        """Make what was told durable: first the records, then the documents' JSON at its place.

        A record whose JSON did not reach its place is seen by its missing file, and its document is done again.
        """
        if not self._told:
            return
        told, self._told = self._told, []
        fresh = [record for record, _ in told if not self._same(record)]
        if fresh:
            self._journal.append(fresh)
        for record, staged in told:
            self.tally.add(self._placed(record, staged))

    def _same(self, record: Record) -> bool:
        """Tell whether a thing left out was left out before for the same reason."""
        if record.status != "skipped":
            return False
        known = self._journal.find(record.path)
        return known is not None and (known.status, known.code) == (record.status, record.code)

    def _placed(self, record: Record, staged: str | None) -> Record:
        """Move a document's JSON to its place, or drop the one of an earlier content; return the record as it is."""
        if staged is None:
            known = self._journal.find(record.path)
            if known and known.output:
                self._write.remove(known.output)
            return record
        if record.output is None:
            raise AssertionError("a JSON without a place")
        try:
            self._write.publish(staged, record.output)
        except OSError as error:
            if error.errno in _FATAL:
                raise
            why = reason(error)
            wrong = Message(
                id=f"JSON-nya tidak dapat ditempatkan ({why.id}).",
                en=f"Its JSON cannot be put in its place ({why.en}).",
            )
            told = failed("output-conflict", wrong.text(self._job.language))
            record = Record(record.path, "failed", told["code"], told["message"], record.sha256, record.size_bytes)
            self._journal.append([record])
        return record


def _inside(read: Store, write: Store) -> str | None:
    """Return OUT's path under SOURCE where it lies there: its JSON is no document to read."""
    if isinstance(read, LocalStore) != isinstance(write, LocalStore):
        return None
    root = read.root.rstrip("/") + "/"
    return write.root[len(root) :] if write.root.startswith(root) else None
