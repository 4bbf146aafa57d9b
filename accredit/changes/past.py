"""The changes of answers all through a ledger, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice

from accredit.answers import Copies
from accredit.changes.between import STATES, Between
from accredit.changes.shapes import Changed
from accredit.changes.why import Articles
from accredit.errors import QuestionError
from accredit.ledger import Ledger, Lifetime
from accredit.model import Article, Mission, Situation, State
from accredit.ruling import RecordedRuling
from accredit.rulings import Ruled, held, ruled
from accredit.verdict import find_source
from accredit.verdict import without as left_without


def log(
    ledger: Ledger,
    situation: Situation,
    *,
    as_of: date,
    subject: Mission | State | None = None,
    limit: int | None = None,
    without: Sequence[str] = (),
) -> list[Changed]:
    """The changes of answers as of one day in the order of recording, the newest first, at most `limit`.

    `without`: as if these voices or outlets had never spoken. Raises QuestionError for one of whom the ledger never
    held anything.
    """
    return list(islice(logged(ledger, situation, as_of=as_of, subject=subject, without=without), limit))


def logged(
    ledger: Ledger,
    situation: Situation,
    *,
    as_of: date,
    subject: Mission | State | None = None,
    without: Sequence[str] = (),
    until: str | None = None,
    counts: Callable[[Article], bool] = lambda _: True,
) -> Iterator[Changed]:
    """The changes of `log` one by one, of those up to the moment `until`. Claims of articles that do not count are
    as if the ledger had never held them.
    """
    past = _Past(ledger, situation, as_of, subject, without)
    past.counts = counts
    return past.changes(until)


class _Past:
    """What a ledger held right before and at each moment."""

    def __init__(
        self, ledger: Ledger, situation: Situation, as_of: date, only: Mission | State | None, without: Sequence[str]
    ) -> None:
        self._ledger, self._situation = ledger, situation
        self._between = Between(situation, [as_of], only)
        self._copies = Copies(ledger)
        self._rulings: list[RecordedRuling] = ledger.rulings()
        self._lives: dict[str, list[Lifetime]] = {}
        for life in ledger.history(situation):
            mission = life.recorded.claim.mission
            self._lives.setdefault(mission.id if mission else STATES, []).append(life)
        self._dropped = frozenset(key for name in without for key in self._sources(name))
        self.counts: Callable[[Article], bool] = lambda _: True

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

    def changes(self, until: str | None = None) -> Iterator[Changed]:
        """The changes up to a moment, the newest first. From the first ruling on, any claim may bear on any subject."""
        ruled_from = min((r.recorded_at for r in self._rulings), default=None)
        moments: dict[str, set[str]] = {r.recorded_at: set() for r in self._rulings}
        for key, lives in self._lives.items():
            for life in lives:
                for moment in filter(None, (life.recorded.recorded_at, life.until)):
                    moments.setdefault(moment, set()).add(key)
        for moment in sorted((m for m in moments if until is None or m <= until), reverse=True):
            whole = ruled_from is not None and moment >= ruled_from
            keys = tuple(self._lives if whole else sorted(moments[moment]))
            yield from self._at(moment, keys)

    def _at(self, moment: str, keys: tuple[str, ...]) -> list[Changed]:
        lives = [life for key in keys for life in self._lives[key]]
        # The later side first: it is what the moment looked at before began from.
        after = self._stood(moment, keys, lives, before=False)
        before = self._stood(moment, keys, lives, before=True)
        articles = Articles(self._articles(_before(moment)), self._articles(moment))
        return [replace(change, recorded_at=moment) for change in self._between.changes(before, after, articles)]

    def _articles(self, moment: str) -> Iterator[Article]:
        """What the ledger held, claims or none: asked for only where there is a change to explain."""
        yield from self._ledger.articles(recorded_at=moment)

    def _stood(self, moment: str, keys: tuple[str, ...], lives: Sequence[Lifetime], *, before: bool) -> Ruled:
        claims = [life.recorded for life in lives if life.live(moment, before=before)]
        found = Ruled(tuple(claims), (), (), (), (), 0, 0)
        rulings = [r for r in self._rulings if r.recorded_at < moment or (r.recorded_at == moment and not before)]
        if rulings:
            articles = self._ledger.articles(recorded_at=_before(moment) if before else moment)
            found = ruled(claims, rulings, articles, self._situation)
        kept = left_without(found.claims, self._dropped, self._situation) if self._dropped else found.claims
        counting = [r for r in kept if self.counts(r.article)]
        return replace(found, claims=tuple(self._copies.of(counting, keys)))


def _before(moment: str) -> str:
    """The last moment before this one; the ledger tells no finer ones apart."""
    return (datetime.fromisoformat(moment) - timedelta(microseconds=1)).isoformat()
