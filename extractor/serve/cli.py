"""`renja serve`: the server's command."""

from __future__ import annotations

import ipaddress
import os
import socket
from typing import Annotated, Final

import typer

from extractor.console import ADDRESS, DEFAULT_LANG, NUMBER, LangOption, processor_cores, say, stderr
from extractor.errors import UsageError, reason
from extractor.messages import Language, Message

TOKEN_VARIABLE: Final = "RENJA_TOKEN"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(
        help=say(
            id="Menjalankan server HTTP: POST /extract, GET /schema, dan halaman untuk meletakkan berkas. Di luar "
            f"127.0.0.1 diperlukan token di {TOKEN_VARIABLE}.\n\nContoh: renja serve --port 8000",
            en="Run an HTTP server: POST /extract, GET /schema, and a page to drop files on. Outside 127.0.0.1 it "
            f"needs a token in {TOKEN_VARIABLE}.\n\nExample: renja serve --port 8000",
        )
    )(serve)


_HostOption = Annotated[
    str,
    typer.Option(
        "--host", metavar=ADDRESS, help=say(id="Alamat jaringan yang dilayani.", en="Network address to listen at.")
    ),
]
_PortOption = Annotated[
    int,
    typer.Option(
        "--port",
        min=0,
        max=65535,
        metavar=NUMBER,
        help=say(id="Porta; 0 memilih yang bebas.", en="Port; 0 takes a free one."),
    ),
]
_WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=1,
        max=64,
        metavar=NUMBER,
        help=say(
            id="Dokumen yang dibaca sekaligus; bawaannya sebanyak inti prosesor.",
            en="Documents read at once; by default one a processor core.",
        ),
    ),
]


def serve(
    host: _HostOption = "127.0.0.1",
    port: _PortOption = 8000,
    workers: _WorkersOption = None,
    lang: LangOption = DEFAULT_LANG,
) -> None:
    """Run the server until it is stopped."""
    language: Language = lang.value
    token = _token(host)
    try:
        import uvicorn

        from extractor.serve.app import Settings, application
    except ImportError as error:
        raise UsageError(
            "renja serve",
            Message(id="Paket server belum terpasang.", en="The packages of the server are not installed."),
            Message(
                id='Pasang: pip install "renja-extractor[server]"', en='Run: pip install "renja-extractor[server]"'
            ),
        ) from error
    from extractor.limits import SERVE_CONNECTIONS

    settings = Settings(token=token, language=language, workers=workers or processor_cores())
    listening = _listen(host, port)
    with listening:
        place = f"[{host}]" if ":" in host else host
        told = Message(id="Ctrl-C untuk berhenti", en="Ctrl-C to stop").text(language)
        stderr.print(f"http://{place}:{listening.getsockname()[1]}/ ({told})", markup=False, soft_wrap=True)
        config = uvicorn.Config(
            application(settings),
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="none",
            limit_concurrency=SERVE_CONNECTIONS,
            timeout_graceful_shutdown=5,
        )
        uvicorn.Server(config).run(sockets=[listening])


def _token(host: str) -> str | None:
    """Return the token to ask for; raises `UsageError` where others can reach the server and there is none."""
    from extractor.limits import SERVE_TOKEN_CHARS

    token = os.environ.get(TOKEN_VARIABLE) or None
    if token is None and not _is_local(host):
        raise UsageError(
            "renja serve",
            Message(
                id=f"Alamat {host} dapat dijangkau orang lain, dan belum ada token.",
                en=f"Others can reach the address {host}, and there is no token.",
            ),
            _SET_TOKEN,
        )
    if token is not None and (len(token) < SERVE_TOKEN_CHARS or not (token.isascii() and token.isprintable())):
        raise UsageError(
            "renja serve",
            Message(
                id=f"Token harus sedikitnya {SERVE_TOKEN_CHARS} huruf atau angka.",
                en=f"The token must have at least {SERVE_TOKEN_CHARS} letters or digits.",
            ),
            _SET_TOKEN,
        )
    return token


_SET_TOKEN: Final = Message(
    id=f"Isi {TOKEN_VARIABLE}, misalnya: export {TOKEN_VARIABLE}=$(openssl rand -hex 24)",
    en=f"Set {TOKEN_VARIABLE}, such as: export {TOKEN_VARIABLE}=$(openssl rand -hex 24)",
)


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        why = reason(error)
        raise UsageError(
            f"{host}:{port}",
            Message(id=f"Alamat ini tidak dapat dipakai ({why.id}).", en=f"This address cannot be used ({why.en})."),
            Message(id="Pilih --port atau --host lain.", en="Choose another --port or --host."),
        ) from error
