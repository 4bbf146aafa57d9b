"""What the words around dates make of them: parts, spans, days counted from a date of the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from accredit.extract.calendars import OPEN, Days, Unit, around, hull, moved, nth_weekday, one, part, shifted, vague
from accredit.extract.dateatoms import WEEKDAYS, WORDS, At, Atom, choice
from accredit.extract.dateforms import ordinal
from accredit.extract.relative import NUMBER, UNIT, count, unit_of
from accredit.model import WhenKind

_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1, "final": -1, "latter": -1}
_PART = re.compile(
    rf"""(?:\b(?:the|its|their)\s+)?\b(?:
      (?P<vague>early|mid|late)(?:\s+in)?(?:\s+the)?(?:\s+|-)
    | (?P<edge>start|beginning|middle|end|close)\s+of\s+
    | (?P<half>first|second|last|latter)\s+half\s+of\s+
    | (?P<quarter>first|second|third|fourth|last|final)\s+quarter\s+of\s+
    | (?P<some>first|last|final)\s+{NUMBER}\s+(?P<unit>day|week|month)s\s+of\s+
    | (?P<nth>first|second|third|fourth|fifth|last|final)\s+
      (?P<one>day|week|weekend|{choice(list(WEEKDAYS))})\s+(?:of|in)\s+
    | (?P<week>week)\s+(?:of|beginning|starting)\s+
    )(?:the\s+year\s+)?$""",
    re.VERBOSE | re.IGNORECASE,
)
_SHIFT = re.compile(
    rf"""\b(?:
      (?:on\s+)?the\s+(?P<eve>eve\s+of|(?:day|night|evening)\s+before|day\s+after)
    | (?:on\s+)?(?:the\s+)?(?:(?P<nth>{choice(list(WORDS["ordinals"]))}|\d+(?:st|nd|rd|th))\s+)?
      (?P<again>anniversary)\s+of
    | (?P<within>within\s+)?(?P<about>more\s+than\s+|over\s+|less\s+than\s+|nearly\s+|almost\s+|about\s+)?
      {NUMBER}\s+{UNIT}\s+(?P<way>before|after|from|of)
    )\s+(?:the\s+)?$""",
    re.VERBOSE | re.IGNORECASE,
)
_TO = re.compile(r",?\s*(?:[–—-]|\b(?:to|until|till|through|up\s+to)\b)\s*(?:the\s+)?(?:on\s+)?")
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
_LIST = re.compile(r"\s*(?:,|\b(?:and|or|to|until|till|through)\b|[–—-])\s*(?:(?:and|or)\s+)?(?:the\s+)?")
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_SPAN_LEAD = re.compile(r"\b(?P<word>from|during|in|within)\s+(?:the\s+)?$", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:postponed|moved|rescheduled|delayed|shifted|brought\s+forward|put\s+off)\b[\w\s]{0,30}\bfrom\s+(?:the\s+)?$"
)
_STATE = re.compile(
    rf"\b(?:was|were|been|is|are|stood|stayed|remained|kept|lay)\s+(?:\w+ly\s+)?(?:{choice(WORDS['lasting']['adjectives'])})\b"
    r"|\bhad\s+(?:\d|(?:an?|no|its|their|some|few|many)\b)"
    rf"|\b(?:{choice(WORDS['lasting']['states'])})\b"
)


def in_context(atoms: list[Atom], at: At) -> list[Atom]:
    """Atoms with the words around them read: weekdays beside dates joined, years shared, parts and spans taken."""
    atoms = _with_years(_without_weekdays(atoms, at), at)
    atoms = [_shifted(_parted(a, at, atoms[i - 1].end if i else at.start), at) for i, a in enumerate(atoms)]
    return _spans(atoms, at)


def _without_weekdays(atoms: list[Atom], at: At) -> list[Atom]:
    """A weekday beside a date adds nothing to it: "Friday, 2 February", "February 2, a Friday"."""
    out: list[Atom] = []
    for atom in atoms:
        gap = at.text[out[-1].end : atom.start] if out else ""
        plain = atom.day is not None or atom.told
        if out and out[-1].weekday is not None and plain and re.fullmatch(r"\s*[,(]?\s*(?:the\s+)?", gap):
            out[-1] = replace(atom, start=out[-1].start)
        elif out and out[-1].day and _is_day(out[-1], atom, gap):
            out[-1] = replace(out[-1], end=atom.end)
        else:
            out.append(atom)
    return out


def _is_day(dated: Atom, weekday: Atom, gap: str) -> bool:
    """The weekday behind a date is that date's own."""
    day = dated.days[0]
    fits = weekday.weekday is not None and (day is None or day.weekday() == weekday.weekday)
    return fits and re.fullmatch(r",?\s+(?:a\s+)?|\s*\(", gap) is not None


