"""The numbered steps by which a ledger's tables came to be, and how one is brought up to date.

A migration that has shipped is never edited: a change is a new one at the end. Each runs inside the
transaction that records it, so a ledger is always at one whole version.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, func, insert, inspect, select

from accredit.ledger import moments, tables
from accredit.ledger.dialect import BYTES, NUMBER, for_writing, forward_only, guards


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: its number (from 1, without gaps), what it is for, and its statements in order."""

    number: int
    title: str
    statements: tuple[str, ...]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        1,
        "articles, readings and claims",
        (
            f"CREATE TABLE migrations (number {NUMBER}, title TEXT NOT NULL, recorded_at TEXT NOT NULL)",
            f"CREATE TABLE appends (number {NUMBER}, recorded_at TEXT NOT NULL UNIQUE)",
            f"CREATE TABLE texts (number {NUMBER}, text_id TEXT NOT NULL UNIQUE, body {BYTES} NOT NULL, "
            "recorded_at TEXT NOT NULL REFERENCES appends (recorded_at))",
            f"CREATE TABLE articles (number {NUMBER}, key TEXT NOT NULL UNIQUE, carrier TEXT NOT NULL, "
            "id TEXT NOT NULL, text_id TEXT NOT NULL REFERENCES texts (text_id), url TEXT, outlet TEXT, title TEXT, "
            "published TEXT, language TEXT, author TEXT, sample BOOLEAN NOT NULL, known_from TEXT, "
            "recorded_at TEXT NOT NULL REFERENCES appends (recorded_at))",
            f"CREATE TABLE readings (number {NUMBER}, id TEXT NOT NULL UNIQUE, "
            "article_key TEXT NOT NULL REFERENCES articles (key), situation TEXT NOT NULL, extractor TEXT NOT NULL, "
            "lexicon TEXT NOT NULL, pack TEXT NOT NULL, recorded_at TEXT NOT NULL REFERENCES appends (recorded_at))",
            f"CREATE TABLE claims (number {NUMBER}, reading_id TEXT NOT NULL REFERENCES readings (id), "
            "id TEXT NOT NULL, article_key TEXT NOT NULL REFERENCES articles (key), situation TEXT NOT NULL, "
            "predicate TEXT NOT NULL, mission_id TEXT, line TEXT NOT NULL, "
            "recorded_at TEXT NOT NULL REFERENCES appends (recorded_at), UNIQUE (reading_id, id))",
            "CREATE INDEX articles_by_carrier ON articles (carrier, number)",
            "CREATE INDEX articles_by_id ON articles (id)",
            "CREATE INDEX readings_by_article ON readings (article_key, situation, number)",
            "CREATE INDEX claims_by_article ON claims (article_key)",
            "CREATE INDEX claims_by_mission ON claims (situation, mission_id)",
            "CREATE INDEX claims_by_predicate ON claims (situation, predicate)",
            *guards("migrations"),
            *guards("appends", "recorded_at"),
            forward_only("appends", "recorded_at"),
            *guards("texts", "text_id"),
            *guards("articles", "key"),
            *guards("readings", "id"),
            *guards("claims", "reading_id, id"),
        ),
    ),
    Migration(
        2,
        "rulings",
        (
            f"CREATE TABLE rulings (number {NUMBER}, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, "
            "target TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL, line TEXT NOT NULL, "
            "recorded_at TEXT NOT NULL REFERENCES appends (recorded_at))",
            *guards("rulings", "id"),
        ),
    ),
)


def version(connection: Connection) -> int | None:
    """The number of the newest migration that was run; 0 in an empty database, None in another program's."""
    names = set(inspect(connection).get_table_names())
    if not names:
        return 0
    if not {"migrations", "appends"} <= names:
        return None
    return connection.execute(select(func.max(tables.migrations.c.number))).scalar_one() or 0


def migrate(engine: Engine, steps: Sequence[Migration]) -> None:
    """Run those of the steps that the ledger has not seen, each in its own transaction."""
    for step in steps:
        with for_writing(engine).begin() as connection:
            # Asked again under the lock: another process may have run it in the meantime.
            if (version(connection) or 0) >= step.number:
                continue
            for statement in step.statements:
                connection.exec_driver_sql(statement)
            row = {"number": step.number, "title": step.title, "recorded_at": moments.stamp(datetime.now(UTC))}
            connection.execute(insert(tables.migrations), row)
