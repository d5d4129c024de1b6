"""Old Word files converted ahead of their turn: starting LibreOffice takes five times as long as a conversion."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from extractor.errors import RenjaError
from extractor.reading.detect import detect
from extractor.reading.document import Document
from extractor.reading.office import Converted, OldFile, convert_many, read_converted

_made: Final[dict[str, tuple[OldFile, Converted | RenjaError]]] = {}
"""What the last call of LibreOffice made of this worker's group of files, each kept until it is read."""


def convert_ahead(files: Iterable[tuple[bytes, str]]) -> None:
    """Convert those of a group's files, given by bytes and name, that only LibreOffice reads."""
    found = list(_old(files))
    _made.clear()
    for file, made in zip(found, convert_many(found) if found else (), strict=True):
        _made[_key(file.data, file.name)] = (file, made)


def read_ahead(data: bytes, name: str) -> Document | None:
    """Return the document of a file's bytes, None where it was not converted; raises what became of it."""
    file, made = _made.pop(_key(data, name), (None, None))
    if isinstance(made, RenjaError):
        raise made
    return read_converted(file, made) if file and made else None


def _old(files: Iterable[tuple[bytes, str]]) -> Iterator[OldFile]:
    for data, name in files:
        try:
            kind = detect(data, name)
        except RenjaError:
            continue
        if kind in ("doc", "odt", "rtf"):
            yield OldFile(data, kind, name)


def _key(data: bytes, name: str) -> str:
    return f"{hashlib.sha256(data).hexdigest()} {name}"
