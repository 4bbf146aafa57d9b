"""Another ledger's rows taken over into this one, as one append that names it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select

from accredit.ledger import chain
from accredit.ledger.redaction import GONE, Marks
from accredit.ledger.tables import METADATA, appends, articles, claims, readings, rulings, texts
from accredit.ledger.words import from_json_line
from accredit.model import digest
from accredit.ruling import Addition, ruling_from


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge added, by table, with the head of the chain after it and the moment: None where all was held."""

    rows: tuple[tuple[str, int], ...]
    head: str
    recorded_at: str | None = None


def merge(connection: Connection, other: Connection) -> Merged:
    """Take over what this ledger does not hold; the connection's transaction must hold the write lock.

    Each row keeps the moment at which it was first recorded, so what was newest there or here is newest after it.
    What was redacted in either ledger is left out.
    """
    rows = _Taken(connection, other).rows()
    counts = tuple((table, len(rows[table])) for table in rows)
    if not any(rows.values()):
        return Merged(counts, chain.last_head(connection))
    ends = other.execute(select(appends.c.number, appends.c.head).order_by(appends.c.number)).all()
    named = {"ledger": ends[0].head, "head": ends[-1].head, "appends": len(ends)}
    done = chain.record(connection, {**rows, "merges": [named]}, datetime.now(UTC))
    return Merged(counts, done.head, done.recorded_at)


class _Taken:
    """The rows of the other ledger that are new here."""

    def __init__(self, connection: Connection, other: Connection) -> None:
        self._connection = connection
        self._other = other
        self._marks = Marks(connection)
        self._keys: set[str] = set()

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """By table, in the order of recording there."""
        found: dict[str, list[dict[str, Any]]] = {}
        gone = {row["text_id"] for row in self._of("texts", texts.c.text_id) if row["text_id"] in self._marks}
        carried = [r for r in self._of("articles", articles.c.key) if r["text_id"] not in gone]
        self._keys = {r["key"] for r in carried} | set(self._connection.scalars(select(articles.c.key)))
        held = set(self._connection.scalars(select(texts.c.text_id)))
        found["texts"] = [r for r in self._of("texts", texts.c.text_id) if r["text_id"] not in held | gone]
        held = set(self._connection.scalars(select(articles.c.key)))
        found["articles"] = [r for r in carried if r["key"] not in held]
        found["readings"], found["claims"] = self._readings()
        held = set(self._connection.scalars(select(rulings.c.id)))
        found["rulings"] = [r for r in self._of("rulings", rulings.c.id) if r["id"] not in held and not self._out(r)]
        return found

    def _out(self, row: dict[str, Any]) -> bool:
        """Whether a ruling was redacted here, or repeats words that were."""
        if not self._marks:
            return False
        ruling = ruling_from(from_json_line(row["line"]))
        texts_of = {a.text_id for a in ruling.anchors}
        if ruling.kind == "added":
            texts_of.add(Addition.of(ruling).text_id)
        return any(name in self._marks for name in (ruling.id, *texts_of, *(a.claim for a in ruling.anchors)))

    def _readings(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        held = set(self._connection.scalars(select(readings.c.id)))
        said: dict[str, list[dict[str, Any]]] = {}
        rows = select(claims.c.reading_id, claims.c.id, (claims.c.line == "").label("gone"))
        fewer = {r.reading_id for r in self._other.execute(rows) if r.gone or r.id in self._marks}
        for row in self._all("claims"):
            taken = row["reading_id"] in fewer or row["reading_id"] not in held
            if taken and row["line"] != "" and row["id"] not in self._marks:
                said.setdefault(row["reading_id"], []).append(row)
        made, of_made = [], []
        for row in self._of("readings", readings.c.id):
            if row["article_key"] not in self._keys or (row["id"] in held and row["id"] not in fewer):
                continue
            own = said.get(row["id"], [])
            if row["id"] in fewer:
                # What was redacted is no part of it here, so it is a reading that says less, under its own id. It
                # takes the place of the whole one, where this ledger had that before the other's was redacted.
                parts = (row[n] for n in ("article_key", "extractor", "lexicon", "situation", "pack"))
                row = row | {"id": digest(*parts, [c["id"] for c in own])}
                if row["id"] in held:
                    continue
            held.add(row["id"])
            made.append(row)
            of_made += [c | {"reading_id": row["id"]} for c in own]
        return made, of_made

    def _of(self, table: str, column: Any) -> Iterator[dict[str, Any]]:
        """The rows of a table that were not redacted there."""
        return (row for row in self._all(table) if not row[column.name].startswith(f"{GONE}-"))

    def _all(self, table: str) -> Iterator[dict[str, Any]]:
        named = METADATA.tables[table]
        own = {"number", "salt", "recorded_at"}
        wanted = [c for c in named.c if c.name not in own]
        query = select(*wanted).order_by(named.c.number).execution_options(yield_per=1000)
        for row in self._other.execute(query):
            yield dict(row._mapping)
