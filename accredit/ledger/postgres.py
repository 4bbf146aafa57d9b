"""Everything that is PostgreSQL's own: connections, locks, types, guards, and what its errors mean.

It has what `accredit.ledger.dialect.Dialect` asks for. A ledger is the tables of one schema, the first on the search
path; another ledger may stand in another schema of the same database.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from accredit.errors import LedgerError, LedgerFullError, QuestionError

_SCHEMES = ("postgresql://", "postgres://")
_DRIVER = "postgresql+psycopg"
_WORD = re.compile(r"\bTEXT\b")
_POINTS_TO = re.compile(r"(REFERENCES \w+ \(\w+\))")
_SAID = re.compile(r"\bSAID\(([a-z0-9.-]+)\)")
_REFUSED = r"(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})"
"""In a line of JSON, after whole pairs of backslashes: the escape of a NUL or of a surrogate."""
_FULL = ("53100", "53200")  # disk_full, out_of_memory
_WAITED = ("55P03", "57014", "40P01")  # lock_not_available, query_canceled by the time limit, deadlock_detected
_MAY_NOT = "42501"
_RETRY_EVERY = 0.2  # seconds


def is_address(place: str) -> bool:
    """Whether a ledger's place is an address of this database and not a file."""
    return place.startswith(_SCHEMES)


def shown(place: str) -> str:
    """An address as messages name it: without its password."""
    try:
        return make_url(place).set(query={}).render_as_string(hide_password=True)
    except ArgumentError:
        return "the PostgreSQL address"


def named(place: str) -> str:
    """The name of the database at an address."""
    try:
        return make_url(place).database or "accredit"
    except ArgumentError:
        raise QuestionError("this is no address of a database: postgresql://USER@HOST/DATABASE") from None


def make_engine(address: str, *, wait: float) -> Engine:
    """Connections to the database at an address; `wait` seconds for a lock. Nothing is opened yet.

    Readers see one consistent state for a whole transaction. Writers take turns by a lock of their own, from their
    first statement on.
    """
    try:
        url = make_url(address).set(drivername=_DRIVER)
        engine = create_engine(
            url, isolation_level="REPEATABLE READ", connect_args={"connect_timeout": max(2, int(wait))}
        )
    except ArgumentError:
        raise QuestionError("this is no address of a database: postgresql://USER@HOST/DATABASE") from None
    except (ModuleNotFoundError, NoSuchModuleError):
        raise LedgerError("PostgreSQL needs accredit's extra: pip install 'accredit[postgres]'") from None

    def begin(connection: Connection) -> None:
        # An acknowledged append outlives a power cut, whatever the server does for others.
        connection.exec_driver_sql("SET LOCAL synchronous_commit = on")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(wait * 1000)}")
        if connection.get_execution_options().get("writes", False):
            # What is read after the lock is what the writer before left, which READ COMMITTED shows.
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('accredit ' || current_schema()))")

    event.listen(engine, "begin", begin)
    return engine


def ddl(statement: str) -> str:
    """A statement of a migration in PostgreSQL's words. Words are compared byte by byte, as in SQLite."""
    spelled = statement.format(
        BYTES="BYTEA",
        NUMBER="INTEGER NOT NULL PRIMARY KEY CHECK (number > 0)",
        SALT="decode(replace(gen_random_uuid()::text, '-', ''), 'hex')",
    )
    return _POINTS_TO.sub(r"\1 DEFERRABLE", _WORD.sub('TEXT COLLATE "C"', spelled))


def spoken(query: str) -> str:
    """A query over JSON lines in PostgreSQL's words, which reads each line once.

    Its JSON takes no NUL and no lone surrogate: where a line has the escape of one, a replacement character is read.
    """
    said = _SAID.sub(lambda found: f"(j.said #>> '{{{found[1].replace('.', ',')}}}')", query)
    plain = f"regexp_replace(c.line, '{_REFUSED}', '\\1\\\\ufffd', 'g')"
    lateral = f"CROSS JOIN LATERAL (SELECT {plain}::jsonb AS said WHERE c.line <> '' OFFSET 0) j "
    return said.replace("SPOKEN(c) ", lateral)


def guards(table: str, *keys: str) -> tuple[str, ...]:
    """Triggers that refuse UPDATE, DELETE and TRUNCATE, whatever the session's role, and the rights taken away.

    Keys are unique by themselves here, and an upsert is an update. The right to update stays, since the server needs
    it to hold rows that others refer to.
    """
    function = f"{table}_is_append_only"
    return (
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$",
        f"CREATE TRIGGER {table}_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_never_changed",
        f"REVOKE DELETE, TRUNCATE ON {table} FROM PUBLIC, CURRENT_USER",
    )


