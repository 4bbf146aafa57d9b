"""Looks at all that is stored: rows against the hash chain, quotes against texts, ids against content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from accredit.ledger import migrations
from accredit.ledger.chain import SEALED, Sealer, head_of, joined
from accredit.ledger.content import Content
from accredit.ledger.dialect import dialect_of
from accredit.ledger.tables import METADATA
from accredit.ledger.words import unescaped

MOST = 1000
"""Faults told at most: a ledger that somebody else's program wrote over has one for each row."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where (a table, with a row's number or the append's), and what."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """Something that was taken out on purpose: who did it and why, when, and how many rows of which tables."""

    mark: str
    reason: str
    who: str
    recorded_at: str
    rows: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. `rows` are counts by table; `head_at` is the append at which the chain had the head
    asked about, None where it never had.
    """

    head: str
    appends: int
    rows: tuple[tuple[str, int], ...]
    redacted: tuple[Redacted, ...]
    faults: tuple[Fault, ...]
    head_at: int | None = None


def check(connection: Connection, head: str | None = None) -> Checked:
    """Everything that is wrong. The connection's transaction must be one consistent state."""
    dialect = dialect_of(connection)
    work = _Work(connection)
    work.faults += [Fault("database", " ".join(words.split())) for words in dialect.damage(connection)]
    work.guards()
    with dialect.as_stored(connection):
        work.look()
        found = work.follow(head)
    return Checked(
        work.head, work.appends, tuple(work.rows.items()), tuple(work.redacted()), tuple(work.faults[:MOST]), found
    )


class _Work:
    """A check under way."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tombs: dict[tuple[str, int], dict[str, Any]] = {}
        self._seals: dict[str, dict[str, bytes]] = {}
        self._begun: str | None = None
        self.faults: list[Fault] = []
        self.rows: dict[str, int] = {}
        self.appends = 0
        self.head = ""

    def guards(self) -> None:
        """What keeps rows from being changed stands as it was made."""
        dialect = dialect_of(self._connection)
        standing = dialect.guarding(self._connection)
        for name, words in migrations.expected_guards(dialect).items():
            if standing.get(name) != words:
                what = "is changed" if name in standing else "is gone"
                self.faults.append(Fault("database", f"the guard {name} {what}: rows may be changed"))

    def look(self) -> None:
        """Read every row once: seal it, and hold it to its own content."""
        content = Content(self._connection)
        for row, _ in self._stored("redactions"):
            # Of a row that was redacted twice the first tombstone has the seal that the chain knows.
            of = row["place"], row["row_number"]
            self._tombs[of] = row | {"was": self._tombs.get(of, row)["was"]}
        for table in SEALED:
            self._table(table, content)
        for (place, number), _ in self._tombs.items():
            self.faults.append(Fault(f"{place} {number}", "is said to be redacted and does not exist"))

    def _table(self, table: str, content: Content) -> None:
        moment: str | None = None
        group: list[bytes] = []
        count = 0
        for count, (row, seal) in enumerate(self._stored(table), 1):
            recorded_at = self._moment(table, row)
            if recorded_at != moment:
                self._close(table, moment, group)
                moment, group = recorded_at, []
            tomb = self._tombs.pop((table, row["number"]), None)
            if tomb is None:
                problem = content.problem(table, row)
            else:
                problem = None if tomb["now"] == seal.hex() else "is redacted, and not as it was left then"
                seal = _seal(tomb["was"])
            group.append(seal)
            if row["number"] != count and problem is None:
                problem = f"the number before it is missing: it should be {count}"
            if problem:
                self.faults.append(Fault(f"{table} {row['number']}", problem))
        self._close(table, moment, group)
        self.rows[table] = count

    def _moment(self, table: str, row: dict[str, Any]) -> str:
        """The append that vouches for a row: its own, but for the migrations before there was a chain."""
        if table != "migrations" or row["number"] > migrations.FIRST_CHAINED:
            return str(row["recorded_at"])
        if self._begun is None:
            begun = [r["recorded_at"] for r, _ in self._stored(table) if r["number"] == migrations.FIRST_CHAINED]
            self._begun = str(begun[0]) if begun else ""
        return self._begun

    def _close(self, table: str, moment: str | None, group: list[bytes]) -> None:
        if moment is None:
            return
        of_append = self._seals.setdefault(moment, {})
        if table in of_append:
            self.faults.append(Fault(table, f"rows of the append of {moment} do not follow each other"))
        of_append[table] = joined(group)

    def _stored(self, table: str) -> Iterator[tuple[dict[str, Any], bytes]]:
        """Every row as it is stored, by column, with its seal. A row that cannot be read ends its table."""
        columns = [c.name for c in METADATA.tables[table].c]
        seal = Sealer(table, columns)
        query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY number"
        try:
            found = self._connection.exec_driver_sql(query, execution_options={"yield_per": 1000})
            for row in found:
                yield dict(zip(columns, row, strict=True)), seal(row)
        except DBAPIError as error:
            self.faults.append(Fault(table, f"cannot be read: {' '.join(str(error.orig).split())}"))

    def follow(self, wanted: str | None) -> int | None:
        """Go along the chain; the number of the append after which its head was `wanted`."""
        found = None
        for row, _ in self._stored("appends"):
            number, recorded_at, head = row["number"], row["recorded_at"], row["head"]
            self.appends += 1
            place = f"appends {number}"
            if number != self.appends:
                self.faults.append(Fault(place, f"the number before it is missing: it should be {self.appends}"))
            seals = self._seals.pop(recorded_at, {})
            if head_of(self.head, number, str(recorded_at), seals) != head:
                self.faults.append(Fault(place, "its rows, or the append itself, are not what was recorded then"))
            # The stored head goes on, so that one fault is told where it is and not at every append after it.
            self.head = str(head)
            if wanted is not None and self.head == wanted:
                found = number
        for moment in self._seals:
            self.faults.append(Fault("appends", f"there is no append of {moment}, and rows that say so"))
        if wanted is not None and found is None:
            self.faults.append(
                Fault("appends", f"the chain never had the head {wanted}: what was recorded is not here")
            )
        return found

    def redacted(self) -> Iterator[Redacted]:
        """What was taken out, each decision once, under the mark of its first row."""
        taken: dict[tuple[str, str, str], Counter[str]] = {}
        marks: dict[tuple[str, str, str], str] = {}
        for row, _ in self._stored("redactions"):
            key = (row["reason"], row["who"], row["recorded_at"])
            marks.setdefault(key, row["mark"])
            taken.setdefault(key, Counter())[row["place"]] += 1
        for (reason, who, recorded_at), rows in taken.items():
            of = marks[reason, who, recorded_at]
            yield Redacted(of, unescaped(reason), unescaped(who), recorded_at, tuple(rows.items()))


def _seal(words: object) -> bytes:
    try:
        return bytes.fromhex(str(words))
    except ValueError:
        return b""
