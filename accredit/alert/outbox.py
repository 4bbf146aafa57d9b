"""The outbox: what is to be told to whom, what was, and what was told of each answer last.

A SQLite file of its own beside the ledger, `LEDGER.alerts`: the ledger is append-only and may live on a server, while a
delivery changes its state many times, belongs to the machine that sends, and must be on this machine's disk before and
after each try. What is found and what is to be sent of it are written in one transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from accredit.errors import BusyError, LedgerError, LedgerVersionError
from accredit.export.alerts import Alert, Answer
from accredit.model import digest

VERSION = 1

_TABLES = """
CREATE TABLE looks (situation TEXT PRIMARY KEY, moment TEXT NOT NULL, day TEXT NOT NULL) STRICT;
CREATE TABLE answers (
    situation TEXT NOT NULL, subject TEXT NOT NULL, question TEXT NOT NULL,
    said TEXT NOT NULL, answer BLOB NOT NULL, PRIMARY KEY (situation, subject, question)
) STRICT;
CREATE TABLE alerts (
    id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, found TEXT NOT NULL, body BLOB NOT NULL
) STRICT;
CREATE TABLE letters (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, receiver TEXT NOT NULL, found TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'aside')),
    attempts INTEGER NOT NULL DEFAULT 0, next_at TEXT NOT NULL, last TEXT NOT NULL DEFAULT '', tried TEXT,
    UNIQUE (id, receiver)
) STRICT;
CREATE TABLE deliveries (
    alert TEXT NOT NULL REFERENCES alerts (id), receiver TEXT NOT NULL,
    letter INTEGER NOT NULL REFERENCES letters (number), PRIMARY KEY (alert, receiver)
) STRICT;
CREATE INDEX deliveries_by_letter ON deliveries (letter);
CREATE INDEX letters_by_state ON letters (state, next_at);
"""


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes to one receiver at once: one alert, or all that one look found. Its id is the same at every try."""

    number: int
    id: str
    receiver: str
    found: datetime
    attempts: int
    alerts: tuple[Alert, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A letter's state: `waiting` until `next_at`, `sent`, or set `aside`; `last` is what the last try gave."""

    id: str
    receiver: str
    state: str
    alerts: int
    attempts: int
    next_at: datetime
    last: str
    tried: datetime | None


@dataclass(frozen=True, slots=True)
class Told:
    """The answer that was told last, and the hash of what a reader was told by it."""

    said: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Look:
    """The state of the ledger that was looked at: its last moment, the day, the answers by subject and question."""

    situation: str
    moment: str
    day: str
    answers: Mapping[tuple[str, str], Told]


class Outbox:
    """The outbox in a file, made where there is none. Raises LedgerVersionError for one of a newer program."""

    def __init__(self, path: Path, wait: float = 30.0) -> None:
        self.path = path
        with self._faults():
            self._db = sqlite3.connect(path, timeout=wait, isolation_level=None)
            try:
                self._bring_up()
            except BaseException:
                self._db.close()
                raise

    def _bring_up(self) -> None:
        found = self._db.execute("PRAGMA user_version").fetchone()[0]
        if found > VERSION:
            raise LedgerVersionError(
                f"{self.path}: is of version {found} and this program knows up to version {VERSION}: "
                "use a newer accredit"
            )
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")  # what was noted of a try is on the disk before the next
        self._db.execute("PRAGMA foreign_keys = ON")
        with self._writing():
            if self._db.execute("PRAGMA user_version").fetchone()[0] == 0:
                for statement in filter(str.strip, _TABLES.split(";\n")):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {VERSION}")

    def looked(self, situation: str) -> Look | None:
        """The last look at a situation; None before the first."""
        with self._faults():
            row = self._db.execute("SELECT moment, day FROM looks WHERE situation = ?", (situation,)).fetchone()
            if row is None:
                return None
            kept = self._db.execute(
                "SELECT subject, question, said, answer FROM answers WHERE situation = ?", (situation,)
            )
            answers = {(s, q): Told(said, msgspec.json.decode(body, type=Answer)) for s, q, said, body in kept}
        return Look(situation, row[0], row[1], answers)

    def keep(
        self,
        alerts: Sequence[Alert],
        receivers: Mapping[str, bool] | Mapping[str, tuple[bool, Sequence[Alert]]],
        now: datetime,
        look: tuple[Look | None, Look] | None = None,
    ) -> bool:
        """Note alerts and the letters with them, and the look that found them, all or nothing.

        `receivers` says of each whether it wants what is found at once in one letter, and which alerts, else all. Each
        receiver is told each alert once, however often it is found. False, and nothing is noted, where `look` does not
        begin at the last one: somebody else has looked meanwhile.
        """
        with self._writing():
            if look is not None and not self._note(*look):
                return False
            for each in alerts:
                number = self._db.execute("SELECT coalesce(max(number), 0) + 1 FROM alerts").fetchone()[0]
                body = msgspec.json.encode(each)
                row = (each.id, number, now.isoformat(), body)
                self._db.execute("INSERT OR IGNORE INTO alerts VALUES (?, ?, ?, ?)", row)
            for receiver, wish in receivers.items():
                together, wanted = wish if isinstance(wish, tuple) else (wish, alerts)
                self._address(receiver, [a.id for a in wanted], together, now)
        return True

    def _note(self, before: Look | None, look: Look) -> bool:
        found = self._db.execute("SELECT moment, day FROM looks WHERE situation = ?", (look.situation,)).fetchone()
        if found != (None if before is None else (before.moment, before.day)):
            return False
        self._db.execute("INSERT OR REPLACE INTO looks VALUES (?, ?, ?)", (look.situation, look.moment, look.day))
        self._db.execute("DELETE FROM answers WHERE situation = ?", (look.situation,))
        self._db.executemany(
            "INSERT INTO answers VALUES (?, ?, ?, ?, ?)",
            [(look.situation, *key, t.said, msgspec.json.encode(t.answer)) for key, t in look.answers.items()],
        )
        return True

    def _address(self, receiver: str, ids: Sequence[str], together: bool, now: datetime) -> None:
        known = {row[0] for row in self._db.execute("SELECT alert FROM deliveries WHERE receiver = ?", (receiver,))}
        fresh = [i for i in dict.fromkeys(ids) if i not in known]
        for group in [fresh] if together and fresh else [[i] for i in fresh]:
            name = group[0] if len(group) == 1 else digest("letter", *group)[:24]
            number = self._db.execute(
                "INSERT INTO letters (id, receiver, found, state, next_at) VALUES (?, ?, ?, 'waiting', ?)",
                (name, receiver, now.isoformat(), now.isoformat()),
            ).lastrowid
            self._db.executemany("INSERT INTO deliveries VALUES (?, ?, ?)", [(i, receiver, number) for i in group])

    def due(self, now: datetime, receivers: Iterable[str]) -> Letter | None:
        """The oldest letter that waits for one of these receivers and may be tried now."""
        names = tuple(receivers)
        with self._faults():
            row = self._db.execute(
                "SELECT number, id, receiver, found, attempts FROM letters WHERE state = 'waiting' AND next_at <= ? "
                f"AND receiver IN ({', '.join('?' * len(names))}) ORDER BY number LIMIT 1",
                (now.isoformat(), *names),
            ).fetchone()
            if row is None:
                return None
            number, name, receiver, found, attempts = row
            bodies = self._db.execute(
                "SELECT body FROM alerts JOIN deliveries ON alert = id WHERE letter = ? ORDER BY alerts.number",
                (number,),
            )
            alerts = tuple(msgspec.json.decode(body, type=Alert) for (body,) in bodies)
        return Letter(number, name, receiver, datetime.fromisoformat(found), attempts, alerts)

    def trying(self, letter: Letter, now: datetime) -> None:
        """Note that a try begins: on the disk before anything goes out."""
        with self._writing():
            self._db.execute(
                "UPDATE letters SET attempts = attempts + 1, tried = ?, last = 'cut off while it was being sent' "
                "WHERE number = ?",
                (now.isoformat(), letter.number),
            )

    def sent(self, letter: Letter, words: str) -> None:
        """Note that the receiver has taken it."""
        self._end(letter, "sent", words)

    def aside(self, letter: Letter, words: str) -> None:
        """Set it aside: it is not tried again unless somebody says so."""
        self._end(letter, "aside", words)

    def _end(self, letter: Letter, state: str, words: str) -> None:
        with self._writing():
            self._db.execute("UPDATE letters SET state = ?, last = ? WHERE number = ?", (state, words, letter.number))

    def later(self, letter: Letter, words: str, at: datetime) -> None:
        """Try it again from then on."""
        with self._writing():
            self._db.execute(
                "UPDATE letters SET next_at = ?, last = ? WHERE number = ?", (at.isoformat(), words, letter.number)
            )

    def gone(self, receiver: str, words: str) -> int:
        """Set all aside that waits for a receiver; how many."""
        with self._writing():
            return self._db.execute(
                "UPDATE letters SET state = 'aside', last = ? WHERE receiver = ? AND state = 'waiting'",
                (words, receiver),
            ).rowcount

    def retry(self, receivers: Sequence[str], now: datetime) -> int:
        """Try at once what was set aside or waits, of these receivers, of all where there are none; how many."""
        names = tuple(receivers)
        only = f" AND receiver IN ({', '.join('?' * len(names))})" if names else ""
        with self._writing():
            return self._db.execute(
                "UPDATE letters SET state = 'waiting', attempts = 0, next_at = ? "
                f"WHERE state IN ('waiting', 'aside'){only}",
                (now.isoformat(), *names),
            ).rowcount

    def letters(self) -> list[Row]:
        """Every letter, the oldest first."""
        with self._faults():
            rows = self._db.execute(
                "SELECT id, receiver, state, (SELECT count(*) FROM deliveries WHERE letter = number), attempts, "
                "next_at, last, tried FROM letters ORDER BY number"
            ).fetchall()
        return [
            Row(
                name, receiver, state, alerts, attempts, datetime.fromisoformat(next_at), last,
                datetime.fromisoformat(tried) if tried else None,
            )
            for name, receiver, state, alerts, attempts, next_at, last, tried in rows
        ]  # fmt: skip

    @contextmanager
    def sending(self, wait: float = 5.0) -> Iterator[None]:
        """Be the only process that sends. Raises BusyError. The system lets go of it however a process ends."""
        place = self.path.with_name(f"{self.path.name}.lock")
        with self._faults():
            lock = sqlite3.connect(place, timeout=wait, isolation_level=None)
        try:
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError:
                raise BusyError(f"{self.path}: another accredit is sending; what is found now it sends too") from None
            yield
        finally:
            lock.close()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._faults():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise LedgerError(f"{self.path}: the outbox cannot be used: {error}") from error
