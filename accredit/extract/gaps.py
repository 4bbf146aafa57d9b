"""Acts whose verb is left out: "…, the one in Oslo the same month", "…, but not those in Rome"."""

from __future__ import annotations

import calendar
from dataclasses import replace
from typing import TYPE_CHECKING

from accredit.extract.analysis import Line
from accredit.extract.complements import coordinated
from accredit.extract.fillers import Slots
from accredit.extract.lexicon import words
from accredit.extract.memory import Filler
from accredit.model import When

if TYPE_CHECKING:
    from accredit.extract.acts import Act

# What a second mission without a verb may have beside it: a date, or "too".
_DATED = frozenset({"IN", "TO", "DT", "CD", "RB"})
_ALSO = frozenset({"too", "also", "likewise", "well"})
_PREPOSITIONS = frozenset({"by", "at", "in", "to", "from", "for", "of"})


def more(line: Line, slots: Slots, act: Act) -> list[Act]:
    """The acts that an act about missions is told of again, or instead, without its verb."""
    held = act.fillers.get("MISSION", ())
    if not held or any(f.target is None for f in held):
        return [act]
    last = max(act.last, *(f.last for f in held))
    if any(f.target and f.target.abroad for f in held):
        listed = _listed(line, slots, last)
        return [_of(act, listed)] if listed else [act]
    out = [act]
    for f in slots.of("MISSION"):
        if f.weak or f.target is None or not f.target.missions or f.first < last or f in held:
            continue
        group = coordinated(line, slots, "MISSION", f)
        if _contrasted(line, last, f.first):
            denied = replace(act.manner, denied=not act.manner.denied)
            out.append(replace(_of(act, group), manner=denied))
        elif _next(line, f.first) and (end := _dated(line, group[-1].last)):
            unit = _same(line, group[-1].last, end)
            out.append(replace(_of(act, group), after=None if unit else f.first, same=unit))
        else:
            continue
        last = group[-1].last
    return out


def _of(act: Act, missions: tuple[Filler, ...]) -> Act:
    fillers = {**act.fillers, "MISSION": missions}
    return replace(act, fillers=fillers, last=max(act.last, missions[-1].last))


def _listed(line: Line, slots: Slots, last: int) -> tuple[Filler, ...]:
    """The missions that a colon names after a number of them: "three embassies …: those in Paris, Rome and Vienna"."""
    colon = next((i for i, t in enumerate(line.tokens) if i >= last and t.norm in (":", "—", "–")), None)
    if colon is None:
        return ()
    first = next((f for f in slots.of("MISSION") if f.first in (colon + 1, colon + 2) and not f.weak), None)
    if first is None or first.target is None or not first.target.missions:
        return ()
    return coordinated(line, slots, "MISSION", first)


def _contrasted(line: Line, last: int, first: int) -> bool:
    """As in "but not", "and not by", between the act and a further mission."""
    between = [t.norm for t in line.tokens[last:first] if t.norm != ","]
    while between and between[-1] in _PREPOSITIONS | {"the"}:
        between.pop()
    return between in (["but", "not"], ["and", "not"], ["though", "not"], ["not"])


def _next(line: Line, first: int) -> bool:
    """A mission right behind a comma or "and", as the subject or object of a verb that is not repeated."""
    before = line.tokens[first - 1].norm if first else ""
    return before in (",", ";", "and")


def _dated(line: Line, at: int) -> int | None:
    """The end of the date, or of "too", that is all that stands between a mission and the end of its clause."""
    said = False
    for i in range(at, len(line.tokens)):
        token = line.tokens[i]
        if token.norm in (".", ",", ";", "and", "but"):
            return i if said else None
        dated = token.norm in words("dates", "calendar_words") or token.tag == "CD"
        said = said or dated or token.norm in _ALSO
        if not (dated or token.tag in _DATED or token.norm in _ALSO | {"same", "last", "next", "early", "late", "mid"}):
            return None
    return None


def _same(line: Line, first: int, last: int) -> str | None:
    """The unit of "the same month"."""
    for i in range(first, last - 1):
        if line.tokens[i].norm == "same" and line.tokens[i + 1].lemma in ("day", "month", "year"):
            return line.tokens[i + 1].lemma
    return None


def widened(when: When | None, unit: str) -> When | None:
    """The day, month or year that a date lies in; nothing where it lies in none that is known."""
    if when is None or when.kind != "instant" or when.earliest is None or when.latest is None:
        return None
    a, b = when.earliest, when.latest
    if unit == "year" and a.year == b.year:
        return replace(when, earliest=a.replace(month=1, day=1), latest=a.replace(month=12, day=31))
    if unit == "month" and (a.year, a.month) == (b.year, b.month):
        return replace(when, earliest=a.replace(day=1), latest=a.replace(day=calendar.monthrange(a.year, a.month)[1]))
    return when if unit == "day" else None
