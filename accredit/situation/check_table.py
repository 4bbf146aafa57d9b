"""What is wrong or doubtful in a `situation.toml` that loads: ids, names, days, groups, home cities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from accredit.model import HOST_STATE, State
from accredit.situation.faults import NAMED_PARTIES, is_list
from accredit.situation.source import Fault, Row, Table, fold

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KEYS = frozenset(
    {"id", "title", "sending", "start", "lapse_days", "home_cities", "opposition", "groups", "parties", *NAMED_PARTIES}
)
_NAME_LISTS = ("names", "ambiguous", "exclude")
PARTY_KEYS = frozenset({"id", "name", "short", "valid_from", "valid_until", *_NAME_LISTS})


def check_table(
    table: Table, parties: Sequence[dict[str, Any]], states: Sequence[State], missions: Sequence[Row]
) -> Iterator[Fault]:
    """Faults beyond those that keep a pack from loading; keys of the wrong kind are passed over."""
    yield from _keys(table)
    yield from _groups(table)
    yield from _cities(table, states, missions)
    for number, party in enumerate(parties, 1):
        yield from _party(table, party, number)
        yield from _states_names(table, party, number, states)
    yield from _shared(table, parties)


def _keys(table: Table) -> Iterator[Fault]:
    values = table.values
    for key in sorted(set(values) - KEYS):
        yield table.fault(key, f"there is no key {key!r}: known are {', '.join(sorted(KEYS))}")
    own = values.get("id")
    if isinstance(own, str) and not _ID.fullmatch(own):
        yield table.fault("id", f"id {own!r} must be of small letters, digits and hyphens, as in 'afghanistan-2021'")
    if "capital_party" not in values:
        yield table.fault("id", "without 'capital_party' the capital's bare name stands for no party", level="warning")
    for key in NAMED_PARTIES:
        if values.get(key) == HOST_STATE:
            yield table.fault(key, f"{key!r} cannot be {HOST_STATE!r}: it is no party of the contest")


def _groups(table: Table) -> Iterator[Fault]:
    groups = table.values.get("groups", {})
    for name, hosts in groups.items() if isinstance(groups, dict) else ():
        if not is_list(hosts):
            continue
        if not hosts:
            yield table.fault(name, f"group {name!r} holds no state", level="warning")
        if len(set(hosts)) < len(hosts):
            yield table.fault(name, f"group {name!r} holds a state twice", level="warning")
        if table.values.get("sending") in hosts:
            yield table.fault(name, f"group {name!r} holds the contested state itself", level="warning")


def _cities(table: Table, states: Sequence[State], missions: Sequence[Row]) -> Iterator[Fault]:
    cities = table.values.get("home_cities", [])
    if not is_list(cities):
        return
    own = next((s for s in states if s.code == table.values.get("sending")), None)
    if own and own.capital and fold(own.capital) not in map(fold, cities):
        yield table.fault("home_cities", f"the capital {own.capital!r} is not among 'home_cities'", level="warning")
    abroad = {fold(c): row for row in missions for c in (row.cells["city"], *row.parts("city_names")) if fold(c)}
    for city in cities:
        line = table.entry_line(city, table.line_of("home_cities"))
        if fold(city) in abroad:
            row = abroad[fold(city)]
            yield Fault(
                table.path,
                line,
                f"home city {city!r} is also the city of {row.cells['id']!r} (line {row.line} of missions.csv),"
                " whose claims would be taken for another state's",
            )
        yield from _too_short(table, city, line)


def _party(table: Table, party: dict[str, Any], number: int) -> Iterator[Fault]:
    heading = table.line_of("[[parties]]", number)
    key = party.get("id")
    if isinstance(key, str) and key and not _ID.fullmatch(key):
        yield Fault(table.path, heading, f"party id {key!r} must be of small letters, digits and hyphens")
    for strange in sorted(set(party) - PARTY_KEYS):
        message = f"party {key!r} has no key {strange!r}: known are {', '.join(sorted(PARTY_KEYS))}"
        yield Fault(table.path, heading, message)
    if party.get("names") == [] and key != HOST_STATE:
        yield Fault(table.path, heading, f"party {key!r} has no names, so no article can speak of it")
    first, last = party.get("valid_from"), party.get("valid_until")
    if type(first) is date and type(last) is date and first > last:
        yield Fault(table.path, heading, f"party {key!r} ends on {last} before it begins on {first}")
    for column in _NAME_LISTS:
        for name in _names(party, column):
            yield from _too_short(table, name, table.entry_line(name, heading))


def _too_short(table: Table, name: str, line: int) -> Iterator[Fault]:
    if len(fold(name).replace(" ", "")) < 2:
        yield Fault(table.path, line, f"the name {name!r} has fewer than two letters: it would be found everywhere")


def _states_names(table: Table, party: dict[str, Any], number: int, states: Sequence[State]) -> Iterator[Fault]:
    """A party's name hides the state or capital of that name wherever it stands."""
    sending = table.values.get("sending")
    if all(s.code != sending for s in states):
        return
    owners = {fold(name): s for s in states for name in (s.name, *s.names, s.capital, *s.capital_names) if name}
    heading = table.line_of("[[parties]]", number)
    for column in ("names", "ambiguous"):
        for name in _names(party, column):
            state = owners.get(fold(name))
            if state is None or (column == "ambiguous" and state.code == sending):
                continue
            advice = "list it under 'ambiguous'" if state.code == sending else "leave it out"
            message = f"{name!r} of party {party.get('id')!r} is a name of {state.name} or its capital: {advice}"
            yield Fault(table.path, table.entry_line(name, heading), message)


def _shared(table: Table, parties: Sequence[dict[str, Any]]) -> Iterator[Fault]:
    """Names that two parties share: right only where each of them lists it as ambiguous."""
    first: dict[str, tuple[dict[str, Any], str]] = {}
    for number, party in enumerate(parties, 1):
        heading = table.line_of("[[parties]]", number)
        for column in ("names", "ambiguous"):
            for name in _names(party, column):
                before, where = first.setdefault(fold(name), (party, column))
                line = table.entry_line(name, heading)
                if before is party and where != column:
                    message = f"{name!r} of party {party.get('id')!r} is both among 'names' and 'ambiguous'"
                    yield Fault(table.path, line, message)
                elif before is not party and (where, column) != ("ambiguous", "ambiguous"):
                    message = (
                        f"parties {before.get('id')!r} and {party.get('id')!r} share the name {name!r}:"
                        " list it under 'ambiguous' of both, or leave it to one"
                    )
                    yield Fault(table.path, line, message)


def _names(party: dict[str, Any], column: str) -> list[str]:
    value = party.get(column, [])
    return value if is_list(value) else []
