"""What a worker process does for one request; the server itself never looks into a document.

A request is a folder: `ask.json` says what is wanted, `upload` is the document, `answer` is what the worker makes.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

from extractor.batch.convert import CODES, FAILURES, failed, fault, pdf_pages
from extractor.batch.meter import held_bytes
from extractor.batch.task import Job, Reply, Task
from extractor.errors import LockedError, RenjaError
from extractor.messages import Language

ANSWER: Final = "extractor.serve.work:answer"
Wanted = Literal["json", "review"]


@dataclass(frozen=True, slots=True)
class Ask:
    """What a request wants of its document; `name` is the client's file name, which is only ever shown."""

    name: str
    language: Language
    wanted: Wanted

    def write(self, folder: Path) -> None:
        """Put the request into its folder."""
        (folder / "ask.json").write_text(json.dumps(asdict(self)), "utf-8")


def answer(job: Job, task: Task, tell_pages: Callable[[int], None]) -> Reply:
    """Read the document of a request's folder and write its answer there; failures are in the record."""
    folder = Path(job.source, task.location)
    ask = Ask(**json.loads((folder / "ask.json").read_text("utf-8")))
    record: dict[str, Any] = {"status": "ok"}
    again = False
    try:
        _make(folder, ask, task.password, tell_pages)
    except LockedError as error:
        record = failed("locked", error.wrong.text(ask.language))
    except RenjaError as error:
        message = f"{error.wrong.text(ask.language)} {error.next_step.text(ask.language)}"
        record = failed(CODES.get(error.exit_code, "unreadable"), message)
    except MemoryError:
        record, again = failed("memory", FAILURES["memory"].text(ask.language)), True
    except Exception as error:  # noqa: BLE001 - the border of isolation: a fault of ours costs one request and is told
        record = failed("internal-error", FAILURES["internal-error"].text(ask.language)) | {"fault": fault(error)}
    return Reply(record, again=again, held_bytes=held_bytes())


def _make(folder: Path, ask: Ask, password: str | None, tell_pages: Callable[[int], None]) -> None:
    from extractor.pipeline import extract_with, read_document
    from extractor.review.page import review_of, review_page

    data = (folder / "upload").read_bytes()
    pages = pdf_pages(data, password)
    if pages is not None:
        tell_pages(pages)
    document = read_document(data, ask.name, password=password)
    if ask.wanted == "review":
        review = review_of(data, ask.name, document, language=ask.language, password=password)
        parts = review_page(review, ask.language)
    else:
        parts = extract_with(lambda *_: document, data, ask.name, language=ask.language).json_parts()
    with (folder / "answer").open("w", encoding="utf-8") as file:
        file.writelines(parts)
