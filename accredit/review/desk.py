"""Recording rulings of several people at once, so that nobody's are lost."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from accredit.errors import QuestionError
from accredit.ledger import Ledger
from accredit.review.blind import visible
from accredit.ruling import RecordedRuling, Ruling
from accredit.rulings.concerning import Unseen, concerning
from accredit.rulings.inforce import in_force


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one person rules. `blind`: what others ruled on claims is neither shown to them nor held against them."""

    ledger: Ledger
    who: str
    blind: bool = False

    def seen(self, names: Collection[str]) -> tuple[RecordedRuling, ...]:
        """The rulings on a thing that the person sees, the withdrawn ones too, in the order of recording."""
        return concerning(self._visible(self.ledger.rulings()), names)

    def rule(self, ruling: Ruling, names: Collection[str]) -> RecordedRuling:
        """Record a ruling that names what its author saw; the same one again is the one that is held.

        `names` are those under which its subject was ruled on. Raises OvertakenError when somebody ruled on it
        since, QuestionError when the very ruling was withdrawn.
        """
        unseen = Unseen(ruling, names)

        def look(held: Sequence[RecordedRuling]) -> None:
            mine = self._visible(held)
            if any(r.ruling.id == ruling.id for r in in_force(mine)[1]):
                raise QuestionError("this very ruling was withdrawn: give another reason")
            unseen(mine)

        done = self.ledger.append_ruling(ruling, unless=look)
        return RecordedRuling(ruling, done.recorded_at)

    def _visible(self, held: Sequence[RecordedRuling]) -> Sequence[RecordedRuling]:
        return visible(held, self.who) if self.blind else held
