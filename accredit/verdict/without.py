"""Answers as if a source had never spoken: the claims that are left when a voice or an outlet goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from accredit.errors import QuestionError
from accredit.model import Article, RecordedClaim, Situation, Voice
from accredit.verdict.independence import SMALL, fold, voice_key

ANONYMOUS = "anonymous"
"""The source that stands for every unnamed voice."""


def without(claims: Iterable[RecordedClaim], dropped: Collection[str], situation: Situation) -> list[RecordedClaim]:
    """The claims in which none of the sources has a part, in their order.

    A claim goes with each voice of its chain, because nobody would have had it to pass on, and
    with the outlet whose article carries it. Sources are as `find_source` gives them.
    """
    return [r for r in claims if not set(dropped) & _of(r, situation).keys()]


def sources(claims: Iterable[RecordedClaim], situation: Situation) -> dict[str, str]:
    """Every source that can be dropped, with the name that it goes by."""
    found: dict[str, str] = {}
    for recorded in claims:
        for key, name in _of(recorded, situation).items():
            found.setdefault(key, name)
    return found


def find_source(words: str, claims: Iterable[RecordedClaim], situation: Situation) -> str:
    """The source that a person means: "anonymous", an outlet, a person or an office, by name or part of it.

    Raises QuestionError when nobody, or more than one, is known by these words.
    """
    typed = _tokens(words)
    if not typed:
        raise QuestionError("no name of a source was given")
    if typed == {ANONYMOUS}:
        return ANONYMOUS
    known = {key: (name, _tokens(name) | _party_of(key)) for key, name in sources(claims, situation).items()}
    exact = [key for key, (name, _) in known.items() if _tokens(name) == typed]
    fits = exact or [key for key, (_, tokens) in known.items() if typed <= tokens]
    if len(fits) > 1:
        named = ", ".join(sorted(f"{known[key][0]} ({key.partition(':')[0]})" for key in fits))
        raise QuestionError(f"{words[:60]!r} may be any of: {named}")
    if not fits:
        raise QuestionError(f"nobody is known as {words[:60]!r}: give an outlet, a voice or anonymous")
    return fits[0]


def _of(recorded: RecordedClaim, situation: Situation) -> dict[str, str]:
    """The sources that have a part in a claim: the carrying outlet and every voice of the chain."""
    article = recorded.article
    carrier = (Voice(article.outlet, None, None, "outlet"),) if article.outlet else ()
    return {_key(v, recorded, situation): _name(v, article) for v in (*carrier, *recorded.claim.chain)}


def _key(voice: Voice, recorded: RecordedClaim, situation: Situation) -> str:
    if voice.kind == ANONYMOUS:
        return ANONYMOUS
    return voice_key(recorded, situation, voice)


def _name(voice: Voice, article: Article) -> str:
    if voice.kind == ANONYMOUS:
        return ANONYMOUS
    return voice.name or (article.outlet if voice.kind == "outlet" else voice.role) or article.id


def _tokens(words: str) -> set[str]:
    return set(fold(words).split()) - SMALL


def _party_of(key: str) -> set[str]:
    """The party of an office, which people name it by: "the Crown's ministry"."""
    kind, _, rest = key.partition(":")
    return set(fold(rest.partition(":")[0]).split()) if kind == "office" else set()
