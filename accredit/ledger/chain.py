"""The hash chain over appends: what seals a row, what seals an append, and the one door through which rows enter.

A row's seal is a hash of all that is stored of it, salted so that nobody finds out by guessing what stood in a row
that was redacted. An append's head is a hash of the seals of its rows and of the head before it, so one hash kept
elsewhere vouches for everything up to it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, func, select

from accredit.ledger import moments
from accredit.ledger.tables import METADATA, Words, appends
from accredit.ledger.words import escaped

SEALED = ("texts", "articles", "readings", "claims", "rulings", "redactions", "merges", "migrations")
"""The tables whose rows appends are made of, in the order in which rows are written."""

SALT_BYTES = 16

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Recorded:
    """The moment of an append and the head of the chain since then."""

    recorded_at: str
    head: str


class Sealer:
    """Seals rows of one table, given as values in the order of `columns`, as the database holds them.

    Each value is written with its name, kind and length, so that no two rows are written alike. Columns without a
    value are left out, so that one that is added later changes no seal.
    """

    def __init__(self, table: str, columns: Sequence[str]) -> None:
        self._table = table.encode() + b"\n"
        self._salt = columns.index("salt") if "salt" in columns else None
        order = sorted((name, place) for place, name in enumerate(columns) if name != "salt")
        self._fields = [(f"\n{name}=", place) for name, place in order]

    def __call__(self, values: Sequence[Any]) -> bytes:
        """The seal of one row."""
        parts = [self._table]
        if self._salt is not None:
            parts.append(_written(values[self._salt]))
        words = ""  # what is not yet among the parts
        for name, place in self._fields:
            value = values[place]
            if value is None:
                continue
            if type(value) is str and value.isascii():  # nearly all: as many bytes as characters
                words += f"{name}s{len(value)}:{value}"
            else:
                parts += ((words + name).encode(), _written(value))
                words = ""
        parts.append(words.encode())
        return sha256(b"".join(parts)).digest()


def _written(value: object) -> bytes:
    if isinstance(value, str):
        body = value.encode("utf-8", "surrogateescape")
        return b"s%d:%b" % (len(body), body)
    if isinstance(value, bytes):
        return b"b%d:%b" % (len(value), value)
    if isinstance(value, int):  # a truth value is 0 or 1 in SQLite
        return b"i%d" % value
    return b"?" + repr(value).encode()


def joined(seals: Iterable[bytes]) -> bytes:
    """The seals of one table's rows of one append, as one."""
    return sha256(b"".join(seals)).digest()


def head_of(before: str, number: int, recorded_at: str, seals: Mapping[str, bytes]) -> str:
    """The head after an append: `before` it was another one, and `seals` has what `joined` gave, by table."""
    lines = [f"accredit chain 1\n{before}\n{number}\n{recorded_at}\n"]
    lines += [f"{table} {seals[table].hex()}\n" for table in sorted(seals)]
    return sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def last_head(connection: Connection, moment: str | None = None) -> str:
    """The head of the chain as it stands, or stood at a moment; empty before the first append."""
    query = select(appends.c.head).order_by(appends.c.number.desc()).limit(1)
    return connection.scalar(query if moment is None else query.where(appends.c.recorded_at <= moment)) or ""


def record(
    connection: Connection,
    rows: Mapping[str, Sequence[Row]],
    clock: datetime,
    *,
    earlier: Mapping[str, Sequence[bytes]] | None = None,
) -> Recorded:
    """Write rows by table as one append; the connection's transaction must hold the write lock.

    Numbers, salts and moments are given here. `earlier` are seals of rows that stand already and that this append
    is the first to vouch for; they go before its own.
    """
    query = select(appends.c.number, appends.c.recorded_at, appends.c.head).order_by(appends.c.number.desc()).limit(1)
    number, last, before = connection.execute(query).one_or_none() or (0, None, "")
    recorded_at = moments.after(last, clock)
    filled = {table: _filled(connection, table, rows[table], recorded_at) for table in SEALED if rows.get(table)}
    seals = {}
    for table, values in filled.items():
        seal = Sealer(table, _columns(table))
        seals[table] = joined([*(earlier or {}).get(table, ()), *map(seal, values)])
    head = head_of(before, number + 1, recorded_at, seals)
    _insert(connection, "appends", [(number + 1, recorded_at, head)])
    for table, values in filled.items():
        _insert(connection, table, values)
    return Recorded(recorded_at, head)


def stored(table: str, row: Row) -> tuple[Any, ...]:
    """A row's values as the database holds them, in the order of the table's columns."""
    return tuple([write(row[name]) if write else row[name] for name, write in _writers(table)])


def _filled(connection: Connection, table: str, rows: Sequence[Row], recorded_at: str) -> list[tuple[Any, ...]]:
    """The rows as they will be stored, with what the ledger itself says of them."""
    named = METADATA.tables[table].c
    first: int = (connection.scalar(select(func.max(named.number))) or 0) + 1
    salts = os.urandom(SALT_BYTES * len(rows)) if "salt" in named else b""
    own: dict[str, Any] = {"recorded_at": recorded_at}
    if "first_at" in named:
        own["first_at"] = recorded_at
    out = []
    for place, row in enumerate(rows):
        own["number"], own["salt"] = first + place, salts[place * SALT_BYTES : (place + 1) * SALT_BYTES]
        out.append(stored(table, {**own, **row}))
    return out


def _columns(table: str) -> list[str]:
    return [column.name for column in METADATA.tables[table].c]


_Writer = Callable[[str | None], str | None]

_WRITERS: dict[str, list[tuple[str, _Writer | None]]] = {}


def _writers(table: str) -> list[tuple[str, _Writer | None]]:
    """The table's columns, each with what makes its value one that the database takes."""
    if table not in _WRITERS:
        named = METADATA.tables[table].c
        _WRITERS[table] = [(c.name, _words if isinstance(c.type, Words) else None) for c in named]
    return _WRITERS[table]


def _words(value: str | None) -> str | None:
    return None if value is None else escaped(value)


def _insert(connection: Connection, table: str, values: Sequence[tuple[Any, ...]]) -> None:
    """Straight to the driver: the values are as they are stored, and there may be a million."""
    columns = _columns(table)
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join([mark] * len(columns))})"
    connection.exec_driver_sql(statement, list(values))
