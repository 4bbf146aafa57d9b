"""Every small set of claims gives the answer that its reason asks for."""

from __future__ import annotations

import pytest

from accredit.verdict import Verdict, answer

from .builder import WORLD, Case, day
from .cases import mission_rest, operator_lapse, operator_times, operator_values, operator_voices, states

CASES: tuple[Case, ...] = (
    *operator_values.CASES,
    *operator_voices.CASES,
    *operator_times.CASES,
    *operator_lapse.CASES,
    *mission_rest.CASES,
    *states.CASES,
)


def _ids(case: Case, places: tuple[int, ...]) -> set[str]:
    return {case.claims[place].claim.id for place in places}


def _answer(case: Case) -> Verdict:
    return answer(case.question, case.subject, case.claims, WORLD, as_of=day(case.as_of))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.question}: {case.name}")
def test_answer(case: Case) -> None:
    verdict = _answer(case)
    found = (verdict.standing, verdict.value, verdict.leaning, verdict.formal)
    assert found == (case.standing, case.value, case.leaning, case.formal), f"{case.reason}: {verdict.because}"
    assert case.by in (None, verdict.by)
    if case.values is not None:
        assert set(verdict.values) == set(case.values), case.reason


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.question}: {case.name}")
def test_what_stands_behind_it(case: Case) -> None:
    verdict = _answer(case)
    for places, found in (
        (case.support, verdict.support),
        (case.dissent, verdict.dissent),
        (case.silent, tuple(cell.claim for cell in verdict.silent)),
    ):
        if places is not None:
            assert set(found) == _ids(case, places), f"{case.reason}: {verdict.because}"
    if case.bounds:
        assert verdict.since and (verdict.since.earliest, verdict.since.latest) == case.bounds, case.reason
    if case.detail is not None:
        assert set(case.detail) <= {(part.name, part.value) for part in verdict.detail}, case.reason
    for words in case.says:
        assert words in verdict.because, verdict.because
    assert verdict.because.endswith("."), verdict.because


def test_enough_cases() -> None:
    assert len({(case.question, case.name) for case in CASES}) == len(CASES) >= 120
