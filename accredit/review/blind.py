"""Coding blind: of the rulings on claims each person sees their own alone, and others see none."""

from __future__ import annotations

from collections.abc import Iterable

from accredit.ledger import Ledger
from accredit.ruling import ON_CLAIMS, RecordedRuling


def visible(rulings: Iterable[RecordedRuling], who: str | None) -> list[RecordedRuling]:
    """The rulings that somebody sees: all but those of others on claims, and what withdrew these."""
    hidden: set[str] = set()
    found = []
    for recorded in rulings:
        ruling = recorded.ruling
        if (ruling.kind in ON_CLAIMS and ruling.who != who) or ruling.target in hidden:
            hidden.add(ruling.id)
        else:
            found.append(recorded)
    return found


class Blinded(Ledger):
    """A ledger as one person sees it while claims are coded blind; None is somebody who is not signed in.

    It shares the connections of the ledger that it is made of, which is closed in its place.
    """

    def __init__(self, ledger: Ledger, who: str | None) -> None:
        super().__init__(ledger._engine, ledger._place)
        self._who = who

    def rulings(self, *, recorded_at: str | None = None) -> list[RecordedRuling]:
        """The rulings that the person sees, in the order of recording."""
        return visible(super().rulings(recorded_at=recorded_at), self._who)
