"""What the parent asks of a worker and what it gets back; both cross process borders as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from extractor.messages import Language

if TYPE_CHECKING:
    from extractor.reading.pdf.pages import OcrMode


@dataclass(frozen=True, slots=True)
class Job:
    """What all tasks of a batch share: where from, where to, the name of this run.

    Also the language of sentences and which pages of a PDF are recognised.
    """

    source: str
    out: str
    run: str
    language: Language
    ocr: OcrMode = "auto"


@dataclass(frozen=True, slots=True)
class Done:
    """What an earlier run recorded of a document: its content, the version and the settings it was made with."""

    sha256: str
    extractor_version: str
    settings: str


@dataclass(frozen=True, slots=True)
class Task:
    """One document to convert, or one archive to list.

    `key` is its path in records; `location` the file under SOURCE; `member` the index of an archive's entry;
    `first` asks for the archive's entries from that index on; `done` is what need not be done again; `beside` are the
    documents that the same worker is given next, to be prepared together with this one; `password` opens locked PDFs
    and goes from process to process only, never into a file or a log.
    """

    key: str
    location: str
    member: int | None = None
    first: int | None = None
    password: str | None = field(default=None, repr=False)
    done: Done | None = None
    beside: tuple[Task, ...] = ()

    def to_json(self) -> str:
        """Return the task as one line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str | bytes) -> Task:
        """Return the task of a line."""
        return cls._of(json.loads(line))

    @classmethod
    def _of(cls, values: dict[str, Any]) -> Task:
        done, beside = values.pop("done"), values.pop("beside")
        return cls(**values, done=Done(**done) if done else None, beside=tuple(map(cls._of, beside)))


@dataclass(frozen=True, slots=True)
class Reply:
    """A worker's answer.

    `record` holds the members of a `Record`, None where nothing is to be recorded: the document is unchanged, or the
    archive was listed into `members` (index and safe name) and goes on at `next_first`. `staged` is the written JSON
    that waits to be moved to its place. `again` asks for a second try in a fresh worker. `fatal` is an error of the
    output that stops the batch.
    """

    record: dict[str, Any] | None = None
    staged: str | None = None
    unchanged: bool = False
    members: list[tuple[int, str]] = field(default_factory=list)
    next_first: int | None = None
    again: bool = False
    fatal: str | None = None
    held_bytes: int = 0

    def to_json(self) -> str:
        """Return the reply as one line, exact numbers kept."""
        import simplejson

        return str(simplejson.dumps(asdict(self), use_decimal=True))

    @classmethod
    def from_json(cls, line: str | bytes) -> Reply:
        """Return the reply of a line."""
        from decimal import Decimal

        values = json.loads(line, parse_float=Decimal)
        values["members"] = [(index, name) for index, name in values["members"]]
        return cls(**values)
