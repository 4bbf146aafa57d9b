"""Fillers for parties: their names and people, governments, "the former government", "the new rulers"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from accredit.extract.clauses import PREPOSITIONS
from accredit.extract.gazetteer import Mention
from accredit.extract.lexicon import words
from accredit.extract.memory import SPEAKER, Filler
from accredit.extract.people import party_of_person
from accredit.extract.sets import exceptions
from accredit.extract.voices import party_of
from accredit.model import HOST_STATE

if TYPE_CHECKING:
    from accredit.extract.fillers import Slots


# Words of a link between people and whom they stand for, by how many there are.
_LINKS = {
    2: ("loyal to", "faithful to", "appointed by", "named by", "sent by", "chosen by", "picked by", "close to"),
    1: ("of ", "from "),
}


def holders(slots: Slots) -> Iterator[Filler]:
    """Parties and their people, governments, and the pronouns for them."""
    line = slots.line
    for m in line.mentions:
        if m.kind == "party":
            yield Filler(m.first, _phrase_end(slots, m), party=m.key)
        elif m.kind == "person":
            party = party_of_person(slots, m)
            if party:
                yield Filler(m.first, m.last, party=party, person=m.entry.label)
    yield from _past(slots)
    yield from governments(slots)
    for i, token in enumerate(line.tokens):
        if token.norm in ("we", "us", "our", "ours"):
            yield Filler(i, i + 1, party=SPEAKER)
        elif token.norm == "nobody" or (token.norm == "one" and i and line.tokens[i - 1].norm == "no"):
            yield _nobody(slots, i)
        elif token.norm == "ministry" and _unowned_ministry(slots, i) and slots.situation.capital_party:
            yield Filler(i, i + 1, party=slots.situation.capital_party, weak=True)
    yield from _sent(slots)
    for i, token in enumerate(line.tokens):
        meant = slots.memory.party or _named_before(slots, i)
        if meant is None:
            continue
        if (
            token.norm in ("it", "they")
            and i == 0
            and slots.memory.subject
            and not (token.norm == "they" and slots.memory.subject.party == HOST_STATE)
        ):
            yield replace(slots.memory.subject, first=i, last=i + 1, weak=True)
        elif token.norm in ("they", "it", "them", "he", "she", "him") or (
            token.norm == "group" and line.tokens[i - 1].norm == "the"
        ):
            yield Filler(i, i + 1, party=meant, weak=True)


def _named_before(slots: Slots, i: int) -> str | None:
    """The party that the line names before a token: whom a pronoun means while no earlier line named one."""
    return next((m.key for m in slots.line.mentions if m.kind == "party" and m.last <= i), None)


def _nobody(slots: Slots, i: int) -> Filler:
    """As in "nobody", "no one in Kabul", "nobody from the Taliban": the party that is meant, where one is named."""
    tokens = slots.line.tokens
    if i + 1 < len(tokens) and tokens[i + 1].norm in ("in", "from", "of", "at"):
        m = slots.line.mention(i + 2) or (slots.line.mention(i + 3) if tokens[i + 2 : i + 3] else None)
        if m and m.kind == "party":
            return Filler(i, m.last, party=m.key)
        if m and m.kind == "city" and m.key == slots.situation.sending:
            return Filler(i, m.last, party=slots.situation.capital_party)
    return Filler(i, i + 1)


def _sent(slots: Slots) -> Iterator[Filler]:
    """People by whom they stand for: "a representative of the former government", "envoys loyal to the Taliban"."""
    line, tokens = slots.line, slots.line.tokens
    for i, token in enumerate(tokens):
        if token.lemma not in words("nouns", "people", "diplomats") or line.mention(i) is not None:
            continue
        text = " ".join(t.norm for t in tokens[i + 1 : i + 3])
        link = next((n for n, ways in _LINKS.items() if text.startswith(ways)), None)
        if link is None:
            continue
        at = i + 1 + link
        while at < len(tokens) and tokens[at].norm in ("the", "its", "their", "country", "'s", "new"):
            at += 1
        whole = next((f for f in _past(slots) if f.first == at), None)
        m = line.mention(at)
        party = whole.party if whole else m.key if m and m.kind == "party" else None
        if party is None:
            continue
        first = i
        while first and tokens[first - 1].tag in ("DT", "JJ", "CD") and line.mention(first - 1) is None:
            first -= 1
        yield Filler(first, whole.last if whole else m.last if m else i + 1, party=party)


def _unowned_ministry(slots: Slots, i: int) -> bool:
    """As in "The foreign ministry" of no state that the sentence names."""
    before = slots.line.tokens[max(0, i - 3) : i]
    after = slots.line.tokens[i + 1 : i + 2]
    if after and after[0].norm in ("in", "of") and slots.line.mention(i + 2):
        return False
    return (
        slots.line.mention(i) is None
        and any(t.norm == "foreign" for t in before)
        and not any(slots.line.mention(p) for p in range(max(0, i - 4), i))
    )


def _phrase_end(slots: Slots, m: Mention) -> int:
    """The end of the noun phrase that a party's name begins: "Taliban caretaker government"."""
    end = m.last
    tokens = slots.line.tokens
    while (
        end < len(tokens)
        and (tokens[end].tag in ("NN", "NNS", "NNP", "NNPS", "JJ") or tokens[end].norm == "-")
        and tokens[end].norm != "hands"  # "in Taliban hands": a word of the wording
        and slots.line.mention(end) is None
        and slots.line.noun(end) is None
    ):
        end += 1
    return end


