"""A snapshot of the missions that Wikidata has: a table with a row for each, as a query gives it (docs/gaps.md)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from accredit.errors import QuestionError
from accredit.gaps.matching import Kind, kind_of
from accredit.model import Situation
from accredit.situation.source import fold

REQUIRED = ("wikidata", "city", "kind")
"""Columns without which a table is no snapshot; sender and host may be codes or names."""

MOST = 50_000_000
"""Bytes of the largest snapshot that is read; all missions of all states are two million."""

_ITEM = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/)?(Q[1-9][0-9]*)\Z")


@dataclass(frozen=True, slots=True)
class Listed:
    """A mission as the snapshot has it. `covers` are codes of the states that it is accredited to.

    `kind` is what `kind_words` amount to; `closed` is when it closed, in the snapshot's words.
    """

    item: str
    host: str
    city: str | None
    kind: Kind
    kind_words: str
    latitude: float | None
    longitude: float | None
    covers: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    closed: str | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The sending state's rows, one an item; `others` counts those of other states, `columns` names what is given."""

    rows: tuple[Listed, ...]
    others: int
    columns: tuple[str, ...]

    @property
    def names_operators(self) -> bool:
        """Whether it says who operates a mission at all."""
        return "operator" in self.columns


def read_snapshot(path: Path, situation: Situation) -> Snapshot:
    """The snapshot in a file. Raises QuestionError, with file and line, for what is none."""
    codes = {fold(n): s.code for s in situation.states for n in (s.name, *s.names)}
    found: dict[str, Listed] = {}
    others = 0
    columns, rows = _rows(path)
    for line, cells in rows:
        if _state(cells, "sending", codes) != situation.sending:
            others += 1
            continue
        row = _listed(f"{path}:{line}", cells, codes)
        found[row.item] = _joined(found[row.item], row) if row.item in found else row
    return Snapshot(tuple(found.values()), others, columns)


def _rows(path: Path) -> tuple[tuple[str, ...], Iterator[tuple[int, Mapping[str, str]]]]:
    try:
        if path.stat().st_size > MOST:
            raise QuestionError(f"{path}: is larger than {MOST:,} bytes")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise QuestionError(f"{path}: {error.strerror or type(error).__name__}") from None
    except UnicodeDecodeError:
        raise QuestionError(f"{path}: not UTF-8") from None
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = tuple(reader.fieldnames or ())
    except csv.Error as error:
        raise QuestionError(f"{path}:1: {error}") from None
    needed = [*REQUIRED, *(side for side in ("sending", "host") if f"{side}_iso2" not in columns)]
    missing = [name for name in needed if name not in columns]
    if missing:
        raise QuestionError(f"{path}:1: has no column {', '.join(missing)} (docs/gaps.md lists them)")
    return columns, _cells(path, reader, len(columns))


def _cells(path: Path, reader: csv.DictReader[str], width: int) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        for cells in reader:
            if None in cells or None in cells.values():
                raise QuestionError(f"{path}:{reader.line_num}: the row has not {width} fields")
            yield reader.line_num, cells
    except csv.Error as error:
        raise QuestionError(f"{path}:{reader.line_num + 1}: {error}") from None


def _state(cells: Mapping[str, str], side: str, codes: Mapping[str, str]) -> str:
    """The code of the sender or the host, empty for a state that nobody knows."""
    return cells.get(f"{side}_iso2", "").strip().upper() or codes.get(fold(cells.get(side, "")), "")


def _listed(place: str, cells: Mapping[str, str], codes: Mapping[str, str]) -> Listed:
    item = _ITEM.match(cells["wikidata"].strip())
    if item is None:
        raise QuestionError(f"{place}: {cells['wikidata'][:40]!r} is no item of Wikidata")
    latitude, longitude = (_degree(place, cells.get(name, "")) for name in ("lat", "lon"))
    covered = (codes.get(fold(name), "") for name in _parts(cells.get("jurisdictions", "")))
    return Listed(
        item[1],
        _state(cells, "host", codes),
        cells["city"].strip() or None,
        kind_of(cells["kind"]),
        cells["kind"].strip(),
        latitude,
        longitude,
        tuple(dict.fromkeys(code for code in covered if code)),
        _parts(cells.get("operator", "")),
        cells.get("closed", "").strip() or None,
    )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))


def _degree(place: str, words: str) -> float | None:
    try:
        return float(words) if words.strip() else None
    except ValueError:
        raise QuestionError(f"{place}: {words[:40]!r} is no degree") from None


def _joined(one: Listed, other: Listed) -> Listed:
    """Two rows of one item, as a query writes an item with two values."""
    return replace(
        one,
        city=one.city or other.city,
        covers=tuple(dict.fromkeys((*one.covers, *other.covers))),
        operators=tuple(dict.fromkeys((*one.operators, *other.operators))),
        closed=one.closed or other.closed,
    )
