"""What an extractor is, and what it may offer: claims that keep the contract and rest on the article's own words.

The program's own extractor is `accredit.extract.extract`; others are held to this before a ledger sees their claims.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, get_args, runtime_checkable

from accredit.errors import ArticleError
from accredit.model import (
    HOST_STATE,
    PREDICATES,
    Article,
    Aspect,
    Basis,
    Claim,
    Modality,
    Polarity,
    Reading,
    Situation,
    Stance,
    Voice,
    VoiceKind,
    WhenKind,
)


class Extractor(Protocol):
    """Makes claims of an article. Raises ArticleError where it can make none of this one, ExtractorError of any."""

    @property
    def name(self) -> str:
        """Name and version, as every reading carries them: another one reads again."""

    @property
    def lexicon(self) -> str:
        """A digest of what else decides what comes out: word lists, parameters; empty where there is nothing."""

    def claims(self, article: Article, situation: Situation) -> Iterable[Claim]:
        """The claims of one article for one situation, in the order of its text."""


Makes = Callable[[Mapping[str, object]], Extractor]
"""What an entry point of the group `accredit.extractors` names: settings in, an extractor out."""


@dataclass(frozen=True, slots=True)
class Used:
    """What an extractor spent and held back: questions asked and answered from a cache, tokens in and out, what they
    cost by the settings' prices, answers that did not say their tokens, claims kept, and claims refused by reason.
    """

    asked: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    uncounted: int = 0
    cost: float = 0.0
    currency: str | None = None
    kept: int = 0
    refused: tuple[tuple[str, int], ...] = ()


@runtime_checkable
class Accountable(Protocol):
    """An extractor that tells what it spent."""

    def used(self) -> Used:
        """All that it did since it was made."""


def reading_by(extractor: Extractor, article: Article, situation: Situation) -> Reading:
    """The reading of an article by an extractor. Raises ArticleError for a claim that may not be kept."""
    found: dict[str, Claim] = {}
    for claim in extractor.claims(article, situation):
        wrong = fault(claim, article, situation)
        if wrong:
            raise ArticleError(f"the extractor {extractor.name} made a claim that cannot be kept: {wrong}")
        found.setdefault(claim.id, claim)
    claims = tuple(found.values())
    return Reading(article.key, extractor.name, extractor.lexicon, situation.id, situation.digest, claims)


def fault(claim: Claim, article: Article, situation: Situation) -> str | None:
    """What in a claim breaks the contract or does not rest on the article; None where nothing does."""
    if not isinstance(claim, Claim):
        return f"{type(claim).__name__} is no claim"
    span = claim.evidence
    if claim.article_id != article.id or claim.situation != situation.id:
        return "it is of another article or situation"
    if not 0 <= span.start < span.end <= len(article.text) or article.text[span.start : span.end] != span.exact:
        return "its words are not in the article"
    if claim.mission is not None and claim.mission not in situation.missions:
        return f"its mission {claim.mission.id!r} is not in the pack"
    if claim.mission is None and claim.scope is None:
        return "it is about no mission and no state"
    return _values(claim, situation) or next(filter(None, (_voice(v, situation) for v in claim.chain)), None)


def _values(claim: Claim, situation: Situation) -> str | None:
    for name, value, allowed in (
        ("predicate", claim.predicate, PREDICATES),
        ("polarity", claim.polarity, get_args(Polarity)),
        ("modality", claim.modality, get_args(Modality)),
        ("stance", claim.stance, get_args(Stance)),
        ("aspect", claim.aspect, (None, *get_args(Aspect))),
        ("basis", claim.basis, (None, *get_args(Basis))),
        ("when", claim.when and claim.when.kind, (None, *get_args(WhenKind))),
        ("party", claim.party, parties(situation)),
    ):
        if value not in allowed:
            return f"{value!r} is no {name}"
    codes = {s.code for s in situation.states} | {"*"}
    if claim.scope and not {*claim.scope.hosts, *claim.scope.except_} <= codes:
        return "it names a state that the pack does not have"
    return None if 0 <= claim.confidence <= 1 else f"{claim.confidence} is no confidence"


def _voice(voice: Voice, situation: Situation) -> str | None:
    if voice.kind not in get_args(VoiceKind):
        return f"{voice.kind!r} is no kind of voice"
    return None if voice.party in parties(situation) else f"{voice.party!r} is no party"


def parties(situation: Situation) -> frozenset[str | None]:
    """What may stand as a party: the situation's own, the host, or nobody."""
    return frozenset({None, HOST_STATE, *(p.id for p in situation.parties)})
