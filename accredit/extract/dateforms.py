"""Days, months and years as written out, each pattern with the days that its words may mean.

A form that is sure to be no date ("The Sunday Times") takes its characters and gives nothing, so that
no other form reads them. What leans on the publication only for its year ("5 March") is here too.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from accredit.extract.calendars import OPEN, Days, Now, day_of, hull, months_of, moved, one, solar_year, year_days
from accredit.extract.dateatoms import (
    MONTHS,
    SEASON,
    SOLAR,
    SOLAR_MONTH,
    STEPS,
    WEEKDAYS,
    WORDS,
    YEAR,
    At,
    Atom,
    choice,
    form,
)

ENGLISH = choice([n.title() for n in MONTHS])
_MONTH = rf"(?P<month>{ENGLISH}|{choice([n.title() for n in SOLAR])})\b"
_YEAR = r"(?P<year>(?:19|20)\d\d|1[34]\d\d)\b(?![.,]\d|-\d)"
_ORDINALS = choice(list(WORDS["ordinals"]))
_DAY = rf"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b|(?:{_ORDINALS})\b)"
_JOIN = r"(?:,\s+(?:and|or)\s+|\s*[,–—/-]\s*|\s+(?:and|or|to|until|till|through)\s+)(?:the\s+)?"
_DAYS = rf"(?P<days>{_DAY}(?:{_JOIN}{_DAY})*)"
_WHICH = r"(?:\s+(?:of\s+)?(?P<rel>this|last|next)\s+year\b)"
_FREE = r"(?<![\w.,:/$€£-])"
_ALONE = r"(?![\w/]|[.,:]\d|-\w)"
_MEASURED = rf"\s*%|\s+(?:{choice(WORDS['measures'])})\b"


def _nothing(m: re.Match[str], at: At) -> list[Atom]:
    del m, at
    return []


def _figures(m: re.Match[str], at: At) -> list[Atom]:
    """2024-05-30, 1402/7/15, 5.7.2025, 05/30/2024; where day and month could be either, both stay possible."""
    del at
    if m["y"]:
        days = one(day_of(int(m["y"]), int(m["m"]), int(m["d"])))
    else:
        a, b, year = int(m["a"]), int(m["b"]), int(m["year"])
        first, second = one(day_of(year, b, a)), one(day_of(year, a, b))
        days = first if m["dot"] == "." or second == OPEN else second if first == OPEN else hull(first, second)
    return [Atom(m.start(), m.end(), days, told=True)] if days != OPEN else []


_NUMBERED = re.compile(rf"\b(?:{choice(WORDS['numbered'])})\s+$")


def _month_day(m: re.Match[str], at: At) -> list[Atom] | None:
    """5 March 2024, March 5, the 5th of March, 5 to 9 March, 5, 7 and 12 March: one atom a day."""
    day_first = m.start("days") < m.start("month")
    year = _written(m)
    if year == 0 or (year is None and not day_first and _solar(m)):
        return None
    if day_first and _NUMBERED.search(at.before(m.start())):
        return None
    if not day_first and year is None and re.search(r"\b[Ii]n\s+(?:\w+\s+)?$", at.before(m.start())):
        return None  # "In March 12 embassies closed"
    numbers = list(re.finditer(_DAY, m["days"], re.IGNORECASE))
    atoms = []
    for i, number in enumerate(numbers):
        begin = m.start() if i == 0 else m.start("days") + number.start()
        finish = m.end() if i == len(numbers) - 1 else m.start("days") + number.end()
        atom = _atom(m, begin, finish, ordinal(number.group()))
        atoms.append(atom.of_year(year or _year_of(atom, m, at)))
    return atoms if all(a.year is None or a.days != OPEN for a in atoms) else []


def _solar(m: re.Match[str]) -> bool:
    return m["month"].lower() in SOLAR


def _written(m: re.Match[str]) -> int | None:
    """The year that the words give, 0 when it is not of the month's calendar."""
    year = int(m["year"]) if m.groupdict().get("year") else None
    return year if year is None or (year < 1500) == _solar(m) else 0


def _atom(m: re.Match[str], start: int, end: int, day: int | None = None) -> Atom:
    name, told = m["month"].lower(), bool(m.groupdict().get("year"))
    return Atom(start, end, OPEN, None, SOLAR.get(name) or MONTHS[name], day, name in SOLAR, told)


