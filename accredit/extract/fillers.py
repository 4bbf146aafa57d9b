"""What may stand in the slots of a wording: parties, states, people, missions, with their places in a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from accredit.extract.analysis import Line
from accredit.extract.gazetteer import Mention
from accredit.extract.lexicon import table, words
from accredit.extract.memory import Filler, Memory
from accredit.extract.missions import Target
from accredit.extract.nouns import Noun
from accredit.extract.parties import governments, holders, names_people
from accredit.extract.people import office_beside, people, visitors
from accredit.extract.sets import begin_of, end_of, exceptions, group_at
from accredit.extract.standins import standins
from accredit.model import HOST_STATE

_ALL = frozenset({"country", "state", "government", "nation", "capital"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def _people(line: Line, m: Mention) -> bool:
    """As in "the Danes have not": a people for its state, as a noun phrase of its own."""
    last = line.tokens[m.last - 1]
    return last.norm.endswith("s") and last.tag in ("NNS", "NNPS") and line.tokens[m.first - 1].norm == "the"


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
            if noun.office is None and target.foreign:
                yield Filler(noun.first, noun.last, target=target, noun=noun)
            elif noun.office is None and not target.empty:
                first = begin_of(self.line.tokens, noun.first) if target.abroad else noun.first
                yield Filler(first, noun.last, target=target, noun=noun, weak=target.inferred)
        yield from self._mission_pronouns()
        yield from standins(self)

    def _mission_pronouns(self) -> Iterator[Filler]:
        topic = self.memory.focus.topic(self.line.sentence.number)
        for i, token in enumerate(self.line.tokens):
            here = [self.targets[n] for n in self.line.nouns if n.last <= i and n.office is None]
            named = next((t for t in here if t.missions), topic)
            own = (noun := self.line.noun(i)) is not None and noun.first == i
            if token.norm in ("he", "she") and self.memory.person and self.memory.person.person in self.memory.posts:
                post = self.memory.posts[self.memory.person.person]
                yield Filler(i, i + 1, target=replace(post, inferred=True), weak=True)
            if named and token.norm in ("it", "its", "there", "itself", "they", "we", "us") and not own:
                yield Filler(i, i + 1, target=replace(named, inferred=True), weak=True)

    def _office(self) -> Iterator[Filler]:
        for noun in self.line.nouns:
            target = self.targets[noun]
            if noun.office is not None and not target.foreign and noun.sending != "foreign":
                name = next(
                    (m for m in self.line.mentions if m.kind == "person" and office_beside(self.line, m) is noun), None
                )
                label = name.entry.label if name else None
                yield Filler(
                    noun.first,
                    noun.last,
                    target=target,
                    noun=noun,
                    role=noun.office,
                    person=label,
                    weak=target.inferred,
                )

    # Parties and states

    def _holder(self) -> Iterator[Filler]:
        return holders(self)

    def _party(self) -> Iterator[Filler]:
        for f in self.of("HOLDER"):
            if f.party != HOST_STATE and f.person is None and not names_people(self, f):
                yield f

    def _host(self) -> Iterator[Filler]:
        for f in governments(self):
            if f.party == HOST_STATE:
                yield f
        yield from (f for f in self._sets() if f.hosts not in ((), ("*",)))
        if self.memory.host:
            for i, token in enumerate(self.line.tokens):
                if token.norm in ("it", "they", "its"):
                    yield Filler(i, i + 1, party=HOST_STATE, hosts=(self._state_before(i),), weak=True)

    def _states(self) -> Iterator[Filler]:
        line = self.line
        out = set(exceptions(line))
        for m in line.mentions:
            if m in out:
                continue
            if m.kind in ("state", "city", "ministry") and m.key != self.situation.sending:
                if m.kind == "city" and m.first > 0 and line.tokens[m.first - 1].norm in ("in", "of", "at"):
                    continue
                yield Filler(m.first, m.last, hosts=(m.key,), party=HOST_STATE)
            elif m.kind == "adjective" and m.key != self.situation.sending and _people(line, m):
                yield Filler(m.first, m.last, hosts=(m.key,), party=HOST_STATE)
            elif (
                m.kind == "adjective"
                and m.key != self.situation.sending
                and m.last < len(line.tokens)
                and line.tokens[m.last].lemma
                in words("nouns", "voices", "governments")
                | {"side", "state", "leader", "official", "president", "parliament"}
            ):
                yield Filler(m.first, m.last + 1, hosts=(m.key,), party=HOST_STATE)
            elif m.kind == "person" and (
                known := next((p for p in self.situation.people if p.name == m.key and p.state), None)
            ):
                yield Filler(m.first, m.last, hosts=(known.state or "",), party=HOST_STATE)
        yield from self._sets()
        for i, token in enumerate(line.tokens):
            named = tuple(dict.fromkeys(m.key for m in line.mentions if m.kind == "state" and m.last <= i))
            if token.norm in ("they", "both") and len(named) > 1 and self.situation.sending not in named:
                yield Filler(i, i + 1, hosts=named, party=HOST_STATE, weak=True)
        for i, token in enumerate(line.tokens):
            again = token.norm == "it" or (token.norm == "country" and i > 0 and line.tokens[i - 1].norm == "the")
            if again and (key := self._state_before(i)):
                yield Filler(i, i + 1, hosts=(key,), party=HOST_STATE, weak=True)

    def _state_before(self, i: int) -> str:
        """What "it" stands for: the state that the sentence began with, else the last one spoken of."""
        here = [
            m
            for m in self.line.mentions
            if m.last <= i and m.kind in ("state", "ministry") and m.key != self.situation.sending
        ]
        return here[0].key if here else self.memory.host or ""

    def _sets(self) -> Iterator[Filler]:
        """All, in "no country" or "every government"; in "the only neighbour that" the state it is said of."""
        tokens = self.line.tokens
        for i, token in enumerate(tokens):
            if (name := group_at(tokens, i, self.situation)) is not None:
                yield Filler(i, end_of(self.line, i + 1), group=name)
                continue
            if token.lemma not in _ALL or self.line.mention(i) is not None:
                continue
            before = [t.norm for t in tokens[max(0, i - 5) : i]]
            if i and (
                tokens[i - 1].text.isdecimal()
                or tokens[i - 1].norm in table("dates")["numbers"]
                or tokens[i - 1].norm in ("several", "some", "many", "few", "number", "dozen")
            ):
                first = min(i - 1, begin_of(tokens, i))
                yield Filler(first, i + 1)
                continue
            if {"only", "first", "last", "sole"} & set(before):
                state = self._said_of(i)
                if state:
                    yield Filler(i, i + 1, hosts=(state.key,), party=HOST_STATE)
            elif (
                before
                and (
                    before[-1] in ("no", "any", "every", "each", "other", "all", "single", "foreign")
                    or "no" in before[-3:]
                    or "any" in before[-3:]
                )
            ) or (token.norm in ("countries", "states", "governments") and "other" in before):
                last = end_of(self.line, i + 1)
                yield Filler(i, last, hosts=("*",), group="other" if "other" in before[-2:] else None)

    def _said_of(self, i: int) -> Mention | None:
        """The state of which "… is the only country that" is said."""
        states = [
            m
            for m in self.line.mentions
            if m.last <= i and m.kind in ("state", "city") and m.key != self.situation.sending
        ]
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
            if token.lemma in (
                "diplomat",
                "embassy",
                "consulate",
                "mission",
                "staff",
                "ambassador",
            ) and token.tag.startswith("NN"):
                yield Filler(i, i + 1, target=self.targets.get(noun) if (noun := self.line.noun(i)) else None)

    def _opposition(self) -> Iterator[Filler]:
        for m in self.line.mentions:
            if m.kind == "opposition":
                yield Filler(m.first, m.last)
        ours = any(m.key == self.situation.sending or m.kind == "party" for m in self.line.mentions)
        for i, token in enumerate(self.line.tokens):
            if ours and token.lemma in ("opposition", "resistance", "rebel", "dissident"):
                yield Filler(i, i + 1)

    def _giver(self) -> Iterator[Filler]:
        yield from self.of("HOLDER")

    def _any(self) -> Iterator[Filler]:
        yield from self.of("HOLDER")

    def _anything(self) -> Iterator[Filler]:
        for i, token in enumerate(self.line.tokens):
            if token.tag.startswith("NN"):
                yield Filler(i, i + 1)

    def _hostplace(self) -> Iterator[Filler]:
        for m in self.line.mentions:
            if m.kind in ("state", "city") and m.key != self.situation.sending:
                yield Filler(m.first, m.last, hosts=(m.key,))
