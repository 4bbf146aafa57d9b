"""Rulings in the ledger: kept for ever, whole or not at all, only on what is there; in ledgers of every version."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from accredit.errors import EvidenceError, LedgerError, QuestionError
from accredit.ledger import Ledger, open_ledger
from accredit.ledger.migrations import MIGRATIONS
from accredit.model import RecordedClaim, Span
from accredit.ruling import Ruling
from tests.ledger.kit import HARD, reading, said
from tests.ledger.old import old_ledger
from tests.world import BELM, WORLD, article

BY = {"who": "Ona Brandt", "why": "the page says otherwise"}


def one_claim(ledger: Ledger) -> RecordedClaim:
    """The ledger's one claim, once its article is in."""
    one = article()
    ledger.append(one, [reading(one)])
    return ledger.claims(WORLD)[0]


def test_a_ruling_comes_back_with_the_ledgers_own_moment(ledger: Ledger) -> None:
    read = one_claim(ledger)
    ruling = Ruling.on_claim("corrected", read, value={"party": "assembly"}, **BY)
    done = ledger.append_ruling(ruling)
    assert done.is_new and done.recorded_at > read.recorded_at
    (back,) = ledger.rulings()
    assert (back.ruling, back.recorded_at) == (ruling, done.recorded_at)


def test_it_outlives_closing(place: Path) -> None:
    with open_ledger(place) as ledger:
        ruling = Ruling.on_claim("rejected", one_claim(ledger), **BY)
        ledger.append_ruling(ruling)
    with open_ledger(place, create=False) as ledger:
        assert [r.ruling for r in ledger.rulings()] == [ruling]


def test_the_claims_stay_as_they_were_read(ledger: Ledger) -> None:
    read = one_claim(ledger)
    ledger.append_ruling(Ruling.on_claim("rejected", read, **BY))
    assert ledger.claims(WORLD) == [read]


def test_the_same_ruling_again_changes_nothing(ledger: Ledger) -> None:
    ruling = Ruling.on_claim("rejected", one_claim(ledger), **BY)
    first = ledger.append_ruling(ruling)
    again = ledger.append_ruling(ruling)
    assert not again.is_new and again.recorded_at == first.recorded_at
    assert len(ledger.rulings()) == 1


def test_recorded_at_leaves_out_what_came_later(ledger: Ledger) -> None:
    read = one_claim(ledger)
    moments = [
        ledger.append_ruling(Ruling.on_claim("rejected", read, who="Ona", why=str(n))).recorded_at for n in range(3)
    ]
    assert [len(ledger.rulings(recorded_at=m)) for m in (read.recorded_at, *moments)] == [0, 1, 2, 3]
    with pytest.raises(QuestionError, match="no moment"):
        ledger.rulings(recorded_at="soon")


@pytest.mark.parametrize("kind", ["claim", "second claim", "article", "ruling", "text"])
def test_a_ruling_on_what_is_not_there_is_refused_and_leaves_no_trace(ledger: Ledger, kind: str) -> None:
    read = one_claim(ledger)
    other = article("Words that were never read.", id="never")
    absent = RecordedClaim(said(other), replace(other, text=""), "")
    ruling = {
        "claim": lambda: Ruling.on_claim("rejected", absent, **BY),
        "second claim": lambda: Ruling.of_two("join", read, absent, WORLD.id, **BY),
        "article": lambda: Ruling.on_article("date", other, "2021", **BY),
        "ruling": lambda: Ruling.withdrawn("f" * 24, **BY),
        "text": lambda: Ruling.added(other, WORLD.id, Span(0, 5, "Words"), {"predicate": "closed"}, **BY),
    }[kind]()
    with pytest.raises(LedgerError) as caught:
        ledger.append_ruling(ruling)
    assert "\n" not in str(caught.value)
    assert ledger.rulings() == []
    assert ledger.append_ruling(Ruling.on_claim("rejected", read, **BY)).is_new


def test_an_added_claim_without_the_articles_exact_words_is_refused(ledger: Ledger) -> None:
    read = one_claim(ledger)
    fields = {"predicate": "closed", "mission": BELM.id}
    with pytest.raises(EvidenceError):
        ledger.append_ruling(Ruling.added(read.article, WORLD.id, Span(0, 5, "Words"), fields, **BY))
    assert ledger.append_ruling(Ruling.added(read.article, WORLD.id, Span(0, 5, "The c"), fields, **BY)).is_new


def test_awkward_characters_come_back_in_who_why_and_value(ledger: Ledger) -> None:
    read = one_claim(ledger)
    ruling = Ruling.on_article("outlet", read.article, HARD, who=HARD, why=HARD)
    ledger.append_ruling(ruling)
    assert ledger.rulings()[0].ruling == ruling


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_ledger_of_every_earlier_version_with_articles_in_it_takes_rulings(anywhere: str, version: int) -> None:
    old_ledger(anywhere, version)
    with open_ledger(anywhere) as ledger:
        read = ledger.claims(WORLD)[0]
        rulings = ledger.rulings()
        assert len(rulings) == (version > 1)
        assert ledger.append_ruling(Ruling.on_claim("rejected", read, **BY)).is_new
        assert len(ledger.rulings()) == len(rulings) + 1


def test_reading_on_after_a_ruling_keeps_moments_in_order(ledger: Ledger) -> None:
    read = one_claim(ledger)
    ruled = ledger.append_ruling(Ruling.on_claim("rejected", read, **BY)).recorded_at
    other = article("Other words.", id="lantern-2")
    assert ledger.append(other, [reading(other)]).recorded_at > ruled > read.recorded_at


@pytest.mark.parametrize("how", ["update rulings set who = who", "delete from rulings",
                                 "insert or replace into rulings select * from rulings"])  # fmt: skip
def test_no_program_changes_or_removes_a_ruling(place: Path, how: str) -> None:
    with open_ledger(place) as ledger:
        ledger.append_ruling(Ruling.on_claim("rejected", one_claim(ledger), **BY))
    raw = sqlite3.connect(place, isolation_level=None)
    with pytest.raises(sqlite3.DatabaseError, match="append-only"):
        raw.execute(how)
    assert raw.execute("select count(*) from rulings").fetchone() == (1,)
    raw.close()
