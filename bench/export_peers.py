"""What an export is measured against: the rows that it wrote, ready in memory, written bare with the same library.

The same rows, objects or nodes, with the same content, in the quickest way that the library has to write them one after
the other; no ledger, no rights, no rulings, no checks. What an export puts inside a row as JSON is put there by the
peer too.

- `csv`, `cameo`, `ftm-statements`: lists of words, by `csv.writer.writerows`
- `jsonl`, `ftm`, `schemaorg`, `prov-jsonld`, `webannotation`: objects, each by an encoder of `json` made once
- `parquet`: an object a row, by `pyarrow.Table.from_pylist` and `pyarrow.parquet.write_table`
- `prov`: nodes with their properties, by the program's own writer of Turtle: no library has one that holds no graph

Formats of answers have no peer: their rows are some 70 missions or 100 changes, which are written in no time, and what
takes time are the answers, which `bench.ledger` measures beside bare SQL.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from accredit.export import Options, Source, export, export_folder, linked, prov
from accredit.ledger import Ledger
from accredit.model import Situation

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def rows(name: str, ledger: Ledger, situation: Situation) -> Any:
    """The rows of an export, read back from what it wrote; of Turtle, the nodes that it is made of."""
    if name == "prov":
        source = Source(ledger, situation, Options())
        return list(prov.nodes(source, source.leaves()))
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
    if name in ("cameo", "ftm-statements"):
        return list(csv.reader(io.StringIO(text, newline="")))
    if name in ("jsonl", "ftm"):
        return [json.loads(line) for line in text.split("\n") if line]
    whole = json.loads(text)
    return whole["@graph"] if "@graph" in whole else [_opened(each) for each in whole["first"]["items"]]


def _opened(annotation: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """An annotation, and the claim that its second body holds as JSON."""
    return annotation, json.loads(annotation["body"][1]["value"])


def _csv(found: dict[str, list[list[str]]], target: Path) -> None:
    for name, table in found.items():
        _table(table, target / name)


def _table(found: list[list[str]], target: Path) -> None:
    with target.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(found)


def _statements(found: list[list[str]], target: Path) -> None:
    with target.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out, dialect=csv.unix_dialect).writerows(found)


def _parquet(found: tuple[list[dict[str, Any]], pa.Schema], target: Path) -> None:
    records, schema = found
    pq.write_table(pa.Table.from_pylist(records, schema), target, compression="zstd")


def _objects(found: Iterable[Any], target: Path) -> None:
    with target.open("w", encoding="utf-8") as out:
        for row in found:
            out.write(_encode(row) + "\n")


def _annotations(found: Iterable[tuple[dict[str, Any], dict[str, Any]]], target: Path) -> None:
    with target.open("w", encoding="utf-8") as out:
        for annotation, claim in found:
            annotation["body"][1]["value"] = _encode(claim)
            out.write(_encode(annotation) + "\n")


def _turtle(found: Iterable[linked.Node], target: Path) -> None:
    with target.open("w", encoding="utf-8") as out:
        for node in found:
            out.write(linked.turtle(node))


PEERS: dict[str, Callable[[Any, Path], None]] = {
    "csv": _csv,
    "parquet": _parquet,
    "jsonl": _objects,
    "webannotation": _annotations,
    "prov": _turtle,
    "prov-jsonld": _objects,
    "schemaorg": _objects,
    "ftm": _objects,
    "ftm-statements": _statements,
    "cameo": _table,
}
"""Formats that write a row a claim or more, and what writes them bare."""
