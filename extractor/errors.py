"""What can go wrong in a way the user meets: exit code, message, what to do next."""

from __future__ import annotations

import errno
import os
from enum import IntEnum
from typing import Final

from extractor import limits
from extractor.messages import Language, Message


class ExitCode(IntEnum):
    """Exit codes of the `renja` command."""

    DONE = 0
    USAGE = 1
    UNREADABLE = 2
    NOT_SUPPORTED = 3
    LIMIT = 4
    NO_PLAN = 5
    OUTPUT = 6


class RenjaError(Exception):
    """Base of every error a user can meet: names the file, what is wrong and what to do next."""

    exit_code = ExitCode.UNREADABLE

    def __init__(self, file_name: str, wrong: Message, next_step: Message) -> None:
        self.file_name = file_name
        self.wrong = wrong
        self.next_step = next_step
        super().__init__(self.text("en"))

    def text(self, language: Language) -> str:
        """Return the whole message in `language`."""
        return f"{self.file_name}: {self.wrong.text(language)} {self.next_step.text(language)}"


class UnreadableError(RenjaError):
    """The file is damaged, encrypted or not what its content claims."""

    exit_code = ExitCode.UNREADABLE


class LockedError(UnreadableError):
    """The file is encrypted and the password is missing or wrong; `wrong` says which."""


class NotSupportedError(RenjaError):
    """The file is whole, but of a kind this program does not read."""

    exit_code = ExitCode.NOT_SUPPORTED


class LimitError(RenjaError):
    """The file passes a bound of `limits.py`."""

    exit_code = ExitCode.LIMIT


class UsageError(RenjaError):
    """What was asked cannot be done this way: a missing extra, an address that is none."""

    exit_code = ExitCode.USAGE


class OutputError(RenjaError):
    """The output cannot be written: no space, no permission, or another run is writing there."""

    exit_code = ExitCode.OUTPUT


_REASONS: Final = {
    errno.ENOENT: "tidak ada berkas atau folder bernama itu",
    errno.EACCES: "hak aksesnya tidak ada",
    errno.EPERM: "tidak diizinkan",
    errno.EISDIR: "itu sebuah folder",
    errno.ENOTDIR: "sebagian jalurnya bukan folder",
    errno.ENOSPC: "ruang penyimpanan habis",
    errno.EDQUOT: "jatah penyimpanan habis",
    errno.EROFS: "penyimpanannya hanya dapat dibaca",
    errno.EIO: "penyimpanannya rusak",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
    errno.ELOOP: "tautannya berputar",
    errno.EADDRINUSE: "alamat itu sedang dipakai program lain",
    errno.EADDRNOTAVAIL: "alamat itu bukan milik mesin ini",
}
_IN_INDONESIAN: Final = {os.strerror(number): text for number, text in _REASONS.items()}


def reason(error: OSError | str) -> Message:
    """Return why the system refused, by its error or the system's own words for one."""
    text = error if isinstance(error, str) else error.strerror or type(error).__name__
    return Message(id=_IN_INDONESIAN.get(text, text), en=text)


def cannot_open(file_name: str, error: OSError) -> UnreadableError:
    """Return the error of an input that the system does not give."""
    why = reason(error)
    if error.errno == errno.EISDIR:
        return UnreadableError(
            file_name,
            Message(id="Ini sebuah folder, bukan berkas.", en="This is a folder, not a file."),
            Message(
                id="Berikan satu berkas; untuk seluruh isi folder jalankan `renja batch`.",
                en="Give one file; for all that is in a folder run `renja batch`.",
            ),
        )
    return UnreadableError(
        file_name,
        Message(id=f"Berkas tidak dapat dibuka ({why.id}).", en=f"The file cannot be opened ({why.en})."),
        Message(id="Periksa nama, letak dan hak bacanya.", en="Check its name, place and permissions."),
    )


def too_large(file_name: str) -> LimitError:
    """Return the error of a file over `MAX_FILE_BYTES`."""
    size = limits.MAX_FILE_BYTES // 2**20
    return LimitError(
        file_name,
        Message(id=f"Berkas lebih besar dari {size} MiB.", en=f"The file is larger than {size} MiB."),
        Message(id="Bagi dokumen menjadi beberapa berkas.", en="Split the document into several files."),
    )


def cannot_write(file_name: str, error: OSError) -> OutputError:
    """Return the error of an output that the system does not take."""
    why = reason(error)
    return OutputError(
        file_name,
        Message(id=f"Tidak dapat ditulis ({why.id}).", en=f"It cannot be written ({why.en})."),
        Message(id="Periksa folder, ruang dan hak tulisnya.", en="Check its folder, the space left and permissions."),
    )
