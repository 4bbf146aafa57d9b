"""What keeps a pack from loading: keys and cells that are missing, of the wrong kind, or name nothing known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

from accredit.model import HOST_STATE, MissionKind
from accredit.situation.source import Fault, Row, Table

KINDS: tuple[str, ...] = get_args(MissionKind)
LISTS = ("home_cities", "opposition")
NAMED_PARTIES = ("capital_party", "former_party")


def table_faults(table: Table, codes: set[str]) -> Iterator[Fault]:
    """The faults of `situation.toml` that keep the pack from loading."""
    yield from _plain_keys(table, codes)
    yield from _groups(table, codes)
    parties = table.values.get("parties", ())
    if not isinstance(parties, list) or not all(isinstance(row, dict) for row in parties):
        yield table.fault("[[parties]]", "'parties' are no tables: begin each with the line [[parties]]")
        return
    yield from _parties(table, parties)
    ids = {row.get("id") for row in parties}
    for key in NAMED_PARTIES:
        value = table.values.get(key)
        if key in table.values and not _is_text(value):
            yield table.fault(key, f"{key!r} is missing or no text")
        elif value is not None and value not in ids:
            yield table.fault(key, f"{value!r} is no party of the pack")


def _plain_keys(table: Table, codes: set[str]) -> Iterator[Fault]:
    values = table.values
    for key in ("id", "title", "sending"):
        if not _is_text(values.get(key)):
            yield table.fault(key, f"{key!r} is missing or no text")
    sending = values.get("sending")
    if _is_text(sending) and sending not in codes:
        yield table.fault("sending", f"{sending!r} is no ISO 3166-1 alpha-2 code of states.csv")
    if type(values.get("start")) is not date:  # a date-time is a date too, and does not compare with one
        yield table.fault("start", "'start' is missing or no day (write it bare: 2021-08-15)")
    days = values.get("lapse_days")
    if type(days) is not int or days <= 0:
        yield table.fault("lapse_days", "'lapse_days' is missing or no positive number of days")
    for key in LISTS:
        if not is_list(values.get(key, [])):
            yield table.fault(key, f"{key!r} is no list of texts")


def _groups(table: Table, codes: set[str]) -> Iterator[Fault]:
    groups = table.values.get("groups", {})
    if not isinstance(groups, dict):
        yield table.fault("groups", "'groups' is no table: begin it with the line [groups]")
        return
    for name, hosts in groups.items():
        if not is_list(hosts):
            yield table.fault(name, f"group {name!r} is no list of codes")
        elif strange := sorted(set(hosts) - codes):
            yield table.fault(name, f"group {name!r}: {', '.join(map(repr, strange))} is no code of states.csv")


def _parties(table: Table, parties: list[dict[str, Any]]) -> Iterator[Fault]:
    seen: set[object] = set()
    for number, row in enumerate(parties, 1):
        for wrong in _wrong_keys(row):
            yield table.fault("[[parties]]", f"party {number}: {wrong!r} is missing or of the wrong kind", number)
        key = row.get("id")
        if _is_text(key) and key in seen:
            yield table.fault("[[parties]]", f"party {number}: id {key!r} stands twice", number)
        seen.add(key if _is_text(key) else number)
    if HOST_STATE not in seen or len(seen) < 3:
        yield table.fault("[[parties]]", f"needs at least two parties and {HOST_STATE!r}")


def _wrong_keys(row: dict[str, Any]) -> Iterator[str]:
    """The keys of a party that are missing or of the wrong kind."""
    kinds = (
        (("id", "name"), True, lambda v: isinstance(v, str) and v),
        (("names",), True, is_list),
        (("ambiguous", "exclude"), False, is_list),
        (("short",), False, lambda v: isinstance(v, str) and v),
        (("valid_from", "valid_until"), False, lambda v: type(v) is date),
    )
    for keys, needed, fits in kinds:
        for key in keys:
            if (needed or key in row) and not fits(row.get(key)):
                yield key


def mission_faults(row: Row, seen: set[str], codes: set[str]) -> Iterator[Fault]:
    """The faults of a mission's row that keep the pack from loading; `seen` are the ids before it."""
    cells = row.cells
    if not cells["id"] or cells["id"] in seen:
        yield row.fault(f"mission id {cells['id']!r} is empty or stands twice")
    if cells["kind"] not in KINDS:
        yield row.fault(f"{cells['kind']!r} is no kind of mission: known are {', '.join(KINDS)}")
    if strange := sorted({cells["host"], *row.parts("jurisdictions")} - codes):
        yield row.fault(f"{', '.join(map(repr, strange))} is no code of states.csv")
    for key in ("latitude", "longitude"):
        if cells[key] and number(cells[key]) is None:
            yield row.fault(f"{key} {cells[key]!r} is no number")


def person_faults(row: Row, parties: set[str], codes: set[str]) -> Iterator[Fault]:
    """The faults of a person's row that keep the pack from loading."""
    cells = row.cells
    if not cells["name"]:
        yield row.fault("a person without a name")
    if cells["party"] and cells["party"] not in parties:
        yield row.fault(f"{cells['party']!r} is no party of the pack")
    if cells["state"] and cells["state"] not in codes:
        yield row.fault(f"{cells['state']!r} is no code of states.csv")


def number(cell: str) -> float | None:
    """A cell as a number, None where it is none."""
    try:
        return float(cell)
    except ValueError:
        return None


def is_list(value: object) -> bool:
    """Whether it is a list of texts."""
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
