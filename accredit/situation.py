"""Loads situation packs: a folder with `situation.toml`, `missions.csv` and `people.csv`.

States of the world are the same for every situation and stand beside the packs
in `packs/states.csv`. A pack is data: a new contest needs no code. Every fault
is a `SituationError` that names file and line.
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from accredit.errors import SituationError
from accredit.model import HOST_STATE, Mission, MissionKind, Party, Person, Situation, State

_KINDS = frozenset(get_args(MissionKind))
_MISSION_COLUMNS = (
    "id", "kind", "host", "city", "city_names", "names", "latitude", "longitude", "jurisdictions", "wikidata", "active",
)  # fmt: skip
_PEOPLE_COLUMNS = ("name", "names", "party", "role", "state")
_STATE_COLUMNS = ("code", "name", "names", "adjectives", "capital", "capital_names", "ministries", "metonyms")


def packs_folder() -> Path:
    """The folder of the packs that ship with the program."""
    return Path(str(files("accredit") / "packs"))


def shipped() -> tuple[str, ...]:
    """Ids of the situations that ship with the program."""
    return tuple(sorted(p.parent.name for p in packs_folder().glob("*/situation.toml")))


def load(name: str) -> Situation:
    """The situation with a shipped id, or the pack in the folder `name`.

    Raises SituationError when there is none or when the pack has a fault.
    """
    folder = Path(name)
    if not (folder / "situation.toml").is_file():
        folder = packs_folder() / name
    if ("/" in name and not folder.is_dir()) or not (folder / "situation.toml").is_file():
        raise SituationError(f"no situation {name!r}: known are {', '.join(shipped())}, or give a pack's folder")
    return load_folder(folder)


@lru_cache(maxsize=8)
def load_folder(folder: Path) -> Situation:
    """The situation in a pack's folder; read once, since packs do not change while the program runs."""
    path = folder / "situation.toml"
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SituationError(f"{path}: {error}") from error
    states = tuple(_states(packs_folder() / "states.csv"))
    codes = {s.code for s in states}
    parties = tuple(_parties(path, table))
    ids = {p.id for p in parties}
    sending = _text(path, table, "sending")
    if sending not in codes:
        raise SituationError(f"{path}: sending state {sending!r} is no ISO 3166-1 alpha-2 code of states.csv")
    missions = tuple(_missions(folder / "missions.csv", sending, codes))
    people = tuple(_people(folder / "people.csv", ids, codes))
    return Situation(
        id=_text(path, table, "id"),
        title=_text(path, table, "title"),
        sending=sending,
        start=_day(path, table, "start"),
        lapse_days=_number(path, table, "lapse_days"),
        parties=parties,
        people=people,
        missions=missions,
        states=states,
        groups={k: tuple(v) for k, v in table.get("groups", {}).items()},
        digest=_digest([path, folder / "missions.csv", folder / "people.csv", packs_folder() / "states.csv"]),
    )


def _digest(paths: list[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def _text(path: Path, table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise SituationError(f"{path}: {key!r} is missing or no text")
    return value


def _day(path: Path, table: dict[str, Any], key: str) -> date:
    value = table.get(key)
    if not isinstance(value, date):
        raise SituationError(f"{path}: {key!r} is missing or no day (write it bare: 2021-08-15)")
    return value


def _number(path: Path, table: dict[str, Any], key: str) -> int:
    value = table.get(key)
    if not isinstance(value, int) or value <= 0:
        raise SituationError(f"{path}: {key!r} is missing or no positive number of days")
    return value


def _parties(path: Path, table: dict[str, Any]) -> Iterator[Party]:
    seen: set[str] = set()
    for number, row in enumerate(table.get("parties", ()), 1):
        try:
            party = Party(
                id=row["id"],
                name=row["name"],
                names=tuple(row["names"]),
                ambiguous=tuple(row.get("ambiguous", ())),
                exclude=tuple(row.get("exclude", ())),
                short=row.get("short", row["name"]),
                valid_from=row.get("valid_from"),
                valid_until=row.get("valid_until"),
            )
        except (KeyError, TypeError) as error:
            raise SituationError(f"{path}: party {number}: {error} is missing or of the wrong kind") from error
        if party.id in seen:
            raise SituationError(f"{path}: party {number}: id {party.id!r} stands twice")
        seen.add(party.id)
        yield party
    if HOST_STATE not in seen or len(seen) < 3:
        raise SituationError(f"{path}: needs at least two parties and {HOST_STATE!r}")


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row with the place that a message names."""
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            if tuple(reader.fieldnames or ()) != columns:
                raise SituationError(f"{path}:1: the columns must be {','.join(columns)}")
            for row in reader:
                place = f"{path}:{reader.line_num}"
                if None in row or None in row.values():
                    raise SituationError(f"{place}: the row has not {len(columns)} fields")
                yield place, row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SituationError(f"{path}: {error}") from error


def _list(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))


def _float(place: str, row: dict[str, str], key: str) -> float | None:
    try:
        return float(row[key]) if row[key] else None
    except ValueError:
        raise SituationError(f"{place}: {key} {row[key]!r} is no number") from None


def _missions(path: Path, sending: str, codes: set[str]) -> Iterator[Mission]:
    seen: set[str] = set()
    for place, row in _rows(path, _MISSION_COLUMNS):
        if not row["id"] or row["id"] in seen:
            raise SituationError(f"{place}: mission id {row['id']!r} is empty or stands twice")
        if row["kind"] not in _KINDS:
            raise SituationError(f"{place}: {row['kind']!r} is no kind of mission")
        hosts = (row["host"], *_list(row["jurisdictions"]))
        if not set(hosts) <= codes:
            raise SituationError(f"{place}: {', '.join(set(hosts) - codes)} is no code of states.csv")
        seen.add(row["id"])
        yield Mission(
            id=row["id"],
            sending=sending,
            host=row["host"],
            city=row["city"] or None,
            kind=row["kind"],  # type: ignore[arg-type]  # checked above
            city_names=_list(row["city_names"]),
            names=_list(row["names"]),
            latitude=_float(place, row, "latitude"),
            longitude=_float(place, row, "longitude"),
            jurisdictions=_list(row["jurisdictions"]),
            wikidata=row["wikidata"] or None,
        )


def _people(path: Path, parties: set[str], codes: set[str]) -> Iterator[Person]:
    for place, row in _rows(path, _PEOPLE_COLUMNS):
        if not row["name"]:
            raise SituationError(f"{place}: a person without a name")
        if row["party"] and row["party"] not in parties:
            raise SituationError(f"{place}: {row['party']!r} is no party of the pack")
        if row["state"] and row["state"] not in codes:
            raise SituationError(f"{place}: {row['state']!r} is no code of states.csv")
        yield Person(row["name"], _list(row["names"]), row["party"] or None, row["role"] or None, row["state"] or None)


@lru_cache(maxsize=1)
def _states(path: Path) -> tuple[State, ...]:
    return tuple(
        State(
            code=row["code"],
            name=row["name"],
            names=_list(row["names"]),
            adjectives=_list(row["adjectives"]),
            capital=row["capital"],
            capital_names=_list(row["capital_names"]),
            ministries=_list(row["ministries"]),
            metonyms=_list(row["metonyms"]),
        )
        for _, row in _rows(path, _STATE_COLUMNS)
    )
