"""`csv`: a folder of tables with a Frictionless data package (specs.frictionlessdata.io, version 1) around them.

Commas, CRLF, UTF-8, as RFC 4180 has it. Words that a spreadsheet would take for a formula are made safe.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from accredit.export import tables
from accredit.export.source import Source
from accredit.export.tables import Cells, Column
from accredit.export.words import FORMULA, carried, safe_cell
from accredit.model import Mission

_ROWS = 1000
"""Rows written at once."""

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
    columns = (*tables.CLAIMS, tables.MOMENT) if source.options.moments else tables.CLAIMS
    missions: dict[str, Mission] = {}
    with (
        _Table(folder, "claims", columns) as claims,
        _Table(folder, "chains", tables.CHAINS) as chains,
        _Table(folder, "articles", tables.ARTICLES) as articles,
    ):
        for leaf in source.leaves():
            counting = [told for told in leaf.claims if not told.set_aside]
            if not counting:
                continue
            articles.add(tables.article_cells(leaf), plain=False)
            for told in counting:
                cells = tables.claim_cells(leaf, told)
                claims.add([*cells, told.recorded_at] if source.options.moments else cells, plain=told.plain)
                for link in tables.chain_cells(leaf, told.line):
                    chains.add(link, plain=told.plain)
                named = told.line["mission"]
                if named and named["id"] not in missions and (found := tables.mission_of(told.line, source.situation)):
                    missions[named["id"]] = found
    with _Table(folder, "missions", tables.MISSIONS) as places:
        for mission_id in sorted(missions):
            places.add(tables.mission_cells(missions[mission_id]), plain=False)
    written = [claims, chains, articles, places]
    if source.options.since:
        with _Table(folder, "gone", GONE) as gone:
            for claim_id in source.tally.gone:
                gone.add([claim_id], plain=True)
        written.append(gone)
    package = _package(source, written)
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8")


class _Table:
    """One file under way, with its length and hash."""

    def __init__(self, folder: Path, name: str, columns: Sequence[Column]) -> None:
        self.name, self.columns = name, columns
        self.bytes, self.hash = 0, hashlib.sha256()
        self._out = (folder / f"{name}.csv").open("wb")
        self._text = io.StringIO(newline="")
        self._writer = csv.writer(self._text)
        self._words = [n for n, column in enumerate(columns) if column.kind == "text"]
        self._flags = [n for n, column in enumerate(columns) if column.kind == "boolean"]
        self._rows: list[Cells] = [[column.name for column in columns]]

    def add(self, cells: Cells, *, plain: bool) -> None:
        """Take one row; `plain` where every character can be carried. The cells become what stands in the file."""
        for place in self._words:
            if words := cells[place]:
                if not plain:
                    words = cells[place] = carried(words)
                if words[0] in FORMULA:
                    cells[place] = safe_cell(words)
        for place in self._flags:
            cells[place] = "true" if cells[place] else "false"
        self._rows.append(cells)
        if len(self._rows) == _ROWS:
            self._flush()

    def _flush(self) -> None:
        self._writer.writerows(self._rows)
        self._rows = []
        data = self._text.getvalue().encode("utf-8")
        self._text.seek(0)
        self._text.truncate()
        self._out.write(data)
        self.hash.update(data)
        self.bytes += len(data)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()
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
