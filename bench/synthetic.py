"""Ledgers of any size, invented: what `bench.ledger` and others measure on.

Every mission of a situation is told of, the busiest by about 8 claims in 100 (Zipf), each by the same 30 voices:
officials of both parties and of the host, organisations, outlets and unnamed people. 5 claims in 100 are denials, one
article in ten copies the one before. The same seed gives the same articles.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from accredit.model import HOST_STATE, Actor, Article, Claim, Mission, Reading, Situation, Span, Voice, When, WhenKind

EXPONENT = 0.58
"""Of the Zipf distribution over missions: of 71 the busiest has about 8 claims in 100."""

DENIED, COPIED, DATED = 0.05, 0.1, 0.25
"""Shares: of claims that deny, of articles that copy another, of claims whose words say when."""

MOST = 9
"""Claims of one article; on average it has half as many."""

FIRST, LAST = date(2021, 8, 20), date(2026, 10, 31)

_TELLINGS = {
    "controls": 30, "handed_over": 5, "closed": 7, "opened": 4, "operates": 7, "custody": 2, "cooperates_with": 2,
    "holds_post": 12, "appointed": 7, "dismissed": 2, "issues_documents": 8, "honours_documents": 5,
    "disowns_documents": 3, "funds": 2, "collects_fees": 3, "damaged": 1,
}  # fmt: skip
"""How often each thing is told, of 100."""

_OF_A_PARTY = frozenset(
    {"controls", "handed_over", "cooperates_with", "appointed", "dismissed", "funds", "collects_fees"}
)
_OF_A_PERSON = frozenset({"holds_post", "appointed", "dismissed"})
_CHANGES = frozenset({"handed_over", "closed", "opened", "custody", "appointed", "dismissed", "damaged"})

_OUTLETS, _OFFICIALS, _ORGANISATIONS, _UNNAMED = 12, 5, 2, 3


@dataclass(frozen=True, slots=True)
class Told:
    """One article with its reading, as an append takes them."""

    article: Article
    reading: Reading


def weights(missions: int) -> list[float]:
    """How often each mission is told of, the busiest first."""
    return [1 / rank**EXPONENT for rank in range(1, missions + 1)]


def articles(situation: Situation, claims: int, *, seed: int = 1, of: Sequence[Mission] = ()) -> Iterator[Told]:
    """Articles with `claims` claims in all, about the situation's missions or those given, the busiest first."""
    rng = random.Random(seed)
    about = list(of or situation.missions)
    often = list(accumulate(weights(len(about))))
    made = number = 0
    while made < claims:
        mission = rng.choices(about, cum_weights=often)[0]
        told = _told(rng, f"{seed}-{number}", mission, situation, min(claims - made, rng.randint(1, MOST)))
        yield told
        made, number = made + len(told.reading.claims), number + 1
        if rng.random() < COPIED and claims - made >= len(told.reading.claims):
            yield _copied(rng, f"{seed}-{number}", told, situation)
            made, number = made + len(told.reading.claims), number + 1


def _told(rng: random.Random, name: str, mission: Mission, situation: Situation, claims: int) -> Told:
    """An article about one mission. What each claim stands on is a sentence, among others about something else."""
    day = FIRST + timedelta(days=rng.randrange((LAST - FIRST).days))
    sentences: list[str] = [_filler(rng)]
    spans: list[tuple[int, int]] = []
    at = len(sentences[0])
    for _ in range(claims):
        words = f"{_filler(rng)[:-1]} about {mission.city or mission.host}."
        spans.append((at + 1, at + 1 + len(words)))
        filler = _filler(rng)
        sentences += [words, filler]
        at += len(words) + len(filler) + 2
    text = " ".join(sentences)
    article = Article.make(
        text,
        id=name,
        outlet=f"Gazette {rng.randrange(_OUTLETS)}",
        title=f"From {mission.city or mission.host}",
        published=day.isoformat(),
        language="en",
    )
    given = tuple(_claim(rng, article, mission, situation, day, Span.of(text, *span)) for span in spans)
    return Told(article, _reading(article, situation, given))


def _copied(rng: random.Random, name: str, told: Told, situation: Situation) -> Told:
    """The same text in another outlet."""
    article = replace(told.article, id=name, outlet=f"Gazette {rng.randrange(_OUTLETS)}")
    given = tuple(replace(claim, article_id=name, id="") for claim in told.reading.claims)
    return Told(article, _reading(article, situation, given))


def _reading(article: Article, situation: Situation, claims: tuple[Claim, ...]) -> Reading:
    return Reading(article.key, "synthetic/1", "none", situation.id, situation.digest, claims)


def _claim(
    rng: random.Random, article: Article, mission: Mission, situation: Situation, day: date, evidence: Span
) -> Claim:
    predicate = rng.choices(list(_TELLINGS), list(_TELLINGS.values()))[0]
    parties = [party.id for party in situation.parties if party.id != HOST_STATE]
    when = None
    if rng.random() < DATED:
        first = day - timedelta(days=rng.randrange(60))
        kind: WhenKind = "instant" if predicate in _CHANGES else "from"
        when = When(kind, first, first, first.isoformat())
    return Claim(
        article_id=article.id,
        situation=situation.id,
        predicate=predicate,
        mission=mission,
        scope=None,
        party=rng.choice(parties) if predicate in _OF_A_PARTY else None,
        person=Actor(f"Envoy {rng.randrange(6)}", "ambassador") if predicate in _OF_A_PERSON else None,
        polarity="denied" if rng.random() < DENIED else "affirmed",
        modality="actual",
        stance="asserts",
        aspect="change" if predicate in _CHANGES else "state",
        basis=None,
        chain=(Voice(None, None, None, "outlet"), *_voice(rng, mission.id, tuple(parties))),
        when=when,
        evidence=evidence,
        confidence=round(rng.uniform(0.7, 0.95), 2),
        rule="synthetic",
    )


def _voice(rng: random.Random, mission: str, parties: tuple[str, ...]) -> tuple[Voice, ...]:
    """One of the voices about the mission; nothing where the outlet itself speaks."""
    voices = _voices(mission, parties)
    return voices[rng.randrange(len(voices))]


@cache
def _voices(mission: str, parties: tuple[str, ...]) -> tuple[tuple[Voice, ...], ...]:
    outlets: list[tuple[Voice, ...]] = [()] * _OUTLETS
    officials = [
        (Voice(f"{party} official {number} in {mission}", "consul", party, "official"),)
        for party in (*parties, HOST_STATE)
        for number in range(_OFFICIALS if party != HOST_STATE else _UNNAMED)
    ]
    organisations = [(Voice(f"Society {n} of {mission}", None, None, "organisation"),) for n in range(_ORGANISATIONS)]
    unnamed = [(Voice(None, "diplomat", party, "anonymous"),) for party in (*parties, None)][:_UNNAMED]
    return (*outlets, *officials, *organisations, *unnamed)


_SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in "aeo"]

_VOCABULARY = 8_000


@cache
def _vocabulary() -> tuple[str, ...]:
    """Invented words, the same in every run."""
    rng = random.Random(0)
    return tuple("".join(rng.choices(_SYLLABLES, k=rng.randint(1, 3))) for _ in range(_VOCABULARY))


def _filler(rng: random.Random) -> str:
    """A sentence of invented words."""
    return f"{' '.join(rng.choices(_vocabulary(), k=rng.randint(8, 16))).capitalize()}."
