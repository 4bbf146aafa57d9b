"""The numbered steps by which a ledger's tables came to be, and how one is brought up to date.

A migration that has shipped is never edited: a change is a new one at the end. Each runs inside the
transaction that records it, so a ledger is always at one whole version.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, func, insert, inspect, select

from accredit.ledger import chain, moments, tables
from accredit.ledger.backfill import chained, seals_of
from accredit.ledger.dialect import Dialect, dialect_of, for_writing
from accredit.ledger.views import FIRST_VIEWS, View


@dataclass(frozen=True, slots=True)
class Guards:
    """The table's rows are never changed nor removed; `keys` are its unique ones besides the number."""

    table: str
    keys: tuple[str, ...] = ()

    def statements(self, dialect: Dialect) -> tuple[str, ...]:
        """In the database's words."""
        return dialect.guards(self.table, *self.keys)


@dataclass(frozen=True, slots=True)
class Unguards:
    """The same guards lifted, for the rest of the migration that puts them back."""

    table: str

    def statements(self, dialect: Dialect) -> tuple[str, ...]:
        """In the database's words."""
        return dialect.unguards(self.table)


@dataclass(frozen=True, slots=True)
class ForwardOnly:
    """A row's `column` is past that of every row before it."""

    table: str
    column: str

    def statements(self, dialect: Dialect) -> tuple[str, ...]:
        """In the database's words."""
        return dialect.forward_only(self.table, self.column)