def ordinal(word: str) -> int:
    """The number of "5th" or "fifth"."""
    digits = re.match(r"[0-9]+", word)
    return int(digits.group()) if digits else int(WORDS["ordinals"][word.lower()])


def _year_of(atom: Atom, m: re.Match[str], at: At) -> int | None:
    """The year that the words do not say: "last year", else the nearest that the tense allows."""
    if at.now is None:
        return None
    bases = (at.now.first, at.now.last)
    if m.groupdict().get("rel"):
        years = {(solar_year(b) if atom.solar else b.year) + STEPS[m["rel"].lower()] for b in bases}
    else:
        tense = at.tenses.at(atom.start)
        if bases[1] - bases[0] < timedelta(days=31):
            bases = (bases[0],) * 2 if tense in ("future", "arranged") else (bases[1],) * 2
        years = {year for base in bases if (year := _nearest(atom, base, tense))}
    return years.pop() if len(years) == 1 else None


def _nearest(atom: Atom, base: date, tense: str | None) -> int | None:
    """The next year for what lies ahead, else the last; without a tense, up to 45 days ahead are near."""
    year = solar_year(base) if atom.solar else base.year
    ahead = tense in ("future", "arranged")
    limit = moved(base, "day", 0 if tense == "past" else 45) or base
    for candidate in (year - 1, year, year + 1) if ahead else (year + 1, year, year - 1):
        first, last = atom.of_year(candidate).days
        if first and last and (last >= base if ahead else first <= limit):
            return candidate
    return None


def _month_year(m: re.Match[str], at: At) -> list[Atom] | None:
    """March 2022, March of last year, Mizan 1402."""
    year = _written(m)
    if year == 0:
        return None
    atom = _atom(m, m.start(), m.end())
    return [atom.of_year(year or _year_of(atom, m, at))]


_MONTH_LEAD = re.compile(
    r"(?:\b(?P<lead>in|since|until|till|by|from|late|early|mid|of|this|last|next|coming|past|before|after|between"
    r"|during|throughout|all|earlier)(?:\s+|-)(?:the\s+month\s+of\s+)?"
    rf"|(?:\b(?:{ENGLISH})|\b[12]\d\d\d)\s*(?:\b(?:and|or|to|through|until)\s|[–-])\s*)$",
    re.IGNORECASE,
)
_SURE = frozenset({"in", "since", "until", "this", "last", "next", "early", "late", "mid", "during", "throughout"})


def _month(m: re.Match[str], at: At) -> list[Atom] | None:
    """A month alone, behind a word that makes it one: "in May" but not "by May Rahimi"."""
    before = _MONTH_LEAD.search(at.before(m.start()))
    if before is None:
        return None
    lead, name = (before["lead"] or "").lower(), m["month"].lower()
    named = re.match(r"\s+[A-Z]\w", at.text[m.end() : at.end])
    if lead not in _SURE and ((named and name in WORDS["name_months"]) or name in ("mar", "jan")):
        return None
    atom = _atom(m, m.start(), m.end())
    if lead in STEPS and at.now:
        return [_which_month(replace(atom, start=m.start() - len(before.group())), lead, at.now)]
    return [atom.of_year(_year_of(atom, m, at))]


def _which_month(atom: Atom, lead: str, now: Now) -> Atom:
    """Last May is over, next May has not begun, this May is of this year."""
    years = set()
    for base in (now.first, now.last):
        spans = [(y, atom.of_year(y).days) for y in (base.year - 1, base.year, base.year + 1)]
        if lead in ("last", "past"):
            years.add(max((y for y, d in spans if d[1] and d[1] < base), default=None))
        elif lead == "this":
            years.add(base.year)
        else:
            years.add(min((y for y, d in spans if d[0] and d[0] > base), default=None))
    return atom.of_year(years.pop()) if len(years) == 1 else atom


_YEAR_LEAD = re.compile(
    r"(?:\b(?P<lead>in|since|from|until|till|by|of|during|throughout|before|after|between|late|early|mid|back\s+to|all)"
    r"(?:\s+|-)(?:the\s+)?(?:years?\s+)?|\byears?\s+|(?P<bracket>\())"
    r"(?:(?:19|20)\d\d(?:,\s+(?:and\s+)?|\s+(?:and|or|to|through|until)\s+|\s*[–—-]\s*))*$",
    re.IGNORECASE,
)


