"""What the ledger would hold if the samples were read without a mistake: the expected claims as claims.

Answers from these tell a verdict rule that goes against an expectation from a claim that was misread.
"""

from __future__ import annotations

from typing import Any, Final

from accredit.model import Actor, Article, Claim, Interval, RecordedClaim, Scope, Span, Voice, VoiceKind, When
from tests.samples.expectations import Expected, Row, expected_claims, samples, situation

# Each origin of expected.toml but `outlet`: its kind, and the party for which it speaks. A new one must be added
# here. Unnamed diplomats speak for the republic where their mission was its own on that day.
_VOICES: Final[dict[str, tuple[VoiceKind, str | None]]] = {
    "Afghan consulates in Mumbai and Hyderabad (a joint note)": ("organisation", "republic"),
    "Afghan embassy in Dushanbe": ("organisation", "republic"),
    "Afghan embassy in New Delhi (its announcement)": ("organisation", "republic"),
    "Afghan embassy in Oslo": ("organisation", "republic"),
    "Russian foreign ministry": ("government", "host-state"),
    "Sample Pamir Post": ("outlet", None),
    "Sample Rhine Post": ("outlet", None),
    "Sher Mohammad Abbas Stanikzai": ("official", "taliban"),
    "Tajik foreign ministry": ("government", "host-state"),
    "Taliban foreign ministry": ("government", "taliban"),
    "the consul in Khorog": ("official", None),
    "the diplomats who left (a parting statement)": ("anonymous", "republic"),
    "anonymous: a Turkmen official": ("anonymous", "host-state"),
    "anonymous: a diplomat at the Afghan consulate in Hyderabad": ("anonymous", "republic"),
    "anonymous: a diplomat at the Afghan embassy in Dushanbe": ("anonymous", "republic"),
    "anonymous: a diplomat at the embassy in London": ("anonymous", "republic"),
    "anonymous: a diplomat at the embassy in Tashkent": ("anonymous", "republic"),
    "anonymous: a diplomat at the embassy in Vienna": ("anonymous", "republic"),
    "anonymous: a former diplomat of the embassy in London": ("anonymous", "republic"),
    "anonymous: a former member of the embassy's staff": ("anonymous", "republic"),
    "anonymous: a lecturer": ("anonymous", None),
    "anonymous: an Afghan diplomat in Tehran": ("anonymous", "republic"),
    "anonymous: an Indian official": ("anonymous", "host-state"),
    "anonymous: an Uzbek official": ("anonymous", "host-state"),
    "anonymous: an official": ("anonymous", "host-state"),
    "anonymous: two of the old staff": ("anonymous", "republic"),
}


def perfect_claims(row: Row) -> list[RecordedClaim]:
    """Every expected claim, the optional ones too, as far as it was published by the row's `known_at`."""
    return [
        RecordedClaim(_claim(expected, article), article, "2026-01-01T00:00:00Z")
        for name, article in samples().items()
        for expected in expected_claims()[name]
        if row.known_at is None or (article.published or "") <= row.known_at.isoformat()
    ]


def _claim(e: Expected, article: Article) -> Claim:
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
        situation=situation().id,
        predicate=e.predicates[0],
        mission=situation().mission(e.mission) if e.mission else None,
        scope=None if e.mission else Scope(hosts=e.hosts, except_=e.except_, group=e.group),
        party=e.party,
        person=Actor(e.person, None) if e.person else None,
        chain=_chain(e, article),
        when=When(kind, e.when.earliest, e.when.latest, "") if e.when else None,
        evidence=Span.of(article.text, start, start + len(e.quote)),
        confidence=1.0,
        rule="expected.toml",
        **words,
    )


def _chain(e: Expected, article: Article) -> tuple[Voice, ...]:
    own = Voice(article.outlet, None, None, "outlet")
    if e.origin == "outlet":
        return (own,)
    kind, party = _VOICES[e.origin]
    said = Interval(e.said, e.said) if e.said else None
    words = e.origin.removeprefix("anonymous: ")
    last = Voice(None, words, party, kind, said) if kind == "anonymous" else Voice(words, None, party, kind, said)
    return (own, *(Voice(outlet, None, None, "outlet") for outlet in e.via), last)
