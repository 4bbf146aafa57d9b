"""Tables for research: one row a subject, day and question. Pure; docs/panel.md is the codebook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from accredit.errors import QuestionError
from accredit.model import Mission, RecordedClaim, Situation, State
from accredit.verdict import MISSION_QUESTIONS, STATE_QUESTIONS, Verdict, answer
from accredit.verdict.because import voice_words
from accredit.verdict.states import named_states, width

Every = Literal["day", "week", "month", "quarter", "year"]
Known = Callable[[date], Sequence[RecordedClaim]]
"""The claims that answer for a day: all that are held, or those known on the day itself."""

_STEP = {"day": 1, "week": 7}
_ENDS = {"month": frozenset(range(1, 13)), "quarter": frozenset({3, 6, 9, 12}), "year": frozenset({12})}
"""The months at whose last day such a period ends."""


@dataclass(frozen=True, slots=True)
class Row:
    """One answer of a panel. The sources are the origins behind it and against it, each once, in order."""

    subject: Mission | State
    question: str
    day: date
    verdict: Verdict
    sources: tuple[str, ...]
    against: tuple[str, ...]
    sample: bool


def days(first: date, last: date, every: Every) -> list[date]:
    """The days of a panel between two days, both included.

    Days and weeks count from the first; a month, quarter or year stands for its last day, and one that ends later
    is left out. Raises QuestionError when no day is left.
    """
    if every in _STEP:
        found = [first + timedelta(n) for n in range(0, (last - first).days + 1, _STEP[every])]
    else:
        months = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
        ends = (_month_end(n // 12, n % 12 + 1) for n in months if n % 12 + 1 in _ENDS[every])
        found = [day for day in ends if first <= day <= last]
    if not found:
        raise QuestionError(f"--from {first} --to {last}: no {every} ends in between")
    return found


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


def mission_rows(known: Known, situation: Situation, at: Sequence[date], questions: Sequence[str]) -> list[Row]:
    """Every mission of the situation or spoken of, by id, day and question.

    Raises QuestionError for a question that is not put to missions.
    """
    _check(questions, MISSION_QUESTIONS)
    held: dict[date, dict[str, list[RecordedClaim]]] = {}
    missions = {m.id: m for m in situation.missions}
    for day in at:
        about = held.setdefault(day, {})
        for recorded in known(day):
            if mission := recorded.claim.mission:
                missions.setdefault(mission.id, mission)
                about.setdefault(mission.id, []).append(recorded)
    return [
        _row(missions[name], name, question, day, held[day].get(name, []), situation)
        for name in sorted(missions)
        for day in at
        for question in questions
    ]


def state_rows(
    known: Known, situation: Situation, at: Sequence[date], questions: Sequence[str], *, every: bool = False
) -> list[Row]:
    """Every state named on one of the days, by code, day and question; with `every`, all states of the world.

    Raises QuestionError for a question that is not put to states.
    """
    _check(questions, STATE_QUESTIONS)
    held = {day: [r for r in known(day) if r.claim.scope and not r.claim.mission] for day in at}
    named = {code for wide in held.values() for r in wide for code in named_states(r.claim, situation)}
    states = sorted((s for s in situation.states if every or s.code in named), key=lambda s: s.code)
    return [
        _row(state, state.code, question, day, about, situation)
        for state in states
        for day in at
        for about in [[r for r in held[day] if width(r.claim, state.code, situation) is not None]]
        for question in questions
    ]


def _check(questions: Iterable[str], known: Sequence[str]) -> None:
    for question in questions:
        if question not in known:
            where = "with" if question in STATE_QUESTIONS else "without"
            hint = f": ask {where} --states" if question in (*STATE_QUESTIONS, *MISSION_QUESTIONS) else ""
            raise QuestionError(f"--question {question!r} is none of {', '.join(known)}{hint}")


def _row(
    subject: Mission | State,
    name: str,
    question: str,
    day: date,
    about: Sequence[RecordedClaim],
    situation: Situation,
) -> Row:
    verdict = answer(question, name, about, situation, as_of=day)
    by_id = {r.claim.id: r for r in about}
    behind, against = ([by_id[i] for i in ids if i in by_id] for ids in (verdict.support, verdict.dissent))
    return Row(
        subject,
        question,
        day,
        verdict,
        tuple(dict.fromkeys(voice_words(r, situation) for r in behind)),
        tuple(dict.fromkeys(voice_words(r, situation) for r in against)),
        any(r.article.sample for r in (*behind, *against)),
    )
