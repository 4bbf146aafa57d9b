"""One address after the other: asked for politely, kept, and given on to be read."""

from __future__ import annotations

import difflib
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from accredit.client import Client, Reply
from accredit.errors import ArticleError, FetchError
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

Before = Callable[[str], str | None]
"""From an article's id to the text of its newest version, as the ledger has it."""


@dataclass(frozen=True, slots=True)
class Page:
    """What came of one address. `removed` and `added` are the lines by which the text changed."""

    url: str
    outcome: Outcome
    message: str = ""
    snapshot: str = ""
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


class Fetcher:
    """Fetches for one ledger. `before` gives the text that it has of an article."""

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
        self, urls: Iterable[str], hear: Callable[[Page], None], *, every: bool = True
    ) -> Iterator[Article | Problem]:
        """The articles of the addresses, each once; `hear` is told what came of each address.

        Without `every`, an address that ever gave an answer is left.
        """
        for url in dict.fromkeys(url.partition("#")[0] for url in urls):
            last = self._snapshots.last(url)
            if last and (not every or self._is_fresh(last)):
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
        kept = self._snapshots.keep(url, reply, self._now())
        place = self._place(kept)
        known, told = False, Page(url, "new" if last is None else "same", "", place)
        items = list(taken_from(io.BytesIO(reply.body), url, reply.url))
        for item in items:
            if isinstance(item, Article) and (text := self._before(item.id)) is not None:
                known = True
                if text != item.text:
                    told = Page(url, "changed", "", place, *_difference(text, item.text))
        if known and told.outcome == "new":
            told = Page(url, "same", "", place)
        if not any(isinstance(item, Article) for item in items):
            told = Page(url, "failed", next((str(i) for i in items), "gave no article"), place)
        hear(told)
        yield from items

    def _is_fresh(self, kept: Kept) -> bool:
        return self._now() - datetime.fromisoformat(kept.fetched) < self._fresh

    def _place(self, kept: Kept) -> str:
        return f"{self._snapshots.folder / kept.file}:{kept.offset}" if kept.file else ""


def _difference(before: str, after: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines that went and the lines that came."""
    lines = list(difflib.ndiff(before.splitlines(), after.splitlines())) if len(before) + len(after) < 200_000 else []
    return tuple(x[2:] for x in lines if x[:2] == "- "), tuple(x[2:] for x in lines if x[:2] == "+ ")
