"""Files of JSON that commands read and write."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from extractor.errors import OutputError, UnreadableError, cannot_open, cannot_write, reason
from extractor.messages import Message

if TYPE_CHECKING:
    from extractor.plan.model import Part, Renja

_WRONG: Final = {
    "missing": Message(id="tidak ada", en="missing"),
    "extra_forbidden": Message(id="tidak dikenal", en="not known"),
}
"""What is wrong with most files of the wrong form; pydantic tells the rest, in English."""
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
        wrong = _WRONG.get(first["type"], Message(first["msg"], first["msg"]))
        raise UnreadableError(
            file.name,
            Message(
                id=f"Tidak sesuai skema: {where}: {wrong.id} (seluruhnya {error.error_count()} kesalahan).",
                en=f"Breaks the schema: {where}: {wrong.en} (errors in all: {error.error_count()}).",
            ),
            next_step,
        ) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError(
            file.name,
            Message(id="Bukan JSON.", en="Not JSON."),
            Message(id="Berikan berkas hasil renja.", en="Give a file that renja wrote."),
        ) from error


def check_target(output: Path | None, *sources: Path) -> None:
    """Raise `OutputError` where a file cannot be written to `output`, before minutes of work are lost on it.

    None of `sources`, the files that are read, is written over.
    """
    if output is None:
        return
    place = output.parent
    for source in sources:
        if output.exists() and source.exists() and output.samefile(source):
            raise OutputError(
                str(output),
                Message(id="Ini berkas yang dibaca.", en="This is the file that is read."),
                Message(id="Pilih nama lain untuk hasilnya.", en="Choose another name for -o."),
            )
    missing = errno.ENOENT if not place.exists() else errno.ENOTDIR if not place.is_dir() else 0
    if missing:
        raise OutputError(
            str(output),
            Message(
                id=f"Tidak dapat ditulis (folder {place}: {reason(os.strerror(missing)).id}).",
                en=f"It cannot be written (the folder {place}: {os.strerror(missing)}).",
            ),
            Message(
                id="Buat foldernya lebih dulu, atau pilih yang ada.", en="Make the folder first, or choose another."
            ),
        )
    denied = not os.access(output if output.exists() else place, os.W_OK)
    if number := errno.EISDIR if output.is_dir() else errno.EACCES if denied else 0:
        raise cannot_write(str(output), OSError(number, os.strerror(number)))


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
        raise cannot_write(str(output), error) from error