_IN_BRACKETS = re.compile(r"\d\s*[–—-]\s*#|#\s*[–—-]\s*\d{4}\)")


def _year(m: re.Match[str], at: At) -> list[Atom] | None:
    """A year behind a word that makes it one; no amount, no house number."""
    before = _YEAR_LEAD.search(at.before(m.start(), 60))
    if before is None:
        return None
    follows = at.text[m.end() : at.end]
    if before["bracket"] and not _IN_BRACKETS.search(before.group() + "#" + follows):
        return None
    if m["counted"] and (before["lead"] or "").lower() not in ("in", "since", "until", "during"):
        return None
    year = int(m["y"])
    if m["short"]:
        last = year // 100 * 100 + int(m["short"][-2:])
        lasting = (before["lead"] or "").lower() in ("from", "between", "throughout", "all", "")
        days = (year_days(year)[0], year_days(last)[1])
        return [Atom(m.start(), m.end(), days, told=True, lasting=lasting)] if last > year else None
    return [Atom(m.start(), m.end(), year_days(year), year, told=True)]


_SOLAR_LEAD = re.compile(r"\b(?:solar|hijri|shamsi|afghan|iranian|persian)\s+year\s+$", re.IGNORECASE)
_BARE_LEAD = re.compile(r"\b(?:in|since|until|till|from|of|by|year)\s+$", re.IGNORECASE)
_BARE_END = re.compile(r"$|[.,;)](?!\d)|\s+(?:the|a|an|when|after|but|and|it|he|she|they|no)\b")


def _solar_year(m: re.Match[str], at: At) -> list[Atom] | None:
    """1402 SH, the solar year 1402, "In 1402," but not "in 1402 villages"."""
    before, year = at.before(m.start()), int(m["y"])
    sure = m["era"] or _SOLAR_LEAD.search(before)
    bare = _BARE_LEAD.search(before) and _BARE_END.match(at.text, m.end(), at.end) and 1380 <= year <= 1420
    if not sure and not bare:
        return None
    return [Atom(m.start(), m.end(), year_days(year), year, told=True)]


def _quarter(m: re.Match[str], at: At) -> list[Atom]:
    del at
    length = 3 if m["what"] == "Q" else 6
    number = int(m["n"])
    return [Atom(m.start(), m.end(), months_of(int(m["y"]), length * (number - 1) + 1, length * number), told=True)]


def _decade(m: re.Match[str], at: At) -> list[Atom] | None:
    """The 2010s, the nineties; not "in his nineties"."""
    if m["y"]:
        first = int(m["y"])
    elif re.search(r"\bthe\s+(?:early\s+|late\s+|mid[\s-])?['’]?$", at.before(m.start())):
        first = 1900 + int(m["short"]) if m["short"] else WORDS["decades"][m["name"].lower()]
    else:
        return None
    return [Atom(m.start(), m.end(), (year_days(first)[0], year_days(first + 9)[1]), told=True)]


def season_days(name: str, year: int) -> Days:
    """The three months of a season; of a Solar Hijri year its quarter."""
    if year < 1500:
        quarter = {"spring": 0, "summer": 1, "autumn": 2, "fall": 2, "winter": 3}[name]
        return months_of(year, 3 * quarter + 1, 3 * quarter + 3)
    first = day_of(year, WORDS["seasons"][name], 1)
    following = moved(first, "month", 3) if first else None
    return (first, following - timedelta(days=1)) if first and following else OPEN


def _season(m: re.Match[str], at: At) -> list[Atom]:
    """Spring 2022, the winter of 2022-23."""
    del at
    name, year = m["season"].lower(), int(m["y"])
    days = season_days(name, year)
    if name == "winter" and year > 1500 and not m["next"]:
        days = year_days(year)[0], days[1]  # the winter that ends in the year, or the one that begins in it
    return [Atom(m.start(), m.end(), days, told=True)]


