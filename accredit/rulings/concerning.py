"""Which rulings are on one thing: what a person who rules on it should have seen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from accredit.errors import OvertakenError
from accredit.model import RecordedClaim
from accredit.ruling import ON_CLAIMS, ON_PAIRS, RecordedRuling, Ruling
from accredit.rulings.following import landing


def concerning(
    rulings: Iterable[RecordedRuling], names: Collection[str], kinds: Collection[str] | None = None
) -> tuple[RecordedRuling, ...]:
    """The rulings on any of these names, and what withdrew one of them, the withdrawn ones too; in their order.

    With `kinds`, of those kinds alone.

    A name is a claim's id as read, an article's carrier, a voice's name or a ruling's id.
    """
    known, found = set(names), []
    for recorded in rulings:
        ruling = recorded.ruling
        on_it = ruling.kind == "withdrawn" or kinds is None or ruling.kind in kinds
        if on_it and (ruling.target in known or ruling.other in known):
            found.append(recorded)
            known.add(ruling.id)
    return tuple(found)


def names_of(recorded: RecordedClaim, rulings: Iterable[RecordedRuling]) -> frozenset[str]:
    """The names under which a claim, as read, was ruled on: its id, and those of older readings that it took over."""
    own = recorded.claim.id
    followed = {
        anchor.claim
        for each in rulings
        if each.ruling.kind in ON_CLAIMS
        for anchor in each.ruling.anchors
        if anchor.claim != own and anchor.carrier == recorded.article.carrier and landing(anchor, (recorded,))
    }
    return frozenset({own, *followed})


class Unseen:
    """Refuses a ruling when others ruled on the same thing since its author looked: on a pair, by others like it.

    Called inside the transaction that records it, so that nothing can come in between.
    """

    def __init__(self, ruling: Ruling, names: Collection[str]) -> None:
        self._ruling = ruling
        self._names = frozenset(names)

    def __call__(self, held: Sequence[RecordedRuling]) -> None:
        """Look at all rulings held. Raises OvertakenError, which names those that were not seen."""
        seen = set(self._ruling.seen)
        kinds = ON_PAIRS if self._ruling.kind in ON_PAIRS else None
        unseen = tuple(r.ruling.id for r in concerning(held, self._names, kinds) if r.ruling.id not in seen)
        if unseen and self._ruling.id not in unseen:
            raise OvertakenError("somebody ruled on the same thing since you looked", unseen)
