"""How far confidence may be believed: the figures of `bench.calibration` on made-up claims and on the own sets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.calibration import (
    Point,
    brier,
    constants,
    crossed,
    expected_error,
    folds,
    reliability,
    told_apart,
    unseen,
)
from bench.labelled import EVERY, Judged, judged
from bench.quality import ROOT, SCORER
from train.confidence import EXPECTED, fit

BOUND = 0.08
"""How far, on the average, a claim of the own sets may lie from the share of right ones among its like."""


def points(*pairs: tuple[float, int, int]) -> list[Point]:
    """Points from rows of (confidence, how many, how many of them right)."""
    return [Point(said, n < right) for said, count, right in pairs for n in range(count)]


class TestFigures:
    def test_what_is_right_as_often_as_it_says_has_no_error(self) -> None:
        assert expected_error(points((0.8, 10, 8), (0.5, 4, 2))) == pytest.approx(0)

    def test_the_error_is_weighed_by_counts(self) -> None:
        """Ten claims at 0.8 that are all right are off by 0.2; thirty right as often as said by nothing."""
        assert expected_error(points((0.8, 10, 10), (0.5, 30, 15))) == pytest.approx(0.2 * 10 / 40)

    def test_brier_is_the_mean_square(self) -> None:
        assert brier(points((0.8, 1, 1), (0.8, 1, 0))) == pytest.approx((0.2**2 + 0.8**2) / 2)

    def test_a_table_has_a_row_for_each_tenth_that_holds_claims(self) -> None:
        rows = reliability(points((0.95, 4, 4), (0.55, 3, 1), (0.58, 1, 1), (0.9, 1, 0)))
        assert [(r.low, r.count, r.right) for r in rows] == [(0.5, 4, 2), (0.9, 5, 4)]
        assert rows[0].said == pytest.approx((3 * 0.55 + 0.58) / 4)

    def test_certainty_falls_into_the_last_tenth(self) -> None:
        assert [r.low for r in reliability(points((1.0, 1, 1)))] == [0.9]

    @given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
    def test_no_claim_is_lost_and_errors_are_shares(self, pairs: list[tuple[float, bool]]) -> None:
        every = [Point(said, right) for said, right in pairs]
        assert sum(r.count for r in reliability(every)) == len(every)
        assert 0 <= expected_error(every) <= 1
        assert 0 <= brier(every) <= 1

    def test_right_and_wrong_told_apart(self) -> None:
        assert told_apart(points((0.9, 2, 2), (0.6, 3, 0))) == 1
        assert told_apart(points((0.9, 2, 1), (0.6, 2, 1))) == pytest.approx((1 + 0.5 + 0.5 + 0) / 4)
        assert told_apart(points((0.9, 2, 2))) == 0.5  # nothing to tell apart


class TestFit:
    def test_without_traits_it_says_the_share(self) -> None:
        """All but: a right and a wrong claim are added in thought, (80 + 1) of (100 + 2)."""
        assert fit([((), True)] * 80 + [((), False)] * 20).probability(()) == pytest.approx(81 / 102)

    def test_is_finite_where_all_claims_are_right(self) -> None:
        assert fit([((), True)] * 8).probability(()) == pytest.approx(9 / 10)

    def test_keeps_to_what_is_expected_of_a_trait_that_was_never_seen(self) -> None:
        assert fit([((), True)] * 8).by_trait["echo"] == pytest.approx(EXPECTED["echo"])

    def test_learns_which_trait_is_doubtful(self) -> None:
        rows = [((), True)] * 90 + [((), False)] * 10 + [(("noun",), True)] * 50 + [(("noun",), False)] * 50
        weights = fit(rows)
        assert weights.by_trait["noun"] < 0
        assert weights.probability(("noun",)) < weights.probability(())

    def test_little_evidence_moves_little(self) -> None:
        """A trait of two claims, both wrong, is no reason to say that every such claim is wrong."""
        rows = [((), True)] * 90 + [((), False)] * 10 + [(("noun",), False)] * 2
        assert fit(rows).probability(("noun",)) > 0.5

    def test_the_order_of_the_claims_does_not_matter(self) -> None:
        rows = [(("noun",), True)] * 7 + [(("noun",), False)] * 5 + [((), True)] * 20 + [((), False)] * 3
        one, other = fit(rows), fit(rows[::-1])
        assert one.probability(("noun",)) == pytest.approx(other.probability(("noun",)))


class TestFolds:
    def test_an_article_lies_in_one_fold_whole(self) -> None:
        rows = [Judged(f"a{n % 7}", "closed", (), 0.8, True) for n in range(50)]
        parts = folds(rows, 5)
        assert sum(map(len, parts)) == len(rows)
        held = [{r.article for r in part} for part in parts]
        assert sum(map(len, held)) == len(set().union(*held)) == 7

    def test_no_claim_is_judged_by_its_own_article(self) -> None:
        """All claims of an article are right and nobody else's are: what others teach says that it is doubtful."""
        rows = [Judged(f"a{n // 10}", "closed", (), 0.8, n // 10 == 0) for n in range(50)]
        said = dict(zip((r.article for r in folds(rows)[0]), crossed(rows, rows), strict=False))
        assert said["a0"].right and said["a0"].said < 0.1


def test_confidence_means_something_on_the_own_sets() -> None:
    """What is said of a claim was learnt from other articles, and is nearer to what is so than constants were."""
    if not SCORER.exists():
        pytest.skip(f"confidence not measured: {SCORER} is not there")
    read = {one.name: judged(one) for one in EVERY if one.folder.is_relative_to(ROOT)}
    before = [point for rows in read.values() for point in constants(rows)]
    after = [point for points in unseen(read).values() for point in points]
    told = f"{sum(p.right for p in after)} of {len(after)} claims right, error {expected_error(after):.3f}"
    assert len(after) == len(before) >= 200, told
    assert expected_error(after) <= BOUND, told
    assert brier(after) < brier(before), told
