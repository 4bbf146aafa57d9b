"""What may stand in the slots of a wording: parties, states, people, missions, with their places in a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from accredit.extract.analysis import Line
from accredit.extract.gazetteer import Mention
from accredit.extract.lexicon import words
from accredit.extract.missions import Focus, Target
from accredit.extract.nouns import Noun, text_of
from accredit.extract.tokens import Token
from accredit.extract.voices import party_of
from accredit.model import HOST_STATE, Situation

_ALL = frozenset({"country", "state", "government", "nation", "capital"})
_OPPOSITION = frozenset({"resistance", "opposition", "rebel", "insurgent", "dissident"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")


@dataclass(frozen=True, slots=True)
class Filler:
    """Something that fills a slot, at tokens `first` up to `last`.

    `weak` marks pronouns and other words whose meaning was looked up in the text before.
    """

    first: int
    last: int
    party: str | None = None
    target: Target | None = None
    noun: Noun | None = None
    person: str | None = None
    role: str | None = None
    hosts: tuple[str, ...] = ()
    group: str | None = None
    weak: bool = False


@dataclass(slots=True)
class Memory:
    """What pronouns may mean: the party, state and person spoken of last, and who held which post."""

    situation: Situation
    focus: Focus
    party: str | None = None
    host: str | None = None
    person: Filler | None = None
    posts: dict[str, Target] = field(default_factory=dict)
    parties: dict[str, str] = field(default_factory=dict)


class Slots:
    """The fillers of one line, by slot."""

    def __init__(self, line: Line, targets: dict[Noun, Target], memory: Memory) -> None:
        self.line, self.targets, self.memory = line, targets, memory
        self.situation = memory.situation
        self._cache: dict[str, list[Filler]] = {}

    def of(self, slot: str) -> list[Filler]:
        """The fillers of a slot, in the order of the text."""
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
        last = self.memory.focus.latest(self.line.sentence.number)
        if last is None:
            return
        for i, token in enumerate(self.line.tokens):
            if token.norm in ("it", "its", "there", "itself", "they"):
                yield Filler(i, i + 1, target=replace(last, inferred=True), weak=True)

    def _office(self) -> Iterator[Filler]:
        for noun in self.line.nouns:
            target = self.targets[noun]
            if noun.office is not None and not target.foreign and noun.sending != "foreign":
                yield Filler(noun.first, noun.last, target=target, noun=noun, role=noun.office, weak=target.inferred)

    # Parties and states

    def _holder(self) -> Iterator[Filler]:
        line = self.line
        for m in line.mentions:
            if m.kind == "party":
                yield Filler(m.first, self._phrase_end(m), party=m.key)
            elif m.kind == "person":
                party = self._party_of_person(m)
                if party:
                    yield Filler(m.first, m.last, party=party, person=m.entry.label)
        yield from self._past()
        yield from self._governments()
        if self.memory.party:
            for i, token in enumerate(line.tokens):
                if token.norm in ("they", "it", "them", "he", "she", "him") or token.norm == "group" and line.tokens[i - 1].norm == "the":
                    yield Filler(i, i + 1, party=self.memory.party, weak=True)

    def _phrase_end(self, m: Mention) -> int:
        """The end of the noun phrase that a party's name begins: "Taliban caretaker government"."""
        end = m.last
        tokens = self.line.tokens
        while end < len(tokens) and (tokens[end].tag in ("NN", "NNS", "NNP", "NNPS", "JJ", "POS") or tokens[end].norm == "-") and self.line.mention(end) is None and self.line.noun(end) is None:
            end += 1
        return end

    def _party_of_person(self, m: Mention) -> str | None:
        """By the words beside the name, then by what the article said before, then by the pack's hint."""
        tokens = self.line.tokens
        near = [p for p in self.line.mentions if p.kind == "party" and 0 <= p.first - m.last <= 5 and "," in [t.norm for t in tokens[m.last : p.first]]]
        before = [p for p in self.line.mentions if p.kind == "party" and 0 <= m.first - p.last <= 6 and not any(t.tag in _FINITE or t.norm in (",", "and") for t in tokens[p.last : m.first])]
        for p in [*before, *near]:
            return p.key
        known = next((x for x in self.situation.people if x.name == m.key), None)
        return self.memory.parties.get(m.entry.label) or (known.party if known else None)

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
                if m.kind == "city" and not body and m.first > 0 and tokens[m.first - 1].tag in ("IN", "TO"):
                    continue
                if m.key != self.situation.sending:
                    yield Filler(m.first, end, party=HOST_STATE, hosts=(m.key,))
                elif (body or m.kind == "city") and self.situation.capital_party:
                    yield Filler(m.first, end, party=party_of(self.line, max(0, m.first - 2), end, self.situation) or self.situation.capital_party)
        for i, token in enumerate(self.line.tokens[:-1]):
            if token.norm == "host" and self.line.tokens[i + 1].lemma in ("country", "state", "government", "nation", "authority"):
                yield Filler(i, i + 2, party=HOST_STATE)

    def _party(self) -> Iterator[Filler]:
        for f in self._holder():
            if f.party != HOST_STATE and f.person is None:
                yield f

    def _host(self) -> Iterator[Filler]:
        for f in self._governments():
            if f.party == HOST_STATE:
                yield f
        if self.memory.host:
            for i, token in enumerate(self.line.tokens):
                if token.norm in ("it", "they", "its"):
                    yield Filler(i, i + 1, party=HOST_STATE, hosts=(self.memory.host,), weak=True)

    def _states(self) -> Iterator[Filler]:
        line = self.line
        for m in line.mentions:
            if m.kind in ("state", "city", "ministry") and m.key != self.situation.sending:
                if m.kind == "city" and m.first > 0 and line.tokens[m.first - 1].norm in ("in", "of", "at"):
                    continue
                yield Filler(m.first, m.last, hosts=(m.key,), party=HOST_STATE)
            elif m.kind == "adjective" and m.key != self.situation.sending and m.last < len(line.tokens) and line.tokens[m.last].lemma in words("nouns", "voices", "governments") | {"side", "state", "leader", "official", "president", "parliament"}:
                yield Filler(m.first, m.last + 1, hosts=(m.key,), party=HOST_STATE)
        yield from self._sets()
        if self.memory.host:
            for i, token in enumerate(line.tokens):
                if token.norm == "it" or token.norm == "country" and i > 0 and line.tokens[i - 1].norm == "the":
                    yield Filler(i, i + 1, hosts=(self.memory.host,), party=HOST_STATE, weak=True)

    def _sets(self) -> Iterator[Filler]:
        """"No country", "any state", "every government": all; "the only neighbour that" is the state it is said of."""
        tokens = self.line.tokens
        for i, token in enumerate(tokens):
            if token.lemma not in _ALL or self.line.mention(i) is not None:
                continue
            before = [t.norm for t in tokens[max(0, i - 5) : i]]
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
        line = self.line
        for m in line.mentions:
            if m.kind == "person":
                yield Filler(m.first, m.last, person=m.entry.label, party=self._party_of_person(m))
        yield from self._unnamed_people()
        if self.memory.person:
            for i, token in enumerate(line.tokens):
                if token.norm in ("he", "she", "him", "his"):
                    yield replace(self.memory.person, first=i, last=i + 1, weak=True)

    def _unnamed_people(self) -> Iterator[Filler]:
        for noun in self.line.nouns:
            target = self.targets[noun]
            if noun.office is not None and not target.foreign and noun.sending != "foreign":
                yield Filler(noun.first, noun.last, role=noun.office, party=noun.party.key if noun.party else None, target=None if target.empty else target, noun=noun)
        for i, token in enumerate(self.line.tokens):
            if token.lemma in words("nouns", "people", "diplomats") and token.tag.startswith("NN") and self.line.noun(i) is None and self.line.mention(i) is None:
                first = i
                while first > 0 and (self.line.tokens[first - 1].tag in ("DT", "JJ", "CD", "PRP$", "NN", "VBN", "POS") or self.line.tokens[first - 1].norm == "-" or self.line.mention(first - 1) and self.line.mention(first - 1).kind in ("party", "adjective", "state")):  # type: ignore[union-attr]
                    first -= 1
                last = i + 1
                party = party_of(self.line, first, min(len(self.line.tokens), i + 6), self.situation)
                foreign = any(m.kind in ("state", "adjective") and m.key != self.situation.sending for m in self.line.within(first, i + 1))
                if not foreign:
                    yield Filler(first, last, role=text_of(self.line.tokens[first:last]), party=None if party == HOST_STATE else party)

    def _visitor(self) -> Iterator[Filler]:
        for i, token in enumerate(self.line.tokens):
            if token.lemma in ("delegation", "team", "group") and token.tag.startswith("NN"):
                first = max(0, i - 4)
                party = party_of(self.line, first, min(len(self.line.tokens), i + 8), self.situation)
                leader = next((m for m in self.line.mentions if m.kind == "person" and m.first > i), None)
                named = leader is not None and any(t.lemma in ("lead", "head") for t in self.line.tokens[i : leader.first])
                yield Filler(i, i + 1, party=party if party != HOST_STATE else self.memory.party, person=leader.entry.label if named and leader else None)
        for f in self._holder():
            if f.party != HOST_STATE:
                yield f

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

    def _hostplace(self) -> Iterator[Filler]:
        for m in self.line.mentions:
            if m.kind in ("state", "city") and m.key != self.situation.sending:
                yield Filler(m.first, m.last, hosts=(m.key,))


