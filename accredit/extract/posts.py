"""Bare titles: "the ambassador to Tajikistan, Zahir Aghbar" holds a post, and no more is said."""

from __future__ import annotations

from collections.abc import Sequence

from accredit.extract.analysis import Line
from accredit.extract.attribution import Content
from accredit.extract.build import Draft
from accredit.extract.dates import DateWords
from accredit.extract.fillers import Slots
from accredit.model import Actor, Voice

_PAST = frozenset({"former", "ex", "previous", "then"})


def posts_in(
    line: Line, slots: Slots, contents: Sequence[Content], voices: dict[Content, Voice | None], dates: tuple[DateWords, ...]
) -> list[Draft]:
    """One draft a person whose office at a named mission stands beside the name."""
    out: list[Draft] = []
    for office in slots.of("OFFICE"):
        noun = office.noun
        if noun is None or office.target is None or office.target.inferred or not office.target.missions:
            continue
        if any(t.norm in _PAST for t in line.tokens[noun.first : noun.head + 1]):
            continue
        for person in slots.of("PERSON"):
            if person.person is None or person.weak or not _beside(line, noun.first, noun.last, person.first, person.last):
                continue
            for mission in office.target.missions:
                inside = tuple(c for c in contents if c.first <= noun.head < c.last and not (c.source and c.source[0] <= noun.head < c.source[1]))
                actor = Actor(person.person, noun.office)
                out.append(Draft(line, noun.head, inside, voices, dates, "holds_post", mission, None, noun.party.key if noun.party else person.party, actor, "affirmed", "actual", None, None, None, 0.75, "title"))  # fmt: skip
    return out


def _beside(line: Line, first: int, last: int, a: int, b: int) -> bool:
    """The name follows the title, or the title stands in apposition after the name."""
    if a >= last:
        return all(t.norm == "," for t in line.tokens[last:a]) and a - last <= 1
    return b <= first and first - b <= 1 and all(t.norm == "," for t in line.tokens[b:first]) and b < first
