"""A connection whose every byte counts against one deadline and one bound, however slowly it comes."""

from __future__ import annotations

import io
import socket
import ssl
import time
from typing import Any

from accredit.client.addresses import Policy, Target, public
from accredit.errors import FetchError, RefusedAddressError


def safe_context() -> ssl.SSLContext:
    """What the machine trusts, and no protocol older than TLS 1.2, which some systems' own settings leave open."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


class Deadline:
    """A moment that a request may not outlast."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left. Raises FetchError when none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise FetchError(f"took longer than {self.seconds:g} seconds: given up")
        return left


class Connection:
    """What `http.client` takes for a socket."""

    def __init__(self, plain: socket.socket, deadline: Deadline, bound: int) -> None:
        self._socket = plain
        self._deadline = deadline
        self._left = bound
        self._bound = bound

    def sendall(self, data: bytes) -> None:
        """Send everything."""
        self._socket.settimeout(self._deadline.left())
        self._socket.sendall(data)

    def makefile(self, _mode: str, *_more: Any) -> io.BufferedReader:
        """The bytes that come back."""
        return io.BufferedReader(_Incoming(self))

    def receive(self, buffer: Any) -> int:
        """Some bytes, at most as many as the bound leaves."""
        if self._left <= 0:
            raise FetchError(f"sends more than {self._bound:,} bytes: given up")
        self._socket.settimeout(self._deadline.left())
        try:
            got = self._socket.recv_into(buffer)
        except TimeoutError:
            self._deadline.left()
            raise
        self._left -= got
        return got

    def close(self) -> None:
        """Nothing: `http.client` closes as soon as it has the header lines, and the body is still to come."""

    def end(self) -> None:
        """End the connection."""
        self._socket.close()


class _Incoming(io.RawIOBase):
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._connection.receive(buffer)


def connect(target: Target, policy: Policy, deadline: Deadline, bound: int) -> tuple[Connection, str]:
    """A connection to a checked address of the target, and that address.

    Raises RefusedAddressError, FetchError, or OSError.
    """
    last: OSError | None = None
    for address in policy.addresses(target):
        try:
            plain = socket.create_connection((address, target.port), timeout=min(10.0, deadline.left()))
        except OSError as error:
            last = error
            continue
        try:
            peer = str(plain.getpeername()[0])
            if not policy.private and not public(peer):
                raise RefusedAddressError(f"{target.root}: the connection went to {peer}: ended")
            if target.secure:
                plain.settimeout(deadline.left())
                plain = safe_context().wrap_socket(plain, server_hostname=target.host)
        except BaseException:
            plain.close()
            raise
        return Connection(plain, deadline, bound), address
    raise last or FetchError(f"{target.host} has no address")
