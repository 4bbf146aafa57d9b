"""`atom` (RFC 4287) and `jsonfeed` (jsonfeed.org, 1.1): the changes of answers, the newest first.

An entry is one answer that became another one, with whose words brought it about. Its moment is the ledger's: a feed is
the one format that cannot do without it. Unless a day is asked for, each change is told as of the day on which it was
recorded, so that an entry never changes and has one id for ever: that of the alert of the same change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import islice
from typing import BinaryIO

from accredit.changes import Changed
from accredit.errors import QuestionError
from accredit.export.alert_words import html_words, subject_words, text_words
from accredit.export.alerting import Teller
from accredit.export.alerts import Alert
from accredit.export.source import Source
from accredit.export.words import for_xml, json_words
from accredit.ledger.moments import asked
from accredit.model import Mission

MOST = 100
"""Entries of a feed."""

EPOCH = "1970-01-01T00:00:00Z"
"""When a feed without an entry was updated."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of a situation, or of one mission; `name` is the end of its id, `home` the page that it is about."""

    name: str
    title: str
    alerts: tuple[Alert, ...]
    home: str | None = None
    own: str | None = None
    """Where the feed itself stands."""


def write_atom(source: Source, out: BinaryIO) -> None:
    """Write an Atom feed."""
    out.write(atom(_of(source)))


def write_jsonfeed(source: Source, out: BinaryIO) -> None:
    """Write a JSON Feed, an item a line."""
    out.write(jsonfeed(_of(source)))


def atom(feed: Feed) -> bytes:
    """The feed as Atom."""
    updated = _moment(feed.alerts[0]) if feed.alerts else EPOCH
    places = {"self": feed.own, "alternate": feed.home}
    links = "".join(f'<link rel="{rel}" href="{_xml(address)}"/>\n' for rel, address in places.items() if address)
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>urn:accredit:changes:{_xml(feed.name)}</id>\n<title>{_xml(feed.title)}</title>\n"
        f"<updated>{updated}</updated>\n{links}"
        "<author><name>accredit</name></author>\n<generator>accredit</generator>\n"
    )
    return (head + "".join(map(_atom_entry, feed.alerts)) + "</feed>\n").encode()


def _atom_entry(alert: Alert) -> str:
    links = "".join(f'<link rel="via" href="{_xml(link)}"/>\n' for link in _links(alert))
    tags = "".join(f'<category term="{_xml(tag)}"/>\n' for tag in _tags(alert))
    return (
        f"<entry>\n<id>{_urn(alert)}</id>\n<title>{_xml(subject_words(alert))}</title>\n"
        f"<updated>{_moment(alert)}</updated>\n{links}{tags}"
        f'<content type="html">{_xml(html_words(alert))}</content>\n</entry>\n'
    )


def jsonfeed(feed: Feed) -> bytes:
    """The feed as JSON Feed."""
    head: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": "Answers that became other answers, the newest first.",
        "authors": [{"name": "accredit"}],
        "language": "en",
    }
    head |= {name: words for name, words in (("home_page_url", feed.home), ("feed_url", feed.own)) if words}
    items = ",\n".join(json_words(_item(alert)) for alert in feed.alerts)
    return f'{json_words(head)[:-1]},"items":[\n{items}\n]}}\n'.encode()


def _item(alert: Alert) -> dict[str, object]:
    links = _links(alert)
    item: dict[str, object] = {
        "id": _urn(alert),
        "title": subject_words(alert),
        "content_text": text_words(alert),
        "content_html": html_words(alert),
        "date_published": _moment(alert),
        "tags": list(_tags(alert)),
    }
    return item | ({"external_url": links[0]} if links else {})


def _of(source: Source) -> Feed:
    """The feed that an export asks for."""
    missions = source.options.missions
    only = next(iter(missions)) if len(missions) == 1 else None
    teller = Teller(source.ledger, source.situation, source.may_name)
    return feed_of(teller, _asked_for(teller, source), only)


def feed_of(teller: Teller, changes: Sequence[Changed], mission: str | None = None) -> Feed:
    """The feed of some changes, which are of one mission where it is named."""
    situation = teller.situation
    name, about = situation.id, situation.title
    if mission is not None:
        known = situation.mission(mission) or next((c.subject for c in changes), None)
        about = f"{teller.subject(known).name}: {about}" if known else about
        name = f"{name}:{mission}"
    return Feed(name, f"{about}: who runs which mission", tuple(map(teller.of, changes[:MOST])))


class Feeds:
    """The feeds of a situation and of each of its missions, from one walk through the ledger."""

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._changes: dict[str | None, list[Changed]] = {None: []}
        for change in teller.past.changes(None):
            names = [None, change.subject.id] if isinstance(change.subject, Mission) else [None]
            for name in names:
                kept = self._changes.setdefault(name, [])
                if len(kept) < MOST:
                    kept.append(change)
        self._made: dict[str | None, Feed] = {}

    @property
    def missions(self) -> list[str]:
        """The missions of which an answer has changed."""
        return sorted(filter(None, self._changes))

    def of(self, mission: str | None = None) -> Feed:
        """The feed of a mission; of the situation where none is named."""
        if mission not in self._made:
            self._made[mission] = feed_of(self._teller, self._changes.get(mission, ()), mission)
        return self._made[mission]


def _asked_for(teller: Teller, source: Source) -> list[Changed]:
    """The changes asked for, the newest first, at most `MOST`."""
    if source.options.known_at is not None:
        raise QuestionError("--known-at: a feed tells what the ledger came to hold; give --as-of or --recorded-at")
    since = asked(source.options.since) if source.options.since else ""

    def found() -> Iterator[Changed]:
        for change in teller.past.changes(source.options.as_of, since):
            if (change.recorded_at or "") <= source.recorded_at and _is_of(change, source.options.missions):
                yield change

    return list(islice(found(), MOST))


def _is_of(change: Changed, missions: frozenset[str]) -> bool:
    return not missions or (isinstance(change.subject, Mission) and change.subject.id in missions)


def _urn(alert: Alert) -> str:
    return f"urn:accredit:change:{alert.id}"


def _tags(alert: Alert) -> tuple[str, str, str]:
    return alert.subject.id, alert.question, alert.after.standing


def _links(alert: Alert) -> list[str]:
    return list(dict.fromkeys(cause.url for cause in alert.causes if cause.url))


def _moment(alert: Alert) -> str:
    return (alert.recorded_at or "").replace("+00:00", "Z")


def _xml(words: str) -> str:
    return escape(for_xml(words), quote=True)
