"""Which answers changed, and because of what: between two days of knowledge or two moments of a ledger, or ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from accredit.answers import Copies, under_rulings
from accredit.errors import QuestionError
from accredit.ledger import Ledger, Lifetime
from accredit.model import Article, Mission, RecordedClaim, Situation, State
from accredit.ruling import RecordedRuling
from accredit.rulings import Ruled, ruled
from accredit.verdict import CONCERNS, MISSION_QUESTIONS, STATE_QUESTIONS, Verdict, answer, named_states

CauseKind = Literal["article", "version", "reading", "ruling"]
"""An article that was not there before, a changed version of one, another reading of it, a person's ruling."""

_STATES = ""
"""Where claims on states are kept beside those on each mission."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What one article brought (`new`) and took away (`gone`), as far as the answer rests on it."""

    kind: CauseKind
    article: Article
    new: tuple[RecordedClaim, ...]
    gone: tuple[RecordedClaim, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """One question that is answered otherwise than before. `recorded_at`: when that came about, in a log."""

    subject: Mission | State
    question: str
    as_of: date
    before: Verdict
    after: Verdict
    causes: tuple[Cause, ...]
    recorded_at: str | None = None


def known_changes(
    ledger: Ledger,
    situation: Situation,
    first: date,
    second: date,
    as_of: Sequence[date],
    *,
    recorded_at: str | None = None,
    without: Sequence[str] = (),
) -> list[Changed]:
    """The answers as of each day that differ from what was known at the first day to what was at the second.

    Raises QuestionError when the second day is before the first, and as `answers.verdict` does.
    """
    if second < first:
        raise QuestionError(f"{second} is before {first}: give the earlier day first")
    before, after = (
        under_rulings(ledger, situation, known_at=day, recorded_at=recorded_at, without=without)
        for day in (first, second)
    )
    return _changed(before, after, situation, as_of, _Articles((c.article for c in before.claims), ()))


def held_changes(
    ledger: Ledger,
    situation: Situation,
    first: str,
    second: str,
    as_of: Sequence[date],
    *,
    known_at: date | None = None,
    without: Sequence[str] = (),
) -> list[Changed]:
    """The answers as of each day that differ from the ledger as it stood at the first moment to the second.

    A source left out may be one of whom the ledger held nothing then. Raises as `answers.verdict` does.
    """
    before, after = (
        under_rulings(ledger, situation, recorded_at=moment, known_at=known_at, without=without)
        for moment in (first, second)
    )
    articles = _Articles(ledger.articles(recorded_at=first), ledger.articles(recorded_at=second))
    return _changed(before, after, situation, as_of, articles)


def log(
    ledger: Ledger,
    situation: Situation,
    *,
    as_of: date,
    subject: Mission | State | None = None,
    limit: int | None = None,
) -> list[Changed]:
    """The changes of answers as of one day in the order of recording, the newest first, at most `limit`."""
    found: list[Changed] = []
    for change in _Past(ledger, situation, as_of, subject).changes():
        if limit is not None and len(found) >= limit:
            break
        found.append(change)
    return found


@dataclass(frozen=True, slots=True)
class _Articles:
    """The articles on both sides of a change, which tell a new article from a new version or reading of one."""

    before: Iterable[Article]
    after: Iterable[Article]

    def sets(self) -> tuple[set[str], set[str], set[str]]:
        """Keys and carriers before, keys after."""
        before = list(self.before)
        return {a.key for a in before}, {a.carrier for a in before}, {a.key for a in self.after}


def _changed(
    before: Ruled,
    after: Ruled,
    situation: Situation,
    as_of: Sequence[date],
    articles: _Articles,
    only: Mission | State | None = None,
) -> list[Changed]:
    """Every question of every subject of which something is told on one side and not on the other."""
    then, now = _by_subject(before.claims), _by_subject(after.claims)
    why = _Why(before, after, *articles.sets())
    found = []
    for key in sorted({*then, *now}):
        was, has = then.get(key, []), now.get(key, [])
        if set(map(_identity, was)) == set(map(_identity, has)):
            continue
        for subject in _subjects(key, (*was, *has), situation, only):
            found += [c for day in as_of for c in _answers(subject, was, has, situation, day, why)]
    return sorted(found, key=lambda c: as_of.index(c.as_of))


def _by_subject(claims: Iterable[RecordedClaim]) -> dict[str, list[RecordedClaim]]:
    found: dict[str, list[RecordedClaim]] = {}
    for recorded in claims:
        mission = recorded.claim.mission
        found.setdefault(mission.id if mission else _STATES, []).append(recorded)
    return found


def _subjects(
    key: str, claims: Sequence[RecordedClaim], situation: Situation, only: Mission | State | None
) -> Iterator[Mission | State]:
    """The mission with this key; of claims on states, each state that somebody named."""
    if key != _STATES:
        mission = next(r.claim.mission for r in claims if r.claim.mission)
        if only is None or (isinstance(only, Mission) and only.id == key):
            yield mission
        return
    named = {code for r in claims for code in named_states(r.claim, situation)}
    for state in situation.states:
        if only == state if only else state.code in named:
            yield state


def _answers(
    subject: Mission | State,
    was: Sequence[RecordedClaim],
    has: Sequence[RecordedClaim],
    situation: Situation,
    as_of: date,
    why: _Why,
) -> Iterator[Changed]:
    questions = STATE_QUESTIONS if isinstance(subject, State) else MISSION_QUESTIONS
    name = subject.code if isinstance(subject, State) else subject.id
    for question in questions:
        then = answer(question, name, was, situation, as_of=as_of)
        now = answer(question, name, has, situation, as_of=as_of)
        if then.said != now.said:
            yield Changed(subject, question, as_of, then, now, why.of(question, then, now, was, has))


def _identity(recorded: RecordedClaim) -> tuple[object, ...]:
    return recorded.claim.id, recorded.article.key, recorded.rulings


def _as_read(recorded: RecordedClaim) -> str:
    return recorded.original or recorded.claim.id


class _Why:
    """Finds what brought a change about."""

    def __init__(self, before: Ruled, after: Ruled, keys: set[str], carriers: set[str], keys_after: set[str]) -> None:
        self._before, self._after = _twins(before), _twins(after)
        self._keys, self._carriers, self._keys_after = keys, carriers, keys_after

    def of(
        self,
        question: str,
        then: Verdict,
        now: Verdict,
        was: Sequence[RecordedClaim],
        has: Sequence[RecordedClaim],
    ) -> tuple[Cause, ...]:
        """The articles that brought or took away claims that either answer names; else any that concern it."""
        old, fresh = set(map(_identity, was)), set(map(_identity, has))
        new = [r for r in has if _identity(r) not in old and r.claim.predicate in CONCERNS[question]]
        gone = [r for r in was if _identity(r) not in fresh and r.claim.predicate in CONCERNS[question]]
        named = [r for r in new if r.claim.id in now.claims], [r for r in gone if r.claim.id in then.claims]
        return self._grouped(*(named if any(named) else (new, gone)))

    def _grouped(self, new: Sequence[RecordedClaim], gone: Sequence[RecordedClaim]) -> tuple[Cause, ...]:
        causes: dict[tuple[CauseKind, str], Cause] = {}
        for recorded in new:
            kind = self._came(recorded)
            cause = causes.setdefault((kind, recorded.article.carrier), Cause(kind, recorded.article, (), ()))
            causes[kind, recorded.article.carrier] = replace(cause, new=(*cause.new, recorded))
        for recorded in gone:
            kind = self._went(recorded)
            cause = causes.setdefault((kind, recorded.article.carrier), Cause(kind, recorded.article, (), ()))
            causes[kind, recorded.article.carrier] = replace(cause, gone=(*cause.gone, recorded))
        return tuple(sorted(causes.values(), key=lambda c: (c.article.published or "", c.article.id, c.kind)))

    def _came(self, recorded: RecordedClaim) -> CauseKind:
        if _ruled_otherwise(recorded, self._before) or recorded.claim.rule.startswith("ruling/"):
            return "ruling"
        if recorded.article.key in self._keys:
            return "reading"
        return "version" if recorded.article.carrier in self._carriers else "article"

    def _went(self, recorded: RecordedClaim) -> CauseKind:
        if _ruled_otherwise(recorded, self._after):
            return "ruling"
        return "reading" if recorded.article.key in self._keys_after else "version"


def _twins(found: Ruled) -> dict[str, tuple[RecordedClaim, bool]]:
    """Claims by the id under which they were read, and whether a ruling set them aside."""
    return {
        _as_read(r): (r, aside) for claims, aside in ((found.claims, False), (found.set_aside, True)) for r in claims
    }


def _ruled_otherwise(recorded: RecordedClaim, there: Mapping[str, tuple[RecordedClaim, bool]]) -> bool:
    """Whether the same claim stands on the other side, under other rulings."""
    twin, aside = there.get(_as_read(recorded), (None, False))
    return twin is not None and (aside or twin.rulings != recorded.rulings)


class _Past:
    """What a ledger held right before and at each moment."""

    def __init__(self, ledger: Ledger, situation: Situation, as_of: date, only: Mission | State | None) -> None:
        self._ledger, self._situation, self._as_of, self._only = ledger, situation, as_of, only
        self._copies = Copies(ledger)
        self._rulings: list[RecordedRuling] = ledger.rulings()
        self._lives: dict[str, list[Lifetime]] = {}
        for life in ledger.history(situation):
            mission = life.recorded.claim.mission
            self._lives.setdefault(mission.id if mission else _STATES, []).append(life)

    def changes(self) -> Iterator[Changed]:
        """The changes, the newest moment first. From the first ruling on, any claim may bear on any subject."""
        ruled_from = min((r.recorded_at for r in self._rulings), default=None)
        moments: dict[str, set[str]] = {r.recorded_at: set() for r in self._rulings}
        for key, lives in self._lives.items():
            for life in lives:
                for moment in filter(None, (life.recorded.recorded_at, life.until)):
                    moments.setdefault(moment, set()).add(key)
        for moment in sorted(moments, reverse=True):
            whole = ruled_from is not None and moment >= ruled_from
            keys = self._lives if whole else sorted(moments[moment])
            yield from self._at(moment, [life for key in keys for life in self._lives[key]])

    def _at(self, moment: str, lives: Sequence[Lifetime]) -> list[Changed]:
        before, after = self._stood(moment, lives, before=True), self._stood(moment, lives, before=False)
        there = [life.recorded.article for life in lives if life.article_since < moment]
        still = [life.recorded.article for life in lives if life.article_until is None or life.article_until > moment]
        articles = _Articles(there, still)
        found = _changed(before, after, self._situation, [self._as_of], articles, self._only)
        return [replace(change, recorded_at=moment) for change in found]

    def _stood(self, moment: str, lives: Sequence[Lifetime], *, before: bool) -> Ruled:
        claims = [life.recorded for life in lives if life.live(moment, before=before)]
        found = Ruled(tuple(claims), (), (), (), (), 0, 0)
        rulings = [r for r in self._rulings if r.recorded_at < moment or (r.recorded_at == moment and not before)]
        if rulings:
            articles = self._ledger.articles(recorded_at=_before(moment) if before else moment)
            found = ruled(claims, rulings, articles, self._situation)
        return replace(found, claims=tuple(self._copies.of(found.claims)))


def _before(moment: str) -> str:
    """The last moment before this one; the ledger tells no finer ones apart."""
    return (datetime.fromisoformat(moment) - timedelta(microseconds=1)).isoformat()
