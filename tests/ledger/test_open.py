"""Where a ledger may stand, what is refused, and how an older one is brought up to date."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect

from accredit.errors import LedgerError, LedgerMissingError, LedgerVersionError
from accredit.ledger import Ledger, migrations, open_ledger
from accredit.ledger.migrations import MIGRATIONS, Migration, migrate
from accredit.ledger.sqlite import make_engine
from accredit.ledger.tables import METADATA
from tests.ledger.kit import live, reading, said
from tests.world import WORLD, article

NOBODY = 65534


def _one_line(error: pytest.ExceptionInfo[BaseException], *parts: object) -> None:
    words = str(error.value)
    assert "\n" not in words
    for part in parts:
        assert str(part) in words


def test_what_is_appended_is_there_after_closing(place: Path) -> None:
    one = article()
    with open_ledger(place) as ledger:
        ledger.append(one, [reading(one)])
    with open_ledger(str(place), create=False) as ledger:
        assert live(ledger) == [said(one)]


def test_a_closed_ledger_leaves_one_file(place: Path) -> None:
    # One file can be copied and mailed; the log beside it is folded in on closing.
    one = article()
    with open_ledger(place) as ledger:
        ledger.append(one, [reading(one)])
    assert [p.name for p in place.parent.iterdir()] == [place.name]


@pytest.mark.parametrize("name", ["with space.db", "ques?tion#hash%20.db", "ünïcode.db", "file:odd.db"])
def test_odd_file_names_are_only_names(tmp_path: Path, name: str) -> None:
    open_ledger(tmp_path / name).close()
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_missing_ledger_is_not_made_unless_asked(place: Path) -> None:
    with pytest.raises(LedgerMissingError) as caught:
        open_ledger(place, create=False)
    _one_line(caught, place)
    assert not place.exists()
    with pytest.raises(LedgerMissingError):
        open_ledger(":memory:", create=False)


def test_an_empty_file_is_no_ledger_yet(place: Path) -> None:
    # What is left when a process dies before the first table stands.
    place.touch()
    with pytest.raises(LedgerMissingError):
        open_ledger(place, create=False)
    open_ledger(place).close()
    open_ledger(place, create=False).close()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError) as caught:
        open_ledger(tmp_path)
    _one_line(caught, tmp_path, "folder")


def test_a_place_in_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError) as caught:
        open_ledger(tmp_path / "absent" / "held.ledger")
    _one_line(caught, tmp_path / "absent", "folder")


@pytest.mark.parametrize("content", [b"Just some notes.\n", b"x" * 5000, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_file_of_something_else_is_refused_and_left_as_it_was(place: Path, content: bytes) -> None:
    place.write_bytes(content)
    with pytest.raises(LedgerError) as caught:
        open_ledger(place)
    _one_line(caught, place)
    assert place.read_bytes() == content


def test_another_programs_database_is_refused_and_left_as_it_was(place: Path) -> None:
    with sqlite3.connect(place) as raw:
        raw.execute("create table bookmarks (url text)")
    raw.close()
    before = place.read_bytes()
    with pytest.raises(LedgerError) as caught:
        open_ledger(place)
    _one_line(caught, place, "no ledger")
    assert place.read_bytes() == before
    assert [p.name for p in place.parent.iterdir()] == [place.name]


def test_a_damaged_ledger_is_one_clear_line(place: Path) -> None:
    with open_ledger(place) as ledger:
        for n in range(40):
            ledger.append(article(f"{n} " + "words " * 300, id=str(n)), [])
    size = place.stat().st_size
    with place.open("r+b") as raw:
        raw.seek(4096)
        raw.write(b"\xa5" * (size - 4096))
    with pytest.raises(LedgerError) as caught, open_ledger(place) as ledger:
        ledger.articles()
    _one_line(caught, place)


@pytest.fixture
def shut_folder() -> Iterator[Path]:
    """A folder in which nothing can be written; as the user who cannot, where the tests run as root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_ledger(folder / "held.ledger"):
            pass
        (folder / "held.ledger").chmod(0o444)
        folder.chmod(0o555)
        user = os.geteuid()
        if user == 0:
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            os.seteuid(user)
            folder.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX users")
@pytest.mark.parametrize("name", ["held.ledger", "new.ledger"])
def test_a_read_only_folder_is_one_clear_line(shut_folder: Path, name: str) -> None:
    with pytest.raises(LedgerError) as caught:
        open_ledger(shut_folder / name)
    _one_line(caught, shut_folder / name, "cannot be written")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX users")
def test_an_unreadable_file_is_one_clear_line(shut_folder: Path) -> None:
    user = os.geteuid()
    os.seteuid(os.getuid())
    (shut_folder / "held.ledger").chmod(0o000)
    os.seteuid(user)
    with pytest.raises(LedgerError) as caught:
        open_ledger(shut_folder / "held.ledger")
    _one_line(caught, shut_folder / "held.ledger", "cannot be read")


