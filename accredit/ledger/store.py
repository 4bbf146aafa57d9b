"""Opening a ledger, and the one object through which everything else uses it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from accredit.errors import LedgerError, LedgerMissingError, LedgerVersionError
from accredit.ledger import append as appending
from accredit.ledger import chain, migrations, moments, postgres, reads, sqlite, streaming
from accredit.ledger import ruling as ruling_rows
from accredit.ledger.append import Appended
from accredit.ledger.backup import backup
from accredit.ledger.checking import Checked, check
from accredit.ledger.dialect import dialect_of, faults, for_writing
from accredit.ledger.history import Lifetime, lifetimes
from accredit.ledger.lines import no_cycles
from accredit.ledger.merging import Merged, merge
from accredit.ledger.reads import Counts
from accredit.ledger.redaction import Redaction, redact
from accredit.ledger.ruling import AppendedRuling
from accredit.ledger.turns import Turn, turns
from accredit.ledger.walking import Carried, FileLedger
from accredit.model import Article, Reading, RecordedClaim, Situation
from accredit.ruling import RecordedRuling, Ruling

MEMORY = ":memory:"

WAIT = 10.0
"""Seconds to wait for other programs."""


class Ledger:
    """An open ledger; a context manager. May be used from several threads.

    Moments (`recorded_at`) are ISO date-times, UTC unless they name a zone; a bare day means its end.
    Days (`known_at`) leave out what was not published for certain by their end. Every method raises
    LedgerError when the ledger cannot be read or written, and QuestionError for a malformed moment.
    """

    def __init__(self, engine: Engine, place: str, opens: str | None = None, wait: float = WAIT) -> None:
        self._engine = engine
        self._place = place
        self._opens = opens
        self._wait = wait
        self._closed = False

    def append(self, article: Article, readings: Sequence[Reading]) -> Appended:
        """Record an article and what readings of it found, in one transaction; what is held already is left.

        Raises EvidenceError or LedgerError for readings that do not fit the article, LedgerFullError
        when there is no room. Nothing is recorded then.
        """
        appending.check(article, readings)
        with self._transaction(writes=True) as connection:
            return appending.append(connection, article, readings)

    def append_all(self, given: Iterable[tuple[Article, Sequence[Reading]]]) -> list[Appended]:
        """The same for many articles at once, in one transaction and as one append: all of it, or nothing."""

        def checked() -> Iterator[tuple[Article, Sequence[Reading]]]:
            for article, readings in given:
                appending.check(article, readings)
                yield article, readings

        with self._transaction(writes=True) as connection, no_cycles():
            return appending.append_all(connection, checked())

    def append_ruling(
        self, ruling: Ruling, *, unless: Callable[[Sequence[RecordedRuling]], None] | None = None
    ) -> AppendedRuling:
        """Record a person's ruling; one that is held already is left.

        `unless` is shown all rulings first, in the same transaction; when it raises, nothing is recorded.

        Raises LedgerError for a ruling on a claim, article or ruling that this ledger never held, EvidenceError for
        an added claim whose words are not in its article's text. Nothing is recorded then.
        """
        with self._transaction(writes=True) as connection:
            if unless:
                unless(ruling_rows.held(connection, None))
            return ruling_rows.append(connection, ruling)

    def rulings(self, *, recorded_at: str | None = None) -> list[RecordedRuling]:
        """All rulings, the withdrawn ones too, in the order of recording. `accredit.rulings` applies them."""
        moment = _moment(recorded_at)
        with self._transaction() as connection:
            return ruling_rows.held(connection, moment)

    def knows(self, article: Article, extractor: str, lexicon: str, pack: str) -> bool:
        """Whether this very article was read by this extractor, lexicon and pack: reading again adds nothing."""
        with self._transaction() as connection:
            return reads.knows(connection, article, extractor, lexicon, pack)

    def articles(self, *, recorded_at: str | None = None, carriers: Collection[str] | None = None) -> list[Article]:
        """The newest version of each article, `text` left empty (see `text`), in the order of recording.

        With `carriers` (`Article.carrier`), of those alone.
        """
        moment = _moment(recorded_at)
        with self._transaction() as connection:
            return reads.live_articles(connection, moment, carriers)

    def text(self, text_id: str) -> str:
        """The text with this id, code point for code point; QuestionError when there is none."""
        with self._transaction() as connection:
            return reads.texts_of(connection, [text_id])[text_id]

    def texts(self, text_ids: Collection[str]) -> dict[str, str]:
        """The texts with these ids, by id; QuestionError when one is not there."""
        with self._transaction() as connection:
            return reads.texts_of(connection, text_ids)

    def article(self, name: str) -> Article | None:
        """The newest article with the id `name`, else the one whose key starts with it; `text` left empty.

        A key names one version exactly, so it finds superseded ones too. Raises QuestionError where
        several keys start so.
        """
        with self._transaction() as connection:
            return reads.named_article(connection, name)

    def claims(
        self,
        situation: Situation,
        *,
        mission_id: str | None = None,
        carriers: Collection[str] = (),
        recorded_at: str | None = None,
        known_at: date | None = None,
    ) -> list[RecordedClaim]:
        """The live claims of a situation, or of one of its missions, as they were read, in the order of recording.

        Live are those of the newest reading of the newest version of each article, as of `recorded_at`.
        Claims about a state or a set have no mission, so `mission_id` leaves them out. With it come all claims of
        the articles of `carriers` (`Article.carrier`), whatever they are about.
        """
        moment = _moment(recorded_at)
        with self._transaction() as connection:
            found = reads.live_claims(connection, situation, moment, known_at, mission_id=mission_id, carriers=carriers)
            with no_cycles():
                return list(found)

    def history(self, situation: Situation) -> list[Lifetime]:
        """Every claim of a situation that ever counted, from when until when, in the order of recording."""
        with self._transaction() as connection:
            return lifetimes(connection, situation)

    def turns(self, situation: Situation, mission_id: str) -> set[Turn]:
        """When what is held about a mission changed by what was read, and by which article; rulings are not asked."""
        with self._transaction() as connection:
            return turns(connection, situation.id, mission_id)

    def carried(
        self, *, recorded_at: str | None = None, also: Collection[str] = (), numbers: range | None = None
    ) -> Iterator[Carried]:
        """Every live article that has live claims, in the order of recording; and those whose carrier is in `also`.

        Live is what was so at `recorded_at`. With `numbers`, of the articles with those numbers alone. The whole walk
        sees one state of the ledger, and takes little memory.
        """
        moment = _moment(recorded_at)
        with self._transaction() as connection:
            yield from streaming.carried(connection, moment, also, numbers)

    def elsewhere(self, moment: str) -> FileLedger | str | None:
        """What another process asks for this very ledger: of one in a file as it stood at a moment of an append; of one
        on a server its address, which may hold a password. None where nothing has it, as one in memory.
        """
        if self._opens is None or postgres.is_address(self._opens):
            return self._opens
        queries = streaming.queries_at(moment, self._engine.dialect)
        return FileLedger(self._opens, moment, queries, self.rulings(recorded_at=moment))

    def last_moment(self) -> str:
        """The moment of the newest append; empty where there is none."""
        with self._transaction() as connection:
            return streaming.last_moment(connection)

    def last_number(self) -> int:
        """The number of the newest article; 0 where there is none."""
        with self._transaction() as connection:
            return streaming.last_number(connection)

    def counts(
        self, situation: Situation | None = None, *, recorded_at: str | None = None, known_at: date | None = None
    ) -> Counts:
        """How much is live; claims of one situation, or of all."""
        moment = _moment(recorded_at)
        with self._transaction() as connection:
            return reads.count(connection, situation, moment, known_at)

    def head(self, *, recorded_at: str | None = None) -> str:
        """The head of the hash chain, now or as it stood: kept elsewhere, it vouches for all recorded so far."""
        moment = _moment(recorded_at)
        with self._transaction() as connection:
            return chain.last_head(connection, moment)

    def check(self, *, head: str | None = None) -> Checked:
        """Look at all that is stored: every row against the chain, every quote against its text, every id against
        its content. With `head`, that the chain once stood there.
        """
        with self._transaction() as connection:
            return check(connection, head)

    def redact(self, name: str, *, reason: str, who: str) -> Redaction:
        """Take an article, a claim or a ruling out, by its id: a salted hash and a tombstone stand there instead.

        No answer has it from then on; `left` of what comes back tells where its words still stand in the storage,
        because another program is reading what stood there before. Raises QuestionError where nothing, or more than
        one thing, has that id.
        """
        with self._transaction(writes=True) as connection:
            done = redact(connection, name, reason=reason, who=who)
        tables = [table for table, _ in done.rows]
        with faults(self._engine, self._place):
            gone = dialect_of(self._engine).scrub(self._engine, tables, self._wait)
        if not gone:
            return done
        told = f"{self._place}: it is redacted, but what stood there is still in the storage, because"
        return replace(done, left=f"{told} another program is reading: {gone}")

    def merge(self, other: Ledger) -> Merged:
        """Take over what another ledger holds and this one does not, as one append that names it."""
        with other._transaction() as theirs, self._transaction(writes=True) as ours:
            return merge(ours, theirs)

    def backup(self, target: Path) -> None:
        """Copy the whole ledger into a new file while others write to it. Raises LedgerError where one is there."""
        backup(self._engine, self._place, target)

    def close(self) -> None:
        """Let go of the file. Closing twice is harmless; nothing else may follow."""
        self._closed = True
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _transaction(self, *, writes: bool = False) -> Iterator[Connection]:
        """One consistent state to read from; with `writes`, the only writer until it ends."""
        if self._closed:
            raise LedgerError(f"{self._place}: this ledger was closed")
        engine = for_writing(self._engine) if writes else self._engine
        with faults(engine, self._place), engine.begin() as connection:
            yield connection


def beside(place: str) -> Path:
    """The file whose neighbours belong to the ledger: its own, or for a server one of the database's name, here."""
    return Path(postgres.named(place)) if postgres.is_address(place) else Path(place)


