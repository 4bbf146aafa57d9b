"""Find a consulate: from the country where somebody lives to the missions that may serve them. Not legal advice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from accredit.errors import QuestionError
from accredit.model import Mission, State
from accredit.verdict import Verdict, put, told
from accredit.verdict.because import party_words
from accredit.views.verdict_words import value_words
from accredit.web.pages.state import StateShown
from accredit.web.shown import AnswerShown, MissionShown, answer_shown, mission_shown
from accredit.web.view import Asked, View

_SERVES_NOBODY = frozenset({"permanent-mission"})
"""Missions to organisations; they have no consular work."""


@dataclass(frozen=True, slots=True)
class Papers:
    """What one authority does with a mission's documents: `honoured`, `disowned`, or None where it is contested."""

    authority: str
    value: str | None
    standing: str
    host: bool


@dataclass(frozen=True, slots=True)
class Serving:
    """A mission that may serve: it stands in the country, or is responsible for it from another one.

    `authority` is the party that runs it by its name, else the answer's words; `last` the day of the last word on who
    runs it or on its services.
    """

    mission: MissionShown
    because: Literal["host", "jurisdiction"]
    operator: AnswerShown
    authority: str
    services: AnswerShown
    papers: tuple[Papers, ...]
    last: date | None


@dataclass(frozen=True, slots=True)
class Residence:
    """A country with the missions that may serve somebody who lives there, and whom it recognises."""

    state: StateShown
    serving: tuple[Serving, ...]
    recognition: AnswerShown


@dataclass(frozen=True, slots=True)
class FindPage:
    """The countries to choose from, and those that were chosen. A published page has all, for nobody is asked."""

    asked: Asked
    states: tuple[StateShown, ...]
    found: tuple[Residence, ...]


def find_page(view: View, residence: str = "") -> FindPage:
    """The page for a country's code; without one the choice alone. Raises QuestionError for a code that is none."""
    own = view.situation.sending
    states = sorted((s for s in view.situation.states if s.code != own), key=lambda s: s.name)
    if residence and residence not in {s.code for s in states}:
        raise QuestionError(f"residence: {residence[:40]!r} is no code of a state here")
    if view.site.options.published:
        served = {code for m in view.snapshot.missions.values() for code in (m.host, *m.jurisdictions)}
        chosen = [s for s in states if s.code in served]
    else:
        chosen = [s for s in states if s.code == residence]
    choice = chosen if view.site.options.published else states
    return FindPage(
        view.asked,
        tuple(StateShown(s.code, s.name) for s in choice),
        tuple(_residence(s, view) for s in chosen),
    )


def _residence(state: State, view: View) -> Residence:
    missions = [m for m in view.snapshot.missions.values() if m.kind not in _SERVES_NOBODY]
    here = [_serving(m, "host", state, view) for m in missions if m.host == state.code]
    beyond = [_serving(m, "jurisdiction", state, view) for m in missions if state.code in m.jurisdictions]
    about = told(state.code, view.snapshot.of_states, view.situation, of_state=True)
    recognition = put("recognition", state.code, about, view.situation, as_of=view.times.as_of)
    return Residence(StateShown(state.code, state.name), (*here, *beyond), answer_shown(recognition))


def _serving(mission: Mission, because: Literal["host", "jurisdiction"], state: State, view: View) -> Serving:
    answers = view.dossier(mission)
    days = [day for q in ("operator", "services") if (day := answers[q].last)]
    papers = tuple(
        Papers(
            party_words(part.name, view.situation), part.value, part.standing, part.name in (state.code, "host-state")
        )
        for part in answers["documents"].detail
    )
    return Serving(
        mission_shown(mission, view.snapshot),
        because,
        answer_shown(answers["operator"]),
        _authority(answers["operator"], view),
        answer_shown(answers["services"]),
        papers,
        max(days, default=None),
    )


def _authority(verdict: Verdict, view: View) -> str:
    party = view.situation.party(verdict.value) if verdict.value else None
    return party.name if party else value_words(verdict)
