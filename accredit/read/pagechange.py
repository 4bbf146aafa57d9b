"""The day on which a page says that it was last changed; None when it does not say so.

Sources are asked by rank. Of values of one rank the last counts: a page that was changed twice says so twice.
Dates of comments, of other articles and of the story itself never count, and none before the publication does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Any

from accredit.read.dates import before, days_in_words, last, stated
from accredit.read.marks import SAID, line_of, of_change, words_of
from accredit.read.pagedate import CHANGE_TAGS, FILE_TAGS, tags
from accredit.read.statements import broken_json_ld_dates, framed, json_ld_dates

_TAGS = CHANGE_TAGS | {
    "article:modified", "article.updated", "dc.date.modified", "dcterms.date.modified", "dc.modified", "lastmod",
    "moddate", "modified-date", "modified_date", "date_modified", "updated", "article_date_updated",
    "rnews:datemodified", "last-updated", "lastupdated", "revised",
}  # fmt: skip
_LONGEST_LINE = 80
_MOST_INSIDE = 8  # elements in a line of dates


def modified(tree: Any, address: str | None, published: str | None) -> str | None:
    """The ISO date-time, day, month or year of the last change that an lxml tree states."""
    ranks: tuple[Callable[[Any], Iterator[str] | list[str]], ...] = (
        partial(tags, names=_TAGS),
        partial(json_ld_dates, address=address, name="dateModified"),
        partial(broken_json_ld_dates, name="dateModified"),
        _properties,
        _times,
        _lines,
        partial(tags, names=FILE_TAGS),
    )
    for rank in ranks:
        days = [day for words in rank(tree) if (day := stated(words))]
        if found := last(day for day in days if not (published and before(day, published))):
            return found
    return None


def _properties(tree: Any) -> Iterator[str]:
    for element in tree.xpath("//*[@itemprop]"):
        outside = element.tag != "meta" and framed(element)
        if "datemodified" in element.get("itemprop").lower().split() and not outside:
            yield element.get("content") or element.get("datetime") or words_of(element)


def _times(tree: Any) -> Iterator[str]:
    for time in tree.iter("time"):
        if time.get("datetime") and of_change(time) and not framed(time):
            yield time.get("datetime")


def _lines(tree: Any) -> Iterator[str]:
    """Short lines that begin with, or hold behind a sign, a word for a change and one day."""
    for element in tree.xpath("//body//*[not(self::script or self::style)][translate(., '0123456789', '') != .]"):
        if not isinstance(element.tag, str) or any(islice((True for _ in element.iter()), _MOST_INSIDE, None)):
            continue
        words = line_of(element)
        if len(words) > _LONGEST_LINE:
            continue
        for said in SAID.finditer(words):
            days = days_in_words(said[0])
            if len(days) == 1 and not framed(element):
                yield days[0]
