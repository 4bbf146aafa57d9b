"""A fetcher for a ledger: it keeps snapshots beside it and knows what the ledger has of a page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from accredit.client import Client, Policy
from accredit.fetch.fetcher import FRESH, Fetcher
from accredit.fetch.pace import Pace
from accredit.fetch.snapshots import Snapshots
from accredit.ledger import Ledger, beside
from accredit.model import Article


def fetcher_for(
    ledger: Ledger,
    place: str,
    *,
    private: bool = False,
    interval: float = 2.0,
    fresh: timedelta = FRESH,
    snapshots: Snapshots | None = None,
) -> Fetcher:
    """A fetcher for the ledger at `place`. `private`: also from this machine's own networks, and from nowhere else.

    `interval` are the least seconds between two requests to one host, `fresh` for how long a page is left.
    """

    def before(name: str) -> Article | None:
        held = ledger.article(name)
        return None if held is None or held.id != name else replace(held, text=ledger.text(held.text_id))

    client = Client(Policy(private=private))
    return Fetcher(client, snapshots or Snapshots(beside(place)), before, pace=Pace(interval), fresh=fresh)
