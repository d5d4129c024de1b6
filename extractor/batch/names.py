"""Names of files: which are documents, what they are called in records, where their JSON goes."""

from __future__ import annotations

import hashlib
import re
from typing import Final, Literal

from extractor.messages import Message

NAME_BYTES: Final = 255
"""Longest file name that the usual file systems take."""
PATH_CHARS: Final = 800
"""Longest path inside an archive that is kept as it is; systems take 4,096 bytes with the folders before it."""
STATE_FOLDER: Final = ".renja"

OLD_WORD_EXTENSIONS: Final = frozenset(("doc", "dot", "odt", "ott", "rtf"))
"""Files that are likely to be read through LibreOffice."""
DOCUMENT_EXTENSIONS: Final = OLD_WORD_EXTENSIONS | {"docx", "docm", "dotx", "dotm", "pdf", "txt"}
MAGIC: Final = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"{\\rt")
"""First bytes of the formats that are read; files of other extensions are tried where they begin so."""
_OTHER_KINDS: Final = frozenset((
    "xlsx", "xlsm", "xls", "xlsb", "xltx", "ods", "pptx", "ppt", "ppsx", "odp", "odg", "pub", "vsd", "mdb", "msg",
    "msi", "jar", "apk", "epub", "rar", "7z",
))  # fmt: skip
"""Kinds that share those first bytes and are no plans by their very name."""
_SYSTEM: Final = frozenset(("thumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "system volume information"))
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

SkipCode = Literal["lock-file", "hidden", "system-file", "other-kind", "not-a-file", "visited", "archive-in-archive"]
SKIPPED: Final[dict[SkipCode, Message]] = {
    "lock-file": Message(id="Berkas kunci sementara Word (~$).", en="Word's temporary lock file (~$)."),
    "hidden": Message(id="Berkas atau folder tersembunyi.", en="A hidden file or folder."),
    "system-file": Message(id="Berkas sistem operasi.", en="A file of the operating system."),
    "other-kind": Message(id="Bukan dokumen Word, PDF atau teks.", en="No Word, PDF or text document."),
    "not-a-file": Message(id="Bukan berkas biasa (pipa, perangkat).", en="No regular file (pipe, device)."),
    "visited": Message(
        id="Tautan ke folder yang dibaca dengan namanya sendiri.", en="A link to a folder walked under its own name."
    ),
    "archive-in-archive": Message(
        id="Arsip di dalam arsip tidak dibuka.", en="An archive in an archive is not opened."
    ),
}  # fmt: skip


def extension(name: str) -> str:
    """Return the lower-case extension of a file name, without its dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def skip_code(name: str) -> SkipCode | None:
    """Return why a file or folder of this name is left out, None where it is not."""
    lower = name.lower()
    if name.startswith("~$") or lower.startswith("~wr"):
        return "lock-file"
    if lower in _SYSTEM:
        return "system-file"
    if name.startswith("."):
        return "hidden"
    return "other-kind" if extension(name) in _OTHER_KINDS else None


def is_archive(name: str) -> bool:
    """Tell an archive of documents by its name."""
    return extension(name) == "zip"


def safe_member(name: str) -> str:
    """Return the name of an archive's entry as a relative path that cannot leave its folder.

    Steps up, drive letters and roots are dropped, control characters and undecodable bytes become `_`.
    """
    parts = [_UNSAFE.sub("_", part).strip() for part in name.replace("\\", "/").split("/")]
    kept = [part for part in parts if part.strip(".") and not re.fullmatch(r"[A-Za-z]:", part)]
    path = "/".join(map(shortened, kept)) or "_"
    return path if len(path) <= PATH_CHARS else shortened(path.replace("/", "_"))


def shortened(part: str, room: int = NAME_BYTES - len(".json")) -> str:
    """Return a path part that fits a file name with `.json` after it: cut, with a digest of the whole."""
    raw = part.encode("utf-8", "surrogateescape")
    if len(raw) <= room:
        return part
    digest = hashlib.sha256(raw).hexdigest()[:12]
    return raw[: room - 13].decode("utf-8", "ignore") + "~" + digest


def output_path(key: str) -> str:
    """Return where the JSON of the document `key` goes, relative to OUT."""
    folder, slash, name = key.rpartition("/")
    return f"{folder}{slash}{shortened(name)}.json"
