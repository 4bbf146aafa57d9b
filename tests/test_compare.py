"""What two articles share, contradict, or have alone.

The sentences are invented; missions and parties are the shipped pack's.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from accredit.compare import Comparison, compare
from accredit.model import (
    Actor,
    Article,
    Basis,
    Claim,
    Mission,
    RecordedClaim,
    Scope,
    Span,
    Voice,
    When,
)

KHOROG = Mission("af-tj-khorog-consulate-general", "AF", "TJ", "Khorog", "consulate-general")
DUSHANBE = Mission("af-tj-dushanbe-embassy", "AF", "TJ", "Dushanbe", "embassy")
TEXT = "Invented words that carry every claim of these tests."
LEFT = Article.make(TEXT, id="left", outlet="Left Wire", published="2023-03-26", sample=True)
RIGHT = Article.make(TEXT, id="right", outlet="Right Post", published="2023-03-28", sample=True)
OUTLET = Voice(None, None, None, "outlet")

BASE = Claim(
    article_id="left",
    situation="afghanistan-2021",
    predicate="controls",
    mission=KHOROG,
    scope=None,
    party="taliban",
    person=None,
    polarity="affirmed",
    modality="actual",
    stance="asserts",
    aspect="state",
    basis=None,
    chain=(OUTLET,),
    when=None,
    evidence=Span.of(TEXT, 0, 14),
    confidence=0.9,
    rule="test",
)


def said(article: Article, claim: Claim = BASE, **changes: Any) -> RecordedClaim:
    """The claim with changes, as this article carries it."""
    return RecordedClaim(replace(claim, article_id=article.id, id="", **changes), article, "2026-01-01T00:00:00Z")


def ids(groups: tuple[object, ...], side: str) -> list[str]:
    return [c.claim.id for g in groups for c in getattr(g, side)]


def test_same_claim_in_other_words_and_by_another_voice_is_shared() -> None:
    a, b = said(LEFT), said(RIGHT, evidence=Span.of(TEXT, 9, 20), chain=(OUTLET, Voice("A", None, None, "official")))
    found = compare([a], [b])
    assert [(p.left, p.right) for p in found.shared] == [((a,), (b,))]
    assert not found.contradicted and not found.left_alone and not found.right_alone


def test_opposite_polarity_contradicts() -> None:
    a, b = said(LEFT), said(RIGHT, polarity="denied")
    found = compare([a], [b])
    assert [(p.left, p.right) for p in found.contradicted] == [((a,), (b,))]
    assert not found.shared and not found.left_alone and not found.right_alone


def test_another_party_in_control_contradicts() -> None:
    found = compare([said(LEFT)], [said(RIGHT, party="republic")])
    assert len(found.contradicted) == 1


def test_handed_over_to_one_and_run_by_the_other_contradicts() -> None:
    found = compare([said(LEFT, predicate="handed_over", aspect=None)], [said(RIGHT, party="republic")])
    assert len(found.contradicted) == 1


def test_formal_and_de_facto_control_can_both_be_true() -> None:
    found = compare([said(LEFT, basis="de-facto")], [said(RIGHT, party="republic", basis="formal")])
    assert not found.contradicted
    assert len(found.left_alone) == len(found.right_alone) == 1


def test_a_basis_not_given_may_be_either_so_it_contradicts() -> None:
    assert compare([said(LEFT)], [said(RIGHT, party="republic", basis="formal")]).contradicted


def test_two_parties_denied_control_do_not_contradict() -> None:
    found = compare([said(LEFT, polarity="denied")], [said(RIGHT, party="republic", polarity="denied")])
    assert not found.contradicted


def test_another_mission_contradicts_nothing() -> None:
    found = compare([said(LEFT)], [said(RIGHT, mission=DUSHANBE, party="republic")])
    assert not found.contradicted and not found.shared


def test_control_at_times_apart_is_a_succession_not_a_contradiction() -> None:
    then = When("throughout", date(2021, 9, 1), date(2021, 9, 30), "in September 2021")
    later = When("from", date(2022, 3, 1), date(2022, 3, 31), "in March 2022")
    assert not compare([said(LEFT, party="republic", when=then)], [said(RIGHT, when=later)]).contradicted
    # "since March 2022" lasts, so it meets what is said of 2023
    now = When("throughout", date(2023, 1, 1), date(2023, 1, 31), "in January 2023")
    assert compare([said(LEFT, party="republic", when=now)], [said(RIGHT, when=later)]).contradicted


def test_an_undated_present_meets_a_dated_claim_at_its_publication() -> None:
    then = When("throughout", date(2021, 9, 1), date(2021, 9, 30), "in September 2021")
    assert not compare([said(LEFT, party="republic", when=then)], [said(RIGHT)]).contradicted
    undated = replace(RIGHT, published=None)
    assert compare([said(LEFT, party="republic", when=then)], [said(undated)]).contradicted


def test_a_plan_is_neither_the_deed_nor_its_contradiction() -> None:
    found = compare([said(LEFT)], [said(RIGHT, modality="planned")])
    assert not found.shared and not found.contradicted
    assert not compare([said(LEFT, modality="planned")], [said(RIGHT, polarity="denied")]).contradicted


def test_silence_is_shared_with_silence_only() -> None:
    found = compare([said(LEFT)], [said(RIGHT, stance="has_not_confirmed")])
    assert not found.shared and not found.contradicted
    both = compare([said(LEFT, stance="has_not_confirmed")], [said(RIGHT, stance="has_not_confirmed")])
    assert len(both.shared) == 1


def test_a_hedge_does_not_make_another_claim() -> None:
    assert compare([said(LEFT)], [said(RIGHT, modality="reported")]).shared


def test_the_same_dispute_told_twice_is_shared_not_contradicted() -> None:
    found = compare([said(LEFT), said(LEFT, polarity="denied")], [said(RIGHT), said(RIGHT, polarity="denied")])
    assert len(found.shared) == 2 and not found.contradicted


def test_one_side_of_a_dispute_that_only_the_other_article_tells_is_a_contradiction() -> None:
    found = compare([said(LEFT)], [said(RIGHT), said(RIGHT, polarity="denied")])
    assert len(found.shared) == 1 and len(found.contradicted) == 1 and not found.right_alone


def test_scopes_and_persons_tell_claims_apart() -> None:
    relations = replace(BASE, predicate="has_relations", mission=None, aspect=None, scope=Scope(hosts=("TJ",)))
    assert compare([said(LEFT, relations)], [said(RIGHT, relations)]).shared
    assert not compare([said(LEFT, relations)], [said(RIGHT, relations, scope=Scope(hosts=("UZ",)))]).shared
    post = replace(BASE, predicate="holds_post", aspect=None, party=None, person=Actor("A. Example", "envoy"))
    assert compare([said(LEFT, post)], [said(RIGHT, post, person=Actor("A. Example", "ambassador"))]).shared
    assert not compare([said(LEFT, post)], [said(RIGHT, post, person=Actor("B. Example", "envoy"))]).shared


VARIED = st.builds(
    lambda predicate, mission, party, polarity, modality, stance, basis, start: replace(
        BASE,
        id="",
        predicate=predicate,
        mission=mission,
        party=party,
        polarity=polarity,
        modality=modality,
        stance=stance,
        basis=basis,
        evidence=Span.of(TEXT, start, start + 5),
    ),
    st.sampled_from(["controls", "handed_over", "visited"]),
    st.sampled_from([KHOROG, DUSHANBE]),
    st.sampled_from(["taliban", "republic", None]),
    st.sampled_from(["affirmed", "denied"]),
    st.sampled_from(["actual", "reported", "planned"]),
    st.sampled_from(["asserts", "declines_to_comment"]),
    st.sampled_from([None, *get_args(Basis)]),
    st.integers(0, 9),
)
SIDES = st.lists(VARIED, max_size=6)


def _sides(left: list[Claim], right: list[Claim]) -> tuple[list[RecordedClaim], list[RecordedClaim]]:
    return [said(LEFT, c) for c in left], [said(RIGHT, c) for c in right]


@given(SIDES, SIDES)
def test_turning_the_articles_round_turns_the_answer_round(left: list[Claim], right: list[Claim]) -> None:
    a, b = _sides(left, right)
    there, back = compare(a, b), compare(b, a)
    assert {(p.left, p.right) for p in there.shared} == {(p.right, p.left) for p in back.shared}
    assert {(p.left, p.right) for p in there.contradicted} == {(p.right, p.left) for p in back.contradicted}
    assert (there.left_alone, there.right_alone) == (back.right_alone, back.left_alone)


@given(SIDES, SIDES)
def test_every_claim_stands_somewhere_and_alone_means_alone(left: list[Claim], right: list[Claim]) -> None:
    a, b = _sides(left, right)
    found: Comparison = compare(a, b)
    for given_claims, side, alone in ((a, "left", found.left_alone), (b, "right", found.right_alone)):
        paired = set(ids(found.shared, side)) | set(ids(found.contradicted, side))
        lonely = {c.claim.id for c in alone}
        assert paired | lonely == {c.claim.id for c in given_claims}
        assert not paired & lonely


@given(SIDES)
def test_an_article_shares_everything_with_itself(claims: list[Claim]) -> None:
    a, b = _sides(claims, claims)
    found = compare(a, b)
    assert not found.contradicted and not found.left_alone and not found.right_alone
