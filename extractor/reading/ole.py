"""The directory of an OLE2 compound file: enough to tell an encrypted package from a Word 97 document.

Source: [MS-CFB], sections 2.2 (header), 2.3 (FAT) and 2.6 (directory).
"""

from __future__ import annotations

import struct
from typing import Final

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_STREAM: Final = 0xFFFFFFFF
_LAST_SECTOR: Final = 0xFFFFFFFA
_ENTRY_BYTES: Final = 128


def root_streams(data: bytes) -> dict[str, int]:
    """Return the names of the entries in the root storage, each with the offset in `data` of its first sector.

    A damaged file gives what could be read. The offset means nothing for streams under 4096 bytes.
    """
    if len(data) < 512 or not data.startswith(MAGIC):
        return {}
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return {}
    directory = _directory(data, size=1 << shift)
    found: dict[str, int] = {}
    waiting, seen = [_field(directory, 0, 76)], set[int]()
    while waiting:
        index = waiting.pop()
        start = index * _ENTRY_BYTES
        if index in seen or start + _ENTRY_BYTES > len(directory):
            continue
        seen.add(index)
        length = min(struct.unpack_from("<H", directory, start + 64)[0], 64)
        name = directory[start : start + max(length - 2, 0)].decode("utf-16-le", "replace")
        found[name] = (_field(directory, start, 116) + 1) << shift
        waiting += [_field(directory, start, 68), _field(directory, start, 72)]
    return found


def _directory(data: bytes, size: int) -> bytes:
    """Return the directory's sectors joined, following the FAT sectors that the header lists (the first 109)."""
    table = b"".join(
        data[(sector + 1) * size : (sector + 2) * size]
        for sector in struct.unpack_from("<109I", data, 76)
        if sector < _LAST_SECTOR
    )
    pieces, sector, seen = [], struct.unpack_from("<I", data, 48)[0], set[int]()
    while sector < _LAST_SECTOR and sector not in seen:
        seen.add(sector)
        pieces.append(data[(sector + 1) * size : (sector + 2) * size])
        sector = struct.unpack_from("<I", table, sector * 4)[0] if sector * 4 + 4 <= len(table) else _NO_STREAM
    return b"".join(pieces)


def _field(directory: bytes, start: int, offset: int) -> int:
    if start + offset + 4 > len(directory):
        return _NO_STREAM
    value: int = struct.unpack_from("<I", directory, start + offset)[0]
    return value
