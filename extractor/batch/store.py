"""Places to read documents from and write JSON to: a local folder, or any URL that fsspec knows."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Protocol, cast

from extractor.batch.names import STATE_FOLDER
from extractor.errors import RenjaError, UnreadableError, UsageError, reason
from extractor.messages import Message, shown

STAGED: Final = f"{STATE_FOLDER}/staged"


class NotAFileError(OSError):
    """A pipe, a socket, a device or a folder where a document was expected."""


class Store(Protocol):
    """A tree of files; paths are relative, with `/` between their parts. Every method may raise OSError."""

    root: str

    def entries(self, folder: str) -> Iterator[Entry]:
        """Yield what a folder ("" is the root) holds, sorted by name."""

    def open(self, path: str) -> BinaryIO:
        """Open a regular file for reading, with its position movable."""

    def size(self, path: str) -> int | None:
        """Return a file's size, None where there is no such file."""

    def write(self, path: str, data: bytes) -> None:
        """Write a whole file durably, making its folders."""

    def publish(self, staged: str, path: str) -> None:
        """Move a written file to its place at once, making the folders; what stood there is replaced."""

    def remove(self, path: str) -> None:
        """Remove a file or a folder with all in it; nothing happens where there is none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in a folder.

    `identity` tells a folder under all its names; `linked` is where a link to a folder leads, "" where not known.
    """

    name: str
    is_folder: bool
    is_file: bool
    identity: tuple[int, int] | None = None
    linked: str | None = None


