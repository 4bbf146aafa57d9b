"""The one door through which something is taken out: replaced by a salted hash, with a tombstone that says who and why.

The tombstone holds the seal that the row had, so the chain still vouches for everything around it, and the seal that
it has now, so nobody changes it again. The row's old salt is gone: what stood there cannot be found by guessing it
against the old seal.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from accredit.errors import QuestionError
from accredit.ledger import chain, migrations
from accredit.ledger.dialect import dialect_of
from accredit.ledger.tables import METADATA, articles, claims, readings, redactions, rulings, texts
from accredit.ledger.words import from_json_line
from accredit.ruling import ruling_from

GONE = "redacted"
"""Stands where words stood."""

_SHORTEST = 6  # characters of an id that name something
_IN_ONE = 500  # values of one query


@dataclass(frozen=True, slots=True)
class Redaction:
    """What was taken out: the mark that stands for it, the rows by table, and the head of the chain after it.

    `left` is empty where nothing is left in the storage; else it says what is, and when it goes.
    """

    mark: str
    rows: tuple[tuple[str, int], ...]
    recorded_at: str
    head: str
    left: str = ""


class Marks:
    """Knows again what was redacted, from the salted hashes alone."""

    def __init__(self, connection: Connection) -> None:
        self._salts = list(connection.scalars(select(redactions.c.mark_salt).distinct()))
        self._marks = set(connection.scalars(select(redactions.c.mark))) if self._salts else set()

    def __contains__(self, name: str) -> bool:
        return any(mark(salt, name) in self._marks for salt in self._salts)

    def __bool__(self) -> bool:
        return bool(self._salts)


def mark(salt: str, name: str) -> str:
    """What stands for an id that was redacted."""
    return f"{GONE}-{sha256(f'{salt} {name}'.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def redact(connection: Connection, name: str, *, reason: str, who: str) -> Redaction:
    """Take out an article, a claim or a ruling, by its id or the start of it; the transaction holds the write lock.

    An article goes with its text, all its versions, every other carrier of those texts, their claims, and the rulings
    on them. Raises QuestionError where nothing, or more than one thing, has that id.
    """
    if not reason.strip() or not who.strip():
        raise QuestionError("a redaction says who and why")
    work = _Work(connection)
    work.find(name)
    dialect = dialect_of(connection)
    _run(connection, dialect.deferring())
    guards = {table: migrations.guards_of(dialect, table) for table in work.changes}
    _run(connection, (each for table in guards for each in dialect.unguards(table)))
    rows = [
        _overwrite(connection, table, number, values)
        for table, changes in work.changes.items()
        for number, values in changes.items()
    ]
    _run(connection, dialect.settling())
    _run(connection, (each for table in guards for each in guards[table]))
    said = {"mark_salt": work.salt, "reason": reason, "who": who}
    done = chain.record(connection, {"redactions": [row | said for row in rows]}, datetime.now(UTC))
    counts = tuple((table, len(changes)) for table, changes in work.changes.items())
    return Redaction(rows[0]["mark"], counts, done.recorded_at, done.head)


def _run(connection: Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


def _overwrite(connection: Connection, table: str, number: int, values: Mapping[str, Any]) -> dict[str, Any]:
    """Put the values in the place of a row's; the row of its tombstone."""
    named = METADATA.tables[table]
    seal = chain.Sealer(table, [c.name for c in named.c])
    held = dict(connection.execute(select(named).where(named.c.number == number)).one()._mapping)
    fresh = {**held, **values, "salt": os.urandom(chain.SALT_BYTES)}
    connection.execute(named.update().where(named.c.number == number), {n: fresh[n] for n in (*values, "salt")})
    was, now = (seal(chain.stored(table, row)).hex() for row in (held, fresh))
    own = values["text_id"] if table == "texts" else values["key"] if table == "articles" else values["id"]
    return {"place": table, "row_number": number, "was": was, "now": now, "mark": own}


