"""What is redacted is gone from answers and from the storage; checks pass and list it; it does not come back."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from accredit.errors import LedgerError, QuestionError
from accredit.ledger import Counts, Ledger, open_ledger
from accredit.model import RecordedClaim
from accredit.ruling import Ruling
from tests.ledger.conftest import Fresh
from tests.ledger.kit import live, reading, said
from tests.server import Server
from tests.world import BELM, CORRO, WORLD, article

SECRET = "Zenobia Quartermain lives at Nine Lantern Row, said the Evening Lantern."
WHY = {"reason": "a private address", "who": "Ona Brandt"}
BY = {"who": "Ona Brandt", "why": "the page says otherwise"}


def _two(ledger: Ledger) -> RecordedClaim:
    """A harmless article, and one that should not be there, with a ruling on it; its first claim."""
    one, bad = (
        article(),
        article(SECRET, id="bad", title="Zenobia Quartermain at home", url="https://x.example/zenobia"),
    )
    ledger.append(one, [reading(one)])
    ledger.append(bad, [reading(bad, said(bad), said(bad, mission=CORRO))])
    read = ledger.claims(WORLD, mission_id=CORRO.id)[0]
    ledger.append_ruling(Ruling.on_claim("confirmed", read, who="Ona", why="Zenobia Quartermain told me"))
    return read


def test_an_article_goes_with_its_text_claims_and_rulings(ledger: Ledger) -> None:
    before = _two(ledger).recorded_at
    done = ledger.redact("bad", **WHY)
    assert dict(done.rows) == {"articles": 1, "texts": 1, "readings": 1, "claims": 2, "rulings": 1}
    for moment in (None, before):  # of the past too
        assert [a.id for a in ledger.articles(recorded_at=moment)] == ["lantern-1"]
        assert live(ledger, recorded_at=moment) == [said(article())]
        assert ledger.counts(recorded_at=moment) == Counts(articles=1, texts=1, claims=1, undated=0)
    assert ledger.rulings() == [] and ledger.article("bad") is None
    assert [life.recorded.claim for life in ledger.history(WORLD)] == [said(article())]


def test_checks_pass_and_list_it(ledger: Ledger) -> None:
    _two(ledger)
    head = ledger.head()
    done = ledger.redact("bad", **WHY)
    found = ledger.check(head=head)
    assert found.faults == () and found.head == done.head != head and found.head_at is not None
    (listed,) = found.redacted
    assert (listed.mark, listed.reason, listed.who) == (done.mark, *WHY.values())
    assert dict(listed.rows) == dict(done.rows)


def test_a_copy_elsewhere_and_older_versions_go_with_it(ledger: Ledger) -> None:
    older, bad = article("Harmless at first.", id="bad"), article(SECRET, id="bad")
    copied = replace(bad, id="copy", outlet="Morning Post")
    for each in (older, bad, copied, article()):
        ledger.append(each, [reading(each)])
    ledger.redact("copy", **WHY)
    # Else the older version of the first would stand there as if it were the last word.
    assert [a.id for a in ledger.articles()] == ["lantern-1"]
    assert ledger.check().faults == ()


def test_a_claim_goes_alone_with_the_rulings_on_it(ledger: Ledger) -> None:
    read = _two(ledger)
    done = ledger.redact(read.claim.id[:12], **WHY)
    assert dict(done.rows) == {"claims": 1, "rulings": 1}
    assert [c.mission for c in live(ledger)] == [BELM, BELM]
    assert ledger.text(read.article.text_id) == SECRET
    assert ledger.check().faults == ()


def test_a_ruling_goes_alone(ledger: Ledger) -> None:
    _two(ledger)
    (ruled,) = ledger.rulings()
    assert dict(ledger.redact(ruled.ruling.id, **WHY).rows) == {"rulings": 1}
    assert ledger.rulings() == [] and len(live(ledger)) == 3
    assert ledger.check().faults == ()


def test_what_was_redacted_does_not_come_back(ledger: Ledger) -> None:
    read = _two(ledger)
    bad = article(SECRET, id="bad")
    ledger.redact(read.claim.id, **WHY)
    again = replace(read.article, text=SECRET)
    newer = reading(again, said(again), said(again, mission=CORRO), extractor="reader/2")
    ledger.append(again, [newer])
    assert [c.mission for c in live(ledger)] == [BELM, BELM]
    ledger.redact("bad", **WHY)
    assert ledger.knows(bad, "any", "any", "any")  # so that reading a folder again goes past it
    with pytest.raises(LedgerError, match="redacted"):
        ledger.append(replace(bad, outlet="Elsewhere"), [])
    assert ledger.check().faults == ()


@pytest.mark.parametrize("name", ["", "nothing", "abcdef", "redacted", "%"])
def test_what_is_not_there_is_a_question_that_cannot_be_put(ledger: Ledger, name: str) -> None:
    _two(ledger)
    with pytest.raises(QuestionError):
        ledger.redact(name, **WHY)
    assert ledger.check().redacted == ()


@pytest.mark.parametrize("given", [{"reason": " ", "who": "Ona"}, {"reason": "law", "who": ""}])
def test_it_says_who_and_why(ledger: Ledger, given: dict[str, str]) -> None:
    _two(ledger)
    with pytest.raises(QuestionError, match="who and why"):
        ledger.redact("bad", **given)


def test_twice_is_a_question_that_cannot_be_put(ledger: Ledger) -> None:
    _two(ledger)
    ledger.redact("bad", **WHY)
    with pytest.raises(QuestionError):
        ledger.redact("bad", **WHY)


def test_a_redacted_row_that_somebody_changes_is_found(fresh: Fresh) -> None:
    with open_ledger(fresh()) as ledger:
        _two(ledger)
        ledger.redact("bad", **WHY)
        with ledger._transaction(writes=True) as connection:
            on_server = connection.dialect.name == "postgresql"
            connection.exec_driver_sql(f"DROP TRIGGER texts_never_{'changed ON texts' if on_server else 'updated'}")
            connection.exec_driver_sql("UPDATE texts SET body = 'other' WHERE number = 2")
        assert "texts 2" in {f.place for f in ledger.check().faults}


WORDS = (SECRET, "Zenobia", "Nine Lantern Row", "x.example")


def test_nothing_of_it_is_left_in_the_file(place: Path) -> None:
    with open_ledger(place) as ledger:
        read = _two(ledger)
        ids = (read.article.text_id, read.claim.id, read.article.key, read.article.carrier)
        assert SECRET.encode() in place.read_bytes() + place.with_name(f"{place.name}-wal").read_bytes()
        ledger.redact("bad", **WHY)
    held = _files(place)
    assert [words for words in (*WORDS, *ids) if words.encode() in held] == []


class Reader:
    """Another program that reads a table of a ledger as it stood before, and goes on doing so."""

    def __init__(self, place: Path | str, table: str = "texts") -> None:
        if isinstance(place, Path):
            self._held: Any = sqlite3.connect(place, isolation_level=None, check_same_thread=False)
            self._held.execute("BEGIN")
        else:
            self._held = psycopg.connect(place, autocommit=True)
            self._held.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        self._held.execute(f"SELECT count(*) FROM {table}").fetchall()

    def end(self) -> None:
        self._held.execute("ROLLBACK")
        self._held.close()

    def end_soon(self) -> threading.Timer:
        ending = threading.Timer(0.7, self.end)
        ending.start()
        return ending


def _files(place: Path) -> bytes:
    return b"".join(p.read_bytes() for p in place.parent.iterdir())


def test_whoever_reads_the_file_is_waited_for(place: Path) -> None:
    """Until then what was overwritten stands in the file: the reader may ask for it."""
    with open_ledger(place) as ledger:
        _two(ledger)
        ending = Reader(place).end_soon()
        assert ledger.redact("bad", **WHY).left == ""
        ending.join()
        assert [words for words in WORDS if words.encode() in _files(place)] == []


def test_what_is_left_in_the_file_while_somebody_reads_is_told(place: Path) -> None:
    with open_ledger(place, wait=0.1) as ledger:
        _two(ledger)
        reader = Reader(place)
        done = ledger.redact("bad", **WHY)
        assert "another program is reading" in done.left
        assert SECRET.encode() in _files(place)
        assert ledger.article("bad") is None and ledger.check().faults == (), "it is redacted all the same"
        reader.end()
    assert [words for words in WORDS if words.encode() in _files(place)] == [], "as the words told"


def _in_tables(server: Server, words: bytes) -> list[Path]:
    server.sql("CHECKPOINT")
    return [p for p in (server.home / "data" / "base").rglob("*") if p.is_file() and words in p.read_bytes()]


TABLES = pytest.mark.parametrize("table", ["texts", "migrations"])
"""One that is written anew, which has to wait for whoever reads it, and one that is not."""


@TABLES
def test_whoever_reads_on_the_server_is_waited_for(server: Server, table: str) -> None:
    address = server.address()
    bad = article("Only this test says that Wilhelmina Osgood keeps the keys.", id="bad")
    with open_ledger(address) as ledger:
        ledger.append(bad, [reading(bad)])
        ending = Reader(address, table).end_soon()
        assert ledger.redact("bad", **WHY).left == ""
        ending.join()
        assert _in_tables(server, b"Wilhelmina Osgood") == []


def test_what_is_left_on_the_server_while_somebody_reads_is_told(server: Server) -> None:
    address = server.address()
    bad = article("Only this test says that Balthasar Finchley owns the boat.", id="bad")
    with open_ledger(address, wait=0.3) as ledger:
        ledger.append(bad, [reading(bad)])
        reader = Reader(address, "migrations")
        done = ledger.redact("bad", **WHY)
        assert "another program is reading" in done.left and "VACUUM FULL" in done.left
        assert _in_tables(server, b"Balthasar Finchley") != []
        assert ledger.article("bad") is None and ledger.check().faults == (), "it is redacted all the same"
        reader.end()


def test_nothing_of_it_is_left_in_the_servers_tables(server: Server) -> None:
    words = "Only this test says that Ysolde Marchbanks lives at the mill."
    bad = article(words, id="bad")
    with open_ledger(server.address()) as ledger:
        ledger.append(bad, [reading(bad)])
        ledger.redact("bad", **WHY)
        assert ledger.check().faults == ()
    assert _in_tables(server, b"Ysolde") == []
