"""Which claims are live, by version, by recorded_at and by known_at, and how articles are found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from accredit.errors import QuestionError
from accredit.ledger import Counts, Ledger
from accredit.ledger import append as append_module
from accredit.model import Article
from tests.ledger.kit import live, reading, said
from tests.world import BELM, CORRO, WORLD, article


def _hold(ledger: Ledger, *articles: Article) -> list[str]:
    """Each article with its plain claim; the time of each append."""
    return [ledger.append(a, [reading(a)]).recorded_at for a in articles]


@pytest.mark.parametrize("change", [{"text": "Corrected words."}, {"published": "2021-03-09"}, {"title": "Amended"}])
def test_a_new_version_takes_the_place_of_the_older(ledger: Ledger, change: dict[str, str]) -> None:
    old, new = article(), article(**change)
    first, second = _hold(ledger, old, new)
    assert live(ledger) == [said(new)]
    assert ledger.articles() == [replace(new, text="")]
    assert ledger.article("lantern-1") == replace(new, text="")
    # Before the correction the ledger held the older one, and it can still say so.
    assert live(ledger, recorded_at=first) == [said(old)]
    assert ledger.articles(recorded_at=first) == [replace(old, text="")]
    assert live(ledger, recorded_at=second) == [said(new)]
    assert ledger.text(old.text_id) == old.text


@pytest.mark.parametrize("change", [{"outlet": "Morning Post"}, {"outlet": None}, {"url": "https://lantern.example/1"}])
def test_the_same_id_in_another_outlet_or_at_another_url_is_another_article(
    ledger: Ledger, change: dict[str, Any]
) -> None:
    one, other = article(), article(**change)
    _hold(ledger, one, other)
    assert live(ledger) == [said(one), said(other)]
    assert ledger.counts().articles == 2


def test_no_outlet_is_not_an_outlet_without_a_name(ledger: Ledger) -> None:
    _hold(ledger, article(outlet=None), article(outlet=""))
    assert ledger.counts().articles == 2


def test_an_unread_new_version_ends_the_claims_of_the_older(ledger: Ledger) -> None:
    # The older words no longer stand at that place, so nobody says them there now.
    old, new = article(), article("Corrected words.")
    _hold(ledger, old)
    ledger.append(new, [])
    assert live(ledger) == []


def test_reading_an_older_version_again_does_not_bring_it_back(ledger: Ledger) -> None:
    old, new = article(), article("Corrected words.")
    _hold(ledger, old, new)
    ledger.append(old, [reading(old, extractor="reader/2")])
    assert live(ledger) == [said(new)]


def test_one_mission(ledger: Ledger) -> None:
    one = article()
    at_belm, at_corro, of_states = said(one), said(one, mission=CORRO), said(one, mission=None, predicate="recognises")
    ledger.append(one, [reading(one, at_belm, at_corro, of_states)])
    assert [r.claim for r in ledger.claims(WORLD, mission_id=CORRO.id)] == [at_corro]
    assert [r.claim for r in ledger.claims(WORLD, mission_id="nowhere")] == []
    assert live(ledger) == [at_belm, at_corro, of_states]


@pytest.mark.parametrize(
    ("published", "first_known"),
    [
        ("2021-03-05", date(2021, 3, 5)),
        ("2021-03-05T23:30:00+04:30", date(2021, 3, 5)),
        # A month or a year counts from its last day: on an earlier one it may not have been out.
        ("2020-02", date(2020, 2, 29)),
        ("2021-12", date(2021, 12, 31)),
        ("2021", date(2021, 12, 31)),
    ],
)
def test_known_from_the_last_day_on_which_it_may_have_been_published(
    ledger: Ledger, published: str, first_known: date
) -> None:
    one = article(published=published)
    _hold(ledger, one)
    before = date.fromordinal(first_known.toordinal() - 1)
    assert live(ledger, known_at=before) == []
    assert live(ledger, known_at=first_known) == [said(one)]
    assert ledger.counts(known_at=before) == Counts(articles=0, texts=0, claims=0, undated=0)


def test_the_newest_version_is_chosen_before_the_day_is_asked(ledger: Ledger) -> None:
    # A version may be newer because the date was put right: the wrong date must not come back for days before it.
    wrong, right = article(published="2021-03-05"), article(published="2022-03-05")
    first, _ = _hold(ledger, wrong, right)
    assert live(ledger, known_at=date(2021, 12, 31)) == []
    assert live(ledger, known_at=date(2021, 12, 31), recorded_at=first) == [said(wrong)]


@pytest.mark.parametrize("published", [None, "", "last Tuesday", "2021-13"])
def test_undated_articles_are_left_out_of_known_at_and_counted(ledger: Ledger, published: str | None) -> None:
    one = article(published=published)
    _hold(ledger, one)
    assert live(ledger) == [said(one)]
    assert live(ledger, known_at=date(9999, 12, 31)) == []
    assert ledger.counts() == Counts(articles=1, texts=1, claims=1, undated=1)
    assert ledger.counts(known_at=date(9999, 12, 31)) == Counts(articles=0, texts=0, claims=0, undated=1)


def test_counts_are_of_what_is_live(ledger: Ledger) -> None:
    old, new = article(), article("Corrected words.", published=None)
    wire = article("Corrected words.", outlet="Morning Post")
    first, second, _ = _hold(ledger, old, new, wire)
    assert ledger.counts(recorded_at=first) == Counts(articles=1, texts=1, claims=1, undated=0)
    assert ledger.counts(recorded_at=second) == Counts(articles=1, texts=1, claims=1, undated=1)
    assert ledger.counts() == Counts(articles=2, texts=1, claims=2, undated=1)
    assert ledger.counts(replace(WORLD, id="elsewhere")) == Counts(articles=2, texts=1, claims=0, undated=1)
    assert ledger.counts(known_at=date(2021, 3, 5)) == Counts(articles=1, texts=1, claims=1, undated=1)


def test_recorded_at_may_be_put_in_any_zone_and_a_day_means_its_end(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(append_module, "_clock", lambda: datetime(2030, 6, 1, 12, 30, tzinfo=UTC))
    one = article()
    _hold(ledger, one)
    for moment in ("2030-06-01", "2030-06-01T12:30", "2030-06-01T12:30:00Z", "2030-06-01T14:30:00+02:00", "2030-06-02"):
        assert live(ledger, recorded_at=moment) == [said(one)], moment
    for moment in ("2030-05-31", "2030-06-01T12:29:59.999999", "2030-06-01T14:29:59+02:00"):
        assert live(ledger, recorded_at=moment) == [], moment


@pytest.mark.parametrize("moment", ["", "yesterday", "2030-13-01", "0001-01-01T00:00:00+14:00"])
def test_a_moment_that_is_none_is_a_question_that_cannot_be_put(ledger: Ledger, moment: str) -> None:
    with pytest.raises(QuestionError) as caught:
        ledger.claims(WORLD, recorded_at=moment)
    assert "\n" not in str(caught.value)


def test_an_article_is_found_by_its_id_and_by_the_start_of_its_key(ledger: Ledger) -> None:
    old, new = article(), article("Corrected words.")
    _hold(ledger, old, new)
    assert ledger.article("lantern-1") == replace(new, text="")
    # A key names one version exactly, an older one too.
    assert ledger.article(old.key[:12]) == replace(old, text="")
    assert ledger.article(new.key) == replace(new, text="")
    assert ledger.article("lantern") is None
    assert ledger.article("") is None
    assert ledger.article("%") is None


def test_an_id_goes_before_a_key_that_starts_like_it(ledger: Ledger) -> None:
    one = article()
    named = article("Other words.", id=one.key[:6])
    _hold(ledger, one, named)
    assert ledger.article(one.key[:6]) == replace(named, text="")


def test_the_start_of_two_keys_is_a_question_that_cannot_be_put(ledger: Ledger) -> None:
    # Seventeen articles: by the pigeonhole, two keys share their first character.
    articles = [article(f"Words {n}.", id=f"story {n}") for n in range(17)]
    _hold(ledger, *articles)
    firsts = [a.key[0] for a in articles]
    shared = next(f for f in firsts if firsts.count(f) > 1)
    with pytest.raises(QuestionError, match=f"{firsts.count(shared)} articles"):
        ledger.article(shared)


def test_an_unknown_text_is_a_question_that_cannot_be_put(ledger: Ledger) -> None:
    with pytest.raises(QuestionError, match="no text"):
        ledger.text("0" * 64)


def test_the_recorded_claim_names_its_article_and_time(ledger: Ledger) -> None:
    one = article()
    (moment,) = _hold(ledger, one)
    (found,) = ledger.claims(WORLD, mission_id=BELM.id)
    assert (found.claim, found.article, found.recorded_at) == (said(one), replace(one, text=""), moment)
