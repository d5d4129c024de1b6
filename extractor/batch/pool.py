"""Worker processes on this machine: fed one document at a time, watched, replaced when they die or grow.

`concurrent.futures` is not used: one killed worker breaks its whole executor, and `max_tasks_per_child` can deadlock.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from types import TracebackType
from typing import Final, Self

from extractor import limits
from extractor.batch.convert import FAILURES, failed
from extractor.batch.meter import descendants
from extractor.batch.names import OLD_WORD_EXTENSIONS, extension
from extractor.batch.nursery import FORK, MEMORY_EXIT, REQUEST_BYTES, STATUS
from extractor.batch.task import Job, Reply, Task
from extractor.errors import UnreadableError
from extractor.messages import Message
from extractor.version import __version__

CONVERT: Final = "extractor.batch.convert:convert"
TICK: Final = 0.25
"""Seconds between two looks at deadlines, and between two chances to draw progress."""
_REPLY_BYTES: Final = 1 << 20
"""A reply is a record of some kilobytes and the names of up to a page of archive members; more is no reply."""
_TRIES: Final = 2
"""What died, hung or ate memory may have been another's fault once."""
_BESIDE: Final = 7
"""Old Word files that go along with one: LibreOffice's start then takes less than a conversion of each."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one document may use: seconds (at least, by size, by page, at most) and bytes of memory above the start."""

    seconds: float = limits.BATCH_SECONDS
    seconds_per_mb: float = limits.BATCH_SECONDS_PER_MB
    seconds_per_page: float = limits.BATCH_SECONDS_PER_PAGE
    seconds_most: float = limits.BATCH_SECONDS_MOST
    memory_bytes: int = limits.BATCH_MEMORY_BYTES
    renew_bytes: int = limits.BATCH_RENEW_BYTES
    renew_documents: int = limits.BATCH_RENEW_DOCUMENTS

    def allowed(self, size_bytes: int, pages: int) -> float:
        """Return the seconds a document of this size and number of pages may take."""
        more = max(size_bytes / 2**20 * self.seconds_per_mb, pages * self.seconds_per_page)
        return min(self.seconds + more, self.seconds_most)


BOUNDS: Final = Bounds()


@dataclass(slots=True)
class _Worker:
    """A live worker: its process, its channel, the task it is at and those it has prepared to do next."""

    pid: int
    channel: socket.socket
    served: int = 0
    task: Task | None = None
    attempt: int = 0
    started: float = 0.0
    deadline: float = 0.0
    received: bytearray = field(default_factory=bytearray)
    prepared: deque[Task] = field(default_factory=deque)


