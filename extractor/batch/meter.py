"""Memory and time as the kernel counts them."""

from __future__ import annotations

import os
import resource
import sys
from contextlib import suppress
from pathlib import Path

_STATUS = Path("/proc/self/status")


def reset_peak() -> None:
    """Start counting peak memory anew, where the kernel allows it."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def peak_bytes() -> int:
    """Return the most memory this process held since `reset_peak`, else since its start."""
    return _line("VmHWM:") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (
        1 if sys.platform == "darwin" else 1024
    )


def held_bytes() -> int:
    """Return the memory this process holds now."""
    return _line("VmRSS:") or peak_bytes()


def address_space() -> int | None:
    """Return the size of this process's address space, None where the kernel does not tell."""
    return _line("VmSize:")


def _line(name: str) -> int | None:
    try:
        for line in _STATUS.read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1]) * 1024
    except OSError:
        return None
    return None


def descendants(pid: int) -> list[int]:
    """Return the processes that a process started, and those that they started, as far as the kernel tells."""
    found: list[int] = []
    stack = [pid]
    while stack:
        current = stack.pop()
        with suppress(OSError, ValueError):
            for thread in os.listdir(f"/proc/{current}/task"):
                children = [int(each) for each in Path(f"/proc/{current}/task/{thread}/children").read_text().split()]
                found += children
                stack += children
    return found
