"""OLE2 compound files for tests: a root storage with small named streams."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Final

_SECTOR: Final = 512
_END: Final = 0xFFFFFFFE
_FREE: Final = 0xFFFFFFFF


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file; every stream takes whole sectors (its size is stated as at least 4096 bytes)."""
    padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    entries = [_entry("Root Entry", 5, child=1 if padded else _FREE, start=_END, size=0)]
    n_directory = (len(padded) + 1 + 3) // 4
    sector = 1 + n_directory
    chains = [list(range(1, 1 + n_directory))]
    for index, (name, content) in enumerate(padded.items(), 1):
        right = index + 1 if index < len(padded) else _FREE
        entries.append(_entry(name, 2, right=right, start=sector, size=len(content)))
        chains.append(list(range(sector, sector + len(content) // _SECTOR)))
        sector += len(content) // _SECTOR
    table = [_FREE] * 128
    table[0] = 0xFFFFFFFD
    for chain in chains:
        for here, after in zip(chain, [*chain[1:], _END], strict=True):
            table[here] = after
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<109I", 0, *[_FREE] * 108)
    directory = b"".join(entries).ljust(n_directory * _SECTOR, b"\0")
    return header + struct.pack("<128I", *table) + directory + b"".join(padded.values())


def _entry(name: str, kind: int, *, start: int, size: int, child: int = _FREE, right: int = _FREE) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<III", _FREE, right, child)
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB", len(encoded), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
