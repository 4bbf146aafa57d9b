"""Days and periods: arithmetic on intervals, the Solar Hijri calendar, and what is known of the publication.

The only module that uses the calendar libraries. Nothing here reads text, and nothing guesses:
a day that does not exist, or that the publication cannot tell, is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import jdatetime
from dateutil.relativedelta import relativedelta

from accredit.model import Interval

Days = tuple[date | None, date | None]
"""Both ends included; an end that is None is open."""
Unit = Literal["hour", "day", "week", "fortnight", "month", "year"]

OPEN: Days = (None, None)
_SOLAR = range(1200, 1500)
_PRINTED = (date(1600, 1, 1), date(9000, 1, 1))
_STEPS = {"day": "days", "week": "weeks", "month": "months", "year": "years"}


@dataclass(frozen=True, slots=True)
class Now:
    """The days on which the text may have been published; dates that lean on it are told only if all agree."""

    first: date
    last: date

    @classmethod
    def of(cls, published: Interval | None) -> Now | None:
        """What a publication date says; None when it is unknown or open, or of no year that news has."""
        if published is None or published.earliest is None or published.latest is None:
            return None
        plausible = _PRINTED[0] <= published.earliest <= published.latest <= _PRINTED[1]
        return cls(published.earliest, published.latest) if plausible else None

    def period(self, unit: Unit, step: int = 0) -> Days:
        """The day, week, month or year that lies `step` of them ahead; open where the publication is too vague."""
        a, b = around(self.first, unit, step), around(self.last, unit, step)
        return a if a == b else OPEN


def one(day: date | None) -> Days:
    """A single day."""
    return day, day


def day_of(year: int, month: int, day: int) -> date | None:
    """The Gregorian day, or the Solar Hijri day of a year before 1500; None when there is none."""
    try:
        if year in _SOLAR:
            solar: date = jdatetime.date(year, month, day).togregorian()
            return solar
        return date(year, month, day)
    except ValueError:
        return None


def months_of(year: int, first: int, last: int) -> Days:
    """The days from one month of a year to the last day of another, in the calendar of the year."""
    start, following = day_of(year, first, 1), day_of(year + last // 12, last % 12 + 1, 1)
    return (start, following - timedelta(days=1)) if start and following else OPEN


def year_days(year: int) -> Days:
    """The days of a year, Gregorian or Solar Hijri."""
    return months_of(year, 1, 12)


def solar_year(day: date) -> int:
    """The Solar Hijri year in which a Gregorian day lies."""
    return int(jdatetime.date.fromgregorian(date=day).year)


def moved(day: date, unit: Unit, number: int) -> date | None:
    """The day that lies `number` units ahead (behind when negative); None outside the calendar."""
    if unit == "fortnight":
        unit, number = "week", 2 * number
    if unit == "hour":
        unit, number = "day", -(-number // 24) if number > 0 else number // 24
    try:
        then: date = day + relativedelta(**{_STEPS[unit]: number})
        return then
    except (ValueError, OverflowError):
        return None


def around(day: date, unit: Unit, step: int = 0) -> Days:
    """The calendar period (weeks begin on Monday) that lies `step` periods after the one of `day`."""
    then = moved(day, unit, step)
    if then is None:
        return OPEN
    if unit == "year":
        return date(then.year, 1, 1), date(then.year, 12, 31)
    if unit == "month":
        return then.replace(day=1), then + relativedelta(day=31)
    if unit == "week":
        monday = then - timedelta(days=min(then.weekday(), then.toordinal() - 1))
        return monday, moved(monday, "day", 6)
    return one(then)


def shifted(days: Days, unit: Unit, number: int) -> Days:
    """Days moved by a number of units, as wide as the unit: "two weeks later" is no more precise than a week."""
    earliest, latest = (moved(d, unit, number) if d else None for d in days)
    if earliest is None or latest is None:
        return OPEN
    if unit in ("week", "fortnight"):
        return moved(earliest, "day", -3), moved(latest, "day", 3)
    return around(earliest, unit)[0], around(latest, unit)[1]


def hull(a: Days, b: Days) -> Days:
    """The shortest interval that holds both; open at an end where either is."""
    firsts, lasts = [d[0] for d in (a, b) if d[0]], [d[1] for d in (a, b) if d[1]]
    return (min(firsts) if len(firsts) == 2 else None, max(lasts) if len(lasts) == 2 else None)


def part(days: Days, number: int, of: int) -> Days:
    """The nth of so many equal parts: of a year by whole months of its calendar, of anything else by days."""
    first, last = days
    if first is None or last is None:
        return OPEN
    length = (last - first).days + 1
    for year in (first.year, solar_year(first)):
        if days == year_days(year):
            return months_of(year, 12 // of * (number - 1) + 1, 12 // of * number)
    return first + timedelta(days=length * (number - 1) // of), first + timedelta(days=length * number // of - 1)


def vague(days: Days, word: str) -> Days:
    """Early, mid and late: halves, since writers differ. A week has no such parts; its days are all kept."""
    if days[0] is None or days[1] is None or (days[1] - days[0]).days < 27:
        return days
    if word == "mid":
        return part(days, 2, 4)[0], part(days, 3, 4)[1]
    return part(days, 1 if word == "early" else 2, 2)


def nth_weekday(days: Days, weekday: int, number: int) -> Days:
    """The nth of a weekday (Monday is 0) within days; the last for -1. Open where there are not so many."""
    first, last = days
    if first is None or last is None:
        return OPEN
    if number < 0:
        return one(last - timedelta(days=(last.weekday() - weekday) % 7))
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    return one(day) if day <= last else OPEN