_ANY_YEAR = r"(?P<y>(?:19|20)\d\d|1[34]\d\d)"
_NAME_OF_DAY = rf"\b(?:(?:{ENGLISH})\s+{_DAY}|{_DAY}\s+(?:of\s+)?(?:{ENGLISH}))\s+(?:{choice(WORDS['places'])})\b"
_BRIEF = tuple(sorted({n.title()[:3] for n in MONTHS}))
NAMES = (
    form(rf"\b(?:{choice(WORDS['named_days'])})\s+(?:{choice(list(WEEKDAYS))})\b", _nothing, "day"),
    form(rf"\b(?:{choice(list(WEEKDAYS))})\s+(?:{choice(WORDS['papers'] + WORDS['services'])})\b", _nothing, "day"),
    form(rf"\bMay\s+Day\b|\b9/11\b|{_NAME_OF_DAY}", _nothing, *_BRIEF, "9/11"),
)
_YEAR_FIRST = rf"{_FREE}{_ANY_YEAR}(?P<dash>[-/.])(?P<m>\d{{1,2}})(?P=dash)(?P<d>\d{{1,2}})(?:(?=T\d)|{_ALONE})"
_YEAR_LAST = rf"{_FREE}(?P<a>\d{{1,2}})(?P<dot>[-/.])(?P<b>\d{{1,2}})(?P=dot)(?P<year>(?:19|20)\d\d){_ALONE}"
_DECADE = rf"(?<!\w)(?:(?P<y>(?:19|20)\d0)s|['’]?(?P<short>[2-9]0)s|(?P<name>{choice(list(WORDS['decades']))}))\b"
_ERA = r"(?:\s+\(?(?P<era>SH|AHS|H\.?S|A\.?P|(?:hijri\s+)?(?:solar|shamsi)|solar\s+hijri)\b\)?)?"
_NO_MORE = r"(?![\w/]|[.,:]\d|-\d\d?\b|\s+[A-Z]\w+\s+(?:Street|Road|Avenue)\b)"
_NO_AMOUNT = (
    rf"(?!(?:\s*(?:to|and|or|–|-)\s*\d{{4}})?(?:{_MEASURED}))(?=(?P<counted>\s+(?:{choice(WORDS['counted'])})\b)?)"
)
WRITTEN = (
    form(rf"{_YEAR_FIRST}|{_YEAR_LAST}", _figures, YEAR),
    form(rf"{_FREE}{_YEAR},?\s+{_MONTH}\s+(?P<days>{_DAY}){_ALONE}", _month_day, YEAR),
    form(
        rf"{_FREE}{_DAYS}\s+(?:of\s+)?{_MONTH}(?:\.?(?:,|\s+of)?\s+{_YEAR}|\.?{_WHICH})?",
        _month_day,
        *_BRIEF,
        SOLAR_MONTH,
    ),
    form(
        rf"\b{_MONTH}\.?\s+(?:the\s+)?{_DAYS}{_ALONE}(?!{_MEASURED})(?:,?\s+{_YEAR}|{_WHICH})?",
        _month_day,
        *_BRIEF,
        SOLAR_MONTH,
    ),
    form(rf"\b{_MONTH}(?:\.?,?|\s+of)?\s+{_YEAR}", _month_year, YEAR),
    form(rf"\b{_MONTH}{_WHICH}", _month_year, "year"),
    form(rf"\b(?P<month>{ENGLISH})\b(?!-\w|\s+Day\b)", _month, *_BRIEF),
    form(rf"\b(?P<season>{SEASON})(?:\s+of)?\s+{_ANY_YEAR}(?P<next>[–/-]\d\d)?\b", _season, YEAR, flags=re.I),
    form(r"\b(?P<what>Q(?=[1-4])|H(?=[12]))(?P<n>\d)(?:,|\s+of)?\s+(?P<y>(?:19|20)\d\d)\b", _quarter, YEAR),
    form(_DECADE, _decade, "0s", "ties", flags=re.I),
    form(rf"(?<![\w.,:/$€£#-])(?P<y>1[34]\d\d)(?![\w/]|[.,:]\d|-\d){_ERA}", _solar_year, YEAR),
    form(rf"(?<![\w.,:/$€£])(?P<y>(?:19|20)\d\d)(?P<short>[–/-]\d\d\b)?{_NO_MORE}{_NO_AMOUNT}", _year, YEAR),
)
