"""OLE2 compound files: enough to tell an encrypted package from a Word 97 document, and to read a stream.

Source: [MS-CFB], sections 2.2 (header), 2.3 (FAT), 2.4 (mini FAT), 2.5 (DIFAT) and 2.6 (directory).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_STREAM: Final = 0xFFFFFFFF
_LAST_SECTOR: Final = 0xFFFFFFFA
"""Numbers from here on are marks (end of a chain, a free sector), no sectors."""
_ENTRY_BYTES: Final = 128
_MINI_BYTES: Final = 64
_MINI_CUTOFF: Final = 4096
"""Bytes of an entry of the directory and of a mini sector; shorter streams than the cutoff lie in mini sectors."""


def root_streams(data: bytes) -> dict[str, int]:
    """Return the names of the entries in the root storage, each with the offset in `data` of its first sector.

    A damaged file gives what could be read. The offset means nothing for streams under 4096 bytes.
    """
    size = _sector_size(data)
    if not size:
        return {}
    directory = _chain(data, size, _fat(data, size), struct.unpack_from("<I", data, 48)[0])
    return {name: (_field(directory, start, 116) + 1) * size for name, start in _entries(directory)}


def read_stream(data: bytes, name: str) -> bytes:
    """Return the content of the stream `name` of the root storage; what a damaged file has of it, b"" for none."""
    size = _sector_size(data)
    if not size:
        return b""
    fat = _fat(data, size)
    directory = _chain(data, size, fat, struct.unpack_from("<I", data, 48)[0])
    start = dict(_entries(directory)).get(name)
    if start is None:
        return b""
    first, length = _field(directory, start, 116), _field(directory, start, 120)
    if length >= _MINI_CUTOFF:
        return _chain(data, size, fat, first)[:length]
    minis = _chain(data, size, fat, _field(directory, 0, 116))
    mini_fat = _chain(data, size, fat, struct.unpack_from("<I", data, 60)[0])
    # A mini stream has no header sector before its first one.
    return _chain(bytes(_MINI_BYTES) + minis, _MINI_BYTES, mini_fat, first)[:length]


def _sector_size(data: bytes) -> int:
    """Return the size of a sector in bytes, 0 where this is no compound file."""
    if len(data) < 512 or not data.startswith(MAGIC):
        return 0
    shift = struct.unpack_from("<H", data, 30)[0]
    return 1 << shift if shift in (9, 12) else 0


def _entries(directory: bytes) -> Iterator[tuple[str, int]]:
    """Yield name and offset in the directory of each entry of the root storage."""
    waiting, seen = [_field(directory, 0, 76)], set[int]()
    while waiting:
        index = waiting.pop()
        start = index * _ENTRY_BYTES
        if index in seen or start + _ENTRY_BYTES > len(directory):
            continue
        seen.add(index)
        length = min(struct.unpack_from("<H", directory, start + 64)[0], 64)
        yield directory[start : start + max(length - 2, 0)].decode("utf-16-le", "replace"), start
        waiting += [_field(directory, start, 68), _field(directory, start, 72)]


def _fat(data: bytes, size: int) -> bytes:
    """Return the sector allocation table: its sectors are listed in the header (109) and then in a chain of lists."""
    pieces = [_sectors(data, size, data[76 : 76 + 4 * 109])]
    sector, seen = struct.unpack_from("<I", data, 68)[0], set[int]()
    while sector < _LAST_SECTOR and sector not in seen:
        seen.add(sector)
        listed = data[(sector + 1) * size : (sector + 2) * size]
        if len(listed) < size:
            break
        pieces.append(_sectors(data, size, listed[:-4]))
        sector = struct.unpack_from("<I", listed, size - 4)[0]
    return b"".join(pieces)


def _sectors(data: bytes, size: int, numbers: bytes) -> bytes:
    """Return the sectors of a list of 32-bit numbers, joined."""
    return b"".join(
        data[(sector + 1) * size : (sector + 2) * size]
        for (sector,) in struct.iter_unpack("<I", numbers)
        if sector < _LAST_SECTOR
    )


def _chain(data: bytes, size: int, fat: bytes, sector: int) -> bytes:
    """Return the sectors of a chain, joined."""
    pieces, seen = [], set[int]()
    while sector < _LAST_SECTOR and sector not in seen:
        seen.add(sector)
        pieces.append(data[(sector + 1) * size : (sector + 2) * size])
        sector = struct.unpack_from("<I", fat, sector * 4)[0] if sector * 4 + 4 <= len(fat) else _NO_STREAM
    return b"".join(pieces)


def _field(directory: bytes, start: int, offset: int) -> int:
    if start + offset + 4 > len(directory):
        return _NO_STREAM
    value: int = struct.unpack_from("<I", directory, start + offset)[0]
    return value
