"""The changes of answers all through a ledger, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from accredit.answers import Copies
from accredit.changes.between import STATES, Between
from accredit.changes.shapes import Changed
from accredit.changes.why import Articles
from accredit.errors import QuestionError
from accredit.ledger import Ledger, Lifetime
from accredit.model import Article, Claim, Mission, Situation, State
from accredit.ruling import RecordedRuling
from accredit.rulings import Ruled, held, ruled
from accredit.verdict import find_source
from accredit.verdict import without as left_without


def log(
    ledger: Ledger,
    situation: Situation,
    *,
    as_of: date | None,
    subject: Mission | State | None = None,
    limit: int | None = None,
    without: Sequence[str] = (),
) -> list[Changed]:
    """The changes of answers in the order of recording, the newest first, at most `limit`.

    As of one day; with None each as of the day on which it was recorded, so that what was told of a change once stays
    as it was. `without`: as if these voices or outlets had never spoken. Raises QuestionError for one of whom the
    ledger never held anything.
    """
    found: list[Changed] = []
    for change in Past(ledger, situation, subject, without).changes(as_of):
        if limit is not None and len(found) >= limit:
            break
        found.append(change)
    return found


class Past:
    """What a ledger held right before and at each moment, from one look at it, which must stay open meanwhile.

    `may`: as if the articles of which it says no had never been read.
    """

    def __init__(
        self,
        ledger: Ledger,
        situation: Situation,
        only: Mission | State | None = None,
        without: Sequence[str] = (),
        may: Callable[[Article], bool] | None = None,
    ) -> None:
        self._ledger, self._situation, self._may = ledger, situation, may
        self._between = Between(situation, [], only)
        self._copies = Copies(ledger)
        self._rulings: list[RecordedRuling] = ledger.rulings()
        self._lives: dict[str, list[Lifetime]] = {}
        for life in ledger.history(situation):
            if may and not may(life.recorded.article):
                continue
            mission = life.recorded.claim.mission
            self._lives.setdefault(mission.id if mission else STATES, []).append(life)
        self._dropped = frozenset(key for name in without for key in self._sources(name))

    def _sources(self, name: str) -> set[str]:
        """The source that a person means, as it was ever read and as the rulings of today call it: either may do."""
        read = [life.recorded for lives in self._lives.values() for life in lives]
        sets = [read, held(self._ledger, self._situation).claims] if self._rulings else [read]
        found, error = set(), None
        for claims in sets:
            try:
                found.add(find_source(name, claims, self._situation))
            except QuestionError as nobody:
                error = nobody
        if error and not found:
            raise error
        return found

    def changes(self, as_of: date | None, since: str = "", until: str | None = None) -> Iterator[Changed]:
        """The changes after `since` up to `until`, the newest first. From the first ruling on, any claim may bear."""
        ruled_from = min((r.recorded_at for r in self._rulings), default=None)
        moments: dict[str, set[str]] = {r.recorded_at: set() for r in self._rulings}
        for key, lives in self._lives.items():
            for life in lives:
                for moment in filter(None, (life.recorded.recorded_at, life.until)):
                    moments.setdefault(moment, set()).add(key)
        wanted = (m for m in moments if m > since and (until is None or m <= until))
        for moment in sorted(wanted, reverse=True):
            whole = ruled_from is not None and moment >= ruled_from
            keys = tuple(self._lives if whole else sorted(moments[moment]))
            yield from self._at(moment, keys, as_of or date.fromisoformat(moment[:10]))

    def stood(self, moment: str, *, known_at: date | None = None) -> Ruled:
        """What counted at a moment, under the rulings recorded by then."""
        keys = tuple(self._lives)
        lives = [life for key in keys for life in self._lives[key]]
        return self._stood(moment, keys, lives, before=False, known_at=known_at)

    def missions(self) -> dict[str, Mission]:
        """Every mission that was ever spoken of."""
        found = (life.recorded.claim.mission for lives in self._lives.values() for life in lives)
        return {mission.id: mission for mission in found if mission}

    def of_states(self) -> list[Claim]:
        """Every claim on states that was ever read."""
        return [life.recorded.claim for life in self._lives.get(STATES, ())]

    def articles(self, moment: str) -> Iterator[Article]:
        """What the ledger held, claims or none: asked for only where there is a change to explain."""
        for article in self._ledger.articles(recorded_at=moment):
            if self._may is None or self._may(article):
                yield article

    def _at(self, moment: str, keys: tuple[str, ...], day: date) -> list[Changed]:
        lives = [life for key in keys for life in self._lives[key]]
        # The later side first: it is what the moment looked at before began from.
        after = self._stood(moment, keys, lives, before=False)
        before = self._stood(moment, keys, lives, before=True)
        articles = Articles(self.articles(_before(moment)), self.articles(moment))
        found = self._between.changes(before, after, articles, [day])
        return [replace(change, recorded_at=moment) for change in found]

    def _stood(
        self,
        moment: str,
        keys: tuple[str, ...],
        lives: Sequence[Lifetime],
        *,
        before: bool,
        known_at: date | None = None,
    ) -> Ruled:
        claims = [life.recorded for life in lives if life.live(moment, before=before)]
        found = Ruled(tuple(claims), (), (), (), (), 0, 0)
        rulings = [r for r in self._rulings if r.recorded_at < moment or (r.recorded_at == moment and not before)]
        if rulings or known_at is not None:
            articles = tuple(self.articles(_before(moment) if before else moment))
            found = ruled(claims, rulings, articles, self._situation, known_at=known_at)
        kept = left_without(found.claims, self._dropped, self._situation) if self._dropped else found.claims
        return replace(found, claims=tuple(self._copies.of(kept, keys)))


def _before(moment: str) -> str:
    """The last moment before this one; the ledger tells no finer ones apart."""
    return (datetime.fromisoformat(moment) - timedelta(microseconds=1)).isoformat()
