"""Agreement of two people on the same claims: against worked values, and what must hold for every table."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.review.agreement import kappa


def pairs(table: list[list[int]]) -> list[tuple[str, str]]:
    """The decisions of a square table of counts: one person's in rows, the other's in columns."""
    names = "abcdef"
    return [(names[i], names[j]) for i, row in enumerate(table) for j, count in enumerate(row) for _ in range(count)]


def test_three_decisions_worked_by_hand() -> None:
    """Of 200, one said .58 .32 .10 and the other .57 .28 .15; they agreed on .44 + .20 + .01 = .65 of them."""
    found = kappa(pairs([[88, 10, 18], [14, 40, 10], [12, 6, 2]]))
    expected = 0.58 * 0.57 + 0.32 * 0.28 + 0.10 * 0.15  # .3306 + .0896 + .0150 = .4352
    assert found.observed == pytest.approx(0.65)
    assert found.expected == pytest.approx(expected)
    assert found.value == pytest.approx(0.2148 / 0.5648)


def test_the_example_with_its_standard_error() -> None:
    """Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, on diagnoses by two raters (n = 100):
    kappa .68 with a standard error of .087, so that the 95 % interval goes from .51 to .85 (of rounded figures).
    """
    found = kappa(pairs([[75, 1, 4], [5, 4, 1], [0, 0, 10]]))
    assert (found.observed, found.expected) == (pytest.approx(0.89), pytest.approx(0.66))
    assert found.value == pytest.approx(0.68, abs=0.005)
    assert found.error == pytest.approx(0.087, abs=0.001)
    assert found.interval == (pytest.approx(0.51, abs=0.006), pytest.approx(0.85, abs=0.006))


def test_two_by_two() -> None:
    """Twenty times both say yes, fifteen times both no, five and ten times they differ: .7 observed, .5 by chance."""
    found = kappa(pairs([[20, 5], [10, 15]]))
    assert (found.observed, found.expected, found.value) == (
        pytest.approx(0.7), pytest.approx(0.5), pytest.approx(0.4),
    )  # fmt: skip
    assert found.count == 50


def test_full_agreement_is_one_and_says_so_without_a_spread() -> None:
    found = kappa(pairs([[3, 0], [0, 4]]))
    assert found.value == 1 and found.interval == (1, 1)


def test_where_both_only_ever_said_one_thing_there_is_no_kappa() -> None:
    """Chance alone would give the same: the measure is not defined, which is not agreement of one."""
    found = kappa(pairs([[9]]))
    assert (found.value, found.error, found.interval) == (None, None, None)
    assert found.observed == 1


def test_nothing_said_has_no_kappa_either() -> None:
    found = kappa([])
    assert (found.count, found.value, found.observed) == (0, None, None)


decisions = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=60)


@given(decisions)
def test_it_stays_in_its_bounds_and_is_the_same_from_either_side(given: list[tuple[str, str]]) -> None:
    one, other = kappa(given), kappa([(b, a) for a, b in given])
    assert (one.value is None) == (other.value is None)
    if one.value is not None and other.value is not None:
        assert -1 <= one.value <= 1
        assert math.isclose(one.value, other.value, abs_tol=1e-12)
        assert one.interval is not None and -1 <= one.interval[0] <= one.value <= one.interval[1] <= 1


@given(decisions, st.permutations("abc"))
def test_names_of_decisions_and_their_order_are_no_matter(given: list[tuple[str, str]], names: list[str]) -> None:
    other = dict(zip("abc", names, strict=True))
    one, two = kappa(given), kappa([(other[a], other[b]) for a, b in reversed(given)])
    assert (one.value is None) == (two.value is None)
    assert one.value is None or math.isclose(one.value, two.value or 0, abs_tol=1e-12)
