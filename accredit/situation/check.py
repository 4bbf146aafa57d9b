"""Everything that is wrong or doubtful in a pack, not only the first fault.

Errors are what keeps a pack from loading, and what makes it answer wrongly: a name that two
missions share is read as the first of them. Warnings are what a careful author looks at again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accredit.model import State
from accredit.situation.check_missions import check_missions
from accredit.situation.check_people import check_people
from accredit.situation.check_table import check_table
from accredit.situation.faults import mission_faults, person_faults, table_faults
from accredit.situation.load import load_states
from accredit.situation.source import (
    MISSION_COLUMNS,
    PEOPLE_COLUMNS,
    Fault,
    Row,
    Table,
    read_rows,
    read_table,
)


def check(folder: Path) -> tuple[Fault, ...]:
    """Every fault of the pack in a folder, file by file, by line. Raises nothing: a missing file is a fault."""
    found = list(_all(folder, load_states()))
    order = {folder / name: n for n, name in enumerate(("situation.toml", "missions.csv", "people.csv"))}
    return tuple(sorted(dict.fromkeys(found), key=lambda f: (order[f.path], f.line or 0, f.level, f.message)))


def _all(folder: Path, states: tuple[State, ...]) -> Iterator[Fault]:
    codes = {s.code for s in states}
    table = read_table(folder / "situation.toml")
    missions = list(read_rows(folder / "missions.csv", MISSION_COLUMNS))
    people = list(read_rows(folder / "people.csv", PEOPLE_COLUMNS))
    yield from (row for row in (*missions, *people) if isinstance(row, Fault))
    mission_rows = [row for row in missions if isinstance(row, Row)]
    people_rows = [row for row in people if isinstance(row, Row)]
    seen: set[str] = set()
    for row in mission_rows:
        yield from mission_faults(row, seen, codes)
        seen.add(row.cells["id"])
    if isinstance(table, Fault):
        yield table
        yield from (fault for row in people_rows for fault in person_faults(row, {row.cells["party"]}, codes))
        return
    yield from table_faults(table, codes)
    ids = {str(row.get("id")) for row in party_tables(table)}
    for row in people_rows:
        yield from person_faults(row, ids, codes)
    yield from check_table(table, party_tables(table), states, mission_rows)
    sending = table.values.get("sending")
    yield from check_missions(mission_rows, sending if sending in codes else None)
    yield from check_people(people_rows, party_tables(table))


def party_tables(table: Table) -> list[dict[str, Any]]:
    """The parties as they stand, right or wrong."""
    parties = table.values.get("parties", ())
    return [row for row in parties if isinstance(row, dict)] if isinstance(parties, list) else []
