"""Confidence: a sum of what is known about a claim's making, and no more than the reading can see."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.extract.confidence import TRAITS, Weights, confidence, shipped
from accredit.extract.reader import made
from accredit.model import Article
from tests.extract.expectation import situation

PLAIN = "The Afghan embassy in Doha is run by the Taliban."


def made_of(text: str) -> list[tuple[str, frozenset[str], float]]:
    """Predicate, traits and confidence of each claim of a text."""
    article = Article.make(text, id="case", outlet="Hari Rud Courier", published="2024-05-20", language="en")
    return [(m.claim.predicate, frozenset(m.traits), m.claim.confidence) for m in made(article, situation())]


class TestWeights:
    def test_without_traits_it_is_the_bias_alone(self) -> None:
        assert Weights(0.0, {}).probability(()) == 0.5
        assert Weights(math.log(4), {}).probability(()) == pytest.approx(0.8)

    def test_every_trait_adds_its_weight(self) -> None:
        weights = Weights(1.0, {"noun": -1.0, "pronoun": -2.0})
        assert weights.probability(("noun",)) == 0.5
        assert weights.probability(("noun", "pronoun")) == pytest.approx(1 / (1 + math.exp(2)))

    def test_a_trait_that_was_never_seen_changes_nothing(self) -> None:
        assert Weights(1.0, {"noun": -1.0}).probability(("dated",)) == Weights(1.0, {}).probability(())

    @given(st.floats(-50, 50), st.dictionaries(st.sampled_from(TRAITS), st.floats(-50, 50)))
    def test_never_sure_and_never_out_of_bounds(self, bias: float, by_trait: dict[str, float]) -> None:
        """Nobody reads so well that a claim is certain, nor so badly that it says nothing."""
        assert 0.02 <= confidence(tuple(by_trait), Weights(bias, by_trait)) <= 0.98

    def test_what_ships_names_only_known_traits(self) -> None:
        assert set(shipped().by_trait) <= set(TRAITS)


class TestTraits:
    @pytest.mark.parametrize(
        ("text", "predicate", "has", "lacks"),
        [
            pytest.param(PLAIN, "controls", {"passive", "outlet alone"}, {"noun", "denied"}, id="passive"),
            pytest.param(
                "The Taliban's takeover of the Afghan embassy in Doha alarmed exiles.",
                "controls",
                {"noun"},
                {"passive"},
                id="noun",
            ),
            pytest.param(
                "The Afghan embassy in Oslo is not under the control of the Taliban.",
                "controls",
                {"denied"},
                set(),
                id="denied",
            ),
            pytest.param(
                "The Taliban will take over the Afghan embassy in Seoul next year.",
                "controls",
                {"not real", "dated"},
                {"denied"},
                id="planned",
            ),
            pytest.param(
                "The Afghan embassy in Warsaw has new curtains. It was closed in March.",
                "closed",
                {"pronoun"},
                set(),
                id="pronoun",
            ),
        ],
    )
    def test_say_how_a_claim_was_made(self, text: str, predicate: str, has: set[str], lacks: set[str]) -> None:
        found = next(marks for name, marks, _ in made_of(text) if name == predicate)
        assert has <= found
        assert not lacks & found

    def test_are_known_sorted_and_stand_once(self) -> None:
        text = f"{PLAIN} An official in Doha denied this. The ambassador to Norway, Omar Daudi, did not confirm it."
        article = Article.make(text, id="case")
        claims = made(article, situation())
        assert claims
        for one in claims:
            assert list(one.traits) == sorted(set(one.traits))
            assert set(one.traits) <= set(TRAITS)
            assert one.claim.confidence == confidence(one.traits, shipped())
