"""The words that date a saying: "on Tuesday" beside the cue, no day of what is said or of another verb."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from accredit.extract.attribution.found import Found, Run, places
from accredit.extract.attribution.units import Units
from accredit.extract.dates import find_dates

_LEFT = re.compile(r"(?:\b(?:late|early|earlier|later|on|in|at|this|back)\s+)+$", re.I)
_RIGHT = re.compile(r"(?:\s+|,\s+)(?:morning|afternoon|evening|night|noon|midday)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d(?=\s+[a-z])")
_MORE = re.compile(
    r"\b(?:(?:the|a|one)\s+(?:day|week|month|year)\s+(?:before|earlier|after|later)"
    r"|(?:the\s+)?(?:following|previous|next|same)\s+(?:day|week|month|year|morning|afternoon|evening|night)"
    r"|(?:(?:\w+\s+)?(?:minutes|hours|days|weeks|months|years)|an\s+hour)\s+(?:ago|later|earlier)"
    r"|tonight|overnight|yesterday|today|at\s+the\s+time|at\s+(?:dawn|midnight|noon)|(?:last|this)\s+(?:night|morning|evening)"
    r"|(?:earlier|later)\s+(?:this|that|last)\s+(?:day|week|month|year))\b",
    re.I,
)
_NOT_INSTANT = (
    "since",
    "until",
    "till",
    "by ",
    "before",
    "after",
    "from ",
    "through",
    "ever since",
    "prior",
    "no later",
)
_ASIDE = re.compile(r"\b(?:since|until|till|before|after|by|from|ahead\s+of|during)\s+(?:\w+\s+){0,3}$", re.I)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# Past forms that the tagger takes for something else.
_PAST = frozenset({"left", "met", "spoke", "quit", "split", "fell"})


def said(
    units: Units, one: Found, held_by: Sequence[int], place: int, found: Sequence[Found], beside: Sequence[int]
) -> str | None:
    """The words that date the saying of `one`, attribution `place`.

    `held_by` tells for each word the innermost content it lies in (-1: none), `beside` the attributions whose
    cues stand in the same sentence.
    """
    if not one.cue:
        return None
    cue = one.cue[0][0]
    first, last = units.sentence(cue)
    own = places(one.source) | places(one.cue) | places(one.content)
    inner = held_by[cue]
    free = [i for i in range(first, last) if i not in own and held_by[i] == inner]
    if not free:
        return None
    other = {i: k for k in beside if k != place for i in (*places(found[k].cue), *places(found[k].source))}
    best: tuple[int, str] | None = None
    for a, b, text in _dates(units, first, last):
        if any(i in own or i in other or held_by[i] != inner for i in range(a, b)):
            continue
        spoken = max((y for _, y in one.source if y <= a), default=b)
        between = range(spoken, cue) if b <= cue else range(one.cue[-1][1], a)
        if any(i in other and i not in own for i in between) or any(
            i not in own and _finite(units, i) for i in between
        ):
            continue
        if b <= cue and _of_cue_before(other, own, a, first, found):
            continue
        distance = len(between)
        if best is None or distance < best[0]:
            best = (distance, text)
    return best[1] if best else None


def _finite(units: Units, i: int) -> bool:
    return units.words.word(i) in _PAST or units.tag(i) in _FINITE


def _of_cue_before(other: dict[int, int], own: set[int], a: int, first: int, found: Sequence[Found]) -> bool:
    """The date follows another cue, which it belongs to: "reported on Monday, citing the ministry"."""
    return any(
        i in other and i not in own and any(x <= i < y for x, y in found[other[i]].cue)
        for i in range(max(first, a - 6), a)
    )


def _dates(units: Units, first: int, last: int) -> Iterator[tuple[int, int, str]]:
    """The date words of a sentence: their words, and the stretch with "on", "late" and "night"."""
    words = units.words
    text, start, end = words.text, words.starts[first], words.ends[last - 1]
    spans = [
        (d.start, d.end) for d in find_dates(text, start, end, None) if not d.text.lower().startswith(_NOT_INSTANT)
    ]
    for pattern in (_YEAR, _MORE):
        for match in pattern.finditer(text, start, end):
            if all(match.end() <= a or b <= match.start() for a, b in spans):
                spans.append(match.span())
    for a, b in spans:
        lead = _LEFT.search(text[start:a])
        begin = start + lead.start() if lead else a
        if _ASIDE.search(text[start:begin]):
            continue
        tail = _RIGHT.match(text, b, end)
        b = tail.end() if tail else b
        run = _words(units, begin, b)
        if run[0] < run[1]:
            yield run[0], run[1], " ".join(text[begin:b].split())


def _words(units: Units, start: int, end: int) -> Run:
    return bisect_left(units.words.ends, start + 1), bisect_left(units.words.starts, end)
