"""What the ledger would hold if the samples were read without a mistake: the expected claims as claims.

Answers from these tell a verdict rule that goes against an expectation from a claim that was misread.
"""

from __future__ import annotations

from typing import Any

from accredit.model import Actor, Article, Claim, Interval, RecordedClaim, Scope, Span, Voice, When
from tests.samples.expectations import (
    AFGHANISTAN,
    Expected,
    Row,
    SampleSet,
    expected_claims,
    samples,
    situation,
    voices,
)


def perfect_claims(row: Row, of: SampleSet = AFGHANISTAN) -> list[RecordedClaim]:
    """Every expected claim, the optional ones too, as far as it was published by the row's `known_at`."""
    return [
        RecordedClaim(_claim(expected, article, of), article, "2026-01-01T00:00:00Z")
        for name, article in samples(of).items()
        for expected in expected_claims(of)[name]
        if row.known_at is None or (article.published or "") <= row.known_at.isoformat()
    ]


def _claim(e: Expected, article: Article, of: SampleSet) -> Claim:
    start = article.text.index(e.quote)
    # The words of expected.toml are those of the contract; that they are is a test of its own.
    words: dict[str, Any] = {
        "polarity": e.polarity or "affirmed",
        "modality": e.modality or "actual",
        "stance": e.stances[0],
        "aspect": e.aspect,
        "basis": e.basis,
    }
    kind: Any = e.when and e.when.kind
    return Claim(
        article_id=article.id,
        situation=situation(of).id,
        predicate=e.predicates[0],
        mission=situation(of).mission(e.mission) if e.mission else None,
        scope=None if e.mission else Scope(hosts=e.hosts, except_=e.except_, group=e.group),
        party=e.party,
        person=Actor(e.person, None) if e.person else None,
        chain=_chain(e, article, of),
        when=When(kind, e.when.earliest, e.when.latest, "") if e.when else None,
        evidence=Span.of(article.text, start, start + len(e.quote)),
        confidence=1.0,
        rule="expected.toml",
        **words,
    )


def _chain(e: Expected, article: Article, of: SampleSet) -> tuple[Voice, ...]:
    own = Voice(article.outlet, None, None, "outlet")
    if e.origin == "outlet":
        return (own,)
    kind, party = voices(of)[e.origin]
    said = Interval(e.said, e.said) if e.said else None
    words = e.origin.removeprefix("anonymous: ")
    last = Voice(None, words, party, kind, said) if kind == "anonymous" else Voice(words, None, party, kind, said)
    return (own, *(Voice(outlet, None, None, "outlet") for outlet in e.via), last)
