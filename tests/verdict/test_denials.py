"""Which claims a denial denies: said before it or after it, of the same mission, and nothing else."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from accredit.model import RecordedClaim
from accredit.verdict import denials

from .builder import HARBOUR, MARKET, PORT, WORLD, say
from .test_verdict_laws import claims_on


def joined(*claims: RecordedClaim) -> dict[int, set[int]]:
    """Places of denials, with the places of what they deny."""
    at = {r.claim.id: n for n, r in enumerate(claims)}
    return {at[i]: {at[d] for d in denied} for i, denied in denials(claims, WORLD).items()}


def test_said_before_or_after_makes_no_difference() -> None:
    before = say("2031-01-05", "Gull Wire", "controls", "league")
    denial = say("2031-01-07", "Quay Radio", "controls", "league", by="Ivo Marsh/crown", denied=True)
    after = say("2031-01-09", "Tidewater Post", "controls", "league")
    assert joined(before, denial, after) == {1: {0, 2}}


def test_never_across_missions() -> None:
    here = say("2031-01-05", "Gull Wire", "controls", "league")
    there = say("2031-01-05", "Gull Wire", "controls", "league", where=HARBOUR)
    denial = say("2031-01-07", "Quay Radio", "controls", "league", denied=True)
    assert joined(here, there, denial) == {2: {0}}


def test_a_denial_without_a_claim_to_deny_is_joined_to_nothing() -> None:
    assert joined(say("2031-01-07", "Quay Radio", "visited", "league", denied=True)) == {0: set()}


def test_a_handing_over_denied_meets_whoever_says_that_the_party_is_there() -> None:
    runs = say("2031-01-05", "Gull Wire", "controls", "league")
    other = say("2031-01-05", "Tidewater Post", "controls", "crown")
    denial = say("2031-01-07", "Quay Radio", "handed_over", "league", denied=True)
    assert joined(runs, other, denial) == {2: {0}}


def test_a_visit_denied_says_nothing_of_who_runs_it() -> None:
    runs = say("2031-01-05", "Gull Wire", "controls", "league")
    came = say("2031-01-05", "Gull Wire", "visited", "league", person="Tam Ferrow")
    denial = say("2031-01-07", "Quay Radio", "visited", "league", by="=Embassy/crown", denied=True)
    assert joined(runs, came, denial) == {2: {1}}


def test_another_person_is_another_matter() -> None:
    ferrow = say("2031-01-05", "Gull Wire", "appointed", "league", person="Tam Ferrow", role="ambassador")
    reed = say("2031-01-05", "Gull Wire", "appointed", "league", person="Ada Reed", role="ambassador")
    denial = say("2031-01-07", "Quay Radio", "appointed", "league", person="Tam Ferrow", role="ambassador", denied=True)
    assert joined(ferrow, reed, denial) == {2: {0}}


def test_paper_denied_is_not_practice_denied() -> None:
    practice = say("2031-01-05", "Gull Wire", "controls", "league", basis="de-facto")
    paper = say("2031-01-05", "Gull Wire", "controls", "league", basis="formal")
    plain = say("2031-01-05", "Tidewater Post", "controls", "league")
    denial = say("2031-01-07", "Quay Radio", "controls", "league", basis="formal", denied=True)
    assert joined(practice, paper, plain, denial) == {3: {1, 2}}  # plain words may mean either


def test_a_change_that_came_after_the_denial_is_not_denied_by_it() -> None:
    denial = say("2031-01-07", "Quay Radio", "handed_over", "league", denied=True)
    came = say("2031-06-02", "Gull Wire", "handed_over", "league", when="instant 2031-06-01")
    undated = say("2031-06-03", "Tidewater Post", "handed_over", "league")
    assert joined(denial, came, undated) == {0: {2}}


def test_an_event_of_some_day_is_denied_by_who_says_later_that_there_was_none() -> None:
    came = say("2031-03-26", "Gull Wire", "visited", "league", when="instant 2031-03-23")
    denial = say("2031-03-28", "Quay Radio", "visited", "league", by="=Embassy/crown", denied=True)
    assert joined(came, denial) == {1: {0}}


def test_an_event_denied_of_one_day_is_not_denied_of_another() -> None:
    earlier = say("2031-03-26", "Gull Wire", "visited", "league", when="instant 2031-02-02")
    denial = say("2031-03-28", "Quay Radio", "visited", "league", denied=True, when="instant 2031-03-23")
    same = say("2031-03-29", "Tidewater Post", "visited", "league", when="instant 2031-03")
    assert joined(earlier, denial, same) == {1: {2}}


def test_days_that_do_not_meet_are_two_matters() -> None:
    past = say("2031-06-02", "Gull Wire", "controls", "league", when="throughout 2030-02-01..2030-04-30")
    denial = say(
        "2031-06-03", "Quay Radio", "controls", "league", denied=True, when="throughout 2031-05-01..2031-05-31"
    )
    assert joined(past, denial) == {1: set()}


def test_a_word_older_than_the_lapse_time_is_not_met_by_a_word_of_today() -> None:
    old = say("2030-01-15", "Gull Wire", "controls", "league")
    denial = say("2031-12-01", "Quay Radio", "controls", "league", denied=True)
    assert joined(old, denial) == {1: set()}


def test_what_is_only_planned_cannot_be_denied_as_done() -> None:
    plan = say("2031-01-05", "Gull Wire", "handed_over", "league", modality="planned")
    denial = say("2031-01-07", "Quay Radio", "handed_over", "league", denied=True)
    assert joined(plan, denial) == {1: set()}


def test_who_has_not_confirmed_denies_nothing() -> None:
    says = say("2031-01-05", "Gull Wire", "controls", "league")
    asked = say("2031-01-07", "Quay Radio", "controls", "league", by="=Arden/host-state", stance="has_not_confirmed",
                denied=True)  # fmt: skip
    assert joined(says, asked) == {}


def test_no_state_recognises_denies_what_each_is_said_to_do_but_for_the_excepted() -> None:
    arden = say("2031-01-05", "Gull Wire", "recognises", "league", hosts=("XA",))
    borvia = say("2031-01-05", "Tidewater Post", "recognises", "league", hosts=("XB",))
    crown = say("2031-01-05", "Tidewater Post", "recognises", "crown", hosts=("XA",))
    denial = say("2031-01-06", "Quay Radio", "recognises", "league", hosts=("*",), except_=("XB",), denied=True)
    assert joined(arden, borvia, crown, denial) == {3: {0}}


def test_a_claim_on_a_mission_and_one_on_a_state_never_meet() -> None:
    wide = say("2031-01-05", "Gull Wire", "controls", "league", hosts=("XA",))
    denial = say("2031-01-06", "Quay Radio", "controls", "league", denied=True)
    assert joined(wide, denial) == {1: set()}


@settings(max_examples=60, deadline=None)
@given(st.lists(claims_on(where=(PORT, HARBOUR, MARKET)), max_size=12))
def test_each_denial_stands_there_once_and_meets_only_affirmations_of_its_own_subject(
    history: list[RecordedClaim],
) -> None:
    by_id = {r.claim.id: r.claim for r in history}
    found = denials(history, WORLD)
    assert set(found) == {i for i, c in by_id.items() if c.polarity == "denied" and c.real and c.stance == "asserts"}
    for denial, denied in found.items():
        for met in denied:
            assert by_id[met].polarity == "affirmed" and by_id[met].real and by_id[met].stance == "asserts"
            assert (by_id[met].mission and by_id[met].mission.id) == (
                by_id[denial].mission and by_id[denial].mission.id
            )
            assert by_id[met].party == by_id[denial].party or None in (by_id[met].party, by_id[denial].party)


@settings(max_examples=60, deadline=None)
@given(st.lists(claims_on(where=(PORT, HARBOUR)), max_size=8), st.lists(claims_on(where=(MARKET,)), max_size=4))
def test_other_missions_join_nothing_here(history: list[RecordedClaim], others: list[RecordedClaim]) -> None:
    here = {r.claim.id for r in history}
    apart = [r for r in others if r.claim.mission]
    whole = denials([*history, *apart], WORLD)
    assert {i: d for i, d in whole.items() if i in here} == denials(history, WORLD)
