"""A state towards the parties: recognition, relations, posture, its missions; and the list of all states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accredit.errors import NothingHereError
from accredit.model import State
from accredit.verdict import STATE_QUESTIONS, Verdict, named_states, put, told
from accredit.web.pages.mission import citation
from accredit.web.pages.situation import Row, row
from accredit.web.shown import AnswerShown, ClaimShown, answer_shown, evidence_ids
from accredit.web.snapshot import claims_named
from accredit.web.view import Asked, View

CLAIMS = 120
"""Claims on one page."""


@dataclass(frozen=True, slots=True)
class StateShown:
    """A state by name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class StatePage:
    """All of one state. `missions` are those of the contested state that it hosts."""

    asked: Asked
    state: StateShown
    answers: tuple[AnswerShown, ...]
    missions: tuple[Row, ...]
    claims: tuple[ClaimShown, ...]
    all_claims: int
    set_aside: tuple[ClaimShown, ...]
    citation: str


@dataclass(frozen=True, slots=True)
class StateRow:
    """One state with its answers."""

    state: StateShown
    answers: tuple[AnswerShown, ...]
    missions: int
    last: date | None


@dataclass(frozen=True, slots=True)
class StatesPage:
    """All states that somebody named or that host a mission."""

    asked: Asked
    states: tuple[StateRow, ...]


def state_page(view: View, code: str) -> StatePage:
    """The page of a state. Raises QuestionError for a code that there is not."""
    state = view.situation.state(code)
    if state is None:
        raise NothingHereError(f"{code[:40]!r} is no code of a state (ISO 3166-1 alpha-2)")
    verdicts = _answers(state, view)
    behind = claims_named(view.snapshot.of_states, evidence_ids(verdicts))
    named = list({r.claim.id: r for r in (*behind, *view.snapshot.naming(state))}.values())
    operators = view.operators()
    hosted = [m for m in view.snapshot.missions.values() if m.host == code]
    return StatePage(
        asked=view.asked,
        state=StateShown(state.code, state.name),
        answers=tuple(map(answer_shown, verdicts)),
        missions=tuple(row(m, operators[m.id], None, view) for m in hosted),
        claims=view.shown(named[:CLAIMS]),
        all_claims=len(named),
        set_aside=view.shown(view.snapshot.aside(state)),
        citation=citation(f"{state.name}: recognition", verdicts[0], view),
    )


def states_page(view: View) -> StatesPage:
    """The list of states by name."""
    named = {code for r in view.snapshot.of_states for code in named_states(r.claim, view.situation)}
    hosts: dict[str, int] = {}
    for mission in view.snapshot.missions.values():
        hosts[mission.host] = hosts.get(mission.host, 0) + 1
    wanted = sorted((s for s in view.situation.states if s.code in named or s.code in hosts), key=lambda s: s.name)
    rows = []
    for state in wanted:
        verdicts = _answers(state, view)
        last = max((v.last for v in verdicts if v.last), default=None)
        answers = tuple(map(answer_shown, verdicts))
        rows.append(StateRow(StateShown(state.code, state.name), answers, hosts.get(state.code, 0), last))
    return StatesPage(view.asked, tuple(rows))


def _answers(state: State, view: View) -> list[Verdict]:
    about = told(state.code, view.snapshot.of_states, view.situation, of_state=True)
    return [put(q, state.code, about, view.situation, as_of=view.times.as_of) for q in STATE_QUESTIONS]
