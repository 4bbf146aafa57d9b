"""Publication dates: which words are an ISO date, and which day a page's words name.

Nothing is made more precise than it is stated, and what has two readings (03/04/2023) has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from accredit.model import partial_interval

_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}([T ][0-9:.,+\-Z]+)?)?)?")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?![0-9])")
_LEADING_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
_MAIL = re.compile(r"(?:[A-Z][a-z]{2}, )?[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WORDS = re.compile(
    rf"\b(?:([0-9]{{1,2}})(?:st|nd|rd|th)?\.? {_MONTH},? ([0-9]{{4}})"
    rf"|{_MONTH} ([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}})"
    r"|([0-9]{4}-[0-9]{2}-[0-9]{2}))\b",
    re.IGNORECASE,
)
# What a clock shows that was never set.
_UNSET = frozenset({"1970-01-01", "0001-01-01", "1900-01-01"})


def is_iso(words: str) -> bool:
    """Whether the words are an ISO date-time, day, month or year that exists."""
    if not _ISO.fullmatch(words) or partial_interval(words) is None:
        return False
    try:
        return len(words) <= 10 or datetime.fromisoformat(words) is not None
    except ValueError:
        return False


def in_future(published: str, today: date) -> bool:
    """Whether an ISO date begins more than a day after today; days begin earlier in the east."""
    interval = partial_interval(published)
    if interval is None or interval.earliest is None:
        return False
    return interval.earliest > today + timedelta(days=1)


def before(one: str, other: str) -> bool:
    """Whether an ISO date certainly lies before another: moments in their zones, else days."""
    if len(one) > 10 and len(other) > 10:
        first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
        if (first.tzinfo is None) == (second.tzinfo is None):
            return first < second
    left, right = partial_interval(one), partial_interval(other)
    if left is None or right is None or left.latest is None or right.earliest is None:
        return False
    # Moments of which one names no zone, or days of which nobody knows in which: a day more may lie between them.
    slack = timedelta(days=1 if len(one) > 10 or len(other) > 10 else 0)
    return left.latest + slack < right.earliest


def last(dates: Iterable[str]) -> str | None:
    """The last of ISO dates; of those that may be one day, the most precise."""
    found: str | None = None
    for one in dates:
        coarser = found is not None and one.startswith(found)
        if found is None or coarser or before(found, one):
            found = one
    return found


def stated(words: str) -> str | None:
    """The ISO date that a page's date field states; None when it states none or has two readings."""
    words = " ".join(words.split())
    found = _stated(words)
    return None if found is None or not is_iso(found) or found[:10] in _UNSET else found


def _stated(words: str) -> str | None:
    if is_iso(words):
        return words
    if compact := _COMPACT.match(words):
        return "-".join(compact.groups())
    if day := _LEADING_DAY.match(words):
        return day[0]
    if _MAIL.match(words):
        return _mail(words)
    days = days_in_words(words)
    return days[0] if len(days) == 1 else None


def _mail(words: str) -> str | None:
    try:
        return parsedate_to_datetime(words).isoformat()
    except (TypeError, ValueError, OverflowError):
        return None


def days_in_words(words: str) -> list[str]:
    """The distinct days of a short text that are written in ISO form or with an English month."""
    found = []
    for match in _WORDS.finditer(words):
        day, month, year, month_first, day_after, year_after, iso = match.groups()
        if iso is None:
            number = _MONTHS.index((month or month_first)[:3].lower()) + 1
            iso = f"{year or year_after}-{number:02}-{int(day or day_after):02}"
        found.append(iso)
    return list(dict.fromkeys(found))


def same_day(one: str, other: str) -> bool:
    """Whether two ISO dates can mean one day: one is the start of the other, or one moment in two zones."""
    if one[:10].startswith(other[:10]) or other[:10].startswith(one[:10]):
        return True
    if len(one) <= 10 or len(other) <= 10:
        return False
    first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
    if first.tzinfo is None or second.tzinfo is None:
        return False
    return first.astimezone(UTC) == second.astimezone(UTC)
