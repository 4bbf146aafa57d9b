"""Loads a pack as a `Situation`; the first fault is raised."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from accredit.errors import SituationError
from accredit.model import Mission, Party, Person, Situation, State
from accredit.situation.faults import mission_faults, person_faults, table_faults
from accredit.situation.source import (
    MISSION_COLUMNS,
    PEOPLE_COLUMNS,
    STATE_COLUMNS,
    Fault,
    Row,
    read_rows,
    read_table,
    refuse,
)


def packs_folder() -> Path:
    """The folder of the packs that ship with the program."""
    return Path(str(files("accredit") / "packs"))


def shipped() -> tuple[str, ...]:
    """Ids of the situations that ship with the program."""
    return tuple(sorted(p.parent.name for p in packs_folder().glob("*/situation.toml")))


def folder_of(name: str) -> Path:
    """The folder of the pack with a shipped id, or `name` itself where a pack stands there.

    Raises SituationError when there is none.
    """
    for folder in (Path(name), packs_folder() / name):
        if (folder / "situation.toml").is_file():
            return folder
    raise SituationError(f"no situation {name!r}: known are {', '.join(shipped())}, or give a pack's folder")


def load(name: str) -> Situation:
    """The situation with a shipped id, or the pack in the folder `name`.

    Raises SituationError when there is none or when the pack has a fault.
    """
    return load_folder(folder_of(name))


@lru_cache(maxsize=8)
def load_folder(folder: Path) -> Situation:
    """The situation in a pack's folder; read once, since packs do not change while the program runs."""
    table = read_table(folder / "situation.toml")
    if isinstance(table, Fault):
        raise table.error()
    states = load_states()
    codes = {s.code for s in states}
    refuse(table_faults(table, codes))
    values = table.values
    parties = tuple(_party(row) for row in values["parties"])
    return Situation(
        id=values["id"],
        title=values["title"],
        sending=values["sending"],
        start=values["start"],
        lapse_days=values["lapse_days"],
        parties=parties,
        people=tuple(_people(folder / "people.csv", {p.id for p in parties}, codes)),
        missions=tuple(_missions(folder / "missions.csv", values["sending"], codes)),
        states=states,
        groups={name: tuple(hosts) for name, hosts in values.get("groups", {}).items()},
        digest=_digest([table.path, folder / "missions.csv", folder / "people.csv", packs_folder() / "states.csv"]),
        home_cities=tuple(values.get("home_cities", ())),
        opposition=tuple(values.get("opposition", ())),
        capital_party=values.get("capital_party"),
        former_party=values.get("former_party"),
    )


def _digest(paths: list[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def _party(row: dict[str, Any]) -> Party:
    return Party(
        id=row["id"],
        name=row["name"],
        names=tuple(row["names"]),
        ambiguous=tuple(row.get("ambiguous", ())),
        exclude=tuple(row.get("exclude", ())),
        short=row.get("short", row["name"]),
        valid_from=row.get("valid_from"),
        valid_until=row.get("valid_until"),
    )


def _sound(rows: Iterator[Row | Fault]) -> Iterator[Row]:
    for row in rows:
        if isinstance(row, Fault):
            raise row.error()
        yield row


def _missions(path: Path, sending: str, codes: set[str]) -> Iterator[Mission]:
    seen: set[str] = set()
    for row in _sound(read_rows(path, MISSION_COLUMNS)):
        refuse(mission_faults(row, seen, codes))
        cells = row.cells
        seen.add(cells["id"])
        yield Mission(
            id=cells["id"],
            sending=sending,
            host=cells["host"],
            city=cells["city"] or None,
            kind=cells["kind"],  # type: ignore[arg-type]  # mission_faults refuses others
            city_names=row.parts("city_names"),
            names=row.parts("names"),
            latitude=float(cells["latitude"]) if cells["latitude"] else None,
            longitude=float(cells["longitude"]) if cells["longitude"] else None,
            jurisdictions=row.parts("jurisdictions"),
            wikidata=cells["wikidata"] or None,
        )


def _people(path: Path, parties: set[str], codes: set[str]) -> Iterator[Person]:
    for row in _sound(read_rows(path, PEOPLE_COLUMNS)):
        refuse(person_faults(row, parties, codes))
        cells = row.cells
        yield Person(
            cells["name"], row.parts("names"), cells["party"] or None, cells["role"] or None, cells["state"] or None
        )


@lru_cache(maxsize=1)
def load_states() -> tuple[State, ...]:
    """The states of the world, the same for every situation."""
    return tuple(
        State(
            code=row.cells["code"],
            name=row.cells["name"],
            names=row.parts("names"),
            adjectives=row.parts("adjectives"),
            capital=row.cells["capital"],
            capital_names=row.parts("capital_names"),
            ministries=row.parts("ministries"),
            metonyms=row.parts("metonyms"),
        )
        for row in _sound(read_rows(packs_folder() / "states.csv", STATE_COLUMNS))
    )
