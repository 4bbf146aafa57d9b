"""What moves with the sliders: how each mission is drawn and answered at a pair of times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accredit.model import Mission
from accredit.verdict import Verdict
from accredit.views.verdict_words import answer_words, value_words
from accredit.web.marks import fill_of
from accredit.web.shown import mission_shown
from accredit.web.view import Asked, View


@dataclass(frozen=True, slots=True)
class State:
    """An answer as the map and the list show it."""

    first: str
    second: str | None
    way: str
    standing: str
    words: str
    told: str
    since: str
    last: date | None


@dataclass(frozen=True, slots=True)
class MarksPage:
    """The states of all missions at the times asked about; `marks` has, by a mission's name, its place in `states`."""

    asked: Asked
    states: tuple[State, ...]
    marks: Mapping[str, int]


def marks_page(view: View) -> MarksPage:
    """The states of all missions, each different one once."""
    operators = view.operators()
    states: dict[State, int] = {}
    marks = {}
    for mission in view.snapshot.missions.values():
        state = state_of(operators[mission.id], view.slots)
        marks[_name(mission, view)] = states.setdefault(state, len(states))
    return MarksPage(view.asked, tuple(states), marks)


def state_of(verdict: Verdict, slots: Mapping[str, str]) -> State:
    """An answer as the map and the list show it."""
    fill = fill_of(verdict, slots)
    since = verdict.since
    shown = since and (since.latest or since.earliest)
    return State(
        fill.first, fill.second, fill.way, verdict.standing, answer_words(verdict), value_words(verdict),
        shown.isoformat() if shown and (verdict.value or verdict.leaning) else "", verdict.last,
    )  # fmt: skip


def _name(mission: Mission, view: View) -> str:
    return mission_shown(mission, view.snapshot).name
