"""Articles that people add, read in the background: one job after the other, so that one hand writes."""

from __future__ import annotations

import json
import secrets
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from queue import Empty, Queue
from typing import Literal

from accredit.answers import under_rulings
from accredit.changes import Changed
from accredit.changes.between import Between
from accredit.changes.why import Articles
from accredit.errors import AccreditError, QuestionError
from accredit.fetch import Fetcher, Page
from accredit.ledger import Ledger
from accredit.model import Article, Situation
from accredit.pipeline import Extracted, Outcome, Summary, read_into
from accredit.read import Problem, Progress, articles
from accredit.rights import DEFAULT
from accredit.ruling import Ruling
from accredit.rulings import Ruled

State = Literal["waiting", "reading", "done", "failed"]

WAITING = 20
"""Jobs that may wait at once."""

KEPT = 200
"""Jobs that are remembered."""

SHOWN = 500
"""Articles and problems of a job that are listed."""


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gives to be read: a text with what they know of it, an address, or files by name.

    `rights` and `known` (outlet, title, published, url) belong to the text.
    """

    who: str
    text: str = ""
    known: tuple[tuple[str, str], ...] = ()
    rights: str = DEFAULT
    url: str = ""
    files: tuple[tuple[str, bytes], ...] = ()

    @property
    def words(self) -> str:
        """What it is, in a line."""
        if self.url:
            return self.url
        names = ", ".join(name for name, _ in self.files[:3])
        more = f" and {len(self.files) - 3} more" if len(self.files) > 3 else ""
        return names + more if self.files else dict(self.known).get("title") or " ".join(self.text[:80].split())


@dataclass(frozen=True, slots=True)
class Item:
    """What came of one article, page or file: in words of a few kinds, with the article where there is one."""

    outcome: Literal["read", "repeated", "off-topic", "uncovered", "problem", "page"]
    place: str
    message: str = ""
    article: Article | None = None
    claims: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands. `changes` are the answers that came out otherwise, by situation, once it is done."""

    id: str
    given: Given
    state: State = "waiting"
    before: int = 0
    items: tuple[Item, ...] = ()
    count: int = 0
    message: str = ""
    changes: tuple[tuple[Situation, tuple[Changed, ...]], ...] = ()

    @property
    def over(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state in ("done", "failed")


@dataclass(slots=True)
class _Work:
    """A job under way, with what it has so far."""

    job: Job
    items: list[Item] = field(default_factory=list)


class Jobs:
    """The jobs of one server. They are kept in memory: what waits when the server ends is not read."""

    def __init__(
        self,
        ledger: Ledger,
        situations: Sequence[Situation],
        fetcher: Callable[[], Fetcher],
        today: Callable[[], date],
        seen: Ledger | None = None,
    ) -> None:
        self.ledger = ledger
        self._situations = list(situations)
        self._fetcher = fetcher
        self._seen = seen or ledger  # what answers are told from: while claims are coded blind, no one's rulings
        self._today = today
        self._queue: Queue[str | None] = Queue()
        self._jobs: OrderedDict[str, _Work] = OrderedDict()
        self._lock = threading.Lock()
        self._closed = False
        self._thread: threading.Thread | None = None

    def add(self, given: Given) -> Job:
        """Take up something to be read. Raises QuestionError when there is nothing in it, or too much waits."""
        if not given.text.strip() and not given.url and not given.files:
            raise QuestionError("nothing was given: paste a text, give an address, or choose files")
        with self._lock:
            ahead = sum(not w.job.over for w in self._jobs.values())
            if ahead >= WAITING or self._closed:
                raise QuestionError(f"{ahead} jobs are waiting already: try again when some are done")
            job = Job(secrets.token_hex(8), given, before=ahead)
            self._jobs[job.id] = _Work(job)
            while len(self._jobs) > KEPT:
                self._jobs.popitem(last=False)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="accredit-jobs", daemon=True)
                self._thread.start()
        self._queue.put(job.id)
        return job

    def get(self, name: str) -> Job | None:
        """A job as it stands now."""
        with self._lock:
            work = self._jobs.get(name)
            if work is None:
                return None
            before = 0
            for other in self._jobs.values():
                if other is work:
                    break
                before += not other.job.over
            return replace(work.job, items=tuple(work.items[:SHOWN]), count=len(work.items), before=before)

    def all(self) -> list[Job]:
        """The jobs that are remembered, the newest first."""
        with self._lock:
            names = list(self._jobs)
        return [job for name in reversed(names) if (job := self.get(name))]

    def close(self, wait: float = 30.0) -> None:
        """Let the job under way come to its end; what waits is not read."""
        self._closed = True
        while True:
            try:
                self._queue.get_nowait()
            except Empty:
                break
        self._queue.put(None)
        if self._thread:
            self._thread.join(wait)

    def _run(self) -> None:
        while (name := self._queue.get()) is not None:
            with self._lock:
                work = self._jobs.get(name)
            if work is None:
                continue
            self._put(work, state="reading")
            try:
                self._put(work, state="done", changes=self._read(work))
            except AccreditError as error:
                self._put(work, state="failed", message=str(error))
            except OSError as error:
                self._put(work, state="failed", message=(error.strerror or str(error)).lower())
            except Exception as error:  # noqa: BLE001 - as in pipeline: a defect met by one job may not cost the next ones
                words = " ".join(str(error).split())
                self._put(work, state="failed", message=f"could not be read: {type(error).__name__}: {words}")

    def _put(self, work: _Work, **fields: object) -> None:
        with self._lock:
            work.job = replace(work.job, **fields)  # type: ignore[arg-type]

    def _read(self, work: _Work) -> tuple[tuple[Situation, tuple[Changed, ...]], ...]:
        before = [under_rulings(self._seen, s) for s in self._situations]
        articles_before = self.ledger.articles()
        given = work.job.given

        def notice(item: Outcome) -> None:
            found = _item(item)
            if found:
                with self._lock:
                    work.items.append(found)
            if isinstance(item, Extracted) and not item.off_topic and given.rights != DEFAULT:
                self._rights(item.article, given)

        with tempfile.TemporaryDirectory(prefix="accredit-") as folder:
            summary = read_into(self.ledger, self._items(work, Path(folder)), self._situations, notice)
        return self._changed(before, articles_before, summary)

    def _changed(
        self, before: Sequence[Ruled], articles_before: list[Article], summary: Summary
    ) -> tuple[tuple[Situation, tuple[Changed, ...]], ...]:
        if not summary.read:
            return ()
        sides = Articles(articles_before, self.ledger.articles())
        found = []
        for situation, was in zip(self._situations, before, strict=True):
            now = under_rulings(self._seen, situation)
            between = Between(situation, [self._today()])
            found.append((situation, tuple(between.changes(was, now, sides))))
        return tuple(each for each in found if each[1])

    def _items(self, work: _Work, folder: Path) -> Iterator[Article | Problem | Outcome]:
        """What was given, as articles; what a file was called stands for where it lies meanwhile."""
        given = work.job.given
        if given.url:

            def hear(page: Page) -> None:
                if page.outcome in ("left", "unchanged"):
                    with self._lock:
                        work.items.append(Item("page", page.url, page.outcome))

            yield from self._fetcher().pages([given.url], hear, fresh=False)
            return
        for place, name in _written(given, folder):
            for item in articles([place]):
                if isinstance(item, Problem):
                    yield replace(item, place=name + item.place.removeprefix(str(place)))
                else:
                    yield item

    def _rights(self, article: Article, given: Given) -> None:
        why = "given when the article was added"
        self.ledger.append_ruling(Ruling.on_article("rights", article, given.rights, who=given.who, why=why))


