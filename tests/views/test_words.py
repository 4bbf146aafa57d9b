"""How times, voices and claims read on the terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from accredit.errors import QuestionError
from accredit.model import PREDICATES, Actor, Article, Claim, Interval, Mission, Scope, Span, State, Voice
from accredit.views.times import day_of, moment_of
from accredit.views.words import chain_words, claim_words, interval_words, mission_words, printable, subject_words
from tests.world import WORLD, claim

KHOROG = Mission("af-tj-khorog-consulate-general", "AF", "TJ", "Khorog", "consulate-general")
TEXT = "Invented words."
ARTICLE = Article.make(TEXT, id="a", outlet="The Diplomat", published="2023-03-28", sample=True)
CLAIM = Claim(
    article_id="a",
    situation="afghanistan-2021",
    predicate="controls",
    mission=KHOROG,
    scope=None,
    party="republic",
    person=None,
    polarity="affirmed",
    modality="actual",
    stance="asserts",
    aspect="state",
    basis="formal",
    chain=(
        Voice(None, None, None, "outlet"),
        Voice("Eurasianet", None, None, "outlet"),
        Voice(None, None, "republic", "anonymous"),
    ),
    when=None,
    evidence=Span.of(TEXT, 0, 14),
    confidence=0.9,
    rule="test",
)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2023-03-28", date(2023, 3, 28)),
        ("2024-02", date(2024, 2, 29)),  # a month means its last day, as a month's publication does
        ("2023", date(2023, 12, 31)),
        (" 2023 ", date(2023, 12, 31)),
    ],
)
def test_a_day_a_month_or_a_year_is_a_date(words: str, day: date) -> None:
    assert day_of("--as-of", words) == day


@pytest.mark.parametrize(
    "words",
    ["", "yesterday", "2023-13", "2023-02-30", "28.3.2023", "2023-3-1", "2023-03-28x", "2023-03-28T10:00", "٢٠٢٣"],
)
def test_anything_else_is_no_date_and_one_line_says_so(words: str) -> None:
    with pytest.raises(QuestionError) as raised:
        day_of("--as-of", words)
    assert str(raised.value).startswith("--as-of ")
    assert "\n" not in str(raised.value)


def test_a_ledgers_moment_may_have_a_time_of_day() -> None:
    assert moment_of("--recorded-at", "2026-11-21T20:15:00Z") == "2026-11-21T20:15:00Z"
    # several readings fall on one day, so a bare day means its end
    assert moment_of("--recorded-at", "2026-11-21").startswith("2026-11-21T23:59:59")
    with pytest.raises(QuestionError):
        moment_of("--recorded-at", "soon")


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (Interval(date(2023, 3, 28), date(2023, 3, 28)), "2023-03-28"),
        (Interval(date(2022, 3, 1), date(2022, 3, 31)), "2022-03"),
        (Interval(date(2022, 1, 1), date(2022, 12, 31)), "2022"),
        (Interval(None, date(2023, 3, 28)), "by 2023-03-28"),
        (Interval(date(2023, 3, 28), None), "from 2023-03-28"),
        (Interval(date(2023, 3, 1), date(2023, 4, 2)), "2023-03-01 to 2023-04-02"),
        (Interval(None, None), "unknown"),
        (None, "unknown"),
    ],
)
def test_an_interval_is_no_more_precise_than_it_is(interval: Interval | None, words: str) -> None:
    assert interval_words(interval) == words


def test_a_chain_runs_from_the_outlet_to_the_origin() -> None:
    assert chain_words(CLAIM, ARTICLE) == "The Diplomat → Eurasianet → unnamed (republic)"
    named = replace(CLAIM, chain=(CLAIM.chain[0], Voice("Z. Example", "ambassador", "republic", "official")))
    assert chain_words(named, ARTICLE) == "The Diplomat → Z. Example, ambassador (republic)"
    source = replace(CLAIM, chain=(CLAIM.chain[0], Voice("Afghan diplomatic source", None, None, "anonymous")))
    assert chain_words(source, ARTICLE) == "The Diplomat → unnamed: Afghan diplomatic source"
    assert chain_words(CLAIM, replace(ARTICLE, outlet=None)).startswith("unknown outlet → ")


def test_claims_say_polarity_modality_basis_and_stance_in_words() -> None:
    assert claim_words(CLAIM) == "run by republic, formally"
    assert (
        claim_words(replace(CLAIM, basis="de-facto", modality="reported")) == "reportedly: run by republic, in practice"
    )
    assert claim_words(replace(CLAIM, basis=None, polarity="denied")) == "denied: run by republic"
    assert claim_words(replace(CLAIM, basis=None, modality="planned")) == "planned: run by republic"
    assert claim_words(replace(CLAIM, basis=None, stance="has_not_confirmed")) == "not confirmed: run by republic"
    assert claim_words(replace(CLAIM, basis=None, stance="declines_to_comment")) == "no comment on: run by republic"
    assert claim_words(replace(CLAIM, basis=None, aspect="change")) == "taken over by republic"


def test_claims_name_the_person_and_the_states() -> None:
    post = replace(CLAIM, predicate="holds_post", basis=None, party=None, person=Actor("Z. Example", "ambassador"))
    assert claim_words(post) == "Z. Example holds a post (ambassador)"
    wide = replace(
        CLAIM, predicate="recognises", basis=None, mission=None, polarity="denied", scope=Scope(hosts=("*",))
    )
    assert claim_words(wide) == "denied: recognition of republic"


def test_a_claims_subject_is_its_mission_or_its_states() -> None:
    assert subject_words(claim(), WORLD) == "Belm, Belmora (embassy)"
    wide = claim(mission=None, scope=Scope(hosts=("*",), except_=("XC",)))
    assert subject_words(wide, WORLD) == "any state, except Corrovia"
    some = claim(mission=None, scope=Scope(hosts=("XB", "XC"), at_least=14))
    assert subject_words(some, WORLD) == "Belmora, Corrovia, at least 14"
    assert subject_words(claim(mission=None, scope=Scope(at_least=3, at_most=3)), WORLD) == "3"
    assert subject_words(claim(mission=None), WORLD) == "no mission or state named"


@pytest.mark.parametrize("predicate", PREDICATES)
def test_every_predicate_of_the_contract_has_words(predicate: str) -> None:
    for party in ("republic", None):
        words = claim_words(replace(CLAIM, predicate=predicate, basis=None, party=party, person=None))
        assert words and "_" not in words and "None" not in words and "  " not in words


def test_a_mission_reads_as_city_kind_and_state() -> None:
    state = State("TJ", "Tajikistan", (), (), "Dushanbe", (), (), ())
    assert mission_words(KHOROG, state) == "Khorog, Tajikistan (consulate general)"
    assert mission_words(replace(KHOROG, city=None, kind="embassy"), None) == "TJ (embassy)"


def test_what_an_article_holds_cannot_steer_the_terminal() -> None:
    assert printable("red \x1b[31m, bell \x07,\nnew\tline, \u202e turned, \ud800") == (
        "red \ufffd[31m, bell \ufffd, new line, \ufffd turned, \ufffd"
    )
