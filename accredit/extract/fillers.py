"""What may stand in the slots of a wording: parties, states, people, missions, with their places in a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from accredit.extract.analysis import Line
from accredit.extract.gazetteer import Mention
from accredit.extract.lexicon import words
from accredit.extract.memory import SPEAKER, Filler, Memory
from accredit.extract.missions import Target
from accredit.extract.nouns import Noun
from accredit.extract.people import office_beside, party_of_person, people, visitors
from accredit.extract.tokens import Token
from accredit.extract.voices import party_of
from accredit.model import HOST_STATE, Situation

_ALL = frozenset({"country", "state", "government", "nation", "capital"})
_OPPOSITION = frozenset({"resistance", "opposition", "rebel", "insurgent", "dissident"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")


class Slots:
    """The fillers of one line, by slot."""

    def __init__(self, line: Line, targets: dict[Noun, Target], memory: Memory) -> None:
        self.line, self.targets, self.memory = line, targets, memory
        self.situation = memory.situation
        self._cache: dict[str, list[Filler]] = {}

    def of(self, slot: str) -> list[Filler]:
        """The fillers of a slot, in the order of the text."""
        slot = slot.rstrip("0123456789")
        if slot not in self._cache:
            maker = getattr(self, "_" + slot.lower(), self._nothing)
            self._cache[slot] = sorted(maker(), key=lambda f: (f.first, f.last))
        return self._cache[slot]

    def _nothing(self) -> Iterator[Filler]:
        yield from ()

    # Missions and offices

    def _mission(self) -> Iterator[Filler]:
        for noun in self.line.nouns:
            target = self.targets[noun]
            if noun.office is None and not target.empty:
                yield Filler(noun.first, noun.last, target=target, noun=noun, weak=target.inferred)
        yield from self._mission_pronouns()

    def _mission_pronouns(self) -> Iterator[Filler]:
        last = self.memory.focus.latest(self.line.sentence.number - 1) if self.line.nouns else None
        last = last or self.memory.focus.latest(self.line.sentence.number)
        if last is None:
            return
        for i, token in enumerate(self.line.tokens):
            here = [self.targets[n] for n in self.line.nouns if n.last <= i and n.office is None and self.targets[n].missions]
            last = here[0] if here else last
            own = line_noun.first == i if (line_noun := self.line.noun(i)) else False
            if token.norm in ("it", "its", "there", "itself", "they") and not own:
                yield Filler(i, i + 1, target=replace(last, inferred=True), weak=True)

    def _office(self) -> Iterator[Filler]:
        for noun in self.line.nouns:
            target = self.targets[noun]
            if noun.office is not None and not target.foreign and noun.sending != "foreign":
                name = next((m for m in self.line.mentions if m.kind == "person" and office_beside(self.line, m) is noun), None)
                label = name.entry.label if name else None
                yield Filler(noun.first, noun.last, target=target, noun=noun, role=noun.office, person=label, weak=target.inferred)

    # Parties and states

    def _holder(self) -> Iterator[Filler]:
        line = self.line
        for m in line.mentions:
            if m.kind == "party":
                yield Filler(m.first, self._phrase_end(m), party=m.key)
            elif m.kind == "person":
                party = party_of_person(self, m)
                if party:
                    yield Filler(m.first, m.last, party=party, person=m.entry.label)
        yield from self._past()
        yield from self._governments()
        for i, token in enumerate(line.tokens):
            if token.norm in ("we", "us", "our", "ours"):
                yield Filler(i, i + 1, party=SPEAKER)
            elif token.norm == "ministry" and self._unowned_ministry(i) and self.situation.capital_party:
                yield Filler(i, i + 1, party=self.situation.capital_party, weak=True)
        if self.memory.party:
            for i, token in enumerate(line.tokens):
                if token.norm in ("it", "they") and i == 0 and self.memory.subject:
                    yield replace(self.memory.subject, first=i, last=i + 1, weak=True)
                elif token.norm in ("they", "it", "them", "he", "she", "him") or token.norm == "group" and line.tokens[i - 1].norm == "the":
                    yield Filler(i, i + 1, party=self.memory.party, weak=True)

    def _unowned_ministry(self, i: int) -> bool:
        """"The foreign ministry" of no state that the sentence names."""
        before = self.line.tokens[max(0, i - 3) : i]
        return self.line.mention(i) is None and any(t.norm == "foreign" for t in before) and not any(self.line.mention(p) for p in range(max(0, i - 4), i))

    def _phrase_end(self, m: Mention) -> int:
        """The end of the noun phrase that a party's name begins: "Taliban caretaker government"."""
        end = m.last
        tokens = self.line.tokens
        while end < len(tokens) and (tokens[end].tag in ("NN", "NNS", "NNP", "NNPS", "JJ", "POS") or tokens[end].norm == "-") and self.line.mention(end) is None and self.line.noun(end) is None:
            end += 1
        return end

    def _past(self) -> Iterator[Filler]:
        """"The former government", "the fallen republic": the party that held the state before."""
        former = self.situation.former_party
        tokens = self.line.tokens
        for i, token in enumerate(tokens):
            if former and token.lemma in words("nouns", "past", "bodies") and self.line.mention(i) is None:
                old = next((p for p in range(i - 1, max(-1, i - 4), -1) if tokens[p].norm in words("nouns", "past", "modifiers")), None)
                if old is not None:
                    yield Filler(old, i + 1, party=former)

    def _governments(self) -> Iterator[Filler]:
        for m in self.line.mentions:
            if m.kind in ("state", "ministry", "city", "adjective"):
                end = m.last
                tokens = self.line.tokens
                while end < len(tokens) and (tokens[end].norm == "'s" or tokens[end].tag in ("NN", "NNS", "NNP", "JJ") or tokens[end].norm == "-") and self.line.mention(end) is None and self.line.noun(end) is None:
                    end += 1
                head = {t.lemma for t in tokens[m.last : end]}
                body = bool(head & words("nouns", "voices", "governments")) or m.kind == "ministry"
                if m.kind == "adjective" and not body or self.line.noun(m.first) is not None and m.kind != "ministry":
                    continue
                before = tokens[m.first - 1] if m.first > 0 else None
                if m.kind in ("city", "state") and not body and before and before.tag in ("IN", "TO") and before.norm not in ("by", "from", "with", "to"):
                    continue
                if m.kind == "city" and not body and before and before.tag in ("IN", "TO") and m.key != self.situation.sending:
                    continue
                if m.key != self.situation.sending:
                    yield Filler(m.first, end, party=HOST_STATE, hosts=(m.key,))
                elif (body or m.kind == "city") and self.situation.capital_party:
                    yield Filler(m.first, end, party=party_of(self.line, max(0, m.first - 2), end, self.situation) or self.situation.capital_party)
        yield from self._rulers()
        for i, token in enumerate(self.line.tokens[:-1]):
            if token.norm == "host" and self.line.tokens[i + 1].lemma in ("country", "state", "government", "nation", "authority"):
                yield Filler(i, i + 2, party=HOST_STATE)

    def _rulers(self) -> Iterator[Filler]:
        """"The new rulers", "their government", "the movement": the party that holds the capital."""
        tokens = self.line.tokens
        capital = self.situation.capital_party
        for i, token in enumerate(tokens):
            if i == 0 or capital is None or self.line.mention(i) is not None:
                continue
            before = tokens[i - 1].norm
            new = before in ("new", "current", "present", "its", "their") and token.lemma in ("government", "authority", "administration", "ruler", "regime", "master")
            away = [self.line.mention(p) for p in range(i + 1, min(i + 4, len(tokens)))]
            seated = token.lemma in ("setup", "government", "authority", "administration", "leadership", "regime", "ruler", "man", "ministry") and any(m and m.kind == "city" and m.key == self.situation.sending for m in away) and i + 1 < len(tokens) and tokens[i + 1].norm in ("in", "of")
            if seated:
                yield Filler(i, i + 3, party=capital)
            elif new or token.lemma in ("ruler", "movement", "emirate") and before in ("the", "that"):
                yield Filler(i - 1, i + 1, party=capital, weak=True)

    def _party(self) -> Iterator[Filler]:
        for f in self._holder():
            if f.party != HOST_STATE and f.person is None and not self._names_people(f):
                yield f

    def _names_people(self, f: Filler) -> bool:
        """"Taliban" in "the Taliban ambassador" or "a Taliban diplomat" says whose they are; it is not the party."""
        noun = self.line.noun(f.first)
        if noun is not None and noun.head > f.first:
            return True
        people = words("nouns", "people", "diplomats") | words("nouns", "voices", "offices")
        return any(t.lemma in people for t in self.line.tokens[f.first + 1 : f.last + 1])

    def _host(self) -> Iterator[Filler]:
        for f in self._governments():
            if f.party == HOST_STATE:
                yield f
        if self.memory.host:
            for i, token in enumerate(self.line.tokens):
                if token.norm in ("it", "they", "its"):
                    yield Filler(i, i + 1, party=HOST_STATE, hosts=(self._state_before(i),), weak=True)

    def _states(self) -> Iterator[Filler]:
        line = self.line
        for m in line.mentions:
            if m.kind in ("state", "city", "ministry") and m.key != self.situation.sending:
                if m.kind == "city" and m.first > 0 and line.tokens[m.first - 1].norm in ("in", "of", "at"):
                    continue
                yield Filler(m.first, m.last, hosts=(m.key,), party=HOST_STATE)
            elif m.kind == "adjective" and m.key != self.situation.sending and m.last < len(line.tokens) and line.tokens[m.last].lemma in words("nouns", "voices", "governments") | {"side", "state", "leader", "official", "president", "parliament"}:
                yield Filler(m.first, m.last + 1, hosts=(m.key,), party=HOST_STATE)
            elif m.kind == "person" and (known := next((p for p in self.situation.people if p.name == m.key and p.state), None)):
                yield Filler(m.first, m.last, hosts=(known.state or "",), party=HOST_STATE)
        yield from self._sets()
        if self.memory.host:
            for i, token in enumerate(line.tokens):
                if token.norm == "it" or token.norm == "country" and i > 0 and line.tokens[i - 1].norm == "the":
                    yield Filler(i, i + 1, hosts=(self._state_before(i),), party=HOST_STATE, weak=True)

    def _state_before(self, i: int) -> str:
        """What "it" stands for: the state that the sentence began with, else the last one spoken of."""
        here = [m for m in self.line.mentions if m.last <= i and m.kind in ("state", "ministry") and m.key != self.situation.sending]
        return here[0].key if here else self.memory.host or ""

    def _sets(self) -> Iterator[Filler]:
        """"No country", "any state", "every government": all; "the only neighbour that" is the state it is said of."""
        tokens = self.line.tokens
        for i, token in enumerate(tokens):
            if token.lemma not in _ALL or self.line.mention(i) is not None:
                continue
            before = [t.norm for t in tokens[max(0, i - 5) : i]]
            if i and (tokens[i - 1].text.isdigit() or tokens[i - 1].norm in ("several", "some", "many", "few", "number", "dozen")):
                first = i - 1
                while first > 0 and tokens[first - 1].norm in ("at", "least", "more", "than", "some", "about", "over", "around", "nearly", "a"):
                    first -= 1
                yield Filler(first, i + 1)
                continue
            if {"only", "first", "last", "sole"} & set(before):
                state = self._said_of(i)
                if state:
                    yield Filler(i, i + 1, hosts=(state.key,), party=HOST_STATE)
            elif before and (before[-1] in ("no", "any", "every", "each", "other", "all", "single", "foreign") or "no" in before[-3:] or "any" in before[-3:]) or token.norm in ("countries", "states", "governments") and "other" in before:
                yield Filler(i, i + 1, hosts=("*",))

    def _said_of(self, i: int) -> Mention | None:
        """The state of which "… is the only country that" is said."""
        states = [m for m in self.line.mentions if m.last <= i and m.kind in ("state", "city") and m.key != self.situation.sending]
        copula = any(t.lemma in ("be", "become", "remain") for t in self.line.tokens[:i])
        return states[-1] if states and copula else None

    def _home(self) -> Iterator[Filler]:
        for m in self.line.mentions:
            if m.key == self.situation.sending and m.kind in ("state", "city"):
                yield Filler(m.first, m.last)

    # People

    def _person(self) -> Iterator[Filler]:
        return people(self)

    def _visitor(self) -> Iterator[Filler]:
        return visitors(self)

    def _diplomats(self) -> Iterator[Filler]:
        for i, token in enumerate(self.line.tokens):
            if token.lemma in ("diplomat", "embassy", "consulate", "mission", "staff", "ambassador") and token.tag.startswith("NN"):
                yield Filler(i, i + 1, target=self.targets.get(noun) if (noun := self.line.noun(i)) else None)

    def _opposition(self) -> Iterator[Filler]:
        for i, token in enumerate(self.line.tokens):
            if token.lemma in _OPPOSITION:
                yield Filler(i, i + 1)

    def _giver(self) -> Iterator[Filler]:
        yield from self._holder()

    def _any(self) -> Iterator[Filler]:
        yield from self._holder()

    def _anything(self) -> Iterator[Filler]:
        for i, token in enumerate(self.line.tokens):
            if token.tag.startswith("NN"):
                yield Filler(i, i + 1)

    def _hostplace(self) -> Iterator[Filler]:
        for m in self.line.mentions:
            if m.kind in ("state", "city") and m.key != self.situation.sending:
                yield Filler(m.first, m.last, hosts=(m.key,))


