"""LibreOffice as a guarded child: a throw-away profile, no macros, no links, no network, bounds on time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

from extractor import limits

_NAMES: Final = ("soffice", "libreoffice")
_USUAL_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_DEAD_PROXY: Final = "http://127.0.0.1:9"
"""The discard port: whatever asks for the network through the environment gets nothing."""
_SETTINGS: Final = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Office.Writer/Content/Update", "Field", "false"),
    ("org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("org.openoffice.Office.Java/VirtualMachine", "Enable", "false"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""Macros never run, links are never followed, no Java, and a proxy that nobody answers at."""


def find_soffice() -> Path | None:
    """Return the LibreOffice program on the PATH or at its usual places, or None."""
    for name in (*_NAMES, *_USUAL_PLACES):
        if found := shutil.which(name):
            return Path(found)
    return None


def to_docx(soffice: Path, sources: Sequence[Path], folder: Path, seconds: float) -> bool:
    """Convert `sources` into .docx files in `folder`; return False where LibreOffice ran out of time.

    Says nothing about success: exit codes of LibreOffice mean nothing, so the caller looks at what lies in `folder`.
    """
    with _profile() as profile:
        command = [
            *_without_network(),
            str(soffice),
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder)),
            *(str(source) for source in sources),
        ]
        return _run(command, _environment(profile), seconds)


@contextmanager
def _profile() -> Iterator[Path]:
    """Make a profile folder with the settings, and remove it whatever happens."""
    with tempfile.TemporaryDirectory(prefix="renja-office-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        (folder / "user").mkdir()
        items = "".join(
            f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
            for path, name, value in _SETTINGS
        )
        (folder / "user" / "registrymodifications.xcu").write_text(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
            'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"{items}</oor:items>\n",
            "utf-8",
        )
        yield folder


def _environment(profile: Path) -> dict[str, str]:
    """Return the child's environment: no screen, no home of the user, no proxy but a dead one."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), _DEAD_PROXY)
    return environment | proxies | {"no_proxy": "", "HOME": str(profile), "SAL_USE_VCLPLUGIN": "svp"}


@cache
def _without_network() -> tuple[str, ...]:
    """Return the command prefix that gives a child a network of its own, with nothing in it; () where not allowed."""
    unshare = shutil.which("unshare") if sys.platform == "linux" else None
    if unshare is None:
        return ()
    prefix = (unshare, "--map-current-user", "--net")
    try:
        done = subprocess.run([*prefix, "true"], capture_output=True, timeout=limits.OFFICE_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return prefix if done.returncode == 0 else ()


def _run(command: Sequence[str], environment: dict[str, str], seconds: float) -> bool:
    """Run a command in a session of its own, and end the whole session with it; False where time ran out."""
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        # Not pipes: a grandchild that lives on would hold them open.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return False
        finally:
            _end(process)
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill whatever is left of the child's process group, itself included."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
        return
    try:
        # The group's number is the child's own, which stays taken while any member lives.
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
