"""What is wrong or doubtful in a `missions.csv` whose rows load: ids, places, names, jurisdictions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from accredit.situation.faults import KINDS, number
from accredit.situation.source import Fault, Row, fold

_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_BOUNDS = {"latitude": 90.0, "longitude": 180.0}


def check_missions(rows: Sequence[Row], sending: str | None) -> Iterator[Fault]:
    """Faults beyond those that keep a pack from loading; `sending` is None where the pack's own is no state."""
    for row in rows:
        if sending:
            yield from _id(row, sending)
            yield from _abroad(row, sending)
        yield from _place(row)
        yield from _cells(row)
    yield from _shared_names(rows)
    yield from _shared_cities(rows)
    yield from _jurisdictions(rows)
    yield from _twice(rows)


def _id(row: Row, sending: str) -> Iterator[Fault]:
    """`SENDING-HOST-CITY-KIND`; in place of the host, a permanent mission may have the body that it is sent to."""
    cells, kind = row.cells, row.cells["kind"]
    if not cells["id"] or kind not in KINDS:
        return
    host = r"[a-z0-9]+" if kind == "permanent-mission" else re.escape(cells["host"].lower())
    city = re.escape(fold(cells["city"]).replace(" ", "-"))
    parts = (re.escape(sending.lower()), host, *([city] if city else []), re.escape(kind))
    if not re.fullmatch("-".join(parts) + r"(-[a-z0-9]+)*", cells["id"]):
        shape = "-".join([sending.lower(), cells["host"].lower(), *([city.replace("\\", "")] if city else []), kind])
        body = " (or the body that it is sent to for the host)" if kind == "permanent-mission" else ""
        yield row.fault(f"mission id {cells['id']!r} must be made of sending state, host, city and kind: {shape}{body}")


def _abroad(row: Row, sending: str) -> Iterator[Fault]:
    if row.cells["host"] == sending:
        yield row.fault(f"{row.cells['id']!r} stands in the contested state itself")


def _place(row: Row) -> Iterator[Fault]:
    cells = row.cells
    given = {key: number(cells[key]) for key in _BOUNDS if cells[key]}
    for key, value in given.items():
        if value is not None and not -_BOUNDS[key] <= value <= _BOUNDS[key]:
            yield row.fault(f"{key} {cells[key]} lies outside {-_BOUNDS[key]:g} to {_BOUNDS[key]:g}")
    if len(given) == 1:
        yield row.fault("latitude and longitude are given together or not at all")
    elif cells["city"] and not given:
        yield row.fault(f"the city {cells['city']!r} has no coordinates", "warning")
    if not cells["city"]:
        yield row.fault(f"{cells['id']!r} has no city, so that only its host can name it", "warning")


def _cells(row: Row) -> Iterator[Fault]:
    cells = row.cells
    for name in (*([cells["city"]] if cells["city"] else []), *row.parts("city_names"), *row.parts("names")):
        if len(fold(name).replace(" ", "")) < 2:
            yield row.fault(f"the name {name!r} has fewer than two letters: it would be found everywhere")
    if cells["wikidata"] and not _WIKIDATA.fullmatch(cells["wikidata"]):
        yield row.fault(f"{cells['wikidata']!r} is no Wikidata id (Q and a number)")
    if cells["active"] not in ("yes", "no"):
        yield row.fault(f"'active' is {cells['active']!r}, neither yes nor no")
    for column, cell in cells.items():
        if cell != cell.strip():
            yield row.fault(f"spaces around {cell.strip()!r} in {column!r}", "warning")


def _shared_names(rows: Sequence[Row]) -> Iterator[Fault]:
    first: dict[str, Row] = {}
    for row in rows:
        for name in row.parts("names"):
            before = first.setdefault(fold(name), row)
            if before is not row:
                yield row.fault(
                    f"{row.cells['id']!r} shares the name {name!r} with {before.cells['id']!r} (line {before.line})"
                )


def _shared_cities(rows: Sequence[Row]) -> Iterator[Fault]:
    """One name for cities of two hosts is read as the first of them."""
    first: dict[str, Row] = {}
    for row in rows:
        for name in dict.fromkeys(filter(None, map(fold, (row.cells["city"], *row.parts("city_names"))))):
            before = first.setdefault(name, row)
            if before.cells["host"] != row.cells["host"]:
                yield row.fault(
                    f"the city {name!r} of {row.cells['id']!r} is also a city of {before.cells['id']!r}"
                    f" (line {before.line}) in another state: articles that name it are read as that one"
                )


def _jurisdictions(rows: Sequence[Row]) -> Iterator[Fault]:
    embassies = [row for row in rows if row.cells["kind"] == "embassy"]
    seat: dict[str, Row] = {}
    for row in embassies:
        before = seat.setdefault(row.cells["host"], row)
        if before is not row:
            message = f"a second embassy in {row.cells['host']}, besides {before.cells['id']!r} (line {before.line})"
            yield row.fault(message, "warning")
    served: dict[str, Row] = {}
    for row in embassies:
        for code in row.parts("jurisdictions"):
            other = row if code == row.cells["host"] else seat.get(code) or served.setdefault(code, row)
            if code == row.cells["host"]:
                yield row.fault(f"the jurisdiction {code} is the host itself", "warning")
            elif other is not row:
                message = f"the jurisdiction {code} overlaps that of {other.cells['id']!r} (line {other.line})"
                yield row.fault(message, "warning")


def _twice(rows: Sequence[Row]) -> Iterator[Fault]:
    first: dict[str, Row] = {}
    for row in rows:
        if row.cells["wikidata"]:
            before = first.setdefault(row.cells["wikidata"], row)
            if before is not row:
                message = (
                    f"{row.cells['wikidata']} is also the Wikidata id of {before.cells['id']!r} (line {before.line})"
                )
                yield row.fault(message, "warning")
