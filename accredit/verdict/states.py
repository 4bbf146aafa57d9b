"""What a state does towards each party: recognition, relations, posture.

That a state does not recognise a party is an answer, so a denial here is the value "no".
A claim about one state outranks one about a set that holds it.
"""

from __future__ import annotations

from collections.abc import Iterable

from accredit.model import Claim, RecordedClaim, Situation
from accredit.verdict.holding import Holding, holdings

RECOGNITION = frozenset({"recognises"})
RELATIONS = frozenset({"has_relations"})
POSTURE = frozenset({"keeps_mission", "hosts_opposition", "designates_terrorist", "trades_with", "position"})
YES, NO, STATED = "yes", "no", "stated"
ONE, GROUP, ALL = 0, 1, 2
"""How wide a claim is: the state by name, a named group, every state."""


def width(claim: Claim, state: str, situation: Situation) -> int | None:
    """How wide the set is through which the claim is about the state; None when it is not."""
    scope = claim.scope
    if claim.mission or scope is None or state in scope.except_:
        return None
    if state in scope.hosts:
        return ONE
    if scope.group and state in situation.groups.get(scope.group, ()):
        return GROUP
    return ALL if "*" in scope.hosts else None


def towards(
    claims: Iterable[RecordedClaim], state: str, situation: Situation, predicates: frozenset[str]
) -> dict[str, list[Holding]]:
    """Words on recognition or relations, by party.

    To recognise is an act, and so is what happened on a day (relations established, severed).
    """
    parts: dict[str, list[Holding]] = {}
    for recorded in claims:
        claim = recorded.claim
        rank = width(claim, state, situation)
        if claim.predicate not in predicates or claim.party is None or rank is None:
            continue
        denied = claim.polarity == "denied"
        dated = claim.when is not None and claim.when.kind == "instant"
        found = holdings(
            recorded,
            NO if denied else YES,
            situation,
            change=dated or (claim.predicate == "recognises" and not denied),
            gainer=claim.party,
            contrary=denied,
            rank=rank,
        )
        parts.setdefault(claim.party, []).extend(found)
    return parts


def posture(claims: Iterable[RecordedClaim], state: str, situation: Situation) -> dict[str, list[Holding]]:
    """Words on each item of posture, by predicate and, where one is named, party."""
    parts: dict[str, list[Holding]] = {}
    for recorded in claims:
        claim = recorded.claim
        rank = width(claim, state, situation)
        if claim.predicate not in POSTURE or rank is None:
            continue
        denied = claim.polarity == "denied"
        if claim.predicate == "position" and denied:
            continue
        value = STATED if claim.predicate == "position" else NO if denied else YES
        name = " ".join(filter(None, (claim.predicate, claim.party)))
        parts.setdefault(name, []).extend(holdings(recorded, value, situation, staked=False, rank=rank))
    return parts


def named_states(claim: Claim, situation: Situation) -> frozenset[str]:
    """The states that a claim names, one by one or through a group; "every state" names none."""
    if claim.mission or claim.scope is None or claim.predicate not in RECOGNITION | RELATIONS | POSTURE:
        return frozenset()
    group = situation.groups.get(claim.scope.group or "", ())
    return frozenset({*claim.scope.hosts, *group} - {"*", *claim.scope.except_})
