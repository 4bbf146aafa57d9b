"""Dates in a sentence, as intervals that say no more than the words.

Relative dates are counted from the article's publication; without one they stay
unresolved (an interval open at both ends, with its words).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from accredit.extract.calendars import Now, moved
from accredit.extract.dateatoms import WEEKDAYS, At, Atom, letters_in
from accredit.extract.datecontext import Pointing, in_context, pointing
from accredit.extract.dateforms import NAMES, WRITTEN
from accredit.extract.relative import RELATIVE
from accredit.extract.tense import Tenses
from accredit.model import Interval, WhenKind

_FORMS = (*NAMES, *WRITTEN, *RELATIVE)
_LETTERS = frozenset(letters for _, _, every in _FORMS for letters in every if "#" not in letters)
_LEAD = re.compile(
    r"\b(?P<word>(?:ever\s+)?since|from|until|till|through|by|(?:no|not)\s+later\s+than|(?:no|not)\s+earlier\s+than|before"
    r"|prior\s+to|after|as\s+of|as\s+from|starting|beginning|effective|throughout|all(?:\s+of)?"
    r"|the\s+(?:whole|entire)(?:\s+of)?)\s+(?:(?:on|from|in)\s+)?(?:the\s+)?(?:year\s+)?$",
    re.IGNORECASE,
)
_EVENT = re.compile(r"\b(?P<word>since|until)(?P<event>(?:\s+[\w’'-]+){1,8}?)\s+(?:in|on)\s+(?:the\s+)?$", re.I)
_SETTLED = re.compile(r"\d|\b(?:[Ll]ast|[Pp]ast|[Ss]ince)\b")
_VERB = re.compile(r"\b(?:will|would|is|are|has|have|can|could|may|said|says|since|until|from|by)\b")
_FROM = frozenset({"since", "ever since", "from", "as of", "as from", "starting", "beginning", "effective"})


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


def find_dates(text: str, start: int, end: int, published: Interval | None) -> list[DateWords]:
    """The date expressions between two offsets, in order, without overlap."""
    at = At(text, start, end, Now.of(published), Tenses(text, start, end))
    atoms = in_context(_atoms(at), at)
    found = [_with_lead(atom, at, atoms[i - 1].end if i else start) for i, atom in enumerate(atoms)]
    for match in pointing(text, start, end) if found else ():
        anchor = next((d for d in reversed(found) if d.end <= match.start and d.earliest and d.latest), None)
        if all(d.end <= match.start or match.end <= d.start for d in found):
            found += _pointed(match, anchor, text)
            found.sort(key=lambda d: d.start)
    return found


def _pointed(match: Pointing, anchor: DateWords | None, text: str) -> list[DateWords]:
    """The date that words like "two days later" mean, seen from a date before them; none without one."""
    days = match.days((anchor.earliest, anchor.latest)) if anchor else None
    return [DateWords(match.start, match.end, match.kind, *days, text[match.start : match.end])] if days else []


def _atoms(at: At) -> list[Atom]:
    """The dates as written, in order; what an earlier form has read no later one reads again."""
    letters = letters_in(at.text[at.start : at.end], _LETTERS)
    if not letters:
        return []
    taken: list[tuple[int, int]] = []
    atoms: list[Atom] = []
    for pattern, read, needs in _FORMS:
        if letters.isdisjoint(needs):
            continue
        for match in pattern.finditer(at.text, at.start, at.end):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            found = read(match, at)
            if found is not None:
                taken.append(match.span())
                atoms += found
    return sorted(atoms, key=lambda a: a.start)


def _with_lead(atom: Atom, at: At, free: int) -> DateWords:
    """What stands before says how the days are meant: since, until, by."""
    before = at.text[max(free, atom.start - 70) : atom.start]
    lead = _LEAD.search(before) or _event(before)
    word = " ".join(lead["word"].lower().split()) if lead else ""
    begin = atom.start - (len(before) - lead.start() if lead else 0)
    earliest, latest = atom.days
    kind: WhenKind = "throughout" if atom.lasting else "instant"
    if word in _FROM and not atom.lasting:
        kind = "from"
        latest = earliest if atom.edge == "start" else latest
    elif word in ("until", "till", "through"):
        kind = "until"
        earliest = latest if atom.edge == "end" else earliest
    elif word in ("by", "no later than", "not later than"):
        earliest = None
    elif word in ("before", "prior to"):
        eve = moved(earliest, "day", -1) if earliest and not atom.edge else None
        earliest, latest = None, eve or latest
    elif word in ("after", "no earlier than", "not earlier than"):
        earliest, latest = latest if atom.edge == "end" else earliest, None
    elif word:
        kind = "throughout"
    return DateWords(begin, atom.end, kind, earliest, latest, at.text[begin : atom.end])


def _event(before: str) -> re.Match[str] | None:
    """As in "since taking power in", "until his dismissal in": the date is that of the event."""
    lead = _EVENT.search(before)
    return lead if lead and not _VERB.search(lead["event"]) else None


def dateline(text: str) -> Interval | None:
    """A date that stands alone at the head of a text: "Date 2024-11-12."; its article's publication date."""
    for line in text[:400].splitlines()[:2]:
        for d in find_dates(line, 0, len(line), None):
            rest = (line[: d.start] + line[d.end :]).strip(" .;,:")
            if d.earliest and d.earliest == d.latest and len(rest.split()) <= 4:
                return d.interval
    return None


def then(text: str, start: int, end: int, last: DateWords | None) -> list[DateWords]:
    """ "Since then", "two days later": counted from the date given before; nothing where none was given."""
    if last is None or last.earliest is None or last.latest is None:
        return []
    return [found for match in pointing(text, start, end) for found in _pointed(match, last, text)]


def future(words: DateWords, published: Interval | None) -> DateWords:
    """A weekday that is meant ahead: "will reopen on Monday" is the next Monday, not the last.

    For callers that know more of the sentence than its tense words; a weekday with its date, "last" or "since" stays.
    """
    base = (published.latest or published.earliest) if published else None
    if base is None or words.earliest is None or words.earliest != words.latest or words.earliest > base:
        return words
    if _SETTLED.search(words.text) or not any(d in words.text for d in WEEKDAYS):
        return words
    ahead = words.earliest + timedelta(days=7)
    return replace(words, earliest=ahead, latest=ahead)


def merged(dates: Sequence[DateWords], text: str) -> Iterator[DateWords]:
    """Two expressions of one day ("2 Jawza 1402 (23 May 2023)") as the more precise one."""
    out: list[DateWords] = []
    for d in dates:
        gap = text[out[-1].end : d.start] if out else ""
        if out and gap.strip(" ,(") == "" and len(gap) <= 3 and ("(" in gap or _agree(out[-1], d)):
            a, b = out[-1], d
            better = b if a.earliest is None or _width(b) <= _width(a) else a
            end = d.end + ("(" in gap and text[d.end : d.end + 1] == ")")
            out[-1] = replace(better, start=a.start, end=end, kind=a.kind, text=text[a.start : end])
        else:
            out.append(d)
    yield from out


def _agree(a: DateWords, b: DateWords) -> bool:
    """Some day is in both, or one of them is open."""
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return True
    return a.earliest <= b.latest and b.earliest <= a.latest


def _width(d: DateWords) -> int:
    return (d.latest - d.earliest).days if d.earliest and d.latest else 99999
