"""An upload as it comes: bounded in size and time, straight into the request's folder under a name of ours."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import IO, NamedTuple

from anyio.to_thread import run_sync
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from extractor import limits
from extractor.pipeline import printable

_MOST_NAME = 200
"""Letters of a file name that are kept, the last ones, with its extension; it is only ever shown."""


class UploadError(Exception):
    """The upload cannot be taken; `code` is that of a problem."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Received(NamedTuple):
    """What came with a document: its name as the client gives it, without folders, and the password of a locked PDF."""

    name: str
    password: str | None


async def receive(request: Request, folder: Path, most: int) -> Received:
    """Put the file of a form into `folder` as `upload`, and return what came with it; the password is in no file.

    Raises `UploadError` where there is no such file, or it passes `most` bytes or its time.
    """
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise UploadError("no-file")
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) > most + limits.SERVE_FORM_BYTES:
        raise UploadError("too-large")
    parser = MultiPartParser(
        request.headers, _bounded(request, most + limits.SERVE_FORM_BYTES), max_files=1, max_fields=8
    )
    try:
        async with asyncio.timeout(limits.SERVE_UPLOAD_SECONDS):
            form = await parser.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise UploadError("no-file") from error
    except (TimeoutError, ClientDisconnect) as error:
        raise UploadError("too-slow") from error
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise UploadError("no-file")
        if (file.size or 0) > most:
            raise UploadError("too-large")
        await run_sync(_keep, file.file, folder / "upload")
        password = form.get("password")
        return Received(shown_name(file.filename or ""), password if password and isinstance(password, str) else None)
    finally:
        await form.close()


async def _bounded(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    async for piece in request.stream():
        most -= len(piece)
        if most < 0:
            raise UploadError("too-large")
        yield piece


def _keep(source: IO[bytes], target: Path) -> None:
    with target.open("wb") as file:
        shutil.copyfileobj(source, file)


def shown_name(name: str) -> str:
    """Return the last part of a client's file name; it is shown and never used as a path."""
    last = printable(name.replace("\\", "/").rpartition("/")[2])
    return last[-_MOST_NAME:] or "document"
