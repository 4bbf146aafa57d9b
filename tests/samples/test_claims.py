"""The samples against what a careful reader finds in them."""

from __future__ import annotations

import pytest

from accredit.model import Claim
from tests.samples.expectations import expected_claims, floors, samples
from tests.samples.matching import Figures, compared_all
from tests.samples.report import claim_words, figure_lines
from tests.samples.wording import wording_faults

ITEMS = tuple(expected_claims())
NOTHING = ("sample-22-kabul-quarter", "sample-23-kabul-credentials", "sample-24-khorog-garden")


def test_every_sample_has_its_expectations() -> None:
    assert set(ITEMS) == set(samples())


@pytest.mark.parametrize("name", ITEMS)
def test_expectations_are_in_words_that_exist(name: str) -> None:
    assert wording_faults(name) == []


def test_an_assertion_is_real_or_not() -> None:
    expected = (e for name in ITEMS for e in expected_claims()[name])
    assert [e.quote for e in expected if e.real is None and "asserts" in e.stances] == []


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
