"""The tables as they stand after the last migration. The migrations make them; this names them for queries.

Every table is append-only and numbers its rows in the order of recording. `recorded_at` is the append
that wrote the row. Hashes are hex. Whoever adds a column lets it be null, so that the seals of older rows stand.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Boolean, Column, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from accredit.ledger import words

METADATA = MetaData()


class Words(TypeDecorator[str]):
    """Words from outside, kept readable and exact; see words.py."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Into the database."""
        return None if value is None else words.escaped(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], str | None]:
        """Out of the database; what puts this between a column's own type and its reader is a call more a value."""
        return _out


def _out(value: str | None) -> str | None:
    return value if value is None or "\\" not in value else words.unescaped(value)


def _number() -> Column[int]:
    return Column("number", Integer, primary_key=True)


def _recorded_at() -> Column[str]:
    return Column("recorded_at", Text, nullable=False)


def _first_at() -> Column[str]:
    """When the first ledger that held the row recorded it: before `recorded_at` for what was merged."""
    return Column("first_at", Text, nullable=False)


def _salt() -> Column[bytes]:
    """Makes the row's seal one that nobody can guess at; see chain.py."""
    return Column("salt", LargeBinary, nullable=False)


migrations = Table("migrations", METADATA, _number(), Column("title", Text, nullable=False), _recorded_at())

appends = Table(
    "appends",
    METADATA,
    _number(),
    _recorded_at(),
    Column("head", Text, nullable=False),  # of the hash chain, with this append in it
)

texts = Table(
    "texts",
    METADATA,
    _number(),
    Column("text_id", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    _recorded_at(),
    _salt(),
)

articles = Table(
    "articles",
    METADATA,
    _number(),
    Column("key", Text, nullable=False),
    Column("carrier", Text, nullable=False),  # hash of id, outlet and url: rows that share it are versions
    Column("id", Words, nullable=False),
    Column("text_id", Text, nullable=False),
    Column("url", Words),
    Column("outlet", Words),
    Column("title", Words),
    Column("published", Words),
    Column("language", Words),
    Column("author", Words),
    Column("sample", Boolean, nullable=False),
    Column("known_from", Text),  # the last day that `published` may mean; null when undated
    _recorded_at(),
    _first_at(),
    _salt(),
    Column("modified", Words),  # when the carrier says that it was last changed
)

readings = Table(
    "readings",
    METADATA,
    _number(),
    Column("id", Text, nullable=False),
    Column("article_key", Text, nullable=False),
    Column("situation", Words, nullable=False),
    Column("extractor", Words, nullable=False),
    Column("lexicon", Words, nullable=False),
    Column("pack", Words, nullable=False),
    _recorded_at(),
    _first_at(),
    _salt(),
)

claims = Table(
    "claims",
    METADATA,
    _number(),
    Column("reading_id", Text, nullable=False),
    Column("id", Words, nullable=False),
    Column("article_key", Text, nullable=False),
    Column("situation", Words, nullable=False),
    Column("predicate", Words, nullable=False),
    Column("mission_id", Words),
    Column("line", Text, nullable=False),  # the claim contract's JSON
    _recorded_at(),
    _salt(),
)

rulings = Table(
    "rulings",
    METADATA,
    _number(),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("target", Words, nullable=False),
    Column("who", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("line", Text, nullable=False),  # the whole ruling as JSON
    _recorded_at(),
    _first_at(),
    _salt(),
)

redactions = Table(
    "redactions",
    METADATA,
    _number(),
    Column("place", Text, nullable=False),  # the table of the row that was redacted
    Column("row_number", Integer, nullable=False),
    Column("was", Text, nullable=False),  # the row's seal in the chain
    Column("now", Text, nullable=False),  # its seal as it stands since
    Column("mark", Text, nullable=False),  # salted hash of its id, which stands there instead
    Column("mark_salt", Text, nullable=False),
    Column("reason", Words, nullable=False),
    Column("who", Words, nullable=False),
    _recorded_at(),
)

merges = Table(
    "merges",
    METADATA,
    _number(),
    Column("ledger", Text, nullable=False),  # the other ledger: the head of its first append
    Column("head", Text, nullable=False),  # where its chain stood
    Column("appends", Integer, nullable=False),
    _recorded_at(),
)
