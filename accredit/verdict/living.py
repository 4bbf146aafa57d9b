"""Which words are live on a day: what a later word replaces, what a change ends, what lapses.

`live` puts the rules in order; those that ask what came after a word stand in `order`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accredit.verdict.holding import Holding
from accredit.verdict.order import OneVoice, Stated, Told


@dataclass(frozen=True, slots=True)
class Live:
    """What is live on a day. `stale`: every word is older than the lapse time.

    `ended`: words that a change ended; they were right in their time.
    """

    affirmed: tuple[Holding, ...]
    denials: tuple[Holding, ...]
    stale: bool
    last: date | None
    ended: tuple[Holding, ...] = ()


def live(words: Sequence[Holding], as_of: date, lapse_days: int) -> Live:
    """The words that count on the day, those older than the lapse time left out unless nothing else is there."""
    active = [h for h in words if h.active(as_of)]
    last = max((h.word(as_of) for h in active if not h.implied), default=None)
    found = _live([h for h in active if not lapsed(h, as_of, lapse_days) or _lasts(h)], as_of)
    joined = {h.value for h in found.affirmed}
    answering = (*found.affirmed, *(d for d in found.denials if d.value in joined or stands_alone(d, as_of)))
    if not all(lapsed(h, as_of, lapse_days) for h in answering):
        return Live(found.affirmed, found.denials, False, last, found.ended)
    whole = _live(active, as_of)
    return Live(whole.affirmed, whole.denials, bool(whole.affirmed or whole.denials), last, whole.ended)


def _live(active: Sequence[Holding], as_of: date) -> Live:
    voices: dict[str, list[Holding]] = {}
    for word in active:
        voices.setdefault(word.voice, []).append(word)
    own = {voice: OneVoice(words, as_of) for voice, words in voices.items()}
    stated = [h for h in active if not own[h.voice].replaced(h)]
    changes = [h for h in active if h.change and not h.denied and not own[h.voice].taken_back(h)]
    told = Told(changes, as_of)
    denials = [h for h in stated if h.denied and not told.outdates(h)]
    denied = {d.value for d in denials}
    said = [h for h in stated if h.affirms]
    ended = _ended(said, [c for c in changes if c.ends or c.value not in denied], as_of)
    gone = {id(h) for h in ended}
    return Live(tuple(h for h in said if id(h) not in gone), tuple(denials), False, None, tuple(ended))


def _ended(said: Sequence[Holding], settled: Sequence[Holding], as_of: date) -> list[Holding]:
    """What changes ended. One party's contested word of a change ends only what speaks for that party."""
    stated = Stated(said, as_of)
    agreed: list[Holding] = []
    alone: dict[str | None, list[Holding]] = {}
    for change in settled:
        contested = not change.ends and stated.contests(change)
        (alone.setdefault(change.party, []) if contested else agreed).append(change)
    ends = Told(agreed, as_of)
    own = {party: Told(changes, as_of) for party, changes in alone.items()}
    return [h for h in said if ends.overtakes(h) or (h.value in own and own[h.value].overtakes(h))]


def lapsed(word: Holding, as_of: date, lapse_days: int) -> bool:
    """Older than the lapse time, which is the same for every party: silence is no confirmation."""
    return as_of - word.word(as_of) > timedelta(days=lapse_days)


def _lasts(word: Holding) -> bool:
    """A change does not lapse beside newer words: what was handed over stays so until somebody tells otherwise."""
    return word.change and not word.denied


def stands_alone(denial: Holding, as_of: date) -> bool:
    """Whether a denial is an answer without a claim that it denies: only from the day it was spoken."""
    return not denial.implied and denial.alone_from <= as_of
