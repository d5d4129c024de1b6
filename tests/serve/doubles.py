"""Workers made to fail."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from extractor.batch.convert import failed
from extractor.batch.task import Job, Reply, Task


def hang(job: Job, task: Task, tell_pages: Callable[[int], None]) -> Reply:
    """Never answer."""
    time.sleep(600)
    return Reply()


def look(job: Job, task: Task, tell_pages: Callable[[int], None]) -> Reply:
    """Tell which files of the server hold the request's password."""
    assert task.password
    files = [path for path in Path(job.source).rglob("*") if path.is_file()]
    found = [path.name for path in files if task.password.encode() in path.read_bytes()]
    return Reply(failed("unreadable", f"{len(files)} files, {found}"))


def die(job: Job, task: Task, tell_pages: Callable[[int], None]) -> Reply:
    """Crash as a C library does."""
    os.kill(os.getpid(), signal.SIGSEGV)
    return Reply()