class LocalStore:
    """A folder of this machine. Files are written durably: flushed to disk before they are moved to their place."""

    def __init__(self, root: str) -> None:
        self.root = os.path.abspath(root)

    def _at(self, path: str) -> str:
        return f"{self.root}/{path}" if path else self.root

    def entries(self, folder: str) -> Iterator[Entry]:
        """Yield what a folder holds; links are followed, so a link to a folder is that folder."""
        with os.scandir(self._at(folder)) as scan:
            names = sorted(entry.name for entry in scan)
        for name in names:
            try:
                found = os.stat(f"{self._at(folder)}/{name}")
            except OSError:
                # A dead link or a name without permission: reading it will say what is wrong.
                yield Entry(name, False, True)
                continue
            if stat.S_ISDIR(found.st_mode):
                path = f"{self._at(folder)}/{name}"
                linked = os.path.realpath(path) if os.path.islink(path) else None
                yield Entry(name, True, False, (found.st_dev, found.st_ino), linked)
            else:
                yield Entry(name, False, stat.S_ISREG(found.st_mode))

    def open(self, path: str) -> BinaryIO:
        """Open a regular file; a pipe is never waited for."""
        handle = os.open(self._at(path), os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise NotAFileError("not a regular file")
        return os.fdopen(handle, "rb")

    def size(self, path: str) -> int | None:
        """Return a file's size, None where there is none."""
        try:
            found = os.stat(self._at(path))
        except OSError:
            return None
        return found.st_size if stat.S_ISREG(found.st_mode) else None

    def write(self, path: str, data: bytes) -> None:
        """Write a whole file and flush it to disk."""
        target = self._at(path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def publish(self, staged: str, path: str) -> None:
        """Rename a written file to its place and flush the folder, so that the new name survives a power cut."""
        target = self._at(path)
        folder = os.path.dirname(target)
        os.makedirs(folder, exist_ok=True)
        os.replace(self._at(staged), target)
        sync_folder(folder)

    def remove(self, path: str) -> None:
        """Remove a file or a folder."""
        import shutil

        with suppress(FileNotFoundError, NotADirectoryError):
            shutil.rmtree(self._at(path))
            return
        with suppress(FileNotFoundError):
            os.unlink(self._at(path))


def sync_folder(folder: str) -> None:
    """Flush a folder's names to disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class UrlStore:
    """A tree behind a URL (`s3://`, `gs://`, `sftp://`, `file://` …), through fsspec."""

    def __init__(self, root: str) -> None:
        self.root = root.rstrip("/")
        try:
            import fsspec
        except ImportError as error:
            raise missing_extra(root) from error
        try:
            self._fs, self._base = fsspec.core.url_to_fs(self.root)
        except (ValueError, ImportError) as error:
            raise UsageError(
                shown(root),
                Message(id=f"Alamat ini tidak dapat dipakai ({error}).", en=f"This URL cannot be used ({error})."),
                Message(id="Periksa alamat dan pustakanya.", en="Check the URL and the library for it."),
            ) from error

    def _at(self, path: str) -> str:
        return f"{self._base}/{path}" if path else self._base

    def entries(self, folder: str) -> Iterator[Entry]:
        """Yield what a folder holds, sorted by name."""
        found = self._fs.ls(self._at(folder), detail=True)
        for info in sorted(found, key=lambda info: str(info["name"])):
            name = str(info["name"]).rstrip("/").rpartition("/")[2]
            link = bool(info.get("islink")) or info["type"] == "link"
            is_folder = info["type"] == "directory" or (link and self._fs.isdir(info["name"]))
            yield Entry(name, is_folder, info["type"] in ("file", "link"), linked="" if link and is_folder else None)

    def open(self, path: str) -> BinaryIO:
        """Open a file for reading."""
        return cast(BinaryIO, self._fs.open(self._at(path), "rb"))

    def size(self, path: str) -> int | None:
        """Return a file's size, None where there is none."""
        try:
            info = self._fs.info(self._at(path))
        except OSError:
            return None
        return int(info["size"]) if info["type"] == "file" else None

    def write(self, path: str, data: bytes) -> None:
        """Write a whole file; object stores show it only when it is whole."""
        target = self._at(path)
        self._fs.makedirs(target.rpartition("/")[0], exist_ok=True)
        self._fs.pipe_file(target, data)

    def publish(self, staged: str, path: str) -> None:
        """Move a written file to its place."""
        target = self._at(path)
        self._fs.makedirs(target.rpartition("/")[0], exist_ok=True)
        self._fs.mv(self._at(staged), target)

    def remove(self, path: str) -> None:
        """Remove a file or a folder."""
        with suppress(FileNotFoundError):
            self._fs.rm(self._at(path), recursive=True)


def is_url(place: str) -> bool:
    """Tell a URL from a path."""
    return "://" in place and not Path(place).exists()


def open_store(place: str) -> Store:
    """Return the store of a path or a URL. Raises `UsageError` where fsspec or a library for the URL is missing."""
    return UrlStore(place) if is_url(place) else LocalStore(place)


def open_source(place: str) -> tuple[Store, str | None]:
    """Return the store of SOURCE; for a single file its folder's store and the file's name.

    Raises `UnreadableError` where there is nothing.
    """
    store = open_store(place)
    try:
        if store.size("") is None:
            next(iter(store.entries("")), None)
            return store, None
    except OSError as error:
        why = reason(error)
        raise UnreadableError(
            shown(place),
            Message(id=f"Sumber tidak dapat dibaca ({why.id}).", en=f"The source cannot be read ({why.en})."),
            Message(id="Periksa nama, letak dan hak bacanya.", en="Check its name, place and permissions."),
        ) from error
    folder, _, name = store.root.rpartition("/")
    return open_store(folder or "/"), name


def missing_extra(what: str) -> RenjaError:
    """Return the error of a missing `[cluster]` extra."""
    return UsageError(
        shown(what),
        Message(
            id="Ini memerlukan pustaka untuk kluster dan alamat URL, yang belum terpasang.",
            en="This needs the libraries for clusters and URLs, which are not installed.",
        ),
        Message(
            id='Pasang dengan: pip install "renja-extractor[cluster]"',
            en='Install them with: pip install "renja-extractor[cluster]"',
        ),
    )
