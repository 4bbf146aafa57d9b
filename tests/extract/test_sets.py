"""Claims about sets: all but one, a group, a number of missions with its bounds."""

from __future__ import annotations

import pytest

from accredit.extract import extract
from accredit.model import Article, Claim, Scope
from accredit.situation import load

PACK = load("afghanistan-2021")


def told(text: str, predicate: str) -> list[Claim]:
    return [c for c in extract(Article.make(text, outlet="Paper"), PACK).claims if c.predicate == predicate]


EXCEPTIONS = [
    # The one that is left out is never among those of whom it is said.
    (
        "All of Afghanistan's neighbours but Tajikistan have established relations with the Taliban.",
        "has_relations",
        "affirmed",
        Scope(group="neighbours", except_=("TJ",)),
    ),
    (
        "No country except Russia has recognised the Taliban.",
        "recognises",
        "denied",
        Scope(hosts=("*",), except_=("RU",)),
    ),
    (
        "Apart from Russia, no state recognises the Taliban government.",
        "recognises",
        "denied",
        Scope(hosts=("*",), except_=("RU",)),
    ),
    (
        "None of Afghanistan's neighbours recognises the Taliban.",
        "recognises",
        "denied",
        Scope(group="neighbours"),
    ),
]
NOT_THE_EXCEPTION = [
    "Every neighbour except Tajikistan has accepted Taliban envoys.",
    "All neighbours other than Tajikistan handed the Afghan embassy over to the Taliban.",
]
COUNTS = [
    ("The Taliban control at least 14 Afghan embassies.", (14, None)),
    ("The Taliban control 33 of Afghanistan's embassies and consulates.", (33, 33)),
    ("The Taliban now run more than 30 Afghan missions.", (31, None)),
    ("The Taliban run fewer than a dozen Afghan embassies.", (None, 11)),
    ("The Taliban control up to 40 Afghan missions.", (None, 40)),
    ("The Taliban control nearly 40 Afghan missions.", (None, 40)),
    # About: neither bound is said, and neither is made up.
    ("The Taliban control about 40 Afghan missions.", (None, None)),
]
SENT_TO = [
    ("The Taliban have sent diplomats to at least 14 countries.", (14, None)),
    ("The Taliban have sent diplomats to up to 14 countries.", (None, 14)),
    ("The Taliban have sent diplomats to exactly 14 countries.", (14, 14)),
    ("The Taliban have sent diplomats to more than a dozen countries.", (13, None)),
    ("The Taliban have sent diplomats to 14 countries.", (14, 14)),
    ("The Taliban have sent 30 diplomats to 14 countries.", (14, 14)),
    ("The Taliban have sent diplomats to no fewer than nine foreign states.", (9, None)),
]


@pytest.mark.parametrize(("text", "predicate", "polarity", "scope"), EXCEPTIONS)
def test_exception(text: str, predicate: str, polarity: str, scope: Scope) -> None:
    assert [(c.polarity, c.scope, c.party) for c in told(text, predicate)] == [(polarity, scope, "taliban")]


@pytest.mark.parametrize(("text", "bounds"), COUNTS)
def test_count(text: str, bounds: tuple[int | None, int | None]) -> None:
    (claim,) = told(text, "controls")
    assert claim.scope is not None and claim.mission is None and claim.party == "taliban"
    assert (claim.scope.at_least, claim.scope.at_most) == bounds
    assert claim.scope.group == "missions abroad"


@pytest.mark.parametrize(("text", "bounds"), SENT_TO)
def test_sent_to(text: str, bounds: tuple[int | None, int | None]) -> None:
    (claim,) = told(text, "sent_diplomats")
    assert claim.scope is not None and claim.mission is None and claim.party == "taliban"
    assert (claim.scope.at_least, claim.scope.at_most) == bounds


def test_no_number_no_count() -> None:
    """Embassies without a number or a place are none that could be counted."""
    assert told("The Taliban control Afghan embassies.", "controls") == []


def test_a_mission_is_not_counted() -> None:
    (claim,) = told("The Taliban control the Afghan embassy in Prague.", "controls")
    assert claim.mission is not None and claim.scope is None


@pytest.mark.parametrize("text", NOT_THE_EXCEPTION)
def test_what_a_set_leaves_out_is_not_told_of(text: str) -> None:
    claims = extract(Article.make(text, outlet="Paper"), PACK).claims
    assert not [c for c in claims if c.mission and c.mission.host == "TJ"]
    assert not [c for c in claims if c.scope and "TJ" in c.scope.hosts]
