"""The answers that differ between two sides: two days of knowledge, or two moments of a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from accredit.changes.shapes import Changed
from accredit.changes.why import Articles, Why, identity
from accredit.model import Article, Mission, RecordedClaim, Situation, State
from accredit.rulings import Ruled
from accredit.verdict import CONCERNS, MISSION_QUESTIONS, STATE_QUESTIONS, Verdict, answer, named_states

STATES = ""
"""Where claims on states are kept beside those on each mission."""


class Between:
    """Finds the answers that differ between two sides, as of some days. Remembers the answers that it has found."""

    def __init__(self, situation: Situation, as_of: Sequence[date], only: Mission | State | None = None) -> None:
        self._situation, self._as_of, self._only = situation, as_of, only
        self._known: dict[tuple[str, str, date], tuple[frozenset[object], Verdict]] = {}

    def changes(self, before: Ruled, after: Ruled, articles: Articles) -> list[Changed]:
        """Every question of every subject of which something is told on one side and not on the other."""
        told, tell = by_subject(before.claims), by_subject(after.claims)
        why = Why(before, after, articles)
        found: list[Changed] = []
        for key in sorted({*told, *tell}):
            was, has = told.get(key, []), tell.get(key, [])
            differ = _apart(was, has)
            for subject in self._subjects(key, (*was, *has)) if differ else ():
                for question in _questions(subject, differ, (*was, *has)):
                    found += self._changed(subject, question, was, has, why)
        return sorted(found, key=lambda c: self._as_of.index(c.as_of))

    def _subjects(self, key: str, claims: Sequence[RecordedClaim]) -> Iterator[Mission | State]:
        """The mission with this key; of claims on states, each state that somebody named."""
        only = self._only
        if key != STATES:
            mission = next(r.claim.mission for r in claims if r.claim.mission)
            if only is None or (isinstance(only, Mission) and only.id == key):
                yield mission
            return
        named = {code for r in claims for code in named_states(r.claim, self._situation)}
        for state in self._situation.states:
            if only == state if only else state.code in named:
                yield state

    def _changed(
        self,
        subject: Mission | State,
        question: str,
        was: Sequence[RecordedClaim],
        has: Sequence[RecordedClaim],
        why: Why,
    ) -> Iterator[Changed]:
        name = subject.code if isinstance(subject, State) else subject.id
        for day in self._as_of:
            # A log goes back in time: the later side is the one that it has just looked at.
            now = self._answer(question, name, has, day)
            then = self._answer(question, name, was, day)
            if then.said != now.said:
                yield Changed(subject, question, day, then, now, why.of(question, then, now, was, has))

    def _answer(self, question: str, name: str, claims: Sequence[RecordedClaim], as_of: date) -> Verdict:
        """The answer, from memory where it was the last one given."""
        rest = frozenset((*identity(r), r.report) for r in claims)
        known = self._known.get((question, name, as_of))
        if known is None or known[0] != rest:
            known = rest, answer(question, name, claims, self._situation, as_of=as_of)
            self._known[question, name, as_of] = known
        return known[1]


def by_subject(claims: Iterable[RecordedClaim]) -> dict[str, list[RecordedClaim]]:
    """The claims by mission id, those on states under `STATES`."""
    found: dict[str, list[RecordedClaim]] = {}
    for recorded in claims:
        mission = recorded.claim.mission
        found.setdefault(mission.id if mission else STATES, []).append(recorded)
    return found


def _questions(
    subject: Mission | State, differ: Sequence[RecordedClaim], claims: Sequence[RecordedClaim]
) -> Iterator[str]:
    """The questions whose answers may differ."""
    questions = STATE_QUESTIONS if isinstance(subject, State) else MISSION_QUESTIONS
    return (question for question in questions if _concerns(question, differ, claims))


def _concerns(question: str, differ: Sequence[RecordedClaim], claims: Iterable[RecordedClaim]) -> bool:
    """Whether what differs may change the answer: it is about the question, or of a text carried more than once."""
    if any(r.claim.predicate in CONCERNS[question] for r in differ):
        return True
    texts = {r.text for r in differ}
    carriers: dict[str, set[Article]] = {}
    for recorded in claims:
        if recorded.text in texts:
            carriers.setdefault(recorded.text, set()).add(recorded.article)
    return any(len(articles) > 1 for articles in carriers.values())


def _apart(was: Sequence[RecordedClaim], has: Sequence[RecordedClaim]) -> list[RecordedClaim]:
    """The claims of one side that are not on the other."""
    old, fresh = {identity(r): r for r in was}, {identity(r): r for r in has}
    return [r for i, r in old.items() if i not in fresh] + [r for i, r in fresh.items() if i not in old]
