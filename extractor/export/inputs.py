"""Which JSON files an export reads, one at a time: files, the results of a batch, folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from extractor.batch.journal import read_records
from extractor.batch.records import WRITTEN
from extractor.batch.store import LocalStore
from extractor.batch.walk import walk
from extractor.errors import UnreadableError, reason
from extractor.messages import Message, shown


def json_files(places: Iterable[Path]) -> Iterator[Path]:
    """Yield the JSON files of `places`: a file itself, what a batch wrote into a folder, or all *.json under it.

    Raises `UnreadableError` for a folder without any, and for one that cannot be read.
    """
    for place in places:
        if not place.is_dir():
            yield place
            continue
        found = False
        for file in _in_folder(place):
            found = True
            yield file
        if not found:
            raise UnreadableError(
                shown(str(place)),
                Message(id="Tidak ada berkas JSON di folder ini.", en="There is no JSON file in this folder."),
                Message(id="Berikan folder hasil `renja batch`.", en="Give a folder that `renja batch` filled."),
            )


def _in_folder(folder: Path) -> Iterator[Path]:
    store = LocalStore(str(folder))
    try:
        records = list(read_records(store))
    except FileNotFoundError:
        for each in walk(store):
            if each.error:
                why = reason(each.error)
                raise UnreadableError(
                    shown(f"{folder}/{each.path}"),
                    Message(id=f"Folder tidak terbaca ({why.id}).", en=f"It cannot be read ({why.en})."),
                    Message(id="Periksa hak bacanya.", en="Check its permissions."),
                ) from None
            if not each.skip and each.path.endswith(".json"):
                yield folder / each.path
        return
    for record in records:
        if record.status in WRITTEN and record.output:
            yield folder / record.output
