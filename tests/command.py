"""The `renja` command as a user runs it: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def renja(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command and return what it wrote and its exit code; English unless `environment` says otherwise."""
    return subprocess.run(
        [sys.executable, "-c", "from extractor.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8", "COLUMNS": "120", **environment},
    )