def _written(given: Given, folder: Path) -> Iterable[tuple[Path, str]]:
    """Files with what was given, one by one, each in a folder of its own under the end of its name."""
    if not given.files:
        value = {"text": given.text} | {name: words for name, words in given.known if words}
        place = folder / "text.json"
        place.write_text(json.dumps(value), "ascii")
        yield place, "the text"
        return
    for number, (name, data) in enumerate(given.files):
        own = folder / str(number)
        own.mkdir()
        place = own / f"file{_ending(name)}"
        place.write_bytes(data)
        yield place, name
        place.unlink()


def _ending(name: str) -> str:
    ending = Path(name.replace("\\", "/")).suffix.lower()
    return ending if ending.isascii() and ending[1:].isalnum() and len(ending) <= 8 else ""


def _item(item: Outcome) -> Item | None:
    if isinstance(item, Problem):
        return Item("problem", item.place, item.message)
    if isinstance(item, Progress):
        return None
    article = item.article
    place = article.title or article.id
    if item.repeated:
        return Item("repeated", place, article=article)
    if item.off_topic:
        return Item("off-topic", place, article=None)
    if item.uncovered and not item.readings:
        return Item("uncovered", place, article.language or "", article)
    return Item("read", place, article=article, claims=sum(len(r.claims) for r in item.readings))
