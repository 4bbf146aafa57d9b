"""What a ledger held from when until when: every claim of every reading, with its lifetime."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from accredit.ledger.lines import LineReader
from accredit.ledger.reads import ARTICLE_COLUMNS, article_of
from accredit.ledger.tables import articles, claims, readings
from accredit.model import RecordedClaim, Situation


@dataclass(frozen=True, slots=True)
class Lifetime:
    """A claim that counted from the moment of its recording until another one, None when it still does.

    `article_since` and `article_until` are the same of the version of its article.
    """

    recorded: RecordedClaim
    until: str | None
    article_since: str
    article_until: str | None

    def live(self, moment: str, *, before: bool = False) -> bool:
        """Whether it counted at the moment, or right before it."""
        since, until = self.recorded.recorded_at, self.until
        if before:
            return since < moment and (until is None or until >= moment)
        return since <= moment and (until is None or until > moment)


def lifetimes(connection: Connection, situation: Situation) -> list[Lifetime]:
    """Every claim of the situation that ever counted, in the order of recording."""
    carried: dict[str, list[Version]] = {}
    found = {}
    of_article = [articles.c.key, articles.c.carrier, articles.c.recorded_at, articles.c.first_at]
    for key, carrier, since, first, *fields in connection.execute(
        select(*of_article, *ARTICLE_COLUMNS).order_by(articles.c.number)
    ):
        carried.setdefault(carrier, []).append((first, key, since))
        found[key] = (article_of(*fields), carrier, since)
    read: dict[str, list[Version]] = {}
    of_reading = select(readings.c.article_key, readings.c.id, readings.c.recorded_at, readings.c.first_at)
    of_situation = of_reading.where(readings.c.situation == situation.id).order_by(readings.c.number)
    for key, reading, since, first in connection.execute(of_situation):
        read.setdefault(key, []).append((first, reading, since))
    for versions in (*carried.values(), *read.values()):
        versions.sort(key=lambda each: each[0])  # stable: in one append, in its order
    rows = select(claims.c.line, claims.c.recorded_at, claims.c.article_key, claims.c.reading_id).where(
        claims.c.situation == situation.id, claims.c.line != ""
    )
    out, made = [], LineReader(situation)
    for line, since, key, reading in connection.execute(rows.order_by(claims.c.number)):
        article, carrier, article_since = found[key]
        article_until = next_moment(carried[carrier], key)
        until = min(filter(None, (next_moment(read[key], reading), article_until)), default=None)
        if until is None or until > since:
            recorded = RecordedClaim(made(line), article, since)
            out.append(Lifetime(recorded, until, article_since, article_until))
    return out


Version = tuple[str, str, str]
"""When it was first recorded, its name, and when it was recorded here."""


def next_moment(all_of_it: Iterable[Version], one: str) -> str | None:
    """The moment since which something newer stood here, None for the newest."""
    later = iter(all_of_it)
    for _, name, _ in later:
        if name == one:
            break
    return min((since for _, _, since in later), default=None)
