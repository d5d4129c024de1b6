"""Files of JSON that commands read and write."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from extractor.errors import UnreadableError, cannot_open, cannot_write
from extractor.messages import Message

if TYPE_CHECKING:
    from extractor.plan.model import Part, Renja

_Model = TypeVar("_Model", bound="Part")


def load_renja(file: Path) -> Renja:
    """Return the document of a JSON file; raises `UnreadableError` where it breaks the contract."""
    from extractor.plan.model import Renja

    return load_json(file, Renja, Message(id="Bandingkan dengan `renja schema`.", en="Compare it with `renja schema`."))


def load_json(file: Path, model: type[_Model], next_step: Message) -> _Model:
    """Return what a JSON file holds, numbers exact; raises `UnreadableError` where it does not fit `model`."""
    import simplejson
    from pydantic import ValidationError

    try:
        return model.model_validate(simplejson.loads(file.read_bytes(), use_decimal=True))
    except OSError as error:
        raise cannot_open(file.name, error) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "-"
        raise UnreadableError(
            file.name,
            Message(
                id=f"Tidak sesuai skema di {error.error_count()} tempat; yang pertama: {where}: {first['msg']}.",
                en=f"Breaks the schema in {error.error_count()} places; the first: {where}: {first['msg']}.",
            ),
            next_step,
        ) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError(
            file.name,
            Message(id="Bukan JSON.", en="Not JSON."),
            Message(id="Berikan berkas hasil renja.", en="Give a file that renja wrote."),
        ) from error


def write_text(parts: Iterable[str], output: Path | None) -> None:
    """Write text in pieces and a line end to a file, to stdout where none is given; raises `OutputError`."""
    if output is None:
        sys.stdout.writelines(parts)
        sys.stdout.write("\n")
        return
    try:
        with output.open("w", encoding="utf-8") as file:
            file.writelines(parts)
            file.write("\n")
    except OSError as error:
        raise cannot_write(output.name, error) from error
