"""Both sliders reach every day on which an answer changes, served and published."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accredit.ledger import open_ledger
from accredit.model import Mission
from accredit.situation import load
from accredit.verdict import put, told
from accredit.web import grid as grids
from accredit.web.grid import Grid, grid
from accredit.web.pages.days import days_page
from accredit.web.pages.marks import state_of
from accredit.web.shown import mission_shown
from accredit.web.site import Site
from accredit.web.view import View
from bench.ledger import fill
from bench.synthetic import articles

SITUATION = load("afghanistan-2021")
START, END = SITUATION.start, date(2023, 12, 31)
DAYS = (END - START).days


@pytest.fixture(scope="module")
def view(make_site: Callable[..., Site]) -> View:
    return View.of(make_site(public=True, published=True), SITUATION.id)


@pytest.fixture(scope="module")
def written_grid(view: View) -> Grid:
    return grid(view, "month")


def looked_up(found: Grid, mission: str, day: date, known: date | None) -> object:
    """What the island reads from the file for a pair of days."""
    place = bisect_right(found.known, known) - 1 if known else len(found.known)
    runs = [row for start, row in found.grid[mission] if start <= place][-1]
    at = bisect_right(found.days, day) - 1
    return found.states[[state for start, state in runs if start <= at][-1]]


def answered(view: View, mission: Mission, day: date, known: date | None) -> object:
    """What the rules say."""
    claims = [
        r
        for r in view.site.known(view.situation, view.times, ())(known)
        if r.claim.mission and r.claim.mission.id == mission.id and view.allowance.may(r.article)
    ]
    about = told(mission.id, claims, view.situation)
    return state_of(put("operator", mission.id, about, view.situation, as_of=day), view.slots, day)


@pytest.mark.parametrize("known", [None, date(2023, 3, 27), date(2023, 4, 30)])
def test_the_file_says_of_every_day_what_the_rules_say(view: View, written_grid: Grid, known: date | None) -> None:
    """Day by day, of every mission that anybody spoke of."""
    wrong = []
    for name in view.snapshot.by_mission:
        mission = view.mission(name)
        shown = mission_shown(mission, view.snapshot).name
        claims = [
            r
            for r in view.site.known(view.situation, view.times, ())(known)
            if r.claim.mission and r.claim.mission.id == name
        ]
        about = told(name, claims, view.situation)
        for day in (START + timedelta(n) for n in range(DAYS + 1)):
            state = state_of(put("operator", name, about, view.situation, as_of=day), view.slots, day)
            if state != looked_up(written_grid, shown, day, known):
                wrong.append((name, day))
    assert wrong == []


@settings(max_examples=25, deadline=None)
@given(day=st.integers(0, DAYS), known=st.none() | st.integers(0, DAYS), place=st.integers(0, 10_000))
def test_any_pair_of_days(view: View, written_grid: Grid, day: int, known: int | None, place: int) -> None:
    missions = sorted(view.snapshot.by_mission)
    mission = view.mission(missions[place % len(missions)])
    shown = mission_shown(mission, view.snapshot).name
    at, by = START + timedelta(day), None if known is None else START + timedelta(known)
    assert looked_up(written_grid, shown, at, by) == answered(view, mission, at, by)


def test_many_invented_words_too(tmp_path: Path, make_site: Callable[..., Site]) -> None:
    """Forty invented claims with every kind of date, a change of an answer on some days in a row."""
    mission = SITUATION.missions[3]
    with open_ledger(tmp_path / "some.db") as ledger:
        fill(ledger, articles(SITUATION, 40, seed=11, of=[mission]))
    view = View.of(make_site(tmp_path / "some.db", public=True, published=True), SITUATION.id)
    found = grid(view, "year")
    assert found.coarse == ()
    name = mission_shown(mission, view.snapshot).name
    about = told(mission.id, view.claims_on(mission), view.situation)
    for day in (START + timedelta(n) for n in range(DAYS + 1)):
        state = state_of(put("operator", mission.id, about, view.situation, as_of=day), view.slots, day)
        assert state == looked_up(found, name, day, None), day


def test_what_is_told_too_often_stands_at_ends_of_months_and_is_named(
    view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grids, "WORK", 0)
    found = grid(view, "month")
    assert "af-tj-khorog-consulate-general" in found.coarse
    assert all(day in (END, START) or (day + timedelta(1)).day == 1 for day in found.days)


def test_the_server_knows_the_days_too(view: View, written_grid: Grid) -> None:
    """Whatever day the file has, the server stops at: it may stop at more."""
    page = days_page(view)
    assert set(written_grid.days) <= {START, *page.days}
    assert set(written_grid.known) <= {START, *page.known}


def test_the_file_is_small(written: Path) -> None:
    place = written / SITUATION.id / "marks.json"
    held: Mapping[str, object] = json.loads(place.read_text("utf-8"))
    assert place.stat().st_size < 200_000
    assert held["days"]
