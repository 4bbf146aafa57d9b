"""What stands before every page: refuses hostile requests, and adds the headers that keep a browser on its guard."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

PATH_AT_MOST = 1024
QUERY_AT_MOST = 4096
HEADERS_AT_MOST = 16384
BODY_AT_MOST = 65536
"""Bytes of a request's path, query, headers and body."""

UPLOAD_AT_MOST = 64_000_000
"""Bytes of a body that brings articles, where they may be added."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
"""The Content-Security-Policy of every page: nothing inline, nothing from elsewhere."""

HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", f"{POLICY}; frame-ancestors 'none'".encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), interest-cohort=()"),
)


class Guard:
    """Wraps an application. `hosts` are the names under which it answers; empty for any. `uploads` is how
    the path ends under which articles are brought; empty where none are.

    A page on one's own machine answers to its own names alone, so that no other site can reach it by giving a name of
    its own this machine's address.
    """

    def __init__(self, app: Application, hosts: Collection[str] = (), uploads: str = "") -> None:
        self._app = app
        self._uploads = uploads
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        head = scope["method"] == "HEAD"  # answered as the page would be, without its body
        scope = {**scope, "method": "GET"} if head else scope

        async def guarded(message: Message) -> None:
            if head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            if message["type"] == "http.response.start":
                given = [(name, value) for name, value in message.get("headers", ()) if name not in _OWN]
                message = {**message, "headers": [*given, *HEADERS]}
            await send(message)

        refusal = self._refusal(scope)
        if refusal:
            await _refuse(guarded, *refusal, problem=scope["path"].startswith("/api/"))
        else:
            await self._app(scope, receive, guarded)

    def _refusal(self, scope: Message) -> tuple[int, str] | None:
        """Status and words for a request that goes no further."""
        headers = {name.lower(): value for name, value in scope["headers"]}
        path, raw = scope["path"], scope.get("raw_path") or scope["path"].encode()
        host = headers.get(b"host", b"").decode("latin-1").rsplit(":", 1)[0] if b"host" in headers else ""
        if self._hosts and host not in self._hosts:
            return 421, "not the name of this server"
        if len(raw) > PATH_AT_MOST or len(scope["query_string"]) > QUERY_AT_MOST:
            return 414, "the address is too long"
        if sum(len(name) + len(value) for name, value in scope["headers"]) > HEADERS_AT_MOST:
            return 431, "the headers are too long"
        if any(c < " " or c in "\x7f\\" for c in path) or {".", ".."} & set(path.split("/")) or "//" in path:
            return 400, "the address is malformed"
        length = headers.get(b"content-length", b"0")
        if b"transfer-encoding" in headers:
            return 411, "a request says how long it is"
        at_most = UPLOAD_AT_MOST if self._uploads and path.endswith(self._uploads) else BODY_AT_MOST
        if not length.isdigit() or int(length) > at_most:
            return 413, "the request is too large"
        return None


_OWN = {name for name, _ in HEADERS}


async def _refuse(send: Send, status: int, words: str, *, problem: bool) -> None:
    """In one line of text; from the API as its other problems (RFC 9457)."""
    body, kind = f"{words}\n".encode(), b"text/plain; charset=utf-8"
    if problem:
        told = {"type": "about:blank", "title": "Refused", "status": status, "detail": words, "errors": []}
        body, kind = json.dumps(told).encode(), b"application/problem+json"
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
