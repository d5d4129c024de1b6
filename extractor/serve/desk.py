"""The desk: a bounded number of requests inside, each with a folder of its own, worked on one a pool."""

from __future__ import annotations

import asyncio
import logging
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from anyio.to_thread import run_sync

from extractor import limits
from extractor.batch.pool import Bounds, Pool
from extractor.batch.task import Job, Task
from extractor.messages import Language
from extractor.serve.work import ANSWER

_LOG: Final = logging.getLogger("renja.serve")


class FullError(Exception):
    """There is no place for one more request."""


class ClosedError(Exception):
    """The server ends."""


class Desk:
    """`workers` pools of one process, and the folders of the requests inside.

    `places` is how many requests may be inside at once. `bounds` are those of one document.
    """

    def __init__(
        self, workers: int, *, places: int = limits.SERVE_PLACES, bounds: Bounds | None = None, function: str = ANSWER
    ) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="renja-serve-", ignore_cleanup_errors=True)
        self._root = Path(self._folder.name)
        self._places = places
        self._inside = 0
        self._ends = threading.Event()
        job = Job(str(self._root), str(self._root), "serve", _POOL_LANGUAGE)
        self._pools = [
            Pool(job, 1, bounds=bounds or _BOUNDS, size_of=self._size_of, function=function) for _ in range(workers)
        ]
        self._free: asyncio.Queue[Pool] = asyncio.Queue()
        for pool in self._pools:
            self._free.put_nowait(pool)

    @contextmanager
    def place(self) -> Iterator[Path]:
        """Give a request its folder, which goes when the block ends; raises `FullError`."""
        if self._inside >= self._places:
            raise FullError
        self._inside += 1
        folder = Path(tempfile.mkdtemp(dir=self._root))
        try:
            yield folder
        finally:
            self._inside -= 1
            shutil.rmtree(folder, ignore_errors=True)

    async def work(self, folder: Path, password: str | None) -> dict[str, Any]:
        """Wait for a free pool, let it work on a request's folder, and return the record; raises `ClosedError`."""
        pool = await self._free.get()
        try:
            return await run_sync(self._run, pool, Task(folder.name, folder.name, password=password))
        finally:
            self._free.put_nowait(pool)

    def close(self) -> None:
        """End every worker and remove every folder; pools at work end by themselves within a moment."""
        self._ends.set()
        while not self._free.empty():
            self._free.get_nowait().close()
        self._folder.cleanup()

    def _run(self, pool: Pool, task: Task) -> dict[str, Any]:
        if self._ends.is_set():
            raise ClosedError
        tasks = [task]
        record: dict[str, Any] | None = None
        for answered in pool.run(lambda: tasks.pop() if tasks else None):
            if answered is not None:
                record = answered[1].record
            if self._ends.is_set():
                pool.close()
                raise ClosedError
        if record is None:
            raise AssertionError("a pool ended without a reply")
        if "fault" in record:
            _LOG.error("%s", record["fault"])
        return record

    def _size_of(self, task: Task) -> int:
        return (self._root / task.location / "upload").stat().st_size


_BOUNDS: Final = Bounds(seconds_most=limits.SERVE_SECONDS)
_POOL_LANGUAGE: Final[Language] = "en"
