"""Webhooks against a real server: the signature, what is retried, what is never connected to."""

from __future__ import annotations

import base64
import json
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from accredit.alert.outbox import Letter
from accredit.alert.webhook import Hook, after, signature
from accredit.client import Policy
from tests.alert.kit import SECRET, START, alert
from tests.alert.receivers import hook

OPEN = Policy(private=True)
OTHER = "whsec_" + base64.b64encode(b"another secret of the world").decode()


def letter(name: str = "one", title: str = "At the gate") -> Letter:
    return Letter(1, f"{name:0<24}", "desk", START, 0, (alert(name, title),))


def sender(url: str, *secrets: str, policy: Policy = OPEN, seconds: float = 5) -> Hook:
    return Hook("desk", url, secrets or (SECRET,), policy, seconds=seconds)


def test_what_is_sent_is_signed_as_the_standard_has_it(root: Path) -> None:
    with hook(204) as server:
        assert sender(server.url).send(letter()).state == "sent"
    ((headers, body),) = server.got
    value = Verifier(SECRET).verify(body, headers)
    assert headers["webhook-id"] == f"alert_{'one':0<24}"
    assert headers["content-type"] == "application/json"
    assert abs(int(headers["webhook-timestamp"]) - datetime.now(UTC).timestamp()) < 60
    assert (value["type"], value["data"]["question"]) == ("verdict.changed", "operator")
    assert value["timestamp"] == "2026-11-22T10:00:00Z"
    schema = json.loads((root / "docs" / "schemas" / "alert.json").read_text("utf-8"))
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(value)


def test_changed_words_or_another_secret_do_not_pass() -> None:
    with hook(200) as server:
        sender(server.url).send(letter())
    ((headers, body),) = server.got
    for secret, words in ((OTHER, body), (SECRET, body.replace(b"Belm", b"Corr"))):
        with pytest.raises(WebhookVerificationError):
            Verifier(secret).verify(words, headers)


def test_while_a_secret_is_changed_both_pass() -> None:
    with hook(200) as server:
        sender(server.url, OTHER, SECRET).send(letter())
    ((headers, body),) = server.got
    for secret in (SECRET, OTHER):
        assert Verifier(secret).verify(body, headers)


def test_the_signature_is_the_one_that_was_worked_out_by_hand() -> None:
    """`printf 'msg_1.1700000000.{}' | openssl dgst -sha256 -hmac key -binary | base64`"""
    secret = "whsec_" + base64.b64encode(b"key").decode()
    assert signature(secret, "msg_1", 1_700_000_000, b"{}") == EXPECTED


EXPECTED = "v1,XaXLFEFQ69Q4+demDWPEv5ydXczDW2mM5crCUEFcFBA="


@pytest.mark.parametrize(
    ("answer", "state", "wait"),
    [
        (200, "sent", None),
        (299, "sent", None),
        (500, "later", None),
        (404, "later", None),
        ((429, {"Retry-After": "120"}), "later", 120),
        ((503, {"Retry-After": "soon"}), "later", None),
        (410, "gone", None),
        ((302, {"Location": "http://127.0.0.1:1/"}), "later", None),
        ((307, {"Location": "/elsewhere"}), "later", None),
    ],
)
def test_what_an_answer_means(answer: Any, state: str, wait: float | None) -> None:
    with hook(answer) as server:
        outcome = sender(server.url).send(letter())
    assert (outcome.state, outcome.after) == (state, wait)
    assert len(server.got) == 1  # no redirect is followed


def test_a_receiver_that_drops_or_hangs_is_tried_again_and_nothing_waits_for_ever() -> None:
    with hook("drop", "hang") as server:
        assert sender(server.url).send(letter()).state == "later"
        assert sender(server.url, seconds=0.3).send(letter()).state == "later"


def test_a_body_without_end_is_not_waited_for() -> None:
    with hook("slow") as server:
        assert sender(server.url, seconds=3).send(letter()).state == "sent"


def test_nobody_listening_is_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert sender(f"http://127.0.0.1:{port}/").send(letter()).state == "later"


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "::ffff:127.0.0.1"])
def test_a_name_that_leads_into_the_own_network_is_not_connected_to(address: str) -> None:
    policy = Policy(resolver=lambda _host, _port: [address])
    outcome = sender("https://hooks.example/x", policy=policy).send(letter())
    assert outcome.state == "never" and "no address of the open internet" in outcome.words


def test_the_secret_stands_in_no_words_that_are_kept() -> None:
    with hook(500) as server:
        made = sender(server.url)
        outcome = made.send(letter())
    assert SECRET not in repr(made) + outcome.words + str(server.got)


def test_the_same_letter_is_the_same_bytes_at_every_try() -> None:
    with hook(500, 200) as server:
        made = sender(server.url)
        made.send(letter(title="Ωmega \U0001f600"))
        made.send(letter(title="Ωmega \U0001f600"))
    (first, one), (second, two) = server.got
    assert one == two and first["webhook-id"] == second["webhook-id"]


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("0", 0), ("7", 7), ("Sun, 22 Nov 2026 10:02:00 GMT", 120), ("Sun, 22 Nov 2026 09:00:00 GMT", 0),
     ("-5", None), ("later", None), ("", None), ("9" * 400, None)],
)  # fmt: skip
def test_when_a_receiver_wants_to_be_asked_again(words: str, seconds: float | None) -> None:
    """RFC 9110, 10.2.3: seconds, or a date."""
    assert after(words, START) == seconds
