"""What besides the document and the version decides its JSON."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.batch.task import Job

if TYPE_CHECKING:
    from extractor.plan.nomenclature_store import ListName


def settings_in_use(job: Job) -> str:
    """Return the settings in one word: language of findings, OCR, a digest of the user's lists of official names."""
    from extractor.plan.nomenclature_store import LISTS, list_path

    state = []
    for name in LISTS:
        try:
            found = list_path(name).stat()
        except OSError:
            continue
        state.append((name, found.st_mtime_ns, found.st_ino))
    return f"{job.language}-ocr-{job.ocr}-{_digest(tuple(state))}"


@lru_cache(maxsize=4)
def _digest(state: tuple[tuple[ListName, int, int], ...]) -> str:
    from extractor.plan.nomenclature_store import list_path

    if not state:
        return "core"
    digest = hashlib.sha256()
    for name, _, _ in state:
        digest.update(list_path(name).read_bytes())
    return digest.hexdigest()[:12]
