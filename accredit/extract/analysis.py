"""What the later steps share: an article's sentences with the names and nouns found in them."""

from __future__ import annotations

from dataclasses import dataclass

from accredit.extract.gazetteer import Mention, gazetteer
from accredit.extract.lexicon import words
from accredit.extract.names import People, find_names
from accredit.extract.nouns import Noun, NounFinder
from accredit.extract.tokens import Sentence, Token, sentences, without_surrogates
from accredit.model import Situation


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: its tokens, the names in it (known ones and others) and the mission nouns."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    nouns: tuple[Noun, ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens."""
        return self.sentence.tokens

    def mention(self, i: int) -> Mention | None:
        """The name that covers token `i`."""
        return next((m for m in self.mentions if m.first <= i < m.last), None)

    def noun(self, i: int) -> Noun | None:
        """The mission noun that covers token `i`."""
        return next((n for n in self.nouns if n.first <= i < n.last), None)

    def within(self, first: int, last: int, *kinds: str) -> list[Mention]:
        """The names of these kinds (all, when none is given) between two tokens."""
        return [m for m in self.mentions if first <= m.first and m.last <= last and (not kinds or m.kind in kinds)]


def analyse(text: str, situation: Situation) -> tuple[Line, ...]:
    """The lines of a text."""
    people = People.of(situation)
    out: list[Line] = []
    for sentence in sentences(without_surrogates(text)):
        known = [
            m if m.kind != "party" else _of_the_time(m, sentence.tokens, situation)
            for m in gazetteer(situation).find(sentence)
        ]
        every = sorted([*known, *find_names(sentence, known, people)], key=lambda m: m.first)
        nouns = NounFinder(sentence, every, situation).find()
        out.append(Line(sentence, tuple(every), tuple(nouns)))
    return tuple(out)


def _of_the_time(mention: Mention, tokens: tuple[Token, ...], situation: Situation) -> Mention:
    """The party that held the state before, where "former" stands before an ambiguous name."""
    before = {t.norm for t in tokens[max(0, mention.first - 3) : mention.first]}
    old = before & words("nouns", "past", "modifiers")
    party = situation.party(situation.former_party) if situation.former_party else None
    if old and party and not mention.entry.sure and mention.key != party.id:
        entry = type(mention.entry)("party", party.id, party.name)
        return Mention(entry, mention.first, mention.last)
    return mention
