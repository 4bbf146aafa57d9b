"""Recording a person's ruling, and giving the rulings back. They stand beside the claims and change none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select

from accredit.errors import EvidenceError, LedgerError
from accredit.ledger import chain
from accredit.ledger.tables import articles, claims, rulings, texts
from accredit.ledger.words import from_bytes, from_json_line, json_line
from accredit.ruling import ON_ARTICLES, Addition, Anchor, RecordedRuling, Ruling, ruling_from, ruling_line


@dataclass(frozen=True, slots=True)
class AppendedRuling:
    """Whether the ruling was new, the moment since which the ledger holds it, and the head of the chain after it."""

    is_new: bool
    recorded_at: str
    head: str = field(default="", compare=False)


def append(connection: Connection, ruling: Ruling) -> AppendedRuling:
    """Record a ruling that the ledger does not hold yet; the connection's transaction must hold the write lock.

    Raises LedgerError for a ruling on what is not there, EvidenceError for an added claim whose words are not.
    """
    since = connection.scalar(select(rulings.c.recorded_at).where(rulings.c.id == ruling.id))
    if since is not None:
        return AppendedRuling(False, since, chain.last_head(connection))
    _check(connection, ruling)
    done = chain.record(connection, {"rulings": [ruling_row(ruling)]}, datetime.now(UTC))
    return AppendedRuling(True, done.recorded_at, done.head)


def ruling_row(ruling: Ruling) -> dict[str, Any]:
    """A ruling as the ledger keeps it; what the ledger itself says of a row is left to it."""
    return {
        "id": ruling.id,
        "kind": ruling.kind,
        "target": ruling.target,
        "who": ruling.who,
        "why": ruling.why,
        "line": json_line(ruling_line(ruling)),
    }


def held(connection: Connection, moment: str | None) -> list[RecordedRuling]:
    """The rulings recorded by the moment, in the order of recording; the withdrawn ones too."""
    query = select(rulings.c.line, rulings.c.recorded_at, rulings.c.first_at).order_by(rulings.c.number)
    query = query.where(rulings.c.line != "")
    if moment is not None:
        query = query.where(rulings.c.recorded_at <= moment)
    found = connection.execute(query)
    return [RecordedRuling(ruling_from(from_json_line(line)), at, first) for line, at, first in found]


def _check(connection: Connection, ruling: Ruling) -> None:
    for anchor in ruling.anchors:
        if not _has_claim(connection, anchor):
            raise LedgerError(f"{ruling.kind}: there is no claim {anchor.claim} in this ledger")
    if ruling.kind == "withdrawn":
        if connection.scalar(select(rulings.c.number).where(rulings.c.id == ruling.target)) is None:
            raise LedgerError(f"{ruling.kind}: there is no ruling {ruling.target} in this ledger")
    elif ruling.kind == "added":
        _check_words(connection, ruling)
    elif ruling.kind in ON_ARTICLES:
        query = select(articles.c.number).where(articles.c.carrier == ruling.target).limit(1)
        if connection.scalar(query) is None:
            raise LedgerError(f"{ruling.kind}: the article is not in this ledger")


def _has_claim(connection: Connection, anchor: Anchor) -> bool:
    joined = claims.join(articles, articles.c.key == claims.c.article_key)
    query = select(claims.c.number).select_from(joined)
    query = query.where(articles.c.carrier == anchor.carrier, claims.c.id == anchor.claim)
    return connection.scalar(query.limit(1)) is not None


def _check_words(connection: Connection, ruling: Ruling) -> None:
    addition = Addition.of(ruling)
    joined = texts.join(articles, articles.c.text_id == texts.c.text_id)
    query = select(texts.c.body).select_from(joined)
    query = query.where(articles.c.carrier == ruling.target, texts.c.text_id == addition.text_id)
    body = connection.scalar(query.limit(1))
    if body is None:
        raise LedgerError(f"{ruling.kind}: the article is not in this ledger with that text")
    words = addition.words
    if not words.exact or from_bytes(body)[words.start : words.end] != words.exact:
        raise EvidenceError(f"{ruling.kind}: the words of the claim are not in the article's text")
