"""Feeds looked through for pages that are new or changed: one round of watching."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

from accredit.client import Reply
from accredit.errors import ArticleError, FetchError, UnreadableError
from accredit.fetch.fetcher import Fetcher, Page
from accredit.fetch.snapshots import Kept, Snapshots
from accredit.model import Article
from accredit.read import MAX_BYTES, Link, Problem, kept_body, linked

RECHECK = timedelta(hours=24)
"""A page that stands in a feed is asked for again after this time: many change without a word in the feed."""

MOST_PAGES = 200
"""New pages of one feed in one round. A feed that makes up addresses for ever gives no more."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What came of one feed: `entries` it has, of which `new` lead to pages that were never fetched.

    `again` is how many pages were asked for again: the feed says that they changed, or they are due.
    """

    url: str
    outcome: str  # read, unchanged or failed
    message: str = ""
    entries: int = 0
    new: int = 0
    again: int = 0


class Watcher:
    """Looks through feeds with the fetcher and the snapshots of one ledger."""

    def __init__(
        self,
        fetcher: Fetcher,
        snapshots: Snapshots,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        recheck: timedelta = RECHECK,
    ) -> None:
        self._fetcher = fetcher
        self._snapshots = snapshots
        self._now = now
        self._recheck = recheck

    def round(
        self, feeds: Iterable[str], hear_feed: Callable[[Feed], None], hear_page: Callable[[Page], None]
    ) -> Iterator[Article | Problem]:
        """The articles of all pages that are new in the feeds or changed, each page once."""
        done: set[str] = set()
        for url in dict.fromkeys(feeds):
            last = self._snapshots.last(url)
            try:
                reply = self._fetcher.ask(url, last)
                same = reply.status == 304 and last is not None
                links = list(_joined(last.final if last and same else reply.url, linked(self._body(reply, last))))
            except (FetchError, ArticleError) as error:
                words = str(error).removeprefix(f"{url}: ")
                hear_feed(Feed(url, "failed", words))
                yield Problem(url, words, ArticleError)
                continue
            named = {link.url: link for link in links}
            new = [x for x in named if self._snapshots.last(x) is None and x not in done][:MOST_PAGES]
            again = [x for x in named if x not in done and self._is_due(named[x])][:MOST_PAGES]
            done.update(new, again)
            hear_feed(Feed(url, "unchanged" if same else "read", "", len(links), len(new), len(again)))
            yield from self._fetcher.pages([*new, *again], hear_page, fresh=False)
            # Noted last: a round that was cut off finds the feed as it was, and takes up what it missed.
            if same and last is not None:
                self._snapshots.unchanged(last, self._now())
            else:
                self._snapshots.keep(url, reply, self._now())

    def _body(self, reply: Reply, last: Kept | None) -> bytes:
        """What the feed says: what it said last, where it did not change. Raises ArticleError."""
        if reply.status != 304 or last is None:
            return reply.body
        record = self._snapshots.record(last)
        if record is None:
            raise UnreadableError(f"has not changed, and its snapshot is gone from {last.file}")
        return kept_body(record, MAX_BYTES)

    def _is_due(self, link: Link) -> bool:
        """Whether a page that was fetched before is to be asked for again."""
        last = self._snapshots.last(link.url)
        if last is None:
            return False
        fetched, now = datetime.fromisoformat(last.fetched), self._now()
        if now - fetched >= self._recheck:
            return True
        changed = _moment(link.modified)
        return changed is not None and fetched < changed <= now


def _moment(words: str | None) -> datetime | None:
    """A stated moment; None for a day alone, which was over or not when the page was fetched."""
    if words is None or len(words) <= 10:
        return None
    moment = datetime.fromisoformat(words)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _joined(base: str, links: Iterable[Link]) -> Iterator[Link]:
    """The links as whole addresses; one that is none stays as it is, and is refused when it is asked for."""
    for link in links:
        try:
            yield replace(link, url=urljoin(base, link.url).partition("#")[0])
        except ValueError:
            yield link