def open_ledger(place: str | Path, *, create: bool = True, wait: float = WAIT) -> Ledger:
    """The ledger in the file at `place`, made there if absent; `":memory:"` is a new one that ends with closing.

    `postgresql://USER@HOST/DATABASE` is one in that database, in the schema that its search path begins with.

    An older ledger is brought up to date. `wait` is how many seconds to wait for another writer, and after a redaction
    for whoever still reads what stood there before.

    Raises LedgerMissingError where there is none and `create` is False, LedgerVersionError for one of a
    newer version, LedgerError where the file is something else or cannot be read and written.
    """
    engine, name = _engine(place, create=create, wait=wait)
    try:
        with faults(engine, name):
            _bring_up_to_date(engine, name, create=create, wait=wait)
    except BaseException:
        engine.dispose()
        raise
    on_server = isinstance(place, str) and postgres.is_address(place)
    opens = None if name == MEMORY else str(place) if on_server else str(Path(place).absolute())
    return Ledger(engine, name, opens, wait)


def _engine(place: str | Path, *, create: bool, wait: float) -> tuple[Engine, str]:
    """Connections to the ledger's place, and what messages call it."""
    name = str(place)
    if isinstance(place, str) and postgres.is_address(place):
        return postgres.make_engine(place, wait=wait), postgres.shown(place)
    path = None if name == MEMORY else Path(place)
    if path is not None:
        _check_place(path)
    if not create and (path is None or not path.exists()):
        raise LedgerMissingError(f"{name}: there is no ledger here")
    return sqlite.make_engine(path, wait=wait), name


