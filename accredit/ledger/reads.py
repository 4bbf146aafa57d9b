"""What a ledger answers. A claim is live at a moment when no newer reading and no newer version stood then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, and_, exists, func, or_, select

from accredit.contract import claim_from
from accredit.errors import QuestionError
from accredit.ledger.redaction import GONE, Marks
from accredit.ledger.tables import articles, claims, readings, texts
from accredit.ledger.words import from_bytes, from_json_line
from accredit.model import Article, RecordedClaim, Situation

ARTICLE_COLUMNS = [
    articles.c.id, articles.c.text_id, articles.c.url, articles.c.outlet, articles.c.title,
    articles.c.published, articles.c.language, articles.c.author, articles.c.sample,
    articles.c.modified,
]  # fmt: skip
"""What makes an article, in the order of its fields."""

_KEY_START = re.compile(r"[0-9a-f]{1,64}")


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is live: newest versions of articles, their distinct texts, claims of their newest readings.

    `undated` articles have no date that can be read. Under known_at they are left out of the other
    three, and `undated` says how many that was.
    """

    articles: int
    texts: int
    claims: int
    undated: int


def knows(connection: Connection, article: Article, extractor: str, lexicon: str, pack: str) -> bool:
    """Whether this carrier, in this version, was read by exactly these; or its text was redacted."""
    if article.text_id in Marks(connection):
        return True
    same = select(readings.c.number).where(
        readings.c.article_key == article.key,
        readings.c.extractor == extractor,
        readings.c.lexicon == lexicon,
        readings.c.pack == pack,
    )
    return connection.scalar(same.limit(1)) is not None


def live_articles(connection: Connection, moment: str | None) -> list[Article]:
    """The newest version of each article, without text, in the order of recording."""
    query = select(*ARTICLE_COLUMNS).where(*_newest_version(moment)).order_by(articles.c.number)
    return [article_of(*row) for row in connection.execute(query)]


def text_of(connection: Connection, text_id: str) -> str:
    """The text with this id; QuestionError when there is none."""
    body = connection.scalar(select(texts.c.body).where(texts.c.text_id == text_id))
    if body is None:
        raise QuestionError(f"no text {text_id!r} in this ledger")
    return from_bytes(body)


def named_article(connection: Connection, name: str) -> Article | None:
    """The newest article with this id, else the one whose key starts like this.

    Raises QuestionError where several keys do.
    """
    stands = articles.c.text_id.not_like(f"{GONE}-%")
    by_id = select(*ARTICLE_COLUMNS).where(articles.c.id == name, stands).order_by(articles.c.number.desc()).limit(1)
    row = connection.execute(by_id).first()
    if row is None and _KEY_START.fullmatch(name):
        # "g" follows every hexadecimal digit, so the range is all keys with this start.
        by_key = select(*ARTICLE_COLUMNS).where(articles.c.key >= name, articles.c.key < name + "g")
        rows = connection.execute(by_key).all()
        if len(rows) > 1:
            raise QuestionError(f"{name!r} is the start of {len(rows)} articles' keys: give more of it")
        row = rows[0] if rows else None
    return None if row is None else article_of(*row)


def live_claims(
    connection: Connection, situation: Situation, mission_id: str | None, moment: str | None, day: date | None
) -> list[RecordedClaim]:
    """The live claims with their articles, in the order of recording."""
    query = _live(select(claims.c.line, claims.c.recorded_at, articles.c.key, *ARTICLE_COLUMNS), moment, day)
    query = query.where(claims.c.situation == situation.id)
    if mission_id is not None:
        query = query.where(claims.c.mission_id == mission_id)
    return list(_recorded(connection, query.order_by(claims.c.number), situation))


def count(connection: Connection, situation: Situation | None, moment: str | None, day: date | None) -> Counts:
    """How much is live, of one situation's claims or of all."""
    held = _newest_version(moment)
    known = [*held, *_known_at(day)]
    how_many = select(func.count(), func.count(articles.c.text_id.distinct())).select_from(articles).where(*known)
    article_count, text_count = connection.execute(how_many).one()
    query = _live(select(func.count(claims.c.number)), moment, day)
    if situation is not None:
        query = query.where(claims.c.situation == situation.id)
    undated = select(func.count()).select_from(articles).where(*held, articles.c.known_from.is_(None))
    return Counts(
        article_count, text_count, connection.execute(query).scalar_one(), connection.execute(undated).scalar_one()
    )


def _live(query: Select[Any], moment: str | None, day: date | None) -> Select[Any]:
    """Claims joined with their reading and article, where both are the newest at the moment."""
    joined = claims.join(readings, readings.c.id == claims.c.reading_id)
    joined = joined.join(articles, articles.c.key == claims.c.article_key)
    return query.select_from(joined).where(
        claims.c.line != "", *_newest_reading(moment), *_newest_version(moment), *_known_at(day)
    )


def _newest_reading(moment: str | None) -> list[ColumnElement[bool]]:
    later = readings.alias("later_reading")
    newer = [
        later.c.article_key == readings.c.article_key,
        later.c.situation == readings.c.situation,
        _after(later, readings),
    ]
    if moment is None:
        return [~exists().where(*newer)]
    return [readings.c.recorded_at <= moment, ~exists().where(*newer, later.c.recorded_at <= moment)]


def _after(later: FromClause, rows: Table) -> ColumnElement[bool]:
    """First recorded later, here or in a ledger that was merged into this one; in one append, the one below."""
    same = and_(later.c.first_at == rows.c.first_at, later.c.number > rows.c.number)
    return or_(later.c.first_at > rows.c.first_at, same)


def _newest_version(moment: str | None) -> list[ColumnElement[bool]]:
    later = articles.alias("later_version")
    newer = [later.c.carrier == articles.c.carrier, _after(later, articles)]
    stands = articles.c.text_id.not_like(f"{GONE}-%")
    if moment is None:
        return [stands, ~exists().where(*newer)]
    return [stands, articles.c.recorded_at <= moment, ~exists().where(*newer, later.c.recorded_at <= moment)]


def _known_at(day: date | None) -> list[ColumnElement[bool]]:
    """Published by the end of that day for certain; an undated article never is."""
    return [] if day is None else [articles.c.known_from <= day.isoformat()[:10]]


def _recorded(connection: Connection, query: Select[Any], situation: Situation) -> Iterator[RecordedClaim]:
    carriers: dict[str, Article] = {}
    for line, recorded_at, key, *fields in connection.execute(query):
        if key not in carriers:
            carriers[key] = article_of(*fields)
        yield RecordedClaim(claim_from(from_json_line(line), situation), carriers[key], recorded_at)


def article_of(name: str, text_id: str, *rest: Any) -> Article:
    """The article of one row of `ARTICLE_COLUMNS`, without its text."""
    return Article(name, "", text_id, *rest)