def test_a_newer_ledger_is_refused_with_both_versions(place: Path) -> None:
    open_ledger(place).close()
    with sqlite3.connect(place) as raw:
        raw.execute("insert into migrations values (7, 'from the future', '2040-01-01T00:00:00.000000+00:00')")
    raw.close()
    before = place.read_bytes()
    with pytest.raises(LedgerVersionError) as caught:
        open_ledger(place)
    _one_line(caught, place, "version 7", f"version {len(MIGRATIONS)}")
    assert place.read_bytes() == before


@pytest.mark.parametrize("version", range(len(MIGRATIONS) + 1))
def test_a_ledger_of_every_earlier_version_opens_and_takes_an_article(place: Path, version: int) -> None:
    engine = make_engine(place, wait=1)
    migrate(engine, MIGRATIONS[:version])
    engine.dispose()
    one = article()
    with open_ledger(place) as ledger:
        ledger.append(one, [reading(one)])
        assert live(ledger) == [said(one)]
    with sqlite3.connect(place) as raw:
        assert raw.execute("select number, title from migrations").fetchall() == [
            (m.number, m.title) for m in MIGRATIONS
        ]
    raw.close()


def test_the_tables_that_the_code_names_are_those_that_the_migrations_make(place: Path) -> None:
    open_ledger(place).close()
    engine = make_engine(place, wait=1)
    found = inspect(engine)
    assert set(found.get_table_names()) == set(METADATA.tables)
    for table in METADATA.sorted_tables:
        made = {c["name"]: (c["type"].compile(engine.dialect), c["nullable"]) for c in found.get_columns(table.name)}
        named = {c.name: (c.type.compile(engine.dialect), c.nullable) for c in table.columns}
        assert made == named, table.name
    engine.dispose()


LATER = Migration(len(MIGRATIONS) + 1, "a note on each article", ("CREATE TABLE notes (words TEXT)",))
BROKEN = Migration(
    LATER.number + 1, "breaks half-way", ("CREATE TABLE half (words TEXT)", "CREATE TABLE half (again TEXT)")
)


def test_a_later_migration_runs_once_on_a_ledger_with_articles_in_it(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = article()
    with open_ledger(place) as ledger:
        ledger.append(one, [reading(one)])
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, LATER))
    for _ in range(2):
        with open_ledger(place) as ledger:
            assert live(ledger) == [said(one)]
    with sqlite3.connect(place) as raw:
        assert raw.execute("select max(number) from migrations").fetchone() == (LATER.number,)
        assert raw.execute("select count(*) from notes").fetchone() == (0,)
    raw.close()
    monkeypatch.undo()
    with pytest.raises(LedgerVersionError):
        open_ledger(place)


def test_a_migration_that_fails_leaves_the_version_before_it_whole(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_ledger(place).close()
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, LATER, BROKEN))
    with pytest.raises(LedgerError) as caught:
        open_ledger(place)
    _one_line(caught, place)
    with sqlite3.connect(place) as raw:
        assert raw.execute("select max(number) from migrations").fetchone() == (LATER.number,)
        assert raw.execute("select count(*) from sqlite_master where name = 'half'").fetchone() == (0,)
    raw.close()


def test_several_at_once_make_one_ledger(place: Path) -> None:
    faults: list[BaseException] = []
    gate = threading.Barrier(6)

    def work(number: int) -> None:
        gate.wait()
        try:
            with open_ledger(place) as ledger:
                one = article(f"Words {number}.", id=str(number))
                ledger.append(one, [reading(one)])
        except LedgerError as error:
            faults.append(error)

    workers = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert faults == []
    with open_ledger(place, create=False) as ledger:
        assert ledger.counts().articles == 6
        times = {r.recorded_at for r in ledger.claims(WORLD)}
    assert len(times) == 6


def test_a_ledger_in_the_making_elsewhere_is_waited_for(place: Path) -> None:
    # SQLite itself refuses at once to turn on the log of a file that another process is writing.
    other = sqlite3.connect(place, isolation_level=None, check_same_thread=False)
    other.execute("begin immediate")
    release = threading.Timer(0.3, other.execute, ("commit",))
    release.start()
    open_ledger(place).close()
    release.join()
    other.close()


def test_a_file_that_stays_locked_while_a_ledger_is_made_is_one_clear_line(place: Path) -> None:
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(LedgerError) as caught:
        open_ledger(place, wait=0.1)
    _one_line(caught, place, "locked")
    other.close()


def test_a_closed_ledger_answers_no_more(ledger: Ledger) -> None:
    ledger.close()
    ledger.close()
    with pytest.raises(LedgerError, match="closed"):
        ledger.articles()
    with pytest.raises(LedgerError, match="closed"):
        ledger.append(article(), [])
