"""Dates in a sentence, as intervals that say no more than the words.

Relative dates are counted from the article's publication; without one they stay
unresolved (an interval open at both ends, with its words).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import jdatetime
from dateutil.relativedelta import relativedelta

from accredit.extract.lexicon import table
from accredit.model import Interval, WhenKind

_MONTHS = (
    {n.lower(): i for i, n in enumerate(calendar.month_name) if n}
    | {n.lower(): i for i, n in enumerate(calendar.month_abbr) if n}
    | {"sept": 9}
)
_DAYS = {n.lower(): i for i, n in enumerate(calendar.day_name)}
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|"
    r"Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_NUMBER = r"(?P<number>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_UNIT = r"(?P<unit>day|week|month|year)s?"
_LEAD = re.compile(
    r"\b(since(?:\s+\w+ing\b[\w ’']{0,28}?\s(?:in|on))?|from|until|till|by|before|after|as of|starting|effective"
    r"|throughout|during|as from)"
    r"\s+(?:the\s+)?(?:(?:start|end|beginning|middle)\s+of\s+)?(?:late\s+|early\s+|mid-?\s*|last\s+)?$",
    re.IGNORECASE,
)
_FROM = frozenset({"since", "from", "as of", "starting", "effective", "as from"})


@dataclass(frozen=True, slots=True)
class DateWords:
    """A date expression at offsets `start` to `end` of the text, and the days that it may mean."""

    start: int
    end: int
    kind: WhenKind
    earliest: date | None
    latest: date | None
    text: str

    @property
    def interval(self) -> Interval:
        """The days, with the words."""
        return Interval(self.earliest, self.latest, self.text)


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    days: tuple[date | None, date | None]


def find_dates(text: str, start: int, end: int, published: Interval | None) -> list[DateWords]:
    """The date expressions between two offsets, in order, without overlap."""
    found: list[_Found] = []
    for pattern, resolve in _PATTERNS:
        for match in pattern.finditer(text, start, end):
            if any(f.start < match.end() and match.start() < f.end for f in found):
                continue
            days = resolve(match, published)
            if days is not None:
                found.append(_Found(match.start(), match.end(), days))
    return [_with_lead(text, start, f) for f in sorted(found, key=lambda f: f.start)]


def dateline(text: str) -> Interval | None:
    """A date that stands alone at the head of a text: "Date 2024-11-12."; its article's publication date."""
    for line in text[:400].splitlines()[:2]:
        for d in find_dates(line, 0, len(line), None):
            rest = (line[: d.start] + line[d.end :]).strip(" .;,:")
            if d.earliest and d.earliest == d.latest and len(rest.split()) <= 4:
                return d.interval
    return None


def _with_lead(text: str, start: int, found: _Found) -> DateWords:
    """What stands before says how the days are meant: since, until, by."""
    lead = _LEAD.search(text[max(start, found.start - 60) : found.start])
    earliest, latest = found.days
    word = lead.group(1).lower().split()[0] if lead else ""
    word = lead.group(1).lower() if lead and word == "as" else word
    begin = found.start - (len(lead.group()) if lead else 0)
    kind: WhenKind = "instant"
    if word in _FROM:
        kind = "from"
    elif word in ("until", "till"):
        kind = "until"
    elif word in ("throughout", "during"):
        kind = "instant"
    elif word in ("by", "before"):
        earliest = None
    elif word == "after":
        earliest, latest = earliest, None
    return DateWords(begin, found.end, kind, earliest, latest, text[begin : found.end])


Days = tuple[date | None, date | None]


def _base(published: Interval | None) -> date | None:
    """The day that relative dates are counted from."""
    return None if published is None else published.latest or published.earliest


