"""The memory of a batch: what is done, kept through every kind of end.

`batch.jsonl` holds one line a document, sorted by path. While a batch runs, lines are appended to a journal; when it
ends, or when the next one starts after a crash, both are merged into a new `batch.jsonl`.
"""

from __future__ import annotations

import fcntl
import hashlib
import heapq
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, Protocol

from extractor.batch.names import STATE_FOLDER
from extractor.batch.records import Record
from extractor.batch.store import STAGED, LocalStore, Store, UrlStore, sync_folder
from extractor.errors import OutputError, reason
from extractor.messages import Message, shown

BATCH_FILE: Final = "batch.jsonl"
_JOURNAL: Final = f"{STATE_FOLDER}/journal"
_LOCK: Final = f"{STATE_FOLDER}/lock"
_LOCK_SECONDS: Final = 60.0
"""A lock file at a URL that was not renewed for so long belongs to a batch that died."""
_LOCK_RACE_SECONDS: Final = 0.3
"""Time after which two that lock at once see who was last."""
_SEGMENT_SECONDS: Final = 2.0
"""At a URL, where nothing can be appended, lines are written in pieces this often."""


class Journal(Protocol):
    """Where records are kept. Every method may raise OSError."""

    def find(self, path: str) -> Record | None:
        """Return what earlier runs recorded of a document."""

    def append(self, records: list[Record]) -> None:
        """Record documents durably."""

    def tick(self) -> None:
        """Do what is due by time."""

    def close(self) -> None:
        """Merge all lines into `batch.jsonl` and let the next batch in."""


class LocalJournal:
    """A journal in a local folder: appended and flushed to disk, its folder locked against a second batch."""

    def __init__(self, store: LocalStore) -> None:
        self._store = store
        self._batch = Path(store.root, BATCH_FILE)
        self._path = Path(store.root, _JOURNAL)
        os.makedirs(self._path.parent, exist_ok=True)
        self._lock = os.open(Path(store.root, _LOCK), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._lock)
            raise in_use(store.root) from error
        try:
            store.remove(STAGED)
            self._merge()
            self._known = _offsets(self._batch)
            self._lines: IO[bytes] | None = self._batch.open("rb") if self._known else None
            self._journal = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
            sync_folder(str(self._path.parent))
        except OSError:
            os.close(self._lock)
            raise

    def find(self, path: str) -> Record | None:
        """Return what earlier runs recorded of a document."""
        offset = self._known.get(_digest(path))
        if offset is None or self._lines is None:
            return None
        self._lines.seek(offset)
        record = Record.from_line(self._lines.readline())
        return record if record and record.path == path else None

    def append(self, records: list[Record]) -> None:
        """Record documents and flush them to disk."""
        data = "".join(f"{record.to_line()}\n" for record in records).encode()
        # A line cut short by a full disk is closed, so that it does not swallow the next one.
        written = os.write(self._journal, data)
        while written < len(data):
            written += os.write(self._journal, data[written:])
        os.fsync(self._journal)

    def tick(self) -> None:
        """Do nothing: every line is on disk already."""

    def close(self) -> None:
        """Merge the journal into `batch.jsonl` and unlock the folder."""
        try:
            os.close(self._journal)
            if self._lines:
                self._lines.close()
            self._store.remove(STAGED)
            self._merge()
        finally:
            os.close(self._lock)

    def _merge(self) -> None:
        """Write a new `batch.jsonl` with the journal's lines, then drop the journal; nothing happens without lines."""
        if not self._path.exists():
            return
        fresh = self._path.with_name("batch.part")
        with fresh.open("wb") as out:
            for line in merged(self._batch, self._path):
                out.write(line)
            out.flush()
            os.fsync(out.fileno())
        os.replace(fresh, self._batch)
        sync_folder(self._store.root)
        self._path.unlink()


