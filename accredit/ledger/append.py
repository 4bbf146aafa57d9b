"""One append: a text, its article, the readings and their claims, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select

from accredit.contract import article_reference, claim_line
from accredit.errors import EvidenceError, LedgerError
from accredit.ledger import chain
from accredit.ledger.redaction import Marks
from accredit.ledger.tables import articles, claims, readings, texts
from accredit.ledger.words import as_bytes, json_line
from accredit.model import Article, Claim, Reading, text_digest

_AT_ONCE = 500
"""Articles that the database is asked about in one query."""

_OF_ARTICLES = select(articles.c.key, articles.c.recorded_at)
_OF_CLAIMS = select(claims.c.article_key, claims.c.id)
_OF_READINGS = select(readings.c.article_key, readings.c.id, readings.c.recorded_at)


@dataclass(frozen=True, slots=True)
class Appended:
    """What an append added.

    `new_claims` counts claim ids that no earlier reading of the article had. `recorded_at` is the
    moment since which the ledger holds all that was given: an earlier one where nothing was new. `head` is that
    of the chain after it.
    """

    article_is_new: bool
    text_is_new: bool
    new_claims: int
    recorded_at: str
    head: str = field(default="", compare=False)


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
    return append_all(connection, [(article, given)])[0]


def append_all(connection: Connection, given: Iterable[tuple[Article, Sequence[Reading]]]) -> list[Appended]:
    """The same for many articles at once: all of it is one append, or nothing."""
    batch = _Batch(connection)
    outcomes = [each for some in _chunks(given) for each in batch.take(some)]
    if not any(batch.rows.values()):
        head = chain.last_head(connection)
        return [replace(each, head=head) for each in outcomes]
    done = chain.record(connection, batch.rows, _clock())
    return [replace(each, head=done.head, recorded_at=each.recorded_at or done.recorded_at) for each in outcomes]


Pair = tuple[Article, Sequence[Reading]]


def _chunks(given: Iterable[Pair]) -> Iterator[list[Pair]]:
    rest = iter(given)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


class _Batch:
    """The rows of one append while it is put together."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.rows: dict[str, list[dict[str, Any]]] = {"texts": [], "articles": [], "readings": [], "claims": []}
        self._marks = Marks(connection)
        self._texts: set[str] = set()
        self._since: dict[str, str] = {}
        self._readings: dict[str, dict[str, str]] = {}
        self._claims: dict[str, set[str]] = {}

    def take(self, given: Sequence[Pair]) -> list[Appended]:
        """Take up what is not held yet; `recorded_at` is left empty where that is anything."""
        keys = [article.key for article, _ in given]
        self._look_up({article.text_id for article, _ in given}, {key for key in keys if key not in self._readings})
        return [self._add(key, article, readings) for key, (article, readings) in zip(keys, given, strict=True)]

    def _look_up(self, text_ids: set[str], keys: set[str]) -> None:
        """What is held of texts and of articles that this batch has not met."""
        ask = self._connection.execute
        self._texts |= {row.text_id for row in ask(select(texts.c.text_id).where(texts.c.text_id.in_(text_ids)))}
        since = {row.key: row.recorded_at for row in ask(_OF_ARTICLES.where(articles.c.key.in_(keys)))}
        self._since |= since
        for key in keys:
            self._readings[key], self._claims[key] = {}, set()
        if since:
            for row in ask(_OF_READINGS.where(readings.c.article_key.in_(since))):
                self._readings[row.article_key][row.id] = row.recorded_at
            for article_key, claim_id in ask(_OF_CLAIMS.where(claims.c.article_key.in_(since))):
                self._claims[article_key].add(claim_id)

    def _add(self, key: str, article: Article, given: Sequence[Reading]) -> Appended:
        if article.text_id in self._marks:
            raise LedgerError(f"article {article.id!r}: its text was redacted here and does not come back")
        by_id = {reading.id: reading for reading in map(self._kept, given)}
        article_is_new, text_is_new = key not in self._since, article.text_id not in self._texts
        held, known = self._readings[key], self._claims[key]
        fresh = {reading_id: reading for reading_id, reading in by_id.items() if reading_id not in held}
        if not article_is_new and not fresh:
            # An article of this very batch has no moment yet: it gets that of the batch.
            moments_held = [self._since[key], *(held[reading_id] for reading_id in by_id)]
            return Appended(False, False, 0, max(moments_held) if all(moments_held) else "")
        if text_is_new:
            self._texts.add(article.text_id)
            self.rows["texts"].append({"text_id": article.text_id, "body": as_bytes(article.text)})
        if article_is_new:
            self._since[key] = ""
            self.rows["articles"].append(article_row(article, key))
        new = {claim.id for reading in fresh.values() for claim in reading.claims} - known
        for reading_id, reading in fresh.items():
            held[reading_id] = ""
            self.rows["readings"].append(reading_row(reading, reading_id))
            self.rows["claims"] += claim_rows(reading.claims, article, reading_id, key)
        known |= new
        return Appended(article_is_new, text_is_new, len(new), "")

    def _kept(self, reading: Reading) -> Reading:
        """The reading as it can be held: each claim once, and none that was redacted; its id is of what it keeps."""
        left = tuple(claim for claim in _once(reading.claims) if claim.id not in self._marks)
        return reading if len(left) == len(reading.claims) else replace(reading, claims=left)


def reading_row(reading: Reading, reading_id: str) -> dict[str, Any]:
    """A reading with that id as the ledger keeps it; what the ledger itself says of a row is left to it."""
    return {
        "id": reading_id,
        "article_key": reading.article_key,
        "situation": reading.situation,
        "extractor": reading.extractor,
        "lexicon": reading.lexicon,
        "pack": reading.pack,
    }


def _once(given: Sequence[Claim]) -> Iterator[Claim]:
    """Each claim the first time that its id stands there."""
    seen: set[str] = set()
    for claim in given:
        if claim.id not in seen:
            seen.add(claim.id)
            yield claim


def claim_rows(given: Iterable[Claim], article: Article, reading_id: str, key: str) -> list[dict[str, Any]]:
    """Claims as the ledger keeps them, of one reading of the article with that key."""
    carrier = article_reference(article)
    return [
        {
            "reading_id": reading_id,
            "id": claim.id,
            "article_key": key,
            "situation": claim.situation,
            "predicate": claim.predicate,
            "mission_id": claim.mission.id if claim.mission else None,
            "line": json_line(claim_line(claim, article, carrier)),
        }
        for claim in given
    ]


def article_row(article: Article, key: str) -> dict[str, Any]:
    """A version of an article as the ledger keeps it."""
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
        "modified": article.modified,
        "known_from": published.latest.isoformat() if published and published.latest else None,
    }


def _clock() -> datetime:
    return datetime.now(UTC)
