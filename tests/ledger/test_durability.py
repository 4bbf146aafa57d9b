"""What a ledger holds after its process, its disk or its lock gives way."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from accredit.errors import LedgerError, LedgerFullError
from accredit.ledger import Counts, Ledger, open_ledger
from accredit.ledger.migrations import FIRST_CHAINED, MIGRATIONS
from tests.ledger.kit import live, reading, said
from tests.world import WORLD, article

WORKER = Path(__file__).with_name("worker.py")


def _sound(place: Path) -> int:
    """The number of articles, after checking that each has its text, its reading and its three claims."""
    raw = sqlite3.connect(place)
    try:
        assert raw.execute("pragma integrity_check").fetchone() == ("ok",)
        assert raw.execute("pragma foreign_key_check").fetchall() == []
        one = {
            table: raw.execute(f"select count(*) from {table}").fetchone()[0]
            for table in ("appends", "readings", "claims")
        }
        # The tables themselves were one append, and so was each step after the chain began.
        one["appends"] -= 1 + len(MIGRATIONS) - FIRST_CHAINED
    finally:
        raw.close()
    with open_ledger(place, create=False) as ledger:
        articles = ledger.articles()
        for held in articles:
            assert ledger.text(held.text_id).startswith(f"Article {held.id.removeprefix('story-')}. ")
        assert ledger.counts(WORLD).claims == 3 * len(articles)
        checked = ledger.check()
        assert checked.faults == ()
    assert one == {"appends": len(articles), "readings": len(articles), "claims": 3 * len(articles)}
    return len(articles)


@pytest.fixture(scope="module")
def workshop() -> Iterator[subprocess.Popen[str]]:
    """The process whose children are killed; see worker.py."""
    command = [sys.executable, str(WORKER)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as process:
        yield process
        process.communicate()


def _interrupt(workshop: subprocess.Popen[str], place: Path, first: int, how: signal.Signals, after: float) -> int:
    """Have a child work and end it `after` seconds later; the number of articles that it acknowledged."""
    assert workshop.stdin is not None
    assert workshop.stdout is not None
    workshop.stdin.write(f"{first} {place}\n")
    child = int(workshop.stdout.readline().removeprefix("child "))
    time.sleep(after)
    os.kill(child, how)
    acknowledged = [int(line) for line in iter(workshop.stdout.readline, "ended\n")]
    assert acknowledged == list(range(first, first + len(acknowledged)))
    return len(acknowledged)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs POSIX processes")
@pytest.mark.parametrize(("how", "rounds"), [("SIGKILL", 12), ("SIGINT", 4)])
def test_what_was_acknowledged_outlives_the_process(
    workshop: subprocess.Popen[str], place: Path, how: str, rounds: int
) -> None:
    held, total, chance = 0, 0, random.Random(how)
    for _ in range(rounds):
        acknowledged = _interrupt(workshop, place, held, signal.Signals[how], chance.uniform(0.0, 0.12))
        total += acknowledged
        now = _sound(place)
        # The one more is an append that was finished while its process could no longer say so.
        assert held + acknowledged <= now <= held + acknowledged + 1
        held = now
    assert total > 0, "the workers were ended too early to show anything"


@contextmanager
def _every_engine(name: str, listener: Callable[..., Any]) -> Iterator[None]:
    """Listen to what any ledger's engine does."""
    event.listen(Engine, name, listener)
    try:
        yield
    finally:
        event.remove(Engine, name, listener)


