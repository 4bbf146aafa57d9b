"""Bare titles: "the ambassador to Tajikistan, Zahir Aghbar" holds a post, and no more is said."""

from __future__ import annotations

from collections.abc import Sequence

from accredit.extract.analysis import Line
from accredit.extract.build import Draft
from accredit.extract.content import Content
from accredit.extract.dates import DateWords
from accredit.extract.fillers import Slots
from accredit.extract.making import Making
from accredit.model import Actor, Voice

_PAST = frozenset({"former", "ex", "previous", "then"})


def posts_in(
    line: Line,
    slots: Slots,
    contents: Sequence[Content],
    voices: dict[Content, Voice | None],
    dates: tuple[DateWords, ...],
) -> list[Draft]:
    """One draft a person whose office at a named mission stands beside the name."""
    out: list[Draft] = []
    for person in slots.of("PERSON"):
        noun, target = person.noun, person.target
        if person.person is None or person.weak or noun is None or target is None or target.inferred:
            continue
        if any(t.norm in _PAST for t in line.tokens[noun.first : noun.head + 1]):
            continue
        told = [c for c in contents if c.first <= noun.head < c.last]
        inside = () if any(c.source and c.source[0] <= noun.head < c.source[1] for c in contents) else tuple(told)
        actor = Actor(person.person, noun.office)
        for mission in target.missions:
            out.append(
                Draft(
                    line,
                    noun.head,
                    inside,
                    voices,
                    dates,
                    "holds_post",
                    mission,
                    None,
                    person.party,
                    actor,
                    "affirmed",
                    "actual",
                    None,
                    None,
                    None,
                    Making("title"),
                    "title",
                    first=person.first,
                    last=person.last,
                )
            )
    return out
