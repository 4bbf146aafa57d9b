"""Reads a whole ledger article by article, in one state and in little memory: for exports and bundles.

Claims come as the lines that are stored, so that whoever only passes them on need not build them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.engine import Dialect

from accredit.errors import QuestionError
from accredit.ledger import moments
from accredit.ledger.driver import DriverQuery
from accredit.ledger.reads import ARTICLE_COLUMNS, newest_reading, newest_version, stored_article
from accredit.ledger.store import Ledger
from accredit.ledger.tables import appends, articles, claims, readings, texts
from accredit.ledger.words import from_bytes, from_json_line, unescaped
from accredit.model import Article

_BATCH = 128
"""Articles looked at with one query."""


class ReadBy(NamedTuple):
    """A reading without its claims: what made it, of which situation."""

    id: str
    extractor: str
    lexicon: str
    situation: str
    pack: str


class StoredClaim(NamedTuple):
    """A live claim as it is stored: `line` is the contract's JSON, which `value` reads."""

    line: str
    recorded_at: str
    reading: ReadBy

    @property
    def value(self) -> dict[str, Any]:
        """The line's object."""
        found: dict[str, Any] = from_json_line(self.line)
        return found


class Carried(NamedTuple):
    """A live article, its `text` in a field of its own, with its live claims of every situation, as they were read.

    `number` is its place in the ledger.
    """

    number: int
    key: str
    carrier: str
    article: Article
    text: str
    claims: tuple[StoredClaim, ...]


def last_moment(ledger: Ledger) -> str:
    """The moment of the newest append; empty where there is none."""
    with ledger._transaction() as connection:
        return connection.scalar(select(func.max(appends.c.recorded_at))) or ""


def last_number(ledger: Ledger) -> int:
    """The number of the newest article; 0 where there is none."""
    with ledger._transaction() as connection:
        return _last_number(connection)


def carried(
    ledger: Ledger, *, recorded_at: str | None = None, also: Collection[str] = (), numbers: range | None = None
) -> Iterator[Carried]:
    """Every live article that has live claims, in the order of recording; and those whose carrier is in `also`.

    Live is what was so at `recorded_at`. With `numbers`, of the articles with those numbers alone. The whole walk sees
    one state of the ledger. Raises QuestionError for a malformed moment.
    """
    moment = None if recorded_at is None else moments.asked(recorded_at)
    wanted = frozenset(also)
    with ledger._transaction() as connection:
        queries = _queries(moment, connection.dialect)
        if numbers is None:
            numbers = range(1, _last_number(connection) + 1)
        for first in range(numbers.start, numbers.stop, _BATCH):
            yield from _batch(connection, queries, first, min(first + _BATCH, numbers.stop) - 1, wanted)


def _last_number(connection: Connection) -> int:
    return connection.scalar(select(func.max(articles.c.number))) or 0


class _Queries(NamedTuple):
    """What is asked of each batch of articles, which is named by their numbers."""

    articles: DriverQuery
    readings: DriverQuery
    claims: DriverQuery
    texts: DriverQuery


@lru_cache(maxsize=8)
def _queries(moment: str | None, dialect: Dialect) -> _Queries:
    here = articles.c.number.between(bindparam("first"), bindparam("last"))
    of = select(articles.c.number, articles.c.key, articles.c.carrier, *ARTICLE_COLUMNS)
    read = select(readings.c.id, readings.c.extractor, readings.c.lexicon, readings.c.situation, readings.c.pack)
    told = select(claims.c.number, articles.c.number, claims.c.line, claims.c.recorded_at, claims.c.reading_id)
    words = select(articles.c.number, texts.c.body)
    of_article = articles.c.key == readings.c.article_key
    asked = (
        of.where(here, *newest_version(moment)).order_by(articles.c.number),
        read.join(articles, of_article).where(here, *newest_reading(moment)),
        told.join(articles, articles.c.key == claims.c.article_key).where(here, claims.c.line != ""),
        words.join(texts, texts.c.text_id == articles.c.text_id).where(here),
    )
    return _Queries(*(DriverQuery(query, dialect) for query in asked))


def _batch(
    connection: Connection, queries: _Queries, first: int, last: int, wanted: Collection[str]
) -> Iterator[Carried]:
    here = {"first": first, "last": last}
    made = {row[0]: ReadBy(*map(unescaped, row)) for row in queries.readings(connection, **here)}
    told: dict[int, list[StoredClaim]] = {}
    # Sorted here: a database would carry the lines along.
    for _, number, line, recorded_at, reading in sorted(queries.claims(connection, **here), key=itemgetter(0)):
        if by := made.get(reading):
            told.setdefault(number, []).append(StoredClaim(line, recorded_at, by))
    found = [row for row in queries.articles(connection, **here) if row[0] in told or row[2] in wanted]
    bodies = dict(queries.texts(connection, **here)) if found else {}
    for number, key, carrier, *fields in found:
        if number not in bodies:
            raise QuestionError(f"no text {fields[1]!r} in this ledger")
        article = stored_article(*fields)
        yield Carried(number, key, carrier, article, from_bytes(bodies[number]), tuple(told.get(number, ())))
