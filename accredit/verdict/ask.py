"""Puts the questions: claims in, verdicts out. Pure functions; as of a day.

The claims come as the ledger gives them back, already narrowed to what was known or
recorded by the time that the reader asks about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from accredit.errors import QuestionError
from accredit.model import Mission, RecordedClaim, Situation, State
from accredit.verdict import head, missions, operator, premises, services, states, towards
from accredit.verdict.because import mission_words, named_once, party_words
from accredit.verdict.independence import one_report
from accredit.verdict.shapes import MISSION_QUESTIONS, STATE_QUESTIONS, Asked, Verdict
from accredit.verdict.states import named_states, width

_ASK: Mapping[str, Callable[[Asked, Sequence[RecordedClaim]], Verdict]] = {
    "operator": missions.operator_verdict,
    "premises": missions.premises_verdict,
    "head": missions.head_verdict,
    "services": missions.services_verdict,
    "documents": missions.documents_verdict,
    "money": missions.money_verdict,
    "recognition": towards.recognition_verdict,
    "relations": towards.relations_verdict,
    "posture": towards.posture_verdict,
}


CONCERNS: Mapping[str, frozenset[str]] = {
    "operator": operator.PREDICATES,
    "premises": premises.PREDICATES,
    "head": head.PREDICATES,
    "services": services.SERVICES,
    "documents": services.DOCUMENTS,
    "money": services.MONEY,
    "recognition": states.RECOGNITION,
    "relations": states.RELATIONS,
    "posture": states.POSTURE,
}
"""The predicates that each question looks at."""


def answer(
    question: str, subject: str, claims: Iterable[RecordedClaim], situation: Situation, *, as_of: date
) -> Verdict:
    """The answer to one question about a mission (its id) or a state (its code), as of a day.

    Raises QuestionError for a question that there is not, or a state that there is not. A
    mission that the situation does not know and nobody spoke of is unknown, not an error.
    """
    if question in STATE_QUESTIONS:
        if situation.state(subject) is None:
            raise QuestionError(f"{subject!r} is no code of a state (ISO 3166-1 alpha-2)")
    elif question not in MISSION_QUESTIONS:
        known = ", ".join((*MISSION_QUESTIONS, *STATE_QUESTIONS))
        raise QuestionError(f"no question {question!r}: known are {known}")
    about = told(subject, claims, situation, of_state=question in STATE_QUESTIONS)
    return put(question, subject, about, situation, as_of=as_of)


def told(
    subject: str, claims: Iterable[RecordedClaim], situation: Situation, *, of_state: bool = False
) -> list[RecordedClaim]:
    """What is told of a mission (or a state), each report once: the same for all of its questions."""
    if of_state:
        return one_report([r for r in claims if width(r.claim, subject, situation) is not None], situation)
    return one_report([r for r in claims if r.claim.mission and r.claim.mission.id == subject], situation)


def put(question: str, subject: str, about: Sequence[RecordedClaim], situation: Situation, *, as_of: date) -> Verdict:
    """The answer to one question from what `told` gave."""
    asked = Asked(question, subject, _name(question, subject, about, situation), situation, as_of)
    found = _ASK[question](asked, about)
    return replace(found, because=named_once(found.because, asked.name))


def _name(question: str, subject: str, about: Sequence[RecordedClaim], situation: Situation) -> str:
    """The subject in words; its id where neither the situation nor a claim knows it, and nothing is said of it."""
    if question in STATE_QUESTIONS:
        return party_words(subject, situation)
    mission = situation.mission(subject) or next((r.claim.mission for r in about), None)
    return mission_words(mission, situation) if mission else subject


def dossier(subject: str, claims: Iterable[RecordedClaim], situation: Situation, *, as_of: date) -> tuple[Verdict, ...]:
    """All questions of a mission, in the order of `MISSION_QUESTIONS`."""
    about = told(subject, claims, situation)
    return tuple(put(q, subject, about, situation, as_of=as_of) for q in MISSION_QUESTIONS)


def status(
    claims: Iterable[RecordedClaim], situation: Situation, *, as_of: date, unspoken: bool = False
) -> list[tuple[Mission, dict[str, Verdict]]]:
    """Every mission spoken of with its verdicts by question, by mission id.

    With `unspoken`, also the situation's missions that nobody spoke of, all unknown.
    """
    about: dict[str, list[RecordedClaim]] = {}
    known: dict[str, Mission] = {m.id: m for m in situation.missions}
    for recorded in claims:
        mission = recorded.claim.mission
        if mission:
            about.setdefault(mission.id, []).append(recorded)
            known.setdefault(mission.id, mission)
    chosen = known if unspoken else about
    return [
        (known[i], {v.question: v for v in dossier(i, about.get(i, ()), situation, as_of=as_of)})
        for i in sorted(chosen)
    ]


def state_status(
    claims: Iterable[RecordedClaim], situation: Situation, *, as_of: date, every: bool = False
) -> list[tuple[State, dict[str, Verdict]]]:
    """Every state named, alone or in a group, with its verdicts by question, by code.

    With `every`, all states of the world: a claim about every state answers for each.
    """
    wide = [r for r in claims if r.claim.scope and not r.claim.mission]
    named = {code for r in wide for code in named_states(r.claim, situation)}
    found = []
    for s in sorted(situation.states, key=lambda s: s.code):
        if every or s.code in named:
            about = told(s.code, wide, situation, of_state=True)
            found.append((s, {q: put(q, s.code, about, situation, as_of=as_of) for q in STATE_QUESTIONS}))
    return found


def changes(
    before: Iterable[RecordedClaim], after: Iterable[RecordedClaim], situation: Situation, *, as_of: date
) -> list[tuple[Mission, Verdict, Verdict]]:
    """Missions whose `operator` answer differs between two sets of claims, with both answers, by mission id."""
    old = {m.id: v["operator"] for m, v in status(before, situation, as_of=as_of, unspoken=True)}
    new = status(after, situation, as_of=as_of, unspoken=True)
    found = []
    for mission, verdicts in new:
        was = old.get(mission.id) or answer("operator", mission.id, (), situation, as_of=as_of)
        now = verdicts["operator"]
        if (was.value, was.leaning, was.standing, was.formal) != (now.value, now.leaning, now.standing, now.formal):
            found.append((mission, was, now))
    return found
