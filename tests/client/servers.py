"""Servers on loopback that behave as they are told to."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Behave = Callable[[socket.socket, str, str], None]
"""Given the connection, the path asked for and the whole request."""


class Server:
    """A server on a port of this machine; `asked` holds every request as it came."""

    def __init__(self, behave: Behave) -> None:
        self.asked: list[str] = []
        self._behave = behave
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.root = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def paths(self) -> list[str]:
        return [request.split(" ")[1] for request in self.asked]

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        with connection:
            request = b""
            try:
                while b"\r\n\r\n" not in request:
                    piece = connection.recv(65536)
                    if not piece:
                        return
                    request += piece
                words = request.decode("latin-1")
                self.asked.append(words)
                self._behave(connection, words.split(" ")[1], words)
            except OSError:
                return  # the client has left, as it should from some of these

    def close(self) -> None:
        self._listening.close()


@contextmanager
def serving(behave: Behave) -> Iterator[Server]:
    server = Server(behave)
    try:
        yield server
    finally:
        server.close()


def answer(body: bytes | str, status: str = "200 OK", **headers: str) -> bytes:
    """A whole HTTP answer."""
    data = body.encode() if isinstance(body, str) else body
    fields = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data))}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + data


def always(content: bytes) -> Behave:
    """The same answer to everything."""
    return lambda connection, _path, _request: connection.sendall(content)
