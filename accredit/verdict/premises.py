"""Who holds a mission's premises, and in which condition they are.

A party holds them when the mission was handed over to it, the host state when it took
custody; to run a mission says nothing of its house.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from accredit.model import HOST_STATE, RecordedClaim, Situation
from accredit.verdict.holding import Holding, holdings

PREDICATES = frozenset({"custody", "handed_over", "controls", "damaged", "repaired"})
SOUND, DAMAGED, UNDER_REPAIR = "sound", "damaged", "under repair"


def holders(claims: Iterable[RecordedClaim], situation: Situation) -> Iterator[Holding]:
    """Words on who holds the premises."""
    for recorded in claims:
        claim = recorded.claim
        if claim.predicate == "custody" or (claim.predicate == "controls" and claim.party == HOST_STATE):
            party = HOST_STATE
        elif claim.predicate == "handed_over" and claim.party:
            party = claim.party
        else:
            continue
        denied = claim.polarity == "denied"
        yield from holdings(recorded, party, situation, change=True, denied=denied, gainer=party)


def conditions(claims: Iterable[RecordedClaim], situation: Situation) -> Iterator[Holding]:
    """Words on their condition: a repair that happened on a day leaves them sound, any other is under way."""
    for recorded in claims:
        claim = recorded.claim
        denied = claim.polarity == "denied"
        if claim.predicate == "damaged":
            value = DAMAGED
        elif claim.predicate == "repaired":
            value = SOUND if claim.when and claim.when.kind == "instant" else UNDER_REPAIR
        else:
            continue
        yield from holdings(recorded, value, situation, change=True, denied=denied, staked=False)
