"""What the forms of dates have in common: the atom that they give, what they lean on, and when they are tried."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from accredit.extract.calendars import OPEN, Days, Now, Unit, day_of, months_of, one
from accredit.extract.lexicon import table
from accredit.extract.tense import Tenses

WORDS = table("dates")
SOLAR = {name: i for i, names in enumerate(WORDS["solar_hijri"], 1) for name in names}
MONTHS = {n.lower(): i for names in (calendar.month_name, calendar.month_abbr) for i, n in enumerate(names) if n}
MONTHS["sept"] = 9
SEASON = "spring|summer|autumn|fall|winter"
WEEKDAYS = {n: i for i, n in enumerate(calendar.day_name)}
STEPS = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}


def choice(words: Sequence[str]) -> str:
    """The words as alternatives, longest first."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Atom:
    """One date as written, before the words around it are read.

    `told`: the text itself says the year. `lasting`: the words fill the days. `edge`: the words mean
    the very "start" or "end" of the days when a word like "until" stands before them.
    """

    start: int
    end: int
    days: Days
    year: int | None = None
    month: int | None = None
    day: int | None = None
    solar: bool = False
    told: bool = False
    weekday: int | None = None
    lasting: bool = False
    edge: str = ""

    def of_year(self, year: int | None) -> Atom:
        """The same month or day in another year; as it is when the year is unknown."""
        if year is None or self.month is None:
            return self
        days = one(day_of(year, self.month, self.day)) if self.day else months_of(year, self.month, self.month)
        return replace(self, year=year, days=days)


@dataclass(frozen=True, slots=True)
class At:
    """What the forms lean on: the text between two offsets, the publication, the tense of the sentence."""

    text: str
    start: int
    end: int
    now: Now | None
    tenses: Tenses

    def before(self, at: int, width: int = 40) -> str:
        """The characters before an offset."""
        return self.text[max(self.start, at - width) : at]

    def period(self, unit: Unit, step: int = 0) -> Days:
        """The period of the publication, or one beside it; open when it is unknown."""
        return self.now.period(unit, step) if self.now else OPEN


Form = Callable[[re.Match[str], At], "list[Atom] | None"]
"""The atoms of a match: none where the words are no date, None where another form may read them."""


DIGIT, YEAR, SOLAR_MONTH = "#", "####", "#solar"
"""Marks for what letters cannot say: a digit, a number that may be a year, a solar month in a text with digits."""
_YEARS = re.compile(r"(?:19|20|1[34])\d\d")
_DIGITS = re.compile(r"\d")
_SOLAR_NAMES = re.compile(rf"\b(?:{choice([n.title() for n in SOLAR])})\b")


def letters_in(piece: str, letters: frozenset[str]) -> set[str]:
    """Which of the letters and marks a piece of text has."""
    lower = piece.lower()
    found = {w for w in letters if w in piece or w in lower}
    if _DIGITS.search(piece):
        found.add(DIGIT)
        if _YEARS.search(piece):
            found.add(YEAR)
        if _SOLAR_NAMES.search(piece):
            found.add(SOLAR_MONTH)
    return found


def form(pattern: str, read: Form, *letters: str, flags: int = 0) -> tuple[re.Pattern[str], Form, tuple[str, ...]]:
    """A form: its pattern, its reader, and letters of which one stands in every text that it can match."""
    return re.compile(pattern, flags), read, letters
