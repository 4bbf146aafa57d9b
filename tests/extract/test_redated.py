"""Sentences that only say when: the date belongs to what the sentence before told."""

from __future__ import annotations

from datetime import date

import pytest

from accredit.extract import extract
from accredit.model import Article
from accredit.situation import load

PACK = load("afghanistan-2021")
TOLD = [
    # "The handover took place on …" names the act again.
    ("The Afghan embassy in Prague was handed over to the Taliban. The handover took place on 3 March 2024.", 3),
    ("The Afghan embassy in Warsaw has closed. This happened on 3 March 2024.", 3),
    ("The Taliban dismissed the Afghan consul in Bonn. Officials date the order to 3 March 2024.", 3),
    ("The Afghan consulate in Mumbai has closed. The notice gives 3 March 2024 as the effective date.", 3),
    ("The Taliban appointed Jawid Paktin as Afghan consul in Karachi. The decree is dated 3 March 2024.", 3),
]
UNTOLD = [
    # A handing over is no closing.
    "The Afghan embassy in Prague has closed. The handover of the keys took place on 3 March 2024.",
    # Another event, and nothing that points back.
    "The Afghan embassy in Prague has closed. A concert took place on 3 March 2024.",
    # Somebody else's word on it.
    "The Afghan embassy in Prague has closed. This happened on 3 March 2024, a neighbour said.",
    # The sentence before is about what is to come.
    "The Afghan embassy in Prague will close. The decision is dated 3 March 2024.",
]


@pytest.mark.parametrize(("text", "day"), TOLD)
def test_told_date(text: str, day: int) -> None:
    (claim,) = (c for c in extract(Article.make(text, outlet="Paper"), PACK).claims if c.predicate != "holds_post")
    assert claim.when is not None
    assert (claim.when.kind, claim.when.earliest, claim.when.latest) == (
        "instant",
        date(2024, 3, day),
        date(2024, 3, day),
    )
    assert claim.when.text in text


@pytest.mark.parametrize("text", UNTOLD)
def test_not_told(text: str) -> None:
    claims = [c for c in extract(Article.make(text, outlet="Paper"), PACK).claims if c.predicate == "closed"]
    assert [c.when for c in claims] == [None]
