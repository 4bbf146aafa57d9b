"""What a reader found, and the checks that turn it into an Article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from accredit.errors import ArticleError
from accredit.model import Article
from accredit.read.dates import before, in_future, is_iso
from accredit.read.language import detect, primary
from accredit.read.problem import Problem


@dataclass(frozen=True, slots=True)
class Found:
    """An article's parts as its source gives them, unchecked, and what had to be set aside on the way."""

    text: str
    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    author: str | None = None
    sample: bool = False
    modified: str | None = None
    warnings: tuple[str, ...] = ()


def settle(found: Found, place: str, today: date) -> Iterator[Article | Problem]:
    """The article, then a warning for each part that was set aside or is odd."""
    warnings = list(found.warnings)
    published = _date("published", found.published, today, warnings)
    modified = _date("modified", found.modified, today, warnings)
    if modified and published and before(modified, published):
        warnings.append(f"modified {modified!r} lies before published {published!r}: set aside")
        modified = None
    given = _given(found.language)
    if given and not primary(given):
        warnings.append(f"language {given!r} is no language tag: set aside")
    yield Article.make(
        found.text,
        id=_given(found.id),
        url=_given(found.url),
        outlet=_given(found.outlet),
        title=_given(found.title),
        published=published,
        language=primary(given) or detect(found.text),
        author=_given(found.author),
        sample=found.sample,
        modified=modified,
    )
    for warning in warnings:
        yield Problem(place, warning, ArticleError, "warning")


def _date(name: str, given: str | None, today: date, warnings: list[str]) -> str | None:
    """The date as it is given; None, with a warning, for what is none."""
    words = (given or "").strip() or None
    if words and not is_iso(words):
        warnings.append(f"{name} {words!r} is no ISO date-time, day, month or year: set aside")
        return None
    if words and in_future(words, today):
        warnings.append(f"{name} {words!r} lies in the future: kept")
    return words


def _given(words: str | None) -> str | None:
    """The words as they are; None when nothing can be seen in them."""
    return words if words and words.strip() else None
