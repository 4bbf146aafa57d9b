"""What to look at first: the claims whose rejection would change most answers.

For each claim that nobody has ruled on, the answers about its mission (or about the states that it names) are given
once more without it. That is exact, and as slow as giving answers: so it is bounded. One answer over n claims is n
units of work, and `WORK` units are spent each time that a queue is asked for. Claims that stand alone behind an answer
come first, because those that others stand beside seldom decide it. What was weighed is remembered until the claims
about its mission change, so the next queue goes on where this one ended. What is left unweighed is listed behind what
was weighed.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from threading import Lock

from accredit.model import RecordedClaim, Situation, digest
from accredit.ruling import ON_CLAIMS
from accredit.rulings import Ruled
from accredit.verdict import CONCERNS, MISSION_QUESTIONS, STATE_QUESTIONS, Verdict, named_states, put, told

WORK = 6_000
"""Claims that are weighed for one queue, all answers together: about a second."""

STATES = 12
"""States whose answers are given anew for one claim; of a wider one the first by code."""

KEPT = 512
"""Subjects whose answers and weights are remembered."""


@dataclass(frozen=True, slots=True)
class Queued:
    """A claim to be looked at: how many answers would change without it, and how many name it.

    `changes` is None where the work was spent before it was its turn.
    """

    recorded: RecordedClaim
    changes: int | None
    named: int


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is told of one mission or state, with the answers that follow from it."""

    name: str
    of_state: bool
    claims: Sequence[RecordedClaim]
    about: Sequence[RecordedClaim]
    verdicts: Mapping[str, Verdict]
    carried: frozenset[str]
    weighed: dict[str, int]

    @classmethod
    def of(
        cls, name: str, claims: Sequence[RecordedClaim], situation: Situation, as_of: date, *, of_state: bool
    ) -> _Subject:
        about = told(name, claims, situation, of_state=of_state)
        questions = STATE_QUESTIONS if of_state else MISSION_QUESTIONS
        verdicts = {q: put(q, name, about, situation, as_of=as_of) for q in questions}
        carriers: dict[str, set[str]] = {}
        for recorded in claims:
            carriers.setdefault(recorded.text, set()).add(recorded.article.key)
        carried = frozenset(text for text, keys in carriers.items() if len(keys) > 1)
        return cls(name, of_state, claims, about, verdicts, carried, {})

    def named(self) -> Counter[str]:
        """How many answers name each claim."""
        return Counter(i for v in self.verdicts.values() for i in v.claims)

    def alone(self) -> dict[str, float]:
        """How much each claim stands alone behind answers: for each that names it, its share of those named."""
        found: dict[str, float] = {}
        for verdict in self.verdicts.values():
            behind = verdict.claims
            for name in behind:
                found[name] = found.get(name, 0.0) + 1 / len(behind)
        return found

    def concerned(self, recorded: RecordedClaim) -> list[str]:
        """The questions whose answers may differ without a claim: of a report that several carry, all."""
        if recorded.text in self.carried:
            return list(self.verdicts)
        return [q for q in self.verdicts if recorded.claim.predicate in CONCERNS[q]]

    def without(self, recorded: RecordedClaim, situation: Situation, as_of: date) -> int:
        """How many answers differ without a claim."""
        rest = [r for r in self.claims if r is not recorded]
        about = (
            told(self.name, rest, situation, of_state=self.of_state)
            if recorded.text in self.carried
            else [r for r in self.about if r.claim.id != recorded.claim.id or r.article.key != recorded.article.key]
        )
        return sum(
            put(q, self.name, about, situation, as_of=as_of).said != self.verdicts[q].said
            for q in self.concerned(recorded)
        )


@dataclass(slots=True)
class Weights:
    """What was weighed, by subject and what is told of it. May be used from several threads."""

    work: int = WORK
    _kept: OrderedDict[str, _Subject] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def subject(self, key: str, make: Callable[[], _Subject]) -> _Subject:
        """A subject with what was weighed of it so far."""
        with self._lock:
            found = self._kept.get(key)
        made = found or make()
        with self._lock:
            found = self._kept.setdefault(key, made)
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return found


def reviewed(found: Ruled, who: str | None = None) -> set[str]:
    """The claims, as shown, that a ruling in force confirms, rejects, corrects or made; with `who`, one of theirs."""
    done = {
        r.ruling.id
        for r in found.in_force
        if (r.ruling.kind in ON_CLAIMS or r.ruling.kind == "added") and who in (None, r.ruling.who)
    }
    return {r.claim.id for r in (*found.claims, *found.set_aside) if done.intersection(r.rulings)}


def queue(
    claims: Sequence[RecordedClaim], situation: Situation, as_of: date, done: Collection[str], weights: Weights
) -> list[Queued]:
    """The claims that are not `done`: those that would change most answers first, then the least certain."""
    subjects = list(_subjects(claims, situation, as_of, weights))
    named: Counter[str] = Counter()
    for each in subjects:
        named.update(each.named())
    waiting = {r.claim.id: r for r in claims if r.claim.id not in done}
    changes = _weighed(subjects, waiting, situation, as_of, weights.work)
    found = [Queued(r, changes.get(i), named[i]) for i, r in waiting.items()]
    return sorted(found, key=_first)


def _first(each: Queued) -> tuple[int, int, float, str]:
    weighed = -1 if each.changes is None else each.changes
    return -weighed, -each.named, each.recorded.claim.confidence, each.recorded.claim.id


def _subjects(
    claims: Sequence[RecordedClaim], situation: Situation, as_of: date, weights: Weights
) -> Iterator[_Subject]:
    by_mission: dict[str, list[RecordedClaim]] = {}
    wide = [r for r in claims if r.claim.scope and not r.claim.mission]
    for recorded in claims:
        if recorded.claim.mission:
            by_mission.setdefault(recorded.claim.mission.id, []).append(recorded)
    named = {code for r in wide for code in sorted(named_states(r.claim, situation))[:STATES]}
    every = [(name, about, False) for name, about in sorted(by_mission.items())]
    every += [(code, wide, True) for code in sorted(named)]
    for name, about, of_state in every:
        told_of = sorted((r.claim.id, r.article.key, r.text) for r in about)
        key = digest(situation.digest, name, as_of.isoformat(), told_of)
        yield weights.subject(key, partial(_Subject.of, name, about, situation, as_of, of_state=of_state))


def _weighed(
    subjects: Iterable[_Subject],
    waiting: Mapping[str, RecordedClaim],
    situation: Situation,
    as_of: date,
    left: int,
) -> dict[str, int]:
    """How many answers change without each claim, as far as the work goes: over all of its subjects, or none."""
    own: dict[str, list[_Subject]] = {}
    alone: dict[str, float] = {}
    for subject in subjects:
        for name, share in subject.alone().items():
            alone[name] = alone.get(name, 0.0) + share
        for recorded in subject.about if subject.of_state else subject.claims:
            if recorded.claim.id in waiting:
                own.setdefault(recorded.claim.id, []).append(subject)
    found: dict[str, int] = {}
    for name in sorted(own, key=lambda i: (-alone.get(i, 0.0), waiting[i].claim.confidence, i)):
        recorded = waiting[name]
        fresh = [s for s in own[name] if name not in s.weighed]
        cost = sum(len(s.about) * len(s.concerned(recorded)) for s in fresh)
        if cost > left:
            continue
        left -= cost
        for subject in fresh:
            subject.weighed[name] = subject.without(recorded, situation, as_of)
        found[name] = sum(s.weighed[name] for s in own[name])
    return found
