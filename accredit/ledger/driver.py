"""Rows as the database's driver gives them: for walks over a whole ledger, where making each row anew is half the time.

Words from outside come as they are stored (words.py), truth as the driver has it: 0 and 1 in SQLite.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.engine import Dialect


class DriverQuery:
    """A query put into the words of a database once, to be asked again and again."""

    def __init__(self, query: Select[Any], dialect: Dialect) -> None:
        self._made = query.compile(dialect=dialect)
        self._words = self._made.string

    def __call__(self, connection: Connection, **given: Any) -> Sequence[Any]:
        """All rows, with these values for the query's parameters. Values go to the driver as they are."""
        named = self._made.construct_params(given)
        order = self._made.positiontup
        values = named if order is None else tuple([named[name] for name in order])
        return connection.exec_driver_sql(self._words, values).cursor.fetchall()
