"""Workers made to fail."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

from extractor.batch.task import Job, Reply, Task


def hang(job: Job, task: Task, tell_pages: Callable[[int], None]) -> Reply:
    """Never answer."""
    time.sleep(600)
    return Reply()


def die(job: Job, task: Task, tell_pages: Callable[[int], None]) -> Reply:
    """Crash as a C library does."""
    os.kill(os.getpid(), signal.SIGSEGV)
    return Reply()
