"""The day on which a page says that it was first published; None when it does not say so surely.

Sources are asked by rank. Values of one rank that name different days cancel each other, and
the next rank is asked. Dates of change, of other articles and of the story itself never count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from accredit.read.dates import days_in_words, same_day, stated
from accredit.read.marks import CHANGE_MARK, marks, said_changed, words_of
from accredit.read.statements import broken_json_ld_dates, framed, json_ld_dates, metas

_PUBLISHED_TAGS = frozenset({
    "article:published_time", "og:published_time", "og:article:published_time", "article:published",
    "article.published", "pubdate", "publishdate", "publish-date", "publish_date", "publisheddate", "published-date",
    "published_date", "published_time", "publication-date", "publication_date", "publicationdate", "publish-time",
    "og:pubdate", "og:publish_date", "date.issued", "dc.date.issued", "dcterms.issued", "dcterms.date.issued",
    "dc.issued", "parsely-pub-date", "cxenseparse:recs:publishtime", "article_date_original",
    "originalpublicationdate", "original-publish-date", "citation_publication_date", "sailthru.date",
    "rnews:datepublished", "vr:published_time",
})  # fmt: skip
_PLAIN_TAGS = frozenset({
    "date", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "dc.created", "article.created",
    "article_date", "citation_date", "citation_online_date", "displaydate", "timestamp",
})  # fmt: skip
FILE_TAGS = frozenset({"last-modified"})
CHANGE_TAGS = frozenset({"article:modified_time", "og:updated_time", "og:modified_time", "dcterms.modified"})
_PUBLISHED_MARK = re.compile(
    r"publish|pub-?date|entry-?date|post-?date|posted-?on|article-?date|story-?date|news-?date|byline-?date",
    re.IGNORECASE,
)
_DAY_IN_ADDRESS = re.compile(r"/((?:19|20)[0-9]{2})/([0-9]{1,2})/([0-9]{1,2})/")
_LONGEST_BYLINE = 80


def published(tree: Any, address: str | None) -> str | None:
    """The ISO date-time, day, month or year of first publication that an lxml tree states."""
    ranks: tuple[Callable[[Any], Iterator[str] | list[str]], ...] = (
        partial(tags, names=_PUBLISHED_TAGS),
        partial(json_ld_dates, address=address, name="datePublished"),
        partial(broken_json_ld_dates, name="datePublished"),
        _properties,
        _marked_times,
        _plain_tags,
        _plain_times,
        _bylines,
        lambda _: _address(address),
    )
    return next((found for rank in ranks if (found := _agreed(rank(tree)))), None)


def _agreed(values: Iterator[str] | list[str]) -> str | None:
    """The most precise of values that can all mean one day; None when there is none or they disagree."""
    found = sorted(filter(None, map(stated, values)), key=len, reverse=True)
    return found[0] if found and all(same_day(found[0], other) for other in found) else None


def tags(tree: Any, names: frozenset[str]) -> Iterator[str]:
    """What the meta tags of these names say."""
    return (content for name, content in metas(tree) if name in names)


def _plain_tags(tree: Any) -> Iterator[str]:
    """Plain date tags, but for those that a program filled in when it wrote or saved the page.

    Such a day is that of the file's own last change, or lies after the day of change that the page states.
    """
    written = {day[:10] for words in tags(tree, names=FILE_TAGS) if (day := stated(words))}
    changed = [day[:10] for words in tags(tree, names=CHANGE_TAGS) if (day := stated(words))]
    for words in tags(tree, names=_PLAIN_TAGS):
        day = (stated(words) or "")[:10]
        if day not in written and not any(len(day) == 10 and day > last for last in changed):
            yield words


def _properties(tree: Any) -> Iterator[str]:
    for element in tree.xpath("//*[@itemprop]"):
        outside = element.tag != "meta" and framed(element)
        if "datepublished" in element.get("itemprop").lower().split() and not outside:
            yield element.get("content") or element.get("datetime") or words_of(element)


def _marked_times(tree: Any) -> Iterator[str]:
    for time in tree.iter("time"):
        marked = time.get("pubdate") is not None or _PUBLISHED_MARK.search(marks(time))
        if marked and not said_changed(time) and time.get("datetime") and not framed(time):
            yield time.get("datetime")


def _plain_times(tree: Any) -> Iterator[str]:
    for time in tree.iter("time"):
        changed = CHANGE_MARK.search(marks(time)) or CHANGE_MARK.search(words_of(time)) or said_changed(time)
        if time.get("datetime") and not changed and not framed(time) and not _in_sentence(time):
            yield time.get("datetime")


def _bylines(tree: Any) -> Iterator[str]:
    """Days written in short elements whose class or id calls them the date of publication."""
    for element in tree.xpath("//body//*[@class or @id]"):
        if not _PUBLISHED_MARK.search(marks(element)) or framed(element):
            continue
        words = words_of(element)
        if len(words) <= _LONGEST_BYLINE and not CHANGE_MARK.search(words):
            yield from days_in_words(words)


def _address(address: str | None) -> Iterator[str]:
    for year, month, day in _DAY_IN_ADDRESS.findall(address or ""):
        yield f"{year}-{int(month):02}-{int(day):02}"


def _in_sentence(time: Any) -> bool:
    """Whether a time stands among the words of an unmarked paragraph: then it is the story's."""
    paragraph = next(time.iterancestors("p"), None)
    if paragraph is None or paragraph.get("class"):
        return False
    around = len(words_of(paragraph)) - len(words_of(time))
    return around > 0
