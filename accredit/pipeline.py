"""Read → triage → extract → append, in one process: files in, a ledger and a summary out."""

from __future__ import annotations

import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import FrameType

from accredit.answers import recorded
from accredit.errors import ArticleError, ExtractorError, LedgerError
from accredit.extract import EXTRACTOR, Extractor, extract, lexicon_digest, reading_by
from accredit.ledger import Ledger
from accredit.model import Article, Mission, Reading, RecordedClaim, Situation
from accredit.read import Problem, Progress, articles
from accredit.ruling import RecordedRuling
from accredit.rulings import Ruled, held
from accredit.triage import touches
from accredit.verdict import Verdict, changes


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article and its readings, one for each situation that it touches; repeated ones were not read again.

    `uncovered`: it is in a language that no lexicon covers, so nobody can say what it touches. It is kept.
    """

    article: Article
    readings: tuple[Reading, ...]
    repeated: bool = False
    uncovered: bool = False

    @property
    def off_topic(self) -> bool:
        """It touches no mission of any situation."""
        return not self.readings and not self.repeated and not self.uncovered


@dataclass(frozen=True, slots=True)
class Change:
    """A mission whose operator is answered otherwise after a run than before it."""

    situation: str
    mission: Mission
    before: Verdict
    after: Verdict


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did. `read` counts the articles that it added; `undated` those of them without a date.

    `pages` were looked at in archives, and `pages_before` by earlier runs, which this one continued.
    `uncovered` counts those of them that are in a language without a lexicon, by language; `copies` those that
    carry a text which another article carries, word for word or lightly changed, among the articles with claims. `head`
    is that of the ledger's chain at the end.
    """

    read: int
    repeated: int
    off_topic: int
    undated: int
    uncovered: tuple[tuple[str, int], ...]
    copies: int
    claims: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...]
    sample: bool
    interrupted: bool
    head: str
    pages: int = 0
    pages_before: int = 0


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading stored texts again did: articles with a newer reading, those whose reading was of today already,
    claims that only the older or only the newer readings make, rulings that are orphaned since, changed answers.
    """

    read: int
    unchanged: int
    gone: int
    new: int
    orphaned: tuple[RecordedRuling, ...]
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...]
    interrupted: bool
    head: str


Outcome = Extracted | Problem | Progress
"""What a run tells of: an article, what could not be read, how far an archive is."""


@dataclass(slots=True)
class _Tally:
    """The counts of a run under way."""

    read: int = 0
    repeated: int = 0
    off_topic: int = 0
    undated: int = 0
    sample: bool = False
    pages: int = 0
    pages_before: int = 0
    uncovered: Counter[str] = field(default_factory=Counter)
    claims: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    def add(self, item: Outcome) -> None:
        """Count one outcome."""
        if isinstance(item, Problem):
            self.problems.append(item)
        elif isinstance(item, Progress):
            self.pages += item.pages
            self.pages_before += item.before
            self.off_topic += item.off_topic
            self.repeated += item.repeated
        elif item.repeated:
            self.repeated += 1
        elif item.off_topic:
            self.off_topic += 1
        else:
            self.read += 1
            self.undated += item.article.published_interval is None
            if item.uncovered:
                self.uncovered[item.article.language or ""] += 1
            self.sample |= item.article.sample
            self.claims.update(c.predicate for r in item.readings for c in r.claims)


def _ignore(_item: Outcome) -> None:
    """Nobody wants to hear of each outcome."""


def extracted(
    paths: Iterable[str | Article | Problem],
    situations: Sequence[Situation],
    known: Callable[[Article, Situation], bool] | None = None,
    extractor: Extractor | None = None,
) -> Iterator[Extracted | Problem]:
    """Each article with its readings, and each problem, in the order of reading; by the rules, or by `extractor`.

    What is given are paths to read, or articles and problems that were read already.

    An article that `known` says yes to, for every situation that it touches, is not read again.
    """
    for given in paths:
        for item in articles(given) if isinstance(given, str | Path) else (given,):
            yield _one(item, situations, known, extractor) if isinstance(item, Article) else item


def _outcomes(
    given: Iterable[str | Article | Outcome],
    situations: Sequence[Situation],
    known: Callable[[Article, Situation], bool],
    extractor: Extractor | None,
) -> Iterator[Outcome]:
    """The same, with what others extracted and how far they are between them."""
    for item in given:
        if isinstance(item, Extracted | Progress):
            yield item
        else:
            yield from extracted([item], situations, known, extractor)


def _one(
    article: Article,
    situations: Sequence[Situation],
    known: Callable[[Article, Situation], bool] | None,
    extractor: Extractor | None,
) -> Extracted | Problem:
    try:
        touched = [s for s in situations if touches(article.text, s)]
        if touched and known and all(known(article, s) for s in touched):
            return Extracted(article, (), repeated=True)
        uncovered = extractor is None and _uncovered(article)
        return Extracted(article, tuple(_reading(article, s, extractor) for s in touched), uncovered=uncovered)
    except (LedgerError, ExtractorError):
        raise
    except ArticleError as error:
        return Problem.of(_place(article), error)
    except Exception as error:  # noqa: BLE001 - the one place: a defect met by one article may not cost the others
        words = " ".join(str(error).split())
        return Problem(_place(article), f"could not be read: {type(error).__name__}: {words}", ArticleError)


def _reading(article: Article, situation: Situation, extractor: Extractor | None) -> Reading:
    return extract(article, situation) if extractor is None else reading_by(extractor, article, situation)


def _names(extractor: Extractor | None) -> tuple[str, str]:
    """What readings by it carry: the extractor and what it goes by."""
    return (EXTRACTOR, lexicon_digest()) if extractor is None else (extractor.name, extractor.lexicon)


@lru_cache(maxsize=1)
def _covered() -> frozenset[str]:
    """The languages that there is a lexicon for."""
    return frozenset(folder.name for folder in (files("accredit") / "lexicon").iterdir() if folder.is_dir())


def _uncovered(article: Article) -> bool:
    return article.language is not None and article.language not in _covered()


def _place(article: Article) -> str:
    """The article as a message names it; the reader has already left the file behind."""
    named = article.title or article.url
    return f"article {article.id} ({' '.join(named.split())})" if named else f"article {article.id}"


def read_into(
    ledger: Ledger,
    paths: Iterable[str | Article | Outcome],
    situations: Sequence[Situation],
    notice: Callable[[Outcome], None] = _ignore,
    extractor: Extractor | None = None,
) -> Summary:
    """Read paths, or articles that were taken from elsewhere, into the ledger; by the rules, or by `extractor`.

    `notice` hears of each outcome once it is kept and counted.

    Ctrl-C ends the run: what was acknowledged stays, and the summary says what was done. A LedgerError or an
    ExtractorError ends it too.
    """
    name, lexicon = _names(extractor)
    before = _claims(ledger, situations)
    tally = _Tally()
    interrupted = False

    def known(article: Article, situation: Situation) -> bool:
        return ledger.knows(article, name, lexicon, situation.digest)

    try:
        for item in _outcomes(paths, situations, known, extractor):
            with _whole():
                if isinstance(item, Extracted) and (item.readings or item.uncovered):
                    appended = ledger.append(item.article, item.readings)
                    # Without a reading, only the ledger can say whether the article was there before.
                    item = replace(item, repeated=not item.readings and not appended.article_is_new)
                tally.add(item)
            notice(item)
    except KeyboardInterrupt:
        interrupted = True
    after = _claims(ledger, situations) if tally.read else before
    return Summary(
        tally.read,
        tally.repeated,
        tally.off_topic,
        tally.undated,
        _by_count(tally.uncovered),
        _copies(before, after),
        _by_count(tally.claims),
        tuple(tally.problems),
        _changes(situations, before, after) if tally.read else (),
        tally.sample,
        interrupted,
        ledger.head(),
        tally.pages,
        tally.pages_before,
    )


def _by_count(counted: Counter[str]) -> tuple[tuple[str, int], ...]:
    """The largest first."""
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def reread(
    ledger: Ledger,
    situations: Sequence[Situation],
    notice: Callable[[Extracted | Problem], None] = _ignore,
    extractor: Extractor | None = None,
) -> Reread:
    """Read the stored texts again with today's extractor, or another; a newer reading takes the place of the older.

    An article is read for the situations that it touches today, and for those that it was found to speak of before.
    """
    read, unchanged, interrupted = 0, 0, False
    name, lexicon = _names(extractor)
    problems: list[Problem] = []
    before = _claims(ledger, situations)
    was = [held(ledger, situation) for situation in situations]
    spoke = {s.id: {r.article.key for r in ledger.claims(s)} for s in situations}
    try:
        for light in ledger.articles():
            article = replace(light, text=ledger.text(light.text_id))
            item = _again(article, situations, spoke, lambda a, s: ledger.knows(a, name, lexicon, s.digest), extractor)
            with _whole():
                if isinstance(item, Problem):
                    problems.append(item)
                elif item.readings:
                    ledger.append(item.article, item.readings)
                    read += 1
                else:
                    unchanged += item.repeated
            notice(item)
    except KeyboardInterrupt:
        interrupted = True
    now = [held(ledger, situation) for situation in situations]
    gone, new = _differing(was, now)
    orphaned_before = {r.ruling.id for each in was for r in each.orphaned}
    orphaned = {r.ruling.id: r for each in now for r in each.orphaned if r.ruling.id not in orphaned_before}
    changed = _changes(situations, before, _claims(ledger, situations)) if read else ()
    found = tuple(orphaned.values())
    return Reread(read, unchanged, gone, new, found, tuple(problems), changed, interrupted, ledger.head())


def _again(
    article: Article,
    situations: Sequence[Situation],
    spoke: Mapping[str, set[str]],
    known: Callable[[Article, Situation], bool],
    extractor: Extractor | None,
) -> Extracted | Problem:
    try:
        wanted = [s for s in situations if article.key in spoke[s.id] or touches(article.text, s)]
        fresh = [s for s in wanted if not known(article, s)]
        readings = tuple(_reading(article, s, extractor) for s in fresh)
        return Extracted(article, readings, repeated=bool(wanted) and not fresh)
    except (LedgerError, ExtractorError):
        raise
    except ArticleError as error:
        return Problem.of(_place(article), error)
    except Exception as error:  # noqa: BLE001 - as in _one: a defect met by one article may not cost the others
        words = " ".join(str(error).split())
        return Problem(_place(article), f"could not be read: {type(error).__name__}: {words}", ArticleError)


def _differing(was: Sequence[Ruled], now: Sequence[Ruled]) -> tuple[int, int]:
    """How many claims, as read, only stood before, and how many only stand since."""
    ids = [
        {r.original or r.claim.id for each in found for r in (*each.claims, *each.set_aside)} for found in (was, now)
    ]
    return len(ids[0] - ids[1]), len(ids[1] - ids[0])


@contextmanager
def _whole() -> Iterator[None]:
    """Ctrl-C waits until the block is done, so that what is kept and what is counted stay one."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    late: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        late.append(number)

    usual = signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
    if late:
        raise KeyboardInterrupt


