"""One address after the other: asked for politely, kept, and given on to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from accredit.client import Client, Reply
from accredit.errors import ArticleError, FetchError
from accredit.fetch.changes import Change, Field, between
from accredit.fetch.pace import Pace
from accredit.fetch.robots import Robots
from accredit.fetch.snapshots import Kept, Snapshots
from accredit.model import Article
from accredit.read import Problem, taken_from

Outcome = Literal["new", "changed", "same", "unchanged", "left", "failed"]
"""A page never seen; another text than before; the same text in another page; nothing new since; asked for a short
while ago; no answer that can be used."""

FRESH = timedelta(hours=1)
"""A page that was asked for within this time is left: so a run that was cut off goes on where it ended."""

Before = Callable[[str], Article | None]
"""From an article's id to its newest version, with its text, as the ledger has it."""


@dataclass(frozen=True, slots=True)
class Page:
    """What came of one address; of a changed page, the fields and the lines of the text by which it changed."""

    url: str
    outcome: Outcome
    message: str = ""
    snapshot: str = ""
    fields: tuple[Field, ...] = ()
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


class Fetcher:
    """Fetches for one ledger. `before` gives what it has of an article."""

    def __init__(
        self,
        client: Client,
        snapshots: Snapshots,
        before: Before,
        *,
        pace: Pace | None = None,
        fresh: timedelta = FRESH,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._client = client
        self._snapshots = snapshots
        self._before = before
        self._pace = pace or Pace()
        self._robots = Robots(client, self._pace)
        self._fresh = fresh
        self._now = now

    def pages(
        self, urls: Iterable[str], hear: Callable[[Page], None], *, fresh: bool = True
    ) -> Iterator[Article | Problem]:
        """The articles of the addresses, each once; `hear` is told what came of each address.

        Without `fresh`, also those that were asked for a short while ago are asked for.
        """
        for url in dict.fromkeys(url.partition("#")[0] for url in urls):
            last = self._snapshots.last(url)
            if last and fresh and self._is_fresh(last):
                hear(Page(url, "left", f"asked for at {last.fetched}", self._place(last)))
                continue
            try:
                reply = self.ask(url, last)
            except FetchError as error:
                hear(Page(url, "failed", str(error)))
                yield Problem(url, str(error).removeprefix(f"{url}: "), ArticleError)
                continue
            yield from self._settled(url, reply, last, hear)

    def ask(self, url: str, last: Kept | None) -> Reply:
        """The answer of an address, its host's wishes kept. Raises FetchError when there is none to use."""
        headers = {}
        if last and last.etag:
            headers["If-None-Match"] = last.etag
        if last and last.modified:
            headers["If-Modified-Since"] = last.modified
        target = self._client.policy.target(url)
        if why := self._robots.refuses(target):
            raise FetchError(f"{url}: {why}")
        failed = 0
        while True:
            self._pace.wait(target.root)
            try:
                reply = self._client.get(url, headers)
            except FetchError as error:
                failed += 1
                if not error.passing or not self._pace.back_off(target.root, failed):
                    raise
                continue
            if reply.status == 200 or (reply.status == 304 and last):
                return reply
            failed += 1
            busy = reply.status in (429, 500, 502, 503, 504)
            if not busy or not self._pace.back_off(target.root, failed, reply.headers.get("retry-after")):
                raise FetchError(f"{url}: answers {reply.status} {reply.reason}".rstrip())

    def _settled(
        self, url: str, reply: Reply, last: Kept | None, hear: Callable[[Page], None]
    ) -> Iterator[Article | Problem]:
        if reply.status == 304 and last:
            kept = self._snapshots.unchanged(last, self._now())
            hear(Page(url, "unchanged", "", self._place(kept)))
            return
        former = self._former(last, url) if last else {}
        kept = self._snapshots.keep(url, reply, self._now())
        place = self._place(kept)
        known, change = False, Change()
        items = list(taken_from(reply.body, url, reply.url, kind=reply.headers.get("content-type", "")))
        for item in items:
            # The snapshot first: a newer program may read more out of a page that is what it was.
            before = (former.get(item.id) or self._before(item.id)) if isinstance(item, Article) else None
            if isinstance(item, Article) and before is not None:
                known = True
                change += between(before, item)
        told = Page(url, "same" if known or last else "new", "", place)
        if change:
            words = "" if change.fields or change.removed or change.added else "the same lines in another order"
            told = Page(url, "changed", words, place, change.fields, change.removed, change.added)
        if not any(isinstance(item, Article) for item in items):
            told = Page(url, "failed", next((str(i) for i in items), "gave no article"), place)
        hear(told)
        yield from items

    def _former(self, last: Kept, url: str) -> dict[str, Article]:
        """The articles that the page held when it was fetched last, by id; none where the snapshot is gone."""
        record = self._snapshots.record(last)
        found = taken_from(record, url, last.final) if record else ()
        return {item.id: item for item in found if isinstance(item, Article)}

    def _is_fresh(self, kept: Kept) -> bool:
        return self._now() - datetime.fromisoformat(kept.fetched) < self._fresh

    def _place(self, kept: Kept) -> str:
        return f"{self._snapshots.folder / kept.file}:{kept.offset}" if kept.file else ""
