"""The Venezuelan samples against what a careful reader finds in them and expects of their ledger.

The situation is a pack without code: whatever is missed here is missed by what reads every situation alike.
"""

from __future__ import annotations

from functools import lru_cache

import pytest

from accredit.extract import extract
from accredit.situation import load
from accredit.triage import touches
from accredit.verdict import answer
from tests.samples.answers import Answered, answered_all, faults
from tests.samples.expectations import Row, expected_claims, floors, rows, samples, situation
from tests.samples.matching import Figures, compared_all
from tests.samples.perfect import perfect_claims
from tests.samples.report import answer_lines, claim_words, figure_lines
from tests.samples.wording import wording_faults
from tests.samples_venezuela.kit import VENEZUELA

ITEMS = tuple(expected_claims(VENEZUELA))
NOTHING = ("sample-ve-23-caracas-embassies", "sample-ve-24-los-yoses-coffee")
FLOORS = floors(VENEZUELA)
AT_FAULT = frozenset(row["row"] for row in FLOORS["verdicts"].get("at_fault", ()))
STRICT = (
    "operator ve-us-washington-embassy 2019-06-30",
    "operator ve-us-washington-embassy 2019-06-30 known 2019-05-01",
    "operator ve-us-washington-embassy 2023-06-30",
    "operator ve-cr-san-jose-embassy 2019-06-30",
    "operator ve-bo-la-paz-embassy 2020-12-31",
    "operator ve-de-berlin-embassy 2019-06-30",
    "operator ve-pe-lima-embassy 2023-06-30",
)
"""The answers that must hold, whatever the share of the others."""


@lru_cache(maxsize=1)
def answers() -> dict[str, Answered]:
    return {one.row.name: one for one in answered_all(VENEZUELA)}


def test_every_sample_has_its_expectations() -> None:
    assert set(ITEMS) == set(samples(VENEZUELA))
    assert all(article.sample for article in samples(VENEZUELA).values())


@pytest.mark.parametrize("name", ITEMS)
def test_expectations_are_in_words_that_exist(name: str) -> None:
    assert wording_faults(name, VENEZUELA) == []


@pytest.mark.parametrize("figure", ["required_found", "extracted_expected", "details_right"])
def test_the_share_of_claims_stands_on_its_floor(figure: str) -> None:
    figures = Figures.of(compared_all(VENEZUELA))
    floor = FLOORS["claims"][figure]
    assert figures.shares[figure] >= floor, "\n".join(
        [f"{figure} fell under {floor}", *figure_lines(figures), "misses: python -m tests.samples_venezuela.report"]
    )


@pytest.mark.parametrize("name", NOTHING)
def test_nothing_is_claimed_where_nothing_is_told(name: str) -> None:
    (item,) = (item for item in compared_all(VENEZUELA) if item.article.id == name)
    assert expected_claims(VENEZUELA)[name] == ()
    assert [claim_words(c) for c in item.extra] == []


def test_no_row_stands_twice() -> None:
    names = [row.name for row in rows(VENEZUELA)]
    assert len(set(names)) == len(names) > 40
    days = {row.as_of.isoformat() for row in rows(VENEZUELA)}
    assert days == {"2019-06-30", "2020-12-31", "2022-12-31", "2023-06-30"}


@pytest.mark.parametrize("name", STRICT)
def test_the_answers_that_must_hold(name: str) -> None:
    assert answers()[name].faults == (), "\n".join(answer_lines(answers()[name]))


def test_the_share_of_answers_stands_on_its_floor() -> None:
    wrong = [name for name, one in answers().items() if one.faults]
    floor = FLOORS["verdicts"]["right"]
    assert 1 - len(wrong) / len(answers()) >= floor, f"right answers fell under {floor}; wrong are {wrong}"


@pytest.mark.parametrize("row", rows(VENEZUELA), ids=lambda row: row.name)
def test_a_perfect_reading_gives_the_answer(row: Row) -> None:
    """The rules alone, without the extraction. A row that no reading can meet is at fault, and says why."""
    claims = perfect_claims(row, VENEZUELA)
    verdict = answer(row.question, row.subject, claims, situation(VENEZUELA), as_of=row.as_of)
    found = faults(row, verdict)
    assert bool(found) == (row.name in AT_FAULT), f"{found}: {verdict.because}"


class TestOneSituationBesideAnother:
    """Both packs are read unless one is named, so an article of the one must give nothing for the other."""

    @pytest.mark.parametrize("name", samples())
    def test_the_afghan_samples_say_nothing_of_venezuela(self, name: str) -> None:
        assert not touches(samples()[name].text, situation(VENEZUELA))

    @pytest.mark.parametrize("name", ITEMS)
    def test_the_venezuelan_samples_say_nothing_of_afghan_missions(self, name: str) -> None:
        """An article that names no party gets no further than triage; "interim government" names one."""
        article, other = samples(VENEZUELA)[name], load("afghanistan-2021")
        claims = extract(article, other).claims if touches(article.text, other) else ()
        assert [claim_words(c) for c in claims if c.mission] == []
