"""Mail against a real server: what a letter holds, that repeats are the same, that nothing slips into its headers."""

from __future__ import annotations

import socket
import ssl
import threading
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme

from accredit.alert.mail import Mail, message
from accredit.alert.outbox import Letter
from accredit.alert.sending import Outcome
from accredit.client.mailing import Server
from tests.alert.kit import START, alert
from tests.alert.receivers import Post, post


def letter(*names: str, title: str = "At the gate") -> Letter:
    alerts = tuple(alert(name, title) for name in names or ("one",))
    return Letter(1, f"{'one':0<24}", "editors/ona@desk.example", START, 0, alerts)


def mail(server: Post, security: str = "none", password: str | None = None, seconds: float = 5) -> Mail:
    way = Server("127.0.0.1", server.port, security, "ona" if password else None, password, seconds)  # type: ignore[arg-type]
    return Mail("editors/ona@desk.example", way, "accredit <alerts@desk.example>", "ona@desk.example")


def test_it_comes_as_text_and_as_html_and_says_that_no_person_wrote_it() -> None:
    with post() as server:
        assert mail(server).send(letter()) == Outcome("sent", "250 taken")
    ((address, got),) = server.got
    assert address == "ona@desk.example"
    assert got["Subject"] == "Arvenian embassy in Belm, operator: the Crown (single)"
    assert got["From"] == "accredit <alerts@desk.example>" and got["To"] == "ona@desk.example"
    assert got["Auto-Submitted"] == "auto-generated"  # RFC 3834
    assert got["Date"].datetime == START
    text, page = got.get_body(("plain",)), got.get_body(("html",))
    assert text is not None and page is not None
    assert "“The crown runs it”" in text.get_content()
    assert "https://lantern.example/1" in text.get_content()
    assert "<blockquote>“The crown runs it”</blockquote>" in page.get_content()


def test_a_repeat_is_the_same_message_to_the_byte() -> None:
    with post("451 not now", "250 taken") as server:
        made = mail(server)
        assert [made.send(letter()).state, made.send(letter()).state] == ["later", "sent"]
    (_, first), (_, second) = server.got
    assert first["Message-ID"] == second["Message-ID"] and first["Message-ID"].endswith("@desk.example>")
    for got in (first, second):
        del got["Received"], got["X-Peer"], got["X-MailFrom"], got["X-RcptTo"]
    assert first.as_bytes() == second.as_bytes()


def test_two_receivers_have_two_messages_with_ids_of_their_own() -> None:
    way = Server("127.0.0.1", 25, "none")
    ids = {str(message(letter(), name, "a@x.example", "b@x.example")["Message-ID"]) for name in ("one", "two")}
    assert len(ids) == 2 and way.password is None


def test_many_changes_in_one_letter_are_all_told() -> None:
    with post() as server:
        mail(server).send(letter("one", "two", "six"))
    ((_, got),) = server.got
    assert got["Subject"] == "3 answers changed: Arvenian embassy in Belm, operator: the Crown (single)"
    text = got.get_body(("plain",))
    assert text is not None and text.get_content().count("Before: unknown") == 3


@pytest.mark.parametrize(
    "title",
    ["x\r\nBcc: all@desk.example", "x\nSubject: y",
     "\r\n\r\n<script>", "x" * 100_000, "\ud800\0\x1b[2J", "=?utf-8?q?x?=\r\n a"],
)  # fmt: skip
def test_a_title_adds_no_header_and_no_markup(title: str) -> None:
    """The title goes into the text; the subject has the mission's name, which a pack may set as badly."""
    from dataclasses import replace

    hostile = alert("one", title)
    hostile = replace(hostile, subject=replace(hostile.subject, name=title))
    with post() as server:
        assert mail(server).send(Letter(1, "a" * 24, "editors", START, 0, (hostile,))).state == "sent"
    ((address, got),) = server.got
    assert address == "ona@desk.example" and got["Bcc"] is None and len(got.get_all("Subject", [])) == 1
    page = got.get_body(("html",))
    assert page is not None and "<script" not in page.get_content()
    assert len(str(got["Subject"])) <= 220


@pytest.mark.parametrize(
    ("says", "state"),
    [("250 taken", "sent"), ("421 later", "later"), ("452 full", "later"), ("554 no", "never"), ("drop", "later")],
)
def test_what_a_mail_servers_answer_means(says: str, state: str) -> None:
    with post(says) as server:
        assert mail(server).send(letter()).state == state


def test_a_mailbox_that_there_is_not_is_not_tried_again() -> None:
    with post() as server:
        server.refused.add("ona@desk.example")
        outcome = mail(server).send(letter())
    assert outcome.state == "never" and "no such mailbox" in outcome.words


def test_a_server_that_drips_is_not_waited_for() -> None:
    """A byte a moment: no single wait is long, all together would be."""
    ending = threading.Event()

    def drip(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection:
            while not ending.wait(0.05):
                try:
                    connection.sendall(b"2")
                except OSError:
                    return

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=drip, args=(listening,), daemon=True)
        thread.start()
        way = Server("127.0.0.1", listening.getsockname()[1], "none", seconds=0.5)
        assert Mail("editors", way, "a@x.example", "b@x.example").send(letter()).state == "later"
        ending.set()
        thread.join()


class TestSafe:
    @pytest.fixture
    def server_context(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
        authority = trustme.CA()
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(context)
        return context

    def test_the_password_goes_over_starttls(self, server_context: ssl.SSLContext) -> None:
        with post(tls_context=server_context, auth_required=True, require_starttls=True) as server:
            assert mail(server, "starttls", "open sesame").send(letter()).state == "sent"
        assert server.users == [("ona", "open sesame")]

    @pytest.mark.filterwarnings("ignore:Requiring AUTH")  # this server knows no TLS but STARTTLS
    def test_the_password_goes_over_tls(self, server_context: ssl.SSLContext) -> None:
        with post(ssl_context=server_context, auth_required=True, auth_require_tls=False) as server:
            assert mail(server, "tls", "open sesame").send(letter()).state == "sent"

    def test_a_wrong_password_is_told_without_the_password(self, server_context: ssl.SSLContext) -> None:
        with post(tls_context=server_context, auth_required=True, require_starttls=True) as server:
            made = mail(server, "starttls", "open barley")
            outcome = made.send(letter())
        assert outcome.state == "later" and "refuses the name or the password" in outcome.words
        assert "barley" not in outcome.words + repr(made)
        assert server.got == []

    def test_a_server_without_tls_gets_neither_password_nor_letter(self) -> None:
        with post() as server:
            outcome = mail(server, "starttls", "open sesame").send(letter())
        assert outcome.state == "later" and server.got == [] and server.users == []

    def test_a_certificate_of_nobody_known_is_refused(
        self, server_context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("SSL_CERT_FILE")
        with post(tls_context=server_context, auth_required=True, require_starttls=True) as server:
            outcome = mail(server, "starttls", "open sesame").send(letter())
        assert outcome.state == "later" and server.got == []


def test_the_message_is_mail_as_the_standard_has_it() -> None:
    """Lines of at most 998 bytes with CR LF, ASCII header lines (RFC 5322, 2.1.1)."""
    made: EmailMessage = message(letter(title="Ωmega " * 2000), "editors", "a@x.example", "b@x.example")
    lines = made.as_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 998
    head = made.as_bytes().partition(b"\r\n\r\n")[0]
    assert head.isascii()
