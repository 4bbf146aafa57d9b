"""Feeds looked through for pages that were never fetched: one round of watching."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import urljoin

from accredit.errors import ArticleError, FetchError
from accredit.fetch.fetcher import Fetcher, Page
from accredit.fetch.snapshots import Snapshots
from accredit.model import Article
from accredit.read import Problem, linked

MOST_PAGES = 200
"""New pages of one feed in one round. A feed that makes up addresses for ever gives no more."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What came of one feed: `entries` it has, of which `new` lead to pages that were never fetched."""

    url: str
    outcome: str  # read, unchanged or failed
    message: str = ""
    entries: int = 0
    new: int = 0


class Watcher:
    """Looks through feeds with the fetcher and the snapshots of one ledger."""

    def __init__(
        self, fetcher: Fetcher, snapshots: Snapshots, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._fetcher = fetcher
        self._snapshots = snapshots
        self._now = now

    def round(
        self, feeds: Iterable[str], hear_feed: Callable[[Feed], None], hear_page: Callable[[Page], None]
    ) -> Iterator[Article | Problem]:
        """The articles of all pages that are new in the feeds, each page once."""
        for url in dict.fromkeys(feeds):
            last = self._snapshots.last(url)
            try:
                reply = self._fetcher.ask(url, last)
                if reply.status == 304 and last:
                    self._snapshots.unchanged(last, self._now())
                    hear_feed(Feed(url, "unchanged"))
                    continue
                links = list(_joined(reply.url, linked(reply.body)))
            except (FetchError, ArticleError) as error:
                words = str(error).removeprefix(f"{url}: ")
                hear_feed(Feed(url, "failed", words))
                yield Problem(url, words, ArticleError)
                continue
            fresh = list(islice((x for x in dict.fromkeys(links) if self._snapshots.last(x) is None), MOST_PAGES))
            hear_feed(Feed(url, "read", "", len(links), len(fresh)))
            yield from self._fetcher.pages(fresh, hear_page, every=False)
            # Noted last: a round that was cut off finds the feed as it was, and takes up what it missed.
            self._snapshots.keep(url, reply, self._now())


def _joined(base: str, links: Iterable[str]) -> Iterator[str]:
    """The links as whole addresses; one that is none stays as it is, and is refused when it is asked for."""
    for link in links:
        try:
            yield urljoin(base, link)
        except ValueError:
            yield link
