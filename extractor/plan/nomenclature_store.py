"""Where lists of official names are kept: one in the package, two in the user's data folder."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal

from extractor.errors import UnreadableError, cannot_write
from extractor.messages import Message
from extractor.plan.model import Level
from extractor.plan.nomenclature import Entry, Era, Nomenclature, name_key

ListName = Literal["imported", "learned"]
LISTS: Final[tuple[ListName, ...]] = ("imported", "learned")

_HEAD: Final = "renja nomenclature 1"
"""First line of a stored list; its number counts up when `name_key` changes, because the keys are stored."""
_MEMBERS: Final = 5


def data_folder() -> Path:
    """Return the user's data folder: $RENJA_DATA_DIR, else renja in $XDG_DATA_HOME, else in ~/.local/share."""
    if own := os.environ.get("RENJA_DATA_DIR"):
        return Path(own)
    shared = os.environ.get("XDG_DATA_HOME")
    return (Path(shared) if shared else Path.home() / ".local" / "share") / "renja"


def list_path(name: ListName) -> Path:
    """Return the file in which a list is kept."""
    return data_folder() / f"nomenclature-{name}.tsv"


def entry(kode: str, level: Level, era: Era, nama: str) -> Entry:
    """Return an entry with its key."""
    return Entry(kode, level, era, nama, name_key(nama))


def save(name: ListName, entries: Iterable[Entry]) -> Path:
    """Write a list and return its file; the old one stays whole until the new one is. Raises `OutputError`."""
    path = list_path(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            with open(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write("\n".join([_HEAD, *("\t".join(each) for each in entries)]))
            os.replace(made, path)
        except OSError:
            os.unlink(made)
            raise
    except OSError as error:
        raise cannot_write(str(path), error) from error
    return path


def load(name: ListName) -> list[Sequence[str]]:
    """Return the entries of a stored list, as members of `Entry`; none where there is no list.

    Raises `UnreadableError` where the file is damaged.
    """
    path = list_path(name)
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(path) from error
    entries: list[Sequence[str]] = [line.split("\t") for line in lines[1:]]
    if lines[0] != _HEAD or not all(len(each) == _MEMBERS for each in entries):
        raise _damaged(path)
    return entries


def _damaged(path: Path) -> UnreadableError:
    return UnreadableError(
        path.name,
        Message(
            id="Daftar nomenklatur di folder data rusak atau dari versi lain.",
            en="The nomenclature list in the data folder is damaged or of another version.",
        ),
        Message(
            id="Jalankan lagi `renja nomenclature import` (atau `learn`), atau hapus berkas itu.",
            en="Run `renja nomenclature import` (or `learn`) again, or delete that file.",
        ),
    )


@lru_cache(maxsize=1)
def core() -> tuple[Entry, ...]:
    """Return the package's own list: names that occur in every office's plan."""
    text = files("extractor.plan").joinpath("data/nomenclature_core.csv").read_text(encoding="utf-8")
    return tuple(
        entry(row["kode"], row["level"], row["era"], row["nama"])  # type: ignore[arg-type]
        for row in csv.DictReader(text.splitlines())
    )


def nomenclature_in_use() -> Nomenclature:
    """Return the package's own list and the user's lists, read once a process and again where a list was replaced."""
    return _read(tuple(_state(list_path(name)) for name in LISTS))


def _state(path: Path) -> tuple[str, int, int]:
    try:
        found = path.stat()
    except OSError:
        return (str(path), 0, 0)
    return (str(path), found.st_mtime_ns, found.st_ino)


@lru_cache(maxsize=1)
def _read(state: tuple[tuple[str, int, int], ...]) -> Nomenclature:
    entries: list[Sequence[str]] = list(core())
    count = len(entries)
    for name in LISTS:
        entries += load(name)
    return Nomenclature(entries, core=count)