def _month_days(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _one(day: date) -> Days:
    return day, day


def _year_of(month: int, day: int | None, published: Interval | None) -> int | None:
    """The year of a date without one: the latest that is not after publication by more than a month."""
    base = _base(published)
    if base is None:
        return None
    year = base.year
    try:
        meant = date(year, month, day or 1)
    except ValueError:
        return None
    return year if meant <= base + timedelta(days=45) else year - 1


def _iso(m: re.Match[str], _: Interval | None) -> Days | None:
    try:
        return _one(date(int(m["y"]), int(m["m"]), int(m["d"])))
    except ValueError:
        return None


def _slashes(m: re.Match[str], _: Interval | None) -> Days | None:
    """05/30/2024 and 30.05.2024; where day and month could be either, only the year is sure."""
    a, b, year = int(m["a"]), int(m["b"]), int(m["y"])
    if a > 12 >= b:
        a, b = b, a
    elif not (b > 12 >= a or a == b):
        return (date(year, 1, 1), date(year, 12, 31)) if m["sep"] == "/" else _safe(year, b, a)
    return _safe(year, a, b)


def _safe(year: int, month: int, day: int) -> Days | None:
    try:
        return _one(date(year, month, day))
    except ValueError:
        return None


def _named(m: re.Match[str], published: Interval | None) -> Days | None:
    month = _MONTHS[m["month"].lower().rstrip(".")]
    day = int(m["day"]) if m.groupdict().get("day") else None
    written = m.groupdict().get("year")
    year = int(written) if written else _relative_year(m, published) or _year_of(month, day, published)
    if year is None:
        return (None, None)
    return _safe(year, month, day) if day else _month_days(year, month)


def _relative_year(m: re.Match[str], published: Interval | None) -> int | None:
    which = (m.groupdict().get("which") or "").lower()
    base = _base(published)
    if base is None or not which:
        return None
    return base.year - (1 if "last" in which or "previous" in which else 0)


def _weekday(m: re.Match[str], published: Interval | None) -> Days | None:
    if published is None or published.earliest is None or published.earliest != published.latest:
        return (None, None)
    back = (published.earliest.weekday() - _DAYS[m["weekday"].lower()]) % 7
    if (m.groupdict().get("rel") or "").lower().strip() == "next":
        return _one(published.earliest + timedelta(days=7 - back))
    if back == 0 and (m.groupdict().get("rel") or "").lower().strip() == "last":
        back = 7
    return _one(published.earliest - timedelta(days=back))


def _near_day(m: re.Match[str], published: Interval | None) -> Days | None:
    if published is None or published.earliest is None or published.earliest != published.latest:
        return (None, None)
    return _one(
        published.earliest + timedelta(days={"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}[m[0].lower()])
    )


def _ago(m: re.Match[str], published: Interval | None) -> Days | None:
    base = _base(published)
    if base is None:
        return (None, None)
    number = _count(m["number"])
    unit = m["unit"]
    then = base - relativedelta(**{f"{unit}s": number})
    if unit == "day":
        return _one(then)
    if unit == "week":
        return then - timedelta(days=3), then + timedelta(days=3)
    return _month_days(then.year, then.month) if unit == "month" else (date(then.year, 1, 1), date(then.year, 12, 31))


def _span(m: re.Match[str], published: Interval | None) -> Days | None:
    """As in "last month", "this year", "earlier this week"."""
    base = _base(published)
    if base is None:
        return (None, None)
    step = {"last": -1, "previous": -1, "this": 0, "next": 1}[m["rel"].lower()]
    unit = m["unit"].lower()
    if unit == "week":
        monday = base - timedelta(days=base.weekday()) + timedelta(weeks=step)
        return monday, min(monday + timedelta(days=6), base) if step == 0 else monday + timedelta(days=6)
    if unit == "weekend":
        saturday = base - timedelta(days=(base.weekday() - 5) % 7)
        return saturday, saturday + timedelta(days=1)
    if unit in ("spring", "summer", "autumn", "fall", "winter"):
        return _season(unit, base.year + (step if step else 0), base)
    if unit == "month":
        then = base + relativedelta(months=step)
        return _month_days(then.year, then.month)
    return date(base.year + step, 1, 1), date(base.year + step, 12, 31)


def _season(name: str, year: int, base: date | None) -> Days:
    first = date(year, table("dates")["seasons"][name], 1)
    last = first + relativedelta(months=3) - timedelta(days=1)
    if base and first > base:
        return _season(name, year - 1, None)
    return first, last


def _season_year(m: re.Match[str], _: Interval | None) -> Days | None:
    return _season(m["season"].lower(), int(m["y"]), None)


def _weekend(m: re.Match[str], published: Interval | None) -> Days | None:
    del m
    base = _base(published)
    if base is None or published is None or published.earliest != published.latest:
        return (None, None)
    saturday = base - timedelta(days=(base.weekday() - 5) % 7)
    return saturday, min(saturday + timedelta(days=1), base)


def _solar(m: re.Match[str], _: Interval | None) -> Days | None:
    name = m["name"].lower()
    month = next((i for i, names in enumerate(table("dates")["solar_hijri"], 1) if name in names), None)
    if month is None:
        return None
    year = int(m["y"])
    try:
        if m["d"]:
            return _one(jdatetime.date(year, month, int(m["d"])).togregorian())
        first = jdatetime.date(year, month, 1)
        last = (jdatetime.date(year + month // 12, month % 12 + 1, 1).togregorian()) - timedelta(days=1)
        return first.togregorian(), last
    except ValueError:
        return None


def _bare_year(m: re.Match[str], _: Interval | None) -> Days | None:
    year = int(m["y"])
    return (date(year, 1, 1), date(year, 12, 31)) if 1900 < year < 2100 else None


def _count(word: str) -> int:
    return int(word) if word.isdigit() else table("dates")["numbers"][word.lower()]


def _i(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_SOLAR_NAMES = "|".join(n for names in table("dates")["solar_hijri"] for n in names)
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Interval | None], Days | None]], ...] = (
    (re.compile(r"\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b"), _iso),
    (re.compile(r"\b(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})\b"), _slashes),
    (_i(rf"(?:\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+)?\b(?P<name>{_SOLAR_NAMES})\b,?\s+(?P<y>1[34]\d\d)\b"), _solar),
    (re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>(?:19|20)\d\d)\b"), _named),
    (re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b"), _named),
    (
        re.compile(
            rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d|[.,]\d)(?:\s+(?P<which>(?:of\s+)?(?:this|last)\s+year))?"
        ),
        _named,
    ),
    (
        re.compile(
            rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?!\s+\d)(?:\s+(?P<which>(?:of\s+)?(?:this|last)\s+year))?"
        ),
        _named,
    ),
    (re.compile(rf"\b{_MONTH},?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b"), _named),
    (re.compile(rf"\b{_MONTH}\s+(?P<which>(?:of\s+)?(?:this|last|the previous)\s+year)\b"), _named),
    (re.compile(rf"(?<=\b[Ll]ast\s){_MONTH}(?!\w)"), _named),
    (
        re.compile(
            rf"(?:(?<=\b[Ii]n\s)|(?<=\b[Ss]ince\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Bb]y\s)|(?<=\b[Ff]rom\s)|(?<=\blate\s)|(?<=\bearly\s)|(?<=\b[Oo]f\s)|(?<=\bmid-)|(?<=\bthis\s)|(?<=\b[Bb]efore\s)|(?<=\b[Aa]fter\s)){_MONTH}(?!\s+\d)(?!\w)"
        ),
        _named,
    ),
    (_i(r"\b(?P<season>spring|summer|autumn|winter)(?:\s+of)?\s+(?P<y>(?:19|20)\d\d)\b"), _season_year),
    (_i(rf"\b{_NUMBER}\s+{_UNIT}\s+(?:ago|earlier)\b"), _ago),
    (
        _i(
            r"\b(?P<rel>last|this|next|previous)\s+(?P<unit>week|month|year|weekend|spring|summer|autumn|fall|winter)\b"
        ),
        _span,
    ),
    (_i(r"\bover the weekend\b"), _weekend),
    (re.compile(rf"\b(?:(?P<rel>[Ll]ast|[Nn]ext|[Tt]his)\s+)?{_WEEKDAY}\b"), _weekday),
    (_i(r"\b(?:yesterday|today|tonight|tomorrow)\b"), _near_day),
    (
        re.compile(
            r"(?:(?<=\b[Ii]n\s)|(?<=\b[Ss]ince\s)|(?<=\b[Ff]rom\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Bb]y\s)|(?<=\bof\s)|(?<=\b[Dd]uring\s))(?P<y>(?:19|20)\d\d)\b(?!-)"
        ),
        _bare_year,
    ),
)


_THEN = re.compile(
    r"\b(?P<lead>since|until|till|by|from)?\s*"
    r"(?:\bthen\b(?!,)|(?:on\s+)?(?:that|the same)\s+(?:day|date|week|month|year))",
    re.IGNORECASE,
)


def then(text: str, start: int, end: int, last: DateWords | None) -> list[DateWords]:
    """ "Since then", "on the same day": the date that the article gave before; nothing where it gave none."""
    if last is None or last.earliest is None:
        return []
    out = []
    for match in _THEN.finditer(text, start, end):
        word = (match["lead"] or "").lower()
        words = match.group().strip().lower()
        if words == "then":
            continue
        kind: WhenKind = "from" if word in ("since", "from") else "until" if word in ("until", "till") else "instant"
        earliest = None if word == "by" else last.earliest
        out.append(DateWords(match.start(), match.end(), kind, earliest, last.latest, match.group().strip()))
    return out


def future(words: DateWords, published: Interval | None) -> DateWords:
    """A weekday that is meant ahead: "will reopen on Monday" is the next Monday, not the last."""
    base = _base(published)
    if (
        base
        and words.earliest
        and words.earliest == words.latest
        and words.earliest <= base
        and any(d in words.text.lower() for d in _DAYS)
    ):
        ahead = words.earliest + timedelta(days=7)
        return replace(words, earliest=ahead, latest=ahead)
    return words


def merged(dates: list[DateWords], text: str) -> Iterator[DateWords]:
    """Two expressions of one day ("Friday, September 27") as the more precise one."""
    out: list[DateWords] = []
    for d in dates:
        gap = text[out[-1].end : d.start] if out else ""
        if out and gap.strip(" ,(") == "" and len(gap) <= 3:
            a, b = out[-1], d
            better = b if a.earliest is None or _width(b) <= _width(a) else a
            out[-1] = replace(better, start=a.start, end=d.end, kind=a.kind, text=text[a.start : d.end])
        else:
            out.append(d)
    yield from out


def _width(d: DateWords) -> int:
    return (d.latest - d.earliest).days if d.earliest and d.latest else 99999
