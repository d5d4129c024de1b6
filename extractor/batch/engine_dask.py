"""Conversion on a Dask cluster: the same function, in the same bounded processes, on its workers.

Each Dask worker keeps a pool of one bounded process, so that a document that crashes, hangs or eats memory costs
neither the Dask worker nor its other tasks; a Dask worker that is lost has its documents given to another.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from extractor.batch.convert import failed
from extractor.batch.pool import TICK, Pool
from extractor.batch.run import Engine
from extractor.batch.store import missing_extra
from extractor.batch.task import Job, Reply, Task
from extractor.errors import UsageError
from extractor.messages import Message
from extractor.version import __version__

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

_AHEAD: Final = 2
"""Tasks in flight for each thread of the cluster: one at work, one waiting beside it."""
_CONNECT_SECONDS: Final = 30
"""A scheduler that does not answer by then is not there."""

_pools: dict[int, tuple[Job, Pool]] = {}
_pools_lock = threading.Lock()


def dask_engine(scheduler: str | None, workers: int) -> Callable[[Job], Engine]:
    """Return what makes the engine: of the cluster at `scheduler`, else of a cluster of `workers` local processes.

    Raises `UsageError` where the extra is missing or nothing answers at the address.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise missing_extra("--engine dask") from error
    cluster: LocalCluster | None = None
    if scheduler is None:
        cluster = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
    try:
        client = Client(cluster or scheduler, timeout=_CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise UsageError(
            str(scheduler),
            Message(id="Penjadwal Dask tidak menjawab di alamat ini.", en="No Dask scheduler answers at this address."),
            Message(
                id="Periksa alamatnya, mis. tcp://10.0.0.5:8786.", en="Check it; it looks like tcp://10.0.0.5:8786."
            ),
        ) from error
    return lambda job: DaskEngine(client, cluster, job)


class DaskEngine:
    """A batch's tasks on a Dask cluster; lost workers are survived."""

    def __init__(self, client: Client, cluster: LocalCluster | None, job: Job) -> None:
        self._client = client
        self._cluster = cluster
        self._job = job
        self._tasks: dict[Any, Task] = {}

    def run(self, next_task: Callable[[], Task | None]) -> Iterator[tuple[Task, Reply] | None]:
        """Yield each task with its reply, in order of completion, and None at least every `TICK` seconds."""
        from distributed import wait

        while True:
            self._submit(next_task)
            if not self._tasks:
                return
            try:
                # `wait` asks the process's current client, which may be another one of the caller's.
                with self._client.as_current():
                    finished = wait(list(self._tasks), timeout=TICK, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                finished = set()
            for future in finished:
                task = self._tasks.pop(future)
                yield task, self._reply(task, future)
            yield None

    def close(self) -> None:
        """Give up what is in flight and end the processes on the cluster's workers."""
        if self._tasks:
            self._client.cancel(list(self._tasks), force=True)
        if self._cluster is None:
            self._client.run(close_pools, self._job.run)
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()

    def _submit(self, next_task: Callable[[], Task | None]) -> None:
        most = max(sum(self._client.nthreads().values()), 1) * _AHEAD
        while len(self._tasks) < most:
            task = next_task()
            if task is None:
                return
            self._tasks[self._client.submit(convert_here, self._job, task, __version__, pure=False)] = task

    def _reply(self, task: Task, future: Any) -> Reply:
        if future.status == "finished":
            reply: Reply = future.result()
            return reply
        # Dask gives a task up when it has lost three workers, or when a worker cannot import renja.
        error = future.exception() if future.status == "error" else None
        if isinstance(error, ImportError):
            return Reply(fatal=f"renja on the cluster's workers: {error}")
        lost = Message(id="Pekerja kluster yang membacanya hilang.", en="The cluster's workers reading it were lost.")
        told = failed("crashed", lost.text(self._job.language))
        return Reply(record={"path": task.key, **told, "extractor_version": __version__})


def convert_here(job: Job, task: Task, version: str) -> Reply:
    """Convert a document in this thread's bounded process; runs on a worker of the cluster."""
    if version != __version__:
        return Reply(fatal=f"renja {__version__} on a worker, {version} here")
    from extractor.batch.store import open_store

    read = open_store(job.source)
    thread = threading.get_ident()
    with _pools_lock:
        known = _pools.get(thread)
        if known is None or known[0] != job:
            if known:
                known[1].close()
            known = _pools[thread] = (job, Pool(job, 1, size_of=lambda each: read.size(each.location) or 0))
    tasks = iter([task])
    return next(answer[1] for answer in known[1].run(lambda: next(tasks, None)) if answer)


def close_pools(run: str) -> None:
    """End the bounded processes of a batch on this worker."""
    with _pools_lock:
        for thread, (job, pool) in list(_pools.items()):
            if job.run == run:
                pool.close()
                del _pools[thread]
