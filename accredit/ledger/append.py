"""One append: a text, its article, the readings and their claims, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from accredit.contract import claim_line
from accredit.errors import EvidenceError, LedgerError
from accredit.ledger import chain
from accredit.ledger.redaction import Marks
from accredit.ledger.tables import articles, claims, readings, texts
from accredit.ledger.words import as_bytes, json_line
from accredit.model import Article, Claim, Reading, text_digest


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
    outcomes = [batch.add(article, readings) for article, readings in given]
    if not any(batch.rows.values()):
        head = chain.last_head(connection)
        return [replace(each, head=head) for each in outcomes]
    done = chain.record(connection, batch.rows, _clock())
    return [replace(each, head=done.head, recorded_at=each.recorded_at or done.recorded_at) for each in outcomes]


class _Batch:
    """The rows of one append while it is put together."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.rows: dict[str, list[dict[str, Any]]] = {"texts": [], "articles": [], "readings": [], "claims": []}
        self._marks = Marks(connection)
        self._texts: set[str] = set()
        self._readings: dict[str, set[str]] = {}
        self._claims: dict[str, set[str]] = {}

    def add(self, article: Article, given: Sequence[Reading]) -> Appended:
        """Take up what is not held yet; `recorded_at` is left empty where that is anything."""
        if article.text_id in self._marks:
            raise LedgerError(f"article {article.id!r}: its text was redacted here and does not come back")
        given = [self._kept(reading) for reading in given]
        key, by_id = article.key, {reading.id: reading for reading in given}
        text_is_new = not self._has_text(article.text_id)
        first = key not in self._readings
        article_since = self._scalar(select(articles.c.recorded_at).where(articles.c.key == key)) if first else ""
        since = select(readings.c.id, readings.c.recorded_at).where(readings.c.article_key == key)
        held: dict[str, str] = {}
        if first and article_since is not None:
            held = {row.id: row.recorded_at for row in self._connection.execute(since)}
            self._claims[key] = set(self._connection.scalars(select(claims.c.id).where(claims.c.article_key == key)))
        seen = self._readings.setdefault(key, set(held))
        fresh = [reading for reading_id, reading in by_id.items() if reading_id not in seen]
        if article_since is not None and not fresh:
            # An article of this very batch has no moment yet: it gets that of the batch.
            moments_held = [article_since, *(held.get(reading_id, "") for reading_id in by_id)]
            return Appended(False, False, 0, max(moments_held) if all(moments_held) else "")
        known = self._claims.setdefault(key, set())
        if text_is_new:
            self._texts.add(article.text_id)
            self.rows["texts"].append({"text_id": article.text_id, "body": as_bytes(article.text)})
        if article_since is None:
            self.rows["articles"].append(article_row(article, key))
        new = {claim.id for reading in fresh for claim in reading.claims} - known
        for reading in fresh:
            self._read(article, reading)
        known |= new
        return Appended(article_since is None, text_is_new, len(new), "")

    def _kept(self, reading: Reading) -> Reading:
        """The reading as it can be held: each claim once, and none that was redacted; its id is of what it keeps."""
        left = tuple(claim for claim in _once(reading.claims) if claim.id not in self._marks)
        return reading if len(left) == len(reading.claims) else replace(reading, claims=left)

    def _has_text(self, text_id: str) -> bool:
        held = select(texts.c.number).where(texts.c.text_id == text_id)
        return text_id in self._texts or self._scalar(held) is not None

    def _scalar(self, query: Select[Any]) -> Any:
        return self._connection.scalar(query)

    def _read(self, article: Article, reading: Reading) -> None:
        row = reading_row(reading)
        self._readings[reading.article_key].add(row["id"])
        self.rows["readings"].append(row)
        self.rows["claims"] += [claim_row(claim, article, row) for claim in reading.claims]


def reading_row(reading: Reading) -> dict[str, Any]:
    """A reading as the ledger keeps it; what the ledger itself says of a row is left to it."""
    return {
        "id": reading.id,
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


def claim_row(claim: Claim, article: Article, reading: dict[str, Any]) -> dict[str, Any]:
    """A claim as the ledger keeps it, of the reading with that row."""
    return {
        "reading_id": reading["id"],
        "id": claim.id,
        "article_key": reading["article_key"],
        "situation": claim.situation,
        "predicate": claim.predicate,
        "mission_id": claim.mission.id if claim.mission else None,
        "line": json_line(claim_line(claim, article)),
    }


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
