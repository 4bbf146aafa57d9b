"""`atom` (RFC 4287) and `jsonfeed` (jsonfeed.org, 1.1): the changes of answers, the newest first.

An entry is one answer that became another one, with what brought it about. Its moment is the ledger's: a feed is the
one format that cannot do without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import BinaryIO

from accredit.changes import Changed, log
from accredit.errors import QuestionError
from accredit.export import names
from accredit.export.phrases import mission_name
from accredit.export.source import Source
from accredit.export.words import for_xml, json_words
from accredit.ledger.moments import asked
from accredit.model import Article, Mission, State, digest
from accredit.verdict import Verdict
from accredit.verdict.because import party_words

MOST = 100
"""Entries of a feed."""

EPOCH = "1970-01-01T00:00:00Z"
"""When a feed without an entry was updated."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change as a feed tells it."""

    id: str
    title: str
    moment: str
    summary: str
    tags: tuple[str, ...]
    links: tuple[str, ...]


def write_atom(source: Source, out: BinaryIO) -> None:
    """Write an Atom feed."""
    found = entries(source)
    title = f"{source.situation.title}: who runs which mission"
    out.write(b'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n')
    head = (
        f"<id>urn:accredit:changes:{_xml(source.situation.id)}</id>\n<title>{_xml(title)}</title>\n"
        f"<updated>{found[0].moment if found else EPOCH}</updated>\n"
        "<author><name>accredit</name></author>\n<generator>accredit</generator>\n"
    )
    out.write(head.encode())
    for entry in found:
        out.write(_atom_entry(entry).encode())
    out.write(b"</feed>\n")


def _atom_entry(entry: Entry) -> str:
    links = "".join(f'<link rel="via" href="{_xml(link)}"/>\n' for link in entry.links)
    tags = "".join(f'<category term="{_xml(tag)}"/>\n' for tag in entry.tags)
    return (
        f"<entry>\n<id>{entry.id}</id>\n<title>{_xml(entry.title)}</title>\n<updated>{entry.moment}</updated>\n"
        f'{links}{tags}<content type="text">{_xml(entry.summary)}</content>\n</entry>\n'
    )


def write_jsonfeed(source: Source, out: BinaryIO) -> None:
    """Write a JSON Feed, an item a line."""
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{source.situation.title}: who runs which mission",
        "description": "Answers that became other answers, the newest first.",
        "authors": [{"name": "accredit"}],
        "language": "en",
    }
    out.write(f'{json_words(head)[:-1]},"items":['.encode())
    for number, entry in enumerate(entries(source)):
        item: dict[str, object] = {
            "id": entry.id,
            "title": entry.title,
            "content_text": entry.summary,
            "date_published": entry.moment,
            "tags": list(entry.tags),
        }
        if entry.links:
            item["external_url"] = entry.links[0]
        out.write(("\n" if not number else ",\n").encode() + json_words(item).encode())
    out.write(b"\n]}\n")


def entries(source: Source) -> list[Entry]:
    """The changes asked for, the newest first, at most `MOST`. None rests on an article that may not leave."""
    behind = Behind(source)
    since = asked(source.options.since) if source.options.since else ""
    known = source.options.known_at
    if known is not None:
        raise QuestionError("--known-at: a feed tells what the ledger came to hold; give --as-of or --recorded-at")
    found = list[Entry]()
    for change in log(source.ledger, source.situation, as_of=source.as_of):
        moment = change.recorded_at or ""
        if moment > source.recorded_at:
            continue
        if moment <= since or len(found) == MOST:
            break
        if _asked_for(change, source) and behind.may_leave(change):
            found.append(_entry(change, source))
    return found


def _asked_for(change: Changed, source: Source) -> bool:
    missions = source.options.missions
    return not missions or (isinstance(change.subject, Mission) and change.subject.id in missions)


class Behind:
    """Knows which articles stand behind a change, so that none is told that rests on one that may not leave."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._articles = {
            life.recorded.claim.id: life.recorded.article for life in source.ledger.history(source.situation)
        }
        self._ruled = source.ruled_ids() if source.rulings() else frozenset[str]()

    def may_leave(self, change: Changed) -> bool:
        """Whether everything that the change and its two answers rest on may be named."""
        if not all(self._source.may_name(cause.article) for cause in change.causes):
            return False
        return all(self._may(claim) for claim in (*change.before.claims, *change.after.claims))

    def _may(self, claim: str) -> bool:
        """A claim that rulings made in the past and that counts no more cannot be traced, and is taken for private."""
        article = self._articles.get(claim)
        return self._source.may_name(article) if article else claim in self._ruled


def _entry(change: Changed, source: Source) -> Entry:
    subject = change.subject
    name = (
        mission_name(subject, source.situation).removeprefix("the ") if isinstance(subject, Mission) else subject.name
    )
    key = subject.code if isinstance(subject, State) else subject.id
    moment = _rfc3339(change.recorded_at or "")
    links = [names.web_address(cause.article.url) for cause in change.causes]
    brought = sorted({f"{cause.kind}: {_told(cause.article)}" for cause in change.causes})
    now = _said(change.after, source)
    title = f"{name[:1].upper()}{name[1:]}, {change.question}: {now}"
    was = f"Before: {_said(change.before, source)}. "
    because = f" Brought about by {'; '.join(brought)}." if brought else ""
    made = digest(key, change.question, change.recorded_at, source.as_of.isoformat())[:24]
    return Entry(
        f"urn:accredit:change:{made}",
        title,
        moment,
        f"{was}{change.after.because}{because}",
        (key, change.question, change.after.standing),
        tuple(dict.fromkeys(filter(None, links))),
    )


def _told(article: Article) -> str:
    words = " – ".join(filter(None, (article.outlet, article.title))) or "an article without a title"
    return f"{words} (sample)" if article.sample else words


def _said(verdict: Verdict, source: Source) -> str:
    """An answer in a few words; a disputed one is never told as a value."""
    if verdict.value is not None:
        return f"{_value(verdict.value, source)} ({verdict.standing})"
    if verdict.leaning is not None:
        return f"{verdict.standing}, leaning {_value(verdict.leaning, source)}"
    return verdict.standing


def _value(value: str, source: Source) -> str:
    return party_words(value, source.situation) if source.situation.party(value) else value


def _rfc3339(moment: str) -> str:
    return moment.replace("+00:00", "Z")


def _xml(words: str) -> str:
    return escape(for_xml(words), quote=True)
