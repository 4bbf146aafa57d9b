"""A claim on its way out, against the claim that it was made from."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from accredit.contract import claim_line
from accredit.export.told import Told
from accredit.ledger.words import json_line
from accredit.model import Actor, Claim, Scope
from tests.ledger.kit import HARD, said
from tests.world import BELM, CORRO, article

ONE = article("The crown runs the embassy in Belm.")

NAMES = st.sampled_from(["Ona", '","aspect":', '"predicate":"closed","aspect":', "\\", HARD, "Ona\u2028", ""])
FIELDS = st.fixed_dictionaries(
    {
        "predicate": st.sampled_from(["controls", "closed"]),
        "mission": st.sampled_from([BELM, CORRO]),
        "party": st.sampled_from([None, "crown", "assembly"]),
        "person": st.none() | st.builds(Actor, st.none() | NAMES, st.none() | NAMES),
        "polarity": st.sampled_from(["affirmed", "denied"]),
        "modality": st.sampled_from(["actual", "planned"]),
        "stance": st.sampled_from(["asserts", "declines_to_comment"]),
    }
)
BESIDE = st.fixed_dictionaries(
    {
        "aspect": st.sampled_from([None, "state", "change"]),
        "basis": st.sampled_from([None, "formal"]),
        "confidence": st.sampled_from([0.5, 1e-5]),
        "rule": NAMES,
    }
)


def told(claim: Claim) -> Told:
    return Told(json_line(claim_line(claim, ONE)), "2030-01-01", None)


@given(FIELDS, FIELDS, BESIDE, BESIDE)
def test_claims_of_the_same_in_the_same_way_are_alike_and_no_others(
    one: dict[str, Any], other: dict[str, Any], beside: dict[str, Any], besides: dict[str, Any]
) -> None:
    first, second = (told(said(ONE, **fields)) for fields in (one | beside, other | besides))
    assert (first.what == second.what) is (one == other)
    assert first.what == told(said(ONE, **one | besides)).what


def test_a_set_of_states_counts_too() -> None:
    scopes = [Scope(("*",)), Scope(("*",), ("AL",)), Scope(("AL",))]
    assert len({told(said(ONE, mission=None, scope=scope)).what for scope in scopes}) == 3
