"""`parquet`: one table of claims with their voices as a list, for DuckDB, pandas, Polars, Spark; and the Arrow door."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from accredit.export import columns, tables
from accredit.export.sharing import in_order
from accredit.export.source import Source
from accredit.export.tables import Voice
from accredit.export.words import carried

_ROWS = 10_000
"""Rows of one group at least."""

_PLAIN = {
    "string": pa.string(),
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}
_VOICE = pa.struct(
    [("name", pa.string()), ("role", pa.string()), ("party", pa.string()), ("kind", pa.string()),
     ("said_earliest", pa.date32()), ("said_latest", pa.date32()), ("said_text", pa.string())]
)  # fmt: skip
_LISTS = ("scope_hosts", "scope_except", "rulings")


def schema(*, moments: bool = False) -> pa.Schema:
    """The table's columns: those of csv's claims, what is told of the article, and the chain of voices."""
    own = [
        pa.field(c.name, pa.list_(pa.string()) if c.name in _LISTS else _PLAIN[c.kind], metadata={"about": c.about})
        for c in tables.CLAIMS
    ]
    more = [pa.field(f"article_{name}", pa.string()) for name in (*columns.ARTICLE, "rights")]
    chain = pa.field("chain", pa.list_(_VOICE), metadata={"about": "who vouches, outermost first"})
    last = [pa.field("recorded_at", pa.string())] if moments else []
    return pa.schema([*own, *more, chain, *last])


def write(source: Source, out: BinaryIO) -> None:
    """Write the claims that count, group by group."""
    made = schema(moments=source.options.moments)
    with pq.ParquetWriter(out, made, compression="zstd") as writer:
        kept, rows = list[pa.RecordBatch](), 0
        for batch in batches(source):
            kept.append(batch)
            rows += batch.num_rows
            if rows >= _ROWS:
                writer.write_table(pa.Table.from_batches(kept, made))
                kept, rows = [], 0
        if kept:
            writer.write_table(pa.Table.from_batches(kept, made))


def batches(source: Source) -> Iterator[pa.RecordBatch]:
    """The claims that count, as Arrow has them, some thousands at a time."""
    made = schema(moments=source.options.moments)
    for found in in_order(source, columns.claims):
        if found.cells:
            arrays = [_array(field, cells) for field, cells in zip(made, found.cells, strict=True)]
            yield pa.RecordBatch.from_arrays(arrays, schema=made)


def _array(field: pa.Field, cells: list[Any]) -> pa.Array:
    """One column. Days are ISO words until here, which Arrow reads quickest."""
    kind = field.type
    if field.name == "chain":
        return _chains(cells)
    if field.name in _LISTS:
        if not any(cells):  # as nearly always
            return pa.ListArray.from_arrays(pa.array([0] * (len(cells) + 1), pa.int32()), pa.array([], pa.string()))
        return pa.array([words.split(" ") if words else [] for words in cells], kind)
    if pa.types.is_date32(kind):
        return pa.array(cells, pa.string()).cast(kind)
    return _words(cells) if pa.types.is_string(kind) else pa.array(cells, kind)


def _words(cells: Sequence[str | None]) -> pa.Array:
    """Words; those that UTF-8 cannot carry are replaced."""
    try:
        return pa.array(cells, pa.string())
    except UnicodeEncodeError:
        return pa.array([None if words is None else carried(words) for words in cells], pa.string())


def _chains(chains: list[list[Voice]]) -> pa.Array:
    """The chains column by column, which is far quicker than a struct at a time."""
    ends = [0, *accumulate(map(len, chains))]
    cells = list(zip(*(voice for chain in chains for voice in chain), strict=True))
    arrays = [
        pa.array(each, pa.string()).cast(field.type) if pa.types.is_date32(field.type) else _words(each)
        for field, each in zip(_VOICE, cells, strict=True)
    ]
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), pa.StructArray.from_arrays(arrays, fields=list(_VOICE)))
