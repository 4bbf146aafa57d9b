"""What counts in a ledger: the one place where front ends get claims for answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from accredit.model import Article, RecordedClaim, Situation
from accredit.ruling import ON_PAIRS, RecordedRuling
from accredit.rulings.apply import Ruled, ruled

if TYPE_CHECKING:
    from accredit.ledger import Ledger


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
    ledger: Ledger,
    situation: Situation,
    *,
    recorded_at: str | None = None,
    known_at: date | None = None,
    mission_id: str | None = None,
    counted: bool = True,
) -> Ruled:
    """The claims of a situation under the rulings that the ledger held at `recorded_at`, as known at a day.

    With `mission_id`, those about one mission; the counts are of all articles all the same. Not `counted`, they are
    nothing, and how much else the ledger holds costs nothing.
    """
    rulings = _rulings(ledger, situation, recorded_at)
    if not rulings:
        # Without rulings the database leaves out what was not known, which is quicker.
        claims = ledger.claims(situation, mission_id=mission_id, recorded_at=recorded_at, known_at=known_at)
        found = Ruled(tuple(claims), (), (), (), (), 0, 0)
        if counted:
            counts = ledger.counts(situation, recorded_at=recorded_at, known_at=known_at)
            found = replace(found, articles=counts.articles, undated=counts.undated)
        return found
    if mission_id is None or _of_voices(rulings):
        found = load(ledger, situation, recorded_at=recorded_at).at(known_at)
    else:
        loaded = _bearing(ledger, situation, rulings, mission_id, recorded_at)
        if counted:
            loaded = replace(loaded, articles=tuple(ledger.articles(recorded_at=recorded_at)))
        found = loaded.at(known_at)
    if not counted:
        found = replace(found, articles=0, undated=0)
    return found if mission_id is None else _about(found, mission_id)


def _rulings(ledger: Ledger, situation: Situation, recorded_at: str | None) -> tuple[RecordedRuling, ...]:
    """Those that may concern the situation. They are read first: whatever comes meanwhile, what they are about is
    there.
    """
    return tuple(r for r in ledger.rulings(recorded_at=recorded_at) if r.ruling.situation in (None, situation.id))


def _of_voices(rulings: Iterable[RecordedRuling]) -> bool:
    """Whether some are on voices and origins, which go by their names wherever in the situation they speak."""
    return any(r.ruling.kind in ON_PAIRS for r in rulings)


def _bearing(
    ledger: Ledger,
    situation: Situation,
    rulings: tuple[RecordedRuling, ...],
    mission_id: str,
    recorded_at: str | None,
) -> Loaded:
    """What may bear on one mission: the claims about it, and all of the articles that rulings are on."""
    carriers = {c for r in rulings for c in (r.ruling.target, *(a.carrier for a in r.ruling.anchors))}
    if len(carriers) > _MANY:
        return load(ledger, situation, recorded_at=recorded_at)
    claims = ledger.claims(situation, mission_id=mission_id, carriers=carriers, recorded_at=recorded_at)
    articles = ledger.articles(recorded_at=recorded_at, carriers=carriers)
    return Loaded(situation, tuple(claims), rulings, tuple(articles))


_MANY = 10_000
"""Articles that rulings are on, above which all is read: databases take so many values in one query, and few more."""


def _about(found: Ruled, mission_id: str) -> Ruled:
    def only(claims: Iterable[RecordedClaim]) -> tuple[RecordedClaim, ...]:
        return tuple(r for r in claims if r.claim.mission and r.claim.mission.id == mission_id)

    return replace(found, claims=only(found.claims), set_aside=only(found.set_aside))