def unguards(table: str) -> tuple[str, ...]:
    """The statements that lift the guards against change; the transaction that does so puts them back."""
    return (f"DROP TRIGGER {table}_never_changed ON {table}",)


def forward_only(table: str, column: str) -> tuple[str, ...]:
    """A trigger that refuses a row whose `column` is not past that of every row before it."""
    function = f"{table}_moves_forward"
    return (
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF EXISTS (SELECT 1 FROM {table} WHERE {column} >= NEW.{column}) THEN "
        f"RAISE EXCEPTION '{table} is append-only: {column} must move forward'; END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER {table}_forward_only BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_forward_only",
    )


def guarding(connection: Connection) -> dict[str, str]:
    """The guards that stand, by name, with what they say and whether they are on."""
    rows = connection.exec_driver_sql(
        "SELECT t.tgname, t.tgenabled::text, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
        "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE NOT t.tgisinternal AND n.nspname = current_schema()"
    )
    return {name: f"{enabled} {' '.join(source.split())}" for name, enabled, source in rows}


def said_by(statements: tuple[str, ...]) -> dict[str, str]:
    """The guard that statements make, by name, with what `guarding` tells of it."""
    source = statements[0].split("$$")[1]
    return {statements[1].split()[2]: f"A {' '.join(source.split())}"}


def deferring() -> tuple[str, ...]:
    """Statements after which rows may refer to what comes later in the transaction."""
    return ("SET CONSTRAINTS ALL DEFERRED",)


def settling() -> tuple[str, ...]:
    """Statements after which what rows refer to is looked at again; the tables cannot be altered before."""
    return ("SET CONSTRAINTS ALL IMMEDIATE",)


def scrub(engine: Engine, tables: Sequence[str], wait: float) -> str:
    """Write the tables anew, without the dead rows that an overwritten one leaves behind.

    The server keeps those that somebody may still ask for who began to read before, in whichever table of the database.
    """
    until = time.monotonic() + wait
    # Outside any transaction, which the engine's own beginning would open, and of nobody else's use afterwards.
    connection = engine.raw_connection()
    raw: Any = connection.driver_connection
    connection.detach()
    try:
        raw.rollback()
        raw.autocommit = True
        raw.execute(f"SET lock_timeout = {int(wait * 1000)}")
        kept = [table for table in tables if not _anew(raw, table, until)]
    finally:
        connection.close()
    return f"it goes with VACUUM FULL {', '.join(kept)} once that has ended" if kept else ""


def _anew(raw: Any, table: str, until: float) -> bool:
    """Whether a table could be written anew without any dead row."""
    from psycopg import errors  # which is there where a server is asked

    told = list[str]()

    def hear(diagnostic: errors.Diagnostic) -> None:
        told.append(diagnostic.message_detail or "")

    raw.add_notice_handler(hear)
    try:
        while True:
            told.clear()
            try:
                raw.execute(f"VACUUM (FULL, VERBOSE) {table}")
            except errors.LockNotAvailable:
                return False
            # "2 dead row versions cannot be removed yet", in the server's language.
            kept = [re.match(r"\D*([0-9]+)", each) for each in told]
            if not any(found and int(found[1]) for found in kept):
                return True
            if time.monotonic() > until:
                return False
            time.sleep(_RETRY_EVERY)
    finally:
        raw.remove_notice_handler(hear)


def damage(connection: Connection) -> list[str]:
    """What the database finds wrong with its own storage: nothing that it tells an ordinary user."""
    return []


@contextmanager
def as_stored(connection: Connection) -> Iterator[None]:
    """Words come as they are stored; the server holds them to UTF-8 itself."""
    yield


def fault(place: str, error: BaseException) -> LedgerError:
    """What an error of the database means, in one line that names the place."""
    state = getattr(error, "sqlstate", None)
    if state in _FULL:
        return LedgerFullError(f"{place}: no room is left; nothing of this was recorded, what was held stands")
    if state in _WAITED:
        return LedgerError(f"{place}: is locked by another program; try again when it is done")
    if state == _MAY_NOT:
        return LedgerError(f"{place}: cannot be written: this user may not")
    words = " ".join(str(error).split())
    if state is None or state.startswith(("08", "57P")):
        return LedgerError(f"{place}: the server is not there, or it ended the connection: {words}")
    return LedgerError(f"{place}: {words}")
