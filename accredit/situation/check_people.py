"""What is wrong or doubtful in a `people.csv` whose rows load: people twice, names of parties, officials of nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from accredit.model import HOST_STATE
from accredit.situation.faults import is_list
from accredit.situation.source import Fault, Row, fold


def check_people(rows: Sequence[Row], parties: Sequence[dict[str, Any]]) -> Iterator[Fault]:
    """Faults beyond those that keep a pack from loading."""
    of_party = {
        fold(name): party.get("id")
        for party in parties
        for column in ("names", "ambiguous")
        if is_list(party.get(column, []))
        for name in party.get(column, [])
    }
    first: dict[str, Row] = {}
    for row in rows:
        for name in dict.fromkeys(filter(None, (row.cells["name"], *row.parts("names")))):
            yield from _name(row, name, first, of_party)
        yield from _place(row)
        for column, cell in row.cells.items():
            if cell != cell.strip():
                yield row.fault(f"spaces around {cell.strip()!r} in {column!r}", "warning")


def _name(row: Row, name: str, first: dict[str, Row], of_party: dict[str, Any]) -> Iterator[Fault]:
    if len(fold(name).replace(" ", "")) < 2:
        yield row.fault(f"the name {name!r} has fewer than two letters: it would be found everywhere")
        return
    before = first.setdefault(fold(name), row)
    if before is not row:
        yield row.fault(f"{name!r} is also a name of {before.cells['name']!r} (line {before.line})")
    if fold(name) in of_party:
        message = (
            f"{name!r} is also a name of party {of_party[fold(name)]!r}: articles that use it are read as the person"
        )
        yield row.fault(message, "warning")


def _place(row: Row) -> Iterator[Fault]:
    party, state = row.cells["party"], row.cells["state"]
    if party == HOST_STATE and not state:
        yield row.fault(f"{row.cells['name']!r} speaks for a host state, and 'state' does not say for which", "warning")
    if state and party and party != HOST_STATE:
        yield row.fault(f"{row.cells['name']!r} is of a party and of the state {state} at once", "warning")
