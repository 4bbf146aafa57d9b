"""What a ledger answers. A claim is live at a moment when no newer reading and no newer version stood then."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, and_, exists, func, or_, select

from accredit.errors import QuestionError
from accredit.ledger.lines import LineReader
from accredit.ledger.redaction import GONE, Marks
from accredit.ledger.tables import articles, claims, readings, texts
from accredit.ledger.words import from_bytes
from accredit.model import Article, RecordedClaim, Situation

ARTICLE_COLUMNS = [
    articles.c.id, articles.c.text_id, articles.c.url, articles.c.outlet, articles.c.title,
    articles.c.published, articles.c.language, articles.c.author, articles.c.sample,
    articles.c.modified,
]  # fmt: skip
"""What makes an article, in the order of its fields."""

_AT_ONCE = 2000
"""Claims that are decoded between two looks at readings."""

_IN_ONE = 500
"""Values of one query."""

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


def live_articles(connection: Connection, moment: str | None, carriers: Collection[str] | None) -> list[Article]:
    """The newest version of each article, or of those carriers, without text, in the order of recording."""
    query = select(*ARTICLE_COLUMNS).where(*newest_version(moment)).order_by(articles.c.number)
    if carriers is not None:
        query = query.where(articles.c.carrier.in_(carriers))
    return [article_of(*row) for row in connection.execute(query)]


def texts_of(connection: Connection, text_ids: Collection[str]) -> dict[str, str]:
    """The texts with these ids; QuestionError when one is not there."""
    wanted = list(dict.fromkeys(text_ids))
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _IN_ONE):
        query = select(texts.c.text_id, texts.c.body).where(texts.c.text_id.in_(wanted[start : start + _IN_ONE]))
        found.update((text_id, from_bytes(body)) for text_id, body in connection.execute(query))
    for text_id in wanted:
        if text_id not in found:
            raise QuestionError(f"no text {text_id!r} in this ledger")
    return found


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
    connection: Connection,
    situation: Situation,
    moment: str | None,
    day: date | None,
    *,
    mission_id: str | None = None,
    carriers: Collection[str] = (),
) -> Iterator[RecordedClaim]:
    """The live claims with their articles, in the order of recording.

    Of one mission, `mission_id` gives those about it and those of the carriers. Whether a claim is live is its
    reading's affair, so each reading is looked at once.
    """
    query = select(claims.c.reading_id, claims.c.line, claims.c.recorded_at).where(claims.c.situation == situation.id)
    query = query.where(claims.c.line != "").order_by(claims.c.number)
    if mission_id is not None and not carriers:
        query = query.where(claims.c.mission_id == mission_id)
    elif mission_id is not None:
        about = select(claims.c.number).where(claims.c.situation == situation.id, claims.c.mission_id == mission_id)
        carried = select(claims.c.number).join(articles, articles.c.key == claims.c.article_key)
        query = query.where(claims.c.number.in_(about.union(carried.where(articles.c.carrier.in_(carriers)))))
    live: dict[str, Article | None] = {}
    made = LineReader(situation)
    for rows in connection.execute(query).partitions(_AT_ONCE):
        _look_up(connection, {row[0] for row in rows} - live.keys(), live, moment, day)
        for reading_id, line, recorded_at in rows:
            article = live[reading_id]
            if article is not None:
                yield RecordedClaim(made(line), article, recorded_at)


def _look_up(
    connection: Connection, names: set[str], live: dict[str, Article | None], moment: str | None, day: date | None
) -> None:
    """Put the articles of live readings beside their names, and None beside the others."""
    if names:
        live.update(dict.fromkeys(names))
        found = select(readings.c.id, *ARTICLE_COLUMNS).join(articles, articles.c.key == readings.c.article_key)
        of_live = found.where(*newest_reading(moment), *newest_version(moment), *_known_at(day))
        for name, *fields in connection.execute(of_live.where(readings.c.id.in_(names))):
            live[name] = article_of(*fields)


def count(connection: Connection, situation: Situation | None, moment: str | None, day: date | None) -> Counts:
    """How much is live, of one situation's claims or of all."""
    held = newest_version(moment)
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
        claims.c.line != "", *newest_reading(moment), *newest_version(moment), *_known_at(day)
    )


def newest_reading(moment: str | None) -> list[ColumnElement[bool]]:
    """That no newer reading of the article for the situation stood at the moment."""
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


def newest_version(moment: str | None) -> list[ColumnElement[bool]]:
    """That no newer version of the article stood at the moment, and that it was not redacted."""
    later = articles.alias("later_version")
    newer = [later.c.carrier == articles.c.carrier, _after(later, articles)]
    stands = articles.c.text_id.not_like(f"{GONE}-%")
    if moment is None:
        return [stands, ~exists().where(*newer)]
    return [stands, articles.c.recorded_at <= moment, ~exists().where(*newer, later.c.recorded_at <= moment)]


def _known_at(day: date | None) -> list[ColumnElement[bool]]:
    """Published by the end of that day for certain; an undated article never is."""
    return [] if day is None else [articles.c.known_from <= day.isoformat()[:10]]


def article_of(name: str, text_id: str, *rest: Any) -> Article:
    """The article of one row of `ARTICLE_COLUMNS`, without its text."""
    return Article(name, "", text_id, *rest)
