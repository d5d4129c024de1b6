"""A process that has imported the readers once and forks bounded workers on request.

Forking from a process that does nothing else costs 5 ms, where starting Python and importing the readers costs half a
second; so workers can be renewed often. Run as `python -m extractor.batch.nursery FD FUNCTION`.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Final

from extractor import limits
from extractor.batch.meter import address_space
from extractor.batch.task import Job, Reply, Task

FORK: Final = b"F"
STATUS: Final = b"S"
REQUEST_BYTES: Final = 9
"""A letter for what is asked, and a number of eight bytes."""
PRELOADED: Final = (
    "extractor.pipeline",
    "extractor.reading.word",
    "extractor.reading.flat_text",
    "extractor.reading.pdf.pages",
    "extractor.plan.assemble",
    "simplejson",
)
MEMORY_EXIT: Final = 77
"""Exit code of a worker that has no memory left even to say so."""
_PR_SET_PDEATHSIG: Final = 1

Convert = Callable[[Job, Task, Callable[[int], None]], Reply]


def main() -> None:
    """Answer requests on the inherited socket until its other end closes."""
    control = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    function = resolve(sys.argv[2])
    for name in PRELOADED:
        import_module(name)
    gc.freeze()
    control.send(FORK)
    while True:
        request, handles, _, _ = socket.recv_fds(control, REQUEST_BYTES, 1)
        if not request:
            break
        number = int.from_bytes(request[1:], "big")
        if request[:1] == FORK:
            pid = os.fork()
            if pid == 0:
                control.close()
                _work(socket.socket(fileno=handles[0]), function, number)
            os.close(handles[0])
            control.send(pid.to_bytes(8, "big"))
        else:
            control.send(_status(number).to_bytes(8, "big"))
    # The parent is gone: nothing that it started goes on.
    os.killpg(0, signal.SIGKILL)


def _status(pid: int) -> int:
    """Return a dead worker's wait status; 0 for a worker of a nursery before this one."""
    try:
        return os.waitpid(pid, 0)[1]
    except ChildProcessError:
        return 0


def resolve(name: str) -> Convert:
    """Return the function of `module:function`."""
    module, _, attribute = name.partition(":")
    found: Convert = getattr(import_module(module), attribute)
    return found


def _work(channel: socket.socket, function: Convert, memory_bytes: int) -> None:
    """Be a worker: bound this process, then answer tasks until the channel closes."""
    code = 1
    try:
        _bound(memory_bytes)
        lines = channel.makefile("rb")
        job = Job(**json.loads(lines.readline()))
        for line in lines:
            reply = function(job, Task.from_json(line), lambda pages: channel.sendall(b"%d\n" % pages))
            channel.sendall(reply.to_json().encode() + b"\n")
        code = 0
    except MemoryError:
        code = MEMORY_EXIT
    finally:
        os._exit(code)


def _bound(memory_bytes: int) -> None:
    """Set this process's bounds; it dies with its parent, and is the first to go where the machine's memory ends."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("500")
    held = address_space()
    if held is not None:
        _lower(resource.RLIMIT_AS, held + memory_bytes)
    _lower(resource.RLIMIT_FSIZE, limits.BATCH_OUTPUT_BYTES)
    _lower(resource.RLIMIT_NOFILE, limits.BATCH_OPEN_FILES)
    _lower(resource.RLIMIT_CORE, 0)
    # A file over the bound is then an error to report, not the end of the process.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def _lower(which: int, bound: int) -> None:
    soft, hard = resource.getrlimit(which)
    known = [each for each in (soft, hard, bound) if each != resource.RLIM_INFINITY]
    resource.setrlimit(which, (min(known), hard))


if __name__ == "__main__":
    main()
