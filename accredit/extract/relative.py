"""Days that are counted from the publication: yesterday, last Friday, two weeks ago, within ten days.

Without a publication date, or where it is known too vaguely, the words stay and the days are open.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from accredit.extract.calendars import OPEN, Days, Unit, moved, one, part, shifted
from accredit.extract.dateatoms import SEASON, STEPS, WEEKDAYS, WORDS, At, Atom, choice, form
from accredit.extract.dateforms import ENGLISH, ordinal, season_days

NUMBER = rf"(?P<number>\d{{1,3}}|{choice(list(WORDS['numbers']))})"
UNIT = r"(?P<unit>hour|day|week|fortnight|month|year)s?\b"
_MORE = ("more", "over", "least")


def unit_of(m: re.Match[str]) -> Unit:
    """The unit that a pattern found, in the singular."""
    found = m["unit"] or m.groupdict().get("unit2", "")
    unit: Unit = found.lower()  # type: ignore[assignment]  # the patterns have these words only
    return unit


def count(word: str | None) -> int:
    """A number in figures or words; one where none stands."""
    if word is None:
        return 1
    return int(word) if word.isdecimal() else int(WORDS["numbers"][" ".join(word.lower().split())])


def _day_of_month(m: re.Match[str], at: At) -> list[Atom]:
    """The 15th of last month."""
    first, last = at.period("month", STEPS[m["rel"].lower()])
    day = ordinal(m["day"])
    known = first is not None and last is not None and day <= last.day
    return [Atom(m.start(), m.end(), one(moved(first, "day", day - 1)) if first and known else OPEN)]


_OF_MONTH = re.compile(rf"\s+(?:of|in)\s+(?:(?:{ENGLISH})\b|(?:this|next|last|the\s+same)\s+month\b)")
_ANY_DAY = re.compile(r"\b(?:a|any|one)\s+$", re.IGNORECASE)
_NTH = re.compile(r"\b(?:first|second|third|fourth|fifth|last|final)\s+$", re.IGNORECASE)


def _weekday(m: re.Match[str], at: At) -> list[Atom] | None:
    """A weekday: the last one, or the next where the tense or "next" says so."""
    weekday, rel = WEEKDAYS[m["weekday"]], (m["rel"] or "").lower()
    if _OF_MONTH.match(at.text, m.end(), at.end) and (rel == "last" or _NTH.search(at.before(m.start()))):
        return None  # counted within its month: the words before the month say so
    days = OPEN
    if m["off"]:
        today, back = at.period("day")[0], -14 if m["off"] != "week" else 7
        near = moved(today, "day", (weekday - today.weekday()) % 7 + back) if today else None
        days = one(near)
    elif m["week"]:
        monday = at.period("week", STEPS[m["week"].lower()])[0]
        days = one(monday + timedelta(days=weekday)) if monday else OPEN
    elif (today := at.period("day")[0]) and not _ANY_DAY.search(at.before(m.start())):
        days = _weekday_days(today, weekday, rel, at, m.start())
    return [Atom(m.start(), m.end(), days, weekday=weekday)]


def _weekday_days(today: date, weekday: int, rel: str, at: At, begin: int) -> Days:
    back = (today.weekday() - weekday) % 7
    last, following = today - timedelta(days=back), today + timedelta(days=7 - back)
    if rel in ("last", "past"):
        # "last Monday" on a Wednesday is two days ago to some, nine to others; likewise "next Friday".
        last = last if back else last - timedelta(days=7)
        return (last - timedelta(days=7) if 0 < back <= today.weekday() else last), last
    if rel == "next":
        return following, following + timedelta(days=7 if following.weekday() > today.weekday() else 0)
    tense = at.tenses.at(begin)
    if tense in ("unclear", "present") and not rel:
        return OPEN
    if tense in ("future", "arranged") or (rel and tense != "past"):
        return (today, following) if back == 0 and not rel else one(following if back else today)
    return one(last)


_NEAR = {
    "the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "this morning": 0,
    "this afternoon": 0, "this evening": 0, "tomorrow": 1, "the day after tomorrow": 2,
}  # fmt: skip


def _near(m: re.Match[str], at: At) -> list[Atom]:
    return [Atom(m.start(), m.end(), at.period("day", _NEAR[" ".join(m.group().lower().split())]))]


_TWICE = {"before": -2, "after": 2}


def _unit(m: re.Match[str], at: At) -> list[Atom]:
    """Last month, earlier this year, the week before last."""
    unit = unit_of(m)
    step = STEPS[m["rel"].lower()] if m["rel"] else _TWICE[m["twice"].lower().split()[0]]
    first, last = at.period(unit, step)
    if first and last and at.now and step == 0:
        first, last = _so_far(first, last, m, at)
    return [Atom(m.start(), m.end(), (first, last))]


def _so_far(first: date, last: date, m: re.Match[str], at: At) -> Days:
    """This year up to the publication for what is past, from it on for what lies ahead."""
    tense, edge = at.tenses.at(m.start()), (m["edge"] or "").lower()
    if at.now and (edge == "earlier" or (not edge and tense == "past")):
        return first, min(last, at.now.last)
    if at.now and (edge == "later" or (not edge and tense == "future")):
        return max(first, at.now.first), last
    return first, last


def _edge(m: re.Match[str], at: At) -> list[Atom]:
    """The end of the month, year's end: of the publication's own, unless the tense points back to another."""
    unit: Unit = "month" if "month" in m.group().lower() else "week" if "week" in m.group().lower() else "year"
    first, last = at.period(unit)
    if m["half"]:
        first, last = part((first, last), 1 if m["half"].lower() == "first" else 2, 2)
    start = (m["edge"] or "end").lower() in ("start", "beginning")
    start |= bool(m["half"] and last and at.now and last < at.now.first)  # over, whatever the tense
    if first is None or last is None or at.now is None or (not start and at.tenses.at(m.start()) == "past"):
        return [Atom(m.start(), m.end(), OPEN)]
    if m["half"]:
        return [Atom(m.start(), m.end(), (first, last), edge="part")]
    if start:
        return [Atom(m.start(), m.end(), (first, at.now.last), edge="start")]
    return [Atom(m.start(), m.end(), (max(first, at.now.first), last), edge="end")]


def _season(m: re.Match[str], at: At) -> list[Atom]:
    """Last summer, next spring."""
    if at.now is None:
        return [Atom(m.start(), m.end(), OPEN)]
    rel, past = m["rel"].lower(), at.tenses.at(m.start()) == "past"
    found = {_near_season(m["season"].lower(), rel, past, base) for base in (at.now.first, at.now.last)}
    return [Atom(m.start(), m.end(), found.pop() if len(found) == 1 else OPEN)]


def _near_season(name: str, rel: str, past: bool, base: date) -> Days:
    """The last that is over, the next that has not begun, or this one: the one that runs or is nearest by tense."""
    every = [season_days(name, y) for y in range(max(base.year - 2, 1501), base.year + 3)]
    known = [(a, b) for a, b in every if a and b]
    if rel == "last":
        return max((d for d in known if d[1] < base), default=OPEN)
    if rel == "next":
        return min((d for d in known if d[0] > base), default=OPEN)
    if past:
        return max((d for d in known if d[0] <= base), default=OPEN)
    return min((d for d in known if d[1] >= base), default=OPEN)


def _weekend(m: re.Match[str], at: At) -> list[Atom]:
    """Over the weekend, next weekend; on a weekday "next" may mean either of two."""
    today, rel = at.period("day")[0], (m["rel"] or "").lower()
    if today is None:
        return [Atom(m.start(), m.end(), OPEN)]
    last, inside = today - timedelta(days=(today.weekday() - 5) % 7), today.weekday() > 4
    coming = last + timedelta(days=7)
    if rel == "next":
        return [Atom(m.start(), m.end(), (coming, coming + timedelta(days=1 if inside else 8)))]
    if rel == "last" and inside:
        last -= timedelta(days=7)
    elif rel != "last" and at.tenses.at(m.start()) in ("future", "arranged"):
        last = last if inside else coming
        return [Atom(m.start(), m.end(), (last, last + timedelta(days=1)))]
    return [Atom(m.start(), m.end(), (last, min(last + timedelta(days=1), today)))]


def _ago(m: re.Match[str], at: At) -> list[Atom]:
    """Three days ago; "more than" and "less than" give a bound, "about" some width."""
    number, unit, about = count(m["number"]), unit_of(m), (m["about"] or "").lower()
    today = at.period("day")
    bound = moved(today[0], unit, -number) if today[0] else None
    if any(word in about for word in _MORE):
        return [Atom(m.start(), m.end(), (None, bound))]
    if "less" in about:
        return [Atom(m.start(), m.end(), (bound, today[0]) if bound else OPEN)]
    days = at.period(unit, -number) if unit in ("month", "year") else shifted(today, unit, -number)
    return [Atom(m.start(), m.end(), shifted(days, "week", 0) if about and unit == "day" else days)]


def _past_span(m: re.Match[str], at: At) -> list[Atom] | None:
    """The past ten days, up to the publication; "for" them: on every one."""
    if not (m["number"] or (m["the"] and m["prep"])):
        return None
    today = at.period("day")[0]
    first = moved(today, unit_of(m), -count(m["number"])) if today else None
    lasting = (m["prep"] or "").lower() in ("for", "throughout")
    return [Atom(m.start(), m.end(), (first, today) if first else OPEN, lasting=lasting)]


def _next_span(m: re.Match[str], at: At) -> list[Atom] | None:
    """The next three months, the coming days: from the publication on."""
    if not (m["number"] or (m["prep"] and m["the"])):
        return None
    today = at.period("day")[0]
    plural = m.group().lower().endswith("s") and m["number"] is None
    last = moved(today, unit_of(m), count(m["number"])) if today and not plural else None
    return [Atom(m.start(), m.end(), (today, last), lasting=(m["prep"] or "").lower() == "for" and last is not None)]


_COUNTED_TIME = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|only|most|\w+est|times?|once|twice)\b[\w\s]{0,40}$"
)


def _ahead(m: re.Match[str], at: At) -> list[Atom] | None:
    """Within ten days, in two weeks' time: only of what lies ahead."""
    if not m["time"] and (
        at.tenses.at(m.start()) not in ("future", "arranged") or _COUNTED_TIME.search(at.before(m.start(), 60))
    ):
        return None
    today, number, unit = at.period("day"), count(m["number"]), unit_of(m)
    if m["within"]:
        last = moved(today[0], unit, number) if today[0] else None
        return [Atom(m.start(), m.end(), (today[0], last) if last else OPEN)]
    return [Atom(m.start(), m.end(), shifted(today, unit, number))]


