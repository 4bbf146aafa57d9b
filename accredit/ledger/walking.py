"""How rows become articles with their claims: a walk over a ledger, whoever asks the database.

Nothing here imports SQLAlchemy. A process that helps with an export reads a ledger in a file by the driver alone: to
import more would take it longer than many an export takes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from accredit.errors import LedgerError, QuestionError
from accredit.ledger.words import from_bytes, from_json_line, unescaped
from accredit.model import Article
from accredit.ruling import RecordedRuling

_BATCH = 128
"""Articles looked at with one query a table."""


class ReadBy(NamedTuple):
    """A reading without its claims: what made it, of which situation."""

    id: str
    extractor: str
    lexicon: str
    situation: str
    pack: str


class StoredClaim(NamedTuple):
    """A live claim as it is stored: `line` is the contract's JSON, which `value` reads."""

    line: str
    recorded_at: str
    reading: ReadBy

    @property
    def value(self) -> dict[str, Any]:
        """The line's object."""
        found: dict[str, Any] = from_json_line(self.line)
        return found


class Carried(NamedTuple):
    """A live article, its `text` in a field of its own, with its live claims of every situation, as they were read.

    `number` is its place in the ledger.
    """

    number: int
    key: str
    carrier: str
    article: Article
    text: str
    claims: tuple[StoredClaim, ...]


class Query(NamedTuple):
    """A query in a database's own words, with its values by name; `order` has the names where values go by place."""

    words: str
    values: Mapping[str, Any]
    order: tuple[str, ...] | None

    def given(self, first: int, last: int) -> Any:
        """Its values for the articles of these numbers, as the driver takes them."""
        named = {**self.values, "first": first, "last": last}
        return named if self.order is None else tuple([named[name] for name in self.order])


class Queries(NamedTuple):
    """What is asked of a batch of articles, which is named by their first and last number."""

    articles: Query
    readings: Query
    claims: Query
    texts: Query


Ask = Callable[[str, Any], Sequence[Any]]
"""Gives all rows of a query in words, with its values, as the driver has them."""


def walked(ask: Ask, queries: Queries, numbers: range, also: Collection[str]) -> Iterator[Carried]:
    """The live articles of these numbers that have live claims, and those whose carrier is in `also`, in order."""
    for first in range(numbers.start, numbers.stop, _BATCH):
        yield from _batch(ask, queries, first, min(first + _BATCH, numbers.stop) - 1, also)


def _batch(ask: Ask, queries: Queries, first: int, last: int, also: Collection[str]) -> Iterator[Carried]:
    def rows(query: Query) -> Sequence[Any]:
        return ask(query.words, query.given(first, last))

    made = {row[0]: ReadBy(*map(unescaped, row)) for row in rows(queries.readings)}
    told: dict[int, list[StoredClaim]] = {}
    # Sorted here: a database would carry the lines along.
    for _, number, line, recorded_at, reading in sorted(rows(queries.claims), key=itemgetter(0)):
        if by := made.get(reading):
            told.setdefault(number, []).append(StoredClaim(line, recorded_at, by))
    found = [row for row in rows(queries.articles) if row[0] in told or row[2] in also]
    bodies = dict(rows(queries.texts)) if found else {}
    for number, key, carrier, *fields in found:
        if number not in bodies:
            raise QuestionError(f"no text {fields[1]!r} in this ledger")
        text = from_bytes(bodies[number])
        yield Carried(number, key, carrier, _article(*fields), text, tuple(told.get(number, ())))


def _article(name: str, text_id: str, *rest: Any) -> Article:
    """The article of one row, without its text."""
    url, outlet, title, published, language, author, sample, modified = rest
    if "\\" in f"{name}{url}{outlet}{title}{published}{language}{author}{modified}":
        words = (name, url, outlet, title, published, language, author, modified)
        name, url, outlet, title, published, language, author, modified = [each and unescaped(each) for each in words]
    return Article(name, "", text_id, url, outlet, title, published, language, author, bool(sample), modified)


class FileLedger:
    """A ledger in a file as it stood at one moment, for a process that only walks over it.

    It goes to that process by value. Raises LedgerError where the file cannot be read.
    """

    def __init__(self, place: str, moment: str, queries: Queries, rulings: Sequence[RecordedRuling]) -> None:
        self._place, self._moment, self.queries = place, moment, queries
        self._rulings = tuple(rulings)
        self._connection: sqlite3.Connection | None = None

    def last_moment(self) -> str:
        """The moment at which it stood."""
        return self._moment

    def rulings(self, *, recorded_at: str | None = None) -> Sequence[RecordedRuling]:
        """All rulings that it held. Raises QuestionError for another moment."""
        self._check(recorded_at)
        return self._rulings

    def carried(
        self, *, recorded_at: str | None = None, also: Collection[str] = (), numbers: range | None = None
    ) -> Iterator[Carried]:
        """What `Ledger.carried` gives. Raises QuestionError for another moment, and where no numbers are given."""
        self._check(recorded_at)
        if numbers is None:
            raise QuestionError("which articles?")
        try:
            connection = self._opened()
            connection.execute("BEGIN")
            try:
                yield from walked(self._ask, self.queries, numbers, also)
            finally:
                connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            raise LedgerError(f"{self._place}: {error}") from error

    def _check(self, recorded_at: str | None) -> None:
        if recorded_at not in (None, self._moment):
            raise QuestionError(f"only the moment {self._moment} is known here")

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            # mode=rw, so that a file that is gone is not made anew; the log beside it may have to be written to.
            address = f"{Path(self._place).as_uri()}?mode=rw"
            self._connection = sqlite3.connect(address, uri=True, isolation_level=None)
            self._connection.execute("PRAGMA query_only = ON")
        return self._connection

    def _ask(self, words: str, values: Any) -> Sequence[Any]:
        return self._opened().execute(words, values).fetchall()
