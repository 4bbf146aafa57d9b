"""Ledgers as earlier versions of the program left them, written in plain SQL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from accredit.ledger import chain, moments, postgres, sqlite
from accredit.ledger.append import article_row, claim_rows, reading_row
from accredit.ledger.migrations import MIGRATIONS, migrate
from accredit.ledger.ruling import ruling_row
from accredit.ledger.words import as_bytes, escaped
from accredit.model import Article, RecordedClaim
from accredit.ruling import Ruling
from tests.ledger.kit import HARD, reading, said
from tests.world import CORRO, article

FIRST, SECOND, THIRD = (f"2025-01-0{day}T10:00:00.000000+00:00" for day in (1, 2, 3))


def old_articles() -> tuple[Article, Article]:
    """What such a ledger holds: an article of hard characters, and another."""
    return article(HARD, title=HARD), article("Other words.", id="lantern-2")


def old_ledger(place: str | Path, version: int) -> None:
    """A ledger of this version: two articles, three claims, and a ruling where it knew rulings."""
    on_server = isinstance(place, str) and postgres.is_address(place)
    engine = postgres.make_engine(str(place), wait=1) if on_server else sqlite.make_engine(Path(place), wait=1)
    migrate(engine, MIGRATIONS[: min(version, 2)])
    one, other = old_articles()
    with engine.begin() as connection:
        _append(connection, one, FIRST)
        _append(connection, other, SECOND)
        if version >= 2:
            ruling = Ruling.on_claim("rejected", RecordedClaim(said(one), one, FIRST), who="Ona", why="not so")
            _write(connection, "appends", {"recorded_at": THIRD})
            _write(connection, "rulings", ruling_row(ruling) | {"recorded_at": THIRD})
    migrate(engine, MIGRATIONS[:version])
    if version > 2:
        with engine.begin() as connection:
            _append_chained(connection, article("Later words.", id="lantern-3"))
    engine.dispose()


def _append(connection: Connection, one: Article, moment: str) -> None:
    made = reading(one, said(one), said(one, mission=CORRO)) if one.text == HARD else reading(one)
    at = {"recorded_at": moment}
    _write(connection, "appends", at)
    _write(connection, "texts", {"text_id": one.text_id, "body": as_bytes(one.text)} | at)
    _write(connection, "articles", article_row(one, one.key) | at)
    _write(connection, "readings", reading_row(made, made.id) | at)
    for each in made.claims:
        _write(connection, "claims", claim_rows([each], one, made.id, made.article_key)[0] | at)


def _append_chained(connection: Connection, one: Article) -> None:
    """An append as it was written once there was a chain, with the columns that the tables had then."""
    last = connection.execute(text("SELECT number, recorded_at, head FROM appends ORDER BY number DESC LIMIT 1")).one()
    moment = moments.after(last.recorded_at, datetime.now(UTC))
    own = {"recorded_at": moment, "salt": b"0123456789abcdef"}
    rows = {
        "texts": {"text_id": one.text_id, "body": as_bytes(one.text)} | own,
        "articles": article_row(one, one.key) | own | {"first_at": moment},
    }
    seals = {}
    for table, row in rows.items():
        number = connection.execute(text(f"SELECT max(number) + 1 FROM {table}")).scalar_one()
        names = [c["name"] for c in inspect(connection).get_columns(table)]
        rows[table] = row | {"number": number}
        seals[table] = chain.joined([chain.Sealer(table, names)([rows[table][name] for name in names])])
    head = chain.head_of(last.head, last.number + 1, moment, seals)
    _write(connection, "appends", {"recorded_at": moment, "head": head})
    for table, row in rows.items():
        _write(connection, table, row)


def _write(connection: Connection, table: str, row: Mapping[str, Any]) -> None:
    plain = {"line", "recorded_at"}
    number = connection.execute(text(f"SELECT coalesce(max(number), 0) + 1 FROM {table}")).scalar_one()
    known = {column["name"] for column in inspect(connection).get_columns(table)}
    values = {"number": number} | {
        n: escaped(v) if isinstance(v, str) and n not in plain else v for n, v in row.items() if n in known
    }
    marks = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})"), values)
