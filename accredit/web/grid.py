"""The states of all missions for every pair of times that the sliders of a published site can stand at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accredit.model import RecordedClaim
from accredit.panel import Every, days
from accredit.verdict import put, told
from accredit.web.pages.marks import State, state_of
from accredit.web.shown import mission_shown
from accredit.web.view import View

Runs = tuple[tuple[int, tuple[tuple[int, int], ...]], ...]
"""From a place in `known` on: from a place in `days` on, the place in `states`."""


@dataclass(frozen=True, slots=True)
class Grid:
    """States by mission's name, day of knowledge and day, each said where it changes.

    `days` and `known` are the same days; the place after the last one of `known` stands for open.
    """

    days: tuple[date, ...]
    known: tuple[date, ...]
    states: tuple[State, ...]
    grid: Mapping[str, Runs]


def grid(view: View, every: Every) -> Grid:
    """The grid from the start of the contest to the day that the site answers for."""
    steps = _steps(view.situation.start, view.times.as_of, every)
    known = view.site.known(view.situation, view.times, view.without)
    states: dict[State, int] = {}
    runs: dict[str, list[tuple[int, tuple[tuple[int, int], ...]]]] = {}
    told_before: dict[str, frozenset[str]] = {}
    for place, day in enumerate((*steps, None)):
        by_mission = _by_mission(known(day), view)
        for mission in view.snapshot.missions.values():
            claims = by_mission.get(mission.id, [])
            now = frozenset(f"{r.claim.id} {r.report}" for r in claims)
            if place and now == told_before[mission.id]:
                continue
            told_before[mission.id] = now
            name = mission_shown(mission, view.snapshot).name
            runs.setdefault(name, []).append((place, _row(mission.id, claims, steps, view, states)))
    return Grid(steps, steps, tuple(states), {name: tuple(each) for name, each in runs.items()})


def _steps(first: date, last: date, every: Every) -> tuple[date, ...]:
    """The ends of periods and the last day itself."""
    if last <= first:
        return (last,)
    found = days(first, last, every if (last - first).days > 366 else "month") if (last - first).days > 31 else []
    return tuple(dict.fromkeys((*found, last)))


def _by_mission(claims: Sequence[RecordedClaim], view: View) -> Mapping[str, list[RecordedClaim]]:
    found: dict[str, list[RecordedClaim]] = {}
    for recorded in claims:
        mission = recorded.claim.mission
        if mission and view.allowance.may(recorded.article):
            found.setdefault(mission.id, []).append(recorded)
    return found


def _row(
    mission: str, claims: Sequence[RecordedClaim], steps: Sequence[date], view: View, states: dict[State, int]
) -> tuple[tuple[int, int], ...]:
    """The state on each day, said where it changes."""
    about = told(mission, claims, view.situation)
    found: list[tuple[int, int]] = []
    for place, day in enumerate(steps):
        verdict = put("operator", mission, about, view.situation, as_of=day)
        number = states.setdefault(state_of(verdict, view.slots), len(states))
        if not found or found[-1][1] != number:
            found.append((place, number))
    return tuple(found)