def _with_years(atoms: list[Atom], at: At) -> list[Atom]:
    """A year said once holds for its neighbours: "in March and April 2023", "from 28 December 2023 to 3 January"."""
    out = list(atoms)
    for i in reversed(range(len(out) - 1)):
        a, b = out[i], out[i + 1]
        if not a.told and b.told and a.month and b.month and a.solar == b.solar and _joined(a, b, at) and b.year:
            out[i] = replace(a.of_year(b.year - ((a.month, a.day or 0) > (b.month, b.day or 99))), told=True)
    for i in range(len(out) - 1):
        a, b = out[i], out[i + 1]
        if a.told and not b.told and a.month and b.month and a.solar == b.solar and _joined(a, b, at) and a.year:
            out[i + 1] = replace(b.of_year(a.year + ((a.month, a.day or 0) > (b.month, b.day or 99))), told=True)
    return out


def _joined(a: Atom, b: Atom, at: At) -> bool:
    return _LIST.fullmatch(at.text, a.end, b.start) is not None


def _parted(atom: Atom, at: At, free: int) -> Atom:
    """Early March, the end of 2022, the second quarter of last year, the first Sunday in November."""
    m = _PART.search(at.text[max(free, atom.start - 50) : atom.start])
    short = atom.day is not None or atom.weekday is not None
    if m is None or (short and not m["week"]):
        return atom
    days, edge = atom.days, "part"
    if m["vague"]:
        days = vague(days, m["vague"].lower())
    elif m["edge"]:
        word = m["edge"].lower()
        edge = "start" if word in ("start", "beginning") else "part" if word == "middle" else "end"
        days = vague(days, {"start": "early", "part": "mid", "end": "late"}[edge])
    elif m["half"]:
        days = part(days, 1 if m["half"].lower() == "first" else 2, 2)
    elif m["quarter"]:
        days = part(days, _NTH[m["quarter"].lower()] % 5, 4)
    else:
        days = _first_or_last(days, m)
    return replace(atom, start=atom.start - len(m.group()), days=days, edge=edge, day=None, month=None)


def _first_or_last(days: Days, m: re.Match[str]) -> Days:
    """The first three months, the second week, the last Friday of some days."""
    first, last = days
    if first is None or last is None:
        return OPEN
    if m["week"]:
        return around(first, "week")
    word = (m["nth"] or m["some"]).lower()
    number = _NTH[word]
    if m["some"]:
        unit, many = unit_of(m), count(m["number"])
        if number > 0:
            edge = moved(first, unit, many)
            return (first, edge - timedelta(days=1)) if edge else OPEN
        edge = moved(last + timedelta(days=1), unit, -many)
        return (edge, last) if edge else OPEN
    what = m["one"].lower()
    if what == "day":
        return nth_weekday(days, (last if number < 0 else first).weekday(), number) if number in (1, -1) else OPEN
    if what == "week":
        begin = last - timedelta(days=6) if number < 0 else first + timedelta(days=7 * (number - 1))
        return begin, min(begin + timedelta(days=6), last)
    if what == "weekend":
        saturday = nth_weekday(days, 5, number)[0]
        return (saturday, saturday + timedelta(days=1)) if saturday else OPEN
    return nth_weekday(days, WEEKDAYS[what.title()], number)


def _shifted(atom: Atom, at: At) -> Atom:
    """Two days before a date, on its eve, within ten days of it."""
    m = _SHIFT.search(at.before(atom.start, 50))
    if m is None or (m["way"] == "of" and not m["within"]):
        return atom
    first, last = atom.days
    if m["again"]:
        days = hull(*(_years_on(d, ordinal(m["nth"])) for d in (first, last))) if m["nth"] else OPEN
    elif m["eve"]:
        days = shifted(atom.days, "day", 1 if m["eve"].lower().endswith("after") else -1)
    elif m["within"]:
        days = (first, moved(last, unit_of(m), count(m["number"])) if last else None)
    else:
        back = m["way"].lower() == "before"
        days = shifted(atom.days, unit_of(m), count(m["number"]) * (-1 if back else 1))
        if m["about"]:
            days = (None, last) if back else (first, None)
    return replace(atom, start=atom.start - len(m.group()), days=days, edge="part", month=None, day=None)


def _years_on(day: date | None, number: int) -> Days:
    return one(moved(day, "year", number)) if day else OPEN


def _spans(atoms: list[Atom], at: At) -> list[Atom]:
    """From A to B, between A and B, 3-7 March, as one expression."""
    out: list[Atom] = []
    for atom in atoms:
        span = _span(out[-1], atom, at) if out else None
        if span:
            out[-1] = span
        else:
            out.append(atom)
    return out


