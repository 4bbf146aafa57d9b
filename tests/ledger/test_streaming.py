"""A whole ledger, article by article: what the other reads give, in one state and in little memory."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accredit.contract import claim_from
from accredit.errors import QuestionError
from accredit.ledger import Ledger
from accredit.ledger.streaming import carried, last_moment
from accredit.model import Article
from tests.ledger.kit import HARD, reading, said
from tests.world import WORLD, article


def test_gives_the_live_claims_with_their_texts_in_the_order_of_recording(ledger: Ledger) -> None:
    given = [article(f"{n} {HARD}", id=f"a{n}") for n in range(600)]  # more than two batches
    ledger.append_all([(one, [reading(one)]) for one in given])
    found = list(carried(ledger))
    assert [(c.article.id, c.text, c.key, c.carrier) for c in found] == [
        (one.id, one.text, one.key, one.carrier) for one in given
    ]
    assert [claim_from(c.value, WORLD) for one in found for c in one.claims] == [r.claim for r in ledger.claims(WORLD)]
    assert {c.recorded_at for one in found for c in one.claims} == {last_moment(ledger)}


@pytest.mark.parametrize("sample", [False, True])
def test_whatever_an_article_or_a_reading_says_of_itself_comes_as_it_was_given(ledger: Ledger, sample: bool) -> None:
    words = dict.fromkeys(("id", "url", "outlet", "title", "published", "language", "author", "modified"), HARD)
    one = Article.make("The crown runs it.", **words, sample=sample)
    ledger.append(one, [reading(one, extractor=HARD, lexicon=HARD, pack=HARD)])
    (found,) = carried(ledger)
    assert found.article == replace(one, text="") and found.article.sample is sample
    (told,) = found.claims
    assert (told.reading.extractor, told.reading.lexicon, told.reading.pack) == (HARD, HARD, HARD)


def test_a_newer_reading_or_version_takes_the_place_of_the_older(ledger: Ledger) -> None:
    one, other = article("The crown runs it."), article("The crown ran it.")
    ledger.append(one, [reading(one)])
    first = last_moment(ledger)
    ledger.append(one, [reading(one, said(one, party="assembly"), extractor="reader/2")])
    second = last_moment(ledger)
    ledger.append(other, [reading(other)])
    assert [[c.value["party"] for c in found.claims] for found in carried(ledger)] == [["crown"]]
    assert [found.text for found in carried(ledger)] == [other.text]
    for moment, party in ((first, "crown"), (second, "assembly")):
        (found,) = carried(ledger, recorded_at=moment)
        assert found.text == one.text and [c.value["party"] for c in found.claims] == [party]
        assert [c.reading.extractor for c in found.claims] == [f"reader/{1 if party == 'crown' else 2}"]


def test_articles_without_claims_come_when_they_are_asked_for(ledger: Ledger) -> None:
    one = article("Nothing of interest.")
    ledger.append(one, [])
    assert list(carried(ledger)) == []
    (found,) = carried(ledger, also={one.carrier})
    assert (found.text, found.claims) == (one.text, ())


def test_what_was_redacted_is_not_there(ledger: Ledger) -> None:
    one, two = article("The crown runs it."), article("The crown runs it too.", id="two")
    ledger.append_all([(each, [reading(each)]) for each in (one, two)])
    ledger.redact(two.id, reason="law", who="Ona")
    assert [found.article.id for found in carried(ledger)] == [one.id]


def test_an_empty_ledger_gives_nothing_and_a_malformed_moment_is_told(ledger: Ledger) -> None:
    made = last_moment(ledger)
    assert list(carried(ledger)) == []
    ledger.append(article("The crown runs it."), [])
    assert last_moment(ledger) > made
    with pytest.raises(QuestionError):
        list(carried(ledger, recorded_at="soon"))


def test_what_came_later_is_not_there_at_an_earlier_moment(ledger: Ledger) -> None:
    given = [article(f"{n} The crown runs it.", id=f"a{n}") for n in range(300)]
    ledger.append_all([(one, [reading(one)]) for one in given])
    moment = last_moment(ledger)
    late = article("Late.", id="late")
    ledger.append(late, [reading(late)])
    assert [c.article.id for c in carried(ledger, recorded_at=moment)] == [one.id for one in given]
