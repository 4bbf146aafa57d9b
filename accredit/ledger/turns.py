"""The moments at which what a ledger holds about one mission became what it is, without reading what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from accredit.ledger.history import Version, next_moment
from accredit.ledger.tables import articles, claims, readings

_IN_ONE = 500
"""Values of one query."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A claim about the mission came or went with something appended to the article of this carrier."""

    moment: str
    carrier: str


def turns(connection: Connection, situation: str, mission_id: str) -> set[Turn]:
    """The moments since which a reading's claims about the mission counted, and since which they no longer do.

    What was redacted is as if it had never been there.
    """
    about = select(claims.c.reading_id, claims.c.article_key, claims.c.recorded_at).distinct()
    about = about.where(claims.c.situation == situation, claims.c.mission_id == mission_id, claims.c.line != "")
    told = connection.execute(about).all()
    keys = {row.article_key for row in told}
    carrier_of = select(articles.c.carrier).distinct()
    carriers = {c for some in _parts(keys) for c in connection.scalars(carrier_of.where(articles.c.key.in_(some)))}
    versions = _versions(connection, carriers)
    read = _read(connection, situation, {key for each in versions.values() for _, key, _ in each})
    carried = {key: carrier for carrier, each in versions.items() for _, key, _ in each}
    found: set[Turn] = set()
    for reading, key, since in told:
        carrier = carried[key]
        ends = (next_moment(read[key], reading), next_moment(versions[carrier], key))
        until = min(filter(None, ends), default=None)
        if until is None or until > since:
            found |= {Turn(moment, carrier) for moment in (since, until) if moment}
    return found


def _versions(connection: Connection, carriers: set[str]) -> dict[str, list[Version]]:
    """The versions of articles by carrier, the oldest first."""
    found: dict[str, list[Version]] = {}
    query = select(articles.c.carrier, articles.c.first_at, articles.c.key, articles.c.recorded_at)
    for some in _parts(carriers):
        of_these = query.where(articles.c.carrier.in_(some)).order_by(articles.c.first_at, articles.c.number)
        for carrier, first, key, since in connection.execute(of_these):
            found.setdefault(carrier, []).append((first, key, since))
    return found


def _read(connection: Connection, situation: str, keys: set[str]) -> dict[str, list[Version]]:
    """The readings of articles by key, the oldest first."""
    found: dict[str, list[Version]] = {}
    query = select(readings.c.article_key, readings.c.first_at, readings.c.id, readings.c.recorded_at)
    query = query.where(readings.c.situation == situation)
    for some in _parts(keys):
        of_these = query.where(readings.c.article_key.in_(some)).order_by(readings.c.first_at, readings.c.number)
        for key, first, reading, since in connection.execute(of_these):
            found.setdefault(key, []).append((first, reading, since))
    return found


def _parts(values: set[str]) -> Iterator[Sequence[str]]:
    ordered = sorted(values)
    return (ordered[n : n + _IN_ONE] for n in range(0, len(ordered), _IN_ONE))
