"""The samples against what a careful reader finds in them."""

from __future__ import annotations

from typing import get_args

import pytest

from accredit.model import PREDICATES, REAL, Aspect, Basis, Claim, Modality, Polarity, Stance, WhenKind
from tests.samples.expectations import expected_claims, floors, samples, situation
from tests.samples.matching import Figures, compared_all
from tests.samples.report import claim_words, figure_lines

ITEMS = tuple(expected_claims())
NOTHING = ("sample-22-kabul-quarter", "sample-23-kabul-credentials", "sample-24-khorog-garden")


class TestExpectations:
    """A slip in expected.toml would show as a miss, or as nothing at all."""

    def test_every_sample_has_its_expectations(self) -> None:
        assert set(ITEMS) == set(samples())

    @pytest.mark.parametrize("name", ITEMS)
    def test_quotes_stand_in_their_item(self, name: str) -> None:
        assert [e.quote for e in expected_claims()[name] if e.quote not in samples()[name].text] == []

    @pytest.mark.parametrize("name", ITEMS)
    def test_words_are_those_of_contract_and_pack(self, name: str) -> None:
        for e in expected_claims()[name]:
            assert set(e.predicates) <= set(PREDICATES)
            assert e.mission is None or situation().mission(e.mission), e.mission
            assert bool(e.mission) + bool(e.hosts) + bool(e.group) == 1, e.quote
            assert all(host == "*" or situation().state(host) for host in (*e.hosts, *e.except_)), e.hosts
            assert e.party is None or situation().party(e.party), e.party
            assert e.modality is None or (e.modality in REAL) == e.real, e.quote
            assert e.real is not None or "asserts" not in e.stances, e.quote
            for words, of in (
                ((e.polarity,), Polarity), ((e.modality,), Modality), ((e.aspect,), Aspect), ((e.basis,), Basis),
                (e.stances, Stance), ((e.when and e.when.kind,), WhenKind),
            ):  # fmt: skip
                assert {w for w in words if w is not None} <= set(get_args(of)), e.quote


@pytest.mark.parametrize("figure", ["required_found", "extracted_expected", "details_right"])
def test_the_share_stands_on_its_floor(figure: str) -> None:
    figures = Figures.of(compared_all())
    floor = floors()["claims"][figure]
    assert figures.shares[figure] >= floor, "\n".join(
        [f"{figure} fell under {floor}", *figure_lines(figures), "every miss: python -m tests.samples.report"]
    )


def test_the_two_carriers_of_one_text_give_the_same_claims() -> None:
    """They differ in nothing but the article's id and what the outlet, as the outermost voice, brings with it."""
    first, second = (item for item in compared_all() if item.article.id.split("-")[1] in ("01", "02"))
    assert first.article.text_id == second.article.text_id
    assert len(first.claims) == len(second.claims) > 0
    assert {_content(c) for c in first.claims} == {_content(c) for c in second.claims}


def _content(claim: Claim) -> tuple[object, ...]:
    names = set(claim.__slots__) - {"id", "article_id", "chain"}
    return (*(getattr(claim, name) for name in sorted(names)), claim.chain[1:])


@pytest.mark.parametrize("name", NOTHING)
def test_nothing_is_claimed_where_nothing_is_told(name: str) -> None:
    """Of other states' embassies in the capital, README.md lets `keeps_mission` pass."""
    (item,) = (item for item in compared_all() if item.article.id == name)
    assert expected_claims()[name] == ()
    assert [claim_words(c) for c in item.extra] == []
