"""What moves with the sliders: how each mission is drawn and answered at a pair of times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accredit.model import Interval, Mission
from accredit.verdict import Verdict
from accredit.views.verdict_words import answer_words, value_words
from accredit.views.words import interval_words
from accredit.web.marks import fill_of
from accredit.web.shown import mission_shown
from accredit.web.view import Asked, View

ASKED = "{day}"
"""Stands in a state for the day asked about."""


@dataclass(frozen=True, slots=True)
class State:
    """An answer as the map and the list show it. In `since` and `last`, `{day}` stands for the day asked about: they
    move with it as long as a word goes on to speak for each day.
    """

    first: str
    second: str | None
    way: str
    standing: str
    words: str
    told: str
    since: str
    last: str | None


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
        state = state_of(operators[mission.id], view.slots, view.times.as_of)
        marks[_name(mission, view)] = states.setdefault(state, len(states))
    return MarksPage(view.asked, tuple(states), marks)


def state_of(verdict: Verdict, slots: Mapping[str, str], as_of: date) -> State:
    """An answer, which is as of a day, as the map and the list show it."""
    fill, since, last = fill_of(verdict, slots), verdict.since, verdict.last
    words = _since_words(since, as_of) if since and (verdict.value or verdict.leaning) else ""
    day = last.isoformat() if last else None
    return State(
        fill.first, fill.second, fill.way, verdict.standing, answer_words(verdict), value_words(verdict), words,
        ASKED if last == as_of else day,
    )  # fmt: skip


def _since_words(since: Interval, as_of: date) -> str:
    if since.latest != as_of:
        return interval_words(since)
    if since.earliest is None:
        return f"by {ASKED}"
    return ASKED if since.earliest == as_of else f"{since.earliest} to {ASKED}"


def _name(mission: Mission, view: View) -> str:
    return mission_shown(mission, view.snapshot).name
