"""Each claim of an answer held to the article, the pack and the contract. What fails is refused, by its reason."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, get_args

from accredit.errors import EvidenceError
from accredit.extract.offered import fault, parties
from accredit.extract.tokens import Sentence, sentences, without_surrogates
from accredit.llm.answer import PersonTold, Told, VoiceTold, WhenTold, told_in
from accredit.llm.dating import Dates, Refused
from accredit.llm.finding import Words
from accredit.model import (
    HOST_STATE,
    PREDICATES,
    Actor,
    Article,
    Aspect,
    Basis,
    Claim,
    Interval,
    Mission,
    Modality,
    Polarity,
    Scope,
    Situation,
    Span,
    Stance,
    Voice,
    VoiceKind,
    When,
)
from accredit.situation.source import fold

OF_STATES = frozenset(
    {"recognises", "has_relations", "keeps_mission", "hosts_opposition", "designates_terrorist", "trades_with"}
)
"""Predicates that are about states and never about one mission."""

NEEDS_PARTY = frozenset({"controls", "handed_over", "cooperates_with", "recognises", "sent_diplomats"})
"""Predicates that say nothing without a party."""

SENTENCES, LINKS, LETTERS = 2, 6, 8
"""Sentences that evidence may touch and links of a chain at most; characters of evidence at least."""

_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")

SURE, UNSURE, LOWERED, LEAST = 0.7, 0.45, 0.1, 0.2
"""Confidence where the model is sure and where it is not, what each doubt takes off, and where that ends."""


class Checks:
    """Looks at the claims of answers about one article. `refused` counts reasons."""

    def __init__(self, article: Article, situation: Situation, rule: str) -> None:
        self.refused: Counter[str] = Counter()
        self._article, self._situation, self._rule = article, situation, rule
        self._words = Words(article.text)
        self._folded = f" {fold(article.text)} "
        self._sentences = sentences(without_surrogates(article.text))
        self._dates = Dates(self._words, self._sentences, article.published_interval)
        self._ids: set[str] = set()

    def claim(self, raw: Any) -> Claim | None:
        """The claim, where nothing speaks against it; else None, counted."""
        told = told_in(raw)
        try:
            if told is None:
                raise Refused("shape")
            claim = self._checked(told)
            if claim.id in self._ids:
                raise Refused("told twice")
        except Refused as reason:
            self.refused[str(reason)] += 1
            return None
        self._ids.add(claim.id)
        return claim

    def _checked(self, told: Told) -> Claim:
        self._contract(told)
        evidence, around = self._evidence(told.quote)
        mission, scope = self._target(told)
        party = HOST_STATE if told.predicate == "custody" else told.party
        person = self._person(told.person) if told.person else None
        chain, far = self._chain(told.voices, evidence)
        when = None
        if told.when:
            found, beside = self._dates.read(told.when, evidence)
            when = When(found.kind, found.earliest, found.latest, found.text)
            far += not beside
        doubts = far + self._doubts(f" {fold(around)} ", mission, party)
        claim = self._made(told, mission, scope, party, person, chain, when, evidence, doubts)
        if wrong := fault(claim, self._article, self._situation):
            raise Refused(wrong)
        return claim

    def _doubts(self, sentence: str, mission: Mission | None, party: str | None) -> int:
        """What the sentences of the evidence leave open: another mission alone in them is no evidence of this one."""
        doubts = 0
        if mission is not None and not self._names(mission, sentence):
            others = (m for m in self._situation.missions if m.city and m != mission)
            if any(_stand((m.city or "", *m.city_names), sentence) for m in others):
                raise Refused("another mission in its words")
            doubts += 1
        named = {p.id for p in self._situation.parties if _stand((p.short, *p.names), sentence)}
        return doubts + 2 * bool(party and named and party not in named)

    def _made(
        self,
        told: Told,
        mission: Mission | None,
        scope: Scope | None,
        party: str | None,
        person: Actor | None,
        chain: tuple[Voice, ...],
        when: When | None,
        evidence: Span,
        doubts: int,
    ) -> Claim:
        return Claim(
            article_id=self._article.id,
            situation=self._situation.id,
            predicate=told.predicate,
            mission=mission,
            scope=scope,
            party=party,
            person=person,
            polarity=_of(told.polarity, Polarity),
            modality=_of(told.modality, Modality),
            stance=_of(told.stance, Stance),
            aspect=_of(told.aspect, Aspect) if told.predicate == "controls" else None,
            basis=_of(told.basis, Basis) if told.basis else None,
            chain=chain,
            when=when,
            evidence=evidence,
            confidence=round(max(LEAST, (SURE if told.sure else UNSURE) - LOWERED * doubts), 2),
            rule=self._rule,
        )

    def _contract(self, told: Told) -> None:
        for name, value, allowed in (
            ("predicate", told.predicate, PREDICATES),
            ("polarity", told.polarity, get_args(Polarity)),
            ("modality", told.modality, get_args(Modality)),
            ("stance", told.stance, get_args(Stance)),
            ("basis", told.basis, (None, *get_args(Basis))),
            ("party", told.party, parties(self._situation)),
        ):
            if value not in allowed:
                raise Refused(name)
        if told.predicate == "controls" and told.aspect not in get_args(Aspect):
            raise Refused("aspect")
        if told.predicate in NEEDS_PARTY and told.party is None:
            raise Refused("party")

    def _evidence(self, quote: str) -> tuple[Span, str]:
        """The quote as the article has it, and the sentences that it stands in."""
        if len(quote.strip()) < LETTERS:
            raise Refused("quote too short")
        if len(quote) > len(self._article.text) + LETTERS:
            raise Refused("quote not in the article")
        places = list(self._words.places(quote))
        if not places:
            raise Refused("quote not in the article")
        if len({self._article.text[start:end] for start, end in places}) > 1:
            raise Refused("quote at no sure place")
        start, end = places[0]
        touched = [s for s in self._sentences if s.start < end and start < s.end]
        if len(touched) > SENTENCES:
            raise Refused("quote too long")
        if any(_gives_orders(p) for p in self._paragraphs(places)):
            raise Refused("orders to a machine")
        try:
            span = Span.of(self._article.text, start, end)
        except EvidenceError:
            raise Refused("quote not in the article") from None
        return span, _stretch(self._article.text, touched, span)

    def _paragraphs(self, places: Sequence[tuple[int, int]]) -> list[str]:
        """What stands around the places up to an empty line: a line end alone ends no paragraph."""
        text = self._article.text
        cuts = [0, *(m.end() for m in _EMPTY_LINE.finditer(text)), len(text)]
        return [text[a:b] for a, b in pairwise(cuts) if any(start < b and a < end for start, end in places)]

    def _target(self, told: Told) -> tuple[Mission | None, Scope | None]:
        if told.mission and told.states:
            raise Refused("mission and states at once")
        if told.mission and told.predicate not in OF_STATES:
            mission = self._situation.mission(told.mission)
            if mission is None:
                raise Refused("mission not in the pack")
            if not self._names(mission, self._folded):
                raise Refused("mission not named in the article")
            return mission, None
        if not told.states:
            raise Refused("no mission or state")
        for code in told.states:
            if code != "*":
                self._state(code)
        return None, Scope(hosts=tuple(dict.fromkeys(told.states)))

    def _state(self, code: str) -> None:
        if self._situation.state(code) is None:
            raise Refused("state not in the pack")
        if not _stand(self._state_names(code), self._folded):
            raise Refused("state not named in the article")

    def _names(self, mission: Mission, folded: str) -> bool:
        """Whether a text names the mission, its city, or the state that it is in."""
        own = (mission.city or "", *mission.city_names, *mission.names)
        return _stand((*own, *self._state_names(mission.host)), folded)

    def _state_names(self, code: str) -> tuple[str, ...]:
        state = self._situation.state(code)
        if state is None:
            return ()
        return (state.name, *state.names, *state.adjectives, state.capital, *state.capital_names, *state.metonyms)

    def _person(self, told: PersonTold) -> Actor:
        """As the pack spells the person where it knows them; some spelling of theirs stands in the article."""
        if told.role and not self._says(told.role):
            raise Refused("person not in the article")
        if not told.name:
            if not told.role:
                raise Refused("person without a name")
            return Actor(None, told.role)
        wanted = fold(told.name)
        known = next((p for p in self._situation.people if wanted in map(fold, (p.name, *p.names))), None)
        spellings = (told.name, *((known.name, *known.names) if known else ()))
        if not any(self._words.holds(name) for name in spellings):
            raise Refused("person not in the article")
        return Actor(known.name if known else told.name, told.role)

    def _chain(self, told: Sequence[VoiceTold], evidence: Span) -> tuple[tuple[Voice, ...], int]:
        """The outlet, then the voices; and how many of their dates stand elsewhere than the evidence."""
        outlet = Voice(self._article.outlet, None, None, "outlet", self._article.published_interval)
        if len(told) > LINKS:
            raise Refused("too many voices")
        chain, far = [outlet], 0
        for one in told:
            if one.kind == "outlet" and one.name and fold(one.name) == fold(self._article.outlet or ""):
                continue
            said, beside = self._said(one, evidence)
            chain.append(self._voice(one, said))
            far += not beside
        return tuple(chain), far

    def _voice(self, told: VoiceTold, said: Interval | None) -> Voice:
        if told.kind not in get_args(VoiceKind) or (told.kind == "anonymous" and told.name):
            raise Refused("voice kind")
        if told.party not in parties(self._situation):
            raise Refused("party")
        if told.kind != "anonymous" and not (told.name or told.role):
            raise Refused("voice without a name")
        if (told.name and not self._words.holds(told.name)) or (told.role and not self._says(told.role)):
            raise Refused("voice not in the article")
        return Voice(told.name or None, told.role or None, told.party, _of(told.kind, VoiceKind), said)

    def _said(self, told: VoiceTold, evidence: Span) -> tuple[Interval | None, bool]:
        """When a voice said it: by the words given, else when it was published, as everywhere."""
        if not told.said:
            return self._article.published_interval, True
        found, beside = self._dates.read(WhenTold(told.said), evidence)
        return found.interval, beside

    def _says(self, words: str) -> bool:
        """Whether words stand in the article, in any case."""
        return _stand((words,), self._folded)


def _of(value: Any, _kind: object) -> Any:
    """A value that was looked up among those of its kind."""
    return value


def _stand(names: Iterable[str], folded: str) -> bool:
    """Whether one of the names stands in a folded text, as whole words; plural and genitive too."""
    return any(f" {plain} " in folded or f" {plain}s " in folded for plain in map(fold, names) if plain)


def _stretch(text: str, touched: Sequence[Sentence], span: Span) -> str:
    return text[touched[0].start : touched[-1].end] if touched else span.exact


@lru_cache(maxsize=1)
def _orders() -> re.Pattern[str]:
    held = tomllib.loads((files("accredit") / "lexicon" / "orders.toml").read_text("utf-8"))
    return re.compile("|".join(r"\s+".join(map(re.escape, p.split())) for p in held["phrases"]), re.IGNORECASE)


def _gives_orders(paragraph: str) -> bool:
    """Whether a paragraph gives orders to whatever machine reads it, also with unseen marks between its letters."""
    return _orders().search(Words(paragraph).plain) is not None
