"""Stand-ins for the conversion that crash, hang or eat memory for real, as the document's content says."""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Callable
from pathlib import Path

from extractor.batch import convert as real
from extractor.batch.task import Job, Reply, Task

BEHAVE = "tests.batch.doubles:behave"


def behave(job: Job, task: Task, tell_pages: Callable[[int], None]) -> Reply:
    """Do what the document's first word says, else convert it."""
    place = Path(job.source, task.location)
    word, _, rest = place.read_bytes()[:200].partition(b" ")
    match word:
        case b"CRASH":
            ctypes.string_at(0)
        case b"EXIT":
            os._exit(3)
        case b"HANG":
            time.sleep(600)
        case b"CHILD":
            # A grandchild that outlives its parent unless it is looked for.
            pid = os.spawnlp(os.P_NOWAIT, "sleep", "sleep", "600")
            place.with_suffix(".pid").write_text(str(pid))
            time.sleep(600)
        case b"MEMORY":
            hoard = [bytearray(os.urandom(1 << 20)) for _ in range(4096)]
            assert hoard
        case b"ONCE":
            mark = place.with_suffix(".mark")
            if not mark.exists():
                mark.write_text("")
                ctypes.string_at(0)
        case b"PAGES":
            tell_pages(int(rest))
            time.sleep(2)
        case b"SLOW":
            time.sleep(float(rest))
        case b"WHO":
            return Reply(record={"path": task.key, "status": "ok", "message": str(os.getpid())}, held_bytes=100)
    return real.convert(job, task, tell_pages)
