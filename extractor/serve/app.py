"""The application: a document in, its JSON or its review page out."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated, Any, BinaryIO, Final

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response, StreamingResponse
from starlette.exceptions import HTTPException

from extractor import limits
from extractor.batch.pool import Bounds
from extractor.messages import Language
from extractor.plan.model import Renja
from extractor.plan.schema import schema_text
from extractor.serve.desk import ClosedError, Desk, FullError
from extractor.serve.drop import drop_page
from extractor.serve.guard import Guard
from extractor.serve.problems import Problem, ProblemJson, answer_of
from extractor.serve.upload import UploadError, receive
from extractor.serve.work import ANSWER, Ask, Wanted
from extractor.version import __version__

_PIECE: Final = 1 << 18
_FORM: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {
                            "type": "string",
                            "contentMediaType": "application/octet-stream",
                            "description": f"The document, at most {limits.SERVE_FILE_BYTES // 2**20} MiB.",
                        },
                        "password": {"type": "string", "description": "The password of a locked PDF; kept nowhere."},
                    },
                }
            }
        },
    }
}


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server is set up: its token, None only on this machine's own address; its language; its bounds."""

    token: str | None = None
    language: Language = "en"
    workers: int = 2
    places: int = limits.SERVE_PLACES
    file_bytes: int = limits.SERVE_FILE_BYTES
    bounds: Bounds | None = None
    function: str = ANSWER


def application(settings: Settings) -> FastAPI:
    """Return the application; its workers start with the first document and end with the application."""
    desk = Desk(settings.workers, places=settings.places, bounds=settings.bounds, function=settings.function)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(
        title="renja",
        version=__version__,
        description="Reads Indonesian annual work plans (Renja) from Word, PDF and text into JSON. "
        "No document is kept after its answer.",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        responses={code: {"model": ProblemJson} for code in _REFUSALS | ({401} if settings.token else {421})},
    )
    if settings.token is not None:
        _describe_token(app)
    _add_routes(app, desk, settings)
    _add_problems(app, settings.language)
    app.add_middleware(Guard, token=settings.token)
    return app


_REFUSALS: Final = {403}
_HTML: Final[dict[str, Any]] = {
    "description": "One HTML page, readable without network.",
    "content": {"text/html": {"schema": {"type": "string"}}},
}
_OF_UPLOADS: Final[dict[int | str, dict[str, Any]]] = {
    code: {"model": ProblemJson} for code in (408, 413, 415, 422, 500, 503, 504)
}
LanguageQuery = Annotated[Language | None, Query(description="Language of findings and errors.")]


def _add_routes(app: FastAPI, desk: Desk, settings: Settings) -> None:
    async def work(request: Request, lang: Language | None, wanted: Wanted, media_type: str) -> Response:
        language = lang or settings.language
        name = None
        try:
            with desk.place() as folder:
                name, password = await receive(request, folder, settings.file_bytes)
                Ask(name, language, wanted).write(folder)
                record = await desk.work(folder, password)
                if record["status"] != "ok":
                    return answer_of(Problem(record["code"], language, name, record["message"]))
                # Open, it can be read when its folder is gone: nothing is left wherever the client stops reading.
                answer = (folder / "answer").open("rb")
        except FullError:
            return answer_of(Problem("busy", language))
        except ClosedError:
            return answer_of(Problem("closing", language, name))
        except UploadError as error:
            return answer_of(Problem(error.code, language))
        length = {"Content-Length": str(os.fstat(answer.fileno()).st_size)}
        policy = {"Content-Security-Policy": "sandbox allow-scripts allow-downloads allow-modals"}
        return StreamingResponse(
            _pieces(answer), media_type=media_type, headers=length | (policy if wanted == "review" else {})
        )

    @app.post(
        "/extract",
        summary="Read a document into JSON",
        openapi_extra=_FORM,
        response_class=Response,
        responses={200: {"model": Renja, "description": "The plan."}, **_OF_UPLOADS},
    )
    async def extract(request: Request, lang: LanguageQuery = None) -> Response:
        return await work(request, lang, "json", "application/json")

    @app.post(
        "/review",
        summary="Make the review page of a document",
        openapi_extra=_FORM,
        response_class=Response,
        responses={200: _HTML, **_OF_UPLOADS},
    )
    async def review(request: Request, lang: LanguageQuery = None) -> Response:
        return await work(request, lang, "review", "text/html")

    @app.get(
        "/schema",
        summary="The JSON Schema of the plan's JSON",
        response_class=Response,
        responses={200: {"description": "A JSON Schema.", "content": {"application/json": {}}}},
    )
    async def schema() -> Response:
        return Response(schema_text(), media_type="application/json")

    @app.get("/", summary="A page to drop a document on", response_class=Response, responses={200: _HTML})
    async def drop() -> Response:
        page, policy = drop_page(settings.language, with_token=settings.token is not None)
        return HTMLResponse(page, headers={"Content-Security-Policy": policy})


def _add_problems(app: FastAPI, language: Language) -> None:
    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        detail = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
        return answer_of(Problem("usage", language, detail=detail))

    @app.exception_handler(HTTPException)
    async def other(request: Request, error: HTTPException) -> Response:
        response = answer_of(Problem("wrong-method" if error.status_code == 405 else "not-found", language))
        response.headers.update(error.headers or {})
        return response


def _describe_token(app: FastAPI) -> None:
    """Say in the OpenAPI description that a token is needed."""
    described = app.openapi

    def openapi() -> dict[str, Any]:
        told = described()
        told.setdefault("components", {})["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        told["security"] = [{"token": []}]
        return told

    app.openapi = openapi  # type: ignore[method-assign]


async def _pieces(file: BinaryIO) -> AsyncIterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
