"""Client: one request after the other, with redirects of a GET followed by hand and every bound kept."""

from __future__ import annotations

import http.client
import socket
import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from accredit.client.addresses import Policy, Target
from accredit.client.stream import Deadline, connect
from accredit.errors import FetchError, NoAnswerError, RefusedAddressError

AGENT = "accredit/0.1 (reads news for research; asks for robots.txt)"
"""How the program names itself; robots.txt knows it as "accredit"."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PACKINGS = ("", "identity", "gzip", "x-gzip", "deflate")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one request may take: seconds in all, bytes sent and bytes unpacked, redirects followed."""

    seconds: float = 60.0
    bytes: int = 20_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Reply:
    """What an address gave. Header names are lower case, and `body` is unpacked.

    `url` is the last of the redirects, `passed` are those before it; `address` is the one connected to.
    """

    url: str
    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes
    address: str
    passed: tuple[str, ...] = ()


class Client:
    """Makes the program's connections. Knows no cookies, no proxies and no second way around its policy."""

    def __init__(self, policy: Policy | None = None, bounds: Bounds | None = None) -> None:
        self.policy = policy or Policy()
        self.bounds = bounds or Bounds()

    def get(self, url: str, headers: Mapping[str, str] | None = None, *, bound: int | None = None) -> Reply:
        """What the address gives, redirects followed.

        Raises RefusedAddressError for an address that the policy refuses, here or on the way, and FetchError for
        everything else that keeps an answer from coming whole and in time.
        """
        deadline = Deadline(self.bounds.seconds)
        passed: list[str] = []
        at = url.partition("#")[0]
        while True:
            reply = self._one(self.policy.target(at), headers or {}, deadline, bound or self.bounds.bytes)
            place = reply.headers.get("location")
            if reply.status not in _REDIRECTS or not place:
                return Reply(at, reply.status, reply.reason, reply.headers, reply.body, reply.address, tuple(passed))
            passed.append(at)
            try:
                at = urljoin(at, place.strip()).partition("#")[0]
            except ValueError:
                raise FetchError(f"{url}: redirects to what is no address") from None
            if at in passed:
                raise FetchError(f"{url}: redirects in a circle")
            if len(passed) > self.bounds.redirects:
                raise FetchError(f"{url}: redirects more than {self.bounds.redirects} times")

    def post(
        self, url: str, body: bytes, headers: Mapping[str, str] | None = None, *, bound: int | None = None
    ) -> Reply:
        """What the address answers to these bytes; at most `bound` are read, with 0 its status and header lines alone.
        A redirect is never followed: it comes back as the reply.

        Raises as `get` does. After a NoAnswerError nobody knows whether the body arrived.
        """
        deadline, target = Deadline(self.bounds.seconds), self.policy.target(url)
        return self._one(target, headers or {}, deadline, self.bounds.bytes if bound is None else bound, body)

    def _one(
        self, target: Target, headers: Mapping[str, str], deadline: Deadline, bound: int, sent: bytes | None = None
    ) -> Reply:
        try:
            connection, address = connect(target, self.policy, deadline, bound + 200_000)
            try:
                return self._asked(connection, target, headers, bound, address, sent)
            finally:
                connection.end()
        except RefusedAddressError:
            raise
        except FetchError as error:
            raise FetchError(f"{target.url}: {error}") from None
        except TimeoutError:
            raise NoAnswerError(f"{target.url}: does not answer in time") from None
        except ssl.SSLError as error:
            raise FetchError(f"{target.url}: no safe connection: {error.reason or error}") from None
        except socket.gaierror:
            raise FetchError(f"{target.url}: no such host") from None
        except http.client.IncompleteRead:
            raise NoAnswerError(f"{target.url}: the answer was cut off") from None
        except http.client.RemoteDisconnected:
            raise NoAnswerError(f"{target.url}: ends the connection without an answer") from None
        except (http.client.HTTPException, ValueError) as error:
            raise FetchError(f"{target.url}: the answer is no HTTP: {type(error).__name__}") from None
        except OSError as error:
            raise NoAnswerError(f"{target.url}: {(error.strerror or str(error)).lower()}") from None

    def _asked(
        self,
        connection: object,
        target: Target,
        headers: Mapping[str, str],
        bound: int,
        address: str,
        sent: bytes | None,
    ) -> Reply:
        asked = http.client.HTTPConnection(target.host)
        asked.sock = connection  # all that is asked of a socket here
        asked.putrequest("GET" if sent is None else "POST", target.path, skip_host=True, skip_accept_encoding=True)
        given = {"Host": target.authority, "User-Agent": AGENT, "Accept-Encoding": "gzip", "Connection": "close"}
        if sent is not None:
            given["Content-Length"] = str(len(sent))
        for name, value in (given | dict(headers)).items():
            asked.putheader(name, value)
        asked.endheaders(sent)
        answer = asked.getresponse()
        found = {name.lower(): value for name, value in reversed(answer.getheaders())}
        if not bound:
            return Reply(target.url, answer.status, answer.reason, found, b"", address)
        body = _whole(answer, bound)
        return Reply(
            target.url,
            answer.status,
            answer.reason,
            found,
            _unpacked(body, found.get("content-encoding", ""), bound),
            address,
        )


def _whole(answer: http.client.HTTPResponse, bound: int) -> bytes:
    if answer.length is not None and answer.length > bound:
        raise FetchError(f"says {answer.length:,} bytes: at most {bound:,} are fetched")
    body = answer.read(bound + 1)
    if len(body) > bound:
        raise FetchError(f"sends more than {bound:,} bytes: given up")
    # Asked for a bounded read, the library does not notice by itself that less came than was said.
    if answer.length:
        raise FetchError(f"the answer was cut off: {answer.length:,} bytes of it are missing")
    return body


def _unpacked(body: bytes, packing: str, bound: int) -> bytes:
    name = packing.strip().lower()
    if name not in _PACKINGS:
        raise FetchError(f"its answer is packed as {packing[:40]!r}, which was not asked for")
    if name in ("", "identity") or not body:
        return body
    for wrapping in (47, -zlib.MAX_WBITS):  # gzip or zlib by their own first bytes, else deflate without either
        decoder = zlib.decompressobj(wrapping)
        try:
            given = decoder.decompress(body, bound + 1)
        except zlib.error:
            continue
        if len(given) > bound:
            raise FetchError(f"unpacks to more than {bound:,} bytes: given up")
        if not decoder.eof:
            raise FetchError("the answer was cut off inside its packing")
        return given
    raise FetchError("its answer is broken inside its packing")
