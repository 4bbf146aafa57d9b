"""Tokens: shown once, kept as hashes, revoked at once; sessions end; guesses are slowed down."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import pytest

from accredit.errors import QuestionError
from accredit.review.sessions import GUESSES, IDLE, LASTS, PAUSE, Guesses, Sessions
from accredit.review.tokens import Tokens


@pytest.fixture
def tokens(tmp_path: Path) -> Tokens:
    return Tokens(tmp_path / "news.db.tokens")


def test_a_token_says_whose_it_is_and_no_other_word_does(tokens: Tokens) -> None:
    ona, per = tokens.add("Ona Brandt"), tokens.add("Per Holm")
    assert tokens.holder(ona) == "Ona Brandt"
    assert tokens.holder(per) == "Per Holm"
    for words in ("", "x", ona[:-1], ona + "x", ona.upper(), "é" * 40, "Ona Brandt"):
        assert tokens.holder(words) is None


def test_the_file_holds_no_token_and_is_for_its_owner_alone(tokens: Tokens) -> None:
    token = tokens.add("Ona Brandt")
    text = tokens.place.read_text("utf-8")
    assert token not in text and token.removeprefix("accredit-") not in text
    assert stat.S_IMODE(tokens.place.stat().st_mode) == 0o600
    assert re.search(r'"[0-9a-f]{64}"', text), "a SHA-256 in its place"


def test_each_token_is_another_and_long_enough_to_be_never_guessed(tokens: Tokens) -> None:
    made = {tokens.add(f"Person {n}") for n in range(20)}
    assert len(made) == 20
    assert all(len(t.removeprefix("accredit-")) >= 43 for t in made)  # 32 random bytes in base64


def test_a_revoked_token_opens_nothing_and_the_name_may_have_a_new_one(tokens: Tokens) -> None:
    old = tokens.add("Ona Brandt")
    with pytest.raises(QuestionError, match="has a token"):
        tokens.add("Ona Brandt")
    tokens.revoke("Ona Brandt")
    assert tokens.holder(old) is None
    new = tokens.add("Ona Brandt")
    assert tokens.holder(new) == "Ona Brandt" and tokens.holder(old) is None
    assert [(t.name, t.live) for t in tokens.all()] == [("Ona Brandt", False), ("Ona Brandt", True)]


def test_a_revocation_by_another_process_is_heard_at_once(tokens: Tokens) -> None:
    token = tokens.add("Ona Brandt")
    assert tokens.holder(token) == "Ona Brandt"
    Tokens(tokens.place).revoke("Ona Brandt")
    assert tokens.holder(token) is None


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\x00b", "x" * 81, "a\u202eb"])
def test_a_name_is_one_line_that_people_can_read(tokens: Tokens, name: str) -> None:
    with pytest.raises(QuestionError):
        tokens.add(name)


def test_names_that_look_alike_are_one(tokens: Tokens) -> None:
    """Who ruled is the name: two people must not pass for each other."""
    tokens.add("Ona Brandt")
    for alike in ("ona brandt", "Ona  Brandt", " Ona Brandt "):
        with pytest.raises(QuestionError, match="has a token"):
            tokens.add(alike)


def test_nobody_to_revoke_is_told(tokens: Tokens) -> None:
    with pytest.raises(QuestionError, match="nobody"):
        tokens.revoke("Ona Brandt")


def test_a_file_that_is_none_of_ours_is_refused_and_left(tokens: Tokens) -> None:
    tokens.place.write_text("[1, 2", "utf-8")
    for do in (lambda: tokens.add("Ona"), lambda: tokens.holder("x"), tokens.all):
        with pytest.raises(QuestionError, match="tokens"):
            do()
    assert tokens.place.read_text("utf-8") == "[1, 2"
    tokens.place.write_text(json.dumps({"tokens": "no"}), "utf-8")
    with pytest.raises(QuestionError, match="tokens"):
        tokens.all()


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_session_ends_when_it_is_left_alone_when_it_is_old_and_when_it_is_closed(tokens: Tokens) -> None:
    clock = Clock()
    sessions = Sessions(tokens, clock)
    token = tokens.add("Ona Brandt")
    name = sessions.open(token)
    assert name is not None
    found = sessions.of(name)
    assert found is not None and found.name == "Ona Brandt" and len(found.secret) >= 32
    assert sessions.of("x") is None and sessions.of(found.secret) is None
    clock.now += IDLE + 1
    assert sessions.of(name) is None
    name = sessions.open(token) or ""
    for _ in range(int(LASTS / (IDLE / 2)) + 2):
        clock.now += IDLE / 2
        alive = sessions.of(name)
    assert alive is None, "however busy, it ends"
    name = sessions.open(token) or ""
    sessions.close(name)
    assert sessions.of(name) is None


def test_a_revoked_token_ends_its_sessions(tokens: Tokens) -> None:
    sessions = Sessions(tokens, Clock())
    name = sessions.open(tokens.add("Ona Brandt")) or ""
    tokens.revoke("Ona Brandt")
    tokens.add("Ona Brandt")
    assert sessions.of(name) is None, "a new token of the same name does not revive it"


def test_many_sessions_push_out_the_oldest_and_never_grow_without_end(tokens: Tokens) -> None:
    sessions = Sessions(tokens, Clock())
    token = tokens.add("Ona Brandt")
    names = [sessions.open(token) or "" for _ in range(1200)]
    assert sessions.of(names[0]) is None and sessions.of(names[-1]) is not None


def test_guessing_is_slowed_down_for_the_one_who_guesses_and_for_nobody_else() -> None:
    clock = Clock()
    guesses = Guesses(clock)
    for _ in range(GUESSES):
        assert guesses.wait("10.0.0.1") == 0
        guesses.missed("10.0.0.1")
    assert 0 < guesses.wait("10.0.0.1") <= PAUSE
    assert guesses.wait("10.0.0.2") == 0
    clock.now += PAUSE + 1
    assert guesses.wait("10.0.0.1") == 0


def test_a_right_token_forgives_the_slips_before_it() -> None:
    guesses = Guesses(Clock())
    for _ in range(GUESSES - 1):
        guesses.missed("10.0.0.1")
    guesses.hit("10.0.0.1")
    for _ in range(GUESSES - 1):
        guesses.missed("10.0.0.1")
    assert guesses.wait("10.0.0.1") == 0
