"""Receivers on loopback that do as they are told: a web server for webhooks, and a mail server."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


@dataclass
class Hook:
    """A web server that answers each POST by the next of `script`, the last one for ever.

    An answer is a status, a status with header lines, "drop" (reads all and ends the connection), "hang" (reads all
    and says nothing until it is closed), or "slow" (as 200, its body without end).
    """

    script: list[Any] = field(default_factory=lambda: [200])
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""
    ending: threading.Event = field(default_factory=threading.Event)

    @property
    def ids(self) -> list[str]:
        """The id of every request that came whole."""
        return [headers["webhook-id"] for headers, _ in self.got]

    def next(self) -> Any:
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]


@contextmanager
def hook(*script: Any) -> Iterator[Hook]:
    made = Hook(list(script) or [200])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            what = made.next()
            if what == "drop":
                self.connection.shutdown(socket.SHUT_RDWR)
            elif what == "hang":
                made.ending.wait(20)
            elif what == "slow":
                self.send_response(200)
                self.end_headers()
                while not made.ending.wait(0.05):
                    self.wfile.write(b"x")
                    self.wfile.flush()
            else:
                status, headers = (what, {}) if isinstance(what, int) else what
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                return  # whoever asked has left

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.url = f"http://127.0.0.1:{server.server_address[1]}/alerts"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield made
    finally:
        made.ending.set()
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Post:
    """A mail server; `script` has what it says after each message: a reply, or "drop" after it has read all."""

    script: list[str] = field(default_factory=lambda: ["250 taken"])
    got: list[tuple[str, EmailMessage]] = field(default_factory=list)
    users: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0
    refused: set[str] = field(default_factory=set)

    @property
    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for _, message in self.got]

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.got += [(address, message) for address in envelope.rcpt_tos]
        what = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if what == "drop":
            server.transport.abort()
            return "250 never seen"
        return what

    def login(self, server: SMTP, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        self.users.append((given.login.decode(), given.password.decode()))
        return AuthResult(success=given.password == b"open sesame", handled=False)


@contextmanager
def post(*script: str, **server: Any) -> Iterator[Post]:
    made = Post(list(script) or ["250 taken"])
    with socket.create_server(("127.0.0.1", 0)) as free:
        made.port = free.getsockname()[1]
    if server:
        server |= {"authenticator": made.login}
    controller = Controller(made, hostname="127.0.0.1", port=made.port, **server)
    controller.start()
    try:
        yield made
    finally:
        controller.stop()
