"""A whole ledger, article by article: what the other reads give, in one state and in little memory."""

from __future__ import annotations

import pickle
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from accredit.contract import claim_from
from accredit.errors import LedgerError, QuestionError
from accredit.ledger import Ledger, open_ledger
from accredit.ledger.walking import FileLedger
from accredit.model import Article
from accredit.ruling import Ruling
from tests.ledger.kit import HARD, reading, said
from tests.server import Server
from tests.world import WORLD, article


def test_gives_the_live_claims_with_their_texts_in_the_order_of_recording(ledger: Ledger) -> None:
    given = [article(f"{n} {HARD}", id=f"a{n}") for n in range(600)]  # more than two batches
    ledger.append_all([(one, [reading(one)]) for one in given])
    found = list(ledger.carried())
    assert [(c.article.id, c.text, c.key, c.carrier) for c in found] == [
        (one.id, one.text, one.key, one.carrier) for one in given
    ]
    assert [claim_from(c.value, WORLD) for one in found for c in one.claims] == [r.claim for r in ledger.claims(WORLD)]
    assert {c.recorded_at for one in found for c in one.claims} == {ledger.last_moment()}


@pytest.mark.parametrize("sample", [False, True])
def test_whatever_an_article_or_a_reading_says_of_itself_comes_as_it_was_given(ledger: Ledger, sample: bool) -> None:
    words = dict.fromkeys(("id", "url", "outlet", "title", "published", "language", "author", "modified"), HARD)
    one = Article.make("The crown runs it.", **words, sample=sample)
    ledger.append(one, [reading(one, extractor=HARD, lexicon=HARD, pack=HARD)])
    (found,) = ledger.carried()
    assert found.article == replace(one, text="") and found.article.sample is sample
    (told,) = found.claims
    assert (told.reading.extractor, told.reading.lexicon, told.reading.pack) == (HARD, HARD, HARD)


def test_a_newer_reading_or_version_takes_the_place_of_the_older(ledger: Ledger) -> None:
    one, other = article("The crown runs it."), article("The crown ran it.")
    ledger.append(one, [reading(one)])
    first = ledger.last_moment()
    ledger.append(one, [reading(one, said(one, party="assembly"), extractor="reader/2")])
    second = ledger.last_moment()
    ledger.append(other, [reading(other)])
    assert [[c.value["party"] for c in found.claims] for found in ledger.carried()] == [["crown"]]
    assert [found.text for found in ledger.carried()] == [other.text]
    for moment, party in ((first, "crown"), (second, "assembly")):
        (found,) = ledger.carried(recorded_at=moment)
        assert found.text == one.text and [c.value["party"] for c in found.claims] == [party]
        assert [c.reading.extractor for c in found.claims] == [f"reader/{1 if party == 'crown' else 2}"]


def test_articles_without_claims_come_when_they_are_asked_for(ledger: Ledger) -> None:
    one = article("Nothing of interest.")
    ledger.append(one, [])
    assert list(ledger.carried()) == []
    (found,) = ledger.carried(also={one.carrier})
    assert (found.text, found.claims) == (one.text, ())


def test_what_was_redacted_is_not_there(ledger: Ledger) -> None:
    one, two = article("The crown runs it."), article("The crown runs it too.", id="two")
    ledger.append_all([(each, [reading(each)]) for each in (one, two)])
    ledger.redact(two.id, reason="law", who="Ona")
    assert [found.article.id for found in ledger.carried()] == [one.id]


def test_an_empty_ledger_gives_nothing_and_a_malformed_moment_is_told(ledger: Ledger) -> None:
    made = ledger.last_moment()
    assert list(ledger.carried()) == []
    ledger.append(article("The crown runs it."), [])
    assert ledger.last_moment() > made
    with pytest.raises(QuestionError):
        list(ledger.carried(recorded_at="soon"))


def test_what_came_later_is_not_there_at_an_earlier_moment(ledger: Ledger) -> None:
    given = [article(f"{n} The crown runs it.", id=f"a{n}") for n in range(300)]
    ledger.append_all([(one, [reading(one)]) for one in given])
    moment = ledger.last_moment()
    late = article("Late.", id="late")
    ledger.append(late, [reading(late)])
    assert [c.article.id for c in ledger.carried(recorded_at=moment)] == [one.id for one in given]


class TestElsewhere:
    """The same walk in another process, over a ledger in a file."""

    def test_gives_what_the_ledger_gives_at_that_moment(self, file_ledger: Ledger) -> None:
        given = [article(f"{n} {HARD}", id=f"a{n}", title=HARD) for n in range(300)]
        file_ledger.append_all([(one, [reading(one, extractor=HARD)]) for one in given])
        file_ledger.append_ruling(Ruling.on_article("rights", given[0], "open", who="Ona", why="asked"))
        moment = file_ledger.last_moment()
        expected = list(file_ledger.carried())
        late = article("Late.", id="late")
        file_ledger.append(late, [reading(late)])
        there = _sent(file_ledger, moment)
        assert list(there.carried(recorded_at=moment, numbers=range(1, 400))) == expected
        assert list(there.carried(numbers=range(100, 102))) == expected[99:101]
        assert list(there.rulings()) == file_ledger.rulings() and there.last_moment() == moment

    def test_knows_one_moment_and_asks_for_numbers(self, file_ledger: Ledger) -> None:
        one = article("The crown runs it.")
        file_ledger.append(one, [reading(one)])
        there = _sent(file_ledger, file_ledger.last_moment())
        for asked in (there.rulings, lambda **more: list(there.carried(numbers=range(1, 2), **more))):
            with pytest.raises(QuestionError, match="moment"):
                asked(recorded_at="2001-01-01T00:00:00.000000+00:00")
        with pytest.raises(QuestionError, match="articles"):
            list(there.carried())

    def test_writes_nothing_and_makes_no_file(self, file_ledger: Ledger, tmp_path: Path) -> None:
        there = _sent(file_ledger, file_ledger.last_moment())
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            there._opened().execute("DELETE FROM merges")
        gone = FileLedger(str(tmp_path / "gone.db"), "", there.queries, [])
        with pytest.raises(LedgerError, match=r"gone\.db"):
            list(gone.carried(numbers=range(1, 2)))
        assert not (tmp_path / "gone.db").exists()

    def test_is_for_a_ledger_in_a_file_alone(self, server: Server) -> None:
        """Whoever has a server's address asks the server; nobody else has what is in memory."""
        address = server.address()
        for place, found in ((":memory:", None), (address, address)):
            with open_ledger(place) as ledger:
                assert ledger.elsewhere(ledger.last_moment()) == found


def _sent(ledger: Ledger, moment: str) -> FileLedger:
    found = ledger.elsewhere(moment)
    assert isinstance(found, FileLedger)
    sent: FileLedger = pickle.loads(pickle.dumps(found))
    return sent
