"""Loads situation packs: a folder with `situation.toml`, `missions.csv` and `people.csv`.

States of the world are the same for every situation and stand beside the packs
in `packs/states.csv`. A pack is data: a new contest needs no code. Every fault
is a `SituationError` that names file and line.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
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
    if not (folder / "situation.toml").is_file():
        raise SituationError(f"no situation {name!r}: known are {', '.join(shipped())}, or give a pack's folder")
    return load_folder(folder)


@lru_cache(maxsize=8)
def load_folder(folder: Path) -> Situation:
    """The situation in a pack's folder; read once, since packs do not change while the program runs."""
    table = _Table.read(folder / "situation.toml")
    states = _states(packs_folder() / "states.csv")
    codes = {s.code for s in states}
    sending = table.text_of("sending")
    if sending not in codes:
        raise table.fault("sending", f"{sending!r} is no ISO 3166-1 alpha-2 code of states.csv")
    parties = tuple(_parties(table))
    return Situation(
        id=table.text_of("id"),
        title=table.text_of("title"),
        sending=sending,
        start=table.day_of("start"),
        lapse_days=table.number_of("lapse_days"),
        parties=parties,
        people=tuple(_people(folder / "people.csv", {p.id for p in parties}, codes)),
        missions=tuple(_missions(folder / "missions.csv", sending, codes)),
        states=states,
        groups=_groups(table, codes),
        digest=_digest([table.path, folder / "missions.csv", folder / "people.csv", packs_folder() / "states.csv"]),
        home_cities=table.list_of("home_cities"),
        opposition=table.list_of("opposition"),
        capital_party=_party_of(table, "capital_party", parties),
        former_party=_party_of(table, "former_party", parties),
    )


def _digest(paths: list[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


@dataclass(frozen=True, slots=True)
class _Table:
    """A pack's `situation.toml` with the text that it was read from, so that a fault can name its line."""

    path: Path
    text: str
    values: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> _Table:
        text = _read(path)
        try:
            return cls(path, text, tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            what, _, where = str(error).partition(" (at ")
            line = re.match(r"line (\d+)", where)
            number = line[1] if line else len(text.splitlines())
            raise SituationError(f"{path}:{number}: {what}") from error

    def fault(self, start: str, message: str, nth: int = 1) -> SituationError:
        """The error at the nth line that begins with `start` (a key or a heading), else at the first line."""
        begins = re.compile(rf'\s*"?{re.escape(start)}"?\s*(=|$)')
        hits = [n for n, line in enumerate(self.text.splitlines(), 1) if begins.match(line)]
        return SituationError(f"{self.path}:{hits[nth - 1] if nth <= len(hits) else 1}: {message}")

    def text_of(self, key: str) -> str:
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(key, f"{key!r} is missing or no text")
        return value

    def day_of(self, key: str) -> date:
        value = self.values.get(key)
        if type(value) is not date:  # a date-time is a date too, and does not compare with one
            raise self.fault(key, f"{key!r} is missing or no day (write it bare: 2021-08-15)")
        return value

    def list_of(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not _is_list(value):
            raise self.fault(key, f"{key!r} is no list of texts")
        return tuple(value)

    def number_of(self, key: str) -> int:
        value = self.values.get(key)
        if type(value) is not int or value <= 0:
            raise self.fault(key, f"{key!r} is missing or no positive number of days")
        return value


def _read(path: Path) -> str:
    """The text of a pack's file."""
    try:
        whole = path.read_bytes()
        return whole.decode("utf-8")
    except OSError as error:
        raise SituationError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = whole.count(b"\n", 0, error.start) + 1
        raise SituationError(f"{path}:{line}: not UTF-8") from error


def _groups(table: _Table, codes: set[str]) -> dict[str, tuple[str, ...]]:
    groups = table.values.get("groups", {})
    for name, hosts in groups.items():
        if not _is_list(hosts):
            raise table.fault(name, f"group {name!r} is no list of codes")
        if not set(hosts) <= codes:
            raise table.fault(
                name, f"group {name!r}: {', '.join(map(repr, set(hosts) - codes))} is no code of states.csv"
            )
    return {name: tuple(hosts) for name, hosts in groups.items()}


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def _parties(table: _Table) -> Iterator[Party]:
    seen: set[str] = set()
    for number, row in enumerate(table.values.get("parties", ()), 1):
        wrong = _wrong_key(row)
        if wrong:
            raise table.fault("[[parties]]", f"party {number}: {wrong!r} is missing or of the wrong kind", number)
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
        if party.id in seen:
            raise table.fault("[[parties]]", f"party {number}: id {party.id!r} stands twice", number)
        seen.add(party.id)
        yield party
    if HOST_STATE not in seen or len(seen) < 3:
        raise table.fault("[[parties]]", f"needs at least two parties and {HOST_STATE!r}")


def _party_of(table: _Table, key: str, parties: tuple[Party, ...]) -> str | None:
    """The id of one of the parties that a key names; None where the pack has no such key."""
    if key not in table.values:
        return None
    value = table.text_of(key)
    if value not in {p.id for p in parties}:
        raise table.fault(key, f"{value!r} is no party of the pack")
    return value


def _wrong_key(row: dict[str, Any]) -> str | None:
    """The first key of a party that is missing or of the wrong kind."""
    kinds = (
        (("id", "name"), True, lambda v: isinstance(v, str) and v),
        (("names",), True, _is_list),
        (("ambiguous", "exclude"), False, _is_list),
        (("short",), False, lambda v: isinstance(v, str) and v),
        (("valid_from", "valid_until"), False, lambda v: type(v) is date),
    )
    for keys, needed, fits in kinds:
        for key in keys:
            if (needed or key in row) and not fits(row.get(key)):
                return key
    return None


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row with the place that a message names."""
    reader = csv.DictReader(io.StringIO(_read(path), newline=""), strict=True)
    try:
        if tuple(reader.fieldnames or ()) != columns:
            raise SituationError(f"{path}:1: the columns must be {','.join(columns)}")
        for row in reader:
            place = f"{path}:{reader.line_num}"
            if None in row or None in row.values():
                raise SituationError(f"{place}: the row has not {len(columns)} fields")
            yield place, row
    except csv.Error as error:
        # The line on which the row begins: an open quote is noticed only at the end of the file.
        raise SituationError(f"{path}:{reader.line_num + 1}: {error}") from error


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