def _claims(ledger: Ledger, situations: Sequence[Situation]) -> list[list[RecordedClaim]]:
    """What the ledger holds now, by situation."""
    return [recorded(ledger, situation) for situation in situations]


def _copies(before: Sequence[Sequence[RecordedClaim]], after: Sequence[Sequence[RecordedClaim]]) -> int:
    """How many articles that are new carry a text that another one brought first."""
    known = {r.article.key for claims in before for r in claims}
    carriers: dict[str, list[str]] = {}
    for recorded_claim in (r for claims in after for r in claims):
        keys = carriers.setdefault(recorded_claim.text, [])
        if recorded_claim.article.key not in keys:
            keys.append(recorded_claim.article.key)
    # In one run the first of several is the original; beside one that was there before, each is a copy.
    return sum(
        sum(key not in known for key in keys) - all(key not in known for key in keys) for keys in carriers.values()
    )


def _changes(
    situations: Sequence[Situation], before: Sequence[Sequence[RecordedClaim]], after: Sequence[Sequence[RecordedClaim]]
) -> tuple[Change, ...]:
    """The missions whose operator is answered otherwise today."""
    today = datetime.now(UTC).date()
    return tuple(
        Change(situation.id, mission, was, now)
        for situation, old, new in zip(situations, before, after, strict=True)
        for mission, was, now in changes(old, new, situation, as_of=today)
    )
