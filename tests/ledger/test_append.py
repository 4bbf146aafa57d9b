"""What one append records, what it leaves alone, and what it refuses. Each case says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from accredit.errors import EvidenceError, LedgerError
from accredit.ledger import Appended, Counts, Ledger
from accredit.ledger import append as append_module
from accredit.model import Actor, Article, Interval, Reading, Scope, Situation, Span, When
from tests.ledger.kit import HARD, live, reading, said
from tests.world import BELM, CORRO, WORLD, article, voice

NOTHING = Counts(articles=0, texts=0, claims=0, undated=0)


def test_the_first_append_of_an_article_is_new_in_every_part(ledger: Ledger) -> None:
    one = article()
    done = ledger.append(one, [reading(one, said(one), said(one, mission=CORRO))])
    assert (done.article_is_new, done.text_is_new, done.new_claims) == (True, True, 2)
    assert ledger.counts() == Counts(articles=1, texts=1, claims=2, undated=0)


def test_the_same_again_changes_nothing_and_keeps_its_first_time(ledger: Ledger) -> None:
    one = article()
    first = ledger.append(one, [reading(one)])
    assert ledger.append(one, [reading(one)]) == Appended(False, False, 0, first.recorded_at)
    assert ledger.counts() == Counts(articles=1, texts=1, claims=1, undated=0)


def test_one_wire_text_in_two_outlets_is_one_text_and_two_articles(ledger: Ledger) -> None:
    one, other = article(), article(outlet="Morning Post")
    ledger.append(one, [reading(one)])
    done = ledger.append(other, [reading(other)])
    assert (done.article_is_new, done.text_is_new, done.new_claims) == (True, False, 1)
    assert ledger.counts() == Counts(articles=2, texts=1, claims=2, undated=0)


def test_an_article_without_any_reading_is_kept(ledger: Ledger) -> None:
    # Triage may find nothing to read for a situation; that the article was seen is worth keeping.
    one = article()
    assert ledger.append(one, []).article_is_new
    assert [a.id for a in ledger.articles()] == ["lantern-1"]
    assert live(ledger) == []


@pytest.mark.parametrize(
    "text", ["", "\x00", "\ud800", "\udfff\ud800", "\ud83d\ude00", "\U0001f600", "\ufeffa\r\nb", HARD]
)
def test_texts_come_back_code_point_for_code_point(ledger: Ledger, text: str) -> None:
    # Evidence counts code points: a text that changed by one would move every span behind it.
    one = article(text)
    ledger.append(one, [])
    assert ledger.text(one.text_id) == text


def test_an_article_comes_back_whole_but_for_its_text(ledger: Ledger) -> None:
    one = Article.make(
        "Any words.",
        id=HARD,
        url=HARD,
        outlet=HARD,
        title=HARD,
        published=HARD,
        language=HARD,
        author=HARD,
        sample=True,
    )
    ledger.append(one, [])
    assert ledger.articles() == [replace(one, text="")]
    assert ledger.article(HARD) == replace(one, text="")
    # The key names everything that the article is, so the light record must still have the same one.
    assert ledger.articles()[0].key == one.key


def test_a_claim_comes_back_whole(ledger: Ledger) -> None:
    one = article(HARD)
    full = said(
        one,
        scope=Scope(hosts=("*",), except_=("XB",), group="neighbours", at_least=2, at_most=9),
        person=Actor(HARD, None),
        polarity="denied",
        modality="reported",
        stance="declines_to_comment",
        aspect="change",
        basis="formal",
        chain=(voice(), voice(HARD, "anonymous", role=HARD, party="crown", said=Interval(None, None, HARD))),
        when=When("throughout", WORLD.start, None, HARD),
        evidence=Span.of(HARD, 0, len(HARD)),
        confidence=0.125,
        rule=HARD,
    )
    wide = said(one, mission=None, party=None, scope=Scope(hosts=("XB",)), aspect=None, predicate="recognises")
    done = ledger.append(one, [reading(one, full, wide)])
    found = ledger.claims(WORLD)
    assert [r.claim for r in found] == [full, wide]
    assert {r.article for r in found} == {replace(one, text="")}
    assert {r.recorded_at for r in found} == {done.recorded_at}


def test_a_newer_reading_takes_the_place_of_the_older_and_leaves_its_past(ledger: Ledger) -> None:
    one = article()
    kept, dropped, added = said(one), said(one, mission=CORRO), said(one, party="assembly")
    first = ledger.append(one, [reading(one, kept, dropped)])
    second = ledger.append(one, [reading(one, replace(kept, confidence=0.4), added, extractor="reader/2")])
    # `kept` was held before; its id leaves confidence out.
    assert (second.article_is_new, second.text_is_new, second.new_claims) == (False, False, 1)
    assert live(ledger) == [replace(kept, confidence=0.4), added]
    assert live(ledger, recorded_at=first.recorded_at) == [kept, dropped]


def test_a_reading_that_found_nothing_ends_the_older_ones_claims(ledger: Ledger) -> None:
    one = article()
    ledger.append(one, [reading(one)])
    empty = replace(reading(one, extractor="reader/2"), claims=())
    ledger.append(one, [empty])
    assert live(ledger) == []


def test_a_superseded_reading_given_again_stays_superseded(ledger: Ledger) -> None:
    # Readings are known by content, so a shard or a backup that is added late cannot turn the ledger back.
    one = article()
    old, new = reading(one), reading(one, said(one, party="assembly"), extractor="reader/2")
    ledger.append(one, [old])
    ledger.append(one, [new])
    assert ledger.append(one, [old]).new_claims == 0
    assert live(ledger) == list(new.claims)


def test_one_append_may_hold_a_reading_for_each_situation(ledger: Ledger) -> None:
    one, elsewhere = article(), replace(WORLD, id="elsewhere")
    there = reading(one, said(one, situation="elsewhere"), situation="elsewhere")
    ledger.append(one, [reading(one), there])
    assert [c.situation for c in live(ledger)] == [WORLD.id]
    assert [c.situation for c in live(ledger, elsewhere)] == ["elsewhere"]
    # A newer reading for one situation says nothing about the other.
    ledger.append(one, [replace(there, extractor="reader/2", claims=())])
    assert (len(live(ledger)), len(live(ledger, elsewhere))) == (1, 0)


def test_of_two_readings_of_one_situation_in_one_append_the_last_is_live(ledger: Ledger) -> None:
    one = article()
    last = reading(one, said(one, party="assembly"), extractor="reader/2")
    ledger.append(one, [reading(one), last])
    assert live(ledger) == list(last.claims)


def test_a_claim_that_stands_twice_in_a_reading_is_held_once(ledger: Ledger) -> None:
    one = article()
    twice = reading(one, said(one), said(one))
    assert ledger.append(one, [twice]).new_claims == 1
    assert live(ledger) == [said(one)]
    assert ledger.check().faults == ()
    assert ledger.append(one, [twice]).new_claims == 0 and len(ledger.history(WORLD)) == 1


def test_knows_only_what_the_same_reader_read(ledger: Ledger) -> None:
    one, done = article(), reading(article())
    assert not ledger.knows(one, done.extractor, done.lexicon, done.pack)
    ledger.append(one, [done])
    assert ledger.knows(one, done.extractor, done.lexicon, done.pack)
    assert not ledger.knows(one, "reader/2", done.lexicon, done.pack)
    assert not ledger.knows(one, done.extractor, "words/2", done.pack)
    assert not ledger.knows(one, done.extractor, done.lexicon, "f" * 64)
    # The same words elsewhere, or with another date, are another carrier and must be read.
    assert not ledger.knows(article(outlet="Morning Post"), done.extractor, done.lexicon, done.pack)
    assert not ledger.knows(article(published="2021-03-06"), done.extractor, done.lexicon, done.pack)


def _of_another_article(one: Article) -> Reading:
    return reading(article("Other words."))


def _claim_of_another_article(one: Article) -> Reading:
    return reading(one, said(one, article_id="elsewhere"))


def _claim_of_another_situation(one: Article) -> Reading:
    return reading(one, said(one, situation="elsewhere"))


def _words_that_are_not_there(one: Article) -> Reading:
    return reading(one, said(one, evidence=Span(0, 5, "never")))


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (_of_another_article, LedgerError),
        (_claim_of_another_article, LedgerError),
        (_claim_of_another_situation, LedgerError),
        (_words_that_are_not_there, EvidenceError),
    ],
)
def test_a_reading_that_does_not_fit_its_article_is_refused_whole(ledger: Ledger, make, error) -> None:  # type: ignore[no-untyped-def]
    one = article()
    with pytest.raises(error) as caught:
        ledger.append(one, [reading(one), make(one)])
    assert "\n" not in str(caught.value)
    assert ledger.counts() == NOTHING


def test_a_light_article_is_refused(ledger: Ledger) -> None:
    # What reads give back has no text; to append it would put an empty text under another text's name.
    with pytest.raises(LedgerError, match="text"):
        ledger.append(replace(article(), text=""), [])
    assert ledger.counts() == NOTHING


def test_recorded_at_moves_forward_even_when_the_clock_does_not(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([datetime(2030, 1, 1, 12, tzinfo=UTC)] * 2 + [datetime(2029, 1, 1, tzinfo=UTC)])
    monkeypatch.setattr(append_module, "_clock", lambda: next(clock))
    times = [ledger.append(article(f"Words {n}.", id=str(n)), []).recorded_at for n in range(3)]
    assert times == [
        "2030-01-01T12:00:00.000000+00:00",
        "2030-01-01T12:00:00.000001+00:00",
        "2030-01-01T12:00:00.000002+00:00",
    ]


def test_the_mission_is_the_situations_own_when_it_comes_back(ledger: Ledger) -> None:
    # The stored line names a mission; its names and place are the pack's, which may have grown since.
    one = article()
    ledger.append(one, [reading(one)])
    renamed = replace(BELM, names=("A newer name",))
    grown: Situation = replace(WORLD, missions=(renamed,))
    assert live(ledger, grown)[0].mission == renamed