_LASTING = re.compile(
    r"\b(?:has|have|['’]ve|(?<=\w)['’]s)\s+(?:(?:not|also|now|still|already|only)\s+)?"
    rf"(?:{choice(WORDS['lasting']['verbs'])})\b(?!\s+(?:{choice(WORDS['lasting']['terms'])})\b)"
)


def _lasting(m: re.Match[str], at: At) -> list[Atom] | None:
    """For three weeks, in the perfect: up to the publication."""
    low, high = at.tenses.sentence(m.start())
    perfect = _LASTING.search(at.text, low, high)
    if perfect is None or re.search(r"[.;]|\bto\s+[a-z]", at.text[min(perfect.end(), m.end()) : m.start()]):
        return None
    today = at.period("day")[0]
    first = moved(today, unit_of(m), -count(m["number"])) if today else None
    return [Atom(m.start(), m.end(), (first, today) if first else OPEN, lasting=True)]


_ABOUT = r"(?:(?P<about>more than|over|at least|less than|just over|almost|nearly|about|around|some|roughly)\s+)?"
_UNITS = ("hour", "day", "week", "fortnight", "month", "year")
_WEEKDAY = rf"(?P<weekday>{choice(list(WEEKDAYS))})\b"
_MONTHS_DAY = r"\b(?:the\s+)?(?P<day>\d{1,2}(?:st|nd|rd|th)|first)\s+of\s+(?P<rel>this|last|next)\s+month\b"
_PREP = r"\b(?:(?P<prep>for|throughout|in|within|over|during|across)\s+)?(?P<the>(?:the|these)\s+)?"
_EDGES = (
    r"\b(?:(?P<edge>end|close|start|beginning)|(?P<half>first|second)\s+half)\s+of\s+the\s+(?:week|month|year)\b"
    r"(?!\s+[12]\d)"
)
_YEARS_END = r"\b(?:year|month)(?:['’]s\s+|-)end\b"
_THIS = rf"(?P<rel>last|past|this|next)\s+(?P<unit>week|month|year)\b(?!\s+of\b|\s+in\s+(?:{ENGLISH})\b)"
_LAST_BUT_ONE = r"the\s+(?P<unit2>week|month|year)\s+(?P<twice>before\s+last|after\s+next)\b"
_NOT_AFTER = r"(?!\s+(?:of|after|from|ago|to|later|before)\b)"
RELATIVE = (
    form(
        rf"\b(?:{choice(list(_NEAR))})\b", _near, "day", "tomorrow", "night", "morning", "noon", "evening", flags=re.I
    ),
    form(_MONTHS_DAY, _day_of_month, "month", flags=re.I),
    form(
        rf"\b(?:(?P<rel>[Ll]ast|[Nn]ext|[Tt]his|[Cc]oming|[Pp]ast)\s+)?{_WEEKDAY}"
        r"(?:\s+(?:of\s+)?(?P<week>last|this|next)\s+week\b|\s+(?P<off>before\s+last|week(?!-))\b)?",
        _weekday,
        "day",
    ),
    form(rf"\b{_ABOUT}{NUMBER}\s+{UNIT}\s+ago\b", _ago, "ago", flags=re.I),
    form(rf"{_PREP}(?:past|last)\s+(?:{NUMBER}\s+)?{UNIT}(?!\s+(?:of|before)\b)", _past_span, *_UNITS, flags=re.I),
    form(rf"{_PREP}(?:next|coming)\s+(?:{NUMBER}\s+)?{UNIT}", _next_span, *_UNITS, flags=re.I),
    form(rf"{_EDGES}|{_YEARS_END}", _edge, "week", "month", "year", flags=re.I),
    form(rf"\b(?:(?P<edge>earlier|later)\s+)?(?:{_THIS}|{_LAST_BUT_ONE})", _unit, "week", "month", "year", flags=re.I),
    form(rf"\b(?P<rel>last|this|next)\s+(?P<season>{SEASON})\b", _season, *SEASON.split("|"), flags=re.I),
    form(
        r"\b(?:(?P<rel>last|this|next|coming)\s+weekend|(?:over|at|on|for)\s+the\s+(?:past\s+)?weekend)\b",
        _weekend,
        "weekend",
        flags=re.I,
    ),
    form(
        rf"\b(?P<within>with)?in\s+{NUMBER}\s+{UNIT}(?P<time>['’]?\s+time\b)?{_NOT_AFTER}", _ahead, *_UNITS, flags=re.I
    ),
    form(
        rf"\bfor\s+(?:(?:more than|over|at least|about|around|some)\s+)?{NUMBER}\s+{UNIT}"
        r"(?!\s+(?:of|in|ahead|after|from|now|ago)\b)",
        _lasting,
        *_UNITS,
        flags=re.I,
    ),
)
