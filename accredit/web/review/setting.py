"""How a site takes people's rulings, and who sees which ledger."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from accredit.review.blind import Blinded
from accredit.review.desk import Desk
from accredit.review.jobs import Jobs
from accredit.review.queue import Weights
from accredit.review.sessions import Guesses, Sessions
from accredit.review.tokens import Tokens
from accredit.web.site import Site

SITES = 16
"""People whose own view of a ledger is kept at once while they code blind."""


@dataclass(slots=True)
class Reviewing:
    """What a server needs for people to write.

    `site` is what those see who are not signed in. `address` is where people reach the server when a proxy stands
    before it (`https://review.example`); empty for this very server. `blind`: see `accredit.review.blind`.
    """

    site: Site
    tokens: Tokens
    sessions: Sessions
    jobs: Jobs
    blind: bool = False
    address: str = ""
    guesses: Guesses = field(default_factory=Guesses)
    weights: Weights = field(default_factory=Weights)
    _own: OrderedDict[str, Site] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def secure(self) -> bool:
        """Whether cookies go over HTTPS alone."""
        return self.address.startswith("https://")

    def site_for(self, who: str | None) -> Site:
        """The site as somebody sees it."""
        if not self.blind or who is None:
            return self.site
        with self._lock:
            if who not in self._own:
                plain = self.site
                self._own[who] = Site(Blinded(plain.ledger, who), plain.situations, plain.options)
            self._own.move_to_end(who)
            while len(self._own) > SITES:
                self._own.popitem(last=False)
            return self._own[who]

    def desk(self, who: str) -> Desk:
        """Where a person rules."""
        return Desk(self.jobs.ledger, who, self.blind)
