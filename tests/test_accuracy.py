"""The page on accuracy: how claims are counted, its intervals, and that it holds what the command writes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.accuracy import PAGE, Counts, counts, drawn, rewritten, summed, wilson
from bench.labelled import Matched
from bench.quality import SCORER


def label(group: str, *, optional: bool = False) -> dict[str, Any]:
    return {"group": group, "optional": optional}


def article(
    labels: list[dict[str, Any]], claims: list[dict[str, Any]], pairs: list[tuple[dict[str, Any], list[dict[str, Any]]]]
) -> Matched:
    return Matched("a", labels, (), claims, pairs)


class TestCounts:
    def test_a_missed_label_and_a_claim_too_many_count_in_their_kinds(self) -> None:
        wanted, missed, claim, extra = label("closed"), label("opened"), {"group": "closed"}, {"group": "control"}
        found = counts(article([wanted, missed], [claim, extra], [(wanted, [claim])]))
        assert found == {"closed": Counts(1, 1, 1), "control": Counts(0, 1, 0), "opened": Counts(1, 0, 0)}

    def test_what_meets_an_optional_label_is_neither_right_nor_wrong(self) -> None:
        may, claim = label("closed", optional=True), {"group": "closed"}
        assert summed(counts(article([may], [claim], [(may, [claim])])).values()) == Counts(0, 0, 0)

    def test_several_claims_that_meet_one_label_count_once(self) -> None:
        wanted, one, other = label("recognises"), {"group": "recognises"}, {"group": "recognises"}
        assert counts(article([wanted], [one, other], [(wanted, [one, other])])) == {"recognises": Counts(1, 1, 1)}

    def test_f1_is_the_harmonic_mean(self) -> None:
        """Precision 2 of 4, recall 2 of 3: twice a half times two thirds, by their sum."""
        assert Counts(3, 4, 2).f1 == pytest.approx(2 * (1 / 2) * (2 / 3) / (1 / 2 + 2 / 3))
        assert Counts().f1 == 0


class TestIntervals:
    def test_three_of_three_is_not_certain(self) -> None:
        """Wilson's lower end for n of n is n / (n + z²): 3 / (3 + 3.8415)."""
        low, high = wilson(3, 3)
        assert low == pytest.approx(3 / (3 + 1.959964**2))
        assert high == pytest.approx(1)

    def test_of_nothing_anything_may_be(self) -> None:
        assert wilson(0, 0) == (0.0, 1.0)

    @given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
    def test_the_share_lies_within_and_the_interval_within_0_and_1(self, pair: tuple[int, int]) -> None:
        right, of = pair
        low, high = wilson(right, of)
        assert 0 <= low <= right / of + 1e-12
        assert right / of - 1e-12 <= high <= 1
        assert wilson(of - right, of) == pytest.approx((1 - high, 1 - low))

    def test_drawn_articles_that_are_alike_have_no_spread(self) -> None:
        low, high = drawn([Counts(2, 2, 1)] * 7)
        assert low == high == pytest.approx(0.5)

    def test_drawn_articles_that_differ_spread_around_the_whole(self) -> None:
        articles = [Counts(2, 2, 2)] * 10 + [Counts(2, 2, 0)] * 10
        low, high = drawn(articles)
        assert low < 0.5 < high


def test_the_page_holds_what_the_command_writes() -> None:
    """`python -m bench.accuracy` writes it anew."""
    if not SCORER.exists():
        pytest.skip(f"accuracy not measured: {SCORER} is not there")
    page = PAGE.read_text("utf-8")
    assert page == rewritten(page)
