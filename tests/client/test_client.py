"""The one way out: what it connects to, and what it does with servers that mean no good."""

from __future__ import annotations

import gzip
import socket
import time
import tracemalloc
from collections.abc import Callable

import pytest

from accredit.client import Bounds, Client, Policy
from accredit.client.addresses import public
from accredit.errors import FetchError, RefusedAddressError
from tests.client.servers import Behave, Server, always, answer, serving

BOUNDS = Bounds(seconds=3.0, bytes=100_000, redirects=3)
HERE = Client(Policy(private=True), BOUNDS)


MOST_MEMORY = 5_000_000
"""Bytes that a request of at most 100,000 may take here, the server's own among them."""


def failing(behave: Behave, words: str) -> None:
    """One request ends in one line with these words, within its memory and, by a wide margin, its time."""
    begun = time.monotonic()
    tracemalloc.start()
    try:
        with serving(behave) as server, pytest.raises(FetchError) as caught:
            HERE.get(f"{server.root}/page")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert peak < MOST_MEMORY
    assert time.monotonic() - begun < 10 * BOUNDS.seconds


class TestAnswers:
    def test_a_page(self) -> None:
        with serving(always(answer("Doors", ETag='"a"'))) as server:
            reply = HERE.get(f"{server.root}/é page?q=ä#part".replace(" ", "%20"), {"If-None-Match": '"b"'})
        assert (reply.status, reply.body, reply.headers["etag"], reply.address) == (200, b"Doors", '"a"', "127.0.0.1")
        assert server.paths == ["/%C3%A9%20page?q=%C3%A4"]
        assert f"Host: 127.0.0.1:{server.port}\r\n" in server.asked[0]
        assert 'If-None-Match: "b"' in server.asked[0] and "User-Agent: accredit/" in server.asked[0]
        assert reply.url.endswith("?q=ä")

    def test_a_packed_page(self) -> None:
        with serving(always(answer(gzip.compress(b"Doors"), Content_Encoding="gzip"))) as server:
            assert HERE.get(server.root).body == b"Doors"

    def test_redirects_are_followed(self) -> None:
        def behave(connection: socket.socket, path: str, _request: str) -> None:
            connection.sendall(answer("Doors") if path == "/2" else answer("", "302 Found", Location="/2"))

        with serving(behave) as server:
            reply = HERE.get(f"{server.root}/1")
        assert (reply.url, reply.passed) == (f"{server.root}/2", (f"{server.root}/1",))

    def test_an_error_of_the_server_is_an_answer(self) -> None:
        with serving(always(answer("Gone", "410 Gone"))) as server:
            assert HERE.get(server.root).status == 410