class UrlJournal:
    """A journal at a URL: pieces of lines, written every two seconds, and a lock file that is renewed.

    A batch that is killed there may convert again what it finished in its last two seconds, to the same JSON.
    """

    def __init__(self, store: UrlStore) -> None:
        self._store = store
        self._owner = f"{socket.gethostname()} {os.getpid()} {time.time_ns()}"
        self._renewed = 0.0
        self._take_lock()
        store.remove(STAGED)
        self._records = {_digest(each.path): each for each in self._read_all()}
        self._found = dict(self._records)
        self._fresh: list[Record] = []
        self._written = time.monotonic()
        self._segments = 0

    def find(self, path: str) -> Record | None:
        """Return what earlier runs recorded of a document."""
        record = self._found.get(_digest(path))
        return record if record and record.path == path else None

    def append(self, records: list[Record]) -> None:
        """Keep records for the next piece."""
        self._fresh += records
        self.tick()

    def tick(self) -> None:
        """Write the piece that is due, renew the lock."""
        now = time.monotonic()
        if self._fresh and now - self._written > _SEGMENT_SECONDS:
            self._flush()
        if now - self._renewed > _LOCK_SECONDS / 4:
            self._renew()

    def close(self) -> None:
        """Write `batch.jsonl`, drop the pieces and the lock."""
        self._flush()
        lines = sorted((record.path, record.to_line()) for record in self._records.values())
        self._store.write(BATCH_FILE, "".join(f"{line}\n" for _, line in lines).encode())
        self._store.remove(_JOURNAL)
        self._store.remove(STAGED)
        self._store.remove(_LOCK)

    def _flush(self) -> None:
        if self._fresh:
            data = "".join(f"{record.to_line()}\n" for record in self._fresh).encode()
            self._store.write(f"{_JOURNAL}/{time.time_ns()}-{self._segments}.jsonl", data)
            self._records |= {_digest(record.path): record for record in self._fresh}
            self._segments += 1
            self._fresh = []
        self._written = time.monotonic()

    def _read_all(self) -> Iterator[Record]:
        names = [BATCH_FILE]
        with suppress(FileNotFoundError):
            names += [f"{_JOURNAL}/{entry.name}" for entry in self._store.entries(_JOURNAL)]
        for name in names:
            if self._store.size(name) is not None:
                with self._store.open(name) as file:
                    yield from filter(None, map(Record.from_line, file))

    def _take_lock(self) -> None:
        """Write the lock file, then look whether another batch that started at the same moment wrote over it."""
        if self._holder() not in (None, self._owner):
            raise in_use(self._store.root)
        self._renew()
        time.sleep(_LOCK_RACE_SECONDS)
        if self._holder() not in (None, self._owner):
            raise in_use(self._store.root)

    def _holder(self) -> str | None:
        """Return whose the lock is, None where it is nobody's or of a batch that died."""
        if self._store.size(_LOCK) is None:
            return None
        with self._store.open(_LOCK) as file:
            owner, _, when = file.read(4096).decode("utf-8", "replace").rpartition(" ")
        return owner if when.isdigit() and time.time() - int(when) / 1e9 < _LOCK_SECONDS else None

    def _renew(self) -> None:
        self._store.write(_LOCK, f"{self._owner} {time.time_ns()}".encode())
        self._renewed = time.monotonic()


def open_journal(store: Store) -> Journal:
    """Return the journal of OUT. Raises `OutputError` where another batch is writing there or it cannot be written."""
    try:
        return LocalJournal(store) if isinstance(store, LocalStore) else UrlJournal(store)  # type: ignore[arg-type]
    except OSError as error:
        raise cannot_write(store.root, error.strerror or str(error)) from error


def cannot_write(out: str, told: str) -> OutputError:
    """Return the error of an output that cannot be written, for a reason that the system told."""
    why = reason(told)
    return OutputError(
        shown(out),
        Message(id=f"Hasil tidak dapat ditulis ({why.id}).", en=f"The output cannot be written ({why.en})."),
        Message(
            id="Beri ruang atau hak tulis, lalu jalankan lagi: yang sudah selesai tidak diulang.",
            en="Make room or give permission, then run again: what is done is not done twice.",
        ),
    )


def in_use(out: str) -> OutputError:
    """Return the error of an OUT that another batch is writing to."""
    return OutputError(
        shown(out),
        Message(id="Batch lain sedang menulis ke sini.", en="Another batch is writing here."),
        Message(
            id="Tunggu sampai selesai, atau pilih folder lain.", en="Wait for it to end, or choose another folder."
        ),
    )


def read_records(store: Store) -> Iterator[Record]:
    """Yield the records of an OUT, those of a batch that is running or died included, sorted by path.

    Raises FileNotFoundError where there are none.
    """
    if isinstance(store, LocalStore):
        batch, journal = Path(store.root, BATCH_FILE), Path(store.root, _JOURNAL)
        if not batch.exists() and not journal.exists():
            raise FileNotFoundError(2, os.strerror(2), str(batch))
        yield from filter(None, map(Record.from_line, merged(batch, journal)))
    else:
        with store.open(BATCH_FILE) as file:
            yield from filter(None, map(Record.from_line, file))


def merged(batch: Path, journal: Path) -> Iterator[bytes]:
    """Yield the lines of both files sorted by path, the last line of each path only."""
    old, new = _placed(batch), _placed(journal)
    latest: tuple[str, bytes] | None = None
    for path, line in heapq.merge(old, new, key=lambda pair: pair[0]):
        if latest and latest[0] != path:
            yield latest[1]
        latest = path, line
    if latest:
        yield latest[1]


def _placed(file: Path) -> Iterator[tuple[str, bytes]]:
    """Yield path and line of a file's records, sorted by path, holding paths and offsets only."""
    places: list[tuple[str, int]] = []
    if file.exists():
        with file.open("rb") as lines:
            for offset, path in _paths(lines):
                places.append((path, offset))
            places.sort()
            for path, offset in places:
                lines.seek(offset)
                line = lines.readline()
                yield path, line


def _paths(lines: IO[bytes]) -> Iterator[tuple[int, str]]:
    """Yield offset and path of each whole line."""
    offset = 0
    for line in lines:
        if line.endswith(b"\n"):
            with suppress(ValueError, RecursionError):
                values = json.loads(line)
                if isinstance(values, dict) and isinstance(values.get("path"), str):
                    yield offset, values["path"]
        offset += len(line)


def _offsets(file: Path) -> dict[bytes, int]:
    if not file.exists():
        return {}
    with file.open("rb") as lines:
        return {_digest(path): offset for offset, path in _paths(lines)}


def _digest(path: str) -> bytes:
    return hashlib.blake2b(path.encode("utf-8", "surrogateescape"), digest_size=16).digest()
