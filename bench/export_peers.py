"""What an export is measured against: the rows that it wrote, ready in memory, written bare by the same library."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from accredit.export import Options, export, export_folder
from accredit.ledger import Ledger
from accredit.model import Situation


def rows(name: str, ledger: Ledger, situation: Situation) -> Any:
    """The rows of an export, read back from what it wrote."""
    if name == "csv":
        with tempfile.TemporaryDirectory() as place:
            export_folder(name, ledger, situation, Options(), Path(place))
            return {p.name: list(csv.reader(p.open(newline="", encoding="utf-8"))) for p in Path(place).glob("*.csv")}
    stream = io.BytesIO()
    export(name, ledger, situation, Options(), stream)
    if name == "parquet":
        stream.seek(0)
        table = pq.read_table(stream)
        return table.to_pylist(), table.schema
    text = stream.getvalue().decode("utf-8")
    if name in ("jsonl", "ftm"):
        return [json.loads(line) for line in text.splitlines()]
    if name in ("cameo", "ftm-statements"):
        return list(csv.reader(io.StringIO(text, newline=""), dialect="excel"))
    return json.loads(text)


def _csv(found: dict[str, list[list[str]]], target: Path) -> None:
    for name, table in found.items():
        with (target / name).open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows(table)


def _table(found: list[list[str]], target: Path) -> None:
    with target.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(found)


def _parquet(found: tuple[list[dict[str, Any]], pa.Schema], target: Path) -> None:
    records, schema = found
    pq.write_table(pa.Table.from_pylist(records, schema), target, compression="zstd")


def _lines(found: list[Any], target: Path) -> None:
    with target.open("w", encoding="utf-8") as out:
        for row in found:
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


def _json(found: Any, target: Path) -> None:
    with target.open("w", encoding="utf-8") as out:
        json.dump(found, out, ensure_ascii=False)


PEERS: dict[str, Callable[[Any, Path], None]] = {
    "csv": _csv,
    "parquet": _parquet,
    "jsonl": _lines,
    "webannotation": _json,
    "prov-jsonld": _json,
    "schemaorg": _json,
    "ftm": _lines,
    "ftm-statements": _table,
    "cameo": _table,
}
"""Formats that write a row a claim or more, and what writes them bare."""
