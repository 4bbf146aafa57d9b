"""The configuration of alerts: a TOML file that says what is told to whom, checked down to each word."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from accredit.alert.checked import Table, secret_of, webhook_secrets
from accredit.alert.mail import Mail
from accredit.alert.sending import Receiver, Retry
from accredit.alert.webhook import Hook
from accredit.client import Policy
from accredit.client.mailing import Server
from accredit.errors import ConfigError, RefusedAddressError
from accredit.export.alerts import Alert
from accredit.model import Mission, Situation
from accredit.verdict import MISSION_QUESTIONS, STATE_QUESTIONS
from accredit.views.find import find

TYPES = ("verdict.changed", "verdict.aged", "export.outdated", "export.agrees")
QUESTIONS = (*MISSION_QUESTIONS, *STATE_QUESTIONS)
PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a receiver wants to be told; everything where nothing is named."""

    situations: tuple[str, ...] = ()
    missions: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    types: tuple[str, ...] = ()

    def wants(self, alert: Alert, missions: Mapping[str, frozenset[str]]) -> bool:
        """Whether an alert is among it; `missions` has the ids that the names of missions mean, by situation."""
        if self.missions and alert.subject.id not in missions[alert.situation]:
            return False
        return all(
            not named or word in named
            for named, word in (
                (self.situations, alert.situation),
                (self.questions, alert.question),
                (self.types, alert.type),
            )
        )


@dataclass(frozen=True, slots=True)
class Named:
    """A receiver as it is configured: `make` reads its secrets."""

    name: str
    wanted: Wanted
    together: bool
    make: Callable[[], Receiver]


@dataclass(frozen=True, slots=True)
class Config:
    """What is told to whom. `feeds` is a folder for feeds; `as_of` a day that all answers are told of."""

    situations: tuple[str, ...]
    as_of: date | None
    retry: Retry
    feeds: Path | None
    named: tuple[Named, ...]

    def receivers(self) -> dict[str, Receiver]:
        """All receivers, with their secrets. Raises ConfigError for a secret that is not there."""
        return {each.name: each.make() for each in self.named}

    def wishes(
        self, alerts: Sequence[Alert], situations: Sequence[Situation]
    ) -> dict[str, tuple[bool, Sequence[Alert]]]:
        """By receiver, whether it wants them in one letter, and which. Raises QuestionError for an unknown mission."""
        found = dict[str, tuple[bool, Sequence[Alert]]]()
        for each in self.named:
            missions = {s.id: _missions(each.wanted.missions, s, len(situations) == 1) for s in situations}
            found[each.name] = each.together, [a for a in alerts if each.wanted.wants(a, missions)]
        return found


def _missions(names: Sequence[str], situation: Situation, alone: bool) -> frozenset[str]:
    """The ids meant. Among several situations a name need not be known in each."""
    from accredit.errors import QuestionError

    ids = set()
    for name in names:
        try:
            subject = find(name, situation)
        except QuestionError:
            if alone:
                raise
            continue
        ids.add(subject.id if isinstance(subject, Mission) else subject.code)
    return frozenset(ids)


def load(path: Path) -> Config:
    """The configuration in a file. Raises ConfigError, which names the place in it."""
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is no TOML: {' '.join(str(error).split())}") from None
    top = Table(given, f"{path}", path.parent)
    retry, feeds = top.table("retry"), top.table("feeds")
    general = _wanted(top)
    named = [_hook(each, general) for each in top.tables("webhook")]
    for each in top.tables("mail"):
        named += _mails(each, general)
    config = Config(
        general.situations,
        top.day("as_of"),
        Retry(
            retry.number("first_seconds", 30, 1, 86_400),
            3600 * retry.number("longest_hours", 6, 0.01, 168),
            int(retry.number("attempts", 14, 1, 100)),
        ),
        feeds.place("folder"),
        tuple(named),
    )
    for table in (top, retry, feeds):
        table.end()
    if not named and config.feeds is None:
        raise ConfigError(f"{path}: tells nobody: name a [[webhook]], a [[mail]] or a folder for [feeds]")
    return config


def _wanted(table: Table, general: Wanted | None = None) -> Wanted:
    general = general or Wanted()
    types = table.words("types", general.types)
    for word in types:
        if word not in TYPES:
            raise table.fault("types", f"{word!r} is no type; known are {', '.join(TYPES)}")
    questions = table.words("questions", general.questions)
    for word in questions:
        if word not in QUESTIONS:
            raise table.fault("questions", f"{word!r} is no question; known are {', '.join(QUESTIONS)}")
    return Wanted(
        table.words("situations", general.situations), table.words("missions", general.missions), questions, types
    )


def _hook(table: Table, general: Wanted) -> Named:
    name, url, private = table.word("name"), table.word("url"), table.flag("allow_private", False)
    try:
        target = Policy(private=private).target(url)
    except RefusedAddressError as error:
        raise table.fault("url", str(error)) from None
    if not target.secure and not private:
        raise table.fault("url", "http would carry it in the open: give an https address, or allow_private = true")
    secrets, seconds = webhook_secrets(table), table.number("seconds", 15, 1, 120)
    wanted = _wanted(table, general)
    table.end()
    return Named(name, wanted, False, lambda: Hook(name, url, secrets(), Policy(private=private), seconds))


def _mails(table: Table, general: Wanted) -> list[Named]:
    """One receiver for each address, so that each is told once whatever becomes of the others."""
    name, host = table.word("name"), table.word("host")
    security = table.word("security", "starttls")
    if security not in PORTS:
        raise table.fault("security", f"{security!r} is none of {', '.join(PORTS)}")
    port = int(table.number("port", PORTS[security], 1, 65535))
    sender, to = table.address("from"), table.addresses("to")
    user, password = table.word("user", ""), secret_of(table, "password")
    if user and password is None:
        raise table.fault("user", "give password_env or password_file as well")
    if user and security == "none":
        raise table.fault("security", "a password goes over TLS alone")
    together, wanted = table.flag("together", True), _wanted(table, general)
    table.end()

    def make(address: str) -> Callable[[], Receiver]:
        def made() -> Receiver:
            word = password() if user and password else None
            more: dict[str, Any] = {"user": user or None, "password": word}
            return Mail(f"{name}/{address}", Server(host, port, security, **more), sender, address)  # type: ignore[arg-type]

        return made

    return [Named(f"{name}/{address}", wanted, together, make(address)) for address in to]
