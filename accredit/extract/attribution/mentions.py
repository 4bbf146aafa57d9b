"""Phrases outside sources that name people and bodies, for those that pronouns and short forms stand for later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from accredit.extract.attribution.heads import first_name, office
from accredit.extract.attribution.lists import among, closed
from accredit.extract.attribution.offices import owners_pronoun
from accredit.extract.attribution.units import Units, singular

_ARTICLES = frozenset({"the", "a", "an"})
_ON = frozenset({"of", "in", "at", "for"})
_OPENS = frozenset({"a", "an", "the", "its", "his", "her", "former", "one"})
_STOPS = frozenset(',.;:!?()—–"“”')
_LONGEST = 14


class Mention(NamedTuple):
    """The words `first` up to `last`; a `subject` may well be its sentence's. `joined`: "and" stands before it."""

    first: int
    last: int
    subject: bool
    joined: bool


def phrase(units: Units, i: int) -> tuple[int, int] | None:
    """The phrase that begins at word `i` and names somebody; what begins a sentence counts as a name only if known."""
    return _at(units, i, frozenset())


def mentions(units: Units, taken: Sequence[tuple[int, int]]) -> Iterator[Mention]:
    """The phrases that name somebody, in order, those that touch a taken stretch left out."""
    words = units.words
    capitals = units.names()
    following = iter(sorted(taken))
    span = next(following, None)
    i, sentence, first_one = 0, -1, True
    before = -1
    while i < len(words):
        if words.sentence[i] != sentence:
            sentence, first_one = words.sentence[i], True
        while span is not None and span[1] <= i:
            span = next(following, None)
        if span is not None and span[0] <= i:
            i, first_one, before = span[1], False, span[1]
            continue
        found = _at(units, i, capitals)
        if found is None:
            i += 1
            continue
        a, b = found
        if span is not None and b > span[0]:
            b = span[0]
        if b > a:
            lead = words.word(a - 1).lower() if a else ""
            yield Mention(
                a, b, first_one and lead not in among("grammar", "prepositions"), a - before == 1 and lead == "and"
            )
            first_one, before = False, b
        i = max(b, i + 1)


def _at(units: Units, i: int, capitals: frozenset[str]) -> tuple[int, int] | None:
    """The phrase that begins at word `i`."""
    words = units.words
    norm = words.word(i).lower()
    if not norm[0].isalpha() or units.headline(i):
        return None
    if words.word(i).isupper() and units.opens(i) and i + 1 < len(words) and words.word(i + 1) in ("—", "–", ",", "("):
        return None  # "TBILISI — ": where the news comes from
    end = _sentence_end(units, i)
    start = i
    if norm in _ARTICLES or owners_pronoun(norm):
        i += 1
    last, strong = _run(units, i, end, capitals)
    if last == i or not strong:
        return None
    while last + 1 < end and words.word(last) in _ON:
        begin = last + 1 + (words.word(last + 1) in _ARTICLES)
        further, named = _run(units, begin, end, capitals) if begin < end else (begin, False)
        if further == begin or not named:
            break
        last = further
    return start, _apposition(units, start, last, end)


def _run(units: Units, i: int, end: int, capitals: frozenset[str]) -> tuple[int, bool]:
    """The end of a run of words that may name somebody, and whether one of them surely does."""
    words = units.words
    strong = False
    last = i
    while last < end and last < i + _LONGEST:
        word = words.word(last)
        norm = word.lower()
        if word[0].isupper():
            if closed(norm) and not (last > i and norm == "may"):
                break
            plain = units.opens(last) and word not in capitals and not _noun(norm) and first_name(norm) is None
            if plain and not (last + 1 < end and words.word(last + 1)[0].isupper()) and not word.isupper():
                break
            strong = True
        elif _noun(norm):
            strong = True
        elif not (
            (norm in among("roles", "part") or (norm in among("grammar", "links") and last > i))
            or (last > i and norm in ("'", "’", "."))
            or (last == i and _noun_follows(units, last, end))
        ):
            break
        last += 1
    while last > i and (
        words.word(last - 1) in _STOPS
        or words.word(last - 1) in among("grammar", "links")
        or words.word(last - 1) in ("'", "’")
    ):
        last -= 1
    return last, strong


def _noun_follows(units: Units, i: int, end: int) -> bool:
    """One describing word before a noun of the lists: "the new consulate"."""
    return (
        i + 1 < end
        and i > 0
        and units.words.word(i - 1).lower() in _ARTICLES
        and _noun(units.words.word(i + 1).lower())
    )


@lru_cache(maxsize=16384)
def _noun(norm: str) -> bool:
    """An office, a body or a paper."""
    norm = norm.removesuffix("’s").removesuffix("'s")
    if office(norm):
        return True
    stems = {norm, singular(norm)}
    if stems & among("bodies", "document"):
        return bool(stems & {"statement", "letter", "report", "document", "poll", "survey", "study", "ruling"})
    return any(stems & among("bodies", sort) for sort in ("government", "organisation", "outlet"))


def _apposition(units: Units, start: int, last: int, end: int) -> int:
    """Where an explanation in commas, or initials in brackets, end behind a name."""
    words = units.words
    while last + 2 < end and words.word(last) == ",":
        lead = words.word(last + 1).lower()
        stop = last + 1
        while stop < end and stop < last + _LONGEST and words.word(stop) not in _STOPS:
            stop += 1
        if stop >= end or words.word(stop) not in _STOPS:
            break
        explains = lead in _OPENS or lead[0].isdigit() or office(lead) or lead in ("former", "then", "acting", "deputy")
        # "The foreign minister, Ole Strand, met".
        names = stop - last in range(3, 7) and all(words.word(k)[0].isupper() for k in range(last + 1, stop))
        if not explains and not (names and any(office(words.word(k).lower()) for k in range(start, last))):
            break
        last = stop
    if last + 2 < end and words.word(last) == "(" and words.word(last + 1).isupper() and words.word(last + 2) == ")":
        return last + 3
    return last


def _sentence_end(units: Units, i: int) -> int:
    number = units.words.sentence[i]
    end = i
    while end < len(units.words) and end < i + 4 * _LONGEST and units.words.sentence[end] == number:
        end += 1
    return end