@pytest.mark.parametrize("table", ["appends", "texts", "articles", "readings", "claims"])
def test_an_interrupt_in_the_middle_leaves_nothing_half_written(ledger: Ledger, table: str) -> None:
    def interrupt(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if statement.startswith(f"INSERT INTO {table} "):
            raise KeyboardInterrupt

    one = article()
    with _every_engine("after_cursor_execute", interrupt), pytest.raises(KeyboardInterrupt):
        ledger.append(one, [reading(one)])
    assert ledger.counts() == Counts(articles=0, texts=0, claims=0, undated=0)
    # Nor is it left locked: the same append goes through.
    assert ledger.append(one, [reading(one)]).new_claims == 1


def test_a_full_disk_is_one_clear_line_and_leaves_what_was_there(place: Path) -> None:
    open_ledger(place).close()

    def small(connection: Any, record: Any) -> None:
        connection.execute("pragma max_page_count = 60")

    kept = 0
    with _every_engine("connect", small), open_ledger(place) as ledger:
        with pytest.raises(LedgerFullError) as caught:
            for number in range(100):
                one = article(f"Article {number}. " + "words " * 2000, id=f"story-{number}")
                ledger.append(one, [reading(one)])
                kept += 1
        assert "\n" not in str(caught.value)
        assert str(place) in str(caught.value)
        assert kept > 2
        assert ledger.counts() == Counts(articles=kept, texts=kept, claims=kept, undated=0)
        small_one = article("Short.", id="short")
        assert not ledger.knows(small_one, "reader/1", "words/1", WORLD.digest)
    with open_ledger(place) as ledger:  # with room again
        assert ledger.append(small_one, [reading(small_one)]).article_is_new
        assert ledger.counts().articles == kept + 1


def test_a_locked_ledger_is_waited_for(place: Path, file_ledger: Ledger) -> None:
    raw = sqlite3.connect(place, isolation_level=None, check_same_thread=False)
    raw.execute("begin immediate")
    release = threading.Timer(0.3, raw.execute, ("commit",))
    release.start()
    one = article()
    assert file_ledger.append(one, [reading(one)]).article_is_new
    release.join()
    raw.close()


def test_a_ledger_that_stays_locked_is_one_clear_line(place: Path) -> None:
    open_ledger(place).close()
    raw = sqlite3.connect(place, isolation_level=None)
    raw.execute("begin immediate")
    one = article()
    with open_ledger(place, wait=0.1) as ledger:
        with pytest.raises(LedgerError) as caught:
            ledger.append(one, [])
        assert "\n" not in str(caught.value)
        assert str(place) in str(caught.value)
        assert "locked" in str(caught.value)
        assert ledger.articles() == []  # readers do not wait for the writer
        raw.execute("rollback")
        assert ledger.append(one, []).article_is_new
    raw.close()


def test_readers_see_whole_appends_while_another_writes(anywhere: str, ledger: Ledger) -> None:
    seen: list[int] = []
    faults: list[str] = []
    stop = threading.Event()

    def read() -> None:
        with open_ledger(anywhere, create=False) as other:
            while not stop.is_set():
                found = other.claims(WORLD)
                by_article = {r.article.id for r in found}
                if len(found) != 2 * len(by_article):
                    faults.append(f"{len(found)} claims of {len(by_article)} articles")
                seen.append(len(by_article))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(60):
        one = article(f"Article {number}.", id=f"story-{number}")
        ledger.append(one, [reading(one, said(one), said(one, party="assembly"))])
    stop.set()
    reader.join()
    assert faults == []
    assert seen == sorted(seen)
    assert len(live(ledger)) == 120


def test_one_ledger_serves_several_threads(ledger: Ledger) -> None:
    def work(worker: int) -> None:
        for number in range(10):
            one = article(f"{worker} {number}", id=f"{worker} {number}")
            ledger.append(one, [reading(one)])
            ledger.claims(WORLD)

    workers = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()
    assert ledger.counts(WORLD).claims == 40


def test_every_commit_is_forced_to_the_disk(place: Path) -> None:
    # kill -9 cannot show what a power cut would: the setting that forces each commit is looked at instead.
    settings: list[tuple[object, ...]] = []

    def look(connection: Any) -> None:
        cursor = connection.connection.cursor()
        settings.append(tuple(cursor.execute(f"pragma {p}").fetchone()[0] for p in ("journal_mode", "synchronous")))

    with open_ledger(place) as ledger, _every_engine("commit", look):
        ledger.append(article(), [])
    assert settings == [("wal", 2)]
