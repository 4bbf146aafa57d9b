"""Words put in order, so that what came after one is found without a look at every other.

A mission that much is told of has tens of thousands of words on one question, of a few voices on a few values. What
two words are to each other depends on their kinds alone; within a kind only the latest matter.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from accredit.verdict.holding import Holding
from accredit.verdict.shapes import CLOSED, NONE

Kind = tuple[str, bool, bool, int]
"""Value, whether it is denied, whether it ended, and rank: what decides whether two words leave each other room."""

Order = tuple[date, date]


def kind(word: Holding) -> Kind:
    """The kind of a word."""
    return word.value, word.denied, word.ends, word.rank


def compatible(one: str, other: str) -> bool:
    """Whether two values can hold together: a closed mission may be in the host's custody."""
    return one == other or {one, other} == {CLOSED, NONE}


def conflicts(later: Kind, earlier: Kind) -> bool:
    """Whether a word of the one kind leaves no room for one of the other on one day."""
    value, denied, ends, rank = later
    if rank > earlier[3]:
        return False
    if denied or ends:
        return not (earlier[1] or earlier[2]) and value == earlier[0]
    return value == earlier[0] if earlier[1] else not compatible(value, earlier[0])


def order(word: Holding, as_of: date) -> Order:
    """What makes a word of one voice the later one: the day it vouches for, then the day it was said."""
    return word.attests(as_of), word.spoken or word.attested


class OneVoice:
    """What one voice said that is active on a day."""

    def __init__(self, words: Sequence[Holding], as_of: date) -> None:
        self._as_of = as_of
        self._texts: dict[tuple[str, bool, bool], set[str]] = {}
        kinds: dict[Kind, list[Holding]] = {}
        for word in words:
            kinds.setdefault(kind(word), []).append(word)
            self._texts.setdefault((word.value, word.denied, word.ends), set()).add(word.text)
        self._kinds: dict[Kind, tuple[list[Order], list[Holding]]] = {}
        for each, said in kinds.items():
            said.sort(key=lambda w: order(w, as_of))
            self._kinds[each] = [order(w, as_of) for w in said], said

    def replaced(self, word: Holding) -> bool:
        """A later statement of the voice leaves no room for its `word`, so the voice has moved on.

        Never inside one article, and not by a text that repeats the word.
        """
        repeats = self._repeats(word)
        return any(
            said[place].text not in repeats
            for start, _, said in self._later(word)
            for place in range(len(said) - 1, start - 1, -1)
        )

    def taken_back(self, change: Holding) -> bool:
        """The voice later said otherwise of the same day: then the change never was, and ends nothing."""
        day, repeats = change.attests(self._as_of), self._repeats(change)
        for start, orders, said in self._later(change):
            for place in range(start, len(said)):
                if orders[place][0] != day:
                    break
                if said[place].text not in repeats:
                    return True
        return False

    def _repeats(self, word: Holding) -> set[str]:
        """The texts in which the voice says just this, the word's own among them."""
        return self._texts[word.value, word.denied, word.ends]

    def _later(self, word: Holding) -> Iterator[tuple[int, list[Order], list[Holding]]]:
        """The words that leave it no room, kind by kind, in order, and where those begin that came after it."""
        mine, since = kind(word), order(word, self._as_of)
        for other, (orders, said) in self._kinds.items():
            if conflicts(other, mine) and (start := bisect_right(orders, since)) < len(said):
                yield start, orders, said


class Told:
    """Changes that were told, for what they end and what they outdate."""

    def __init__(self, changes: Iterable[Holding], as_of: date) -> None:
        self._as_of = as_of
        self._begins: dict[str, date] = {}
        self._earliest: dict[str, date] = {}
        self._kinds: dict[Kind, date] = {}
        for each in changes:
            mine = kind(each)
            self._kinds[mine] = max(each.begins, self._kinds.get(mine, each.begins))
            if each.affirms:
                self._begins[each.value] = max(each.begins, self._begins.get(each.value, each.begins))
                if each.earliest is not None:
                    self._earliest[each.value] = max(each.earliest, self._earliest.get(each.value, each.earliest))

    def outdates(self, denial: Holding) -> bool:
        """What it denies came about after it: nothing had been handed over when it was said.

        A denied change disputes an undated telling of it, whichever came first; a denied state
        speaks of its own day.
        """
        came = (self._earliest if denial.change and not denial.implied else self._begins).get(denial.value)
        return came is not None and denial.attests(self._as_of) < came

    def overtakes(self, word: Holding) -> bool:
        """A change told for a later day ends it: both voices were right, each in its time.

        A word for the very day of the change or after it is not overtaken; it contests.
        """
        mine, said = kind(word), word.attests(self._as_of)
        return any(said < begins and conflicts(each, mine) for each, begins in self._kinds.items())


class Stated:
    """What is said to hold, by whom it is said, for what contests a change."""

    def __init__(self, said: Iterable[Holding], as_of: date) -> None:
        self._last: dict[tuple[Kind, str | None], date] = {}
        for word in said:
            key, day = (kind(word), word.party), word.attests(as_of)
            self._last[key] = max(day, self._last.get(key, day))

    def contests(self, change: Holding) -> bool:
        """Whether a change is one party's word alone, and another voice contests it: then it is not settled.

        It ends only what speaks for the party itself, which tells that against itself.
        """
        mine = kind(change)
        return change.party is not None and any(
            party != change.party and day >= change.begins and conflicts(each, mine)
            for (each, party), day in self._last.items()
        )
