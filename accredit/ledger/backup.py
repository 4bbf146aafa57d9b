"""A ledger copied whole into a new file while others write to it: one consistent state, chain and all."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Connection, Engine

from accredit.errors import LedgerError
from accredit.ledger import migrations, sqlite
from accredit.ledger.chain import SEALED
from accredit.ledger.dialect import faults, for_writing
from accredit.ledger.tables import METADATA

_AT_ONCE = 1000


def backup(engine: Engine, place: str, target: Path) -> None:
    """Copy the ledger into a file that must not exist yet. It stands there whole or not at all."""
    if target.exists():
        raise LedgerError(f"{target}: is there already; a backup never overwrites")
    if not target.absolute().parent.is_dir():
        raise LedgerError(f"{target}: the folder {target.parent} does not exist")
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        with faults(engine, place):
            if engine.dialect.name == "sqlite":
                sqlite.copy_into(engine, part)
            else:
                _copy_rows(engine, part)
        _onto_the_disk(part)
        part.rename(target)
        _onto_the_disk(target.absolute().parent)
    finally:
        for name in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))):
            name.unlink(missing_ok=True)


def _copy_rows(engine: Engine, part: Path) -> None:
    """Row by row into a new file, from a server."""
    copy = sqlite.make_engine(part, wait=1)
    try:
        sqlite.keep_log(copy, 1)
        migrations.migrate(copy, migrations.MIGRATIONS)
        with engine.begin() as source, for_writing(copy).begin() as into:
            for statement in sqlite.deferring():
                into.exec_driver_sql(statement)
            for table in ("appends", *SEALED):
                _copy_table(source, into, table)
    finally:
        copy.dispose()


def _copy_table(source: Connection, into: Connection, table: str) -> None:
    """The copy's own beginnings give way to the rows as they are stored, so that the chain is the same."""
    columns = [c.name for c in METADATA.tables[table].c]
    for statement in sqlite.unguards(table):
        into.exec_driver_sql(statement)
    into.exec_driver_sql(f"DELETE FROM {table}")
    found = source.exec_driver_sql(
        f"SELECT {', '.join(columns)} FROM {table} ORDER BY number", execution_options={"yield_per": _AT_ONCE}
    )
    insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    for rows in found.partitions(_AT_ONCE):
        into.exec_driver_sql(insert, [tuple(row) for row in rows])
    for statement in migrations.guards_of(sqlite, table):
        into.exec_driver_sql(statement)


def _onto_the_disk(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