def _bring_up_to_date(engine: Engine, name: str, *, create: bool, wait: float) -> None:
    # Looked at before anything is set: another program's database must stay as it is.
    with engine.begin() as connection:
        found = migrations.version(connection)
    newest = len(migrations.MIGRATIONS)
    if found is None:
        raise LedgerError(f"{name}: is no ledger but another program's database")
    if found == 0 and not create:
        raise LedgerMissingError(f"{name}: there is no ledger here, it is empty")
    if found > newest:
        raise LedgerVersionError(
            f"{name}: is of version {found} and this program knows up to version {newest}: use a newer accredit"
        )
    if found < newest:
        if engine.dialect.name == "sqlite":
            sqlite.keep_log(engine, wait)
        migrations.migrate(engine, migrations.MIGRATIONS)


def _check_place(path: Path) -> None:
    """Refuse what the database would refuse in unclear words.

    Only asks the system. Opening and closing a file by hand would drop the locks that SQLite holds on
    it in this process.
    """
    if path.is_dir():
        raise LedgerError(f"{path}: is a folder; give a file")
    if not path.parent.is_dir():
        raise LedgerError(f"{path}: the folder {path.parent} does not exist")
    if path.exists() and not _may(path, os.R_OK):
        raise LedgerError(f"{path}: cannot be read: its permissions do not allow it")
    if not _may(path.parent, os.W_OK | os.X_OK) or (path.exists() and not _may(path, os.W_OK)):
        raise LedgerError(f"{path}: cannot be written: the file or its folder is read-only")


def _may(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def _moment(recorded_at: str | None) -> str | None:
    return None if recorded_at is None else moments.asked(recorded_at)
