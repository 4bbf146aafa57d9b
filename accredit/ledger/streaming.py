"""Reads a whole ledger article by article, in one state and in little memory: for exports and bundles.

Claims come as the lines that are stored, so that whoever only passes them on need not build them. Rows come as the
database's driver has them: making each anew took as long as the database did.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select
from sqlalchemy.engine import Dialect

from accredit.ledger.reads import ARTICLE_COLUMNS, newest_reading, newest_version
from accredit.ledger.tables import appends, articles, claims, readings, texts
from accredit.ledger.walking import Carried, Queries, Query, walked


def last_moment(connection: Connection) -> str:
    """The moment of the newest append; empty where there is none."""
    return connection.scalar(select(func.max(appends.c.recorded_at))) or ""


def last_number(connection: Connection) -> int:
    """The number of the newest article; 0 where there is none."""
    return connection.scalar(select(func.max(articles.c.number))) or 0


def carried(
    connection: Connection, moment: str | None, also: Collection[str], numbers: range | None
) -> Iterator[Carried]:
    """Every live article that has live claims, in the order of recording; and those whose carrier is in `also`."""
    if numbers is None:
        numbers = range(1, last_number(connection) + 1)

    def ask(words: str, values: Any) -> Sequence[Any]:
        return connection.exec_driver_sql(words, values).cursor.fetchall()

    yield from walked(ask, queries_at(moment, connection.dialect), numbers, frozenset(also))


@lru_cache(maxsize=8)
def queries_at(moment: str | None, dialect: Dialect) -> Queries:
    """What a walk at a moment asks, in the words of a database."""
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
    return Queries(*(_in_words(query, dialect) for query in asked))


def _in_words(query: Select[Any], dialect: Dialect) -> Query:
    made = query.compile(dialect=dialect)
    order = made.positiontup
    return Query(made.string, made.construct_params({"first": 0, "last": 0}), None if order is None else tuple(order))
