"""The claim contract: a Claim as the JSON object that `accredit extract` prints, and back.

The field list is `docs/contract.md`; its JSON Schema is `docs/schemas/claim.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from accredit.model import (
    CONTRACT,
    Actor,
    Article,
    Claim,
    Interval,
    Mission,
    Scope,
    Situation,
    Span,
    Voice,
    When,
)


def claim_line(claim: Claim, article: Article, carrier: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The claim with the article that carries it, as one line of the contract.

    A claim made from a sample says so with `"sample": true`. `carrier` is the article's reference, for whoever made it
    for other claims already.
    """
    line = {
        "contract": CONTRACT,
        "id": claim.id,
        "article": carrier or article_reference(article),
        "situation": claim.situation,
        "predicate": claim.predicate,
        "mission": claim.mission and mission_reference(claim.mission),
        "scope": claim.scope and _scope(claim.scope),
        "party": claim.party,
        "person": claim.person and {"name": claim.person.name, "role": claim.person.role},
        "polarity": claim.polarity,
        "modality": claim.modality,
        "stance": claim.stance,
        "aspect": claim.aspect,
        "basis": claim.basis,
        "chain": [
            {"name": v.name, "role": v.role, "party": v.party, "kind": v.kind, "said": v.said and _interval(v.said)}
            for v in claim.chain
        ],
        "when": claim.when and {"kind": claim.when.kind, **_interval(claim.when)},
        "evidence": {"start": claim.evidence.start, "end": claim.evidence.end, "exact": claim.evidence.exact},
        "confidence": claim.confidence,
        "rule": claim.rule,
    }
    return line | {"sample": True} if article.sample else line


def article_reference(article: Article) -> dict[str, Any]:
    """An article as claims name it, without its text; `modified` only where it says when it was last changed."""
    reference = {
        "id": article.id,
        "text_id": article.text_id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "language": article.language,
    }
    return reference if article.modified is None else reference | {"modified": article.modified}


def mission_reference(mission: Mission) -> dict[str, Any]:
    """A mission as claims and answers name it."""
    return {
        "id": mission.id,
        "sending": mission.sending,
        "host": mission.host,
        "city": mission.city,
        "kind": mission.kind,
    }


def claim_from(line: Mapping[str, Any], situation: Situation | None = None) -> Claim:
    """The claim of a contract line; its mission is the situation's own where the situation has it."""
    mission, scope, person, when = line["mission"], line["scope"], line["person"], line["when"]
    evidence = line["evidence"]
    return Claim(
        article_id=line["article"]["id"],
        situation=line["situation"],
        predicate=line["predicate"],
        mission=mission and ((situation and situation.mission(mission["id"])) or Mission(**mission)),
        scope=None if scope is None else _scope_of(scope),
        party=line["party"],
        person=person and Actor(person["name"], person["role"]),
        polarity=line["polarity"],
        modality=line["modality"],
        stance=line["stance"],
        aspect=line["aspect"],
        basis=line["basis"],
        chain=tuple(_voice_of(v) for v in line["chain"]),
        when=when and When(when["kind"], _day(when["earliest"]), _day(when["latest"]), when["text"]),
        evidence=Span(evidence["start"], evidence["end"], evidence["exact"]),
        confidence=line["confidence"],
        rule=line["rule"],
        id=line["id"],
    )


def _voice_of(voice: Mapping[str, Any]) -> Voice:
    said = voice["said"] and Interval(
        _day(voice["said"]["earliest"]), _day(voice["said"]["latest"]), voice["said"]["text"]
    )
    return Voice(voice["name"], voice["role"], voice["party"], voice["kind"], said)


def _scope_of(scope: Mapping[str, Any]) -> Scope:
    count = scope.get("count", {})
    return Scope(
        hosts=tuple(scope.get("hosts", ())),
        except_=tuple(scope.get("except", ())),
        group=scope.get("group"),
        at_least=count.get("at_least"),
        at_most=count.get("at_most"),
    )


def _scope(scope: Scope) -> dict[str, Any]:
    count = {k: v for k, v in (("at_least", scope.at_least), ("at_most", scope.at_most)) if v is not None}
    parts = {"hosts": list(scope.hosts), "except": list(scope.except_), "group": scope.group, "count": count}
    return {k: v for k, v in parts.items() if v}


def _interval(value: Interval | When) -> dict[str, Any]:
    return {"earliest": _iso(value.earliest), "latest": _iso(value.latest), "text": value.text}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None
