"""What can go wrong with a request: its status, its code, and a sentence in the client's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel, Field
from starlette.responses import JSONResponse

from extractor import limits
from extractor.messages import Language, Message

_SIZE: Final = limits.SERVE_FILE_BYTES // 2**20
_OWN: Final = {
    "usage": (422, Message(id="Permintaan ini tidak lengkap: {detail}.", en="The request is not complete: {detail}.")),
    "no-file": (
        422,
        Message(
            id="Kirim satu berkas dalam kolom formulir “file”, misalnya: curl -F file=@renja.pdf …/extract",
            en="Send one file in the form field “file”, such as: curl -F file=@renja.pdf …/extract",
        ),
    ),
    "too-large": (
        413,
        Message(
            id=f"Berkas lebih besar dari {_SIZE} MiB. Gunakan `renja extract` untuk berkas sebesar itu.",
            en=f"The file is larger than {_SIZE} MiB. Use `renja extract` for one of that size.",
        ),
    ),
    "too-slow": (
        408,
        Message(
            id="Pengiriman berkas terlalu lama. Coba lagi.", en="Sending the file took too long. Try again."
        ),
    ),
    "busy": (
        503,
        Message(
            id="Server sedang penuh. Coba lagi beberapa detik lagi.",
            en="The server is busy. Try again in a few seconds.",
        ),
    ),
    "no-token": (
        401,
        Message(
            id="Token tidak ada atau salah. Kirim tajuk: Authorization: Bearer TOKEN.",
            en="The token is missing or wrong. Send the header: Authorization: Bearer TOKEN.",
        ),
    ),
    "wrong-host": (
        421,
        Message(
            id="Tanpa token, server ini hanya menjawab di alamat 127.0.0.1 atau localhost.",
            en="Without a token this server answers only at 127.0.0.1 or localhost.",
        ),
    ),
    "wrong-origin": (
        403,
        Message(id="Permintaan dari situs lain ditolak.", en="Requests from other sites are refused."),
    ),
    "locked": (
        422,
        Message(
            id="{detail} Kirim kata sandinya dalam kolom formulir “password”.",
            en="{detail} Send its password in the form field “password”.",
        ),
    ),
    "timeout": (
        504,
        Message(
            id="Membaca dokumen ini terlalu lama. Gunakan `renja extract` di komputer sendiri.",
            en="Reading this document takes too long. Use `renja extract` on a machine of your own.",
        ),
    ),
    "memory": (
        413,
        Message(
            id="Dokumen ini memerlukan memori melebihi batas. Bagi menjadi beberapa berkas.",
            en="The document needs more memory than the limit. Split it into several files.",
        ),
    ),
    "crashed": (
        500,
        Message(
            id="Proses pembaca dokumen ini mati. Laporkan berkas ini.",
            en="The process reading this document died. Report this file.",
        ),
    ),
    "closing": (503, Message(id="Server sedang berhenti.", en="The server is going down.")),
    "not-found": (404, Message(id="Alamat ini tidak ada.", en="There is nothing at this address.")),
    "wrong-method": (405, Message(id="Metode ini tidak berlaku di sini.", en="This method is not for this address.")),
}  # fmt: skip
_OF_DOCUMENTS: Final = {"unreadable": 422, "not-supported": 415, "limit": 413, "internal-error": 500}
"""Problems of a document, told in the document's own sentence."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem; `message` is the document's own sentence where it has one, `detail` goes into ours."""

    code: str
    language: Language = "en"
    file: str | None = None
    message: str | None = None
    detail: str = ""


class ProblemJson(BaseModel):
    """The JSON of an error."""

    code: str = Field(description="What is wrong, in one word that does not change.")
    message: str = Field(description="What is wrong and what to do next, in the language asked for.")
    file: str | None = Field(None, description="The name of the document, where it is about one.")


def status_of(code: str) -> int:
    """Return the HTTP status of a problem."""
    return _OWN[code][0] if code in _OWN else _OF_DOCUMENTS.get(code, 500)


def answer_of(problem: Problem) -> JSONResponse:
    """Return the response that tells of a problem."""
    text = problem.message or ""
    if problem.code in _OWN:
        text = _OWN[problem.code][1].text(problem.language).replace("{detail}", problem.detail or text)
    headers = {}
    if status_of(problem.code) == 503:
        headers["Retry-After"] = str(limits.SERVE_RETRY_SECONDS)
    if problem.code == "no-token":
        headers["WWW-Authenticate"] = "Bearer"
    told = ProblemJson(code=problem.code, message=text, file=problem.file)
    return JSONResponse(told.model_dump(), status_of(problem.code), headers=headers)
