"""What counts in a ledger: the one place where front ends get claims for answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accredit.ledger import Ledger
from accredit.model import Article, RecordedClaim, Situation
from accredit.ruling import RecordedRuling
from accredit.rulings.apply import Ruled, ruled


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that a ledger held of a situation at one moment, to be asked about any day without reading it again."""

    situation: Situation
    claims: tuple[RecordedClaim, ...]
    rulings: tuple[RecordedRuling, ...]
    articles: tuple[Article, ...]

    def at(self, known_at: date | None) -> Ruled:
        """What counts of what had been published by a day; None for all."""
        return ruled(self.claims, self.rulings, self.articles, self.situation, known_at=known_at)


def load(ledger: Ledger, situation: Situation, *, recorded_at: str | None = None) -> Loaded:
    """What the ledger held at a moment."""
    # Rulings are read first: whatever is appended meanwhile, what they are about is there.
    rulings = tuple(ledger.rulings(recorded_at=recorded_at))
    claims = tuple(ledger.claims(situation, recorded_at=recorded_at))
    return Loaded(situation, claims, rulings, tuple(ledger.articles(recorded_at=recorded_at)))


def held(
    ledger: Ledger, situation: Situation, *, recorded_at: str | None = None, known_at: date | None = None
) -> Ruled:
    """The claims of a situation under the rulings that the ledger held at `recorded_at`, as known at a day."""
    if ledger.rulings(recorded_at=recorded_at):
        return load(ledger, situation, recorded_at=recorded_at).at(known_at)
    # Without rulings the database leaves out what was not known, which is quicker.
    claims = ledger.claims(situation, recorded_at=recorded_at, known_at=known_at)
    counts = ledger.counts(situation, recorded_at=recorded_at, known_at=known_at)
    return Ruled(tuple(claims), (), (), (), (), counts.articles, counts.undated)