class Pool:
    """`workers` bounded processes that convert documents of one job.

    `size_of` tells a file's size for its time bound; `function` is what the workers call, as `module:function`.
    """

    def __init__(
        self,
        job: Job,
        workers: int,
        *,
        bounds: Bounds = BOUNDS,
        size_of: Callable[[Task], int] = lambda task: 0,
        function: str = CONVERT,
    ) -> None:
        self._job = job
        self._bounds = bounds
        self._size_of = size_of
        self._nursery = Nursery(function, bounds.memory_bytes)
        self._idle: list[_Worker] = []
        self._busy: dict[int, _Worker] = {}
        self._selector = selectors.DefaultSelector()
        self._workers = workers
        self._waiting: deque[Task] = deque()

    def __enter__(self) -> Self:
        """Return the pool."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every worker at once."""
        self.close()

    def close(self) -> None:
        """End every worker at once; what they were at is not recorded."""
        for worker in [*self._busy.values(), *self._idle]:
            self._end(worker)
        self._busy.clear()
        self._idle.clear()
        self._selector.close()
        self._nursery.close()

    def run(self, next_task: Callable[[], Task | None]) -> Iterator[tuple[Task, Reply] | None]:
        """Yield each task with its reply, in order of completion, and None at least every `TICK` seconds.

        `next_task` is asked whenever a worker is free; where it gives None it is asked again after the next reply.
        """
        while True:
            self._feed(next_task)
            if not self._busy:
                return
            finished: list[tuple[Task, Reply]] = []
            for key, _ in self._selector.select(TICK):
                finished += self._hear(self._busy[key.fd])
            finished += self._overdue()
            # The freed workers get their next documents before the parent turns to these replies.
            self._feed(next_task)
            yield from finished
            yield None

    def _feed(self, next_task: Callable[[], Task | None]) -> None:
        while len(self._busy) < self._workers:
            task = self._waiting.popleft() if self._waiting else self._grouped(next_task)
            if task is None:
                return
            self._start(task, 1)

    def _grouped(self, next_task: Callable[[], Task | None]) -> Task | None:
        """Return the next task; an old Word file takes those that follow it along, for one call of LibreOffice."""
        task = next_task()
        if task is None or not _is_old_word(task):
            return task
        beside: list[Task] = []
        while len(beside) < _BESIDE and (following := next_task()):
            if not _is_old_word(following):
                self._waiting.append(following)
                break
            beside.append(following)
        return replace(task, beside=tuple(beside))

    def _start(self, task: Task, attempt: int, worker: _Worker | None = None) -> None:
        while True:
            worker = worker or (self._idle.pop() if self._idle and attempt == 1 else self._fresh())
            try:
                worker.channel.sendall(task.to_json().encode() + b"\n")
                break
            except OSError:
                # It died while idle; its next document is not to blame.
                self._end(worker)
                worker = None
        worker.task, worker.attempt = task, attempt
        worker.prepared.extend(task.beside)
        worker.started = time.monotonic()
        seconds = sum(self._bounds.allowed(self._size_of(each), 0) for each in (task, *task.beside))
        worker.deadline = worker.started + min(seconds, self._bounds.seconds_most)
        self._busy[worker.channel.fileno()] = worker
        self._selector.register(worker.channel, selectors.EVENT_READ)

    def _fresh(self) -> _Worker:
        pid, channel = self._nursery.fork()
        channel.sendall(json.dumps(asdict(self._job)).encode() + b"\n")
        return _Worker(pid, channel)

    def _hear(self, worker: _Worker) -> list[tuple[Task, Reply]]:
        """Read what a worker says: pages, a reply, or its end."""
        try:
            chunk = worker.channel.recv(1 << 16)
        except OSError:
            chunk = b""
        worker.received += chunk
        if not chunk or len(worker.received) > _REPLY_BYTES:
            self._release(worker)
            return self._lost(worker, self._end(worker))
        *lines, rest = worker.received.split(b"\n")
        worker.received = bytearray(rest)
        for line in lines:
            if line.isdigit():
                allowed = self._bounds.allowed(self._size_of(_task_of(worker)), int(line))
                worker.deadline = worker.started + allowed
            else:
                return self._answered(worker, Reply.from_json(bytes(line)))
        return []

    def _answered(self, worker: _Worker, reply: Reply) -> list[tuple[Task, Reply]]:
        task, attempt = _task_of(worker), worker.attempt
        self._release(worker)
        worker.served += 1
        worn = worker.served >= self._bounds.renew_documents or reply.held_bytes > self._bounds.renew_bytes
        if worker.prepared and not reply.again:
            self._start(worker.prepared.popleft(), 1, worker)
        elif reply.again or worn:
            self._end(worker)
        else:
            self._idle.append(worker)
        if reply.again and attempt < _TRIES:
            self._start(replace(task, beside=()), attempt + 1)
            return []
        if reply.record:
            reply.record["attempts"] = attempt
        return [(task, reply)]

    def _lost(self, worker: _Worker, status: int) -> list[tuple[Task, Reply]]:
        """Try a worker's document once more in a fresh one, else say how it ended."""
        if os.WIFEXITED(status) and os.WEXITSTATUS(status) == MEMORY_EXIT:
            return self._failed(worker, "memory", FAILURES["memory"])
        if os.WIFSIGNALED(status):
            number = os.WTERMSIG(status)
            name = signal.Signals(number).name if number in signal.Signals._value2member_map_ else str(number)
            wrong = Message(id=f"Proses pembacanya mati ({name}).", en=f"The process reading it died ({name}).")
        else:
            wrong = Message(id="Proses pembacanya berhenti.", en="The process reading it ended.")
        return self._failed(worker, "crashed", wrong)

    def _overdue(self) -> list[tuple[Task, Reply]]:
        now = time.monotonic()
        finished = []
        for worker in [worker for worker in self._busy.values() if now > worker.deadline]:
            self._release(worker)
            self._end(worker)
            seconds = round(worker.deadline - worker.started)
            wrong = Message(id=f"Tidak selesai dalam {seconds} detik.", en=f"It did not end within {seconds} seconds.")
            finished += self._failed(worker, "timeout", wrong)
        return finished

    def _failed(self, worker: _Worker, code: str, wrong: Message) -> list[tuple[Task, Reply]]:
        task = _task_of(worker)
        if worker.attempt < _TRIES:
            self._start(replace(task, beside=()), worker.attempt + 1)
            return []
        record = {
            "path": task.key,
            **failed(code, wrong.text(self._job.language)),
            "seconds": round(time.monotonic() - worker.started, 4),
            "attempts": worker.attempt,
            "extractor_version": __version__,
        }
        return [(task, Reply(record=record))]

    def _release(self, worker: _Worker) -> None:
        self._selector.unregister(worker.channel)
        del self._busy[worker.channel.fileno()]

    def _end(self, worker: _Worker) -> int:
        """Kill a worker and all it started; return its wait status. What it had prepared is done one at a time."""
        self._waiting.extend(worker.prepared)
        worker.prepared.clear()
        pids = [*descendants(worker.pid), worker.pid]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        worker.channel.close()
        return self._nursery.status(worker.pid)