class _Work:
    """Finds the rows that go, and what stands there afterwards."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.salt = os.urandom(chain.SALT_BYTES).hex()
        self.changes: dict[str, dict[int, dict[str, Any]]] = {}

    def find(self, name: str) -> None:
        """Collect everything that goes with this name."""
        found = [self._articles(name), self._claims(name), self._rulings(name)]
        kinds = sum(bool(each) for each in found)
        several = any(len(each) > 1 for each in found[1:]) or len(found[0]) > 1
        if kinds != 1 or several:
            what = "several things have an id that starts like it" if kinds else "nothing in this ledger has that id"
            raise QuestionError(f"{name[:60]!r}: {what}")
        carriers, claim_ids, ruling_ids = found
        if carriers:
            self._take_articles(carriers)
        elif claim_ids:
            self._take_claims(claim_ids)
        else:
            self._take_rulings(ruling_ids)

    def _articles(self, name: str) -> set[str]:
        if name == GONE:
            return set()
        by_id = set(self._connection.scalars(select(articles.c.carrier).where(articles.c.id == name)))
        return by_id or self._starting(articles.c.key, articles.c.carrier, name)

    def _claims(self, name: str) -> set[str]:
        return self._starting(claims.c.id, claims.c.id, name)

    def _rulings(self, name: str) -> set[str]:
        return self._starting(rulings.c.id, rulings.c.id, name)

    def _starting(self, column: Any, wanted: Any, name: str) -> set[str]:
        if len(name) < _SHORTEST or set(name) - set("0123456789abcdef"):
            return set()
        return set(self._connection.scalars(select(wanted).where(column >= name, column < name + "g")))

    def _take_articles(self, carriers: set[str]) -> None:
        held: Sequence[Any] = ()
        while True:  # until no text is carried by anybody else, and no older version would come back to life
            held = self._among(select(articles), articles.c.carrier, carriers)
            carrying = self._among(select(articles.c.carrier), articles.c.text_id, {row.text_id for row in held})
            wider = carriers | {row.carrier for row in carrying}
            if wider == carriers:
                break
            carriers = wider
        nothing = dict.fromkeys(("url", "outlet", "title", "published", "language", "author", "known_from", "modified"))
        for row in held:
            named = {n: self._mark(getattr(row, n)) for n in ("key", "carrier", "text_id")}
            self._note("articles", row.number, {**named, "id": GONE, **nothing})
        for row in self._among(select(texts.c.number, texts.c.text_id), texts.c.text_id, {r.text_id for r in held}):
            self._note("texts", row.number, {"text_id": self._mark(row.text_id), "body": b""})
        keys = {row.key for row in held}
        for row in self._among(select(readings), readings.c.article_key, keys):
            self._note("readings", row.number, {"id": self._mark(row.id), "article_key": self._mark(row.article_key)})
        self._empty(self._among(select(claims), claims.c.article_key, keys), whole=True)
        self._on(carriers=carriers)

    def _take_claims(self, ids: set[str]) -> None:
        held = self._among(select(claims), claims.c.id, ids)
        self._empty(held, whole=False)
        self._on(claim_ids=ids)

    def _empty(self, held: Iterable[Any], *, whole: bool) -> None:
        """Take the words out of claims; with `whole`, their reading and article are gone too."""
        for row in held:
            named = {n: self._mark(getattr(row, n)) for n in ("reading_id", "article_key")} if whole else {}
            said = {"id": self._mark(row.id), "predicate": GONE, "mission_id": None, "line": ""}
            self._note("claims", row.number, {**named, **said})

    def _on(self, carriers: Iterable[str] = (), claim_ids: Iterable[str] = ()) -> None:
        """Take out the rulings on what is gone: they repeat its words."""
        targets, found = {*carriers, *claim_ids}, set[str]()
        for line in self._connection.scalars(select(rulings.c.line).where(rulings.c.line != "")):
            ruling = ruling_from(from_json_line(line))
            about = {ruling.target, ruling.other, *(n for a in ruling.anchors for n in (a.claim, a.carrier))}
            if about & targets:
                found.add(ruling.id)
        self._take_rulings(found)

    def _take_rulings(self, ids: set[str]) -> None:
        for row in self._among(select(rulings), rulings.c.id, ids):
            words = dict.fromkeys(("target", "who", "why"), GONE)
            self._note("rulings", row.number, {"id": self._mark(row.id), **words, "line": ""})

    def _note(self, table: str, number: int, values: dict[str, Any]) -> None:
        self.changes.setdefault(table, {})[number] = values

    def _mark(self, name: str) -> str:
        return name if name.startswith(f"{GONE}-") else mark(self.salt, name)

    def _among(self, query: Any, column: Any, values: Iterable[str]) -> Sequence[Any]:
        """The rows whose column is one of the values, what was redacted before left out."""
        wanted = sorted(v for v in values if not v.startswith(f"{GONE}-"))
        parts = (wanted[n : n + _IN_ONE] for n in range(0, len(wanted), _IN_ONE))
        return [row for part in parts for row in self._connection.execute(query.where(column.in_(part)))]
