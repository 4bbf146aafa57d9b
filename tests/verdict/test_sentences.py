"""Sentences name the mission: beside a voice of another house, "it" would read as that house.

In March 2023 one embassy spoke of a consulate in another town; "the embassy says that it is run by the other side"
says the opposite of what was said.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from accredit.model import RecordedClaim
from accredit.verdict import answer
from tests.verdict.builder import HARBOUR, MARKET, PORT, WORLD, day, say

A, B = "Gull Wire", "Tidewater Post"
CROWN = "=Embassy in Port/crown"
DAY = "2031-03-10"
IN_PORT = "the embassy in Port"

SAID = [
    ("operator", say(DAY, A, "controls", "league"), f"{IN_PORT} is run by the League"),
    ("operator", say(DAY, A, "controls", "league", aspect="change"), f"control of {IN_PORT} was taken by the League"),
    ("operator", say(DAY, A, "handed_over", "league"), f"{IN_PORT} was handed over to the League"),
    ("operator", say(DAY, A, "custody", "host-state"), f"{IN_PORT} was taken into custody by the host state"),
    ("operator", say(DAY, A, "closed"), f"{IN_PORT} is closed"),
    (
        "operator",
        say(DAY, A, "cooperates_with", "league"),
        f"staff of the Crown at {IN_PORT} work with the other party's ministry",
    ),
    ("premises", say(DAY, A, "handed_over", "league"), f"{IN_PORT} was handed over to the League"),
    ("premises", say(DAY, A, "damaged"), "Condition: Gull Wire (10 March 2031) says that the premises are damaged"),
    (
        "head",
        say(DAY, A, "accredited", "league", person="Ivo Marsh", role="ambassador"),
        f"Gull Wire (10 March 2031) says that Ivo Marsh heads {IN_PORT}",
    ),
    ("services", say(DAY, A, "suspended"), f"the services of {IN_PORT} are suspended"),
    ("services", say(DAY, A, "operates"), f"the services of {IN_PORT} are running"),
    ("services", say(DAY, A, "closed"), f"Gull Wire (10 March 2031) says that {IN_PORT} is closed"),
    (
        "documents",
        say(DAY, A, "disowns_documents", "league"),
        f"documents that {IN_PORT} issues are disowned by the League",
    ),
    ("money", say(DAY, A, "funds", "league"), f"the costs of {IN_PORT} are paid by the League"),
    ("money", say(DAY, A, "collects_fees", "league"), f"the fees of {IN_PORT} are collected by the League"),
]
"""A question, a claim, and what the answer says that the voice says."""


def disagreeing(where: str) -> tuple[RecordedClaim, RecordedClaim]:
    """An outlet says that the other party runs it, the embassy in Port denies it."""
    return (
        say(DAY, A, "controls", "league", where=where),
        say("2031-03-12", B, "controls", "league", by=CROWN, where=where, denied=True),
    )


def because(question: str, subject: str, *claims: RecordedClaim) -> str:
    return answer(question, subject, claims, WORLD, as_of=day("2031-12-31")).because


@pytest.mark.parametrize(("question", "claim", "words"), SAID, ids=[f"{q}: {w}" for q, _, w in SAID])
def test_the_mission_is_named(question: str, claim: RecordedClaim, words: str) -> None:
    told = because(question, PORT, claim)
    assert words in told
    assert not re.search(r"\b(?:it|its) (?:is|was|services|documents|costs|fees|operates)\b", told)


def test_a_house_that_speaks_of_another_is_not_taken_for_it() -> None:
    told = because("operator", HARBOUR, say(DAY, A, "controls", "league", by=CROWN, where=HARBOUR))
    assert told.startswith(
        "Embassy in Port for the Crown (10 March 2031), against that voice's own interest, says that "
        "the consulate in Harbour is run by the League"
    )


def test_it_is_named_by_its_kind_alone_from_the_second_time_on() -> None:
    """Who reads on knows which consulate; no other one speaks here."""
    told = because("operator", HARBOUR, *disagreeing(HARBOUR))
    assert told.startswith(
        "Gull Wire (10 March 2031) says that the consulate in Harbour is run by the League; "
        "Embassy in Port for the Crown (12 March 2031) denies that the consulate is run by the League. "
    )
    assert "leaning that the consulate is run by the League" in told


def test_it_is_named_in_full_each_time_where_another_of_its_kind_speaks() -> None:
    told = because("operator", MARKET, *disagreeing(MARKET))
    assert "denies that the embassy in Market is run by the League. " in told
    assert "the embassy is" not in told


def test_a_longer_name_that_begins_like_it_is_another_house() -> None:
    """ "The embassy in Port" is not "the embassy in Port Sel"."""
    other = "=the embassy in Port Sel"
    told = because(
        "operator", PORT, say(DAY, A, "controls", "league"), say("2031-03-12", B, "controls", "league", by=other)
    )
    assert "the embassy in Port Sel (12 March 2031)" in told
    assert "that the embassy in Port is run by the League" in told
    assert "the embassy is" not in told


def test_what_is_told_of_the_papers_counts_as_a_second_time() -> None:
    told = because(
        "operator",
        HARBOUR,
        say(DAY, A, "controls", "league", aspect="state", basis="de-facto", where=HARBOUR),
        say(DAY, A, "controls", "crown", aspect="state", basis="formal", where=HARBOUR),
    )
    assert "On paper: Gull Wire (10 March 2031) says that the consulate is run by the Crown" in told


def test_a_house_at_work_says_that_it_operates() -> None:
    told = because("operator", PORT, say(DAY, A, "closed"), say("2031-04-10", B, "operates"))
    assert f"Gull Wire (10 March 2031) says that {IN_PORT} is closed" in told
    assert "Tidewater Post (10 April 2031) says that the embassy operates" in told


@pytest.mark.parametrize(
    ("kind", "city", "named"),
    [
        ("consulate-general", "Harbour", "the consulate general in Harbour"),
        ("permanent-mission", "Harbour", "the permanent mission in Harbour"),
        ("unknown", "Harbour", "the mission in Harbour"),
        ("embassy", None, "the embassy in Arden"),
        ("unknown", None, "the mission in Arden"),
    ],
)
def test_a_mission_that_is_on_no_list_is_named_as_far_as_it_is_known(kind: str, city: str | None, named: str) -> None:
    claim = say(DAY, A, "closed")
    assert claim.claim.mission
    mission = replace(claim.claim.mission, id="xv-xa-nowhere", kind=kind, city=city)  # type: ignore[arg-type]
    told = because("operator", "xv-xa-nowhere", replace(claim, claim=replace(claim.claim, mission=mission)))
    assert f"says that {named} is closed" in told