def _past(slots: Slots) -> Iterator[Filler]:
    """As in "The former government", "the fallen republic": the party that held the state before."""
    former = slots.situation.former_party
    tokens = slots.line.tokens
    for i, token in enumerate(tokens):
        if former and token.lemma in words("nouns", "past", "bodies") and slots.line.mention(i) is None:
            old = next(
                (p for p in range(i - 1, max(-1, i - 4), -1) if tokens[p].norm in words("nouns", "past", "modifiers")),
                None,
            )
            if old is not None:
                yield Filler(old, i + 1, party=former)


def governments(slots: Slots) -> Iterator[Filler]:
    """Host states and their bodies, and those of the contested state; never one that a set leaves out."""
    out = set(exceptions(slots.line))
    for m in slots.line.mentions:
        if m in out:
            continue
        if m.kind in ("state", "ministry", "city", "adjective"):
            end = m.last
            tokens = slots.line.tokens
            while (
                end < len(tokens)
                and (
                    tokens[end].norm == "'s" or tokens[end].tag in ("NN", "NNS", "NNP", "JJ") or tokens[end].norm == "-"
                )
                and slots.line.mention(end) is None
                and slots.line.noun(end) is None
            ):
                end += 1
            head = {t.lemma for t in tokens[m.last : end]}
            body = bool(head & words("nouns", "voices", "governments")) or m.kind == "ministry"
            if (m.kind == "adjective" and not body) or (slots.line.noun(m.first) is not None and m.kind != "ministry"):
                continue
            before = tokens[m.first - 1] if m.first > 0 else None
            if (
                m.kind in ("city", "state")
                and not body
                and before
                and before.norm in PREPOSITIONS - {"by", "from", "with", "to"}
            ):
                continue
            if (
                m.kind == "city"
                and not body
                and before
                and before.norm in PREPOSITIONS
                and m.key != slots.situation.sending
            ):
                continue
            if m.key != slots.situation.sending:
                yield Filler(m.first, end, party=HOST_STATE, hosts=(m.key,))
            elif m.kind == "city" and not body and slots.situation.capital_party:
                yield Filler(m.first, end, party=slots.situation.capital_party)
            elif body and slots.situation.capital_party:
                yield Filler(
                    m.first,
                    end,
                    party=party_of(slots.line, max(0, m.first - 2), end, slots.situation)
                    or slots.situation.capital_party,
                )
    yield from _rulers(slots)
    for i, token in enumerate(slots.line.tokens[:-1]):
        if token.norm == "host" and slots.line.tokens[i + 1].lemma in (
            "country",
            "state",
            "government",
            "nation",
            "authority",
        ):
            yield Filler(i, i + 2, party=HOST_STATE)


def _rulers(slots: Slots) -> Iterator[Filler]:
    """As in "The new rulers", "their government", "the movement": the party that holds the capital."""
    tokens = slots.line.tokens
    capital = slots.situation.capital_party
    for i, token in enumerate(tokens):
        if i == 0 or capital is None or slots.line.mention(i) is not None:
            continue
        before = tokens[i - 1].norm
        new = before in ("new", "current", "present", "its", "their") and token.lemma in (
            "government",
            "authority",
            "administration",
            "ruler",
            "regime",
            "master",
        )
        away = [slots.line.mention(p) for p in range(i + 1, min(i + 4, len(tokens)))]
        seated = (
            token.lemma
            in (
                "setup",
                "government",
                "authority",
                "administration",
                "leadership",
                "regime",
                "ruler",
                "man",
                "ministry",
            )
            and any(m and m.kind == "city" and m.key == slots.situation.sending for m in away)
            and i + 1 < len(tokens)
            and tokens[i + 1].norm in ("in", "of")
        )
        if seated:
            yield Filler(i, i + 3, party=capital)
        elif new or (token.lemma in ("ruler", "movement", "emirate") and before in ("the", "that")):
            yield Filler(i - 1, i + 1, party=capital, weak=True)


def names_people(slots: Slots, f: Filler) -> bool:
    """In "the Taliban ambassador" the name says whose people are meant; it is not the party."""
    noun = slots.line.noun(f.first)
    if noun is not None and noun.head > f.first:
        return True
    people = words("nouns", "people", "diplomats") | words("nouns", "voices", "offices")
    return any(t.lemma in people for t in slots.line.tokens[f.first + 1 : f.last + 1])
