"""What a mission does: its services, whose papers are taken, who pays and who collects.

None of these says who runs it. What an authority says of its own honouring is the act
itself, so nobody is held to gain from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from accredit.model import RecordedClaim, Situation
from accredit.verdict.holding import Holding, holdings

SERVICES = frozenset({"operates", "opened", "suspended", "closed"})
DOCUMENTS = frozenset({"honours_documents", "disowns_documents"})
MONEY = frozenset({"funds", "collects_fees"})
RUNNING, SUSPENDED, SHUT = "running", "suspended", "closed"
HONOURED, DISOWNED = "honoured", "disowned"
_SERVICE = {"operates": RUNNING, "opened": RUNNING, "suspended": SUSPENDED, "closed": SHUT}
_MONEY = {"funds": "pays", "collects_fees": "collects fees"}


def services(claims: Iterable[RecordedClaim], situation: Situation) -> Iterator[Holding]:
    """Words on whether services run; to operate is a state, to open, suspend or close a change."""
    for recorded in claims:
        claim = recorded.claim
        if claim.predicate in _SERVICE:
            value, change = _SERVICE[claim.predicate], claim.predicate != "operates"
            denied = claim.polarity == "denied"
            yield from holdings(recorded, value, situation, change=change, denied=denied, staked=False)


def documents(claims: Iterable[RecordedClaim], situation: Situation) -> dict[str, list[Holding]]:
    """Words on its papers, by the authority that takes or disowns them: a party, or a state by its code."""
    parts: dict[str, list[Holding]] = {}
    for recorded in claims:
        claim = recorded.claim
        actor = claim.party or claim.origin.party
        if claim.predicate in DOCUMENTS and actor:
            taken = (claim.predicate == "honours_documents") == (claim.polarity == "affirmed")
            change = claim.predicate == "disowns_documents" and not taken
            value = HONOURED if taken else DISOWNED
            parts.setdefault(actor, []).extend(holdings(recorded, value, situation, change=change, staked=False))
    return parts


def money(claims: Iterable[RecordedClaim], situation: Situation) -> dict[str, list[Holding]]:
    """Words on who pays and who collects fees."""
    parts: dict[str, list[Holding]] = {}
    for recorded in claims:
        claim = recorded.claim
        if claim.predicate in MONEY and claim.party:
            denied = claim.polarity == "denied"
            words = holdings(recorded, claim.party, situation, denied=denied, gainer=claim.party)
            parts.setdefault(_MONEY[claim.predicate], []).extend(words)
    return parts
