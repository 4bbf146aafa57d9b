"""Everything that is SQLite's own: connections, locks, types, guards, and what its errors mean.

The rest of the package is portable SQL, so another database is another file like this one.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, StaticPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from accredit.errors import LedgerError, LedgerFullError

BYTES = "BLOB"
# A guard sees number -1 while SQLite has yet to choose one; a row with it would refuse every later row.
NUMBER = "INTEGER NOT NULL PRIMARY KEY CHECK (number > 0)"

_RETRY_EVERY = 0.02  # seconds


def make_engine(place: Path | None, *, wait: float) -> Engine:
    """Connections to the file at `place`, or to one database in memory; `wait` seconds for a lock.

    Transactions start with BEGIN, or BEGIN IMMEDIATE on an engine of `for_writing`. Nothing is
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


def for_writing(engine: Engine) -> Engine:
    """The same connections, with transactions that take the write lock at once.

    A transaction that reads first and asks for the lock later may be refused without a wait.
    """
    return engine.execution_options(writes=True)


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


def forward_only(table: str, column: str) -> str:
    """A trigger that refuses a row whose `column` is not past that of every row before it."""
    return (
        f"CREATE TRIGGER {table}_forward_only BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {column} >= NEW.{column}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: {column} must move forward'); END"
    )


@contextmanager
def faults(place: str) -> Iterator[None]:
    """Raise the database's errors as LedgerError, in one line that names the place."""
    try:
        yield
    except DBAPIError as error:
        raise _fault(place, error.orig or error) from error
    except sqlite3.Error as error:
        raise _fault(place, error) from error


def _fault(place: str, error: BaseException) -> LedgerError:
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


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
