"""What the two databases do each in its own way, and which one an engine speaks to.

The rest of the package is portable SQL.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from accredit.errors import LedgerError
from accredit.ledger import postgres, sqlite


class Dialect(Protocol):
    """What a module must have to hold a ledger."""

    def ddl(self, statement: str) -> str:
        """A statement of a migration in the database's words."""

    def spoken(self, query: str) -> str:
        """A query over JSON lines in the database's words: SAID(path) and SPOKEN(alias), see views.py."""

    def guards(self, table: str, *keys: str) -> tuple[str, ...]:
        """Statements that make the database refuse to change or remove a row of the table."""

    def unguards(self, table: str) -> tuple[str, ...]:
        """Statements that lift those guards."""

    def forward_only(self, table: str, column: str) -> tuple[str, ...]:
        """Statements that make the database refuse a row whose `column` is not past all others."""

    def guarding(self, connection: Connection) -> dict[str, str]:
        """The guards that stand, by name, with what they say."""

    def said_by(self, statements: tuple[str, ...]) -> dict[str, str]:
        """The guards that statements make, by name, with what `guarding` tells of each."""

    def deferring(self) -> tuple[str, ...]:
        """Statements after which rows may refer to what comes later in the transaction."""

    def settling(self) -> tuple[str, ...]:
        """Statements after which what rows refer to is looked at again."""

    def scrub(self, engine: Engine, tables: Sequence[str], wait: float) -> str:
        """Leave nothing of what was overwritten in the storage of the tables; empty words where that could be done.

        Whoever reads what stood there before is waited for, so many seconds; then words say when it goes.
        """

    def damage(self, connection: Connection) -> list[str]:
        """What the database finds wrong with its own storage."""

    def as_stored(self, connection: Connection) -> AbstractContextManager[None]:
        """Words come as they are stored, whatever they are."""

    def fault(self, place: str, error: BaseException) -> LedgerError:
        """What an error of the database means, in one line that names the place."""


_DIALECTS: dict[str, Dialect] = {"sqlite": sqlite, "postgresql": postgres}


def dialect_of(database: Engine | Connection) -> Dialect:
    """The module of the database that an engine or a connection speaks to."""
    return _DIALECTS[database.dialect.name]


def for_writing(engine: Engine) -> Engine:
    """The same connections, with transactions that are the only writer from their first statement on.

    A transaction that reads first and asks for the lock later may be refused without a wait, or write
    what no longer holds.
    """
    return engine.execution_options(writes=True)


@contextmanager
def faults(engine: Engine, place: str) -> Iterator[None]:
    """Raise the database's errors as LedgerError, in one line that names the place."""
    dialect = dialect_of(engine)
    try:
        yield
    except DBAPIError as error:
        raise dialect.fault(place, error.orig or error) from error
    except sqlite3.Error as error:
        raise dialect.fault(place, error) from error
