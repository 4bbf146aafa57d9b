"""Who heads a mission, with which rank, and how far it went.

Named is not accepted, and accepted is not recognised: somebody who was only named counts
where nobody is in office, and never against somebody who is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from accredit.model import Claim, MissionKind, RecordedClaim, Situation
from accredit.verdict.holding import Holding, holdings
from accredit.verdict.independence import fold
from accredit.verdict.living import live
from accredit.verdict.shapes import Asked

PREDICATES = frozenset({"appointed", "accredited", "holds_post", "dismissed", "expelled"})
NAMED, ARRIVED, ACCEPTED = "named", "arrived", "accepted"
_REACHED = {"appointed": NAMED, "holds_post": ARRIVED, "accredited": ACCEPTED}

_NOT_HEAD = re.compile(r"\b(deputy|assistant|former|ex|vice|adviser|advisor|secretary|attache|counsellor|specialist)\b")
_CHIEF = r"^(acting )?(head|chief)( of (the )?(mission|embassy|consulate).*)?$"
_HEAD = re.compile(rf"\b(ambassador|charge|envoy|representative)\b|{_CHIEF}")
_HEAD_OF_CONSULATE = re.compile(rf"\b(consul|charge)\b|{_CHIEF}")


def heads(claim: Claim, kind: MissionKind) -> bool:
    """Whether the claim is about a named person in the post that heads such a mission."""
    if claim.person is None or not claim.person.name or claim.person.role is None:
        return False
    role = fold(claim.person.role)
    pattern = _HEAD_OF_CONSULATE if kind in ("consulate", "consulate-general") else _HEAD
    return bool(pattern.search(role)) and not _NOT_HEAD.search(role)


def words(claims: Iterable[RecordedClaim], situation: Situation) -> list[Holding]:
    """Words on who is head; a value is the person's name as first met in the order of claim ids."""
    kept = sorted(claims, key=lambda r: r.claim.id)
    names: dict[str, str] = {}
    return [h for r in kept for h in _words(r, situation, names)]


def _words(recorded: RecordedClaim, situation: Situation, names: dict[str, str]) -> Iterator[Holding]:
    claim = recorded.claim
    mission, person = claim.mission, claim.person
    if mission is None or person is None or not person.name:
        return
    value = names.setdefault(fold(person.name), person.name)
    denied = claim.polarity == "denied"
    if claim.predicate in ("dismissed", "expelled"):
        if not denied:
            yield from holdings(recorded, value, situation, change=True, ends=True)
    elif claim.predicate in _REACHED and heads(claim, mission.kind):
        # Naming moves nobody out of a post, so it ends nothing; an acceptance by the host does.
        change = claim.predicate == "accredited"
        yield from holdings(recorded, value, situation, change=change, denied=denied, gainer=claim.party)


def furthest(found: Sequence[Holding], asked: Asked) -> list[Holding]:
    """The words on those who got furthest by the day: people in office, else the last one that each party named."""
    affirmed = live(found, asked.as_of, asked.situation.lapse_days).affirmed
    serving = {h.value for h in affirmed if h.recorded.claim.predicate != "appointed"}
    if not serving:
        last: dict[str | None, str] = {}
        for word in sorted(affirmed, key=lambda h: (h.attested, h.id)):
            last[word.recorded.claim.party] = word.value
        serving = set(last.values())
    return [h for h in found if h.value in serving or not h.affirms]


def only_named(found: Sequence[Holding], heads: Iterable[str], asked: Asked) -> list[Holding]:
    """Words on people who were named and are not among the heads."""
    affirmed = live(found, asked.as_of, asked.situation.lapse_days).affirmed
    return [h for h in affirmed if h.recorded.claim.predicate == "appointed" and h.value not in set(heads)]


def reached(found: Iterable[Holding]) -> str:
    """How far the furthest of the words says that the person got."""
    steps = [NAMED, ARRIVED, ACCEPTED]
    return max((_REACHED.get(h.recorded.claim.predicate, NAMED) for h in found if h.affirms), key=steps.index)


def rank(found: Sequence[Holding]) -> str | None:
    """The post, as the last of the words gives it."""
    given = [h for h in found if h.affirms and h.recorded.claim.person]
    last = max(given, key=lambda h: (h.attested, h.id), default=None)
    return last.recorded.claim.person.role if last and last.recorded.claim.person else None
