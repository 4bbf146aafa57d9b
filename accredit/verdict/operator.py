"""Who runs a mission: how claims on it become words on the `operator` question.

Only words on the mission itself count: a consulate does not inherit its embassy's status
and a claim about all missions in a state says nothing of one. Planned, possible and
requested never count as done. An appointment, an accreditation, a visit or a title is not
control; a head in office named by a party arrives as `controls`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from accredit.model import HOST_STATE, Claim, RecordedClaim, Situation
from accredit.verdict.holding import Holding, holdings
from accredit.verdict.independence import contends
from accredit.verdict.order import conflicts, kind
from accredit.verdict.shapes import CLOSED, COOPERATING, NONE

PREDICATES = frozenset(
    {"controls", "handed_over", "cooperates_with", "custody", "closed", "opened", "operates", "visited"}
)
"""Claims that concern control, also where they only fill a silent cell (`visited`)."""


def practice(claims: Iterable[RecordedClaim], situation: Situation) -> list[Holding]:
    """Words on who runs the mission in fact.

    What came about officially came about, unless its report tells the practice apart. A denial
    on paper ("no official change") disputes it too, unless its voice grants it in practice in
    the same text.
    """
    kept = list(claims)
    words = [h for r in kept if r.claim.basis != "formal" for h in _words(r, situation)]
    granted = {(h.voice, h.text, h.value) for h in words if h.affirms}
    formal = [h for r in kept if r.claim.basis == "formal" for h in _words(r, situation)]
    denied = [h for h in formal if h.denied and (h.voice, h.text, h.value) not in granted]
    reports: dict[str, list[Holding]] = {}
    for word in words:
        reports.setdefault(word.text, []).append(word)
    events = [h for h in formal if h.change and not h.denied and not _told_apart(h, reports.get(h.text, ()))]
    return words + denied + events


def _told_apart(event: Holding, words: Iterable[Holding]) -> bool:
    """Whether words of the same report as an official event say of the days since that it is otherwise in practice."""
    return any(conflicts(kind(h), kind(event)) and h.attested >= event.begins for h in words)


def formal(claims: Iterable[RecordedClaim], situation: Situation) -> list[Holding]:
    """Words on whom the mission belongs to on paper."""
    return [h for r in claims if r.claim.basis == "formal" for h in _words(r, situation)]


def _words(recorded: RecordedClaim, situation: Situation) -> Iterator[Holding]:
    """What one claim says on the question; nothing when it says nothing of who."""
    claim = recorded.claim
    denied = claim.polarity == "denied"
    if claim.predicate in ("controls", "handed_over") and claim.party:
        change = claim.predicate == "handed_over" or claim.aspect == "change"
        value = NONE if claim.party == HOST_STATE else claim.party
        yield from holdings(recorded, value, situation, change=change, denied=denied, gainer=claim.party)
    elif claim.predicate == "custody":
        yield from holdings(recorded, NONE, situation, change=True, denied=denied, gainer=HOST_STATE)
    elif claim.predicate == "closed":
        yield from holdings(recorded, CLOSED, situation, change=True, denied=denied)
    elif claim.predicate == "cooperates_with" and claim.party:
        yield from holdings(recorded, COOPERATING, situation, denied=denied, gainer=claim.party)
    elif claim.predicate == "opened" and not denied:
        # Reopening ends a closing and does not say who runs the mission.
        yield from holdings(recorded, CLOSED, situation, change=True, ends=True)
    elif claim.predicate == "operates" and not denied:
        # Working speaks against a closing that somebody tells, and alone says nothing.
        yield from holdings(recorded, CLOSED, situation, denied=True, implied=True)


def staff_of(claim: Claim, situation: Situation) -> str | None:
    """Whose staff cooperates: the voice's party if it contends and is another, else the one other party there is."""
    others = [p.id for p in situation.parties if contends(p.id, situation) and p.id != claim.party]
    if claim.origin.party in others:
        return claim.origin.party
    return others[0] if len(others) == 1 else None
