"""The configuration: what is right is read, and what is wrong is told so that a person can mend it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from accredit.alert.config import Config, load
from accredit.alert.mail import Mail
from accredit.alert.webhook import Hook
from accredit.errors import ConfigError
from tests.alert.kit import SECRET, alert
from tests.world import WORLD

HOOK = """
[[webhook]]
name = "desk"
url = "https://desk.example/hooks"
secret_env = "DESK_SECRET"
"""
MAIL = """
[[mail]]
name = "editors"
host = "mail.example"
from = "accredit <alerts@desk.example>"
to = ["ona@desk.example", "pavo@desk.example"]
"""


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_SECRET", SECRET)


def config(folder: Path, words: str) -> Config:
    place = folder / "alerts.toml"
    place.write_text(words, "utf-8")
    return load(place)


def test_what_is_told_to_whom(tmp_path: Path) -> None:
    (tmp_path / "word").write_text("open sesame\n", "utf-8")
    found = config(
        tmp_path,
        f"""
        situations = ["arvenia"]
        as_of = 2021-06-01
        [retry]
        first_seconds = 5
        attempts = 3
        [feeds]
        folder = "feeds"
        {HOOK}
        questions = ["operator"]
        {MAIL}
        port = 2525
        user = "ona"
        password_file = "word"
        missions = ["belm"]
        """,
    )
    assert (found.situations, found.as_of) == (("arvenia",), date(2021, 6, 1))
    assert (found.retry.first, found.retry.attempts) == (5, 3)
    assert found.feeds == tmp_path / "feeds"
    receivers = found.receivers()
    assert set(receivers) == {"desk", "editors/ona@desk.example", "editors/pavo@desk.example"}
    desk, ona = receivers["desk"], receivers["editors/ona@desk.example"]
    assert isinstance(desk, Hook) and desk.secrets == (SECRET,) and not desk.policy.private
    assert isinstance(ona, Mail) and (ona.server.port, ona.server.security) == (2525, "starttls")
    assert ona.server.password == "open sesame"
    assert "sesame" not in repr(found) + repr(receivers) and SECRET not in repr(found) + repr(receivers)


def test_a_receiver_is_told_what_it_asked_for_alone(tmp_path: Path) -> None:
    found = config(tmp_path, HOOK + 'questions = ["head"]\n' + MAIL + 'missions = ["belm"]\n')
    wishes = found.wishes([alert()], [WORLD])
    assert wishes["desk"] == (False, [])
    assert wishes["editors/ona@desk.example"][0] is True  # mail comes together unless asked otherwise
    assert [a.id for a in wishes["editors/ona@desk.example"][1]] == [alert().id]
    elsewhere = config(tmp_path, HOOK + 'missions = ["corro"]\n').wishes([alert()], [WORLD])
    assert elsewhere["desk"] == (False, [])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("x = [", "is no TOML"),
        ("", "tells nobody"),
        ('colour = "red"\n' + HOOK, "colour: is not known here"),
        (HOOK + 'colour = "red"', "webhook 1 (desk): colour: is not known here"),
        ('questions = ["operater"]\n' + HOOK, "questions: 'operater' is no question; known are operator"),
        ('types = ["verdict"]\n' + HOOK, "types: 'verdict' is no type"),
        ("situations = 7\n" + HOOK, "situations: give a list of words"),
        (HOOK.replace("https://", "http://"), "webhook 1 (desk): url: http would carry it in the open"),
        (HOOK.replace("https://desk.example/hooks", "mailto:x"), "webhook 1 (desk): url: "),
        (HOOK.replace('secret_env = "DESK_SECRET"', ""), "give secret_env or secret_file"),
        (HOOK.replace("DESK_SECRET", "NOT_SET"), "NOT_SET is not set"),
        (HOOK.replace('secret_env = "DESK_SECRET"', 'secret_file = "nowhere"'), "nowhere"),
        (HOOK.replace('secret_env = "DESK_SECRET"', 'secret = "abc"'), "a secret does not stand in this file"),
        (HOOK + HOOK, "webhook 2 (desk): name: is there twice"),
        (HOOK.replace('name = "desk"', ""), "webhook 1: name: is missing"),
        (MAIL.replace('host = "mail.example"', ""), "mail 1 (editors): host: is missing"),
        (MAIL.replace("pavo@desk.example", "pavo"), "mail 1 (editors): to: 'pavo' is no address"),
        (MAIL.replace("pavo@desk.example", "p@x\\nBcc: y@z.example"), "is no address"),
        (MAIL + 'security = "ssl"', "security: 'ssl' is none of starttls, tls, none"),
        (MAIL + 'security = "none"\nuser = "x"\npassword_env = "DESK_SECRET"', "a password goes over TLS alone"),
        (MAIL + "port = 70000", "port: 70000 is none from 1 to 65535"),
        (MAIL + 'user = "x"', "password_env or password_file"),
        ("[retry]\nattempts = 0\n" + HOOK, "retry: attempts: 0 is none from 1 to 100"),
        ('as_of = "soon"\n' + HOOK, "as_of: give a day"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, words: str, told: str) -> None:
    with pytest.raises(ConfigError) as error:
        config(tmp_path, words).receivers()
    assert told in str(error.value) and str(error.value).startswith(str(tmp_path / "alerts.toml"))
    assert SECRET not in str(error.value) and "\n" not in str(error.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"alerts\.toml: cannot be read"):
        load(tmp_path / "alerts.toml")


def test_a_short_secret_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The standard asks for 24 to 64 bytes; what is shorter is guessed."""
    for words in ("whsec_YWJj", "whsec_?", "plain words"):
        monkeypatch.setenv("DESK_SECRET", words)
        with pytest.raises(ConfigError, match="whsec_") as error:
            config(tmp_path, HOOK).receivers()
        assert words not in str(error.value)