def _span(a: Atom, b: Atom, at: At) -> Atom | None:
    before = at.before(a.start, 60)
    between, lead = _BETWEEN.search(before), _SPAN_LEAD.search(before)
    if between and _AND.fullmatch(at.text, a.end, b.start):
        low, high = at.tenses.sentence(a.start)
        lasting = _STATE.search(at.text, low, high) is not None
    elif _TO.fullmatch(at.text, a.end, b.start) and not a.lasting and not _MOVED.search(before):
        lasting = not lead or lead["word"].lower() == "from"
    else:
        return None
    week = a.weekday is not None and b.weekday is not None and a.day is None and b.day is None
    if week and not between and at.tenses.at(a.start) not in ("past", "future"):
        return replace(a, end=b.end, days=OPEN)  # opening days are a habit
    days = _ordered(a, b, week, at)
    if days is None:
        return None
    begin = a.start - (len(between.group()) if between else 0)
    if lead and lasting:
        begin = a.start - len(lead.group())
    return replace(b, start=begin, days=days, lasting=lasting, edge="part")


def _ordered(a: Atom, b: Atom, week: bool, at: At) -> Days | None:
    """The days from the first to the second; weekdays out of order lie in two weeks. None where they are no span."""
    if not all((*a.days, *b.days)):
        return OPEN if a.days == OPEN or b.days == OPEN else None
    days, other = a.days, b.days
    if week and days[0] and other[0] and days[0] > other[0]:
        past = at.tenses.at(a.start) == "past"
        days, other = (shifted(days, "day", -7), other) if past else (days, shifted(other, "day", 7))
    if not (days[0] and other[1] and other[0] and days[0] <= other[0] <= other[1]):
        return None
    return hull(days, other)


@dataclass(frozen=True, slots=True)
class Pointing:
    """Words that point to a date said before: "since then", "two days later", "the same week"."""

    start: int
    end: int
    kind: WhenKind
    unit: Unit
    step: int
    lead: str

    def days(self, anchor: Days) -> Days | None:
        """The days that are meant, seen from the date before; None where it is too wide for the words."""
        first, last = anchor
        if first is None or last is None:
            return None
        if self.lead == "then":
            found: Days = anchor
        elif self.step:
            if self.unit == "day" and last != first and (last - first).days > 6:
                return None
            found = shifted(anchor, self.unit, self.step)
        else:
            found = around(first, self.unit)[0], around(last, self.unit)[1]
        if found[0] and found[1] and self.lead == "later" and self.step == 0:
            found = first, found[1]
        elif found[0] and found[1] and self.lead == "earlier" and self.step == 0:
            found = found[0], last
        return (None, found[1]) if self.lead == "by" else found


_POINT = re.compile(
    rf"""\b(?:
      (?P<lead>since|until|till|by|from)\s+then\b
    | (?P<upto>until|till)\s+(?:the|its|that)\s+(?:announcement|clos(?:ing|ure)|shutdown|handover|takeover)\b
    | (?:(?P<lead2>since|until|till|by|from|on|in|during|later|earlier|at)\s+)?(?:that|the\s+same)\s+(?:very\s+)?
      (?P<same>day|week|month|year|morning|evening|night)\b(?!-)
    | (?P<about>more\s+than\s+|over\s+|nearly\s+|almost\s+|about\s+|around\s+|some\s+)?{NUMBER}\s+{UNIT}\s+
      (?P<way>later|earlier|afterwards?|(?:after|before)(?=\s*(?:[,.;]|$)))
    | (?:on\s+)?the\s+(?P<next>next|following|previous|preceding)\s+
      (?P<beside>day|morning|evening|night|week|month|year)\b
    | (?:on\s+)?the\s+day\s+(?P<side>after|before)(?=\s*(?:[,.;]|$|(?:and|but)\b))
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_POINTS = re.compile(r"[Tt]hen\b|ntil\b|ill\b|day|week|month|year|morning|evening|night")
_DAYTIME = frozenset({"morning", "evening", "night"})


def pointing(text: str, start: int, end: int) -> Iterator[Pointing]:
    """The words between two offsets that point to a date said before; of "about two days later" none."""
    if not _POINTS.search(text, start, end):
        return
    for m in _POINT.finditer(text, start, end):
        lead = (m["lead"] or m["lead2"] or m["upto"] or "").lower()
        kind: WhenKind = "from" if lead in ("since", "from") else "until" if lead in ("until", "till") else "instant"
        unit: Unit = "day"
        step = 0
        if m["lead"] or m["upto"]:
            lead = "by" if lead == "by" else "then"
        elif m["same"]:
            unit = _unit(m["same"])
        elif m["way"] and not m["about"]:
            unit, step = unit_of(m), count(m["number"]) * (-1 if m["way"].lower() in ("earlier", "before") else 1)
        elif m["beside"]:
            unit, step = _unit(m["beside"]), 1 if m["next"].lower() in ("next", "following") else -1
        elif m["side"]:
            step = 1 if m["side"].lower() == "after" else -1
        else:
            continue
        yield Pointing(m.start(), m.end(), kind, unit, step, lead)


def _unit(word: str) -> Unit:
    unit: Unit = "day" if word.lower() in _DAYTIME else word.lower()  # type: ignore[assignment]
    return unit
