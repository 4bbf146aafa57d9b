"""The ledger of all samples against the answers that a careful reader expects of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pytest

from accredit.ledger import Ledger
from accredit.verdict import answer
from tests.samples.answers import Answered, answered, answered_all, faults, sample_ledger
from tests.samples.expectations import Row, floors, rows, situation
from tests.samples.perfect import perfect_claims
from tests.samples.report import answer_lines

AT_FAULT = frozenset(row["row"] for row in floors()["verdicts"]["at_fault"])
STRICT = (
    "operator af-tj-khorog-consulate-general 2023-03-31",
    "operator af-tm-ashgabat-embassy 2023-03-31",
    "operator af-tm-ashgabat-embassy 2024-03-31",
    "operator af-tr-istanbul-consulate-general 2023-03-31",
    "operator af-tr-istanbul-consulate-general 2024-03-31",
    "operator af-tr-istanbul-consulate-general 2024-12-31",
    "operator af-ir-tehran-embassy 2023-03-31",
    "operator af-ir-tehran-embassy 2024-03-31",
    "operator af-ir-tehran-embassy 2024-12-31",
    "operator af-no-oslo-embassy 2025-12-31",
    "recognition RU 2025-12-31",
)
"""The answers that must hold, whatever the share of the others."""


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    with sample_ledger() as opened:
        yield opened


def named(name: str) -> Row:
    (row,) = (row for row in rows() if row.name == name)
    return row


def test_no_row_stands_twice() -> None:
    assert len({row.name for row in rows()}) == len(rows()) > 50


@pytest.mark.parametrize("name", STRICT)
def test_the_answers_that_must_hold(name: str, ledger: Ledger) -> None:
    one = answered(named(name), ledger)
    assert one.faults == (), "\n".join(answer_lines(one))


def test_the_khorog_row_asks_for_all_of_it() -> None:
    """The strict list would be worth nothing if its first row asked for less."""
    row = named(STRICT[0])
    assert (row.standing, row.leaning, row.formal) == ("contested", "taliban", "republic")


def test_the_share_stands_on_its_floor() -> None:
    answers = _answers()
    wrong = [one.row.name for one in answers if one.faults]
    floor = floors()["verdicts"]["right"]
    assert 1 - len(wrong) / len(answers) >= floor, f"right answers fell under {floor}; wrong are {wrong}"


@lru_cache(maxsize=1)
def _answers() -> tuple[Answered, ...]:
    return answered_all()


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.name)
def test_a_perfect_reading_gives_the_answer(row: Row) -> None:
    """The rules alone, without the extraction. A row that no reading can meet is at fault, and says why."""
    verdict = answer(row.question, row.subject, perfect_claims(row), situation(), as_of=row.as_of)
    found = faults(row, verdict)
    assert bool(found) == (row.name in AT_FAULT), f"{found}: {verdict.because}"


def test_rows_at_fault_are_rows_and_not_strict() -> None:
    names = {row.name for row in rows()}
    assert names >= {*AT_FAULT, *STRICT}
    assert not AT_FAULT & set(STRICT)
