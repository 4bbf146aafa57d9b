"""The matcher says no where a claim is not the expected one, and pairs as many as can be paired."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.model import Actor, Article, Claim, Scope, Voice, When
from tests.samples.expectations import Days, Expected
from tests.samples.matching import CORE, DETAILS, Figures, compared, differences, nearest
from tests.world import BELM, CORRO, article, claim, day, since, voice

PAPER = article()
MINISTRY = Voice("the crown's foreign ministry", None, "crown", "government", day("2021-03-04"))
PLAIN = Expected(
    predicates=("controls", "handed_over"),
    mission=BELM.id,
    hosts=(),
    except_=(),
    group=None,
    party="crown",
    person="Pavo Rell",
    aspect="state",
    basis="de-facto",
    polarity="affirmed",
    real=True,
    modality="reported",
    stances=("asserts",),
    origin="foreign ministry of the crown",
    via=("Port Gazette",),
    when=Days("from", date(2021, 3, 1), date(2021, 3, 31)),
    said=date(2021, 3, 4),
    quote="now run the Arvenian embassy",
    optional=False,
)


def met(**changed: Any) -> Claim:
    """The claim that PLAIN expects, with these fields changed."""
    fields: dict[str, Any] = {
        "person": Actor("P. Rell", "chargé d'affaires"),
        "basis": "de-facto",
        "modality": "reported",
        "when": since("2021-03-02"),
        "chain": (voice(), voice("The Port Gazette"), MINISTRY),
    }
    return claim(**fields | changed)


def ministry(**changed: Any) -> tuple[Voice, ...]:
    return (voice(), voice("The Port Gazette"), replace(MINISTRY, **changed))


def off(expected: Expected, one: Claim, paper: Article = PAPER) -> set[str]:
    return set(differences(expected, one, paper, {**CORE, **DETAILS}))


def test_the_expected_claim_differs_in_nothing() -> None:
    assert off(PLAIN, met()) == set()
    assert off(PLAIN, met(predicate="handed_over")) == set()


@pytest.mark.parametrize(
    ("key", "changed"),
    [
        ("predicate", {"predicate": "visited"}),
        ("subject", {"mission": CORRO}),
        ("subject", {"mission": None, "scope": Scope(hosts=("XB",))}),
        ("party", {"party": "assembly"}),
        ("party", {"party": None}),
        ("person", {"person": None}),
        ("person", {"person": Actor("Pavo Quist", None)}),
        ("polarity", {"polarity": "denied"}),
        ("stance", {"stance": "declines_to_comment"}),
        ("when", {"when": None}),
        ("when", {"when": since("2021-04-01")}),
        ("when", {"when": When("until", date(2021, 3, 2), date(2021, 3, 2), "")}),
        ("when", {"when": When("from", None, date(2021, 3, 2), "")}),
        ("aspect", {"aspect": "change"}),
        ("basis", {"basis": None}),
        ("modality", {"modality": "actual"}),
        ("origin", {"chain": ministry(name="a passer-by")}),
        ("via", {"chain": (voice(), MINISTRY)}),
        ("said", {"chain": ministry(said=None)}),
        ("said", {"chain": ministry(said=day("2021-03-05"))}),
        ("quote", {"evidence": replace(met().evidence, end=20, exact=met().evidence.exact[:20])}),
    ],
)
def test_each_key_is_asked_about(key: str, changed: dict[str, Any]) -> None:
    assert off(PLAIN, met(**changed)) == {key}


def test_a_plan_is_not_real() -> None:
    assert off(PLAIN, met(modality="planned")) == {"real", "modality"}


def test_the_outlet_alone_vouches_for_none_but_itself() -> None:
    own = (voice(),)
    assert off(PLAIN, met(chain=own)) == {"origin", "via", "said"}
    assert "origin" not in off(replace(PLAIN, origin="outlet"), met(chain=own))
    assert "origin" in off(replace(PLAIN, origin="outlet"), met())


@pytest.mark.parametrize(
    ("origin", "last", "same"),
    [
        ("anonymous: a diplomat at the embassy in Belm", Voice(None, "a diplomat there", None, "anonymous"), True),
        ("anonymous: a diplomat at the embassy in Belm", Voice(None, "a diplomat there", None, "official"), False),
        ("anonymous: a diplomat at the embassy in Belm", Voice(None, "a cook", None, "anonymous"), False),
        ("anonymous: a diplomat at the embassy in Belm", Voice(None, None, None, "anonymous"), False),
        ("Tajik foreign ministry", Voice("the foreign ministry of Tajikistan", None, None, "government"), True),
        # Most words are shared, and yet they are two ministries.
        ("Tajik foreign ministry", Voice("the Taliban's foreign ministry", None, "taliban", "government"), False),
        ("Taliban foreign ministry", Voice("the Russian foreign ministry", None, "host-state", "government"), False),
        ("Sample Pamir Post", Voice("Sample Pamir Post", None, None, "outlet"), True),
    ],
)
def test_voices_are_compared_by_their_words(origin: str, last: Voice, same: bool) -> None:
    assert ("origin" not in off(replace(PLAIN, origin=origin), met(chain=(voice(), last)))) == same


def test_a_set_of_states_is_compared_with_its_exceptions() -> None:
    wide = replace(PLAIN, mission=None, hosts=("*",), except_=("XB",))
    assert "subject" not in off(wide, met(mission=None, scope=Scope(hosts=("*",), except_=("XB",))))
    assert "subject" in off(wide, met(mission=None, scope=Scope(hosts=("*",))))
    assert "subject" in off(wide, met())


def test_pairs_as_many_as_can_be() -> None:
    """The first expectation also fits what alone fits the second."""
    either = replace(PLAIN, party=None)
    result = compared(PAPER, (either, PLAIN), (met(), met(party="assembly")))
    assert (len(result.found), result.missed, result.extra) == (2, (), ())


def test_a_second_claim_of_the_same_is_extra() -> None:
    result = compared(PAPER, (PLAIN,), (met(), met(confidence=0.1, rule="other/1", aspect="change")))
    assert [f.differs for f in result.found] == [()]
    assert [c.aspect for c in result.extra] == ["change"]


def test_what_is_optional_is_neither_missed_nor_extra_nor_taken_first() -> None:
    loose = replace(PLAIN, optional=True)
    assert compared(PAPER, (loose,), ()).missed == ()
    result = compared(PAPER, (loose, PLAIN), (met(),))
    assert [f.expected.optional for f in result.found] == [False]
    assert Figures.of([result]).shares == {"required_found": 1, "extracted_expected": 1, "details_right": 1}


def test_the_nearest_miss_says_what_differs() -> None:
    near = nearest(PLAIN, (met(predicate="visited", party=None), met(party="assembly")), PAPER)
    assert near is not None
    assert near[1] == ("party",)
    assert nearest(PLAIN, (), PAPER) is None


CLAIMS = st.lists(st.sampled_from((met(), met(party="assembly"), met(polarity="denied"), met(when=None))), max_size=6)
EXPECTED = st.lists(
    st.builds(
        lambda party, optional: replace(PLAIN, party=party, optional=optional),
        st.sampled_from(("crown", "assembly", None)),
        st.booleans(),
    ),
    max_size=6,
)


@given(EXPECTED, CLAIMS)
def test_everything_is_counted_once(expected: list[Expected], claims: list[Claim]) -> None:
    """Whatever is expected and extracted: each claim is found or extra, each required one found or missed."""
    result = compared(PAPER, expected, claims)
    required = [e for e in expected if not e.optional]
    assert len(result.found) + len(result.extra) == len(claims)
    assert len([f for f in result.found if not f.expected.optional]) + len(result.missed) == len(required)
    assert all(not differences(f.expected, f.claim, PAPER, CORE) for f in result.found)
    unpaired = [c for c in result.extra for e in result.missed if not differences(e, c, PAPER, CORE)]
    assert unpaired == []
