"""Date words of an answer, read as the project reads dates. A model says which words, not what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from accredit.extract.dates import DateWords, find_dates, merged
from accredit.extract.tokens import Sentence
from accredit.llm.answer import WhenTold
from accredit.llm.finding import Words
from accredit.model import Interval, Span, partial_interval


class Refused(Exception):
    """A claim that may not be kept; the message is the reason that it is counted under."""


class Dates:
    """The date words of one article. `published` is the day that relative words are counted from."""

    def __init__(self, words: Words, sentences: Sequence[Sentence], published: Interval | None) -> None:
        self._words = words
        self._text = words.text
        self._sentences = sentences
        self._published = published

    def read(self, told: WhenTold, near: Span) -> tuple[DateWords, bool]:
        """What the words mean, and whether they stand in the sentences of the evidence. Raises Refused."""
        places = list(self._words.places(told.words))
        if not places:
            raise Refused("date not in the article")
        around = self._around(near.start, near.end)
        start, end = min(places, key=lambda p: (_apart(p, around), p))
        found = self._meant(start, end)
        if found is None or not _says_no_more(told, found):
            raise Refused("date not in its words")
        return found, _apart((start, end), around) == 0

    def _meant(self, start: int, end: int) -> DateWords | None:
        """The one date in these characters, read with its sentence, else by itself."""
        first, last = self._around(start, end)
        inside = [d for d in self._dates(first, last) if start <= d.start and d.end <= end]
        found = inside or self._dates(start, end)
        return found[0] if len(found) == 1 else None

    def _dates(self, start: int, end: int) -> list[DateWords]:
        return list(merged(find_dates(self._text, start, end, self._published), self._text))

    def _around(self, start: int, end: int) -> tuple[int, int]:
        """The extent of the sentences that a piece touches."""
        touched = [s for s in self._sentences if s.start < end and start < s.end]
        return (min(start, touched[0].start), max(end, touched[-1].end)) if touched else (start, end)


def _apart(place: tuple[int, int], around: tuple[int, int]) -> int:
    """Characters between a place and a stretch; 0 inside it."""
    return max(around[0] - place[0], place[1] - around[1], 0)


def _says_no_more(told: WhenTold, found: DateWords) -> bool:
    """Whether the days that the model gives are no narrower than what the words mean."""
    given = (_day(told.earliest, last=False), _day(told.latest, last=True))
    if "unread" in given:
        return False
    first, last = given
    if isinstance(first, date) and (found.earliest is None or first > found.earliest):
        return False
    return not (isinstance(last, date) and (found.latest is None or last < found.latest))


def _day(words: str | None, *, last: bool) -> date | str | None:
    if words is None:
        return None
    days = partial_interval(words)
    if days is None or days.earliest is None or days.latest is None:
        return "unread"
    return days.latest if last else days.earliest
