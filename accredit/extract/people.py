"""Fillers for people: a name with its office, unnamed diplomats, visitors, and the pronouns for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from accredit.extract.analysis import Line
from accredit.extract.gazetteer import Mention
from accredit.extract.lexicon import words
from accredit.extract.memory import Filler
from accredit.extract.missions import Target, pick
from accredit.extract.nouns import Noun, text_of
from accredit.extract.voices import party_of
from accredit.model import HOST_STATE

if TYPE_CHECKING:
    from accredit.extract.fillers import Slots

_FINITE = ("VBD", "VBZ", "VBP", "MD")


def people(slots: Slots) -> Iterator[Filler]:
    """Persons with the office that stands beside their name, unnamed diplomats, and "he"."""
    line = slots.line
    merged: set[Noun] = set()
    for m in line.mentions:
        if m.kind != "person":
            continue
        noun = office_beside(line, m)
        target = slots.targets.get(noun) if noun else None
        if noun is None or target is None or target.foreign or noun.sending == "foreign":
            own = _of_mission(slots, m)
            yield Filler(
                m.first,
                own.last if own else m.last,
                person=m.entry.label,
                party=party_of_person(slots, m),
                target=slots.targets[own] if own else None,
            )
            continue
        merged.add(noun)
        party = noun.party.key if noun.party else party_of_person(slots, m)
        yield Filler(
            min(m.first, noun.first),
            max(m.last, noun.last),
            person=m.entry.label,
            party=party,
            role=noun.office,
            target=None if target.empty else target,
            noun=noun,
        )
    yield from _offices(slots, merged)
    yield from _unnamed(slots)
    named = [m for m in line.mentions if m.kind == "person"]
    for i, token in enumerate(line.tokens):
        if token.norm not in ("he", "she", "him", "his", "her"):
            continue
        here = next((m for m in named if m.last <= i), None)
        if slots.memory.person:
            yield replace(slots.memory.person, first=i, last=i + 1, weak=True)
        elif here is not None and token.norm in ("him", "her"):
            yield Filler(i, i + 1, person=here.entry.label, party=party_of_person(slots, here), weak=True)


def _of_mission(slots: Slots, m: Mention) -> Noun | None:
    """The mission behind a name: "X of the Afghan consulate in Karachi"."""
    if m.last >= len(slots.line.tokens) or slots.line.tokens[m.last].norm != "of":
        return None
    noun = next((n for n in slots.line.nouns if n.first == m.last + 1 and n.office is None), None)
    target = slots.targets.get(noun) if noun else None
    return noun if target and target.missions else None


def office_beside(line: Line, m: Mention) -> Noun | None:
    """The office in apposition to a name: "consul X", "X, the consul in Bonn", "the consul in Bonn, X"."""
    for noun in line.nouns:
        if noun.office is None:
            continue
        if noun.last == m.first or (noun.last + 1 == m.first and line.tokens[noun.last].norm == ","):
            return noun
        if m.last + 1 == noun.first and line.tokens[m.last].norm == "," and not _listed(line, noun):
            return noun
    return None


def _listed(line: Line, noun: Noun) -> bool:
    """The office after the comma begins a new clause of its own: "X, the ambassador said"."""
    return noun.last < len(line.tokens) and line.tokens[noun.last].tag in _FINITE


def party_of_person(slots: Slots, m: Mention) -> str | None:
    """By the words beside the name, then by what the article said before, then by the pack's hint."""
    tokens = slots.line.tokens
    parties = [p for p in slots.line.mentions if p.kind == "party"]
    for p in parties:
        gap = tokens[p.last : m.first]
        if [t.norm for t in gap] == [","] and any(
            t.norm in ("by", "from") for t in tokens[max(0, p.first - 2) : p.first]
        ):
            return p.key  # "a diplomat named by the Taliban, X"
        if 0 <= m.first - p.last <= 6 and not any(t.tag in _FINITE or t.norm in (",", "and") for t in gap):
            return p.key
    for p in parties:
        if 0 <= p.first - m.last <= 5 and "," in [t.norm for t in tokens[m.last : p.first]]:
            return p.key
    known = next((x for x in slots.situation.people if x.name == m.key), None)
    return slots.memory.parties.get(m.entry.label) or (known.party if known else None)


def _offices(slots: Slots, merged: set[Noun]) -> Iterator[Filler]:
    for noun in slots.line.nouns:
        target = slots.targets[noun]
        if noun.office is None or noun in merged or target.foreign or noun.sending == "foreign":
            continue
        party = noun.party.key if noun.party else None
        yield Filler(
            noun.first, noun.last, role=noun.office, party=party, target=None if target.empty else target, noun=noun
        )


def _unnamed(slots: Slots) -> Iterator[Filler]:
    """As in "Two Taliban diplomats", "its representatives", "a diplomat in Mashhad": not those of other states."""
    line = slots.line
    nouns = words("nouns", "people", "diplomats")
    for i, token in enumerate(line.tokens):
        if token.lemma not in nouns or not token.tag.startswith("NN") or line.noun(i) or line.mention(i):
            continue
        first = _phrase_start(line, i)
        foreign = [m for m in line.within(first, i + 1, "state", "adjective") if m.key != slots.situation.sending]
        if foreign:
            continue
        party = party_of(line, first, min(len(line.tokens), i + 6), slots.situation)
        role = text_of(line.tokens[first : i + 1])
        yield Filler(
            first, i + 1, role=role, party=None if party == HOST_STATE else party, target=_stationed(slots, i + 1)
        )


def _phrase_start(line: Line, i: int) -> int:
    first = i
    while first > 0:
        token, mention = line.tokens[first - 1], line.mention(first - 1)
        modifier = token.tag in ("DT", "JJ", "CD", "PRP$", "NN", "VBN", "POS") or token.norm == "-"
        if not modifier and not (mention and mention.kind in ("party", "adjective", "state")):
            break
        first -= 1
    return first


def _stationed(slots: Slots, p: int) -> Target | None:
    """The mission of "a diplomat in Mashhad"."""
    tokens = slots.line.tokens
    if p + 1 < len(tokens) and tokens[p].norm in ("in", "at", "for"):
        place = slots.line.mention(p + 1)
        if place and place.kind == "city" and place.entry.missions:
            named = [m for i in place.entry.missions if (m := slots.situation.mission(i))]
            found = pick(named, "unknown")
            return Target((found,), inferred=True) if found else None
    return None


def visitors(slots: Slots) -> Iterator[Filler]:
    """Delegations with their leader, and parties and their people."""
    line = slots.line
    for i, token in enumerate(line.tokens):
        if token.lemma in ("delegation", "team", "group") and token.tag.startswith("NN"):
            party = party_of(line, max(0, i - 4), min(len(line.tokens), i + 8), slots.situation)
            leader = next((m for m in line.mentions if m.kind == "person" and m.first > i), None)
            led = leader is not None and any(t.lemma in ("lead", "head") for t in line.tokens[i : leader.first])
            person = leader.entry.label if led and leader else None
            yield Filler(i, i + 1, party=party if party and party != HOST_STATE else slots.memory.party, person=person)
    for f in slots.of("HOLDER"):
        if f.party != HOST_STATE:
            yield f
