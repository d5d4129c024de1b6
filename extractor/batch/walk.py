"""SOURCE as a stream of documents, in a fixed order, holding one folder's names at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.batch.names import SkipCode, skip_code
from extractor.batch.store import Store
from extractor.limits import BATCH_FOLDER_DEPTH


@dataclass(frozen=True, slots=True)
class Found:
    """One file under SOURCE, one folder that cannot be walked, or one thing left out and why."""

    path: str
    skip: SkipCode | None = None
    error: str | None = None


def walk(store: Store, only: str | None = None, without: str | None = None) -> Iterator[Found]:
    """Yield what is under the store's root, by folder, sorted; `only` is a single file, `without` a folder left out.

    No folder is walked twice: links to folders inside SOURCE or around it are left out, for what they lead to is
    walked under its own name; links to folders elsewhere are followed, each target once.
    """
    if only is not None:
        yield Found(only)
        return
    visited: set[tuple[int, int]] = set()
    stack: list[Iterator[Found | str]] = [_folder(store, "", visited, without)]
    while stack:
        found = next(stack[-1], None)
        if found is None:
            stack.pop()
        elif isinstance(found, Found):
            yield found
        elif len(stack) >= BATCH_FOLDER_DEPTH:
            yield Found(found + "/", skip="visited")
        else:
            stack.append(_folder(store, found, visited, without))


def _folder(store: Store, folder: str, visited: set[tuple[int, int]], without: str | None) -> Iterator[Found | str]:
    """Yield a folder's files and the paths of its folders, which are left to the caller to walk."""
    try:
        for entry in store.entries(folder):
            path = f"{folder}/{entry.name}" if folder else entry.name
            code = skip_code(entry.name)
            if not entry.is_folder:
                yield Found(path, skip=code or (None if entry.is_file else "not-a-file"))
            elif path == without:
                continue
            elif code in ("hidden", "system-file"):
                yield Found(f"{path}/", skip=code)
            elif entry.identity in visited or (entry.linked is not None and _leads_back(store.root, entry.linked)):
                yield Found(f"{path}/", skip="visited")
            else:
                if entry.identity:
                    visited.add(entry.identity)
                yield path
    except OSError as error:
        yield Found(f"{folder}/", error=error.strerror or str(error))


def _leads_back(root: str, target: str) -> bool:
    """Tell whether a link leads into the root, to it, or to a folder around it; "" is a link of unknown target."""
    real = os.path.realpath(root)
    return not target or os.path.commonpath((real, target)) in (real, target)
