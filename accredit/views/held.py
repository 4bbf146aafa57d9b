"""Answers with the claims behind them, as the commands show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accredit.answers import under_rulings
from accredit.contract import claim_line, mission_reference
from accredit.errors import QuestionError
from accredit.model import Claim, Mission, RecordedClaim, Situation, State
from accredit.rulings import Ruled
from accredit.verdict import STATE_QUESTIONS, Verdict, answer, denials, dossier
from accredit.verdict.holding import spoken_day
from accredit.views.find import find
from accredit.views.ruling_words import mark_json
from accredit.views.times import Times
from accredit.views.verdict_words import verdict_json

if TYPE_CHECKING:
    from accredit.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Held:
    """What the ledger held for a question's times, under people's rulings: the claims by what they are about."""

    situation: Situation
    times: Times
    missions: Mapping[str, Mission]
    by_mission: Mapping[str, tuple[RecordedClaim, ...]]
    of_states: tuple[RecordedClaim, ...]
    found: Ruled
    without: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        ledger: Ledger,
        situation: Situation,
        times: Times,
        without: tuple[str, ...] = (),
        only: Mission | None = None,
    ) -> Held:
        """What this ledger held, as if some sources had never spoken; with `only`, of that mission where no source is
        left out. Raises QuestionError for an unknown source.
        """
        missions = {m.id: m for m in situation.missions}
        by_mission: dict[str, list[RecordedClaim]] = {}
        of_states: list[RecordedClaim] = []
        found = under_rulings(
            ledger,
            situation,
            recorded_at=times.recorded_at,
            known_at=times.known_at,
            without=without,
            mission_id=only.id if only else None,
        )
        for recorded in found.claims:
            mission = recorded.claim.mission
            if mission:
                missions.setdefault(mission.id, mission)
                by_mission.setdefault(mission.id, []).append(recorded)
            elif recorded.claim.scope:
                of_states.append(recorded)
        grouped = {i: tuple(claims) for i, claims in by_mission.items()}
        return cls(situation, times, missions, grouped, tuple(of_states), found, without)

    @classmethod
    def about(
        cls, words: str, ledger: Ledger, situation: Situation, times: Times, without: tuple[str, ...] = ()
    ) -> tuple[Mission | State, Held]:
        """The mission or state that a person means, and what the ledger held: of a mission of the situation, no more
        than is told of it. Raises QuestionError for what nothing, or more than one thing, is known as.
        """
        try:
            wanted = find(words, situation)
        except QuestionError:  # claims may tell of a mission that the situation does not list
            wanted = None
        if isinstance(wanted, Mission):
            return wanted, cls.of(ledger, situation, times, without, only=wanted)
        found = cls.of(ledger, situation, times, without)
        return find(words, situation, found.missions.values()), found

    @property
    def articles(self) -> int:
        """How many articles were known."""
        return self.found.articles

    @property
    def undated(self) -> int:
        """How many articles have no readable date."""
        return self.found.undated


@dataclass(frozen=True, slots=True)
class Entry:
    """The answers about one mission or state, and the claims that are about it or stand behind them."""

    subject: Mission | State
    verdicts: Mapping[str, Verdict]
    claims: tuple[RecordedClaim, ...]
    set_aside: tuple[RecordedClaim, ...] = ()
    """Claims about it that do not count, because people's rulings say so."""

    @property
    def sample(self) -> bool:
        """Something in it comes from a sample."""
        return any(c.article.sample for c in self.claims)

    def behind(self, verdict: Verdict) -> list[RecordedClaim]:
        """The claims that a verdict rests on or stands against, or that are silent on it."""
        ids = set(verdict.claims)
        return [c for c in self.claims if c.claim.id in ids]


def entry(subject: Mission | State, held: Held) -> Entry:
    """Every question about this subject, answered."""
    if isinstance(subject, Mission):
        about = held.by_mission.get(subject.id, ())
        answers = dossier(subject.id, about, held.situation, as_of=held.times.as_of)
        aside = (c for c in held.found.set_aside if c.claim.mission and c.claim.mission.id == subject.id)
        return Entry(subject, {v.question: v for v in answers}, _in_order(about), _in_order(aside))
    verdicts = {
        q: answer(q, subject.code, held.of_states, held.situation, as_of=held.times.as_of) for q in STATE_QUESTIONS
    }
    ids = {i for v in verdicts.values() for i in v.claims}
    named = (c for c in held.of_states if c.claim.id in ids or names_state(c.claim, subject, held.situation))
    aside = (c for c in held.found.set_aside if names_state(c.claim, subject, held.situation))
    return Entry(subject, verdicts, _in_order(named), _in_order(aside))


def _in_order(claims: Iterable[RecordedClaim]) -> tuple[RecordedClaim, ...]:
    return tuple(sorted(claims, key=order_of_saying))


def names_state(claim: Claim, state: State, situation: Situation) -> bool:
    """The claim names this state, alone or in a group."""
    scope = claim.scope
    return scope is not None and state.code in (*scope.hosts, *situation.groups.get(scope.group or "", ()))


def order_of_saying(recorded: RecordedClaim) -> tuple[str, str, int, str]:
    """Order of saying: by the origin's day, else publication; the undated last."""
    day, claim = spoken_day(recorded), recorded.claim
    return (day.isoformat() if day else "9999", recorded.article.id, claim.evidence.start, claim.id)


def mission_entries(held: Held, *, every: bool = False) -> list[Entry]:
    """The missions that somebody spoke of; with `every`, all. The contested first."""
    chosen = (m for m in held.missions.values() if every or m.id in held.by_mission)
    return _sorted((entry(m, held) for m in chosen), held.situation)


def state_entries(held: Held, *, every: bool = False) -> list[Entry]:
    """The states that somebody named, alone or in a group; with `every`, all. The contested first."""
    situation = held.situation
    named = (s for s in situation.states if every or any(names_state(c.claim, s, situation) for c in held.of_states))
    return _sorted((entry(s, held) for s in named), situation)


def _sorted(found: Iterable[Entry], situation: Situation) -> list[Entry]:
    return sorted(found, key=lambda e: (_rank(e), _place(e.subject, situation)))


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
    head: dict[str, Any] = (
        {"mission": mission_reference(subject)}
        if isinstance(subject, Mission)
        else {"state": {"code": subject.code, "name": subject.name}}
    )
    denied = denials(found.claims, held.situation)
    claims = [
        _claim_json(c, held) | ({"denies": list(denied[c.claim.id])} if c.claim.id in denied else {})
        for c in found.claims
    ]
    aside = [_claim_json(c, held) for c in found.set_aside]
    return (
        head
        | {question: verdict_json(verdict) for question, verdict in found.verdicts.items()}
        | ({"claims": claims, "set_aside": aside} if with_claims else {})
        | asked_json(held)
        | {"sample": found.sample}
    )


def asked_json(held: Held) -> dict[str, Any]:
    """What an answer was asked of: situation, times, sources left out, and how many articles have no date."""
    return {
        "situation": held.situation.id,
        "as_of": held.times.as_of.isoformat(),
        "known_at": held.times.known_at and held.times.known_at.isoformat(),
        "recorded_at": held.times.recorded_at,
        "without": list(held.without),
        "undated": held.undated,
    }


def _claim_json(recorded: RecordedClaim, held: Held) -> dict[str, Any]:
    """A contract line with what the ledger and people's rulings add to it."""
    return claim_line(recorded.claim, recorded.article) | {
        "recorded_at": recorded.recorded_at,
        "original": recorded.original,
        "rulings": [mark_json(ruling) for ruling in held.found.on(recorded)],
    }
