"""The rules on which words are live, each as a look at every other word: what `accredit.verdict.order` must equal.

Slow, and so plain that they can be checked against docs/verdicts.md by reading.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from accredit.verdict.holding import Holding
from accredit.verdict.shapes import CLOSED, NONE


def plainly_live(active: Sequence[Holding], as_of: date) -> tuple[list[Holding], list[Holding], list[Holding]]:
    """What is affirmed, what is denied and what has ended."""
    own: dict[str, list[Holding]] = {}
    for word in active:
        own.setdefault(word.voice, []).append(word)
    stated = [h for h in active if not replaced(h, own[h.voice], as_of)]
    changes = [h for h in active if h.change and not h.denied and not taken_back(h, own[h.voice], as_of)]
    denials = [h for h in stated if h.denied and not outdated(h, changes, as_of)]
    settled = [c for c in changes if c.ends or not any(d.value == c.value for d in denials)]
    said = [h for h in stated if h.affirms]
    alone = {id(c): not c.ends and _one_partys(c, said, as_of) for c in settled}
    ended = [h for h in said if overtaken(h, [c for c in settled if not alone[id(c)] or h.value == c.party], as_of)]
    affirmed = [h for h in stated if h.affirms and h not in ended]
    return affirmed, denials, ended


def compatible(one: str, other: str) -> bool:
    """Whether two values can hold together: a closed mission may be in the host's custody."""
    return one == other or {one, other} == {CLOSED, NONE}


def conflicts(later: Holding, earlier: Holding) -> bool:
    """Whether one word leaves no room for the other on one day."""
    if later.rank > earlier.rank:
        return False
    if later.affirms:
        return later.value == earlier.value if earlier.denied else not compatible(later.value, earlier.value)
    return earlier.affirms and later.value == earlier.value


def replaced(word: Holding, active: Sequence[Holding], as_of: date) -> bool:
    """A later statement of the same voice leaves no room for it, so the voice has moved on.

    Never inside one article, and not by a text that repeats the word.
    """
    return _by_later(word, active, as_of, lambda later: _order(later, as_of) > _order(word, as_of))


def taken_back(change: Holding, active: Sequence[Holding], as_of: date) -> bool:
    """The voice later said otherwise of the same day: then the change never was, and ends nothing."""
    same = change.attests(as_of)
    return _by_later(
        change,
        active,
        as_of,
        lambda later: later.attests(as_of) == same and _order(later, as_of) > _order(change, as_of),
    )


def _order(word: Holding, as_of: date) -> tuple[date, date]:
    """What makes a word of one voice the later one: the day it vouches for, then the day it was said."""
    return word.attests(as_of), word.spoken or word.attested


def _by_later(word: Holding, active: Sequence[Holding], as_of: date, later: Callable[[Holding], bool]) -> bool:
    others = [h for h in active if h.voice == word.voice and h.text != word.text]
    repeats = {h.text for h in others if h.value == word.value and (h.denied, h.ends) == (word.denied, word.ends)}
    return any(h.text not in repeats and conflicts(h, word) and later(h) for h in others)


def outdated(denial: Holding, changes: Sequence[Holding], as_of: date) -> bool:
    """What it denies came about after it: nothing had been handed over when it was said.

    A denied change disputes an undated telling of it, whichever came first; a denied state
    speaks of its own day.
    """
    said = denial.attests(as_of)
    for change in changes:
        came = change.earliest if denial.change and not denial.implied else change.begins
        if change.affirms and change.value == denial.value and came is not None and said < came:
            return True
    return False


def _one_partys(change: Holding, stated: Sequence[Holding], as_of: date) -> bool:
    """Whether a change is one party's word alone, and another voice contests it: then it is not settled.

    It ends only what speaks for the party itself, which tells that against itself.
    """
    return change.party is not None and any(
        conflicts(h, change) and h.party != change.party and h.attests(as_of) >= change.begins for h in stated
    )


def overtaken(word: Holding, changes: Sequence[Holding], as_of: date) -> bool:
    """A change told for a later day ends it: both voices were right, each in its time.

    A word for the very day of the change or after it is not overtaken; it contests.
    """
    return any(conflicts(c, word) and word.attests(as_of) < c.begins for c in changes)
