"""What stands before every request: is it meant for this server, from its own page, and with the token?

A browser can be led to send requests to a server on its own machine. Without a token only requests that name this
machine by its own names are answered, so that a foreign name that was made to point here reads nothing; and none that
another page sends is.
"""

from __future__ import annotations

import hmac
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extractor.serve.problems import Problem, answer_of

LOCAL_NAMES: Final = frozenset(("localhost", "127.0.0.1", "::1"))
OPEN_PATHS: Final = frozenset(("/",))
"""The page itself holds nothing; it asks for the token."""
_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Guard:
    """An ASGI application before another."""

    def __init__(self, app: ASGIApp, token: str | None) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what must not pass, and put the headers on what does."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
            await send(message)

        problem = self._problem(scope["path"], Headers(scope=scope))
        app = self._app if problem is None else answer_of(problem)
        await app(scope, receive, with_headers)

    def _problem(self, path: str, headers: Headers) -> Problem | None:
        host = headers.get("host", "")
        if self._token is None and _name(host) not in LOCAL_NAMES:
            return Problem("wrong-host")
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return Problem("wrong-origin")
        if self._token is not None and path not in OPEN_PATHS:
            given = headers.get("authorization", "")
            if not hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode()):
                return Problem("no-token")
        return None


def _name(host: str) -> str | None:
    """Return the name of a Host header, without its port."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
