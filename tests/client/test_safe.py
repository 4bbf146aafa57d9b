"""https: who the server says it is counts, by its name, on a connection that goes to the checked address.

Certificates are made here by an authority of the tests' own, which is trusted where a test says so.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from accredit.client import Bounds, Client, Policy, addresses
from accredit.client.stream import safe_context
from accredit.errors import FetchError, RefusedAddressError
from tests.client.servers import Server, answer

HOST = "selm-courier.example"
BOUNDS = Bounds(seconds=5.0, bytes=100_000, redirects=3)
DAY = timedelta(days=1)


class SafeServer(Server):
    """A server on loopback behind a certificate; `named` are the host names that clients asked it for."""

    def __init__(self, certificate: trustme.LeafCert, location: str = "") -> None:
        self.named: list[str | None] = []
        self.handshakes = 0
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(self._context)
        self._context.sni_callback = lambda _socket, name, _context: self.named.append(name)
        reply = answer("", "302 Found", Location=location) if location else answer("Doors")
        super().__init__(lambda connection, _path, _request: connection.sendall(reply))

    def _one(self, connection: socket.socket) -> None:
        try:
            safe = self._context.wrap_socket(connection, server_side=True)
        except OSError:
            return  # the client did not like what it was shown
        self.handshakes += 1
        super()._one(safe)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The authority is one that this machine trusts."""
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


@contextmanager
def serving(certificate: trustme.LeafCert, location: str = "") -> Iterator[SafeServer]:
    server = SafeServer(certificate, location)
    try:
        yield server
    finally:
        server.close()


def client(*found: str) -> Client:
    """One for which every name leads to these addresses, this machine's own among them."""
    return Client(Policy(private=True, resolver=lambda _host, _port: list(found or ("127.0.0.1",))), BOUNDS)


def refused(certificate: trustme.LeafCert, words: str, host: str = HOST) -> None:
    """No request is sent, and one line says why."""
    with serving(certificate) as server, pytest.raises(FetchError) as caught:
        client().get(f"https://{host}:{server.port}/doors")
    assert server.asked == []
    assert words in str(caught.value) and "no safe connection" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("trusted")
class TestTrusted:
    def test_the_connection_goes_to_the_checked_address_and_asks_for_the_name(self, authority: trustme.CA) -> None:
        """Nothing of the name is looked up a second time: it leads nowhere but through the resolver that was given."""
        with serving(authority.issue_cert(HOST)) as server:
            reply = client().get(f"https://{HOST}:{server.port}/doors")
        assert (reply.status, reply.body, reply.address) == (200, b"Doors", "127.0.0.1")
        assert server.named == [HOST]
        assert f"Host: {HOST}:{server.port}\r\n" in server.asked[0]

    def test_of_several_addresses_the_next_is_tried_under_the_same_name(
        self, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = socket.create_connection

        def create(address: tuple[str, int], timeout: float) -> socket.socket:
            if address[0] == "::1":
                raise ConnectionRefusedError(111, "Connection refused")
            return real(address, timeout)

        monkeypatch.setattr(socket, "create_connection", create)
        with serving(authority.issue_cert(HOST)) as server:
            reply = client("::1", "127.0.0.1").get(f"https://{HOST}:{server.port}/doors")
        assert (reply.address, server.named) == ("127.0.0.1", [HOST])

    def test_a_name_of_other_letters_is_asked_for_as_the_network_spells_it(self, authority: trustme.CA) -> None:
        with serving(authority.issue_cert("xn--bcher-kva.example")) as server:
            assert client().get(f"https://bücher.example:{server.port}/").body == b"Doors"
        assert server.named == ["xn--bcher-kva.example"]

    def test_a_certificate_for_another_host(self, authority: trustme.CA) -> None:
        refused(authority.issue_cert("other.example"), "CERTIFICATE_VERIFY_FAILED")

    def test_a_certificate_for_the_address_is_none_for_the_name(self, authority: trustme.CA) -> None:
        refused(authority.issue_cert("127.0.0.1"), "CERTIFICATE_VERIFY_FAILED")

    def test_a_certificate_for_the_name_is_none_for_the_address(self, authority: trustme.CA) -> None:
        refused(authority.issue_cert(HOST), "CERTIFICATE_VERIFY_FAILED", host="127.0.0.1")

    def test_a_certificate_that_is_over(self, authority: trustme.CA) -> None:
        now = datetime.now(UTC)
        refused(authority.issue_cert(HOST, not_before=now - 9 * DAY, not_after=now - DAY), "CERTIFICATE_VERIFY_FAILED")

    def test_a_certificate_that_has_not_begun(self, authority: trustme.CA) -> None:
        now = datetime.now(UTC)
        refused(authority.issue_cert(HOST, not_before=now + DAY, not_after=now + 9 * DAY), "CERTIFICATE_VERIFY_FAILED")

    def test_a_certificate_that_nobody_vouches_for(self) -> None:
        refused(trustme.CA().issue_cert(HOST), "CERTIFICATE_VERIFY_FAILED")

    def test_a_redirect_to_a_server_that_shows_a_wrong_certificate(self, authority: trustme.CA) -> None:
        with serving(trustme.CA().issue_cert(HOST)) as bad:
            location = f"https://{HOST}:{bad.port}/in"
            with (
                serving(authority.issue_cert(HOST), location) as good,
                pytest.raises(FetchError, match="no safe connection"),
            ):
                client().get(f"https://{HOST}:{good.port}/doors")
        assert len(good.asked) == 1 and bad.asked == []

    def test_a_private_address_is_not_connected_to_however_good_its_certificate(self, authority: trustme.CA) -> None:
        policy = Policy(resolver=lambda _host, _port: ["127.0.0.1"])
        with serving(authority.issue_cert(HOST)) as server, pytest.raises(RefusedAddressError, match="open internet"):
            Client(policy, BOUNDS).get(f"https://{HOST}:{server.port}/doors")
        assert server.handshakes == 0 and server.asked == []

    def test_a_server_that_speaks_no_tls(self) -> None:
        with Plain() as server, pytest.raises(FetchError, match="no safe connection"):
            client().get(f"https://{HOST}:{server.port}/doors")


class Plain(Server):
    """A server that answers a handshake with words."""

    def __init__(self) -> None:
        super().__init__(lambda *_: None)

    def __enter__(self) -> Plain:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _one(self, connection: socket.socket) -> None:
        with connection:
            connection.sendall(answer("Doors"))
            connection.recv(65536)


def test_what_this_machine_does_not_trust_is_refused(authority: trustme.CA) -> None:
    refused(authority.issue_cert(HOST), "CERTIFICATE_VERIFY_FAILED")


def test_a_server_that_never_finishes_its_handshake_is_given_up() -> None:
    def silent(connection: socket.socket) -> None:
        with connection:
            while connection.recv(65536):
                pass

    server = Plain()
    server._one = silent  # type: ignore[method-assign]
    quick = Client(Policy(private=True, resolver=lambda _host, _port: ["127.0.0.1"]), Bounds(seconds=1.0))
    with server, pytest.raises(FetchError, match="in time"):
        quick.get(f"https://{HOST}:{server.port}/doors")


def test_old_protocols_are_not_spoken() -> None:
    assert safe_context().minimum_version == ssl.TLSVersion.TLSv1_2
    assert addresses.public("93.184.216.34")