class TestServersThatMeanNoGood:
    def test_slow_to_begin(self) -> None:
        failing(lambda _c, _p, _r: time.sleep(8), "longer than 3 seconds")

    def test_slow_all_along(self) -> None:
        """A byte now and then keeps every single wait short; the whole is what is bounded."""

        def drip(connection: socket.socket, _path: str, _request: str) -> None:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            for _ in range(100):
                connection.sendall(b"x")
                time.sleep(0.1)

        failing(drip, "longer than 3 seconds")

    def test_slow_in_its_header_lines(self) -> None:
        def drip(connection: socket.socket, _path: str, _request: str) -> None:
            for _ in range(100):
                connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                time.sleep(0.1)

        failing(drip, "longer than 3 seconds")

    def test_a_body_without_end(self) -> None:
        def pour(connection: socket.socket, _path: str, _request: str) -> None:
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                connection.sendall(b"x" * 65536)

        failing(pour, "more than 100,000 bytes")

    def test_chunks_without_end(self) -> None:
        def pour(connection: socket.socket, _path: str, _request: str) -> None:
            connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            while True:
                connection.sendall(b"1000\r\n" + b"x" * 4096 + b"\r\n")

        failing(pour, "more than 100,000 bytes")

    def test_header_lines_without_end(self) -> None:
        def pour(connection: socket.socket, _path: str, _request: str) -> None:
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            while True:
                connection.sendall(b"X: " + b"y" * 1000 + b"\r\n")

        failing(pour, "no HTTP")

    def test_more_said_than_sent(self) -> None:
        failing(always(answer("Doors", Content_Length="500")), "cut off")

    def test_more_said_than_may_be(self) -> None:
        failing(always(answer("Doors", Content_Length="5000000000")), "5,000,000,000")

    def test_less_said_than_sent(self) -> None:
        with serving(always(answer("Doors", Content_Length="3"))) as server:
            assert HERE.get(server.root).body == b"Doo"

    @pytest.mark.parametrize("content", [b"", b"hello\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\x00" * 500])
    def test_no_http(self, content: bytes) -> None:
        failing(always(content), "127.0.0.1")

    def test_chunks_cut_off(self) -> None:
        failing(always(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\nx"), "cut off")

    def test_a_bomb(self) -> None:
        packed = gzip.compress(bytes(50_000_000))
        assert len(packed) < BOUNDS.bytes
        failing(always(answer(packed, Content_Encoding="gzip")), "unpacks to more")

    def test_a_bomb_in_a_bomb(self) -> None:
        """What is packed twice is unpacked once, and then it is no text."""
        packed = gzip.compress(gzip.compress(bytes(50_000_000)))
        with serving(always(answer(packed, Content_Encoding="gzip"))) as server:
            assert len(HERE.get(server.root).body) < BOUNDS.bytes
        failing(always(answer(packed, Content_Encoding="gzip, gzip")), "was not asked for")

    def test_a_packing_that_was_not_asked_for(self) -> None:
        failing(always(answer("x", Content_Encoding="br")), "'br'")

    def test_a_packing_cut_off(self) -> None:
        failing(always(answer(gzip.compress(b"Doors" * 99)[:-12], Content_Encoding="gzip")), "cut off")

    def test_redirects_in_a_circle(self) -> None:
        def behave(connection: socket.socket, path: str, _request: str) -> None:
            connection.sendall(answer("", "301 Moved", Location="/b" if path != "/b" else "/page"))

        failing(behave, "in a circle")

    def test_redirects_without_end(self) -> None:
        def behave(connection: socket.socket, path: str, _request: str) -> None:
            connection.sendall(answer("", "301 Moved", Location=path + "x"))

        failing(behave, "more than 3 times")

    @pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://x.example/", "gopher://x", "javascript:1"])
    def test_redirects_to_what_is_no_web_page(self, place: str) -> None:
        failing(always(answer("", "302 Found", Location=place)), "only http and https")

    def test_redirects_to_what_is_no_address(self) -> None:
        failing(always(answer("", "302 Found", Location="//[x")), "no address")


class TestPolicy:
    @pytest.mark.parametrize(
        "url",
        ["file:///etc/passwd", "ftp://x.example/", "x.example/page", "http://", "http://user:hunter2@x.example/",
         "data:,x", "http://x.example:22/", "http://x.example/a b", "http://x.example:99999/", "http://[::1",
         "http://x\n.example/"],
    )  # fmt: skip
    def test_addresses_that_are_never_fetched(self, url: str) -> None:
        with pytest.raises(RefusedAddressError) as caught:
            Client().get(url)
        assert "\n" not in str(caught.value) and "hunter2" not in str(caught.value)

    @pytest.mark.parametrize(
        "address",
        ["127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
         "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
         "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::7f00:1", "192.0.2.1",
         "198.18.0.1", "no address"],
    )  # fmt: skip
    def test_addresses_that_are_not_of_the_open_internet(self, address: str) -> None:
        assert not public(address)
        with pytest.raises(RefusedAddressError, match="open internet"):
            Client(Policy(resolver=lambda _host, _port: [address])).get("https://news.example/")

    @pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "8.8.8.8"])
    def test_addresses_of_the_open_internet(self, address: str) -> None:
        assert public(address)

    def test_a_name_for_this_machine_is_refused_in_every_spelling(self) -> None:
        with serving(always(answer("secret"))) as server:
            for host in ("localhost", "127.1", "2130706433", "0x7f000001", "127.0.0.1", "[::ffff:127.0.0.1]"):
                with pytest.raises(FetchError):
                    Client(bounds=BOUNDS).get(f"http://{host}:{server.port}/")
            assert server.asked == []

    def test_a_redirect_to_a_private_address_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The first host counts as public here; the second is what a server asks us to visit for it."""
        with serving(always(answer("secret"))) as inside:
            moved = always(answer("", "302 Found", Location=f"{inside.root}/admin"))
            with (
                Outside(monkeypatch, moved) as (client, url),
                pytest.raises(RefusedAddressError, match="open internet"),
            ):
                client.get(url)
            assert inside.asked == []

    def test_a_name_that_changes_its_mind(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What was checked is what is connected to: the name is asked once for a connection, and again for the next."""
        answers = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])
        asked: list[str] = []

        def resolver(host: str, _port: int) -> list[str]:
            asked.append(host)
            return next(answers)

        connected: list[object] = []
        real = socket.create_connection

        def create(address: tuple[str, int], timeout: float) -> socket.socket:
            connected.append(address[0])
            made = real(("127.0.0.1", server.port), timeout)
            return Elsewhere(made, address[0])  # type: ignore[return-value]

        monkeypatch.setattr(socket, "create_connection", create)
        with serving(always(answer("Doors"))) as server:
            client = Client(Policy(resolver=resolver), BOUNDS)
            assert client.get(f"http://rebinds.example:{server.port}/").body == b"Doors"
            with pytest.raises(RefusedAddressError):
                client.get(f"http://rebinds.example:{server.port}/")
        assert (connected, asked) == (["93.184.216.34"], ["rebinds.example"] * 2)

    def test_of_several_addresses_only_public_ones_are_connected_to(self) -> None:
        policy = Policy(resolver=lambda _host, _port: ["10.0.0.1", "93.184.216.34", "::1"])
        assert policy.addresses(policy.target("https://x.example/")) == ["93.184.216.34"]

    def test_private_addresses_are_connected_to_when_told(self) -> None:
        with serving(always(answer("Doors"))) as server:
            assert HERE.get(f"http://localhost:{server.port}/").body == b"Doors"


class Elsewhere:
    """A connection that says it goes to another address."""

    def __init__(self, real: socket.socket, peer: str) -> None:
        self._real, self._peer = real, peer

    def getpeername(self) -> tuple[str, int]:
        return self._peer, 80

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)


class Outside:
    """A server on loopback that a client takes for one on the open internet."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, behave: Behave) -> None:
        self._patch, self._behave = monkeypatch, behave

    def __enter__(self) -> tuple[Client, str]:
        self._server = Server(self._behave)
        real: Callable[..., socket.socket] = socket.create_connection

        def create(address: tuple[str, int], timeout: float) -> object:
            assert address[0] == "93.184.216.34"
            return Elsewhere(real(("127.0.0.1", self._server.port), timeout), address[0])

        self._patch.setattr(socket, "create_connection", create)

        def resolver(host: str, _port: int) -> list[str]:
            return ["93.184.216.34"] if host == "open.example" else [host]

        return Client(Policy(resolver=resolver), BOUNDS), f"http://open.example:{self._server.port}/"

    def __exit__(self, *_: object) -> None:
        self._server.close()
