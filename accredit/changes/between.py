"""The answers that differ between two sides: two days of knowledge, or two moments of a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import is_

from accredit.changes.shapes import Changed
from accredit.changes.why import Articles, Why, identity
from accredit.model import Article, Mission, RecordedClaim, Situation, State
from accredit.rulings import Ruled
from accredit.verdict import CONCERNS, MISSION_QUESTIONS, STATE_QUESTIONS, Verdict, named_states, put, told

STATES = ""
"""Where claims on states are kept beside those on each mission."""


class Between:
    """Finds the answers that differ between two sides, as of some days. Remembers the answers that it has found."""

    def __init__(self, situation: Situation, as_of: Sequence[date], only: Mission | State | None = None) -> None:
        self._situation, self._as_of, self._only = situation, as_of, only
        self._told: dict[str, _Told] = {}

    def changes(
        self, before: Ruled, after: Ruled, articles: Articles, as_of: Sequence[date] | None = None
    ) -> list[Changed]:
        """Every question of every subject of which something is told on one side and not on the other.

        As of these days where they are given, else as of those that it was made for.
        """
        days = self._as_of if as_of is None else as_of
        old, new = by_subject(before.claims), by_subject(after.claims)
        why = Why(before, after, articles)
        found: list[Changed] = []
        for key in sorted({*old, *new}):
            was, has = old.get(key, []), new.get(key, [])
            differ = _apart(was, has)
            for subject in self._subjects(key, (*was, *has)) if differ else ():
                # A log goes back in time: the later side is the one that it has just looked at.
                now, then = self._of(subject, has), self._of(subject, was)
                for question in _questions(subject, differ, (*was, *has)):
                    found += self._changed(question, then, now, why, days)
        return sorted(found, key=lambda c: days.index(c.as_of))

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

    def _of(self, subject: Mission | State, claims: Sequence[RecordedClaim]) -> _Told:
        """What the claims tell of the subject, from memory where it was the last one told."""
        name = subject.code if isinstance(subject, State) else subject.id
        known = self._told.get(name)
        if known is None or not known.same(claims):
            known = self._told[name] = _Told(subject, name, claims, self._situation)
        return known

    def _changed(self, question: str, was: _Told, has: _Told, why: Why, days: Sequence[date]) -> Iterator[Changed]:
        for day in days:
            then, now = was.answer(question, day), has.answer(question, day)
            if then.said != now.said:
                causes = why.of(question, then, now, was.claims, has.claims)
                yield Changed(has.subject, question, day, then, now, causes)


class _Told:
    """What some claims tell of a subject: its reports are found once for all questions, each answer once."""

    def __init__(
        self, subject: Mission | State, name: str, claims: Sequence[RecordedClaim], situation: Situation
    ) -> None:
        self.subject, self.claims = subject, claims
        self._name, self._situation = name, situation
        self._about: list[RecordedClaim] | None = None
        self._answers: dict[tuple[str, date], Verdict] = {}

    def same(self, claims: Sequence[RecordedClaim]) -> bool:
        """Whether these are its claims; their order is no matter to any answer."""
        mine = self.claims
        if len(mine) == len(claims) and all(map(is_, mine, claims)):
            return True
        return frozenset((*identity(r), r.report) for r in mine) == frozenset((*identity(r), r.report) for r in claims)

    def answer(self, question: str, as_of: date) -> Verdict:
        """The answer to one question."""
        if (question, as_of) not in self._answers:
            if self._about is None:
                of_state = isinstance(self.subject, State)
                self._about = told(self._name, self.claims, self._situation, of_state=of_state)
            self._answers[question, as_of] = put(question, self._name, self._about, self._situation, as_of=as_of)
        return self._answers[question, as_of]


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