Step = str | Guards | Unguards | ForwardOnly | View | Callable[[Connection], None]


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: its number (from 1, without gaps), what it is for, and what is done in order.

    Statements may name what the databases spell differently: {NUMBER}, {BYTES}, {SALT}.
    """

    number: int
    title: str
    statements: tuple[Step, ...]


_GUARDED = {
    "appends": ("recorded_at",),
    "texts": ("text_id",),
    "articles": ("key",),
    "readings": ("id",),
    "claims": ("reading_id, id",),
    "rulings": ("id",),
}
_SALTED = ("texts", "articles", "readings", "claims", "rulings")
_DATED = ("articles", "readings", "rulings")

MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        1,
        "articles, readings and claims",
        (
            "CREATE TABLE migrations (number {NUMBER}, title TEXT NOT NULL, recorded_at TEXT NOT NULL)",
            "CREATE TABLE appends (number {NUMBER}, recorded_at TEXT NOT NULL UNIQUE)",
            "CREATE TABLE texts (number {NUMBER}, text_id TEXT NOT NULL UNIQUE, body {BYTES} NOT NULL, "
            "recorded_at TEXT NOT NULL REFERENCES appends (recorded_at))",
            "CREATE TABLE articles (number {NUMBER}, key TEXT NOT NULL UNIQUE, carrier TEXT NOT NULL, "
            "id TEXT NOT NULL, text_id TEXT NOT NULL REFERENCES texts (text_id), url TEXT, outlet TEXT, title TEXT, "
            "published TEXT, language TEXT, author TEXT, sample BOOLEAN NOT NULL, known_from TEXT, "
            "recorded_at TEXT NOT NULL REFERENCES appends (recorded_at))",
            "CREATE TABLE readings (number {NUMBER}, id TEXT NOT NULL UNIQUE, "
            "article_key TEXT NOT NULL REFERENCES articles (key), situation TEXT NOT NULL, extractor TEXT NOT NULL, "
            "lexicon TEXT NOT NULL, pack TEXT NOT NULL, recorded_at TEXT NOT NULL REFERENCES appends (recorded_at))",
            "CREATE TABLE claims (number {NUMBER}, reading_id TEXT NOT NULL REFERENCES readings (id), "
            "id TEXT NOT NULL, article_key TEXT NOT NULL REFERENCES articles (key), situation TEXT NOT NULL, "
            "predicate TEXT NOT NULL, mission_id TEXT, line TEXT NOT NULL, "
            "recorded_at TEXT NOT NULL REFERENCES appends (recorded_at), UNIQUE (reading_id, id))",
            "CREATE INDEX articles_by_carrier ON articles (carrier, number)",
            "CREATE INDEX articles_by_id ON articles (id)",
            "CREATE INDEX readings_by_article ON readings (article_key, situation, number)",
            "CREATE INDEX claims_by_article ON claims (article_key)",
            "CREATE INDEX claims_by_mission ON claims (situation, mission_id)",
            "CREATE INDEX claims_by_predicate ON claims (situation, predicate)",
            Guards("migrations"),
            Guards("appends", ("recorded_at",)),
            ForwardOnly("appends", "recorded_at"),
            Guards("texts", ("text_id",)),
            Guards("articles", ("key",)),
            Guards("readings", ("id",)),
            Guards("claims", ("reading_id, id",)),
        ),
    ),
    Migration(
        2,
        "rulings",
        (
            "CREATE TABLE rulings (number {NUMBER}, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, "
            "target TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL, line TEXT NOT NULL, "
            "recorded_at TEXT NOT NULL REFERENCES appends (recorded_at))",
            Guards("rulings", ("id",)),
        ),
    ),
    Migration(
        3,
        "a hash chain over appends, redactions and merges",
        (
            *(Unguards(table) for table in _GUARDED),
            "ALTER TABLE appends ADD COLUMN head TEXT NOT NULL DEFAULT ''",
            *(f"ALTER TABLE {table} ADD COLUMN first_at TEXT NOT NULL DEFAULT ''" for table in _DATED),
            *(f"UPDATE {table} SET first_at = recorded_at" for table in _DATED),
            *(f"ALTER TABLE {table} ADD COLUMN salt {{BYTES}} NOT NULL DEFAULT ''" for table in _SALTED),
            *(f"UPDATE {table} SET salt = {{SALT}}" for table in _SALTED),
            "CREATE TABLE redactions (number {NUMBER}, place TEXT NOT NULL, row_number INTEGER NOT NULL, "
            "was TEXT NOT NULL, now TEXT NOT NULL, mark TEXT NOT NULL, mark_salt TEXT NOT NULL, reason TEXT NOT NULL, "
            "who TEXT NOT NULL, recorded_at TEXT NOT NULL REFERENCES appends (recorded_at))",
            "CREATE TABLE merges (number {NUMBER}, ledger TEXT NOT NULL, head TEXT NOT NULL, "
            "appends INTEGER NOT NULL, recorded_at TEXT NOT NULL REFERENCES appends (recorded_at))",
            "CREATE INDEX articles_in_time ON articles (carrier, first_at, number)",
            "CREATE INDEX readings_in_time ON readings (article_key, situation, first_at, number)",
            chained,
            *(Guards(table, keys) for table, keys in _GUARDED.items()),
            Guards("redactions"),
            Guards("merges"),
        ),
    ),
    Migration(4, "when articles were changed", ("ALTER TABLE articles ADD COLUMN modified TEXT",)),
    Migration(5, "views for people", FIRST_VIEWS),
)


def version(connection: Connection) -> int | None:
    """The number of the newest migration that was run; 0 in an empty database, None in another program's."""
    names = set(inspect(connection).get_table_names())  # in PostgreSQL those of the current schema
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
            dialect = dialect_of(connection)
            for part in step.statements:
                if isinstance(part, str):
                    connection.exec_driver_sql(dialect.ddl(part))
                elif isinstance(part, Guards | Unguards | ForwardOnly | View):
                    for statement in part.statements(dialect):
                        connection.exec_driver_sql(statement)
                else:
                    part(connection)
            _note(connection, step)


FIRST_CHAINED = 3
"""The migration that began the chain: the append that records it vouches for the ones before it too."""


def _note(connection: Connection, step: Migration) -> None:
    row = {"number": step.number, "title": step.title}
    now = datetime.now(UTC)
    if step.number < FIRST_CHAINED:
        connection.execute(insert(tables.migrations), row | {"recorded_at": moments.stamp(now)})
        return
    earlier = seals_of(connection, "migrations") if step.number == FIRST_CHAINED else []
    chain.record(connection, {"migrations": [row]}, now, earlier={"migrations": earlier})


def guards_of(dialect: Dialect, table: str) -> tuple[str, ...]:
    """The statements that put the guards of a table back, as the newest migration that names it has them."""
    made = [p for m in MIGRATIONS for p in m.statements if isinstance(p, Guards) and p.table == table]
    return made[-1].statements(dialect)


def expected_guards(dialect: Dialect) -> dict[str, str]:
    """The guards that stand in a ledger of the newest version, by name, with what they say."""
    found: dict[str, str] = {}
    for step in MIGRATIONS:
        for part in step.statements:
            if isinstance(part, Guards | ForwardOnly):
                found |= dialect.said_by(part.statements(dialect))
    return found
