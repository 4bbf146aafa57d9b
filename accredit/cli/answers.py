"""Answers with the claims behind them, as the commands show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accredit.cli.times import Times
from accredit.cli.verdict_words import verdict_json
from accredit.contract import claim_line, mission_reference
from accredit.model import Mission, RecordedClaim, Situation, State
from accredit.verdict import MISSION_QUESTIONS, STATE_QUESTIONS, Verdict, answer

if TYPE_CHECKING:
    from accredit.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Held:
    """What the ledger held for a question's times: the claims, and how many articles have no date."""

    situation: Situation
    times: Times
    claims: Sequence[RecordedClaim]
    articles: int
    undated: int

    @classmethod
    def of(cls, ledger: Ledger, situation: Situation, times: Times) -> Held:
        """What this ledger held."""
        claims = ledger.claims(situation, recorded_at=times.recorded_at, known_at=times.known_at)
        counts = ledger.counts(situation, recorded_at=times.recorded_at, known_at=times.known_at)
        return cls(situation, times, claims, counts.articles, counts.undated)


@dataclass(frozen=True, slots=True)
class Entry:
    """The answers about one mission or state, and the claims that are about it or stand behind them."""

    subject: Mission | State
    verdicts: Mapping[str, Verdict]
    claims: tuple[RecordedClaim, ...]

    @property
    def sample(self) -> bool:
        """Something in it comes from a sample."""
        return any(c.article.sample for c in self.claims)

    def behind(self, verdict: Verdict) -> list[RecordedClaim]:
        """The claims that a verdict rests on or stands against, or that are silent on it."""
        ids = _ids(verdict)
        return [c for c in self.claims if c.claim.id in ids]


def _ids(verdict: Verdict) -> set[str]:
    """The claims that a verdict names."""
    parts = (i for part in verdict.detail for i in part.claims)
    return {*verdict.support, *verdict.dissent, *(cell.claim for cell in verdict.silent), *parts}


def entry(subject: Mission | State, held: Held) -> Entry:
    """Every question about this subject, answered."""
    mission = isinstance(subject, Mission)
    name = subject.id if isinstance(subject, Mission) else subject.code
    questions = MISSION_QUESTIONS if mission else STATE_QUESTIONS
    verdicts = {q: answer(q, name, held.claims, held.situation, as_of=held.times.as_of) for q in questions}
    ids = {i for v in verdicts.values() for i in _ids(v)}
    claims = (c for c in held.claims if c.claim.id in ids or is_about(c, subject))
    return Entry(subject, verdicts, tuple(sorted(claims, key=_spoken)))


def is_about(recorded: RecordedClaim, subject: Mission | State) -> bool:
    """The claim names this mission, or this state (in its scope, or as the host of nothing narrower)."""
    claim = recorded.claim
    if isinstance(subject, Mission):
        return claim.mission is not None and claim.mission.id == subject.id
    return claim.scope is not None and subject.code in claim.scope.hosts


def _spoken(recorded: RecordedClaim) -> tuple[str, str, int, str]:
    """Order of saying: by the origin's day, else publication; the undated last."""
    said = recorded.claim.origin.said or recorded.article.published_interval
    day = (said.latest or said.earliest) if said else None
    claim = recorded.claim
    return (day.isoformat() if day else "9999", recorded.article.id, claim.evidence.start, claim.id)


def subjects(held: Held, *, states: bool = False, every: bool = False) -> list[Mission | State]:
    """The missions, or states, that somebody spoke of; with `every`, all."""
    situation = held.situation
    known: Sequence[Mission | State] = situation.states if states else situation.missions
    return [s for s in known if every or any(is_about(c, s) for c in held.claims)]


def entries(subjects: Iterable[Mission | State], held: Held) -> list[Entry]:
    """The answers about each, the contested first."""
    found = [entry(s, held) for s in subjects]
    return sorted(found, key=lambda e: (_rank(e), _place(e.subject, held.situation)))


def _rank(found: Entry) -> int:
    """Contested, then answered, then stale, then unknown."""
    first = next(iter(found.verdicts.values()))
    return {"contested": 0, "stale": 2, "unknown": 3}.get(first.standing, 1)


def _place(subject: Mission | State, situation: Situation) -> tuple[str, str]:
    if isinstance(subject, State):
        return subject.name, ""
    host = situation.state(subject.host)
    return (host.name if host else subject.host), subject.id


def entry_json(found: Entry, held: Held, *, with_claims: bool = False) -> dict[str, Any]:
    """An entry in the shape of docs/schemas/status.json, states.json or, with its claims, show.json."""
    subject = found.subject
    times = held.times
    head: dict[str, Any] = (
        {"mission": mission_reference(subject)}
        if isinstance(subject, Mission)
        else {"state": {"code": subject.code, "name": subject.name}}
    )
    claims = [claim_line(c.claim, c.article) | {"recorded_at": c.recorded_at} for c in found.claims]
    return (
        head
        | {question: verdict_json(verdict) for question, verdict in found.verdicts.items()}
        | ({"claims": claims} if with_claims else {})
        | {
            "situation": held.situation.id,
            "as_of": times.as_of.isoformat(),
            "known_at": times.known_at and times.known_at.isoformat(),
            "recorded_at": times.recorded_at,
            "undated": held.undated,
            "sample": found.sample,
        }
    )
