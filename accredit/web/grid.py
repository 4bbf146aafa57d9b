"""The states of all missions for every pair of days that the sliders of a published site can stand at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accredit.model import RecordedClaim
from accredit.panel import Every, days
from accredit.verdict import put, told
from accredit.web.pages.marks import State, state_of
from accredit.web.shown import mission_shown
from accredit.web.turning import printing, turning
from accredit.web.view import View

WORK = 500_000
"""Claims weighed for one mission, over all pairs of days; one that takes more is answered for ends of periods."""

KNOWN = 700
"""Days of publication that are looked at; where there are more, ends of periods."""

Runs = tuple[tuple[int, tuple[tuple[int, int], ...]], ...]
"""From a place in `known` on: from a place in `days` on, the place in `states`."""


@dataclass(frozen=True, slots=True)
class Grid:
    """States by mission's name, day of knowledge and day, each said where it changes: so of any day.

    The place after the last one of `known` stands for open. `coarse` are the missions that so much is told of that
    their states are said for the ends of periods alone.
    """

    days: tuple[date, ...]
    known: tuple[date, ...]
    states: tuple[State, ...]
    grid: Mapping[str, Runs]
    coarse: tuple[str, ...]


_Row = tuple[tuple[date, int], ...]
_OPEN = date.max


def grid(view: View, every: Every) -> Grid:
    """The grid from the start of the contest to the day that the site answers for."""
    return _Making(view, every).grid()


class _Making:
    """A grid on its way: the states found so far, and by mission the rows by the day of knowledge they begin on."""

    def __init__(self, view: View, every: Every) -> None:
        self._view = view
        self._first, self._last = view.situation.start, max(view.times.as_of, view.situation.start)
        self._ends = _ends(self._first, self._last, every)
        self._states: dict[State, int] = {}
        self._rows: dict[str, list[tuple[date, _Row]]] = {}
        self._coarse: set[str] = set()

    def grid(self) -> Grid:
        view = self._view
        known = view.site.known(view.situation, view.times, view.without)
        by_mission = self._by_mission(known(None))
        days = printing([r for claims in by_mission.values() for r in claims], self._first, self._last)
        often = len(days) > KNOWN
        days = self._ends if often else days
        for mission, claims in by_mission.items():
            printed = len(printing(claims, self._first, self._last))
            turns = len(turning(claims, view.situation, self._first, self._last))
            if often or printed * turns * len(claims) > 2 * WORK:
                self._coarse.add(mission)
        before: dict[str, frozenset[str]] = {}
        for day in (*days, None):
            by_mission = self._by_mission(known(day))
            for mission in view.snapshot.missions:
                claims = by_mission.get(mission, [])
                now = frozenset(f"{r.claim.id} {r.report}" for r in claims)
                if now != before.get(mission):
                    before[mission] = now
                    self._rows.setdefault(mission, []).append((day or _OPEN, self._row(mission, claims)))
        return self._made()

    def _by_mission(self, claims: Sequence[RecordedClaim]) -> dict[str, list[RecordedClaim]]:
        found: dict[str, list[RecordedClaim]] = {}
        for recorded in claims:
            mission = recorded.claim.mission
            if mission and self._view.allowance.may(recorded.article):
                found.setdefault(mission.id, []).append(recorded)
        return found

    def _row(self, mission: str, claims: Sequence[RecordedClaim]) -> _Row:
        """The state from each day on, said where it changes."""
        view = self._view
        about = told(mission, claims, view.situation)
        coarse = mission in self._coarse
        days = self._ends if coarse else turning(claims, view.situation, self._first, self._last)
        found: list[tuple[date, int]] = []
        for day in days:
            state = state_of(put("operator", mission, about, view.situation, as_of=day), view.slots, day)
            number = self._states.setdefault(state, len(self._states))
            if not found or found[-1][1] != number:
                found.append((day, number))
        return tuple(found)

    def _made(self) -> Grid:
        """The days that something begins on, and the rows by their places among them."""
        every = [row for rows in self._rows.values() for row in rows]
        days = sorted({day for _, row in every for day, _ in row})
        known = sorted({day for day, _ in every if day != _OPEN} | {self._first})
        runs = {
            self._name(mission): tuple(
                (
                    len(known) if day == _OPEN else bisect_left(known, day),
                    tuple((bisect_left(days, at), state) for at, state in row),
                )
                for day, row in rows
            )
            for mission, rows in self._rows.items()
        }
        coarse = tuple(sorted(map(self._name, self._coarse)))
        return Grid(tuple(days), tuple(known), tuple(self._states), runs, coarse)

    def _name(self, mission: str) -> str:
        return mission_shown(self._view.snapshot.missions[mission], self._view.snapshot).name


def _ends(first: date, last: date, every: Every) -> list[date]:
    """The first day, the ends of periods and the last day."""
    found = days(first, last, every if (last - first).days > 366 else "month") if (last - first).days > 31 else []
    return sorted({first, *found, last})
