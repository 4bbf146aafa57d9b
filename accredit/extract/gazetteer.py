"""Finds the names that a situation knows: states, cities, parties, people, ministries.

Names are compared without accents, case-blind, hyphens as spaces; a name that is
written with a capital in the pack must have one in the text, and short acronyms
must stand in capitals.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from accredit.extract.lexicon import table
from accredit.extract.tokens import Sentence, Token
from accredit.model import Situation

Kind = Literal[
    "state", "adjective", "city", "party", "person", "ministry", "mission", "outlet", "opposition", "excluded"
]
# Two letters of seven: "Kharogh" is Khorogh; "Dublin" is not Dubai (ratio 73).
_NEAR = 85
_WORD = re.compile(r"[^\W_]+|'s\b")


@dataclass(frozen=True, slots=True)
class Name:
    """An entry: what kind of thing the name is of, and its key.

    key: a state's code; a party's id; a person's canonical name; a mission's id; for a
    city its host's code. `missions` are the ids that a city or mission name may mean.
    `sure` is False for names that mean more than one thing.
    """

    kind: Kind
    key: str
    label: str
    sure: bool = True
    missions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """An entry found at tokens `first` up to `last` (not included) of a sentence."""

    entry: Name
    first: int
    last: int

    @property
    def kind(self) -> Kind:
        """The kind of thing named."""
        return self.entry.kind

    @property
    def key(self) -> str:
        """The key of the thing named."""
        return self.entry.key


@dataclass(frozen=True, slots=True)
class _Row:
    words: tuple[str, ...]
    entry: Name
    capital: bool
    upper: bool
    rank: int


def _is_spelling(row: _Row) -> bool:
    return row.entry.kind == "city" and len(row.words) == 1 and len(row.words[0]) >= 5


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """Lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", word.replace("ı", "i"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower().replace("’", "'")


def words_of(name: str) -> tuple[str, ...]:
    """A name as the folded words that tokens are compared with."""
    return tuple(_WORD.findall(fold(name)))


class Gazetteer:
    """All names of one situation, by their first word."""

    def __init__(self, situation: Situation) -> None:
        self._rows: dict[str, list[_Row]] = defaultdict(list)
        for rank, (name, entry) in enumerate(_entries(situation)):
            words = words_of(name)
            if words:
                upper = name.replace(".", "").isupper() and len(name) <= 5
                self._rows[words[0]].append(_Row(words, entry, name[0].isupper(), upper, rank))
        self._cities = {r.words[0]: r.entry for rows in self._rows.values() for r in rows if _is_spelling(r)}
        for rows in self._rows.values():
            rows.sort(key=lambda r: (-len(r.words), r.rank))

    def find(self, sentence: Sentence) -> list[Mention]:
        """The longest names, left to right, without overlap."""
        out: list[Mention] = []
        at = 0
        tokens = sentence.tokens
        while at < len(tokens):
            found = self._at(tokens, at)
            if found:
                out.append(found)
                at = found.last
            else:
                at += 1
        return out

    def near(self, sentence: Sentence, at: int) -> Mention | None:
        """The city that a word at a place's position is a spelling of, within one or two letters."""
        word = _word(sentence.tokens[at])
        if len(word) < 5 or not sentence.tokens[at].capital:
            return None
        found = process.extractOne(word, self._cities.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
        return Mention(self._cities[found[0]], at, at + 1) if found else None

    def _at(self, tokens: Sequence[Token], at: int) -> Mention | None:
        for row in self._rows.get(_word(tokens[at]), ()):
            end = _match(tokens, at, row)
            if end:
                return Mention(row.entry, at, end)
        return None


def _word(token: Token) -> str:
    return fold(token.text).replace(".", "") if len(token.text) > 1 else fold(token.text)


def _match(tokens: Sequence[Token], at: int, row: _Row) -> int | None:
    """The end of the row's words from token `at`; hyphens and full stops between them are passed over."""
    if (row.capital and not tokens[at].capital) or (row.upper and not tokens[at].text.isupper()):
        return None
    i = at
    for n, word in enumerate(row.words):
        while n and i < len(tokens) and tokens[i].text in "-." and tokens[i].text:
            i += 1
        if i >= len(tokens) or _word(tokens[i]) != word:
            return None
        i += 1
    return i


def _entries(situation: Situation) -> Iterator[tuple[str, Name]]:
    """Names with what they mean; among equal names the earlier entry is taken."""
    # The state and its capital stay what they are; that they may stand for a party is the reader's business.
    home = {n for s in situation.states if s.code == situation.sending for n in (s.name, s.capital, *s.names)}
    for party in situation.parties:
        for name in party.exclude:
            state = next((s for s in situation.states if f" {s.name}" in name and s.code != situation.sending), None)
            yield name, Name("state", state.code, state.name) if state else Name("excluded", party.id, name)
    for person in situation.people:
        for name in (person.name, *person.names):
            yield name, Name("person", person.name, person.name)
    for party in situation.parties:
        for name in party.names:
            yield name, Name("party", party.id, party.name)
        for name in sorted(set(party.ambiguous) - home):
            yield name, Name("party", party.id, party.name, sure=False)
    for name in situation.opposition:
        yield name, Name("opposition", name, name)
    for mission in situation.missions:
        if mission.kind == "permanent-mission":
            for name in mission.names:
                yield name, Name("mission", mission.id, name, missions=(mission.id,))
    for state in situation.states:
        for name in state.ministries:
            yield name, Name("ministry", state.code, name)
    for name in table("nouns")["voices"]["known_outlets"]:
        yield name, Name("outlet", name, name)
    yield from _cities(situation)
    for state in situation.states:
        for name in (state.name, *state.names):
            yield name, Name("state", state.code, state.name)
        for name in state.adjectives:
            yield name, Name("adjective", state.code, state.name)
            if name.endswith(("n", "i", "ne")):
                yield f"{name}s", Name("adjective", state.code, state.name)


def _cities(situation: Situation) -> Iterator[tuple[str, Name]]:
    by_name: dict[str, list[str]] = defaultdict(list)
    host: dict[str, str] = {}
    label: dict[str, str] = {}
    for mission in situation.missions:
        for name in filter(None, (mission.city, *mission.city_names)):
            by_name[name].append(mission.id)
            host.setdefault(name, mission.host)
            label.setdefault(name, mission.city or name)
    for name, ids in by_name.items():
        yield name, Name("city", host[name], label[name], missions=tuple(ids))
    for name in situation.home_cities:
        yield name, Name("city", situation.sending, name)
    for state in situation.states:
        for name in (state.capital, *state.capital_names, *state.metonyms):
            if name and name not in by_name:
                same = next((m for m in situation.missions if m.city == state.capital), None)
                there = tuple(m.id for m in situation.missions if same and m.city == same.city and m.host == same.host)
                yield name, Name("city", state.code, state.capital, missions=there)


_made: dict[str, Gazetteer] = {}


def gazetteer(situation: Situation) -> Gazetteer:
    """The situation's gazetteer, made once."""
    if situation.digest not in _made:
        _made[situation.digest] = Gazetteer(situation)
    return _made[situation.digest]
