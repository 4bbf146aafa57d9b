"""Everything that is SQLite's own: connections, locks, types, guards, and what its errors mean.

It has what `accredit.ledger.dialect.Dialect` asks for.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, StaticPool, create_engine, event

from accredit.errors import LedgerError, LedgerFullError

BYTES = "BLOB"
SALT = "randomblob(16)"
"""Sixteen random bytes, another sixteen for each row."""
# A guard sees number -1 while SQLite has yet to choose one; a row with it would refuse every later row.
NUMBER = "INTEGER NOT NULL PRIMARY KEY CHECK (number > 0)"

_RETRY_EVERY = 0.02  # seconds
_SAID = re.compile(r"\bSAID\(([a-z0-9.-]+)\)")


def make_engine(place: Path | None, *, wait: float) -> Engine:
    """Connections to the file at `place`, or to one database in memory; `wait` seconds for a lock.

    Transactions start with BEGIN, or BEGIN IMMEDIATE on an engine of `dialect.for_writing`. Nothing is
    opened yet.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(place.absolute()) if place else ":memory:"),
        connect_args={"timeout": wait, "isolation_level": None, "check_same_thread": False},
        poolclass=QueuePool if place else StaticPool,
    )
    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)
    return engine


def keep_log(engine: Engine, wait: float) -> None:
    """Turn on the write-ahead log, in which readers and the one writer do not wait for each other.

    The file remembers it. SQLite does not wait for others here, so this does, up to `wait` seconds.
    """
    until = time.monotonic() + wait
    while True:
        try:
            with _bare(engine) as cursor:
                cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if _code(error) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or time.monotonic() > until:
                raise
            time.sleep(_RETRY_EVERY)


def ddl(statement: str) -> str:
    """A statement of a migration in SQLite's words."""
    return statement.format(BYTES=BYTES, NUMBER=NUMBER, SALT=SALT)


def spoken(query: str) -> str:
    """A query over JSON lines in SQLite's words."""

    def value(found: re.Match[str]) -> str:
        path = found[1].replace(".-1", "[#-1]")
        return f"json_extract(c.line, '$.{path}')"

    return _SAID.sub(value, query.replace("SPOKEN(c) ", ""))


def guards(table: str, *keys: str) -> tuple[str, ...]:
    """Triggers that refuse UPDATE, DELETE and a second row with a taken key.

    Each key is one column or several with commas. The third trigger is needed because `insert or
    replace` removes the rows in its way without asking delete triggers. Migrations that have shipped
    use this: to change it, add a migration.
    """
    refuse = f"SELECT RAISE(ABORT, '{table} is append-only')"
    taken = " OR ".join(
        "(" + " AND ".join(f"{column} = NEW.{column}" for column in key.split(", ")) + ")" for key in ("number", *keys)
    )
    return (
        f"CREATE TRIGGER {table}_never_updated BEFORE UPDATE ON {table} BEGIN {refuse}; END",
        f"CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table} BEGIN {refuse}; END",
        f"CREATE TRIGGER {table}_written_once BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken}) BEGIN {refuse}; END",
    )


def unguards(table: str) -> tuple[str, ...]:
    """The statements that lift the guards against change; the transaction that does so puts them back."""
    return tuple(f"DROP TRIGGER {table}_{what}" for what in ("never_updated", "never_deleted", "written_once"))


def forward_only(table: str, column: str) -> tuple[str, ...]:
    """A trigger that refuses a row whose `column` is not past that of every row before it."""
    return (
        f"CREATE TRIGGER {table}_forward_only BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {column} >= NEW.{column}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: {column} must move forward'); END",
    )


def guarding(connection: Connection) -> dict[str, str]:
    """The guards that stand, by name, with what they say."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {name: " ".join(str(sql).split()) for name, sql in rows}


def said_by(statements: tuple[str, ...]) -> dict[str, str]:
    """The guards that statements make, by name, with what `guarding` tells of each."""
    return {statement.split()[2]: " ".join(statement.split()) for statement in statements}


def deferring() -> tuple[str, ...]:
    """Statements after which rows may refer to what comes later in the transaction."""
    return ("PRAGMA defer_foreign_keys = ON",)


def settling() -> tuple[str, ...]:
    """Statements after which what rows refer to is looked at again; the tables cannot be altered before."""
    return ()


def scrub(engine: Engine, tables: Sequence[str], wait: float) -> str:
    """Leave nothing of what was overwritten in the log beside the file; in the file `secure_delete` saw to it.

    The log is carried over as soon as nobody reads what stood before it.
    """
    until = time.monotonic() + wait
    with _bare(engine) as cursor:
        while cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            if time.monotonic() > until:
                return "it goes when the last program that has the file open has ended"
            time.sleep(_RETRY_EVERY)
    return ""


def copy_into(engine: Engine, target: Path) -> None:
    """Copy the database, as one consistent state and while others write, into a new file."""
    with _bare(engine) as cursor:
        cursor.execute("VACUUM INTO ?", (str(target),))
    copy = make_engine(target, wait=1)
    try:
        keep_log(copy, 1)
    finally:
        copy.dispose()


def damage(connection: Connection) -> list[str]:
    """What the database finds wrong with its own file."""
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
    return [] if found == ["ok"] else found


@contextmanager
def as_stored(connection: Connection) -> Iterator[None]:
    """Words come as they are stored, also where they are no UTF-8 any more."""
    raw: Any = connection.connection.driver_connection
    raw.text_factory = lambda body: body.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        raw.text_factory = str


def fault(place: str, error: BaseException) -> LedgerError:
    """What an error of the database means, in one line that names the place."""
    match _code(error):
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR_SHMSIZE:
            return LedgerFullError(f"{place}: no room is left; nothing of this was recorded, what was held stands")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LedgerError(f"{place}: is locked by another program; try again when it is done")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return LedgerError(f"{place}: cannot be written: the file or its folder is read-only")
        case sqlite3.SQLITE_CANTOPEN:
            return LedgerError(f"{place}: cannot be opened: the file or its folder does not allow it")
        case sqlite3.SQLITE_NOTADB:
            return LedgerError(f"{place}: is no ledger")
        case sqlite3.SQLITE_CORRUPT:
            return LedgerError(f"{place}: is damaged; take the last good copy")
    return LedgerError(f"{place}: {' '.join(str(error).split())}")


def _code(error: BaseException) -> int | None:
    """SQLite's code: the extended one where it matters here, else the primary one."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None or code == sqlite3.SQLITE_IOERR_SHMSIZE:
        return code
    return code & 0xFF


@contextmanager
def _bare(engine: Engine) -> Iterator[Any]:
    """A cursor outside any transaction."""
    connection = engine.raw_connection()
    try:
        yield connection.cursor()
    finally:
        connection.close()


def _settle(connection: sqlite3.Connection, record: object) -> None:
    # FULL: an acknowledged append outlives a power cut, not only the process.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # What a redaction overwrites is overwritten with zeros, not only let go.
    connection.execute("PRAGMA secure_delete = ON")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
