"""What pages are made of: the ledger, its situations, and what was looked up already."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from threading import Lock
from typing import TypeVar

from accredit.answers import known_by, under_rulings
from accredit.errors import NothingHereError
from accredit.export.alerting import Teller
from accredit.export.allowance import Allowance
from accredit.export.feeds import Feeds
from accredit.ledger import Ledger, no_cycles
from accredit.model import Situation
from accredit.views.times import Times
from accredit.web.snapshot import Known, Snapshot
from accredit.web.strings import Catalogue

T = TypeVar("T")

KEPT = {
    "snapshot": 4, "mission": 16, "told": 256, "known": 2, "index": 2, "feeds": 2, "allowance": 1,
    "queue": 2, "rulings": 2, "rulings_now": 2, "by_id": 2,
}  # fmt: skip
"""How many of the large things are remembered at once; of the small ones `SMALL` of each kind."""

SMALL = 64


@dataclass(frozen=True, slots=True)
class Options:
    """How a site shows its answers.

    `as_of`: the day that pages answer for unless asked otherwise; None for today. `public`: somebody else than the
    person at this machine may read it, so articles' rights are kept. `published`: the pages are files.
    """

    catalogue: Catalogue
    as_of: date | None = None
    public: bool = False
    published: bool = False


class Site:
    """One ledger as pages. May be used from several threads; remembers what it has looked up until the ledger grows."""

    def __init__(self, ledger: Ledger, situations: Sequence[Situation], options: Options) -> None:
        self.ledger = ledger
        self.situations = tuple(situations)
        self.options = options
        self._lock = Lock()
        self._kept: dict[Hashable, OrderedDict[tuple[Hashable, ...], object]] = {}
        self._under_way: dict[tuple[Hashable, ...], Lock] = {}

    def situation(self, name: str) -> Situation:
        """The situation with this id. Raises QuestionError for one that this site does not have."""
        for each in self.situations:
            if each.id == name:
                return each
        raise NothingHereError(f"no situation {name[:40]!r} here")

    def today(self) -> date:
        """The day that pages answer for unless asked otherwise."""
        return self.options.as_of or datetime.now(UTC).date()

    def snapshot(
        self, situation: Situation, times: Times, without: tuple[str, ...] = (), only: str | None = None
    ) -> Snapshot:
        """What the ledger holds for these times; `as_of` narrows nothing, so it is no part of the name.

        With `only`, of one mission no more than is told of it has to be read, unless all is at hand.
        """
        head = self.ledger.head()
        name = (head, situation.id, times.known_at, times.recorded_at, without)
        if only and not without and ("snapshot", *name) not in self._kept.get("snapshot", ()):
            mission = ("mission", *name, only)
            return self.remember(mission, lambda: self._look(situation, times, without, head, only))
        return self.remember(("snapshot", *name), lambda: self._look(situation, times, without, head))

    def known(self, situation: Situation, times: Times, without: tuple[str, ...] = ()) -> Known:
        """The claims that count by day of knowledge, at the moment of the times."""
        name = ("known", self.ledger.head(), situation.id, times.recorded_at, without)
        return self.remember(
            name, lambda: known_by(self.ledger, situation, recorded_at=times.recorded_at, without=without)
        )

    def feeds(self, situation: Situation) -> Feeds:
        """The feeds of a situation and its missions. What is private is in none, not even on one's own machine."""
        name = ("feeds", self.ledger.head(), situation.id)
        return self.remember(name, lambda: Feeds(Teller(self.ledger, situation)))

    def allowance(self, head: str) -> Allowance:
        """What may leave of each article of this site, with the ledger at this head."""
        name = ("allowance", head)
        return self.remember(name, lambda: Allowance.of(self.ledger, self.situations, public=self.options.public))

    def remember(self, name: tuple[Hashable, ...], look: Callable[[], T]) -> T:
        """What `look` gives, looked up once by one thread; of each kind (the name's first part) the oldest is forgotten
        when there is too much.
        """
        with self._lock:
            turn = self._under_way.setdefault(name, Lock())
        with turn:
            with self._lock:
                kept = self._kept.setdefault(name[0], OrderedDict())
                if name in kept:
                    kept.move_to_end(name)
                    return kept[name]  # type: ignore[return-value]
            with no_cycles():
                found = look()
            with self._lock:
                kept[name] = found
                self._under_way.pop(name, None)
                while len(kept) > KEPT.get(str(name[0]), SMALL):
                    kept.popitem(last=False)
            return found

    def _look(
        self, situation: Situation, times: Times, without: tuple[str, ...], head: str, only: str | None = None
    ) -> Snapshot:
        # Counting all articles takes longer than reading what is told of one mission; its page counts its own.
        found = under_rulings(
            self.ledger, situation,
            known_at=times.known_at, recorded_at=times.recorded_at, without=without, mission_id=only,
            counted=only is None,
        )  # fmt: skip
        allowance = self.allowance(head) if self.options.public else None
        return Snapshot.of(situation, found, head, allowance)
