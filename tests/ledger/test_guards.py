"""Nothing that is recorded can be changed or removed, whatever program holds the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from accredit.ledger import open_ledger
from tests.ledger.kit import reading, said
from tests.world import CORRO, article

TABLES = ("migrations", "appends", "texts", "articles", "readings", "claims")


@pytest.fixture
def raw(place: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection to a ledger that holds two articles, without any of the ledger's own settings."""
    with open_ledger(place) as ledger:
        for one in (article(), article("Other words.", id="lantern-2")):
            ledger.append(one, [reading(one, said(one), said(one, mission=CORRO))])
    connection = sqlite3.connect(place, isolation_level=None)
    yield connection
    connection.close()


def _all(raw: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    return [raw.execute(f"select * from {table} order by 1").fetchall() for table in TABLES]


def _columns(raw: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in raw.execute(f"pragma table_info({table})")]


@pytest.mark.parametrize("table", TABLES)
def test_update_and_delete_are_refused(raw: sqlite3.Connection, table: str) -> None:
    before = _all(raw)
    for column in _columns(raw, table):
        for how in ("", "or replace ", "or ignore "):
            with pytest.raises(sqlite3.DatabaseError, match="append-only"):
                raw.execute(f"update {how}{table} set {column} = {column}")
    with pytest.raises(sqlite3.DatabaseError, match="append-only"):
        raw.execute(f"delete from {table}")
    assert _all(raw) == before


@pytest.mark.parametrize("table", TABLES)
def test_replacing_a_row_is_refused_by_whichever_key_it_is_named(raw: sqlite3.Connection, table: str) -> None:
    # In SQLite `insert or replace` removes the rows in its way without asking delete triggers: each unique
    # key, the row number among them, is a way in.
    before = _all(raw)
    columns = _columns(raw, table)
    row = raw.execute(f"select * from {table} order by 1").fetchone()
    keys = [columns[0]] + [
        name
        for index in raw.execute(f"pragma index_list({table})").fetchall()
        if index[2]
        for (_, _, name) in raw.execute(f"pragma index_info({index[1]})").fetchall()
    ]
    assert len(set(keys)) > 1 or table == "migrations"
    for key in dict.fromkeys(keys):
        values = {name: value if name == key else _other(value) for name, value in zip(columns, row, strict=True)}
        if table == "claims" and key in ("reading_id", "id"):  # the two are unique only together
            values |= {"reading_id": row[columns.index("reading_id")], "id": row[columns.index("id")]}
        for how in ("insert or replace", "insert or ignore", "replace"):
            marks = ", ".join("?" * len(columns))
            with pytest.raises(sqlite3.DatabaseError, match="append-only"):
                raw.execute(f"{how} into {table} values ({marks})", list(values.values()))
    assert _all(raw) == before


def _other(value: object) -> object:
    """Another value of the same kind, later where it is a time."""
    if isinstance(value, int):
        return value + 1000
    return b"other" if isinstance(value, bytes) else f"{value or ''}~"


def test_an_upsert_is_refused(raw: sqlite3.Connection) -> None:
    before = _all(raw)
    with pytest.raises(sqlite3.DatabaseError, match="append-only"):
        raw.execute("insert into texts select * from texts where true on conflict (text_id) do update set body = x'00'")
    assert _all(raw) == before


def test_a_time_that_does_not_move_forward_is_refused(raw: sqlite3.Connection) -> None:
    before = _all(raw)
    (last,) = raw.execute("select max(recorded_at) from appends").fetchone()
    for moment in (last, "2001-01-01T00:00:00.000000+00:00"):
        with pytest.raises(sqlite3.DatabaseError, match="append-only"):
            raw.execute("insert into appends (recorded_at, head) values (?, 0)", (moment,))
    assert _all(raw) == before


def test_row_numbers_below_one_are_refused(raw: sqlite3.Connection) -> None:
    # A guard sees number -1 while SQLite has yet to choose one: a row with that number would lock everybody out.
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute("insert into appends values (-1, '2999-01-01T00:00:00.000000+00:00', 'f')")
