"""Zip archives of documents, read in a worker: their entries under safe names, each within bounds."""

from __future__ import annotations

import stat
import zipfile
import zlib
from functools import lru_cache
from typing import Final, NoReturn

from extractor import limits
from extractor.batch.names import is_archive, safe_member, skip_code
from extractor.batch.store import open_store
from extractor.errors import LimitError, UnreadableError
from extractor.messages import Message, shown

PAGE: Final = 100
"""Entries told to the parent at once, so that it holds few of them."""
DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OverflowError,
)  # fmt: skip
_AGAIN: Final = Message(
    id="Buat ulang arsip itu, atau keluarkan isinya ke folder.", en="Make the archive again, or unpack it to a folder."
)


class Archive:
    """An open zip archive and the safe names of its documents; two entries of one name get `~2`, `~3` …"""

    def __init__(self, source: str, location: str) -> None:
        self.name = location.rpartition("/")[2]
        try:
            self._zip = zipfile.ZipFile(open_store(source).open(location))
        except DAMAGE as error:
            self._damaged(error)
        self._infos = self._zip.infolist()
        if len(self._infos) > limits.BATCH_ARCHIVE_ENTRIES:
            raise LimitError(
                shown(self.name),
                Message(
                    id=f"Arsip memuat lebih dari {limits.BATCH_ARCHIVE_ENTRIES} berkas.",
                    en=f"The archive holds over {limits.BATCH_ARCHIVE_ENTRIES} entries.",
                ),
                Message(id="Bagi menjadi beberapa arsip.", en="Split it into several archives."),
            )
        self.is_document = "[Content_Types].xml" in self._zip.NameToInfo or "mimetype" in self._zip.NameToInfo
        self.members = self._named()

    def _named(self) -> list[tuple[int, str]]:
        members: list[tuple[int, str]] = []
        taken: dict[str, int] = {}
        for index, info in enumerate(self._infos):
            kind = stat.S_IFMT(info.external_attr >> 16)
            if info.is_dir() or kind not in (0, stat.S_IFREG):
                continue
            name = safe_member(info.filename)
            seen = taken[name] = taken.get(name, 0) + 1
            if seen > 1:
                stem, dot, ending = name.rpartition(".")
                name = f"{stem}~{seen}{dot}{ending}" if dot else f"{name}~{seen}"
            members.append((index, name))
        return members

    def read(self, index: int) -> bytes:
        """Return the bytes of an entry. Raises `UnreadableError` or `LimitError`."""
        info = self._infos[index]
        name = shown(info.filename.rpartition("/")[2])
        ratio = info.file_size / max(info.compress_size, 1)
        heavy = info.file_size > limits.MAX_SIDE_PART_BYTES and ratio > limits.BATCH_ARCHIVE_RATIO
        if info.flag_bits & 0x1:
            raise UnreadableError(
                name,
                Message(id="Isi arsip ini dikunci dengan kata sandi.", en="This entry is locked with a password."),
                Message(id="Keluarkan isinya ke folder dahulu.", en="Unpack it to a folder first."),
            )
        try:
            with self._zip.open(info) as stream:
                data = b"" if heavy else stream.read(min(info.file_size, limits.MAX_FILE_BYTES) + 1)
        except (*DAMAGE, OSError) as error:
            self._damaged(error)
        if heavy or len(data) > limits.MAX_FILE_BYTES:
            raise LimitError(
                name,
                Message(id="Isi arsip ini mengembang melampaui batas.", en="This entry unpacks beyond the limit."),
                Message(id="Periksa asal arsip itu.", en="Check where the archive comes from."),
            )
        return data

    def _damaged(self, error: Exception) -> NoReturn:
        reason = shown(str(error)) or type(error).__name__
        raise UnreadableError(
            shown(self.name),
            Message(id=f"Arsip zip rusak ({reason}).", en=f"The zip archive is damaged ({reason})."),
            _AGAIN,
        ) from error


@lru_cache(maxsize=1)
def open_archive(source: str, location: str) -> Archive:
    """Return an archive; the last one stays open, so that its directory is read once for all its entries."""
    return Archive(source, location)


def member_skip_code(name: str) -> str | None:
    """Return why an entry is left out, by any part of its name."""
    if is_archive(name):
        return "archive-in-archive"
    return next(filter(None, map(skip_code, name.split("/"))), None)
