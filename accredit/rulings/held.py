"""What counts in a ledger: the one place where front ends get claims for answers."""

from __future__ import annotations

from datetime import date

from accredit.ledger import Ledger
from accredit.model import Situation
from accredit.rulings.apply import Ruled, ruled


def held(
    ledger: Ledger, situation: Situation, *, recorded_at: str | None = None, known_at: date | None = None
) -> Ruled:
    """The claims of a situation under the rulings that the ledger held at `recorded_at`, as known at a day."""
    # Rulings are read first: whatever is appended meanwhile, what they are about is there.
    rulings = ledger.rulings(recorded_at=recorded_at)
    if not rulings:
        claims = ledger.claims(situation, recorded_at=recorded_at, known_at=known_at)
        counts = ledger.counts(situation, recorded_at=recorded_at, known_at=known_at)
        return Ruled(tuple(claims), (), (), (), (), counts.articles, counts.undated)
    claims = ledger.claims(situation, recorded_at=recorded_at)
    return ruled(claims, rulings, ledger.articles(recorded_at=recorded_at), situation, known_at=known_at)
