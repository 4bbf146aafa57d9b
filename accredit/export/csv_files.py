"""`csv`: a folder of tables with a Frictionless data package (specs.frictionlessdata.io, version 1) around them.

Commas, CRLF, UTF-8, as RFC 4180 has it. Words that a spreadsheet would take for a formula are made safe.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

from accredit.export import tables
from accredit.export.shapes import Leaf
from accredit.export.sharing import in_order
from accredit.export.source import Source
from accredit.export.tables import Cells, Column
from accredit.export.words import FORMULA, carried, csv_words, safe_cell
from accredit.model import Mission

Row = tuple[Cells, bool]
"""The cells of a row, and whether UTF-8 and a table can carry every character of them."""

_TYPES = {"text": "string"}
_KEYS: dict[str, list[str]] = {
    "claims": ["article", "id"],
    "chains": ["article", "claim", "position"],
    "articles": ["key"],
    "missions": ["id"],
    "gone": ["id"],
}
_FOREIGN: dict[str, list[dict[str, Any]]] = {
    "claims": [
        {"fields": ["article"], "reference": {"resource": "articles", "fields": ["key"]}},
        {"fields": ["mission"], "reference": {"resource": "missions", "fields": ["id"]}},
    ],
    "chains": [{"fields": ["article", "claim"], "reference": {"resource": "claims", "fields": ["article", "id"]}}],
}
GONE = (Column("id", "string", "a claim that counted at the cursor and counts no longer"),)


def write(source: Source, folder: Path) -> None:
    """Write the tables and datapackage.json into an empty folder."""
    missions: dict[str, Mission] = {}
    with (
        _Table(folder, "claims", _claim_columns(source)) as claims,
        _Table(folder, "chains", tables.CHAINS) as chains,
        _Table(folder, "articles", tables.ARTICLES) as articles,
    ):
        for some in in_order(source, _made):
            claims.add(some.claims)
            chains.add(some.chains)
            articles.add(some.articles)
            missions = some.missions | missions
    with _Table(folder, "missions", tables.MISSIONS) as places:
        cells = [tables.mission_cells(missions[mission_id]) for mission_id in sorted(missions)]
        places.add(_rows(tables.MISSIONS, [(each, False) for each in cells]))
    written = [claims, chains, articles, places]
    if source.options.since:
        with _Table(folder, "gone", GONE) as gone:
            gone.add(_rows(GONE, [([claim_id], True) for claim_id in source.tally.gone]))
        written.append(gone)
    package = _package(source, written)
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8")


class _Made(NamedTuple):
    """Rows of some articles, table by table, as they stand in the files; and the missions that they name."""

    claims: bytes
    chains: bytes
    articles: bytes
    missions: dict[str, Mission]


def _made(source: Source, leaves: Iterable[Leaf]) -> _Made:
    claims, chains, articles = list[Row](), list[Row](), list[Row]()
    missions: dict[str, Mission] = {}
    for leaf in leaves:
        counting = [told for told in leaf.claims if not told.set_aside]
        if not counting:
            continue
        articles.append((tables.article_cells(leaf), False))
        for told in counting:
            chain = tables.chain_of(told.line)
            cells = tables.claim_cells(leaf, told, chain)
            claims.append(([*cells, told.recorded_at] if source.options.moments else cells, told.plain))
            chains += [(link, told.plain) for link in tables.chain_cells(leaf, told.line, chain)]
            named = told.line.mission
            if named and named.id not in missions and (found := tables.mission_of(told.line, source.situation)):
                missions[named.id] = found
    return _Made(
        _rows(_claim_columns(source), claims),
        _rows(tables.CHAINS, chains),
        _rows(tables.ARTICLES, articles),
        missions,
    )


def _claim_columns(source: Source) -> tuple[Column, ...]:
    return (*tables.CLAIMS, tables.MOMENT) if source.options.moments else tables.CLAIMS


def _rows(columns: Sequence[Column], rows: Iterable[Row]) -> bytes:
    """Rows of a table as they stand in its file."""
    texts = [n for n, column in enumerate(columns) if column.kind == "text"]
    flags = [n for n, column in enumerate(columns) if column.kind == "boolean"]

    def shown(cells: Cells, plain: bool) -> Cells:
        for place in texts:
            if words := cells[place]:
                if not plain:
                    words = cells[place] = carried(words)
                if words[0] in FORMULA:
                    cells[place] = safe_cell(words)
        for place in flags:
            cells[place] = "true" if cells[place] else "false"
        return cells

    return csv_words(shown(*row) for row in rows).encode()


class _Table:
    """One file under way, with its length and hash."""

    def __init__(self, folder: Path, name: str, columns: Sequence[Column]) -> None:
        self.name, self.columns = name, columns
        self.bytes, self.hash = 0, hashlib.sha256()
        self._out = (folder / f"{name}.csv").open("wb")
        self.add(csv_words([[column.name for column in columns]]).encode())

    def add(self, rows: bytes) -> None:
        """Take some rows."""
        self._out.write(rows)
        self.hash.update(rows)
        self.bytes += len(rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._out.close()


def _package(source: Source, written: Iterable[_Table]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": f"accredit-{source.situation.id}".lower(),
        "title": f"Claims: {source.situation.title}",
        "resources": [_resource(table) for table in written],
    }


def _resource(table: _Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": table.bytes,
        "hash": f"sha256:{table.hash.hexdigest()}",
        "schema": {
            "fields": [
                {"name": c.name, "type": _TYPES.get(c.kind, c.kind), "description": c.about} for c in table.columns
            ],
            "missingValues": [""],
            "primaryKey": _KEYS[table.name],
            **({"foreignKeys": _FOREIGN[table.name]} if table.name in _FOREIGN else {}),
        },
    }
