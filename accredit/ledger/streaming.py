"""Reads a whole ledger article by article, in one state and in little memory: for exports and bundles.

Claims come as the lines that are stored, so that whoever only passes them on need not build them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, func, select

from accredit.errors import QuestionError
from accredit.ledger import moments
from accredit.ledger.reads import ARTICLE_COLUMNS, article_of, newest_reading, newest_version
from accredit.ledger.store import Ledger
from accredit.ledger.tables import appends, articles, claims, readings, texts
from accredit.ledger.words import from_bytes, from_json_line
from accredit.model import Article

_BATCH = 256
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
        queries = _Queries.at(moment)
        if numbers is None:
            numbers = range(1, _last_number(connection) + 1)
        last, end = numbers.start - 1, numbers.stop - 1
        while rows := connection.execute(queries.articles, {"last": last, "end": end}).all():
            looked_at = {"last": last, "end": rows[-1][0]}
            last = rows[-1][0]
            found = {key: (number, carrier, article_of(*fields)) for number, key, carrier, *fields in rows}
            yield from _batch(connection, queries, looked_at, found, wanted)


def _last_number(connection: Connection) -> int:
    return connection.scalar(select(func.max(articles.c.number))) or 0


class _Queries(NamedTuple):
    """What is asked of each batch of articles, which is named by their numbers: so a database prepares it once."""

    articles: Select[Any]
    readings: Select[Any]
    claims: Select[Any]
    texts: Select[Any]

    @classmethod
    def at(cls, moment: str | None) -> _Queries:
        after, until = articles.c.number > bindparam("last"), articles.c.number <= bindparam("end")
        of = select(articles.c.number, articles.c.key, articles.c.carrier, *ARTICLE_COLUMNS)
        read = select(readings.c.id, readings.c.extractor, readings.c.lexicon, readings.c.situation, readings.c.pack)
        told = select(claims.c.number, claims.c.article_key, claims.c.line, claims.c.recorded_at, claims.c.reading_id)
        return cls(
            of.where(after, until, *newest_version(moment)).order_by(articles.c.number).limit(_BATCH),
            read.join(articles, articles.c.key == readings.c.article_key).where(after, until, *newest_reading(moment)),
            told.join(articles, articles.c.key == claims.c.article_key).where(after, until, claims.c.line != ""),
            select(articles.c.number, texts.c.body)
            .join(texts, texts.c.text_id == articles.c.text_id)
            .where(after, until),
        )


def _batch(
    connection: Connection,
    queries: _Queries,
    numbers: dict[str, int],
    found: dict[str, tuple[int, str, Article]],
    wanted: frozenset[str],
) -> Iterator[Carried]:
    made = {row[0]: ReadBy(*row) for row in connection.execute(queries.readings, numbers).all()}
    told: dict[str, list[StoredClaim]] = {key: [] for key in found}
    # Sorted here: a database would carry the lines along.
    for _, key, line, recorded_at, reading in sorted(
        connection.execute(queries.claims, numbers).all(), key=itemgetter(0)
    ):
        if (by := made.get(reading)) and key in told:
            told[key].append(StoredClaim(line, recorded_at, by))
    shown = {key: each for key, each in found.items() if told[key] or each[1] in wanted}
    bodies = connection.execute(queries.texts, numbers).all() if shown else ()
    words = {row[0]: row[1] for row in bodies}
    for key, (number, carrier, article) in shown.items():
        if number not in words:
            raise QuestionError(f"no text {article.text_id!r} in this ledger")
        yield Carried(number, key, carrier, article, from_bytes(words[number]), tuple(told[key]))