def _task_of(worker: _Worker) -> Task:
    if worker.task is None:
        raise AssertionError("an idle worker spoke")
    return worker.task


def _is_old_word(task: Task) -> bool:
    return task.first is None and extension(task.key) in OLD_WORD_EXTENSIONS


class Nursery:
    """The process that forks workers; started again where it died."""

    def __init__(self, function: str, memory_bytes: int) -> None:
        self._function = function
        self._memory_bytes = memory_bytes
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        # What a killed worker leaves lying about goes with this folder.
        self._temporary = tempfile.TemporaryDirectory(prefix="renja-batch-", ignore_cleanup_errors=True)

    def fork(self) -> tuple[int, socket.socket]:
        """Return a fresh worker's process number and our end of its channel."""
        for _ in range(_TRIES):
            ours, theirs = socket.socketpair()
            with theirs:
                request = FORK + self._memory_bytes.to_bytes(REQUEST_BYTES - 1, "big")
                try:
                    control = self._started()
                    socket.send_fds(control, [request], [theirs.fileno()])
                    answer = control.recv(8)
                except OSError:
                    answer = b""
            if answer:
                return int.from_bytes(answer, "big"), ours
            ours.close()
            self._stop()
        raise UnreadableError(
            "renja batch",
            Message(id="Proses pembaca tidak dapat dijalankan.", en="The reading processes cannot be started."),
            Message(id="Pasang ulang renja, atau beri mesin ini lebih banyak memori.",
                    en="Install renja again, or give this machine more memory."),
        )  # fmt: skip

    def status(self, pid: int) -> int:
        """Return the wait status of a dead worker; 0 where the nursery died with it."""
        try:
            control = self._control
            if control is None:
                return 0
            control.send(STATUS + pid.to_bytes(REQUEST_BYTES - 1, "big"))
            return int.from_bytes(control.recv(8), "big")
        except OSError:
            return 0

    def close(self) -> None:
        """End the process; its workers die with it, and their temporary files."""
        self._stop()
        self._temporary.cleanup()

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _started(self) -> socket.socket:
        if self._control is None:
            ours, theirs = socket.socketpair()
            with theirs:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-m", "extractor.batch.nursery", str(theirs.fileno()), self._function],
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=_environment(self._temporary.name),
                    # Ctrl-C is the parent's to answer.
                    start_new_session=True,
                )
            if not ours.recv(1):
                ours.close()
                raise ConnectionError("the nursery did not start")
            self._control = ours
        return self._control


def _environment(temporary: str) -> dict[str, str]:
    """Return the environment of workers: our import path, and one thread each, for the workers are the parallelism."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return os.environ | threads | {"PYTHONPATH": path, "TMPDIR": temporary}
