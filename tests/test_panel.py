"""The panel: one row a subject, day and question; the days, the rows, the laws."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from accredit.errors import QuestionError
from accredit.ledger import open_ledger
from accredit.model import Scope, When
from accredit.panel import Row, days, mission_rows, state_rows
from accredit.rulings import Loaded, load
from accredit.verdict import answer
from tests.ledger.kit import reading, said
from tests.rulings.kit import carried
from tests.world import BELM, CORRO, WORLD, article

D = date.fromisoformat


@pytest.mark.parametrize(
    ("first", "last", "every", "expected"),
    [
        # Months, quarters and years stand for their last day, as everywhere; a begun one is left out.
        ("2023-01-15", "2023-03-31", "month", ["2023-01-31", "2023-02-28", "2023-03-31"]),
        ("2023-11-01", "2024-03-15", "month", ["2023-11-30", "2023-12-31", "2024-01-31", "2024-02-29"]),
        ("2023-01-01", "2023-12-31", "quarter", ["2023-03-31", "2023-06-30", "2023-09-30", "2023-12-31"]),
        ("2021-08-15", "2023-12-31", "year", ["2021-12-31", "2022-12-31", "2023-12-31"]),
        # Days and weeks count from the first day.
        ("2023-02-27", "2023-03-01", "day", ["2023-02-27", "2023-02-28", "2023-03-01"]),
        ("2023-03-01", "2023-03-16", "week", ["2023-03-01", "2023-03-08", "2023-03-15"]),
        ("2023-03-01", "2023-03-01", "week", ["2023-03-01"]),
    ],
)
def test_the_days_of_a_panel(first: str, last: str, every: str, expected: list[str]) -> None:
    assert [d.isoformat() for d in days(D(first), D(last), every)] == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(("first", "last", "every"), [("2023-03-02", "2023-03-01", "day"),
                                                       ("2023-03-01", "2023-03-30", "month")])  # fmt: skip
def test_a_panel_without_a_day_is_no_panel(first: str, last: str, every: str) -> None:
    with pytest.raises(QuestionError):
        days(D(first), D(last), every)  # type: ignore[arg-type]


MARCH = carried("The crown runs Belm.")
MAY = carried(
    "The assembly runs Belm.", party="assembly", aspect="change", outlet="Morning Post", published="2021-05-02"
)
MONTHS = days(D("2021-02-01"), D("2021-06-30"), "month")


def _belm(rows: list[Row]) -> list[Row]:
    return [r for r in rows if r.verdict.subject == BELM.id]


def test_every_mission_has_a_row_a_day_also_where_nobody_spoke() -> None:
    # A panel is balanced: what is missing is a row that says unknown, not a missing row.
    rows = mission_rows(lambda _: [MARCH], WORLD, MONTHS, ("operator",))
    assert len(rows) == len(WORLD.missions) * len(MONTHS)
    assert [(r.verdict.subject, r.day) for r in rows] == sorted((m.id, d) for m in WORLD.missions for d in MONTHS)


def test_a_row_says_what_the_verdict_says_and_who_stands_behind_it() -> None:
    rows = _belm(mission_rows(lambda _: [MARCH, MAY], WORLD, MONTHS, ("operator",)))
    for row in rows:
        assert row.verdict == answer("operator", BELM.id, [MARCH, MAY], WORLD, as_of=row.day)
    assert [r.verdict.value for r in rows] == [None, "crown", "crown", "assembly", "assembly"]
    assert [r.sources for r in rows] == [
        (),
        ("Evening Lantern",),
        ("Evening Lantern",),
        ("Morning Post",),
        ("Morning Post",),
    ]


def test_with_each_days_own_knowledge_later_news_changes_no_earlier_row() -> None:
    # In hindsight the handover "in April" is known for April; at the time nobody had said so.
    on = When("instant", D("2021-04-10"), D("2021-04-10"), "10 April")
    told = carried("It was handed over.", party="assembly", predicate="handed_over", when=on, published="2021-05-02")
    both = Loaded(WORLD, (MARCH, told), (), (MARCH.article, told.article))
    hindsight = mission_rows(lambda _: both.at(None).claims, WORLD, MONTHS, ("operator",))
    then = mission_rows(lambda day: both.at(day).claims, WORLD, MONTHS, ("operator",))
    assert [r.verdict.value for r in _belm(hindsight)] == [None, "crown", "assembly", "assembly", "assembly"]
    assert [r.verdict.value for r in _belm(then)] == [None, "crown", "crown", "assembly", "assembly"]


def test_states_have_rows_where_they_are_named() -> None:
    wide = carried("Belmora recognises the crown.", predicate="recognises", mission=None, scope=Scope(hosts=("XB",)))
    rows = state_rows(lambda _: [wide], WORLD, MONTHS, ("recognition",))
    assert {r.verdict.subject for r in rows} == {"XB"} and len(rows) == len(MONTHS)
    assert len(state_rows(lambda _: [wide], WORLD, MONTHS, ("recognition", "relations"), every=True)) == 4 * 2 * len(
        MONTHS
    )


def test_a_question_of_missions_is_none_of_states() -> None:
    with pytest.raises(QuestionError, match="recognition"):
        mission_rows(lambda _: [], WORLD, MONTHS, ("recognition",))
    with pytest.raises(QuestionError, match="operator"):
        state_rows(lambda _: [], WORLD, MONTHS, ("operator",))


def test_the_order_of_reading_changes_no_row() -> None:
    articles = [
        article(f"Words number {n}.", id=str(n), outlet=("Evening Lantern", "Morning Post")[n % 2],
                published=f"2021-0{n % 5 + 1}-1{n}")
        for n in range(8)
    ]  # fmt: skip
    found = []
    for seed in range(4):
        Random(seed).shuffle(articles)
        with open_ledger(":memory:") as ledger:
            for one in articles:
                n = int(one.id)
                parties = {"party": ("crown", "assembly")[n % 3 == 0], "mission": (BELM, CORRO)[n % 4 == 0]}
                ledger.append(one, [reading(one, said(one, **parties))])
            loaded = load(ledger, WORLD)
            found.append(
                mission_rows(lambda day, held=loaded: held.at(day).claims, WORLD, MONTHS, ("operator", "head"))
            )
    assert all(rows == found[0] for rows in found)
