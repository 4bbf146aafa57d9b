"""The values: spans that cannot lie, ids that are the same everywhere, dates no more precise than their words."""

from __future__ import annotations

import hashlib
from dataclasses import FrozenInstanceError, fields, replace
from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.errors import EvidenceError
from accredit.model import (
    HOST_STATE,
    Actor,
    Article,
    Claim,
    Interval,
    Reading,
    Scope,
    Situation,
    Span,
    digest,
    partial_interval,
    text_digest,
)
from tests.world import BELM, CROWN, TARN, TEXT, article, claim, day, since, voice


class TestSpan:
    @given(st.text(min_size=1), st.data())
    def test_is_the_slice_of_its_text(self, text: str, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        span = Span.of(text, start, end)
        assert text[span.start : span.end] == span.exact

    @pytest.mark.parametrize(
        ("start", "end"), [(-1, 2), (0, 4), (2, 2), (2, 1)], ids=["before", "after", "empty", "back"]
    )
    def test_outside_the_text_is_an_error(self, start: int, end: int) -> None:
        with pytest.raises(EvidenceError, match=f"{start}:{end} lies outside a text of 3"):
            Span.of("abc", start, end)

    def test_counts_code_points(self) -> None:
        assert Span.of("🇦x", 1, 2).exact == "x"


class TestArticle:
    def test_keeps_a_given_id(self) -> None:
        assert article(id="wire-7").id == "wire-7"

    def test_same_text_in_two_outlets_is_two_articles_with_one_text(self) -> None:
        one, two = article(id=None, outlet="Evening Lantern"), article(id=None, outlet="Morning Bell")
        assert one.id != two.id
        assert one.text_id == two.text_id

    def test_id_without_a_name_is_the_same_each_time(self) -> None:
        assert article(id=None).id == article(id=None).id

    @given(st.text())
    def test_text_id_is_sha256_of_the_code_points(self, text: str) -> None:
        assert text_digest(text) == hashlib.sha256(text.encode()).hexdigest()

    def test_text_id_takes_lone_surrogates(self) -> None:
        assert text_digest("\ud800") != text_digest("\udfff")

    CHANGED: ClassVar[dict[str, Any]] = {
        "id": "lantern-2",
        "text": TEXT + " ",
        "url": "https://lantern.example/1",
        "outlet": "Morning Bell",
        "title": "Embassy",
        "published": "2021-03-06",
        "language": "en",
        "author": "A. Writer",
        "sample": True,
        "modified": "2021-03-07",
    }

    @pytest.mark.parametrize("name", CHANGED)
    def test_key_tells_apart_all_that_an_article_is(self, name: str) -> None:
        assert article(**{"text": TEXT, name: self.CHANGED[name]}).key != article().key

    def test_every_field_is_in_that_test(self) -> None:
        assert {f.name for f in fields(Article)} == {*self.CHANGED, "text_id"}

    def test_ids_of_articles_without_a_date_of_change_are_what_they_were_before_there_was_one(self) -> None:
        one = article(modified=None)
        held = (one.id, one.text_id, one.url, one.outlet, one.title, one.published, one.language, one.author, False)
        assert one.key == digest(*held)

    def test_a_date_of_change_leaves_the_name_and_the_carrier(self) -> None:
        one, other = article(id=None), article(id=None, modified="2021-03-07")
        assert (one.id, one.carrier) == (other.id, other.carrier)

    def test_an_undated_article_has_no_days(self) -> None:
        assert article(published=None).published_interval is None


class TestPartialInterval:
    @pytest.mark.parametrize(
        ("words", "earliest", "latest"),
        [
            ("2023", "2023-01-01", "2023-12-31"),
            ("2023-02", "2023-02-01", "2023-02-28"),
            ("2024-02", "2024-02-01", "2024-02-29"),  # a leap year
            ("2023-12", "2023-12-01", "2023-12-31"),  # the next month is in another year
            ("2023-03-26", "2023-03-26", "2023-03-26"),
            ("2023-03-26T23:59:00Z", "2023-03-26", "2023-03-26"),
            ("2023-03-26 10:00", "2023-03-26", "2023-03-26"),
        ],
    )
    def test_days_that_the_words_may_mean(self, words: str, earliest: str, latest: str) -> None:
        assert partial_interval(words) == Interval(date.fromisoformat(earliest), date.fromisoformat(latest), words)

    @pytest.mark.parametrize("words", ["", "soon", "2023-13", "2023-02-30", "23", "2023-3", "0000", "2023-03-2"])
    def test_other_words_are_none(self, words: str) -> None:
        assert partial_interval(words) is None

    @given(st.dates(max_value=date(9998, 12, 31)))
    def test_a_coarser_date_holds_the_finer_one(self, when: date) -> None:
        year, month, exact = (partial_interval(when.isoformat()[:n]) for n in (4, 7, 10))
        assert year and month and exact
        assert year.earliest and month.earliest and year.latest and month.latest
        assert year.earliest <= month.earliest <= when <= month.latest <= year.latest
        assert (exact.earliest, exact.latest) == (when, when)
        assert (month.latest + timedelta(days=1)).day == 1


class TestClaim:
    FROZEN = (
        '[1,"lantern-1","arvenia","controls","xa-belm-embassy",null,"crown",null,"affirmed","actual","asserts","state",'
        'null,[[["name","Evening Lantern"],["role",null],["party",null],["kind","outlet"],["said",null]]],'
        '[["kind","from"],["earliest","2021-02-01"],["latest","2021-02-01"],["text","2021-02-01"]],[0,3,"The"]]'
    )
    """What the id is a hash of, written out by hand: if this changes, every ledger's ids change."""

    def test_id_is_the_hash_of_this_very_text(self) -> None:
        frozen = claim(when=since("2021-02-01"), evidence=Span.of(TEXT, 0, 3))
        assert frozen.id == hashlib.sha256(self.FROZEN.encode()).hexdigest()[:24] == "3077f8fd0535d332c4d0557b"

    CHANGED: ClassVar[dict[str, Any]] = {
        "article_id": "lantern-2",
        "situation": "elsewhere",
        "predicate": "handed_over",
        "mission": TARN,
        "scope": Scope(hosts=("XB",)),
        "party": "assembly",
        "person": Actor("Pavo Rell", None),
        "polarity": "denied",
        "modality": "reported",
        "stance": "has_not_confirmed",
        "aspect": "change",
        "basis": "formal",
        "chain": (voice(), voice("Pavo Rell", "official")),
        "when": since("2021-02-01"),
        "evidence": Span.of(TEXT, 0, 9),
    }

    @pytest.mark.parametrize("name", CHANGED)
    def test_id_tells_apart_all_that_is_claimed(self, name: str) -> None:
        assert claim(**{name: self.CHANGED[name]}).id != claim().id

    def test_every_field_is_in_that_test(self) -> None:
        assert {f.name for f in fields(Claim)} == {*self.CHANGED, "confidence", "rule", "id"}

    def test_id_ignores_confidence_and_rule(self) -> None:
        assert claim(confidence=0.1, rule="another/2").id == claim().id

    def test_id_ignores_what_a_pack_adds_to_a_mission(self) -> None:
        assert claim(mission=replace(BELM, names=(), latitude=1.0)).id == claim().id

    def test_needs_a_voice(self) -> None:
        with pytest.raises(EvidenceError, match="at least one voice"):
            claim(chain=())

    def test_is_frozen(self) -> None:
        with pytest.raises(FrozenInstanceError):
            claim().party = "assembly"  # type: ignore[misc]

    def test_origin_is_the_last_voice(self) -> None:
        last = voice("Pavo Rell", "official", said=day("2021-03-04"))
        assert claim(chain=(voice(), last)).origin is last

    @pytest.mark.parametrize(
        ("modality", "real"),
        [("actual", True), ("reported", True), ("possible", False), ("planned", False), ("requested", False)],
    )
    def test_only_what_is_said_to_be_so_is_real(self, modality: str, real: bool) -> None:
        assert claim(modality=modality).real is real


def test_a_reading_is_told_apart_by_what_read_it_and_what_came_out() -> None:
    one = Reading(article().key, "extract/1", "lexicon/1", "arvenia", "pack/1", (claim(),))
    others = [
        replace(one, extractor="extract/2"),
        replace(one, lexicon="lexicon/2"),
        replace(one, pack="pack/2"),
        replace(one, claims=()),
        replace(one, article_key=article(id="lantern-2").key),
    ]
    assert len({one.id, *(r.id for r in others)}) == 6
    assert replace(one).id == one.id


def test_a_situation_finds_by_id_or_says_none(world: Situation) -> None:
    assert world.mission("xa-belm-embassy") is BELM
    assert world.party("crown") is CROWN
    assert world.party(HOST_STATE) is not None
    belmora = world.state("XB")
    assert belmora is not None and belmora.name == "Belmora"
    assert (world.mission("no"), world.party("no"), world.state("ZZ")) == (None, None, None)
