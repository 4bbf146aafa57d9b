"""A claim on its way through the rulings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from accredit.model import Claim, RecordedClaim


@dataclass(slots=True, eq=False)
class Item:
    """A claim as it stands `now`; `read` as the ledger gave it, None for one that a person added.

    `carrier` is its article's as read; `by` the ids of the rulings that bear on it.
    """

    read: RecordedClaim | None
    now: RecordedClaim
    carrier: str
    by: set[str] = field(default_factory=set)
    rejected: bool = False
    retracted: bool = False

    def say(self, claim: Claim) -> None:
        """Another claim in this one's place."""
        self.now = replace(self.now, claim=claim)

    def done(self, order: dict[str, int]) -> RecordedClaim:
        """The claim with the rulings on it, in the order of recording, and the id it was read under."""
        was = self.read.claim.id if self.read else None
        original = None if was == self.now.claim.id else was
        return replace(self.now, rulings=tuple(sorted(self.by, key=order.__getitem__)), original=original)
