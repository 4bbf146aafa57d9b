"""The chain over what was recorded before there was one."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

from accredit.ledger.chain import Sealer, head_of, joined

_TABLES = ("texts", "articles", "readings", "claims", "rulings")


def chained(connection: Connection) -> None:
    """Give each append its head. Belongs to migration 3: the columns are those that the tables had then."""
    seals: dict[str, dict[str, bytes]] = {}
    for table in _TABLES:
        group: list[bytes] = []
        moment = None
        for recorded_at, seal in _sealed(connection, table):
            if recorded_at != moment and moment is not None:
                seals.setdefault(moment, {})[table] = joined(group)
                group = []
            moment = recorded_at
            group.append(seal)
        if moment is not None:
            seals.setdefault(moment, {})[table] = joined(group)
    head = ""
    for number, recorded_at in connection.execute(
        text("SELECT number, recorded_at FROM appends ORDER BY number")
    ).all():
        head = head_of(head, number, recorded_at, seals.get(recorded_at, {}))
        connection.execute(
            text("UPDATE appends SET head = :head WHERE number = :number"), {"head": head, "number": number}
        )


def seals_of(connection: Connection, table: str) -> list[bytes]:
    """The seals of all rows of a table, in order."""
    return [seal for _, seal in _sealed(connection, table)]


def _sealed(connection: Connection, table: str) -> Iterator[tuple[str, bytes]]:
    rows = connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY number", execution_options={"yield_per": 1000})
    columns = list(rows.keys())
    seal, moment = Sealer(table, columns), columns.index("recorded_at")
    for row in rows:
        yield row[moment], seal(row)
