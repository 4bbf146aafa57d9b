"""What two articles share, contradict, or have alone. Pure: claims in, groups of claims out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from accredit.model import Claim, Interval, RecordedClaim, Scope

_HOLDS = frozenset({"controls", "handed_over"})
"""Affirmed, these name the party that runs the mission; two parties cannot both, on the same basis."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Claims of the one article that say what claims of the other say, or that they gainsay."""

    left: tuple[RecordedClaim, ...]
    right: tuple[RecordedClaim, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every claim of both articles, grouped; a claim may be shared with one and contradicted by another."""

    shared: tuple[Pair, ...]
    contradicted: tuple[Pair, ...]
    left_alone: tuple[RecordedClaim, ...]
    right_alone: tuple[RecordedClaim, ...]


@dataclass(frozen=True, slots=True)
class _Key:
    """What makes two claims the same, whoever says them and in whatever words."""

    predicate: str
    mission: str | None
    scope: Scope | None
    party: str | None
    person: str | None
    polarity: str
    real: bool
    modality: str | None
    stance: str


def compare(left: Sequence[RecordedClaim], right: Sequence[RecordedClaim]) -> Comparison:
    """The claims of two articles, grouped; groups stand in the order of the left article's text.

    The same: predicate, mission or scope, party, person, polarity, stance, and whether it is said to be so
    or only planned, possible, requested. A dispute that both articles tell in full is shared, no contradiction.
    """
    lefts, rights = _groups(left), _groups(right)
    both = [k for k in lefts if k in rights]
    against: list[Pair] = []
    opposed_left: set[str] = set()
    opposed_right: set[str] = set()
    for one, ones in lefts.items():
        for other, others in rights.items():
            if one in rights and other in lefts:
                continue
            pair = _opposed(one, ones, other, others)
            if pair:
                against.append(pair)
                opposed_left.update(c.claim.id for c in pair.left)
                opposed_right.update(c.claim.id for c in pair.right)
    return Comparison(
        shared=tuple(Pair(lefts[k], rights[k]) for k in both),
        contradicted=tuple(against),
        left_alone=_alone(lefts, rights, opposed_left),
        right_alone=_alone(rights, lefts, opposed_right),
    )


def _groups(claims: Iterable[RecordedClaim]) -> dict[_Key, tuple[RecordedClaim, ...]]:
    unique = {c.claim.id: c for c in claims}
    found: dict[_Key, tuple[RecordedClaim, ...]] = {}
    for recorded in sorted(unique.values(), key=lambda c: (c.claim.evidence.start, c.claim.evidence.end, c.claim.id)):
        key = _key(recorded.claim)
        found[key] = (*found.get(key, ()), recorded)
    return found


def _key(claim: Claim) -> _Key:
    person = claim.person
    return _Key(
        claim.predicate,
        claim.mission.id if claim.mission else None,
        claim.scope,
        claim.party,
        (person.name or person.role) if person else None,
        claim.polarity,
        claim.real,
        None if claim.real else claim.modality,
        claim.stance,
    )


def _alone(
    mine: dict[_Key, tuple[RecordedClaim, ...]], others: dict[_Key, tuple[RecordedClaim, ...]], opposed: set[str]
) -> tuple[RecordedClaim, ...]:
    left_over = (c for k, group in mine.items() if k not in others for c in group)
    return tuple(c for c in left_over if c.claim.id not in opposed)


def _opposed(one: _Key, ones: tuple[RecordedClaim, ...], other: _Key, others: tuple[RecordedClaim, ...]) -> Pair | None:
    """The claims of two groups that cannot both be true; None when all can."""
    if not (_gainsays(one, other) or _rivals(one, other)):
        return None
    pairs = [(a, b) for a in ones for b in others if _same_basis(a.claim, b.claim) and _meet(a, b)]
    if not pairs:
        return None
    met_ones, met_others = {a.claim.id for a, _ in pairs}, {b.claim.id for _, b in pairs}
    return Pair(
        tuple(a for a in ones if a.claim.id in met_ones),
        tuple(b for b in others if b.claim.id in met_others),
    )


def _gainsays(one: _Key, other: _Key) -> bool:
    """One affirms what the other denies. What is planned or merely not confirmed denies nothing."""
    if not (one.real and other.real and one.stance == other.stance == "asserts"):
        return False
    same = (one.predicate, one.mission, one.scope, one.party, one.person) == (
        other.predicate,
        other.mission,
        other.scope,
        other.party,
        other.person,
    )
    return same and one.polarity != other.polarity


def _rivals(one: _Key, other: _Key) -> bool:
    """Both name the party that runs the mission, and name two."""
    keys = (one, other)
    if not all(k.predicate in _HOLDS and k.real and k.stance == "asserts" for k in keys):
        return False
    if not all(k.polarity == "affirmed" and k.party and k.mission for k in keys):
        return False
    return one.mission == other.mission and one.party != other.party


def _same_basis(one: Claim, other: Claim) -> bool:
    """Formal and de-facto control differ; where the words do not say, it may be either."""
    return not (one.basis and other.basis and one.basis != other.basis)


def _meet(one: RecordedClaim, other: RecordedClaim) -> bool:
    """May both be about one day? Without a time in the words of either, both speak of the present."""
    if one.claim.when is None and other.claim.when is None:
        return True
    first, last = _extent(one)
    begin, end = _extent(other)
    return (end is None or first is None or first <= end) and (last is None or begin is None or begin <= last)


def _extent(recorded: RecordedClaim) -> tuple[date | None, date | None]:
    """The first and the last day that the claim may be about: its own time, else its origin's, else publication."""
    claim = recorded.claim
    when = claim.when
    if when is None:
        present: Interval | None = claim.origin.said or recorded.article.published_interval
        return (present.earliest, present.latest) if present else (None, None)
    lasts = when.kind == "from" or claim.predicate == "handed_over" or claim.aspect == "change"
    if lasts:
        return when.earliest, None
    if when.kind == "until":
        return None, when.latest
    return when.earliest, when.latest
