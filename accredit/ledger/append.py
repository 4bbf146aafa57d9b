"""One append: a text, its article, the readings and their claims, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from accredit.contract import claim_line
from accredit.errors import EvidenceError, LedgerError
from accredit.ledger import moments
from accredit.ledger.tables import appends, articles, claims, readings, texts
from accredit.ledger.words import as_bytes, json_line
from accredit.model import Article, Claim, Reading, text_digest


@dataclass(frozen=True, slots=True)
class Appended:
    """What an append added.

    `new_claims` counts claim ids that no earlier reading of the article had. `recorded_at` is the
    moment since which the ledger holds all that was given: an earlier one where nothing was new.
    """

    article_is_new: bool
    text_is_new: bool
    new_claims: int
    recorded_at: str


def check(article: Article, given: Sequence[Reading]) -> None:
    """Refuse what would make the ledger say something that its texts do not.

    Raises EvidenceError for a claim whose words are not the slice of the text, LedgerError for an
    article without its text and for a reading or claim of another article or situation.
    """
    if text_digest(article.text) != article.text_id:
        raise LedgerError(f"article {article.id!r}: its text is not the one that its text_id names")
    key = article.key
    for reading in given:
        if reading.article_key != key:
            raise LedgerError(f"article {article.id!r}: the reading {reading.id[:12]} is of another article")
        for claim in reading.claims:
            if (claim.article_id, claim.situation) != (article.id, reading.situation):
                raise LedgerError(f"article {article.id!r}: claim {claim.id} is of another article or situation")
            words = claim.evidence
            if article.text[words.start : words.end] != words.exact:
                raise EvidenceError(f"article {article.id!r}: the words of claim {claim.id} are not in its text")


def append(connection: Connection, article: Article, given: Sequence[Reading]) -> Appended:
    """Record what the ledger does not hold yet; the connection's transaction must hold the write lock."""
    key, by_id = article.key, {reading.id: reading for reading in given}
    text_is_new = connection.scalar(select(texts.c.number).where(texts.c.text_id == article.text_id)) is None
    article_since = connection.scalar(select(articles.c.recorded_at).where(articles.c.key == key))
    since = select(readings.c.id, readings.c.recorded_at).where(readings.c.article_key == key)
    held: dict[str, str] = {row.id: row.recorded_at for row in connection.execute(since)}
    fresh = [reading for reading_id, reading in by_id.items() if reading_id not in held]
    if article_since is not None and not fresh:
        return Appended(False, False, 0, max([article_since, *(held[reading_id] for reading_id in by_id)]))
    known = set(connection.scalars(select(claims.c.id).where(claims.c.article_key == key)))
    recorded_at = moments.after(connection.scalar(select(func.max(appends.c.recorded_at))), _clock())
    connection.execute(insert(appends), {"recorded_at": recorded_at})
    if text_is_new:
        row = {"text_id": article.text_id, "body": as_bytes(article.text), "recorded_at": recorded_at}
        connection.execute(insert(texts), row)
    if article_since is None:
        connection.execute(insert(articles), _article_row(article, key, recorded_at))
    for reading in fresh:
        _record(connection, article, reading, recorded_at)
    new = {claim.id for reading in fresh for claim in reading.claims} - known
    return Appended(article_since is None, text_is_new, len(new), recorded_at)


def _record(connection: Connection, article: Article, reading: Reading, recorded_at: str) -> None:
    row = {
        "id": reading.id,
        "article_key": reading.article_key,
        "situation": reading.situation,
        "extractor": reading.extractor,
        "lexicon": reading.lexicon,
        "pack": reading.pack,
        "recorded_at": recorded_at,
    }
    connection.execute(insert(readings), row)
    rows = [_claim_row(claim, article, row) for claim in _once(reading.claims)]
    if rows:
        connection.execute(insert(claims), rows)


def _once(given: Sequence[Claim]) -> Iterator[Claim]:
    """Each claim the first time that its id stands there."""
    seen: set[str] = set()
    for claim in given:
        if claim.id not in seen:
            seen.add(claim.id)
            yield claim


def _claim_row(claim: Claim, article: Article, reading: dict[str, Any]) -> dict[str, Any]:
    return {
        "reading_id": reading["id"],
        "id": claim.id,
        "article_key": reading["article_key"],
        "situation": claim.situation,
        "predicate": claim.predicate,
        "mission_id": claim.mission.id if claim.mission else None,
        "line": json_line(claim_line(claim, article)),
        "recorded_at": reading["recorded_at"],
    }


def _article_row(article: Article, key: str, recorded_at: str) -> dict[str, Any]:
    published = article.published_interval
    return {
        "key": key,
        "carrier": article.carrier,
        "id": article.id,
        "text_id": article.text_id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "language": article.language,
        "author": article.author,
        "sample": article.sample,
        "known_from": published.latest.isoformat() if published and published.latest else None,
        "recorded_at": recorded_at,
    }


def _clock() -> datetime:
    return datetime.now(UTC)
